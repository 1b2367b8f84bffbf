"""What speaks for and against a short line being a heading: the cues, before anybody weighs them.

A heading is never decided on the line alone. Half of the cues are about its neighbours (does text follow, had the
text before ended), and half of the rest about the document (is its number one of a row, do other lines of the same
form stand over text, is there more space before it than usual).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import chain

from msgspec import Struct

from accessible.model.blocks import (
    Block,
    Byline,
    Code,
    Dateline,
    Heading,
    List,
    Paragraph,
    Title,
    Verse,
)
from accessible.model.draft import Lines
from accessible.structurer.given import is_bold
from accessible.structurer.numbering import Number
from accessible.structurer.punctuation import QUOTED, SPEECH_OPENERS, TERMINAL
from accessible.structurer.rows import says_page
from accessible.structurer.shape import Shape, folded
from accessible.structurer.survey import TEXT, Survey, letters_of, survey_of, units
from accessible.structurer.words import everywhere, patterns, words

#: So many headings that their author marked show that he marks them.
_MARKED = 3
#: So many short lines in a row are a list of something.
_RUN = 4
#: From this rank on a number may be that of something to do, and what follows it is a sentence.
_STEPS = 5
_SIZES = ((3, "1 to 3 words"), (7, "4 to 7 words"), (10, "8 to 10 words"), (1 << 30, "more words"))
_ENDS = (
    (".。।", "ends like a sentence"),
    ("?？؟", "ends in a question"),
    ("!！", "ends in a call"),
    (":", "ends in a colon"),
    (",;-–—…", "ends half-way"),
)

_INITIALS = re.compile(r"^(?:[A-ZÀ-Þ]\.[ ]?){2,4}(?:[A-ZÀ-Þ][\w’'-]+\.?)?$")
_ADDRESS = re.compile(r"https?://|www\.|@\w|\.(?:com|org|net|gov|html?)\b", re.IGNORECASE)
_DATE = re.compile(
    r"\b(?:1[5-9]|20)\d\d\b|\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b|\b\d{1,2}:\d\d\b|[$€£]\s?\d|\d+\s?%",
)
_SPEAKER = re.compile(r"^[^\W\d_][\w .’'-]{0,30}: \S")
_TURN = re.compile(r"_?([A-ZÀ-Þ][A-ZÀ-Þ’' -]{1,30})\._?(?= [\w“\"‘'(\[_])")
_LETTERS = re.compile(r"[^\W\d_]{4,}")
_SPOKEN = tuple(SPEECH_OPENERS)


class Candidate(Struct, frozen=True):
    """A short paragraph that could be a heading, or two of which the first is the number of the second.

    ``at`` and ``end`` are the indexes of its first block and after its last; ``form`` what lines of the same kind
    share; ``cues`` the names of what speaks for and against it.
    """

    at: int
    end: int
    shape: Shape
    number: Number | None
    form: tuple[str, ...]
    cues: tuple[str, ...]


def candidates(blocks: Sequence[Lines | Block], source: str, language: str) -> list[Candidate]:
    """Every candidate of a document whose decoded text is ``source``, in reading order."""
    survey = survey_of(blocks, source, language)
    places = list(units(survey))
    own = [_own(survey, start, end) for start, end in places]
    around = [_around(survey, start, end) for start, end in places]
    forms = [_form(survey, start, cues) for (start, _), cues in zip(places, own, strict=True)]
    company = _company(survey, places, forms, around)
    found = []
    for (start, end), form, *cues in zip(places, forms, own, around, company, strict=True):
        shape = survey.shapes[start]
        assert shape is not None
        at, last = survey.at[start], survey.at[end - 1] + 1
        found.append(Candidate(at, last, shape, survey.numbers[start], form, tuple(chain.from_iterable(cues))))
    return found


def _company(
    survey: Survey,
    places: Sequence[tuple[int, int]],
    forms: Sequence[tuple[str, ...]],
    around: Sequence[Sequence[str]],
) -> list[list[str]]:
    """What the rest of the document says about each candidate."""
    all_of = Counter(forms)
    placed = Counter(form for form, cues in zip(forms, around, strict=True) if _over_text(cues))
    small = sum(_over_text(cues) and "begins small" in form for form, cues in zip(forms, around, strict=True))
    texts = [letters_of(block.prose.text) for block in map(survey.blocks.__getitem__, (start for start, _ in places))
             if isinstance(block, Paragraph)]  # fmt: skip
    repeated = Counter(texts)
    of_all = []
    if _talks(survey):
        of_all.append("among dialogue")
    if 2 * sum(survey.short) > len(survey.short):
        of_all.append("short lines everywhere")
    if sum(isinstance(block, Heading) for block in survey.blocks) >= _MARKED:
        of_all.append("others are marked")
    turns = _turns(survey)
    in_row = [survey.rows.get(start, 0) >= 3 for start, _ in places]
    numbered = sum(in_row) >= 3
    alike = _alike(places, forms)
    found = []
    for at, (form, text) in enumerate(zip(forms, texts, strict=True)):
        cues = list(of_all)
        if placed[form] >= 3 and 2 * placed[form] >= all_of[form]:
            cues.append("others of its form stand over text")
        if all_of[form] >= 12 and 3 * placed[form] < all_of[form]:
            cues.append("one of many of its form that do not")
        if alike[at] > _RUN:
            cues.append("one of a run of its form")
        if repeated[text] >= 3:
            cues.append("said over and over")
        if places[at][0] in turns:
            cues.append("a turn in a play")
        if numbered and not in_row[at]:
            cues.append("others are numbered")
        if "begins small" in form and small < 3:
            cues.append("begins small where others do not")
        found.append(cues)
    return found


def _turns(survey: Survey) -> frozenset[int]:
    """The blocks that begin with who speaks, in capitals and with a full stop, as plays are printed: "MAREN. Who is
    there?" Two at least do so, and each again."""
    labels = {
        at: found[1]
        for at, block in enumerate(survey.blocks)
        if isinstance(block, Paragraph)
        and survey.numbers[at] is None
        and (found := _TURN.match(block.prose.text)) is not None
    }
    often = Counter(labels.values())
    again = {label for label, count in often.items() if count > 1}
    return frozenset(at for at, label in labels.items() if label in again) if len(again) > 1 else frozenset()


def _over_text(cues: Sequence[str]) -> bool:
    return "text follows" in cues and "unfinished before" not in cues


def _alike(places: Sequence[tuple[int, int]], forms: Sequence[tuple[str, ...]]) -> list[int]:
    """How many candidates of one form stand in a row where each candidate stands."""
    lengths: list[int] = []
    for at, (start, _) in enumerate(places):
        goes_on = at and places[at - 1][1] == start and forms[at - 1] == forms[at]
        lengths.append(lengths[-1] + 1 if goes_on else 1)
    for at in range(len(lengths) - 1, 0, -1):
        if lengths[at] > 1:
            lengths[at - 1] = max(lengths[at - 1], lengths[at])
    return lengths


def _own(survey: Survey, start: int, end: int) -> list[str]:
    """What the line itself says."""
    block, shape, number = survey.blocks[start], survey.shapes[start], survey.numbers[start]
    assert isinstance(block, Paragraph)
    assert shape is not None
    text = folded(block)
    cues = [next(name for most, name in _SIZES if shape.words <= most)]
    bare = number is not None and number.end >= len(block.prose.text)
    if end - start == 1 and not bare:
        cues.append(next((name for marks, name in _ENDS if shape.ends and shape.ends in marks), "ends open"))
    if number is not None:
        told = number.rank >= _STEPS and shape.closes and number.end < len(block.prose.text)  # "Step 1: Press SET."
        row = 1 if told else survey.rows.get(start, 1)
        cues.append("number in a row" if row >= 3 else "number in a short row" if row == 2 else "number")
        if number.rank and not told:
            cues.append("division")
        if bare or end - start == 2:
            cues.append("number and title" if end - start == 2 else "bare number")
    elif shape.first.islower():
        cues.append("begins small")
    elif shape.first.isdigit():
        cues.append("begins with a digit")
    elif text[0] in "([":
        cues.append("begins with a bracket")
    if number is None and text.strip("_*.: ").casefold() in words("section-name", survey.language):
        cues.append("section name")
    if QUOTED.match(text):
        cues.append("in quotation marks" if shape.ends and shape.ends in TERMINAL + ",;:-–—" else "a quoted phrase")
    elif text[0] in SPEECH_OPENERS:
        cues.append("opens a quotation")
    if is_bold(block.prose):
        cues.append("all in bold")
    if shape.capitals > 0.9 and shape.letters > 2:
        cues.append("capitals")
    elif text[0] == "_" and text.rstrip(".")[-1] == "_":
        cues.append("in italics")
    else:
        long = _LETTERS.findall(text)
        if len(long) > 1 and sum(word[0].isupper() for word in long) >= 0.75 * len(long):
            cues.append("title case")
    if _attributed().match(text) or _INITIALS.match(text):
        cues.append("names a writer")
    if _ADDRESS.search(text):
        cues.append("address in it" if " " in text else "an address")
    if _DATE.search(text):
        cues.append("date or sum")
    if says_page(text, survey.language):
        cues.append("says a page")
    if _SPEAKER.match(text) and number is None:
        cues.append("label and text")
    if letters_of(text) == survey.title:
        cues.append("says the title again")
    asks = "ends in a question" in cues  # and a question cannot do without a verb
    if number is None and not asks and not words("clause-word", survey.language).isdisjoint(text.casefold().split()):
        cues.append("finite verb")
    gap = shape.gap - survey.gap
    if gap > 0:
        cues.append("more space before" if gap == 1 else "much more space before")
    if shape.indent >= 8 and shape.lines == 1:
        cues.append("set in")
    return cues


def _around(survey: Survey, start: int, end: int) -> list[str]:
    """What its neighbours say."""
    cues = []
    after = survey.blocks[end] if end < len(survey.blocks) else None
    shape = survey.shapes[end] if end < len(survey.blocks) else None
    if after is None:
        cues.append("nothing follows")
    elif isinstance(after, List):
        cues.append("list follows")
    elif isinstance(after, Verse):
        cues.append("verse follows")
    elif isinstance(after, Heading):
        cues.append("heading follows")
    elif isinstance(after, Code) or shape is None:
        cues.append("other matter follows")
    elif shape.words >= TEXT or (shape.words >= 12 and shape.is_prose):
        cues.append("text follows")
        if shape.first.islower():
            cues.append("goes on below")
    elif survey.rows.get(end, 0) >= 2:
        cues.append("row of numbers follows")
    elif survey.short[end] and not shape.closes:
        then = survey.shapes[end + 1] if end + 1 < len(survey.blocks) else None
        leads = then is not None and then.words >= TEXT
        cues.append("short line, then text" if leads else "short line follows")
    else:
        cues.append("sentence follows")
    before = survey.blocks[start - 1] if start else None
    shape = survey.shapes[start - 1] if start else None
    if before is None or isinstance(before, Title | Heading):
        cues.append(
            "first" if before is None else "after the title" if isinstance(before, Title) else "after a heading"
        )
    elif isinstance(before, Byline | Dateline):
        cues.append("after the byline")
    elif isinstance(before, List):
        cues.append("after a list")
    elif isinstance(before, Verse):
        cues.append("between verse and text" if "text follows" in cues else "after verse")
    elif shape is None:
        cues.append("after other matter")
    elif survey.short[start - 1] and not shape.closes and shape.ends != ":":
        cues.append("after a short line")
    elif shape.ends == ":":
        cues.append("announced before")
    elif not shape.closes:
        cues.append("unfinished before")
    if "text follows" not in cues and _says_end(survey, start):
        cues.append("says that the work ends")
    run = _run(survey, start, end)
    if run >= _RUN:
        cues.append("one of a run")
    elif run == 3:
        cues.append("one of three")
    return cues


def _says_end(survey: Survey, at: int) -> bool:
    """Whether a line says that the work ends, or one of its volumes: "THE END"."""
    block = survey.blocks[at]
    known = patterns("end-word", survey.language)
    return isinstance(block, Paragraph) and known is not None and bool(known.fullmatch(folded(block).strip("_*.!—- ")))


def _run(survey: Survey, start: int, end: int) -> int:
    """How many short lines stand in a row here, up to `_RUN`."""
    run = 1
    for at, step in ((start - 1, -1), (end, 1)):
        while 0 <= at < len(survey.blocks) and run < _RUN:
            shape = survey.shapes[at]
            if shape is None or not survey.short[at] or shape.closes or survey.rows.get(at, 0) > 2:
                break
            run += 1
            at += step
    return run


@cache
def _attributed() -> re.Pattern[str]:
    """What begins like an attribution: a dash, or "by" in any language that we know, for a writer may be named in the
    language of the work; and a capital."""
    return re.compile(rf"^(?:[-–—―~]\s?|(?i:{'|'.join(everywhere('writer-word'))})\s+)[^\W\d_a-zß-ÿ]")


def _form(survey: Survey, start: int, own: Sequence[str]) -> tuple[str, ...]:
    """What lines of the same kind share: numbering, case, end, space before."""
    number = survey.numbers[start]
    telling = ("capitals", "title case", "in italics", "ends like a sentence", "ends in a question", "ends in a call",
               "ends in a colon", "more space before", "much more space before", "begins small", "in quotation marks",
               "opens a quotation", "set in", "date or sum", "begins with a bracket")  # fmt: skip
    return (number.scheme if number is not None else "", *(cue for cue in own if cue in telling))


def _talks(survey: Survey) -> bool:
    """Whether a fifth of the paragraphs open with a quotation mark or a dash."""
    paragraphs = [block for block in survey.blocks if isinstance(block, Paragraph)]
    return 5 * sum(block.prose.text.startswith(_SPOKEN) for block in paragraphs) > len(paragraphs)

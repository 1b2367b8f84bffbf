"""What speaks for and against a short line being a heading: the cues, before anybody weighs them.

A heading is never decided on the line alone. Half of the cues are about its neighbours (does text follow, had the
text before ended), and half of the rest about the document (is its number one of a row, do other lines of the same
form stand over text, is there more space before it than usual).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from statistics import median_low

from msgspec import Struct

from accessible.model.blocks import Block, Boilerplate, Code, Heading, Leaf, List, PageBreak, Paragraph, Title, Verse
from accessible.model.draft import Lines
from accessible.structurer.numbering import Number, number_of
from accessible.structurer.shape import LISTED, QUOTED, TERMINAL, Shape, folded, shape_of
from accessible.structurer.words import patterns, words

#: A heading has no more words, and no more characters, than this; one in capitals may have twice as many.
_WORDS, _CHARACTERS = 16, 120
#: So many short lines in a row are a list of something.
_RUN = 4
#: A paragraph of so many words is text that a heading can stand over.
_TEXT = 25

_ATTRIBUTED = re.compile(r"^(?:[-–—―~]\s?|(?:by|par|von|por)\s+)[A-ZÀ-Þ]", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://|www\.|@\w|\.(?:com|org|net|gov|html?)\b", re.IGNORECASE)
_DATE = re.compile(
    r"\b(?:1[5-9]|20)\d\d\b|\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b|\b\d{1,2}:\d\d\b|[$€£]\s?\d|\d+\s?%",
)
_SPEAKER = re.compile(r"^[^\W\d_][\w .’'-]{0,30}: \S")
_LETTERS = re.compile(r"[^\W\d_]{4,}")
_OPENERS = "\"“„«»‘'—–"


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


class _View(Struct, frozen=True):
    """The blocks of a document as the cues look at them: page furniture left out, with their shapes."""

    blocks: tuple[Block, ...]
    at: tuple[int, ...]  # index in the document
    shapes: tuple[Shape | None, ...]
    numbers: tuple[Number | None, ...]
    short: tuple[bool, ...]
    gap: int
    language: str


def candidates(blocks: Sequence[Lines | Block], source: str, language: str) -> list[Candidate]:
    """Every candidate of a document whose decoded text is ``source``, in reading order."""
    view = _view(blocks, source, language)
    units = list(_units(view))
    rows = _rows([(view.numbers[start], start) for start, _ in units])
    own = [_own(view, start, end, rows) for start, end in units]
    forms = [_form(view, start, own_cues) for (start, _), own_cues in zip(units, own, strict=True)]
    around = [_around(view, start, end) for start, end in units]
    placed = Counter(
        form
        for form, cues in zip(forms, around, strict=True)
        if "text follows" in cues and "unfinished before" not in cues
    )
    all_of = Counter(forms)
    repeated = Counter(folded(block) for start, _ in units if isinstance(block := view.blocks[start], Paragraph))
    talk = _talks(view)
    share = sum(view.short) / max(1, len(view.short))
    numbered_book = len([start for start, _ in units if start in rows and rows[start] >= 3]) >= 3
    found = []
    for (start, end), form, mine, theirs in zip(units, forms, own, around, strict=True):
        shape = view.shapes[start]
        block = view.blocks[start]
        assert shape is not None and isinstance(block, Paragraph)
        cues = [*mine, *theirs]
        if placed[form] >= 3 and 2 * placed[form] >= all_of[form]:
            cues.append("others of its form stand over text")
        if all_of[form] >= 12 and 3 * placed[form] < all_of[form]:
            cues.append("one of many of its form that do not")
        if repeated[folded(block)] >= 3:
            cues.append("said over and over")
        if talk:
            cues.append("among dialogue")
        if share > 0.5:
            cues.append("short lines everywhere")
        if numbered_book and not (start in rows and rows[start] >= 3):
            cues.append("others are numbered")
        found.append(Candidate(view.at[start], view.at[end - 1] + 1, shape, view.numbers[start], form, tuple(cues)))
    return found


def _view(blocks: Sequence[Lines | Block], source: str, language: str) -> _View:
    kept = [(at, block) for at, block in enumerate(blocks) if not isinstance(block, Boilerplate | PageBreak | Lines)]
    shapes = [shape_of(block, source) if isinstance(block, Leaf) else None for _, block in kept]
    numbers = []
    short = []
    for (_, block), shape in zip(kept, shapes, strict=True):
        could = isinstance(block, Paragraph) and shape is not None and _could_be(block, shape)
        numbers.append(number_of(block.prose.text, language) if could and isinstance(block, Paragraph) else None)
        short.append(could)
    gaps = [shape.gap for shape in shapes if shape is not None and shape.words >= _TEXT]
    return _View(
        blocks=tuple(block for _, block in kept),
        at=tuple(at for at, _ in kept),
        shapes=tuple(shapes),
        numbers=tuple(numbers),
        short=tuple(short),
        gap=median_low(gaps) if gaps else 0,
        language=language,
    )


def _could_be(block: Paragraph, shape: Shape) -> bool:
    text = block.prose.text
    factor = 2 if shape.capitals > 0.9 else 1
    if not 0 < shape.words <= factor * _WORDS or len(text) > factor * _CHARACTERS or shape.lines > 3:
        return False
    if shape.letters == 0 and not text[0].isdigit():
        return False
    return not LISTED.match(text) or text[0].isdigit()


def _units(view: _View) -> Iterator[tuple[int, int]]:
    """Start and end of each candidate: a number alone takes the short line after it as its title."""
    titled = _numbers_have_titles(view)
    at = 0
    while at < len(view.blocks):
        if not view.short[at]:
            at += 1
            continue
        number, block = view.numbers[at], view.blocks[at]
        assert isinstance(block, Paragraph)
        alone = number is not None and number.end == len(block.prose.text)
        if alone and number is not None and number.scheme in titled and _titles(view, at):
            yield at, at + 2
            at += 2
            continue
        yield at, at + 1
        at += 1


def _numbers_have_titles(view: _View) -> set[str]:
    """The schemes whose bare numbers have a short line after them more often than not."""
    all_of: Counter[str] = Counter()
    titled: Counter[str] = Counter()
    for at, number in enumerate(view.numbers):
        block = view.blocks[at]
        if number is None or not isinstance(block, Paragraph) or number.end != len(block.prose.text):
            continue
        all_of[number.scheme] += 1
        titled[number.scheme] += _titles(view, at)
    return {scheme for scheme, count in all_of.items() if 2 * titled[scheme] > count}


def _titles(view: _View, at: int) -> bool:
    """Whether the block after a bare number could be its title."""
    if at + 2 >= len(view.blocks) or not view.short[at + 1] or view.numbers[at + 1] is not None:
        return False
    shape, here = view.shapes[at + 1], view.shapes[at]
    if shape is None or here is None or shape.gap > max(here.gap, 1):
        return False
    if shape.capitals > 0.9 and shape.letters > 3:
        return True
    return shape.ends not in ".;,:" and not shape.first.islower() and view.blocks[at + 1].prose.text[0] not in _OPENERS  # type: ignore[union-attr]


def _rows(numbered: Sequence[tuple[Number | None, int]]) -> dict[int, int]:
    """For each block whose number is one of a row that counts upwards, how long that row is."""
    rows: dict[int, int] = {}
    open_rows: dict[tuple[str, tuple[int, ...]], list[tuple[int, int]]] = {}
    done: list[list[tuple[int, int]]] = []
    for number, at in numbered:
        if number is None:
            continue
        key, value = (number.scheme, number.values[:-1]), number.values[-1]
        row = open_rows.get(key)
        if row is not None and 1 <= value - row[-1][1] <= 2:
            row.append((at, value))
        elif value <= 2 or row is None or value < row[-1][1]:
            open_rows[key] = [(at, value)]
            done.append(open_rows[key])
    for row in done:
        for at, _ in row:
            rows[at] = len(row)
    return rows


def _own(view: _View, start: int, end: int, rows: dict[int, int]) -> list[str]:
    """What the line itself says."""
    block, shape, number = view.blocks[start], view.shapes[start], view.numbers[start]
    assert isinstance(block, Paragraph) and shape is not None
    text = folded(block)
    cues = [
        "1 to 3 words"
        if shape.words <= 3
        else "4 to 7 words"
        if shape.words <= 7
        else "8 to 10 words"
        if shape.words <= 10
        else "more words"
    ]
    ends = shape.ends
    if end - start == 1 and not (number is not None and number.end >= len(block.prose.text)):
        cues.append(
            "ends like a sentence"
            if ends in ".。।" and ends
            else "ends in a question"
            if ends in "?？؟" and ends
            else "ends in a call"
            if ends in "!！" and ends
            else "ends in a colon"
            if ends == ":"
            else "ends half-way"
            if ends in ",;-–—…" and ends
            else "ends open"
        )
    if number is not None:
        row = rows.get(start, 1)
        cues.append("number in a row" if row >= 3 else "number in a short row" if row == 2 else "number")
        if number.rank:
            cues.append("division")
        if number.end >= len(block.prose.text) or end - start == 2:
            cues.append("number and title" if end - start == 2 else "bare number")
    elif shape.first.islower():
        cues.append("begins small")
    elif shape.first.isdigit():
        cues.append("begins with a digit")
    elif text[0] in "([":
        cues.append("begins with a bracket")
    if number is None and text.strip("_*.: ").casefold() in words("section-name", view.language):
        cues.append("section name")
    if QUOTED.match(text):
        cues.append("in quotation marks" if shape.ends in TERMINAL + ",;:-–—" and ends else "a quoted phrase")
    elif text[0] in _OPENERS:
        cues.append("opens a quotation")
    if shape.capitals > 0.9 and shape.letters > 3:
        cues.append("capitals")
    elif text[0] == "_" and text.rstrip(".")[-1] == "_":
        cues.append("in italics")
    else:
        long = _LETTERS.findall(text)
        if len(long) > 1 and sum(word[0].isupper() for word in long) >= 0.75 * len(long):
            cues.append("title case")
    if _ATTRIBUTED.match(text):
        cues.append("names a writer")
    if _ADDRESS.search(text):
        cues.append("address")
    if _DATE.search(text):
        cues.append("date or sum")
    if _SPEAKER.match(text) and number is None:
        cues.append("label and text")
    photo = patterns("photo", view.language)
    if photo is not None and photo.match(text):
        cues.append("credit")
    if any(word in words("finite", view.language) for word in text.casefold().split()):
        cues.append("finite verb")
    gap = shape.gap - view.gap
    if gap > 0:
        cues.append("more space before" if gap == 1 else "much more space before")
    if shape.indent >= 8 and shape.lines == 1:
        cues.append("set in")
    return cues


def _around(view: _View, start: int, end: int) -> list[str]:
    """What its neighbours say."""
    cues = []
    after = view.blocks[end] if end < len(view.blocks) else None
    shape = view.shapes[end] if end < len(view.blocks) else None
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
    elif shape.words >= _TEXT or (shape.words >= 12 and shape.is_prose):
        cues.append("text follows")
        if shape.first.islower():
            cues.append("goes on below")
    elif view.short[end] and not shape.closes:
        then = view.shapes[end + 1] if end + 1 < len(view.blocks) else None
        leads = then is not None and then.words >= _TEXT
        cues.append("short line, then text" if leads else "short line follows")
    else:
        cues.append("sentence follows")
    before = view.blocks[start - 1] if start else None
    shape = view.shapes[start - 1] if start else None
    if before is None or isinstance(before, Title | Heading):
        cues.append(
            "first" if before is None else "after the title" if isinstance(before, Title) else "after a heading"
        )
    elif isinstance(before, List):
        cues.append("after a list")
    elif shape is None or isinstance(before, Verse):
        cues.append("after other matter")
    elif view.short[start - 1] and not shape.closes and shape.ends != ":":
        cues.append("after a short line")
    elif shape.ends == ":":
        cues.append("announced before")
    elif not shape.closes:
        cues.append("unfinished before")
    run = _run(view, start, end)
    if run >= _RUN:
        cues.append("one of a run")
    elif run == 3:
        cues.append("one of three")
    return cues


def _run(view: _View, start: int, end: int) -> int:
    """How many short lines stand in a row here, up to `_RUN`."""
    run = 1
    for at, step in ((start - 1, -1), (end, 1)):
        while 0 <= at < len(view.blocks) and run < _RUN:
            shape = view.shapes[at]
            if shape is None or not view.short[at] or shape.closes:
                break
            run += 1
            at += step
    return run


def _form(view: _View, start: int, own: Sequence[str]) -> tuple[str, ...]:
    """What lines of the same kind share: numbering, case, end, space before."""
    number = view.numbers[start]
    telling = ("capitals", "title case", "in italics", "ends like a sentence", "ends in a question", "ends in a call",
               "ends in a colon", "more space before", "much more space before", "begins small", "in quotation marks",
               "opens a quotation", "set in", "date or sum", "begins with a bracket")  # fmt: skip
    return (number.scheme if number is not None else "", *(cue for cue in own if cue in telling))


def _talks(view: _View) -> bool:
    """Whether a fifth of the paragraphs open with a quotation mark or a dash."""
    paragraphs = [block for block in view.blocks if isinstance(block, Paragraph)]
    return 5 * sum(block.prose.text[0] in _OPENERS for block in paragraphs) > len(paragraphs)

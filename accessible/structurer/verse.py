"""Verse: stanzas, whose line breaks are the poet's.

A line of prose is broken where it is full and goes on in small letters; a line of verse is broken before that, begins
with a capital and as often as not ends on a comma. Stretches of such lines are stanzas when enough of these signs
agree: fewer are asked of lines that are set in, more of lines that stand like everything else. Where most of a
document is verse, its lone lines between stanzas are verse too, titles excepted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, pairwise

from msgspec.structs import replace

from accessible.model.blocks import Block, Evidence, Paragraph, Span, Verse
from accessible.model.document import Document
from accessible.model.draft import Lines
from accessible.model.message import Message
from accessible.structurer.layout import Line
from accessible.structurer.lineation import INTRODUCING, LONG, PAUSES, Look, end_of, is_entitled, look_at
from accessible.structurer.punctuation import CLOSERS, OPENERS, QUOTES, TERMINAL
from accessible.structurer.setting import (
    Run,
    Setting,
    Stretch,
    begins_small,
    runs_of,
    set_apart,
    setting_of,
)
from accessible.structurer.shape import LISTED, place_at
from accessible.structurer.stanzas import stanza_of
from accessible.structurer.words import words

#: Below this confidence lines stay what they are; below the second, without a message.
THRESHOLD, DOUBT = 0.6, 0.4
#: A message gives so many characters of the first line.
_CITED = 60
_BROKEN = "lines that end before they are full, and begin with capitals"
#: Where more of the lines than this begin with a small letter, they are prose; set in, they may be the rest of lines
#: that were too long.
_SMALL, _TURNED = 0.2, 0.5
#: So many lines of verse may be as long as paragraphs and end like them.
_PARAGRAPHS = 0.3
#: So many characters past the edge no line of wrapped prose goes.
_BEYOND = 8
#: Where so much of a document's lines, and at least so many, are verse, it is a book of verse.
_BOOK, _STANZAS = 0.5, 8
#: A line between the stanzas of such a book is at most so many times as long as the longest line of a stanza.
_LONGER = 1.2


def find_verse(document: Document) -> Document:
    """The document with its stanzas as `Verse`: one for each stretch of verse lines without a blank line in it."""
    (section,) = document.sections
    runs = runs_of(section.blocks, document.text)
    setting = setting_of(runs)
    functions = words("frequent-word", document.metadata.language)
    judged = [_stretches(run, setting, functions, _introduced(section.blocks, run)) for run in runs]
    sure = [[stretch for stretch in stretches if stretch.evidence.confidence >= THRESHOLD] for stretches in judged]
    found = _neighbours(runs, sure, functions)
    kept = (_kept(document, run, *both) for run, *both in zip(runs, judged, found, strict=True))

    def stanza(run: Run, stretch: Stretch, _: list[Paragraph]) -> Verse:
        prose, span = stanza_of(run.lines[stretch.first : stretch.last], document.text)
        return Verse(prose, span, stretch.evidence)

    blocks = set_apart(section.blocks, runs, found, document.text, stanza)
    messages = (*document.messages, *chain.from_iterable(kept))
    return replace(document, sections=(replace(section, blocks=blocks),), messages=messages)


def _kept(document: Document, run: Run, judged: Sequence[Stretch], found: Sequence[Stretch]) -> Iterator[Message]:
    """A message for every stretch of a run that could be verse and was not taken for it."""
    taken = {line for stretch in found for line in range(stretch.first, stretch.last)}
    for stretch in judged:
        lines = run.lines[stretch.first : stretch.last]
        if stretch.evidence.confidence < THRESHOLD and taken.isdisjoint(range(stretch.first, stretch.last)):
            span = Span(lines[0].start, lines[-1].end)
            why = f"[{stretch.evidence.rule}, {stretch.evidence.confidence:.2f}]"
            what = f"Possible verse of {len(lines)} lines, kept as paragraphs: {lines[0].text[:_CITED]!r} {why}."
            yield Message("S008", what, place_at(span, document.text, document.source))


def _introduced(blocks: Sequence[Lines | Block], run: Run) -> bool:
    """Whether the paragraph before leads on to what follows: it ends in a colon, a comma or a dash."""
    before = blocks[run.first - 1] if run.first else None
    return isinstance(before, Paragraph) and before.prose.text.rstrip(CLOSERS)[-1:] in tuple(INTRODUCING)


# ------------------------------------------------------------------------------------------------ stretches of a run
def _stretches(run: Run, setting: Setting, functions: frozenset[str], introduced: bool) -> list[Stretch]:
    """The stretches of a run that are verse, and those that could be: lines set in are looked at by themselves."""
    lines = run.lines
    if _alternates(lines, setting):
        whole = [stretch for stretch in _judged(run, 0, len(lines), setting, functions, False, introduced)
                 if stretch.evidence.confidence >= THRESHOLD]  # fmt: skip
        if whole:
            return whole
    found: list[Stretch] = []
    first = 0
    while first < len(lines) - 1:
        inside = setting.sets_in(lines[first])
        last = first + 1
        while last < len(lines) and setting.sets_in(lines[last]) == inside and not setting.opens(lines[last]):
            if not inside and end_of(lines[last - 1]) not in PAUSES and is_entitled(lines[last], functions):
                break
            last += 1
        first += not inside and last - first > 1 and is_entitled(lines[first], functions)
        if last - first > 1:
            found.extend(_judged(run, first, last, setting, functions, inside, introduced and first == 0))
        first = last
    return found


def _alternates(lines: Sequence[Line], setting: Setting) -> bool:
    """Whether lines that are set in and lines that are not take turns, as in many stanzas. (Where the first lines of
    paragraphs are set in, and alone, the others go on in small letters.)"""
    inside = [line.indent > setting.margin + 1 for line in lines]
    return sum(before != after for before, after in pairwise(inside)) > 1


def _judged(
    run: Run, first: int, last: int, setting: Setting, functions: frozenset[str], inside: bool, introduced: bool
) -> Iterator[Stretch]:
    """Lines that are all set in, or all not: verse as a whole, in part or not at all, or perhaps."""
    lines = run.lines[first:last]
    if sum(map(begins_small, lines)) > (_TURNED if inside else _SMALL) * len(lines):
        return  # prose; not looked at more closely, for that takes time
    if inside:
        titled = is_entitled(lines[0], functions)
        confidence = _set_in(look_at(lines, setting.edge, functions), lines, width=setting.width, titled=titled)
        if confidence >= DOUBT:
            yield Stretch(first, last, Evidence("set in, in lines that begin with capitals", confidence))
        return
    wrapped = setting.width > 0
    edge = setting.width if len(lines) > 3 else setting.width * 9 // 10
    doubtful: Stretch | None = None
    paragraphs = sum(len(line.text) > LONG and end_of(line) in TERMINAL for line in lines)
    if paragraphs <= _PARAGRAPHS * len(lines):
        look = look_at(lines, edge, functions)
        confidence = _plain(look, lines, introduced=introduced, wrapped=wrapped)
        if confidence >= (DOUBT if look.longest <= LONG else THRESHOLD):
            doubtful = Stretch(first, last, Evidence(_BROKEN, confidence))
        if doubtful is not None and confidence >= THRESHOLD:
            yield doubtful
            return
    for start, end in _chains(lines) if len(lines) > 2 else ():
        part = lines[start:end]
        if len(part) < (4 if wrapped else 2):
            continue
        look = look_at(part, edge, functions)
        confidence = _plain(look, part, introduced=introduced and start == 0, wrapped=wrapped)
        if confidence >= THRESHOLD:
            evidence = Evidence("run of lines that end in the middle of a sentence", confidence)
            yield Stretch(first + start, first + end, evidence)
            doubtful = None
    if doubtful is not None:
        yield doubtful


def _set_in(look: Look, lines: Sequence[Line], *, width: int, titled: bool) -> float:
    """How sure it is that lines set in are verse and no extract, address, table or signature."""
    if look.capitals < 0.75 or look.lines < 2 or look.columns > 0.3 or LISTED.match(lines[0].text):
        return 0.0
    if (look.small < 0.4 and not look.rhymes) or look.entitled > 0.5:
        return 0.0
    if look.lines == 2 and titled:
        return 0.0
    beyond = sum(line.indent + len(line.text) > width + _BEYOND for line in lines) if width else 0
    if beyond > 1:
        return 0.85  # wrapped prose has no such lines
    unmarked = look.opens - look.pauses - look.over == 1 and end_of(lines[-1]).isalpha()  # as headlines are
    if (look.opens < 0.2 or unmarked) and look.rhymes < 0.4 and not look.quoted:
        return 0.0
    if look.signed and look.lines <= 4 and look.rhymes < 0.5:
        return 0.3  # the end of a letter
    if look.room < 0.5 and look.lines < 4:
        return 0.7 if look.pauses + look.rhymes > 0.5 else 0.0
    return 0.95 if look.lines > 2 else 0.8


def _plain(look: Look, lines: Sequence[Line], *, introduced: bool, wrapped: bool) -> float:
    """How sure it is that lines which are not set in are verse."""
    if look.capitals < 0.85 or look.room < 0.5 or look.small < 0.5 or look.words < 3 or LISTED.match(lines[0].text):
        return 0.0
    if look.columns > 0.3 or look.entitled > 0.5 or lines[0].text[0].isdigit():
        return 0.0
    if look.signed and look.rhymes < 0.5:
        return 0.3
    signs = min(look.pauses + look.over, 0.5) + min(look.opens, 0.6) * 0.5 + look.rhymes * 0.6
    if look.lines < 4:
        if look.shortest * 4 < look.longest or look.longest > 100:
            return 0.0
        rhymes = look.rhymes > 0.5 and look.opens > 0  # a question and its answer may rhyme
        if not (look.pauses or look.over or look.quoted or rhymes):
            return 0.0
        signs = signs * 0.7 + 0.25 * introduced + 0.25 * (look.quoted and not wrapped)
    elif not look.pauses and look.rhymes < 0.5:
        signs *= 0.5
    return min(0.95, round(0.25 + signs, 2))


def _chains(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Stretches of lines most of which end in the middle of a sentence; what is as long as a paragraph and ends like
    one is none of them."""
    start = last = -1
    longest = 0
    for at, (line, follower) in enumerate(zip(lines, lines[1:], strict=False)):
        length = len(line.text)
        end = end_of(line)
        head = follower.text.lstrip(OPENERS)[:1]
        leads = end not in TERMINAL and not (end in INTRODUCING and follower.text[0] in QUOTES)
        if leads and head.isupper() and (end in PAUSES or length <= LONG):
            if start < 0 and end == ":":
                continue  # it leads to the first of them
            if start < 0:
                start, longest = at, 0
            longest = max(longest, length)
            last = at if len(follower.text) > max(LONG, 1.5 * longest) and end_of(follower) in TERMINAL else at + 1
        elif start >= 0 and (at - last >= 2 or length > max(LONG, 1.5 * longest)):
            yield start, last + 1
            start = -1
    if start >= 0:
        yield start, last + 1


# ------------------------------------------------------------------------------------------- what stands around them
def _neighbours(runs: Sequence[Run], found: list[list[Stretch]], functions: frozenset[str]) -> list[list[Stretch]]:
    """The stretches, and in a book of verse what stands between them and is neither a title nor prose."""
    total = sum(len(run.lines) for run in runs)
    verse = sum(stretch.last - stretch.first for stretches in found for stretch in stretches)
    if verse < _BOOK * total or verse < _STANZAS:
        return found
    longest = _LONGER * max(
        len(line.text)
        for run, stretches in zip(runs, found, strict=True)
        for stretch in stretches
        for line in run.lines[stretch.first : stretch.last]
    )
    last = max(at for at, stretches in enumerate(found) if stretches)
    out: list[list[Stretch]] = []
    near = begun = False
    for at, (run, stretches) in enumerate(zip(runs, found, strict=True)):
        begun = begun or bool(stretches)
        if not begun or (not stretches and (at > last or _is_wrapped(run))):
            out.append(stretches)
            near = False
            continue
        follower = found[at + 1] if at + 1 < len(found) else []
        marks = _filled(run, stretches, longest, functions, near=near, leads=bool(follower) and follower[0].first == 0)
        out.append(_joined(marks, stretches))
        near = marks[-1]
    return out


def _is_wrapped(run: Run) -> bool:
    small = sum(map(begins_small, run.lines[1:]))
    return small * 2 > len(run.lines) - 1 > 0


def _filled(
    run: Run, stretches: list[Stretch], longest: float, functions: frozenset[str], *, near: bool, leads: bool
) -> list[bool]:
    """Which lines of a run are verse; ``near`` and ``leads`` say whether the lines before and after the run are.

    A line as long as a paragraph has to stand beside a line of verse.
    """
    marks = [False] * len(run.lines)
    for stretch in stretches:
        marks[stretch.first : stretch.last] = [True] * (stretch.last - stretch.first)
    for at, line in enumerate(run.lines):
        if not marks[at] and not is_entitled(line, functions):
            before = marks[at - 1] if at else near
            after = marks[at + 1] if at + 1 < len(marks) else leads
            marks[at] = len(line.text) <= (longest if before or after else LONG)
    return marks


def _joined(marks: list[bool], stretches: list[Stretch]) -> list[Stretch]:
    evidence = {stretch.first: stretch.evidence for stretch in stretches}
    between = Evidence("between the stanzas of a book of verse", 0.8)
    made = []
    start = -1
    for at, mark in enumerate([*marks, False]):
        if mark and start < 0:
            start = at
        elif not mark and start >= 0:
            made.append(Stretch(start, at, next((evidence[i] for i in range(start, at) if i in evidence), between)))
            start = -1
    return made

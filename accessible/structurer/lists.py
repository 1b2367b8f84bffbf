"""Lists: items with marks of one kind, in their order, one under the other or set in under an item.

One mark makes no list: a second must count on from it (``(b)`` from ``(a)``, ``iv.`` from ``iii.``, ``9.`` from
``10.``) or be the same bullet. What looks alike is told apart by its neighbours: a number over a stretch of text is a
heading, a count that goes on through the whole work numbers its paragraphs, and dashes whose words ask, exclaim or
answer are people who speak.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from accessible.model.blocks import Block, Evidence, Item, List, Numbering, PageBreak, Paragraph, Span
from accessible.model.document import Document
from accessible.model.draft import Lines
from accessible.structurer.given import is_given, piece_of
from accessible.structurer.items import BULLETS, DASHES, Mark, follows, is_alike, mark_of, parted, step
from accessible.structurer.places import line_start
from accessible.structurer.punctuation import CLOSING_QUOTES

_SAYS = re.compile(rf"[?!…](?=[\s{CLOSING_QUOTES})]|$)")
#: Words said with a question or exclamation mark, and in the same breath who said them.
_REPLIES = re.compile(rf"[?!…][{CLOSING_QUOTES}]?\s+[^\W\d_A-ZÀ-ÞА-Я]")
_ENDS = re.compile(rf"[.!?…][{CLOSING_QUOTES})\]]*$")

#: So deep (columns) is set in what belongs to an item and is not its neighbour.
_SET_IN = 2
#: Lists in lists in lists: nobody sets in deeper.
_DEEPEST = 6
#: So many blocks before one are asked which items may go on in it.
_NEAR = 4
#: So many unmarked lines may stand under an item, in the same run of lines, and still be the item's.
_LINES = 4
#: and no longer than the item, or than this (characters): text under a short line is text under a heading.
_SHORT = 80
#: A count of at least so many paragraphs, cut so often by others, numbers the paragraphs of a work.
_PARAGRAPHS, _CUTS = 12, 3


class _Place(Struct, frozen=True):
    """A block, its mark if it has one, its indentation in columns and the blank lines before it (1 where the text has
    none between its paragraphs, so that they say nothing)."""

    block: Lines | Block
    mark: Mark | None
    indent: int
    gap: int


class _Known(Struct, frozen=True):
    """What is known of all the marks: the bullets that make a list of one (``alone``), and the places, by index, that
    were found to be what people say (``spoken``; a run is judged once, and not again from its second member)."""

    alone: frozenset[str]
    spoken: set[int]


def find_lists(document: Document) -> Document:
    """The document with its runs of items as `List` blocks."""
    (section,) = document.sections
    blocks: list[Lines | Block] = []
    for block in section.blocks:
        blocks.extend(parted(block, blocks[-_NEAR:]))
    places = list(_places(blocks, document.text))
    if 5 * sum(place.gap == 0 for place in places) > 3 * len(places):
        places = [replace(place, gap=max(1, place.gap)) for place in places]
    numbered = _numbered_paragraphs(places)
    places = [replace(place, mark=None) if at in numbered else place for at, place in enumerate(places)]
    forms = Counter(place.mark.form for place in places if place.mark is not None)
    known = _Known(frozenset(form for form in BULLETS if forms[form] > 1), set())
    out: list[Lines | Block] = []
    at = 0
    while at < len(places):
        found = _list_at(places, at, known, 0)
        if found is None:
            out.append(places[at].block)
            at += 1
        else:
            out.append(found[0])
            at = found[1]
    return replace(document, sections=(replace(section, blocks=tuple(out)),))


def _places(blocks: Sequence[Lines | Block], text: str) -> Iterator[_Place]:
    end = 0
    for block in blocks:
        mark = mark_of(block.prose.text) if isinstance(block, Paragraph) else None
        if isinstance(block, Paragraph) and is_given(block):
            yield _Place(block, mark, 0, 1)
            continue
        start = block.span.start
        line = line_start(text, start)
        between = text[end:start].replace("\r\n", "\n").replace("\r", "\n") if start - end < 200 else "\n\n"
        indent = len(text[line:start].expandtabs(8)) if start - line < 200 and not text[line:start].strip() else 0
        yield _Place(block, mark, indent, between.count("\n") - 1)
        end = block.span.end


def _numbered_paragraphs(places: Sequence[_Place]) -> set[int]:
    """The paragraphs of a work that numbers its paragraphs, by index: a long count, in figures, of sentences, that
    other text and headings keep cutting."""
    ending: dict[int, tuple[int, int]] = {}
    before: dict[int, int] = {}
    for at, place in enumerate(places):
        value = place.mark.values.get("1") if place.mark is not None else None
        if value is None:
            continue
        length, previous = max((ending[near] for near in (value - 1, value - 2) if near in ending), default=(0, -1))
        before[at] = previous
        ending[value] = max(ending.get(value, (0, -1)), (length + 1, at))
    length, at = max(ending.values(), default=(0, -1))
    if length < _PARAGRAPHS:
        return set()
    chain = []
    while at >= 0:
        chain.append(at)
        at = before[at]
    cuts = sum(former - latter > 1 for former, latter in zip(chain, chain[1:], strict=False))
    prose = sum(_is_prose(places[member].block) for member in chain)
    return set(chain) if cuts >= _CUTS and 2 * prose > len(chain) else set()


def _is_prose(block: Lines | Block) -> bool:
    return isinstance(block, Paragraph) and len(block.prose.text) > 60 and bool(_ENDS.search(block.prose.text))


# --------------------------------------------------------------------------------------------------------- lists
def _list_at(places: Sequence[_Place], at: int, known: _Known, depth: int) -> tuple[List, int] | None:
    """The list that begins at a place, and the place behind it."""
    first = places[at].mark
    if first is None or at in known.spoken or depth > _DEEPEST:
        return None
    where = [at]
    members = [places[at]]
    held, at = _held(places, at, known, depth)
    items = [held]
    counts: set[tuple[Numbering, int]] | None = None
    while at < len(places) and (mark := places[at].mark) is not None and _is_level(members, places[at]):
        former = members[-1].mark
        assert former is not None
        if first.values:
            steps = {(way, by) for way, by in step(former, mark).items() if by in (1, -1)}
            counts = steps if counts is None else counts & steps
            if not counts:
                break
        members.append(places[at])
        where.append(at)
        held, at = _held(places, at, known, depth)
        items.append(held)
    if len(members) < 2 and first.form not in known.alone:
        return None
    way, by = min(counts) if counts else ("1", 1)
    if len(members) < 3 and (by < 0 or way in "AI"):
        return None
    if first.form in DASHES and _is_speech(members, places[where[0] - 1].block if where[0] else None):
        known.spoken.update(where)
        return None
    made = tuple(map(_item, members, items))
    evidence = Evidence("run of marked lines" if len(made) > 1 else "bullet", 0.9 if len(made) > 1 else 0.7)
    return (
        List(
            items=made,
            span=Span(made[0].span.start, made[-1].span.end),
            evidence=evidence,
            ordered=bool(first.values),
            first=first.values.get(way, 1),
            numbering=way,
            descending=by < 0,
        ),
        at,
    )


def _is_level(members: Sequence[_Place], place: _Place) -> bool:
    """Whether a marked place stands as the items of a list do: marked alike and as deep (numbers are often set to the
    right, bullets never)."""
    former = members[-1].mark
    if former is None or place.mark is None or not follows(former, place.mark):
        return False
    if former.values:
        return abs(place.indent - members[-1].indent) < 2 * _SET_IN
    return abs(place.indent - members[0].indent) < _SET_IN


def _held(places: Sequence[_Place], at: int, known: _Known, depth: int) -> tuple[list[Block], int]:
    """What belongs to the item at a place, its own text apart, and the place behind it."""
    own = places[at]
    held: list[Block] = []
    at += 1
    while at < len(places):
        place = places[at]
        if place.mark is not None:
            deep = place.indent >= own.indent + _SET_IN
            alike = own.mark is not None and is_alike(own.mark, place.mark)
            if _continues(own, place) or (alike and not deep):
                break
            inner = _list_at(places, at, known, depth + 1)
            if inner is None or not (deep or (inner[1] < len(places) and _continues(own, places[inner[1]]))):
                break
            held.append(inner[0])
            at = inner[1]
            continue
        count = _further(places, at, own)
        if not count:
            break
        held.extend(place.block for place in places[at : at + count] if not isinstance(place.block, Lines))
        at += count
    return held, at


def _continues(own: _Place, place: _Place) -> bool:
    return own.mark is not None and place.mark is not None and _is_level([own], place)


def _further(places: Sequence[_Place], at: int, own: _Place) -> int:
    """How many places from one on are further lines or paragraphs of an item: lines under it in a run of lines that
    goes on with the next item, paragraphs that are set in, a page break."""
    end = at
    while end < min(len(places), at + _LINES) and places[end].mark is None and places[end].gap == 0:
        if not isinstance(places[end].block, Paragraph):
            break
        end += 1
    if end > at and end < len(places) and places[end].gap == 0 and _continues(own, places[end]):
        longest = max(len(place.block.prose.text) for place in places[at:end] if isinstance(place.block, Paragraph))
        assert isinstance(own.block, Paragraph)
        return end - at if longest <= max(_SHORT, len(own.block.prose.text)) else 0
    goes_on = any(_continues(own, place) for place in places[at + 1 : at + _LINES])
    block = places[at].block
    if isinstance(block, PageBreak):
        return int(at + 1 < len(places) and _continues(own, places[at + 1]))
    if not isinstance(block, Paragraph) or places[at].gap > 1 or places[at].indent < own.indent + _SET_IN:
        return 0
    further = [line for line in block.prose.text.splitlines()[1:] if line.strip()]
    set_in = all(len(line) - len(line.lstrip()) >= own.indent + _SET_IN for line in further)
    return int(set_in and (goes_on or bool(further)))


def _is_speech(members: Sequence[_Place], before: Lines | Block | None) -> bool:
    """Whether what begins with dashes is what people say. A list is short things, or follows on a colon."""
    texts = [place.block.prose.text for place in members if isinstance(place.block, Paragraph)]
    says = sum(bool(_SAYS.search(text)) for text in texts)
    if any(_REPLIES.search(text) for text in texts):
        return True
    if members[0].mark is not None and members[0].mark.form == "-":
        return 3 * says >= len(texts)
    if says:
        return True
    led_in = isinstance(before, Paragraph) and before.prose.text.rstrip().endswith(":")
    return not led_in and 2 * sum(bool(_ENDS.search(text)) for text in texts) > len(texts)


def _item(place: _Place, held: Sequence[Block]) -> Item:
    block, mark = place.block, place.mark
    assert isinstance(block, Paragraph)
    assert mark is not None
    prose = piece_of(block.prose, mark.length)
    start = block.span.start if is_given(block) else min(block.span.start + mark.length, block.span.end)
    paragraph = Paragraph(prose, Span(start, block.span.end), Evidence("item of a list"), id=block.id)
    end = held[-1].span.end if held else block.span.end
    return Item(blocks=(paragraph, *held), span=Span(block.span.start, end), marker=mark.marker)

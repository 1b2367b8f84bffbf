"""The contents list and the text, brought together: each entry leads to a heading.

Where the text has one at that place, the entry says how deep it stands. Where it has not, but lines that say the same,
those become the heading; and where nothing stands there, the entry itself is one, so that nobody has to look for a
chapter that the contents promise.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from accessible.model.blocks import (
    Anchor,
    Block,
    Evidence,
    Heading,
    Image,
    PageBreak,
    Paragraph,
    Prose,
    SceneBreak,
    SectionStart,
    Span,
    Subtitle,
    Title,
    Verse,
)
from accessible.model.document import leaves
from accessible.readers.ebook.addresses import Target, place
from accessible.readers.ebook.navigation import Entry
from accessible.readers.ebook.wording import Line, alike, joined, lines, plain, same_end

LISTED = Evidence("table of contents", 0.95)

#: A title page has at most so many characters.
_TITLE_PAGE = 800
#: So many blocks behind its place a heading may stand that says what an entry says.
_NEAR = 12
_DEEPEST = 6


class Titled(NamedTuple):
    """The blocks with their headings; the labels of entries that became headings; those that lead nowhere."""

    blocks: list[Block]
    made: list[str]
    lost: list[str]


def with_headings(blocks: Sequence[Block], entries: Sequence[Entry], starts: Mapping[str, int], title: str) -> Titled:
    """The blocks with a heading at each place that an entry leads to.

    ``starts`` says at which block the documents begin that have any (those of which nothing is read are not in it), and
    ``title`` is that of the work.
    """
    places, inside = dict(_places(blocks)), frozenset(_inside(blocks))
    made: list[str] = []
    lost: list[str] = []
    groups: dict[int, list[Entry]] = {}
    for entry in entries:
        at = _position(entry.target, places, starts)
        if at is None:
            if place(entry.target) not in inside:  # a table, a picture, the midst of a text have no heading over them
                lost.append(entry.label)
        elif entry.label:
            groups.setdefault(at, []).append(entry)
    nested = any(entry.depth > 1 for entry in entries)
    depths: dict[int, int] = {}  # of headings that an entry leads to, by the identity of the block
    out = list(blocks)
    behind = len(out)
    for at in sorted(groups, reverse=True):
        region, further = out[at:behind], out[behind : behind + _NEAR]
        out[at:behind] = _entered(region, further, groups[at], depths, made, title, first=at == min(groups))
        behind = at
    return Titled(_levelled(out, depths, title, nested=nested), made[::-1], lost)


def _entered(
    region: list[Block],
    further: Sequence[Block],
    entries: Sequence[Entry],
    depths: dict[int, int],
    made: list[str],
    title: str,
    *,
    first: bool,
) -> list[Block]:
    """A stretch of blocks with the headings of the entries that lead to its beginning; ``further`` are blocks behind
    it."""
    at = 0
    new: list[str] = []
    titled = first and _is_title_page(region, title)
    for number, entry in enumerate(entries):
        behind = at  # what entries before this one lead to
        at = _opening(region, at)
        block = region[at] if at < len(region) else None
        if isinstance(block, Title):
            at += 1
            continue
        wanted = plain(entry.label)
        taken = lines(region, at, wanted)
        if isinstance(block, Heading) and taken == 1:
            taken = 0
        later = _heading_near(region, at, wanted, last=number == len(entries) - 1)
        if later is not None and not taken:
            depths[id(region[later])] = entry.depth
            at = later + 1
        elif taken:
            heading = _heading(region[at : at + taken])
            region[at : at + taken] = [heading]
            depths[id(heading)] = entry.depth
            at += 1
        elif not (_is_said(region[at:], further, entry.label, title) or titled):
            where = _span(region, at)
            heading = Heading(Prose(entry.label), where, LISTED, 2)
            at = max(behind, _front(region))
            region.insert(at, heading)
            depths[id(heading)] = entry.depth
            new.append(entry.label)
            at += 1
    made += new[::-1]
    return region


def _levelled(blocks: list[Block], depths: Mapping[int, int], title: str, *, nested: bool) -> list[Block]:
    """The blocks, headings with levels that follow the contents: as deep as their entry stands, where entries stand in
    others; else those of the text, which a heading that the contents gave joins. The only one of the first level is the
    title if the metadata call it so, or nothing."""
    known = Counter(
        block.level
        for block in blocks
        if isinstance(block, Heading) and id(block) in depths and block.evidence is not LISTED
    )
    common = known.most_common(1)[0][0] if known else 2
    first = next((block for block in blocks if isinstance(block, Heading | Title)), None)
    highest = [block for block in blocks if isinstance(block, Heading) and block.level == 1]
    titled = any(isinstance(block, Title) for block in blocks)
    single = highest[0] if len(highest) == 1 and not titled else None
    lower = 0
    if single is not None and (single is not first or (title and not alike(plain(single.prose.text), plain(title)))):
        single, lower = None, 1
    out: list[Block] = []
    written, given = 1, 1  # the level of the last heading that the contents know, in the text and now
    for block in blocks:
        if not isinstance(block, Heading) or block is single:
            out.append(block)
            continue
        depth = depths.get(id(block))
        level = block.level
        if not nested:
            level = min(_DEEPEST, lower + (common if block.evidence is LISTED else level))
        elif depth is not None:
            level = min(_DEEPEST, 1 + depth)
            written, given = (level if block.evidence is LISTED else block.level), level
        elif block.level > written:
            level = min(_DEEPEST, given + block.level - written)
        else:
            level = max(2, given - (written - block.level)) if given > 1 else level
        out.append(replace(block, level=level))
    return out


# -------------------------------------------------------------------------------------------------------------- places
def _places(blocks: Sequence[Block]) -> Iterator[tuple[str, int]]:
    """Each id that stands on a block, or at the beginning of its text, with the place of the block."""
    for at in range(len(blocks) - 1, -1, -1):
        block = blocks[at]
        prose = getattr(block, "prose", None)
        if isinstance(prose, Prose):
            yield from ((mark.id, at) for mark in prose.inlines if isinstance(mark, Anchor) and mark.start == 0)
        if block.id:
            yield block.id, at


def _inside(part: object) -> Iterator[str]:
    """The ids of blocks and of all that is in them."""
    if isinstance(part, tuple | list):
        for inner in part:
            yield from _inside(inner)
    elif isinstance(part, Struct):
        name = getattr(part, "id", "")
        if name:
            yield name
        for field in part.__struct_fields__:
            yield from _inside(getattr(part, field))


def _position(target: Target, places: Mapping[str, int], starts: Mapping[str, int]) -> int | None:
    name = place(target)
    if name in places:
        return places[name]
    return starts.get(target.path) if not target.fragment else None


def _opening(region: Sequence[Block], at: int) -> int:
    """The first block from one on that is no ornament: where a heading would stand."""
    while at < len(region) and isinstance(region[at], SectionStart | PageBreak | SceneBreak | Image):
        at += 1
    return at


def _heading_near(region: Sequence[Block], at: int, wanted: str, *, last: bool) -> int | None:
    """The heading that an entry leads to: one that says the same; else the one at its place, when no other entry leads
    there; else one behind it of which either says the end of what the other says."""
    near = [
        (number, plain(block.prose.text))
        for number, block in enumerate(region[at : at + _NEAR], at)
        if isinstance(block, Heading)
    ]
    same = next((number for number, said in near if said == wanted and wanted), None)
    if same is not None:
        return same
    if last and near and near[0][0] == at:
        return at
    return next((number for number, said in near if same_end(said, wanted)), None)


def _front(region: Sequence[Block]) -> int:
    """Behind what says that a section or a page begins."""
    at = 0
    while at < len(region) and isinstance(region[at], SectionStart | PageBreak):
        at += 1
    return at


def _span(region: Sequence[Block], at: int) -> Span:
    block = region[at] if at < len(region) else region[-1] if region else None
    return Span(block.span.start, block.span.start) if block is not None else Span(0, 0)


def _heading(blocks: Sequence[Block]) -> Heading:
    """The heading that lines are; where the first of them is one, with its number on it alone, as that one."""
    parts = [block for block in blocks if isinstance(block, Line)]
    first = parts[0]
    span = Span(first.span.start, parts[-1].span.end)
    if isinstance(first, Heading):
        return replace(first, prose=joined(parts), span=span)
    return Heading(joined(parts), span, LISTED, 2, id=first.id)


def _is_said(region: Sequence[Block], further: Sequence[Block], label: str, title: str) -> bool:
    """Whether an entry is no heading that is missing: it gives the title of the work, or the words of a text that has
    none, all of them or, with an ellipsis behind them, the first ones. Where another entry leads to the first words,
    they are what the text goes on with."""
    wanted, said = plain(label), ""
    if wanted in ("", plain(title)):
        return True
    silent = not any(plain(leaf.prose.text) for leaf in leaves(tuple(region)))
    shortened = label.endswith(("…", "..."))
    for leaf in leaves((*region, *further) if silent or shortened else tuple(region)):
        if said == wanted and silent:
            return True
        if len(said) > len(wanted):
            return shortened and said.startswith(wanted)
        said += plain(leaf.prose.text)
    return said == wanted or (shortened and said.startswith(wanted))


def _is_title_page(region: Sequence[Block], title: str) -> bool:
    """Whether a stretch at the beginning is the page that says the title, whatever the contents call that page."""
    texts = [block.prose.text for block in region if isinstance(block, Title | Heading | Paragraph | Subtitle | Verse)]
    wanted = plain(title)
    titled = any(isinstance(block, Title) for block in region) or wanted in plain(" ".join(texts))
    return bool(wanted) and titled and sum(map(len, texts)) < _TITLE_PAGE

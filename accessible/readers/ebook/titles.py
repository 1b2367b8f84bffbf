"""The contents list and the text, brought together: each entry leads to a heading.

Where the text has one at that place, the entry says how deep it stands. Where it has not, but lines that say the same,
those become the heading; and where nothing stands there, the entry itself is one, so that nobody has to look for a
chapter that the contents promise. The title of the work is found by what the metadata call it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from accessible.model.blocks import (
    Anchor,
    Block,
    Byline,
    Evidence,
    Heading,
    Image,
    Inline,
    PageBreak,
    Paragraph,
    Prose,
    SceneBreak,
    SectionStart,
    Span,
    Styled,
    Subtitle,
    Title,
    Verse,
)
from accessible.model.document import leaves
from accessible.model.draft import Metadata
from accessible.readers.ebook.addresses import Target, place
from accessible.readers.ebook.navigation import Entry

LISTED = Evidence("table of contents", 0.95)
_NAMED = Evidence("what the metadata call the title", 0.95)
_NAMED_UNDER = Evidence("what the metadata call the subtitle", 0.95)
_WRITER = Evidence("whom the metadata name as the writer", 0.95)

#: A title page has at most so many characters, and the title is one of the first blocks of the book.
_TITLE_PAGE, _FIRST = 800, 30
#: So many lines under the title are looked at, and so many letters may stand before a name ("written by").
_UNDER, _BY = 3, 9
#: Lines that together say what an entry says, and how far behind its place a heading may stand that does.
_LINES, _NEAR = 3, 12
_LONGEST = 300
#: Titles of so many letters and digits say the same when one begins with the other; shorter ones may be numbers.
_LONG = 6
_DEEPEST = 6


class Titled(NamedTuple):
    """The blocks with their headings; the labels of entries that became headings; those that lead nowhere."""

    blocks: list[Block]
    made: list[str]
    lost: list[str]


def with_title(blocks: Sequence[Block], metadata: Metadata) -> list[Block]:
    """The blocks with the first line that says the title of the work as its `Title`, and under it the subtitle and who
    wrote it, when the metadata say so too."""
    out = list(blocks)
    wanted = _plain(metadata.title)
    at = next(
        (
            at
            for at, block in enumerate(out[:_FIRST])
            if isinstance(block, Heading | Paragraph) and wanted and _plain(block.prose.text) == wanted
        ),
        None,
    )
    if at is None or any(_is_text(block) for block in out[:at]):
        return out
    block = out[at]
    assert isinstance(block, Heading | Paragraph)
    out[at] = Title(_unset(block.prose), block.span, _NAMED, id=block.id)
    subtitle, writers = _plain(metadata.subtitle), {_plain(name) for name in metadata.creators} - {""}
    for number, behind in enumerate(out[at + 1 : at + 1 + _UNDER], at + 1):
        if not isinstance(behind, Heading | Paragraph):
            break
        said = _plain(behind.prose.text)
        if said and said == subtitle:
            out[number] = Subtitle(_unset(behind.prose), behind.span, _NAMED_UNDER, id=behind.id)
        elif any(said.endswith(name) and len(said) - len(name) <= _BY for name in writers):
            out[number] = Byline(_unset(behind.prose), behind.span, _WRITER, id=behind.id)
    return out


def with_headings(blocks: Sequence[Block], entries: Sequence[Entry], starts: Mapping[str, int], title: str) -> Titled:
    """The blocks with a heading at each place that an entry leads to.

    ``starts`` says at which block the documents begin that have any (those of which nothing is read are not in it), and
    ``title`` is that of the work.
    """
    places = dict(_places(blocks))
    made: list[str] = []
    lost: list[str] = []
    groups: dict[int, list[Entry]] = {}
    for entry in entries:
        at = _position(entry.target, places, starts)
        if at is None:
            if entry.target.path not in starts:
                lost.append(entry.label)
        elif entry.label:
            groups.setdefault(at, []).append(entry)
    nested = any(entry.depth > 1 for entry in entries)
    depths: dict[int, int] = {}  # of headings that an entry leads to, by the identity of the block
    out = list(blocks)
    behind = len(out)
    for at in sorted(groups, reverse=True):
        region = out[at:behind]
        out[at:behind] = _entered(region, groups[at], depths, made, title, first=at == min(groups))
        behind = at
    return Titled(_levelled(out, depths, title, nested=nested), made[::-1], lost)


def _entered(
    region: list[Block], entries: Sequence[Entry], depths: dict[int, int], made: list[str], title: str, *, first: bool
) -> list[Block]:
    """A stretch of blocks with the headings of the entries that lead to its beginning."""
    at = 0
    new: list[str] = []
    for number, entry in enumerate(entries):
        behind = at  # what entries before this one lead to
        at = _opening(region, at)
        block = region[at] if at < len(region) else None
        if isinstance(block, Title):
            at += 1
            continue
        wanted = _plain(entry.label)
        lines = _lines(region, at, wanted)
        later = _heading_near(region, at, wanted, last=number == len(entries) - 1)
        if later is not None and not lines:
            depths[id(region[later])] = entry.depth
            at = later + 1
        elif lines:
            heading = _joined([region[at + line] for line in range(lines)])
            region[at : at + lines] = [heading]
            depths[id(heading)] = entry.depth
            at += 1
        elif not (_is_said(region[at:], entry.label, title) or (first and _is_title_page(region, title))):
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
    others; else those of the text, which a heading that the contents gave joins. The only
    one of the first level is the title if the metadata call it so, or nothing."""
    known = Counter(
        block.level
        for block in blocks
        if isinstance(block, Heading) and id(block) in depths and block.evidence is not LISTED
    )
    common = known.most_common(1)[0][0] if known else 2
    first = next((block for block in blocks if isinstance(block, Heading | Title)), None)
    highest = [block for block in blocks if isinstance(block, Heading) and block.level == 1]
    titled = any(map(_is_title, blocks))
    single = highest[0] if len(highest) == 1 and not titled else None
    lower = 0
    if single is not None and (single is not first or (title and not _alike(_plain(single.prose.text), _plain(title)))):
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
        (number, _plain(block.prose.text))
        for number, block in enumerate(region[at : at + _NEAR], at)
        if isinstance(block, Heading)
    ]
    same = next((number for number, said in near if said == wanted and wanted), None)
    if same is not None:
        return same
    if last and near and near[0][0] == at:
        return at
    return next((number for number, said in near if _same_end(said, wanted)), None)


def _front(region: Sequence[Block]) -> int:
    """Behind what says that a section or a page begins."""
    at = 0
    while at < len(region) and isinstance(region[at], SectionStart | PageBreak):
        at += 1
    return at


def _lines(region: Sequence[Block], at: int, wanted: str) -> int:
    """How many of the next blocks are lines that together say what is wanted, 0 for none."""
    said = ""
    for number, block in enumerate(region[at : at + _LINES], 1):
        if not isinstance(block, Paragraph | Verse | Subtitle) or len(block.prose.text) > _LONGEST or not wanted:
            return 0
        said += _plain(block.prose.text)
        if said == wanted:
            return number
    return 0


def _alike(said: str, wanted: str) -> bool:
    """Whether one of two titles is the beginning of the other, which has a subtitle."""
    return bool(said and wanted) and (said.startswith(wanted) or wanted.startswith(said))


def _same_end(said: str, wanted: str) -> bool:
    """Whether one of two titles says more in front (a number, a word for it), or, of longer ones, behind."""
    if not said or not wanted:
        return False
    longer = min(len(said), len(wanted)) >= _LONG
    return said.endswith(wanted) or wanted.endswith(said) or (longer and _alike(said, wanted))


def _plain(text: str) -> str:
    """Letters and digits alone, small: two settings of one title are one."""
    return "".join(character for character in text.casefold() if character.isalnum())


def _span(region: Sequence[Block], at: int) -> Span:
    block = region[at] if at < len(region) else region[-1] if region else None
    return Span(block.span.start, block.span.start) if block is not None else Span(0, 0)


# --------------------------------------------------------------------------------------------------------- what is made
def _joined(blocks: Sequence[Block]) -> Heading:
    """Lines as one heading, each on its line, without what only says that they are set like one."""
    text, inlines = "", list[Inline]()
    for block in blocks:
        assert isinstance(block, Paragraph | Verse | Subtitle)
        start = len(text) + 1 if text else 0
        text = f"{text}\n{block.prose.text}" if text else block.prose.text
        inlines += [
            replace(mark, start=mark.start + start, end=mark.end + start) for mark in _unset(block.prose).inlines
        ]
        if block is not blocks[0] and block.id:
            inlines.append(Anchor(start, start, block.id))
    first = blocks[0]
    assert isinstance(first, Paragraph | Verse | Subtitle)
    prose = Prose(text, tuple(inlines), language=first.prose.language)
    return Heading(prose, Span(first.span.start, blocks[-1].span.end), LISTED, 2, id=first.id)


def _unset(prose: Prose) -> Prose:
    """A text without the marks that only say that all of it is set apart."""
    whole = (0, len(prose.text))
    kept = tuple(
        mark
        for mark in prose.inlines
        if not (isinstance(mark, Styled) and mark.style in ("strong", "em") and (mark.start, mark.end) == whole)
    )
    return replace(prose, inlines=kept)


def _is_title(block: Block) -> bool:
    return isinstance(block, Title)


def _is_text(block: Block) -> bool:
    """Whether a block is running text, so that no title can stand behind it."""
    return isinstance(block, Paragraph) and len(block.prose.text) > _LONGEST


def _is_said(region: Sequence[Block], label: str, title: str) -> bool:
    """Whether an entry is no heading that is missing: it gives the title of the work, or the words of a text that has
    none, all of them or the first ones with an ellipsis behind them."""
    wanted, said = _plain(label), ""
    for leaf in leaves(tuple(region)):
        said += _plain(leaf.prose.text)
        if len(said) > len(wanted):
            break
    return wanted in (_plain(title), said) or (label.endswith(("…", "...")) and said.startswith(wanted))


def _is_title_page(region: Sequence[Block], title: str) -> bool:
    """Whether a stretch at the beginning is the page that says the title, whatever the contents call that page."""
    texts = [block.prose.text for block in region if isinstance(block, Title | Heading | Paragraph | Subtitle | Verse)]
    wanted = _plain(title)
    titled = any(isinstance(block, Title) for block in region) or wanted in _plain(" ".join(texts))
    return bool(wanted) and titled and sum(map(len, texts)) < _TITLE_PAGE

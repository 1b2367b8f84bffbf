"""Lists: runs of items with markers of one kind."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from msgspec.structs import replace

from accessible.model.blocks import Block, Evidence, Item, List, Paragraph, Prose, Span
from accessible.model.document import Document
from accessible.model.draft import Lines

_BULLET = re.compile(r"^(?P<marker>[•‣◦▪·*–-]|\(?\d{1,3}[.)]|\(?[a-z][.)])[ \t\u00a0]+(?=\S)")


def find_lists(document: Document) -> Document:
    """The document with its runs of marked lines as `List` blocks."""
    (section,) = document.sections
    return replace(document, sections=(replace(section, blocks=tuple(_lists(section.blocks))),))


def _lists(blocks: Sequence[Lines | Block]) -> list[Lines | Block]:
    """Runs of two or more items with the same kind of marker as lists."""

    def kind(block: Lines | Block) -> str:
        if not isinstance(block, Paragraph):
            return ""
        found = _BULLET.match(block.prose.text)
        if not found:
            return ""
        marker = found["marker"]
        return "number" if marker.strip("().").isdigit() else "letter" if len(marker) > 1 else marker

    out: list[Lines | Block] = []
    for name, group in groupby(blocks, kind):
        run = list(group)
        if not name or len(run) < 2 or not _in_order(run):
            out.extend(run)
        else:
            out.append(_list([block for block in run if isinstance(block, Paragraph)], ordered=name == "number"))
    return out


def _in_order(run: Sequence[Lines | Block]) -> bool:
    """Numbered items count upwards; bulleted ones always pass."""
    numbers = []
    for block in run:
        if isinstance(block, Paragraph) and (found := re.match(r"\(?(\d{1,3})[.)]", block.prose.text)):
            numbers.append(int(found[1]))
    return all(later == earlier + 1 for earlier, later in zip(numbers, numbers[1:], strict=False))


def _list(items: Sequence[Paragraph], *, ordered: bool) -> List:
    made = []
    for block in items:
        found = _BULLET.match(block.prose.text)
        assert found is not None
        prose = Prose(text=block.prose.text[found.end() :], origin=block.prose.origin + found.end())
        paragraph = Paragraph(prose, block.span, Evidence("item of a list"))
        made.append(Item(blocks=(paragraph,), span=block.span, marker=found["marker"]))
    first = int(made[0].marker.strip("().")) if ordered else 1
    return List(
        items=tuple(made),
        span=Span(items[0].span.start, items[-1].span.end),
        evidence=Evidence("run of marked lines", 0.9),
        ordered=ordered,
        first=first,
    )

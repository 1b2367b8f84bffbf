"""A block of every kind, as plainly as a test can write them."""

from __future__ import annotations

from accessible.model.blocks import (
    Aside,
    Block,
    BlockQuote,
    Caption,
    Cell,
    Code,
    Footnote,
    Heading,
    Image,
    Item,
    List,
    Numbering,
    PullQuote,
    Table,
    Title,
    Verse,
)
from tests.narrator.builder import EVIDENCE, SPAN, paragraph, prose


def title(text: str, name: str = "t") -> Title:
    return Title(prose(text, name), SPAN, EVIDENCE, name)


def heading(text: str, level: int = 2, name: str = "h") -> Heading:
    return Heading(prose(text, name), SPAN, EVIDENCE, level, id=name)


def verse(text: str, name: str = "v") -> Verse:
    return Verse(prose(text, name), SPAN, EVIDENCE, name)


def code(text: str, name: str = "c") -> Code:
    return Code(prose(text, name), SPAN, EVIDENCE, name)


def pull_quote(text: str, name: str = "pq") -> PullQuote:
    return PullQuote(prose(text, name), SPAN, EVIDENCE, name)


def caption(text: str, name: str = "cp") -> Caption:
    return Caption(prose(text, name), SPAN, EVIDENCE, name)


def note(text: str, label: str, name: str = "n") -> Footnote:
    return Footnote((paragraph(text, f"{name}{label}"),), SPAN, EVIDENCE, label, f"{name}{label}")


def image(text: str | None, name: str = "im") -> Image:
    return Image("bell.png", SPAN, EVIDENCE, None if text is None else prose(text, name), name)


def aside(*blocks: Block, name: str = "as") -> Aside:
    return Aside(blocks, SPAN, EVIDENCE, name)


def extract(*texts: str, by: str = "", name: str = "q") -> BlockQuote:
    blocks = tuple(paragraph(text, f"{name}{number}") for number, text in enumerate(texts))
    return BlockQuote(blocks, SPAN, EVIDENCE, prose(by, f"{name}-by") if by else None, name)


def items(*texts: str, ordered: bool = False, first: int = 1, numbering: Numbering = "1", name: str = "l") -> List:
    found = tuple(
        Item((paragraph(text, f"{name}{number}"),), SPAN, "", f"{name}{number}-i") for number, text in enumerate(texts)
    )
    return List(found, SPAN, EVIDENCE, ordered, first, name, numbering)


def table(*rows: tuple[str, ...], header_rows: int = 0, title: str = "", name: str = "tb") -> Table:
    cells = tuple(
        tuple(
            Cell((paragraph(text, f"{name}{row}{column}"),) if text else (), SPAN, f"{name}{row}{column}-c")
            for column, text in enumerate(texts)
        )
        for row, texts in enumerate(rows)
    )
    above = caption(title, f"{name}-t") if title else None
    return Table(cells, SPAN, EVIDENCE, header_rows, above, name)

"""Lines → blocks: wrapped, unwrapped, indented, and what people mix."""

from __future__ import annotations

import textwrap

import pytest

from accessible.model.blocks import Span
from accessible.model.document import Document, Section
from accessible.model.draft import Metadata
from accessible.readers.text import runs
from accessible.structurer.layout import find_blocks, lines_of, wrap_width

LONG = (
    "The town has waited for this since the spring of that year, and nobody on the quay expected it to take so long to "
    "be decided, for the bell had been promised to them by three mayors in a row. "
)


def blocks(text: str) -> list[str]:
    document = Document(
        source="a.txt", text=text, metadata=Metadata(language="en"), sections=(Section(blocks=tuple(runs(text))),)
    )
    return [
        " ".join(text[block.span.start : block.span.end].split()) for block in find_blocks(document).sections[0].blocks
    ]


@pytest.mark.parametrize("width", [45, 60, 72, 100])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_wrapped_paragraphs_come_back_whole(width: int, end: str) -> None:
    paragraphs = [(LONG * count).strip() for count in (1, 2, 3, 1)]
    text = "\n\n".join(textwrap.fill(paragraph, width) for paragraph in paragraphs).replace("\n", end)
    assert blocks(text) == paragraphs


def test_one_line_a_paragraph() -> None:
    paragraphs = [LONG.strip(), "A short one.", (LONG * 2).strip()]
    assert blocks("\n".join(paragraphs)) == paragraphs


def test_paragraphs_that_open_with_an_indent_and_have_no_blank_lines() -> None:
    paragraphs = [(LONG * count).strip() for count in (2, 1, 3)]
    text = "\n".join(textwrap.fill(paragraph, 66, initial_indent="    ") for paragraph in paragraphs)
    assert blocks(text) == paragraphs


def test_a_narrower_extract_in_a_wrapped_text_is_one_block() -> None:
    extract = textwrap.indent(textwrap.fill(LONG.strip(), 50), "    ")
    text = "\n\n".join([textwrap.fill(LONG * 3, 72), extract, textwrap.fill(LONG * 2, 72)])
    assert len(blocks(text)) == 3


def test_a_heading_right_over_its_paragraph_is_a_block_of_its_own() -> None:
    text = "\n\n".join(f"Section {number}\n{textwrap.fill(LONG * 2, 72)}" for number in range(1, 4))
    assert blocks(text)[::2] == ["Section 1", "Section 2", "Section 3"]


@pytest.mark.parametrize("sample", ["A short line\nAnd another\nAnd a third", LONG, ""])
def test_what_is_not_wrapped_has_no_width(sample: str) -> None:
    assert wrap_width([lines_of(sample, Span(0, len(sample)))]) == 0

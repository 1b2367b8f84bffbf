"""Tables: rows and named columns in the book, a stretch of its own in the overlay, lines in the outline."""

from __future__ import annotations

from pathlib import Path

from lxml import etree

from accessible.console import outline
from accessible.model.document import leaves
from accessible.renderers import render
from tests.renderers.builder import bullets, document, narrate, page_break, paragraph, sentences, table, title
from tests.renderers.test_xhtml import body

SHIPS = table(("Year", "Ships"), ("1893", "12"), ("1894", ""), header_rows=1, caption="Table 1. Ships")


def test_header_cells_head_their_columns() -> None:
    assert body(SHIPS).replace("\n", "") == (
        '<table id="s1b0"><caption id="s1b0t"><span id="s1b0ts1">Table 1. Ships</span></caption>'
        '<thead><tr><th id="s1b0r0c0b0" scope="col"><span id="s1b0r0c0b0s1">Year</span></th>'
        '<th id="s1b0r0c1b0" scope="col"><span id="s1b0r0c1b0s1">Ships</span></th></tr></thead>'
        '<tbody><tr><td id="s1b0r1c0b0"><span id="s1b0r1c0b0s1">1893</span></td>'
        '<td id="s1b0r1c1b0"><span id="s1b0r1c1b0s1">12</span></td></tr>'
        '<tr><td id="s1b0r2c0b0"><span id="s1b0r2c0b0s1">1894</span></td><td id="s1b0r2c1"></td></tr></tbody></table>'
    )


def test_an_empty_cell_heads_no_column() -> None:
    text = body(table(("", "Ships"), ("1893", "12"), header_rows=1))
    assert text.count("<th ") == 1
    assert '<td id="s1b0r0c0"' in text


def test_a_table_without_header_has_no_head() -> None:
    text = body(table(("salt", "12"), ("tin", "9")))
    assert "<thead" not in text
    assert "<th " not in text


def test_a_cell_may_hold_more_than_a_paragraph() -> None:
    made = table(("salt", "x"))
    (row,) = made.rows
    from msgspec.structs import replace

    full = replace(row[1], blocks=(bullets([paragraph("one")]), page_break("7")))
    text = body(replace(made, rows=((row[0], full),)))
    assert '<td id="s1b0r0c1">' in text
    assert "<ul" in text
    assert "pagebreak" in text


def test_the_leaves_of_a_table_are_its_caption_and_its_cells() -> None:
    assert [leaf.prose.text for leaf in leaves((SHIPS,))] == ["Table 1. Ships", "Year", "Ships", "1893", "12", "1894"]


def test_a_reading_system_can_leave_a_table(tmp_path: Path) -> None:
    made = document([title("A title"), paragraph("Before."), SHIPS, paragraph("Behind.")])
    publication = render(made, narrate(made, tmp_path))
    (smil,) = [etree.fromstring(res.data) for res in publication.resources if res.media_type == "application/smil+xml"]
    (sequence,) = smil.iter("{http://www.w3.org/ns/SMIL}seq")
    assert sequence.get("{http://www.idpf.org/2007/ops}type") == "table"
    assert len(sequence) == len(list(sentences([SHIPS])))


def test_the_outline_shows_rows() -> None:
    lines = outline(document([SHIPS]))
    assert "table: 3 rows, 1 header row [hand, 1.00]" in lines
    assert "  caption: Table 1. Ships [hand, 1.00]" in lines
    assert "  row: 1893 | 12" in lines

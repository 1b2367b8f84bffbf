"""A table is said row by row, each cell with the name of the column that a listener cannot look up to."""

from __future__ import annotations

from accessible.model.blocks import Block, Caption, Cell, Table
from accessible.model.script import Utterance
from tests.narrator.builder import EVIDENCE, SPAN, document, paragraph, prose
from tests.narrator.test_composer import composed


def cell(text: str, name: str) -> Cell:
    return Cell((paragraph(text, name),) if text else (), SPAN, name)


def utterances(*blocks: Block) -> list[Utterance]:
    return [utterance for part in composed(document(blocks)).parts for utterance in part.utterances]


ROWS = (
    (cell("Year", "a"), cell("Ships lost", "b")),
    (cell("1893", "c"), cell("Twelve.| Two were found.", "d")),
    (cell("1894", "e"), cell("", "f")),
)


def test_a_cell_is_said_with_the_name_of_its_column() -> None:
    found = utterances(Table(ROWS, SPAN, EVIDENCE, header_rows=1, id="t"))
    assert [utterance.text for utterance in found] == [
        "Year",
        "Ships lost",
        "Year: eighteen ninety-three",
        "Ships lost: Twelve.",
        "Two were found.",
        "Year: eighteen ninety-four",
    ]


def test_what_is_written_stays_what_is_written() -> None:
    found = utterances(Table(ROWS, SPAN, EVIDENCE, header_rows=1, id="t"))
    assert [utterance.written for utterance in found][2:4] == ["1893", "Twelve."]


def test_a_table_without_header_is_read_as_it_stands() -> None:
    found = utterances(Table(ROWS[1:], SPAN, EVIDENCE, id="t"))
    assert [utterance.text for utterance in found] == [
        "eighteen ninety-three",
        "Twelve.",
        "Two were found.",
        "eighteen ninety-four",
    ]


def test_two_header_rows_make_one_name() -> None:
    above = (cell("", "x"), cell("Ships", "y"))
    below = (cell("Year", "a"), cell("lost", "b"))
    found = utterances(Table((above, below, ROWS[1]), SPAN, EVIDENCE, header_rows=2, id="t"))
    assert found[-2].text == "Ships lost: Twelve."


def test_the_caption_of_a_table_comes_first() -> None:
    caption = Caption(prose("Table 1.", "z"), SPAN, EVIDENCE, "z")
    found = utterances(Table(ROWS, SPAN, EVIDENCE, caption=caption, id="t"))
    assert (found[0].role, found[0].text) == ("caption", "Table 1.")


def test_a_cell_with_nothing_to_say_is_accounted_for() -> None:
    script = composed(document([Table(((cell("—", "a"), cell("12", "b")),), SPAN, EVIDENCE, id="t")]))
    assert [skip.written for part in script.parts for skip in part.skips] == ["—"]

"""A table is said row by row, each cell with the name of the column that a listener cannot look up to."""

from __future__ import annotations

from msgspec.structs import replace

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
        "Table: Year",
        "Ships lost",
        "Year: eighteen ninety-three",
        "Ships lost: Twelve.",
        "Two were found.",
        "Year: eighteen ninety-four. End of table.",
    ]


def test_what_is_written_stays_what_is_written() -> None:
    found = utterances(Table(ROWS, SPAN, EVIDENCE, header_rows=1, id="t"))
    assert [utterance.written for utterance in found][2:4] == ["1893", "Twelve."]


def test_a_table_without_header_is_read_as_it_stands() -> None:
    found = utterances(Table(ROWS[1:], SPAN, EVIDENCE, id="t"))
    assert [utterance.text for utterance in found] == [
        "Table: eighteen ninety-three",
        "Twelve.",
        "Two were found.",
        "eighteen ninety-four. End of table.",
    ]


def test_two_header_rows_make_one_name() -> None:
    above = (cell("", "x"), cell("Ships", "y"))
    below = (cell("Year", "a"), cell("lost", "b"))
    found = utterances(Table((above, below, ROWS[1]), SPAN, EVIDENCE, header_rows=2, id="t"))
    assert found[-2].text == "Ships lost: Twelve."
    assert found[0].text == "Table: Ships"


def test_a_cell_may_stand_in_several_columns_and_rows() -> None:
    """What stands where a cell from above reaches into has the name of its own column all the same."""
    header = (cell("Day", "a"), replace(cell("Tides", "b"), columns=2))
    below = (cell("High", "c"), cell("Low", "d"))
    tall = replace(cell("Monday", "e"), rows=2, heads="row")
    rows = (
        (replace(header[0], rows=2), header[1]),
        below,
        (tall, cell("6", "f"), cell("12", "g")),
        (cell("18", "h"), cell("none", "i")),
        (cell("Tuesday", "j"), replace(cell("none", "k"), columns=2)),
    )
    found = utterances(Table(rows, SPAN, EVIDENCE, header_rows=2, id="t"))
    assert [utterance.text for utterance in found][4:] == [
        "Day: Monday",
        "Tides High: 6",
        "Tides Low: 12",
        "Tides High: 18",
        "Tides Low: none",
        "Day: Tuesday",
        "Tides High, Tides Low: none. End of table.",
    ]


def test_a_header_in_the_middle_of_a_table_names_what_is_below_it() -> None:
    later = replace(cell("Year", "x"), heads="column"), replace(cell("Boats lost", "y"), heads="column")
    found = utterances(Table((*ROWS[:2], later, ROWS[2]), SPAN, EVIDENCE, header_rows=1, id="t"))
    texts = [utterance.text for utterance in found]
    assert texts[5:] == ["Year", "Boats lost", "Year: eighteen ninety-four. End of table."]


def test_the_caption_of_a_table_comes_first() -> None:
    caption = Caption(prose("Table 1.", "z"), SPAN, EVIDENCE, "z")
    found = utterances(Table(ROWS, SPAN, EVIDENCE, caption=caption, id="t"))
    assert (found[0].role, found[0].text) == ("caption", "Table 1.")


def test_a_cell_with_nothing_to_say_is_accounted_for() -> None:
    script = composed(document([Table(((cell("—", "a"), cell("12", "b")),), SPAN, EVIDENCE, id="t")]))
    assert [skip.written for part in script.parts for skip in part.skips] == ["—"]

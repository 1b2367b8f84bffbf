"""What was nearly something else and was kept as text is told, once, and ordinary prose is not."""

from __future__ import annotations

import pytest

from accessible.model.blocks import Footnote, Table, Verse
from accessible.model.document import Document
from tests.structurer.test_laws import structured

PROSE = "The caravan left at dawn, and it was noon before the last of the camels had passed the well.  It rained."

RAGGED = (
    "Baku by the sea\t\t12 camels went there.\nTiflis\tthe one in the hills\t41 camels\nErivan\t\t\t7 of them came back"
)
UNRULED = (
    "Baku by the sea | 12 camels went there.\nTiflis in the hills | 41 camels went there.\nErivan | None went there."
)
#: A stanza whose lines never pause on a comma.
LINES = """“With bread and salt and water from the wells
Turning the camels round to reach the gate.
The wind that heaven had sent
We had to bear, and travel without complaining.”"""


def told(document: Document, code: str) -> list[str]:
    return [message.text for message in document.messages if message.code == code]


def work(*blocks: str) -> Document:
    return structured("\n\n".join(("The Salt Road", PROSE * 3, *blocks, PROSE * 3)))


def made(document: Document, kind: type) -> int:
    return sum(isinstance(block, kind) for section in document.sections for block in section.blocks)


@pytest.mark.parametrize("lines", [RAGGED, UNRULED])
def test_lines_with_cells_that_make_no_table_are_told(lines: str) -> None:
    document = work(lines)
    assert not made(document, Table)
    (text,) = told(document, "S009")
    assert f"{len(lines.splitlines())} lines" in text


@pytest.mark.parametrize(
    "lines",
    [
        "Baku\t12\nTiflis\t41\nErivan\t7",  # a table
        "Baku .......... 12\nTiflis ........ 41\nErivan ........ 77",  # a contents list
        "Baku        Page 12\nTiflis      Page 41\nErivan      Page 77",
        "It rained.  It was dry.\nIt rained.  It was dry.\nIt rained.  It was dry.",  # two spaces after a sentence
        "def salt():\n    return {1:   2}\nx = {3:   4}\ny = {5:   6}\n",
    ],
)
def test_what_is_something_else_is_no_possible_table(lines: str) -> None:
    assert not told(work(lines), "S009")


def test_notes_that_nothing_refers_to_are_told_once() -> None:
    document = work(f"[1] {PROSE}", f"[2] {PROSE}", PROSE, f"¹ {PROSE}")
    assert not made(document, Footnote)
    assert [text.partition(",")[0] for text in told(document, "S010")] == ["2 possible notes", "Possible note"]


@pytest.mark.parametrize("block", ["* A grand.", "1. A grand.", "(1) A grand.", "§ 12 Salt is free.", PROSE])
def test_what_begins_like_an_item_or_a_law_is_no_possible_note(block: str) -> None:
    assert not told(work(block), "S010")


def test_a_note_that_is_referred_to_is_not_told() -> None:
    document = work("The price of salt[1] had doubled.", "[1] A grand.")
    assert made(document, Footnote) == 1
    assert not told(document, "S010")


def test_possible_verse_is_told() -> None:
    document = work(LINES)
    assert not made(document, Verse)
    assert len(told(document, "S008")) == 1


def test_what_was_kept_as_a_paragraph_and_became_a_list_is_not_told() -> None:
    document = work("- [1] salt\n- [2] sand\n- [3] wind")
    assert not [message for message in document.messages if message.code in ("S008", "S009", "S010")]

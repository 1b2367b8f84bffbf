"""Notes: known by what refers to them, by what they say, by what stands over them."""

from __future__ import annotations

import pytest

from accessible.model.blocks import Footnote, List
from accessible.model.document import Document, leaves
from tests.structurer.test_laws import structured

PROSE = "The caravan left at dawn, and it was noon before the last of the camels had passed the well at the gate. " * 2


def work(*blocks: str) -> Document:
    return structured("\n\n".join(("The Salt Road", *blocks)))


def notes(document: Document) -> list[tuple[str, str]]:
    return [
        (block.label, " / ".join(" ".join(leaf.prose.text.split()) for leaf in leaves(block.blocks)))
        for section in document.sections
        for block in section.blocks
        if isinstance(block, Footnote)
    ]


@pytest.mark.parametrize(
    ("mark", "note", "label"),
    [
        ("[2]", "[2] A grand.", "2"),
        (" [2]", "[2]  A grand.", "2"),
        ("{2}", "{2} A grand.", "2"),
        ("[a]", "[a] A grand.", "a"),
        ("[*]", "[*] A grand.", "*"),
        ("[*]", "* A grand.", "*"),
        ("(1)", "(1) A grand.", "1"),
        ("²", "² A grand.", "²"),
        ("¹²", "¹²A grand.", "¹²"),
        ("*", "* A grand.", "*"),
        ("**", "**A grand.", "**"),
        ("†", "† A grand.", "†"),
    ],
)
def test_a_note_is_known_by_what_refers_to_it(mark: str, note: str, label: str) -> None:
    assert notes(work(f"It carried salt and one piano{mark} over the pass. {PROSE}", note, PROSE)) == [
        (label, "A grand.")
    ]
    if note[0] not in "²¹":
        assert notes(work(f"It carried salt and one piano over the pass. {PROSE}", note, PROSE)) == []


def test_notes_one_under_the_other() -> None:
    document = work(
        f"Salt¹ and one piano,[2] and the drivers* sang. {PROSE}", "¹ See Harding.\n[2] A grand.\n* From Agadez."
    )
    assert notes(document) == [("¹", "See Harding."), ("2", "A grand."), ("*", "From Agadez.")]


def test_a_note_stays_where_it_stands() -> None:
    document = work(f"One piano.[1] {PROSE}", "[1] A grand.", f"Two mules.[2] {PROSE}", "[2] Brown.", PROSE)
    kinds = [type(block).__name__ for section in document.sections for block in section.blocks]
    assert kinds == ["Title", "Paragraph", "Footnote", "Paragraph", "Footnote", "Paragraph"]


def test_text_between_two_notes_is_text_where_it_refers_to_the_second() -> None:
    document = work(f"One piano.[1] {PROSE}", "[1] A grand.", f"Two mules.[2] {PROSE}", "[2] Brown.")
    assert notes(document)[0] == ("1", "A grand.")


def test_a_paragraph_between_two_notes_of_a_run_belongs_to_the_first() -> None:
    document = work(f"One piano,[1] two mules.[2] {PROSE}", "[1] A grand.", "It was later lost.", "[2] Brown.")
    assert notes(document) == [("1", "A grand. / It was later lost."), ("2", "Brown.")]


def test_a_note_that_says_so_needs_no_reference() -> None:
    document = work(PROSE, "[Footnote 3: A grand.]", PROSE)
    assert notes(document) == [("3", "A grand.")]


def test_a_note_in_brackets_goes_on_until_they_close() -> None:
    document = work(PROSE, "[Footnote 3: A grand.", "It was later lost.]", PROSE)
    assert notes(document) == [("3", "A grand. / It was later lost.")]


def test_a_remark_in_the_text_is_no_note() -> None:
    assert notes(work(PROSE, "Note: the well is dry in summer.", PROSE)) == []


@pytest.mark.parametrize("heading", ["Endnotes", "FOOTNOTES", "Notes"])
def test_numbers_under_a_heading_of_notes(heading: str) -> None:
    document = work(f"One piano,[1] two mules.[2] {PROSE}", heading, "1. A grand.", "It was lost.", "2. Brown.")
    assert notes(document) == [("1", "A grand. / It was lost."), ("2", "Brown.")]


def test_numbers_that_fell_from_their_raised_place_refer_as_well() -> None:
    document = work(f"One piano,1 two mules.2 And so it went. {PROSE}", "Notes", "1. A grand.\n2. Brown.")
    assert notes(document) == [("1", "A grand."), ("2", "Brown.")]


def test_notes_to_editors_are_a_list() -> None:
    document = work(PROSE, "Notes to editors", "1. The road opened in 1974.\n2. Interviews can be arranged.")
    assert notes(document) == []
    assert any(isinstance(block, List) for section in document.sections for block in section.blocks)


def test_numbers_that_the_text_refers_to_are_notes_without_a_heading() -> None:
    document = work(f"One piano,¹ two mules² and salt.³ {PROSE}", "1. A grand.", "2. Brown.", "3. Grey.")
    assert [label for label, _ in notes(document)] == ["1", "2", "3"]


def test_steps_of_a_text_with_references_are_a_list() -> None:
    text = " ".join(f"Salt[{number}] was carried." for number in range(1, 9))
    document = work(f"{text} {PROSE}", "1. Load the camels.\n2. Fill the skins.\n3. Go.", PROSE)
    assert notes(document) == []


def test_bullets_are_no_notes() -> None:
    assert notes(work(f"The drivers* sang. {PROSE}", "* salt\n* dates\n* one piano", PROSE)) == []


def test_emphasis_refers_to_nothing() -> None:
    assert notes(work(f"The drivers *sang* all night. {PROSE}", "* They slept by day.", PROSE)) == []


def test_the_written_label_leaves_the_text_but_not_the_span() -> None:
    document = work(f"One piano.[1] {PROSE}", "[1] A grand.")
    (note,) = [block for section in document.sections for block in section.blocks if isinstance(block, Footnote)]
    assert document.text[note.span.start : note.span.end] == "[1] A grand."
    (leaf,) = leaves(note.blocks)
    assert document.text[leaf.prose.origin :] == leaf.prose.text == "A grand."


@pytest.mark.parametrize("act", ["The law of 1990 (1)", "The law of 1990(1)", "The law(1)"])
@pytest.mark.parametrize("also", ["so was (2)", "so was(2)", "so was section 4(2)"])
def test_the_clauses_of_a_law_are_not_taken_for_the_notes_of_a_sentence(act: str, also: str) -> None:
    clauses = [f"({number}) The clause says what the keeper of the light shall do by night." for number in range(1, 4)]
    assert notes(work(f"{act} was good, and {also}. {PROSE}", PROSE, *clauses, PROSE)) == []


def test_notes_in_parentheses_that_are_all_asked_for() -> None:
    document = work(f"One piano(1) and two mules(2). {PROSE}", "(1) A grand.", "(2) Brown.")
    assert notes(document) == [("1", "A grand."), ("2", "Brown.")]


@pytest.mark.parametrize("term", ["x²", "5 km²", "n²", "12 m²"])
def test_a_sentence_about_a_sign_is_not_the_note_of_a_square(term: str) -> None:
    assert notes(work(f"The field was {term} wide. {PROSE}", "² is a sign that nobody read.", PROSE)) == []


@pytest.mark.parametrize("lead", [(), ("Please:",)])
def test_a_lone_bullet_is_not_the_note_of_a_rose(lead: tuple[str, ...]) -> None:
    assert notes(work(f"The rose* was red. {PROSE}", *lead, "* bring a coat", PROSE)) == []


def test_a_starred_note_may_begin_small_if_it_is_a_sentence() -> None:
    assert notes(work(f"The rose* was red. {PROSE}", "* so it says in the ledger.", PROSE)) == [
        ("*", "so it says in the ledger.")
    ]

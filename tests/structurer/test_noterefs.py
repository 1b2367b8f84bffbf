"""References to notes: what is marked, which note it leads to, and what is left as it is."""

from __future__ import annotations

import pytest

from accessible.model.blocks import Anchor, Evidence, Footnote, NoteRef, Paragraph, Prose, Quote, Sentence, Span
from accessible.model.document import Document, leaves
from accessible.model.draft import Draft, Metadata
from accessible.narrator import compose, load_cast
from accessible.structurer import structure
from tests.structurer.test_laws import structured
from tests.structurer.test_notes import PROSE, notes, work

_GIVEN = Evidence("element")


def references(document: Document) -> list[tuple[str, str]]:
    """Each reference as it is written, and the words of the note that it leads to."""
    known = {
        block.id: " ".join(leaf.prose.text for leaf in leaves(block.blocks))
        for section in document.sections
        for block in section.blocks
        if isinstance(block, Footnote)
    }
    return [
        (leaf.prose.text[mark.start : mark.end], known[mark.target])
        for section in document.sections
        for leaf in leaves(section.blocks)
        for mark in leaf.prose.inlines
        if isinstance(mark, NoteRef)
    ]


def in_code(document: Document, code: str) -> list[str]:
    """What the messages of a code say."""
    return [message.text for message in document.messages if message.code == code]


@pytest.mark.parametrize(
    ("mark", "note", "written"),
    [
        ("[2]", "[2] A grand.", "[2]"),
        (" [2]", "[2]  A grand.", "[2]"),
        ("{2}", "{2} A grand.", "{2}"),
        ("[a]", "[a] A grand.", "[a]"),
        ("[*]", "* A grand.", "[*]"),
        ("(1)", "(1) A grand.", "(1)"),
        ("²", "² A grand.", "²"),
        ("¹²", "¹²A grand.", "¹²"),
        ("*", "* A grand.", "*"),
        ("**", "**A grand.", "**"),
        ("†", "† A grand.", "†"),
        ("[3]", "[Footnote 3: A grand.]", "[3]"),
        ("[B]", "[Footnote B: A grand.]", "[B]"),
    ],
)
def test_a_reference_leads_to_its_note(mark: str, note: str, written: str) -> None:
    document = work(f"It carried salt and one piano{mark} over the pass. {PROSE}", note, PROSE)
    assert references(document) == [(written, "A grand.")]


def test_several_references_share_a_note() -> None:
    document = work(f"Salt,[1] one piano[2] and salt again.[1] {PROSE}", "Notes", "1. Grey.\n2. A grand.")
    assert references(document) == [("[1]", "Grey."), ("[2]", "A grand."), ("[1]", "Grey.")]


@pytest.mark.parametrize(
    ("marks", "written"),
    [
        ("[1,2]", [("[1,", "Grey."), ("2]", "A grand.")]),
        (" [1, 3]", [("[1, ", "Grey."), ("3]", "Lost.")]),
        ("[1–3]", [("[1–", "Grey."), ("3]", "Lost.")]),
        ("[3; 1-2]", [("[3; ", "Lost."), ("1-", "Grey."), ("2]", "A grand.")]),
    ],
)
def test_several_numbers_in_one_pair_of_brackets(marks: str, written: list[tuple[str, str]]) -> None:
    rest = "".join(f" Salt{number}." for number in ("[1]", "[2]", "[3]"))
    document = work(
        f"It carried salt and one piano{marks}. {PROSE}{rest}", "References", "[1] Grey.\n[2] A grand.\n[3] Lost."
    )
    assert references(document)[: len(written)] == written


def test_what_a_range_means_is_referred_to() -> None:
    document = work(f"It carried salt[1–3]. {PROSE}", "References", "[1] Grey.\n\n[2] A grand.\n\n[3] Lost.")
    assert notes(document) == [("1", "Grey."), ("2", "A grand."), ("3", "Lost.")]


def test_numbers_in_brackets_that_are_no_notes_stay_text() -> None:
    document = work(f"It lies in [0, 1] and in [12–10]. {PROSE} So does x[1].", "Notes", "1. Grey.")
    assert "[0, 1]" in " ".join(leaf.prose.text for part in document.sections for leaf in leaves(part.blocks))
    assert all(label not in ("[0, ", "1]", "[12–", "10]") for label, _ in references(document))


def test_numbers_that_begin_again_in_each_chapter() -> None:
    chapters = [
        part
        for number, (salt, mule) in enumerate([("Grey.", "Brown."), ("Black.", "White.")], 1)
        for part in (f"CHAPTER {number}", f"Salt.[1] {PROSE}", f"One mule.[2] {PROSE}", f"[1] {salt}", f"[2] {mule}")
    ]
    assert references(work(*chapters)) == [("[1]", "Grey."), ("[2]", "Brown."), ("[1]", "Black."), ("[2]", "White.")]


def test_signs_that_begin_again_on_each_page() -> None:
    document = work(f"Salt* and rice. {PROSE}", "* Grey.", f"Two mules.* {PROSE}", "* Brown.", PROSE)
    assert references(document) == [("*", "Grey."), ("*", "Brown.")]


def test_notes_of_all_chapters_at_the_end() -> None:
    chapters = [
        part
        for number in (1, 2)
        for part in (f"CHAPTER {number}", f"Salt[1] and salt.[1] {PROSE}", f"One mule.[2] {PROSE}")
    ]
    document = work(*chapters, "[1] Grey.", "[2] Brown.", "[1] Black.", "[2] White.")
    assert notes(document) == [("1", "Grey."), ("2", "Brown."), ("1", "Black."), ("2", "White.")]
    assert [note for _, note in references(document)] == ["Grey.", "Grey.", "Brown.", "Black.", "Black.", "White."]


def test_a_reference_that_may_lead_to_two_notes_leads_to_none_and_that_is_told() -> None:
    text = f"Salt[1] and salt[1] and salt.[1] {PROSE}"
    document = work(text, "[1] Grey.", "[1] Black.", PROSE)
    assert len(notes(document)) == 2
    assert references(document) == []
    assert in_code(document, "S012") == [
        "3 possible references to notes, kept as text because it is not sure to which: '[1]'."
    ]


def test_numbers_that_fell_from_their_raised_place() -> None:
    text = f"One piano,1 two mules.2 It was the year 1911, and the A2 was a track.3 {PROSE}"
    document = work(text, "Notes", "1. A grand.", "2. Brown.", "3. It is a road now.")
    assert references(document) == [("1", "A grand."), ("2", "Brown."), ("3", "It is a road now.")]


def test_fallen_numbers_that_stand_in_two_places_refer_to_nothing() -> None:
    text = f"One piano,1 two mules.2 And another,1 and more.2 {PROSE}"
    document = work(text, "Notes", "1. A grand.\n2. Brown.")
    assert notes(document) == [("1", "A grand."), ("2", "Brown.")]
    assert references(document) == []


def test_a_square_is_no_reference_where_the_notes_are_in_brackets() -> None:
    document = work(f"One piano.[2] The salt pan was n² wide, as he put it.[1] {PROSE}", "[1] Grey.", "[2] A grand.")
    assert [written for written, _ in references(document)] == ["[2]", "[1]"]


def test_code_refers_to_nothing() -> None:
    code = "    rows[1] = salt[2]\n    for row in rows[1]:\n        print(row[1], salt[2])\n    del rows[1]"
    document = work(f"One piano.[1] {PROSE}", "[1] A grand.", code, PROSE)
    assert [written for written, _ in references(document)] == ["[1]"]


def test_what_a_source_says_of_its_references_stands() -> None:
    given = Paragraph(Prose("One piano[1] and salt.[2]", (NoteRef(9, 12, "n1"), Anchor(0, 0, "x"))), Span(0, 0), _GIVEN)
    note = Footnote((Paragraph(Prose("A grand."), Span(0, 0), _GIVEN),), Span(0, 0), _GIVEN, label="1", id="n1")
    document = structure(Draft("a.html", "", Metadata(title="T", language="en"), (given, note)))
    assert references(document) == [("[1]", "A grand.")]


def test_a_reference_stays_with_the_sentence_before_it() -> None:
    document = work(f"It was lost in fog.* Nobody looked for it. It was 1911.[1] {PROSE}", "* In May.", "[1] Or 1912.")
    first = next(leaf for section in document.sections for leaf in leaves(section.blocks) if "fog" in leaf.prose.text)
    sentences = [mark for mark in first.prose.inlines if isinstance(mark, Sentence)]
    assert [first.prose.text[mark.start : mark.end] for mark in sentences[:3]] == [
        "It was lost in fog.*",
        "Nobody looked for it.",
        "It was 1911.[1]",
    ]


def test_a_reference_behind_a_quotation_is_not_said_and_takes_no_voice_away() -> None:
    document = work(f"“We sold it,”[1] said Maren Ostby. “It was heavy.”[2] {PROSE}", "[1] In May.", "[2] Very.")
    block = document.sections[0].blocks[1]
    assert isinstance(block, Paragraph)
    first = next(mark for mark in block.prose.inlines if isinstance(mark, Sentence))
    quote = next(mark for mark in block.prose.inlines if isinstance(mark, Quote))
    assert (first.start, first.end, quote.end) == (0, 16, 13)
    assert quote.speaker is not None  # whom the reference stands between
    assert (quote.speaker.name, quote.speaker.mention) == ("Maren Ostby", "Maren Ostby")
    script = compose(document, cast=load_cast(), engine="tone")
    said = {utterance.written: utterance for part in script.parts for utterance in part.utterances}
    assert said["“We sold it,”[1]"].text == "We sold it,"
    assert said["“We sold it,”[1]"].role == "quote"
    assert said["“It was heavy.”[2]"].role == "quote"


def test_structuring_a_text_with_notes_twice_gives_the_same() -> None:
    text = f"The Salt Road\n\nSalt[1] and one piano.[2] {PROSE}\n\nNotes\n\n1. Grey.\n\n2. A grand."
    assert structured(text) == structured(structured(text).text)

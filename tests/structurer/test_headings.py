"""Headings and their levels, on short texts made for one question each."""

from __future__ import annotations

import pytest

from accessible.model.blocks import Heading
from accessible.model.document import Document
from accessible.structurer.cues import candidates
from accessible.structurer.headings import WEIGHTS, confidence_of
from tests.structurer.test_laws import kinds, structured
from tests.structurer.test_structure import PROSE, article, headings


def book(*blocks: str) -> Document:
    return structured("\n\n".join(["The Ferryman", "By Ada Penrose", *blocks]))


def test_the_kind_of_a_document_has_a_reason() -> None:
    chapter = "The caravan left at dawn, and it was noon before the last camels had passed the well. " * 3
    article = structured(f"The Salt Road\n\n{chapter}")
    book = structured(f"The Salt Road\n\nCHAPTER I\n\n{chapter}\n\nCHAPTER II\n\n{chapter}")
    found = [(document.kind, document.kind_evidence) for document in (article, book)]
    assert [(kind, evidence.rule) for kind, evidence in found if evidence is not None] == [
        ("article", "no two numbered chapters"),
        ("book", "two numbered chapters or more"),
    ]


def test_a_number_line_and_its_title_are_one_heading() -> None:
    document = book("I", "The Toll", PROSE, "II", "The Far Bank", PROSE, "III", "The Lamp", PROSE)
    assert headings(document) == [(2, "I\n\nThe Toll"), (2, "II\n\nThe Far Bank"), (2, "III\n\nThe Lamp")]
    assert len(document.sections) == 4


def test_bare_numbers_over_text_are_headings_of_their_own() -> None:
    document = book("I", PROSE, "II", PROSE, "III", PROSE)
    assert headings(document) == [(2, "I"), (2, "II"), (2, "III")]


def test_a_short_first_paragraph_is_not_swallowed_by_the_number() -> None:
    document = book("I", "The fog came in before tea.", PROSE, "II", "“You are late,” said Doyle.", PROSE)
    assert headings(document) == [(2, "I"), (2, "II")]


def test_parts_chapters_and_sections_nest() -> None:
    document = book(
        "PART ONE", "CHAPTER I", PROSE, "CHAPTER II", PROSE, "PART TWO", "CHAPTER III", PROSE, "EPILOGUE", PROSE
    )
    assert headings(document) == [
        (2, "PART ONE"),
        (3, "CHAPTER I"),
        (3, "CHAPTER II"),
        (2, "PART TWO"),
        (3, "CHAPTER III"),
        (2, "EPILOGUE"),
    ]


def test_decimal_numbers_nest() -> None:
    document = article("A report on the mill pond", "1 INTRODUCTION", PROSE, "2 METHODS", "2.1 Sampling", PROSE,
                       "2.2 Analysis", PROSE, "3 RESULTS", PROSE)  # fmt: skip
    assert [level for level, _ in headings(document)] == [2, 2, 3, 3, 2]


def test_chapters_that_count_anew_under_each_story_are_below_it() -> None:
    document = book("THE BELL", "I", PROSE, "II", PROSE, "THE TOLL", "I", PROSE, "II", PROSE)
    assert [level for level, _ in headings(document)] == [2, 3, 3, 2, 3, 3]


def test_no_level_is_skipped() -> None:
    for document in (
        article("Notes", "## Deep at once", PROSE, "###### Deeper", PROSE, "# Top", PROSE),
        book("CHAPTER I", PROSE, "1.1.1 Very deep", PROSE, "CHAPTER II", PROSE),
    ):
        last = 1
        for level, _ in headings(document):
            assert level <= last + 1
            last = level


def test_a_list_of_contents_gives_no_headings_and_is_left_out() -> None:
    chapters = [f"Chapter {number}: {name}" for number, name in enumerate(["Toll", "Lamp", "Bank", "Storm"], 1)]
    body = [part for chapter in chapters for part in (chapter, PROSE)]
    document = book("Contents", *chapters, *body)
    assert [text for _, text in headings(document)] == chapters
    assert kinds(document).count("boilerplate") == 5
    (message,) = [message for message in document.messages if message.code == "S002"]
    assert "list of contents" in message.text


def test_a_list_of_contents_with_pages_is_known_without_its_headings() -> None:
    lines = ["The Toll ........ 7", "The Lamp ........ 19", "The Far Bank .... 44", "Notes ........... 60"]
    document = book("Contents", *lines, PROSE, PROSE)
    assert kinds(document).count("boilerplate") == 5
    assert headings(document) == []


def test_a_refrain_is_no_list_of_contents() -> None:
    lines = ["O ferryman, come over", "The river runs so wide", "The lamp is in the window", "The toll is on this side",
             "And nobody will answer"]  # fmt: skip
    stanza = "\n".join(lines)
    assert "boilerplate" not in kinds(structured(f"A song\n\n{PROSE}\n\n{stanza}\n\n{PROSE}\n\n{stanza}\n\n{PROSE}"))


@pytest.mark.parametrize(
    ("marked", "words"),
    [
        ("## Three months", "Three months"),
        ("Three months\n------------", "Three months"),
        ("— Three months —", "Three months"),
    ],
)
def test_what_its_author_marked_is_a_heading_without_its_marks(marked: str, words: str) -> None:
    document = article("Town buys a bell", PROSE, marked, PROSE)
    (heading,) = [block for section in document.sections for block in section.blocks if isinstance(block, Heading)]
    assert heading.prose.text == words
    assert document.text[heading.span.start : heading.span.end] == marked
    assert heading.evidence.confidence > 0.9


def test_wiki_headings_lose_their_edit_marks() -> None:
    document = article("The bell", PROSE, "History[edit]", PROSE, "References[edit]", PROSE)
    assert headings(document) == [(2, "History"), (2, "References")]


def test_one_line_in_bold_may_be_anything() -> None:
    assert headings(article("Town buys a bell", PROSE, "**Never** again.", PROSE)) == []


def test_the_title_said_again_is_no_heading() -> None:
    document = book("THE FERRYMAN", "CHAPTER I", PROSE, "CHAPTER II", PROSE)
    assert [text for _, text in headings(document)] == ["CHAPTER I", "CHAPTER II"]


def test_every_cue_that_is_found_has_been_weighed_or_weighs_nothing() -> None:
    assert {"text follows", "ends open", "division", "one of a run", "says the title again"} <= set(WEIGHTS)
    assert WEIGHTS["text follows"] > 0 > WEIGHTS["one of a run"]


def test_confidence_follows_the_cues() -> None:
    text = f"Town buys a bell\n\n{PROSE}\n\nThe cost\n\n{PROSE}\n\nthe herring, which\n\n{PROSE}"
    found = {
        structured(text).text[block.span.start : block.span.end]: confidence_of(candidate)
        for candidate in candidates(_flat(text), text, "en")
        if (block := _flat(text)[candidate.at])
    }
    assert found["The cost"] > 0.5 > found["the herring, which"]


def _flat(text: str):  # type: ignore[no-untyped-def]
    from accessible.model.document import Section
    from accessible.model.draft import Metadata
    from accessible.readers.text import runs
    from accessible.structurer.layout import find_blocks

    document = Document(
        source="a.txt", text=text, metadata=Metadata(language="en"), sections=(Section(blocks=tuple(runs(text))),)
    )
    return find_blocks(document).sections[0].blocks


@pytest.mark.parametrize(
    "lines",
    [
        ["Born in 1901", "School in 1910", "Sea in 1919", "Married in 1930", "Died in 1966"],
        ["Kirby 12", "Moor 23", "Ostby 34", "Lee 41", "Hale 55"],
    ],
)
def test_a_list_of_years_or_scores_is_not_dropped_as_contents(lines: list[str]) -> None:
    assert "boilerplate" not in kinds(article("The timeline", *lines, PROSE))


def test_a_packing_list_called_contents_is_not_dropped() -> None:
    assert "boilerplate" not in kinds(article("The box", PROSE, "Contents", "Hammer 1", "Nails 20", "Screws 40", PROSE))


def test_the_cast_of_a_play_is_not_dropped_as_contents() -> None:
    cast = ["ANNA", "KARL", "MARIE", "OTTO", "LENA"]
    speeches = [part for name in [*cast, *cast] for part in (name, PROSE)]
    assert "boilerplate" not in kinds(article("The Ferry, a play", *cast, "ACT I", *speeches))


def test_points_that_a_sentence_announces_are_not_dropped_as_contents() -> None:
    points = ["Pack the rope", "Check the lamp", "Fill the stove", "Call the pilot", "Cast off"]
    body = [part for point in points for part in (point, PROSE)]
    assert "boilerplate" not in kinds(article("Before you sail", PROSE, "Before you go:", *points, *body))


def test_the_first_chapter_of_a_book_without_a_title_is_no_title() -> None:
    document = article("CHAPTER I", PROSE, "CHAPTER II", PROSE)
    assert headings(document) == [(2, "CHAPTER I"), (2, "CHAPTER II")]
    assert "S004" in [message.code for message in document.messages]
    document = article("CHAPTER I.", "Loomings", PROSE, "CHAPTER II.", "The Bag", PROSE)
    assert [level for level, _ in headings(document)] == [2, 2]


def test_a_possible_heading_says_why_and_how_sure() -> None:
    names = ["Maren Ostby", "Halvard Finch", "Petra Vane", "Idris Calloway", "Tove Breck", "Anselm Quaye"]
    document = article("The board of the port", PROSE, *names, PROSE)
    texts = [message.text for message in document.messages if message.code == "S003"]
    assert texts
    assert all(text.endswith("].") and ", 0." in text for text in texts)

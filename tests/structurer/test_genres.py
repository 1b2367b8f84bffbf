"""Kinds of documents beside articles and novels, each with what an editor would have called wrong."""

from __future__ import annotations

from typing import TypeVar

import pytest

from accessible.model.blocks import (
    BlockQuote,
    Boilerplate,
    Dateline,
    Definitions,
    Heading,
    Leaf,
    NoteRef,
    PageBreak,
    Paragraph,
    Quote,
    Styled,
    Subtitle,
    Table,
    Title,
    Verse,
)
from accessible.model.document import Document, leaves
from accessible.model.document import written as walked
from tests.structurer.test_laws import kinds, lost_or_doubled, misplaced, structured

Kind = TypeVar("Kind", bound=Leaf)

PROSE = (
    "The harbour was frozen over from the end of January on, and nobody could remember such a winter, for the boats "
    "lay in the ice like flies in amber, and the men played cards.\n"
)


def text(*blocks: str, language: str = "en") -> Document:
    document = structured("\n\n".join(blocks), language)
    assert lost_or_doubled(document) == []
    return document


def headed(document: Document) -> list[str]:
    return [
        " ".join(block.prose.text.split())
        for section in document.sections
        for block in section.blocks
        if isinstance(block, Heading | Title)
    ]


def written(document: Document, kind: type[Kind]) -> list[Kind]:
    return [leaf for section in document.sections for leaf in leaves(section.blocks) if isinstance(leaf, kind)]


# --------------------------------------------------------------------------------------------------------- front pages
def test_a_numbered_section_is_not_the_title_of_a_paper_whose_title_and_abstract_are_then_left_out() -> None:
    document = text(
        "The acoustics of harbour bells",
        "Ilse Corran, Anders Vane",
        "Abstract",
        "We measured forty bells. Thirty-nine of them were flat.",
        "Keywords: bells, harbours, acoustics",
        "1 Introduction",
        "Bells have been studied since Mersenne, and nobody has ever heard one that was in tune with another.",
        "2 Methods",
        "We struck each bell three times and listened, and then we struck it again.",
    )
    assert document.metadata.title == "The acoustics of harbour bells"
    assert "1 Introduction" in headed(document)
    assert [leaf.prose.text for leaf in written(document, Boilerplate)] == ["Keywords: bells, harbours, acoustics"]


def test_a_place_and_a_date_under_the_title_are_a_dateline_and_lines_with_labels_no_standfirst() -> None:
    document = text("Speech by the Mayor", "Low, 3 June 2024", "Place: Town hall", "Present: M. Ostby, A. Vane", PROSE)
    assert [leaf.prose.text for leaf in written(document, Dateline)] == ["Low, 3 June 2024"]
    assert written(document, Subtitle) == []


@pytest.mark.parametrize("under", ["A Novel", "A Play in Two Acts", "User Manual"])
def test_a_line_under_the_title_of_a_book_with_nothing_under_it_is_its_subtitle_and_no_chapter(under: str) -> None:
    document = text("THE BELL IN THE BAY", under, "CHAPTER I", PROSE, "CHAPTER II", PROSE)
    assert [leaf.prose.text for leaf in written(document, Subtitle)] == [under]
    assert [section.kind for section in document.sections] == ["", "chapter", "chapter"]


def test_a_preface_under_the_title_of_a_book_stays_one() -> None:
    document = text("THE BELL IN THE BAY", "Preface", "CHAPTER I", PROSE, "CHAPTER II", PROSE)
    assert headed(document) == ["THE BELL IN THE BAY", "Preface", "CHAPTER I", "CHAPTER II"]


# ----------------------------------------------------------------------------------------- lines that are no headings
@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "THE END"),
        ("en", "The End."),
        ("en", "END OF THE FIRST PART"),
        ("en", "CURTAIN"),
        ("de", "ENDE"),
        ("fr", "FIN"),
        ("es", "FIN"),
    ],
)
def test_the_end_is_no_heading(language: str, line: str) -> None:
    document = text("CHAPTER 1", PROSE, "CHAPTER 2", PROSE, line, language=language)
    assert line not in headed(document)


def test_a_chapter_that_is_called_the_end_is_one() -> None:
    document = text("THE BELL", "THE HARBOUR", PROSE, "THE DIVERS", PROSE, "THE END", PROSE)
    assert headed(document)[-1] == "THE END"


def test_page_3_standing_alone_is_a_page_and_no_heading() -> None:
    document = text("Words of the quay", PROSE, "Page 3", PROSE)
    assert headed(document) == ["Words of the quay"]
    assert [block.label for part in document.sections for block in part.blocks if isinstance(block, PageBreak)] == ["3"]


@pytest.mark.parametrize("remark", ["[Applause]", "(Laughter.)", "[Enter the Mayor with a lantern]"])
def test_a_remark_in_brackets_is_no_heading(remark: str) -> None:
    assert headed(text("The speech", PROSE, remark, PROSE)) == ["The speech"]


def test_the_lines_of_a_price_list_are_no_headings() -> None:
    document = text("PRICE LIST", "Rope ........ 2.50\nTar ......... 14.00\nSailcloth ..... 3.75", PROSE)
    assert headed(document) == ["PRICE LIST"]


def test_a_step_that_says_what_to_do_is_no_heading() -> None:
    steps = ("Step 1: Connect the power supply.", "Step 2: Press SET.", "Step 3: Wait for the bell, and listen to it.")
    assert headed(text("User manual", PROSE, *steps, PROSE)) == ["User manual"]


# --------------------------------------------------------------------------------------------------------------- verse
def test_a_poem_every_other_line_of_which_is_set_in_is_verse_and_none_of_its_lines_a_heading() -> None:
    stanzas = (
        "The rope was thin, the rope was old,\n  The rope was made of hair,\n"
        "And who would sell the bell for gold\n  Shall find no water there.",
        "The rope was cut, the rope was tied,\n  The rope was thrown away,\n"
        "And on the other, darker side\n  It bound the bell till day.",
    )
    document = text("SONGS OF THE QUAY", "THE ROPE", *stanzas)
    assert tuple(leaf.prose.text for leaf in written(document, Verse)) == stanzas
    assert headed(document) == ["SONGS OF THE QUAY", "THE ROPE"]


def test_a_question_and_its_answer_on_two_lines_are_no_couplet() -> None:
    document = text(
        "Questions about the bell",
        "When does it ring?\nIt rings at noon, and whenever a boat is missing.",
        "Who rings it?\nThe harbour master, or somebody she has asked to do so.",
        "What does it weigh?\nEleven hundredweight.",
    )
    assert "verse" not in kinds(document)


# -------------------------------------------------------------------------------------------------------- terms, tables
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_terms_over_lines_with_a_colon_are_definitions_and_no_headings(gap: str) -> None:
    lines = (f"Fluke{gap}: The arm of an anchor.\n: A whale's tail.", f"Shank{gap}:   The stem of an anchor.")
    document = text("Words of the quay", PROSE, *lines, PROSE)
    (made,) = [block for section in document.sections for block in section.blocks if isinstance(block, Definitions)]
    assert [
        ([term.prose.text for term in entry.terms], [leaf.prose.text for leaf in leaves(entry.blocks)])
        for entry in made.entries
    ] == [(["Fluke"], ["The arm of an anchor.", "A whale's tail."]), (["Shank"], ["The stem of an anchor."])]
    assert headed(document) == ["Words of the quay"]
    assert misplaced(document) == []


def test_one_line_that_begins_with_a_colon_defines_nothing() -> None:
    assert "definitions" not in kinds(text("Words of the quay", PROSE, "Fluke\n: The arm of an anchor.", PROSE))


def table(*rows: str) -> tuple[int, list[str]]:
    document = text("The catch", PROSE, "\n".join(rows), PROSE)
    (made,) = [block for section in document.sections for block in section.blocks if isinstance(block, Table)]
    return made.header_rows, [cell.heads for row in made.rows for cell in row[:1]]


def test_a_pipe_table_without_a_rule_has_a_header_over_its_numbers() -> None:
    header, _ = table("| Boat | Herring |", "| Sula | 120 |", "| Terna | 88 |")
    assert header == 1


@pytest.mark.parametrize(
    ("rows", "heads"),
    [
        (("|  | Monday |", "|---|---|", "| Sula | ten |", "| Terna | eight |"), ["", "row", "row"]),
        (("| Boat | Herring |", "|---|---|", "| Sula | 120 |", "| Terna | 88 |"), ["", "row", "row"]),
        (("| Word | Meaning |", "|---|---|", "| fluke | an arm |", "| shank | a stem |"), ["", "", ""]),
        (("| Year | Herring |", "|---|---|", "| 1901 | 120 |", "| 1902 | 88 |"), ["", "", ""]),
        (("| Boat | Herring |", "|---|---|", "| Sula | 120 |", "| Sula | 88 |"), ["", "", ""]),
    ],
)
def test_the_first_column_of_a_table_names_its_rows_where_it_has_names_beside_numbers_or_an_empty_corner(
    rows: tuple[str, ...], heads: list[str]
) -> None:
    assert table(*rows)[1] == heads


def test_a_quotation_in_a_quotation_keeps_its_own_attribution() -> None:
    mail = "> > Nothing comes back.\n> >\n> > — Anders Vane\n>\n> He was wrong.\n>\n> — Maren Ostby"
    document = text("The bell", PROSE, mail, PROSE)
    (outer,) = [block for section in document.sections for block in section.blocks if isinstance(block, BlockQuote)]
    inner = outer.blocks[0]
    assert isinstance(inner, BlockQuote)
    assert [block.attribution and block.attribution.text for block in (inner, outer)] == [
        "— Anders Vane",
        "— Maren Ostby",
    ]
    assert misplaced(document) == []


# ------------------------------------------------------------------------------------------------------------ emphasis
def emphasised(document: Document) -> list[tuple[str, str]]:
    return [
        (mark.style, prose.text[mark.start : mark.end])
        for section in document.sections
        for _, prose in walked(section.blocks)
        for mark in prose.inlines
        if isinstance(mark, Styled)
    ]


@pytest.mark.parametrize(("mark", "style"), [("_", "em"), ("*", "em"), ("**", "strong"), ("__", "strong")])
def test_emphasis_between_stars_or_underscores_is_marked_and_its_marks_are_not_read_aloud(
    mark: str, style: str
) -> None:
    said = f"“I {mark}never{mark} said that,” said Maren, with the {mark}Low Gazette{mark}, as she {mark}had{mark} to."
    document = text("The bell", PROSE, said, PROSE)
    assert emphasised(document) == [(style, "never"), (style, "Low Gazette"), (style, "had")]
    assert [leaf.prose.text for leaf in written(document, Paragraph)][1] == said.replace(mark, "")
    assert misplaced(document) == []
    (quote,) = [mark for leaf in written(document, Paragraph) for mark in leaf.prose.inlines if isinstance(mark, Quote)]
    assert quote.speaker is not None
    assert quote.speaker.name == "Maren"


@pytest.mark.parametrize(
    "written",
    [
        "The price was 3 * 4 * 5 crowns, and a*b is b*a, whatever * may be.",
        "It was called bell_ring_old.txt and __init__.py, in /srv/_old_/new, and nobody had opened it.",
        "Fill in: name ___ and place ____ and year __, please.",
        "We paid for the bell* and for the rope*, but not for the tower.",
    ],
)
def test_stars_and_underscores_that_are_no_emphasis_stay(written: str) -> None:
    document = text("The bell", PROSE, written, PROSE)
    assert emphasised(document) == []
    assert written in [leaf.prose.text for leaf in leaves(document.sections[0].blocks)]


def test_a_note_with_an_asterisk_is_found_beside_emphasis() -> None:
    said = "I *never* said that, and you *know* it. We paid for the bell* out of our own pockets."
    document = text("The bell", PROSE, said, "* The price was eleven hundred crowns, rope and all.", PROSE)
    assert "footnote" in kinds(document)
    assert emphasised(document) == [("em", "never"), ("em", "know")]
    references = [
        mark for leaf in written(document, Paragraph) for mark in leaf.prose.inlines if isinstance(mark, NoteRef)
    ]
    assert len(references) == 1


# -------------------------------------------------------------------------------------------------------- scene breaks
@pytest.mark.parametrize("mark", ["* * *", "***", "⁂", "—", "# # #", "~", "~ ~ ~", "#", "- - -", "———", "⸻", "❦"])
def test_scene_breaks_have_many_shapes(mark: str) -> None:
    document = text("Under the sail", PROSE, PROSE, mark, PROSE)
    assert kinds(document) == ["title", "paragraph", "paragraph", "scenebreak", "paragraph"]


STORY = [f"{word} he waited on the quay until the lamp was out, and nobody came to ask why." for word in "ABCDEFGH"]


def test_three_blank_lines_between_paragraphs_are_a_scene_break_where_one_is_usual() -> None:
    document = text("Under the sail", *STORY[:4], f"\n\n{STORY[4]}", *STORY[5:])
    assert [at for at, kind in enumerate(kinds(document)) if kind == "scenebreak"] == [5]
    again = structured("\n\n".join(["Under the sail", *STORY[:4], "", *STORY[4:]]))
    assert kinds(again) == kinds(document)


@pytest.mark.parametrize(
    "blocks",
    [
        ["\n\n".join(["", "", story]) for story in STORY],  # it is the usual space
        [*STORY[:4], "\n\nand then he went home, as he did on every other day of that winter.", *STORY[4:]],
        [*STORY[:4], "\n\nThe lamp", *STORY[4:]],  # a heading has space before it
        ["\n\n" * (at % 2) + story for at, story in enumerate(STORY)],  # too often
    ],
)
def test_blank_lines_that_part_no_scenes(blocks: list[str]) -> None:
    assert "scenebreak" not in kinds(text("Under the sail", *blocks))


# -------------------------------------------------------------------------------------------------------------- layout
def test_a_short_wrapped_paragraph_is_one_though_its_second_line_begins_with_a_capital() -> None:
    lead = "The council of Low voted on Tuesday to buy back the bell that sank, said Anders\nVane."
    document = text("Town buys a bell", lead, "“We will hear it again,” he told reporters.", "It weighs four tons.")
    assert written(document, Paragraph)[0].prose.text == lead


def test_a_line_that_ends_in_an_abbreviation_goes_on_in_small_letters() -> None:
    lines = "The case of Mr. Vane against Dr. Munk, of the corner of St. Olaf's Rd.\nwas not settled, for nobody came."
    document = text("The case", lines, PROSE, "The judge was ill.")
    assert written(document, Paragraph)[0].prose.text == lines


def test_what_a_display_shows_behind_a_colon_is_no_heading() -> None:
    document = text("User manual", "Press and hold SET. The display shows:", "    BC-3 v1.2\n    READY", "Let it go.")
    assert headed(document) == ["User manual"]
    assert kinds(document) == ["title", "paragraph", "blockquote", "paragraph"]


def test_the_way_back_from_a_note_of_a_wiki_is_not_its_text() -> None:
    document = text(
        "Harbour bell",
        "It is rung in a harbour.[1] It was common before the radio.[2]",
        "References [edit]",
        "1. ^ Corran, Ilse (1902). The Bell.\n2. ^ Vane, Anders (1911). Divers.",
    )
    assert [leaf.prose.text for leaf in written(document, Paragraph)][1:] == [
        "Corran, Ilse (1902). The Bell.",
        "Vane, Anders (1911). Divers.",
    ]


def test_the_turns_of_a_play_whose_speakers_have_a_full_stop_are_no_headings() -> None:
    turns = (
        "MAREN. Who is there?",
        "ANDERS. It is I.",
        "MAREN. You are late.",
        "THE MAYOR. Nobody moves!",
        "ANDERS. I do",
    )
    document = text("THE BELL", "ACT I", "SCENE I. A quay at night.", *turns, "ACT II", "SCENE I. The tower.", *turns)
    assert not [heading for heading in headed(document) if heading.startswith(("MAREN", "ANDERS", "THE MAYOR"))]
    assert "ACT II" in headed(document)

"""What a reader of markup has given stays: no transform undoes what an author marked, and each adds what is missing."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from accessible.model.blocks import (
    Anchor,
    Aside,
    Block,
    BlockQuote,
    Boilerplate,
    Byline,
    Caption,
    Code,
    Evidence,
    Foreign,
    Heading,
    Inline,
    Item,
    Leaf,
    Link,
    List,
    PageMark,
    Paragraph,
    Piece,
    Prose,
    Quote,
    SceneBreak,
    Sentence,
    Span,
    Styled,
    Title,
    Verse,
)
from accessible.model.document import Document, leaves
from accessible.model.draft import Draft, Metadata
from accessible.structurer import structure
from accessible.structurer.given import is_bold, joined, piece_of, without_bold

GIVEN = Evidence("element")
TEXT = "The council owns the bell, but the rope belongs to the harbour, and neither will pay for the other."


def paragraph(text: str, *inlines: Inline, at: int = 0) -> Paragraph:
    return Paragraph(Prose(text, inlines), Span(at, at), GIVEN)


def heading(text: str, level: int) -> Heading:
    return Heading(Prose(text), Span(0, 0), GIVEN, level)


def bold(text: str) -> Paragraph:
    return paragraph(text, Styled(0, len(text), "strong"))


def structured(*blocks: Block, title: str = "Low") -> Document:
    return structure(Draft("low.html", "<html>\n\n   <p>markup</p>", Metadata(title=title, language="en"), blocks))


def found(document: Document) -> list[Leaf]:
    return [leaf for section in document.sections for leaf in leaves(section.blocks)]


def headings(document: Document) -> list[tuple[int, str]]:
    return [(leaf.level, leaf.prose.text) for leaf in found(document) if isinstance(leaf, Heading)]


# ----------------------------------------------------------------------------------------------------------- headings
def test_levels_keep_their_order_and_none_is_skipped() -> None:
    document = structured(
        heading("One", 3), paragraph(TEXT), heading("Two", 5), paragraph(TEXT), heading("Three", 3), paragraph(TEXT)
    )
    assert headings(document) == [(2, "One"), (3, "Two"), (2, "Three")]


def test_the_one_heading_of_the_first_level_is_the_title() -> None:
    document = structured(
        heading("The bell of Low", 1), paragraph(TEXT), heading("Later", 2), paragraph(TEXT), title=""
    )
    assert [leaf.prose.text for leaf in found(document) if isinstance(leaf, Title)] == ["The bell of Low"]
    assert document.metadata.title == "The bell of Low"
    assert headings(document) == [(2, "Later")]


def test_the_first_level_in_a_box_or_an_extract_is_the_title_s_as_well() -> None:
    box = Aside((heading("Tips", 1), heading("More", 4), paragraph(TEXT)), Span(0, 4), GIVEN)
    extract = BlockQuote((box, paragraph(TEXT)), Span(0, 4), GIVEN)
    document = structured(paragraph(TEXT), box, extract)
    assert headings(document) == [(2, "Tips"), (4, "More")] * 2


def test_several_of_the_first_level_stand_over_chapters() -> None:
    document = structured(heading("Chapter 1", 1), paragraph(TEXT), heading("Chapter 2", 1), paragraph(TEXT))
    assert headings(document) == [(2, "Chapter 1"), (2, "Chapter 2")]
    assert document.kind == "book"


def test_short_lines_are_no_headings_where_headings_are_marked() -> None:
    document = structured(paragraph("A short line"), paragraph(TEXT), paragraph("Another"), paragraph(TEXT))
    assert headings(document) == []
    assert not any(message.code == "S003" for message in document.messages)


def test_lines_in_bold_over_text_are_headings_and_lose_their_bold() -> None:
    document = structured(
        paragraph(TEXT), bold("Who is to pay"), paragraph(TEXT), bold("What is next"), paragraph(TEXT)
    )
    assert headings(document) == [(2, "Who is to pay"), (2, "What is next")]
    assert not any(
        isinstance(m, Styled) for leaf in found(document) if isinstance(leaf, Heading) for m in leaf.prose.inlines
    )


def test_a_paragraph_in_bold_is_a_paragraph() -> None:
    document = structured(bold(TEXT), paragraph(TEXT))
    assert headings(document) == []


def test_a_line_in_bold_at_the_end_is_over_nothing() -> None:
    assert headings(structured(paragraph(TEXT), bold("Ada Quill"))) == []


# ------------------------------------------------------------------------------------------------------------- the rest
def test_blocks_that_are_marked_stay_what_they_are() -> None:
    quote = BlockQuote((paragraph("The sea keeps no book."),), Span(0, 0), GIVEN, attribution=Prose("— Harbour log"))
    listed = List(
        (Item((paragraph("1. one"),), Span(0, 0)), Item((paragraph("2. two"),), Span(0, 0))), Span(0, 0), GIVEN
    )
    document = structured(heading("One", 2), quote, listed, SceneBreak(Span(0, 0), GIVEN), paragraph(TEXT))
    kinds = [type(block).__name__ for section in document.sections for block in section.blocks]
    assert kinds == ["Heading", "BlockQuote", "List", "SceneBreak", "Paragraph"]


def test_marks_stay_on_their_words_and_what_is_missing_is_added() -> None:
    text = "She said: “It was never late.” Then the bell rang, and he went."
    document = structured(
        paragraph(text, Styled(0, 3, "em"), Link(31, 44, "https://example.org"), Foreign(40, 44, "de", GIVEN))
    )
    (leaf,) = found(document)
    marks = {type(mark): leaf.prose.text[mark.start : mark.end] for mark in leaf.prose.inlines}
    assert marks[Styled] == "She"
    assert marks[Link] == "Then the bell"
    assert marks[Foreign] == "bell"
    assert marks[Quote] == "“It was never late.”"
    assert any(isinstance(mark, Sentence) for mark in leaf.prose.inlines)


def test_a_list_that_is_only_typed_becomes_one_and_keeps_its_marks() -> None:
    first = paragraph("1. the rope", Styled(7, 11, "em"))
    document = structured(paragraph(TEXT), first, paragraph("2. the bell"), paragraph("3. the boy"), paragraph(TEXT))
    (listed,) = (block for section in document.sections for block in section.blocks if isinstance(block, List))
    item = listed.items[0].blocks[0]
    assert isinstance(item, Paragraph)
    assert item.prose.text == "the rope"
    assert item.prose.origin == -1
    assert [item.prose.text[m.start : m.end] for m in item.prose.inlines if isinstance(m, Styled)] == ["rope"]


def test_items_on_lines_of_one_paragraph_become_a_list() -> None:
    document = structured(paragraph("What is missing:\n• the rope\n• the bell\n• the boy"), paragraph(TEXT))
    (listed,) = (block for section in document.sections for block in section.blocks if isinstance(block, List))
    assert [leaf.prose.text for item in listed.items for leaf in leaves(item.blocks)] == [
        "the rope",
        "the bell",
        "the boy",
    ]


def test_furniture_that_a_page_has_left_is_known_by_its_words() -> None:
    document = structured(
        heading("Low", 2),
        paragraph(TEXT),
        paragraph(TEXT),
        heading("Share this article", 3),
        paragraph("Digg"),
    )
    assert headings(document) == [(2, "Low")]
    assert any(message.code == "S002" for message in document.messages)


# --------------------------------------------------------------------------------------------------------------- pieces
def test_a_piece_of_a_text_keeps_the_marks_on_it() -> None:
    prose = Prose("one two three", (Styled(0, 7, "em"), Anchor(4, 4, "a"), PageMark(8, 8, "7"), Link(8, 13, "#x")))
    assert piece_of(prose, 4) == Prose(
        "two three", (Styled(0, 3, "em"), Anchor(0, 0, "a"), PageMark(4, 4, "7"), Link(4, 9, "#x"))
    )
    assert piece_of(Prose("one two", origin=10), 4, 6) == Prose("tw", origin=14)


def test_what_is_bold_is_bold_in_all_its_letters() -> None:
    assert is_bold(Prose("“One”, two", (Styled(1, 4, "strong"), Styled(7, 10, "strong"))))
    assert not is_bold(Prose("One two", (Styled(0, 3, "strong"),)))
    assert not is_bold(Prose("One"))
    assert without_bold(Prose("One", (Styled(0, 3, "strong"), Styled(0, 1, "em")))).inlines == (Styled(0, 1, "em"),)
    assert joined([Prose("I", (Styled(0, 1, "em"),)), Prose("Two", (Styled(0, 3, "em"),))]).inlines == (
        Styled(0, 1, "em"),
        Styled(2, 5, "em"),
    )


def test_a_piece_of_a_text_in_pieces_stands_where_it_stood() -> None:
    prose = Prose("one\ntwo\nsix", pieces=(Piece(0, 10), Piece(4, 20), Piece(8, 30)))
    assert piece_of(prose, 5) == Prose("wo\nsix", pieces=(Piece(0, 21), Piece(3, 30)))
    assert piece_of(prose, 0, 6) == Prose("one\ntw", pieces=(Piece(0, 10), Piece(4, 20)))
    assert piece_of(prose, 4, 7) == Prose("two", origin=20)


def test_an_item_made_of_markup_stands_where_its_paragraph_does_not_behind_its_marker() -> None:
    document = structured(paragraph("1. tar", at=9), paragraph("2. rope", at=12))
    (made,) = [block for section in document.sections for block in section.blocks if isinstance(block, List)]
    assert [(item.blocks[0].span, item.marker) for item in made.items] == [(Span(9, 9), "1."), (Span(12, 12), "2.")]


# ------------------------------------------------------------------------------------------------ drafts of any kind
WRITTEN = st.sampled_from(
    ["", " ", "CHAPTER I", "_a_", "1", "—", "Dear Sir,", "Yours,", "Q: a?", "A: b.", "- a", "[1] a", "a[1]", TEXT]
)
LEAVES = st.builds(
    lambda kind, text, origin, at: kind(Prose(text, origin=origin), Span(at, at + len(text)), GIVEN),
    st.sampled_from([Paragraph, Paragraph, Paragraph, Heading, Title, Verse, Caption, Code, Byline, Boilerplate]),
    WRITTEN,
    st.sampled_from([-1, 0, 3]),
    st.sampled_from([0, 5]),
)
QUOTED = st.builds(lambda inner: BlockQuote(tuple(inner), Span(0, 0), GIVEN), st.lists(LEAVES, max_size=3))


@given(
    st.lists(st.one_of(LEAVES, QUOTED, st.just(SceneBreak(Span(0, 0), GIVEN))), min_size=1, max_size=8),
    st.sampled_from(["", "abc def\n\nghi"]),
)
@example([Paragraph(Prose("CHAPTER I", origin=0), Span(0, 9), GIVEN), paragraph(TEXT)], "")
@example([BlockQuote((), Span(0, 0), GIVEN), paragraph("")], "")
def test_no_index_error_for_a_draft_whose_blocks_or_text_are_empty(blocks: list[Block], source: str) -> None:
    document = structure(Draft("low.txt", source, Metadata(language="en"), tuple(blocks)))
    ids = [leaf.id for leaf in found(document)]
    assert all(ids)
    assert len(ids) == len(set(ids))


def headed(*blocks: Block) -> list[str]:
    document = structured(Title(Prose("Two ferries a week"), Span(0, 0), GIVEN), *blocks)
    found = [leaf for section in document.sections for leaf in leaves(section.blocks)]
    return [leaf.prose.text for leaf in found if isinstance(leaf, Heading)]


def test_a_line_in_bold_among_those_that_say_who_wrote_it_is_no_heading() -> None:
    text = paragraph(TEXT)
    front = [paragraph("By Ann Low"), paragraph("Friday, 18 January 2008"), bold("The Low Courier")]
    assert headed(*front, text, bold("Who is to pay"), text) == ["Who is to pay"]
    assert headed(bold("Who is to pay"), text, bold("What comes next"), text) == ["Who is to pay", "What comes next"]
    items = (
        Item((paragraph("Two ferries instead of five"),), Span(0, 0)),
        Item((paragraph("None of them on Sundays"),), Span(0, 0)),
    )
    points = List(items, Span(0, 0), GIVEN)
    assert headed(*front[:2], bold("In short"), points, text) == ["In short"]


def test_lines_in_bold_at_the_end_that_stand_over_nothing_are_no_headings() -> None:
    text = paragraph(TEXT)
    assert headed(text, bold("Who is to pay"), text, bold("Produced by Ann Low"), bold("Edited by Tom Pier")) == [
        "Who is to pay"
    ]
    assert headed(text, bold("Who is to pay"), text, bold("The council"), bold("Its members"), text)[:2] == [
        "Who is to pay",
        "The council",
    ]


def test_a_heading_that_says_who_wrote_it_and_when_is_a_byline() -> None:
    text = paragraph(TEXT)
    for line in ("By Ann Low", "Low News Service; with files from Reuters", "Friday, January 18, 2008"):
        assert headed(heading(line, 4), text, heading("Who is to pay", 2), text) == ["Who is to pay"]


def test_a_heading_that_begins_like_a_byline_is_one_of_several() -> None:
    text = paragraph(TEXT)
    assert headed(heading("By Train", 2), text, heading("By Boat", 2), text) == ["By Train", "By Boat"]

"""The plain cases: paragraphs, headings, emphasis, links, lists, in the order and with the words of the source."""

from __future__ import annotations

import pytest

from accessible.model.blocks import Aside, Dateline, Footnote, Heading, Item, Link, List, Paragraph, Styled
from accessible.model.document import leaves
from tests.readers.markup.made import blocks, made, only


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("<p>One  \n two</p>", "One two"),
        ("<p> <b> One </b> two </p>", "One two"),
        ("<p>One<br>two</p>", "One\ntwo"),
        ("<p>One <br> two</p>", "One\ntwo"),
        ("One", "One"),
        ("<div>One<wbr>two</div>", "Onetwo"),
        ("<p>One<em> two</em>three</p>", "One twothree"),
        ("<p>One\u00a0 two</p>", "One\u00a0 two"),
        ("<p>a &lt; b &amp;amp; c</p>", "a < b &amp; c"),
        ("<span>One</span><span>two</span>", "Onetwo"),
    ],
)
def test_white_space_is_as_html_has_it(text: str, read: str) -> None:
    assert only(text).prose.text == read


def test_text_between_blocks_is_paragraphs() -> None:
    found = blocks("<div>One<p>two</p>three<ul><li>four<p>five</p></li></ul>six</div>")
    assert [block.prose.text for block in found if isinstance(block, Paragraph)] == ["One", "two", "three", "six"]
    (listed,) = (block for block in found if isinstance(block, List))
    (item,) = listed.items
    assert isinstance(item, Item)
    assert [block.prose.text for block in item.blocks if isinstance(block, Paragraph)] == ["four", "five"]


def test_two_line_breaks_end_a_paragraph() -> None:
    found = blocks("<p>One <b>two<br><br>three</b><br>four<br> <br><br>five</p>")
    assert [block.prose.text for block in found if isinstance(block, Paragraph)] == ["One two", "three\nfour", "five"]
    second = found[1]
    assert isinstance(second, Paragraph)
    assert second.prose.inlines == (Styled(0, 5, "strong"),)


def test_marks_begin_and_end_at_words() -> None:
    leaf = only('<p>See <a href="/x?a=1&amp;b=2"> the <em> tide </em> tables </a>.</p>')
    assert leaf.prose.text == "See the tide tables ."
    assert leaf.prose.inlines == (Link(4, 19, "https://example.org/x?a=1&b=2"), Styled(8, 12, "em"))


def test_spans_are_where_the_words_stand() -> None:
    text = "<h1>\n Low &amp; high</h1><p>  The <i>tide</i> of <b>Low</b>.\n</p>tail"
    read = [text[block.span.start : block.span.end] for block in blocks(text)]
    assert read == ["Low &amp; high", "The <i>tide</i> of <b>Low</b>.", "tail"]


def test_headings_have_the_levels_that_they_were_given() -> None:
    found = blocks('<h1>A</h1><h3>B</h3><div role="heading" aria-level="4">C</div><p role="heading">D</p>')
    assert [(block.level, block.prose.text) for block in found if isinstance(block, Heading)] == [
        (1, "A"),
        (3, "B"),
        (4, "C"),
        (2, "D"),
    ]


def test_what_is_left_out_is_told_with_its_line() -> None:
    found = made('<p>One</p>\n<iframe src="https://example.org/map"></iframe>\n<p hidden>two</p>')
    assert [(message.code, message.place.line) for message in found.messages] == [("R011", 2), ("R015", 3)]


# ------------------------------------------------------------------------------------------------------------- letters
@pytest.mark.parametrize(
    ("opens", "closes"),
    [
        ('<blockquote epub:type="z3998:letter">', "</blockquote>"),
        ('<section epub:type="z3998:letter">', "</section>"),
        ('<div epub:type="z3998:letter">', "</div>"),
    ],
)
def test_the_parts_of_a_letter_are_what_their_author_called_them(opens: str, closes: str) -> None:
    found = blocks(
        f'{opens}<p class="dateline">Low, 3 May 1911</p>'
        '<p epub:type="z3998:salutation">Dear Sir,</p><p>It is found.</p>'
        '<footer><p epub:type="z3998:valediction">Yours,</p><div epub:type="z3998:signature"><p>Ilse</p></div></footer>'
        f"{closes}"
    )
    assert [(leaf.part, leaf.prose.text) for leaf in leaves(found) if isinstance(leaf, Paragraph)] == [
        ("dateline", "Low, 3 May 1911"),
        ("salutation", "Dear Sir,"),
        ("", "It is found."),
        ("valediction", "Yours,"),
        ("signature", "Ilse"),
    ]


def test_outside_of_a_letter_a_date_is_the_works_and_a_signature_a_paragraph() -> None:
    date, signature = blocks('<p class="dateline">Low, 3 May 1911</p><p epub:type="z3998:signature">Ilse</p>')
    assert isinstance(date, Dateline)
    assert isinstance(signature, Paragraph)
    assert not signature.part


# ---------------------------------------------------------------------------------------------------------------- boxes
@pytest.mark.parametrize(
    ("attributes", "kind"), [('role="note"', Aside), ('epub:type="note"', Footnote), ('role="doc-footnote"', Footnote)]
)
def test_a_remark_beside_the_text_is_no_footnote(attributes: str, kind: type[Aside | Footnote]) -> None:
    (block,) = blocks(f"<aside {attributes}><p>A box.</p></aside>")
    assert isinstance(block, kind)


def test_a_remark_that_the_text_refers_to_is_a_footnote() -> None:
    text = '<p>Low<a href="#n" role="doc-noteref">1</a></p><aside id="n" role="note"><p>A town.</p></aside>'
    _, note = blocks(text)
    assert isinstance(note, Footnote)
    assert note.label == "1"

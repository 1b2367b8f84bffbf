"""What pages of all kinds have beside plain text: notes in lists of terms and in tables, letters set as pictures,
numbers of lines, formulas that are written twice, sound and films, signs that lead from a heading to itself."""

from __future__ import annotations

import time

import pytest

from accessible.model.blocks import BlockQuote, Code, Definitions, Footnote, Heading, Image, NoteRef, Table
from accessible.model.document import images, written
from tests.readers.markup.made import made
from tests.renderers.pictures import picture

TEXT = "<p>One<a id=r1 href='#n1'>1</a> and two<a id=r2 href='#n2'>2</a>.</p>"


def words(text: str) -> list[str]:
    return [prose.text for _, prose in written(made(text).blocks)]


@pytest.mark.parametrize(
    "notes",
    [
        "<dl><dt id=n1><a href='#r1'>1</a></dt><dd>First.</dd><dt id=n2><a href='#r2'>2</a></dt><dd>Second.</dd></dl>",
        "<dl><dt>1</dt><dd id=n1>First. <a href='#r1'>back</a></dd><dt>[2]<dd id=n2>Second. <a href='#r2'>↩</a></dl>",
        "<table><tr id=n1><td><a href='#r1'>1</a><td>First.<tr id=n2><td><a href='#r2'>2</a><td>Second.</table>",
        "<table><tr><td><a id=n1 href='#r1'>1</a><td>First.<tr><td><a id=n2 href='#r2'>2</a><td>Second.</table>",
        "<table><tr><td id=n1>First. <a href='#r1'>^</a><td>x<tr><td id=n2>Second. <a href='#r2'>^</a><td>x</table>",
    ],
)
def test_notes_stand_in_lists_of_terms_and_in_tables_too(notes: str) -> None:
    blocks = made(TEXT + notes).blocks
    found = [block for block in blocks if isinstance(block, Footnote)]
    assert [(note.id, note.label) for note in found] == [("n1", "1"), ("n2", "2")]
    assert [prose.text for note in found for _, prose in written([note])] == ["First.", "Second."]
    marks = [mark for _, prose in written(blocks) for mark in prose.inlines]
    assert [mark.target for mark in marks if isinstance(mark, NoteRef)] == ["n1", "n2"]


def test_a_list_of_terms_that_a_link_leads_to_and_back_from_stays_one_with_its_other_terms() -> None:
    blocks = made(
        "<p>One<a id=r1 href='#n1'>1</a><dl><dt>Tide<dd>Comes.<dt>1<dd id=n1>A note <a href='#r1'>↩</a></dl>"
    ).blocks
    (terms,) = (block for block in blocks if isinstance(block, Definitions))
    assert [prose.text for _, prose in written([terms])] == ["Tide", "Comes."]
    assert isinstance(blocks[-1], Footnote)


def test_many_notes_take_no_time() -> None:
    references = "".join(f"<a id=r{at} href='#n{at}'>{at}</a> " for at in range(2_000))
    notes = "".join(f"<dt id=n{at}><a href='#r{at}'>{at}</a><dd>Note." for at in range(2_000))
    begun = time.process_time()
    found = made(f"<p>{references}<dl>{notes}</dl>")
    assert len([block for block in found.blocks if isinstance(block, Footnote)]) == 2_000
    assert time.process_time() - begun < 10


@pytest.mark.parametrize(
    ("text", "read", "pictures"),
    [
        ("<p><img src=t.png alt=T>he sea was calm.", "The sea was calm.", 0),
        ("<p><img src=t.png alt='“T'><span>he</span> sea", "“The sea", 0),
        ("<p><img src=t.png alt=A> sea", "sea", 1),
        ("<p>The <img src=t.png alt=x>-axis", "The -axis", 1),
        ("<p><img src=t.png alt=Map>of the sea", "of the sea", 1),
    ],
)
def test_the_picture_of_a_letter_is_the_letter(text: str, read: str, pictures: int) -> None:
    found = made(text, fetch=lambda address: picture("png"))
    said = [prose.text for block in found.blocks if not isinstance(block, Image) for _, prose in written([block])]
    assert said == [read]
    assert len(list(images(found.blocks))) == pictures


def test_the_numbers_of_lines_beside_code_are_not_read() -> None:
    text = "<table><tr><td><pre>9\n10\n</pre><td><pre>a = 1\nb = 2\n</pre></table>"
    found = made(text)
    (code,) = found.blocks
    assert isinstance(code, Code)
    assert code.prose.text == "a = 1\nb = 2"
    assert [message.code for message in found.messages] == ["R016"]


@pytest.mark.parametrize(
    "text",
    [
        "<table><tr><td>1<td><pre>a</pre><tr><td>2<td><pre>b</pre></table>",
        "<table><tr><td>9<br>7<td><pre>a\nb</pre></table>",
        "<table><tr><td>1<br>2<br>3<td><pre>a\nb</pre></table>",
    ],
)
def test_numbers_beside_code_that_are_not_those_of_its_lines_are_read(text: str) -> None:
    assert any(said[0].isdigit() for said in words(text))


def test_a_formula_that_is_there_for_readers_and_as_a_picture_is_read_once() -> None:
    text = (
        "<p>The power is <span><span style='display: none;'><math alttext='{\\displaystyle P=mgh}'><mi>P</mi></math>"
        "</span><img src=f.svg aria-hidden=true alt='{\\displaystyle P=mgh}'></span> here."
    )
    found = made(text)
    assert words(text) == ["The power is P=mgh here."]
    assert not found.messages


def test_a_formula_whose_words_are_tex_is_read_by_its_signs() -> None:
    text = (
        "<p>Let <math alttext='{\\displaystyle {\\overline {a}}_{ij}}'>"
        "<msub><mi>a</mi><mrow><mi>i</mi><mi>j</mi></mrow></msub></math> be given.</p>"
    )
    (said,) = words(text)
    assert "\\" not in said
    assert said.startswith("Let a")
    assert [message.code for message in made(text).messages] == ["R013"]


def test_signs_that_lead_from_headings_to_themselves_are_told_once() -> None:
    text = "<h2 id=a>One<a href='#a'>¶</a></h2><h2 id=b>Two <a href='#b'>¶</a></h2>"
    found = made(text)
    assert [block.prose.text for block in found.blocks if isinstance(block, Heading)] == ["One", "Two"]
    (message,) = found.messages
    assert (message.code, message.text) == ("R016", "2 links of headings to themselves were left out ('¶').")


def test_a_table_of_numbers_is_a_table() -> None:
    (table,) = made("<table><tr><th>A<th>B<tr><td>1<td>2</table>").blocks
    assert isinstance(table, Table)


def test_a_line_with_a_dash_behind_the_paragraphs_of_an_extract_says_whose_it_is() -> None:
    text = "<blockquote><p>It is shut.</p>\n— The Council (@c) <a href='https://example.org/1'>1 May</a>\n</blockquote>"
    (quote,) = made(text).blocks
    assert isinstance(quote, BlockQuote)
    assert quote.attribution is not None
    assert quote.attribution.text == "— The Council (@c) 1 May"
    assert [prose.text for _, prose in written(quote.blocks)] == ["It is shut."]


@pytest.mark.parametrize(
    "text", ["<blockquote>— One\n said so</blockquote>", "<blockquote><p>One</p>two three</blockquote>"]
)
def test_other_text_in_an_extract_is_of_it(text: str) -> None:
    (quote,) = made(text).blocks
    assert isinstance(quote, BlockQuote)
    assert quote.attribution is None


@pytest.mark.parametrize("name", ["section", "div", "aside", "blockquote"])
def test_an_epigraph_says_whose_it_is_whatever_element_it_is(name: str) -> None:
    text = f"<{name} role=doc-epigraph><p>The sea is not full.</p><p class=attribution>The Preacher</p></{name}>"
    (quote,) = made(text).blocks
    assert isinstance(quote, BlockQuote)
    assert (quote.kind, quote.attribution.text if quote.attribution else "") == ("epigraph", "The Preacher")


@pytest.mark.parametrize(
    ("formula", "line"),
    [
        ("<mfrac><mn>1</mn><mn>2</mn></mfrac>", "1/2"),
        ("<mi>a</mi><mo>=</mo><mfrac><mrow><mi>b</mi><mo>+</mo><mn>1</mn></mrow><mi>c</mi></mfrac>", "a = (b + 1)/c"),
        ("<msup><mi>x</mi><mn>2</mn></msup><msub><mi>y</mi><mi>i</mi></msub>", "x^2 y_i"),
        ("<msubsup><mo>∫</mo><mn>0</mn><mn>1</mn></msubsup>", "∫_0^1"),
        ("<msqrt><mi>a</mi><mo>+</mo><mi>b</mi></msqrt><mroot><mi>x</mi><mn>3</mn></mroot>", "√(a + b) 3√x"),
        ("<mtable><mtr><mtd>1</mtd><mtd>2</mtd></mtr><mtr><mtd>3</mtd><mtd>4</mtd></mtr></mtable>", "1, 2; 3, 4"),
        ("<semantics><mi>x</mi><annotation encoding='application/x-tex'>\\\\x</annotation></semantics>", "x"),
        ("<mfrac><mn>1</mn></mfrac>", "1"),
    ],
)
def test_a_formula_without_words_is_read_on_one_line(formula: str, line: str) -> None:
    assert words(f"<p>So <math>{formula}</math> it is.") == [f"So {line} it is."]

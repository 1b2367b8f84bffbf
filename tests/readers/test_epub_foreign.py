"""What books hold that web pages do not: drawings and old formats as pages, variants, pronunciations, covers, words
that style sheets write, descriptions with markup in them."""

from __future__ import annotations

import pytest

from accessible.model.blocks import (
    Aside,
    Figure,
    Footnote,
    Heading,
    List,
    NoteRef,
    PageBreak,
    Paragraph,
    Verse,
)
from accessible.model.draft import Contributor
from accessible.readers.scraps import words_of
from tests.readers.ebooks import ABOUT, PNG, book, page
from tests.readers.test_epub_unruly import item, package, packed, read_book, texts, told


# ------------------------------------------------------------ pages of other kinds
def test_the_words_of_a_drawing_that_is_a_page_are_read() -> None:
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" xml:lang="fr"><title>La baie</title>'
        "<metadata>Made by a tool</metadata>"
        '<path d="M0 0"/><g><text x="1" y="1"><tspan x="1" y="1">Forty</tspan>'
        '<tspan x="1" dy="9">fathoms</tspan></text>'
        "</g><text>deep</text></svg>"
    )
    draft = read_book(book({"one.xhtml": page("<p>One.</p>"), "two.svg": drawing}))
    assert texts(draft) == ["One.", "La baie", "Forty\nfathoms", "deep"]
    assert [message.code for message in draft.messages] == ["R012", "R015"]
    assert "Made by a tool" in told(draft, "R015")[0].text


def test_a_talking_book_of_daisy_is_read_with_its_structure() -> None:
    text = (
        '<dtbook xmlns="http://www.daisy.org/z3986/2005/dtbook/" version="2005-2" xml:lang="en"><head>'
        "<title>T</title></head>"
        "<book><frontmatter><doctitle>The tide tables</doctitle><docauthor>Ilse Corran</docauthor>"
        "</frontmatter><bodymatter>"
        '<level1><h1>One</h1><pagenum id="p1" page="normal">1</pagenum><p>The bell'
        '<noteref idref="#n1">1</noteref> fell.</p>'
        '<note id="n1"><p>It was bronze.</p></note><level2><h2>Under it</h2><list type="ol"><li>one'
        "</li><li>two</li></list>"
        "<sidebar><hd>A box</hd><p>In it.</p></sidebar></level2><poem><linegroup><line>The tower stands,</line>"
        "<line>the barn is red.</line></linegroup></poem><imggroup><img src='m.png' alt='A mast'/>"
        "<caption>The mast</caption>"
        "</imggroup></level1><level><hd>Two</hd><p>The end.</p></level></bodymatter></book></dtbook>"
    )
    items = item("one.xml", media_type="application/x-dtbook+xml") + item("m.png", name="m", media_type="image/png")
    draft = read_book(packed(items, {"one.xml": text, "m.png": PNG}))
    headings = [(block.level, block.prose.text) for block in draft.blocks if isinstance(block, Heading)]
    assert headings == [(1, "One"), (2, "Under it"), (1, "Two")]
    assert [block.label for block in draft.blocks if isinstance(block, PageBreak)] == ["1"]
    (note,) = [block for block in draft.blocks if isinstance(block, Footnote)]
    (reference,) = [
        mark
        for block in draft.blocks
        if isinstance(block, Paragraph)
        for mark in block.prose.inlines
        if isinstance(mark, NoteRef)
    ]
    assert (note.label, reference.target) == ("1", note.id)
    assert [block.prose.text for block in draft.blocks if isinstance(block, Verse)] == [
        "The tower stands,\nthe barn is red."
    ]
    assert [block.ordered for block in draft.blocks if isinstance(block, List)] == [True]
    assert sum(isinstance(block, Aside) for block in draft.blocks) == 1
    (figure,) = [block for block in draft.blocks if isinstance(block, Figure)]
    assert figure.caption is not None
    assert figure.caption.prose.text == "The mast"
    assert draft.messages == ()


def test_a_picture_of_another_kind_has_one_that_stands_in_for_it() -> None:
    items = item("one.xhtml") + item("a.tif", name="t", media_type="image/tiff", more='fallback="p"')
    items += item("b.png", name="p", media_type="image/png")
    text = page('<p>One.</p><img src="a.tif" alt="A mast"/>')
    draft = read_book(packed(items, {"one.xhtml": text, "a.tif": b"II*\0", "b.png": PNG}))
    assert [picture.data for picture in draft.pictures] == [PNG]
    assert draft.messages == ()


# ------------------------------------------------------------ what is there for some only
def test_of_the_variants_of_a_switch_the_one_for_everybody_is_read() -> None:
    case = '<epub:case required-namespace="http://www.example.org/chem"><p>CH4</p></epub:case>'
    default = "<epub:default><p>Marsh gas.</p></epub:default>"
    draft = read_book(book({"one.xhtml": page(f"<epub:switch>{case}{default}</epub:switch>")}))
    assert texts(draft) == ["Marsh gas."]
    assert "CH4" in told(draft, "R015")[0].text
    assert texts(read_book(book({"one.xhtml": page(f"<epub:switch>{case}</epub:switch>")}))) == ["CH4"]


def test_how_words_are_said_is_told() -> None:
    ssml = 'xmlns:ssml="http://www.w3.org/2001/10/synthesis" ssml:ph="lid" ssml:alphabet="ipa"'
    items = item("one.xhtml") + item("l.pls", name="l", media_type="application/pls+xml")
    draft = read_book(
        packed(items, {"one.xhtml": page(f"<p>The <span {ssml}>lead</span>.</p>"), "l.pls": "<lexicon/>"})
    )
    assert texts(draft) == ["The lead."]
    assert sorted(message.place.file for message in told(draft, "R017")) == ["OEBPS/one.xhtml", "OEBPS/p.opf"]


def test_words_that_a_style_sheet_writes_are_told_where_something_has_them() -> None:
    sheet = (
        '/* .b::after { content: "never" } */ .note::before{content:"\\4e ote: "} h1:before, '
        "h6::before{color:red;content:"
        "'Part ' counter(p)} .q::before { content: '\\201C' } @media print { p.gone::after { content: 'Nobody' } }"
    )
    body = '<h1>One</h1><p class="note q">The bell fell.</p><p class="b">It rose.</p>'
    draft = read_book(book({"one.xhtml": page(body), "s.css": sheet}))
    (message,) = told(draft, "R036")
    assert message.text.endswith("'Note: ' (.note::before), 'Part ' (h1:before).")
    assert message.place.file == "OEBPS/s.css"
    inside = read_book(book({"one.xhtml": page(body, head=f"<style>{sheet}</style>")}))
    assert [message.place.file for message in told(inside, "R036")] == ["OEBPS/one.xhtml"]


def test_a_style_sheet_of_nothing_but_braces_is_read_in_time() -> None:
    sheet = "{" * 200_000 + "content" + "}" * 200_000 + "a::before{content:'" * 20_000
    assert told(read_book(book({"one.xhtml": page("<p>One.</p>"), "s.css": sheet})), "R036") == []


def test_some_pages_of_a_fixed_layout_are_told() -> None:
    opf = package(item("one.xhtml"), '<itemref idref="a" properties="rendition:layout-pre-paginated"/>')
    assert [message.code for message in read_book(book({"one.xhtml": page("<p>One.</p>")}, package=opf)).messages] == [
        "R031"
    ]


# ------------------------------------------------------------------------------------------------------------ the cover
@pytest.mark.parametrize(
    "over", ["<h1>Cover</h1>", "<h1>The Tide Tables</h1>", "<p>Front Cover</p>", "<h2>Titelbild</h2>"]
)
def test_a_page_of_the_cover_that_says_so_is_no_text(over: str) -> None:
    files: dict[str, str | bytes] = {
        "cover.xhtml": page(f'{over}<div><img src="c.png" alt=""/></div>'),
        "one.xhtml": page("<h1>One</h1><p>The bell fell.</p>"),
        "c.png": PNG,
    }
    guide = '<reference type="cover" title="Titelbild" href="cover.xhtml"/>'
    for name in ("f2", "c.png", "OEBPS/c.png"):  # its id; what many books have there
        about = ABOUT + f'<meta name="cover" content="{name}"/>'
        draft = read_book(book(files, about=about, guide=guide, version="2.0", properties={}))
        assert texts(draft) == ["One", "The bell fell."]
        assert draft.metadata.cover == "c.png"


def test_a_page_with_the_cover_and_more_than_its_title_is_text() -> None:
    files: dict[str, str | bytes] = {
        "cover.xhtml": page('<p>Printed at Low.</p><div><img src="c.png" alt=""/></div>'),
        "one.xhtml": page("<h1>One</h1><p>The bell fell.</p>"),
        "c.png": PNG,
    }
    assert "Printed at Low." in texts(read_book(book(files, about=f'{ABOUT}<meta name="cover" content="c.png"/>')))


# ------------------------------------------------------------ what it is said to be
@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("<div><p>One.</p><p>Two<br/>lines &amp; a <i>half</i>-word.</p></div>", "One. Two lines & a half-word."),
        ("<ul><li>One</li><li>Two</li></ul><script>x()</script>", "One Two"),
        ("AT&T has 5 < 6 in its <3 ads", "AT&T has 5 < 6 in its <3 ads"),
        ("AT&amp;T", "AT&T"),
        ("<p>Left <b>open", "Left open"),
        ("A line\nand  another", "A line and another"),
    ],
)
def test_words_are_taken_out_of_markup_and_left_alone_without_it(written: str, said: str) -> None:
    assert words_of(written) == said


@pytest.mark.parametrize(
    "written",
    ["<p>All the tides.</p><p>And <i>more</i>.</p>", "&lt;p&gt;All the tides.&lt;/p&gt;&lt;p&gt;And more.&lt;/p&gt;"],
)
def test_a_description_is_words(written: str) -> None:
    about = f"{ABOUT}<dc:description> </dc:description><dc:description>{written}</dc:description>"
    said = read_book(book({"one.xhtml": page("<p>One.</p>")}, about=about)).metadata.description
    assert said.replace(" .", ".") == "All the tides. And more."


# ------------------------------------------------------------------------------------------------------------- notes
def test_notes_of_docutils_are_notes_and_the_chapter_around_them_was_one() -> None:
    body = (
        '<section id="s"><h1>One</h1><p>The bell<a href="#f1" id="r1">1</a> fell<a href="#f2" id="r2">2</a>.</p>'
        "</section>"
        '<section id="t"><h2>Two</h2><p>It rose<a href="#f1" id="r3">1</a>.</p><dl class="footnote brackets">'
        '<dt class="label" id="f1"><span class="brackets">1</span>(<a href="#r1">1</a>,<a href="#r3">2</a>)</dt>'
        '<dd><p>It was bronze.</p></dd><dt class="label" id="f2"><a href="#r2">2</a></dt>'
        "<dd><p>At night.</p></dd></dl>"
        "<dl><dt>neap</dt><dd>The lowest tide.</dd></dl></section>"
    )
    draft = read_book(book({"one.xhtml": page(body)}))
    notes = [(block.label, block.id) for block in draft.blocks if isinstance(block, Footnote)]
    assert notes == [("1", "OEBPS/one.xhtml#f1"), ("2", "OEBPS/one.xhtml#f2")]
    assert [block.prose.text for block in draft.blocks if isinstance(block, Heading)] == ["One", "Two"]
    assert texts(draft)[-4:] == ["It was bronze.", "At night.", "neap", "The lowest tide."]
    assert draft.messages == ()


def test_the_number_of_the_line_that_a_note_leads_back_to_was_lost() -> None:
    body = (
        '<p id="l60">Unreal City,<a epub:type="noteref" href="#n">*</a></p><p id="r2">Fog<a epub:type="noteref" '
        'href="#m">2</a></p><div epub:type="rearnote" id="n"><p><a href="#l60">60.</a> Cf. Baudelaire.</p></div>'
        '<div epub:type="rearnote" id="m"><p><a href="#r2">2</a> Or mist.</p></div>'
    )
    draft = read_book(book({"one.xhtml": page(body)}))
    assert texts(draft)[-2:] == ["60. Cf. Baudelaire.", "Or mist."]


def test_attributes_of_persons_have_whatever_prefix_the_package_has() -> None:
    about = (
        '<dc:title>Tides</dc:title><dc:language>en</dc:language><dc:identifier id="id" ns0:scheme="ISBN" '
        'xmlns:ns0="http://www.idpf.org/2007/opf">0306406152</dc:identifier><dc:creator ns0:role="aut" '
        'ns0:file-as="Corran, Ilse">Ilse Corran</dc:creator><dc:creator role="trl">Odile Marsh</dc:creator>'
        '<dc:contributor id="c">Tove Breck</dc:contributor><meta refines="#c" property="role" '
        'scheme="marc:relators">http://id.loc.gov/vocabulary/relators/ill</meta>'
    )
    known = read_book(book({"one.xhtml": page("<p>One.</p>")}, about=about)).metadata
    assert known.creators == ("Ilse Corran",)
    assert known.file_as == (("Ilse Corran", "Corran, Ilse"),)
    assert known.contributors == (Contributor("Odile Marsh", "trl"), Contributor("Tove Breck", "ill"))
    assert known.identifier == "urn:isbn:9780306406157"


def test_what_the_metadata_have_no_place_for_is_told() -> None:
    about = (
        f"{ABOUT}<dc:title>Another title</dc:title><dc:coverage>Low, 1905</dc:coverage><dc:language>fr</dc:language>"
        "<dc:language>EN</dc:language><dc:publisher>Low Press</dc:publisher><dc:publisher>High Press</dc:publisher>"
        "<dc:identifier>doi:10.1000/182</dc:identifier><dc:type>text</dc:type>"
    )
    draft = read_book(book({"one.xhtml": page("<p>One.</p>")}, about=about))
    (message,) = told(draft, "R040")
    assert message.text.endswith(
        "type 'text', coverage 'Low, 1905', title 'Another title', publisher 'High Press', language 'fr', "
        "identifier 'doi:10.1000/182'."
    )

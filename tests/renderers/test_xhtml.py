"""Blocks become the elements that say what they are."""

from __future__ import annotations

import pytest
from lxml import etree
from msgspec.structs import replace

from accessible.model.blocks import (
    Aside,
    Block,
    Byline,
    Caption,
    Code,
    Link,
    PullQuote,
    SceneBreak,
    Styled,
    Subtitle,
    Title,
    Verse,
)
from accessible.model.document import Document, Speaker
from accessible.model.draft import Lines, Metadata
from accessible.model.narration import Clip, Narration, Track
from accessible.model.publication import Publication
from accessible.renderers import render
from tests.renderers import gold
from tests.renderers.builder import (
    HAND,
    NOWHERE,
    block_quote,
    bullets,
    document,
    footnote,
    heading,
    leaf,
    of_kinds,
    page_break,
    paragraph,
    title,
)

XHTML = "{http://www.w3.org/1999/xhtml}"
TYPE = "{http://www.idpf.org/2007/ops}type"


def page(doc: Document | Publication, number: int = 1) -> etree._Element:
    """The content document of a section."""
    publication = render(doc, None) if isinstance(doc, Document) else doc
    data = next(resource.data for resource in publication.resources if resource.id == f"c{number:04}")
    return etree.fromstring(data)


def body(*blocks: Block, metadata: Metadata | None = None) -> str:
    """What blocks become, without the namespaces and the section around."""
    root = page(document(blocks, metadata=metadata)).find(f"{XHTML}body")
    assert root is not None
    text = "".join(etree.tostring(child, encoding="unicode", with_tail=True) for child in root[0])
    for namespace in ("http://www.w3.org/1999/xhtml", "http://www.idpf.org/2007/ops"):
        text = text.replace(f' xmlns="{namespace}"', "").replace(f' xmlns:epub="{namespace}"', "")
    return text.strip()


def test_a_title_with_its_company_is_a_header() -> None:
    assert body(title("Fire"), leaf(Subtitle, "At night"), leaf(Byline, "By Ada")) == (
        '<header>\n<hgroup>\n<h1 id="s1b0"><span id="s1b0s1">Fire</span></h1>\n'
        '<p id="s1b1" epub:type="subtitle" role="doc-subtitle"><span id="s1b1s1">At night</span></p>\n</hgroup>\n'
        '<p id="s1b2" class="byline"><span id="s1b2s1">By Ada</span></p>\n</header>'
    )


def test_a_title_alone_has_nothing_around_it() -> None:
    assert body(title("Fire")) == '<h1 id="s1b0"><span id="s1b0s1">Fire</span></h1>'


def test_a_caption_without_its_picture_is_a_paragraph() -> None:
    assert body(leaf(Caption, "Smoke.")) == '<p id="s1b0" class="caption"><span id="s1b0s1">Smoke.</span></p>'


def test_verse_keeps_its_lines_and_code_its_spaces() -> None:
    assert body(leaf(Verse, "One,\n  two.|\nThree.")) == (
        '<div class="poem" epub:type="z3998:verse">\n'
        '<p id="s1b0" class="verse"><span id="s1b0s1">One,<br/>  two.</span><br/><span id="s1b0s2">Three.</span></p>\n'
        "</div>"
    )
    assert body(leaf(Code, "if a:\r\n    b < c")) == (
        '<pre tabindex="0"><code id="s1b0"><span id="s1b0s1">if a:\n    b &lt; c</span></code></pre>'
    )


def test_line_breaks_of_the_source_are_spaces_and_nothing_else_changes() -> None:
    root = page(document([paragraph("A line\nof  “the”\u00a0source.| And\r\nmore.")]))
    text = "".join(root.find(f".//{XHTML}p").itertext())  # type: ignore[union-attr]
    assert text == "A line of  “the”\u00a0source. And more."


def test_sentences_of_chinese_have_no_space_between_them() -> None:
    root = page(document([paragraph("港口開放。|她很高興。")]))
    assert "".join(root.find(f".//{XHTML}p").itertext()) == "港口開放。她很高興。"  # type: ignore[union-attr]


def test_an_attribution_stands_outside_of_what_is_quoted() -> None:
    assert body(block_quote(paragraph("Lit at nine."), attribution="The log")) == (
        '<figure id="s1b0">\n<blockquote>\n<p id="s1b0b0"><span id="s1b0b0s1">Lit at nine.</span></p>\n</blockquote>\n'
        '<figcaption><cite><span id="s1b0as1">The log</span></cite></figcaption>\n</figure>'
    )
    assert body(block_quote(paragraph("Lit."))).startswith('<blockquote id="s1b0">\n<p')


def test_no_cite_stands_in_a_cite() -> None:
    quote = block_quote(paragraph("Lit at nine."), attribution="The log of Low")
    assert quote.attribution is not None
    cited = replace(quote.attribution, inlines=(*quote.attribution.inlines, Styled(4, 7, "cite"), Styled(8, 14, "em")))
    shown = body(replace(quote, attribution=cited))
    assert shown.count("<cite") == 1
    assert "<em>of Low</em>" in shown


def test_lists_begin_where_the_author_began() -> None:
    assert '<ol id="s1b0" start="3">\n<li id="s1b0i0">' in body(bullets([paragraph("C")], ordered=True, first=3))
    assert '<ol id="s1b0">' in body(bullets([paragraph("A")], ordered=True))
    assert '<ul id="s1b0">' in body(bullets([paragraph("A")]))


def test_the_number_of_a_note_is_seen_and_is_its_name_but_is_heard_once() -> None:
    assert body(footnote("1", paragraph("See the log."))) == (
        '<aside id="s1b0" epub:type="footnote" role="doc-footnote" aria-label="1">\n<p id="s1b0b0">'
        '<span class="label" aria-hidden="true">1</span> <span id="s1b0b0s1">See the log.</span></p>\n</aside>'
    )


def test_breaks() -> None:
    assert body(paragraph("A"), SceneBreak(NOWHERE, HAND), page_break("iv"), page_break("")) == (
        '<p id="s1b0"><span id="s1b0s1">A</span></p>\n<hr id="s1b1"/>\n'
        '<span id="s1b2" aria-label="iv" epub:type="pagebreak" role="doc-pagebreak"/>'
    )


def test_a_pull_quote_that_repeats_the_text_is_hidden_from_screen_readers() -> None:
    repeated = body(paragraph("She said: nobody saw it."), leaf(PullQuote, "“Nobody saw it”"))
    assert '<blockquote epub:type="pullquote" role="doc-pullquote" aria-hidden="true">' in repeated
    new = body(paragraph("She said: nobody saw it."), leaf(PullQuote, "Nobody"), leaf(PullQuote, "Body saw"))
    assert new.count("aria-hidden") == 1  # "body saw" begins inside a word


def test_a_pull_quote_that_is_spoken_is_not_hidden() -> None:
    doc = document([paragraph("Nobody saw it."), leaf(PullQuote, "Nobody saw it.")])
    track = Track("s1", "A", "a.mp3", "audio/mpeg", 1000, 2000, (Clip("s1b0s1", 0, 1000), Clip("s1b1s1", 1000, 2000)))
    publication = render(doc, Narration("tone", (), (track,)))
    assert b"aria-hidden" not in next(r.data for r in publication.resources if r.id == "c0001")
    overlay = next(r.data for r in publication.resources if r.id == "o0001").decode()
    assert '<par epub:type="pullquote">' in overlay


def test_a_quotation_says_its_kind_and_its_speaker() -> None:
    doc = document(
        [paragraph("[direct:a spokesman:“No,”]| he said.| She called it [scare:“odd”].")],
        speakers=(Speaker("a spokesman", named=False),),
    )
    spoken, odd = page(doc).findall(f".//{XHTML}span[@class='quote']")
    assert dict(spoken.attrib) == {
        "id": "s1b0q1",
        "class": "quote",
        "data-kind": "direct",
        "data-speaker": "a spokesman",
        "data-cue": "explicit",
        "data-speaker-named": "false",
    }
    assert dict(odd.attrib) == {"id": "s1b0q2", "class": "quote", "data-kind": "scare"}
    assert [span.get("id") for span in spoken] == ["s1b0s1"]


def test_the_further_pieces_of_a_cut_quotation_name_the_first() -> None:
    spans = page(document([paragraph("He [partial:Ada:“came.| And] so” on.")])).findall(
        f".//{XHTML}span[@class='quote']"
    )
    assert [(span.get("id"), span.get("data-continues")) for span in spans] == [("s1b0q1", None), (None, "s1b0q1")]
    assert {span.get("data-speaker") for span in spans} == {"Ada"}


def test_languages_and_directions() -> None:
    metadata = Metadata(title="T", language="en")
    mixed = page(document([paragraph("Oui.", language="fr"), paragraph("לא", language="he")], metadata=metadata))
    french, hebrew = mixed.findall(f".//{XHTML}p")
    assert (french.get("lang"), french.get("dir")) == ("fr", None)
    assert (hebrew.get("lang"), hebrew.get("dir")) == ("he", "rtl")
    assert mixed.get("lang") == mixed.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
    assert mixed.get("dir") is None

    metadata = Metadata(title="T", language="ar-EG")
    mixed = page(document([paragraph("نعم"), paragraph("Yes.", language="en")], metadata=metadata))
    assert mixed.get("dir") == "rtl"
    assert [p.get("dir") for p in mixed.findall(f".//{XHTML}p")] == [None, "ltr"]


def test_an_article_is_one_and_its_further_sections_are_sections_under_their_headings() -> None:
    doc = document([title("Fire"), paragraph("A.")], [heading("Then"), paragraph("B.")])
    first, second = (page(doc, number).find(f"{XHTML}body")[0] for number in (1, 2))  # type: ignore[index]
    assert (first.tag, first.get("aria-labelledby"), first.get("role")) == (f"{XHTML}article", "s1b0", None)
    assert (second.tag, second.get("aria-labelledby"), second.get("role")) == (f"{XHTML}section", "s2b0", None)


def test_parts_chapters_and_prefaces_of_a_book() -> None:
    doc = document(
        [title("Book")],
        [heading("Preface"), paragraph("P.")],
        [heading("Part One")],
        [heading("Chapter 1", 3), paragraph("A.")],
        [heading("A scene", 4), paragraph("A.")],
        [heading("Copyright"), paragraph("C.")],
        kind="book",
    )
    doc = of_kinds(doc, "", "preface", "part", "chapter", "", "copyright-page")
    roots = [page(doc, number).find(f"{XHTML}body")[0] for number in range(1, 7)]  # type: ignore[index]
    assert [root.get("role") for root in roots] == [None, "doc-preface", "doc-part", "doc-chapter", None, None]
    assert [root.get(TYPE) for root in roots] == [None, "preface", "part", "chapter", None, "copyright-page"]
    assert {root.tag for root in roots} == {f"{XHTML}section"}


def test_a_section_without_heading_has_a_name_all_the_same() -> None:
    root = page(document([paragraph("Hello there.")], metadata=Metadata())).find(f"{XHTML}body")
    assert root is not None
    assert root[0].get("aria-label") == "Hello there."


def test_characters_that_xml_forbids_do_not_stop_the_book_and_are_told() -> None:
    publication = render(document([Title(leaf(Title, "A\x01B\ufffe").prose, NOWHERE, HAND)]), None)  # type: ignore[union-attr]
    assert "".join(page(publication).find(f".//{XHTML}h1").itertext()) == "AB"  # type: ignore[union-attr]
    assert [(message.code, message.place.id) for message in publication.messages] == [("P010", "s1b0")]


def test_lines_that_were_never_structured_are_refused() -> None:
    doc = document([paragraph("A.")])
    raw = replace(doc, sections=(replace(doc.sections[0], blocks=(Lines(NOWHERE),)),))
    with pytest.raises(ValueError, match="no rule"):
        render(raw, None)


def test_what_belongs_to_a_letter_says_what_it_is_there() -> None:
    parts = [("dateline", "Low, 3 May"), ("salutation", "Dear Ada,"), ("", "Come."), ("valediction", "Yours,")]
    made = page(document([replace(paragraph(text), part=part) for part, text in parts]))  # type: ignore[arg-type]
    assert [(child.get("class"), child.get(TYPE), child.get("role")) for child in made.iter(f"{XHTML}p")] == [
        ("dateline", None, None),
        (None, "z3998:salutation", None),
        (None, None, None),
        (None, "z3998:valediction", None),
    ]


def test_an_aside_without_a_heading_is_a_note_and_one_with_a_heading_has_its_name() -> None:
    unnamed = Aside((paragraph("A."),), NOWHERE, HAND)
    named = Aside((heading("B", 3), paragraph("C.")), NOWHERE, HAND)
    found = page(gold.document(gold.section(title("T"), unnamed, named))).iter(f"{XHTML}aside")
    assert [(aside.get("role"), aside.get("aria-labelledby")) for aside in found] == [("note", None), (None, "s1-b5")]


@pytest.mark.parametrize("leads", [True, False])
def test_an_index_is_for_navigation_when_something_in_it_leads_somewhere(leads: bool) -> None:
    entry = paragraph("lamp, 7")
    if leads:
        entry = replace(entry, prose=replace(entry.prose, inlines=(*entry.prose.inlines, Link(6, 7, "https://a.org"))))
    sections = (gold.section(title("T")), gold.section(heading("Index"), bullets([entry]), kind="index"))
    made = page(gold.document(*sections), 2)
    (around,) = made.iter(f"{XHTML}section")
    assert (around.get(TYPE), around.get("role")) == (("index", "doc-index") if leads else (None, None))

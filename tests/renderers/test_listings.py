"""The lists of a book: what is in them, that they can be spoken, and that what is spoken is what stands there."""

from __future__ import annotations

import pytest
from lxml import etree
from msgspec.structs import replace

from accessible.model.blocks import Foreign, Heading, Sentence
from accessible.model.document import Document, written
from accessible.model.draft import Metadata
from accessible.model.publication import Publication
from accessible.renderers import COVER, render, with_listings
from accessible.renderers.listings import CONTENTS_ID, SPEAKERS_ID
from tests.renderers.builder import HAND, bullets, heading, paragraph, table, title
from tests.renderers.gold import KINDS, article, document, exhibit, figure, image, section, voiced

NS = {"h": "http://www.w3.org/1999/xhtml"}


def page(publication: Publication, name: str) -> etree._Element:
    return etree.fromstring(next(resource.data for resource in publication.resources if resource.id == name))


def listed(doc: Document, kind: str) -> list[tuple[str, str]]:
    links = page(render(doc, None), "nav").iterfind(f".//h:nav[@id='{kind}']//h:a", NS)
    return [(link.text or "", link.get("href", "")) for link in links]


# -------------------------------------------------------------------------------------------------------- what is said
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_spoken_is_what_stands_under_the_same_id(kind: str) -> None:
    doc = KINDS[kind]()
    publication = render(doc, voiced(doc))
    cover, *sections = with_listings(doc).sections[len(doc.sections) :]
    assert cover.id == COVER
    assert sections[0].id == CONTENTS_ID
    for made, name in zip(sections, ("nav", SPEAKERS_ID), strict=False):
        there = {element.get("id"): "".join(element.itertext()) for element in page(publication, name).iter("*")}
        said = {
            mark.id: prose.text[mark.start : mark.end]
            for _, prose in written(made.blocks)
            for mark in prose.inlines
            if isinstance(mark, Sentence)
        }
        assert said
        assert {name: there[name] for name in said} == said


def test_everything_that_can_be_read_in_them_is_spoken() -> None:
    from accessible.renderers.overlay import wholly_spoken

    doc = article()
    publication = render(doc, voiced(doc))
    spoken = {clip.id for track in voiced(doc).tracks for clip in track.clips}
    for name in ("nav", "speakers"):
        body = page(publication, name)[-1]
        for hidden in body.findall("h:nav[@hidden]", NS):
            body.remove(hidden)
        assert wholly_spoken(body, spoken)


def test_the_contents_are_a_page_of_the_book_when_they_are_spoken_and_only_then() -> None:
    doc = article()
    spoken = render(doc, voiced(doc))
    assert spoken.spine[:2] == ("cover-page", "nav")
    assert [landmark.type for landmark in spoken.landmarks] == ["cover", "toc", "bodymatter"]
    silent = render(doc, voiced(doc, lists=False))
    assert "nav" not in silent.spine
    assert [landmark.type for landmark in silent.landmarks] == ["cover", "bodymatter"]
    summaries = [
        next(p.value for p in publication.properties if p.property == "schema:accessibilitySummary")
        for publication in (spoken, silent)
    ]
    assert ["is not read aloud" in summary for summary in summaries] == [False, True]


def test_their_overlays_come_in_the_order_of_the_spine() -> None:
    doc = article()
    publication = render(doc, voiced(doc))
    overlays = [r.id for r in publication.resources if r.media_type == "application/smil+xml"]
    assert overlays == ["nav-overlay", "o0001", "o0002", "speakers-overlay"]
    by_page = {r.id: r.overlay for r in publication.resources if r.overlay}
    assert [by_page[name] for name in publication.spine if name in by_page] == overlays


def test_words_of_another_language_say_so_where_they_are_spoken() -> None:
    french = Heading(replace(heading("Le port").prose, language="fr"), heading("").span, HAND)
    doc = document(section(title("T")), section(french, paragraph("A.")))
    doc = replace(doc, metadata=Metadata(title="T", language="cy"))
    _, made = with_listings(doc, quote_list=False).sections[2:]
    assert [(prose.text, prose.language) for _, prose in written(made.blocks)] == [
        ("Contents", "en"),
        ("T", ""),
        ("Le port", "fr"),
    ]
    link = page(render(doc, None), "nav").find(".//h:a[@id='toc-2']", NS)
    assert link is not None
    assert link.get("lang") == "fr"


def test_the_list_of_quotations_can_be_left_out() -> None:
    assert [made.id for made in with_listings(article()).sections[3:]] == [CONTENTS_ID, SPEAKERS_ID]
    assert [made.id for made in with_listings(article(), quote_list=False).sections[3:]] == [CONTENTS_ID]


# ------------------------------------------------------------------------------------------------- figures and tables
def test_figures_and_tables_are_listed_under_what_is_written_about_them() -> None:
    assert listed(exhibit(), "loi") == [
        ("The signal mast.", "c0001.xhtml#s1-b2"),
        ("A chart of the bay. Depths are in feet.", "c0001.xhtml#s1-b4-t1"),
    ]
    assert listed(exhibit(), "lot") == [
        ("Tides of the week", "c0001.xhtml#s1-b7"),
        ("Cargo, in tons", "c0001.xhtml#s1-b13"),
        ("Table 3", "c0001.xhtml#s1-b19"),
    ]


def test_without_any_there_is_no_list() -> None:
    nav = page(render(article(), None), "nav")
    assert [made.get("id") for made in nav.iterfind(".//h:nav", NS)] == ["toc", "landmarks", "speakers"]


def test_a_table_without_a_caption_is_called_by_its_number_in_the_language_of_the_book() -> None:
    doc = document(section(title("T"), table(("a", "b")), figure(table(("c", "d")))))
    for language, names in (("de", ["Tabelle 1", "Tabelle 2"]), ("cy", ["Table 1", "Table 2"])):
        made = replace(doc, metadata=Metadata(title="T", language=language))
        assert [words for words, _ in listed(made, "lot")] == names
    entries = page(render(made, None), "nav").findall(".//h:nav[@id='lot']//h:a", NS)
    assert [entry.get("lang") for entry in entries] == ["en", "en"]


def test_those_inside_other_blocks_are_found_and_pictures_without_words_are_not_listed() -> None:
    doc = document(
        section(
            title("T"),
            bullets([figure(image("mast.png", "A mast."))]),
            image("rule.png", ""),
            image("mast.png", None),
        )
    )
    assert [words for words, _ in listed(doc, "loi")] == ["A mast."]
    assert listed(doc, "lot") == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_link_of_the_navigation_document_leads_to_an_id_that_is_there(kind: str) -> None:
    doc = KINDS[kind]()
    publication = render(doc, voiced(doc))
    pages = [r for r in publication.resources if r.href.endswith(".xhtml")]
    there = {r.href for r in pages}
    there |= {f"{r.href}#{name}" for r in pages for name in etree.fromstring(r.data).xpath("//@id")}  # type: ignore[misc, union-attr]
    links = page(publication, "nav").xpath("//h:a/@href", namespaces=NS)
    assert links
    assert set(links) <= there  # type: ignore[arg-type]


def test_a_foreign_run_in_a_heading_does_not_make_it_foreign() -> None:
    block = heading("The word port")
    run = Foreign(9, 13, "fr", HAND)
    doc = document(
        section(title("T")), section(replace(block, prose=replace(block.prose, inlines=(*block.prose.inlines, run))))
    )
    link = page(render(doc, None), "nav").find(".//h:a[@id='toc-2']", NS)
    assert link is not None
    assert link.get("lang") is None

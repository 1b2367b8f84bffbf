"""The list "Quotes and speakers": who is in it, where its links lead, and what the validators say of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import etree
from msgspec.structs import replace

from accessible.model.blocks import Attribution, Evidence, Foreign, Heading, Paragraph, PullQuote, Quote
from accessible.model.document import Document, Speaker
from accessible.model.draft import Metadata
from accessible.model.publication import Publication
from accessible.renderers import render, write_epub
from accessible.renderers.speakers import SURE
from tests.renderers import builder
from tests.renderers.builder import HAND, NOWHERE, document, heading, leaf, paragraph, title
from tests.renderers.validators import Validator

NS = {"h": "http://www.w3.org/1999/xhtml", "epub": "http://www.idpf.org/2007/ops"}
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def part(publication: Publication, name: str) -> etree._Element:
    return etree.fromstring(next(resource.data for resource in publication.resources if resource.id == name))


def listed(publication: Publication) -> list[tuple[str, list[tuple[str, str]]]]:
    """The page: each name, with the words and the target of each link."""
    nav = part(publication, "speakers").find(".//h:nav", NS)
    assert nav is not None
    names = ["".join(name.itertext()) for name in nav.iterfind("h:h3", NS)]
    links = [
        [("".join(a.itertext()), a.get("href", "")) for a in said.iterfind("h:li/h:a", NS)]
        for said in nav.iterfind("h:ol", NS)
    ]
    return list(zip(names, links, strict=True))


def talk(*texts: str, speakers: tuple[Speaker, ...], metadata: Metadata | None = None) -> Document:
    return document([title("T"), *(paragraph(text) for text in texts)], speakers=speakers, metadata=metadata)


ADA, JON = Speaker("Ada Moss", kind="person"), Speaker("Jon Reed")


# ------------------------------------------------------------------------------------------------------- who is in it
def test_each_speaker_in_the_order_in_which_they_first_speak() -> None:
    doc = talk(
        "[direct:Jon Reed:“It was long.”]| [direct:Ada Moss:“Too long,”]| she said.",
        "He called it [partial:Jon Reed:“a shame”].",
        speakers=(ADA, JON),
    )
    assert listed(render(doc, None)) == [
        ("Jon Reed", [("“It was long.”", "c0001.xhtml#s1b1q1"), ("“a shame”", "c0001.xhtml#s1b2q1")]),
        ("Ada Moss", [("“Too long,”", "c0001.xhtml#s1b1q2")]),
    ]


def test_nobody_without_a_name_no_scare_quote_and_no_repetition_is_in_it() -> None:
    doc = document(
        [
            Heading(builder.prose("[partial:Ada Moss:‘Too long’], she says"), NOWHERE, HAND),
            paragraph("[direct:a spokesman:“No,”] he said.| [direct:“Who knows?”]| [direct:Ada Moss:“Too long.”]"),
            paragraph("The [scare:Ada Moss:“gap”] is [direct:Nobody Known:“odd”]."),
            leaf(PullQuote, "[direct:Ada Moss:“Too long.”]"),
        ],
        speakers=(ADA, Speaker("a spokesman", named=False)),
    )
    assert listed(render(doc, None)) == [("Ada Moss", [("“Too long.”", "c0001.xhtml#s1b1q3")])]


@pytest.mark.parametrize(("confidence", "there"), [(SURE, True), (SURE - 0.01, False)])
def test_an_attribution_that_is_not_sure_enough_is_not_stated(confidence: float, there: bool) -> None:
    block = paragraph("[direct:Ada Moss:“Yes.”]")
    said = Attribution("Ada Moss", "implicit", Evidence("guess", confidence))
    inlines = tuple(replace(mark, speaker=said) if isinstance(mark, Quote) else mark for mark in block.prose.inlines)
    doc = document([replace(block, prose=replace(block.prose, inlines=inlines))], speakers=(ADA,))
    publication = render(doc, None)
    assert ("speakers" in publication.spine) is there
    assert bool(part(publication, "c0001").xpath("//@data-speaker")) is there
    assert ("Quotations are marked with their speaker" in str(publication.properties)) is there


def test_without_anybody_to_list_there_is_no_list() -> None:
    publication = render(talk("[direct:“Who?”]", speakers=()), None)
    assert "speakers" not in publication.spine
    assert not part(publication, "nav").xpath("//h:nav[@id='speakers']", namespaces=NS)
    assert "list" not in str(publication.properties)


# ---------------------------------------------------------------------------------------------------------- the switch
@pytest.mark.parametrize(
    ("kind", "asked", "there"),
    [("article", None, True), ("article", False, False), ("book", None, False), ("book", True, True)],
)
def test_it_is_there_in_articles_and_where_it_is_asked_for(kind: str, asked: bool | None, there: bool) -> None:
    doc = replace(builder.article(), kind=kind)
    publication = render(doc, None, quote_list=asked)
    assert ("speakers" in publication.spine) is there
    assert any(entry.href == "speakers.xhtml" for entry in publication.toc) is there
    assert ("A list at the end" in str(publication.properties)) is there


def test_it_stands_last_and_the_contents_lead_there() -> None:
    publication = render(builder.article(), None)
    assert publication.spine[-1] == "speakers"
    assert (publication.toc[-1].label, publication.toc[-1].href) == ("Quotes and speakers", "speakers.xhtml")


# --------------------------------------------------------------------------------------------------------------- links
def test_every_link_leads_to_an_id_that_is_there(tmp_path: Path) -> None:
    publication = render(builder.article(), builder.narrate(builder.article(), tmp_path))
    ids = {
        f"{resource.href}#{name}"
        for resource in publication.resources
        if resource.href.endswith(".xhtml")
        for name in etree.fromstring(resource.data).xpath("//@id")
    }
    nav = part(publication, "nav").xpath("//h:nav[@id='speakers']//h:a/@href", namespaces=NS)
    page = part(publication, "speakers").xpath("//h:nav//h:a/@href", namespaces=NS)
    assert page
    assert set(page) < set(nav) <= ids


def test_the_nav_of_the_navigation_document_has_the_same_list() -> None:
    publication = render(builder.article(), None)
    (nav,) = part(publication, "nav").xpath("//h:nav[@id='speakers']", namespaces=NS)
    assert nav.get("hidden") == "hidden"
    assert nav.get("aria-labelledby") == nav.find("h:h2", NS).get("id")
    assert nav.findtext("h:h2", namespaces=NS) == "Quotes and speakers"
    found = [
        (
            "".join(item.find("h:a", NS).itertext()),
            [("".join(a.itertext()), a.get("href")) for a in item.iterfind("h:ol/h:li/h:a", NS)],
        )
        for item in nav.iterfind("h:ol/h:li", NS)
    ]
    assert found == listed(publication)


def test_long_quotations_are_listed_under_their_first_words() -> None:
    doc = talk(f"[direct:Ada Moss:“{'wordy ' * 40}”]", speakers=(ADA,))
    ((_, ((words, _),)),) = listed(render(doc, None))
    assert words.startswith("“wordy ")
    assert words.endswith("wordy…")
    assert len(words) <= 61


def test_with_hundreds_of_quotations_there_is_a_link_for_each_section() -> None:
    spoken = [paragraph("[direct:Ada Moss:“Yes.”]| [direct:Jon Reed:“No.”]") for _ in range(60)]
    doc = document([title("T"), *spoken], [heading("Later"), *spoken[:55]], speakers=(ADA, JON))
    first, second = listed(render(doc, None))
    assert first == ("Ada Moss", [("T (60)", "c0001.xhtml#s1b1q1"), ("Later (55)", "c0002.xhtml#s2b1q1")])
    assert second[1][1] == ("Later (55)", "c0002.xhtml#s2b1q2")


# --------------------------------------------------------------------------------------------- names and languages
def test_names_are_escaped_and_their_direction_does_not_turn_the_line() -> None:
    names = ('Smith & Sons <"Ltd">', "עדה מוס", "\u202egnorw", "\x01")  # the last one has no letter that XML permits
    doc = document(
        [title("T"), *(paragraph("[direct:“Oui.”]") for _ in names)],
        speakers=tuple(Speaker(name) for name in names),
    )
    blocks = []
    for name, block in zip(("", *names), doc.sections[0].blocks, strict=True):
        if isinstance(block, Paragraph):
            said = Attribution(name, "explicit", HAND)
            inlines = tuple(replace(m, speaker=said) if isinstance(m, Quote) else m for m in block.prose.inlines)
            block = replace(block, prose=replace(block.prose, inlines=inlines))
        blocks.append(block)
    publication = render(replace(doc, sections=(replace(doc.sections[0], blocks=tuple(blocks)),)), None)
    assert [name for name, _ in listed(publication)] == ['Smith & Sons <"Ltd">', "עדה מוס", "gnorw"]
    raw = next(resource.data for resource in publication.resources if resource.id == "speakers").decode()
    assert re.search(r"<h3 [^>]*><bdi>Smith &amp; Sons &lt;", raw)
    assert len(part(publication, "speakers").findall(".//h:a/h:bdi", NS)) == 3
    assert [a.get("data-speaker") for a in part(publication, "c0001").iterfind(".//h:span[@class='quote']", NS)] == [
        'Smith & Sons <"Ltd">',
        "עדה מוס",
        "gnorw",
        None,
    ]


def test_words_in_another_language_say_so() -> None:
    block = paragraph("[direct:Ada Moss:“Ne riez pas.”]")
    run = Foreign(0, 14, "fr", HAND, id="f1")
    doc = document(
        [
            replace(block, prose=replace(block.prose, inlines=(*block.prose.inlines, run))),
            paragraph("[direct:Ada Moss:„Nein.“]", language="de"),
            paragraph("[direct:Ada Moss:“No.”]"),
        ],
        speakers=(ADA,),
    )
    links = part(render(doc, None), "speakers").findall(".//h:li/h:a", NS)
    assert [a.get("lang") for a in links] == ["fr", "de", None]
    assert [a.get(XML_LANG) for a in links] == ["fr", "de", None]


@pytest.mark.parametrize(
    ("language", "expected", "marked"),
    [("de-AT", "Zitate und Sprecher", None), ("cy", "Quotes and speakers", "en")],
)
def test_its_name_is_in_the_language_of_the_work_or_marked_as_english(
    language: str, expected: str, marked: str | None
) -> None:
    doc = talk("[direct:Ada Moss:“Yes.”]", speakers=(ADA,), metadata=Metadata(title="T", language=language))
    publication = render(doc, None)
    contents = part(publication, "nav").xpath("//h:a[@href='speakers.xhtml']", namespaces=NS)
    for found in (part(publication, "speakers").find(".//h:h2", NS), *contents):
        assert found is not None
        assert (found.text, found.get("lang")) == (expected, marked)


# ------------------------------------------------------------------------------------------------------- the validators
@pytest.fixture(scope="module")
def odd_books(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """A narrated book in sections with a list of sections, and a Hebrew article with an English speaker."""
    folder = tmp_path_factory.mktemp("odd")
    spoken = [paragraph("[direct:Ada Moss:“Yes.”]| [direct:Jon & <Reed>:“No.”]") for _ in range(101)]
    long = document([title("T"), *spoken], [heading("Later"), *spoken[:3]], speakers=(ADA, Speaker("Jon & <Reed>")))
    long = replace(long, kind="book")
    hebrew = talk(
        "[direct:Ada Moss:„אנחנו שמחים”], אמרה.", speakers=(ADA,), metadata=Metadata(title="הנמל", language="he")
    )
    paths = [folder / "long.epub", folder / "hebrew.epub"]
    write_epub(render(long, builder.narrate(long, folder, per_letter=2), quote_list=True), paths[0])
    write_epub(render(hebrew, None), paths[1])
    return paths


def test_epubcheck_finds_nothing_in_a_list_of_any_kind(odd_books: list[Path], epubcheck: Validator) -> None:
    assert epubcheck(*odd_books) == {path.name: () for path in odd_books}


def test_ace_finds_nothing_in_a_list_of_any_kind(odd_books: list[Path], ace: Validator) -> None:
    assert ace(*odd_books) == {path.name: () for path in odd_books}

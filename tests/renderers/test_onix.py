"""ONIX records: valid by the schemas of EDItEUR, and nothing in them that the book does not hold."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import onixcheck
import pytest
from lxml import etree

from accessible.model.draft import Contributor, Metadata
from accessible.model.publication import Publication
from accessible.renderers import render, write_onix
from accessible.renderers.onix import NAMESPACE, language_code, languages, onix
from tests.renderers import gold
from tests.renderers.builder import article, document, narrate, page_break, paragraph, title
from tests.renderers.pictures import picture
from tests.renderers.test_metadata import spoken

SCHEMAS = Path(onixcheck.__file__).parent / "schema"
FULL = Metadata(
    title="The Bell",
    subtitle="A history",
    creators=("Odile Marsh", "Low Post"),
    contributors=(Contributor("Ann Lee", "trl"), Contributor("Jo Reed", "xyz"), Contributor("Bo", "")),
    language="en-GB",
    publisher="Low Post",
    date="2026-05-03",
    rights="© 2026 Odile Marsh",
    description="What became of <the> bell.",
    subjects=("bells", "ports"),
    identifier="9780306406157",
    source="ISBN 080442957X",
    series="Harbours",
    series_position="3",
    file_as=(("Odile Marsh", "Marsh, Odile"),),
)


@cache
def schema(version: str) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(SCHEMAS / version / "ONIX_BookProduct_3.1_reference.xsd"))


@cache
def grammar() -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(SCHEMAS / "rng3.1" / "ONIX_BookProduct_3.1_reference.rng"))


def record(publication: Publication) -> Any:
    """The record as a tree, which is valid by both schemas."""
    tree = etree.fromstring(onix(publication))
    for validator in (schema("xsd3.1"), grammar()):
        validator.validate(tree)
        assert not [str(error) for error in validator.error_log]
    return tree


def texts(tree: Any, path: str) -> list[str]:
    found: list[str] = tree.xpath(f"//o:{path.replace('/', '/o:')}/text()", namespaces={"o": NAMESPACE})
    return found


def details(tree: Any) -> list[str]:
    """The codes of list 196."""
    return texts(tree, "ProductFormFeature[o:ProductFormFeatureType='09']/ProductFormFeatureValue")


def hazards(tree: Any) -> list[str]:
    return texts(tree, "ProductFormFeature[o:ProductFormFeatureType='12']/ProductFormFeatureValue")


def test_everything_that_is_known_of_a_work() -> None:
    tree = record(render(document([title("The Bell"), paragraph("A.")], metadata=FULL), None))
    assert texts(tree, "ProductForm") == ["ED"]
    assert texts(tree, "ProductFormDetail") == ["E101", "E200"]
    assert texts(tree, "Product/ProductIdentifier/ProductIDType") == ["22", "15", "03"]
    assert texts(tree, "Product/ProductIdentifier/IDValue")[1:] == ["9780306406157", "9780306406157"]
    assert texts(tree, "RelatedProduct/ProductIdentifier/IDValue") == ["9780804429573", "9780804429573"]
    assert texts(tree, "DescriptiveDetail/TitleDetail/TitleElement/TitleText") == ["The Bell"]
    assert texts(tree, "DescriptiveDetail/TitleDetail/TitleElement/Subtitle") == ["A history"]
    assert texts(tree, "Collection/TitleDetail/TitleElement/TitleText") == ["Harbours"]
    assert texts(tree, "Collection/TitleDetail/TitleElement/PartNumber") == ["3"]
    assert texts(tree, "ContributorRole") == ["A01", "A01", "B06", "Z99", "Z99"]
    assert texts(tree, "PersonName") == ["Odile Marsh", "Ann Lee", "Jo Reed", "Bo"]
    assert texts(tree, "PersonNameInverted") == ["Marsh, Odile"]
    assert texts(tree, "CorporateName") == ["Low Post"]
    assert texts(tree, "LanguageCode") == ["eng"]
    assert texts(tree, "PublisherName") == ["Low Post"]
    assert texts(tree, "PublishingDate/Date") == ["20260503"]
    assert texts(tree, "SubjectHeadingText") == ["bells; ports"]
    assert texts(tree, "TextContent/Text") == ["What became of <the> bell.", "© 2026 Odile Marsh"]
    assert texts(tree, "SenderName") == ["Low Post"]
    assert texts(tree, "SentDateTime") == ["20260503T000000Z"]


def test_nothing_known_is_nothing_said() -> None:
    tree = record(render(document([paragraph("A.")], metadata=Metadata(language="und")), None))
    assert details(tree) == ["00", "11", "13", "14", "32", "36", "52"]
    assert hazards(tree) == ["14", "18", "16"]
    for name in ("Contributor", "Language", "PublishingDetail", "CollateralDetail", "RelatedMaterial", "Extent"):
        assert not tree.xpath(f"//o:{name}", namespaces={"o": NAMESPACE})
    assert texts(tree, "ProductContentType") == []


def test_synchronised_audio_is_that_of_all_the_text() -> None:
    tree = record(spoken(title("T"), paragraph("A.")))
    assert {"20", "51", "52", "29"} <= set(details(tree))
    assert texts(tree, "ProductFormDetail") == ["E101", "E200", "A305", "A103"]
    assert texts(tree, "ProductContentType") == ["01"]
    assert texts(tree, "ExtentValue") == ["0000002"]
    assert texts(tree, "UnnamedPersons") == ["07"]
    partly = record(spoken(title("T"), paragraph("A.| B."), silent=1))
    assert not {"20", "51"} & set(details(partly))
    assert "A305" not in texts(partly, "ProductFormDetail")


def test_a_picture_without_description_takes_away_what_needs_one() -> None:
    def shown(alternative: str | None) -> Any:
        blocks = (title("T"), gold.image("mast.png", alternative), paragraph("A."))
        return record(render(gold.document(gold.section(*blocks)), None))

    described, bare = details(shown("A bell.")), details(shown(None))
    assert set(described) - set(bare) == {"14", "52"}
    assert texts(shown(None), "ProductContentType") == ["07"]


def test_conformance_is_said_where_somebody_vouches_for_it() -> None:
    doc = document([title("T"), paragraph("A.")])
    assert not {"04", "82", "85", "90"} & set(details(record(render(doc, None))))
    tree = record(render(doc, None, certified_by="Jo Certifier"))
    assert {"04", "82", "85", "90"} <= set(details(tree))
    path = "ProductFormFeature[o:ProductFormFeatureValue='90']/ProductFormFeatureDescription"
    assert texts(tree, path) == ["Jo Certifier"]


def test_pages_and_moving_pictures() -> None:
    paged = render(document([title("T"), paragraph("A."), page_break("3")]), None, cover=picture("gif", frames=3))
    tree = record(paged)
    assert {"19", "41"} <= set(details(tree))
    assert hazards(tree) == []  # nobody has looked


@pytest.mark.parametrize(("language", "code"), [("de", "ger"), ("sw", "eng"), ("und", "eng")])
def test_the_language_of_the_summary_is_the_one_that_it_is_in(language: str, code: str) -> None:
    tree = record(render(document([paragraph("A.")], metadata=Metadata(title="T", language=language)), None))
    assert tree.xpath("//o:ProductFormFeatureDescription/@language", namespaces={"o": NAMESPACE}) == [code]


@pytest.mark.parametrize("date", ["2026", "2026-05", "2026-05-03T10:11:12+02:00", "soon"])
def test_every_date_is_valid(date: str) -> None:
    metadata = Metadata(title="T", date=date, publisher="P")
    record(render(document([paragraph("A.")], metadata=metadata), None))


@pytest.mark.parametrize(
    "language", ["en", "de-AT", "zh-Hant", "no", "nb", "grc", "yue", "sr-Latn", "tlh", "und", "xx"]
)
def test_every_language_is_valid(language: str) -> None:
    record(render(document([paragraph("A.")], metadata=Metadata(title="T", language=language)), None))


def test_the_codes_of_languages_are_those_of_the_list() -> None:
    lists = etree.parse(SCHEMAS / "xsd3.1" / "ONIX_BookProduct_CodeLists.xsd")
    known = set(lists.xpath("//*[@name='List74']//@value"))
    assert len(languages()) == 183
    assert set(languages().values()) <= known
    assert (language_code("de-AT"), language_code("ger"), language_code("xx")) == ("ger", "ger", "")


def test_the_record_of_a_whole_book(tmp_path: Path) -> None:
    doc = article()
    publication = render(doc, narrate(doc, tmp_path))
    write_onix(publication, tmp_path / "bell.onix.xml")
    assert onixcheck.validate(str(tmp_path / "bell.onix.xml"), schemas=("xsd", "rng")) == []
    write_onix(publication, tmp_path / "again.onix.xml")
    assert (tmp_path / "bell.onix.xml").read_bytes() == (tmp_path / "again.onix.xml").read_bytes()

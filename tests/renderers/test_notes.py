"""References and notes lead to each other, both ways."""

from __future__ import annotations

import re

from lxml import etree
from msgspec.structs import replace

from accessible.model.blocks import NoteRef
from accessible.model.document import Document, words_of
from accessible.model.draft import Metadata
from accessible.renderers import render
from tests.renderers.builder import footnote, heading, paragraph, prose, title
from tests.renderers.gold import chapter, document, marked, named, noted, section, styled

NS = {"h": "http://www.w3.org/1999/xhtml"}


def pages(doc: Document) -> dict[str, etree._Element]:
    return {
        resource.href: etree.fromstring(resource.data)
        for resource in render(doc, None).resources
        if re.fullmatch(r"c\d+", resource.id)
    }


def links(doc: Document, role: str) -> dict[str, list[str]]:
    """Where the links of a role lead, by the address of what they stand in (the nearest thing that has an id)."""
    found: dict[str, list[str]] = {}
    for href, page in pages(doc).items():
        for link in page.iterfind(f".//h:a[@role='{role}']", NS):
            around = [link, *link.iterancestors()]
            name = next(
                element.get("id")
                for element in around
                if element.tag.endswith(("aside", "li")) or (element is link and element.get("id"))
            )
            found.setdefault(f"{href}#{name}", []).append(link.get("href", ""))
    return found


def test_every_reference_leads_to_its_note_and_every_note_back_to_all_of_its_references() -> None:
    doc = chapter()
    there = links(doc, "doc-noteref")
    back = links(doc, "doc-backlink")
    assert sum(map(len, there.values())) == 4
    expected: dict[str, list[str]] = {}
    for reference, (note,) in there.items():
        expected.setdefault(note, []).append(reference)
    assert back == expected


def test_a_way_back_says_which_reference_it_leads_to() -> None:
    labels = [
        (link.get("aria-label"), link.text)
        for page in pages(chapter()).values()
        for link in page.iterfind(".//h:a[@role='doc-backlink']", NS)
    ]
    assert [label for label, _ in labels] == [
        "Back to reference 1 (1)",
        "Back to reference 1 (2)",
        "Back to reference *",
        "Back to reference 2",
    ]
    assert {sign for _, sign in labels} == {"↩\ufe0e"}


def with_one_note(language: str, *, reference: str = "1", raised: bool = False) -> etree._Element:
    text = paragraph(f"Word{reference} here.")
    marks = [(reference, noted("fn"))]
    if raised:
        marks.append((reference, styled("sup")))
    doc = document(section(title("T"), marked(text, *marks), named(footnote("1", paragraph("Note.")), "fn")))
    return pages(replace(doc, metadata=Metadata(title="T", language=language)))["c0001.xhtml"]


def test_the_words_are_those_of_the_language_or_marked_as_english() -> None:
    german = with_one_note("de").find(".//h:a[@role='doc-backlink']", NS)
    welsh = with_one_note("cy").find(".//h:a[@role='doc-backlink']", NS)
    assert german is not None
    assert welsh is not None
    assert (german.get("aria-label"), german.get("lang")) == ("Zurück zum Verweis 1", None)
    assert (welsh.get("aria-label"), welsh.get("lang")) == ("Back to reference 1", "en")


def test_a_number_is_raised_unless_it_is_already_or_has_a_form_of_its_own() -> None:
    def style(reference: str, *, raised: bool = False) -> str | None:
        link = with_one_note("en", reference=reference, raised=raised).find(".//h:a[@role='doc-noteref']", NS)
        assert link is not None
        return link.get("class")

    assert style("1") == "raised"
    assert style("12") == "raised"
    assert style("¹") is style("(1)") is style("*") is style("1", raised=True) is None


def test_a_reference_that_leads_nowhere_is_no_link() -> None:
    doc = document(section(title("T"), marked(paragraph("Word1 here."), ("1", noted("")))))
    page = pages(doc)["c0001.xhtml"]
    assert page.find(".//h:a", NS) is None
    assert "".join(page.find(".//h:p", NS).itertext()) == "Word1 here."  # type: ignore[union-attr]


def test_notes_at_the_end_are_a_list_that_counts_as_they_do() -> None:
    def listed(*labels: str) -> list[str | None]:
        notes = [footnote(label, paragraph("N.")) for label in labels]
        doc = document(section(title("T")), section(heading("Notes"), *notes, kind="endnotes"))
        made = pages(doc)["c0002.xhtml"].find(".//h:ol", NS)
        assert made is not None
        return [item.get("value") for item in made]

    assert listed("1", "2", "3") == [None, None, None]
    assert listed("4", "5", "9") == ["4", None, "9"]


def test_notes_that_no_list_counts_bear_their_numbers_as_names() -> None:
    doc = document(
        section(title("T")),
        section(heading("Notes"), footnote("a", paragraph("M.")), footnote("", paragraph("N.")), kind="endnotes"),
    )
    page = pages(doc)["c0002.xhtml"]
    assert page.find(".//h:ol", NS) is None
    assert [(note.get("role"), note.get("aria-label")) for note in page.iterfind(".//h:aside", NS)] == [
        ("doc-footnote", "a"),
        ("doc-footnote", None),
    ]
    assert [mark.text for mark in page.iterfind(".//h:span[@class='label']", NS)] == ["a"]


def test_the_number_behind_a_heading_is_no_part_of_its_name() -> None:
    block = heading("The tower2 falls")
    noted_heading = replace(
        block, prose=replace(block.prose, inlines=(*block.prose.inlines, NoteRef(9, 10, target="fn")))
    )
    doc = document(
        section(title("T"), paragraph("A.")),
        section(noted_heading, paragraph("B."), named(footnote("2", paragraph("Note.")), "fn")),
    )
    publication = render(doc, None)
    assert [entry.label for entry in publication.toc] == ["T", "The tower falls"]
    page = pages(doc)["c0002.xhtml"]
    assert page.findtext(".//h:title", namespaces=NS) == "The tower falls"
    assert "".join(page.find(".//h:h2", NS).itertext()) == "The tower2 falls"  # type: ignore[union-attr]


def test_the_words_of_a_stretch() -> None:
    text = replace(prose("One1 two2  three"), inlines=(NoteRef(3, 4, target="a"), NoteRef(8, 9, target="b")))
    assert words_of(text) == "One two three"
    assert words_of(text, 5) == "two three"
    assert words_of(text, 0, 8) == "One two"

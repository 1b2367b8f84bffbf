"""Pages counted by words: where they begin, and that those of a source come first."""

from __future__ import annotations

import re

import pytest
from msgspec.structs import replace

from accessible.model.blocks import Block, PageMark
from accessible.model.document import Document
from accessible.model.draft import Metadata
from accessible.model.publication import Publication
from accessible.renderers import render
from accessible.renderers.paging import has_pages, paginated
from tests.renderers.builder import (
    block_quote,
    bullets,
    document,
    footnote,
    heading,
    page_break,
    paragraph,
    table,
    title,
)


def text(publication: Publication) -> str:
    """The text of the book with its page numbers in brackets where they begin."""
    pages = "".join(r.data.decode() for r in publication.resources if r.id.startswith("c0"))
    body = "".join(re.findall(r"<body>(.*?)</body>", pages, re.S))
    marked = re.sub(r'<span id="[^"]*" aria-label="([^"]+)"[^>]*pagebreak[^>]*></span>', r"[\1]", body)
    return " ".join(re.sub(r"<[^>]+>", "", marked).split())


def paged(*blocks: Block, words: int = 4) -> str:
    return text(render(document(blocks), None, pages=words))


def test_a_page_begins_with_the_sentence_after_so_many_words() -> None:
    assert paged(title("T"), paragraph("one two. three| four five.| six seven eight nine ten.| eleven.")) == (
        "[1] T one two. three [2]four five. six seven eight nine ten. [3]eleven."
    )


def test_never_inside_a_heading_but_before_one() -> None:
    assert paged(title("A title of many words"), paragraph("one."), heading("Two three"), paragraph("four.")) == (
        "[1] A title of many words [2]one. Two three four."
    )
    assert paged(paragraph("one two three four."), heading("Five"), paragraph("six.")) == (
        "[1] one two three four. [2] Five six."
    )


def test_in_lists_and_extracts_but_not_in_tables_and_notes() -> None:
    assert (
        paged(
            bullets([paragraph("one two three four.")], [paragraph("five.")]),
            table(("six seven eight", "nine ten"), ("eleven", "twelve")),
            footnote("1", paragraph("thirteen fourteen.")),
            block_quote(paragraph("fifteen.")),
        )
        == "[1] one two three four. [2]five. six seven eight nine ten eleven twelve 1 thirteen fourteen. [3]fifteen."
    )


def test_chinese_is_counted_by_signs() -> None:
    assert paged(paragraph("港口開放。|她很高興。|好。"), words=5) == "[1] 港口開放。她很高興。[2]好。"
    assert paged(paragraph("港口開放。|她很高興。|好。"), words=4) == "[1] 港口開放。[2]她很高興。[3]好。"


def test_the_list_of_pages_and_the_metadata() -> None:
    doc = document([title("T"), paragraph("one two.| three.")], [heading("U"), paragraph("four five.| six.")])
    publication = render(doc, None, pages=2)
    nav = next(r.data.decode() for r in publication.resources if r.id == "nav")
    assert re.findall(r'href="([^"]+#page-[^"]+)">(\d+)<', nav) == [
        ("c0001.xhtml#page-1", "1"),
        ("c0001.xhtml#page-2", "2"),
        ("c0002.xhtml#page-3", "3"),
        ("c0002.xhtml#page-4", "4"),
    ]
    values = {(p.property, p.value) for p in publication.properties}
    assert ("pageBreakSource", "none") in values
    assert ("schema:accessibilityFeature", "pageNavigation") in values
    assert any("no printed edition" in value for _, value in values)


def test_without_being_asked_for_there_are_none() -> None:
    publication = render(document([paragraph("one.| two.")]), None)
    assert "pagebreak" not in text(publication)
    assert not has_pages(document([paragraph("one.")]))


def marked_page() -> Document:
    doc = document([paragraph("one.| two.")])
    block = doc.sections[0].blocks[0]
    inlines = (*block.prose.inlines, PageMark(5, 5, "12", "p12"))  # type: ignore[union-attr]
    changed = replace(block, prose=replace(block.prose, inlines=inlines))  # type: ignore[union-attr]
    return replace(doc, sections=(replace(doc.sections[0], blocks=(changed,)),))


@pytest.mark.parametrize(
    "doc",
    [document([page_break("12"), paragraph("one.| two.")]), marked_page(), document([block_quote(page_break("12"))])],
)
def test_pages_of_the_source_are_kept_and_none_are_counted(doc: Document) -> None:
    publication = render(replace(doc, metadata=Metadata(title="T", source="urn:isbn:9780000000002")), None, pages=1)
    assert "[12]" in text(publication)
    assert text(publication).count("[") == 1
    assert [message.code for message in publication.messages] == ["P015"]
    assert [p.value for p in publication.properties if p.property == "pageBreakSource"] == ["urn:isbn:9780000000002"]


def test_a_running_head_is_no_page() -> None:
    assert not has_pages(document([page_break(""), paragraph("one.")]))


def test_sentences_and_texts_stay_what_they_were() -> None:
    doc = document([title("T"), paragraph("one two.| three.")])
    after = paginated(doc, 1)
    assert [leaf.prose.text for leaf in after.sections[0].blocks if hasattr(leaf, "prose")] == ["T", "one two. three."]

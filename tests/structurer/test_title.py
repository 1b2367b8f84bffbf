"""The title: the first short block of a clean text, the headline behind the furniture of a page."""

from __future__ import annotations

import pytest

from accessible.model.blocks import Title
from accessible.model.document import Document
from accessible.model.source import Source
from accessible.readers import read
from accessible.structurer import structure
from tests.structurer.test_boilerplate import STORY, page
from tests.structurer.test_laws import kinds
from tests.structurer.test_structure import PROSE, article, headings


def title(document: Document) -> str | None:
    return next(
        (block.prose.text for section in document.sections for block in section.blocks if isinstance(block, Title)),
        None,
    )


@pytest.mark.parametrize(
    "before",
    [
        ["Home > World > Africa"],
        ["FOR IMMEDIATE RELEASE"],
        ["Home | News | Sport | Weather", "Search"],
        ["Technology", "Life", "Marketplace"],
        ["Opinion"],
        ["Opinions", "About this blog | RSS feed"],
        ["Old Harbours", "Our Coast", "Books"],  # names of sections that no list knows, and one that it does
        ["Last updated: 11:53 AM", "Search all jobs"],
        ["E-mail this to a friend", "Printable version"],
        ["News Sports Local Sports Opinion Obituaries Business Entertainment", "Search in"],
        ["Tuesday, 14 May 2024, 10:46 GMT"],
        ["14.05.2024 10:46"],
        ["Football Contents: My Club | Gossip | Tables | Results | Videos", "Monday, 13 May 2024"],
        ["Breaking news", "Storm closes mountain road for a third day", "More top stories"],
    ],
)
def test_the_title_is_found_behind_furniture(before: list[str]) -> None:
    document = page(*before, "Ferry sinks off coast as storm closes in", "By Amina Diallo", "14 May 2024", *STORY)
    assert title(document) == "Ferry sinks off coast as storm closes in"
    assert document.metadata.title == "Ferry sinks off coast as storm closes in"


@pytest.mark.parametrize(
    "lines",
    [
        ["Ferry sinks", "Rescuers pull 41 from the water, but fear for dozens more", "By Amina Diallo", *STORY],
        ["Ferry sinks", "Rescuers pull 41 from the water, but fear for dozens more", "Share", "Print", *STORY],
        ["Ferry sinks", "Share on Facebook", "A rescue boat leaves the harbour of Tombo on Monday", *STORY],
        ["Ferry sinks", "Our coast", "Part two", "By Amina Diallo", "14 May 2024", *STORY],
        ["Ferry sinks", *STORY, "Print", "Related stories", "Storm closes mountain road for a third day"],
        ["Ferry sinks", "Who is to blame?", *STORY],
    ],
)
def test_on_a_clean_text_it_is_the_first_short_block(lines: list[str]) -> None:
    assert title(page(*lines)) == "Ferry sinks"


def test_a_trail_that_ends_with_the_title_speaks_for_it() -> None:
    lines = ["Storm closes mountain road", "Home > News > Ferry sinks off coast", "Ferry sinks off coast", *STORY]
    assert title(page(*lines)) == "Ferry sinks off coast"


def test_a_list_of_other_stories_before_the_story_is_no_title() -> None:
    others = ["Storm closes mountain road", "Herring are back in the fjord", "Boat builders win new order"]
    document = page("News", "Ferry sinks off coast", "Print", "Email", "Most popular", *others, *STORY)
    assert title(document) == "Ferry sinks off coast"


def test_a_date_alone_is_still_better_than_nothing() -> None:
    assert title(page("14 May 2024", *STORY)) == "14 May 2024"


def test_the_title_is_the_same_when_furniture_is_kept() -> None:
    lines = ["Home > World > Africa", "Ferry sinks off coast", "By Amina Diallo", *STORY]
    assert title(page(*lines, keep_boilerplate=True)) == title(page(*lines)) == "Ferry sinks off coast"


def test_the_one_heading_marked_as_of_the_first_level_is_the_title() -> None:
    document = article("# Release notes", PROSE, "## What is new", PROSE, "## Known faults", PROSE)
    assert kinds(document)[0] == "title"
    assert document.metadata.title == "Release notes"
    assert headings(document) == [(2, "What is new"), (2, "Known faults")]


FRONT = "---\ntitle: The Founders' Bell\nauthor: Ilse Corran\n---\n\n"


def fronted(*blocks: str, name: str = "bell.txt", media_type: str = "text/plain") -> Document:
    return structure(read(Source(name, media_type, (FRONT + "\n\n".join(blocks)).encode())))


@pytest.mark.parametrize(("name", "media_type"), [("bell.txt", "text/plain"), ("bell.md", "text/markdown")])
def test_the_title_of_front_matter_is_over_a_text_that_has_none(name: str, media_type: str) -> None:
    document = fronted(PROSE, PROSE, name=name, media_type=media_type)
    assert kinds(document) == ["title", "paragraph", "paragraph"]
    assert title(document) == "The Founders' Bell"
    block = document.sections[0].blocks[0]
    assert isinstance(block, Title)
    assert document.text[block.span.start : block.span.end] == "The Founders' Bell"
    assert block.id


@pytest.mark.parametrize(("name", "media_type"), [("bell.txt", "text/plain"), ("bell.md", "text/markdown")])
def test_it_is_over_the_headings_of_a_text_that_has_others(name: str, media_type: str) -> None:
    document = fronted(PROSE, "## Of bells", PROSE, "## Of frost", PROSE, name=name, media_type=media_type)
    assert title(document) == "The Founders' Bell"
    assert headings(document) == [(2, "Of bells"), (2, "Of frost")]


def test_a_title_that_the_text_has_is_not_said_twice() -> None:
    document = fronted("The Founders' Bell", PROSE, PROSE)
    assert kinds(document) == ["title", "paragraph", "paragraph"]
    document = fronted("# The Bell", PROSE, name="bell.md", media_type="text/markdown")
    assert kinds(document) == ["title", "paragraph"]
    assert title(document) == "The Bell"


def test_a_letter_has_no_title_over_it() -> None:
    letter = ("Low Harbour, 3 May 1902", "Dear Mother,", f"I am well. {PROSE}", "Your loving son,\nTom")
    assert title(fronted(*letter)) is None

"""Laws of joining: nothing of any file is lost or changed but levels, and every span points where it says."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from accessible.model.blocks import (
    Attribution,
    BlockQuote,
    Evidence,
    Heading,
    Link,
    Paragraph,
    Prose,
    Quote,
    Span,
    Title,
)
from accessible.model.document import Document, leaves
from accessible.model.draft import Draft, Metadata
from accessible.readers import open_source, read
from accessible.readers.text import runs
from accessible.structurer import structure, structure_together

BOOKS = Path(__file__).parents[1] / "books"
NAMES = ("harbour-bell.txt", "book-two-chapters.txt", "letter.de.txt", "founders-bell.txt", "pilot-book.txt")


@pytest.fixture(scope="module")
def alone() -> list[Document]:
    return [structure(read(open_source(BOOKS / name))) for name in NAMES]


@pytest.fixture(scope="module")
def together() -> Document:
    document, _ = structure_together([read(open_source(BOOKS / name)) for name in NAMES], source="books")
    return document


def texts(document: Document) -> list[str]:
    return [leaf.prose.text for section in document.sections for leaf in leaves(section.blocks)]


def quotes(document: Document) -> list[Quote]:
    every = (leaf for section in document.sections for leaf in leaves(section.blocks))
    return [mark for leaf in every for mark in leaf.prose.inlines if isinstance(mark, Quote)]


def test_all_of_each_is_there_in_order(alone: list[Document], together: Document) -> None:
    assert texts(together) == [text for document in alone for text in texts(document)]
    assert len(quotes(together)) == sum(len(quotes(document)) for document in alone) > 20
    names = Counter(quote.speaker.name for quote in quotes(together) if quote.speaker)
    assert set(names) <= {speaker.name for speaker in together.speakers}
    assert len({speaker.name for speaker in together.speakers}) == len(together.speakers)


def test_spans_point_where_they_say(together: Document) -> None:
    seen = 0
    for section in together.sections:
        for leaf in leaves(section.blocks):
            prose = leaf.prose
            if prose.origin >= 0 and not prose.pieces:
                assert together.text[prose.origin : prose.origin + len(prose.text)] == prose.text
                assert leaf.span.start <= prose.origin
                seen += 1
    mentions = [quote.speaker for quote in quotes(together) if quote.speaker and quote.speaker.span]
    assert mentions
    for speaker in mentions:
        assert isinstance(speaker, Attribution)
        assert speaker.span is not None
        assert together.text[speaker.span.start : speaker.span.end] == speaker.mention
    assert seen > 100


def test_levels_are_one_outline(alone: list[Document], together: Document) -> None:
    blocks = [block for section in together.sections for block in section.blocks]
    assert not any(isinstance(block, Title) for block in blocks)
    levels = [block.level for block in blocks if isinstance(block, Heading)]
    assert levels[0] == 2
    assert all(after - before <= 1 for before, after in zip(levels, levels[1:], strict=False))
    titled = [any(isinstance(block, Title) for section in d.sections for block in section.blocks) for d in alone]
    assert levels.count(2) >= sum(titled)


def test_a_language_of_its_own_is_kept(together: Document) -> None:
    assert together.metadata.language == "en"
    german = [
        leaf
        for section in together.sections
        for leaf in leaves(section.blocks)
        if leaf.prose.language == "de" and isinstance(leaf, Paragraph)
    ]
    written = structure(read(open_source(BOOKS / "letter.de.txt")))
    here = [leaf for s in written.sections for leaf in leaves(s.blocks) if isinstance(leaf, Paragraph)]
    assert [leaf.prose.text for leaf in german] == [leaf.prose.text for leaf in here]
    by = [b.attribution for s in together.sections for b in s.blocks if isinstance(b, BlockQuote) and b.attribution]
    assert all(prose.language in ("", "de") for prose in by)


def test_a_link_that_leads_nowhere_is_told_as_its_file_has_it() -> None:
    prose = Prose("Nobody knew why the bell had rung.", (Link(0, 6, "#gone"),))
    draft = Draft("a.html", "", Metadata(language="en"), (Paragraph(prose, Span(0, 0), Evidence("element")),))
    document, _ = structure_together([draft, draft], source="bells")
    told = [message.text for message in document.messages if message.code == "S011"]
    assert told == ["A link leads to '#gone', which is not in the text; its words were kept."] * 2


def test_what_files_do_not_agree_on_nobody_says() -> None:
    def draft(name: str, **said: object) -> Draft:
        text = (
            f"The story of {name}\n\nNobody knew why the bell had rung, and the ferry went out at noon all the same.\n"
        )
        return Draft(name, text, Metadata(language="en", **said), tuple(runs(text)))  # type: ignore[arg-type]

    first = draft("a.txt", publisher="Low Press", date="2024", creators=("A. Kirby",), title="Bells")
    second = draft("b.txt", publisher="Low Press", date="2025", title="Bells")
    metadata = structure_together([first, second], source="bells")[0].metadata
    assert (metadata.publisher, metadata.date, metadata.creators, metadata.title) == (
        "Low Press", "", ("A. Kirby",), "Bells",
    )  # fmt: skip

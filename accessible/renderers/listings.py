"""The pages that a book has from us and not from its author: contents, lists of figures and of tables, who said what.

They are made of the document alone, before anything is spoken, so that a narrator can read them as well: `as_sections`
has them in the form of a document, with the ids that they will have in the book. Their sound is for the book only; a
listener without it has the tracks themselves to go through.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count

from msgspec import Struct
from msgspec.structs import replace

from accessible.model.blocks import Block, Evidence, Heading, Image, Item, List, Paragraph, Prose, Sentence, Span
from accessible.model.document import Document, Section
from accessible.model.publication import TocEntry
from accessible.renderers.exhibits import exhibits
from accessible.renderers.languages import foreign, words
from accessible.renderers.outline import Division, contents
from accessible.renderers.speakers import PAGE as SPEAKERS
from accessible.renderers.speakers import quote_list as speakers_of

#: The ids of their sections, and so of their tracks.
CONTENTS_ID, SPEAKERS_ID = "contents", "speakers"

_OURS = Evidence("list of ours")
_NOWHERE = Span(0, 0)


class Listings(Struct, frozen=True):
    """The entries of each list, in reading order, each with the id that it has in its page."""

    toc: tuple[TocEntry, ...] = ()
    figures: tuple[TocEntry, ...] = ()
    tables: tuple[TocEntry, ...] = ()
    speakers: tuple[TocEntry, ...] = ()


def listings(document: Document, divisions: tuple[Division, ...], *, quote_list: bool) -> Listings:
    """The lists of a document that is divided so; ``quote_list`` says whether quotations by speaker are one of them."""
    language = document.metadata.language
    known = words(language)
    speakers = speakers_of(document, divisions) if quote_list else ()
    toc = contents(divisions)
    if speakers:
        toc += (TocEntry(known.speakers, SPEAKERS, language=foreign(known, language)),)
    shown = exhibits(divisions, language=language)
    return Listings(
        toc=_identified(toc, "toc"),
        figures=_identified(shown.figures, "loi"),
        tables=_identified(shown.tables, "lot"),
        speakers=tuple(
            replace(speaker, id=f"speaker-{number}", children=_identified(speaker.children, f"speaker-{number}"))
            for number, speaker in enumerate(speakers, 1)
        ),
    )


def cover_section(words: str, *, name: str) -> Section:
    """The cover as a section with this id: a picture, and the words that stand for it."""
    return Section((Image(name, _NOWHERE, _OURS, alternative=_prose(words, name, ""), id=name),), name, ours=True)


def names_of(lists: Listings) -> frozenset[str]:
    """The ids that can be spoken in the navigation document."""

    def entries(those: Iterable[TocEntry]) -> Iterator[str]:
        for entry in those:
            yield entry.id
            yield from entries(entry.children)

    kinds = (("toc", lists.toc), ("loi", lists.figures), ("lot", lists.tables))
    return frozenset(name for kind, those in kinds if those for name in (f"{kind}-title", *entries(those)))


def as_sections(lists: Listings, *, language: str) -> tuple[Section, ...]:
    """The lists as sections of a document in a language (BCP 47), to be spoken: those of the navigation document, and
    the page of speakers if there is one."""
    known = words(language)
    ours = foreign(known, language)
    blocks: list[Block] = []
    for kind, title, entries in (
        ("toc", known.contents, lists.toc),
        ("loi", known.figures, lists.figures),
        ("lot", known.tables, lists.tables),
    ):
        if entries:
            blocks += [_heading(title, f"{kind}-title", ours), _list(entries)]
    sections = [Section(tuple(blocks), CONTENTS_ID, ours=True)]
    if lists.speakers:
        said: list[Block] = [_heading(known.speakers, "speakers-title", ours)]
        for speaker in lists.speakers:
            said += [_heading(speaker.label, speaker.id, speaker.language, level=3), _list(speaker.children)]
        sections.append(Section(tuple(said), SPEAKERS_ID, ours=True))
    return tuple(sections)


def _identified(entries: Iterable[TocEntry], name: str) -> tuple[TocEntry, ...]:
    """The entries with ids that count them in reading order: ``name``-1, ``name``-2 and so on."""
    numbers = count(1)

    def give(those: Iterable[TocEntry]) -> tuple[TocEntry, ...]:
        return tuple(replace(entry, id=f"{name}-{next(numbers)}", children=give(entry.children)) for entry in those)

    return give(entries)


def _list(entries: Iterable[TocEntry]) -> List:
    items = []
    for entry in entries:
        blocks: list[Block] = [Paragraph(_prose(entry.label, entry.id, entry.language), _NOWHERE, _OURS, id=entry.id)]
        if entry.children:
            blocks.append(_list(entry.children))
        items.append(Item(tuple(blocks), _NOWHERE))
    return List(tuple(items), _NOWHERE, _OURS)


def _heading(text: str, name: str, language: str, *, level: int = 2) -> Heading:
    return Heading(_prose(text, name, language), _NOWHERE, _OURS, level=level, id=name)


def _prose(text: str, name: str, language: str) -> Prose:
    """A text that is one sentence. Its block has the same id, for in the book both are the same element."""
    return Prose(text, (Sentence(0, len(text), name),), language=language)

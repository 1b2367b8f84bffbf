"""What the sections of a book or a report are: part, chapter, preface, appendix, notes …

A section says so by its heading (`data/section-kind.*`), and only by a heading that says nothing else: a chapter called
"The Prologue to War" is none. News has headings in the same words, so they count where the work is a book, or where
there are more of them than one. The chapters of a book are its sections of the highest rank that are nothing else.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple, get_args

from msgspec.structs import replace

from accessible.model.blocks import Boilerplate, Evidence, Footnote, Heading, List, PageBreak, Paragraph, SectionKind
from accessible.model.document import Document, Section, heading_of
from accessible.structurer.numbering import Number, number_of
from accessible.structurer.words import entries, words

_EDGES = " \t_*=#.:[]"
#: A name and a title of its own behind it: "Prologue: The Storm".
_TITLED = re.compile(r"(?P<name>[^\n:—–]{4,40}?)\s*(?::|\s[—–-]\s|—|\n)\s*\S", re.DOTALL)
#: The kinds that a section may be under any heading; the others are divisions of the work, not of a chapter.
_INNER = frozenset({"endnotes", "bibliography"})

#: The rank of the word "chapter" in `data/division.*`; what is less holds chapters.
_CHAPTER = 4

_NAMED = Evidence("its heading says so", 0.95)
_NAMED_FIRST = Evidence("its heading begins with the word", 0.85)
_NUMBERED = Evidence("numbered among the appendices", 0.95)
_OVER_NOTES = Evidence("a heading of notes over notes", 0.95)
_WORDED = Evidence("word of its division", 0.95)
_OUTERMOST = Evidence("a section of the highest rank of a book", 0.75)
_OVER_CHAPTERS = Evidence("nothing but a heading over deeper ones", 0.85)


class _Look(NamedTuple):
    """A section as it is judged: its heading's level (0 without one), its number and its words."""

    section: Section
    level: int
    number: Number | None
    text: str


def name_sections(document: Document) -> Document:
    """The document with the kind of each section that its heading tells; what the source says of a section stands."""
    language = document.metadata.language
    book = document.kind == "book"
    looks = [_look(section, language) for section in document.sections]
    named = dict(_named(looks, language, book=book))
    if not book and len({kind for kind, _ in named.values()}) < 2:
        named = {at: found for at, found in named.items() if found[0] == "endnotes"}
    named |= {at: ("letter", evidence) for at, look in enumerate(looks) if (evidence := _letter(look.section))}
    if book:
        named = dict(_chapters(looks)) | named
    if not named:
        return document
    return replace(
        document,
        sections=tuple(
            section
            if section.kind or at not in named
            else replace(section, kind=named[at][0], kind_evidence=named[at][1])
            for at, section in enumerate(document.sections)
        ),
    )


_Named = tuple[SectionKind, Evidence]


def _letter(section: Section) -> Evidence | None:
    """Why a section is a letter, if it is one as a whole."""
    known = (block.evidence for block in section.blocks if isinstance(block, Paragraph) and block.part == "salutation")
    return next(known, None)


def _look(section: Section, language: str) -> _Look:
    heading = heading_of(section)
    if not isinstance(heading, Heading):
        return _Look(section, 0, None, "")
    text = heading.prose.text.strip(_EDGES)
    return _Look(section, heading.level, number_of(text, language), text)


def _named(looks: Sequence[_Look], language: str, *, book: bool) -> Iterator[tuple[int, _Named]]:
    """The sections whose headings name what they are."""
    appendix = words("appendix", language)
    counted = [at for at, look in enumerate(looks) if look.number is not None and look.number.scheme not in appendix]
    chapters = [at for at in counted if not _says(looks[at], language)]
    first, last = (chapters[0], chapters[-1]) if chapters else (len(looks), -1)
    in_part = False
    for at, look in enumerate(looks):
        if look.level == 2:
            in_part = _is_part(looks, at)
        if not look.level:
            continue
        if look.number is not None and look.number.scheme in appendix:
            if look.level == 2 or in_part:
                yield at, ("appendix", _NUMBERED)
            continue
        places = ["any", *(["front"] if at < first else []), *(["back"] if at > last else [])]
        found = [(kind, _NAMED) for kind, place in _says(look, language) if place in places]
        if not found and book and (titled := _TITLED.match(look.text)) is not None and look.number is None:
            named = _kinds_of(titled["name"].strip(_EDGES), language)
            found = [(kind, _NAMED_FIRST) for kind, place in named if place in places and kind not in _INNER]
        for kind, evidence in found[:1]:
            if kind == "endnotes":
                if any(isinstance(block, Footnote | List) for block in look.section.blocks):
                    yield at, (kind, _OVER_NOTES)
            elif look.level == 2 or (look.level == 3 and in_part) or kind in _INNER:
                yield at, (kind, evidence)


def _says(look: _Look, language: str) -> list[tuple[SectionKind, str]]:
    """What the words of a heading, without a number that no word leads to, name a section, and where such a one
    stands."""
    if look.number is not None and look.number.rank:
        return []
    return _kinds_of(look.text[look.number.end if look.number is not None else 0 :].strip(_EDGES), language)


def _kinds_of(text: str, language: str) -> list[tuple[SectionKind, str]]:
    folded_text = _plain(" ".join(text.split()))
    return [(kind, place) for kind, place, pattern in _patterns(language) if pattern.fullmatch(folded_text)]


@cache
def _patterns(language: str) -> tuple[tuple[SectionKind, str, re.Pattern[str]], ...]:
    known = get_args(SectionKind)
    found = (entry.split(None, 2) for entry in entries("section-kind", language))
    return tuple((known[known.index(kind)], place, re.compile(_plain(pattern))) for kind, place, pattern in found)


def _plain(text: str) -> str:
    """A text without capitals and accents: "PREFACE" stands over many a "Préface"."""
    if text.isascii():
        return text.lower()
    return "".join(c for c in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(c))


def _chapters(looks: Sequence[_Look]) -> Iterator[tuple[int, _Named]]:
    """The parts and the chapters of a book: a section of the highest rank is a chapter, unless it has nothing but its
    heading and is followed by deeper ones; then it is a part, and those of the next rank are its chapters."""
    in_part = False
    for at, look in enumerate(looks):
        worded = _WORDED if look.number is not None and look.number.rank else _OUTERMOST
        if look.level == 2:
            in_part = look.section.kind == "part" or (not look.section.kind and _is_part(looks, at))
            yield at, ("part", _OVER_CHAPTERS) if in_part else ("chapter", worded)
        elif look.level == 3 and in_part:
            yield at, ("chapter", worded)


def _is_part(looks: Sequence[_Look], at: int) -> bool:
    """Whether a section of the highest rank has nothing but its heading and deeper ones behind it; a chapter that says
    that it is one may have that as well."""
    number, below = looks[at].number, looks[at + 1].level if at + 1 < len(looks) else 0
    if number is not None and number.rank >= _CHAPTER:
        return False
    return below > 2 and all(isinstance(block, Heading | PageBreak | Boilerplate) for block in looks[at].section.blocks)

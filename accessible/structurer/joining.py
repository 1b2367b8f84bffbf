"""Several documents → one book, each of them a chapter of it, or a part that has chapters of its own.

They are joined when each is structured, because how a file is laid out, which language it is in and what its notes are
called is its own business; and before ids are born, so that the book has one set of them. Ids that a file has of its
own get a prefix that no other file has: its notes and links stay its own. A link to another file of the book leads to
the place there, or to its beginning.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from accessible.model.blocks import (
    Anchor,
    Evidence,
    Heading,
    Image,
    Leaf,
    Link,
    NoteRef,
    Piece,
    Prose,
    SectionKind,
    Sentence,
    Span,
    Title,
)
from accessible.model.document import Document, Section, Speaker, heading_of
from accessible.model.draft import Metadata, Picture
from accessible.model.message import Message, Place, severity
from accessible.model.source import OF_FILE

Value = TypeVar("Value")

_FILE = Evidence("a file of a book")
_HELD = Evidence("a file that has chapters")
_SAID = Evidence("what the file says its title is")
_SEVERAL = Evidence("several files are one book")
#: HTML has no deeper heading.
_DEEPEST = 6
#: Of so many files each is told by itself what all of them have, and so many names are told at most.
_FEW, _NAMED = 2, 5
_NUMBER = re.compile(r"\d+")
#: What stands between the texts of two files.
_BETWEEN = "\n\n"
#: Kinds that a section of a chapter may be as well as one of a book.
_INNER: frozenset[SectionKind] = frozenset({"endnotes", "bibliography", "letter", "qna"})


def join(documents: Sequence[Document], *, source: str, titles: Sequence[str] = ()) -> Document:
    """One book of structured documents that have no ids yet, in this order; ``source`` is its name.

    ``titles`` are what the files themselves say their titles are ("" for nothing): one that does not stand in the text
    of its file is set over it. The metadata are what all files that say anything agree on, and the language that most
    of the text is in. The kinds of the sections are for `divisions` to find.
    """
    language = _most_used(documents)
    album = _Album()
    sections: list[Section] = []
    texts: list[str] = []
    at = 0
    covers = []
    for number, document in enumerate(documents, 1):
        pictures = album.take(document.pictures)
        covers.append(pictures.get(document.metadata.cover, ""))
        own = document.metadata.language
        titled = any(isinstance(block, Title) for section in document.sections for block in section.blocks)
        said = "" if titled or not titles else titles[number - 1]
        move = _Move(at, f"{number}{OF_FILE}", own if own != language else "", pictures, int(titled or bool(said)))
        sections += _chapter(document, move, said)
        texts.append(document.text)
        at += len(document.text) + len(_BETWEEN)
    return Document(
        source=source,
        text=_BETWEEN.join(texts),
        metadata=replace(_agreed(documents), language=language, cover=next(filter(None, covers), "")),
        kind="book",
        kind_evidence=_SEVERAL,
        sections=tuple(sections),
        speakers=tuple(_speakers(documents)),
        pictures=tuple(album.pictures),
        messages=tuple(
            _told_once([message for document in documents for message in document.messages if message.code != "S004"])
        ),
    )


def _told_once(messages: Sequence[Message]) -> Iterator[Message]:
    """The messages, but of those that inform alike of more than two whole files, numbers apart, the first alone, with
    the names of the others."""
    alike: dict[tuple[str, str], list[Message]] = {}
    for message in messages:
        if severity(message.code) == "info" and message.place == Place(message.place.file):
            alike.setdefault(_likeness(message), []).append(message)
    for message in messages:
        others = alike.get(_likeness(message), [])
        if len(others) <= _FEW or message not in others:
            yield message
        elif message is others[0]:
            names = list(dict.fromkeys(other.place.file for other in others[1:]))
            shown = ", ".join(names[:_NAMED]) + (f" and {len(names) - _NAMED} more" if len(names) > _NAMED else "")
            yield replace(message, text=f"{message.text} Likewise in {len(names)} more files: {shown}.")


def _likeness(message: Message) -> tuple[str, str]:
    return message.code, _NUMBER.sub("", message.text)


def _chapter(document: Document, move: _Move, said: str) -> Iterator[Section]:
    """The sections of a file as they stand in the book."""
    sections = [
        replace(move.of(section), id=section.id and f"{move.prefix}{section.id}") for section in document.sections
    ]
    if document.kind == "article":  # it has introductions and conclusions, but those of a chapter
        sections = [
            replace(section, kind="", kind_evidence=None)
            if section.kind_evidence is not None and section.kind not in _INNER
            else section
            for section in sections
        ]
    if said:
        span = Span(move.by, move.by)
        heading = Heading(Prose(said, (Sentence(0, len(said)),), language=move.language), span, _SAID, ranked=_FILE)
        if sections and heading_of(sections[0]) is None:
            sections[0] = replace(sections[0], blocks=(heading, *sections[0].blocks))
        else:
            sections.insert(0, Section((heading,)))
    if move.deeper and not sections[0].kind and any(section.kind == "chapter" for section in sections):
        sections[0] = replace(sections[0], kind="part", kind_evidence=_HELD)
    sections[0] = _begun(sections[0], move.prefix)
    yield from sections


def _begun(section: Section, name: str) -> Section:
    """The first section of a file, as the place that a link to the file leads to."""
    if not section.id:
        return replace(section, id=name)
    blocks = list(section.blocks)
    for at, block in enumerate(blocks):
        if isinstance(block, Leaf):
            prose = replace(block.prose, inlines=(Anchor(0, 0, name), *block.prose.inlines))
            blocks[at] = replace(block, prose=prose)
            break
    return replace(section, blocks=tuple(blocks))


class _Move:
    """Takes what stands in a file to its place in the book.

    ``by`` is where its text begins there; ``prefix`` what its ids begin with; ``language`` what its texts are in where
    they do not say otherwise, if that is not the book's; ``pictures`` the names that its pictures have there; and so
    many levels ``deeper`` its headings lie.
    """

    def __init__(self, by: int, prefix: str, language: str, pictures: Mapping[str, str], deeper: int) -> None:
        self.by, self.prefix, self.language, self.pictures, self.deeper = by, prefix, language, pictures, deeper

    def of(self, value: Value) -> Value:
        """The same at its place: every span, id, link, language and picture in it, however deep."""
        found: Any = value
        match value:
            case tuple():
                found = tuple(map(self.of, value))
            case Span(start=start, end=end):
                found = Span(start + self.by, end + self.by) if start >= 0 else value
            case Piece():
                found = replace(value, origin=value.origin + self.by) if value.origin >= 0 else value
            case Evidence():
                pass
            case Title():
                found = Heading(
                    self.of(value.prose), self.of(value.span), value.evidence, ranked=_FILE, id=self.name(value.id)
                )
            case Struct():
                found = self.struct(value)
        return found  # type: ignore[no-any-return]

    def struct(self, value: Struct) -> Struct:
        changed: dict[str, Any] = {}
        for field in value.__struct_fields__:
            old = getattr(value, field)
            if field == "id":
                changed[field] = self.name(old)
            elif isinstance(old, tuple | Struct):
                changed[field] = self.of(old)
        match value:
            case Prose():
                changed["origin"] = value.origin + self.by if value.origin >= 0 else value.origin
                changed["language"] = value.language or self.language
            case Heading():
                changed["level"] = min(_DEEPEST, value.level + self.deeper)
            case Link(href=href) if href.startswith("#") and OF_FILE not in href:
                changed["href"] = f"#{self.name(href[1:])}"
            case NoteRef():
                changed["target"] = self.name(value.target)
            case Image():
                changed["picture"] = self.pictures.get(value.picture, value.picture)
        return replace(value, **changed)

    def name(self, name: str) -> str:
        return name and f"{self.prefix}{name}"


class _Album:
    """The pictures of all files, the same one once, and no two of one name."""

    def __init__(self) -> None:
        self.pictures: list[Picture] = []
        self._names: dict[tuple[str, bytes], str] = {}
        self._taken: set[str] = set()

    def take(self, pictures: Sequence[Picture]) -> dict[str, str]:
        """Take in the pictures of a file; the names that they have from now on by those that they had."""
        found = {}
        for picture in pictures:
            key = (picture.media_type, picture.data)
            if key not in self._names:
                self._names[key] = name = self._free(picture.name)
                self.pictures.append(replace(picture, name=name))
            found[picture.name] = self._names[key]
        return found

    def _free(self, name: str) -> str:
        stem, dot, suffix = name.rpartition(".")
        free, number = name, 1
        while free.lower() in self._taken:
            number += 1
            free = f"{stem}-{number}{dot}{suffix}" if dot else f"{name}-{number}"
        self._taken.add(free.lower())
        return free


def _most_used(documents: Sequence[Document]) -> str:
    """The language that most of the text is in."""
    used: Counter[str] = Counter()
    for document in documents:
        used[document.metadata.language] += len(document.text)
    return used.most_common(1)[0][0]


def _agreed(documents: Sequence[Document]) -> Metadata:
    """What all files that say something say alike."""
    agreed: dict[str, Any] = {}
    for field in Metadata.__struct_fields__:
        values = {value for document in documents if (value := getattr(document.metadata, field))}
        if len(values) == 1:
            agreed[field] = values.pop()
    return Metadata(**agreed)


def _speakers(documents: Sequence[Document]) -> Iterator[Speaker]:
    """Who is quoted in any of them: of one name, one speaker, who is what the first file that knows it says."""
    found: dict[str, Speaker] = {}
    for speaker in (speaker for document in documents for speaker in document.speakers):
        known = found.setdefault(speaker.name, speaker)
        found[speaker.name] = replace(
            known,
            aliases=tuple(dict.fromkeys((*known.aliases, *speaker.aliases))),
            kind=known.kind or speaker.kind,
            gender=known.gender or speaker.gender,
            named=known.named or speaker.named,
        )
    yield from found.values()

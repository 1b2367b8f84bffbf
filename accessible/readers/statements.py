"""What a source says of itself under keys (front matter) → metadata. The keys are data: `data/frontmatter.toml`.

Nothing is lost silently: what a book has no place for, what is said twice, and what is in no form that others can read
is told with its line.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from importlib.resources import files
from typing import Any, NamedTuple

from msgspec.structs import replace

from accessible.bibliography import identified, w3c_date
from accessible.model.draft import Contributor, Metadata
from accessible.model.message import Message, Place
from accessible.readers.markup.attributes import tag


class Statement(NamedTuple):
    """What is said under one key (small letters, spaces between its words): a text, a list or a table; ``line`` counts
    from 1 in the source."""

    key: str
    value: Any
    line: int


_DATA = tomllib.loads((files("accessible.readers") / "data" / "frontmatter.toml").read_text(encoding="utf-8"))
#: Every key that is known → what it says of the work.
KEYS: dict[str, str] = {word: field for field, words in _DATA["keys"].items() for word in words}
_ROLES: dict[str, str] = {word: role for role, words in _DATA["roles"].items() for word in words}
_LANGUAGES: dict[str, str] = {word: language for language, words in _DATA["languages"].items() for word in words}
_MONTHS: dict[str, int] = {word: at for words in _DATA["months"].values() for at, word in enumerate(words, 1)}

_TEXTS = frozenset({"subtitle", "publisher", "rights", "description"})
_IDENTIFIERS = {"isbn": "ISBN ", "doi": "doi:", "uuid": "urn:uuid:", "identifier": ""}
_IN_FULL = re.compile(r"(?:(\d{1,2})(?:st|nd|rd|th|er|\.)?\s+(?:de\s+)?)?([^\W\d_]{3,})\.?\s+(?:de\s+|del\s+)?(\d{4})")
_AMERICAN = re.compile(r"([^\W\d_]{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
#: A text in a message is no longer than this.
_SHOWN = 80


def told(statements: Sequence[Statement], name: str) -> tuple[Metadata, tuple[Message, ...]]:
    """The metadata that statements make together, and what could not be kept of them; ``name`` is the source's."""
    teller = _Teller()
    messages = []
    for statement in statements:
        for lost in teller.take(statement):
            messages.append(Message("R040", lost, Place(file=name, line=statement.line)))
    return teller.metadata, tuple(messages)


class _Teller:
    """Metadata that grow statement by statement."""

    def __init__(self) -> None:
        self.metadata = Metadata()

    def take(self, statement: Statement) -> Iterator[str]:
        """Add what a statement says; yields a sentence about each thing in it that is not kept."""
        field = KEYS.get(statement.key, "")
        value = statement.value
        if not value and value != 0:
            return
        match field:
            case "":
                yield f"{_shown(statement.key, value)} has no place in the metadata of a book."
            case "title":
                yield from self._title(value)
            case "creator" | "contributor" | "trl" | "edt" | "ill" | "nrt" | "pht" | "aui":
                role = {"creator": "aut", "contributor": ""}.get(field, field)
                for one in value if isinstance(value, list) else [value]:
                    yield from self._person(statement.key, one, role)
            case "language":
                language = _language(_text(value))
                if not language:
                    yield f"{_shown(statement.key, value)} names no language; --language says it."
                else:
                    yield from self._set("language", language, statement.key)
            case "date":
                yield from self._set("date", _date(_text(value)), statement.key)
            case "identifier" | "isbn" | "doi" | "uuid":
                for one in value if isinstance(value, list) else [value]:
                    text = _text(one.get("text", "")) if isinstance(one, dict) else _text(one)
                    yield from self._set("identifier", _uri(text, _IDENTIFIERS[field]), statement.key)
            case "source":
                yield from self._set("source", _uri(_text(value), ""), statement.key)
            case "series":
                yield from self._series(statement.key, value)
            case "position":
                yield from self._set("series_position", _text(value), statement.key)
            case "subject":
                said = value if isinstance(value, list) else re.split(r"[,;\n]", str(value))
                subjects = dict.fromkeys((*self.metadata.subjects, *filter(None, map(_text, said))))
                self.metadata = replace(self.metadata, subjects=tuple(subjects))
            case _:
                assert field in _TEXTS
                yield from self._set(field, _text(value), statement.key)

    def _set(self, field: str, text: str, key: str) -> Iterator[str]:
        """Say it once: what is said first stays."""
        if not text:
            return
        known = getattr(self.metadata, field)
        if not known:
            self.metadata = replace(self.metadata, **{field: text})
        elif known != text:
            yield f"{_shown(key, text)} says it again and otherwise; {known!r} was kept."

    def _title(self, value: Any) -> Iterator[str]:
        """A title, or several with their types, as pandoc has them."""
        for at, one in enumerate(value if isinstance(value, list) else [value]):
            kind = str(one.get("type", "")) if isinstance(one, dict) else ("subtitle" if at else "")
            text = _text(one.get("text") or one.get("title") or "") if isinstance(one, dict) else _text(one)
            yield from self._set("subtitle" if kind == "subtitle" else "title", text, "title")

    def _person(self, key: str, value: Any, role: str) -> Iterator[str]:
        """Names: each on a line or behind a semicolon; or a table with a name, a role and how it is filed."""
        filed = ""
        if isinstance(value, dict):
            rest = dict(value)
            both = " ".join(_text(rest.pop(part)) for part in ("given", "family") if part in rest)
            names = [_text(rest.pop("name", "") or rest.pop("text", "") or both)]
            written = _text(rest.pop("role", "")).casefold()
            role = _ROLES.get(written, written if re.fullmatch("[a-z]{3}", written) else "") if written else role
            filed = _text(rest.pop("file as", ""))
            for more, what in rest.items():
                yield f"{_shown(f'{key}: {more}', what)} has no place in the metadata of a book."
        else:
            names = [_text(name) for name in re.split(r"[;\n]", str(value))]
        for name in filter(None, names):
            metadata = self.metadata
            if role == "aut":
                metadata = replace(metadata, creators=tuple(dict.fromkeys((*metadata.creators, name))))
            else:
                others = dict.fromkeys((*metadata.contributors, Contributor(name, role)))
                metadata = replace(metadata, contributors=tuple(others))
            if filed:
                metadata = replace(metadata, file_as=(*metadata.file_as, (name, filed)))
            self.metadata = metadata

    def _series(self, key: str, value: Any) -> Iterator[str]:
        """The name of a series; or a table with its name and the position in it."""
        if isinstance(value, dict):
            where = ("position", "index", "number", "volume", "group position")
            position = next((_text(value[name]) for name in where if name in value), "")
            yield from self._set("series_position", position, key)
            value = value.get("name") or value.get("title") or value.get("text") or ""
        text = _text(value)
        numbered = re.fullmatch(r"(.+?)\s*(?:#|,\s*(?:no\.?|vol\.?|book|band|tome)\s*)(\d+(?:\.\d+)*)", text, re.I)
        if numbered and not self.metadata.series_position:
            self.metadata = replace(self.metadata, series_position=numbered[2])
            text = numbered[1]
        yield from self._set("series", text, key)


def _text(value: Any) -> str:
    """A value on one line; a list as its texts, joined by commas."""
    if isinstance(value, list):
        return ", ".join(filter(None, map(_text, value)))
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_text(inner)}" for key, inner in value.items())
    return " ".join(str(value).split())


def _shown(key: str, value: Any) -> str:
    text = _text(value)
    return f"Front matter “{key}: {text if len(text) <= _SHOWN else text[:_SHOWN] + '…'}”"


def _language(written: str) -> str:
    """A language tag (BCP 47) for a tag or for the name of a language, "" for what is neither."""
    return _LANGUAGES.get(written.casefold()) or tag(written)


def _uri(text: str, prefix: str) -> str:
    """An identifier as a URI; what is none as it is written, which is told when a book is made of it."""
    try:
        found = identified(text) or (identified(prefix + text) if prefix else None)
    except ValueError:
        return text
    return found.value if found else text


def _date(written: str) -> str:
    """A date in W3C date and time format; what is none as it is written, which is told when a book is made of it.

    Dates with the month in words are understood, those in numbers only where the year comes first: nobody can say
    which of two numbers is the month.
    """
    if date := w3c_date(written):
        return date
    day, month, year = "", "", ""
    if found := _AMERICAN.match(written):
        month, day, year = found.groups()
    elif found := _IN_FULL.match(written):
        day, month, year = found.groups()
    if found is None or month.casefold() not in _MONTHS:
        return written
    date = f"{year}-{_MONTHS[month.casefold()]:02}" + (f"-{int(day):02}" if day else "")
    return w3c_date(date) or written

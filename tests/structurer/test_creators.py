"""Whom a byline names, and whom it does not."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from accessible import readers
from accessible.model.document import Document
from accessible.model.draft import Contributor
from accessible.model.source import Source
from accessible.structurer import structure

TEXT = (
    "The bell of the old harbour has been silent since the frost of last winter, and nobody in the town knows who is "
    "to pay for the mending of it, or when that will be."
)
GERMAN = (
    "Die Glocke im alten Hafen ist seit dem Frost des letzten Winters still, und niemand in der Stadt weiß, wer dafür "
    "bezahlen soll, dass sie wieder läutet, oder wann das sein wird."
)


def under(byline: str, *, language: str = "en") -> Document:
    body = {"de": GERMAN}.get(language, TEXT)
    written = f"The bell falls silent\n\n{byline}\n\n{body}\n\n{body}\n"
    draft = readers.read(Source("bell.txt", "text/plain", written.encode()))
    return structure(replace(draft, metadata=replace(draft.metadata, language=language)))


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By Jane Doe", ("Jane Doe",)),
        ("by Odile van den Berg", ("Odile van den Berg",)),
        ("By Jane Baker and John O’Neil", ("Jane Baker", "John O’Neil")),
        ("By Jane Doe, John Smith and Ann Lee", ("Jane Doe", "John Smith", "Ann Lee")),
        ("By Jane Doe in Paris", ("Jane Doe",)),
        ("By Jane Doe of The Associated Press", ("Jane Doe",)),
        ("By Jane Doe, Science Editor", ("Jane Doe",)),
        ("Words by Jane Doe", ("Jane Doe",)),
    ],
)
def test_a_byline_names_the_creators_and_says_so(byline: str, names: tuple[str, ...]) -> None:
    document = under(byline)
    assert document.metadata.creators == names
    (message,) = [message for message in document.messages if message.code == "S020"]
    assert all(name in message.text for name in names)
    assert message.place.line == 3
    assert message.hint.startswith("--author")


@pytest.mark.parametrize("byline", ["By Reuters", "By The Associated Press", "By Staff Writer", "By Harbour Board"])
def test_an_agency_or_an_office_is_no_creator(byline: str) -> None:
    document = under(byline)
    assert document.metadata.creators == ()
    assert document.metadata.publisher == ""
    assert ["names nobody for sure" in m.text for m in document.messages if m.code == "S020"] == [True]


def test_what_was_not_taken_for_a_name_is_told() -> None:
    (message,) = [message for message in under("By Jane Doe, Science Editor").messages if message.code == "S020"]
    assert "'Science Editor' was not taken" in message.text


@pytest.mark.parametrize(
    ("byline", "language", "name"),
    [
        ("Von Jane Doe", "de", "Jane Doe"),
        ("Par Jeanne Martin", "fr", "Jeanne Martin"),
        ("Por Ana López", "es", "Ana López"),
    ],
)
def test_other_languages(byline: str, language: str, name: str) -> None:
    assert under(byline, language=language).metadata.creators == (name,)


def test_a_translator_is_a_contributor() -> None:
    document = under("Translated by Ann Lee")
    assert document.metadata.creators == ()
    assert document.metadata.contributors == (Contributor("Ann Lee", "trl"),)


def test_what_is_known_already_stays() -> None:
    written = f"---\nauthor: Somebody Else\n---\nThe bell falls silent\n\nBy Jane Doe\n\n{TEXT}\n\n{TEXT}\n"
    document = structure(readers.read(Source("bell.txt", "text/plain", written.encode())))
    assert document.metadata.creators == ("Somebody Else",)
    assert not [message for message in document.messages if message.code == "S020"]

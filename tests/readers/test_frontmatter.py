"""Front matter of texts: what it says becomes metadata, and no text is ever taken for it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accessible.errors import SourceError
from accessible.model.draft import Contributor, Metadata
from accessible.model.source import Source
from accessible.readers import frontmatter, text
from accessible.readers.statements import KEYS

YAML = """---
# what pandoc and others read
title: "The Bell: a history"
subtitle: Of the harbour
author:
  - Odile Marsh
  - name: Ilse Corran
    file-as: Corran, Ilse
    affiliation: Low Harbour Office
translator: Ann Lee
contributor: {role: illustrator, text: Jo Reed}
lang: no
date: 2026-05-03
publisher: Low Post
rights: © 2026 Odile Marsh
isbn: 0-306-40615-2
source: 10.1000/182
series: {name: Harbours, position: 3}
keywords: [bells, ports]
description: >
  What became
  of the bell.
layout: post
...
The text begins.
"""


def test_yaml() -> None:
    metadata, end, messages = frontmatter.read(YAML, name="a.txt")
    assert metadata == Metadata(
        title="The Bell: a history",
        subtitle="Of the harbour",
        creators=("Odile Marsh", "Ilse Corran"),
        contributors=(Contributor("Ann Lee", "trl"), Contributor("Jo Reed", "ill")),
        language="no",
        date="2026-05-03",
        publisher="Low Post",
        rights="© 2026 Odile Marsh",
        identifier="urn:isbn:9780306406157",
        source="doi:10.1000/182",
        series="Harbours",
        series_position="3",
        subjects=("bells", "ports"),
        description="What became of the bell.",
        file_as=(("Ilse Corran", "Corran, Ilse"),),
    )
    assert YAML[end:].strip() == "The text begins."
    assert [(message.code, message.place.line) for message in messages] == [("R040", 5), ("R040", 23)]
    assert "affiliation: Low Harbour Office" in messages[0].text
    assert "layout: post" in messages[1].text


def test_keys_may_stand_in_quotes() -> None:
    assert frontmatter.read("---\n'title': The Bell\n\"author\": Odile Marsh\n---\nText.")[0] == Metadata(
        title="The Bell", creators=("Odile Marsh",)
    )


def test_toml() -> None:
    written = '+++\r\ntitle = "The Bell"\r\nauthors = ["A", "B"]\r\ndate = 2026-05-03\r\ndraft = true\r\n+++\r\nText.'
    metadata, end, messages = frontmatter.read(written)
    assert metadata == Metadata(title="The Bell", creators=("A", "B"), date="2026-05-03")
    assert written[end:].strip() == "Text."
    assert [(message.text[:27], message.place.line) for message in messages] == [("Front matter “draft: true” ", 5)]


def test_lines_at_the_beginning() -> None:
    written = (
        "\ufeffTitle: The Bell\nAuthor: Odile Marsh\n        Ilse Corran\nDate: 3 May 2026\nLanguage: English\n"
        "Word count: 3000\nSeries: Harbours #3\n\nThe text begins: with a colon.\n"
    )
    metadata, end, messages = frontmatter.read(written)
    assert metadata.title == "The Bell"
    assert metadata.creators == ("Odile Marsh", "Ilse Corran")
    assert (metadata.date, metadata.language) == ("2026-05-03", "en")
    assert (metadata.series, metadata.series_position) == ("Harbours", "3")
    assert written[end:].strip() == "The text begins: with a colon."
    assert ["Word count" in message.text or "word count" in message.text for message in messages] == [True]


def test_lines_may_stand_apart_and_be_german() -> None:
    written = "Titel: Die Glocke\r\n\r\nAutorin: Odile Marsh\r\n\r\nDatum: 3. Mai 2026\r\n\r\nSie: ist still.\r\n"
    metadata, end, _ = frontmatter.read(written)
    assert metadata == Metadata(title="Die Glocke", creators=("Odile Marsh",), date="2026-05-03")
    assert written[end:].strip() == "Sie: ist still."


GUTENBERG = """The Project Gutenberg eBook of The Bell

This ebook is for the use of anyone anywhere: at no cost.

Title: The Bell
        Or the Harbour

Author: Odile Marsh
        Ilse Corran

Release date: June 1, 1998 [eBook #1342]
                Most recently updated: October 29, 2024

Language: English

*** START OF THE PROJECT GUTENBERG EBOOK THE BELL ***

The text.

*** END OF THE PROJECT GUTENBERG EBOOK THE BELL ***
Licence of some length.
"""


def test_the_frame_of_project_gutenberg() -> None:
    draft = text.read(Source("bell.txt", "text/plain", GUTENBERG.encode()))
    assert draft.metadata == Metadata(
        title="The Bell Or the Harbour", creators=("Odile Marsh", "Ilse Corran"), date="1998-06-01", language="en"
    )
    assert [GUTENBERG[block.span.start : block.span.end] for block in draft.blocks] == ["The text."]
    assert [message.code for message in draft.messages if message.code != "R001"] == ["R016", "R016"]
    assert "for the use of anyone" in draft.messages[-2].text


@pytest.mark.parametrize(
    "written",
    [
        "Note: the bell is silent.\n\nDear Ann,\n",
        "Note: the bell is silent.\nAuthor: I do not think so.\n\nEditor: Nor do I.\n",
        "To: all\nFrom: Ann\nSubject: The bell\nDate: 2026-05-03\n\nThe bell is silent.\n",
        "Title: The Bell\n\nThe bell is silent.\n",
        "Title: The Bell\nAuthor: Odile Marsh\nThe bell is silent.\n",
        "Title: The Bell\nAuthor:\n\nThe bell is silent.\n",
        "Title: The Bell\nAuthor: Odile Marsh\n",
        "The bell.\nTitle: The Bell\nAuthor: Odile Marsh\n\nText.\n",
        "---\nThe bell is silent.\n---\nText.\n",
        "---\n\nThe bell is silent, and: nobody knows.\n\n---\nText.\n",
        "---\n- one\n- two\n---\nText.\n",
        "---\ntitle: never closed\n",
        "+++\nThe bell\n+++\nText.\n",
        "",
        "---",
    ],
)
def test_what_only_looks_like_front_matter_is_text(written: str) -> None:
    assert frontmatter.read(written) == (Metadata(), 0, ())


def test_a_colon_in_a_value_costs_nothing_but_a_message() -> None:
    metadata, end, messages = frontmatter.read("---\ntitle: The Bell: a history\nauthor: 'Odile Marsh'\n---\nText.")
    assert metadata == Metadata(title="The Bell: a history", creators=("Odile Marsh",))
    assert end
    assert [message.code for message in messages] == ["R041"]
    assert "in line 2" in messages[0].text


@pytest.mark.parametrize(
    "inside",
    [
        "title: &a [x]\nauthor: *a\nsubject:\n- y\n- z: [",
        "title: " + "[" * 20_000,
        "a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\ntitle: *c\n- x",
        "title: !!python/object/apply:os.system [ls]\nauthor: {\n- x",
    ],
)
def test_hostile_yaml_is_kept_as_text_and_told(inside: str) -> None:
    begun = time.monotonic()
    metadata, end, messages = frontmatter.read(f"---\n{inside}\n---\nText.")
    assert time.monotonic() - begun < 2
    assert (metadata, end) == (Metadata(), 0)
    assert [message.code for message in messages] == ["R041"]


def test_no_object_is_made_and_nothing_guessed() -> None:
    written = "---\ntitle: !!python/name:os.system 12:30\nlanguage: no\nyear: 2026\n---\nText."
    metadata, _, _ = frontmatter.read(written)
    assert (metadata.title, metadata.language, metadata.date) == ("12:30", "no", "2026")


def test_what_is_said_twice_or_in_no_form_is_told() -> None:
    metadata, _, messages = frontmatter.read("Title: A\nTitle: B\nLanguage: Elvish\nDate: 3/5/2026\n\nText.")
    assert (metadata.title, metadata.language, metadata.date) == ("A", "", "3/5/2026")
    assert [message.place.line for message in messages] == [2, 3]


def test_a_source_of_nothing_but_front_matter_is_refused() -> None:
    with pytest.raises(SourceError, match="holds no text"):
        text.read(Source("a.txt", "text/plain", b"---\ntitle: The Bell\n---\n"))


@given(st.text())
def test_any_text_has_an_answer(written: str) -> None:
    for made in (written, f"---\n{written}\n---\n{written}", f"+++\n{written}\n+++\n{written}", f"Title: {written}"):
        _, end, _ = frontmatter.read(made)
        assert 0 <= end <= len(made)


KEYED = st.tuples(st.sampled_from(["Title", "Author", "Note", "Date", "x"]), st.text(st.characters(codec="utf-8")))


@given(st.lists(KEYED))
def test_nothing_is_lost(pairs: list[tuple[str, str]]) -> None:
    """Every word of front matter is in the metadata or in a message."""
    written = "".join(f"{key}: {' '.join(value.split()) or '-'}\n" for key, value in pairs) + "\nText.\n"
    metadata, end, messages = frontmatter.read(written)
    kept = repr(metadata) + " ".join(message.text for message in messages)
    for line in written[:end].splitlines():
        value = line.partition(": ")[2].strip()
        assert all(word[:60] in kept for word in value.split(";")[0].split()[:1] if word.isalnum()), (line, kept)


def test_every_key_is_written_as_it_is_looked_up() -> None:
    assert [key for key in KEYS if key != " ".join(key.casefold().replace("-", " ").replace("_", " ").split())] == []

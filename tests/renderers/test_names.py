"""Names of files: harmless on every file system, whatever the title holds; and characters that XML forbids."""

from __future__ import annotations

import re
from pathlib import PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from accessible.renderers import slug
from accessible.renderers.characters import forbidden, label, permitted, running


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Harbour opens again", "harbour-opens-again"),
        ("– Three-phase truce –", "three-phase-truce"),
        ("‘Tangible opportunity’", "tangible-opportunity"),
        ("Don’t panic!", "dont-panic"),
        ("Élan, Übermut & Smørrebrød", "elan-ubermut-smorrebrod"),
        ("Straße ﬁn ½", "strasse-fin-1-2"),
        ("../../etc/passwd", "etc-passwd"),
        (".hidden", "hidden"),
        ("CON", "con-book"),
        ("lpt1", "lpt1-book"),
        ("LPT¹", "lpt1-book"),
        ("console", "console"),
        ("", "book"),
        ("  ", "book"),
        ("a\x00b\nc", "a-b-c"),
    ],
)
def test_a_title_becomes_a_name(title: str, expected: str) -> None:
    assert slug(title) == expected


def test_titles_of_which_nothing_is_left_stay_apart() -> None:
    assert re.fullmatch(r"section-[0-9a-f]{8}", slug("港口", fallback="section"))
    assert slug("港口") != slug("碼頭")
    assert slug("😀" * 500).startswith("book-")


def test_a_long_title_is_cut_between_words() -> None:
    name = slug("word " * 60)
    assert len(name) <= 100
    assert set(name.split("-")) == {"word"}
    assert slug("x" * 300) == "x" * 100


@given(st.text())
def test_every_name_is_safe(title: str) -> None:
    name = slug(title)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)
    assert len(name) <= 105
    assert not PureWindowsPath(name).is_reserved()


@given(st.text(st.characters(exclude_categories=[])))
def test_what_is_permitted_can_be_written(text: str) -> None:
    for clean in (permitted(text), running(text), label(text)):
        element = etree.Element("t")
        element.text = clean  # lxml raises for a character that may not be there
        assert not forbidden(clean)
    assert permitted(text) == text or forbidden(text)


def test_only_line_breaks_change_in_running_text() -> None:
    assert running("a \r\n b\rc\nd  e\u00a0f\u2028g") == "a b c d  e\u00a0f\u2028g"


def test_a_label_cannot_turn_the_text_behind_it_round() -> None:
    assert label(" a\u202eb\n\tc ") == "ab c"

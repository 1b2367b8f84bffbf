"""Spoken text: everything that sounds is kept, and nothing that an engine would stumble over."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accessible.narrator.normalizer import UNSPEAKABLE, has_something_to_say, normalize, plain


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("One line\nand another.", "One line and another."),
        ("A\u00a0b\u2028c\td", "A b c d"),
        ("“Yes,” she said.", "Yes, she said."),
        ("« Oui », dit-elle.", "Oui, dit-elle."),
        (", he said.", "he said."),
        ("„Nein!“,", "Nein!"),
        ("“Why?”, he asked", "Why?, he asked"),
        ("”, he said.", "he said."),
        ("— Yes, he said.", "Yes, he said."),
        (".5 and -5", ".5 and -5"),
        ("““Yes,” he said.””", "Yes, he said."),
        ('The so-called "expert" left.', "The so-called expert left."),
        ("He said ‘no’ and left.", "He said no’ and left."),  # a mark after a letter may be an apostrophe: it is silent
        ("They're the dogs’ and ’tis", "They're the dogs’ and ’tis"),
        ("He said 'no more' and left.", "He said no more and left."),
        ("rock 'n' roll", "rock 'n' roll"),
        ("dark—and cold", "dark — and cold"),
        ("dark -- and cold", "dark — and cold"),
        ("dark - and cold", "dark — and cold"),
        ("1990–1995, well-known", "1990–1995, well-known"),
        ("minus -5 degrees", "minus -5 degrees"),
        ("Well...and then…", "Well… and then…"),
        ("Well. . . and then", "Well… and then"),
        ("a.b.c.", "a.b.c."),
        ("x\x010A y\x00z\ufeff\u202e\ud800", "x0A yz"),
        ("co\u00adop can\u200dnot", "co\u00adop can\u200dnot"),
        ("“…”", ""),
        ("", ""),
    ],
)
def test_written_becomes_spoken_in_every_language(written: str, spoken: str) -> None:
    assert plain(written) == spoken
    assert normalize(written, language="tlh") == spoken  # a language without a row


@given(st.text(st.one_of(st.characters(), st.sampled_from("“”\"'’‘ .…—-ab1\n\x01"))))
def test_letters_and_digits_are_kept_in_their_order(written: str) -> None:
    def core(text: str) -> list[str]:
        return [character for character in text if character.isalnum()]

    spoken = plain(written)
    assert core(spoken) == core(written)
    assert not UNSPEAKABLE.search(spoken)
    assert spoken == " ".join(spoken.split())
    assert plain(spoken) == spoken


@pytest.mark.parametrize(
    ("text", "something"),
    [("a", True), ("7", True), ("→", True), ("€", True), ("—", False), ("… “”", False), ("* * *", False), ("", False)],
)
def test_punctuation_alone_says_nothing(text: str, something: bool) -> None:
    assert has_something_to_say(text) is something

"""Lines are found by a table, and are the lines that a search finds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from accessible.structurer.places import line_of, line_start


@given(st.text(alphabet="ab \r\n\u2028", max_size=40), st.integers(0, 40))
def test_the_table_finds_what_a_search_finds(text: str, at: int) -> None:
    at = min(at, len(text))
    if text[at - 1 : at + 1] == "\r\n":
        at += 1  # nothing begins between the two
    assert line_start(text, at) == max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1
    assert line_of(text, at) == text[:at].replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1


def test_every_kind_of_line_end_counts_once() -> None:
    text = "one\r\ntwo\rthree\nfour"
    assert [line_of(text, text.index(word)) for word in text.split()] == [1, 2, 3, 4]

"""Lists say how they count, so that a reading system counts alike."""

from __future__ import annotations

from msgspec.structs import replace

from tests.renderers.builder import bullets, paragraph
from tests.renderers.test_xhtml import body

LIST = bullets([paragraph("one")], [paragraph("two")], ordered=True, first=3)


def test_letters_and_roman_numbers_are_kept() -> None:
    assert body(replace(LIST, numbering="a")).startswith('<ol id="s1b0" start="3" type="a">')
    assert body(replace(LIST, numbering="I")).startswith('<ol id="s1b0" start="3" type="I">')


def test_a_list_that_counts_down_says_so() -> None:
    assert body(replace(LIST, descending=True)).startswith('<ol id="s1b0" start="3" reversed="reversed">')


def test_bullets_do_not_count() -> None:
    assert body(replace(LIST, ordered=False, numbering="a", descending=True)).startswith('<ul id="s1b0">')

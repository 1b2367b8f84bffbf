"""Names that are none: what is written like one and has no letter."""

from __future__ import annotations

from accessible.readers import as_source, read
from accessible.structurer import structure


def test_a_sign_that_has_a_capital_and_is_no_letter_stopped_the_program() -> None:
    """U+0345 is a small iota under another letter: its capital is a letter, and it is none itself."""
    page = "<html lang=en><p>“Yes,” said Ann. \u0345</p>"
    document = structure(read(as_source("page.html", page.encode())))
    assert document.speakers[0].name == "Ann"

"""Identifiers and dates: the forms that the world has for them, and what is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accessible.bibliography import identified, is_date, w3c_date


@pytest.mark.parametrize(
    ("text", "scheme", "value"),
    [
        ("978-0-306-40615-7", "isbn", "urn:isbn:9780306406157"),
        ("0-306-40615-2", "isbn", "urn:isbn:9780306406157"),
        ("ISBN-10: 080442957x", "isbn", "urn:isbn:9780804429573"),
        ("urn:isbn:9780306406157", "isbn", "urn:isbn:9780306406157"),
        ("6E8BC430-9C3A-11D9-9669-0800200C9A66", "uuid", "urn:uuid:6e8bc430-9c3a-11d9-9669-0800200c9a66"),
        ("https://doi.org/10.1000/182", "doi", "doi:10.1000/182"),
        ("10.1000/182", "doi", "doi:10.1000/182"),
        ("urn:issn:0028-0836", "urn", "urn:issn:0028-0836"),
        (" https://example.org/a?b=c#d ", "uri", "https://example.org/a?b=c#d"),
    ],
)
def test_an_identifier_is_one_uri(text: str, scheme: str, value: str) -> None:
    assert identified(text) == (scheme, value)
    assert identified(value) == (scheme, value)


@pytest.mark.parametrize("text", ["", "A printed book", "C: the ferry", "file:///etc/passwd", "12345678901", "urn:a:"])
def test_what_has_the_form_of_none_is_none(text: str) -> None:
    assert identified(text) is None


@pytest.mark.parametrize("text", ["9780306406158", "0306406153", "urn:isbn:12", "ISBN 977 0 306 40615 7"])
def test_an_isbn_with_a_wrong_digit_is_told(text: str) -> None:
    with pytest.raises(ValueError, match="is no ISBN"):
        identified(text)


@given(st.integers(min_value=0, max_value=10**9 - 1))
def test_one_wrong_digit_is_always_noticed(number: int) -> None:
    digits = f"978{number:09}"
    right = [digit for digit in "0123456789" if _is_isbn(digits + digit)]
    assert len(right) == 1


def _is_isbn(text: str) -> bool:
    try:
        return identified(text) is not None
    except ValueError:
        return False


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("2026-01-31", "2026-01-31"),
        ("2026-01", "2026-01"),
        ("2026", "2026"),
        ("2026-01-31 10:11:12+0200", "2026-01-31T10:11:12+02:00"),
        ("2026-01-31T10:11Z", "2026-01-31T10:11Z"),
        ("2026-01-31T10:11", "2026-01-31"),
        ("2026-01-31T99:11Z", "2026-01-31"),
        ("2026-02-30", ""),
        ("2026 or so", ""),
        ("0999", ""),
        ("last Tuesday", ""),
    ],
)
def test_dates(written: str, date: str) -> None:
    assert w3c_date(written) == date
    assert is_date(written) == (date == written)


@given(st.text())
def test_any_text_has_an_answer(text: str) -> None:
    _is_isbn(text)
    assert not w3c_date(text) or is_date(w3c_date(text))

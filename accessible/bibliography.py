"""What is said of works in forms that others look up: identifiers and dates, checked by the rules of their schemes.

Options, readers and renderers share it, so that an ISBN is the same one wherever it was said. ISBN: the users' manual
of the International ISBN Agency, 7th edition. UUID: RFC 9562. URN: RFC 8141. URI: RFC 3986. DOI: ISO 26324. Dates: W3C
date and time formats (https://www.w3.org/TR/NOTE-datetime).
"""

from __future__ import annotations

import re
from datetime import date
from typing import Literal, NamedTuple

_ISBN = re.compile(r"(?:urn:isbn:|isbn(?:-?1[03])?[\s:]*)?((?:97[89][- ]?)?\d[\d -]{7,14}[\dX])", re.IGNORECASE)
_SAYS_ISBN = re.compile(r"(?:urn:)?isbn\b", re.IGNORECASE)
_UUID = re.compile(r"(?:urn:uuid:|uuid:)?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})", re.IGNORECASE)
_DOI = re.compile(r"(?:doi:\s*|https?://(?:dx\.)?doi\.org/)?(10\.\d{4,9}/\S+)", re.IGNORECASE)
_URN = re.compile(r"urn:[a-z0-9][a-z0-9-]{0,30}[a-z0-9]:[!-~]+", re.IGNORECASE)
_URI = re.compile(r"[a-z][a-z0-9+.-]+:(?:[!#-;=?-Z_a-z~\[\]]|%[0-9a-f]{2})+", re.IGNORECASE)
_DATE = re.compile(
    r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?"
    r"(?:[T ](\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)?\s?(Z|[+-]\d{2}:?\d{2})?)?"
)
_MOMENT = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?", re.ASCII)


class Identifier(NamedTuple):
    """An identifier and its scheme. ``value`` is one URI: `urn:isbn:` with 13 digits, `urn:uuid:`, `doi:`, another URN
    or an address."""

    scheme: Literal["isbn", "uuid", "doi", "urn", "uri"]
    value: str


def identified(text: str) -> Identifier | None:
    """The identifier that a text is, or None for a text that has the form of none.

    An ISBN of 10 digits becomes the one of 13 that it is part of. Raises `ValueError`, with the reason, for an ISBN
    whose check digit is wrong, or whose digits are too few or too many.
    """
    text = text.strip()
    if isbn := _ISBN.fullmatch(text):
        digits = re.sub("[ -]", "", isbn[1]).upper()
        if len(digits) in (10, 13) or _SAYS_ISBN.match(text):
            return Identifier("isbn", f"urn:isbn:{_isbn(digits, said=text)}")
    if _SAYS_ISBN.match(text):
        raise ValueError(f"{text!r} is no ISBN: it has 13 digits, or 10 (the last may be an X)")
    if found := _UUID.fullmatch(text):
        return Identifier("uuid", f"urn:uuid:{found[1].lower()}")
    if found := _DOI.fullmatch(text):
        return Identifier("doi", f"doi:{found[1]}")
    if _URN.fullmatch(text):
        return Identifier("urn", text)
    if _URI.fullmatch(text) and not text.lower().startswith(("urn:", "javascript:", "data:", "file:")):
        return Identifier("uri", text)
    return None


def _isbn(digits: str, *, said: str) -> str:
    """The 13 digits of an ISBN. Raises `ValueError` when it is none."""
    if len(digits) == 10 and "X" not in digits[:-1]:
        value = 10 if digits[-1] == "X" else int(digits[-1])
        if (sum((10 - at) * int(digit) for at, digit in enumerate(digits[:-1])) + value) % 11 == 0:
            digits = f"978{digits[:-1]}"
            return digits + _check_digit(digits)
    elif len(digits) == 13 and digits.isdigit() and digits.startswith(("978", "979")):
        if _check_digit(digits[:-1]) == digits[-1]:
            return digits
    else:
        raise ValueError(f"{said!r} is no ISBN: it has 13 digits, or 10 (the last may be an X)")
    raise ValueError(f"{said!r} is no ISBN: its check digit is wrong")


def _check_digit(digits: str) -> str:
    total = sum(int(digit) * (3 if at % 2 else 1) for at, digit in enumerate(digits))
    return str(-total % 10)


def w3c_date(written: str) -> str:
    """The date that a text begins with, in W3C date and time format, or "" for what is none or in no calendar."""
    found = _DATE.match(written.strip())
    if found is None or (found.end() == 4 and len(written.strip()) > 4):
        return ""
    year, month, day, time, zone = found.groups()
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return ""
    if not int(year) >= 1000:
        return ""
    text = "-".join(part for part in (year, month, day) if part)
    if time and zone and day and _MOMENT.fullmatch(time):
        return f"{text}T{time}{zone if zone == 'Z' or ':' in zone else f'{zone[:3]}:{zone[3:]}'}"
    return text


def is_date(written: str) -> bool:
    """Whether a text is a date in W3C date and time format and nothing else."""
    return w3c_date(written) == written != ""

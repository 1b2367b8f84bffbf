"""Lines that say whose the words before them are: a dash and a name, or a name alone."""

from __future__ import annotations

import re

from accessible.structurer.punctuation import CLOSERS, OPENERS

#: What the attribution of an extract begins with.
ATTRIBUTED = re.compile(r"[-–—―~]{1,2}[ \t\u00a0]?(?=[^\W\d_])")
#: Such a line has so many characters at most; a name so many words.
LONGEST, _WORDS = 120, 6

_EDGES = OPENERS + CLOSERS
_TAIL = re.compile(r"[,(;:\[]")


def is_name(text: str, *, least: int = 1) -> bool:
    """Whether a line is a name: every word begins with a capital but for a small one between two ("de", "née"), and
    ``least`` of them do; behind a comma or in brackets may stand where the words are from."""
    head = _TAIL.split(text.strip(_EDGES), maxsplit=1)[0].strip(_EDGES + ".")
    parts = [part for part in head.replace(".", ". ").split() if any(map(str.isalpha, part))]
    capital = sum(part.lstrip(_EDGES)[:1].isupper() for part in parts)
    return (
        max(least, len(parts) - 1) <= capital and 0 < len(parts) <= _WORDS and text.rstrip(CLOSERS)[-1:] not in "?!:;"
    )


def is_signed(text: str, *, least: int = 1) -> bool:
    """Whether a line is a dash and a name."""
    dash = ATTRIBUTED.match(text)
    return dash is not None and len(text) <= LONGEST and is_name(text[dash.end() :], least=least)

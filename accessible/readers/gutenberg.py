"""The frame of a text of Project Gutenberg: a header with what the text is, and the licence behind it.

Both are marked by lines that begin with three asterisks, so what is between them is the text for certain. Of the header
the lines with keys become metadata; its other words, and the licence, are left out of the book and told.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from accessible.model.message import Message, Place
from accessible.readers.keyed import longer, of_line
from accessible.readers.statements import KEYS, Statement

_START = re.compile(r"^\*\*\* ?START OF (?:THE|THIS) PROJECT GUTENBERG EBOOK[^\r\n]*", re.MULTILINE)
_END = re.compile(r"^\*\*\* ?END OF (?:THE|THIS) PROJECT GUTENBERG EBOOK", re.MULTILINE)
#: The number of the text, which stands behind the date.
_NUMBER = re.compile(r"\s*\[e(?:book|text) #\d+\]", re.IGNORECASE)
#: The header is at most so long (characters).
_LONGEST = 20_000


class Header(NamedTuple):
    """What a header says under its keys, what else stands in it, and where it ends."""

    statements: list[Statement]
    rest: str
    end: int


def header(text: str, start: int) -> Header | None:
    """The header of a text whose first sign is at ``start``, or None for a text that has none."""
    opened = _START.search(text, start, start + _LONGEST)
    if opened is None:
        return None
    found: list[Statement] = []
    rest: list[str] = []
    goes_on = False
    first = text.count("\n", 0, start) + 1
    for number, written in enumerate(text[start : opened.start()].splitlines(), first):
        statement = of_line(written, number)
        if statement is not None and statement.value and statement.key in KEYS:
            found.append(statement._replace(value=_NUMBER.sub("", statement.value)))
            goes_on = True
        elif goes_on and written[:1] in (" ", "\t") and written.strip() and of_line(written.strip(), 0) is None:
            found[-1] = longer(found[-1], written)
        else:
            goes_on = False
            rest.append(written.strip())
    return Header(found, " ".join(filter(None, rest)), opened.end())


def end_of(text: str) -> int:
    """Where the text ends and the licence begins; the end of everything where there is no header or no licence."""
    if not _START.search(text, 0, _LONGEST):
        return len(text)
    closed = _END.search(text)
    return closed.start() if closed else len(text)


def left_out(text: str, start: int, end: int, words: str, name: str) -> tuple[Message, ...]:
    """The message that words between two offsets are not in the book; none where there are none."""
    line = " ".join(words.split())
    if not line:
        return ()
    what = f"What stands around the text was left out: {line if len(line) <= 80 else line[:80] + '…'!r}."
    return (Message("R016", what, Place(file=name, line=text.count("\n", 0, start) + 1, start=start, end=end)),)

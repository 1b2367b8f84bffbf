"""Passages of the Bible: "Luke 2:1–7" is chapter and verses, and no time of day. The books are the language's data."""

from __future__ import annotations

import re

from accessible.narrator.spoken.edits import Edit
from accessible.narrator.spoken.tongue import Reading

_BACK = 24  # characters in which the name of a book is looked for


def passage(text: str, at: int, reading: Reading) -> Edit | None:
    """John 3:16, from its chapter on; 1 Cor. 13:4–7, from the number of the book on."""
    tongue = reading.tongue
    if "1" <= text[at] <= "3" and (match := tongue.numbered_passage.match(text, at)):
        if at and text[at - 1].isalnum():
            return None
        name = tongue.words.numbered_books[match["book"]]
        number = tongue.words.book_numbers[int(match["number"]) - 1]
        return Edit(at, match.end(), (name % number if "%s" in name else name) + _verses(match, reading))
    match = tongue.passage.match(text, at)
    if not match or not (book := tongue.book_before.search(text, max(0, at - _BACK), at)):
        return None
    return Edit(book.start("book"), match.end(), tongue.words.books[book["book"]] + _verses(match, reading))


def _verses(match: re.Match[str], reading: Reading) -> str:
    """Chapter 3, verse 16."""
    phrases = reading.tongue.words.phrases
    one, many = phrases["verses"].split("|")
    first, until, last = match["first"], match["until"], match["last"]
    to = f" {phrases['to']} "
    if until:
        return f" {match['chapter']}, {one} {first}{to}{phrases['chapter']} {until}, {one} {last}"
    said = f" {match['chapter']}, {many if last or match['more'] is not None else one} {first}"
    return said + (to + last if last else "")

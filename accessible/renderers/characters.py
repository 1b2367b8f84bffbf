"""Which characters may stand in an XML file, and how text becomes one line.

Readers remove what XML forbids (`R003`). This is the last gate before lxml, for documents that came another way: lxml
raises on such a character, and one control character must not cost somebody a book.
"""

from __future__ import annotations

import re

#: Everything outside production [2] Char of XML 1.0 (fifth edition), lone surrogates included. (A class that names what
#: is permitted takes ten times as long to compile.)
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LINE_BREAK = re.compile(r"[ \t]*(?:\r\n|\r|\n)[ \t]*")
_XML_SPACE = re.compile("[ \t\r\n]+")
#: Overrides and embeddings turn round the letters of everything behind them; isolates are paired and stay (UAX #9).
_BIDI_OVERRIDE = re.compile("[\u202a-\u202e]")


def forbidden(text: str) -> bool:
    """Whether the text holds a character that no XML file may hold."""
    return _FORBIDDEN.search(text) is not None


def permitted(text: str) -> str:
    """The text without the characters that XML forbids."""
    return _FORBIDDEN.sub("", text)


def running(text: str) -> str:
    """Text of a paragraph: its line breaks were the source's, and are spaces; nothing else is touched."""
    return permitted(_LINE_BREAK.sub(" ", text))


def shortened(text: str, longest: int = 60) -> str:
    """A label of at most so many characters, cut behind a word where there is one."""
    if len(text) <= longest:
        return text
    return (text[:longest].rpartition(" ")[0] or text[:longest]) + "…"


def label(text: str) -> str:
    """Text on one line for titles, metadata and navigation: white space folded, bidirectional overrides left out."""
    return _XML_SPACE.sub(" ", _BIDI_OVERRIDE.sub("", permitted(text))).strip(" ")

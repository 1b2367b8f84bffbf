"""Bytes → text: byte order mark, then UTF-8, then UTF-16 without a mark, then a legacy 8-bit encoding.

charset-normalizer is used for the last step because telling one 8-bit encoding from another takes statistics over
many languages that it has and we do not. Whatever was guessed or replaced is said in a message.
"""

from __future__ import annotations

import codecs
import re

from accessible.model.message import Message, Place
from accessible.readers.formats import looks_like_utf16

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

#: What XML 1.0 (§2.2, Char) cannot hold, form feed excepted: it separates pages and never reaches the book.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

#: What nobody writes, so that a text that holds it was not Windows-1252: a symbol or a low quote inside a word, a
#: capital with an accent after a small letter, four accented letters in a row, letters that only Icelandic has.
_UNWRITTEN = re.compile(
    "[^\\W\\d_][\u0192\u2020\u2021\u02c6\u2030\u2039\u02dc\u203a\u201a\u201e\u00a1-\u00a9\u00ab-\u00ac\u00ae-\u00b1\u00b3\u00b4\u00b6\u00b8-\u00bb\u00bf\u00d7\u00f7][^\\W\\d_]"
    "|[a-z][\u00c0-\u00de]|[\u00c0-\u00ff]{4}|[\u00f0\u00fd\u00fe\ufffd]"
)


def decode(data: bytes, *, name: str = "") -> tuple[str, tuple[Message, ...]]:
    """The text in ``data``, without its byte order mark, and what had to be guessed, replaced or removed.

    Never raises: bytes that no encoding explains become U+FFFD, with a message that counts them.
    """
    text, messages = _decode(data, name)
    clean, removed = _FORBIDDEN.subn("", text)
    if removed:
        first = _FORBIDDEN.search(text)
        at = first.start() if first else 0
        place = Place(file=name, line=text.count("\n", 0, at) + 1)
        counted = "1 control character was" if removed == 1 else f"{removed} control characters were"
        messages += (Message("R003", f"{counted} removed: XML cannot hold them.", place),)
    return clean, messages


def _decode(data: bytes, name: str) -> tuple[str, tuple[Message, ...]]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _replacing(data[len(mark) :], encoding, name)
    try:
        text = data.decode("utf-8")
        if "\0" not in text or not looks_like_utf16(data):
            return text, ()
    except UnicodeDecodeError:
        pass
    if looks_like_utf16(data):
        encoding = "utf-16-le" if data[1:1000:2].count(0) > data[0:1000:2].count(0) else "utf-16-be"
        text, messages = _replacing(data, encoding, name)
        return text, (_guessed(encoding, name), *messages)
    encoding = _legacy(data)
    text, messages = _replacing(data, encoding, name)
    return text, (_guessed(encoding, name), *messages)


def _legacy(data: bytes) -> str:
    """The encoding of bytes that are not UTF-8.

    UTF-8 when only a few bytes are broken; Windows-1252, the Web's own default (WHATWG Encoding §4), when the text it
    gives looks written; otherwise what charset-normalizer finds. It is asked last because on English text with a
    handful of typographic quotes it answers with code pages of the 1980s.
    """
    if _mostly_utf8(data):
        return "utf-8"
    if not _UNWRITTEN.search(data.decode("cp1252", "replace")):
        return "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    return best.encoding if best is not None else "cp1252"


def _mostly_utf8(data: bytes) -> bool:
    """Whether more multi-byte sequences are valid UTF-8 than not: a UTF-8 text with a few broken bytes in it."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    multibyte = sum(1 for character in text if character > "\x7f") - broken
    return multibyte > 3 * broken


def _replacing(data: bytes, encoding: str, name: str) -> tuple[str, tuple[Message, ...]]:
    try:
        return data.decode(encoding), ()
    except UnicodeDecodeError:
        pass
    text = data.decode(encoding, "replace")
    count = text.count("\ufffd")
    line = text.count("\n", 0, text.find("\ufffd")) + 1
    what = f"{count} {'place' if count == 1 else 'places'} could not be decoded as {encoding} and became U+FFFD."
    hint = "save the source as UTF-8 and build again"
    return text, (Message("R002", what, Place(file=name, line=line), hint=hint),)


def _guessed(encoding: str, name: str) -> Message:
    return Message(
        "R001",
        f"The encoding is not stated; the text was read as {encoding}.",
        Place(file=name),
        hint="if letters look wrong, save the source as UTF-8",
    )

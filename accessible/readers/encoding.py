"""Bytes → text: byte order mark, then what the source declares, then UTF-8, then UTF-16 without a mark, then a legacy
code page.

Whatever was guessed, replaced or removed is said in a message.
"""

from __future__ import annotations

import re

from accessible.model.message import Message, Place
from accessible.readers.codepages import Guess, guess
from accessible.readers.formats import MARKS
from accessible.readers.utf16 import utf16_of

#: What XML 1.0 (§2.2, Char) cannot hold, form feed excepted: it separates pages and never reaches the book.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

#: ISO-2022-JP (RFC 1468) is seven bits wide: the escape sequence that starts its two-byte characters.
_ISO_2022_JP = re.compile(rb"\x1b\$[@B]")

#: Lone bytes in UTF-8 that somebody's Windows-1252 left behind: typographic marks, and letters that belong to a word.
_LONE = re.compile("[\udc80-\udcff]")
_STRAY_MARK = re.compile("(?<![\udc80-\udcff])[\udc84\udc85\udc91-\udc97](?![\udc80-\udcff])")
_STRAY_LETTER = re.compile(
    "(?<=[^\\W\\d_])[\udce0-\udcf6\udcf8-\udcfd](?=[\0-\x7f])"
    "|(?<![\\w\udc80-\udcff])[\udcc0-\udcd6\udcd8-\udcf6\udcf8-\udcfd](?=[A-Za-z])"
)


def decode(data: bytes, *, name: str = "", declared: str = "", otherwise: str = "") -> tuple[str, tuple[Message, ...]]:
    """The text in ``data``, without its byte order mark, and what had to be guessed, replaced or removed.

    ``declared`` is the encoding that the source says it is in, as Python calls it; it is believed unless the bytes
    are none of it, and then ``otherwise``, if that is said as well. Never raises: bytes that no encoding explains
    become U+FFFD, with a message that counts them.
    """
    text, messages = _decode(data, name, *dict.fromkeys(said for said in (declared, otherwise) if said))
    clean, removed = _FORBIDDEN.subn("", text)
    if removed:
        first = _FORBIDDEN.search(text)
        at = first.start() if first else 0
        place = Place(file=name, line=text.count("\n", 0, at) + 1)
        counted = "1 control character was" if removed == 1 else f"{removed} control characters were"
        messages += (Message("R003", f"{counted} removed: XML cannot hold them.", place),)
    return clean, messages


def _decode(data: bytes, name: str, declared: str = "", *others: str) -> tuple[str, tuple[Message, ...]]:
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _replacing(data[len(mark) :], encoding, name)
    if declared and not utf16_of(data):
        try:
            as_declared = data.decode(declared)
        except (UnicodeDecodeError, LookupError):
            if not others and _nearly(data, declared):
                return _replacing(data, declared, name)
            text, messages = _decode(data, name, *others)
            return text, (_undeclared(declared, name), *messages)
        if declared in ("utf-8", "utf_8") or data.isascii() or not _is_utf8(data):
            return as_declared, ()
        return data.decode("utf-8"), (_undeclared(declared, name),)
    if encoding := utf16_of(data):
        text, messages = _replacing(data, encoding, name)
        return text, (_guessed(encoding, name), *messages)
    if data.isascii() and _ISO_2022_JP.search(data):
        text, messages = _replacing(data, "iso2022_jp", name)
        return text, (_guessed("iso2022_jp", name), *messages)
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        pass
    if _mostly_utf8(data):
        text, messages = _mended(data, name)
        return text, (_guessed("utf-8", name), *messages)
    found = guess(data)
    text, messages = _replacing(data, found.encoding, name)
    if not found.other:
        return text, (_guessed(found.encoding, name), *messages)
    return text, (_uncertain(found, name), *messages)


def _is_utf8(data: bytes) -> bool:
    """Whether bytes that are not all ASCII are UTF-8: in another encoding they hardly ever are."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _nearly(data: bytes, encoding: str) -> bool:
    """Whether bytes are in an encoding but for one in ten of those that are not ASCII. Of UTF-8 that is asked
    otherwise (`_mostly_utf8`)."""
    if encoding in ("utf-8", "utf_8") or _is_utf8(data):
        return False
    try:
        broken = data.decode(encoding, "replace").count("\ufffd")
    except (LookupError, UnicodeError):
        return False
    return 10 * broken <= len(data) - len(data.translate(None, bytes(range(0x80, 0x100))))


def _mostly_utf8(data: bytes) -> bool:
    """Whether more multi-byte sequences are valid UTF-8 than not: a UTF-8 text with a few broken bytes in it."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    multibyte = sum(1 for character in text if character > "\x7f") - broken
    return multibyte > 3 * broken


def _mended(data: bytes, name: str) -> tuple[str, tuple[Message, ...]]:
    """UTF-8 with broken bytes: those that are clearly Windows-1252 read as that, the others replaced and counted.

    Two broken bytes side by side are what is left of a UTF-8 sequence, and so is one at the end: those are not touched.
    """
    text = data.decode("utf-8", "surrogateescape")
    text, marks = _STRAY_MARK.subn(_windows, text)
    text, letters = _STRAY_LETTER.subn(_windows, text)
    messages: tuple[Message, ...] = ()
    if mended := marks + letters:
        counted = "1 byte that is" if mended == 1 else f"{mended} bytes that are"
        what = f"{counted} not UTF-8 in a UTF-8 text became quotes, dashes or letters of cp1252."
        messages += (Message("R005", what, Place(file=name), hint="save the source as UTF-8 and build again"),)
    text, broken = _LONE.subn("\ufffd", text)
    if broken:
        line = text.count("\n", 0, text.find("\ufffd")) + 1
        messages += (_replaced(broken, "utf-8", name, line),)
    return text, messages


def _windows(found: re.Match[str]) -> str:
    return bytes([ord(found[0]) - 0xDC00]).decode("cp1252")


def _replacing(data: bytes, encoding: str, name: str) -> tuple[str, tuple[Message, ...]]:
    try:
        return data.decode(encoding), ()
    except UnicodeDecodeError:
        pass
    text = data.decode(encoding, "replace")
    line = text.count("\n", 0, text.find("\ufffd")) + 1
    return text, (_replaced(text.count("\ufffd"), encoding, name, line),)


def _replaced(count: int, encoding: str, name: str, line: int) -> Message:
    what = f"{count} {'place' if count == 1 else 'places'} could not be decoded as {encoding} and became U+FFFD."
    return Message("R002", what, Place(file=name, line=line), hint="save the source as UTF-8 and build again")


def _undeclared(declared: str, name: str) -> Message:
    what = f"The source says that it is in {declared}, and it is not; its encoding was found out."
    return Message("R022", what, Place(file=name), hint="if letters look wrong, save the source as UTF-8")


def _guessed(encoding: str, name: str) -> Message:
    return Message(
        "R001",
        f"The encoding is not stated; the text was read as {encoding}.",
        Place(file=name),
        hint="if letters look wrong, save the source as UTF-8",
    )


def _uncertain(found: Guess, name: str) -> Message:
    return Message(
        "R004",
        f"The encoding is not stated; the text was read as {found.encoding}, but {found.other} fits about as well "
        f"(“{found.word}” or “{found.other_word}”).",
        Place(file=name),
        hint="listen for wrong letters; save the source as UTF-8 and build again",
    )

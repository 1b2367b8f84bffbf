"""UTF-16 without a byte order mark: whether bytes are that, and which byte comes first. Editors write it, few say so.

Western text is easy (every second byte is zero). For other scripts the bytes must decode strictly, hold no control
characters, and give the text of one script: letters of one block of 256, or characters of one national set of East
Asia. Bytes without a control byte among them are left alone, so that plain ASCII of even length is never taken for
Chinese, and so is UTF-8 with a stray one.
"""

from __future__ import annotations

import codecs
import unicodedata
from collections import Counter

#: The national sets of East Asia; a text in one of their languages stays within one of them.
_NATIONAL = ("gb2312", "big5", "shift_jis", "euc_kr")

#: How many bytes are looked at; an even number.
_HEAD = 8_192


def utf16_of(data: bytes) -> str:
    """ "utf-16-le" or "utf-16-be" when bytes without a byte order mark are one of them, else ""."""
    even, odd = data[0:1000:2], data[1:1000:2]
    if len(odd) < 2:
        return ""
    first, second = even.count(0) / len(even), odd.count(0) / len(odd)
    if min(first, second) < 0.05 and max(first, second) > 0.5:
        return "utf-16-le" if second > first else "utf-16-be"
    head = data[:_HEAD]
    controls = sum(byte < 32 and byte not in b"\t\n\v\f\r\x1a\x1b" for byte in head)
    if len(data) % 2 or not controls or (controls * 20 < len(head) and _is_utf8(head)):
        return ""
    fits = {encoding: _one_script(head, encoding) for encoding in ("utf-16-le", "utf-16-be")}
    best = max(fits, key=lambda encoding: fits[encoding])
    return best if fits[best] > 0.95 else ""


def _is_utf8(head: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return False
    return True


def _one_script(head: bytes, encoding: str) -> float:
    """The share of a text's characters that belong to its one script, ASCII and punctuation included; 0 for no text."""
    try:
        text = head.decode(encoding)
    except UnicodeDecodeError as error:
        if error.start < len(head) - 2:
            return 0.0
        text = head[: error.start].decode(encoding)
    if any(unicodedata.category(character) in ("Cc", "Cn", "Co") for character in text if character not in "\t\n\r\f"):
        return 0.0
    letters = [character for character in text if character > "\x7f" and unicodedata.category(character)[0] in "LM"]
    if len(letters) < 3:
        return 0.0
    ((_, block),) = Counter(ord(character) >> 8 for character in letters).most_common(1)
    national = max(sum(_holds(codec, character) for character in letters) for codec in _NATIONAL)
    return max(block, national) / len(letters)


def _holds(codec: str, character: str) -> bool:
    try:
        character.encode(codec)
    except UnicodeEncodeError:
        return False
    return True

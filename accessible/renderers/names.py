"""Names of files and folders made from titles.

Inside the book every name is made up (`c0001.xhtml`), outside it people want to recognise the work. Whatever the title
holds, the name is harmless on every file system: one function, so that there is no second set of rules.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

#: Suffixes by the kinds of sound that may stand in an overlay (EPUB 3.3, core media types).
AUDIO_SUFFIXES = {"audio/mpeg": "mp3", "audio/mp4": "m4a", "audio/ogg; codecs=opus": "opus"}

#: Letters that compatibility decomposition (NFKD) does not take apart.
_FOLDED = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i", "ŧ": "t"}
)
#: Apostrophes stand inside a word ("don't"); every other sign parts two words.
_APOSTROPHE = re.compile("['’ʼ]")
_NOT_ALLOWED = re.compile("[^a-z0-9]+")
#: Device names of Windows, which no file may bear, whatever its suffix.
_RESERVED = re.compile("con|prn|aux|nul|com[0-9]|lpt[0-9]")
#: Bytes: leaves room for a number, a suffix and ".part" below the 120 that a name may have.
_LONGEST = 100


def slug(title: str, *, fallback: str = "book") -> str:
    """A file name made from a title: lower case, ASCII-folded, words joined by hyphens, at most 100 characters.

    Never empty, never a device name of Windows, no dot, no path. A title of which nothing is left (one in Chinese, say)
    becomes ``fallback`` and eight hexadecimal digits of its SHA-256, so that two such titles stay apart; an empty title
    becomes ``fallback`` alone.
    """
    decomposed = unicodedata.normalize("NFKD", _APOSTROPHE.sub("", title.lower().translate(_FOLDED)))
    letters = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    name = _NOT_ALLOWED.sub("-", letters).strip("-")
    if len(name) > _LONGEST:
        name = name[:_LONGEST].rpartition("-")[0] or name[:_LONGEST]
    if not name:
        digest = hashlib.sha256(title.encode("utf-8", "surrogatepass")).hexdigest()[:8]
        return f"{fallback}-{digest}" if title.strip() else fallback
    return f"{name}-{fallback}" if _RESERVED.fullmatch(name) else name


def section_name(number: int, sections: int, title: str) -> str:
    """The name, without a suffix, of what belongs to a section: its number from 1, in as many digits as all of them
    need (two at least), and its title."""
    digits = max(2, len(str(sections)))
    return f"{number:0{digits}}-{slug(title, fallback='section')}"

"""Written text → spoken text, without touching the written.

What stands here holds for every language: white space is folded, characters without a sound are taken out, and
punctuation that engines misread is replaced by punctuation that they do not. A language that needs more (numbers,
abbreviations) gets a row in `LANGUAGES`.

What eSpeak NG does was measured (1.52): quotation marks and dashes between letters without spaces around them are the
two things that it hears differently than a reader would.
"""

from __future__ import annotations

import re
from collections.abc import Callable

Normalizer = Callable[[str], str]

#: Characters that no engine may be given: controls (some are commands to eSpeak, NUL ends the text), bidirectional
#: controls, the byte order mark, tags, surrogates and non-characters. All of them are without a sound.
UNSPEAKABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\ufdd0-\ufdef"
    + "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(17))
    + "\U000e0000-\U000e007f]"
)

#: Quotation marks. eSpeak makes a pause of a third of a second around each, which says less than the voice does.
_QUOTATION_MARKS = re.compile('[“”„‟«»‹›"〝〞〟＂「」『』‘‚‛]')
#: Single marks that may be apostrophes: only one without a letter or digit on either side of it is taken out.
_LONE_APOSTROPHES = re.compile(r"(?<!\w)['’](?!\w)")
#: A pair of straight single marks around words is a quotation: the first stands before a word, the last behind one.
_STRAIGHT_QUOTATION = re.compile(r"(?<!\w)'(\w[^']{0,300}?[\w.,!?…])'(?!\w)")
#: Dashes that part words. Between letters eSpeak hears none of them; a hyphen with spaces around is a dash, too.
_DASHES = re.compile(r"\s*(?:—|―|⸺|⸻|--+)\s*|\s+[-–]\s+")
#: Suspension points in all their forms.
_ELLIPSES = re.compile(r"\s*(?:…|\.(?:\s?\.){2,3})+\s*")


def normalize(written: str, *, language: str = "") -> str:
    """The text to speak for a written one, in a language (BCP 47 tag; its main part decides).

    Line breaks are spaces. Nothing is left of a text without anything to say.
    """
    special = LANGUAGES.get(language.partition("-")[0].lower())
    text = plain(written)
    return special(text) if special else text


def plain(written: str) -> str:
    """What every language needs."""
    text = UNSPEAKABLE.sub("", " ".join(written.split()))
    text = _STRAIGHT_QUOTATION.sub(r"\1", _QUOTATION_MARKS.sub("", text))
    text = _LONE_APOSTROPHES.sub("", text)
    text = _ELLIPSES.sub("… ", _DASHES.sub(" — ", text))
    return " ".join(text.split())


def has_something_to_say(text: str) -> bool:
    """Whether there is a letter, a digit or a symbol in it: anything but punctuation, marks and space."""
    import unicodedata

    return any(unicodedata.category(character)[0] in "LNS" for character in text)


#: What a language needs beyond `plain`: primary language subtag → function of plain text. Each in a module of its own.
LANGUAGES: dict[str, Normalizer] = {}

"""Who is spoken to: the names inside a quotation that call somebody, and those that only speak of somebody.

A vocative stands apart: between a mark (or the beginning) and a mark (or the end): `Emma, come here`, `come, Emma!`,
`Yes, Mr. Vane, I know`. The one who is called does not speak there, and often speaks next (He, Barbosa & Kondrak 2013,
"Identification of Speakers in Novels").
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from accessible.structurer.attribution.readings import Gender
from accessible.structurer.attribution.sightings import Manners, Usage
from accessible.structurer.words import entries

_WORD = r"[A-ZÀ-ÖØ-Þ]\w*+(?:[’'-]\w++)*"
#: A full stop inside a name: after an initial, or a form of address cut short.
_STOP = "|".join(f"(?<={cut})" for cut in (r"[\s“‘\"'][A-Z]", "[MD]r", "Mrs", "Ms", "Mlle", "Mme", "Capt", "Col", "St"))
_NAME = re.compile(rf"{_WORD}(?:(?:(?:{_STOP})\.)?[ \n](?:(?:de|du|des|la|von|van|der)[ \n])?{_WORD}){{0,4}}")
_BEGINS = ",;:!?.—–-“‘\"'«„(_"
_FOLLOWS = re.compile(r"\s?(?:[,;:!?.—–”’\"'»_]|--|$)")
_BACK = 24  # characters before a name that are looked at


class Named(NamedTuple):
    """A name in a quotation, and whether it calls the one it names."""

    name: str
    called: bool
    inside: bool  # not at the beginning of a sentence, so that its capital says that it is a name
    led: bool  # by a preposition: where somebody is, more often than who


def named_in(text: str, start: int, end: int, manners: Manners, usage: Usage) -> list[Named]:
    """The names in a quotation, in order.

    ``start`` and ``end`` are characters of the paragraph ``text``, the quotation with its marks. What ``usage`` says is
    ordinary in the document is no name where it begins a sentence. White space inside a name is made single.
    """
    found = []
    for match in _NAME.finditer(text, start, end):
        before = text[max(match.start() - _BACK, start) : match.start()]
        inside = before[-1:].isspace() and before.rstrip()[-1:] not in (
            ".",
            "!",
            "?",
            "”",
            "“",
            "‘",
            "’",
            '"',
            "—",
            ":",
        )
        name = _bare(match[0], manners, usage, inside=inside)
        if not name:
            continue
        whole = len(name) == len(match[0])
        apart = not whole or _apart(before, manners)
        called = (
            apart
            and not _owns(text, match.end(), end)
            and not name.endswith(("’s", "'s"))
            and _FOLLOWS.match(text, match.end(), end + 1) is not None
        )
        led = inside and whole and before.split()[-1:] != [] and before.split()[-1].casefold() in manners.prepositions
        written = " ".join(name.removesuffix("’s").removesuffix("'s").split())
        found.append(Named(written, called, inside or not whole, led))
    return found


def _owns(text: str, at: int, end: int) -> bool:
    """Whether the mark behind a name says that it owns something: "Charles’ boots", and not “Come, Charles”."""
    return text[at : at + 1] in ("’", "'") and text[at + 1 : min(at + 2, end)].isspace()


def _bare(written: str, manners: Manners, usage: Usage, *, inside: bool) -> str:
    """A run of capitals without the words before the name that are none of it; "" when nothing is left."""
    words = written.split()
    if any(_pronoun(word, manners) for word in words[1:]):  # "Paris I know"
        return ""
    head = words[0].casefold()
    small = head in manners.opening or (not inside and usage.ordinary(head))
    if _pronoun(words[0], manners) or (small and head not in manners.address):
        del words[0]
    while words and (words[0].casefold() in manners.exclamations or words[0].casefold() in manners.epithets):
        del words[0]
    if not words or words[-1].casefold() in manners.times:
        return ""
    return written[written.index(words[0]) :]


def _pronoun(word: str, manners: Manners) -> bool:
    return word.casefold().replace("'", "’").partition("’")[0] in manners.personal


def _apart(before: str, manners: Manners) -> bool:
    """Whether a mark or the beginning stands before a name, words that lead to a call aside ("my dear", "oh")."""
    words = before.split()
    while words and words[-1].casefold() in manners.leading:
        del words[-1]
    return not words or words[-1].lstrip(_BEGINS).casefold() in manners.leading or words[-1][-1] in _BEGINS


def addressed(text: str, start: int, end: int, language: str) -> Gender:
    """Whom a quotation says without a name that it speaks to: female ("Yes, madam"), male ("Thanks, sir!") or "".

    ``start`` and ``end`` are characters of the paragraph ``text``, the quotation with its marks; ``language`` is a BCP
    47 tag, and in one without a list nobody is spoken to. The first such word decides.
    """
    calls = _calls(language)
    if calls is None:
        return ""
    found = calls[0].search(text, start, end)
    return calls[1][" ".join(found[1].split()).casefold()] if found is not None else ""


@cache
def _calls(language: str) -> tuple[re.Pattern[str], dict[str, Gender]] | None:
    genders: dict[str, Gender] = {}
    for entry in entries("call", language):
        words, _, gender = entry.rpartition(" ")
        genders[words.casefold()] = "female" if gender == "female" else "male"
    if not genders:
        return None
    listed = "|".join(re.escape(words).replace("\\ ", "\\s") for words in sorted(genders, key=len, reverse=True))
    leads = r"[,;!?“‘\"'«](?:(?<=[,;!?])\s{1,2}|(?<=[“‘\"'«])\s?)"  # a class of marks first: it is searched for fast
    return re.compile(rf"{leads}((?i:{listed}))(?=\s?[,;:!?.—–”’\"'»-])"), genders

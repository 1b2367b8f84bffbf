"""What a word with a full stop is short for, as far as it matters for where sentences end: `data/abbreviation`.

An abbreviation may be of several words ("z. B.", "av. J.-C."). The full stops within it end nothing, whatever it is; of
what kind its last one is, its entry says.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from accessible.structurer.words import entries

#: What an entry may be; the heads of the files say what each means.
KINDS = frozenset(("always", "number", "name", "last", "end"))
#: An entry that longer words end with: "Hauptstr."
_JOINED = "str"
_ALWAYS, _NUMBER, _NOTHING = frozenset(("always",)), frozenset(("number",)), frozenset[str]()


class Abbreviations(NamedTuple):
    """The abbreviations of a language by their last word, with what is before it and what they are; the words within
    abbreviations, with what follows on their full stops; what kind a word is that ends with a shortened one; and every
    word that may be one, in any capitals."""

    last: Mapping[str, tuple[tuple[str, frozenset[str]], ...]]
    inner: Mapping[str, tuple[str, ...]]
    joined: frozenset[str]
    words: frozenset[str]

    def is_no_abbreviation(self, word: str) -> bool:
        """Whether a word is surely none (most are not, so this must be fast): a plain one that is not listed."""
        return len(word) > 3 and word.isalpha() and word not in self.words and word[-3:] != _JOINED

    def kind(self, text: str, start: int, end: int, behind: int) -> frozenset[str]:
        """What the word from ``start`` to the full stop at ``end`` is, with ``behind`` where the text goes on; nothing
        when it is no abbreviation."""
        word = text[start:end]
        for following in self.inner.get(word, ()):
            if text.startswith(following, behind):
                return _ALWAYS
        rows = self.last.get(word)
        if rows is None:
            return self._otherwise_written(word)
        return next((kind for before, kind in rows if text.endswith(before, 0, start)), _NOTHING)

    def _otherwise_written(self, word: str) -> frozenset[str]:
        """Of what kind a word is that has other capitals than those listed, or is part of a longer one.

        What may be the last of a sentence is so only as it is listed, or else before numbers: Oz and Max are names.
        """
        if self.joined and word[-3:] == _JOINED:
            return self.joined
        if word.islower() or len(word) == 1:
            return _NOTHING
        kinds = self.last.get(word[:1].lower() + word[1:]) or (word.isupper() and self.last.get(word.capitalize()))
        if not kinds or kinds[-1][0]:
            return _NOTHING
        return _NUMBER if "last" in kinds[-1][1] else kinds[-1][1]


@cache
def abbreviations(language: str) -> Abbreviations | None:
    """Those of a language (BCP 47), or None when none are known."""
    last: dict[str, list[tuple[str, frozenset[str]]]] = {}
    inner: dict[str, list[str]] = {}
    for entry in entries("abbreviation", language):
        parts = entry.split()
        kinds = []
        while parts[-1] in KINDS:
            kinds.append(parts.pop())
        kind = frozenset(kinds)
        words = [part.removesuffix(".") for part in parts]
        last.setdefault(words[-1], []).append(("".join(f"{part} " for part in parts[:-1]), kind))
        if len(parts) > 1 and all(part.endswith(".") for part in parts):
            last.setdefault("".join(parts).removesuffix("."), []).append(("", kind))  # "z.B." is "z. B."
        for word, part, following in zip(words, parts, parts[1:], strict=False):
            if part.endswith("."):
                inner.setdefault(word, []).append(following)
    if not last:
        return None
    joined = next((kind for before, kind in last.get(_JOINED, ()) if not before), _NOTHING)
    return Abbreviations(
        {word: tuple(sorted(rows, key=lambda row: -len(row[0]))) for word, rows in last.items()},
        {word: tuple(following) for word, following in inner.items()},
        joined,
        frozenset(form for word in (*last, *inner) for form in (word, word[:1].upper() + word[1:], word.upper())),
    )

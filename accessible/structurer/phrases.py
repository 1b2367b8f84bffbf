"""Long lists of phrases, tried fast.

A list of more than a hundred regular expressions costs too much to be tried on every block. Nearly every entry begins
with a letter, so only those that can begin with the first letter of the block are tried.
"""

from __future__ import annotations

import re
from functools import cache

from accessible.structurer.words import entries


def says(name: str, language: str, text: str) -> bool:
    """Whether ``text`` begins with an entry of the list ``name`` (case ignored); never, if the language has none."""
    if not text:
        return False
    pattern = _beginning(name, language, text[0].casefold())
    return pattern is not None and pattern.match(text) is not None


@cache
def _beginning(name: str, language: str, letter: str) -> re.Pattern[str] | None:
    found = [entry for entry in entries(name, language) if (letters := beginnings(entry)) is None or letter in letters]
    return re.compile("|".join(f"(?:{entry})" for entry in found), re.IGNORECASE) if found else None


def beginnings(entry: str) -> frozenset[str] | None:
    """The characters that what a regular expression matches can begin with (small letters), or None: any.

    It reads letters and groups without a name; of everything else it says: any.
    """
    if entry[:1].isalpha():
        return None if entry[1:2] in ("?", "*", "{") else frozenset(entry[0].casefold())
    if not entry.startswith("(?:"):
        return None
    found: frozenset[str] = frozenset()
    for way in _ways(entry):
        letters = beginnings(way)
        if letters is None:
            return None
        found |= letters
    return found


def _ways(entry: str) -> list[str]:
    """A regular expression that begins with a group, as one for each alternative of the group."""
    alternatives, start, depth, at = [], 3, 0, 0
    while True:
        character = entry[at]
        if character == "\\":
            at += 1
        elif character == "[":
            at = entry.index("]", at + 2)
        elif character == "(":
            depth += 1
        elif character == ")":
            depth -= 1
        if (character == "|" and depth == 1) or depth == 0:
            alternatives.append(entry[start:at])
            start = at + 1
        if depth == 0:
            break
        at += 1
    rest = entry[at + 1 :]
    if rest[:1] in ("*", "{"):
        return [""]
    if rest[:1] == "?":
        alternatives.append("")
    return [alternative + rest.removeprefix("?").removeprefix("+") for alternative in alternatives]

"""Long lists of phrases, tried fast.

A list of more than a hundred regular expressions costs too much to be tried on every block, and to be compiled for one
article. Nearly every entry begins with letters, so only those are compiled and tried whose letters the block has.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache

from accessible.structurer.words import entries

_CAPITAL = re.compile(r"\\.|[^\W\d_a-z]")


def says(name: str, language: str, text: str) -> bool:
    """Whether ``text`` begins with an entry of the list ``name`` (case ignored); never, if the language has none."""
    table = _by_letter(name, language)
    if not text or not table:
        return False
    start = text[:_LONGEST].casefold()
    listed = table.get(start[:1])
    if listed is not None and start.startswith(listed[0]):
        for beginning, entry in listed[1]:
            if start.startswith(beginning) and _compiled(entry).match(text):
                return True
    anyhow = _anyhow(name, language)
    return anyhow is not None and anyhow.match(text) is not None


def holds(name: str, language: str, text: str) -> bool:
    """Whether an entry of the list ``name`` stands anywhere in ``text`` (case ignored); never, if a language has none.

    An entry that begins with a word is looked for only where the text has the letters that it begins with.
    """
    folded = text.casefold()
    for needed, entry in _by_need(name, language):
        if ("" in needed or any(letters in folded for letters in needed)) and _compiled(entry).search(text):
            return True
    return False


#: So many letters of a beginning are looked at.
_LONGEST = 24


@cache
def _by_letter(name: str, language: str) -> dict[str, tuple[tuple[str, ...], list[tuple[str, str]]]]:
    """The entries of a list with the letters that they begin with, by the first of those ("": any); before them all
    these beginnings."""
    table: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for entry in entries(name, language):
        for beginning in sorted(beginnings(entry)):
            table[beginning[:1]].append((beginning, entry))
    return {letter: (tuple(beginning for beginning, _ in listed), listed) for letter, listed in table.items()}


@cache
def _anyhow(name: str, language: str) -> re.Pattern[str] | None:
    """One pattern of all entries of a list that may begin with any letters."""
    listed = [f"(?:{entry})" for _, entry in _by_letter(name, language).get("", ((), ()))[1]]
    return re.compile("|".join(listed), re.IGNORECASE) if listed else None


@cache
def _by_need(name: str, language: str) -> tuple[tuple[frozenset[str], str], ...]:
    """The entries of a list, each with the letters of which a text needs some to hold it ("": none)."""
    return tuple((beginnings(entry.removeprefix(r"\b")), entry) for entry in entries(name, language))


@cache
def _compiled(entry: str) -> re.Pattern[str]:
    return re.compile(entry, re.IGNORECASE)


@cache
def finder(name: str, language: str, *, closing: bool = False) -> re.Pattern[str] | None:
    """One pattern that finds any entry of a list in text made small (`str.lower`), or None when the language has none;
    if ``closing``, only at the end of the text.

    To ignore case costs three times as much, and to try each entry at each letter as much again: where every entry
    begins with a word, it is only looked for where a word begins with a letter that one of them has first.
    """
    found = [
        _CAPITAL.sub(lambda match: match[0] if match[0][0] == "\\" else match[0].lower(), entry)
        for entry in entries(name, language)
    ]
    if not found:
        return None
    lead = ""
    if all(entry.startswith(r"\b") for entry in found):
        found = [entry.removeprefix(r"\b") for entry in found]
        letters = {beginning[:1] for entry in found for beginning in beginnings(entry)}
        lead = r"\b" if "" in letters else rf"\b(?=[{''.join(sorted(letters))}])"
    listed = "|".join(f"(?:{entry})" for entry in found)
    return re.compile(f"{lead}(?:{listed}){'$' if closing else ''}")


def beginnings(entry: str) -> frozenset[str]:
    """The letters that what a regular expression matches must begin with, one string for each way (small letters; ""
    where that cannot be told). It reads letters and groups without a name."""
    literal = _LITERAL.match(entry)
    if literal is not None:
        found = literal.group()
        if entry[len(found) : len(found) + 1] in ("?", "*", "{"):
            found = found[:-1]
        return frozenset({found[:_LONGEST].casefold()})
    if not entry.startswith("(?:"):
        return frozenset({""})
    return frozenset().union(*(beginnings(way) for way in _ways(entry)))


_LITERAL = re.compile(r"[^\W_]+(?: [^\W_]+)*")


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

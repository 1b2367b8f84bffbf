"""Word lists and patterns, kept as data per language in `data/` so that an editor can read and correct them.

A list is a text file `<name>.<language>.txt`: one entry a line, `#` starts a comment. An unknown language has empty
lists, and the rules that need them abstain.

Five lists hold small words, and none can stand for another, for each answers another question:

- `frequent-word` (half a hundred): which of a few languages is a document in? The shares that decide were measured
  with just these. Verse takes from it the small words that titles write small.
- `small-word` (a hundred, those of `frequent-word` among them): is one sentence in another language? Few words have
  to do, so more of them must be known, and in more languages.
- `function-word`: which words cannot be the last of a noun phrase, when a name or a description is cut out of a clause?
- `clause-word`: which words does a clause have and a heading hardly? Verbs and pronouns, so few articles and no
  prepositions.
- `opener` (two or three hundred): which words begin a sentence where a full stop may be that of an abbreviation? Words
  of all kinds, so no names and nothing that a name begins with.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable


@cache
def _folder() -> Traversable:
    return files("accessible.structurer") / "data"


@cache
def entries(name: str, language: str) -> tuple[str, ...]:
    """The entries of list ``name`` for a language ("de-AT" reads the list of "de"), in the order of the file."""
    base = language.split("-")[0].lower()
    file = _folder() / f"{name}.{base}.txt"
    if not file.is_file():
        return ()
    lines = (line.split("#", 1)[0].strip() for line in file.read_text(encoding="utf-8").splitlines())
    return tuple(line for line in lines if line)


@cache
def everywhere(name: str) -> tuple[str, ...]:
    """The entries of list ``name`` in all languages that have it, in the order of their tags."""
    data = files("accessible.structurer") / "data"
    tags = sorted(file.name.split(".")[1] for file in data.iterdir() if file.name.startswith(f"{name}."))
    return tuple(dict.fromkeys(entry for tag in tags for entry in entries(name, tag)))


@cache
def words(name: str, language: str) -> frozenset[str]:
    """The entries of a list as a set, case folded."""
    return frozenset(entry.casefold() for entry in entries(name, language))


@cache
def flags(name: str, language: str) -> dict[str, str]:
    """The words of a list, case folded, each with what its entry says of it behind it; "" when nothing."""
    return {word.casefold(): flag for word, _, flag in (entry.partition(" ") for entry in entries(name, language))}


@cache
def patterns(name: str, language: str) -> re.Pattern[str] | None:
    """One pattern that matches where any entry of the list does (entries are regular expressions), or None.

    Case is ignored; whether entries are tried at the beginning of a block or anywhere in it, their file says.
    """
    found = entries(name, language)
    if not found:
        return None
    return re.compile("|".join(f"(?:{entry})" for entry in found), re.IGNORECASE)

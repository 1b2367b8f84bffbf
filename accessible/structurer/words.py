"""Word lists and patterns, kept as data per language in `data/` so that an editor can read and correct them.

A list is a text file `<name>.<language>.txt`: one entry a line, `#` starts a comment. An unknown language has empty
lists, and the rules that need them abstain.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files


@cache
def entries(name: str, language: str) -> tuple[str, ...]:
    """The entries of list ``name`` for a language ("de-AT" reads the list of "de"), in the order of the file."""
    base = language.split("-")[0].lower()
    file = files("accessible.structurer") / "data" / f"{name}.{base}.txt"
    if not file.is_file():
        return ()
    lines = (line.split("#", 1)[0].strip() for line in file.read_text(encoding="utf-8").splitlines())
    return tuple(line for line in lines if line)


@cache
def words(name: str, language: str) -> frozenset[str]:
    """The entries of a list as a set, case folded."""
    return frozenset(entry.casefold() for entry in entries(name, language))


@cache
def patterns(name: str, language: str) -> re.Pattern[str] | None:
    """One pattern that matches where any entry of the list does (entries are regular expressions), or None.

    Case is ignored; whether entries are tried at the beginning of a block or anywhere in it, their file says.
    """
    found = entries(name, language)
    if not found:
        return None
    return re.compile("|".join(f"(?:{entry})" for entry in found), re.IGNORECASE)

"""Links from one file of a book to another: they lead to a place in the book, and not to a file that nobody has."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from urllib.parse import unquote, urldefrag, urlsplit

from accessible.model.source import OF_FILE, Source

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|//|/", re.IGNORECASE)
#: What the name of a file ends with that a page on the web is made of, or that it is called there: one stands for
#: another, and for none, because sites are made so (mdBook, Jekyll, Hugo, Obsidian).
_TEXT = frozenset(("", ".md", ".markdown", ".mkd", ".mkdn", ".mdown", ".qmd", ".rmd", ".html", ".htm", ".xhtml"))


def among(source: Source, lead: Callable[[str], str]) -> Callable[[str], str]:
    """The ``lead`` of a source (see `markup`), which also knows the other files of its book, and its own name."""
    return partial(_led, files=source.files or (source.name,), number=max(1, source.number), lead=lead)


def _led(written: str, *, files: tuple[str, ...], number: int, lead: Callable[[str], str]) -> str:
    found = lead(written)
    if found.startswith("#"):
        return found
    try:
        target, fragment = _target(found, written, files, number)
    except ValueError:  # what urlsplit cannot make sense of
        return found
    if not target:
        return found
    fragment = unquote(fragment).replace(OF_FILE, "")
    if target == number and fragment:
        return f"#{fragment}"
    return f"#{target}{OF_FILE}{fragment}" if len(files) > 1 else found


def _target(found: str, written: str, files: tuple[str, ...], number: int) -> tuple[int, str]:
    """The number of the file that a link leads to, 0 for none of the book, and the place in it."""
    known, loose = _places(files)
    if found:
        address, fragment = urldefrag(found)
        return known.get(address, 0), fragment
    if _SCHEME.match(written.strip()):
        return 0, ""
    parts = urlsplit(written.strip())
    path = unquote(parts.path)
    if not path:
        return 0, ""
    path = posixpath.normpath(posixpath.join(posixpath.dirname(files[number - 1]), path))
    if path in known:
        return known[path], parts.fragment
    stem, suffix = posixpath.splitext(path)
    if suffix.lower() not in _TEXT:
        stem = path if " " not in suffix and len(suffix) > 6 else ""  # a name with a full stop in it
    return loose.get(stem, 0) if stem else 0, parts.fragment


@lru_cache(maxsize=4)
def _places(files: tuple[str, ...]) -> tuple[Mapping[str, int], Mapping[str, int]]:
    """The numbers of files by where they are, and by that without a suffix where only one is called so."""
    known: dict[str, int] = {}
    loose: dict[str, int] = {}
    for number, file in enumerate(files, 1):
        known.setdefault(file, number)
        stem, suffix = posixpath.splitext(file)
        if suffix.lower() in _TEXT:
            loose[stem] = 0 if stem in loose else number
    return known, loose

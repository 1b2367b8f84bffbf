"""Addresses inside a book: from what is written in one of its files to the path of another, and the id there
(EPUB 3.3, section 4.2.5, "Deriving the container root URL").

A path never leaves the book: what tries to stays at its root, as that section has it. It is decoded once, as browsers
do, and so is the id.
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import unquote

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")


class Target(NamedTuple):
    """A place in a book: the path of a file, and the id in it ("" for its beginning)."""

    path: str
    fragment: str


def resolved(written: str, within: str) -> Target | None:
    """Where an address leads that stands in the file ``within``; None for one that leads out of the book."""
    address = written.strip()
    if _SCHEME.match(address):
        return None
    path, _, fragment = address.partition("#")
    known = _decoded(path.partition("?")[0].replace("\\", "/"))  # as browsers do (URL Standard, section 4.4)
    if known is None or "\\" in known or "\0" in known:
        return None
    fragment = _decoded(fragment) or fragment
    if not known:
        return Target(within, fragment)
    normal = posixpath.normpath(posixpath.join("/", posixpath.dirname(within), known)).lstrip("/")
    return Target(normal, fragment) if normal else None


class Names:
    """The names of the files of a book, as far as others of its files call them otherwise than the archive does: in
    other capitals, with accents that are signs of their own, with the percent signs of an address in the name itself.

    ``mended`` has each name that was set right so, and the one it stands for.
    """

    def __init__(self, members: Iterable[str]) -> None:
        self.mended: dict[str, str] = {}
        self._exact = frozenset(members)
        self._alike: dict[str, str] = {}
        for name in self._exact:
            for key in {_loose(name), _loose(unquote(name, errors="replace"))}:
                self._alike[key] = "" if key in self._alike else name  # of two that are alike none is meant

    def target(self, written: str, within: str) -> Target | None:
        """Where an address leads, as `resolved` says it, by the name that the file has."""
        target = resolved(written, within)
        if target is None or target.path in self._exact:
            return target
        known = self._alike.get(_loose(target.path), "")
        if not known:
            return target
        self.mended[target.path] = known
        return Target(known, target.fragment)


def place(target: Target) -> str:
    """The id that a place has in the draft."""
    return f"{target.path}#{target.fragment}"


def _loose(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _decoded(written: str) -> str | None:
    try:
        return unquote(written, errors="strict")
    except ValueError:
        return None

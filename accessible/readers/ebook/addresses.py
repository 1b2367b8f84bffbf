"""Addresses inside a book: from what is written in one of its files to the path of another, and the id there
(EPUB 3.3, section 4.2.5, "Deriving the container root URL").

A path never leaves the book: what tries to leads nowhere. It is decoded once, as browsers do, and so is the id.
"""

from __future__ import annotations

import posixpath
import re
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
    known = _decoded(path.partition("?")[0])
    if known is None or "\\" in known or "\0" in known:
        return None
    fragment = _decoded(fragment) or fragment
    if not known:
        return Target(within, fragment)
    joined = known[1:] if known.startswith("/") else posixpath.join(posixpath.dirname(within), known)
    normal = posixpath.normpath(joined)
    if normal.startswith(("../", "/")) or normal in ("..", "."):
        return None
    return Target(normal, fragment)


def place(target: Target) -> str:
    """The id that a place has in the draft."""
    return f"{target.path}#{target.fragment}"


def _decoded(written: str) -> str | None:
    try:
        return unquote(written, errors="strict")
    except ValueError:
        return None

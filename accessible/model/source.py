"""Source: what somebody handed in, before anything was understood of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Literal, TypeAlias

from msgspec import Struct

from accessible.model.message import Message

#: What a source is called by whoever hands it in: a path, `-` for standard input, or an address on the web.
Named: TypeAlias = Path | str
#: One of them, or several that are one book.
Work: TypeAlias = Named | tuple[Named, ...]

#: The path that stands for standard input.
STDIN = Path("-")

_ADDRESS = re.compile(r"\s*[a-z][a-z0-9+.-]+://", re.IGNORECASE)


class Source(Struct, frozen=True, omit_defaults=True):
    """A file's name (no folder), its media type (RFC 6838) and its bytes, untouched.

    ``folder`` is where it lies, for the pictures beside it; "" where nothing lies beside it, as beside standard input.
    It is a path of this machine, and stays out of everything that is written.

    One from the web has the ``address`` that it came from in the end, the ``charset`` that its server says it is in
    ("" where it says nothing), and ``reach``: whether its pictures may be fetched from the web, or from any place.

    A source of several files that are one book has them as ``parts``, and no bytes of its own; where it is a folder,
    their names are seen from there. ``messages`` tell what of the folder is no part of it. ``files`` are where the
    parts are, seen from the folder that all of them lie in, or their addresses; while a part is read, it has them as
    well, and its ``number`` among them (from 1).
    """

    name: str
    media_type: str
    data: bytes
    folder: str = ""
    address: str = ""
    charset: str = ""
    reach: Literal["", "web", "any"] = ""
    parts: tuple[Source, ...] = ()
    messages: tuple[Message, ...] = ()
    files: tuple[str, ...] = ()
    number: int = 0


#: What stands between the number of a file and the id that the file has for a place ("" for its beginning), in a book
#: of several: a character that no source has.
OF_FILE = "\x1f"

#: The media type of a source of several files (RFC 2046, section 5.1).
SEVERAL = "multipart/mixed"


def named(text: str) -> Named:
    """What is called so on a command line: an address, or else a path."""
    return text.strip() if _ADDRESS.match(text) else Path(text)


def is_address(name: Named) -> bool:
    """Whether a source is on the web."""
    return isinstance(name, str)


def listed(work: Work) -> Sequence[Named]:
    """What a work is made of, in its order."""
    return work if isinstance(work, tuple) else (work,)

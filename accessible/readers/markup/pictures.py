"""Pictures: from the address in the source to bytes that a book may hold, looked at before they are taken in.

Nothing is fetched here. Whoever reads a source knows what lies beside it or inside it and hands in a function that
gives the bytes behind an address, or says why there are none. `data:` addresses hold their picture themselves
(RFC 2397). A drawing (SVG) is a document that can hold programs; from a source nobody vouches for it is not taken in.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable
from typing import TypeAlias
from urllib.parse import unquote_to_bytes, urlsplit

from accessible.bitmaps import bitmap
from accessible.model.draft import Picture

#: The bytes behind an address as it stands in the source, or, as a text, why there are none ("it is not there").
Fetch: TypeAlias = Callable[[str], bytes | str]

#: The largest picture that is taken in, in bytes and in dots.
LARGEST, MOST_DOTS = 20_000_000, 50_000_000
#: All pictures of a work together.
_LARGEST_ALL = 400_000_000

_DATA = re.compile(r"data:([^,;]*)((?:;[^,;]*)*),", re.IGNORECASE)
_NAME = re.compile(r"[^A-Za-z0-9._-]+")


def none_here(address: str) -> bytes | str:
    """The `Fetch` of a source that has nothing beside it (standard input, a text in memory)."""
    return "nothing lies beside the source" if not _is_remote(address) else "it is somewhere on the web"


def _is_remote(address: str) -> bool:
    return bool(re.match(r"\s*(?:[a-z][a-z0-9+.-]*:)?//", address, re.IGNORECASE))


class Album:
    """The pictures of a work, each once, under names of their own."""

    def __init__(self, fetch: Fetch = none_here) -> None:
        self.fetch = fetch
        self.pictures: list[Picture] = []
        self.known: dict[str, Picture | str] = {}
        self.by_content: dict[bytes, Picture] = {}
        self.names: set[str] = set()
        self.size = 0

    def take(self, address: str) -> Picture | str:
        """The picture behind an address, or why it cannot come along, as the end of a sentence."""
        if address not in self.known:
            self.known[address] = self._take(address)
        return self.known[address]

    def _take(self, address: str) -> Picture | str:
        if not address.strip():
            return "no address says where it is"
        data = _inline(address) if address[:5].lower() == "data:" else self.fetch(address)
        if isinstance(data, str):
            return data
        if len(data) > LARGEST:
            return f"it is larger than {LARGEST // 1_000_000} MB"
        key = hashlib.sha256(data).digest()
        if key in self.by_content:
            return self.by_content[key]
        if self.size + len(data) > _LARGEST_ALL:
            return f"all pictures together are larger than {_LARGEST_ALL // 1_000_000} MB"
        try:
            found = bitmap(data)
        except ValueError as error:
            return f"its file is broken: {error}"
        if found is None:
            drawn = b"<svg" in data[:2_000].lower()
            return "drawings (SVG) are not taken from sources" if drawn else "it is no PNG, JPEG, GIF or WebP picture"
        if found.width * found.height > MOST_DOTS:
            return f"it has more than {MOST_DOTS // 1_000_000} million dots"
        picture = Picture(self._name(address, found.suffix), found.media_type, data)
        self.by_content[key] = picture
        self.pictures.append(picture)
        self.size += len(data)
        return picture

    def _name(self, address: str, suffix: str) -> str:
        """A name that is its alone, like the one that the source has for it."""
        stem = "" if address[:5].lower() == "data:" else _stem(address)
        stem = _NAME.sub("-", stem).strip("-.")[:60] or "picture"
        name, number = f"{stem}.{suffix}", 1
        while name.lower() in self.names:
            number += 1
            name = f"{stem}-{number}.{suffix}"
        self.names.add(name.lower())
        return name


def _stem(address: str) -> str:
    try:
        last = urlsplit(address).path.rpartition("/")[2]
    except ValueError:
        return ""
    return last.rpartition(".")[0] or last


def _inline(address: str) -> bytes | str:
    """The bytes in a `data:` address."""
    found = _DATA.match(address)
    if found is None or len(address) > 2 * LARGEST:
        return "its address is broken"
    data = unquote_to_bytes(address[found.end() :])
    if ";base64" not in found[2].lower():
        return data
    try:
        return base64.b64decode(re.sub(rb"\s", b"", data) + b"==", validate=False)
    except ValueError:
        return "its address is broken"

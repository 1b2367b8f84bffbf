"""The files that lie beside a source: pictures that a local page names, from its own folder and no other.

A name in a source is only a name. It is decoded once, as browsers do, and what then leads out of the folder, or into
something that is no regular file, is refused, links of the file system followed (CVE-2026-25636 and its kin are what
happens otherwise).
"""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

from accessible.readers.markup.pictures import LARGEST, Fetch, none_here

_REMOTE = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:|//|\\\\)", re.IGNORECASE)


def nearby(folder: str) -> Fetch:
    """The `Fetch` of a source that lies in a folder; "" for one that lies nowhere."""
    if not folder:
        return none_here
    inside = Path(folder)

    def fetch(address: str) -> bytes | str:
        if _REMOTE.match(address):
            return "it is not beside the source, and nothing is fetched from elsewhere"
        try:
            name = unquote(urlsplit(address.strip()).path, errors="strict")
        except ValueError:
            return "its address is broken"
        if not name or "\0" in name or "\\" in name or name.startswith("/") or ":" in name:
            return "its address leads out of the folder of the source"
        try:
            root = inside.resolve(strict=True)
            file = (root / name).resolve(strict=True)
            if not file.is_relative_to(root):
                return "its address leads out of the folder of the source"
            if not file.is_file():
                return "there is no such file beside the source"
            if file.stat().st_size > LARGEST:
                return f"it is larger than {LARGEST // 1_000_000} MB"
            return file.read_bytes()
        except (OSError, RuntimeError):  # RuntimeError: links that lead in a circle
            return "there is no such file beside the source"

    return fetch

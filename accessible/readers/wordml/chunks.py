"""Documents in other formats that a document takes in when it is opened (`w:altChunk`, ECMA-376 part 1, section
17.17.2).

Programs that make Word documents of web pages put all of the page there, as HTML or as a web archive (MHTML, RFC 2557).
Beautiful Soup closes what such a page leaves open, so that it ends where its chunk does.
"""

from __future__ import annotations

import email
import re
from collections.abc import Sequence
from contextlib import suppress

from bs4 import BeautifulSoup

_TAG = re.compile(rb"<(?:!doctype|html|head|body|div|p|h[1-6]|table|[uo]l)\b", re.I)
_ARCHIVE = re.compile(rb"\s*(?:[\w-]+:[^\n]*(?:\n[ \t][^\n]*)*\r?\n)*?(?:mime-version|content-type):", re.I)
#: Where a chunk stands in the HTML of the document, by its number.
_PLACE = re.compile(r'<p class="chunk">(\s*)(\d+)</p>')
#: What is written where a chunk stands.
STYLE = "p.chunk:fresh"


def page_of(data: bytes) -> str | None:
    """What stands in a chunk, as HTML on one line without names of its own; None where it is no web page."""
    found: bytes | str = data
    if _ARCHIVE.match(data[:4_096]):
        parts = email.message_from_bytes(data).walk()
        page = next((part for part in parts if part.get_content_type() == "text/html"), None)
        if page is None:
            return None
        payload = page.get_payload(decode=True)
        found = payload if isinstance(payload, bytes) else b""
        if charset := page.get_content_charset():
            with suppress(LookupError):
                found = found.decode(charset, "replace")
    elif not _TAG.search(data[:4_096]):
        return None
    soup = BeautifulSoup(found, "lxml")
    for element in soup.find_all(True):
        for name in ("id", "name"):
            element.attrs.pop(name, None)
        if str(element.get("href", "")).startswith("#"):
            del element["href"]
    body = soup.body
    return "" if body is None else body.decode_contents().replace("\r", "").replace("\n", "&#10;")


def with_chunks(html: str, chunks: Sequence[str]) -> str:
    """The HTML of a document with its chunks in their places."""
    return _PLACE.sub(lambda found: f"{found[1]}<div>{chunks[int(found[2])]}</div>", html) if chunks else html

"""Where the links of a page lead, once the page is a book: to places in it, or to the web."""

from __future__ import annotations

from urllib.parse import unquote, urldefrag, urljoin

from accessible.readers.markup import safe


def lead(written: str, *, base: str, address: str) -> str:
    """The address of a link as a book may have it, "" for none.

    ``base`` is what relative addresses are relative to, ``address`` the page's own: browsers that save a page write
    its links to itself with its whole address, and they are links to places in it all the same.
    """
    found = safe(written, base=base)
    if found.startswith("#"):
        return f"#{unquote(found[1:])}"
    if address and "#" in found:
        whole, fragment = urldefrag(found)
        if fragment and whole == urldefrag(urljoin(base, address))[0]:
            return f"#{unquote(fragment)}"
    return found

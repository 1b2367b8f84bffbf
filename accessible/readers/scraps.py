"""Scraps of markup in values that should be words: titles and names in JSON-LD, Open Graph and `meta` that a site took
out of its pages with their tags, or escaped twice; and descriptions of books, which shops ask for in HTML.

BeautifulSoup reads them, over the parser of the standard library: it takes any piece of a page for what it is, and
never fails; where a scrap stands in the source, which our own parser would say, nobody needs to know. It is imported
when there is such a scrap, because most pages have none.
"""

from __future__ import annotations

import re

#: What ends a line where it is shown, so that two words around it are two.
LINES = frozenset(
    "address article aside blockquote br center dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li "
    "main nav ol p pre section table td th tr ul".split()
)
_INLINE = "a abbr b big cite code del em font i img ins mark q s small span strong style sub sup time tt u wbr"
_UNSEEN = ("script", "style", "template", "title")
#: What is a tag of HTML, and no sign for "less than".
_TAG = re.compile(
    rf"</?(?:{'|'.join(sorted([*LINES, *_UNSEEN, *_INLINE.split()], key=len, reverse=True))})(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
#: A value is escaped no more often than this.
_TIMES = 3


def words_of(value: str) -> str:
    """A value without tags, its character references as characters, its blanks as single spaces."""
    for _ in range(_TIMES):
        if not _TAG.search(value) and not _ENTITY.search(value):
            break
        value = _read(value)
    return " ".join(value.split())


def _read(value: str) -> str:
    from bs4 import BeautifulSoup

    if not _TAG.search(value):
        value = value.replace("<", "&lt;")
    soup = BeautifulSoup(f"<p>{value}</p>", "html.parser")
    for element in soup.find_all(_UNSEEN):
        element.decompose()
    for element in soup.find_all(LINES):
        element.insert_before(" ")
        element.insert_after(" ")
    return soup.get_text()

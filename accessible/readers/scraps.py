"""Scraps of markup in values that should be words: titles and names in JSON-LD, Open Graph and `meta` that a site took
out of its pages with their tags, or escaped twice.

BeautifulSoup reads them, over the parser of the standard library: it takes any piece of a page for what it is, and
never fails; where a scrap stands in the source, which our own parser would say, nobody needs to know. It is imported
when there is such a scrap, because most pages have none.
"""

from __future__ import annotations

import re

#: What is a tag of HTML, and no sign for "less than".
_TAG = re.compile(
    r"</?(?:a|abbr|b|big|blockquote|br|center|cite|code|div|em|font|h[1-6]|i|img|ins|del|li|mark|ol|p|q|s|script|section|"
    r"small|span|strong|style|sub|sup|time|tt|u|ul|wbr)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
#: What parts words.
_PARTING = ["blockquote", "br", "center", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ol", "p", "section", "ul"]
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
    for element in soup.find_all(["script", "style"]):
        element.decompose()
    for element in soup.find_all(_PARTING):
        element.insert_before(" ")
        element.insert_after(" ")
    return soup.get_text()

"""The words of a text that may be markup: descriptions, as shops and publishers write them into metadata.

BeautifulSoup over Python's own parser is asked, and not the builder that reads texts: of a sentence or two no structure
is wanted and no place in a source, only words that do not run together, and that parser takes what is no markup
("5 < 6", "AT&T") for what it is.
"""

from __future__ import annotations

import re

_MARKUP = re.compile(r"</?[A-Za-z][^<>]*>|<!--|&(?:#\d+|#x[0-9a-f]+|[a-z][a-z0-9]*);", re.IGNORECASE)
#: What ends a line where it is shown: two words around it are two.
LINES = frozenset(
    "address article aside blockquote br dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li main nav "
    "ol p pre section table td th tr ul".split()
)
_UNSEEN = ("script", "style", "template", "title")
#: A longer text is no description.
_LONGEST = 100_000


def plain_words(text: str) -> str:
    """A text on one line without its markup; one that has none is left as it is."""
    if not _MARKUP.search(text[:_LONGEST]):
        return text
    from bs4 import BeautifulSoup  # it takes a tenth of a second, and few sources need it

    soup = BeautifulSoup(text[:_LONGEST], "html.parser")
    for element in soup.find_all(_UNSEEN):
        element.decompose()
    for element in soup.find_all(LINES):
        element.insert_before(" ")
        element.insert_after(" ")
    return " ".join(soup.get_text().split())

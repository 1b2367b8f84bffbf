"""Which pull quotes say again what stands in the text.

Such a one is for the eye: a listener would hear the words twice. What a source sets as a pull quote without having it
in its text is said like everything else; the pages that a book has from us are no text, and list a section without a
heading under its first words, which may be those of the quote.
"""

from __future__ import annotations

import re

from accessible.model.blocks import Boilerplate, PullQuote
from accessible.model.document import Document, leaves

_WORD = re.compile(r"\w+")


def repeats(document: Document) -> frozenset[str]:
    """The ids of the pull quotes whose words stand one after the other in the running text; signs do not count."""
    quotes: list[PullQuote] = []
    texts: list[str] = []
    for section in (section for section in document.sections if not section.ours):
        for leaf in leaves(section.blocks):
            if isinstance(leaf, PullQuote):
                quotes.append(leaf)
            elif not isinstance(leaf, Boilerplate):
                texts.append(leaf.prose.text)
    if not quotes:
        return frozenset()
    running = _folded(" ".join(texts))
    return frozenset(
        quote.id
        for quote in quotes
        if quote.id and _WORD.search(quote.prose.text) and _folded(quote.prose.text) in running
    )


def _folded(text: str) -> str:
    """The words of a text with one space around each, so that one can be looked for in another."""
    return f" {' '.join(_WORD.findall(text.casefold()))} "

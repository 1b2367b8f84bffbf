"""Whose picture it is, inside the caption: "The mast in 1905. Photo: Jon Reed/Low Press" (`data/credit.*`).

Only what ends the caption and names somebody is a credit; a word that points into the picture ("left") is none.
"""

from __future__ import annotations

import re
from functools import cache

from msgspec.structs import replace

from accessible.model.blocks import Caption, Evidence, Leaf, Styled
from accessible.model.document import Document
from accessible.structurer.leaves import map_leaves
from accessible.structurer.words import entries

_CREDIT = Evidence("credit at the end of a caption", 0.9)
#: What an entry of the list ends with that ends the block.
_ENDS = "$"


def mark_picture_credits(document: Document) -> Document:
    """The document with the credit of each caption marked; where its author marked anything so, it stays alone."""
    listed = _listed(document.metadata.language)
    if not listed:
        return document

    def credited(leaf: Leaf) -> Leaf:
        if not isinstance(leaf, Caption) or any(
            isinstance(mark, Styled) and mark.style == "credit" for mark in leaf.prose.inlines
        ):
            return leaf
        text = re.sub(r"\s", " ", leaf.prose.text)
        found = min((match.start() for entry in listed if (match := entry.search(text))), default=None)
        if found is None:
            return leaf
        start = found + len(text[found:]) - len(text[found:].lstrip(" /"))
        mark = Styled(start, len(text.rstrip()), "credit", evidence=_CREDIT)
        return replace(leaf, prose=replace(leaf.prose, inlines=(*leaf.prose.inlines, mark)))

    return map_leaves(document, credited)


@cache
def _listed(language: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(entry, re.IGNORECASE) for entry in entries("credit", language) if entry.endswith(_ENDS))

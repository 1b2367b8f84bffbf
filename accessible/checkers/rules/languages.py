"""Everything says its language (WCAG 2.2, 3.1.1 and 3.1.2), in the form of BCP 47: a voice is chosen by it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from accessible.checkers.book import Book
from accessible.checkers.markup import XML_LANG, excerpt, place
from accessible.model.message import Message, Place

_DC = "{http://purl.org/dc/elements/1.1/}"

#: A well-formed tag (RFC 5646, section 2.1), and the irregular ones that were registered before.
_TAG = re.compile(
    r"(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4}|[a-z]{5,8})"
    r"(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?(?:-(?:[a-z\d]{5,8}|\d[a-z\d]{3}))*"
    r"(?:-[a-wy-z\d](?:-[a-z\d]{2,8})+)*(?:-x(?:-[a-z\d]{1,8})+)?"
    r"|x(?:-[a-z\d]{1,8})+"
    r"|en-gb-oed|i-(?:ami|bnn|default|enochian|hak|klingon|lux|mingo|navajo|pwn|tao|tay|tsu)|sgn-(?:be-fr|be-nl|ch-de)"
    r"|art-lojban|cel-gaulish|no-(?:bok|nyn)|zh-(?:guoyu|hakka|min(?:-nan)?|xiang)",
    re.IGNORECASE,
)


def check(book: Book) -> Iterator[Message]:
    """What does not say its language (A012), and tags that are none (A013)."""
    package = book.package.tree
    here = Place(file=book.package.path)
    languages = [" ".join((found.text or "").split()) for found in package.iter(f"{_DC}language")]
    if not any(languages):
        yield Message("A012", "The metadata do not say the language of the book.", here)
    tags = [(tag, here) for tag in languages if tag]
    version = package.get("version", "")
    if not package.get(XML_LANG) and not version.startswith("2"):
        yield Message("A012", "The package document does not say the language of its own text (xml:lang).", here)
    for page in book.pages:
        if not (page.tree.get(XML_LANG) or page.tree.get("lang") or "").strip():
            yield Message("A012", "The document does not say its language.", place(page.path, page.tree))
        for element in page.tree.iter("*"):
            for attribute in (XML_LANG, "lang"):
                if tag := element.get(attribute, ""):
                    tags.append((tag, place(page.path, element)))
    told: set[tuple[str, str]] = set()
    for tag, where in tags:
        if _TAG.fullmatch(tag) is None and (tag, where.file) not in told:
            told.add((tag, where.file))
            yield Message("A013", f"“{excerpt(tag)}” is not the tag of a language.", where)

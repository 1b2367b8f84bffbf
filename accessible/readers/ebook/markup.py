"""The XML files of a book about itself, through the parser that reads its text.

It never fetches, expands or runs anything, keeps the rest of a file that is broken, and has no depth that it falls
silent at; names are compared without their prefixes, which anybody may choose.
"""

from __future__ import annotations

from collections.abc import Iterator

from accessible.errors import SourceError
from accessible.readers.charset import declared_encoding
from accessible.readers.encoding import decode
from accessible.readers.markup import MOST_ELEMENTS, Element
from accessible.readers.markup.tokens import tokens
from accessible.readers.markup.tree import tree_of


def parsed(data: bytes, name: str) -> Element:
    """The tree of an XML file; UTF-8 where it does not say what it is in (XML 1.0, section 4.3.3).

    Raises `SourceError` when it has more elements than any file of its kind.
    """
    text, _ = decode(data, name=name, declared=declared_encoding(data) or "utf-8")
    root = tree_of(tokens(text, xml=True), xml=True, plain=True, most=MOST_ELEMENTS).root
    if root is None:
        raise SourceError(f"the file has more than {MOST_ELEMENTS:,} elements", where=name)
    return root


def local(element: Element) -> str:
    """The name of an element in small letters, without its prefix."""
    return element.name.rpartition(":")[2].lower()


def attribute(element: Element, name: str) -> str:
    """The value of an attribute, whatever its prefix, or ""."""
    if name in element.attributes:
        return element.attributes[name].strip()
    small = name.lower()
    return next(
        (value.strip() for key, value in element.attributes.items() if key.rpartition(":")[2].lower() == small), ""
    )


def named(element: Element, *names: str) -> Iterator[Element]:
    """The elements of these names in it, in their order."""
    return (inner for inner in element.walk() if local(inner) in names)


def words(element: Element) -> str:
    """The text in an element on one line; where it has none, what stands for its pictures."""
    said = " ".join(element.text().split())
    if said:
        return said
    return " ".join(" ".join(inner.get("alt").split()) for inner in element.walk() if inner.name == "img").strip()

"""Texts in the vocabulary of DAISY's talking books (DTBook; ANSI/NISO Z39.86-2005), which a book of EPUB 2 may have in
its spine: its elements become those of web pages that say the same, with their kinds as `epub:type`.
"""

from __future__ import annotations

from collections.abc import Mapping

from accessible.readers.ebook.markup import local
from accessible.readers.markup import Element, Node

#: Element of DTBook → element of a page, and its kind. What is not here is called the same in both.
_SAME: Mapping[str, tuple[str, str]] = {
    "book": ("div", ""),
    "frontmatter": ("section", ""),
    "bodymatter": ("section", ""),
    "rearmatter": ("section", ""),
    "level": ("section", ""),
    **{f"level{depth}": ("section", "") for depth in range(1, 7)},
    "doctitle": ("h1", ""),
    "docauthor": ("p", ""),
    "covertitle": ("p", ""),
    "bridgehead": ("p", "bridgehead"),
    "hd": ("p", ""),
    "author": ("p", ""),
    "byline": ("p", ""),
    "dateline": ("p", ""),
    "epigraph": ("blockquote", "epigraph"),
    "line": ("span", ""),
    "lic": ("span", ""),
    "linenum": ("span", ""),
    "sent": ("span", ""),
    "w": ("span", ""),
    "pagenum": ("span", "pagebreak"),
    "noteref": ("a", "noteref"),
    "annoref": ("a", "noteref"),
    "note": ("aside", "footnote"),
    "annotation": ("aside", "footnote"),
    "sidebar": ("aside", ""),
    "prodnote": ("aside", ""),
    "imggroup": ("figure", ""),
}
_DEEPEST = 6


def as_page(root: Element) -> None:
    """Rename the elements of a text of DTBook; any other is left as it is."""
    if not any(local(element) == "dtbook" for element in root.elements()):
        return
    for element in list(root.walk()):
        name = local(element)
        kind = ""
        match name:
            case "poem" | "linegroup":
                element.name = "div" if name == "poem" else "p"
                element.attributes = {**element.attributes, "class": name}
                _break_lines(element)
            case "hd" if element.parent is not None and element.parent.name == "section":
                element.name = f"h{min(_DEEPEST, _depth(element))}"
            case "list":
                element.name = "ol" if element.get("type") == "ol" else "ul"
            case "caption" if element.parent is not None and element.parent.name == "figure":
                element.name = "figcaption"
            case _:
                element.name, kind = _SAME.get(name, (element.name, ""))
        if kind:
            element.attributes = {**element.attributes, "epub:type": kind}
        if name in ("noteref", "annoref"):
            element.attributes = {**element.attributes, "href": element.get("idref")}


def _break_lines(verse: Element) -> None:
    """Put an end of a line before each line but the first."""
    parted: list[Node] = []
    begun = False
    for child in verse.children:
        if isinstance(child, Element) and local(child) == "line":
            if begun:
                parted.append(Element("br", {}, child.start, child.start, verse))
            begun = True
        parted.append(child)
    verse.children = parted


def _depth(element: Element) -> int:
    """How deep a heading stands: in how many levels, the matter that they stand in not counted."""
    depth, parent = -1, element.parent
    while parent is not None:
        depth += parent.name == "section"
        parent = parent.parent
    return max(1, depth)

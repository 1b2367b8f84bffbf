"""The tree of the HTML that mammoth makes, with what its paths cannot say: how lists count, what names the
rows of a table, and whose a language is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from accessible.readers.markup import Element

_LIST_MARK = re.compile(r"list:([1aAiI]):(-?\d+)")
_HEAD = "head:row"
#: The mark in a cell that names its row.
ROW_HEAD = f'<w:bookmarkStart w:id="0" w:name="{_HEAD}"/><w:bookmarkEnd w:id="0"/>'


def count_lists(tree: Element) -> None:
    """Lists begin, and count, as the marks in their items say; what begins in the midst of a list is one of its own."""
    for mark in [element for element in tree.walk() if element.name == "a"]:
        found = _LIST_MARK.fullmatch(mark.get("id"))
        item = mark.parent
        while item is not None and item.name != "li":
            item = item.parent
        if found is None or item is None or item.parent is None or mark.parent is None:
            continue
        mark.parent.children.remove(mark)
        whole = item.parent
        at = whole.children.index(item)
        if any(isinstance(other, Element) for other in whole.children[:at]) and whole.parent is not None:
            rest = Element(whole.name, {}, item.start, whole.end, whole.parent)
            rest.children = whole.children[at:]
            for moved in rest.elements():
                moved.parent = rest
            whole.children = whole.children[:at]
            whole.end = item.start
            siblings = whole.parent.children
            siblings.insert(siblings.index(whole) + 1, rest)
            whole = rest
        whole.attributes = {**whole.attributes, "type": found[1], "start": found[2]}


def name_rows(tree: Element) -> None:
    """Cells with the mark of one that names its row do so."""
    for mark in [element for element in tree.walk() if element.name == "a" and element.get("id") == _HEAD]:
        cell = mark.parent
        while cell is not None and cell.name not in ("td", "th"):
            cell = cell.parent
        if cell is not None and mark.parent is not None:
            mark.parent.children.remove(mark)
            cell.name = "th"
            cell.attributes = {**cell.attributes, "scope": "row"}


def raise_languages(tree: Element) -> None:
    """A language that all the words of a paragraph are in is the paragraph's."""
    for element in tree.walk():
        if element.name in ("p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "dt", "dd"):
            found = set(_languages_in(element))
            if len(found) == 1 and (said := found.pop()):
                element.attributes = {**element.attributes, "lang": said}


def _languages_in(element: Element, language: str = "") -> Iterator[str]:
    """The languages of the words in an element, "" for the work's."""
    for node in element.children:
        if isinstance(node, Element):
            yield from _languages_in(node, node.get("lang") or language)
        elif any(map(str.isalpha, node.text)):
            yield language

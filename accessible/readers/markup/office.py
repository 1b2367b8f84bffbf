"""Lists as word processors write them into pages, which are none for HTML: made into lists before anything else looks
at the tree.

Word writes an item as a paragraph whose style names a list and a level (`mso-list: l0 level2`), with its bullet or
number as text in a `span` of its own (`mso-list: Ignore`). Google Docs writes each run of items of one level as a list
beside the others, with its level at the end of a class (`lst-kix_list_1-0`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from accessible.readers.markup.attributes import classes_of
from accessible.readers.markup.tree import Characters, Element, Node

_ITEM = re.compile(r"\bmso-list\s*:\s*l\d+\s+level(\d)", re.IGNORECASE)
_MARK = re.compile(r"\bmso-list\s*:\s*ignore\b", re.IGNORECASE)
_CLASS = re.compile(r"lst-kix_\S+-(\d)")
_NUMBER = re.compile(r"\(?(?:(?P<digits>\d{1,6})|(?P<small>[a-z])|(?P<capital>[A-Z]))[.)]")


def gather_lists(root: Element) -> None:
    """Make lists of what is one in a word processor; the tree is changed."""
    for element in list(root.walk()):
        if any(_level(child) for child in element.elements()):
            element.children = _gathered(element)


def is_mark(element: Element) -> bool:
    """Whether an element is the bullet or number of an item that is in a list now."""
    if not _MARK.search(element.get("style")):
        return False
    parent = element.parent
    for _ in range(4):
        if parent is None or parent.name == "li":
            break
        parent = parent.parent
    return parent is not None and parent.name == "li"


def _level(node: Node) -> int:
    """The level of an item, or of a list, of a word processor, from 1 on; 0 for what is neither."""
    if not isinstance(node, Element) or not node.attributes:
        return 0
    if node.name == "p":
        found = _ITEM.search(node.get("style"))
        return int(found[1]) if found else 0
    if node.name in ("ul", "ol"):
        return next((int(found[1]) + 1 for word in classes_of(node) if (found := _CLASS.fullmatch(word))), 0)
    return 0


def _gathered(element: Element) -> list[Node]:
    """The children of an element, its items in lists."""
    out: list[Node] = []
    lists: list[tuple[int, Element]] = []  # those that are open, with their levels
    for child in element.children:
        level = _level(child)
        if not level or isinstance(child, Characters):
            if not (isinstance(child, Characters) and child.text.isspace()):
                lists.clear()
            out.append(child)
            continue
        while lists and lists[-1][0] > level:
            lists.pop()
        listed = child if child.name != "p" else _list_of(child)
        items = [_item(child)] if child.name == "p" else list(child.elements())
        if lists and lists[-1][0] == level and _goes_on(lists[-1][1], child, listed):
            _put(lists[-1][1], items)
            continue
        if lists and lists[-1][0] == level:
            lists.pop()
        if child.name == "p":
            _put(listed, items)
        around = next(reversed(list(lists[-1][1].elements())), None) if lists else None
        if around is None:
            listed.parent = element
            out.append(listed)
        else:
            _put(around, [listed])
        lists.append((level, listed))
    return out


def _goes_on(before: Element, written: Element, listed: Element) -> bool:
    """Whether an item or a list of the same level goes on with the list before it."""
    if written.name == "p":
        return before.name == listed.name
    return before.name == written.name and classes_of(written) == classes_of(before) - {"start"}


def _list_of(paragraph: Element) -> Element:
    """The list that begins with a paragraph, as its bullet or number says."""
    mark = next((inner for inner in paragraph.walk() if _MARK.search(inner.get("style"))), None)
    number = _NUMBER.match(mark.text().strip()) if mark is not None else None
    attributes: dict[str, str] = {}
    if number is not None:
        digits, small, capital = number.groups()
        attributes = {"start": digits} if digits else {"type": "a" if small else "A"}
        if letter := small or capital:
            attributes["start"] = str(ord(letter.lower()) - ord("a") + 1)
    return Element("ol" if number else "ul", attributes, paragraph.start, paragraph.end, None)


def _item(paragraph: Element) -> Element:
    item = Element("li", paragraph.attributes, paragraph.start, paragraph.end, None)
    _put(item, paragraph.children)
    return item


def _put(element: Element, nodes: Sequence[Node]) -> None:
    for node in nodes:
        if isinstance(node, Element):
            node.parent = element
        element.children.append(node)
        element.end = max(element.end, node.end)

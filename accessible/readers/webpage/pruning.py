"""What was decided of stretches of text, as elements that are left out: the tree is cut where they are only a part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from accessible.readers.markup import Characters, Element, Node
from accessible.readers.markup.words import BLOCKS
from accessible.readers.webpage.stretches import Stretch

#: The reason of most that is left out.
AROUND = "the page around the article"
#: What lays out a page, and means something in an article.
_LAYOUT = frozenset("table thead tbody tfoot tr td th ul ol li dl dt dd aside figure blockquote details form".split())


def pruned(
    body: Element,
    content: Element,
    page: Sequence[Stretch],
    reasons: Mapping[int, str],
    said: Mapping[Element, str],
    title: int,
) -> dict[Element, str]:
    """The elements of a page that are left out, with the reasons; the tree is changed so that nothing else is.

    ``reasons`` say why stretches are left out, by their places, ``said`` of elements that say so themselves. What
    has no text is left out outside the article (``content``) and before its title, which begins at ``title`` in the
    source (-1 where there is none); but pictures between the two are the article's.
    """
    keeping = {node for stretch in page if stretch.at not in reasons for node in stretch.nodes}
    leaving = {node: reasons[stretch.at] for stretch in page if stretch.at in reasons for node in stretch.nodes}
    counts: dict[Element, tuple[int, str]] = {}  # what is kept in an element, and the first reason for what is not
    for element in reversed(list(body.walk())):
        kept_in, why = 0, said.get(element, "")
        for child in element.children:
            if isinstance(child, Element):
                kept_in, why = kept_in + counts[child][0], why or counts[child][1]
            else:
                kept_in, why = kept_in + (child in keeping), why or leaving.get(child, "")
        counts[element] = (kept_in, why)
    around = ancestors(content)
    for element in (content, *around):
        if element.name in _LAYOUT:
            element.name = "div"
    omitted: dict[Element, str] = {}
    stack = [body]
    while stack:
        element = stack.pop()
        outside = element in around
        children: list[Node] = []
        row: Element | None = None  # what is left out of running text, as an element
        for child in element.children:
            goes = child in leaving
            if isinstance(child, Element):
                kept_in, why = counts[child]
                opening = title < child.start and child.end <= content.start and _shows(child)
                bare = (outside and not opening) or child.end <= title
                goes = not kept_in and child is not content and child not in around and bool(why or bare)
                if goes and (child in said or child.name in BLOCKS):
                    omitted[child] = said.get(child) or why or AROUND
                    goes = False
                elif kept_in and why:
                    stack.append(child)
            if goes:
                if row is None:
                    row = Element("span", {}, child.start, child.end, element)
                    omitted[row] = (why if isinstance(child, Element) else leaving[child]) or AROUND
                    children.append(row)
                row.children.append(child)
                row.end = child.end
            elif row is not None and isinstance(child, Characters) and child.text.isspace():
                row.children.append(child)
            else:
                row = None
                children.append(child)
        element.children = children
    return omitted


def _shows(element: Element) -> bool:
    """Whether an element is a figure, or holds one."""
    return any(inner.name == "figure" for inner in element.walk())


def ancestors(element: Element) -> set[Element]:
    found = set()
    parent = element.parent
    while parent is not None:
        found.add(parent)
        parent = parent.parent
    return found

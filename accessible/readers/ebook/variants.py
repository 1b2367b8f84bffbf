"""What content documents hold that web pages do not: variants for some reading systems, how words are spoken, drawings
that are pages (EPUB 3.3, sections 6.2 and 9.2; Content Documents 3.2, section 2.2.3.2, "switch").
"""

from __future__ import annotations

from collections.abc import Iterator

from accessible.model.message import Message, Place
from accessible.readers.ebook.markup import local, named
from accessible.readers.markup import Element, Node

#: What gives a piece of a text a place of its own.
_PLACES = frozenset({"x", "y", "dy"})
_SHAPES = ("path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "image", "use")


def in_common(root: Element, path: str) -> Iterator[Message]:
    """Make a document what readers of web pages know, and tell what does not come along."""
    _choose(root)
    yield from _read_out(root, path)
    if spoken := sum(_says_how(element) for element in root.walk()):
        what = "1 word is" if spoken == 1 else f"{spoken} words are"
        hint = "a lexicon says it for all the book: --lexicon FILE"
        yield Message("R017", f"How {what} said (ssml:ph) was left out, and the words kept.", Place(path), hint)


def _choose(root: Element) -> None:
    """Of the variants of a switch hide all but the one that is for everybody; without that one, they all stay."""
    for switch in list(named(root, "switch")):
        if any(local(variant) == "default" for variant in switch.elements()):
            for variant in switch.elements():
                if local(variant) == "case":
                    variant.attributes = {**variant.attributes, "hidden": "hidden"}


def _read_out(root: Element, path: str) -> Iterator[Message]:
    """Where a drawing is the document, make its title and its texts paragraphs, for they are all that there is."""
    drawing = next(root.elements(), None)
    if drawing is None or local(drawing) != "svg":
        return
    drawn = False
    for element in list(drawing.walk()):
        match local(element):
            case "title" | "desc" | "text" if element.parent is not None and element.parent.name != "p":
                _break_lines(element)
                element.name = "p"
            case "svg" | "g":
                element.name = "div"
            case "metadata":
                element.attributes = {**element.attributes, "hidden": "hidden"}
            case name:
                drawn = drawn or name in _SHAPES
    if drawn:
        yield Message("R012", "The drawing that this page is was left out, and the words in it kept.", Place(path))


def _break_lines(text: Element) -> None:
    """Put an end of a line before each piece of a text that has a place of its own, so that no words run together."""
    for holder in list(text.walk()):
        parted: list[Node] = []
        for child in holder.children:
            placed = isinstance(child, Element) and local(child) == "tspan" and _PLACES & child.attributes.keys()
            if placed and parted:
                parted.append(Element("br", {}, child.start, child.start, holder))
            parted.append(child)
        holder.children = parted


def _says_how(element: Element) -> bool:
    """Whether phonemes stand beside a word (SSML 1.1 in EPUB 3)."""
    return any(name.endswith(":ph") for name in element.attributes)

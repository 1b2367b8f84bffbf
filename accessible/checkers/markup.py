"""What an element of a content document is, and what somebody hears of it: role, language, hidden or not, name.

A small part of "Accessible Name and Description Computation 1.2" that needs no style sheet: enough to tell a link that
says nothing from one that does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from accessible.checkers.book import Tree
from accessible.model.message import Place

XHTML = "{http://www.w3.org/1999/xhtml}"
SVG = "{http://www.w3.org/2000/svg}"
TYPE = "{http://www.idpf.org/2007/ops}type"  # epub:type
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

PICTURES = (f"{XHTML}img", f"{SVG}svg")

_EXCERPT = 60  # characters
_UNSEEN = frozenset(XHTML + tag for tag in ("head", "script", "style", "template", "noscript"))


def kinds(element: Tree) -> frozenset[str]:
    """The roles and the epub:types of an element, without the `doc-` of roles."""
    names = f"{element.get('role', '')} {element.get(TYPE, '')}".split()
    return frozenset(name.removeprefix("doc-") for name in names)


def is_hidden(element: Tree) -> bool:
    """Whether an element, or one around it, is taken from everybody or from assistive technology."""
    return any(
        near.get("hidden") is not None or near.get("aria-hidden") == "true" or near.tag in _UNSEEN
        for near in (element, *element.iterancestors("*"))
    )


def shown(tree: Tree, *tags: str) -> Iterator[Tree]:
    """The elements with one of these tags that are not hidden, in the order of the text."""
    return (element for element in tree.iter(*tags) if not is_hidden(element))


def text_of(element: Tree) -> str:
    """The text of an element as it is read, with the alternatives of the pictures in it, on one line."""
    return " ".join("".join(_texts(element)).split())


def name_of(element: Tree) -> str:
    """The accessible name of an element: a label of its own, else what it contains, else its title."""
    if wanted := element.get("aria-labelledby", "").split():
        known, texts = _ids(element.getroottree().getroot())
        for name in wanted:
            if name not in texts:
                texts[name] = text_of(known[name]) if name in known else ""
            if texts[name]:
                return texts[name]
    label = element.get("aria-label", "").strip()
    return label or text_of(element) or element.get("title", "").strip()


@lru_cache(maxsize=1)  # a page may have a label for each of its links, and pages are looked at one after the other
def _ids(root: Tree) -> tuple[Mapping[str, Tree], dict[str, str]]:
    """The elements of a page by their ids, the first of each; and the texts of those that were asked for."""
    found: dict[str, Tree] = {}
    for element in root.iter("*"):
        found.setdefault(element.get("id", ""), element)
    return found, {}


def alternative(picture: Tree) -> str | None:
    """The text alternative of a picture, "" for one that only decorates; None when nobody wrote any."""
    if {"presentation", "none"} & set(picture.get("role", "").split()):
        return ""
    for label in ("aria-labelledby", "aria-label"):
        if picture.get(label, "").strip():
            return name_of(picture)
    if picture.tag == f"{SVG}svg":
        inside = [*picture.iterfind(f"{SVG}title"), *picture.iterfind(f"{SVG}desc")]
        return next((text for found in inside if (text := text_of(found))), None)
    written = picture.get("alt")
    return written if written is not None else picture.get("title")


def place(path: str, element: Tree) -> Place:
    """Where an element is: the file, the line that it begins in, and the nearest id around it."""
    line = element.sourceline or 0
    near = next((name for around in (element, *element.iterancestors("*")) if (name := around.get("id"))), "")
    return Place(file=path, line=line if line < 65535 else 0, id=near)  # libxml2 counts no further


def excerpt(text: str) -> str:
    """The beginning of a text, on one line."""
    flat = " ".join(text.split())
    return flat if len(flat) <= _EXCERPT else flat[: _EXCERPT - 1] + "…"


def _texts(element: Tree) -> Iterator[str]:
    """The pieces of what is read of an element; with a list and not by recursion, for books are nested deeply."""
    waiting: list[Tree | str] = [element]
    while waiting:
        piece = waiting.pop()
        if isinstance(piece, str):
            yield piece
        elif piece.tag in PICTURES or piece.get("role") == "img":
            yield alternative(piece) or ""
        elif piece is not element and (label := piece.get("aria-label", "").strip()):
            yield label
        else:
            inside: list[Tree | str] = [piece.text or ""]
            for child in piece:
                if isinstance(child.tag, str) and child.get("aria-hidden") != "true" and child.get("hidden") is None:
                    inside.append(child)
                inside.append(child.tail or "")
            waiting += reversed(inside)

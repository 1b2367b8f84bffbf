"""What a book says of its own order: contents, pages, landmarks; from its navigation document (EPUB 3.3, section 7), or
from the NCX and the guide of EPUB 2 (OPF 2.0.1, sections 2.4.1 and 2.6)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from accessible.errors import SourceError
from accessible.readers.ebook.addresses import Names, Target
from accessible.readers.ebook.container import Container
from accessible.readers.ebook.markup import attribute, local, named, parsed, words
from accessible.readers.ebook.package import Package
from accessible.readers.markup import Element, roles_of


class Entry(Struct, frozen=True):
    """What leads to a place: its words, the place, how deep it stands among the others (from 1), and what the place is
    called in the words of EPUB ("" where nobody says)."""

    label: str
    target: Target
    depth: int = 1
    kind: str = ""


class Navigation(Struct, frozen=True):
    """The contents, the pages and the landmarks of a book, each as it has them."""

    contents: tuple[Entry, ...]
    pages: tuple[Entry, ...]
    landmarks: tuple[Entry, ...]


_PAGE_MAP = "application/oebps-page-map+xml"
#: What a navigation document lists.
_KINDS = ("toc", "page-list", "landmarks")
#: Types of a guide → types of landmarks.
_GUIDE = {
    "title-page": "titlepage",
    "acknowledgements": "acknowledgments",
    "notes": "endnotes",
    "text": "bodymatter",
    "start": "bodymatter",
    "other.toc": "toc",
}


def navigation(container: Container, package: Package) -> Navigation:
    """The navigation of a book; what is missing or cannot be read is empty."""
    contents: tuple[Entry, ...] = ()
    pages: tuple[Entry, ...] = ()
    landmarks: tuple[Entry, ...] = ()
    names = container.names
    for item in package.items.values():
        if "nav" in item.properties and (root := _tree(container, item.path)) is not None:
            contents, pages, landmarks = (tuple(_listed(root, kind, item.path, names)) for kind in _KINDS)
            break
    if (not contents or not pages) and package.ncx and (root := _tree(container, package.ncx)) is not None:
        contents = contents or tuple(_points(root, package.ncx, names))
        pages = pages or tuple(_page_targets(root, package.ncx, names))
    path = _page_map(package)
    if not pages and path and (root := _tree(container, path)) is not None:
        pages = tuple(_mapped(root, path, names))
    return Navigation(contents, pages, landmarks or tuple(_guide(package, names)))


def navigation_in(texts: Iterable[tuple[str, Element]], names: Names) -> tuple[Navigation, str]:
    """What the first of the texts with a list of contents says, and its path, for a book that does not say which of
    its files that is; a text is its path and its root."""
    for path, root in texts:
        if contents := tuple(_listed(root, "toc", path, names)):
            pages, landmarks = (tuple(_listed(root, kind, path, names)) for kind in _KINDS[1:])
            return Navigation(contents, pages, landmarks), path
    return Navigation((), (), ()), ""


def _tree(container: Container, path: str) -> Element | None:
    try:
        return parsed(container.text(path), path) if path in container.members else None
    except SourceError:
        return None


def _listed(root: Element, kind: str, path: str, names: Names) -> Iterator[Entry]:
    """The entries of a `nav` of a kind (EPUB 3.3, section 7.3)."""
    for nav in named(root, "nav"):
        if kind not in roles_of(nav):
            continue
        for item in named(nav, "li"):
            said = next((child for child in item.elements() if local(child) in ("a", "span")), None)
            if said is None:
                continue
            target = names.target(attribute(said, "href"), path) if attribute(said, "href") else None
            if target is None:  # a heading over others leads to the first of them
                inner = next((other for other in named(item, "a") if attribute(other, "href")), None)
                target = names.target(attribute(inner, "href"), path) if inner is not None else None
            if target is not None:
                called = attribute(said, "epub:type").split()
                yield Entry(
                    words(said), target, _depth(item, nav, "ol"), called[0].rpartition(":")[2] if called else ""
                )
        return


def _points(root: Element, path: str, names: Names) -> Iterator[Entry]:
    """The entries of an NCX (ANSI/NISO Z39.86, section 8)."""
    listed = next(named(root, "navmap"), None)
    for point in named(listed, "navpoint") if listed is not None else ():
        entry = _point(point, path, names)
        if entry is not None:
            assert listed is not None
            yield Entry(entry.label, entry.target, 1 + _depth(point, listed, "navpoint"))


def _page_targets(root: Element, path: str, names: Names) -> Iterator[Entry]:
    for point in named(root, "pagetarget"):
        entry = _point(point, path, names)
        if entry is not None:
            yield Entry(entry.label or attribute(point, "value"), entry.target)


def _point(point: Element, path: str, names: Names) -> Entry | None:
    label = next((words(child) for child in point.elements() if local(child) == "navlabel"), "")
    content = next((child for child in point.elements() if local(child) == "content"), None)
    target = names.target(attribute(content, "src"), path) if content is not None else None
    return Entry(label, target) if target is not None else None


def _page_map(package: Package) -> str:
    """The path of a list of pages as Adobe's programs have it, which came before that of EPUB 3; "" for none."""
    spine = next(named(package.root, "spine"), None)
    item = package.items.get(attribute(spine, "page-map")) if spine is not None else None
    item = item or next((item for item in package.items.values() if item.media_type == _PAGE_MAP), None)
    return item.path if item is not None else ""


def _mapped(root: Element, path: str, names: Names) -> Iterator[Entry]:
    for page in named(root, "page"):
        target = names.target(attribute(page, "href"), path)
        if target is not None:
            yield Entry(attribute(page, "name"), target)


def _guide(package: Package, names: Names) -> Iterator[Entry]:
    for reference in named(package.root, "reference"):
        if reference.parent is None or local(reference.parent) != "guide":
            continue
        target = names.target(attribute(reference, "href"), package.path)
        kind = attribute(reference, "type").lower()
        if target is not None:
            yield Entry(attribute(reference, "title"), target, 1, _GUIDE.get(kind, kind.removeprefix("other.")))


def _depth(element: Element, top: Element, name: str) -> int:
    """In how many elements of a name an element stands, up to another."""
    depth = 0
    parent = element.parent
    while parent is not None and parent is not top:
        depth += local(parent) == name
        parent = parent.parent
    return depth

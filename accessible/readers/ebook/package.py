"""The package document: which files a book is made of, and in which order they are read (EPUB 3.3, section 5; OPF
2.0.1)."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from accessible.errors import SourceError
from accessible.model.message import Message, Place
from accessible.readers.ebook.addresses import resolved
from accessible.readers.ebook.container import Container
from accessible.readers.ebook.markup import attribute, local, named, parsed
from accessible.readers.markup import Element

#: What can be read as a content document; old books call XHTML by other names, and a drawing may stand in the spine.
_CONTENT = frozenset(
    {
        "application/xhtml+xml",
        "text/html",
        "text/x-oeb1-document",
        "application/xml",
        "text/xml",
        "image/svg+xml",
        "application/x-dtbook+xml",
    }
)
_PAGES = (".xhtml", ".html", ".htm", ".xht")
#: A file has at most so many others one after another that stand in for it.
_FALLBACKS = 20


class Item(Struct, frozen=True):
    """A file of the book: its id, its path in the container, what the manifest says of it, and the `SMIL` that is its
    overlay ("" for none)."""

    id: str
    path: str
    media_type: str
    properties: frozenset[str]
    overlay: str
    fallback: str

    @property
    def is_content(self) -> bool:
        """Whether it holds text, as far as its media type and its name tell."""
        return self.media_type in _CONTENT or self.path.lower().endswith(_PAGES)


class Package(Struct, frozen=True):
    """A package document: its ``path``, its element, its items by id and by path, and its spine: content documents,
    and whether each is read in its place or only when somebody goes there (``linear``)."""

    path: str
    root: Element
    version: str
    items: Mapping[str, Item]
    files: Mapping[str, Item]
    spine: tuple[tuple[Item, bool], ...]
    ncx: str
    messages: tuple[Message, ...]


def package(container: Container, path: str) -> Package:
    """Read the package document. Raises `SourceError` when it has no spine, or none of which anything is there."""
    root = parsed(container.text(path), path)
    items: dict[str, Item] = {}
    for element in named(root, "item"):
        where = resolved(attribute(element, "href"), path)
        if element.parent is None or local(element.parent) != "manifest" or where is None:
            continue
        item = Item(
            attribute(element, "id"),
            where.path,
            attribute(element, "media-type").partition(";")[0].strip().lower(),
            frozenset(attribute(element, "properties").split()),
            attribute(element, "media-overlay"),
            attribute(element, "fallback"),
        )
        items.setdefault(item.id, item)
    spine = next(named(root, "spine"), None)
    references = list(named(spine, "itemref")) if spine is not None else []
    if not references:
        raise SourceError("the book is broken: nothing says in which order it is read (no spine)", where=path)
    found: dict[str, tuple[Item, bool]] = {}
    messages: list[Message] = []
    for reference in references:
        name = attribute(reference, "idref")
        listed = items.get(name)
        known = _readable(listed, items) if listed is not None else None
        if known is None or known.path not in container.members:
            what = f"The file {listed.path!r}" if listed is not None else f"What the spine calls {name!r}"
            reason = "is no text that can be read" if known is None and listed is not None else "is not in the book"
            messages.append(Message("R025", f"{what} {reason}; the rest was read.", Place(path)))
        else:
            found.setdefault(known.path, (known, attribute(reference, "linear").lower() != "no"))
    if not found:
        raise SourceError("the book is broken: none of the files that its spine names can be read", where=path)
    opening = next(named(root, "package"), root)
    files = {item.path: item for item in items.values()}
    ncx = items.get(attribute(spine, "toc")) if spine is not None else None
    ncx = ncx or next((item for item in items.values() if item.media_type == "application/x-dtbncx+xml"), None)
    return Package(
        path,
        root,
        attribute(opening, "version"),
        items,
        files,
        tuple(found.values()),
        ncx.path if ncx is not None else "",
        tuple(messages),
    )


def _readable(item: Item, items: Mapping[str, Item]) -> Item | None:
    """The item, or the first of its fallbacks that is a content document (EPUB 3.3, section 3.4.1)."""
    known: Item | None = item
    for _ in range(_FALLBACKS):
        if known is None or known.is_content:
            return known
        known = items.get(known.fallback)
    return None

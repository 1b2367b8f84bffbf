"""The package document: which files a book is made of, and in which order they are read (EPUB 3.3, section 5; OPF
2.0.1)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct

from accessible.archives import unpacked
from accessible.errors import SourceError
from accessible.model.message import Message, Place
from accessible.readers.ebook.container import Container
from accessible.readers.ebook.markup import attribute, local, named, parsed
from accessible.readers.markup import Element

#: What can be read as a content document; old books call XHTML by other names, and a drawing may stand in the spine.
_CONTENT = frozenset(
    {"application/xhtml+xml", "text/html", "text/x-oeb1-document", "image/svg+xml", "application/x-dtbook+xml"}
)
#: What nobody can read as such, and is text all the same.
_MARKED_UP = frozenset({"application/xml", "text/xml"})
PAGES = (".xhtml", ".html", ".htm", ".xht")
#: How a page begins, whatever it is said to be; looked for in so many bytes.
_OPENING = re.compile(rb"<(?:!doctype\s+html|html|body|dtbook)\b", re.IGNORECASE)
_FIRST = 4_096
#: A file has at most so many others one after another that stand in for it.
FALLBACKS = 20


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
        return self.media_type in _CONTENT or self.path.lower().endswith(PAGES)


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
    """Read the package document. Raises `SourceError` when nothing says which texts it has, or none is there."""
    root = parsed(container.text(path), path)
    items: dict[str, Item] = {}
    for element in named(root, "item"):
        where = container.names.target(attribute(element, "href"), path)
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
    references = [
        (attribute(reference, "idref"), attribute(reference, "linear").lower() != "no")
        for reference in (named(spine, "itemref") if spine is not None else ())
    ]
    messages: list[Message] = []
    if not references:
        references = [(item.id, True) for item in items.values() if item.is_content and "nav" not in item.properties]
        if not references:
            raise SourceError("the book is broken: nothing says in which order it is read (no spine)", where=path)
        what = "Nothing says in which order the book is read (no spine); its texts were read in that of the manifest."
        messages.append(Message("R037", what, Place(path)))
    found: dict[str, tuple[Item, bool]] = {}
    asked: set[str] = set()
    for name, linear in references:
        if name in asked:
            continue
        asked.add(name)
        listed = items.get(name)
        known = _readable(listed, items, container) if listed is not None else None
        if known is None or known.path not in container.members:
            what = f"The file {listed.path!r}" if listed is not None else f"What the spine calls {name!r}"
            reason = "is no text that can be read" if known is None and listed is not None else "is not in the book"
            messages.append(Message("R025", f"{what} {reason}; the rest was read.", Place(path)))
        else:
            if known.path not in found and not known.is_content and known.media_type not in _MARKED_UP:
                what = f"The file is said to be {known.media_type or 'nothing'!r}; it is a page, and was read as one."
                messages.append(Message("R037", what, Place(known.path)))
            found.setdefault(known.path, (known, linear))
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


def _readable(item: Item, items: Mapping[str, Item], container: Container) -> Item | None:
    """The item, or the first of its fallbacks that is a content document (EPUB 3.3, section 3.4.1); where none is, the
    first that is one for all that its media type says."""
    chain = [item]
    while len(chain) <= FALLBACKS and (further := items.get(chain[-1].fallback)) is not None:
        chain.append(further)
    content = next((known for known in chain if known.is_content), None)
    return content or next((known for known in chain if _is_page(known, container)), None)


def _is_page(item: Item, container: Container) -> bool:
    member = container.members.get(item.path)
    if member is None or item.media_type in _MARKED_UP:
        return member is not None
    try:
        return _OPENING.search(next(unpacked(container.archive.file, member), b"")[:_FIRST]) is not None
    except SourceError:
        return False

"""The content documents of a book, made ready for the builder of blocks: their order, the addresses in them, the places
that other files of the book say something about.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import get_args

from accessible.errors import SourceError
from accessible.model.blocks import SectionKind
from accessible.model.message import Message, Place
from accessible.readers.charset import declared_encoding
from accessible.readers.ebook.addresses import Names, Target, place
from accessible.readers.ebook.container import Container, is_of_a_system
from accessible.readers.ebook.markup import attribute, local
from accessible.readers.ebook.navigation import Entry
from accessible.readers.ebook.package import PAGES, Item, Package
from accessible.readers.ebook.talking import as_page
from accessible.readers.ebook.variants import in_common
from accessible.readers.ebook.wording import LONGEST, plain
from accessible.readers.encoding import decode
from accessible.readers.markup import Element, body_of, count, language_of, parse, roles_of, safe
from accessible.readers.markup.attributes import same_language
from accessible.readers.markup.words import HEADINGS

KINDS = frozenset(kind for kind in get_args(SectionKind) if kind)
_SECTIONS = frozenset("section article main body div nav header footer aside".split())
#: What leads to another text, or shows it inside of this one → the attribute that says where.
_LEADING = {"a": "href", "area": "href", "iframe": "src", "frame": "src", "embed": "src", "object": "data"}
#: A declaration of entities stands before the text.
_FIRST = 65_536


class Document:
    """A content document: its ``path``, what it is written in, its tree, whether it is read in its place (``linear``),
    and the ``names`` of the files that its addresses lead to. ``content`` holds its `body`, inside of ``opening``, an
    element that bears the id of the document."""

    def __init__(self, path: str, text: str, names: Names, *, linear: bool) -> None:
        self.path, self.text, self.names, self.linear = path, text, names, linear
        self.root = parse(text, xml=True, name=path)
        as_page(self.root)
        self.body = body_of(self.root)
        self.left_out = ""  # why nothing of it is read, as the end of a sentence
        self.content = Element("div", {}, self.body.start, self.body.end, self.body.parent or self.root)
        self.opening = Element("div", {"id": "#"}, self.body.start, self.body.end, self.content)
        self.opening.children = [self.body]
        self.content.children = [self.opening]

    @property
    def language(self) -> str:
        """What it says of all its text."""
        roots = [part for part in self.root.elements() if part.name in ("html", "dtbook", "div")]
        return next((found for part in (*roots, self.body) if (found := language_of(part))), "")

    def anchor(self, name: str) -> str:
        """The id of the draft for one of the document; "#" is the document itself."""
        return place(Target(self.path, "" if name == "#" else name))

    def find(self, name: str) -> Element | None:
        """The element with an id."""
        return next(
            (
                element
                for element in self.root.walk()
                if element.attributes
                and name
                in (element.get("id"), element.get("xml:id"), element.get("name") if element.name == "a" else "")
            ),
            None,
        )


def documents(container: Container, package: Package, skip: frozenset[str]) -> tuple[list[Document], list[Message]]:
    """The content documents in the order in which they are read: those of the spine; then those to which one goes only
    by a link, in the spine or not, so that they are there.

    Raises `SourceError` when none can be read.
    """
    found: dict[str, Document] = {}
    messages: list[Message] = []
    container.require_room(item.path for item, _ in package.spine)
    waiting = [(item, True) for item, linear in package.spine if linear]
    waiting += [(item, False) for item, linear in package.spine if not linear]
    for item, linear in waiting:
        _take(container, item, found, messages, linear=linear)
    linked = list(found.values())
    while linked:
        document = linked.pop(0)
        for target in _links(document):
            other = package.files.get(target.path) or Item("", target.path, "", frozenset(), "", "")  # not in its list
            if not other.is_content or other.path in found or other.path in skip:
                continue
            if other.path in container.members and _take(container, other, found, messages, linear=False):
                linked.append(found[other.path])
    if not found:
        raise SourceError("the book is broken: none of its texts can be read", where=container.name)
    spine = {item.path for item, _ in package.spine}
    told = spine | found.keys() | skip
    listed = {item.path for item in package.files.values() if item.is_content and item.path in container.members}
    for path in sorted((listed | _unlisted(container, package)) - told):
        what = "No place in the order of reading, and no link, leads to this file of the book; it was left out."
        messages.append(Message("R030", what, Place(path)))
    return list(found.values()), messages


def _unlisted(container: Container, package: Package) -> set[str]:
    """The pages in the archive that the book does not list; those of another rendition are not looked at."""
    renditions = [path for path in container.members if path.lower().endswith(".opf") and not is_of_a_system(path)]
    if len(renditions) > 1:
        return set()
    pages = {path for path in container.members if path.lower().endswith(PAGES) and not is_of_a_system(path)}
    return pages - package.files.keys()


def _take(
    container: Container, item: Item, found: dict[str, Document], messages: list[Message], *, linear: bool
) -> bool:
    try:
        data = container.text(item.path)
    except SourceError as error:
        if "split" in error.hint:
            raise
        messages.append(
            Message("R025", f"A text could not be read: {error.what}; the rest was read.", Place(item.path))
        )
        return False
    if not data.strip():
        messages.append(Message("R025", "A text is empty; the rest was read.", Place(item.path)))
        return False
    text, told = decode(data, name=item.path, declared=declared_encoding(data) or "utf-8")
    messages += told
    if "<!ENTITY" in text[:_FIRST]:
        what = "Names of characters that the file declares itself (ENTITY) are left as they are written."
        messages.append(Message("R032", what, Place(item.path)))
    document = Document(item.path, text, container.names, linear=linear)
    container.grow(sum(1 for _ in document.root.walk()))
    found[item.path] = document
    return True


def _links(document: Document) -> Iterator[Target]:
    for element in document.root.walk():
        written = element.get(_LEADING[element.name]) if element.name in _LEADING else ""
        target = document.names.target(written, document.path) if written else None
        if target is not None:
            yield target


def lead(document: Document, known: dict[str, Document], written: str) -> str:
    """The address of a link as a book may have it: on the web, or a place in the draft; "" for any other."""
    target = document.names.target(written, document.path)
    if target is None:
        return safe(written)
    there = known.get(target.path)
    return f"#{place(target)}" if there is not None and not there.left_out else ""


# ---------------------------------------------------------------------------------- what other files say of a document
def prepare(document: Document, language: str) -> tuple[Message, ...]:
    """Make the addresses of pictures paths in the book, frames of single pictures those pictures, what only books have
    what web pages have, and say at the beginning which language the text is in, if it is not that of the work; what of
    it does not come along."""
    for element in list(document.body.walk()):
        if local(element) == "svg":
            _unframe(element)
        if element.name == "img":
            _point(element, document)
    told = tuple(in_common(document.root, document.path))
    said = document.language
    if said and not language_of(document.body) and not same_language(said, language):
        document.opening.attributes = {**document.opening.attributes, "lang": said}
    return told


def _unframe(svg: Element) -> None:
    """A drawing that only frames one picture becomes that picture, and its title the words that stand for it."""
    images = [inner for inner in svg.walk() if local(inner) in ("image", "img")]
    drawn = any(local(inner) in ("path", "rect", "circle", "text", "line", "polygon", "use") for inner in svg.walk())
    if len(images) != 1 or drawn:
        return
    title = next((inner for inner in svg.walk() if local(inner) == "title"), None)
    if count(svg) - (count(title) if title is not None else 0):
        return
    said = " ".join((title.text() if title is not None else svg.get("aria-label")).split())
    attributes = {"src": attribute(images[0], "href")}
    if said:
        attributes["alt"] = said
    for name in ("id", "role", "class"):
        if svg.get(name) and svg.get(name) != "img":
            attributes[name] = svg.get(name)
    svg.name, svg.attributes, svg.children = "img", attributes, []


def _point(image: Element, document: Document) -> None:
    written = image.get("src") or next((part.split()[0] for part in image.get("srcset").split(",") if part.strip()), "")
    target = document.names.target(written, document.path) if written[:5].lower() != "data:" else None
    if target is not None:
        image.attributes = {**image.attributes, "src": target.path, "srcset": ""}


def mark_pages(pages: Sequence[Entry], known: dict[str, Document]) -> int:
    """Mark where the pages of the list begin, as far as the text does not; how many lead nowhere."""
    lost = 0
    by_path: dict[str, dict[str, Element]] = {}
    for entry in pages:
        document = known.get(entry.target.path)
        if document is None:
            lost += 1
            continue
        names = by_path.setdefault(document.path, dict(_named(document)))
        element = names.get(entry.target.fragment) if entry.target.fragment else document.body
        if element is None:
            lost += 1
        elif "pagebreak" in roles_of(element):
            if entry.label and not element.get("aria-label").strip():
                element.attributes = {**element.attributes, "aria-label": entry.label}
        elif element.parent is not None and entry.label and not _is_marked(element):
            mark = Element(
                "span", {"epub:type": "pagebreak", "aria-label": entry.label}, element.start, element.start, None
            )
            holder = element if element is document.body else element.parent
            at = 0 if element is document.body else _index(holder, element)
            mark.parent = holder
            holder.children.insert(at, mark)
    return lost


def _index(holder: Element, element: Element) -> int:
    """Where an element stands in another, whose children stand as they do in the source."""
    at = bisect_left(holder.children, element.start, key=lambda child: child.start)
    while holder.children[at] is not element:
        at += 1
    return at


def _named(document: Document) -> Iterator[tuple[str, Element]]:
    """The elements with an id; of two with the same the first is found last."""
    for element in reversed(list(document.root.walk())):
        if element.attributes:
            for name in (element.get("name") if element.name == "a" else "", element.get("xml:id"), element.get("id")):
                if name:
                    yield name, element


def _is_marked(element: Element) -> bool:
    """Whether a page begins at an element already, as old books have it: by its class."""
    return any("page" in word for word in element.get("class").lower().split()) and element.name in ("span", "a", "div")


def mark_kinds(landmarks: Iterable[Entry], known: dict[str, Document]) -> None:
    """Say of elements what landmarks call them, where they do not say it themselves."""
    for entry in landmarks:
        document = known.get(entry.target.path)
        if document is None or entry.kind not in KINDS:
            continue
        element = document.find(entry.target.fragment) if entry.target.fragment else document.body
        if element is None or element.name not in _SECTIONS:
            continue
        if not any(KINDS & roles_of(inner) for inner in (element, *element.elements())):
            element.attributes = {**element.attributes, "epub:type": f"{element.get('epub:type')} {entry.kind}".strip()}


def names_of_texts(entries: Iterable[Entry], known: Mapping[str, Document]) -> dict[Target, str]:
    """The places that entries of the contents lead to, of sections without a heading whose name (`aria-label`) is all
    that they say, with the letters and digits of it: an entry that says the same is no heading that is missing."""
    found: dict[Target, str] = {}
    places: dict[str, dict[str, Element]] = {}
    for target in dict.fromkeys(entry.target for entry in entries if entry.target.path in known):
        document = known[target.path]
        if target.path not in places:
            places[target.path] = dict(_named(document))
        at = places[target.path].get(target.fragment) if target.fragment else document.body
        named = plain(name_without_heading(at)) if at is not None else ""
        if at is not None and named and count(at) <= LONGEST and plain(at.text()) == named:
            found[target] = named
    return found


def name_without_heading(element: Element) -> str:
    """The name (`aria-label`) of a section that has no heading, or of the one that is all a body holds; "" for none."""
    inner = list(element.elements())
    at = inner[0] if element.name == "body" and len(inner) == 1 else element
    named = at.get("aria-label").strip()
    return named if named and not any(part.name in HEADINGS for part in at.walk()) else ""

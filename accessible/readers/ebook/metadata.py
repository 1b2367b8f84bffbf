"""The metadata of a book, from its package document: EPUB 3 refines them (section 5.5), EPUB 2 has attributes for it.

What it says about its own accessibility is not taken over, and neither is a claim that it conforms to anything: both
were said of another file. They are derived anew from the book that is made of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from accessible.bibliography import Identifier, identified, w3c_date
from accessible.model.draft import Contributor, Metadata
from accessible.model.message import Message, Place
from accessible.readers.ebook.markup import attribute, local
from accessible.readers.ebook.package import Package
from accessible.readers.markup import Element
from accessible.readers.markup.attributes import tag
from accessible.readers.scraps import LINES, words_of

_BARE_ISBN = re.compile(r"97[89][\d -]{10,14}")
_ROLE = re.compile(r"[a-z]{3}")
#: Statements that no book of ours makes.
_PLACELESS = ("type", "format", "coverage", "relation")
#: So many statements, each of so many characters, are in a message.
_LISTED, _SHOWN = 8, 80
#: Relators (MARC) of those whose work is the sound or the file, which are made anew.
_OF_THE_FILE = frozenset({"nrt", "bkp", "spk"})
#: Relators of those who wrote it, as far as bookshops are concerned.
_WRITERS = frozenset({"", "aut", "cre", "art", "aui"})


class _Said:
    """The statements of a package document, by what they are called."""

    def __init__(self, package: Package) -> None:
        self.elements: dict[str, list[Element]] = {}
        self.metas: list[tuple[str, str, str]] = []  # what is said, the value, the id that it is said of
        self.refining: dict[tuple[str, str], str] = {}  # the same, of what is said of a statement
        self.ids: dict[str, str] = {}  # of what is said of the book: the value, and the id that others refine
        self.links: list[str] = []
        for element in package.root.walk():
            if not _is_within(element, "metadata"):
                continue
            name = local(element)
            if name == "meta":
                said = attribute(element, "property") or attribute(element, "name")
                value = _line(element) or attribute(element, "content")
                of = attribute(element, "refines").lstrip("#")
                self.metas.append((said, value, of))
                self.refining.setdefault((of, said), value)
                self.ids.setdefault(value, attribute(element, "id"))
            elif name == "link":
                self.links += attribute(element, "rel").split()
            else:
                self.elements.setdefault(name, []).append(element)

    def texts(self, name: str) -> list[str]:
        return list(dict.fromkeys(text for element in self.elements.get(name, ()) if (text := _line(element))))

    def about(self, element: Element, said: str) -> str:
        """What refines a statement, or is an attribute of it in EPUB 2."""
        name = attribute(element, "id")
        return (self.refining.get((name, said), "") if name else "") or attribute(element, said)

    def meta(self, *names: str) -> str:
        """The first value of a name that is said of the whole book."""
        return next((value for name in names for what, value, of in self.metas if what == name and not of), "")


def metadata_of(package: Package) -> tuple[Metadata, tuple[Message, ...]]:
    """What is known of the work, and what was said of the file and is not taken over."""
    said = _Said(package)
    title, subtitle = _titles(said)
    creators, contributors, filed = _people(said)
    series, position = _series(said)
    metadata = Metadata(
        title=title,
        subtitle=subtitle,
        creators=creators,
        contributors=contributors,
        language=next((found for text in said.texts("language") if (found := tag(text))), ""),
        publisher=next(iter(said.texts("publisher")), ""),
        date=_date(said),
        rights=" ".join(said.texts("rights")),
        description=_description(said),
        subjects=tuple(said.texts("subject")),
        identifier=_identifier(said, package),
        source=_source(said, package),
        series=series,
        series_position=position,
        file_as=filed,
    )
    return metadata, (*_about_access(said, package), *_about_rest(said, package, metadata))


def cover_path(package: Package) -> str:
    """The path of the picture that is the cover: of the manifest's properties, or named by a `meta` of EPUB 2."""
    for item in package.items.values():
        if "cover-image" in item.properties:
            return item.path
    name = _Said(package).meta("cover")
    named = package.items.get(name) or next(
        (item for item in package.items.values() if name and item.path.rpartition("/")[2] == name.rpartition("/")[2]),
        None,
    )  # many books have the name of the file where its id should be
    return named.path if named is not None and named.media_type.startswith("image/") else ""


def is_fixed(package: Package) -> bool:
    """Whether pages of the book have a fixed layout (EPUB 3.3, section 8.2.2.1): all, or some by their own say."""
    said = _Said(package).meta("rendition:layout", "fixed-layout").lower()
    single = any(
        "rendition:layout-pre-paginated" in attribute(item, "properties").split() for item in package.root.walk()
    )
    return single or said in ("pre-paginated", "true", "yes")


# ------------------------------------------------------------------------------------------------------------ who, what
def _titles(said: _Said) -> tuple[str, str]:
    """The main title and the subtitle."""
    kinds = [(said.about(element, "title-type"), _line(element)) for element in said.elements.get("title", ())]
    kinds = [(kind, text) for kind, text in kinds if text]
    main = next((text for kind, text in kinds if kind == "main"), "")
    main = main or next((text for kind, text in kinds if kind == ""), "") or next((text for _, text in kinds), "")
    return main, next((text for kind, text in kinds if kind == "subtitle"), "")


def _people(said: _Said) -> tuple[tuple[str, ...], tuple[Contributor, ...], tuple[tuple[str, str], ...]]:
    """Who wrote the book, who else had a part in it, and how they are filed."""
    creators: dict[str, None] = {}
    contributors: dict[Contributor, None] = {}
    filed: dict[str, str] = {}
    for name in ("creator", "contributor"):
        for element in said.elements.get(name, ()):
            role, text = said.about(element, "role").lower().rpartition("/")[2], _line(element)
            if not text or role in _OF_THE_FILE:
                continue
            if name == "creator" and role in _WRITERS:
                creators[text] = None
            else:
                contributors[Contributor(text, role if _ROLE.fullmatch(role) else "")] = None
            if form := said.about(element, "file-as"):
                filed.setdefault(text, form)
    return tuple(creators), tuple(contributors), tuple(filed.items())


def _series(said: _Said) -> tuple[str, str]:
    """The series that the book is part of, and its place there: a collection of EPUB 3, or what Calibre writes."""
    for what, value, of in said.metas:
        if what == "belongs-to-collection" and value and not of:
            name = said.ids.get(value, "")
            kind = said.refining.get((name, "collection-type"), "series") if name else "series"
            if kind == "series":
                return value, said.refining.get((name, "group-position"), "") if name else ""
    return said.meta("calibre:series"), said.meta("calibre:series_index").removesuffix(".0")


def _date(said: _Said) -> str:
    """When the work was published: in EPUB 2 dates say what of."""
    dates = [(attribute(element, "event").lower(), _line(element)) for element in said.elements.get("date", ())]
    for event in ("publication", "original-publication", "", "creation"):
        for kind, text in dates:
            if kind == event and (found := w3c_date(text)):
                return found
    return ""


def _identifier(said: _Said, package: Package) -> str:
    """What others call the work: an ISBN before other names, the unique identifier before others.

    A UUID is nobody's name for a work: it is that of a file.
    """
    known = [known for _, known in _identifiers(said, package) if known.scheme != "uuid"]
    isbn = next((known.value for known in known if known.scheme == "isbn"), "")
    return isbn or next((known.value for known in known), "")


def _identifiers(said: _Said, package: Package) -> list[tuple[str, Identifier]]:
    """The identifiers in a form that others know, the unique one first."""
    opening = next((element for element in package.root.walk() if local(element) == "package"), package.root)
    unique = attribute(opening, "unique-identifier")
    found: list[tuple[str, Identifier]] = []
    for element in said.elements.get("identifier", []):
        text, scheme = _line(element), attribute(element, "scheme").lower()
        known = _known(text)
        if known is not None and known.scheme == "isbn":
            told = scheme == "isbn" or text.lower().startswith(("urn:isbn", "isbn")) or _BARE_ISBN.fullmatch(text)
            known = known if told else None  # any ten digits may be one
        if known is not None:
            found.append((attribute(element, "id"), known))
    return sorted(found, key=lambda pair: pair[0] != unique)


def _known(text: str) -> Identifier | None:
    try:
        return identified(text)
    except ValueError:  # an ISBN whose digits are wrong
        return None


def _source(said: _Said, package: Package) -> str:
    """What the book was made from: first of all the printed book whose pages it has; where nobody says, the file that
    is read, if it has a name of its own."""
    sources = said.elements.get("source", [])
    paged = next((element for element in sources if said.about(element, "source-of") == "pagination"), None)
    pages = said.meta("pageBreakSource", "a11y:pageBreakSource")
    if pages.lower() in ("none", "unknown"):
        pages = ""
    text = pages or (_line(paged) if paged is not None else "") or next(iter(said.texts("source")), "")
    if text:
        known = _known(text)
        return known.value if known is not None else text
    return next((known.value for _, known in _identifiers(said, package) if known.scheme == "uuid"), "")


# --------------------------------------------------------------------------------------------------------- what is not
def _about_access(said: _Said, package: Package) -> Iterator[Message]:
    """What the source says of its accessibility, and that it conforms to something."""
    place = Place(package.path)
    claims = [value for what, value, _ in said.metas if what == "dcterms:conformsTo"]
    claims += ["a standard"] if "dcterms:conformsTo" in said.links and not claims else []
    count = sum(what.lower().startswith(("schema:access", "a11y:")) for what, _, _ in said.metas)
    count += sum(rel.startswith("a11y:") for rel in said.links)
    if claims:
        what = f"The source says that it conforms to {claims[0]}; nobody has looked at the book that is made of it"
        yield Message("R027", f"{what}, so that is not said again.", place, "--certified-by says so")
    if count:
        what = "1 statement" if count == 1 else f"{count} statements"
        yield Message("R027", f"{what} of the source on its accessibility were replaced by what the book holds.", place)


def _about_rest(said: _Said, package: Package, metadata: Metadata) -> Iterator[Message]:
    """What the source says of the work, and no book of ours has a place for."""
    told = {*metadata.creators, metadata.title, metadata.subtitle, metadata.publisher, metadata.language}
    rest = [(name, text) for name in _PLACELESS for text in said.texts(name)]
    rest += [(name, text) for name in ("title", "publisher") for text in said.texts(name) if text not in told]
    rest += [("language", text) for text in said.texts("language") if tag(text) not in ("", *told)]
    rest += [("description", text) for text in said.texts("description")[1:]]
    used = {metadata.identifier, metadata.source}
    for _, known in _identifiers(said, package):
        if known.scheme != "uuid" and known.value not in used:
            rest.append(("identifier", known.value))
            used.add(known.value)
    if rest:
        listed = ", ".join(f"{name} {text[:_SHOWN]!r}" for name, text in rest[:_LISTED])
        more = ", …" if len(rest) > _LISTED else ""
        what = f"What the source says of the work has no place in the metadata of a book: {listed}{more}."
        yield Message("R040", what, Place(package.path))


def _is_within(element: Element, name: str) -> bool:
    parent = element.parent
    while parent is not None:
        if local(parent) == name:
            return True
        parent = parent.parent
    return False


def _line(element: Element) -> str:
    return " ".join(element.text().split())


def _description(said: _Said) -> str:
    """The first description without the markup that bookshops ask for, be it written out or in place."""
    for element in said.elements.get("description", ()):
        apart = any(local(inner) in LINES for inner in element.walk())
        text = (" " if apart else "").join(characters.text for characters in element.texts())
        if words := words_of(text):
            return words
    return ""

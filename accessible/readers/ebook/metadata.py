"""The metadata of a book, from its package document: EPUB 3 refines them (section 5.5), EPUB 2 has attributes for it.

What it says about its own accessibility is not taken over, and neither is a claim that it conforms to anything: both
were said of another file. They are derived anew from the book that is made of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from accessible.model.draft import Metadata
from accessible.model.message import Message, Place
from accessible.readers.ebook.markup import attribute, local
from accessible.readers.ebook.package import Package
from accessible.readers.markup import Element, parse
from accessible.readers.markup.attributes import tag
from accessible.readers.webpage.declared import w3c_date

_ISBN = re.compile(r"(?:urn:)?(?:isbn)?[:\s-]*((?:97[89][\s-]?)?(?:\d[\s-]?){9}[\dXx])", re.IGNORECASE)
_URN = re.compile(r"(?:urn:[a-z0-9][a-z0-9-]*:|https?://|doi:|info:)\S+", re.IGNORECASE)
_UUID = re.compile(r"(?:urn:uuid:)?([0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12})")
_MARKUP = re.compile(r"<[A-Za-z/!]|&(?:#\d+|#x[0-9a-f]+|[a-z]+);", re.IGNORECASE)
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
            elif name == "link":
                self.links += attribute(element, "rel").split()
            else:
                self.elements.setdefault(name, []).append(element)

    def texts(self, name: str) -> list[str]:
        return list(dict.fromkeys(text for element in self.elements.get(name, ()) if (text := _line(element))))

    def about(self, element: Element, said: str) -> str:
        """What refines a statement, or is an attribute of it in EPUB 2."""
        name = attribute(element, "id")
        return (self.refining.get((name, said), "") if name else "") or attribute(element, f"opf:{said}")

    def meta(self, *names: str) -> str:
        """The first value of a name that is said of the whole book."""
        return next((value for name in names for what, value, of in self.metas if what == name and not of), "")


def metadata_of(package: Package) -> tuple[Metadata, tuple[Message, ...]]:
    """What is known of the work, and what was said of the file and is not taken over."""
    said = _Said(package)
    title, subtitle = _titles(said)
    creators, contributors = _people(said)
    metadata = Metadata(
        title=title,
        subtitle=subtitle,
        creators=creators,
        contributors=contributors,
        language=next((found for text in said.texts("language") if (found := tag(text))), ""),
        publisher=next(iter(said.texts("publisher")), ""),
        date=_date(said),
        rights=" ".join(said.texts("rights")),
        description=_plain(next(iter(said.texts("description")), "")),
        subjects=tuple(said.texts("subject")),
        identifier=_identifier(said, package),
        source=_source(said, package),
    )
    return metadata, tuple(_about_access(said, package))


def cover_path(package: Package) -> str:
    """The path of the picture that is the cover: of the manifest's properties, or named by a `meta` of EPUB 2."""
    for item in package.items.values():
        if "cover-image" in item.properties:
            return item.path
    named = package.items.get(_Said(package).meta("cover"))
    return named.path if named is not None and named.media_type.startswith("image/") else ""


def is_fixed(package: Package) -> bool:
    """Whether the pages of the book have a fixed layout (EPUB 3.3, section 8.2.2.1)."""
    said = _Said(package).meta("rendition:layout", "fixed-layout").lower()
    return said in ("pre-paginated", "true", "yes")


# ------------------------------------------------------------------------------------------------------------ who, what
def _titles(said: _Said) -> tuple[str, str]:
    """The main title and the subtitle."""
    kinds = [(said.about(element, "title-type"), _line(element)) for element in said.elements.get("title", ())]
    kinds = [(kind, text) for kind, text in kinds if text]
    main = next((text for kind, text in kinds if kind == "main"), "")
    main = main or next((text for kind, text in kinds if kind == ""), "") or next((text for _, text in kinds), "")
    return main, next((text for kind, text in kinds if kind == "subtitle"), "")


def _people(said: _Said) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who wrote the book, and who else had a part in it."""
    creators: dict[str, None] = {}
    contributors: dict[str, None] = {}
    for name in ("creator", "contributor"):
        for element in said.elements.get(name, ()):
            role, text = said.about(element, "role").lower(), _line(element)
            if text and role not in _OF_THE_FILE:
                (creators if name == "creator" and role in _WRITERS else contributors)[text] = None
    return tuple(creators), tuple(other for other in contributors if other not in creators)


def _date(said: _Said) -> str:
    """When the work was published: in EPUB 2 dates say what of."""
    dates = [(attribute(element, "opf:event").lower(), _line(element)) for element in said.elements.get("date", ())]
    for event in ("publication", "original-publication", "", "creation"):
        for kind, text in dates:
            if kind == event and (found := w3c_date(text)):
                return found
    return ""


def _identifier(said: _Said, package: Package) -> str:
    """What others call the work: an ISBN as a URN before other names, the unique identifier before others.

    A UUID is nobody's name for a work: it is that of a file.
    """
    found = _identifiers(said, package)
    isbn = (isbn for element, text in found if (isbn := _named_isbn(element, text)))
    return next(isbn, "") or next((text for _, text in found if _URN.fullmatch(text) and not _UUID.search(text)), "")


def _identifiers(said: _Said, package: Package) -> list[tuple[Element, str]]:
    """The identifiers, the unique one first."""
    opening = next((element for element in package.root.walk() if local(element) == "package"), package.root)
    unique = attribute(opening, "unique-identifier")
    found = [(element, text) for element in said.elements.get("identifier", []) if (text := _line(element))]
    return sorted(found, key=lambda pair: attribute(pair[0], "id") != unique)


def _named_isbn(element: Element, text: str) -> str:
    """An ISBN that says that it is one, or cannot be anything else."""
    told = attribute(element, "opf:scheme").lower() == "isbn" or text.lower().startswith(("urn:isbn", "isbn"))
    return _isbn(text) if told or re.match(r"97[89]", text) else ""


def _source(said: _Said, package: Package) -> str:
    """What the book was made from: first of all the printed book whose pages it has; where nobody says, the file that
    is read, if it has a name of its own."""
    pages = said.meta("pageBreakSource", "a11y:pageBreakSource")
    if pages and pages.lower() not in ("none", "unknown"):
        return _isbn(pages) or pages
    sources = said.elements.get("source", [])
    paged = next((element for element in sources if said.about(element, "source-of") == "pagination"), None)
    if text := _line(paged) if paged is not None else next(iter(said.texts("source")), ""):
        return _isbn(text) or text
    uuid = next((found[1] for _, text in _identifiers(said, package) if (found := _UUID.fullmatch(text))), "")
    return f"urn:uuid:{uuid.lower()}" if uuid else ""


def _isbn(text: str) -> str:
    """An ISBN as a URN (RFC 8254), or "" for what is none."""
    found = _ISBN.fullmatch(text.strip())
    digits = re.sub(r"[\s-]", "", found[1]).upper() if found else ""
    if len(digits) == 10 and sum((10 - at) * _digit(sign) for at, sign in enumerate(digits)) % 11 == 0:
        return f"urn:isbn:{digits}"
    if len(digits) == 13 and "X" not in digits:
        check = sum(int(sign) * (3 if at % 2 else 1) for at, sign in enumerate(digits))
        return f"urn:isbn:{digits}" if check % 10 == 0 else ""
    return ""


def _digit(sign: str) -> int:
    return 10 if sign == "X" else int(sign)


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


def _is_within(element: Element, name: str) -> bool:
    parent = element.parent
    while parent is not None:
        if local(parent) == name:
            return True
        parent = parent.parent
    return False


def _line(element: Element) -> str:
    return " ".join(element.text().split())


def _plain(text: str) -> str:
    """A description without the markup that bookshops ask for."""
    return " ".join(parse(text).text().split()) if _MARKUP.search(text) else text

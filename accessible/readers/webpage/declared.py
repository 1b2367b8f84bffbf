"""What a page says of itself: title, writers, language, dates, rights (JSON-LD with schema.org's words, Open Graph, the
`meta` of HTML, Dublin Core and others, `time`, `title`).

The most exact statement goes before the vaguer: JSON-LD is written for machines, Open Graph for previews, `title` for
the tab of a browser, where the site's name stands as well. What is no date, no language or no address is passed over.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from accessible.bibliography import identified, w3c_date
from accessible.model.draft import Metadata
from accessible.readers.markup import Element, safe
from accessible.readers.markup.attributes import classes_of, language_of, roles_of, tag
from accessible.readers.scraps import words_of

#: Types of schema.org that are somebody's work, and not the site, its owner or a trail of pages.
_WORKS = re.compile(r"(?:\w*Article|\w*Posting|Book|Chapter|Report|Review|\w*Work|WebPage|HowTo|Recipe|QAPage|FAQPage)")
#: What stands between a title and the name of its site.
_PARTED = re.compile(r"\s+[-–—|·•»«›‹/\\]+\s+|\s*[|»«]\s*|(?<=[^\s\d]):\s+")
#: So much of a page's JSON-LD is read, in characters and in levels.
_LONGEST, _DEEPEST = 500_000, 12
#: A title has no more pieces than this.
_PIECES = 6


class Declared(Struct, frozen=True):
    """What is known: ``metadata`` of the work, ``titles`` that a heading of the page may have, the likeliest first, and
    ``base``, the address that relative ones are relative to ("" where nobody says)."""

    metadata: Metadata
    titles: tuple[str, ...]
    base: str
    address: str


def declared(root: Element, *, address: str = "") -> Declared:
    """What a page says of itself; ``address`` is where it came from, if that is known."""
    said = _Said(root)
    address = address or safe(said.canonical or said.meta("og:url"))
    site = said.meta("og:site_name", "application-name") or said.of_work("publisher")
    headline = said.of_work("headline") or said.meta("og:title", "twitter:title", "dc.title", "dcterms.title", "title")
    title = _without_site(headline or said.tab, site)
    metadata = Metadata(
        title=title,
        creators=said.writers(),
        language=said.language(),
        publisher=site or said.meta("dc.publisher", "dcterms.publisher"),
        date=said.date(),
        rights=said.meta("dc.rights", "dcterms.rights", "copyright", "rights") or said.of_work("copyrightNotice"),
        description=said.of_work("description") or said.meta("og:description", "description", "dc.description"),
        subjects=said.subjects(),
        source=address or said.isbn(),
        title_of_page=bool(title),
    )
    pieces = sorted(_joined(_PARTED.split(said.tab)), key=len, reverse=True)
    titles = dict.fromkeys(text for text in (headline, title, *pieces) if len(text) > 1)
    return Declared(metadata, tuple(titles), safe(said.base, base=address) or address, address)


class _Said:
    """The page's statements, by where they stand."""

    def __init__(self, root: Element) -> None:
        self.metas: dict[str, list[str]] = {}
        self.works: list[dict[str, Any]] = []
        self.named: list[str] = []  # whom the text marks as its writers
        self.times: list[str] = []
        self.languages: list[str] = []
        self.tab = self.base = self.canonical = self.header = ""
        for element in root.walk():
            self.hear(element)

    def hear(self, element: Element) -> None:
        """Take down what an element says."""
        match element.name:
            case "meta":
                content = _line(element.get("content"))
                name = (element.get("property") or element.get("name") or element.get("itemprop")).lower()
                if name and content:
                    self.metas.setdefault(name, []).append(content)
                if element.get("http-equiv").lower() == "content-language":
                    self.header = self.header or content
            case "script":
                if element.get("type").lower().strip() == "application/ld+json":
                    self.works.extend(_works(element.text()))
            case "title":
                self.tab = self.tab or (_line(element.text()) if _is_head(element) else "")
            case "base":
                self.base = self.base or element.get("href")
            case "link":
                if "canonical" in element.get("rel").lower().split():
                    self.canonical = self.canonical or element.get("href")
            case "html" | "body" | "article" | "main":
                self.languages.append(language_of(element))
            case "time":
                if _publishes(element):
                    self.times.append(element.get("datetime"))
        if element.attributes and _is_writer(element):
            self.named.append(_line(element.text()))

    def meta(self, *names: str) -> str:
        """The first of these that the page has."""
        return next((self.metas[name][0] for name in names if name in self.metas), "")

    def of_work(self, name: str) -> str:
        """What JSON-LD says of the work, as a text."""
        return next((text for work in self.works for text in _names(work.get(name))), "")

    def writers(self) -> tuple[str, ...]:
        """Who wrote it: as JSON-LD says, else the page's `meta`, else what its own text marks as its writer."""
        found = [name for work in self.works for name in _names(work.get("author") or work.get("creator"))]
        if not found:
            names = ("author", "article:author", "dc.creator", "dcterms.creator", "citation_author", "parsely-author")
            found = next((self.metas[name] for name in names if name in self.metas), [])
        return tuple(dict.fromkeys(name for written in found or self.named if (name := _person(written))))[:20]

    def date(self) -> str:
        """When it was published (W3C date and time format)."""
        names = (
            "article:published_time", "datepublished", "dc.date", "dcterms.date", "dcterms.created", "date", "pubdate",
            "citation_publication_date", "citation_date", "dc.date.issued", "sailthru.date",
        )  # fmt: skip
        said = [self.of_work("datePublished"), self.of_work("dateCreated"), *(self.meta(name) for name in names)]
        return next((date for written in (*said, *self.times) if (date := w3c_date(written))), "")

    def isbn(self) -> str:
        """The number of the printed book that the page is, as a URN."""
        written = self.of_work("isbn") or self.meta("book:isbn", "books:isbn", "citation_isbn")
        try:
            found = identified(f"ISBN {written}") if written else None
        except ValueError:
            return ""
        return found.value if found else ""

    def language(self) -> str:
        """The language of the page: that of its outermost elements, else what its head says."""
        names = ("content-language", "dc.language", "dcterms.language", "language", "og:locale")
        said = (*self.languages, self.of_work("inLanguage"), self.header, *(self.meta(name) for name in names))
        return next((language for written in said if (language := tag(written))), "")

    def subjects(self) -> tuple[str, ...]:
        found = [name for work in self.works for name in _names(work.get("keywords"))]
        found = found or self.metas.get("article:tag", []) or self.metas.get("keywords", [])
        words = (word.strip() for text in found for word in text.split(","))
        return tuple(dict.fromkeys(word for word in words if word))[:20]


def _works(text: str) -> Iterator[dict[str, Any]]:
    """The works that a piece of JSON-LD tells of."""
    if len(text) > _LONGEST:
        return
    try:
        stack: list[tuple[Any, int]] = [(json.loads(text, strict=False), 0)]
    except (ValueError, RecursionError):
        return
    while stack:
        value, depth = stack.pop()
        if isinstance(value, list):
            stack.extend((inner, depth + 1) for inner in reversed(value) if depth < _DEEPEST)
        elif isinstance(value, dict):
            types = value.get("@type")
            names = [types] if isinstance(types, str) else types if isinstance(types, list) else []
            if any(isinstance(name, str) and _WORKS.fullmatch(name) for name in names):
                yield value
            stack.extend((value[key], depth + 1) for key in ("mainEntity", "@graph") if key in value)


def _names(value: Any) -> Iterator[str]:
    """What a value of JSON-LD names: texts, and the names of people and organisations."""
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict):
            one = one.get("name")
        if isinstance(one, str) and (text := _line(one)):
            yield text


def _line(text: str) -> str:
    return words_of(text[:2_000])


def _person(written: str) -> str:
    """The name of a writer, or "" for an address, a file or a sentence."""
    name = re.sub(r"^(?i:by|von|par|por|di|door|av)\s+", "", written).strip(" ,|·–-")
    if len(name) > 100 or "://" in name or "@" in name or not any(map(str.isalpha, name)):
        return ""
    return name


def _is_head(element: Element) -> bool:
    """Whether a `title` is the page's, and not a drawing's."""
    parent = element.parent
    while parent is not None and parent.name != "svg":
        parent = parent.parent
    return parent is None


def _is_writer(element: Element) -> bool:
    if not element.attributes:
        return False
    return (
        "author" in element.get("rel").lower().split()
        or element.get("itemprop").lower() == "author"
        or ("p-author" in classes_of(element))
    )


def _publishes(element: Element) -> bool:
    """Whether a `time` says when the page was published."""
    return (
        "pubdate" in element.attributes
        or element.get("itemprop").lower() == "datepublished"
        or not classes_of(element).isdisjoint({"published", "entry-date", "dt-published"})
        or "published" in roles_of(element)
    )


def _joined(pieces: list[str]) -> Iterator[str]:
    """Every row of pieces that stand beside each other, as one text: a title may hold what parts it from its site."""
    kept = [_line(piece) for piece in pieces if piece.strip()][:_PIECES]
    for start in range(len(kept)):
        for end in range(start + 1, len(kept) + 1):
            yield " ".join(kept[start:end])


def _without_site(title: str, site: str) -> str:
    """A title without the name of its site behind or before it."""
    pieces = _PARTED.split(title)
    if site and len(pieces) > 1:
        for piece, at in ((pieces[-1], title.rfind(pieces[-1])), (pieces[0], len(pieces[0]))):
            if piece.casefold() == site.casefold():
                rest = title[:at] if piece is pieces[-1] else title[at:]
                return rest.strip(" -–—|·•»«›‹/\\:")
    return title

"""What the package document says of the book's accessibility (EPUB Accessibility 1.1, section 3.2; the vocabulary of
schema.org as the W3C publishes it): that it says it, and that it is so.

People choose a book by these words before they have it. A claim that the book does not keep is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress

from accessible.checkers.archive import read
from accessible.checkers.book import Book
from accessible.checkers.markup import PICTURES, SVG, TYPE, XHTML, alternative, excerpt, shown, text_of
from accessible.checkers.rules.headings import headings
from accessible.checkers.rules.navigation import lists, page_breaks
from accessible.errors import SourceError
from accessible.model.message import Message, Place

_OPF = "{http://www.idpf.org/2007/opf}"
_MATHML = "{http://www.w3.org/1998/Math/MathML}math"
_SSML = "{http://www.w3.org/2001/10/synthesis}"

_REQUIRED = ("accessMode", "accessibilityFeature", "accessibilityHazard")
_RECOMMENDED = ("accessModeSufficient", "accessibilitySummary")
_MODES = frozenset({"auditory", "tactile", "textual", "visual"})
_OTHER_MODES = frozenset(
    {"chartOnVisual", "chemOnVisual", "colorDependent", "diagramOnVisual", "mathOnVisual", "musicOnVisual"}
    | {"textOnVisual"}
)
_SPEECH = re.compile(
    rb"[\s;{](?:-epub-)?(?:speak(?:-as)?|voice-[a-z]+|cue|pause|rest)(?:-before|-after)?\s*:", re.IGNORECASE
)
_DANGERS = ("flashing", "motionSimulation", "sound")
_HAZARDS = frozenset(
    {"none", "unknown"}
    | {f"{danger}Hazard" for danger in _DANGERS}
    | {f"no{danger[0].upper()}{danger[1:]}Hazard" for danger in _DANGERS}
    | {f"unknown{danger[0].upper()}{danger[1:]}Hazard" for danger in _DANGERS}
)
_SOUNDING = tuple(XHTML + tag for tag in ("audio", "video", "object", "embed"))
_VISIBLE = (*PICTURES, *(XHTML + tag for tag in ("video", "canvas", "object")), f"{SVG}image")
_CONFORMANCE = re.compile(r"EPUB Accessibility 1\.\d+ - WCAG 2\.[0-2] Level A{1,3}")
_STATED = re.compile(r"epub accessibility|https?://(?:www\.)?idpf\.org/epub/a11y", re.IGNORECASE)
_LINKED = re.compile(r"https?://(?:www\.)?idpf\.org/epub/a11y/accessibility(?:-\d+)?\.html#wcag-a{1,3}")


def check(book: Book) -> Iterator[Message]:
    """Missing metadata (A015, A016), claims that the book does not keep (A014), contradictions (A017)."""
    said = properties(book)
    here = Place(file=book.package.path)
    for code, wanted in (("A015", _REQUIRED), ("A016", _RECOMMENDED)):
        if lacking := [name for name in wanted if not said.get(name)]:
            yield Message(code, f"The metadata do not say: {', '.join(lacking)}.", here)
    for text in (*_claims(book, said), *_modes(book, said)):
        yield Message("A014", text, here)
    for text in (*_hazards(said), *_values(said)):
        yield Message("A017", text, here)


def properties(book: Book) -> Mapping[str, tuple[str, ...]]:
    """The accessibility metadata by the name of the property without its prefix, of EPUB 3 and EPUB 2."""
    found: dict[str, list[str]] = {}
    for meta in book.package.tree.iter(f"{_OPF}meta"):
        if meta.get("refines"):
            continue
        name = meta.get("property") or meta.get("name") or ""
        value = " ".join((meta.text or meta.get("content") or "").split())
        if name.startswith(("schema:", "dcterms:conformsTo", "a11y:")) and value:
            found.setdefault(name.partition(":")[2], []).append(value)
    for link in book.package.tree.iter(f"{_OPF}link"):
        if link.get("rel") == "dcterms:conformsTo":
            found.setdefault("conformsTo", []).append(link.get("href", ""))
    return {name: tuple(values) for name, values in found.items()}


def _claims(book: Book, said: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    for feature in dict.fromkeys(said.get("accessibilityFeature", ())):
        holds, why = _FEATURES.get(feature, (lambda book: True, ""))
        if not holds(book):
            yield f"The metadata claim {feature}, but {why}."


def _modes(book: Book, said: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    modes = said.get("accessMode", ())
    sufficient = [
        frozenset(part.strip() for part in value.split(",")) for value in said.get("accessModeSufficient", ())
    ]
    sounds = any(item.media_type.startswith(("audio/", "video/")) for item in book.package.items.values())
    seen = any(next(page.tree.iter(*_VISIBLE), None) is not None for page in book.pages)
    if "auditory" in modes and not any(next(page.tree.iter(*_SOUNDING), None) is not None for page in book.pages):
        why = "its sound only reads the text aloud (synchronizedAudioText)" if sounds else "it has no sound"
        yield f"The metadata claim content that is heard (accessMode auditory), but {why}."
    if "visual" in modes and not seen:
        yield "The metadata claim content that is seen (accessMode visual), but there is no picture."
    if "textual" in modes and not any(text_of(page.tree) for page in book.spine):
        yield "The metadata claim content that is read (accessMode textual), but there is no text."
    if frozenset({"auditory"}) in sufficient and not sounds:
        yield "The metadata claim that the book can be had by ear alone, but it has no sound."
    if frozenset({"textual"}) in sufficient and _undescribed(book):
        yield "The metadata claim that the book can be had as text alone, but not every picture has an alternative."


def _hazards(said: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    hazards = said.get("accessibilityHazard", ())
    for alone in ("none", "unknown"):
        if alone in hazards and len(set(hazards)) > 1:
            yield f"The hazard “{alone}” stands beside others, which contradicts it."
    for danger in _DANGERS:
        name = danger[0].upper() + danger[1:]
        both = {f"{danger}Hazard", f"no{name}Hazard", f"unknown{name}Hazard"} & set(hazards)
        if len(both) > 1:
            yield f"The hazards contradict each other: {', '.join(sorted(both))}."


def _values(said: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    for value in said.get("accessibilityHazard", ()):
        if value not in _HAZARDS:
            yield f"The vocabulary has no hazard “{excerpt(value)}”."
    for value in said.get("accessMode", ()):
        if value not in _MODES | _OTHER_MODES:
            yield f"The vocabulary has no access mode “{excerpt(value)}”."
    for value in said.get("accessModeSufficient", ()):
        if not {part.strip() for part in value.split(",")} <= _MODES:
            yield f"The vocabulary has no sufficient access modes “{excerpt(value)}”."
    for value in said.get("conformsTo", ()):
        if _STATED.match(value) and not (_CONFORMANCE.fullmatch(value) or _LINKED.fullmatch(value)):
            yield f"“{excerpt(value)}” is not how conformance is stated (“EPUB Accessibility 1.1 - WCAG 2.2 Level AA”)."


# ------------------------------------------------------------------------------------------------- what the book holds
def _undescribed(book: Book) -> bool:
    return any(alternative(picture) is None for page in book.pages for picture in shown(page.tree, f"{XHTML}img"))


def _has(book: Book, path: str) -> bool:
    return any(bool(page.tree.xpath(f"boolean({path})")) for page in book.pages)


def _typed(book: Book, kind: str) -> bool:
    return any(
        kind in element.get(TYPE, "").split() or element.get("role") == f"doc-{kind}"
        for page in book.pages
        for element in page.tree.iter("*")
    )


def _is_old(book: Book) -> bool:
    """Whether a book is of EPUB 2, which has no `epub:type` to mark anything with."""
    return book.package.tree.get("version", "").startswith("2")


def _speech(book: Book) -> bool:
    if any(item.media_type == "application/pls+xml" for item in book.package.items.values()):
        return True
    for item in book.package.items.values():
        with suppress(SourceError):
            if item.media_type == "text/css" and _SPEECH.search(read(book.archive, item.path)):
                return True
    return any(
        name.startswith(_SSML) for page in book.pages for e in page.tree.iter("*") for name in map(str, e.attrib)
    )


#: For an accessibility feature: whether the book has what it names, and what to say when it has not. A feature that
#: nobody can look up in the files is not here.
_FEATURES: dict[str, tuple[Callable[[Book], bool], str]] = {
    "alternativeText": (lambda book: not _undescribed(book), "not every picture has one"),
    "synchronizedAudioText": (
        lambda book: any(item.overlay for item in book.package.items.values()),
        "it has no media overlays",
    ),
    "pageBreakMarkers": (
        lambda book: bool(page_breaks(book) or (_is_old(book) and lists(book).pages)),
        "no page break is marked",
    ),
    "printPageNumbers": (lambda book: bool(page_breaks(book) or lists(book).pages), "no page break is marked"),
    "pageNavigation": (lambda book: bool(lists(book).pages), "it has no list of pages"),
    "tableOfContents": (lambda book: bool(lists(book).contents), "it has no table of contents"),
    "structuralNavigation": (
        lambda book: any(True for page in book.spine for _ in headings(page)),
        "it has no headings",
    ),
    "ARIA": (lambda book: _has(book, "//*[@role or @*[starts-with(name(), 'aria-')]]"), "there is no role in it"),
    "MathML": (
        lambda book: any(next(page.tree.iter(_MATHML), None) is not None for page in book.pages),
        "none is in it",
    ),
    "index": (lambda book: _is_old(book) or _typed(book, "index"), "no index is marked"),
    "longDescription": (
        lambda book: _has(book, "//*[@aria-details or @aria-describedby or @longdesc or local-name() = 'details']"),
        "nothing refers to one",
    ),
    "captions": (lambda book: _has(book, "//*[local-name() = 'track']"), "no video has a track"),
    "ttsMarkup": (_speech, "there is no pronunciation in it"),
}

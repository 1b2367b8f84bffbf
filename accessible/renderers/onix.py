"""An ONIX record of a book: what bookshops and libraries know of it before they have it (ONIX for Books 3.1).

It says what the package document says, in the codes of EDItEUR, and nothing more: accessibility details (code list 196)
follow from the schema.org metadata of the publication by the W3C's crosswalk
(https://www.w3.org/2021/a11y-discov-vocab/latest/crosswalk/), hazards are those of code list 143, and conformance is
stated where somebody vouches for it. Where a code asks for more than the metadata say, it is left out: synchronised
audio (20) has to be that of "substantially all" text with all descriptions. Price, supplier and rights of sale are for
whoever sells.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from lxml import etree

from accessible.bibliography import identified
from accessible.model.draft import Metadata
from accessible.model.publication import Property, Publication
from accessible.renderers.metadata import CONFORMANCE

NAMESPACE = "http://ns.editeur.org/onix/3.1/reference"

#: Code list 196, by the schema.org values that say the same.
_FEATURES = {
    "tableOfContents": "11",
    "index": "12",
    "readingOrder": "13",
    "alternativeText": "14",
    "longDescription": "15",
    "MathML": "17",
    "pageBreakMarkers": "19",
    "ttsMarkup": "21",
    "structuralNavigation": "29",
    "ARIA": "30",
    "displayTransformability": "36",
    "pageNavigation": "41",
}
_SUMMARY, _ALL_SYNCHRONISED, _LANGUAGES_TAGGED, _LANDMARKS = "00", "20", "22", "32"
_ALL_HEARD, _WITHOUT_SIGHT = "51", "52"
#: EPUB Accessibility 1.1, WCAG 2.2, level AA: what `CONFORMANCE` says.
_CONFORMS = ("04", "82", "85")
_CERTIFIER = "90"
#: Code list 143: there is no such hazard.
_HAZARDS = {"noFlashingHazard": "14", "noSoundHazard": "16", "noMotionSimulationHazard": "18"}
#: Code list 175: EPUB, reflowable; and the forms of sound that have a code.
_EPUB, _REFLOWABLE, _SYNCHRONISED = "E101", "E200", "A305"
_SOUNDS = {"audio/mpeg": "A103", "audio/mp4": "A107"}
_EPUB_3_3 = "101F"  # code list 220
#: Code list 17, by MARC relators.
_ROLES = {
    "aut": "A01",
    "aui": "A24",
    "ill": "A12",
    "pht": "A13",
    "edt": "B01",
    "trl": "B06",
    "nrt": "E07",
}
_OTHER, _READER, _SYNTHESIZED = "Z99", "E07", "07"
#: Code list 55, by the number of digits.
_DATES = {8: "00", 6: "01", 4: "05"}
#: Code list 5.
_IDENTIFIERS = {"isbn": "15", "doi": "06", "urn": "22", "uuid": "22"}


def onix(publication: Publication) -> bytes:
    """The ONIX message with the record of one book, as UTF-8; the same for the same publication.

    It is dated like the book, never by the clock. Its sender is the publisher, or else the first creator: the book
    knows of nobody else.
    """
    metadata = publication.metadata
    root = etree.Element(f"{{{NAMESPACE}}}ONIXMessage", {"release": "3.1"}, nsmap={None: NAMESPACE})
    header = _add(root, "Header")
    sender = next(filter(None, (metadata.publisher, *metadata.creators)), "accessible")
    _add(_add(header, "Sender"), "SenderName", sender)
    moment = publication.modified.replace("-", "").replace(":", "")
    _add(header, "SentDateTime", moment)
    product = _add(root, "Product")
    _add(product, "RecordReference", publication.identifier)
    _add(product, "NotificationType", "03")  # of a book that is there
    _identify(product, publication.identifier)
    _identify(product, metadata.identifier)
    _describe(_add(product, "DescriptiveDetail"), publication)
    _collateral(product, metadata)
    _publishing(product, metadata)
    if _is_isbn(metadata.source):
        related = _add(_add(product, "RelatedMaterial"), "RelatedProduct")
        _add(related, "ProductRelationCode", "13")  # is based on this printed book
        _identify(related, metadata.source)
    etree.indent(root)
    data: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return data + b"\n"


def _describe(detail: Any, publication: Publication) -> None:
    """The form of the product, its accessibility, title, contributors, language and extent, in the order of the
    schema."""
    metadata = publication.metadata
    said = _Said(publication.properties)
    modes = said["schema:accessModeSufficient"]
    wholly_heard = "auditory" in modes
    _add(detail, "ProductComposition", "00")
    _add(detail, "ProductForm", "ED")
    sounds = [_SOUNDS.get(resource.media_type, "") for resource in publication.resources]
    for code in (_EPUB, _REFLOWABLE, _SYNCHRONISED if wholly_heard else "", *dict.fromkeys(sounds)):
        if code:
            _add(detail, "ProductFormDetail", code)
    for code, words in _accessibility(publication, said):
        language = _language_of_summary(publication) if code == _SUMMARY else ""
        _feature(detail, "09", code, words, language_code(language))
    for hazard in said["schema:accessibilityHazard"]:
        if hazard in _HAZARDS:
            _feature(detail, "12", _HAZARDS[hazard])
    _feature(detail, "15", _EPUB_3_3)
    _add(detail, "PrimaryContentType", "10")
    for code, there in (("07", "visual" in said["schema:accessMode"]), ("01", wholly_heard)):
        if there:
            _add(detail, "ProductContentType", code)
    if metadata.series:
        _series(detail, metadata)
    title = _add(detail, "TitleDetail")
    _add(title, "TitleType", "01")
    _title(title, metadata.title, metadata.subtitle)
    _contributors(detail, metadata, read_aloud=bool(said["media:narrator"]))
    if code := language_code(metadata.language):
        written = _add(detail, "Language")
        _add(written, "LanguageRole", "01")
        _add(written, "LanguageCode", code)
    if played := next((entry.value for entry in publication.properties if _is_total(entry)), ""):
        hours, minutes, seconds = played.partition(".")[0].split(":")
        extent = _add(detail, "Extent")
        _add(extent, "ExtentType", "09")
        _add(extent, "ExtentValue", f"{int(hours):03}{minutes}{seconds}")
        _add(extent, "ExtentUnit", "16")
    if metadata.subjects:
        subject = _add(detail, "Subject")
        _add(subject, "SubjectSchemeIdentifier", "20")  # keywords
        _add(subject, "SubjectHeadingText", "; ".join(metadata.subjects))


class _Said:
    """The values of each property that refines nothing."""

    def __init__(self, properties: Iterable[Property]) -> None:
        self._values: dict[str, list[str]] = {}
        for entry in properties:
            if not entry.refines:
                self._values.setdefault(entry.property, []).append(entry.value)

    def __getitem__(self, name: str) -> list[str]:
        return self._values.get(name, [])


def _accessibility(publication: Publication, said: _Said) -> Iterator[tuple[str, str]]:
    """The codes of list 196 that hold, each with its words ("" for none)."""
    for summary in said["schema:accessibilitySummary"]:
        yield _SUMMARY, summary
    if CONFORMANCE in said["dcterms:conformsTo"]:
        yield from ((code, "") for code in _CONFORMS)
        certifiers = (entry.value for entry in publication.properties if entry.property == "a11y:certifiedBy")
        yield from ((_CERTIFIER, name) for name in certifiers)
    features = said["schema:accessibilityFeature"]
    modes = said["schema:accessModeSufficient"]
    found = {_FEATURES[feature] for feature in features if feature in _FEATURES}
    found |= {_WITHOUT_SIGHT} if "textual" in modes else set()
    if "auditory" in modes:
        found |= {_ALL_HEARD, *([_ALL_SYNCHRONISED] if "synchronizedAudioText" in features else [])}
    found |= {_LANDMARKS} if publication.landmarks else set()
    found |= {_LANGUAGES_TAGGED} if language_code(publication.metadata.language) else set()
    yield from ((code, "") for code in sorted(found))


def _language_of_summary(publication: Publication) -> str:
    entries = (entry for entry in publication.properties if entry.property == "schema:accessibilitySummary")
    return next((entry.language for entry in entries), "") or publication.metadata.language


def _feature(detail: Any, kind: str, value: str, words: str = "", language: str = "") -> None:
    feature = _add(detail, "ProductFormFeature")
    _add(feature, "ProductFormFeatureType", kind)
    _add(feature, "ProductFormFeatureValue", value)
    if words:
        _add(feature, "ProductFormFeatureDescription", words, **({"language": language} if language else {}))


def _title(parent: Any, title: str, subtitle: str = "", *, level: str = "01", number: str = "") -> None:
    element = _add(parent, "TitleElement")
    _add(element, "TitleElementLevel", level)
    if number:
        _add(element, "PartNumber", number)
    if title:
        _add(element, "TitleText", title)
    if subtitle:
        _add(element, "Subtitle", subtitle)


def _series(detail: Any, metadata: Metadata) -> None:
    collection = _add(detail, "Collection")
    _add(collection, "CollectionType", "10")  # the publisher's
    title = _add(collection, "TitleDetail")
    _add(title, "TitleType", "01")
    if metadata.series_position:
        _title(title, "", level="01", number=metadata.series_position)
    _title(title, metadata.series, level="02")


def _contributors(detail: Any, metadata: Metadata, *, read_aloud: bool) -> None:
    """Whoever has a part in the book. A name is taken for a person's, but for that of the publisher: nothing tells the
    two kinds apart. The voices are synthetic, and no persons."""
    filed = dict(metadata.file_as)
    parts = [(name, "A01") for name in metadata.creators]
    parts += [(other.name, _ROLES.get(other.role, _OTHER)) for other in metadata.contributors]
    if read_aloud:
        parts.append(("", _READER))
    for number, (name, role) in enumerate(parts, 1):
        contributor = _add(detail, "Contributor")
        _add(contributor, "SequenceNumber", str(number))
        _add(contributor, "ContributorRole", role)
        if not name:
            _add(contributor, "UnnamedPersons", _SYNTHESIZED)
        elif name == metadata.publisher:
            _add(contributor, "CorporateName", name)
        else:
            _add(contributor, "PersonName", name)
            if name in filed:
                _add(contributor, "PersonNameInverted", filed[name])
    if not parts:
        _add(detail, "NoContributor")


def _collateral(product: Any, metadata: Metadata) -> None:
    """The description, and the rights as a legal notice."""
    texts = [(code, text) for code, text in (("03", metadata.description), ("13", metadata.rights)) if text]
    if not texts:
        return
    detail = _add(product, "CollateralDetail")
    for code, text in texts:
        content = _add(detail, "TextContent")
        _add(content, "TextType", code)
        _add(content, "ContentAudience", "00")
        _add(content, "Text", text)


def _publishing(product: Any, metadata: Metadata) -> None:
    """The publisher, and when; a date alone has no place in the schema."""
    if not metadata.publisher:
        return
    detail = _add(product, "PublishingDetail")
    publisher = _add(detail, "Publisher")
    _add(publisher, "PublishingRole", "01")
    _add(publisher, "PublisherName", metadata.publisher)
    if digits := metadata.date.partition("T")[0].replace("-", ""):
        date = _add(detail, "PublishingDate")
        _add(date, "PublishingDateRole", "01")
        _add(date, "Date", digits, dateformat=_DATES[len(digits)])


def _identify(parent: Any, text: str) -> None:
    """A product identifier, where the text is one that has a code; an ISBN also as the number that shops scan."""
    found = identified(text)
    code = _IDENTIFIERS.get(found.scheme, "") if found else ""
    if found is None or not code:
        return
    value = found.value.removeprefix("urn:isbn:").removeprefix("doi:")
    for kind in (code, *(["03"] if found.scheme == "isbn" else [])):
        identifier = _add(parent, "ProductIdentifier")
        _add(identifier, "ProductIDType", kind)
        _add(identifier, "IDValue", value)


def _is_isbn(text: str) -> bool:
    return text.startswith("urn:isbn:")


def _is_total(entry: Property) -> bool:
    return entry.property == "media:duration" and not entry.refines


def language_code(tag: str) -> str:
    """The bibliographic code (ISO 639-2) of a language tag (BCP 47), "" where there is none."""
    primary = tag.lower().partition("-")[0]
    known = languages()
    return known.get(primary, primary if primary in known.values() else "")


@cache
def languages() -> dict[str, str]:
    """The codes of ISO 639-1, each with its bibliographic one."""
    lines = (files(__package__) / "data" / "iso639.txt").read_text(encoding="utf-8").splitlines()
    return dict(line.split() for line in lines if not line.startswith("#"))


def _add(parent: Any, name: str, text: str = "", **attributes: str) -> Any:
    element = etree.SubElement(parent, f"{{{NAMESPACE}}}{name}", attributes)
    if text:
        element.text = text
    return element

"""The metadata of the package document: what the book holds, said in the words of the standards.

Everything about accessibility is derived from the finished book and nothing is asserted (EPUB Accessibility 1.1,
section 3; the vocabulary of schema.org; "Setting access modes for synchronized text-audio" of the techniques). That a
book conforms to WCAG is for somebody to say who has looked at it, so it is said only when their name is given.
"""

from __future__ import annotations

import hashlib
import os
import re
import uuid
from collections.abc import Sequence
from datetime import UTC, datetime

import msgspec

from accessible.errors import UsageError
from accessible.model.document import Document, images, written
from accessible.model.draft import Metadata
from accessible.model.publication import Property
from accessible.renderers.characters import label, permitted
from accessible.renderers.holds import Facts
from accessible.renderers.outline import Division
from accessible.renderers.overlay import clock
from accessible.renderers.summary import summary
from accessible.renderers.work import refinements

ACTIVE_CLASS = "-epub-media-overlay-active"
PLAYBACK_ACTIVE_CLASS = "-epub-media-overlay-playing"
CONFORMANCE = "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"

#: The namespace of our identifiers (RFC 9562, section 5.5): any fixed UUID, so that a text always has the same one.
_NAMESPACE = uuid.UUID("5b0f7c0e-6f0a-5f43-9c51-1f1d6d3a7f62")
#: The modification date of a book of which no date is known: the first day that a ZIP file can hold.
_NO_DATE = "1980-01-01T00:00:00Z"
_MOMENT = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\dZ", re.ASCII)
_DAY = re.compile(r"(\d{4})(-\d\d)?(-\d\d)?(?:T.*)?")
_FORM = "%Y-%m-%dT%H:%M:%SZ"


def identifier(document: Document, divisions: Sequence[Division], narrators: Sequence[str]) -> str:
    """A UUID of version 5 (RFC 9562) as a URN, made of what makes an edition, so that the same one always has the same.

    That is what is to be read (text and pictures, in their order), what is said of the work, and who reads it aloud:
    another text, title or ISBN, pictures left out, furniture kept, another voice or none give another identifier. How
    the book looks and is cut does not: cover, style, granularity, pages, the lists at its end, the bit rate.
    """
    bytes_of = {picture.name: picture.data for picture in document.pictures}
    name = hashlib.sha256(msgspec.json.encode([document.metadata, sorted(narrators)]))
    for division in divisions:
        for _, prose in written(division.blocks):
            name.update(b"\n" + permitted(prose.text).encode())
        for image in images(division.blocks):
            name.update(b"\n" + hashlib.sha256(bytes_of.get(image.picture, b"")).digest())
    return uuid.uuid5(_NAMESPACE, name.hexdigest()).urn


def modification(modified: str, *, date: str) -> str:
    """When the book was last changed, as `dcterms:modified` wants it (CCYY-MM-DDThh:mm:ssZ).

    ``modified`` when given; else $SOURCE_DATE_EPOCH (seconds since 1970, as reproducible-builds.org defines it); else
    the day of the work's own ``date``; else the first day that a ZIP file can hold. Never the clock: a text that has
    changed has another identifier, so the date need not tell two versions apart, and two builds are the same bytes.
    Raises `UsageError` for a value of another form.
    """
    if modified:
        if not _is_moment(modified):
            what = f"{modified!r} is no moment of modification"
            raise UsageError(what, hint="write it in UTC, like 2026-01-31T12:00:00Z")
        return modified
    if epoch := os.environ.get("SOURCE_DATE_EPOCH", ""):
        try:
            if not (epoch.isascii() and epoch.isdigit()):
                raise ValueError(epoch)
            return datetime.fromtimestamp(int(epoch), UTC).strftime(_FORM)
        except (ValueError, OverflowError, OSError) as error:
            what = f"{epoch!r} is no number of seconds since 1970"
            hint = "give a whole number, such as that of: git log -1 --format=%ct"
            raise UsageError(what, where="SOURCE_DATE_EPOCH", hint=hint) from error
    if day := _DAY.fullmatch(date):
        year, month, rest = day.groups()
        moment = f"{year}{month or '-01'}{rest or '-01'}T00:00:00Z"
        if moment > _NO_DATE and _is_moment(moment):
            return moment
    return _NO_DATE


def _is_moment(text: str) -> bool:
    """Whether a text has the form of `dcterms:modified`, and its day is in the calendar."""
    try:
        return _MOMENT.fullmatch(text) is not None and bool(datetime.strptime(text, _FORM))
    except ValueError:
        return False


def properties(
    metadata: Metadata,
    facts: Facts,
    *,
    narrators: Sequence[str],
    durations: Sequence[tuple[str, int]],
    certified_by: str,
) -> tuple[Property, ...]:
    """Every `meta` of the package document but `dcterms:modified`.

    ``durations`` are the manifest ids of the overlays and how long each plays, in
    milliseconds.
    """
    found = [*refinements(metadata)]
    found += _accessibility(facts, narrators, metadata.language)
    if certified_by:
        found.append(Property("dcterms:conformsTo", CONFORMANCE, id="conformance"))
        found.append(Property("a11y:certifiedBy", label(certified_by), refines="#conformance"))
    if facts.pages:
        # "none": they are counted, or those of the source as it was handed in, of which no identifier is known.
        found.append(Property("pageBreakSource", label(facts.page_source) or "none"))
    if durations:
        found += [Property("media:duration", clock(length), refines=f"#{name}") for name, length in durations]
        found.append(Property("media:duration", clock(sum(length for _, length in durations))))
        found += [Property("media:narrator", label(name)) for name in narrators]
        found.append(Property("media:active-class", ACTIVE_CLASS))
        found.append(Property("media:playback-active-class", PLAYBACK_ACTIVE_CLASS))
    return tuple(found)


def _accessibility(facts: Facts, narrators: Sequence[str], language: str) -> list[Property]:
    """The cover is no visual content: one can do without it (DAISY Knowledge Base, accessMode "visual").

    The sound of a book that has all its text as well is an adaptation, and so no access mode, but all of the book can
    be had through it alone. Where a picture is not described, neither text nor sound is enough.
    """
    modes = ["textual", *(["visual"] if facts.pictures else [])]
    sufficient = ["textual,visual"] if facts.pictures else []
    if not facts.undescribed:
        sufficient = ["textual", *sufficient, *(["auditory"] if facts.wholly_spoken else [])]
    # Contents list and reading order are required of every EPUB, and every page of ours is reflowable XHTML.
    features = ["tableOfContents", "readingOrder", "displayTransformability"]
    features += ["structuralNavigation"] if facts.headings else []
    features += ["synchronizedAudioText"] if facts.spoken else []
    features += ["ARIA"] if facts.roles else []
    features += ["alternativeText"] if facts.described else []
    features += ["pageBreakMarkers", "pageNavigation"] if facts.pages else []
    # Nothing but speech sounds; what a moving picture does to somebody, nobody has looked at.
    words, words_language = summary(facts, narrators, language)
    hazards = ["noFlashingHazard", "noMotionSimulationHazard", "noSoundHazard"] if facts.still else ["unknown"]
    return [
        *(Property("schema:accessMode", mode) for mode in modes),
        *(Property("schema:accessModeSufficient", mode) for mode in sufficient),
        *(Property("schema:accessibilityFeature", feature) for feature in features),
        *(Property("schema:accessibilityHazard", hazard) for hazard in hazards),
        Property("schema:accessibilitySummary", words, language=words_language),
    ]

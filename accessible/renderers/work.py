"""What the package document says of the work: the elements of Dublin Core, and what refines them (EPUB 3.3, 5.5).

The unique identifier of a book is always the UUID of `metadata.identifier`, and what others call the work (an ISBN, a
DOI) stands beside it. Reading systems tell an edition from its successor by the unique identifier and the moment of
modification together (EPUB 3.3, 5.5.2, "release identifier"); ours is never that of the clock, so the identifier has to
be another one when something else is read or heard.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from accessible.bibliography import identified, is_date
from accessible.model.document import Document
from accessible.model.draft import Contributor, Metadata
from accessible.model.publication import Property
from accessible.renderers.characters import label
from accessible.renderers.outline import Division

#: ONIX code list 5 (product identifier type), which `identifier-type` takes its values from.
_TYPES = {"isbn": "15", "doi": "06", "uuid": "22", "urn": "22"}


class Element(NamedTuple):
    """An element of Dublin Core: its name, its text, and its id where something refines it."""

    name: str
    text: str
    id: str = ""


def metadata_of(document: Document, divisions: tuple[Division, ...]) -> Metadata:
    """The metadata as the package document takes them: on one line each, with a title in any case, and only what is in
    a form that others can read."""
    known = document.metadata
    identifier = _identifier(known.identifier)
    filed = ((label(name), label(form)) for name, form in known.file_as)
    return Metadata(
        title=label(known.title) or divisions[0].label,
        subtitle=label(known.subtitle),
        creators=_labels(known.creators),
        contributors=tuple(
            Contributor(name, other.role) for other in known.contributors if (name := label(other.name))
        ),
        language=label(known.language),
        publisher=label(known.publisher),
        date=known.date if is_date(known.date) else "",
        rights=label(known.rights),
        description=label(known.description),
        subjects=_labels(known.subjects),
        identifier=identifier,
        source=_identifier(known.source) or label(known.source),
        cover_description=label(known.cover_description),
        series=label(known.series),
        series_position=label(known.series_position) if label(known.series) else "",
        file_as=tuple((name, form) for name, form in filed if name and form),
    )


def _labels(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(label, texts))))


def _identifier(text: str) -> str:
    """An identifier as a URI, "" for what is none."""
    try:
        found = identified(label(text))
    except ValueError:
        return ""
    return found.value if found else ""


def dublin_core(metadata: Metadata) -> tuple[Element, ...]:
    """The elements, but for the unique identifier and the language, which every book has."""
    found = [Element("title", metadata.title, "title" if metadata.subtitle else "")]
    if metadata.subtitle:
        found.append(Element("title", metadata.subtitle, "subtitle"))
    if metadata.identifier:
        found.append(Element("identifier", metadata.identifier, "identifier-2"))
    found += [Element("creator", name, f"creator-{at}") for at, name in enumerate(metadata.creators, 1)]
    for at, other in enumerate(metadata.contributors, 1):
        found.append(Element("contributor", other.name, f"contributor-{at}"))
    found += [Element(name, text) for name in ("publisher", "date") if (text := getattr(metadata, name))]
    found += [Element("subject", subject) for subject in metadata.subjects]
    found += [Element(name, text) for name in ("source", "rights", "description") if (text := getattr(metadata, name))]
    return tuple(found)


def refinements(metadata: Metadata) -> Iterator[Property]:
    """What refines them: kinds of titles, schemes of identifiers, roles and the order of names; and the series."""
    if metadata.subtitle:
        yield Property("title-type", "main", refines="#title")
        yield Property("title-type", "subtitle", refines="#subtitle")
    if (known := identified(metadata.identifier)) and known.scheme in _TYPES:
        yield Property("identifier-type", _TYPES[known.scheme], refines="#identifier-2", scheme="onix:codelist5")
    filed = dict(metadata.file_as)
    named = [("creator", name, "aut") for name in metadata.creators]
    named += [("contributor", other.name, other.role) for other in metadata.contributors]
    counts = {"creator": 0, "contributor": 0}
    for kind, name, role in named:
        counts[kind] += 1
        refined = f"#{kind}-{counts[kind]}"
        if role:
            yield Property("role", role, refines=refined, scheme="marc:relators")
        if name in filed:
            yield Property("file-as", filed[name], refines=refined)
    if metadata.series:
        yield Property("belongs-to-collection", metadata.series, id="series")
        yield Property("collection-type", "series", refines="#series")
        if metadata.series_position:
            yield Property("group-position", metadata.series_position, refines="#series")

"""What a document says of itself: its core, extended and custom properties (ECMA-376 part 2, section 11, and part 1,
section 22.2 and 22.3)."""

from __future__ import annotations

import re

from accessible.errors import SourceError
from accessible.model.draft import Metadata
from accessible.readers.markup.attributes import tag
from accessible.readers.wordml.names import XML, number
from accessible.readers.wordml.package import Package

#: Titles that programs write themselves.
_NO_TITLE = re.compile(
    r"(?:microsoft word - .*|(?:word )?(?:document|dokument|documento?) ?\d*|untitled.*|.*\.(?:docx?|dotx?|odt|rtf))",
    re.I,
)
#: Writers that are none.
_NO_WRITER = re.compile(
    r"(?:python-docx|microsoft office user|windows user|user|admin|administrator|owner|unknown)", re.I
)
_DAY = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")


def metadata_of(package: Package) -> Metadata:
    """The metadata of a document; what is not there, or cannot be read, is nothing."""
    core, extended, custom = (
        _properties(package, kind) for kind in ("core-properties", "extended-properties", "custom-properties")
    )
    writers = [name.strip() for name in core.get("creator", "").split(";")]
    subjects = [word.strip() for word in re.split(r"[;,]", core.get("keywords", ""))]
    title = core.get("title", "")
    day = _DAY.match(core.get("created", "") or core.get("modified", ""))
    return Metadata(
        title="" if _NO_TITLE.fullmatch(title) else title,
        title_of_page=True,
        creators=tuple(name for name in writers if name and not _NO_WRITER.fullmatch(name)),
        language=tag(core.get("language", "")),
        publisher=custom.get("publisher", "") or extended.get("company", ""),
        date=day[0] if day else "",
        description=core.get("description", ""),
        subjects=tuple(dict.fromkeys(word for word in (core.get("subject", ""), *subjects) if word)),
        identifier=core.get("identifier", ""),
    )


def pages_told(package: Package) -> int:
    """How many pages the document says that it has, 0 where it does not."""
    return number(_properties(package, "extended-properties").get("pages", ""), 0)


def _properties(package: Package, kind: str) -> dict[str, str]:
    """The properties of a part, by their names in small letters."""
    path = next((relation.target for relation in package.relations("").values() if relation.kind == kind), "")
    if path not in package:
        return {}
    try:
        root = package.part(path)
    except SourceError:
        return {}
    found: dict[str, str] = {}
    for element in root:
        name = element.get("name") or str(element.tag).rpartition("}")[2]
        if said := " ".join(_text(element).split()):
            found.setdefault(name.lower(), said)
    return found


def _text(element: XML) -> str:
    return "".join(str(text) for text in element.itertext())

"""The parts of a Word document and what leads from one to another (Open Packaging Conventions, ECMA-376 part 2).

lxml reads them, with nothing resolved, nothing fetched, and its limits on: deeper than 256 elements is no document.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import unquote

from lxml import etree

from accessible.errors import SourceError
from accessible.readers.archive import Archive
from accessible.readers.wordml.names import STRICT, XML

#: The largest part that is parsed, in bytes, and how many elements it may have.
LARGEST_PART, MOST_ELEMENTS = 20_000_000, 1_000_000

_TYPES = "[Content_Types].xml"
_AGAIN = "save it again in the program that made it"


class Relation(NamedTuple):
    """What an id in a part leads to: a path in the archive, or an address outside of it."""

    kind: str  # the last word of its type
    target: str
    external: bool


class Package:
    """An open document: its parts by path; ``main`` is the path of the text."""

    def __init__(self, data: bytes, name: str) -> None:
        """Raises `SourceError` when it is no archive, one with a trick in it, protected, or has no text."""
        self.name = name
        self.archive = Archive(data, name, "document")
        self.typed = _TYPES in self.archive.members
        found = [target for kind, target, _ in self.relations("").values() if kind == "officeDocument"]
        self.main = next((path for path in (*found, "word/document.xml") if path in self.archive.members), "")
        if not self.main:
            hint = f"download it again, or {_AGAIN}"
            raise SourceError("the document is broken: the part with its text is missing", where=name, hint=hint)

    def __contains__(self, path: str) -> bool:
        return path in self.archive.members

    def part(self, path: str) -> XML:
        """The root of a part. Raises `SourceError` when it is missing, broken, too large or declares entities."""
        where = f"{self.name}: {path}"
        data = self.archive.bytes(path, most=LARGEST_PART)
        if b"<!DOCTYPE" in data[:8_192].replace(b"\0", b""):
            raise _declares(where)
        if data.count(b"<") > 3 * MOST_ELEMENTS:
            raise _too_many(where)
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            huge_tree=False,
            load_dtd=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            reason = str(error).partition(", line")[0]
            what = f"the document is broken: a part of it is not well-formed ({reason})"
            raise SourceError(what, where=where, hint=_AGAIN) from None
        if root.getroottree().docinfo.internalDTD is not None:
            raise _declares(where)
        elements = 0
        strict = False
        for element in root.iter(etree.Element):
            elements += 1
            strict = strict or str(element.tag)[1:].startswith("http://purl.oclc.org/")
        if elements > MOST_ELEMENTS:
            raise _too_many(where)
        return _loosened(root) if strict else root

    def relations(self, path: str) -> Mapping[str, Relation]:
        """What the ids in a part lead to; "" is the package itself."""
        folder, name = posixpath.split(path)
        beside = posixpath.join(folder, "_rels", f"{name}.rels")
        if beside not in self.archive.members:
            return {}
        found: dict[str, Relation] = {}
        for element in self.part(beside).iter("{*}Relationship"):
            target = element.get("Target", "")
            external = element.get("TargetMode") == "External"
            if not external:
                target = posixpath.normpath(posixpath.join("/", folder, unquote(target).partition("#")[0])).lstrip("/")
            kind = element.get("Type", "").rpartition("/")[2]
            found[element.get("Id", "")] = Relation(kind, target, external)
        return found

    def beside(self, kind: str) -> list[str]:
        """The paths of the parts of a kind that belong to the text."""
        return [
            relation.target
            for relation in self.relations(self.main).values()
            if relation.kind == kind and not relation.external and relation.target in self
        ]


def _loosened(root: XML) -> XML:
    """A strict document in the names of all others."""
    for element in root.iter(etree.Element):
        element.tag = _name(str(element.tag))
        for written, text in list(element.attrib.items()):
            if (name := _name(str(written))) != written:
                del element.attrib[written]
                element.set(name, text)
    return root


def _name(name: str) -> str:
    space, brace, local = name.rpartition("}")
    return f"{{{STRICT.get(space[1:], space[1:])}}}{local}" if brace else name


def _declares(where: str) -> SourceError:
    return SourceError("the document is broken: a part of it declares a document type", where=where, hint=_AGAIN)


def _too_many(where: str) -> SourceError:
    return SourceError(
        f"the document has more than {MOST_ELEMENTS:,} elements", where=where, hint="split it into parts"
    )

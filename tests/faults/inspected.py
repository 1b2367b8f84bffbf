"""The way from a source to the files of a book, in this process, and what may not be in them."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from accessible.errors import SourceError
from accessible.model.document import Document, written
from accessible.model.message import Message
from accessible.model.publication import Publication
from accessible.narrator import compose, load_cast
from accessible.readers import as_source, read
from accessible.renderers import render, with_listings
from accessible.structurer import structure
from tests.readers.ebooks import PNG

#: Elements that run, fetch or send something, and attributes that do; those of a page's head are ours.
_RUNNING = frozenset(
    "script style iframe frame frameset object embed applet form input button select textarea svg math base template "
    "audio video source track portal marquee".split()
)
_SENDING = frozenset("style srcdoc srcset ping formaction action background poster manifest base data".split())
_SCHEMES = ("http:", "https:", "mailto:", "tel:", "urn:", "ftp:", "geo:", "sip:", "xmpp:", "doi:", "isbn:", "news:")


class Made(NamedTuple):
    """What has become of a source: the document, its book, and every message on the way."""

    document: Document
    publication: Publication
    messages: tuple[Message, ...]

    def words(self) -> str:
        """All text of the document, also what is taken for page furniture."""
        blocks = (block for section in self.document.sections for block in section.blocks)
        return " ".join(prose.text for _, prose in written(tuple(blocks)))


def made(name: str, data: bytes, *, folder: str = "") -> Made | SourceError:
    """Read, structure, compose and render a source; or the error of a reader. Whatever else is raised is a defect."""
    try:
        draft = read(as_source(name, data, folder=folder))
    except SourceError as error:
        return error
    document = structure(draft)
    script = compose(with_listings(document), cast=load_cast(), engine="tone")
    publication = render(document, None, cover=PNG)  # drawing one takes longer than all the rest
    return Made(document, publication, (*document.messages, *script.messages, *publication.messages))


def dangers(files: Iterable[tuple[str, bytes]], *, secret: bytes) -> Iterator[str]:
    """What in the files of a book would run, fetch or send something, or is not ours to give away. Raises what lxml
    raises for a file that is not well-formed."""
    for name, data in files:
        if secret in data:
            yield f"{name}: the secret"
        if name.endswith((".xhtml", ".opf", ".ncx", ".smil")):
            ours = frozenset(["audio"]) if name.endswith(".smil") else frozenset()
            yield from (f"{name}: {found}" for found in _in_tree(etree.fromstring(data), ours))


def _in_tree(root: etree._Element, ours: frozenset[str]) -> Iterator[str]:
    for node in root.iter():
        if not isinstance(node.tag, str):
            yield f"a node that is no element: {node}"
            continue
        name = etree.QName(node).localname.lower()
        parent = node.getparent()
        if name in _RUNNING - ours or (name in ("link", "meta") and parent is not None and not _is_head(parent)):
            yield f"<{name}>"
        for attribute, value in node.attrib.items():
            attribute = etree.QName(attribute).localname.lower()
            address = "".join(letter for letter in value if letter > " ").lower()
            scheme = address.partition("/")[0]
            if attribute.startswith("on") or attribute in _SENDING:
                yield f"{attribute}={value!r}"
            elif attribute in ("href", "src", "cite") and ":" in scheme and not address.startswith(_SCHEMES):
                yield f"{attribute}={value!r}"
            elif (attribute == "src" and ":" in scheme) or (attribute in ("href", "src") and address[:2] == "//"):
                yield f"{attribute}={value!r} is somewhere else"


def _is_head(element: etree._Element) -> bool:
    return etree.QName(element).localname in ("head", "metadata", "package", "metadata-group")


def rendered(publication: Publication) -> Iterator[tuple[str, bytes]]:
    """The files of a book that is not written."""
    return ((resource.href, resource.data) for resource in publication.resources if resource.data)


def packed(book: Path) -> Iterator[tuple[str, bytes]]:
    """The files of a book that is."""
    with zipfile.ZipFile(book) as file:
        yield from ((name, file.read(name)) for name in file.namelist())

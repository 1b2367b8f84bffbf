"""Reads what a book says of itself: the container and the package document (EPUB 3.3, sections 4 and 5).

Of any book, not only of ours, so every address is resolved and every clock value may have any form that SMIL has.
Nothing is fetched, and no entity from outside is resolved.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from functools import lru_cache
from html.entities import html5
from urllib.parse import unquote, urlsplit

from lxml import etree
from msgspec import Struct

from accessible.checkers.archive import Archive, read
from accessible.errors import SourceError

_CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"
_OPF = "{http://www.idpf.org/2007/opf}"

_FULL_CLOCK = re.compile(r"(?:(\d{1,6}):)?([0-5]?\d):([0-5]?\d)(?:\.(\d+))?")
_COUNT_CLOCK = re.compile(r"(\d{1,12})(?:\.(\d+))?(h|min|s|ms|)")
_MOST_ENTITY = 100  # characters that are put where an entity stands: more is not needed, and could be very much
_UNITS = {"h": 3_600_000_000, "min": 60_000_000, "s": 1_000_000, "": 1_000_000, "ms": 1_000}


class Item(Struct, frozen=True):
    """A resource of the manifest: its path in the archive and the manifest id of its overlay ("" for none)."""

    id: str
    path: str
    media_type: str
    overlay: str
    properties: frozenset[str] = frozenset()


class Package(Struct, frozen=True):
    """A package document: the manifest by id, the spine, and the declared durations as written.

    ``durations`` are by the manifest id of the overlay, the one of the whole book by "".
    """

    path: str
    items: Mapping[str, Item]
    spine: tuple[str, ...]
    durations: Mapping[str, str]
    tree: etree._Element


def read_package(archive: Archive) -> Package:
    """The package document of a book. Raises `SourceError` when there is none that can be read."""
    container = parse(archive, "META-INF/container.xml")
    root_file = container.find(f".//{_CONTAINER}rootfile")
    path = root_file.get("full-path", "") if root_file is not None else ""
    if path not in archive.members:  # it is an address, as of late (EPUB 3.3, section 4.2.6.3.1)
        path = unquote(path)
    if not path:
        raise SourceError("the container names no package document", where="META-INF/container.xml")
    package = parse(archive, path)
    items = {}
    for item in package.iterfind(f"{_OPF}manifest/{_OPF}item"):
        name = item.get("id", "")
        target, _ = resolve(path, item.get("href", ""))
        properties = frozenset(item.get("properties", "").split())
        items[name] = Item(name, target, item.get("media-type", ""), item.get("media-overlay", ""), properties)
    durations = {
        meta.get("refines", "").removeprefix("#"): (meta.text or "").strip()
        for meta in package.iterfind(f"{_OPF}metadata/{_OPF}meta")
        if meta.get("property") == "media:duration"
    }
    spine = tuple(item.get("idref", "") for item in package.iterfind(f"{_OPF}spine/{_OPF}itemref"))
    return Package(path, items, spine, durations, package)


def parse(archive: Archive, name: str) -> etree._Element:
    """The tree of an XML member. Raises `SourceError` when it is missing or broken.

    An entity stands for its text where that is known without looking elsewhere: the names of HTML, which books of
    EPUB 2 have from a DTD, and what the file declares itself. Others stand for nothing.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(read(archive, name), parser)
    except etree.XMLSyntaxError as error:
        raise SourceError(f"the file is not well-formed XML: {error.msg}", where=name) from error
    _spell_out(root)
    return root


def _spell_out(root: etree._Element) -> None:
    """Put the text of entities in their places."""
    declared = root.getroottree().docinfo.internalDTD
    own = {found.name: found.content or "" for found in declared.iterentities()} if declared is not None else {}
    own = {name: text for name, text in own.items() if len(text) <= _MOST_ENTITY}
    for entity in list(root.iter(etree.Entity)):
        name = (entity.text or "").strip("&;")
        text = own.get(name, html5.get(f"{name};", ""))
        parent, before = entity.getparent(), entity.getprevious()
        if parent is None or set(text) & set("<&"):
            continue
        text += entity.tail or ""
        if before is None:
            parent.text = (parent.text or "") + text
        else:
            before.tail = (before.tail or "") + text
        entity.tail = None
        parent.remove(entity)


def resolve(base: str, reference: str) -> tuple[str, str]:
    """The path in the archive that a reference in the file ``base`` leads to, and its fragment.

    The path is "" for an address outside the book; one that climbs out of it matches no member.
    """
    address, _, fragment = reference.partition("#")
    return _target(base, address), unquote(fragment)


def is_id(fragment: str) -> bool:
    """Whether a fragment is the id of an element, and no path, stretch of text, region or moment (EPUB CFI 1.1; URL
    Fragment Text Directives; Media Fragments URI 1.0)."""
    return not ("(" in fragment or fragment.startswith((":~:", "xywh=", "t=")))


@lru_cache(maxsize=1024)  # a book has few files, and each is pointed at a thousand times
def _target(base: str, address: str) -> str:
    """The path that an address without its fragment leads to; see `resolve`."""
    try:
        parts = urlsplit(address)
    except ValueError:  # brackets that are no IPv6 address
        return ""
    if parts.scheme or parts.netloc:
        return ""
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), unquote(parts.path))) if parts.path else base


@lru_cache(maxsize=1024)  # where one clip ends, the next begins
def microseconds(clock: str) -> int | None:
    """A SMIL clock value (full, partial or a count of a unit) in microseconds; None when it is none."""
    clock = clock.strip()
    if full := _FULL_CLOCK.fullmatch(clock):
        hours, minutes, seconds, fraction = full.groups()
        whole = int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds)
        return whole * 1_000_000 + int((fraction or "0").ljust(6, "0")[:6])
    if count := _COUNT_CLOCK.fullmatch(clock):
        number, fraction, unit = count.groups()
        return int(number) * _UNITS[unit] + int((fraction or "0").ljust(9, "0")[:9]) * _UNITS[unit] // 10**9
    return None

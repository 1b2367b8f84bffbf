"""Which files are looked at, by us and by programs of others: EPUB books, and no archive with a trick in it.

What is turned away here is an error and no finding (`SourceError`): a missing file, a folder, something that is no ZIP
archive, a bomb, a name that leads out, a book under copy protection, XML that wants to read other files. All of the
archive is unpacked once, to nowhere, because programs of others believe its directory.
"""

from __future__ import annotations

import re
from pathlib import Path

from lxml import etree

from accessible.checkers.archive import Archive, drain, opened, read, require_file
from accessible.errors import SourceError

_ENCRYPTION = "META-INF/encryption.xml"
_METHOD = "{http://www.w3.org/2001/04/xmlenc#}EncryptionMethod"
#: Not encryption: fonts that are only made useless outside the book (EPUB 3.3, section 4.3).
_OBFUSCATION = frozenset({"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"})

_XML = (".xml", ".opf", ".ncx", ".xhtml", ".html", ".htm", ".smil", ".svg", ".pls", ".xht")
_SUBSET = re.compile(rb"<!DOCTYPE[^>\[]*\[", re.IGNORECASE)
_ENTITY = re.compile(rb"<!ENTITY\s+(?:%\s*)?[^\s>]+\s+(?:(SYSTEM|PUBLIC)\b|(\"[^\"]*\"|'[^']*'))", re.IGNORECASE)
_REFERENCE = re.compile(rb"[&%][^#;&\s][^;&\s]*;")  # not that of a character
_MOST_ENTITY = 10_000  # bytes of a text that an entity stands for


def admit(path: Path) -> None:
    """See that a file may be looked at. Raises `SourceError` with the reason when it may not."""
    require_file(path)
    with opened(path) as archive:
        for name in archive.members:
            beginning = drain(archive, name)
            if name.lower().endswith(_XML):
                _require_harmless(beginning, name)
        _require_open(archive, path.name)


def _require_harmless(beginning: bytes, name: str) -> None:
    """No entity from outside, and none that grows: in the part of the file in which entities are declared."""
    if beginning[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in beginning[:4]:  # UTF-16
        beginning = beginning.replace(b"\0", b"")
    subset = _SUBSET.search(beginning)
    for entity in _ENTITY.finditer(beginning, subset.end()) if subset else ():
        outside, text = entity.groups()
        if outside:
            raise SourceError("the file declares an entity that lies outside of it", where=name)
        if len(text) > _MOST_ENTITY or len(_REFERENCE.findall(text)) > 1:
            raise SourceError("the file declares entities that grow", where=name)


def _require_open(archive: Archive, name: str) -> None:
    """Not encrypted. That a licence lies in the book says nothing: what counts is what is encrypted."""
    if _ENCRYPTION not in archive.members:
        return
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        methods = {
            found.get("Algorithm", "") for found in etree.fromstring(read(archive, _ENCRYPTION), parser).iter(_METHOD)
        }
    except etree.XMLSyntaxError:
        return  # EPUBCheck tells
    if methods - _OBFUSCATION:
        hint = "check the book as it was before it was protected"
        raise SourceError(f"the book is encrypted, as {_ENCRYPTION} says", where=name, hint=hint)

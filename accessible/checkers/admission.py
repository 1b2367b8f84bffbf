"""Which files are looked at, by us and by programs of others: EPUB books, and no archive with a trick in it.

What is turned away here is an error and no finding (`SourceError`): a missing file, a folder, something that is no ZIP
archive, a bomb, a name that leads out, a book under copy protection, XML that wants to read other files. All of the
archive is unpacked once, to nowhere, because programs of others believe its directory.
"""

from __future__ import annotations

from pathlib import Path

from lxml import etree

from accessible.archives import ENCRYPTION, OBFUSCATION
from accessible.checkers.archive import Archive, opened, read, require_file, stream
from accessible.checkers.prologue import doctype, written_out
from accessible.errors import SourceError

_METHOD = "{http://www.w3.org/2001/04/xmlenc#}EncryptionMethod"


def admit(path: Path) -> None:
    """See that a file may be looked at. Raises `SourceError` with the reason when it may not.

    What is XML is told by how a file begins: its name and its media type are words of somebody who may want to hide it.
    """
    require_file(path)
    with opened(path) as archive:
        for name in archive.members:
            try:
                _require_harmless(archive, name)
            except SourceError as error:
                raise error if error.where else SourceError(error.what, where=name) from error
        _require_open(archive, path.name)


def _require_harmless(archive: Archive, name: str) -> None:
    with stream(archive, name) as pieces:
        found = doctype(pieces)
        for _ in pieces:  # to its end, for its size and its checksum
            pass
    if found is not None and found.most:
        with stream(archive, name) as pieces:
            written_out(found, pieces)


def _require_open(archive: Archive, name: str) -> None:
    """Not encrypted. That a licence lies in the book says nothing: what counts is what is encrypted."""
    if ENCRYPTION not in archive.members:
        return
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        methods = {
            found.get("Algorithm", "") for found in etree.fromstring(read(archive, ENCRYPTION), parser).iter(_METHOD)
        }
    except etree.XMLSyntaxError:
        return  # EPUBCheck tells
    if methods - OBFUSCATION:
        hint = "check the book as it was before it was protected"
        raise SourceError(f"the book is encrypted, as {ENCRYPTION} says", where=name, hint=hint)

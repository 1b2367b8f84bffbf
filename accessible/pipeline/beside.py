"""The pictures that lie beside a source: part of what decides a document, though they are no part of the source.

Which ones they are its reader alone knows. So it is asked, once for every text: the answer is kept, and from then on
they are only looked at.
"""

from __future__ import annotations

import hashlib

from msgspec import Struct
from msgspec.structs import replace

from accessible import readers
from accessible.model.source import Source
from accessible.pipeline.states import load, named, save
from accessible.readers.nearby import nearby


class Beside(Struct, frozen=True):
    """The addresses of the pictures that a source looks for in its folder."""

    addresses: tuple[str, ...]


def shown_by(source: Source) -> list[list[tuple[str, str]]] | None:
    """For the source, or each of its parts, the pictures that it takes from its folder, each with a hash of what is in
    it, or why it cannot come along; None where it may fetch some from the web, which nobody can look at."""
    parts = source.parts or (source,)
    if any(part.reach and readers.may_show(part) for part in parts):
        return None
    return [_looked_at(part) for part in parts]


def _looked_at(source: Source) -> list[tuple[str, str]]:
    fetch = nearby(source.folder)
    found = ((address, fetch(address)) for address in _addresses(source) if address[:5].lower() != "data:")
    return [(address, data if isinstance(data, str) else hashlib.sha256(data).hexdigest()) for address, data in found]


def _addresses(source: Source) -> tuple[str, ...]:
    if not source.folder or not readers.may_show(source):
        return ()
    name = named(Beside, lambda: [replace(source, folder="")])
    known = load(Beside, name) if name else None
    if known is None:
        known = Beside(readers.pictures_beside(source))
        if name:
            save(known, name)
    return known.addresses

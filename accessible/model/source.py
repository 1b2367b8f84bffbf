"""Source: what somebody handed in, before anything was understood of it."""

from __future__ import annotations

from msgspec import Struct


class Source(Struct, frozen=True):
    """A file's name (no folder), its media type (RFC 6838) and its bytes, untouched."""

    name: str
    media_type: str
    data: bytes

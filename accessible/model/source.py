"""Source: what somebody handed in, before anything was understood of it."""

from __future__ import annotations

from msgspec import Struct


class Source(Struct, frozen=True):
    """A file's name (no folder), its media type (RFC 6838) and its bytes, untouched.

    ``folder`` is where it lies, for the pictures beside it; "" where nothing lies beside it, as beside standard input.
    It is a path of this machine, and stays out of everything that is written.
    """

    name: str
    media_type: str
    data: bytes
    folder: str = ""

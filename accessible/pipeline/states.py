"""States that are kept: a document or a script is not made again as long as everything that decides it is the same.

An entry of this cache is a state in MessagePack, beside the recordings that the narrator keeps. It is named by a hash
of all that decides the state: what it is made from, the options, and the program itself (`revision`). So it can never
be stale. What decides is looked at before the state is made and again afterwards; when it has changed meanwhile (a
file that was saved just then), the state is used and not kept.

An entry appears whole or not at all and carries a checksum (see `accessible.narrator.cache`). One that is damaged, or
that cannot be read or written, is as good as none: the state is made as if there were no cache. So the folder
may be shared, and anything in it deleted at any time.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

import msgspec
from msgspec import Struct

from accessible.narrator import cache_folder
from accessible.narrator.cache import keep, kept
from accessible.pipeline.revision import revision

State = TypeVar("State", bound=Struct)
#: Says what decides a state, as values that msgspec can write; None when that cannot be told, and nothing is kept.
Deciding: TypeAlias = Callable[[], list[Any] | None]


def remembered(kind: type[State], make: Callable[[], State], *, decided_by: Deciding) -> State:
    """The state of this kind that ``make`` makes: the one that was kept, or else a new one, which is kept from now on.

    Raises whatever ``make`` and ``decided_by`` raise, and nothing of its own.
    """
    name = named(kind, decided_by)
    if name and (state := load(kind, name)) is not None:
        return state
    state = make()
    if name and named(kind, decided_by) == name:
        save(state, name)
    return state


def named(kind: type[Struct], decided_by: Deciding) -> str:
    """The name of the entry for a state of this kind, "" when none may be kept."""
    mark = revision()
    if not mark or (parts := decided_by()) is None:
        return ""
    try:
        return hashlib.sha256(msgspec.msgpack.encode([kind.__name__, mark, *parts])).hexdigest()
    except UnicodeEncodeError:  # half a character of UTF-16 on its own, which MessagePack has no form for
        return ""


def load(kind: type[State], name: str) -> State | None:
    """The entry of that name; None when there is none, or it is not what was written."""
    entry = kept(_path(name))
    with contextlib.suppress(msgspec.DecodeError):
        return None if entry is None else msgspec.msgpack.decode(entry, type=kind)
    return None


def save(state: Struct, name: str) -> None:
    """Keep a state under a name. When that cannot be done, nothing is lost but time."""
    with contextlib.suppress(OSError, UnicodeEncodeError):
        path = _path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        keep(path, msgspec.msgpack.encode(state))


def _path(name: str) -> Path:
    return cache_folder() / "states" / f"{name}.msgpack"

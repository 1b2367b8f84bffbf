"""A folder as a source: which of its files are read, in which order, and what of it is passed over.

Names are in the order that people mean: `chapter 2` before `chapter 10`. What is hidden, what this program made, and
what leads out of the folder is no part of a work, and is told.
"""

from __future__ import annotations

import mimetypes
import os
import re
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from msgspec import Struct

from accessible.errors import SourceError
from accessible.model.message import Message, Place
from accessible.output import owner

#: So many files, and folders in folders, are no book.
_MOST, _DEEPEST = 10_000, 50
#: So many names are told of those that are passed over for one reason.
_NAMED = 5
#: A batch writes this into its output folder.
_MANIFEST = "manifest.jsonl"

#: Why something is passed over; of the first three nobody expected anything else.
_HIDDEN, _OURS, _TEXTLESS = "hidden", "what this program made", "pictures, sound, styles or programs"
_UNSUPPORTED, _LINKED, _DEEP = "of a format that is not supported", "only linked here", "too deep in other folders"

_DIGITS = re.compile(r"(\d+)")


class Found(Struct, frozen=True):
    """The files of a folder that may be sources, in order, and what was passed over, as messages."""

    files: tuple[Path, ...]
    messages: tuple[Message, ...]


def files_of(folder: Path, *, supported: Callable[[Path], bool], without: Collection[Path] = ()) -> Found:
    """The files in a folder and the folders in it that are of a ``supported`` format; ``without`` are not looked at.

    Raises `SourceError` when there are none, more than 10,000, or it cannot be read.
    """
    passed: dict[str, list[str]] = {}
    ours = {path.resolve() for path in without}
    root = folder.resolve()

    def walk(inside: Path, depth: int) -> Iterator[Path]:
        for path in sorted(inside.iterdir(), key=_natural):
            if reason := _passed(path, root, ours, depth):
                passed.setdefault(reason, []).append(path.relative_to(folder).as_posix() + "/" * path.is_dir())
            elif path.is_dir():
                yield from walk(path, depth + 1)
            elif supported(path):
                yield path
            else:
                reason = _TEXTLESS if _is_textless(path) else _UNSUPPORTED
                passed.setdefault(reason, []).append(path.relative_to(folder).as_posix())

    found: list[Path] = []
    try:
        for path in walk(folder, 1):
            found.append(path)
            if len(found) > _MOST:
                raise SourceError(f"the folder holds more than {_MOST:,} files", where=str(folder), hint="name fewer")
    except OSError as error:
        raise SourceError(f"the folder cannot be read: {error.strerror}", where=str(error.filename or folder)) from None
    return Found(tuple(found), tuple(_told(folder, reason, names) for reason, names in passed.items()))


def _passed(path: Path, root: Path, ours: Collection[Path], depth: int) -> str:
    """Why a file or a folder is no part of a work, "" when it may be one."""
    if path.name.startswith("."):
        return _HIDDEN
    resolved = path.resolve()
    if path.is_symlink() and (path.is_dir() or not resolved.is_relative_to(root)):
        return _LINKED
    if resolved in ours:
        return _OURS
    if path.is_dir():
        if depth >= _DEEPEST:
            return _DEEP
        made = owner(path) or os.path.lexists(path / _MANIFEST)
        return _OURS if made else ""
    return "" if path.is_file() else _UNSUPPORTED


def _told(folder: Path, reason: str, names: list[str]) -> Message:
    from accessible.readers import shown

    listed = shown(", ".join(names[:_NAMED])) + (f" and {len(names) - _NAMED} more" if len(names) > _NAMED else "")
    counted = "1 entry of the folder was" if len(names) == 1 else f"{len(names)} entries of the folder were"
    code = "R061" if reason in (_HIDDEN, _OURS, _TEXTLESS) else "R060"
    return Message(code, f"{counted} passed over ({reason}): {listed}.", Place(file=shown(folder.name)))


def _is_textless(path: Path) -> bool:
    """Whether a file's name says that nobody reads it: it belongs to a page, or stands in one."""
    kind = mimetypes.guess_type(path.name)[0] or ""
    return kind.startswith(("image/", "audio/", "video/", "font/")) or kind in ("text/css", "text/javascript")


def _natural(path: Path) -> list[tuple[int, str]]:
    """The order that people mean: numbers by their value, letters without regard to capitals."""
    parts = _DIGITS.split(path.name.casefold())
    key = [(int(part[:300]), "") if number % 2 else (-1, part) for number, part in enumerate(parts)]
    return [*key, (-1, path.name)]

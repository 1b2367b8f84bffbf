"""The order in which findings are told: the worst first, and these in the order in which the book is read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from accessible.checkers.archive import opened
from accessible.checkers.package import read_package
from accessible.errors import SourceError
from accessible.model.message import Message, Severity, severity

_RANKS: dict[Severity, int] = {"error": 0, "warning": 1, "info": 2}


def in_order(path: Path, messages: Iterable[Message]) -> tuple[Message, ...]:
    """Findings in an EPUB file by severity, then by place, then by code; else they stay in the order that they have.

    By place: container and package document, then the spine, the rest of the manifest, all other files; in a file by
    the line, those without one at its end.
    """
    found = tuple(messages)
    if len(found) < 2:
        return found
    ranks = _reading(path)

    def key(message: Message) -> tuple[int, int, str, float, str]:
        file, line = message.place.file, message.place.line
        rank = ranks.get(file, len(ranks))
        return _RANKS[severity(message.code)], rank, file, line or float("inf"), message.code

    return tuple(sorted(found, key=key))


def _reading(path: Path) -> Mapping[str, int]:
    """The files of a book by the order in which they are read; that of the book itself comes first."""
    names = [path.name, "", "META-INF/container.xml"]
    with suppress(SourceError), opened(path) as archive:
        package = read_package(archive)
        spine = [package.items[name].path for name in package.spine if name in package.items]
        names += [package.path, *spine, *(item.path for item in package.items.values())]
    return {name: number for number, name in enumerate(dict.fromkeys(names))}

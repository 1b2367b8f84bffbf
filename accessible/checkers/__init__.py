"""Checkers: EPUB file → Messages.

Our own rules about sound and text, and the two programs that the publishing world goes by. A checker that is not
installed says so in a message (P008); a book that cannot be read is a finding, a file that is not there is an error.
The checkers import lxml, PyAV and Java, so each is imported when it is first called.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TypeAlias

from accessible.errors import UsageError
from accessible.model.message import Message, Place

__all__ = ["CHECKERS", "Checker", "check", "missing"]

#: Looks at an EPUB file and says what it found. Raises `SourceError` when there is no such file.
Checker: TypeAlias = Callable[[Path], tuple[Message, ...]]


def _overlays(path: Path) -> tuple[Message, ...]:
    from accessible.checkers.overlays import check as run

    return run(path)


def _epubcheck(path: Path) -> tuple[Message, ...]:
    from accessible.checkers.epubcheck import check as run

    return run(path)


def _ace(path: Path) -> tuple[Message, ...]:
    from accessible.checkers.ace import check as run

    return run(path)


#: In the order of running: the fastest first.
CHECKERS: dict[str, Checker] = {
    "overlays": _overlays,  # our own rules: text, sound and clips
    "epubcheck": _epubcheck,  # W3C: conformance to EPUB 3.3
    "ace": _ace,  # DAISY: accessibility
}


#: Programs of others, which unpack what they are given. They are given nothing that unpacks to harm.
_OUTSIDE = {"epubcheck": "EPUBCheck", "ace": "Ace"}


def check(
    path: Path, *, checkers: Iterable[str] = tuple(CHECKERS), written: Mapping[str, str] | None = None
) -> tuple[Message, ...]:
    """Run checkers (names of the table) over an EPUB file, and return all that they found, checker by checker.

    ``written`` is the written text of each utterance by the id of its sentence ("" where it was left out), for a book
    that was just built; see `checkers.overlays`. An archive that is refused (a bomb, a name that leads out of
    it) is not given to programs of others, and that is said (P008). Raises `SourceError` when there is no such file,
    `UsageError` for a name that is not known.
    """
    messages: list[Message] = []
    refused: str | None = None  # not looked at yet
    for name in checkers:
        if name not in CHECKERS:
            raise UsageError(f"there is no checker called {name!r}", hint=f"the checkers are: {', '.join(CHECKERS)}")
        if name == "overlays" and written is not None:
            from accessible.checkers.overlays import check as run

            messages += run(path, written=written)
            continue
        if name in _OUTSIDE and refused is None:
            from accessible.checkers.archive import refusal

            refused = refusal(path)
        if name in _OUTSIDE and refused:
            what = f"{_OUTSIDE[name]} was not given the book, because the archive is not safe to unpack: {refused}."
            messages.append(Message("P008", what, Place(file=path.name)))
        else:
            messages += CHECKERS[name](path)
    return tuple(messages)


def missing(name: str) -> str:
    """What stands in the way of running a checker of the table, "" when nothing does."""
    from accessible.checkers import ace, epubcheck

    return {"epubcheck": epubcheck.missing, "ace": ace.missing}.get(name, str)()

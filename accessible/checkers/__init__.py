"""Checkers: EPUB file → Messages.

Our own rules, and the two programs that the publishing world goes by. A checker that is not installed says so in a
message (P008), and so does one that failed (P021); a book with faults has findings, a file that is not there or is no
book is an error. The checkers import lxml, PyAV, Java and a browser, so each is imported when it is first called.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TypeAlias

from accessible.errors import UsageError
from accessible.model.message import Message

__all__ = ["CHECKERS", "UNCHECKED", "USUAL", "Checker", "check", "missing"]

#: Looks at an EPUB file and says what it found. Raises `SourceError` when there is no such file.
Checker: TypeAlias = Callable[[Path], tuple[Message, ...]]


def _overlays(path: Path) -> tuple[Message, ...]:
    from accessible.checkers.overlays import check as run

    return run(path)


def _rules(path: Path) -> tuple[Message, ...]:
    from accessible.checkers.rules import check as run

    return run(path)


def _epubcheck(path: Path) -> tuple[Message, ...]:
    from accessible.checkers.epubcheck import check as run

    return run(path)


def _ace(path: Path) -> tuple[Message, ...]:
    from accessible.checkers.ace import check as run

    return run(path)


def _browser(path: Path) -> tuple[Message, ...]:
    from accessible.checkers.browser import check as run

    return run(path)


#: In the order of running: the fastest first.
CHECKERS: dict[str, Checker] = {
    "overlays": _overlays,  # our own rules about text, sound and clips
    "rules": _rules,  # our own rules about everything else
    "epubcheck": _epubcheck,  # W3C: conformance to EPUB 3.3
    "ace": _ace,  # DAISY: accessibility
    "browser": _browser,  # our own rules about how pages look, in a browser
}

#: The codes that say that something was not looked at.
UNCHECKED = frozenset({"P008", "P021", "P022"})

#: What `check` runs unless it is told otherwise: all but the slowest.
USUAL = ("overlays", "rules", "epubcheck", "ace")


def check(
    path: Path, *, checkers: Iterable[str] = USUAL, written: Mapping[str, str] | None = None
) -> tuple[Message, ...]:
    """Run checkers (names of the table) over an EPUB file, and return all that they found: the worst first, then as the
    book is read (see `checkers.order`).

    ``written`` is the written text of each utterance by the id of its sentence ("" where it was left out), for a book
    that was just built; see `checkers.overlays`. Each finding has a hint. Raises `SourceError` when there is no such
    file, or one that nothing should open: no archive, one with a trick in it, an encrypted book (see
    `checkers.admission`); `UsageError` for a name that is not known.
    """
    from accessible.checkers.hints import hinted
    from accessible.checkers.order import in_order

    names = tuple(checkers)
    for name in names:
        if name not in CHECKERS:
            raise UsageError(f"there is no checker called {name!r}", hint=f"the checkers are: {', '.join(CHECKERS)}")
    if written is None:  # else we have made it ourselves, a moment ago
        from accessible.checkers.admission import admit

        admit(path)
    messages: list[Message] = []
    for name in names:
        if name == "overlays" and written is not None:
            from accessible.checkers.overlays import check as run

            messages += run(path, written=written)
        else:
            messages += CHECKERS[name](path)
    return in_order(path, map(hinted, dict.fromkeys(messages)))


def missing(name: str) -> str:
    """What stands in the way of running a checker of the table, "" when nothing does."""
    from accessible.checkers import ace, browser, epubcheck

    return {"epubcheck": epubcheck.missing, "ace": ace.missing, "browser": browser.missing}.get(name, str)()

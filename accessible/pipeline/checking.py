"""What `accessible check` does: every checker over every book; what was found as JSON or as a page; a verdict."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from accessible.errors import AccessibleError, SourceError
from accessible.files import replacing
from accessible.model.message import Message, Severity, severity
from accessible.output import claim_file

_LEVELS: tuple[Severity, ...] = ("error", "warning")


class Checked(NamedTuple):
    """A book and what was found in it; or the error, where nothing could be looked at."""

    path: Path
    messages: tuple[Message, ...] = ()
    refused: AccessibleError | None = None


def check_books(paths: Sequence[Path], *, browser: bool = False) -> list[Checked]:
    """Every checker over every book, in their order; the one that opens pages in a browser only when it is wanted.

    A book that nothing should open (no EPUB file, an archive with a trick in it, an encrypted one) is in the list with
    its `SourceError`, and the others are checked all the same.
    """
    from accessible.checkers import USUAL, check

    checkers = (*USUAL, "browser") if browser else USUAL
    found = []
    for path in paths:
        try:
            found.append(Checked(path, check(path, checkers=checkers)))
        except SourceError as error:
            found.append(Checked(path, refused=error))
    return found


def findings(found: Sequence[Checked]) -> list[dict[str, Any]]:
    """Findings as JSON values: one object a book, with all its messages, or with the error."""
    return [
        {
            "book": str(checked.path),
            "messages": [{"severity": severity(m.code)} | msgspec.to_builtins(m) for m in checked.messages],
        }
        | ({"error": str(checked.refused), "hint": checked.refused.hint} if checked.refused else {})
        for checked in found
    ]


def claim_report(file: Path, *, force: bool) -> None:
    """See that `write_report` may write a file, before the work is done. Raises `OutputError`."""
    from accessible.checkers.report import is_ours

    claim_file(file, "", force=force or is_ours(file))


def write_report(found: Sequence[Checked], file: Path, *, force: bool) -> None:
    """Write the findings as a page of HTML; whole or not at all. Raises `OutputError`.

    A page of ours is replaced, another file only with ``force``.
    """
    from accessible.checkers.report import report

    content = report([(str(c.path), c.messages, str(c.refused) if c.refused else "") for c in found])
    claim_report(file, force=force)
    with replacing(file) as target:
        target.write(content)


def worst(found: Sequence[Checked], level: str) -> bool:
    """Whether anything was found that is as bad as ``level`` ("error" or "warning")."""
    bad: set[Severity] = {"error", "warning"} if level == "warning" else {"error"}
    return any(severity(message.code) in bad for checked in found for message in checked.messages)


def verdict(found: Sequence[Checked]) -> str:
    """One line that counts what was found."""
    levels = [severity(message.code) for checked in found for message in checked.messages]
    counts = ", ".join(f"{levels.count(level)} {level}{'s' * (levels.count(level) != 1)}" for level in _LEVELS)
    looked_at = [checked for checked in found if checked.refused is None]
    less = "" if all(looked_at_whole(checked) for checked in looked_at) else "; not all was looked at"
    return f"{len(looked_at)} {'book' if len(looked_at) == 1 else 'books'} checked: {counts}{less}"


def looked_at_whole(checked: Checked) -> bool:
    """Whether every checker that was asked for has looked at all of a book."""
    from accessible.checkers import UNCHECKED

    return all(message.code not in UNCHECKED for message in checked.messages)

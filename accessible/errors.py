"""The error tree. Errors stop; messages (`accessible.model.message`) inform.

    AccessibleError      1   something stopped that has no better class
    ├── UsageError       2   a wrong flag, option value or configuration file
    ├── SourceError      3   a source is missing, empty, unsupported, broken, protected or over a limit
    ├── VoiceError       4   no such engine, voice, cast entry or language
    ├── NarrationError   5   something could not be spoken
    └── OutputError      6   the output cannot be written, is full, is locked or is somebody else's

Every error says what happened, where, and (as a hint) what to do. The number is the exit code of the command line.
"""

from __future__ import annotations

from collections.abc import Iterable


class AccessibleError(Exception):
    """Base of all errors that a caller may catch.

    ``what`` is a full sentence without its full stop, ``where`` names a file, option or utterance ("" when there is
    none), ``hint`` says what to do next ("" when nothing is known).
    """

    exit_code = 1

    def __init__(self, what: str, *, where: str = "", hint: str = "") -> None:
        super().__init__(what, where, hint)
        self.what = what
        self.where = where
        self.hint = hint

    def __str__(self) -> str:
        place = f" ({self.where})" if self.where else ""
        return f"{self.what}{place}"

    def __reduce__(self) -> tuple[object, ...]:
        """Survive the trip from a worker process: keyword arguments are lost by the default protocol."""
        return _rebuild, (type(self), self.what, self.where, self.hint)


def _rebuild(kind: type[AccessibleError], what: str, where: str, hint: str) -> AccessibleError:
    return kind(what, where=where, hint=hint)


class UsageError(AccessibleError):
    """A flag, an option's value or a configuration file is wrong."""

    exit_code = 2


class SourceError(AccessibleError):
    """A source is missing, empty, unsupported, broken, protected or over a limit."""

    exit_code = 3


class VoiceError(AccessibleError):
    """There is no such engine, voice or language, or a file names one that this machine does not have."""

    exit_code = 4


class NarrationError(AccessibleError):
    """Something could not be spoken."""

    exit_code = 5


class OutputError(AccessibleError):
    """The output cannot be written, is full, is locked, or belongs to somebody else."""

    exit_code = 6


def nearest(name: str, known: Iterable[str]) -> str:
    """What may have been meant by a name, as the beginning of a hint ("did you mean espeak? "); "" for nothing."""
    import difflib

    folded = {other.casefold(): other for other in known}
    found = difflib.get_close_matches(name.casefold(), folded, n=1, cutoff=0.7)
    return f"did you mean {folded[found[0]]}? " if found else ""

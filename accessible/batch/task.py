"""What is said about a document between the processes of a batch: a task there, an outcome back.

All of it travels as JSON: it is small, it holds no code, and it keeps a file name that is not UTF-8 as it is.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import Any, Literal, TypeAlias, TypeVar

import msgspec
from msgspec import Struct

from accessible.batch.limits import Limits
from accessible.config import Config
from accessible.errors import (
    AccessibleError,
    NarrationError,
    OutputError,
    SourceError,
    UsageError,
    VoiceError,
)
from accessible.model.message import Message, severity

Status: TypeAlias = Literal["ok", "warned", "refused", "crash", "timeout"]
Kind = TypeVar("Kind")

#: Whether a process can be forked for each document; else the one that was started builds just one.
FORKS = sys.platform == "linux"
#: Messages of one document that are passed on; its report has all of them.
MOST_MESSAGES = 200
_ERRORS = {kind.exit_code: kind for kind in (UsageError, SourceError, VoiceError, NarrationError, OutputError)}


class Task(Struct, frozen=True):
    """A document to build. ``source`` is its path, or `-` with what standard input gave as ``text`` (base 64 in JSON).

    Paths are seen from ``folder``. ``environment`` are the variables that decide something of the result, those that
    are to be unset with None. ``version`` is that of the program that asks.
    """

    source: str
    config: Config
    folder: str
    environment: dict[str, str | None]
    version: str
    limits: Limits = Limits()
    text: bytes | None = None


class Problem(Struct, frozen=True, omit_defaults=True):
    """An error, as it is written down: its exit code and its parts."""

    code: int
    what: str
    where: str = ""
    hint: str = ""


class File(Struct, frozen=True):
    """A file that was written: its path as it is to be shown, and the SHA-256 of its content."""

    path: str
    sha256: str


class Outcome(Struct, frozen=True):
    """What became of one document: its source as it was named, the SHA-256 of its content ("" when that is not known),
    what was written, and the messages (the first `MOST_MESSAGES` of them) or the error."""

    source: str
    status: Status
    sha256: str = ""
    files: tuple[File, ...] = ()
    messages: tuple[Message, ...] = ()
    problem: Problem | None = None

    @property
    def error(self) -> AccessibleError | None:
        """What stopped it, as an error that can be raised."""
        if self.problem is None:
            return None
        kind = _ERRORS.get(self.problem.code, AccessibleError)
        return kind(self.problem.what, where=self.problem.where, hint=self.problem.hint)


class Speaking(Struct, frozen=True, tag=True):
    """The script is there; from now on it may take so many seconds."""

    seconds: float


class Spoken(Struct, frozen=True, tag=True):
    """So many sections of all there are have been spoken, the last one of this title."""

    done: int
    all: int
    title: str


class Done(Struct, frozen=True, tag=True):
    """How the build ended; with the SHA-256 of what was read, where anything was."""

    files: tuple[File, ...] = ()
    messages: tuple[Message, ...] = ()
    problem: Problem | None = None
    crashed: bool = False
    sha256: str = ""


#: What a child process says of its document.
News: TypeAlias = Speaking | Spoken | Done


def problem(error: AccessibleError) -> Problem:
    """An error as it is written down."""
    return Problem(error.exit_code, error.what, error.where, error.hint)


def status(done: Done) -> Status:
    """What to call an end that a child process has reported."""
    if done.crashed:
        return "crash"
    if done.problem is not None:
        return "refused"
    return "warned" if any(severity(message.code) != "info" for message in done.messages) else "ok"


def checksum(path: Path) -> str:
    """The SHA-256 of a regular file, in hexadecimal digits; "" for what is none or cannot be read."""
    try:
        if not path.is_file():
            return ""
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError):
        return ""


def packed(value: Any) -> bytes:
    """One of these structs as JSON."""
    return json.dumps(msgspec.to_builtins(value)).encode()


def unpacked(data: bytes, kind: type[Kind]) -> Kind:
    """The struct that `packed` made JSON of."""
    return msgspec.convert(json.loads(data), kind)

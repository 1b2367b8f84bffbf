"""`manifest.jsonl`: a line for each source that was ever built into a folder, saying what became of it the last time.

Lines are sorted by source and hold neither a clock nor a path of this machine, so the same sources give the same file,
in whatever order they were finished, in one run or in several. `source` is where the source is, seen from the manifest.

While a batch is at work its lines go to a hidden journal, one at a time; at its end the journal and the old manifest
become the new one, in one step. A journal that a killed batch has left is taken up by the next. Only where lines begin
is held in memory, and several batches may work into one folder.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePath, PureWindowsPath
from typing import IO, Any

import msgspec

from accessible.batch.task import MOST_MESSAGES, Outcome
from accessible.errors import OutputError
from accessible.files import refusal, replacing
from accessible.model.message import severity
from accessible.model.source import STDIN, Named, named

try:
    import fcntl
except ImportError:  # Windows: two batches into one folder may there lose lines of each other
    fcntl = None  # type: ignore[assignment]

NAME = "manifest.jsonl"
_JOURNAL = ".manifest.jsonl.journal"


def note(folder: Path, outcome: Outcome) -> None:
    """Write a line for an outcome into the journal of a folder. Raises `OutputError`."""
    line = json.dumps(_row(folder, outcome), ensure_ascii=False)
    data = b"\n" + line.encode("utf-8", "backslashreplace") + b"\n"  # what stands before may be half a line
    with _journal(folder) as journal:
        journal.write(data)


def prepare(folder: Path) -> None:
    """Make sure, before any work, that a manifest can be written into a folder. Raises `OutputError`."""
    if (folder / NAME).is_dir():
        what = "something else stands where the manifest goes"
        raise OutputError(what, where=str(folder / NAME), hint="move it away, or choose another --output-dir")
    with _journal(folder):
        pass


def is_kept(folder: Path) -> bool:
    """Whether a folder has a manifest, or a batch is at work there or was killed, whose lines will be in one."""
    return (folder / NAME).is_file() or (folder / _JOURNAL).exists()


def publish(folder: Path) -> None:
    """Make the manifest of the journal, if there is one, and the manifest that was there. Raises `OutputError`."""
    if not (folder / _JOURNAL).exists():
        return
    manifest = folder / NAME
    with _journal(folder) as journal, _reading(manifest) as old:
        latest: dict[str, tuple[IO[bytes], int]] = {}
        for file in (old, journal):
            for place, source in _lines(file):
                latest[source] = (file, place)
        if latest:
            with replacing(manifest) as new:
                for source in sorted(latest):
                    file, place = latest[source]
                    file.seek(place)
                    new.write(file.readline())
        (folder / _JOURNAL).unlink()
    with suppress(OSError):  # what was made for nothing
        folder.rmdir()


@contextmanager
def _journal(folder: Path) -> Iterator[IO[bytes]]:
    """The journal, at its end, for this process alone."""
    path = folder / _JOURNAL
    try:
        folder.mkdir(parents=True, exist_ok=True)
        while True:
            with path.open("a+b") as file:
                if fcntl is not None:
                    fcntl.flock(file, fcntl.LOCK_EX)
                    if not path.exists() or not os.path.samestat(path.stat(), os.fstat(file.fileno())):
                        continue  # another batch has just made a manifest of it
                yield file
                return
    except OSError as error:
        raise refusal(error, path) from None


@contextmanager
def _reading(path: Path) -> Iterator[IO[bytes]]:
    with (path if path.exists() else Path(os.devnull)).open("rb") as file:
        yield file


def _lines(file: IO[bytes]) -> Iterator[tuple[int, str]]:
    """Where each whole line of a manifest begins, and its source."""
    file.seek(0)
    place = 0
    while line := file.readline():
        with suppress(ValueError, KeyError, TypeError):
            if line.endswith(b"\n"):
                yield place, str(json.loads(line)["source"])
        place = file.tell()


def _row(folder: Path, outcome: Outcome) -> dict[str, Any]:
    row: dict[str, Any] = {
        "source": _seen_from(folder, named(outcome.source)),
        "sha256": outcome.sha256,
        "status": outcome.status,
        "outputs": [{"path": _seen_from(folder, Path(file.path)), "sha256": file.sha256} for file in outcome.files],
        "messages": [
            {"code": message.code, "severity": severity(message.code)} | msgspec.to_builtins(message)
            for message in outcome.messages
        ],
    }
    if len(outcome.messages) == MOST_MESSAGES:
        row["more_messages"] = "report.json"
    if outcome.problem is not None:
        row["error"] = msgspec.to_builtins(outcome.problem) | {"where": _place(outcome.problem.where)}
    return row


def _seen_from(folder: Path, path: Named) -> str:
    if isinstance(path, str) or path == STDIN:
        return str(path)
    try:
        return PurePath(os.path.relpath(path, folder)).as_posix()
    except ValueError:  # on another drive of Windows
        return path.name


def _place(where: str) -> str:
    """A place without the folders of this machine."""
    bare = where.strip("'\"")
    absolute = Path(bare).is_absolute() or PureWindowsPath(bare).is_absolute()
    return PurePath(bare).name if absolute else where

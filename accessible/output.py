"""Where a build writes: what it may replace, and how finished files get their names.

A build fills a hidden folder beside the final one (`.<slug>.part`). Only when everything in it is finished and checked
are its files moved to their names with `os.replace`, each synced to disk before; the report comes last and is what
says whose folder this is; while files are moved, a hidden one says it too. Killed at any moment, a build leaves no
half-written file under a final name, and the next build of the same source takes up the folder again.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

try:
    import fcntl
except ImportError:  # Windows: two builds of one folder are not told apart there
    fcntl = None  # type: ignore[assignment]

from accessible.errors import AccessibleError, OutputError
from accessible.files import named, refusal, replacing

REPORT = "report.json"
_SIGN = ".accessible"  # of a workshop: that it is ours; of an output folder: what is being moved there


@contextmanager
def output_errors(where: Path) -> Iterator[None]:
    """Turn the operating system's errors while writing into an `OutputError` that says what and where."""
    try:
        yield
    except AccessibleError:
        raise
    except OSError as error:
        raise refusal(error, where) from None


def claim(folder: Path, source: str, *, force: bool) -> None:
    """Make sure, before any work, that a build of ``source`` (a file name) may write into ``folder``; creates nothing.

    It may when the folder does not exist, is empty, or holds a report of ours that names a source of the same name;
    else only with ``force``. Raises `OutputError` otherwise, and when the folder cannot be written.
    """
    with output_errors(folder):
        if folder.exists() and not folder.is_dir():
            raise OutputError("a file stands where the output folder goes", where=str(folder), hint="move it away")
        if folder.is_dir() and _held(folder) and not force and owner(folder) != source:
            raise OutputError(
                "the folder holds something that was not made from this source",
                where=str(folder),
                hint="--output-dir writes elsewhere; --force replaces what has the same names",
            )
        _writable(folder)


def _writable(folder: Path) -> None:
    """Refuse early, before any work, what could not be written at the end: nothing is created to find out."""
    there = next(path for path in (folder.absolute(), *folder.absolute().parents) if path.exists())
    if not there.is_dir():
        raise OutputError("a file stands where a folder goes", where=str(there), hint="move it away")
    if not os.access(there, os.W_OK | os.X_OK):
        raise OutputError(
            "the output cannot be written: permission denied",
            where=str(there),
            hint="choose a folder you may write to with --output-dir",
        )


def claim_file(file: Path, source: str, *, force: bool) -> None:
    """The same for a single file that was named with --output."""
    with output_errors(file):
        if file.exists() and not file.is_file() and not file.is_dir():
            raise OutputError("the output is not a regular file", where=str(file))
        if file.is_dir():
            raise OutputError("the output is a folder", where=str(file), hint="name a file, or use --output-dir")
        ours = owner(file.parent) == source and file.name in _listed(file.parent)
        if file.exists() and not force and not ours:
            raise OutputError("the file exists", where=str(file), hint="--force replaces it")
        _writable(file.parent)


class _Report(Struct):
    """What is read of a report: whether it is one of ours, what it was made from, and what was written with it."""

    accessible: Any = None
    source: str = ""
    outputs: tuple[str, ...] = ()


def owner(folder: Path) -> str:
    """The name of the source that a folder was made from, or "" when it is not one of ours."""
    return next((report.source for report in _reports(folder)), "")


def _held(folder: Path) -> bool:
    """Whether there is anything in a folder but a sign that was not finished."""
    return any(path.name != f".{_SIGN}.part" for path in folder.iterdir())


def _reports(folder: Path) -> list[_Report]:
    """The report of a folder, if it is one of ours, and the sign of a build that was killed while it moved files."""
    found = []
    for name in (REPORT, _SIGN):
        with suppress(OSError, msgspec.DecodeError):
            found.append(msgspec.json.decode((folder / name).read_bytes(), type=_Report))
    return [report for report in found if report.accessible is not None]


def _listed(folder: Path) -> set[str]:
    return {name for report in _reports(folder) for name in report.outputs}


def workplace(folder: Path) -> Path:
    """Where the hidden folder is that ``folder`` is built in; there is one only while a build works, or when it broke.

    It is beside the real folder: files are moved, and that works within a file system only.
    """
    folder = folder.resolve()
    return folder.with_name(f".{folder.name}.part")


def workshops(output: Path) -> list[Path]:
    """The folders in a folder that builds work for, or were killed while they did."""
    return [path.with_name(path.name[1:-5]) for path in sorted(output.glob(".*.part")) if (path / _SIGN).exists()]


def interrupted(folder: Path) -> bool:
    """Whether a build of a folder works, or was killed and has left something for the next one to take away."""
    return workplace(folder).exists() or (folder / _SIGN).exists()


@contextmanager
def workshop(folder: Path, *, outputs: Sequence[Path] = ()) -> Iterator[Path]:
    """A hidden folder beside ``folder`` to build in; gone afterwards, and what had to be made for it too if it fails.

    ``outputs`` are the files that are wanted instead of the folder, if there are any. An `OutputError` about a hidden
    file names the one that it would have become. Raises `OutputError` while another build works on the same folder, and
    when something of somebody else's has the hidden name.
    """
    part = workplace(folder)
    new = [above for above in (part.parent, *part.parent.parents) if not above.exists()]
    with output_errors(folder):
        lock = _occupied(part)
    done = False
    try:
        with output_errors(folder):
            yield part
        done = True
    except OutputError as error:
        if not Path(error.where).is_relative_to(part):
            raise
        final = _final(Path(error.where).relative_to(part), folder, outputs)
        raise OutputError(error.what, where=str(final), hint=error.hint) from error
    finally:
        with suppress(OSError):
            _empty(part)
            (part / _SIGN).unlink()
            part.rmdir()
        os.close(lock)
        if not done:
            for above in new:
                with suppress(OSError):
                    above.rmdir()


def _final(name: Path, folder: Path, outputs: Sequence[Path]) -> Path:
    """What a file of a workshop is going to be."""
    alike = [file for file in outputs if file.suffix.lower() == name.suffix]
    return next(iter((*alike, *outputs)), folder / name)


def _occupied(part: Path) -> int:
    """Take a workshop for this process and empty it: a build that was killed may have left it. Returns the lock."""
    while True:
        part.mkdir(parents=True, exist_ok=True)
        lock = os.open(part, os.O_RDONLY)
        try:
            if fcntl is not None:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if not part.exists() or not os.path.samestat(part.stat(), os.fstat(lock)):
                os.close(lock)  # the build that had it has just ended and taken it away
                continue
            strange = [path.name for path in part.iterdir() if not (part / _SIGN).exists()]
            if strange:
                what = "the hidden folder that a build works in holds something else"
                raise OutputError(what, where=str(part), hint="move it away")
            (part / _SIGN).touch()
            _empty(part)
        except BlockingIOError:
            os.close(lock)
            what = "another build is writing to this folder"
            raise OutputError(what, where=str(part), hint="wait for it, or use --output-dir") from None
        except BaseException:
            os.close(lock)
            raise
        return lock


def _empty(part: Path) -> None:
    """Take everything out of a workshop but the sign, which goes last: killed on the way, it is still seen as ours."""
    for path in part.iterdir():
        if path.name != _SIGN:
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()


def publish(part: Path, folder: Path, names: Sequence[str]) -> None:
    """Move finished files from ``part`` to their names in ``folder``, in the order of ``names`` (the report last), and
    remove what an earlier build of this folder listed and this one did not make.

    Raises `OutputError` before the first is moved when something is in the way of any of them.
    """
    with output_errors(folder):
        old = _listed(folder)
        for name in names:
            file = folder / name
            if file.is_dir() or any(above.exists() and not above.is_dir() for above in (file.parent, folder)):
                raise OutputError("something else stands where this file goes", where=str(file), hint="move it away")
        # What is to go is in it as well: killed on the way, the next build knows of it, and the new report does not.
        with replacing(folder / _SIGN) as sign:
            sign.write(msgspec.json.encode(_Report(REPORT, owner(part), (*names, *sorted(old.difference(names))))))
        for name in names:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            named(part / name, folder / name)
        for name in old.difference(names):
            stale = folder / name
            if ".." not in Path(name).parts and not Path(name).is_absolute():
                if stale.is_file():
                    stale.unlink()
                if stale.parent != folder and stale.parent.is_dir() and not any(stale.parent.iterdir()):
                    stale.parent.rmdir()
        (folder / _SIGN).unlink()


def deliver(finished: Path, file: Path) -> None:
    """Copy a finished file to a name that may be on another disk; it appears there whole or not at all."""
    with finished.open("rb") as source, replacing(file) as target:
        shutil.copyfileobj(source, target)

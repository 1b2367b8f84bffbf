"""The room that the cache takes: how much it is, and how it is kept below a limit.

The files that were used last stay. When a file was used is its time of access, which we set ourselves: file systems
often do not. What a build has used since it began stays as long as that build runs: every build leaves a file in the
cache, locked while it works, whose time is that of its beginning. A build that was killed has lost its lock; its
unfinished files go.

Only what is in the parts of the cache and has a name that we give is counted and deleted: whoever names a folder that
holds something else as well loses nothing of it.
"""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

try:
    import fcntl
except ImportError:  # Windows: a file that is open cannot be deleted there anyway
    fcntl = None  # type: ignore[assignment]

_BUILDS = "builds"
_PARTS = ("loudness", "recordings", "states", "utterances")
#: Files are named by hashes; those that are not finished are hidden.
_OURS = re.compile(r"\.?[0-9a-f]{64}\..+")
_MARK = re.compile(r"\.?\d+-\d+")  # of a build
_UNFINISHED = ".part"
#: A build that ends takes the folder of these files away when it is empty, maybe while another one begins.
_TRIES = 3
#: Nanoseconds in which a build that begins has its lock.
_BEGINNING = 60 * 10**9


class _File(NamedTuple):
    used: int  # ns since 1970
    size: int
    path: Path


def used(path: Path) -> None:
    """Note that a file of the cache is of use."""
    with suppress(OSError):  # nobody may write there, or it has just gone
        os.utime(path, ns=(time.time_ns(), path.stat().st_mtime_ns))


def size(cache: Path) -> tuple[int, int]:
    """How many files the cache has, and how many bytes."""
    files = list(_files(cache))
    return len(files), sum(file.size for file in files)


@contextmanager
def at_work(cache: Path) -> Iterator[None]:
    """Everything in the cache that is used inside this block stays there until its end, whoever prunes it."""
    new = not cache.exists()
    mark = cache / _BUILDS / f"{os.getpid()}-{time.monotonic_ns()}"
    lock = _marked(mark)
    try:
        yield
    finally:
        if lock != -1:
            with suppress(OSError):
                mark.unlink()
            os.close(lock)
            _, killed = _builds(cache)
            if killed:  # what it had not finished goes, and nothing else
                prune(cache, sys.maxsize)
            with suppress(OSError):
                mark.parent.rmdir()
                if new:  # and nothing came of the build
                    cache.rmdir()


def _marked(mark: Path) -> int:
    """Make the file that says of a build that it works; returns its lock, -1 where nothing can be written."""
    lock, fresh = -1, mark.with_name(f".{mark.name}")
    for _ in range(_TRIES):
        with suppress(OSError):  # a cache that cannot be written: whoever needs it says so
            mark.parent.mkdir(parents=True, exist_ok=True)
            if lock == -1:
                lock = os.open(fresh, os.O_RDWR | os.O_CREAT, 0o666)
            if fcntl is not None:
                fcntl.flock(lock, fcntl.LOCK_EX)
            fresh.rename(mark)
            break
    return lock


def prune(cache: Path, most: int) -> int:
    """Delete the files that were not used for the longest time until the cache has no more than ``most`` bytes, but
    nothing that a running build has used. Returns the bytes that are left."""
    oldest, _ = _builds(cache)
    files = sorted(_files(cache, unfinished=True))
    left = sum(file.size for file in files)
    for file in files:
        if file.used >= oldest or (left <= most and file.path.suffix != _UNFINISHED):
            continue
        with suppress(OSError):
            if _looked_at(file.path).used == file.used:  # and not used since
                file.path.unlink()
                left -= file.size
    return left


def _builds(cache: Path) -> tuple[int, bool]:
    """When the first of all builds began that still run (ns since 1970; now if there is none), and whether others were
    killed since somebody last looked."""
    began, killed = time.time_ns(), False
    with suppress(OSError):
        for mark in (path for path in (cache / _BUILDS).iterdir() if _MARK.fullmatch(path.name)):
            with suppress(OSError):
                when = mark.stat().st_mtime_ns
                if _running(mark):
                    began = min(began, when)
                elif not mark.name.startswith(".") or when < time.time_ns() - _BEGINNING:
                    mark.unlink()
                    killed = True
    return began, killed


def _running(mark: Path) -> bool:
    lock = os.open(mark, os.O_RDWR)
    try:
        if fcntl is not None:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return False
    except BlockingIOError:
        pass
    finally:
        os.close(lock)
    return True


def _files(cache: Path, *, unfinished: bool = False) -> Iterator[_File]:
    """The files of all parts of the cache, with the unfinished ones or without."""
    for part in _PARTS:
        with suppress(OSError), os.scandir(cache / part) as entries:
            for entry in entries:
                if _OURS.fullmatch(entry.name) and (unfinished or not entry.name.endswith(_UNFINISHED)):
                    with suppress(OSError):  # it has just gone
                        if entry.is_file():
                            yield _looked_at(Path(entry.path))


def _looked_at(path: Path) -> _File:
    found = path.stat()
    return _File(max(found.st_atime_ns, found.st_mtime_ns), found.st_size, path)

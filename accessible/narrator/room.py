"""The room that the cache takes: how much it is, and how it is kept below a limit.

The files that were used last stay. When a file was used is its time of access, which we set ourselves: file systems
often do not. What a build has used since it began stays as long as that build runs: every build leaves a file in the
cache, locked while it works, whose time is that of its beginning. A build that was killed has lost its lock; its
unfinished files go.
"""

from __future__ import annotations

import os
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
_UNFINISHED = ".part"


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
    lock, mark = -1, cache / _BUILDS / f"{os.getpid()}-{time.monotonic_ns()}"
    with suppress(OSError):  # a cache that cannot be written: whoever needs it says so
        mark.parent.mkdir(parents=True, exist_ok=True)
        fresh = mark.with_name(f".{mark.name}")
        lock = os.open(fresh, os.O_RDWR | os.O_CREAT, 0o666)
        if fcntl is not None:
            fcntl.flock(lock, fcntl.LOCK_EX)
        fresh.rename(mark)
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
        for mark in (cache / _BUILDS).glob("[!.]*"):
            with suppress(OSError):
                if _running(mark):
                    began = min(began, mark.stat().st_mtime_ns)
                else:
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
    for folder, folders, names in os.walk(cache):
        if Path(folder) == cache:
            folders[:] = [name for name in folders if name != _BUILDS]
        for name in names:
            if unfinished or not name.endswith(_UNFINISHED):
                path = Path(folder, name)
                with suppress(OSError):
                    yield _looked_at(path)


def _looked_at(path: Path) -> _File:
    found = path.stat()
    return _File(max(found.st_atime_ns, found.st_mtime_ns), found.st_size, path)

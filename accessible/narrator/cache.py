"""The cache: what has been spoken once need not be spoken again. Where it is, and how a file gets into it.

Every file is named by what decides its content, so it can never be stale: several builds may share a cache, any of its
files may be deleted at any time, and a build that was broken off goes on where it stopped. A file appears whole or not
at all and is checked when it is read; one that is damaged is not used and gets written again. Nothing is forced to the
disk: after a power cut the checksum tells.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

from accessible.errors import OutputError
from accessible.narrator.room import used


def cache_folder() -> Path:
    """The folder named by ``ACCESSIBLE_CACHE``, else the user's cache folder for this program."""
    if named := os.environ.get("ACCESSIBLE_CACHE"):
        return Path(named)
    import platformdirs

    return platformdirs.user_cache_path("accessible", appauthor=False)


def prepare(folder: Path) -> Path:
    """Make a folder of the cache, where it is missing. Raises `OutputError` when it cannot be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not os.access(folder, os.W_OK | os.X_OK):
            raise PermissionError(13, "Permission denied")
    except OSError as error:
        raise OutputError(
            f"the cache cannot be written: {error.strerror}",
            where=str(folder),
            hint="set ACCESSIBLE_CACHE to a folder that can be written",
        ) from error
    return folder


def blocked(folder: Path, reason: str) -> OutputError:
    """The error for a file of the cache that cannot be written."""
    hint = "make room, or set ACCESSIBLE_CACHE to another folder"
    return OutputError(f"the audio cannot be written: {reason}", where=str(folder), hint=hint)


@contextlib.contextmanager
def unfinished(folder: Path, name: str) -> Iterator[Path]:
    """A path in the folder to write to before the file gets its name; what is left there in the end is removed."""
    path = folder / f".{name}.{os.getpid()}.{threading.get_ident()}.part"
    with contextlib.suppress(OSError):  # somebody has deleted the cache; whoever writes to the path says what is wrong
        folder.mkdir(parents=True, exist_ok=True)
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)


def put(finished: Path, path: Path) -> None:
    """Give a finished file its name. A folder that stands there is no entry, and goes. Raises `OSError`."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    finished.replace(path)


def keep(path: Path, data: bytes) -> None:
    """Write a file that `kept` reads: a line with its checksum, and the data. Raises `OSError`."""
    with unfinished(path.parent, path.name) as draft:
        draft.write_bytes(_checksum(path.name, data) + b"\n" + data)
        put(draft, path)


def kept(path: Path) -> bytes | None:
    """The data of a file that `keep` wrote; None when there is none, or it is not what was written."""
    try:
        if not path.is_file():  # what is no file may keep whoever reads it waiting
            return None
        checksum, _, data = path.read_bytes().partition(b"\n")
    except OSError:
        return None
    if checksum != _checksum(path.name, data):
        return None
    used(path)
    return data


def _checksum(name: str, data: bytes) -> bytes:
    """The name is in it: a file that was given another name is none."""
    checksum = hashlib.sha256(name.encode())
    checksum.update(data)
    return checksum.hexdigest().encode()


def sha256(path: Path) -> str:
    """The checksum of a file, in hexadecimal digits. Raises `OSError`."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

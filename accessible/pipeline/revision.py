"""Which program this is: one mark for its code and word lists, the libraries beside it, and the Python that runs them.

What is kept of a build (see `states`, `finished`) holds only for the program that made it. A version number would not
tell, for it stays the same while somebody edits a rule in a checkout; so the mark is made of what is in the files of
the package, and of the names of the folders that pip leaves for each library (`sentencex-1.0.32.dist-info`). Neither
times nor paths are in it: the same program has the same mark wherever it is installed.

What runs here is what was on the disk when it was imported. A file that has changed since then, in a session that goes
on for hours, is not what runs; then there is no mark, and nothing is kept or taken up again.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import accessible

PACKAGE = Path(accessible.__file__).parent
#: Nanoseconds that a file has to be older than the import of it: FAT counts its times in steps of two seconds.
_MARGIN = 2_000_000_000
_INSTALLED = (".dist-info", ".egg-info")


class _File(NamedTuple):
    """Its name under the package, and what is different after every write: its size, and when it was changed (ns)."""

    name: str
    size: int
    changed: int


def revision(
    package: Path = PACKAGE, *, libraries: Sequence[str] | None = None, since: int = accessible.IMPORTED
) -> str:
    """The mark of this program (hexadecimal), or "" when nobody can say what runs.

    ``package`` is its folder, ``libraries`` are the folders that libraries are installed in (`sys.path` when None), and
    ``since`` is when the first module of the package was imported (ns since 1970). Contents are read once; later calls
    see to it that no file has changed.
    """
    try:
        files = tuple(sorted(_files(package)))
        installed = tuple(sorted(_installed(sys.path if libraries is None else libraries)))
        if not files or any(file.changed > since - _MARGIN for file in (*files, *installed)):
            return ""
        return _mark(package, files, tuple(dict.fromkeys(file.name for file in installed)))
    except OSError:  # a file that goes away meanwhile, or a package that is no folder but an archive
        return ""


def _files(folder: Path | str, above: str = "") -> Iterator[_File]:
    """All files of a package but those that Python writes itself."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if not entry.is_dir():
                found = entry.stat()
                yield _File(above + entry.name, found.st_size, max(found.st_mtime_ns, found.st_ctime_ns))
            elif entry.name != "__pycache__":
                yield from _files(entry.path, f"{above}{entry.name}/")


def _installed(folders: Sequence[str]) -> Iterator[_File]:
    for folder in folders:
        if Path(folder).is_dir():
            with os.scandir(folder or ".") as entries:
                for entry in entries:
                    if entry.name.endswith(_INSTALLED):
                        yield _File(entry.name, 0, max(entry.stat().st_mtime_ns, entry.stat().st_ctime_ns))


@lru_cache(maxsize=1)
def _mark(package: Path, files: tuple[_File, ...], libraries: tuple[str, ...]) -> str:
    mark = hashlib.sha256("\0".join((sys.version, sys.platform, *libraries, "")).encode())
    for file in files:
        content = (package / file.name).read_bytes()
        mark.update(f"{file.name}\0{len(content)}\0".encode(errors="surrogateescape"))
        mark.update(content)
    return mark.hexdigest()

"""Writing a file so that nobody ever sees half of it.

The new file grows under a hidden name in the same folder, is forced to the disk, and takes the name over in one step;
until then the old one stays. When anything fails the unfinished file goes, and the error is an `OutputError` with a
hint, never a traceback. Every room that writes may use it.
"""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from accessible.errors import OutputError

_HINTS = {
    errno.ENOSPC: "make room on the disk and build again; the file that was there before is untouched",
    errno.EDQUOT: "make room in your quota and build again; the file that was there before is untouched",
    errno.EFBIG: "the file system or a limit does not allow a file of this size",
    errno.EACCES: "choose a folder that you may write to",
    errno.EPERM: "choose a folder that you may write to",
    errno.EROFS: "choose a folder that you may write to",
    errno.ENOTDIR: "choose a folder; something in the path is a file",
    errno.EEXIST: "choose a folder; something in the path is a file",
}


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A binary file open for writing that becomes ``path`` when the block ends well, and vanishes when it does not.

    The folder is made when it is missing. Raises `OutputError` for whatever the operating system refuses.
    """
    unfinished = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with unfinished.open("wb") as file:
            yield file
        named(unfinished, path)
    except OSError as error:
        raise refusal(error, path) from error
    finally:
        with contextlib.suppress(OSError):
            unfinished.unlink(missing_ok=True)


def named(finished: Path, path: Path) -> None:
    """Force a finished file to the disk and give it its name in one step; both names are on one file system."""
    with finished.open("rb") as file:
        os.fsync(file.fileno())
    finished.replace(path)
    with contextlib.suppress(OSError):  # the new name too, where the operating system can do that for a folder
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def refusal(error: OSError, path: Path) -> OutputError:
    """What the operating system said, as an error with its place and a hint."""
    what = f"the output cannot be written: {error.strerror or error}"
    return OutputError(what, where=str(path), hint=_HINTS.get(error.errno or 0, ""))

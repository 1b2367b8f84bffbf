"""Writing a file so that nobody ever sees half of it.

The new file grows under a hidden name in the same folder, is forced to the disk, and takes the name over in one step;
until then the old one stays. When anything fails the unfinished file goes, and the error is an `OutputError` with a
hint, never a traceback.
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
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        what = f"the file cannot be written: {error.strerror or error}"
        raise OutputError(what, where=str(path), hint=_HINTS.get(error.errno or 0, "")) from error
    finally:
        with contextlib.suppress(OSError):
            unfinished.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """Force the new name to the disk, where the operating system can do that for a folder."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

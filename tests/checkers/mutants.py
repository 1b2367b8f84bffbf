"""Broken copies of good books."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

Change = tuple[bytes, bytes] | Callable[[bytes], bytes] | None


def mutant(book: Path, path: Path, changes: Mapping[str, Change]) -> Path:
    """A copy of a book with other members: bytes replaced (they must be there), made anew, or left out (None)."""
    with zipfile.ZipFile(book) as old, zipfile.ZipFile(path, "w") as new:
        assert changes.keys() <= set(old.namelist())
        for entry in old.infolist():
            data = old.read(entry)
            change = changes.get(entry.filename, (b"", b""))
            if change is None:
                continue
            if callable(change):
                data = change(data)
            else:
                before, after = change
                assert before in data
                data = data.replace(before, after) if before else data
            new.writestr(entry, data)
    return path

"""From what somebody names to a `Source`: a file, an address, standard input, or several files that are one book."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec.structs import replace

from accessible.config import Config
from accessible.errors import SourceError, UsageError
from accessible.model.message import Message
from accessible.model.source import SEVERAL, STDIN, Named, Source, Work, listed
from accessible.pipeline.folders import Found, files_of


def open_source(work: Work, *, config: Config, outputs: Sequence[Path] = ()) -> Source:
    """What is named, as a source: a file, what standard input gives for `STDIN`; of several, or with
    ``config.one_book``, one source that has them as parts. What lies in a folder is none where it is one of the
    ``outputs``. Raises `SourceError`, naming the one that is wrong."""
    if isinstance(work, tuple) or config.one_book:
        return _together(listed(work), config, outputs)
    return _alone(work, config)


def _alone(name: Named, config: Config) -> Source:
    from accessible import readers

    if name == STDIN:
        return readers.as_source("standard input", read_stdin(), form=config.source_format)
    if isinstance(name, str):
        form, pictures = config.source_format, not config.no_images
        return readers.fetch_source(name, allow_local=config.allow_local, pictures=pictures, form=form)
    return readers.open_source(name, form=config.source_format)


def read_stdin() -> bytes:
    """What standard input gives. Raises `SourceError` when that is more than is read of any source."""
    from accessible import readers

    return readers.limited(sys.stdin.buffer, where="standard input") if sys.stdin else b""


def spread(names: Sequence[Named], *, config: Config) -> tuple[list[Named], tuple[Message, ...]]:
    """The sources of a batch: what is named, and in the place of each folder its files; and what was passed over. What
    is named twice is built once. Of several a folder without any stays, and is refused when it is built.

    Raises `SourceError` for a folder without any that is alone.
    """
    found: list[Named] = []
    messages: list[Message] = []
    for name in names:
        if isinstance(name, Path) and name != STDIN and name.is_dir():
            try:
                inside = _inside(name, config)
            except SourceError:
                if len(names) == 1:
                    raise
                found.append(name)
                continue
            found += inside.files
            messages += inside.messages
        else:
            found.append(name)
    return _once(found), tuple(messages)


def _once(names: Sequence[Named]) -> list[Named]:
    seen: dict[str, Named] = {}
    for name in names:
        file = isinstance(name, Path) and name != STDIN
        seen.setdefault(os.path.normpath(Path(name).absolute()) if file else str(name), name)
    return list(seen.values())


def _together(names: Sequence[Named], config: Config, outputs: Sequence[Path]) -> Source:
    """Several files, or the files of folders, as one source."""
    from accessible import readers

    parts: list[Source] = []
    messages: list[Message] = []
    for name, path in _parts(names, config, outputs, messages):
        part = _alone(path, config)
        parts.append(replace(part, name=readers.shown(name)) if name else part)
    folder = names[0] if len(names) == 1 and isinstance(names[0], Path) and names[0].is_dir() else None
    if folder is not None:
        called = readers.shown(folder.resolve().name)
    else:
        called = parts[0].name if len(parts) == 1 else f"{parts[0].name} and {len(parts) - 1} more"
    files = _places(parts)
    return Source(called, SEVERAL, b"", str(folder or ""), parts=tuple(parts), messages=tuple(messages), files=files)


def _places(parts: Sequence[Source]) -> tuple[str, ...]:
    """Where each part is: its address, or its path from the folder that all lie in ("" where it is nowhere)."""
    folders = {part.folder: str(Path(part.folder).absolute()) for part in parts if part.folder}
    try:
        common = os.path.commonpath(folders.values()) if folders else ""
    except ValueError:  # on several drives
        common = ""

    def place(part: Source) -> str:
        if part.address or not part.folder or not common:
            return part.address
        return Path(os.path.relpath(folders[part.folder], common), Path(part.name).name).as_posix()

    return tuple(map(place, parts))


def _parts(
    names: Sequence[Named], config: Config, outputs: Sequence[Path], messages: list[Message]
) -> Iterator[tuple[str, Named]]:
    """Each file, with its name as it is seen from its folder ("" for one that is named by itself)."""
    if len(seen := [name for name in names if name == STDIN]) > 1:
        raise UsageError("standard input can be read once", where=str(seen[0]))
    for name in names:
        if isinstance(name, Path) and name != STDIN and name.is_dir():
            inside = _inside(name, config, outputs)
            messages += inside.messages
            for file in inside.files:
                yield file.relative_to(name).as_posix(), file
        else:
            yield "", name


def _inside(folder: Path, config: Config, outputs: Sequence[Path] = ()) -> Found:
    from accessible import readers

    if (folder / "META-INF" / "container.xml").exists():
        what = "the source is a folder with an unpacked EPUB in it"
        raise SourceError(what, where=str(folder), hint="an EPUB is one file: name that")
    found = files_of(folder, supported=readers.is_supported, without=[Path(config.output_dir), *outputs])
    if not found.files:
        what = "the folder holds no file of a format that is supported"
        raise SourceError(what, where=str(folder), hint=f"supported: {readers.SUPPORTED}")
    return found


def stem_of(source: Source) -> str:
    """What the output of a source is called after: its name without a suffix; of a folder, its whole name."""
    if source.parts and source.folder:
        return source.name
    return Path((source.parts or (source,))[0].name).stem


def checksum(source: Source) -> str:
    """The SHA-256 of what was read, in hexadecimal digits; of several files, of theirs in their order."""
    if not source.parts:
        return hashlib.sha256(source.data).hexdigest()
    return hashlib.sha256("".join(map(checksum, source.parts)).encode()).hexdigest()


def paths_of(work: Work) -> Iterator[Path]:
    """The files and folders that are named."""
    return (name for name in listed(work) if isinstance(name, Path))

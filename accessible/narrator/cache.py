"""The cache: what has been spoken once need not be spoken again.

An entry is named by its content: a hash of everything that decides how a section sounds. So it can never be stale,
two builds may share it, and a build that was broken off goes on where it stopped. It is an audio file and beside it
its timeline with the audio's checksum; both appear whole or not at all, and are checked when they are read. An entry
that is damaged is not used and gets written again.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import msgspec
from msgspec import Struct

from accessible.errors import OutputError
from accessible.model.message import Message
from accessible.model.narration import Track
from accessible.model.script import Part, Skip

#: To be raised whenever the same engine, codec and script would give other samples, clips or marks than before.
_REVISION = 2


class Recording(Struct, frozen=True, omit_defaults=True):
    """A section that has been spoken: its track (None when nothing in it has a sound), and what was left out of it."""

    track: Track | None
    skips: tuple[Skip, ...] = ()
    messages: tuple[Message, ...] = ()


class _Entry(Struct, frozen=True):
    sha256: str
    recording: Recording


def cache_folder() -> Path:
    """The folder named by ``ACCESSIBLE_CACHE``, else the user's cache folder for this program."""
    if named := os.environ.get("ACCESSIBLE_CACHE"):
        return Path(named)
    import platformdirs

    return platformdirs.user_cache_path("accessible", appauthor=False)


def prepare(folder: Path) -> Path:
    """Make the folder for recordings inside the cache folder. Raises `OutputError` when it cannot be written."""
    recordings = folder / "recordings"
    try:
        recordings.mkdir(parents=True, exist_ok=True)
        if not os.access(recordings, os.W_OK | os.X_OK):
            raise PermissionError(13, "Permission denied")
    except OSError as error:
        raise OutputError(
            f"the cache cannot be written: {error.strerror}",
            where=str(recordings),
            hint="set ACCESSIBLE_CACHE to a folder that can be written",
        ) from error
    return recordings


def key(part: Part, *, engine: str, codec: str) -> str:
    """The name of a part's entry, for the identities of the engine and of the codec."""
    # Not the title and the skips: they are not heard.
    return hashlib.sha256(msgspec.json.encode([_REVISION, engine, codec, part.id, part.utterances])).hexdigest()


@contextlib.contextmanager
def unfinished(recordings: Path, name: str) -> Iterator[Path]:
    """A path in the same folder to write to before `publish`; what is left there in the end is removed."""
    path = recordings / f".{name}.{os.getpid()}.{threading.get_ident()}.part"
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)


def load(recordings: Path, name: str) -> Recording | None:
    """The entry of that name; None when there is none, or it is not what was written."""
    audio, timeline = _paths(recordings, name)
    try:
        entry = msgspec.json.decode(timeline.read_bytes(), type=_Entry)
        if entry.sha256 != _sha256(audio):
            return None
    except (OSError, msgspec.DecodeError):
        return None
    return _located(entry.recording, audio)


def publish(recordings: Path, name: str, recording: Recording, *, audio: Path) -> Recording:
    """Make an entry of a finished audio file, which is moved, and its recording. Returns it with the path set."""
    target, timeline = _paths(recordings, name)
    data = msgspec.json.encode(_Entry(_sha256(audio), recording))
    # Not forced to the disk: after a power cut the checksum tells, and the section is spoken again.
    with unfinished(recordings, f"{name}.json") as draft:
        draft.write_bytes(data)
        audio.replace(target)
        draft.replace(timeline)
    return _located(recording, target)


def _paths(recordings: Path, name: str) -> tuple[Path, Path]:
    return recordings / f"{name}.mp3", recordings / f"{name}.json"


def _located(recording: Recording, audio: Path) -> Recording:
    """The path is not stored: a cache may be moved."""
    assert recording.track
    return msgspec.structs.replace(recording, track=msgspec.structs.replace(recording.track, path=str(audio)))


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

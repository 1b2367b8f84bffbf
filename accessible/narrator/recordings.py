"""The recordings in the cache: a section's timeline, and its sound in every form that was asked for so far.

An entry is named by a hash of everything that decides how the section sounds. It holds the timeline, a checksum of the
samples, and the names of the files of sound, which are their own checksums: so a file never changes, a form that is
asked for later joins the others, and nobody can be given the timeline of one speaking with the sound of another.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

import msgspec
from msgspec import Struct

from accessible.audio import FORMS
from accessible.model.message import Message
from accessible.model.narration import Track
from accessible.model.script import Part, Skip
from accessible.narrator.cache import keep, kept, put, sha256
from accessible.narrator.room import used

#: To be raised whenever the same engine and script would give other samples, clips or marks than before.
_REVISION = 3


class Recording(Struct, frozen=True, omit_defaults=True):
    """A section that has been spoken: its track (None when nothing in it has a sound), and what was left out of it."""

    track: Track | None
    skips: tuple[Skip, ...] = ()
    messages: tuple[Message, ...] = ()


class Held(Struct, frozen=True):
    """A recording that is in the cache: the checksum of its samples, and files of its sound by their forms."""

    recording: Recording
    sound: str
    files: dict[str, Path]


class _Entry(Struct, frozen=True):
    recording: Recording
    sound: str
    files: dict[str, str]  # names, by codec


def key(part: Part, *, engine: str) -> str:
    """The name of a part's entry, for the identity of the engine and of everything else that changes its sound."""
    # Not the title and the skips: they are not heard.
    return hashlib.sha256(msgspec.json.encode([_REVISION, engine, part.id, part.utterances])).hexdigest()


def codec(form: str, kilobits: int) -> str:
    """What decides how samples become bytes: a form of `FORMS`, the bit rate in kbit/s (0: the form's own), and what
    encodes it."""
    from importlib.metadata import version

    maker = "lameenc" if form == "mp3" else "av"
    lossy = f" {kilobits or FORMS[form].kilobits} kbit/s" if FORMS[form].kilobits else ""
    return f"{form}{lossy}, {maker} {version(maker)}"


def load(folder: Path, name: str, codecs: Mapping[str, str]) -> Held | None:
    """The entry of that name with those of its files that are wanted (by form: its `codec`), there and undamaged.

    None when there is no entry, or it is not what was written.
    """
    entry = _entry(folder, name)
    if entry is None:
        return None
    wanted = {form: entry.files[codec] for form, codec in codecs.items() if codec in entry.files}
    files = {form: folder / file for form, file in wanted.items() if _intact(folder / file)}
    return Held(entry.recording, entry.sound, files)


def publish(
    folder: Path, name: str, recording: Recording, *, sound: str, files: Mapping[str, Path], codecs: Mapping[str, str]
) -> Held:
    """Put finished files (by form), which are moved, into the entry of that name, beside those of the same sound that
    it has already; ``sound`` is the checksum of the samples. Raises `OSError`.
    """
    moved = {form: folder / f"{sha256(path)}.{FORMS[form].suffix}" for form, path in files.items()}
    for form, path in files.items():
        put(path, moved[form])
    named = {codecs[form]: path.name for form, path in moved.items()}
    before = _entry(folder, name)
    if before and before.sound == sound:
        recording, named = before.recording, before.files | named
    keep(folder / f"{name}.json", msgspec.json.encode(_Entry(recording, sound, named)))
    return Held(recording, sound, moved)


def _entry(folder: Path, name: str) -> _Entry | None:
    data = kept(folder / f"{name}.json")
    try:
        return msgspec.json.decode(data, type=_Entry) if data is not None else None
    except msgspec.DecodeError:
        return None


def _intact(path: Path) -> bool:
    try:
        intact = path.is_file() and sha256(path) == path.stem
    except OSError:
        return False
    used(path)
    return intact

"""Books that are finished: what has been built and still stands there as it was is not built again.

A build that ends well notes what it has written: the name of each file and its checksum, taken when these very bytes
had passed our checks. Builds are reproducible; so when nothing that decides a book has changed since (see `deciding`),
another build would write these bytes once more. If they are all there, that is found out in a tenth of the time that
it takes to write and check them. A file that is missing or was changed, and anything else that is not quite so, leads
to a build.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from accessible.model.message import Message
from accessible.model.narration import Narration
from accessible.model.script import Script
from accessible.narrator import open_engine
from accessible.output import interrupted
from accessible.pipeline.states import load

#: What the narrator may say of a narration that will be the same another day. Everything else is an accident: something
#: that was only spoken in pieces, or not at all, or not measured.
_NO_ACCIDENT = frozenset({"N001"})


class Finished(Struct, frozen=True):
    """What a build wrote and said: files (paths inside its folder) with their SHA-256, and every message.

    ``voices`` are those that are heard, with what the engine gives as their fingerprints.
    """

    files: tuple[tuple[str, str], ...]
    voices: dict[str, str]
    messages: tuple[Message, ...]


def wrote(file: Path, name: str) -> bool:
    """Whether a file holds, byte for byte, what is noted under that name of one with its suffix."""
    try:
        found = load(Finished, name) if file.is_file() else None
        return found is not None and _sha256(file) in _marks(found, file)
    except OSError:
        return False


def standing(folder: Path, name: str, *, engine: str, outputs: Sequence[Path] = ()) -> Finished | None:
    """What was built into a folder, or into ``outputs``, and is noted under that name, when every byte of it is there;
    else None.

    ``engine`` would speak ("": nothing is spoken). None as well while another build works on the folder, or when a
    broken one has left its work there, which is for the next build to take away.
    """
    found = load(Finished, name)
    if found is None or interrupted(folder):
        return None
    if found.voices:
        speaker = open_engine(engine)
        voices = found.voices.items()
        if not all(speaker.has_voice(voice) and speaker.fingerprint(voice) == mark for voice, mark in voices):
            return None
    if outputs:
        return found if all(wrote(file, name) for file in outputs) else None
    try:
        return found if all(_sha256(folder / file) == mark for file, mark in found.files) else None
    except OSError:
        return None


def finished(
    folder: Path,
    files: Sequence[str],
    *,
    script: Script | None,
    narration: Narration | None,
    engine: str,
    messages: tuple[Message, ...],
) -> Finished | None:
    """What is to be noted of files in a folder that have been checked; None when there was an accident with their
    narration. ``messages`` are all of the build; a book without audio has no script and no narration."""
    if narration and any(message.code not in _NO_ACCIDENT for message in narration.messages):
        return None
    parts = script.parts if script else ()
    voices = sorted({utterance.voice for part in parts for utterance in part.utterances})
    return Finished(
        files=tuple((file, _sha256(folder / file)) for file in files),
        voices={voice: open_engine(engine).fingerprint(voice) for voice in voices},
        messages=messages,
    )


def _marks(found: Finished, file: Path) -> set[str]:
    return {mark for name, mark in found.files if Path(name).suffix == file.suffix.lower()}


def _sha256(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()

"""What a slow engine said, utterance by utterance: so that an edited sentence costs its sentence.

An engine that takes as long to speak as to listen is worth more than a file for each section. What such an engine makes
of an utterance depends on that utterance alone (`Engine.slow` asks for it), so it is kept by itself: as FLAC, which
loses nothing and takes half the room, with the marks in front.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from accessible.audio import decode, write_sound
from accessible.errors import SourceError
from accessible.model.narration import Mark
from accessible.model.script import Utterance
from accessible.narrator.cache import keep, kept
from accessible.narrator.speech import Speech

#: To be raised whenever an engine would be given other text than before for the same utterance.
_REVISION = 1


class _Entry(Struct, frozen=True):
    rate: int
    marks: tuple[Mark, ...]
    flac: bytes  # "" for no sound at all


class Memory:
    """What was said so far, in a folder; ``marks`` are what decides how each voice sounds (engine, version, model)."""

    def __init__(self, folder: Path, marks: Mapping[str, str]) -> None:
        self._folder = folder
        self._marks = marks

    def find(self, utterance: Utterance) -> Speech | None:
        """What was said of this utterance; None when that is not there, or damaged."""
        data = kept(self._path(utterance))
        if data is None:
            return None
        try:
            entry = msgspec.msgpack.decode(data, type=_Entry)
            pcm = decode(entry.flac)[0] if entry.flac else b""
        except (msgspec.DecodeError, SourceError):
            return None
        return Speech(pcm=pcm, rate=entry.rate, marks=entry.marks)

    def keep(self, utterance: Utterance, speech: Speech) -> None:
        """Remember what was said. Raises `OSError` when it cannot be written."""
        file = io.BytesIO()
        if speech.pcm:
            write_sound(file, [speech.pcm], rate=speech.rate, form="flac")
        entry = _Entry(speech.rate, speech.marks, file.getvalue())
        keep(self._path(utterance), msgspec.msgpack.encode(entry))

    def _path(self, utterance: Utterance) -> Path:
        """Everything that the engine is given decides the name, and nothing else: not where the sentence stands."""
        given = replace(utterance, id="", written="", pause_before=0, pause_after=0, turns=())
        name = hashlib.sha256(msgspec.json.encode([_REVISION, self._marks[utterance.voice], given])).hexdigest()
        return self._folder / f"{name}.speech"

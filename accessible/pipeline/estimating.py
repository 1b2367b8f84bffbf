"""What a build would give, told before it is built."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from accessible.config import Config
from accessible.pipeline.stages import document_of, open_source, script_of, script_of_book


class Estimate(Struct, frozen=True):
    """What a build would give: sections, words spoken, seconds and bytes of audio."""

    sections: int
    words: int
    seconds: int
    audio_bytes: int


def estimate(path: Path, *, config: Config) -> Estimate:
    """What `build` would make of a file, from its script alone: nothing is spoken, nothing written.

    Seconds come from the cast's words a minute and pauses; an engine differs from them by about a tenth.
    """
    from accessible.audio import BIT_RATE

    document = document_of(open_source(path), config=config)
    if "epub" in config.to:
        _, script = script_of_book(document, config=config)
    else:
        script = script_of(document, config=config)
    utterances = [utterance for part in script.parts for utterance in part.utterances]
    spoken = sum(60 * len(utterance.text.split()) / utterance.prosody.rate for utterance in utterances)
    silent = sum(utterance.pause_before + utterance.pause_after for utterance in utterances) / 1000
    seconds = round(spoken + silent)
    return Estimate(
        sections=len(document.sections),
        words=sum(len(utterance.text.split()) for utterance in utterances),
        seconds=seconds,
        audio_bytes=seconds * (config.bitrate or BIT_RATE) * 1000 // 8,
    )

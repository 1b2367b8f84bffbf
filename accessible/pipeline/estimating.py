"""What a build would give, told before it is built."""

from __future__ import annotations

from msgspec import Struct

from accessible.config import Config
from accessible.model.document import written
from accessible.model.source import Work
from accessible.pipeline.opening import open_source
from accessible.pipeline.stages import document_of, script_of, script_of_book


class Estimate(Struct, frozen=True):
    """What a build would give: sections, words spoken, seconds and bytes of audio."""

    sections: int
    words: int
    seconds: int
    audio_bytes: int


def estimate(work: Work, *, config: Config) -> Estimate:
    """What `build` would make of a file, from its script alone: nothing is spoken, nothing written.

    Seconds come from the cast's words a minute and pauses; an engine differs from them by about a tenth.
    """
    from accessible.audio import FORMS

    document = document_of(open_source(work, config=config), config=config)
    if config.no_audio:
        texts = [prose.text for section in document.sections for _, prose in written(section.blocks)]
        return Estimate(len(document.sections), sum(len(text.split()) for text in texts), 0, 0)
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
        audio_bytes=seconds * (config.bitrate or FORMS[config.epub_audio].kilobits) * 1000 // 8,
    )

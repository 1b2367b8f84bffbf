"""A voice to hear: a text or a section as a WAV file, and nothing else of a build."""

from __future__ import annotations

import io
import wave
from pathlib import Path

from msgspec.structs import replace

from accessible.config import Config
from accessible.errors import NarrationError, UsageError
from accessible.files import replacing
from accessible.output import claim_file
from accessible.pipeline.stages import document_of, narration_of, open_source, script_of


def speak(text: bytes, *, source: Path | None, section: int, config: Config) -> bytes:
    """A text, or a section of a source (counted from 1), as a WAV file: through the same script and engine as a book.

    Raises `UsageError` when there is nothing to say, no such section, or both a text and a source; and what the
    stages raise.
    """
    from accessible.audio import decode
    from accessible.readers import as_source

    if source is not None:
        if text:
            raise UsageError("there is a text and a source to say", hint="give one of them")
        document = document_of(open_source(source), config=config)
        if not 1 <= section <= len(document.sections):
            hint = f"sections: 1 to {len(document.sections)}"
            raise UsageError(f"there is no section {section}", where=str(source), hint=hint)
        script = script_of(document, config=config)
        script = replace(script, parts=script.parts[section - 1 : section])
    else:
        if not text.strip():
            raise UsageError("there is nothing to say", hint="accessible speak TEXT, or --source FILE --section N")
        document = document_of(as_source("the text", text), config=replace(config, keep_boilerplate=True))
        script = script_of(document, config=config)
    narration = narration_of(script, config=config)
    if not narration.tracks:
        raise NarrationError("there is nothing to say in it")
    out = io.BytesIO()
    with wave.open(out, "wb") as wav:
        wav.setnchannels(1)
        wav.setsampwidth(2)
        for number, track in enumerate(narration.tracks):
            pcm, rate = decode(Path(track.path))
            if not number:
                wav.setframerate(rate)  # one script, one engine, one rate
            wav.writeframes(pcm)
    return out.getvalue()


def save(content: bytes, file: Path, *, force: bool) -> None:
    """Write a file that did not exist, or any with ``force``; whole or not at all. Raises `OutputError`."""
    claim_file(file, "", force=force)
    with replacing(file) as target:
        target.write(content)

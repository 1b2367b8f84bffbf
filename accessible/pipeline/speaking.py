"""A voice to hear: a text or a section as a WAV file, and nothing else of a build."""

from __future__ import annotations

import io
import os
import wave
from itertools import chain, count
from pathlib import Path

from msgspec.structs import replace

from accessible.config import Config
from accessible.errors import NarrationError, UsageError
from accessible.files import replacing
from accessible.model.narration import Narration
from accessible.model.source import Named
from accessible.output import claim_file
from accessible.pipeline.opening import open_source
from accessible.pipeline.stages import document_of, engine_of, narration_of, script_of

#: What a file is called that nobody has named; where there is one already, the next has a number.
_UNNAMED = "spoken"
#: What a few words are taken for whose language, as it was guessed, nobody here speaks.
_USUAL = "en"


def speak(text: bytes, *, source: Named | None, section: int | None, config: Config) -> bytes:
    """A text, or a section of a source (counted from 1), as a WAV file: through the same script and engine as a book.

    Raises `UsageError` when there is nothing to say, no such section, or both a text and a source; and what the
    stages raise.
    """
    from accessible.narrator import cache_folder
    from accessible.narrator.room import at_work
    from accessible.readers import as_source

    if section is not None and source is None:
        raise UsageError("a section of nothing cannot be said", where="--section", hint="name its source with --source")
    section = section or 1

    if source is not None:
        if text:
            raise UsageError("there is a text and a source to say", hint="give one of them")
        document = document_of(open_source(source, config=config), config=config)
        if not 1 <= section <= len(document.sections):
            hint = f"sections: 1 to {len(document.sections)}"
            raise UsageError(f"there is no section {section}", where=str(source), hint=hint)
        script = script_of(document, config=config)
        script = replace(script, parts=script.parts[section - 1 : section])
    else:
        if not text.strip():
            raise UsageError("there is nothing to say", hint="accessible speak TEXT, or --source FILE --section N")
        config = replace(config, keep_boilerplate=True)
        document = document_of(as_source("the text", text, form=config.source_format), config=config)
        if not config.language and not _is_spoken(document.metadata.language, config) and _is_spoken(_USUAL, config):
            config = replace(config, language=_USUAL)
            document = document_of(as_source("the text", text, form=config.source_format), config=config)
        script = script_of(document, config=config)
    with at_work(cache_folder()):
        return _wav(narration_of(script, config=config))


def _wav(narration: Narration) -> bytes:
    """All tracks one after the other. Raises `NarrationError` when there is none."""
    from accessible.audio import decode

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


def spoken_file(file: Path | None, *, force: bool) -> Path:
    """The file that what was spoken goes to: this one, or one in the working folder that is not there yet.

    Raises `UsageError` for a suffix that no form of sound has, `OutputError` for a file that exists, unless ``force``.
    """
    if file is None:
        numbered = (Path(f"{_UNNAMED}-{number}.wav") for number in count(2))
        return next(name for name in chain([Path(f"{_UNNAMED}.wav")], numbered) if not os.path.lexists(name))
    if _form(file) not in _forms():
        hint = f"a name ends in {', '.join(f'.{form}' for form in _forms())}"
        raise UsageError(f"there is no form of sound with the suffix {file.suffix!r}", where=str(file), hint=hint)
    claim_file(file, "", force=force)
    return file


def save(sound: bytes, file: Path, *, kilobits: int = 0) -> None:
    """Write a WAV file in the form that the suffix of the file names, at ``kilobits`` (0: the form's own bit rate);
    whole or not at all. Raises `OutputError`."""
    from accessible.audio import write_sound

    form = _form(file)
    with replacing(file) as target:
        if form == "wav":
            target.write(sound)
            return
        with wave.open(io.BytesIO(sound)) as samples:
            pcm = samples.readframes(samples.getnframes())
            write_sound(target, [pcm], rate=samples.getframerate(), form=form, kilobits=kilobits)


def _is_spoken(language: str, config: Config) -> bool:
    from accessible.narrator import open_engine

    return bool(config.voice or open_engine(engine_of(config)).default_voice(language))


def _form(file: Path) -> str:
    return file.suffix.lower().lstrip(".")


def _forms() -> tuple[str, ...]:
    from accessible.audio import FORMS

    return tuple(form for form in FORMS if form != "m4b")  # which is for books

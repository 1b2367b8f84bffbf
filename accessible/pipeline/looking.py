"""What the commands beside `build` show: a source half-way, an estimate, a voice, the machine."""

from __future__ import annotations

import io
import platform
import wave
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from accessible import plugins
from accessible.config import Config, language_tag
from accessible.errors import AccessibleError, NarrationError, UsageError, VoiceError
from accessible.files import replacing
from accessible.model.document import Document
from accessible.output import claim_file
from accessible.pipeline.stages import document_of, draft_of, narration_of, open_source, script_of, script_of_book

STAGES = ("draft", "document", "script", "narration")


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


def outline_of(path: Path, *, config: Config) -> Document:
    """The structured document of a file."""
    return document_of(open_source(path), config=config)


def stage_json(path: Path, stage: str, *, config: Config) -> str:
    """A source as it is after a stage (one of `STAGES`), as indented JSON. Raises `UsageError` for another name."""
    if stage not in STAGES:
        raise UsageError(f"there is no stage {stage!r}", where="--stage", hint=f"stages: {', '.join(STAGES)}")
    source = open_source(path)
    state: Any = (draft_of if stage == "draft" else document_of)(source, config=config)
    if stage in ("script", "narration"):
        state = script_of(state, config=config)
    if stage == "narration":
        narration = narration_of(state, config=config)
        # where the cache is on this machine is nobody's business
        state = replace(narration, tracks=tuple(replace(t, path=Path(t.path).name, files={}) for t in narration.tracks))
    return msgspec.json.format(msgspec.json.encode(state), indent=2).decode()


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


def voices(engine: str, language: str) -> list[dict[str, str]]:
    """The voices that can be used now: engine, id, languages, gender, name, licence (the last three where they are
    known); of one engine or language if said. An engine that cannot be used here is left out unless it was asked for
    by name."""
    from accessible.narrator import ENGINES, open_engine

    wanted = language_tag(language, where="--language").lower().split("-")[0]
    rows = []
    for name in [engine] if engine else dict.fromkeys((*ENGINES, *plugins.engines())):
        try:
            found = open_engine(plugins.engine(name, own=ENGINES)).voices()
        except AccessibleError:
            if engine:
                raise
            continue
        for voice in found:
            if wanted and not any(tag.split("-")[0] == wanted for tag in voice.languages):
                continue
            rows.append(
                {
                    "engine": name,
                    "id": voice.id,
                    "languages": ",".join(voice.languages),
                    "gender": voice.gender,
                    "name": voice.name,
                    "licence": voice.licence,
                }
            )
    if not rows:
        asked = f"--language {language}" if language else f"--engine {engine}"
        raise VoiceError("no voice was found", where=asked, hint="accessible voices lists all of them")
    return rows


def facts() -> dict[str, str]:
    """Versions, engines, codecs, checkers and folders of this machine."""
    from importlib.metadata import PackageNotFoundError, version

    from accessible.checkers import CHECKERS, missing
    from accessible.narrator import ENGINES, cache_folder, open_engine
    from accessible.narrator.room import size

    def installed(name: str) -> str:
        try:
            return version(name)
        except PackageNotFoundError:
            return "not installed"

    found = {
        "accessible": installed("accessible"),
        "Python": f"{platform.python_version()} ({platform.system()} {platform.machine()})",
    }
    engines = dict.fromkeys(ENGINES, "") | {
        name: f" ({origin})" for name, origin in plugins.engines().items() if name not in ENGINES
    }
    for name, origin in engines.items():
        try:
            engine = open_engine(plugins.engine(name, own=ENGINES))
            found[f"engine {name}"] = f"{engine.identity}, {len(engine.voices())} voices{origin}"
        except (AccessibleError, ImportError, OSError) as error:
            found[f"engine {name}"] = f"cannot be used{origin}: {error}"
    for name, origin in plugins.attributors().items():
        found[f"attributor {name}"] = origin
    for library in ("av", "lameenc", "EbookLib", "lxml", "sentencex", "py3langid"):
        found[library] = installed(library)
    for checker in CHECKERS:
        found[f"checker {checker}"] = missing(checker) or "can be used"
    cache = cache_folder()
    files, taken = size(cache)
    found["cache"] = f"{cache} ({files} files, {taken / 1e6:.1f} MB)"
    return found

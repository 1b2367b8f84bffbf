"""Joins the stages. The only module that knows them all, and the whole story of a build on one page.

Source → Draft → Document → Script → Narration → Publication → files, checked before they get their names.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from accessible.config import Config
from accessible.errors import AccessibleError, SourceError, UsageError
from accessible.ledger import ledger
from accessible.model.blocks import Boilerplate
from accessible.model.document import Document, leaves
from accessible.model.draft import Draft
from accessible.model.message import Message, severity
from accessible.model.narration import Narration, milliseconds
from accessible.model.script import Script
from accessible.model.source import Source
from accessible.output import REPORT, claim, claim_file, deliver, publish, workshop
from accessible.readers import open_source, read
from accessible.structurer import structure

Progress = Callable[[int, int, str], None]

#: What `--to` and the suffix of `--output` can name.
FORMATS = ("epub", "mp3")


class Built(Struct, frozen=True):
    """What a build wrote, in reading order, and every message on the way."""

    paths: tuple[Path, ...]
    messages: tuple[Message, ...]


class Estimate(Struct, frozen=True):
    """What a build would give: seconds of audio, and bytes of audio and of text."""

    title: str
    sections: int
    words: int
    seconds: int
    audio_bytes: int


def draft_of(source: Source, *, config: Config) -> Draft:
    """Read a source; what the options say of the work goes before what the source says of itself."""
    draft = read(source)
    metadata = draft.metadata
    said = {
        name: value
        for name, value in (("title", config.title), ("creators", config.author), ("language", config.language))
        if value
    }
    return replace(draft, metadata=replace(metadata, **said)) if said else draft


def document_of(source: Source, *, config: Config) -> Document:
    """Read and structure a source. Raises `SourceError` when nothing readable is left of it."""
    document = structure(draft_of(source, config=config), keep_boilerplate=config.keep_boilerplate)
    if not _has_text(document):
        raise SourceError(
            "nothing but page furniture was found", where=source.name, hint="--keep-boilerplate keeps it as text"
        )
    return document


def script_of(document: Document, *, config: Config) -> Script:
    """Cast a document: who says what, in which voice, with which pauses. Raises `VoiceError`, `UsageError`."""
    from accessible.narrator import compose, default_engine, load_cast

    return compose(
        document,
        cast=load_cast(config.cast),
        engine=config.engine or default_engine(),
        voice=config.voice,
        rate=config.rate,
    )


def narration_of(script: Script, *, config: Config, progress: Progress | None = None) -> Narration:
    """Speak a script, section by section, through the cache. Raises `NarrationError`, `VoiceError`, `OutputError`."""
    from accessible.narrator import perform

    return perform(script, jobs=config.jobs, progress=progress, allow_unspoken=config.allow_unspoken)


def build(path: Path, *, config: Config, outputs: Sequence[Path] = (), progress: Progress | None = None) -> Built:
    """The whole way from a file to a talking book.

    Without ``outputs`` it writes `<output_dir>/<slug>/`: the formats of ``config.to`` and `report.json`; with them,
    just the files named. Nothing gets its name before it is finished and has passed our own checks. Raises the errors
    of every stage; `progress` is called with (sections spoken, sections in all, title of the one just spoken).
    """
    from accessible.renderers import slug

    source = open_source(path)
    formats = _formats(config, outputs)
    folder = Path(config.output_dir) / slug(Path(source.name).stem)
    if outputs:
        for file in outputs:
            claim_file(file, source.name, force=config.force)
        folder = outputs[0].parent / outputs[0].stem
    else:
        claim(folder, source.name, force=config.force)

    document = document_of(source, config=config)
    script = script_of(document, config=config)
    narration = narration_of(script, config=config, progress=progress)
    with workshop(folder) as part:
        names = _write(
            document, narration, script=script, folder=part, name=folder.name, formats=formats, config=config
        )
        messages = _all_messages(document, script, narration)
        if outputs:
            for file in outputs:
                deliver(part / names[0], file)
            written = list(outputs)
        else:
            report = ledger(document, script=script, narration=narration, messages=messages, outputs=names)
            (part / REPORT).write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
            names = [*names, REPORT]
            publish(part, folder, names)
            written = [folder / name for name in names]
    return Built(paths=tuple(written), messages=messages)


def _formats(config: Config, outputs: Sequence[Path]) -> tuple[str, ...]:
    wanted = tuple(file.suffix.lower().lstrip(".") for file in outputs) or config.to
    for name, where in zip(wanted, map(str, outputs) if outputs else ["--to"] * len(wanted), strict=True):
        if name not in FORMATS or (outputs and name != "epub"):
            known = "epub" if outputs else ", ".join(FORMATS)
            raise UsageError(f"there is no output format {name!r}", where=where, hint=f"formats: {known}")
    return tuple(dict.fromkeys(wanted))


def _write(
    document: Document,
    narration: Narration,
    *,
    script: Script,
    folder: Path,
    name: str,
    formats: Sequence[str],
    config: Config,
) -> list[str]:
    """Write and check the formats into ``folder``; the names of the files, relative to it."""
    from accessible.renderers import render, write_audio, write_epub

    names: list[str] = []
    if "epub" in formats:
        publication = render(
            document,
            narration,
            cover=_cover(config.cover),
            certified_by=config.certified_by,
            modified=os.environ.get("SOURCE_DATE_EPOCH", ""),
        )
        book = folder / f"{name}.epub"
        write_epub(publication, book)
        _refuse_broken(book, script)
        names.append(book.name)
    if "mp3" in formats:
        audio = write_audio(narration, document.metadata, folder / "audio")
        names += [file.relative_to(folder).as_posix() for file in audio]
    return names


def _cover(path: str) -> bytes | None:
    if not path:
        return None
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise SourceError(f"the cover cannot be read: {error.strerror}", where=path) from None


def _refuse_broken(book: Path, script: Script) -> None:
    """Our own rules over a finished book. What they find is a defect of ours, and no such file leaves the house."""
    from accessible.checkers import check_overlays

    written = {utterance.id: utterance.written for part in script.parts for utterance in part.utterances}
    found = [message for message in check_overlays(book, written=written) if severity(message.code) == "error"]
    if found:
        first = found[0]
        raise AccessibleError(
            f"the book failed its own check: {first.code} {first.text}"
            + (f" (and {len(found) - 1} more)" * (len(found) > 1)),
            where=first.place.id or first.place.file,
            hint="this is a defect of the program; please report it with the source",
        )


def _has_text(document: Document) -> bool:
    return any(not isinstance(block, Boilerplate) for section in document.sections for block in leaves(section.blocks))


def _all_messages(document: Document, script: Script, narration: Narration) -> tuple[Message, ...]:
    return tuple(dict.fromkeys((*document.messages, *script.messages, *narration.messages)))


def estimate(path: Path, *, config: Config) -> Estimate:
    """What `build` would make of a file, from its script alone: nothing is spoken, nothing written.

    Minutes come from the cast's words a minute and pauses; expect the engine to differ by a tenth.
    """
    script = script_of(document_of(open_source(path), config=config), config=config)
    utterances = [utterance for part in script.parts for utterance in part.utterances]
    words = sum(len(utterance.text.split()) for utterance in utterances)
    spoken = sum(60 * len(utterance.text.split()) / utterance.prosody.rate for utterance in utterances)
    silent = sum(utterance.pause_before + utterance.pause_after for utterance in utterances) / 1000
    seconds = round(spoken + silent)
    from accessible.audio import BIT_RATE

    return Estimate(
        title=script.parts[0].title if script.parts else "",
        sections=len(script.parts),
        words=words,
        seconds=seconds,
        audio_bytes=seconds * BIT_RATE * 1000 // 8,
    )


def duration(narration: Narration) -> int:
    """The length of a narration in milliseconds."""
    return sum(milliseconds(track.samples, track.rate) for track in narration.tracks)

"""A build: all the stages, then files, checked before they get their names."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from accessible.config import FORMATS, Config
from accessible.errors import AccessibleError, NarrationError, OutputError, UsageError
from accessible.ledger import ledger
from accessible.model.document import Document
from accessible.model.message import Message, Place, severity
from accessible.model.narration import Narration
from accessible.model.publication import Publication
from accessible.model.script import Script, Skip
from accessible.model.source import STDIN, Source, Work
from accessible.output import REPORT, claim, claim_file, deliver, interrupted, publish, workshop
from accessible.pipeline.deciding import of_book
from accessible.pipeline.finished import Finished, finished, standing, wrote
from accessible.pipeline.opening import checksum, open_source, paths_of, spread, stem_of
from accessible.pipeline.stages import (
    Progress,
    document_of,
    engine_of,
    narration_of,
    script_of,
    script_of_book,
)
from accessible.pipeline.states import named, save

#: Formats that are one file, which the suffix of `--output` can name.
_SINGLE = ("epub", "m4b")
#: How often files are begun whose sounds are deleted meanwhile.
_TRIES = 3


class Built(Struct, frozen=True):
    """What a build wrote, in reading order, every message on the way, and the SHA-256 of what it read."""

    paths: tuple[Path, ...]
    messages: tuple[Message, ...]
    sha256: str = ""


def build(
    work: Work,
    *,
    config: Config,
    outputs: Sequence[Path] = (),
    progress: Progress | None = None,
    speaking: Callable[[int, bool], None] | None = None,
) -> Built:
    """The whole way from a file (``-``: standard input), an address, or several that are one book, to a talking book.

    Without ``outputs`` it writes `<output_dir>/<slug>/`: the formats of ``config.to`` and `report.json`; with them,
    just the files named. With ``config.no_audio`` nothing is spoken and no engine is looked for. Nothing gets its name
    before it is finished and has passed our own checks; where the finished book stands already, byte for byte, it is
    left as it is. Raises the errors of every stage; `progress` is called with (sections spoken, sections in all, title
    of the one just spoken), and ``speaking``, before the first, with the number of characters and whether the engine is
    slow.
    """
    from accessible.narrator import cache_folder
    from accessible.narrator.room import at_work

    with at_work(cache_folder()):
        return _build(work, config=config, outputs=outputs, progress=progress, speaking=speaking)


def _build(
    work: Work,
    *,
    config: Config,
    outputs: Sequence[Path],
    progress: Progress | None,
    speaking: Callable[[int, bool], None] | None,
) -> Built:
    from accessible.renderers import check_cover, check_modified, dressed, render, slug, with_stand_ins

    # what can be refused is refused before anything is spoken
    formats = _formats(config, outputs)
    if isinstance(work, Path) and work.is_dir() and not config.one_book:
        spread([work], config=config)  # says what is wrong with a folder that has nothing to read
    source = open_source(work, config=config, outputs=outputs)
    nameless = work == STDIN or isinstance(work, str)  # but for its title
    document = document_of(source, config=config) if nameless else None
    name = slug(document.metadata.title if document else stem_of(source))
    engine = "" if config.no_audio else engine_of(config)
    decided_by = partial(_decided_by, source, config, engine=engine, formats=formats if outputs else ())
    known = named(Finished, decided_by)
    claimed = partial(_claimed, work, source, name, config=config, outputs=outputs, known=known)
    folder = claimed()
    if known and (before := standing(folder, known, engine=engine, outputs=outputs)):
        paths = tuple(outputs or (folder / name for name, _ in before.files))
        return Built(paths=paths, messages=before.messages, sha256=checksum(source))

    check_modified()
    cover = Path(config.cover) if config.cover else None
    if cover is not None:
        check_cover(cover)
    document = document or document_of(source, config=config)
    whole, script = _script(document, formats, config=config)
    with workshop(folder, outputs=outputs) as part:
        claimed()  # another build may have been here since
        if speaking and script:
            speaking(*_length(script))
        sounds = _sounds(formats, config)
        narrate = partial(narration_of, script, config=config, forms=sounds) if script else None
        narration = narrate(progress=progress) if narrate else None
        if script and narration and not _of_sections(narration, document).tracks:
            formats = _without_sound(formats, narration, source=source, outputs=outputs)
            narration = _silent(narration, script)
        publication = render(
            document,
            narration if "epub" in formats else None,
            cover=cover,
            certified_by=config.certified_by,
            quote_list=config.quote_list,
            granularity=config.granularity,  # type: ignore[arg-type]
            pages=config.pages,
        )
        publication = dressed(publication, config.style)
        said = (*(script.messages if script else ()), *(narration.messages if narration else ()))
        messages = tuple(dict.fromkeys((*document.messages, *said, *publication.messages)))
        messages += tuple(_about_cover(publication, formats))
        write = partial(
            _write,
            publication,
            document,
            narration,
            script=script,
            folder=part,
            name=folder.name,
            formats=formats,
            config=config,
        )
        names = _with_sounds(write, narration, again=narrate)
        note = partial(finished, script=script, narration=narration, engine=engine, messages=messages)
        if outputs:
            made = note(part, names) if known else None
            if made and named(Finished, decided_by) == known:
                save(made, known)  # before: what is delivered may be found there by the next build
            for file in outputs:
                deliver(next(part / name for name in names if Path(name).suffix == file.suffix.lower()), file)
            written = list(outputs)
        else:
            lists = whole.sections[len(document.sections) :]
            heard = with_stand_ins(document)
            report = ledger(heard, script=script, narration=narration, messages=messages, outputs=names, lists=lists)
            (part / REPORT).write_bytes(msgspec.json.format(msgspec.json.encode(report), indent=1) + b"\n")
            names = [*names, REPORT]
            made = note(part, names) if known else None
            publish(part, folder, names)
            written = [folder / name for name in names]
            if made and named(Finished, decided_by) == known:
                save(made, known)
    return Built(paths=tuple(written), messages=messages, sha256=checksum(source))


def _decided_by(source: Source, config: Config, *, engine: str, formats: Sequence[str]) -> list[Any] | None:
    """What decides the files of a build; ``formats`` are those of files that were named one by one."""
    parts = of_book(source, config, engine=engine)
    return [*parts, "outputs", formats] if parts and formats else parts


def _claimed(
    work: Work, source: Source, name: str, *, config: Config, outputs: Sequence[Path], known: str = ""
) -> Path:
    """The folder that a build works for, when it may write there and to the outputs; nothing is created. Where this
    very build was broken off, outputs that it had finished (as noted under the name ``known``) may be there."""
    folder = outputs[0].parent / outputs[0].stem if outputs else Path(config.output_dir) / name
    broken = bool(known) and (interrupted(folder) or not all(file.exists() for file in outputs))
    for file in outputs:
        if file.exists() and any(path.exists() and file.samefile(path) for path in paths_of(work)):
            raise OutputError("the output is the source itself", where=str(file), hint="choose another name")
        if not (broken and wrote(file, known)):
            claim_file(file, source.name, force=config.force)
    if outputs:
        return folder
    for path in paths_of(work):
        if path.exists() and path.resolve().is_relative_to(folder.resolve()):
            what = "the source lies in the folder that its output would replace"
            raise OutputError(what, where=str(path), hint="move it out of there, or choose another --output-dir")
    claim(folder, source.name, force=config.force)
    return folder


def _script(document: Document, formats: Sequence[str], *, config: Config) -> tuple[Document, Script | None]:
    """The document, of a book with the pages that it has from us, and the script of it, when it is to be spoken."""
    from accessible.renderers import with_listings

    if config.no_audio:
        return with_listings(document, quote_list=config.quote_list), None
    if "epub" in formats:
        return script_of_book(document, config=config)
    return document, script_of(document, config=config)


def _formats(config: Config, outputs: Sequence[Path]) -> tuple[str, ...]:
    wanted = tuple(file.suffix.lower().lstrip(".") for file in outputs) or config.to
    for name, where in zip(wanted, map(str, outputs) if outputs else ["--to"] * len(wanted), strict=True):
        if name not in FORMATS or (outputs and name not in _SINGLE):
            known = ", ".join(_SINGLE if outputs else FORMATS)
            raise UsageError(f"there is no output format {name!r}", where=where, hint=f"formats: {known}")
    if config.onix and (outputs or "epub" not in wanted):
        what = "an ONIX record stands beside the EPUB that it tells of"
        raise UsageError(what, where="--onix", hint="--output-dir names the folder of both; --to epub makes the book")
    if not wanted:
        raise UsageError("no output format is named", where="--to", hint=f"formats: {', '.join(FORMATS)}")
    if config.no_audio and (heard := [name for name in wanted if name != "epub"]):
        what = f"{heard[0]} is made of sound, and there is to be none"
        raise UsageError(what, where="--no-audio", hint="--to epub, or leave --no-audio out")
    from accessible.audio import require_forms

    require_forms(_sounds(wanted, config))
    return tuple(dict.fromkeys(wanted))


def _length(script: Script) -> tuple[int, bool]:
    """The characters that are going to be spoken, and whether the engine is slow."""
    from accessible.narrator import open_engine

    utterances = (utterance for part in script.parts for utterance in part.utterances)
    return sum(len(utterance.text) for utterance in utterances), open_engine(script.engine).slow


def _sounds(formats: Sequence[str], config: Config) -> tuple[str, ...]:
    """The forms that the formats need each section in; first the one that an EPUB holds, if it is needed."""
    from accessible.audio import FORMS

    if config.no_audio:
        return ()
    book = config.epub_audio if "epub" in formats else ""
    needed = {{"epub": book, "m4b": "m4a"}.get(name, name) for name in formats}
    others = (form for form in FORMS if form in needed and form != book)
    return (*([book] if book else []), *others) or ("mp3",)


def _without_sound(
    formats: Sequence[str], narration: Narration, *, source: Source, outputs: Sequence[Path]
) -> tuple[str, ...]:
    """The formats that are of use where nothing of the text could be spoken: a book of text is, a silent recording not.

    Raises `NarrationError` when there is none, or when another is asked for by the name of its file.
    """
    if "epub" in formats and not (outputs and len(formats) > 1):
        return ("epub",)
    reasons = [skip.reason.removeprefix("it could not be spoken: ") for skip in narration.skips]
    raise NarrationError(
        f"nothing of the text could be spoken{f': {reasons[0]}' if reasons else ''}",
        where=source.name,
        hint="choose another engine or voice; --to epub makes a book of text, without sound",
    )


def _silent(narration: Narration, script: Script) -> Narration:
    """A narration of nothing: where only the lists of a book could be spoken, it is no talking book either."""
    told = Message(
        "N007",
        "Nothing of the text could be spoken: the book has no sound, and there are no sound files.",
        hint="Choose another engine or voice; accessible voices lists them.",
    )
    heard = {clip.id for track in narration.tracks for clip in track.clips}
    unheard = tuple(
        Skip(utterance.id, utterance.written, "nothing of the text could be spoken, so the lists are not read aloud")
        for part in script.parts
        for utterance in part.utterances
        if utterance.id in heard
    )
    return replace(narration, tracks=(), skips=(*narration.skips, *unheard), messages=(*narration.messages, told))


def _about_cover(publication: Publication, formats: Sequence[str]) -> Iterator[Message]:
    from accessible.audio import holds_picture

    cover = next((item for item in publication.resources if "cover-image" in item.properties), None)
    if "m4b" in formats and cover and not holds_picture(cover.data):
        yield Message(
            "P014",
            "The audiobook has no cover: it can hold PNG and JPEG pictures only.",
            Place(file=cover.href),
            hint="Give one with --cover.",
        )


def _write(
    publication: Publication,
    document: Document,
    narration: Narration | None,
    *,
    script: Script | None,
    folder: Path,
    name: str,
    formats: Sequence[str],
    config: Config,
) -> list[str]:
    """Write and check the formats into ``folder``; the names of the files, relative to it."""
    from accessible.audio import FORMS
    from accessible.renderers import CAPTIONS, write_audio, write_audiobook, write_captions, write_epub, write_onix

    names: list[str] = []
    audio = folder / "audio"
    if "epub" in formats:
        book = folder / f"{name}.epub"
        write_epub(publication, book)
        _refuse_broken(book, script, narration, publication)
        names.append(book.name)
    if config.onix:
        record = folder / f"{name}.onix.xml"
        write_onix(publication, record)
        names.append(record.name)
    if narration is None:
        return names
    narration = _of_sections(narration, document)
    if "m4b" in formats:
        audiobook = folder / f"{name}.m4b"
        write_audiobook(publication, narration, audiobook, kilobits=config.bitrate)
        names.append(audiobook.name)
    files: list[Path] = []
    for form in (form for form in formats if form in FORMS and form != "m4b"):
        files += write_audio(narration, publication.metadata, audio, form=form, kilobits=config.bitrate)
    for captions in (form for form in CAPTIONS if form in formats):
        files += write_captions(document, narration, audio, form=captions, words=config.captions == "word")
    return names + [file.relative_to(folder).as_posix() for file in files]


def _with_sounds(
    write: Callable[[], list[str]], narration: Narration | None, *, again: Callable[[], Narration] | None
) -> list[str]:
    """Write what needs the sounds of a narration. They lie in the cache, where anybody may delete them: then they are
    spoken again, into files of the same names."""
    for _ in range(_TRIES - 1):
        try:
            return write()
        except (OSError, OutputError):
            if not (again and narration and _gone(narration)):
                raise
            again()
    return write()


def _gone(narration: Narration) -> bool:
    return any(not Path(file).is_file() for track in narration.tracks for file in (track.path, *track.files.values()))


def _of_sections(narration: Narration, document: Document) -> Narration:
    """The narration without what is read in the book alone."""
    sections = {section.id for section in document.sections}
    return replace(narration, tracks=tuple(track for track in narration.tracks if track.id in sections))


def _refuse_broken(book: Path, script: Script | None, narration: Narration | None, publication: Publication) -> None:
    """Our own rules over a finished book. What they find is a defect of ours, and no such file leaves the house."""
    from accessible.checkers import check

    parts = script.parts if script else ()
    written = {utterance.id: utterance.written for part in parts for utterance in part.utterances}
    for joint in publication.joints:
        for sentence in joint.sentences:
            written.pop(sentence, None)
    written |= {joint.id: joint.text for joint in publication.joints}
    written |= {
        skip.id: "" for skip in (narration.skips if narration else ())
    }  # what no engine could say is in the ledger, and has no clip
    found = [
        message for message in check(book, checkers=["overlays"], written=written) if severity(message.code) == "error"
    ]
    if found:
        first = found[0]
        raise AccessibleError(
            f"the book failed its own check: {first.code} {first.text}"
            + (f" (and {len(found) - 1} more)" * (len(found) > 1)),
            where=first.place.id or first.place.file,
            hint="this is a defect of the program; please report it with the source",
        )

"""The stages one by one, called with the options of a run: Source → Draft → Document → Script → Narration.

Documents and scripts are kept (see `states`), so what makes them is imported when it is needed.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from accessible.config import Config
from accessible.errors import SourceError
from accessible.model.blocks import Boilerplate
from accessible.model.document import Document, leaves, written
from accessible.model.draft import Draft
from accessible.model.narration import Narration
from accessible.model.script import Part, Script, Skip
from accessible.model.source import Source
from accessible.pipeline.states import remembered
from accessible.plugins import attributor, engine, engines

Progress = Callable[[int, int, str], None]

_NO_LIST = "lists are not read aloud, as was asked for"
_NO_COVER = "the cover has no sound; its words are the title and the authors"

#: Options that say of the work what its metadata call the same.
_SAID = ("title", "language", "publisher", "date", "rights", "identifier", "source")

#: The path that stands for standard input.
STDIN = Path("-")


def open_source(path: Path) -> Source:
    """The file at ``path``, or what standard input gives for `STDIN`. Raises `SourceError`."""
    from accessible import readers

    if path != STDIN:
        return readers.open_source(path)
    return readers.as_source("standard input", sys.stdin.buffer.read() if sys.stdin else b"")


def draft_of(source: Source, *, config: Config) -> Draft:
    """Read a source; what the options say of the work goes before what the source says of itself."""
    from accessible import readers

    draft = readers.read(source, whole=config.keep_boilerplate)
    if config.no_images:
        draft = readers.without_pictures(draft)
    metadata = draft.metadata
    said: dict[str, Any] = {name: value for name in _SAID if (value := getattr(config, name))}
    if config.author:
        said["creators"] = config.author
    if config.title:
        said["title_of_page"] = False
    return replace(draft, metadata=replace(metadata, **said)) if said else draft


def document_of(source: Source, *, config: Config) -> Document:
    """Read and structure a source.

    Raises `SourceError` when nothing readable is left of it, and what `plugins.attributor` and its attributors raise.
    """
    from accessible.pipeline.deciding import of_document

    def make() -> Document:
        from accessible.structurer import structure

        chosen = {"attributor": attributor(config.attributor)} if config.attributor else {}
        return structure(draft_of(source, config=config), keep_boilerplate=config.keep_boilerplate, **chosen)

    document = remembered(Document, make, decided_by=lambda: of_document(source, config))
    if not _has_text(document):
        raise SourceError(
            "nothing but page furniture was found", where=source.name, hint="--keep-boilerplate keeps it as text"
        )
    return document


def engine_of(config: Config) -> str:
    """What speaks, as `accessible.narrator.open_engine` finds it. Raises `VoiceError` when there is no such engine."""
    from accessible.narrator import ENGINES, default_engine

    return engine(config.engine or default_engine(), own=ENGINES)


def script_of(document: Document, *, config: Config) -> Script:
    """Cast a document: who says what, in which voice, with which pauses. Raises `VoiceError`, `UsageError`.

    What stands for pictures that nobody has described is said as well (see `renderers.with_stand_ins`)."""
    from accessible.pipeline.deciding import of_script
    from accessible.renderers import with_stand_ins

    speaker = engine_of(config)
    document = with_stand_ins(document)

    def make() -> Script:
        from accessible.narrator import compose, load_cast, load_lexicon, open_engine

        return compose(
            document,
            cast=load_cast(config.cast, guests=lambda: {open_engine(speaker).name, *engines()}),
            engine=speaker,
            voice=config.voice,
            rate=config.rate,
            lexicon=load_lexicon(config.lexicon),
            announce=config.announce,
        )

    return remembered(Script, make, decided_by=lambda: of_script(document, config, engine=speaker))


def script_of_book(document: Document, *, config: Config) -> tuple[Document, Script]:
    """The document with the pages that a book has from us behind it (the cover, the contents list, who said what), and
    the script of all of it. Where these are not read aloud, the script says so of each of their sentences.

    Raises like `script_of`, and `SourceError` for a document that no book can be made of.
    """
    from accessible.renderers import COVER, with_listings

    whole = with_listings(document, quote_list=config.quote_list)
    ours = whole.sections[len(document.sections) :]
    silent = {section.id: _NO_COVER if section.id == COVER else _NO_LIST for section in ours}
    if config.narrate_lists:
        silent = {COVER: _NO_COVER}
    read = tuple(section for section in whole.sections if section.id not in silent)
    script = script_of(replace(whole, sections=read), config=config)
    unread = [
        Part(
            section.id,
            "",
            (),
            tuple(Skip(name, text.text, silent[section.id]) for name, text in written(section.blocks)),
        )
        for section in ours
        if section.id in silent
    ]
    return whole, replace(script, parts=(*script.parts, *unread))


def narration_of(
    script: Script, *, config: Config, progress: Progress | None = None, forms: Sequence[str] = ("mp3",)
) -> Narration:
    """Speak a script, section by section, through the cache, into these forms of `accessible.audio.FORMS`.

    Raises `NarrationError`, `VoiceError`, `OutputError`.
    """
    from accessible.narrator import perform

    return perform(
        script,
        jobs=config.jobs,
        progress=progress,
        allow_unspoken=config.allow_unspoken,
        forms=forms,
        kilobits=config.bitrate,
    )


def _has_text(document: Document) -> bool:
    return any(not isinstance(block, Boilerplate) for section in document.sections for block in leaves(section.blocks))

"""The stages one by one, called with the options of a run: Source → Draft → Document → Script → Narration.

Documents and scripts are kept (see `states`), so what makes them is imported when it is needed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from msgspec.structs import replace

from accessible.config import Config
from accessible.errors import SourceError, UsageError
from accessible.model.blocks import Boilerplate
from accessible.model.document import Document, leaves, written
from accessible.model.draft import Draft
from accessible.model.message import Message, Place
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


def draft_of(source: Source, *, config: Config) -> Draft:
    """Read a source; what the options say of the work goes before what the source says of itself.

    Raises what the readers raise, `UsageError` for a source of several files.
    """
    from accessible import readers

    if source.parts:
        what = "a book of several files has no draft, but one of each"
        raise UsageError(what, where=source.name, hint="inspect them one by one, or the document")
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

        if source.parts:
            return _together(source, config)
        chosen = {"attributor": attributor(config.attributor)} if config.attributor else {}
        return structure(draft_of(source, config=config), keep_boilerplate=config.keep_boilerplate, **chosen)

    document = remembered(Document, make, decided_by=lambda: of_document(source, config))
    return _readable(document)


def _together(source: Source, config: Config) -> Document:
    """The document of a source of several files. Without a title from the options, or one that all of them have, it is
    called like the folder, or like the first of them."""
    from accessible.structurer import structure_together

    chosen = {"attributor": attributor(config.attributor)} if config.attributor else {}
    each = replace(config, title="", author=())
    parts_of = (replace(part, files=source.files, number=number) for number, part in enumerate(source.parts, 1))
    drafts = [draft_of(part, config=each) for part in parts_of]
    document, parts = structure_together(drafts, source=source.name, keep_boilerplate=config.keep_boilerplate, **chosen)
    for part in parts:
        _readable(part)
    metadata = document.metadata
    said = config.title or metadata.title
    title = said or (source.name if source.folder else parts[0].metadata.title)
    messages = source.messages
    if not said:
        what = f"The files do not say what the book is called; {title!r} stands in."
        messages += (Message("S004", what, Place(file=source.name), "--title sets it"),)
    metadata = replace(metadata, title=title, creators=config.author or metadata.creators)
    return replace(document, metadata=metadata, messages=(*messages, *document.messages))


def _readable(document: Document) -> Document:
    if not _has_text(document):
        hint = "--keep-boilerplate keeps it as text"
        raise SourceError("nothing but page furniture was found", where=document.source, hint=hint)
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

"""What decides a state: everything that it is made from, as values to make the name of a cache entry of.

Whatever is missing here makes entries that are stale, so things take part unless they are known not to matter: an
option that is new does, and of a text that is the name of a file, what is in the file does, too.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import zlib
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from accessible.config import Config
from accessible.model.document import Document
from accessible.model.source import Source
from accessible.narrator import ENGINES, open_engine
from accessible.pipeline.beside import shown_by
from accessible.plugins import NONE

#: Options by the first state that they decide something of.
_OF_THE_DOCUMENT = frozenset({"language", "title", "author", "keep_boilerplate", "no_images", "attributor"}) | {
    "publisher",
    "date",
    "rights",
    "identifier",
    "source",
    "source_format",
    "one_book",
    "allow_local",
}
_OF_THE_SCRIPT = frozenset({"engine", "voice", "rate", "cast", "lexicon", "announce"})
_OF_THE_BOOK = frozenset({"cover", "certified_by", "to", "bitrate", "captions", "quote_list", "allow_unspoken"}) | {
    "granularity",
    "pages",
    "narrate_lists",
    "no_audio",
    "epub_audio",
    "style",
    "onix",
}
#: Options that decide how a book is built and not what is in it.
_OF_THE_WORK = frozenset({"jobs", "force", "output_dir", "cluster", "memory_limit", "cache_limit", "time_limit"})

_VOICES = (".toml", ".pls", ".xml")  # casts and lexicons


def of_document(source: Source, config: Config) -> list[Any] | None:
    """What decides a document. None with a plug-in that finds speakers, for it may ask anybody (a model, a
    service), and for a source that fetches pictures from the web."""
    if config.attributor not in ("", NONE) or (shown := shown_by(source)) is None:
        return None
    return [_alone(source), shown, _said(config, without=_OF_THE_SCRIPT | _OF_THE_BOOK | _OF_THE_WORK)]


def of_script(document: Document, config: Config, *, engine: str) -> list[Any] | None:
    """What decides a script, where ``engine`` speaks. None for an engine of somebody else, whose answers may depend on
    more than it tells. Raises `VoiceError` for one that cannot be used."""
    if engine not in ENGINES:
        return None
    said = _said(config, without=_OF_THE_DOCUMENT | _OF_THE_BOOK | _OF_THE_WORK)
    return [document, said, _spoken(engine)]


def of_book(source: Source, config: Config, *, engine: str) -> list[Any] | None:
    """What decides the files of a book. None where it does not for the document or the script; raises like
    `of_script`. Without an ``engine`` ("") nothing is spoken."""
    if engine not in ("", *ENGINES) or config.attributor not in ("", NONE) or (shown := shown_by(source)) is None:
        return None
    moment = os.environ.get("SOURCE_DATE_EPOCH", "")  # see `accessible.renderers.metadata`
    spoken = _spoken(engine) if engine else []
    return [_alone(source), shown, _said(config, without=_OF_THE_WORK), spoken, moment, zlib.ZLIB_RUNTIME_VERSION]


def _alone(source: Source) -> Source:
    """The source without the folder that it lies in, from which nothing is taken: the same text elsewhere is the
    same."""
    return replace(source, folder="", parts=tuple(map(_alone, source.parts)))


def _said(config: Config, *, without: Collection[str]) -> list[Any]:
    """The options and their values but for some; with each text that names a file, what is in the file."""
    values = [(name, getattr(config, name)) for name in config.__struct_fields__ if name not in without]
    texts = [text for _, value in values for text in (value if isinstance(value, tuple) else (value,))]
    return [values, [_content(Path(text)) for text in texts if isinstance(text, str) and text]]


def _content(file: Path) -> str:
    """A hash of what is in a file, "" when there is none that can be read."""
    try:
        if not file.is_file():
            return ""
        with file.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()
    except (OSError, ValueError):  # as long as a title may be, or with a character that no name has
        return ""


def _spoken(engine: str) -> list[Any]:
    """What decides who can speak, and how: the engine, its voices, and all casts and lexicons that can be named."""
    speaker = open_engine(engine)
    return [engine, speaker.identity, speaker.voices(), list(_voices())]


def _voices() -> Iterator[list[tuple[str, str]]]:
    """What is in each folder of casts and lexicons, in the order in which they are looked for."""
    from accessible.narrator.castfile import voices_folders

    for folder in voices_folders():
        files: list[Path] = []
        with contextlib.suppress(OSError):  # what cannot be read is not used either, and whoever wants it is told
            files = sorted(file for file in folder.iterdir() if file.suffix.lower() in _VOICES)
        yield [(file.name, _content(file)) for file in files]

"""Options of a run: flags, then ACCESSIBLE_* variables, then the project's file, then the user's, then the defaults.

The files are TOML with one table, whose keys are the fields of `Config`: `accessible.toml` in the working folder, and
`config.toml` in the user's configuration folder, which platformdirs knows for each system. A key or a value that does
not fit stops with its place: a setting that is silently ignored is worse than none.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from accessible.bibliography import identified, is_date
from accessible.errors import UsageError
from accessible.model.script import ANNOUNCE_ALL, ANNOUNCE_NONE, ANNOUNCED, FASTEST, SLOWEST

PREFIX = "ACCESSIBLE_"

#: The options that name files, which may be called anything.
_PATHS = frozenset(["cast", "cover", "lexicon", "output_dir"])

_TAG = re.compile(
    r"[A-Za-z]{2,3}(?:-[A-Za-z]{3}){0,3}(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|\d{3}))?"
    r"(?:-(?:[A-Za-z\d]{5,8}|\d[A-Za-z\d]{3}))*(?:-[A-WY-Za-wy-z\d](?:-[A-Za-z\d]{2,8})+)*(?:-x(?:-[A-Za-z\d]{1,8})+)?"
)
_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*(?:([KMGT])?B)?", re.IGNORECASE)
PROJECT_FILE = "accessible.toml"

#: Variables that begin with the prefix but are not options: the cache's folder, a switch for tracebacks, the tools of
#: the checkers.
_NOT_OPTIONS = frozenset(["ACCESSIBLE_CACHE", "ACCESSIBLE_DEBUG", "ACCESSIBLE_NODE_MODULES"])


#: What `--to` can name: the book, an audio file for each section, one audiobook, captions of each section.
FORMATS = ("epub", "mp3", "m4a", "opus", "flac", "wav", "m4b", "vtt", "srt")
#: What `--epub-audio` can name: the forms of sound that an EPUB may hold (EPUB 3.3, section 3.2).
EPUB_AUDIO = ("mp3", "m4a", "opus")
#: What `--granularity` can name: what is highlighted at a time.
GRANULARITIES = ("word", "sentence", "paragraph")
#: Words to a page that may be asked for.
_FEWEST_WORDS, _MOST_WORDS = 10, 100_000
#: What `--style` can name: how the book looks.
STYLES = ("plain", "comfortable")
#: Bit rates of sound that may be asked for, in kbit/s.
_LEAST_KILOBITS, _MOST_KILOBITS = 16, 320


class Config(Struct, frozen=True, forbid_unknown_fields=True):
    """What a build is asked for. Empty text and 0 mean: not said."""

    engine: str = ""  # name of an engine; the system's best when not said
    voice: str = ""  # the narrator's voice, instead of the cast's
    rate: int = 0  # the narrator's words a minute, instead of the cast's
    cast: str = ""  # name of a cast in voices/, or a file
    lexicon: tuple[str, ...] = ()  # names of pronunciation lexicons in voices/, or files; beside the default one
    announce: tuple[str, ...] = ()  # what is named to the listener, beside what the cast names; "all", "none"
    language: str = ""  # BCP 47
    title: str = ""
    author: tuple[str, ...] = ()
    publisher: str = ""
    date: str = ""  # of the work, in W3C date and time format
    rights: str = ""
    identifier: str = ""  # of the book that is made: an ISBN, UUID, DOI, another URN or an address, as a URI
    source: str = ""  # what it is made from: a printed book's ISBN, another identifier or an address, or words
    cover: str = ""  # path of an image
    certified_by: str = ""  # who evaluated the book's accessibility
    style: str = "plain"  # or "comfortable": how the book looks
    output_dir: str = "output"
    to: tuple[str, ...] = ("epub", "mp3")
    no_audio: bool = False  # a book of text alone: nothing is spoken
    epub_audio: str = "mp3"  # or "m4a", "opus": the form of the sound in the book
    bitrate: int = 0  # of sound, in kbit/s; each form's own when 0
    captions: str = "sentence"  # or "word": what has a time in vtt and srt
    granularity: str = "sentence"  # or "word", "paragraph": what is highlighted at a time in the book
    pages: int = 0  # words to a page where the source has no pages; no pages when 0
    narrate_lists: bool = True  # read the contents and the list of quotations aloud, in the book
    jobs: int = 0  # documents built, or sections of one spoken, at once; as many as there are cores when 0
    cluster: str = ""  # address of a Dask scheduler that is to build the documents of a batch
    memory_limit: str = "1GB"  # for each process of a batch
    cache_limit: str = "0"  # what the cache may take; no limit when 0
    time_limit: int = 0  # seconds for each document of a batch; by its length when 0
    source_format: str = ""  # what the source is, as in "html"; found out when not said
    one_book: bool = False  # several sources, or the files of a folder, are one book
    allow_local: bool = False  # addresses that are not public may be read
    keep_boilerplate: bool = False
    no_images: bool = False  # pictures are left out; the words for them stay
    attributor: str = ""  # who finds the speakers: a plug-in, or "none"; our own rules when not said
    quote_list: bool | None = None  # a list of quotations by speaker in the book; in articles when not said
    allow_unspoken: bool = False
    onix: bool = False  # a record in ONIX for Books beside the EPUB
    force: bool = False


def load(
    flags: Mapping[str, Any], *, environment: Mapping[str, str] = os.environ, folder: Path | None = None
) -> Config:
    """The options of a run. ``flags`` are those said on the command line (None: not said).

    Raises `UsageError` with the file or variable for an unknown name or a value of the wrong type.
    """
    here = folder or Path.cwd()
    options: dict[str, Any] = {}
    for file in (_user_file(), here / PROJECT_FILE):
        options |= _from_file(file)
    options |= _from_environment(environment)
    options |= {name: value for name, value in flags.items() if value is not None}
    return _checked(options, "the command line")


def _user_file() -> Path:
    from platformdirs import user_config_path

    return user_config_path("accessible") / "config.toml"


def _from_file(file: Path) -> dict[str, Any]:
    if not file.exists():
        return {}
    try:
        found = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:  # TOML, UTF-8, a number without end
        raise UsageError(f"the configuration file cannot be read: {error}", where=str(file)) from None
    _checked(found, str(file))
    return found


def _from_environment(environment: Mapping[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    kinds = {field.encode_name: field.type for field in msgspec.structs.fields(Config)}
    for variable, text in environment.items():
        if not variable.startswith(PREFIX) or variable in _NOT_OPTIONS or not text.strip():
            continue
        name = variable.removeprefix(PREFIX).lower()
        if name not in kinds:
            raise UsageError("this variable is no option", where=variable, hint=f"options: {', '.join(sorted(kinds))}")
        value: Any = text.strip()
        if kinds[name] in (int, bool, bool | None):
            value = {"true": "1", "false": "0", "yes": "1", "no": "0"}.get(value.lower(), value)
        elif kinds[name] is not str:
            value = [part.strip() for part in text.split(",")]
        try:
            found[name] = msgspec.convert(value, kinds[name], strict=False)
        except msgspec.ValidationError as error:
            raise UsageError(f"the value does not fit: {error}", where=variable) from None
        _checked({name: found[name]}, variable)
    return found


def _is_utf8(value: object) -> bool:
    """Whether a value is no text, or one that can be written: the system hands on any bytes (PEP 383)."""
    return not isinstance(value, str) or not any("\ud800" <= letter <= "\udfff" for letter in value)


def _checked(options: Mapping[str, Any], where: str) -> Config:
    known = {field.encode_name for field in msgspec.structs.fields(Config)}
    for name in options:
        if name not in known:
            raise UsageError(f"there is no option {name!r}", where=where, hint=f"options: {', '.join(sorted(known))}")
    given = dict(options)
    for name in ("to", "announce"):
        if isinstance(given.get(name), str):  # in a file one of them needs no brackets
            given[name] = given[name].split(",")
    try:
        config = msgspec.convert(given, Config)
    except msgspec.ValidationError as error:
        raise UsageError(f"an option does not fit: {error}", where=where) from None
    for name in sorted(given.keys() - _PATHS):
        said = given[name]
        if not all(map(_is_utf8, said if isinstance(said, list | tuple) else (said,))):
            raise UsageError("a value holds bytes that are no text in UTF-8", where=f"{name}: {where}")
    if config.rate and not SLOWEST <= config.rate <= FASTEST:
        raise UsageError(f"nobody speaks {config.rate} words a minute", where=where, hint=f"{SLOWEST} to {FASTEST}")
    if config.bitrate and not _LEAST_KILOBITS <= config.bitrate <= _MOST_KILOBITS:
        hint = f"{_LEAST_KILOBITS} to {_MOST_KILOBITS}; 0 for what fits each format"
        raise UsageError(f"sound cannot have {config.bitrate} kbit/s", where=where, hint=hint)
    if config.epub_audio == "aac":  # what the file holds, instead of what it is called
        config = msgspec.structs.replace(config, epub_audio="m4a")
    if config.epub_audio not in EPUB_AUDIO:
        what = f"the sound of a book cannot be {config.epub_audio!r}"
        raise UsageError(what, where=where, hint=", ".join(EPUB_AUDIO))
    if config.captions not in ("sentence", "word"):
        raise UsageError(f"there are no captions by {config.captions!r}", where=where, hint="sentence or word")
    announce = tuple(name for part in config.announce for name in map(str.strip, part.split(",")) if name)
    for name in announce:
        if name not in (names := (*ANNOUNCED, ANNOUNCE_ALL, ANNOUNCE_NONE)):
            raise UsageError(f"{name!r} cannot be announced", where=where, hint=f"what can be: {', '.join(names)}")
    if config.granularity not in GRANULARITIES:
        what = f"nothing can be highlighted by {config.granularity!r}"
        raise UsageError(what, where=where, hint=", ".join(GRANULARITIES))
    if config.pages and not _FEWEST_WORDS <= config.pages <= _MOST_WORDS:
        hint = f"{_FEWEST_WORDS} to {_MOST_WORDS}; 0 for no pages"
        raise UsageError(f"a page cannot have {config.pages} words", where=where, hint=hint)
    if config.style not in STYLES:
        raise UsageError(f"there is no style {config.style!r}", where=where, hint=", ".join(STYLES))
    if config.date and not is_date(config.date.strip()):
        what = f"{config.date!r} is no date"
        raise UsageError(what, where=where, hint="dates look like 2026-01-31, 2026-01 or 2026; a time needs its zone")
    if config.jobs < 0:
        raise UsageError(f"there cannot be {config.jobs} jobs", where=where, hint="1 or more; 0 for one a processor")
    for size in (config.memory_limit, config.cache_limit):
        size_of(size, where=where)
    if config.time_limit < 0:
        raise UsageError(f"{config.time_limit} seconds are no time", where=where, hint="1 or more; 0 for by length")
    return msgspec.structs.replace(
        config,
        language=language_tag(config.language, where=where),
        title=config.title.strip(),
        attributor=config.attributor.strip(),
        source_format=config.source_format.strip().lower().lstrip("."),
        author=tuple(author.strip() for author in config.author if author.strip()),
        publisher=config.publisher.strip(),
        date=config.date.strip(),
        rights=config.rights.strip(),
        identifier=_identifier(config.identifier.strip(), where=where),
        source=_identifier(config.source.strip(), where=where, only=False),
        to=("epub",) if config.no_audio and "to" not in options else tuple(filter(None, map(str.strip, config.to))),
        announce=announce,
        lexicon=tuple(name.strip() for name in config.lexicon if name.strip()),
    )


def _identifier(text: str, *, where: str, only: bool = True) -> str:
    """An identifier as a URI; words as they are unless it is to be ``only`` an identifier. Raises `UsageError`."""
    try:
        found = identified(text) if text else None
    except ValueError as error:
        raise UsageError(str(error), where=where, hint="check its digits") from None
    if text and found is None and only:
        hint = "an ISBN, a UUID, a DOI, another URN (urn:issn:0028-0836) or an address (https://…)"
        raise UsageError(f"{text!r} is no identifier", where=where, hint=hint)
    return found.value if found else text


def size_of(text: str, *, where: str = "") -> int:
    """A size in bytes (`500MB`, `1.5 GB`; 0: no limit). Raises `UsageError` for what is none."""
    found = _SIZE.fullmatch(text.strip())
    if not found:
        raise UsageError(f"{text!r} is no size", where=where, hint="sizes look like 500MB or 1.5GB; 0 for no limit")
    number, unit = found.groups()
    return int(float(number) * 1000 ** " KMGT".index((unit or " ").upper()))


def language_tag(tag: str, *, where: str) -> str:
    """A language tag as BCP 47 writes it (`en_gb` → `en-GB`). Raises `UsageError` for what is none (RFC 5646, §2.1)."""
    parts = tag.strip().replace("_", "-").split("-")
    if parts == [""]:
        return ""
    if not _TAG.fullmatch("-".join(parts)):
        raise UsageError(f"{tag!r} is no language tag", where=where, hint="tags look like en, en-GB or zh-Hant")
    first, *rest = parts
    cased = [
        part.upper() if len(part) == 2 else part.title() if len(part) == 4 and part.isalpha() else part.lower()
        for part in rest
    ]
    return "-".join([first.lower(), *cased])

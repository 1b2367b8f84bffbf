"""The command line: parse, call the pipeline, map errors to exit codes; nothing else.

Typer, because it makes options from typed functions. Its help is kept plain (no boxes, no colours): people who use a
screen reader run this program.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections import Counter
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from accessible import __version__, console
from accessible.config import EPUB_AUDIO, FORMATS, GRANULARITIES, STYLES, Config, load
from accessible.errors import AccessibleError, UsageError
from accessible.model.script import FASTEST, SLOWEST
from accessible.model.source import STDIN, listed, named

app = typer.Typer(
    name="accessible",
    help="Make a talking EPUB and an audio narration of an article or a book.",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Engine = Annotated[str | None, typer.Option("--engine", help="What speaks: see `accessible voices`.")]
Voice = Annotated[str | None, typer.Option("--voice", help="The narrator's voice: see `accessible voices`.")]
Rate = Annotated[int | None, typer.Option("--rate", min=SLOWEST, max=FASTEST, help="The narrator's words a minute.")]
Cast = Annotated[str | None, typer.Option("--cast", help="A cast: a file, or the name of one in voices/.")]
Lexicon = Annotated[
    list[str] | None,
    typer.Option("--lexicon", help="How words are said: a PLS file, or the name of one in voices/; can be repeated."),
]
Announce = Annotated[
    list[str] | None,
    typer.Option(
        "--announce", help="What is named before it is said, as in heading,quote; all; none; can be repeated."
    ),
]
Language = Annotated[str | None, typer.Option("--language", "-l", help="The language of the source, as in en-GB.")]
Keep = Annotated[bool | None, typer.Option("--keep-boilerplate", help="Keep page furniture as text.")]
NoImages = Annotated[
    bool | None, typer.Option("--no-images", help="Leave pictures out; the words for them stay.", show_default=False)
]
From = Annotated[str | None, typer.Option("--from", help="What the source is (txt, html, …); found out when not said.")]
OneBook = Annotated[
    bool | None,
    typer.Option("--one-book", help="Several sources, or the files of a folder, are one book.", show_default=False),
]
AllowLocal = Annotated[
    bool | None,
    typer.Option("--allow-local", help="Also read addresses that are not public.", show_default=False),
]
Attributor = Annotated[
    str | None, typer.Option("--attributor", help="Who finds the speakers: an installed plug-in, or none.")
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no messages; errors only.")]
Verbose = Annotated[int, typer.Option("--verbose", "-v", count=True, help="Every message, also the small ones.")]
Plain = Annotated[bool, typer.Option("--plain", help="Progress as full lines, also on a terminal.")]
Json = Annotated[bool, typer.Option("--json", help="JSON on standard output.")]


@app.command()
def build(
    context: typer.Context,
    source: Annotated[
        list[str],
        typer.Argument(
            help="An article or a book (plain text, Markdown, a web page, a Word document, an EPUB), an address on the "
            "web, a folder, or - for standard input; several at once."
        ),
    ],
    one_book: OneBook = None,
    source_format: From = None,
    allow_local: AllowLocal = None,
    output: Annotated[
        list[Path] | None, typer.Option("--output", "-o", help="Write just this file (.epub, .m4b); can be repeated.")
    ] = None,
    output_dir: Annotated[
        str | None, typer.Option("--output-dir", help="Where the folder of each source goes.")
    ] = None,
    to: Annotated[str | None, typer.Option("--to", help=f"Formats, joined by commas: {','.join(FORMATS)}.")] = None,
    no_audio: Annotated[
        bool | None,
        typer.Option("--no-audio", help="A book of text alone: nothing is spoken.", show_default=False),
    ] = None,
    epub_audio: Annotated[
        str | None, typer.Option("--epub-audio", help=f"Form of the sound in the EPUB: {', '.join(EPUB_AUDIO)}.")
    ] = None,
    bitrate: Annotated[int | None, typer.Option("--bitrate", help="Bit rate of the sound, in kbit/s.")] = None,
    captions: Annotated[str | None, typer.Option("--captions", help="vtt and srt by sentence or by word.")] = None,
    title: Annotated[str | None, typer.Option("--title", help="The title, instead of the one found.")] = None,
    author: Annotated[list[str] | None, typer.Option("--author", help="A creator; can be repeated.")] = None,
    publisher: Annotated[str | None, typer.Option("--publisher", help="Who publishes the book.")] = None,
    date: Annotated[str | None, typer.Option("--date", help="When the work was published, as in 2026-01-31.")] = None,
    rights: Annotated[str | None, typer.Option("--rights", help="Who has which rights in it.")] = None,
    identifier: Annotated[
        str | None, typer.Option("--identifier", help="The book's ISBN, UUID, DOI, other URN or address.")
    ] = None,
    made_from: Annotated[
        str | None, typer.Option("--source", help="What it is made from: the ISBN of a printed book, or an address.")
    ] = None,
    onix: Annotated[
        bool | None, typer.Option("--onix", help="Also write a record for bookshops (ONIX).", show_default=False)
    ] = None,
    cover: Annotated[str | None, typer.Option("--cover", help="An image for the cover.")] = None,
    style: Annotated[str | None, typer.Option("--style", help=f"How the book looks: {', '.join(STYLES)}.")] = None,
    language: Language = None,
    engine: Engine = None,
    voice: Voice = None,
    rate: Rate = None,
    cast: Cast = None,
    lexicon: Lexicon = None,
    announce: Announce = None,
    keep_boilerplate: Keep = None,
    no_images: NoImages = None,
    attributor: Attributor = None,
    quote_list: Annotated[
        bool | None,
        typer.Option(
            "--quote-list/--no-quote-list",
            help="List the quotations by speaker at the end; without this option, in articles only.",
            show_default=False,
        ),
    ] = None,
    granularity: Annotated[
        str | None, typer.Option("--granularity", help=f"What is highlighted: {', '.join(GRANULARITIES)}.")
    ] = None,
    pages: Annotated[
        int | None, typer.Option("--pages", help="Words to a page, for a source that has no pages of its own.")
    ] = None,
    narrate_lists: Annotated[
        bool | None,
        typer.Option(
            "--narrate-lists/--no-narrate-lists",
            help="Read the contents and the list of quotations aloud in the book; by default yes.",
            show_default=False,
        ),
    ] = None,
    certified_by: Annotated[
        str | None, typer.Option("--certified-by", help="Who evaluated the book; writes the conformance statement.")
    ] = None,
    allow_unspoken: Annotated[
        bool | None, typer.Option("--allow-unspoken", help="Finish the book when something cannot be spoken.")
    ] = None,
    jobs: Annotated[
        int | None,
        typer.Option("--jobs", "-j", min=1, help="Documents built at once; of a single one, sections spoken at once."),
    ] = None,
    cluster: Annotated[
        str | None,
        typer.Option("--cluster", help="A Dask scheduler that has the sources built, as in tcp://host:8786."),
    ] = None,
    memory_limit: Annotated[
        str | None,
        typer.Option("--memory-limit", help="Of several: what each process may take (1GB when not said; 0: no limit)."),
    ] = None,
    time_limit: Annotated[
        int | None,
        typer.Option("--time-limit", min=1, help="Of several: seconds for each; by its length when not said."),
    ] = None,
    cache_limit: Annotated[
        str | None, typer.Option("--cache-limit", help="What the cache may take, as in 5GB; no limit when not said.")
    ] = None,
    force: Annotated[bool | None, typer.Option("--force", help="Replace what this program did not make.")] = None,
    estimate: Annotated[bool, typer.Option("--estimate", help="Say how long and how large; build nothing.")] = False,
    quiet: Quiet = False,
    verbose: Verbose = 0,
    plain: Plain = False,
) -> None:
    """Make a talking book: an EPUB with read-along, an audio file per section, and a report."""
    config = _config(context)
    works, many = _works(source, config, quiet=quiet, verbose=verbose)
    if estimate:
        _estimate(works, config)
        return
    if output and many:
        hint = "use --output-dir; --one-book makes one of them"
        raise UsageError("--output names one book, but there are several sources", hint=hint)
    if config.identifier and many:
        hint = "build each by itself; --one-book makes one of them"
        raise UsageError("--identifier is that of one book, but there are several sources", hint=hint)
    if many or config.cluster:
        _build_many(works, config, quiet=quiet, verbose=verbose, plain=plain)
        return
    from accessible import batch
    from accessible.console import progress

    with progress.sections(quiet=quiet, plain=plain) as told:
        built = batch.build_alone(works[0], config=config, outputs=output or (), progress=told)
    _messages(built.messages, quiet=quiet, verbose=verbose)
    for path in built.paths:
        console.data(str(path))


def _works(sources: list[str], config: Config, *, quiet: bool, verbose: int) -> tuple[list[Any], bool]:
    """The books that are to be made of the sources, and whether they are a batch: one book, or one of each."""
    from accessible import pipeline

    names = _names(sources)
    if names.count(STDIN) > 1:
        raise UsageError("standard input can be read once", where="-")
    if config.one_book:
        if config.cluster:
            raise UsageError("one book is built here", where="--cluster", hint="leave --cluster or --one-book out")
        return [tuple(names)], False
    spread, messages = pipeline.spread(names, config=config)
    _messages(messages, quiet=quiet, verbose=verbose)
    return spread, len(spread) > 1 or spread != names


def _names(sources: list[str]) -> list[Any]:
    """The sources as they are named; nothing is no folder."""
    if "" in sources:
        raise UsageError("a source has no name", hint="name a file, a folder or an address")
    return [named(source) for source in sources]


def _build_many(sources: list[Any], config: Config, *, quiet: bool, verbose: int, plain: bool) -> None:
    from accessible import batch
    from accessible.console import progress

    counts = Counter[str]()
    with progress.documents(sources, quiet=quiet, plain=plain) as shown:
        for outcome in batch.build_all(sources, config=config, progress=shown.sections):
            counts[outcome.status] += 1
            shown.document(named(outcome.source), outcome.status)
            if outcome.error is not None:
                console.error(outcome.error)
            _messages(outcome.messages, quiet=quiet, verbose=verbose, of=outcome.source)
            for file in outcome.files:
                console.data(file.path)
    if failed := counts.total() - counts["ok"] - counts["warned"]:
        kinds = ", ".join(f"{counts[kind]} {kind}" for kind in ("refused", "crash", "timeout") if counts[kind])
        console.note(f"error: {failed} of {len(sources)} sources failed ({kinds})")
        raise typer.Exit(1)


def _estimate(works: list[Any], config: Config) -> None:
    from accessible import pipeline

    rows = []
    for work in works:
        found = pipeline.estimate(work, config=config)
        minutes = f"{found.seconds // 60} min {found.seconds % 60:02d} s"
        source = " ".join(map(str, listed(work)))
        rows.append((source, str(found.sections), str(found.words), minutes, f"{found.audio_bytes / 1e6:.1f} MB"))
    console.table(("source", "sections", "words", "audio", "size"), rows)


@app.command()
def inspect(
    context: typer.Context,
    source: Annotated[
        list[str],
        typer.Argument(help="The article or book, or its address; - for standard input; several with --one-book."),
    ],
    one_book: OneBook = None,
    source_format: From = None,
    allow_local: AllowLocal = None,
    stage: Annotated[str | None, typer.Option("--stage", help="draft, document, script or narration, as JSON.")] = None,
    language: Language = None,
    engine: Engine = None,
    voice: Voice = None,
    rate: Rate = None,
    cast: Cast = None,
    lexicon: Lexicon = None,
    announce: Announce = None,
    keep_boilerplate: Keep = None,
    no_images: NoImages = None,
    attributor: Attributor = None,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Show what was found in a source: its outline, quotations, speakers and messages."""
    from accessible import pipeline

    config = _config(context)
    names = _names(source)
    if len(names) > 1 and not config.one_book:
        raise UsageError("only one source can be inspected", hint="--one-book makes one book of several")
    work = tuple(names) if config.one_book else names[0]
    if stage is None and not json:
        document = pipeline.outline_of(work, config=config)
        for line in console.outline(document):
            console.data(line)
        _messages(document.messages, quiet=quiet, verbose=True)
        return
    console.data(pipeline.stage_json(work, stage or "document", config=config))


@app.command()
def speak(
    context: typer.Context,
    text: Annotated[
        list[str] | None, typer.Argument(help="What to say; standard input when it is - or left out.")
    ] = None,
    source: Annotated[str | None, typer.Option("--source", help="Say a section of this source instead.")] = None,
    source_format: From = None,
    allow_local: AllowLocal = None,
    section: Annotated[int | None, typer.Option("--section", min=1, help="Which one; the first when not said.")] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="The file (.wav, .mp3, .m4a, .opus, .flac); - for standard output."),
    ] = None,
    language: Language = None,
    engine: Engine = None,
    voice: Voice = None,
    rate: Rate = None,
    cast: Cast = None,
    lexicon: Lexicon = None,
    announce: Announce = None,
    force: Annotated[bool | None, typer.Option("--force", help="Replace a file that exists.")] = None,
) -> None:
    """Hear a voice: WAV to a pipe, else to a file."""
    from accessible import pipeline

    config = _config(context)
    piped = str(output) == "-" or (output is None and not sys.stdout.isatty())
    file = None if piped else pipeline.spoken_file(output, force=config.force)
    words = list(text or ())
    if words == ["-"] or (not words and source is None and sys.stdin and not sys.stdin.isatty()):
        said = pipeline.read_stdin()
    else:
        said = " ".join(words).encode("utf-8", "surrogateescape")
    wav = pipeline.speak(said, source=named(source) if source is not None else None, section=section, config=config)
    if file is None:
        console.raw(wav)
        return
    pipeline.save(wav, file, kilobits=config.bitrate)
    console.data(str(file))


@app.command()
def voices(
    engine: Engine = None,
    language: Annotated[str | None, typer.Option("--language", "-l", help="Only voices of this language.")] = None,
    json: Json = False,
) -> None:
    """List the engines and voices that can be used now."""
    from accessible import pipeline

    rows = pipeline.voices(engine or "", language or "")
    if json:
        console.as_json(rows)
        return
    keys = ("engine", "id", "languages", "gender", "name", "licence")
    console.table(keys, [[str(row[key]) for key in keys] for row in rows])


@app.command()
def check(
    book: Annotated[list[Path], typer.Argument(help="EPUB files, ours or anybody's.")],
    browser: Annotated[
        bool, typer.Option("--browser", help="Also look at every page in Chromium: contrast, targets, small screens.")
    ] = False,
    fail_on: Annotated[str, typer.Option("--fail-on", help="error or warning: what makes the exit code 1.")] = "error",
    html: Annotated[Path | None, typer.Option("--html", help="Write what was found as a page to this file.")] = None,
    json: Json = False,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is not such a page.")] = False,
    quiet: Quiet = False,
) -> None:
    """Check books: our own rules, EPUBCheck, and Ace where they are installed."""
    from accessible import pipeline

    if fail_on not in ("error", "warning"):
        raise UsageError(f"--fail-on is error or warning, not {fail_on!r}")
    if html is not None:
        pipeline.claim_report(html, force=force)
    found = pipeline.check_books(book, browser=browser)
    if json:
        console.as_json(pipeline.findings(found))
    else:
        for path, messages, refused in found:
            if refused is not None and len(found) > 1:
                console.error(refused)
            for message in messages:
                console.data(f"{path}: {console.line_of(message)}")
                if message.hint:
                    console.data(f"  hint: {message.hint}")
        if not quiet:
            console.note(pipeline.verdict(found))
    if html is not None:
        pipeline.write_report(found, html, force=force)
    refusals = [refused for _, _, refused in found if refused is not None]
    if refusals and len(found) == 1:
        raise refusals[0]
    if refusals:
        console.note(f"error: {len(refusals)} of {len(found)} books could not be checked")
    if refusals or pipeline.worst(found, fail_on):
        raise typer.Exit(1)


@app.command()
def info(json: Json = False) -> None:
    """Show versions, engines, codecs and checkers: for bug reports."""
    from accessible import pipeline

    facts = pipeline.facts()
    if json:
        console.as_json(facts)
        return
    for name, value in facts.items():
        console.fact(name, value)


def _version(asked: bool) -> None:
    if asked:
        console.data(f"accessible {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def _options(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Make a talking EPUB and an audio narration of an article or a book."""
    if context.invoked_subcommand is None:
        console.data(context.get_help())


def _config(context: typer.Context) -> Config:
    """The options of a run: of the options of a command those that are called like a field of `Config`.

    They are in the signature of the command for the sake of Typer, which reads it, and need not be handed on. What a
    command calls ``source`` is what it reads; what that was made from is ``made_from`` there.
    """
    called = {**{name: name for name in Config.__struct_fields__ if name != "source"}, "made_from": "source"}
    said = {called[name]: value for name, value in context.params.items() if name in called}
    return load({name: value for name, value in said.items() if value not in ((), [])})


def _messages(messages: tuple[Any, ...], *, quiet: bool, verbose: int, of: str = "") -> None:
    from accessible.model.message import severity

    for message in messages:
        level = severity(message.code)
        if level == "error" or (not quiet and (verbose or level != "info")):
            console.show(message, of=of)


#: After so many new objects Python looks for garbage that holds itself. A book is of objects that stay; looking through
#: them after every 700 was a fifteenth of what it costs to build one again.
_GARBAGE = 100_000


def _interrupted(number: int, frame: object) -> NoReturn:
    raise KeyboardInterrupt


def main() -> NoReturn:
    """Run the command line and exit: 0 done, 1 to 6 as in `accessible.errors`, 130 when it is interrupted."""
    for name in ("SIGTERM", "SIGHUP"):  # to be asked to end, or left alone, is to be interrupted: nothing stays behind
        if (number := getattr(signal, name, None)) and signal.getsignal(number) == signal.SIG_DFL:
            signal.signal(number, _interrupted)
    gc.set_threshold(_GARBAGE)
    console.open_streams()
    try:
        code = app(standalone_mode=False)
        if code == 130:  # Typer's answer to Ctrl-C
            raise KeyboardInterrupt
        console.flush()
        sys.exit(code if isinstance(code, int) else 0)
    except AccessibleError as error:
        console.error(error)
        sys.exit(error.exit_code)
    except (KeyboardInterrupt, typer.Abort):
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # it ends already
        console.note("error: interrupted\n\nhint: the same command takes up the work again")
        sys.exit(130)
    except Exception as error:
        if hasattr(error, "format_message"):  # Typer's own usage errors, whose classes it does not export
            where: Any = getattr(error, "ctx", None)
            command = f"accessible {where.info_name}" if where is not None and where.parent else "accessible"
            console.error(UsageError(error.format_message().rstrip("."), hint=f"{command} --help"))
            sys.exit(2)
        if os.environ.get("ACCESSIBLE_DEBUG"):
            raise
        console.error(
            AccessibleError(
                f"a defect of the program: {type(error).__name__}: {error}",
                hint="please report it with the source; ACCESSIBLE_DEBUG=1 shows where it happened",
            )
        )
        sys.exit(1)

"""The only module that prints: data to standard output, everything else to standard error.

rich draws the progress bar on a terminal that can show one and does nothing else here: people who use a screen reader
run this program, and a screen reader reads every line of a drawn box. Where there is no terminal, or with --plain,
progress is one full line for each section. `NO_COLOR` is honoured by rich.
"""

from __future__ import annotations

import io
import json
import os
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO, assert_never, get_args

from accessible.errors import AccessibleError, OutputError
from accessible.model.blocks import (
    Anchor,
    Aside,
    Block,
    BlockQuote,
    Definitions,
    Evidence,
    Figure,
    Footnote,
    Foreign,
    Heading,
    Image,
    Link,
    List,
    NoteRef,
    PageBreak,
    PageMark,
    Paragraph,
    Quote,
    QuoteKind,
    SceneBreak,
    SectionStart,
    Sentence,
    SpeakerLabel,
    Styled,
    Table,
)
from accessible.model.document import Document, leaves, written
from accessible.model.draft import Lines
from accessible.model.message import Message, severity

#: Line breaks (Unicode, section 5.8) and other control characters, with the spaces around them.
_BREAKS = re.compile(r"\s*[\x00-\x1f\x7f-\x9f\u2028\u2029]+\s*")
#: Kinds of quotations that somebody says.
_SPOKEN = ("direct", "partial")


def open_streams() -> None:
    """Make standard output and error fit to be written: what a terminal's encoding has no letter for is shown as an
    escape, and a stream that was closed before the program began swallows what it is given."""
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _nowhere() -> TextIO:
    return Path(os.devnull).open("w", encoding="utf-8")


#: What a shell shows for a command that SIGPIPE has ended: when the reader of its output goes away, it ends quietly.
#: The signal itself stays off, for it would also end the program where a child of its own dies before it is asked.
_UNREAD = 141


@contextmanager
def _arriving() -> Iterator[None]:
    """Turn what keeps standard output from being written (a full disk, say) into an `OutputError`."""
    try:
        yield
    except BrokenPipeError:
        sys.stdout = _nowhere()
        raise SystemExit(_UNREAD) from None
    except OSError as error:
        sys.stdout = _nowhere()  # nothing more is tried at exit
        raise OutputError(f"standard output cannot be written: {error.strerror}") from None


def flush() -> None:
    """See to it that what was asked for has arrived. Raises `OutputError`."""
    with _arriving():
        sys.stdout.flush()


def data(text: str) -> None:
    """A line of what was asked for. Raises `OutputError`."""
    with _arriving():
        sys.stdout.write(text + "\n")


def as_json(value: Any) -> None:
    """A JSON value, indented, as what was asked for."""
    data(json.dumps(value, ensure_ascii=False, indent=2))


def raw(content: bytes) -> None:
    """Bytes to standard output: sound for a pipe."""
    with _arriving():
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()


def note(text: str) -> None:
    """A line for the person who waits."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def fact(name: str, value: str) -> None:
    """A line ``name: value`` of what was asked for. Raises `OutputError`."""
    data(_one_line(f"{name}: {value}"))


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Rows in aligned columns without lines between them; the last column is as wide as it is."""
    rows = [[_one_line(cell) for cell in row] for row in rows]
    widths = [max(len(row[column]) for row in (header, *rows)) for column in range(len(header) - 1)]
    for row in (header, *rows):
        padded = [cell.ljust(width) for cell, width in zip(row[:-1], widths, strict=True)]
        data("  ".join([*padded, row[-1]]).rstrip())


def error(problem: AccessibleError) -> None:
    """``error: what happened (where)``, an empty line, ``hint: what to do``."""
    note(f"error: {_one_line(str(problem))}")
    if problem.hint:
        note(f"\nhint: {_one_line(problem.hint)}")


def show(finding: Message, *, of: str = "") -> None:
    """One message on one line, after what it is of, and its hint on the next."""
    note((f"{of}: " if of else "") + line_of(finding))
    if finding.hint:
        note(f"  hint: {_one_line(finding.hint)}")


def line_of(finding: Message) -> str:
    """A message as a line: severity, code, place, text."""
    place = finding.place
    where = place.file + (f":{place.line}" if place.line else "") + (f"#{place.id}" if place.id else "")
    return _one_line(f"{severity(finding.code)} {finding.code}{f' {where}' if where else ''}: {finding.text}")


def _one_line(text: str) -> str:
    """A text that stays on its line and changes nothing on a terminal: what an engine, a plug-in or an operating
    system says may have line breaks, and characters that steer."""
    return _BREAKS.sub(" ", text).strip()


def outline(document: Document) -> list[str]:
    """What the structurer saw, as lines to read: every block with the rule that decided, every quotation, the speakers.

    Plain lines of the form ``kind: text [rule, confidence]``; a quotation is set in under its block, with its speaker
    and what in the text says so (``explicit``: a name, ``anaphoric``: a pronoun, ``nominal``: a description,
    ``implicit``: nothing).
    """
    metadata = document.metadata
    prose = [text for section in document.sections for _, text in written(section.blocks)]
    quotes = [inline for text in prose for inline in text.inlines if isinstance(inline, Quote)]
    lines = [
        f"{document.kind}: {metadata.title}{_why(document.kind_evidence)}",
        f"language {metadata.language}, {_counted(len(document.sections), 'section')}, "
        f"{_quotations(quotes)}, {_counted(len(document.speakers), 'speaker')}",
    ]
    for number, section in enumerate(document.sections, 1):
        kind = f": {section.kind}{_why(section.kind_evidence)}" if section.kind else ""
        lines += ["", f"section {number}{kind}"]
        for block in section.blocks:
            lines += _block_lines(block)
    return lines + _speaker_lines(document, quotes)


def _speaker_lines(document: Document, quotes: Sequence[Quote]) -> list[str]:
    """Everybody who is quoted: what they are, how much they say, and the other names that they go by."""
    said: dict[str, list[Quote]] = {}
    for quote in quotes:
        said.setdefault(quote.speaker.name if quote.speaker else "", []).append(quote)
    lines = []
    for speaker in document.speakers:
        facts = ", ".join(part for part in (speaker.kind, speaker.gender, "" if speaker.named else "unnamed") if part)
        line = f"{speaker.name}{f' ({facts})' if facts else ''}: {_quotations(said.get(speaker.name, ()))}"
        lines.append(line + (f"; also {'; '.join(speaker.aliases)}" if speaker.aliases else ""))
    if open_ones := [quote for quote in said.get("", ()) if quote.kind in _SPOKEN]:
        lines.append(f"without a speaker: {_quotations(open_ones)}")
    return ["", "speakers", *lines] if lines else []


def _quotations(quotes: Sequence[Quote]) -> str:
    """Such as "3 quotations (2 direct, 1 scare)"."""
    kinds = Counter(quote.kind for quote in quotes)
    named = ", ".join(f"{kinds[kind]} {kind}" for kind in get_args(QuoteKind) if kinds[kind])
    return _counted(len(quotes), "quotation") + (f" ({named})" if named else "")


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _why(evidence: Evidence | None) -> str:
    return "" if evidence is None else f" [{evidence.rule}, {evidence.confidence:.2f}]"


def _block_lines(block: Lines | Block) -> list[str]:
    if isinstance(block, Lines):
        return [f"lines: {block.span.start} to {block.span.end}"]
    name = type(block).__name__.lower()
    match block:
        case Heading():
            name = f"heading {block.level}"
        case SceneBreak():
            name = "scene break"
        case PageBreak():
            name = f"page break {block.label}".rstrip()
        case List():
            name = "numbered list" if block.ordered else "list"
        case SectionStart():
            name = f"section {block.kind}".rstrip()
        case BlockQuote(kind=kind) if kind:
            name = kind
        case Paragraph(part=part) if part:
            name = part
        case _:
            pass
    match block:
        case SceneBreak() | PageBreak() | SectionStart() | List() | Definitions():
            text = ""
        case BlockQuote() | Footnote() | Figure() | Aside():
            text = ""
        case Image():
            text = block.picture if block.alternative is None else _short(block.alternative.text)
        case Table():
            text = f"{_counted(len(block.rows), 'row')}, {_counted(block.header_rows, 'header row')}"
        case _:
            text = _short(block.prose.text)
    evidence = block.evidence
    why = f"{evidence.rule}, {evidence.confidence:.2f}"
    if isinstance(block, Heading) and block.ranked is not None:
        why += f"; level: {block.ranked.rule}, {block.ranked.confidence:.2f}"
    if isinstance(block, BlockQuote) and block.kind_evidence not in (None, evidence):
        assert block.kind_evidence is not None
        why += f"; kind: {block.kind_evidence.rule}, {block.kind_evidence.confidence:.2f}"
    lines = [f"{name}: {text} [{why}]".replace(":  [", " [")]
    match block:
        case BlockQuote() | Footnote() | Aside() | Figure():
            lines += [f"  {line}" for child in block.blocks for line in _block_lines(child)]
            if isinstance(block, BlockQuote) and block.attribution is not None:
                lines.append(f"  attribution: {_short(block.attribution.text)}")
            if isinstance(block, Figure) and block.caption is not None:
                lines += [f"  {line}" for line in _block_lines(block.caption)]
        case Definitions():
            for entry in block.entries:
                lines.append(f"  term: {_short(', '.join(term.prose.text for term in entry.terms))}")
                lines += [f"    {line}" for child in entry.blocks for line in _block_lines(child)]
        case List():
            for item in block.items:
                inner = [line for child in item.blocks for line in _block_lines(child)]
                marks = [item.marker, *[" " * len(item.marker)] * len(inner)]
                lines += [f"  {mark} {line}" for mark, line in zip(marks, inner, strict=False)]
        case Table():
            if block.caption is not None:
                lines += [f"  {line}" for line in _block_lines(block.caption)]
            for row in block.rows:
                cells = (" ".join(leaf.prose.text for leaf in leaves(cell.blocks)) for cell in row)
                lines.append(f"  row: {_short(' | '.join(cells))}")
        case SceneBreak() | PageBreak() | SectionStart() | Image():
            pass
        case _:
            for inline in block.prose.inlines:
                said = _short(block.prose.text[inline.start : inline.end])
                match inline:
                    case Quote():
                        lines.append("  " + _quote_line(inline, block.prose.text))
                    case Foreign():
                        lines.append(f"  in {inline.language}: {said}{_why(inline.evidence)}")
                    case PageMark():
                        lines.append(f"  page break {inline.label}{_why(inline.evidence)}")
                    case NoteRef():
                        lines.append(f"  reference: {said} to {inline.target}{_why(inline.evidence)}")
                    case Styled(style="abbr") if inline.evidence is not None:
                        lines.append(f"  abbreviation: {said} for {inline.title}{_why(inline.evidence)}")
                    case SpeakerLabel():
                        lines.append(f"  speaker’s label: {said}{_why(inline.evidence)}")
                    case Sentence() | Styled() | Link() | Anchor():
                        pass
                    case _:
                        assert_never(inline)
    return lines


def _quote_line(quote: Quote, text: str) -> str:
    said = _short(text[quote.start : quote.end])
    line = f"{quote.kind} quotation: {said} [{quote.evidence.rule}, {quote.evidence.confidence:.2f}]"
    if quote.speaker is not None:
        evidence = quote.speaker.evidence
        cue = quote.speaker.cue + (f": {_short(quote.speaker.mention)}" if quote.speaker.mention else "")
        line += f"; speaker {quote.speaker.name} ({cue}) [{evidence.rule}, {evidence.confidence:.2f}]"
    elif quote.kind in _SPOKEN:
        line += "; no speaker"
    return line


def _short(text: str, longest: int = 72) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= longest else flat[: longest - 1].rsplit(" ", 1)[0] + "…"

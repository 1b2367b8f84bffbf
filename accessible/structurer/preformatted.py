"""What was set with spaces on purpose: code and tables, found before the layout could take their lines for prose.

Code is what an author fenced (CommonMark, section 4.5), what begins with the prompt of a shell, and runs of lines most
of which no prose has: lines of brackets, of assignments, of tags. Set in by four columns or more (CommonMark, section
4.4) fewer of them are enough, and blank lines do not end it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from accessible.model.blocks import Block, Code, Evidence, Prose, Span
from accessible.model.document import Document
from accessible.model.draft import Lines
from accessible.model.message import Message
from accessible.structurer.cuts import cut_out
from accessible.structurer.layout import Line, lines_of
from accessible.structurer.shape import place_at
from accessible.structurer.tables import looks_tabular, may_hold_table, tables_in, with_caption
from accessible.structurer.words import patterns

_FENCE = re.compile(r"^ {0,3}(?P<fence>`{3,}|~{3,})[ \t]*(?P<info>[^\s`]*)[^\n`\r]*\r?$", re.MULTILINE)
#: One of these has a run with code in it somewhere; asked of every run before its lines are looked at.
_TRACES = ("{", "}", "<", "=", "\\", "$ ", ">>>", "()", ");", "//")
#: A prompt, and something that is typed behind it.
_PROMPT = re.compile(r"(?:\$|>>>|[A-Z]:\\[\w\\]{0,60}>|In \[\d+\]:) ?[a-z_./~(]")
#: What no line of prose is: brackets alone or at its end, a tag (alone, closed or with attributes: ``<ann> hello`` is a
#: line of a chat), a key with its value, a call, a comment mark; but a work in a numbered list of references is none.
_SURE = re.compile(
    r"(?!\[\d{1,3}\] )(?:"
    r"[\[\](){}<>;,/]+"
    r"|.*(?:[{\[]|[\]}]+[;,]|\w\(.{0,200}\)[;,]|/>|\">)"
    r"|(?:</?[a-zA-Z!][^<>]{0,200}>\s*)+"
    r"|<[a-zA-Z][^<>]{0,200}>.*</[a-zA-Z].*"
    r"|</[a-zA-Z][^<>]{0,200}>.*"
    r"|<[a-zA-Z][\w:-]{0,40}\s+[\w:-]{1,40}\s*=[^<>]{0,200}>.*"
    r"|[\"'][\w -]{1,60}[\"']\s*:.+"
    r"|(?://|/\*|\*/|#include\b|#!|<!--|--\s?\w+:).*"
    r"|[\w.]{1,60}\([^()]{0,120}\);?"
    r"|[\w:.-]{1,40}=[\"'].*"
    r")"
)
#: What prose hardly has: an assignment, a comparison, an arrow, a flag, an end in a semicolon behind a bracket.
_LIKELY = re.compile(
    r"(?!\[\d{1,3}\] )(?:"
    r"(?:[\w.\[\]$@]{1,40}(?: (?:[-+*/:|&]?=|=>|<-) |=)[^\s=].*)"
    r"|.*(?:[!=<>]=| => |->|::|\w\(\)|&&|\|\|).*"
    r"|.{0,200}[)\]}];"
    r"|(?:\S{1,40} ){1,6}--?[a-z][\w-]*(?:[= ]\S+){0,8}"
    r"|\[[\w. -]{1,40}\]"
    r")"
)
#: A list of things in brackets is no code.
_ITEM = re.compile(r"\(?\w{1,3}[.)] |[-*•–] ")
#: A message gives so many characters of the first line.
_CITED = 60
#: The indentation (columns) that makes a block of code in Markdown.
_SET_IN = 4
#: Longer lines (characters) are prose or data, not code that anybody wrote.
_LONGEST = 400


def find_preformatted(document: Document) -> Document:
    """The document with its fenced and its evident code as `Code` and its tables as `Table`."""
    runs = [block.span for section in document.sections for block in section.blocks if isinstance(block, Lines)]
    fenced = list(_fenced(document.text, runs))
    taken = sorted((block.span.start, block.span.end) for block in fenced)
    starts = [start for start, _ in taken]
    free = [run for run in runs if not _inside(run, starts, taken)]
    coded = _evident(document.text, free)
    starts = [block.span.start for block in coded]
    taken = [(block.span.start, block.span.end) for block in coded]
    free = [run for run in free if not _inside(run, starts, taken)]
    tables = _tables(document, free)
    document = replace(document, messages=(*document.messages, *_kept(document, free, tables)))
    return cut_out(document, [*fenced, *coded, *tables])


def _kept(document: Document, runs: Sequence[Span], tables: Sequence[Block]) -> Iterator[Message]:
    """A message for every run of lines that looks like a table in which none was found."""
    taken = sorted((table.span.start, table.span.end) for table in tables)
    starts = [start for start, _ in taken]
    for run in runs:
        if may_hold_table(document.text, run) and not _inside(run, starts, taken):
            lines = looks_tabular(lines_of(document.text, run), document.metadata.language)
            if lines:
                what = f"Possible table of {len(lines)} lines, kept as text: {lines[0].text[:_CITED]!r}."
                span = Span(lines[0].start, lines[-1].end)
                yield Message("S009", what, place_at(span, document.text, document.source))


def _inside(run: Span, starts: Sequence[int], taken: Sequence[tuple[int, int]]) -> bool:
    at = bisect_right(starts, run.end) - 1
    return at >= 0 and taken[at][1] > run.start


def _fenced(text: str, runs: Sequence[Span]) -> Iterator[Block]:
    """Code between two fences; what is never closed is no code, for it would take the rest of the text with it."""
    if "```" not in text and "~~~" not in text:
        return
    starts = [run.start for run in runs]
    opening: re.Match[str] | None = None
    for fence in _FENCE.finditer(text):
        at = bisect_right(starts, fence.start("fence")) - 1
        if at < 0 or fence.end() > runs[at].end + 1:
            continue
        if opening is None:
            opening = fence
        elif fence["fence"].startswith(opening["fence"]) and not fence["info"]:
            inner = Span(min(opening.end() + 1, fence.start()), max(fence.start() - 1, opening.end()))
            if text[inner.start : inner.end].strip():
                span = Span(opening.start("fence"), fence.end("fence"))
                yield _code(text, inner, span, Evidence("between fences", 0.99))
            opening = None


def _code(text: str, inner: Span, span: Span, evidence: Evidence) -> Code:
    start, end = inner.start, inner.end
    while start < end and text[start] in "\r\n":
        start += 1
    written = text[start:end].rstrip()
    return Code(Prose(written, origin=start), span, evidence)


def _tables(document: Document, runs: Sequence[Span]) -> list[Block]:
    """The tables; a line that names one may stand apart from it."""
    text = document.text
    caption = patterns("table", document.metadata.language)
    found: list[Block] = []
    for at, run in enumerate(runs):
        if not may_hold_table(text, run):
            continue
        tables = tables_in(lines_of(text, run), text, document.metadata.language)
        if tables and at and caption is not None and tables[0].caption is None:
            above = lines_of(text, runs[at - 1])
            alone = len(above) == 1 and not text[above[0].end : tables[0].span.start].strip()
            if alone and caption.match(above[0].text):
                tables[0] = with_caption(tables[0], above[0])
        found.extend(tables)
    return found


# ---------------------------------------------------------------------------------------------------------- code
def _evident(text: str, runs: Sequence[Span]) -> list[Block]:
    found: list[Block] = []
    start = -1  # of the block of code that the run before ended
    traces = [trace for trace in _TRACES if trace in text]
    for number, run in enumerate(runs):
        suspect = start >= 0 or any(text.find(trace, run.start, run.end) >= 0 for trace in traces)
        lines = lines_of(text, run) if suspect else []
        set_in = bool(lines) and min(line.indent for line in lines) >= _SET_IN
        confidence = _confidence(lines, set_in=set_in)
        if not confidence:
            start = -1
            found.extend(_stretches(text, lines))
            continue
        inner = Span(run.start, run.end)
        if start >= 0 and set_in and not text[runs[number - 1].end : run.start].strip():
            last = found.pop()
            inner = Span(last.span.start, run.end)
        start = inner.start if set_in else -1
        found.append(_code(text, inner, inner, Evidence("reads like code", confidence)))
    return found


def _stretches(text: str, lines: Sequence[Line]) -> Iterator[Block]:
    """Code among other lines, where no blank line parts them: three lines or more that all read like code."""
    surely = [len(line.text) <= _LONGEST and bool(_SURE.fullmatch(line.text)) for line in lines]
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and surely[end]:
            end += 1
        if end - at > 2:
            inner = Span(lines[at].start, lines[end - 1].end)
            yield _code(text, inner, inner, Evidence("reads like code", 0.85))
        at = end + 1


def _confidence(lines: Sequence[Line], *, set_in: bool) -> float:
    """How sure it is that a run of lines is code; 0 when it is not."""
    if not lines or any(len(line.text) > _LONGEST for line in lines):
        return 0.0
    if _PROMPT.match(lines[0].text):
        return 0.95
    sure = sum(bool(_SURE.fullmatch(line.text)) for line in lines)
    if len(lines) > 1 and 3 * sure >= 2 * len(lines):
        return 0.95
    likely = sure + sum(bool(_LIKELY.fullmatch(line.text)) and not _SURE.fullmatch(line.text) for line in lines)
    if len(lines) > 1 and sure > 1 and 5 * likely >= 4 * len(lines):
        return 0.85
    if set_in and (sure or likely > 1) and 2 * likely >= len(lines) and not _ITEM.match(lines[0].text):
        return 0.85
    return 0.0

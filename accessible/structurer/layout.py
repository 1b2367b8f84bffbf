"""Lines → blocks: how this document breaks its lines, found before any line is judged.

Plain text has three habits: a blank line between paragraphs, lines wrapped at a width, one line per paragraph. They
mix, so each run of lines is asked whether its line breaks are *soft*: a break is soft when the next line's first word
would not have fitted on the line before. Runs of soft breaks are paragraphs, cut where a line was left short on
purpose; other runs are cut line by line, but for lines that plainly go on (the next begins with a small letter).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from accessible.model.blocks import Block, Evidence, Paragraph, Prose, Span
from accessible.model.document import Document
from accessible.model.draft import Lines
from accessible.structurer.leaders import leads_to_page
from accessible.structurer.punctuation import CLOSERS, TERMINAL

#: Widths (characters) that people and programs wrap text at.
_NARROWEST, _WIDEST = 35, 110
#: The share of soft breaks that makes a run a wrapped paragraph; in a long run, wrapped paragraphs one after another.
_PARAGRAPH, _MANY = 0.8, 0.6
#: The share of lines in wrapped runs that makes a document a wrapped one.
#: Where no line is longer than people wrap at, less is enough.
_WRAPPED, _SOME = 0.3, 0.1
#: A line that leaves so much of the width empty was ended on purpose.
_SHORT = 0.75
#: A line of so many characters that ends in a full stop may end in an abbreviation, if the next begins small.
_LONG = 60

#: Why nearly every block is what it is: one object for all of them.
_RUNNING = Evidence("running text")

#: What an item of a list begins with.
MARKER = re.compile(r"(?:[•‣◦▪·*+\-–]|\(?(?:\d{1,3}|[a-zA-Z]|[ivxlc]{1,5})[.)])[ \t\u00a0]+\S")
#: What is said of the term on the line before begins with it.
_MEANING = (": ", ":\t")


class Line(Struct, frozen=True):
    """One line: its span without surrounding blanks, and its indentation in columns."""

    start: int
    end: int
    indent: int
    text: str


def find_blocks(document: Document) -> Document:
    """The document with every run of lines turned into paragraphs; blocks that a reader made are left alone."""
    runs = [
        [] if not isinstance(block, Lines) else lines_of(document.text, block.span)
        for section in document.sections
        for block in section.blocks
    ]
    width = wrap_width(runs)
    longest = 0 if width else max((line.indent + len(line.text) for run in runs for line in run), default=0)
    edge = longest if _LONG <= longest <= _WIDEST + 20 else 0
    sections = []
    at = iter(runs)
    for section in document.sections:
        blocks: list[Lines | Block] = []
        for block in section.blocks:
            lines = next(at)
            if isinstance(block, Lines):
                blocks.extend(paragraph_of(document.text, part, block.span) for part in _parts(lines, width, edge))
            else:
                blocks.append(block)
        sections.append(replace(section, blocks=tuple(blocks)))
    return replace(document, sections=tuple(sections))


def lines_of(text: str, span: Span) -> list[Line]:
    """The lines of a run, without their indentation and trailing blanks."""
    found = []
    start = span.start
    for line in text[span.start : span.end].replace("\r", "\n").split("\n"):  # CR LF leaves an empty line, and no trace
        stripped = line.strip()
        if stripped:
            lead = 0 if line[0] == stripped[0] else len(line) - len(line.lstrip())
            indent = len(line[:lead].expandtabs(8)) if lead else 0
            found.append(Line(start + lead, start + lead + len(stripped), indent, stripped))
        start += len(line) + 1
    return found


def wrap_width(runs: Sequence[Sequence[Line]]) -> int:
    """The width in characters that this document wraps its lines at, or 0 when it does not.

    Asked of the runs of three lines or more: a run is wrapped when nearly all of its breaks are soft at the width of
    its own longest line, and the document is when a good part of such lines stand in wrapped runs.
    """
    all_lines = wrapped = 0
    widths: list[int] = []
    for run in runs:
        if len(run) < 3:
            continue
        all_lines += len(run)
        width = _own_width(run)
        if _NARROWEST <= width <= _WIDEST and _soft_share(run, width) >= (_PARAGRAPH if len(run) < 30 else _MANY):
            wrapped += len(run)
            widths.extend([width] * len(run))
    longer = sum(line.indent + len(line.text) > _WIDEST + 20 for run in runs for line in run)
    if not widths or longer > wrapped // 4 or wrapped < (_WRAPPED if longer else _SOME) * all_lines:
        return 0
    widths.sort()
    return widths[len(widths) * 9 // 10]


def _own_width(run: Sequence[Line]) -> int:
    """The nine-tenths quantile of the lengths of the lines that have a line after them."""
    lengths = sorted(line.indent + len(line.text) for line in run[:-1])
    return lengths[len(lengths) * 9 // 10] if len(run) > 10 else lengths[-1]


def _soft_share(run: Sequence[Line], width: int) -> float:
    soft = sum(is_soft(line, follower, width) for line, follower in zip(run, run[1:], strict=False))
    return soft / (len(run) - 1)


def is_soft(line: Line, follower: Line, width: int) -> bool:
    """Whether the break after ``line`` only says that the line was full."""
    word = follower.text.split(None, 1)[0]
    return line.indent + len(line.text) + 1 + len(word) > width - 2


def _parts(lines: Sequence[Line], width: int, edge: int) -> list[list[Line]]:
    """A run of lines as the lines of each block in it; ``width`` is the document's, 0 if it does not wrap, as far as
    can be told; ``edge`` is then where its longest line ends, if that is where a wrapped one may end."""
    if len(lines) < 2:
        return [list(lines)]
    breaks = list(zip(lines, lines[1:], strict=False))
    own = 0
    if width:
        own = _own_width(lines)
        wide = own >= _NARROWEST if len(lines) > 2 else own > 0.7 * width
        if not wide or _soft_share(lines, own) < 0.5:
            own = 0
    parts = [[lines[0]]]
    for line, follower in breaks:
        full = edge and follower is lines[-1] and _is_full(line, follower, edge)
        if full or _goes_on(line, follower, width=own, first=len(parts[-1]) == 1):
            parts[-1].append(follower)
        else:
            parts.append([follower])
    return parts


def _is_full(line: Line, follower: Line, edge: int) -> bool:
    """Whether a line ended where no line of the document is longer, in a sentence that the last line of its run ends:
    a text of short paragraphs has no more to show that it is wrapped."""
    if follower.text.rstrip(CLOSERS)[-1:] not in TERMINAL or MARKER.match(follower.text):
        return False
    return is_soft(line, follower, edge) and (line.text[-1].isalnum() or line.text[-1] == ",")


def _goes_on(line: Line, follower: Line, *, width: int, first: bool) -> bool:
    """Whether ``follower`` belongs to the block of ``line``; ``width`` is that of the run, 0 if it is not wrapped."""
    if line.text[-1] in TERMINAL + ":;," and MARKER.match(follower.text):
        return False
    if leads_to_page(line.text) or follower.text.startswith(_MEANING):
        return False
    ended = line.text.rstrip(CLOSERS)[-1:] in TERMINAL
    if not width:
        abbreviated = (
            line.text[-1] == "." and len(line.text) >= _LONG
        )  # "… the Mayor of St.", and the next line is full
        return follower.text[0].islower() and (line.text[-1] not in TERMINAL or abbreviated)
    if follower.indent > line.indent and not first and ended:
        return False  # a first line set in opens a paragraph
    if line.indent + len(line.text) + len(follower.text.split(None, 1)[0]) > _SHORT * width:
        return True
    return follower.text[0].islower() or not (ended or first)


def paragraph_of(text: str, lines: Sequence[Line], run: Span | None = None) -> Paragraph:
    """A paragraph of lines of the source; where they are the whole ``run``, as they mostly are, its span is theirs,
    numbers and all."""
    span = Span(lines[0].start, lines[-1].end)
    if run is not None and span == run:
        span = run
    return Paragraph(
        prose=Prose(text=text[span.start : span.end], origin=span.start),
        span=span,
        evidence=_RUNNING,
    )

"""Lines → blocks: how this document breaks its lines, found before any line is judged.

Plain text has three habits: a blank line between paragraphs, lines wrapped at a width, one line per paragraph. They
mix, so each run of lines is asked whether its line breaks are *soft*: a break is soft when the next line's first word
would not have fitted on the line before. Runs of soft breaks are paragraphs; other runs are cut line by line, but for
lines that plainly go on (the next begins with a small letter).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from accessible.model.blocks import Block, Evidence, Paragraph, Prose, Span
from accessible.model.document import Document
from accessible.model.draft import Lines
from accessible.structurer.shape import TERMINAL

_LINE = re.compile(r"[^\r\n]+")

#: Widths (characters) that people and programs wrap text at.
_NARROWEST, _WIDEST = 35, 110

_MARKER = re.compile(r"(?:[•‣◦▪·*+\-–]|\(?(?:\d{1,3}|[a-zA-Z]|[ivxlc]{1,5})[.)])[ \t\u00a0]+\S")


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
    sections = []
    at = iter(runs)
    for section in document.sections:
        blocks: list[Lines | Block] = []
        for block in section.blocks:
            lines = next(at)
            if isinstance(block, Lines):
                blocks.extend(_paragraph(document.text, part) for part in _parts(lines, width))
            else:
                blocks.append(block)
        sections.append(replace(section, blocks=tuple(blocks)))
    return replace(document, sections=tuple(sections))


def lines_of(text: str, span: Span) -> list[Line]:
    """The lines of a run, without their indentation and trailing blanks."""
    found = []
    for match in _LINE.finditer(text, span.start, span.end):
        line = match.group()
        stripped = line.strip()
        if stripped:
            lead = len(line) - len(line.lstrip())
            start = match.start() + lead
            found.append(Line(start, start + len(stripped), len(line[:lead].expandtabs(8)), stripped))
    return found


def wrap_width(runs: Sequence[Sequence[Line]]) -> int:
    """The width in characters that this document wraps its lines at, or 0 when it does not.

    The nine-tenths quantile of the lines that have a line after them in their run, if most breaks at that width are
    soft.
    """
    lengths = sorted(line.indent + len(line.text) for run in runs for line in run[:-1])
    if not lengths:
        return 0
    width = lengths[len(lengths) * 9 // 10]
    if not _NARROWEST <= width <= _WIDEST:
        return 0
    pairs = [(line, follower) for run in runs for line, follower in zip(run, run[1:], strict=False)]
    soft = sum(is_soft(line, follower, width) for line, follower in pairs)
    return width if soft * 2 > len(pairs) else 0


def is_soft(line: Line, follower: Line, width: int) -> bool:
    """Whether the break after ``line`` only says that the line was full."""
    word = follower.text.split(None, 1)[0]
    return line.indent + len(line.text) + 1 + len(word) > width - 2


def _parts(lines: Sequence[Line], width: int) -> list[list[Line]]:
    """A run of lines as the lines of each block in it."""
    if len(lines) < 2:
        return [list(lines)]
    breaks = list(zip(lines, lines[1:], strict=False))
    wrapped = width > 0 and 2 * sum(is_soft(line, follower, width) for line, follower in breaks) >= len(breaks)
    parts = [[lines[0]]]
    for line, follower in breaks:
        if _goes_on(line, follower, wrapped=wrapped, first=len(parts[-1]) == 1):
            parts[-1].append(follower)
        else:
            parts.append([follower])
    return parts


def _goes_on(line: Line, follower: Line, *, wrapped: bool, first: bool) -> bool:
    if _MARKER.match(follower.text) and line.text[-1] in TERMINAL + ":;,":
        return False
    if wrapped:
        # a first line set in, after a line that ended its sentence, opens a paragraph
        return not (follower.indent > line.indent and not first and line.text.rstrip("\"'”’»")[-1:] in TERMINAL)
    return follower.text[0].islower() and line.text[-1] not in TERMINAL


def _paragraph(text: str, lines: Sequence[Line]) -> Paragraph:
    start, end = lines[0].start, lines[-1].end
    return Paragraph(
        prose=Prose(text=text[start:end], origin=start),
        span=Span(start, end),
        evidence=Evidence("running text"),
    )

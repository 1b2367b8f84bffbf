"""How lines are set: where this document's prose begins and ends on the line, and which lines stand together.

Verse and extracts are told from running text by the eye: they are set in, or broken before the line is full. Both
rules look at runs of lines as the source has them, whether the layout made one block of them or one of each line.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from accessible.model.blocks import Block, Evidence, Paragraph, Prose, Span
from accessible.model.draft import Lines
from accessible.structurer.labels import SPEECH
from accessible.structurer.layout import Line, lines_of
from accessible.structurer.places import line_start
from accessible.structurer.punctuation import OPENERS

#: What share of a document's breaks must fall inside a sentence before its prose counts as wrapped.
_WRAPPED = 0.25
#: An indentation that so little of the text has is not where its lines begin.
_RARE = 0.05


class Run(Struct, frozen=True):
    """Lines without a blank line between them, and the blocks they are in: ``first`` up to, not including, ``last``."""

    first: int
    last: int
    lines: tuple[Line, ...]


class Stretch(Struct, frozen=True):
    """Lines ``first`` up to, not including, ``last`` of a run that are set apart, and why."""

    first: int
    last: int
    evidence: Evidence


class Setting(Struct, frozen=True):
    """Columns, counted from 0: ``margin`` is where lines of prose begin, ``opening`` where the first line of a
    paragraph does (the margin when it is not set in), ``width`` where lines of prose are full and ``edge`` where
    those of prose that is set in are (0 when it is not wrapped, or there is none)."""

    margin: int
    opening: int
    width: int
    edge: int

    def sets_in(self, line: Line) -> bool:
        """Whether a line begins to the right of where this document's prose does."""
        return line.indent > self.margin + 1 and line.indent != self.opening

    def opens(self, line: Line) -> bool:
        """Whether a line begins where only the first line of a paragraph does."""
        return line.indent == self.opening != self.margin


def runs_of(blocks: Sequence[Lines | Block], text: str) -> list[Run]:
    """The runs of lines of the paragraphs among ``blocks`` that stand letter for letter in the source."""
    found: list[Run] = []
    first = -1
    for at, block in enumerate(blocks):
        if not isinstance(block, Paragraph) or not _stands(block):
            first = _end(found, blocks, text, first, at)
            continue
        if first >= 0 and not _adjoin(text, blocks[at - 1].span.end, block.span.start):
            first = _end(found, blocks, text, first, at)
        if first < 0:
            first = at
    _end(found, blocks, text, first, len(blocks))
    return found


def _end(found: list[Run], blocks: Sequence[Lines | Block], text: str, first: int, last: int) -> int:
    if first >= 0:
        line = line_start(text, blocks[first].span.start)
        start = max(line, text.rfind("\f", line, blocks[first].span.start) + 1)
        found.append(Run(first, last, tuple(lines_of(text, Span(start, blocks[last - 1].span.end)))))
    return -1


def _stands(block: Paragraph) -> bool:
    """Whether a paragraph is running text that stands in the source at its span."""
    whole = len(block.prose.text) == block.span.end - block.span.start
    return whole and block.prose.origin == block.span.start and not (block.part or block.evidence.rule == SPEECH)


def _adjoin(text: str, end: int, start: int) -> bool:
    between = text[end:start]
    return (between.count("\n") or between.count("\r")) <= 1 and "\f" not in between


def begins_small(line: Line) -> bool:
    """Whether a line begins in the middle of a sentence, as far as its first letter tells."""
    return line.text.lstrip(OPENERS)[:1].islower()


def setting_of(runs: Sequence[Run]) -> Setting:
    """Where the prose of a document begins and ends on its lines.

    The right edge is the nine-tenths quantile of the lines whose sentence goes on, in small letters, on the next
    line: that many of a wrapped text are about full, and the lines of poems and lists are not among them.
    """
    columns: Counter[int] = Counter()
    for run in runs:
        for line in run.lines:
            columns[line.indent] += len(line.text)
    least = sum(columns.values()) * _RARE
    margin = min((column for column, count in columns.items() if count >= least), default=0)
    openings: Counter[int] = Counter()
    ends: list[int] = []
    inner: list[int] = []
    breaks = 0
    for run in runs:
        for line, follower in zip(run.lines, run.lines[1:], strict=False):
            breaks += 1
            if not begins_small(follower):
                continue
            end = line.indent + len(line.text)
            if line.indent > follower.indent == margin:
                openings[line.indent] += 1
            if line.indent > margin + 1 and follower.indent == line.indent:
                inner.append(end)
            else:
                ends.append(end)
    wrapped = len(ends) + len(inner) > breaks * _WRAPPED
    opening = openings.most_common(1)[0][0] if openings else margin
    return Setting(margin, opening, _quantile(ends) if wrapped else 0, _quantile(inner) if wrapped else 0)


def _quantile(lengths: list[int]) -> int:
    return sorted(lengths)[len(lengths) * 9 // 10] if lengths else 0


def set_apart(
    blocks: Sequence[Lines | Block],
    runs: Sequence[Run],
    found: Sequence[Sequence[Stretch]],
    text: str,
    make: Callable[[Run, Stretch, list[Paragraph]], Block],
) -> tuple[Lines | Block, ...]:
    """The blocks with every stretch of ``found`` as what ``make`` makes of it, its run and its paragraphs.

    What the layout made of all other lines stays, cut where a stretch begins or ends.
    """
    out: list[Lines | Block] = []
    at = 0
    for run, stretches in zip(runs, found, strict=True):
        if not stretches:
            continue
        out.extend(blocks[at : run.first])
        edges = [0, *(edge for stretch in stretches for edge in (stretch.first, stretch.last)), len(run.lines)]
        for number, part in enumerate(_cut(run, edges, blocks, text)):
            if number % 2:
                out.append(make(run, stretches[number // 2], part))
            else:
                out.extend(part)
        at = run.last
    out.extend(blocks[at:])
    return tuple(out)


def _cut(run: Run, edges: Sequence[int], blocks: Sequence[Lines | Block], text: str) -> Iterator[list[Paragraph]]:
    """The paragraphs of the lines between every two edges (indices of lines)."""
    block = run.first
    for first, last in zip(edges, edges[1:], strict=False):
        part: list[Paragraph] = []
        end = run.lines[last - 1].end if last > first else -1
        while block < run.last:
            held = blocks[block]
            assert isinstance(held, Paragraph)
            if held.span.start >= end:
                break
            span = Span(max(held.span.start, run.lines[first].start), min(held.span.end, end))
            if span == held.span:
                part.append(held)
            else:
                prose = Prose(text[span.start : span.end], origin=span.start)
                part.append(replace(held, prose=prose, span=span))
            if held.span.end > end:
                break
            block += 1
        yield part

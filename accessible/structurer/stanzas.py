"""The text of a stanza: its lines, each set in from the others as the poet set it.

What all lines of a stanza are set in by is the page's, and goes; what some are set in by beyond that is the poem's, and
stays. It is written in spaces or tabs: what the lines have in common is what they all begin with, character by
character, so that nothing has to be measured, and every character of the text is one of the source.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from accessible.model.blocks import Piece, Prose, Span
from accessible.structurer.layout import Line
from accessible.structurer.places import line_start


def stanza_of(lines: Sequence[Line], source: str) -> tuple[Prose, Span]:
    """The text of lines of the source, without what they are all set in by, and the span that it takes."""
    margins = [_margin(line, source) for line in lines]
    first, last = min(margins), max(margins)  # in their order the others lie between, and begin with what these share
    common = next((at for at, pair in enumerate(zip(first, last, strict=False)) if pair[0] != pair[1]), len(first))
    starts = [line.start - len(margin) + common for line, margin in zip(lines, margins, strict=True)]
    span = Span(starts[0], lines[-1].end)
    if not common:
        return Prose(source[span.start : span.end], origin=span.start), span
    written = [source[start : line.end] for start, line in zip(starts, lines, strict=True)]
    places = accumulate((len(line) + 1 for line in written), initial=0)
    pieces = tuple(Piece(at, start) for at, start in zip(places, starts, strict=False))
    return Prose("\n".join(written), pieces=pieces), span


def _margin(line: Line, source: str) -> str:
    """The blanks that a line begins with, those behind a form feed."""
    before = source[line_start(source, line.start) : line.start]
    return before[before.rfind("\f") + 1 :]

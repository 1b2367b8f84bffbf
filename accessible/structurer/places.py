"""Where a character stands in the source: its offset, the number of its line, and where that line begins.

Messages and the rules of layout ask this for thousands of blocks. Counting or searching from the text's beginning (or
back to it, as ``rfind`` does for a mark that the text does not hold) makes their time grow with the square of a text's
length; one table of line ends for each text answers in a logarithm of it.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate

from accessible.model.blocks import Prose, Span

_LINE_END = re.compile(r"\r\n?|\n")


def line_of(source: str, at: int) -> int:
    """The number, from 1, of the line that the character at ``at`` stands in; lines end with LF, CR LF or CR."""
    return bisect_right(_starts(source), at)


def line_start(source: str, at: int) -> int:
    """The offset of the first character of the line that the character at ``at`` stands in."""
    starts = _starts(source)
    return starts[bisect_right(starts, at) - 1]


def in_source(prose: Prose, start: int, end: int) -> Span | None:
    """Where characters ``start`` to ``end`` (one at least) of a text stand in the decoded source, or None where nobody
    knows. A stretch with the number of a page in it spans the number as well."""
    if prose.origin >= 0:
        return Span(prose.origin + start, prose.origin + end)
    if not prose.pieces or end <= start:
        return None
    first, last = (
        prose.pieces[max(0, bisect_right(prose.pieces, at, key=lambda piece: piece.at) - 1)] for at in (start, end - 1)
    )
    return Span(first.origin + start - first.at, last.origin + end - last.at)


@lru_cache(maxsize=1)
def _starts(source: str) -> array[int]:
    """The offsets at which the lines of a text begin: one text at a time is structured, and asked about many times."""
    if "\r" in source:
        return array("q", [0, *(match.end() for match in _LINE_END.finditer(source))])
    starts = array("q", accumulate((len(line) + 1 for line in source.split("\n")), initial=0))
    del starts[-1]  # behind the end
    return starts

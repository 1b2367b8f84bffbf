"""Where a character stands in the source: the number of its line, and where that line begins.

Messages and the rules of layout ask this for thousands of blocks. Counting or searching from the text's beginning (or
back to it, as ``rfind`` does for a mark that the text does not hold) makes their time grow with the square of a text's
length; one table of line ends for each text answers in a logarithm of it.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from functools import lru_cache

_LINE_END = re.compile(r"\r\n?|\n")


def line_of(source: str, at: int) -> int:
    """The number, from 1, of the line that the character at ``at`` stands in; lines end with LF, CR LF or CR."""
    return bisect_right(_starts(source), at)


def line_start(source: str, at: int) -> int:
    """The offset of the first character of the line that the character at ``at`` stands in."""
    starts = _starts(source)
    return starts[bisect_right(starts, at) - 1]


@lru_cache(maxsize=1)
def _starts(source: str) -> array[int]:
    """The offsets at which the lines of a text begin: one text at a time is structured, and asked about many times."""
    return array("q", [0, *(match.end() for match in _LINE_END.finditer(source))])

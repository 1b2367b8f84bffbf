"""Columns of a page of characters: the fields of a line, and the gutters that a run of lines leaves free.

Columns are counted from 0 as a typewriter would, tabs to every eighth. Which columns are free of letters is kept as
the bits of one number, so that a line costs one operation however wide it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from accessible.model.blocks import Span
from accessible.structurer.layout import Line

_FIELD = re.compile(r"\S+(?:[ \u00a0]\S+)*")
#: A gutter is at least so many columns wide.
_GUTTER = 2


def fields_of(line: Line) -> list[tuple[int, int, int]]:
    """The fields of a line, which two spaces or a tab part: the columns where each begins and ends, and its offset in
    the line's text."""
    if "\t" not in line.text:
        return [(line.indent + f.start(), line.indent + f.end(), f.start()) for f in _FIELD.finditer(line.text)]
    found = []
    column, at = line.indent, 0
    for field in _FIELD.finditer(line.text):
        for character in line.text[at : field.start()]:
            column = column // 8 * 8 + 8 if character == "\t" else column + 1
        end = column + field.end() - field.start()
        found.append((column, end, field.start()))
        column, at = end, field.end()
    return found


def gutters_of(free: int, first: int, last: int) -> list[tuple[int, int]]:
    """The stretches of free columns (the bits of ``free``) between ``first`` and ``last`` that part two columns."""
    found = []
    start = -1
    for column in range(first, last + 1):
        if free >> column & 1 and column < last:
            start = column if start < 0 else start
        elif start >= 0:
            if column - start >= _GUTTER:
                found.append((start, column))
            start = -1
    return found


def bounds_of(gutters: Sequence[tuple[int, int]], widest: int) -> list[tuple[int, int]]:
    """The columns between gutters, each with where it begins and ends."""
    starts = [0, *(end for _, end in gutters)]
    return list(zip(starts, [*(start for start, _ in gutters), widest], strict=True))


def fits(line: Line, columns: Sequence[tuple[int, int]]) -> bool:
    """Whether no field of a line reaches over more than one column."""
    fields = fields_of(line)
    return all(sum(left < end and start < right for start, end in columns) < 2 for left, right, _ in fields)


def in_columns(line: Line, columns: Sequence[tuple[int, int]]) -> tuple[tuple[Span, ...], ...]:
    """The places in the source of a line's fields, by the column that each shares most with, or begins in."""
    cells: list[list[int]] = [[] for _ in columns]
    for left, right, offset in fields_of(line):
        shared = [min(right, end) - max(left, start) for start, end in columns]
        at = shared.index(max(shared))
        if shared[at] <= 0:
            at = max((n for n, (start, _) in enumerate(columns) if start <= left), default=0)
        cells[at] += [line.start + offset, line.start + offset + right - left]
    return tuple((Span(places[0], places[-1]),) if places else () for places in cells)

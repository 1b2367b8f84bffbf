"""Tables in plain text: cells between bars, cells between tabs, or cells that stand in columns.

A table is not told by one line: at least three lines (two with a rule under the first) must agree on where their
columns are. What becomes of the cells, and which lines look like a table and are something else, is in `rows`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from accessible.model.blocks import Caption, Cell, Evidence, Paragraph, Prose, Span, Table
from accessible.structurer.columns import bounds_of, fields_of, fits, gutters_of, in_columns
from accessible.structurer.layout import Line
from accessible.structurer.leaders import DOTS, leads_to_page
from accessible.structurer.rows import Row, grouped, header_of, is_something_else, joined, names_rows, says_page
from accessible.structurer.words import patterns

_WIDE_GAP = re.compile(r"\S {2,}\S")
#: What parts two cells: wider than what stands between two sentences, or where a dash was lost.
_CELLS = re.compile(r"(?<=\S)(?:[ \u00a0]{4,}|[ ]*\t\s*| ?[|│] ?)(?=\S)")
#: One of these is in whatever parts two cells.
_GAPS = ("\t", "    ", "\u00a0", "|", "│")
_BAR = re.compile(r"[|│](?<!\\.)")
_STROKES = frozenset("-=_─━═")
_RULING = _STROKES | frozenset("+|│: \t\u00a0┼┬┴├┤┌┐└┘╪╬")
_CROSSINGS = frozenset("+|│┼┬┴├┤╪╬")

#: A table without a rule has at least so many lines.
_LEAST = 3
#: Longer lines (characters) are not set in columns.
_WIDEST = 250


class _Grid(Struct, frozen=True):
    """Lines that agree on their columns: ``first`` up to, not including, ``last`` of the run."""

    first: int
    last: int
    rows: Sequence[Row]
    header: int
    rule: str
    confidence: float


#: A table that begins at a line, or the line at which to look on.
_Finder: TypeAlias = Callable[[Sequence[Line], int, str, str], _Grid | int]


def may_hold_table(text: str, run: Span) -> bool:
    """Whether a run of lines has what a table cannot do without; asked of every run before its lines are read."""
    start, end = run.start, run.end
    if any(text.find(mark, start, end) >= 0 for mark in ("\t", "|", "│")):
        return True
    return text.find("  ", start, end) >= 0 and _WIDE_GAP.search(text, start, end) is not None


def tables_in(lines: Sequence[Line], text: str, language: str) -> list[Table]:
    """The tables in a run of lines of the source ``text``, in order, each with the line over it that names it."""
    caption = patterns("table", language)
    found: list[Table] = []
    # in this order: what is marked most plainly first
    finders: tuple[_Finder, ...] = (_barred, partial(_tabbed, even=_even(lines)), _ruled, _aligned)
    at = done = 0
    while at < len(lines):
        onwards = at + 1
        for finder in finders:
            grid = finder(lines, at, text, language)
            if isinstance(grid, _Grid):
                found.append(_table(grid, lines, done, text, caption))
                onwards = done = grid.last
                break
            onwards = max(onwards, grid)
        at = onwards
    return found


def looks_tabular(lines: Sequence[Line], language: str) -> Sequence[Line]:
    """The first lines of a run that have cells, though they may not agree on their columns: three or more in a row,
    each with a tab, a wide gap or a bar in it, and none of them one of a contents list; empty if there are no
    such lines."""
    first = 0
    for at in range(len(lines) + 1):
        if at < len(lines) and _has_cells(lines[at].text, language):
            continue
        if at - first >= _LEAST:
            return lines[first:at]
        first = at + 1
    return ()


def _has_cells(line: str, language: str) -> bool:
    if not any(gap in line for gap in _GAPS):  # nearly always, and ten times faster than to split it
        return False
    *before, last = _CELLS.split(line)
    return bool(before) and not leads_to_page(line) and not says_page(last, language)


def with_caption(table: Table, line: Line) -> Table:
    """The table with the line that stands over it as its caption."""
    span = Span(line.start, line.end)
    caption = Caption(Prose(line.text, origin=line.start), span, Evidence("names a table", 0.95))
    return replace(table, caption=caption, span=Span(line.start, table.span.end))


def _table(grid: _Grid, lines: Sequence[Line], done: int, text: str, caption: re.Pattern[str] | None) -> Table:
    above = grid.first - 1
    first = above if above >= done and is_rule(lines[above].text) else grid.first
    named = first > done and caption is not None and caption.match(lines[first - 1].text)
    if first == above and first > done and not named:
        first = grid.first  # the rule under a heading
    nowhere = lines[first].start
    rows = [[_cell(spans, text, nowhere) for spans in row] for row in grid.rows]
    if names_rows(grid.rows, text, grid.header):
        for row in rows[grid.header :]:
            row[0] = replace(row[0], heads="row")
    table = Table(
        rows=tuple(map(tuple, rows)),
        span=Span(lines[first].start, lines[grid.last - 1].end),
        evidence=Evidence(grid.rule, grid.confidence),
        header_rows=grid.header,
    )
    return with_caption(table, lines[first - 1]) if named else table


def _cell(spans: Sequence[Span], text: str, nowhere: int) -> Cell:
    """The text of a cell that takes several lines stands nowhere in the source letter for letter."""
    if not spans:
        return Cell((), Span(nowhere, nowhere))
    whole = Span(spans[0].start, spans[-1].end)
    if len(spans) == 1:
        prose = Prose(text[whole.start : whole.end], origin=whole.start)
    else:
        prose = Prose("\n".join(text[span.start : span.end] for span in spans))
    return Cell((Paragraph(prose, whole, Evidence("cell of a table")),), whole)


# --------------------------------------------------------------------------------------------------- three ways
def _barred(lines: Sequence[Line], at: int, text: str, language: str) -> _Grid | int:
    """Cells between bars, as in Markdown, in the tables of databases and in boxes drawn with characters."""
    rules: list[int] = []
    cells: list[tuple[int, Row]] = []
    last, crossed = at, False
    while last < len(lines):
        line = lines[last]
        if is_rule(line.text) and _CROSSINGS.intersection(line.text):
            rules.append(last)
            crossed = crossed or "|" not in line.text
        elif len(row := _between_bars(line)) > 1 and (not cells or len(row) == len(cells[0][1])):
            cells.append((last, row))
            crossed = crossed or "│" in line.text
        else:
            break
        last += 1
    boxed = len(cells) >= _LEAST and all(_is_boxed(lines[number]) for number, _ in cells)
    if len(cells) < 2 or not (rules or boxed):
        return last
    outer = [all(not row[end] for _, row in cells) for end in (0, -1)]
    cells = [(number, row[outer[0] : len(row) - outer[1]]) for number, row in cells]
    if len(cells[0][1]) < 2:
        return last
    rows, header = grouped(cells, rules)
    header = header or (0 if rules else header_of(rows, text))
    if crossed:  # drawn, where a cell may take several lines; in Markdown each line is a row
        rows = [*rows[:header], *joined(rows[header:], [0] * (len(rows) - header), 0)]
    return _Grid(at, last, rows, header, "cells between bars", 0.97 if rules else 0.9)


def _is_boxed(line: Line) -> bool:
    return "│" in line.text or line.text[0] == line.text[-1] == "|"


def _between_bars(line: Line) -> Row:
    edges = [found.start() for found in _BAR.finditer(line.text)]
    if not edges:
        return ()
    starts, ends = [0, *(edge + 1 for edge in edges)], [*edges, len(line.text)]
    return tuple(_inside(line, start, end) for start, end in zip(starts, ends, strict=True))


def _inside(line: Line, start: int, end: int) -> tuple[Span, ...]:
    inner = line.text[start:end]
    left, right = start + len(inner) - len(inner.lstrip()), start + len(inner.rstrip())
    return (Span(line.start + left, line.start + right),) if left < right else ()


def _even(lines: Sequence[Line]) -> dict[int, int]:
    """Where the tabs of a run of lines could be those of a table: the line it begins at, and the one behind it. Every
    line up to that one has tabs, never two together, and most of them as many as the one that has most."""
    found: dict[int, int] = {}
    last = most = often = 0
    double = False
    for at in range(len(lines) - 1, -1, -1):
        tabs = lines[at].text.count("\t")
        if not tabs or at + 1 == len(lines) or "\t" not in lines[at + 1].text:
            last, most, often, double = at + 1, 0, 0, False
        most, often = (tabs, 1) if tabs > most else (most, often + (tabs == most))
        double = double or "\t\t" in lines[at].text
        if tabs and last - at >= _LEAST and 2 * often > last - at and not double:
            found[at] = last
    return found


def _tabbed(lines: Sequence[Line], at: int, text: str, language: str, even: Mapping[int, int]) -> _Grid | int:
    """Cells between tabs: one tab between two cells, the same number of cells on each line (empty last ones apart)."""
    if at not in even:
        return at
    last = even[at]
    rows: list[Row] = []
    for line in lines[at:last]:
        edges = [-1, *(n for n, character in enumerate(line.text) if character == "\t"), len(line.text)]
        rows.append(tuple(_inside(line, start + 1, end) for start, end in zip(edges, edges[1:], strict=False)))
    width = max(map(len, rows))
    rows = [row + ((),) * (width - len(row)) for row in rows]
    if is_something_else(rows, text, language):
        return last
    return _Grid(at, last, rows, header_of(rows, text), "cells between tabs", 0.85)


def _ruled(lines: Sequence[Line], at: int, text: str, language: str) -> _Grid | int:
    """Columns whose rule is cut where the columns are: ``-----  --------``."""
    if not is_rule(lines[at].text) or len(columns := [field[:2] for field in fields_of(lines[at])]) < 2:
        return at
    rules, last = [at], at + 1
    while last < len(lines) and (is_rule(lines[last].text) or fits(lines[last], columns)):
        if is_rule(lines[last].text):
            rules.append(last)
        last += 1
    over = at - 1 if at and len(fields_of(lines[at - 1])) > 1 and fits(lines[at - 1], columns) else at
    cells = [(n, in_columns(lines[n], columns)) for n in range(over, last) if not is_rule(lines[n].text)]
    if len(cells) < 2:
        return last
    rows, header = grouped(cells, rules)
    return _Grid(over, last, rows, header, "ruled columns", 0.95)


def _aligned(lines: Sequence[Line], at: int, text: str, language: str) -> _Grid | int:
    """Columns that stay free of letters over three lines or more."""
    free, first, widest, full = -1, _WIDEST, 0, at
    members: list[int] = []
    for number in range(at, len(lines)):
        narrow = lines[number].indent + len(lines[number].text) <= _WIDEST
        fields = fields_of(lines[number]) if narrow else []
        if number - full > 2:
            break
        if is_rule(lines[number].text):
            continue
        if not fields or (not members and len(fields) < 2):
            break
        if len(fields) < 2:
            continue
        mask = free
        for left, right, _ in fields:
            mask &= ~((1 << right) - (1 << left))
        if not gutters_of(mask, min(first, fields[0][0]), max(widest, fields[-1][1])):
            break
        free, first, widest, full = mask, min(first, fields[0][0]), max(widest, fields[-1][1]), number + 1
        members.append(number)
    if len(members) < _LEAST:
        return at
    columns = bounds_of(gutters_of(free, first, widest), widest)
    last = full
    while last < len(lines) and (is_rule(lines[last].text) or lines[last].indent >= columns[1][0]):
        last += 1
    cells = [(n, in_columns(lines[n], columns)) for n in range(at, last) if not is_rule(lines[n].text)]
    rows = [row for _, row in cells]
    sparse = 2 * len(members) < len(cells) or any(DOTS.search(lines[number].text) for number in members)
    if sparse or is_something_else(rows, text, language):
        return full
    rules = [number for number in range(at, last) if is_rule(lines[number].text)]
    rows, header = grouped(cells, rules)
    if not header:
        rows = joined(rows, [lines[number].indent for number, _ in cells], first)
        header = header_of(rows, text)
    return _Grid(at, last, rows, header, "aligned columns", 0.8 if len(columns) == 2 else 0.9)


def is_rule(text: str) -> bool:
    """Whether a line is nothing but strokes, or strokes and what they cross (three strokes at least)."""
    return _RULING.issuperset(text) and sum(map(text.count, _STROKES)) >= 3

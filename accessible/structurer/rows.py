"""Rows of a table: which lines are one row, which rows are its head, and whether they are the rows of a table at all.

A row is given as the places in the source of its cells, so that nothing is copied before it is known to be a table.
Two things look like one and are something else: a list, whose first column is nothing but marks, and a contents list,
whose last column counts pages.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import TypeAlias

from accessible.model.blocks import Span
from accessible.structurer.words import entries

#: The places in the source that make up one cell, one for each line it takes; and the cells of a row.
Row: TypeAlias = tuple[tuple[Span, ...], ...]

_NUMBER = re.compile(r"[^\w\s]{0,3}\d[\d.,:/%–-]*[^\w\s]{0,2}|[-–—.…]+")
_MARK = re.compile(r"[•‣◦▪·*+–—-]|[\[(]?(?:\d{1,3}|[A-Za-z]|[ivxlcIVXLC]{1,6})[\])]?[.):]?|[*†‡§¹²³⁴⁵⁶⁷⁸⁹⁰]+")

#: Where both columns are this long (characters) and go on in small letters, they are columns of a newspaper.
_PROSE = 25
#: What names a row is no longer (characters).
_NAME = 40


def grouped(cells: Sequence[tuple[int, Row]], rules: Sequence[int]) -> tuple[list[Row], int]:
    """Rows between rules, and how many of them are the header: what stands over the first rule between rows.

    The lines of a header are one row; so are the lines between two rules where only the first of them has something
    in the first column.
    """
    groups: list[list[Row]] = []
    at = 0
    for number, row in cells:
        crossed = at < len(rules) and rules[at] < number
        while at < len(rules) and rules[at] < number:
            at += 1
        if crossed or not groups:
            groups.append([])
        groups[-1].append(row)
    if len(groups) < 2 or len(groups[0]) > 3:
        return [row for group in groups for row in group], 0
    whole = len(groups) > 2 and all(not row[0] for group in groups for row in group[1:])
    rows = [row for group in groups[1:] for row in ([_merged(group)] if whole else group)]
    return [_merged(groups[0]), *rows], 1


def _merged(rows: Sequence[Row]) -> Row:
    return tuple(tuple(span for cell in column for span in cell) for column in zip(*rows, strict=True))


def joined(lines: Sequence[Row], indents: Sequence[int], first: int) -> list[Row]:
    """Rows, with lines that only go on joined to theirs: those that have nothing in the first column, and those that
    have nothing else and are set in from ``first``."""
    rows: list[list[tuple[Span, ...]]] = []
    for row, indent in zip(lines, indents, strict=True):
        held = [column for column, cell in enumerate(row) if cell]
        goes_on = held and (held[0] > 0 or (len(held) == 1 and indent > first + 1))
        if rows and goes_on and all(rows[-1][column] for column in held):
            for column in held:
                rows[-1][column] += row[column]
        else:
            rows.append(list(row))
    return [tuple(row) for row in rows]


def _texts(rows: Sequence[Row], text: str) -> list[list[str]]:
    return [[text[cell[0].start : cell[-1].end] if cell else "" for cell in row] for row in rows]


def header_of(rows: Sequence[Row], text: str) -> int:
    """1 when the first row has words over columns of numbers, else 0."""
    texts = _texts(rows, text)
    for column, head in enumerate(texts[0]):
        below = [row[column] for row in texts[1:] if row[column]]
        numbers = sum(bool(_NUMBER.fullmatch(cell)) for cell in below)
        if len(below) > 1 and 3 * numbers >= 2 * len(below) and any(map(str.isalpha, head)):
            return 1
    return 0


def names_rows(rows: Sequence[Row], text: str, header: int) -> bool:
    """Whether the first cell of each row names it: they are words, short, and all different, and either nothing stands
    over them where the other columns have names, or what stands beside them is numbers."""
    texts = _texts(rows, text)
    names = [row[0] for row in texts[header:]]
    if len(names) < 2 or len(set(names)) < len(names):
        return False
    if not all(any(map(str.isalpha, name)) and len(name) <= _NAME for name in names):
        return False
    if header == 1 and not texts[0][0] and all(texts[0][1:]):
        return True
    cells = [cell for row in texts[header:] for cell in row[1:] if cell]
    return 3 * sum(bool(_NUMBER.fullmatch(cell)) for cell in cells) >= 2 * len(cells) > 0


def is_something_else(rows: Sequence[Row], text: str, language: str) -> bool:
    """Whether rows are those of a list, of a contents list, or of two columns of running text."""
    texts = _texts(rows, text)
    width = len(texts[0])
    if width == 2 and all(_MARK.fullmatch(row[0]) for row in texts if row[0]):
        return True
    lasts = [row[-1] for row in texts if row[-1]]
    if width <= 3 and 10 * len(lasts) >= 6 * len(rows) and _counts_pages(lasts, _page(language)):
        return True
    cells = [cell for row in texts for cell in row if cell]
    if width == 2 and sum(map(len, cells)) > _PROSE * len(cells):
        return 5 * sum(cell[0].islower() for cell in cells) > 2 * len(cells)
    return False


@cache
def _page(language: str) -> re.Pattern[str]:
    """What a cell with the number of a page looks like, or with those of the first and the last of some pages."""
    word = "|".join(map(re.escape, entries("page-word", language))) or "(?!)"
    number = r"\d{1,4}|[ivxlc]{1,8}"
    return re.compile(rf"(?P<word>(?:{word})\s*)?(?P<page>{number})(?:[-–](?:{number}))?\.?", re.IGNORECASE)


def says_page(cell: str, language: str) -> bool:
    """Whether a cell is the number of a page and says so ("Page 12")."""
    found = _page(language).fullmatch(cell)
    return found is not None and bool(found["word"])


def _counts_pages(cells: Sequence[str], page: re.Pattern[str]) -> bool:
    """Whether the cells of a column are page numbers that count upwards; its head may be a word."""
    pages = cells[1:] if not page.fullmatch(cells[0]) else cells
    found = [page.fullmatch(cell) for cell in pages]
    if len(pages) < 2 or not all(found):
        return False
    if all(match is not None and match["word"] for match in found):
        return True
    numbers = [int(match["page"]) for match in found if match is not None and match["page"].isdigit()]
    return numbers == sorted(numbers) and 2 * len(set(numbers)) > len(numbers)

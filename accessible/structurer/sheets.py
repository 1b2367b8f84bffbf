"""The lines of a printed work, as the rules of its pages look at them: which stand at a form feed, which come again,
which are prose, and which cut a sentence in two.

A page number and a running head are both told from text by where they stand; what that place looks like is here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Sequence
from itertools import groupby
from typing import NamedTuple

from accessible.model.blocks import Span
from accessible.model.document import Document
from accessible.model.draft import Lines
from accessible.structurer.punctuation import CLOSERS, TERMINAL
from accessible.structurer.words import entries

#: No running head ends with one of these.
_OPEN_ENDS = TERMINAL + ",;:([{"
_DIGITS = re.compile(r"[\W\d_]+")

#: A longer line (characters) is neither a page number nor a running head.
_LONGEST = 60
#: A line of prose is at least so long (characters); shorter ones say nothing about a sentence that goes on.
_PROSE = 25


class PrintedLine(NamedTuple):
    """One line: where it begins and ends, its text if it is short, whether blank lines stand around it, the number of
    its run of lines, and the letters by which it is known again."""

    start: int
    end: int
    text: str
    alone: bool
    run: int
    key: str


class Sheets(NamedTuple):
    """What every rule here looks at: the source, its lines, which of them stand at a form feed (and which of those
    before it), how often short ones come again, which runs of lines are prose, and what divisions of a book are
    called."""

    text: str
    rows: Sequence[PrintedLine]
    fed: set[int]
    feet: set[int]
    repeated: Counter[str]
    prosaic: set[int]
    divisions: frozenset[str]

    def is_prose(self, at: int) -> bool:
        """Whether a line is long enough to be one of running text, and is there once only."""
        row = self.rows[at]
        return row.end - row.start >= _PROSE and not (row.text and self.repeated[row.key] > 1)

    def may_be_head(self, at: int) -> bool:
        """Whether a line that cuts no sentence may be a running head at all: it comes again, does not end like a
        sentence (as a refrain does), is not the word over a chapter, and is no line of a stanza."""
        row = self.rows[at]
        if len(row.text) < 4 or self.repeated[row.key] < 2 or row.key in self.divisions or row.text[-1] in _OPEN_ENDS:
            return False
        near = [other for other in (at - 1, at + 1) if 0 <= other < len(self.rows) and self.rows[other].run == row.run]
        return row.run in self.prosaic or all(
            not self.rows[other].text or not self.rows[other].key or self.repeated[self.rows[other].key] > 1
            for other in near
        )

    def is_framed(self, first: int, last: int) -> bool:
        """Whether prose stands before one line and behind another."""
        rows = self.rows
        return (
            first > 0
            and last + 1 < len(rows)
            and rows[first - 1].run in self.prosaic
            and rows[last + 1].run in self.prosaic
        )

    def span(self, at: int) -> Span:
        """Where a short line stands in the source, without the blanks around it."""
        row = self.rows[at]
        start = self.text.index(row.text, row.start, row.end)
        return Span(start, start + len(row.text))

    def cuts_a_sentence(self, at: int, skipped: Container[int]) -> bool:
        """Whether the text goes on behind a line in the sentence that it began before it; the lines whose indexes are
        in ``skipped`` are passed over."""
        text, rows = self.text, self.rows
        first, last = max(0, at - 3), min(len(rows), at + 4)
        before, after = at - 1, at + 1
        while before >= first and (before in skipped or not self.is_prose(before)):
            before -= 1
        while after < last and (after in skipped or not self.is_prose(after)):
            after += 1
        if before < first or after >= last:
            return False
        end = text[max(rows[before].start, rows[before].end - 20) : rows[before].end].rstrip(CLOSERS)[-1:]
        begin = text[rows[after].start : rows[after].start + 40].lstrip()[:1]
        return begin.islower() and end not in TERMINAL + ":;"


def sheets_of(document: Document) -> Sheets:
    """The lines of a document and what is known about them."""
    text = document.text
    rows = _rows(document)
    feet = {at for at, row in enumerate(rows) if _is_foot(text, row)} if "\f" in text else set()
    fed = feet | {at for at, row in enumerate(rows) if _is_top(text, row)} if "\f" in text else set()
    repeated = Counter(row.key for row in rows if len(row.text) > 3)
    del repeated[""]
    divisions = frozenset(
        entry.split(None, 1)[1].casefold() for entry in entries("division", document.metadata.language)
    )
    return Sheets(text, rows, fed, feet, repeated, _prosaic(rows, text), divisions)


def _key(line: str) -> str:
    """The letters of a line, by which a running head is known again."""
    return (line if line.isalpha() else _DIGITS.sub(" ", line).strip()).casefold()


def _rows(document: Document) -> list[PrintedLine]:
    text = document.text
    rows = []
    run = 0
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, Lines):
                first, last = block.span.start, block.span.end
                start = first
                run += 1
                for line in text[first:last].replace("\r", "\n").replace("\f", "\n").split("\n"):
                    end = start + len(line)
                    if visible := line.strip():
                        short = visible if len(visible) <= _LONGEST and len(line) < 4 * _LONGEST else ""
                        alone = start == first and end == last
                        rows.append(PrintedLine(start, end, short, alone, run, _key(short) if short else ""))
                    start = end + 1
    return rows


def _prosaic(rows: Sequence[PrintedLine], text: str) -> set[int]:
    """The runs of lines that are prose and no verse: a line is long, or most lines go on in small letters."""
    found = set()
    for run, lines in groupby(rows, key=_run_of):
        first, *others = lines
        longest = max(row.end - row.start for row in (first, *others))
        if longest > (2 * _LONGEST if others else _LONGEST):
            found.add(run)
        elif others and longest >= _PROSE:
            small = sum(text[row.start : row.end].lstrip()[:1].islower() for row in others)
            if 2 * small >= len(others):
                found.add(run)
    return found


def _run_of(row: PrintedLine) -> int:
    return row.run


def _is_top(text: str, row: PrintedLine) -> bool:
    """Whether only white space, with a form feed in it, stands before a line."""
    before = text[max(0, row.start - 40) : row.start]
    return "\f" in before[len(before.rstrip()) :]


def _is_foot(text: str, row: PrintedLine) -> bool:
    """Whether only white space, with a form feed in it, stands behind a line."""
    after = text[row.end : row.end + 40]
    return "\f" in after[: len(after) - len(after.lstrip())]

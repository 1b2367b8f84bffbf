"""Running text as it is put together: white space as HTML has it, marks that open before their first letter is known,
line breaks, and the places where two of these break a paragraph (HTML, section 4.5.27; CSS Text 3, section 4.1).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import partial
from operator import itemgetter
from typing import NamedTuple, TypeAlias

from msgspec.structs import replace

from accessible.model.blocks import Anchor, Block, Foreign, Inline, Link, NoteRef, PageMark, Prose, Styled

#: Makes a mark of where it begins and ends; two with the same function and arguments mark the same.
Marking: TypeAlias = (
    "partial[Anchor] | partial[PageMark] | partial[Foreign] | partial[Styled] | partial[Link] | partial[NoteRef]"
)

_BLANK = " \t\n\r\f"
_BLANKS = re.compile(r"[ \t\n\r\f]+")


class Stretch(NamedTuple):
    """A paragraph's text, and from where to where it stands in the source (-1 where it does not)."""

    prose: Prose
    start: int
    end: int


class Mark:
    """A mark that is being made: ``start`` is None until the first letter that it marks has come."""

    __slots__ = ("closing", "end", "make", "point", "start")

    def __init__(self, make: Marking, *, point: bool, closing: str = "") -> None:
        self.make, self.point, self.closing = make, point, closing
        self.start: int | None = None
        self.end: int | None = None


class Run:
    """Text between two block boundaries.

    ``literal`` text keeps its spaces and line ends, as in `pre`. ``first`` and ``last`` are the offsets of its visible
    text in the source, -1 before there is any; ``added`` counts the characters that the source does not have.
    """

    def __init__(self, *, literal: bool = False, alone: bool = False) -> None:
        self.literal, self.alone = literal, alone
        self.pieces: list[str] = []
        self.length = 0
        self.blank = False  # a space is due before the next letter
        self.glued = True  # no space may come before the next letter: at the beginning, behind a line break or a mark
        self.lines = 0  # line breaks since the last letter
        self.cuts: list[int] = []
        self.marks: list[Mark] = []
        self.waiting: list[Mark] = []
        self.sources: list[
            tuple[int, int, int]
        ] = []  # where a piece begins here, and from where to where in the source
        self.added = 0
        self.behind: list[Block] = []

    def text(self, text: str, start: int = -1, end: int = -1) -> None:
        """Text of the source, which has it from ``start`` to ``end``."""
        if self.literal:
            shown = text
        else:
            shown = _BLANKS.sub(" ", text)
            if shown.startswith(" "):
                self.blank = not self.glued
                shown = shown[1:]
            if not shown:
                return
        trailing = not self.literal and shown.endswith(" ")
        shown = shown[:-1] if trailing else shown
        if shown and start >= 0:
            first = start + len(text) - len(text.lstrip(_BLANK))
            last = end - (len(text) - len(text.rstrip(_BLANK)))
            self.sources.append((self.length + self.blank, first, max(first, last)))
        self._write(shown)
        self.blank = self.blank or trailing

    def add(self, text: str, *, opens: bool = False, closes: bool = False) -> None:
        """Text that the source does not have: no space comes before what closes, none after what opens."""
        self.added += sum(not character.isspace() for character in text)
        after = self.blank and closes
        if closes:
            self.blank = False
        self._write(text)
        self.blank = after
        self.glued = opens

    def space(self) -> None:
        """A boundary that parts words and makes no paragraph here."""
        self.blank = not self.glued

    def line(self) -> None:
        """A line break; two with nothing but blanks between them end a paragraph."""
        if self.literal:
            self._write("\n")
            return
        self.blank, self.glued = False, True
        if not self.length:
            return
        self.lines += 1
        if self.lines == 1:
            self.pieces.append("\n")
            self.length += 1
        elif self.lines == 2:
            self.cuts.append(self.length)

    def _write(self, text: str) -> None:
        if not text:
            return
        if self.blank and not self.literal:
            self.pieces.append(" ")
            self.length += 1
        self.blank = self.glued = False
        self.lines = 0
        for mark in self.waiting:
            mark.start = self.length
        self.waiting.clear()
        self.pieces.append(text)
        self.length += len(text)

    # ------------------------------------------------------------------------------------------------------- marks
    def open(self, make: Marking) -> Mark:
        """Begin a mark at the next letter."""
        mark = Mark(make, point=False)
        self.marks.append(mark)
        self.waiting.append(mark)
        return mark

    def close(self, mark: Mark) -> None:
        """End a mark behind the last letter; one that holds none is forgotten."""
        mark.end = self.length
        if mark.start is None:
            self.waiting.remove(mark)
            self.marks.remove(mark)

    def point(self, make: Marking) -> None:
        """A mark without length, before the next letter."""
        mark = Mark(make, point=True)
        self.marks.append(mark)
        self.waiting.append(mark)

    # ------------------------------------------------------------------------------------------------------ result
    def __bool__(self) -> bool:
        """Whether there is anything to be seen in it."""
        return any(not piece.isspace() for piece in self.pieces)

    def stretches(self, language: str = "", *, cut: bool = True) -> list[Stretch]:
        """The text with its marks, cut into paragraphs where it says so; none for what is blank."""
        text = "".join(self.pieces)
        edges = [0, *(self.cuts if cut else ()), len(text)]
        parts = [_trimmed(text, *pair, keep=self.literal) for pair in zip(edges, edges[1:], strict=False)]
        parts = [(start, end) for start, end in parts if start < end]
        if not parts:
            return []
        marks = _shared_out(sorted(self._made(len(text)), key=lambda mark: (mark.start, -mark.end)), parts)
        return [
            Stretch(Prose(text[start:end], tuple(dict.fromkeys(held)), language=language), *self._source(start, end))
            for (start, end), held in zip(parts, marks, strict=True)
        ]

    def _source(self, start: int, end: int) -> tuple[int, int]:
        """From where to where a stretch stands in the source."""
        first = max(0, bisect_right(self.sources, start, key=itemgetter(0)) - 1)
        last = bisect_left(self.sources, end, key=itemgetter(0)) - 1
        if last < 0:
            return -1, -1
        at, source, stop = self.sources[first]
        begin = min(source + max(0, start - at), stop)
        at, source, stop = self.sources[last]
        whole = last + 1 == len(self.sources) or end >= self.sources[last + 1][0] - 1
        return begin, max(begin, stop if whole else min(source + end - at, stop))

    def _made(self, length: int) -> Iterator[Inline]:
        for mark in self.marks:
            start = length if mark.start is None else mark.start
            end = start if mark.point else length if mark.end is None else mark.end
            if mark.point or start < end:
                yield mark.make(start, end)


def _trimmed(text: str, start: int, end: int, *, keep: bool) -> tuple[int, int]:
    """A stretch without the blanks around it; of ``keep`` text without the line ends around it."""
    blanks = "\r\n" if keep else _BLANK
    piece = text[start:end]
    if not piece.strip():
        return start, start
    return start + len(piece) - len(piece.lstrip(blanks)), end - len(piece) + len(piece.rstrip(blanks))


def _shared_out(marks: list[Inline], parts: list[tuple[int, int]]) -> list[list[Inline]]:
    """What the marks mark of each part of the text, counted from its beginning; a point belongs to the part that it is
    before, or else to the last."""
    held: list[list[Inline]] = [[] for _ in parts]
    ends = [end for _, end in parts]
    for mark in marks:
        at = bisect_right(ends, mark.start)
        if isinstance(mark, Anchor | PageMark):
            at = min(at, len(parts) - 1)
            start, end = parts[at]
            where = min(max(mark.start, start), end) - start
            held[at].append(replace(mark, start=where, end=where))
            continue
        while at < len(parts) and parts[at][0] < mark.end:
            start, end = parts[at]
            held[at].append(replace(mark, start=max(mark.start, start) - start, end=min(mark.end, end) - start))
            at += 1
    return held

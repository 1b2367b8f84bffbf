"""Overlapping marks become a tree.

In the model the marks on a text may overlap: a quotation begins in the middle of one sentence and ends in the middle of
the next. XML has no such thing, so something has to be cut. A sentence never is, because it is what a clip points at
and what is highlighted; a quotation is cut where it crosses the bounds of a sentence, into three pieces at most: the
rest of the sentence that it begins in, the whole sentences between, and the beginning of the one that it ends in. A run
in another language, a link and what its author set apart are placed like a quotation; the beginning of a page is a
place between two characters, and is never cut. One that begins with a sentence stands in front of it, where its number
is said, also when the sentence begins with a quotation mark or another sign. A word that has a clip of its own is, like
a sentence, never cut.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from heapq import heapify, heappop, heappush
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from msgspec import Struct

from accessible.model.blocks import Prose, Sentence
from accessible.renderers.marks import Mark, Word


class Marked(Struct, frozen=True):
    """A stretch of text under a mark. ``first`` is False for the further pieces of a quotation that was cut."""

    mark: Mark
    first: bool
    content: tuple[Node, ...]


Node: TypeAlias = Marked | str


class _Piece(NamedTuple):
    """What waits to be placed, in the order of placing: by its start, the longer one first, so that it ends up outside.

    ``rank`` puts a quotation around a sentence of the same length, and that around a word; ``number`` keeps the order
    of the model. A place is the longest, for it is put in front of all that begins there.
    """

    start: int
    minus_end: int
    rank: int
    number: int
    first: bool
    mark: Mark


_QUOTATION, _SENTENCE, _WORD, _PLACE = range(4)  # ranks


def nest(prose: Prose, more: Sequence[Mark] = ()) -> tuple[Node, ...]:
    """The text of a block as a tree: plain strings, and marks around trees. ``more`` are marks beside the block's own;
    words among them do not overlap, and each lies in a sentence.

    Every character stands in exactly one string, in order, and every sentence or word that has characters is one
    `Marked`; a quotation is as many as it must be. Sorting apart, the work is linear in marks and text. Raises
    `ValueError` when two sentences overlap, which the model forbids.
    """
    sentences = sorted(
        (mark for mark in prose.inlines if isinstance(mark, Sentence) and mark.start < mark.end),
        key=lambda mark: mark.start,
    )
    if any(former.end > latter.start for former, latter in zip(sentences, sentences[1:], strict=False)):
        raise ValueError(f"two sentences overlap in {prose.text[:60]!r}")
    words = sorted((mark for mark in more if isinstance(mark, Word)), key=lambda mark: mark.start)
    starts, ends = _bounds(sentences)
    word_starts, word_ends = _bounds(words)
    waiting = [_Piece(mark.start, -mark.end, _SENTENCE, number, True, mark) for number, mark in enumerate(sentences)]
    waiting += [_Piece(mark.start, -mark.end, _WORD, number, True, mark) for number, mark in enumerate(words)]
    others = [mark for mark in (*prose.inlines, *more) if not isinstance(mark, Sentence | Word)]
    for number, mark in enumerate(others):
        if mark.start == mark.end:  # a place, and no stretch
            at = _before_sentence(prose.text, mark.start, starts, ends)
            waiting.append(_Piece(at, -len(prose.text) - 1, _PLACE, number, True, mark))
            continue
        cuts = {*_cuts(mark, starts, ends), *_cuts(mark, word_starts, word_ends)}
        bounds = sorted({mark.start, mark.end, *cuts})
        first = True
        for start, end in pairwise(bounds):
            start, end = _without_blanks(prose.text, start, end, starts, ends)
            if start < end:
                waiting.append(_Piece(start, -end, _QUOTATION, number, first, mark))
                first = False
    heapify(waiting)
    placed = _place(prose.text, 0, len(prose.text), waiting)
    return placed + tuple(Marked(piece.mark, True, ()) for piece in sorted(waiting))  # places at the very end


def text_of(nodes: Sequence[Node]) -> str:
    """The characters in a tree, without the marks around them."""
    return "".join(node if isinstance(node, str) else text_of(node.content) for node in nodes)


def _bounds(marks: Sequence[Mark]) -> tuple[list[int], list[int]]:
    return [mark.start for mark in marks], [mark.end for mark in marks]


def _cuts(quote: Mark, starts: list[int], ends: list[int]) -> list[int]:
    """Where a quotation crosses the bounds of sentences or words (given by their starts and ends, both ascending)."""
    cuts = []
    begins_in = bisect_right(ends, quote.start)  # the first sentence that ends behind the quotation's start
    if begins_in < len(ends) and starts[begins_in] < quote.start and ends[begins_in] < quote.end:
        cuts.append(ends[begins_in])
    ends_in = bisect_left(starts, quote.end) - 1  # the last sentence that starts before the quotation's end
    if ends_in >= 0 and quote.end < ends[ends_in] and quote.start < starts[ends_in]:
        cuts.append(starts[ends_in])
    return cuts


def _place(text: str, start: int, end: int, waiting: list[_Piece]) -> tuple[Node, ...]:
    """The characters from ``start`` to ``end`` with the marks that begin there, which leave ``waiting``."""
    nodes: list[Node] = []
    here = start
    while waiting and waiting[0].start < end:
        piece = heappop(waiting)
        stop = -piece.minus_end if piece.rank != _PLACE else piece.start
        if stop > end:  # two quotations cross: what sticks out of the outer one is a piece of its own, placed behind it
            if text[end:stop].strip():
                heappush(waiting, piece._replace(start=end, first=False))
            stop = end
        if here < piece.start:
            nodes.append(text[here : piece.start])
        nodes.append(Marked(piece.mark, piece.first, _place(text, piece.start, stop, waiting)))
        here = stop
    if here < end:
        nodes.append(text[here:end])
    return tuple(nodes)


def _before_sentence(text: str, at: int, starts: list[int], ends: list[int]) -> int:
    """The start of the sentence that a place is in, when no word of it comes before; else the place as it is."""
    around = bisect_right(starts, at) - 1
    if around < 0 or at >= ends[around] or any(map(str.isalnum, text[starts[around] : at])):
        return at
    return starts[around]


def _without_blanks(text: str, start: int, end: int, starts: list[int], ends: list[int]) -> tuple[int, int]:
    """The bounds moved in over blanks, so that no piece begins or ends with the space between two sentences.

    They do not move into a sentence that lies between them: blanks at its edge are the sentence's own.
    """
    stretch = text[start:end]
    left = start + len(stretch) - len(stretch.lstrip())
    right = max(left, start + len(stretch.rstrip()))
    around_left = bisect_left(starts, left) - 1  # the last sentence that starts before
    if around_left >= 0 and start <= starts[around_left] and left < ends[around_left]:
        left = starts[around_left]
    around_right = bisect_right(ends, right)  # the first sentence that ends behind
    if left < right and around_right < len(ends) and ends[around_right] <= end and starts[around_right] < right:
        right = ends[around_right]
    return left, right

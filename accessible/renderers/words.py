"""The words of a sentence that have a clip of their own.

Readers look at the clock every 250 ms and skip over what is shorter, so short words share a clip with their neighbours
until it is long enough. Which ones is chosen for the shortest clips that cut no link and no reference in two (two links
would be heard for one) and, where that can be had, nothing else that its author set apart, and rather no quotation.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple, assert_never
from unicodedata import category

from accessible.model.blocks import Anchor, Foreign, Link, NoteRef, PageMark, Quote, Sentence, SpeakerLabel, Styled
from accessible.model.narration import Clip, milliseconds
from accessible.model.narration import Mark as Heard
from accessible.renderers.marks import Mark, Word

#: Milliseconds that the clip of a word plays at least.
_SHORTEST = 300
_FAR = 3000  # ms: a clip this long is not made longer when a shorter one is possible
_MOST = 40  # words that share a clip, at most
#: What it costs to cut in two what its author set apart: more than any length does; and a quotation or foreign words:
#: as much as a second.
_CUT, _CUT_QUOTE = 10**9, 10**6


class Piece(NamedTuple):
    """Characters ``start`` to ``end`` of a block are heard from ``begin`` to ``stop`` (ms)."""

    start: int
    end: int
    begin: int
    stop: int


def spoken_words(text: str, sentence: Sentence, marks: Iterable[Mark], clip: Clip, rate: int) -> list[Piece]:
    """The stretches of a sentence that have a clip of their own, made of its clip (in samples at ``rate`` Hz) and what
    the engine marked in it; none when the sentence is one. ``text`` is that of the block, and ``marks`` are those that
    the sentence shares a character with.
    """
    atoms = list(_atoms(text, sentence, clip, rate))
    chosen = _chosen(atoms, _kept_whole(sentence, marks))
    return chosen if len(chosen) > 1 else []


def _atoms(text: str, sentence: Sentence, clip: Clip, rate: int) -> Iterator[Piece]:
    """The words of a sentence that have a mark, each with what is written up to the next, and with its time.

    What stands before the first mark belongs to the first word, and silence behind the last to the last.
    """
    offset = sentence.start
    text = text[offset : sentence.end]
    edges = [(0, milliseconds(clip.begin, rate))]
    for mark in clip.marks[1:]:
        start = _token(text, mark, edges[-1][0])
        time = milliseconds(clip.begin + mark.sample, rate)
        if start > edges[-1][0] and time > edges[-1][1]:
            edges.append((start, time))
    edges.append((len(text), milliseconds(clip.end, rate)))
    for (start, begin), (end, stop) in pairwise(edges):
        stretch = text[start:end]
        if stretch.strip() and begin < stop:
            left = len(stretch) - len(stretch.lstrip())
            yield Piece(offset + start + left, offset + start + len(stretch.rstrip()), begin, stop)


def _token(text: str, mark: Heard, least: int) -> int:
    """Where the word of a mark begins, with the signs right before it. Of signs between two words without a space those
    that open something belong to the word behind them, the others to the one before."""
    start = mark.start
    while start > least and not text[start - 1].isalnum() and not text[start - 1].isspace():
        start -= 1
    if start == 0 or not text[start - 1].isalnum():
        return start
    start = mark.start
    while start > least and (category(text[start - 1]) in ("Ps", "Pi") or text[start - 1] in "¿¡"):
        start -= 1
    return start


def _kept_whole(sentence: Sentence, marks: Iterable[Mark]) -> list[tuple[int, int, int]]:
    """Stretches of the sentence that words should not cross, and what crossing each costs (0: it must not be)."""
    found = []
    for mark in marks:
        start, end = max(mark.start, sentence.start), min(mark.end, sentence.end)
        match mark:
            case Link() | NoteRef() | SpeakerLabel():
                found.append((start, end, 0))
            case Styled():
                found.append((start, end, _CUT))
            case Quote() | Foreign():
                found.append((start, end, _CUT_QUOTE))
            case Sentence() | PageMark() | Anchor() | Word():
                pass
            case _:
                assert_never(mark)
    return found


def _chosen(atoms: Sequence[Piece], wholes: Sequence[tuple[int, int, int]]) -> list[Piece]:
    """The words joined so that each clip is long enough; the shortest clips together that can be had (the sum of the
    squares of their lengths), by dynamic programming. Nothing when there is no such way."""
    best: list[tuple[int, int] | None] = [(0, 0)]  # for each number of words: the least cost, and where the last begins
    for end in range(1, len(atoms) + 1):
        found: tuple[int, int] | None = None
        for start in range(end - 1, max(end - _MOST, 0) - 1, -1):
            before = best[start]
            length = atoms[end - 1].stop - atoms[start].begin
            if length > _FAR and found is not None:
                break
            if before is None or length < _SHORTEST:
                continue
            cut = _cost(atoms[start].start, atoms[end - 1].end, wholes)
            if cut is not None and (found is None or before[0] + cut + length**2 < found[0]):
                found = (before[0] + cut + length**2, start)
        best.append(found)
    chosen = []
    end = len(atoms)
    while end and (last := best[end]) is not None:
        first = atoms[last[1]]
        chosen.append(Piece(first.start, atoms[end - 1].end, first.begin, atoms[end - 1].stop))
        end = last[1]
    return chosen[::-1]


def _cost(start: int, end: int, wholes: Sequence[tuple[int, int, int]]) -> int | None:
    """What a stretch costs that crosses the edges of these; None when it may not."""
    cost = 0
    for left, right, price in wholes:
        crosses = start < left < end < right or left < start < right < end
        if crosses and not price:
            return None
        cost += price * crosses
    return cost

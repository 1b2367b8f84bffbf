"""The marks around each sentence of a text, and the references to notes in it."""

from __future__ import annotations

import sys
from types import FrameType
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from accessible.model.blocks import Evidence, Foreign, NoteRef, Prose, Quote, Sentence
from accessible.narrator.surroundings import Held, held

WHY = Evidence("said", 1.0)


def test_a_full_stop_behind_the_closing_mark_and_a_note_change_nothing() -> None:
    text = "“One.” Two.1 «Drei».2"
    quote, note = Quote(0, 6, "direct", WHY), NoteRef(11, 12)
    foreign, other = Foreign(13, 19, "de", WHY), NoteRef(20, 21)
    sentences = [Sentence(0, 6), Sentence(7, 12), Sentence(13, 21)]
    assert list(held(Prose(text, inlines=(quote, note, foreign, other, *sentences)), sentences)) == [
        Held(sentences[0], (quote,), []),
        Held(sentences[1], (), [(4, 5)]),
        Held(sentences[2], (foreign,), [(7, 8)]),
    ]


SPANS = st.tuples(st.integers(0, 29), st.integers(1, 12)).map(lambda at: (at[0], min(at[0] + at[1], 30)))


@given(
    st.text("ab ”.", min_size=30, max_size=30),
    st.lists(SPANS, max_size=6),
    st.lists(SPANS, max_size=3),
    st.sets(st.integers(1, 29), max_size=5),
)
def test_one_sweep_finds_what_a_look_at_each_sentence_finds(
    text: str, spans: list[tuple[int, int]], notes: list[tuple[int, int]], cuts: set[int]
) -> None:
    marks = [Quote(start, end, "direct", WHY) for start, end in spans]
    inlines = (*marks, *(NoteRef(start, end) for start, end in notes))
    edges = [0, *sorted(cuts), 30]
    sentences = [Sentence(start, end) for start, end in zip(edges, edges[1:], strict=False)]
    silent = {at for start, end in notes for at in range(start, end)}
    for found in held(Prose(text, inlines=inlines), sentences):
        first, last = found.sentence.start, found.sentence.end - 1
        while first < last and not text[first].isalnum():
            first += 1
        while first < last and (last in silent or not text[last].isalnum()):
            last -= 1
        assert found.marks == tuple(mark for mark in marks if mark.start <= first and last < mark.end)


def work(count: int) -> int:
    """The lines of Python that it takes to look at so many quotations of a sentence each, in one paragraph."""
    piece = "“One boat.” "
    marks = [Quote(at, at + 11, "direct", WHY) for at in range(0, count * len(piece), len(piece))]
    sentences = [Sentence(mark.start, mark.end) for mark in marks]
    prose = Prose(piece * count, inlines=tuple(marks))
    lines = 0

    def trace(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal lines
        lines += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        assert all(len(found.marks) == 1 for found in held(prose, sentences))
    finally:
        sys.settrace(before)
    return lines


def test_four_times_the_sentences_are_about_four_times_the_work() -> None:
    assert work(800) < 5 * work(200)

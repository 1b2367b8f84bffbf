"""What stands around the sentences of a text: the quotations and the runs in another language that hold each of them,
and the references to notes in it.

All sentences of a text are asked about in one sweep, so that one paragraph of many costs no more than many of a few.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from accessible.model.blocks import Foreign, NoteRef, Prose, Quote, Sentence


class Held(NamedTuple):
    """A sentence; the marks that hold it from its first to its last word, as a full stop or a reference to a note that
    follows the closing mark may have joined it; and where in it references to notes stand, which are not said (counted
    from the beginning of the sentence)."""

    sentence: Sentence
    marks: tuple[Quote | Foreign, ...]
    references: list[tuple[int, int]]


def held(prose: Prose, sentences: Sequence[Sentence]) -> Iterator[Held]:
    """What stands around some sentences of a text, which are in order and do not overlap."""
    text = prose.text
    marks = [mark for mark in prose.inlines if isinstance(mark, Quote | Foreign)]
    references = sorted((mark.start, mark.end) for mark in prose.inlines if isinstance(mark, NoteRef))
    coming = sorted(range(len(marks)), key=lambda at: -marks[at].start)  # the next one is the last
    around: list[int] = []  # those that may hold the sentence, in the order of the marks
    passed = 0
    for sentence in sentences:
        while passed < len(references) and references[passed][1] <= sentence.start:
            passed += 1
        behind = passed
        while behind < len(references) and references[behind][0] < sentence.end:
            behind += 1
        inside = references[passed:behind]
        first, last = sentence.start, sentence.end - 1
        while first < last and not text[first].isalnum():
            first += 1
        while first < last and (not text[last].isalnum() or any(start <= last < end for start, end in inside)):
            last -= 1
        while coming and marks[coming[-1]].start <= first:
            insort(around, coming.pop())
        around = [at for at in around if marks[at].end > last]  # what has ended holds no later sentence either
        yield Held(
            sentence,
            tuple(marks[at] for at in around),
            [
                (start - sentence.start, end - sentence.start)
                for start, end in inside
                if sentence.start <= start and end <= sentence.end
            ],
        )

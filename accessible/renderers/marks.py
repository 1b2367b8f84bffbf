"""Marks that a text gets on its way into a book, beside those that the document has: its words.

They are no part of the document, for nothing but the book's own form depends on them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from msgspec import Struct

from accessible.model.blocks import Inline, Sentence


class Word(Struct, frozen=True):
    """Characters ``start`` to ``end`` have an element of their own, with this id: a word, or a few short ones."""

    start: int
    end: int
    id: str


Mark: TypeAlias = Inline | Word


def by_sentence(sentences: Sequence[Sentence], marks: Iterable[Mark]) -> Iterator[tuple[Sentence, list[Mark]]]:
    """Each sentence, in order, with the marks that it has a character in common with; in one sweep over both."""
    waiting = sorted((mark for mark in marks if mark.start < mark.end), key=lambda mark: -mark.start)
    here: list[Mark] = []
    for sentence in sorted(sentences, key=lambda sentence: sentence.start):
        while waiting and waiting[-1].start < sentence.end:
            here.append(waiting.pop())
        here = [mark for mark in here if mark.end > sentence.start]
        yield sentence, list(here)

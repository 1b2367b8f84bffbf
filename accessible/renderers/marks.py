"""Marks that a text gets on its way into a book, beside those that the document has: a word, a speaker's label.

They are no part of the document, for nothing but the book's own form depends on them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from msgspec import Struct

from accessible.model.blocks import Inline, Prose, Quote, Sentence


class Word(Struct, frozen=True):
    """Characters ``start`` to ``end`` have an element of their own, with this id: a word, or a few short ones."""

    start: int
    end: int
    id: str


class Label(Struct, frozen=True):
    """Characters ``start`` to ``end`` say who speaks the rest of the block, as in a transcript: "VANE:"."""

    start: int
    end: int


Mark: TypeAlias = Inline | Word | Label

#: What stands between the name in a label and the speech: "(laughing):".
_BEHIND_NAME = re.compile(r"\.?\s*(?:[(\[][^()\[\]\n]{1,40}[)\]]\s*)?:\s*")


def speaker_label(prose: Prose) -> Label | None:
    """The label that a block begins with, when what follows is said by the one who is named in it.

    The document tells it: the first quotation runs to the end, and the words that say whose it is stand right before
    it, at the beginning of the block.
    """
    quotes = [mark for mark in prose.inlines if isinstance(mark, Quote)]
    first = min(quotes, key=lambda mark: mark.start, default=None)
    if first is None or first.speaker is None or first.speaker.span is None or prose.origin < 0:
        return None
    start = first.speaker.span.start - prose.origin
    end = first.speaker.span.end - prose.origin
    if prose.text[:start].strip() or not 0 <= start < end or prose.text[first.end :].strip():
        return None
    if not _BEHIND_NAME.fullmatch(prose.text, end, first.start):
        return None
    return Label(start, len(prose.text[: first.start].rstrip()))


def by_sentence(sentences: Sequence[Sentence], marks: Iterable[Mark]) -> Iterator[tuple[Sentence, list[Mark]]]:
    """Each sentence, in order, with the marks that it has a character in common with; in one sweep over both."""
    waiting = sorted((mark for mark in marks if mark.start < mark.end), key=lambda mark: -mark.start)
    here: list[Mark] = []
    for sentence in sorted(sentences, key=lambda sentence: sentence.start):
        while waiting and waiting[-1].start < sentence.end:
            here.append(waiting.pop())
        here = [mark for mark in here if mark.end > sentence.start]
        yield sentence, list(here)

"""The numbers of pages, said where a page of the source begins: "Page 12."

They are how a class agrees on a place, and whoever listens can find it by nothing else. Each is said by itself, so that
a reading system can skip it (EPUB 3.3, "Skippability"), by the narrator: in front of the sentence that the page begins
with, or behind the one that it begins in, for no sentence is cut in two. Pages that are only counted, for a text that
never had any (`--pages`), are not said: they are of no edition that anybody else has, and would interrupt whoever
listens with numbers that the book itself has made up.
"""

from __future__ import annotations

from collections.abc import Sequence

from accessible.model.blocks import PageMark, Prose, Sentence
from accessible.model.script import Utterance
from accessible.narrator.spoken.roman import value
from accessible.narrator.structures import PageTurn


def turns(prose: Prose, sentences: Sequence[Sentence]) -> list[tuple[int, PageTurn]]:
    """The pages that begin in a text, in order, each with the number of sentences that are said before it."""
    found = []
    at = 0
    for mark in sorted((mark for mark in prose.inlines if isinstance(mark, PageMark)), key=lambda mark: mark.start):
        while at < len(sentences) and sentences[at].end <= mark.start:
            at += 1
        begun = at < len(sentences) and any(map(str.isalnum, prose.text[sentences[at].start : mark.start]))
        if mark.id and mark.label.strip():  # of a running head no page is known
            found.append((at + begun, PageTurn(mark.id, mark.label)))
    return found


def words_for(label: str, word: str) -> str:
    """What is said of a page with this number; ``word`` is what a page is called ("" where nobody knows). Roman
    numerals, which prefaces are counted with, are said as the numbers that they are."""
    number = " ".join(label.split())
    return f"{word} {value(number.upper()) or number}".strip() + "."


def inserted(said: Sequence[Utterance], pages: Sequence[tuple[int, Utterance]]) -> tuple[Utterance, ...]:
    """What is said of a section, with the pages, each behind so many utterances."""
    out = list(said)
    for before, page in reversed(pages):
        out.insert(before, page)
    return tuple(out)

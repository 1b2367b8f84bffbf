"""The sentences of a paragraph, its quotations masked: what is said around them, and who is said to say it.

The words in a quotation are neither cues nor subjects, and its full stops do not end the sentence that it stands in; so
they are blanked out before sentences are looked for.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property, lru_cache

from msgspec import Struct

from accessible.structurer.attribution.capitalnouns import phrases_of
from accessible.structurer.attribution.clauses import Cue, cues_of, words_of
from accessible.structurer.attribution.fields import fields_of
from accessible.structurer.attribution.grammar import grammar_of
from accessible.structurer.attribution.nouns import MASK, Words
from accessible.structurer.marks import Pair

_SENTENCE_END = re.compile(r"[.!?…][\x00”’\"»)\]]*+\s++(?=[^a-z,;])")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:[A-Z]|Mr|Mrs|Ms|Dr|St|Prof|Rev|Gen|Gov|Sen|Rep|Lt|Col|Sgt|Capt|Maj|Hon|Jr|Sr|vs|No|Nr|bzw|ca"
    r"|(?:[A-Za-z]\.)+[A-Za-z])\.$"
)
#: More letters than an abbreviation has.
_SHORTENED = 5
#: A name and the word behind it.
_NAMED = re.compile(r"(?:[^\W\d_a-z][\w’'-]*\.?\s){1,4}(?:[a-z]+ly\s)?([^\W\d_A-Z]+)\b")


#: So many paragraphs with quotations are kept, those of a long novel; a longer book is cut into sentences twice.
_KEPT = 8_192


class Clause(Struct, frozen=True, dict=True):
    """One sentence of a paragraph: its offsets, and the cues in it, looked for when somebody asks for them."""

    start: int
    end: int
    hidden: str  # the paragraph, its quotations masked
    language: str

    @cached_property
    def cues(self) -> tuple[Cue, ...]:
        """Who is said to say something in this sentence, in order."""
        known = "words" in self.__dict__  # to ask for the letters pays only before
        if not known and not grammar_of(self.language).may_cue(self.hidden, self.start, self.end):
            return ()
        return tuple(cues_of(self.words))

    @cached_property
    def words(self) -> Words:
        """The words and marks of the sentence."""
        return words_of(self.hidden, self.start, self.end, self.language)

    @cached_property
    def mains(self) -> tuple[int, ...]:
        """For each cue the index of the one that it is embedded in, or its own."""
        found: list[int] = []
        for at, cue in enumerate(self.cues):
            found.append(found[-1] if at and cue.embedded else at)
        return tuple(found)

    def settle(self) -> None:
        """Forget its words, but not the cues that were found in them."""
        self.__dict__.pop("words", None)

    def let_go(self) -> None:
        """Forget its words and cues, until somebody asks for them again."""
        self.__dict__.clear()


def masked(text: str, outer: Sequence[tuple[int, int]]) -> str:
    """The text with every outer quotation blanked out; a full stop before a closing mark stays, as it may end the
    sentence around it."""
    pieces: list[str] = []
    at = 0
    for start, end in outer:
        inner = text[start:end]
        body = inner.rstrip("”’\"»'“«")
        kept = body[-1] if body and body[-1] in ".!?…" else ""
        tail = len(inner) - len(body)
        pieces += (text[at:start], MASK * (len(body) - len(kept)), kept, MASK * tail)
        at = end
    return "".join([*pieces, text[at:]])


def clauses_of(text: str, pairs: Sequence[Pair], language: str) -> tuple[Clause, ...]:
    """The sentences of a paragraph, found on its masked text, with their cues."""
    return _clauses(text, tuple((pair.start, pair.end) for pair in pairs if not pair.depth), language)


@lru_cache(maxsize=_KEPT)  # a paragraph is looked at for the kinds of its quotations and then for their speakers
def _clauses(text: str, outer: tuple[tuple[int, int], ...], language: str) -> tuple[Clause, ...]:
    hidden = masked(text, outer)
    clauses = []
    start = 0
    for match in _SENTENCE_END.finditer(hidden):
        if hidden[match.start()] == "." and _is_abbreviated(hidden, start, match.start()):
            continue
        if match[0][0] != "." and MASK in match[0] and _cue_follows(hidden, match.end(), language):
            continue  # “Who goes there?” Vane asked.
        clauses.append(Clause(start, match.end(), hidden, language))
        start = match.end()
    if start < len(text):
        clauses.append(Clause(start, len(text), hidden, language))
    return tuple(clauses)


def _is_abbreviated(hidden: str, start: int, stop: int) -> bool:
    """Whether the full stop at ``stop`` ends an abbreviation in the sentence that begins at ``start``."""
    word = hidden[max(start, stop - _SHORTENED) : stop]
    if len(word) == _SHORTENED and word.isalpha():
        return False  # nearly always, and quickly seen
    return _ABBREVIATION.search(hidden, max(start, stop - 12), stop + 1) is not None


def _cue_follows(hidden: str, at: int, language: str) -> bool:
    """Whether a name and a verb of speech begin the text behind a quotation."""
    named = _NAMED.match(hidden, at)
    grammar = grammar_of(language)
    return named is not None and (named[1] in grammar.verbs or named[1] in grammar.manner)


def hand_over_clauses() -> None:
    """Leave the sentences to whoever asked for them, so that they go when nobody there needs them any more."""
    _clauses.cache_clear()


def forget_clauses() -> None:
    """Let go of the sentences of the document that was structured last."""
    for kept in (_clauses, fields_of, phrases_of):
        kept.cache_clear()


def clause_at(clauses: Sequence[Clause], offset: int) -> Clause:
    """The sentence that a character of the paragraph stands in."""
    return clauses[min(bisect_right(clauses, offset, key=_end_of), len(clauses) - 1)]


def _end_of(clause: Clause) -> int:
    return clause.end

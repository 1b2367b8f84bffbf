"""The fields of a German sentence: where its clauses begin and end, and which noun phrases stand in them.

German grammars read a sentence by fields that its verbs mark off (Duden, "Die Grammatik", on the Feldermodell). Without
a parser the marks do: a comma, a stronger mark or the word that begins a clause. Every list here is made in one pass,
so that what `verbsecond` and `viewpoints` ask of a word costs the same in a long sentence as in a short one.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

from msgspec import Struct

from accessible.structurer.attribution.capitalnouns import KEPT, NEVER, Phrase, phrases_of
from accessible.structurer.attribution.grammar import Grammar
from accessible.structurer.attribution.nominals import Nominal
from accessible.structurer.attribution.nouns import LONGEST, MASK, Mention, Words

#: What parts clauses that are not in one another.
STRONG = frozenset("; : – — -".split())
#: So many phrases are looked at for a subject.
_FEW = 12


class Saying(Struct, frozen=True):
    """A verb or a word that names a source, and who says something by it: what `clauses` makes a cue of."""

    first: int  # the words it is
    last: int
    subject: Mention
    inverted: bool
    embedded: bool
    kind: Literal["speech", "judging", "manner", "source"]


class Fields:
    """One sentence, its words, phrases and clauses by the index of a word."""

    def __init__(self, sentence: Words) -> None:
        self.sentence = sentence
        self.folded = sentence.folded
        self.grammar: Grammar = sentence.grammar
        self.language = self.grammar.language
        found = phrases_of(sentence)
        self.nominal: Nominal = found.nominal
        self.phrases = found.all
        self.next_phrase = self._next_phrase()
        self.inside = self._owner()
        self.segments = self._cut()
        self._lasts = self._ends()

    def _next_phrase(self) -> list[int]:
        """For each word the first phrase that begins at it or behind it."""
        found = [len(self.phrases)] * (len(self.folded) + 1)
        at = len(self.phrases)
        for index in range(len(self.folded) - 1, -1, -1):
            if at and self.phrases[at - 1].first == index:
                at -= 1
            found[index] = at
        return found

    def _owner(self) -> list[int]:
        """For each word the phrase that it is in, or -1."""
        found = [-1] * len(self.folded)
        for index, phrase in enumerate(self.phrases):
            for at in range(phrase.first, phrase.last + 1):
                found[at] = index
        return found

    def _cut(self) -> list[int]:
        """For each word where its clause begins: behind the last comma or stronger mark that no phrase holds."""
        found: list[int] = []
        start = 0
        for at, word in enumerate(self.sentence.words):
            found.append(start)
            tied = word == "-" and at > 0 and self.sentence.starts[at] == self.sentence.ends[at - 1]  # „Bild“-Zeitung
            if (word in ",()" or word in STRONG) and self.inside[at] < 0 and not tied:
                start = at + 1
        return found

    def _ends(self) -> list[int]:
        """For each word the last of its clause."""
        found = [len(self.segments) - 1] * len(self.segments)
        for at in range(len(self.segments) - 2, -1, -1):
            found[at] = found[at + 1] if self.segments[at] == self.segments[at + 1] else at
        return found

    def end(self, at: int) -> int:
        """The index of the last word of the clause that the word at ``at`` is in, the mark that ends it included."""
        return self._lasts[at]

    def following(self, at: int, last: int) -> Iterator[Phrase]:
        """The next few phrases that begin at a word or behind it, up to another."""
        first = self.next_phrase[min(at, len(self.folded))]
        for index in range(first, min(first + _FEW, len(self.phrases))):
            if self.phrases[index].first > last:
                break
            yield self.phrases[index]

    def possible(self, phrase: Phrase) -> bool:
        """Whether a phrase can be a subject by itself: „es“ only fills a place."""
        return phrase.governed < 0 and phrase.subject != NEVER and phrase.mention.text.casefold() != "es"

    def can_speak(self, mention: Mention) -> bool:
        """Whether a mention names, or describes a person, a group or a paper."""
        grammar = self.grammar
        roles = (grammar.roles, grammar.kin, grammar.organisations, grammar.papers)
        listed = any(mention.role in kind for kind in roles)
        return listed or mention.kind != "nominal" or mention.role == MASK

    def is_subordinate(self, start: int) -> bool:
        """Whether the clause that begins at the word ``start`` has its verb last: a subordinator or a relative pronoun
        opens it, an „und“ before that or not."""
        if start >= len(self.folded):
            return False
        word = self.folded[start]
        if word in self.nominal.joining and start + 1 < len(self.folded):
            word = self.folded[start + 1]
        if word in self.nominal.subordinators:
            return True
        return self.relative(start)

    def relative(self, start: int) -> bool:
        """Whether a clause begins with a relative pronoun: an article form behind a comma that no noun follows."""
        if start == 0 or start >= len(self.folded) or self.sentence.words[start - 1] != ",":
            return False
        word = self.folded[start]
        if word in self.grammar.prepositions and start + 1 < len(self.folded):
            word = self.folded[start + 1]
            start += 1
        return word in self.nominal.relatives and (
            self.inside[start] < 0 or self.phrases[self.inside[start]].noun == start
        )

    def masked_before(self, start: int) -> bool:
        """Whether a quotation stands before the word ``start``, with nothing but marks between."""
        before = start - 1
        while before > 0 and self.sentence.words[before] in ",–—-.!?":
            before -= 1
        return before >= 0 and self.sentence.words[before][0] == MASK

    def last_mask(self, start: int, end: int) -> int:
        """The last quotation among some words, not looked for too far; -1 when there is none."""
        first = max(start, end - LONGEST) - 1
        return next((at for at in range(end - 1, first, -1) if self.sentence.words[at][0] == MASK), -1)


@lru_cache(maxsize=KEPT)  # a sentence with many quotations is asked for each of them
def fields_of(sentence: Words) -> Fields:
    """The fields of a sentence: its words, phrases and clauses, each found once."""
    return Fields(sentence)

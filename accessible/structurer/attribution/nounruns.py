"""Runs of nouns where every noun has a capital: where one begins, where it ends, and whether it is a name: German.

Between an article and the next noun stand only what describes it, so one leads to the other; a name goes on through
its capitals and the small words inside it („Ute von der Lund“). `capitalnouns` makes phrases of them.
"""

from __future__ import annotations

import re

from accessible.structurer.attribution.grammar import Grammar
from accessible.structurer.attribution.nominals import Nominal, role_of
from accessible.structurer.attribution.nouns import Words

#: So many small words may stand between an article and its noun; a phrase has at most so many nouns in a row.
FAR, LONG = 12, 8

_SITE = re.compile(r"[a-zäöüß]{2,}(?:[.-][a-zäöüß]+)*\.[a-zäöüß]{2,}")


class NounRuns:
    """The nouns of one sentence, by the index of a word, while its phrases are read."""

    def __init__(self, sentence: Words, nominal: Nominal) -> None:
        self.sentence = sentence
        self.language = sentence.grammar.language
        self.nominal = nominal
        self.grammar: Grammar = sentence.grammar
        self.count = len(sentence.words)
        self.governed = -1  # the preposition that leads to what is read now
        #: For each word whether it is a noun or a part of a name.
        self.nouns = self._find_nouns()

    def is_noun(self, at: int) -> bool:
        """Whether a word is a noun or a part of a name: it has a capital, and not because a sentence begins."""
        return self.nouns[at]

    def article(self, at: int) -> str | None:
        """What a phrase with the article at a word can be; None when it is none („meinen die Leute“ has a verb)."""
        folded = self.sentence.folded
        follows = folded[at + 1] if at + 1 < len(folded) else ""
        if self.is_noun(at) or (folded[at] in self.nominal.verbs and follows in self.nominal.articles):
            return None
        return self.nominal.articles.get(folded[at])

    def bare(self, at: int) -> int:
        """The noun of a phrase without an article that begins here: „Wenzel“, „deutsche Behörden“; -1 if none does."""
        if self.is_noun(at):
            return at
        word = self.sentence.folded[at]
        describes = word.endswith(("e", "er", "es", "en", "em")) and word[0].isalpha() and len(word) > 3
        known = word in self.nominal.adverbs or word in self.nominal.verbs or word in self.grammar.conjunctions
        follows = at + 1 < self.count and self.is_noun(at + 1)
        after_noun = at > 0 and self.is_noun(at - 1) and self.governed < 0
        if describes and not known and follows and not after_noun and not self.sentence.capital[at]:
            return at + 1
        return -1

    def after(self, at: int, *, article: bool) -> int:
        """The noun that what describes it leads to: „die in New York geborene Sängerin“; -1 where none is."""
        folded, count = self.sentence.folded, self.count
        first = at
        while at < count and at - first < FAR:
            if self.is_noun(at):
                if at == first or not self._inner(at - 1):
                    return at
                at += 1
                continue
            word = folded[at]
            if not word[0].isalnum() or word in self.nominal.helping:
                return -1
            if word in self.nominal.subordinators and word not in ("als", "wie"):
                return -1
            if at == first and (word in self.grammar.pronouns or (word in self.nominal.verbs and not self._ends(word))):
                return -1
            at += 1
        return -1

    def run(self, at: int) -> int:
        """The last word of a run of nouns, with the small words inside names: „Ute von der Lund“."""
        sentence, folded = self.sentence, self.sentence.folded
        last, count = at, self.count if sentence.capital[at] else 0
        while last + 1 < count and last - at < LONG:
            if sentence.capital[last + 1] and sentence.words[last + 1][0].isalpha():
                last += 1
            elif folded[last] in self.grammar.first_names and self._particle(last + 1) > 0:
                last = self._particle(last + 1)
            else:
                break
        return last

    def role(self, at: int) -> str | None:
        """The role that a noun says where it stands; a surname says none: „Reimann sagte“, „Minister Richter sagte“."""
        role = role_of(self.sentence.words[at], self.language)
        return None if role in self.nominal.surnames and self._is_surname(at, role) else role

    def _find_nouns(self) -> list[bool]:
        folded, words, small = self.sentence.folded, self.sentence.words, self.nominal.small
        found = list(self.sentence.capital)
        for at, capital in enumerate(self.sentence.capital):
            if capital:
                before = words[at - 1] if at else "."
                if folded[at] in small and not (before[0].isalnum() or before in ",/"):
                    found[at] = False
            elif "." in folded[at] and _SITE.fullmatch(words[at]):  # „laut wetter.example“
                found[at] = True
        return found

    def _inner(self, at: int) -> bool:
        """Whether a word leads to a noun inside what describes another: „die in *New York* geborene“."""
        word = self.sentence.folded[at]
        return self.is_noun(at) or word in self.grammar.prepositions or word in self.nominal.articles or word == "als"

    @staticmethod
    def _ends(word: str) -> bool:
        return word.endswith(("e", "er", "es", "en", "em"))

    def _particle(self, at: int) -> int:
        """The surname that the small words at ``at`` lead to: „von der Lund“; -1 when they lead to none."""
        folded, first = self.sentence.folded, at
        while at < len(folded) and at - first < 3 and folded[at] in self.nominal.particles:
            at += 1
        return at if first < at < len(folded) and self.sentence.capital[at] else -1

    def _is_surname(self, at: int, role: str) -> bool:
        """Whether a noun that ends in a role of which surnames are made is one: behind another role, or with nothing
        before it where only a plural could stand so."""
        sentence, word = self.sentence, self.sentence.folded[at]
        ends = at + 1 >= self.count or not sentence.capital[at + 1]
        if at and sentence.capital[at - 1]:
            return ends and role_of(sentence.words[at - 1], self.language) is not None
        bare = at == 0 or not (sentence.folded[at - 1] in self.nominal.articles or self._describes(at - 1))
        likened = self.governed >= 0 and sentence.folded[self.governed] in ("als", "wie")
        return ends and bare and not likened and (word in self.nominal.lone or (word != role and "-" not in word))

    def _describes(self, at: int) -> bool:
        """Whether a word has the form of an adjective before its noun."""
        word = self.sentence.folded[at]
        known = word in self.nominal.small or self.nouns[at]
        return self._ends(word) and word.isalpha() and len(word) > 3 and not known

"""Who or what a verb can have as its subject, in a language that has the subject before the verb.

No parser: the noun phrase right before the verb, or the one that it belongs to or is set beside, across adverbs,
brackets and asides.
"""

from __future__ import annotations

from functools import cached_property

from accessible.structurer.attribution.grammar import Grammar
from accessible.structurer.attribution.nouns import LONGEST, MASK, Mention, Words

#: The marks between clauses, those around an aside, and those that part what one side says from the other.
BREAKS = frozenset(", ; : — – ― - -- ( )".split())
ASIDES = frozenset(", — – ― --".split())
PARTING = frozenset("; — – ― --".split())

#: A phrase is not looked for behind more prepositions than this.
_CHAINED = 6


def can_speak(grammar: Grammar, mention: Mention) -> bool:
    """Whether a mention names, or describes a person, a group or a paper, or some of them (but not "some of us")."""
    if mention.role in grammar.partitives:
        return mention.text.rpartition(" ")[2].casefold() not in grammar.pronouns
    return mention.kind != "nominal" or any(
        mention.role in kind for kind in (grammar.roles, grammar.kin, grammar.organisations, grammar.papers)
    )


class Subjects:
    """The subjects of one sentence, looked for verb by verb."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.grammar = words.grammar
        self.folded = words.folded
        self._landings: dict[int, int] = {}

    def before(self, verb: int) -> int:
        """The last word before a verb that cannot stand between it and its subject, or -1; each is passed once."""
        at = verb - 1
        while at >= 0 and at not in self._landings and self.grammar.between(self.folded[at]):
            at -= 1
        at = self._landings.get(at, at)
        self._landings[verb - 1] = at
        return at

    def left_of(self, verb: int) -> Mention | None:
        """The subject of the verb at an index, when it stands before it."""
        words = self.words.words
        at = self.before(verb)
        if at < 0:
            return None
        if self.folded[at] in self.grammar.coordinators and at:  # "Vane stood up and said"
            return self.by_place
        if words[at] in ASIDES:  # an apposition or an aside: "Maren Ostby, head of the port authority, said"
            return self._beside(at)
        if self.grammar.is_participle(self.folded[verb]) and at >= 0:  # "despite Vane saying"
            return self.words.phrase_ending(at)
        if at >= 0 and self.folded[at] in self.grammar.relatives:  # "Vane, who said"
            at -= 2 if at and words[at - 1] in ASIDES else 1
        return self._head(at)

    def _beside(self, at: int) -> Mention | None:
        """The subject before the asides that end with the mark at ``at``: the phrase farthest to the left that begins a
        clause ("Maren Ostby, 59, of Ostrand, who …, said"), or else the one before the last aside."""
        words = self.words
        best: Mention | None = None
        opening = at
        while at - opening <= LONGEST:
            opening -= 1
            while opening >= 0 and words.words[opening] != words.words[at]:
                mark = words.words[opening]
                if mark[0] == MASK or mark in PARTING or mark == ":" or at - opening > LONGEST:
                    return best
                opening -= 1
            if opening < 1:
                break
            found = self._head(opening - 1)
            if found is None or not can_speak(self.grammar, found):
                continue
            begins = self._begins_clause(words.index(found.start))
            if best is None or begins:
                best = self._named_in(opening, at, found)
            if begins and words.index(found.start) == 0:
                break
        return best

    def _named_in(self, opening: int, closing: int, found: Mention) -> Mention:
        """A name that an aside consists of, set beside a description: "the minister, Mr Vane, said"."""
        if found.kind != "nominal" or closing - opening > LONGEST:
            return found
        named = self.words.phrase_ending(closing - 1)
        whole = named is not None and named.kind == "name" and self.words.index(named.start) == opening + 1
        return named if named is not None and whole else found

    def _head(self, at: int) -> Mention | None:
        """The phrase that a verb behind the word at ``at`` can have as its subject: what that word belongs to when a
        preposition leads to it ("a spokesman for Vane"), or what it is set beside ("Ostby, head of the port, who")."""
        words, folded, grammar = self.words, self.folded, self.grammar
        found: Mention | None = None
        end = 0
        for _ in range(_CHAINED):
            if at < 0:
                break
            if grammar.is_participle(folded[at]) and not words.capital[at]:  # "residents living in Ostrand"
                at -= 1
                continue
            mention = None if words.words[at].endswith(("’s", "'s")) else words.phrase_ending(at)
            if mention is None:
                break
            found = mention
            if mention.kind == "nominal" and end > mention.end and folded[at + 1] in grammar.prepositions:
                text = words.joined(mention.start, end)
                found = Mention(mention.start, end, text, "nominal", mention.name, mention.role)
            first = words.index(mention.start)
            if first > 1 and words.is_partitive(first - 2):  # "one of the pilots"
                return words.partitive(first - 2, max(end, mention.end))
            before = folded[first - 1] if first else ""
            if before in grammar.prepositions and before not in grammar.coordinators:
                found, at, end = None, first - 2, max(end, mention.end)
            elif mention.kind == "nominal" and first > 1 and words.words[first - 1] == ",":
                beside = words.phrase_ending(first - 2)
                if beside is None or beside.kind != "name" or not self._begins_clause(words.index(beside.start)):
                    break
                return beside
            else:
                break
        return found

    def _begins_clause(self, at: int) -> bool:
        return at == 0 or self.words.words[at - 1] in BREAKS or self.folded[at - 1] in self.grammar.conjunctions

    @cached_property
    def by_place(self) -> Mention | None:
        """The subject of the first clause, by its place."""
        words, grammar, folded = self.words, self.grammar, self.folded
        at, count = 0, len(folded)
        while at < count and at < LONGEST:
            word = folded[at]
            if word in grammar.pronouns:
                return Mention(words.starts[at], words.ends[at], words.words[at], "pronoun")
            if word in grammar.prepositions and at + 1 < count and folded[at + 1] in grammar.times:
                at += 1
            elif word in grammar.prepositions:  # pass by what it leads to, up to the next mark
                while at < count and words.words[at] not in BREAKS and words.words[at][0] != MASK:
                    at += 1
            elif words.capital[at] and not words.opens_clause(at):
                last = words.run(at)
                if not words.words[last].endswith(("’s", "'s")) and folded[last] not in grammar.times:
                    return words.name(last, last)
                at = last
            elif (word in grammar.roles or word in grammar.kin) and not (at + 1 < count and words.capital[at + 1]):
                found = words.nominal(at)
                if found is not None:
                    return found
            at += 1
        return None

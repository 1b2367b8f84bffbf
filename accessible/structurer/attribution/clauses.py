"""Who says: cue verbs and their subjects in one sentence, found on its words alone.

A cue verb, and the noun phrase that can be its subject: to its left (across adverbs, brackets and appositions), right
after a quotation to its right ("…,” said Vane"; never "told Vane"), or, for a participle behind a comma ("…, saying"),
the subject of the clause. Verbs that judge ("branded the plan …") and verbs of manner ("…,” he smiled") are cues of
their own classes, which less can be said with.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from accessible.structurer.attribution import romance, verbsecond
from accessible.structurer.attribution.fields import Saying
from accessible.structurer.attribution.grammar import Grammar, grammar_of
from accessible.structurer.attribution.nouns import MASK, Mention, Words
from accessible.structurer.attribution.subjects import ASIDES, BREAKS, PARTING, Subjects, can_speak

CueClass = Literal["speech", "judging", "manner", "source"]


class Cue(Struct, frozen=True, gc=False):
    """A cue verb (its offsets), its subject, and whether the subject came after it."""

    start: int
    end: int
    verb: str
    subject: Mention
    inverted: bool = False
    embedded: bool = False  # in the complement of the cue before it: "Ostby said the council *told* …"
    kind: CueClass = "speech"


def words_of(text: str, start: int, end: int, language: str) -> Words:
    """The words and marks of ``text[start:end]``; a masked quotation is one of them."""
    return Words(text, start, end, grammar_of(language))


def cues_of(words: Words) -> list[Cue]:
    """The cues of one sentence in order, each with the subject found for it; a verb without a subject is no cue."""
    listed = words.grammar.cues
    if words.grammar.verb_second:
        may_cue = not listed.isdisjoint(words.folded)
        return [_cue(words, saying) for saying in verbsecond.sayings(words)] if may_cue else []
    spots = [at for at, word in enumerate(words.folded) if word in listed]
    found = _Sentence(words, spots).cues() if spots else []
    if words.grammar.language not in romance.LANGUAGES:
        return found
    behind = [_cue(words, saying) for saying in romance.sayings(words)]
    found = [replace(cue, subject=romance.whole(words, cue.subject)) for cue in found]
    kept = [cue for cue in found if not any(other.start <= cue.start < other.end for other in behind)]
    return sorted([*kept, *behind], key=lambda cue: cue.start)


def _cue(words: Words, saying: Saying) -> Cue:
    start, end = words.starts[saying.first], words.ends[saying.last]
    verb = words.folded[saying.first]
    return Cue(start, end, verb, saying.subject, saying.inverted, saying.embedded, saying.kind)


def subject_of(words: Words) -> Mention | None:
    """The subject of a sentence's first clause, found by its place: the first name, pronoun or description of somebody
    that no preposition leads to."""
    return Subjects(words).by_place


class _Sentence:
    """One sentence while its cues are looked for."""

    def __init__(self, words: Words, spots: Sequence[int]) -> None:
        self.words = words
        self.grammar: Grammar = words.grammar
        self.folded = words.folded
        self.subjects = Subjects(words)
        self.spots = spots  # the words that are on one of its lists of cues

    # ---------------------------------------------------------------------------------------------------------- cues
    def cues(self) -> list[Cue]:
        found: list[Cue] = []
        speaking = False
        for at, kind in self._verbs():
            subject, inverted = self._subject_at(at, kind)
            if subject is None:
                continue
            embedded = speaking and not self._is_aside(at) and not self._independent(found[-1].end, subject.start)
            if embedded and not can_speak(self.grammar, subject):  # "said the recent unrest demands …"
                continue
            speaking = speaking or kind == "speech"
            words = self.words
            start, end = words.starts[at], words.ends[at]
            found.append(Cue(start, end, self.folded[at], subject, inverted, embedded, kind))
        return sorted([*found, *self._sources()], key=lambda cue: cue.start)

    def _verbs(self) -> Iterator[tuple[int, CueClass]]:
        grammar, folded = self.grammar, self.folded
        for at in self.spots:
            word = folded[at]
            if word in grammar.verbs and (not self.words.capital[at] or at == 0):
                behind = grammar.phrasal.get(word)
                if behind is None or (at + 1 < len(folded) and folded[at + 1] in behind):
                    yield at, "speech"
            elif word in grammar.judging and not self.words.capital[at]:
                yield at, "judging"
            elif word in grammar.manner and not self.words.capital[at]:
                yield at, "manner"

    def _subject_at(self, at: int, kind: CueClass) -> tuple[Mention | None, bool]:
        """The subject of the verb at ``at``, and whether it stands after it."""
        if self._is_aside(at):
            return self.subjects.by_place, False
        if self._is_passive(at):
            return self._agent(at), False
        if kind != "judging" and self.folded[at] in self.grammar.inverting and not self._is_participle(at):
            quoted = self._follows_quotation(at)
            subject = self.words.phrase_beginning(at + 1) if quoted or self._opens(at) else None
            if subject is not None and (quoted or (can_speak(self.grammar, subject) and self._closes(subject))):
                return subject, True
        if at == 0 or self.words.capital[at]:
            return None, False
        subject = self.subjects.left_of(at)
        return (subject if subject is not None and self._agrees(at, subject) else None), False

    def _is_passive(self, at: int) -> bool:
        """Whether a verb is the participle of a passive: "Vane was *called* a liar by Ostby"."""
        before = at - 1
        while (
            before > 0
            and self.folded[before] not in self.grammar.passives
            and self.grammar.between(self.folded[before])
        ):
            before -= 1
        return before >= 0 and self.folded[before] in self.grammar.passives and not self._is_participle(at)

    def _agent(self, at: int) -> Mention | None:
        """Who does what a passive tells: the phrase behind "by", if it follows in the clause."""
        for by in range(at + 1, min(at + 12, len(self.folded))):
            if self.folded[by] in self.grammar.agents:
                return self.words.phrase_beginning(by + 1)
            if self.words.words[by] in PARTING or self.folded[by] in self.grammar.cues:
                break
        return None

    def _agrees(self, at: int, subject: Mention) -> bool:
        """Whether the verb at ``at`` has the form that a subject takes: "the claim" and "such demands" are nouns."""
        grammar, word = self.grammar, self.folded[at]
        if not grammar.plural or self.subjects.before(at) != at - 1:
            return True
        folded = subject.text.casefold()
        means = grammar.pronouns.get(folded, "")
        several = means in ("many", "first") or (subject.kind == "nominal" and grammar.is_plural(folded))
        if word + grammar.plural in grammar.verbs:
            return several or subject.kind == "name"
        return not (several and means == "" and grammar.is_plural(word))

    def _is_participle(self, at: int) -> bool:
        return self.grammar.is_participle(self.folded[at])

    def _is_aside(self, at: int) -> bool:
        """Whether a verb is a participle behind a mark, which has the subject of its clause: "…, saying"."""
        return at > 0 and self._is_participle(at) and self.words.words[at - 1] in ASIDES

    def _closes(self, mention: Mention) -> bool:
        """Whether a clause ends with a mention."""
        behind = self.words.index(mention.end)
        return behind >= len(self.words) or not self.words.words[behind][0].isalnum()

    def _opens(self, at: int) -> bool:
        """Whether a clause begins with the verb: "…, said Vane." and "Said Vane: …"."""
        return at == 0 or self.words.words[at - 1] in BREAKS

    def _sources(self) -> Iterator[Cue]:
        """Who is named as a source: "according to Vane", "in the words of Vane"."""
        words, folded, sources = self.words, self.folded, self.grammar.sources
        for at in self.spots:
            for phrase in sources.get(folded[at], ()):
                end = at + len(phrase)
                if folded[end - 1 : end] == phrase[-1:] and folded[at:end] == phrase:  # the last word tells at once
                    subject = words.phrase_beginning(end)
                    if subject is not None:
                        yield Cue(words.starts[at], subject.end, " ".join(phrase), subject, True, kind="source")

    def _follows_quotation(self, at: int) -> bool:
        before = at - 1
        while before > 0 and self.words.words[before] in BREAKS:
            before -= 1
        return before >= 0 and self.words.words[before][0] == MASK

    def _independent(self, start: int, end: int) -> bool:
        """Whether what begins at ``end`` is a clause of its own and not what the one before ``start`` says: right
        before it stands a mark that parts them, or a word that sets clauses side by side."""
        words, grammar = self.words, self.grammar
        at = words.index(end) - 1
        while at >= 0 and self._leads(at):
            at -= 1
        if at < 0 or words.starts[at] < start:
            return False
        mark = words.words[at]
        subordinate = self.folded[0] in grammar.conjunctions or self.folded[0] in grammar.coordinators
        return (
            mark in PARTING
            or mark[0] == MASK
            or self.folded[at] in grammar.coordinators
            or (
                mark == "," and subordinate  # "When Vane noted …, Ostby said"
            )
        )

    def _leads(self, at: int) -> bool:
        """Whether a word leads to a noun phrase: an article, or a preposition that does not begin a clause as well."""
        word, grammar = self.folded[at], self.grammar
        return word in grammar.determiners or (word in grammar.prepositions and word not in grammar.coordinators)

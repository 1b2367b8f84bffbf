"""The subject of a verb, where the verb stands second: German.

The subject stands before a finite verb or right behind it, whatever else stands first; in a subordinate clause, behind
the word that begins it. A participle has the subject of its helping verb, and a second verb behind an „und“ shares that
of the first. `verbsecond` asks for the subjects of the verbs by which something is said.
"""

from __future__ import annotations

from accessible.structurer.attribution.capitalnouns import NEVER, SURELY, Phrase
from accessible.structurer.attribution.fields import STRONG, Fields
from accessible.structurer.attribution.nominals import role_of
from accessible.structurer.attribution.nouns import LONGEST, MASK, Mention
from accessible.structurer.attribution.verblists import verb_lists
from accessible.structurer.attribution.viewpoints import owner


class VerbSubjects:
    """One sentence while the subjects of its verbs are looked for; verbs and words by their index."""

    def __init__(self, fields: Fields) -> None:
        self.fields = fields
        self.sentence = fields.sentence
        self.folded = fields.folded
        self.grammar = fields.grammar
        self.nominal = fields.nominal
        self.phrases = fields.phrases
        self.language = fields.language
        self.lists = verb_lists(fields.language)

    def of(self, verb: int) -> Phrase | None:
        """The subject of a finite verb."""
        start = self.fields.segments[verb]
        if self.fields.is_subordinate(start) and self.closes(verb, start):
            return self._inside_subject(start, verb)
        first = start
        passed = (self.nominal.joining, self.nominal.adverbs, self.lists.ambiguous)
        while first < verb and any(self.folded[first] in kind for kind in passed):
            first += 1
        after = self._after(verb)
        if first >= verb:
            if (
                start < verb
                and self.folded[start] in self.nominal.joining
                and self.folded[verb - 1] in self.nominal.joining
            ):
                return self._shared(start)
            if start == 0 or self.sentence.words[start - 1] in STRONG or self.fields.masked_before(start):
                return after
            if start < verb:
                return after
            return self._before_commas(verb, after)
        masked = self.fields.last_mask(start, verb)
        if masked >= 0:
            first = masked + 1
            while first < verb and (
                self.folded[first] in self.nominal.joining or self.folded[first] in self.nominal.adverbs
            ):
                first += 1
            if first >= verb:
                joined = self.folded[verb - 1] in self.nominal.joining
                return self._shared(verb - 1) if joined else after or self._titled(start, masked)
        if self.folded[verb - 1] in self.nominal.joining:
            return self._shared(verb - 1)
        before = (
            self.phrases[self.fields.next_phrase[first]] if self.fields.next_phrase[first] < len(self.phrases) else None
        )
        if before is None or before.first >= verb:
            return after
        return self._either(before, after, first)

    def helping(self, verb: int) -> int:
        """The helping verb that a participle or an infinitive belongs to, or -1 when the verb is finite itself."""
        start, word = self.fields.segments[verb], self.folded[verb]
        after = verb + 1
        preterite = word.endswith(("te", "ten")) and word[:2] != "ge"
        if preterite or not word.endswith(("t", "en", "n")):
            return -1
        if (
            after < len(self.folded)
            and self.folded[after] in self.nominal.helping
            and self.fields.is_subordinate(start)
        ):
            return after
        for at in range(verb - 1, max(start, verb - LONGEST) - 1, -1):
            if self.folded[at] in self.nominal.helping and self.fields.inside[at] < 0:
                return at
            if self.sentence.words[at][0] == MASK and at == verb - 1 and self.sentence.words[at - 1] == ",":
                break
        if start >= 2 and verb - start <= 2 and self._alone(verb):
            return self._helping_before(start)
        return -1

    def closes(self, verb: int, start: int) -> bool:
        """Whether a verb stands last, where the word that its clause begins with may be something else: „Als Antwort
        sagte“, „Während der Sitzung sagte“, „Da sagte“."""
        if self.folded[start] not in self.lists.ambiguous:
            return True
        after = verb + 1
        ended = (
            after >= len(self.folded)
            or not self.folded[after][0].isalpha()
            or self.folded[after] in self.nominal.joining
        )
        return verb > start + 1 and (ended or self.folded[after] in self.nominal.helping)

    def author(self, phrase: Phrase) -> Mention | None:
        """Whose words are worded so: „Vanes Antwort lautete“ quotes Vane, „Die Frage lautet“ nobody. Of the words of a
        paper they are themselves who says it: „Das Fazit des Berichts lautet“."""
        head = self.folded[phrase.head]
        if head in self.grammar.papers and head not in self.lists.nouns:  # „Der Text lautet“
            return phrase.mention
        found = owner(self.fields, phrase)
        return phrase.mention if found is not None and found.role in self.grammar.papers else found

    def _alone(self, verb: int) -> bool:
        """Whether a clause ends with a verb, as it does behind one that was put in: „hat, als er kam, gesagt“."""
        end = self.fields.end(verb)
        return end == verb or (end == verb + 1 and not self.folded[end][0].isalnum())

    def _helping_before(self, start: int) -> int:
        """The helping verb of the main clause when a clause in between parts it from its participle."""
        at = start - 2
        while at > 0 and start - at < LONGEST:
            if self.folded[at] in self.nominal.helping and self.fields.inside[at] < 0:
                return at if not self.fields.is_subordinate(self.fields.segments[at]) else -1
            at -= 1
        return -1

    def _titled(self, start: int, masked: int) -> Phrase | None:
        """The phrase that something in quotation marks belongs to: „Der Autor des Buches „…“ sagte“."""
        index = self.fields.inside[masked - 1] if masked > start else -1
        phrase = self.phrases[index] if index >= 0 else None
        return phrase if phrase is not None and phrase.first == start and self.fields.possible(phrase) else None

    def _either(self, before: Phrase, after: Phrase | None, first: int) -> Phrase | None:
        """The subject, of the phrase before a verb and the one behind it."""
        likened = first > 0 and self.folded[first - 1] in ("als", "wie")
        if likened or before.governed >= 0 or before.subject == NEVER or before.first > first:
            return after
        if after is None or before.subject > after.subject:
            return before
        if before.mention.kind == "pronoun" and before.mention.text.casefold() in ("es", "das", "dies"):
            return after
        sure = after.subject == SURELY and before.subject != SURELY
        alone = before.noun == before.head and before.mention.kind == "nominal"
        thing = alone and after.mention.kind == "name" and not self._speaks(before)
        return after if sure or thing else before

    def _speaks(self, phrase: Phrase) -> bool:
        """Whether a description is of somebody or of some body that speaks."""
        head = self.sentence.words[phrase.noun]
        return role_of(head, self.language) is not None or head.casefold() in self.grammar.organisations

    def _before_commas(self, verb: int, after: Phrase | None) -> Phrase | None:
        """The subject of a verb right behind a comma: the phrase that its main clause begins with, if it can be one."""
        start = verb - 1
        while start > max(0, verb - 2 * LONGEST) and self.sentence.words[start][0] != MASK:
            if self.sentence.words[start - 1] in STRONG:
                break
            start -= 1
        while start < verb and (
            self.folded[start] in self.nominal.adverbs or self.folded[start] in self.nominal.joining
        ):
            start += 1
        if self.folded[start] in self.nominal.subordinators or self.folded[start] in self.grammar.prepositions:
            return after
        at = self.fields.next_phrase[start]
        before = self.phrases[at] if at < len(self.phrases) else None
        if before is None or before.first != start or before.subject == NEVER:
            return after
        if after is not None and self._is_put_in(before, verb, after):
            return after
        gap = before.last + 1
        if gap < verb and self.sentence.words[gap] == ".":  # „Königin Ilse II., …“
            gap += 1
        while gap < verb and (self.fields.inside[gap] >= 0 or self.folded[gap] in self.grammar.prepositions):
            gap += 1
        if gap < verb and self.sentence.words[gap] not in (",", "(", "–", "—", "-"):
            return after  # it has a verb of its own: „Wenzel kam, sagte der Sprecher“
        return before

    def _is_put_in(self, before: Phrase, verb: int, after: Phrase) -> bool:
        """Whether a verb behind a comma and what follows it are put into a sentence that goes on behind them: „Der Bau,
        sagte Vane, sei fertig“. A single comma never parts a subject from its verb; what stands between two does."""
        first, last = before.first, before.last
        if last + 1 == verb - 1 and "," not in self.sentence.words[first : last + 1]:
            return True
        end = self.fields.end(verb)
        goes_on = self.sentence.words[end] == "," and end + 1 < len(self.folded)
        if goes_on and (self.folded[end + 1] in self.nominal.helping or self.folded[end + 1] in self.lists.subjunctive):
            return after.subject == SURELY or self.fields.can_speak(after.mention)
        return self.fields.can_speak(after.mention) and not self.fields.can_speak(before.mention)

    def _after(self, verb: int) -> Phrase | None:
        """The first phrase behind a verb that can be its subject, what no preposition leads to."""
        for phrase in self.fields.following(verb + 1, self.fields.end(verb)):
            if not self.fields.possible(phrase) or self.fields.last_mask(verb + 1, phrase.first) >= 0:
                continue
            if phrase.mention.role != MASK or (phrase.first == verb + 1 and self.fields.last_mask(0, verb) >= 0):
                return phrase
        return None

    def _inside_subject(self, start: int, verb: int) -> Phrase | None:
        """The subject of a clause whose verb stands last."""
        relative = self.fields.relative(start) and self.folded[start] not in self.nominal.subordinators
        for phrase in self.fields.following(start, verb - 1):
            sure = phrase.subject == SURELY or phrase.mention.kind != "nominal"
            if self.fields.possible(phrase) and (sure or not relative):
                return phrase
        if relative and self.folded[start] in self.nominal.relatives:
            owner = self.fields.next_phrase[start] - 1
            if owner >= 0 and self.phrases[owner].last == start - 2:
                return self.phrases[owner]
        return None

    def _shared(self, joined: int) -> Phrase | None:
        """The subject of the clause before an „und“, which a second verb shares: „Wenzel kam und sagte“."""
        start = self.fields.segments[max(joined - 1, 0)]
        while start < joined and (
            self.folded[start] in self.nominal.adverbs or self.folded[start] in self.nominal.joining
        ):
            start += 1
        if self.fields.is_subordinate(start):
            return self._inside_subject(start, joined)
        return next(
            (phrase for phrase in self.fields.following(start, joined - 1) if self.fields.possible(phrase)), None
        )

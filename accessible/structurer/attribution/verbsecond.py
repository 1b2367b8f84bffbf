"""Who says, where the verb stands second: German.

In a main clause the finite verb is the second part. Whatever stands first, the subject stands before it or right
behind it: „Wenzel sagte“, „In Berlin sagte Wenzel“, „„…“, sagte Wenzel“. In a clause that a „dass“, a „wie“ or a
relative pronoun begins the verb stands last and the subject behind that word. A participle („hat … gesagt“) has the
subject of its helping verb, and a separable verb is one only with its other part („fügte … hinzu“). The topological
fields are those of every German grammar (Duden, "Die Grammatik", on the Feldermodell).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from msgspec.structs import replace

from accessible.structurer.attribution.capitalnouns import NEVER, Phrase
from accessible.structurer.attribution.fields import STRONG, Fields, Saying, fields_of
from accessible.structurer.attribution.nominals import grammatical_gender
from accessible.structurer.attribution.nouns import LONGEST, MASK, Mention, Words
from accessible.structurer.attribution.verblists import verb_lists
from accessible.structurer.attribution.verbsubjects import VerbSubjects
from accessible.structurer.attribution.viewpoints import sources


def sayings(sentence: Words) -> list[Saying]:
    """Everything in a sentence by which somebody is said to say something, in order."""
    return _Sentence(fields_of(sentence)).sayings()


def leading_subject(sentence: Words, before: int) -> Mention | None:
    """The subject of the main clause that leads to what begins at the offset ``before``, whatever its verb."""
    return _Sentence(fields_of(sentence)).leading(before)


class _Sentence:
    """One sentence while its sayings are looked for."""

    def __init__(self, fields: Fields) -> None:
        self.fields = fields
        self.sentence = fields.sentence
        self.folded = fields.folded
        self.grammar = fields.grammar
        self.nominal = fields.nominal
        self.phrases = fields.phrases
        self.language = fields.language
        self.lists = verb_lists(fields.language)
        self.subjects = VerbSubjects(fields)

    def sayings(self) -> list[Saying]:
        """All of them."""
        found: list[Saying] = []
        named = list(sources(self.fields))
        sourced = {self.fields.segments[saying.first] for saying in named}
        taken: set[int] = set()
        for saying in self._verbs():
            clause = self.fields.segments[saying.first]
            if self.fields.can_speak(saying.subject):  # „sagte der Leiter laut Tagesblatt“: the leader spoke
                taken.add(clause)
            elif clause in sourced:  # „das lohne sich nach Ansicht der Leiterin“
                continue
            found.append(saying)
        found += [saying for saying in self._nouns() if self.fields.segments[saying.first] not in taken]
        found += [saying for saying in named if self.fields.segments[saying.first] not in taken]
        return sorted(found, key=lambda saying: saying.first)

    def _verbs(self) -> Iterator[Saying]:
        spoke = -1  # where the verb of a clause that can hold others stands
        for at, word in enumerate(self.folded):
            kind = self._kind(at, word)
            if kind is None:
                continue
            subject = self._speaker(at, word)
            if subject is None:
                continue
            phrase, inverted = subject
            if self._is_thing(phrase):
                continue
            place = self._place_of(at)
            embedded = spoke >= 0 and not self._stands_beside(spoke, at)
            if kind == "speech" and not embedded:
                spoke = at
            yield Saying(place, place, phrase, inverted, embedded, kind)

    def _is_thing(self, mention: Mention) -> bool:
        """Whether a subject is a thing that nobody speaks through: „Das Gesetz sagt“ has a neuter that is no
        listed word for a group, a paper or a person, and few unlisted words for persons are neuters."""
        if mention.kind != "nominal" or self.fields.can_speak(mention):
            return False
        return grammatical_gender(mention, self.language) == "thing"

    def _place_of(self, verb: int) -> int:
        """Where a saying stands: where the finite verb of its main clause does, or the word that begins its subordinate
        one; what is quoted may stand between that and the verb: „hat es „falsch“ genannt“."""
        start, helping = self.fields.segments[verb], self.subjects.helping(verb)
        if helping >= 0 and helping < verb:
            return helping
        return start if self.fields.is_subordinate(start) and self.subjects.closes(max(verb, helping), start) else verb

    def _nouns(self) -> Iterator[Saying]:
        """Nouns for what somebody says, where they lead to it: „kam zu dem Ergebnis, dass …“, „mit den Worten: …“."""
        words, count = self.sentence.words, len(self.folded)
        for phrase in self.phrases:
            at, after = phrase.head, phrase.last + 1
            if self.folded[at] not in self.lists.nouns or after >= count:
                continue
            leads = words[after] == ":" or words[after][0] == MASK
            if words[after] == "," and after + 1 < count:
                follows = self.folded[after + 1]
                leads = follows in self.lists.contents or words[after + 1][0] == MASK
            subject = self._leader(self.fields.segments[phrase.first], phrase) if leads else None
            if subject is not None and self.fields.can_speak(subject.mention):
                yield Saying(at, at, subject.mention, subject.first > at, False, "speech")

    def _leader(self, start: int, but: Phrase) -> Phrase | None:
        """The first phrase of a clause that can be its subject, other than one."""
        found = self.fields.following(start, self.fields.end(start))
        return next((phrase for phrase in found if phrase is not but and self.fields.possible(phrase)), None)

    def _kind(self, at: int, word: str) -> Literal["speech", "judging", "manner"] | None:
        """What class of verb a word is here, None when it is none."""
        if self.fields.inside[at] >= 0 or (
            self.sentence.capital[at] and at and self.sentence.words[at - 1][0].isalnum()
        ):
            return None
        if at and self.folded[at - 1] == "zu":
            return None
        if word in self.lists.reflexive and "sich" in self.folded[at + 1 : at + 4]:
            return "judging"
        if word in self.grammar.separable:
            if self._has_particle(at, self.grammar.separable[word]):
                return "speech"
            alone = self.lists.alone.get(word)
            if alone != "speech":
                return "judging" if alone is not None else None
        if word in self.lists.joined or word in self.lists.hearsay or word in self.lists.worded:
            return "speech"
        if word == "so":
            return None
        if word in self.grammar.verbs:
            return "speech"
        if word in self.grammar.judging:
            return "judging"
        return "manner" if word in self.grammar.manner else None

    def _has_particle(self, verb: int, particles: frozenset[str]) -> bool:
        """Whether the other part of a separable verb ends its clause, or one a little later in its sentence."""
        count = len(self.folded)
        for at in range(verb + 1, min(count, verb + LONGEST)):
            word = self.folded[at]
            if f"{self.folded[at - 1]}_{word}" in particles:
                return True
            if word in particles and self.fields.inside[at] < 0:
                follows = self.sentence.words[at + 1] if at + 1 < count else "."
                if not follows[0].isalnum() or self.folded[at + 1] in self.nominal.subordinators | self.nominal.joining:
                    return True
            if self.sentence.words[at] in (";", ":"):
                return False
        return False

    def _stands_beside(self, spoke: int, at: int) -> bool:
        """Whether a verb is of a main clause of its own and not of what the one before it says."""
        start = self.fields.segments[at]
        opening = self.folded[start] if start < len(self.folded) else ""
        before = self.sentence.words[start - 1] if start else ""
        if before in STRONG or opening in self.lists.beside:
            return True
        if start == self.fields.segments[spoke]:
            return True
        masked = next((index for index in range(at - 1, spoke, -1) if self.sentence.words[index] not in ","), spoke)
        return self.sentence.words[masked][0] == MASK and self.folded[at] not in self.nominal.helping

    def _speaker(self, at: int, word: str) -> tuple[Mention, bool] | None:
        """Who speaks by the verb at ``at``, and whether he stands behind it."""
        if word in self.lists.hearsay:
            return self._hearsay(at)
        helping = self.subjects.helping(at)
        if word in self.lists.citing:
            return self._cited(at, helping)
        if helping < 0:
            found = self.subjects.of(at)
        elif self.nominal.helping[self.folded[helping]] == "passive":
            agent = self._agent(at)
            return (agent.mention, False) if agent is not None else None
        else:
            found = self.subjects.of(helping)
        if found is None:
            return None
        if word in self.lists.worded:
            mention = self.subjects.author(found)
            return (mention, found.first > at) if mention is not None else None
        return self._agreeing(found, at if helping < 0 else helping), found.first > at

    def _agreeing(self, phrase: Phrase, verb: int) -> Mention:
        """The mention of a subject as its verb shows it: two names that share a plural verb speak together, and „sie“
        with one is many."""
        mention, word = phrase.mention, self.folded[verb]
        plural = word.endswith(("n", "nd")) and word not in self.lists.singular
        if not plural:
            alone = phrase.first == phrase.last and mention.kind == "nominal" and mention.role in self.grammar.roles
            return replace(mention, kind="name", name=mention.text, role="") if alone else mention  # „Richter sagte“
        if mention.kind == "pronoun":
            return replace(mention, role="many") if mention.text.casefold() == "sie" else mention
        joined = phrase.last + 1
        if joined >= len(self.folded):
            return mention
        index = self.fields.next_phrase[joined] if joined < len(self.folded) else len(self.phrases)
        both = self.folded[joined : joined + 2] == ["als", "auch"]  # „sowohl Wenzel als auch Ostberg“
        if index < len(self.phrases) and (both or self.folded[joined] in self.lists.partners):
            other = self.phrases[index]
            beside = other.first == joined + 1 and other.governed < 0 and other.subject != NEVER
            if beside or (both and other.first == joined + 2):
                start, end = mention.start, other.mention.end
                return Mention(start, end, self.sentence.joined(start, end), "nominal", "", mention.role)
        return mention

    def _agent(self, verb: int) -> Phrase | None:
        """By whom something is said in the passive: „wurde von Kritikern als … bezeichnet“."""
        for phrase in self.fields.following(max(self.fields.segments[verb], verb - LONGEST), verb - 1):
            if phrase.governed >= 0 and self.folded[phrase.governed] in self.lists.agents:
                return phrase
        return None

    def _hearsay(self, at: int) -> tuple[Mention, bool] | None:
        """Where it says so: „heißt es in einer Mitteilung des Verbands“, „Aus Seehausen hieß es“."""
        start, end = self.fields.segments[at], self.fields.end(at)
        if "es" not in self.folded[at + 1 : at + 3] and "es" not in self.folded[max(at - 8, start) : at]:
            return None
        behind = next((phrase for phrase in self.fields.following(at, end) if self._place(phrase)), None)
        if behind is not None:
            return behind.mention, True
        before = next((phrase for phrase in self.fields.following(start, at - 1) if self._place(phrase)), None)
        return (before.mention, False) if before is not None else None

    def _place(self, phrase: Phrase) -> bool:
        if phrase.governed < 0:
            return False
        names = phrase.mention.kind == "name" and phrase.mention.role == ""
        if self.folded[phrase.governed] == "in" and phrase.first == phrase.noun:
            return False  # the bare name of a place says where, not who: „in Seehausen hieß es“
        led = self.lists.places.get(self.folded[phrase.governed])
        return (
            led is not None
            and (led == "name" or not names)
            and self.folded[phrase.head] not in self.grammar.times
            and phrase.mention.kind != "pronoun"
        )

    def _cited(self, at: int, helping: int) -> tuple[Mention, bool] | None:
        """Whom somebody else quotes: „zitiert die Zeitung den Minister“, „wird der Minister zitiert“."""
        if helping >= 0 and self.nominal.helping[self.folded[helping]] == "passive":
            found = self.subjects.of(helping)
            return (found.mention, False) if found is not None else None
        if helping >= 0:
            return None
        subject = self.subjects.of(at)
        for phrase in self.fields.following(at, self.fields.end(at)):
            if phrase is not subject and phrase.governed < 0 and phrase.mention.kind != "pronoun":
                return phrase.mention, True
        return None

    def leading(self, before: int) -> Mention | None:
        """The subject of the clause before an offset: the first phrase of its main clause that can be one."""
        sentence = self.sentence
        end = len(sentence)
        while end > 0 and sentence.starts[end - 1] >= before:
            end -= 1
        if end == 0:
            return None
        start = end - 1
        while start > max(0, end - 2 * LONGEST) and not _opens_clause(sentence.words[start - 1]):
            start -= 1
        while start < end and (
            self.folded[start] in self.nominal.joining or self.folded[start] in self.nominal.adverbs
        ):
            start += 1
        if start < end and self.folded[start] in self.nominal.subordinators:
            start = self._main_after(start, end)
        for phrase in self.fields.following(start, end - 1):
            if self.fields.possible(phrase) and not self.fields.is_subordinate(self.fields.segments[phrase.first]):
                return (
                    self.subjects.author(phrase)
                    if self.lists.worded.intersection(self.folded[start:end])
                    else phrase.mention
                )
        return None

    def _main_after(self, start: int, end: int) -> int:
        """Where the main clause behind a clause that a subordinator begins starts: at the verb behind a comma."""
        none = self.nominal.subordinators | self.grammar.prepositions
        for at in range(start + 1, end):
            outside = self.fields.inside[at] < 0 and self.folded[at] not in none
            if self.sentence.words[at - 1] == "," and outside and not self.fields.relative(at):
                return at
        return end


def _opens_clause(word: str) -> bool:
    return word in ";:" or word[0] == MASK

"""Who says, where the verb stands second: German.

In a main clause the finite verb is the second part. Whatever stands first, the subject stands before it or right
behind it: „Merkel sagte“, „In Berlin sagte Merkel“, „„…“, sagte Merkel“. In a clause that a „dass“, a „wie“ or a
relative pronoun begins the verb stands last and the subject behind that word. A participle („hat … gesagt“) has the
subject of its helping verb, and a separable verb is one only with its other part („fügte … hinzu“). The topological
fields are those of every German grammar (Duden, "Die Grammatik", on the Feldermodell).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from accessible.structurer.attribution.capitalnouns import NEVER, SURELY, Phrase, role_of
from accessible.structurer.attribution.fields import RELATIVE, STRONG, Fields, Saying, fields_of
from accessible.structurer.attribution.grammar import grammar_of
from accessible.structurer.attribution.nouns import LONGEST, MASK, Mention, Words
from accessible.structurer.attribution.viewpoints import sources
from accessible.structurer.words import words

_HEARSAY = frozenset(("heißt", "hieß", "heisst", "hiess", "heiße"))
_WORDED = frozenset(("lautet", "lautete", "lauteten", "lauten"))
#: Where it says so: what leads to the place, „heißt es *in* einer Mitteilung“.
_WHERE = frozenset("in im auf aus von vom bei beim seitens".split())
#: Separable verbs that introduce speech without their other part too, and those that then say what somebody thinks of
#: a thing: „sieht darin einen „Angriff““.
_ALONE = frozenset("sprechen spricht sprach sprachen spreche".split())
_OPINION = frozenset("sehe sieht sehen sah sahen halte hält halten hielt hielten".split())
_JOINS = frozenset(("und", "oder", "aber", "doch", "sondern", "denn", "sowie"))
#: Singular forms that end as plural ones do.
_SINGULAR = frozenset(("man", "kann"))
#: Words that begin a clause or lead to a noun, or are adverbs.
_AMBIGUOUS = frozenset(("als", "wie", "da", "während", "seit", "seitdem", "bis", "damit", "wobei"))


class _Lists(Struct, frozen=True):
    joined: frozenset[str]  # separable verbs where they stand last: „hinzufügte“
    citing: frozenset[str]
    reflexive: frozenset[str]
    nouns: frozenset[str]


@cache
def _lists(language: str) -> _Lists:
    separable = grammar_of(language).separable
    joined = frozenset(particle + form for form, particles in separable.items() for particle in particles)
    return _Lists(joined, *(words(name, language) for name in ("citing", "cue-reflexive", "saying-noun")))


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
        self.lists = _lists(fields.language)

    def sayings(self) -> list[Saying]:
        """All of them."""
        found: list[Saying] = []
        named = list(sources(self.fields))
        sourced = {self.fields.segments[saying.first] for saying in named}
        taken: set[int] = set()
        for saying in self._verbs():
            clause = self.fields.segments[saying.first]
            if self.fields.can_speak(saying.subject):  # „sagte der Leiter laut Reuters“: the leader spoke
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
            place = self._place_of(at)
            embedded = spoke >= 0 and not self._stands_beside(spoke, at)
            if kind == "speech" and not embedded:
                spoke = at
            yield Saying(place, place, phrase, inverted, embedded, kind)

    def _place_of(self, verb: int) -> int:
        """Where a saying stands: where the finite verb of its main clause does, or the word that begins its subordinate
        one; what is quoted may stand between that and the verb: „hat es „falsch“ genannt“."""
        start, helping = self.fields.segments[verb], self._helping(verb)
        if helping >= 0 and helping < verb:
            return helping
        return start if self.fields.is_subordinate(start) and self._closes(max(verb, helping), start) else verb

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
                leads = follows in ("dass", "ob", "wonach") or words[after + 1][0] == MASK
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
            if word not in _ALONE:
                return "judging" if word in _OPINION else None
        if word in self.lists.joined or word in _HEARSAY or word in _WORDED:
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
                if not follows[0].isalnum() or self.folded[at + 1] in self.nominal.subordinators | _JOINS:
                    return True
            if self.sentence.words[at] in (";", ":"):
                return False
        return False

    def _stands_beside(self, spoke: int, at: int) -> bool:
        """Whether a verb is of a main clause of its own and not of what the one before it says."""
        start = self.fields.segments[at]
        opening = self.folded[start] if start < len(self.folded) else ""
        before = self.sentence.words[start - 1] if start else ""
        if before in STRONG or opening in ("und", "aber", "doch", "sondern", "während", "wie", "so"):
            return True
        if start == self.fields.segments[spoke]:
            return True
        masked = next((index for index in range(at - 1, spoke, -1) if self.sentence.words[index] not in ","), spoke)
        return self.sentence.words[masked][0] == MASK and self.folded[at] not in self.nominal.helping

    def _speaker(self, at: int, word: str) -> tuple[Mention, bool] | None:
        """Who speaks by the verb at ``at``, and whether he stands behind it."""
        if word in _HEARSAY:
            return self._hearsay(at)
        helping = self._helping(at)
        if word in self.lists.citing:
            return self._cited(at, helping)
        if helping < 0:
            found = self._subject(at)
        elif self.nominal.helping[self.folded[helping]] == "passive":
            agent = self._agent(at)
            return (agent.mention, False) if agent is not None else None
        else:
            found = self._subject(helping)
        if found is None:
            return None
        return self._agreeing(found, at if helping < 0 else helping), found.first > at

    def _agreeing(self, phrase: Phrase, verb: int) -> Mention:
        """The mention of a subject as its verb shows it: two names that share a plural verb speak together, and „sie“
        with one is many."""
        mention, word = phrase.mention, self.folded[verb]
        plural = word.endswith(("n", "nd")) and word not in _SINGULAR
        if not plural:
            alone = phrase.first == phrase.last and mention.kind == "nominal" and mention.role in self.grammar.roles
            return replace(mention, kind="name", name=mention.text, role="") if alone else mention  # „Richter sagte“
        if mention.kind == "pronoun":
            return replace(mention, role="many") if mention.text.casefold() == "sie" else mention
        joined = phrase.last + 1
        if joined >= len(self.folded):
            return mention
        index = self.fields.next_phrase[joined] if joined < len(self.folded) else len(self.phrases)
        both = self.folded[joined : joined + 2] == ["als", "auch"]  # „sowohl Merkel als auch Steinmeier“
        if index < len(self.phrases) and (both or self.folded[joined] in ("und", "sowie", "noch")):
            other = self.phrases[index]
            beside = other.first == joined + 1 and other.governed < 0 and other.subject != NEVER
            if beside or (both and other.first == joined + 2):
                start, end = mention.start, other.mention.end
                return Mention(start, end, self.sentence.joined(start, end), "nominal", "", mention.role)
        return mention

    def _helping(self, verb: int) -> int:
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

    def _subject(self, verb: int) -> Phrase | None:
        """The subject of a finite verb."""
        start = self.fields.segments[verb]
        if self.fields.is_subordinate(start) and self._closes(verb, start):
            return self._inside_subject(start, verb)
        first = start
        passed = (_JOINS, self.nominal.adverbs, _AMBIGUOUS)
        while first < verb and any(self.folded[first] in kind for kind in passed):
            first += 1
        after = self._after(verb)
        if first >= verb:
            if start < verb and self.folded[start] in _JOINS and self.folded[verb - 1] in _JOINS:
                return self._shared(start)
            if start == 0 or self.sentence.words[start - 1] in STRONG or self.fields.masked_before(start):
                return after
            if start < verb:
                return after
            return self._before_commas(verb, after)
        masked = self.fields.last_mask(start, verb)
        if masked >= 0:
            first = masked + 1
            while first < verb and (self.folded[first] in _JOINS or self.folded[first] in self.nominal.adverbs):
                first += 1
            if first >= verb:
                joined = self.folded[verb - 1] in _JOINS
                return self._shared(verb - 1) if joined else after or self._titled(start, masked)
        if self.folded[verb - 1] in _JOINS:
            return self._shared(verb - 1)
        before = (
            self.phrases[self.fields.next_phrase[first]] if self.fields.next_phrase[first] < len(self.phrases) else None
        )
        if before is None or before.first >= verb:
            return after
        return self._either(before, after, first)

    def _titled(self, start: int, masked: int) -> Phrase | None:
        """The phrase that something in quotation marks belongs to: „Der Autor des Buches „…“ sagte“."""
        index = self.fields.inside[masked - 1] if masked > start else -1
        phrase = self.phrases[index] if index >= 0 else None
        return phrase if phrase is not None and phrase.first == start and self.fields.possible(phrase) else None

    def _closes(self, verb: int, start: int) -> bool:
        """Whether a verb stands last, where the word that its clause begins with may be something else: „Als Antwort
        sagte“, „Während der Sitzung sagte“, „Da sagte“."""
        if self.folded[start] not in _AMBIGUOUS:
            return True
        after = verb + 1
        ended = after >= len(self.folded) or not self.folded[after][0].isalpha() or self.folded[after] in _JOINS
        return verb > start + 1 and (ended or self.folded[after] in self.nominal.helping)

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
        while start < verb and (self.folded[start] in self.nominal.adverbs or self.folded[start] in _JOINS):
            start += 1
        if self.folded[start] in self.nominal.subordinators or self.folded[start] in self.grammar.prepositions:
            return after
        at = self.fields.next_phrase[start]
        before = self.phrases[at] if at < len(self.phrases) else None
        if before is None or before.first != start or before.subject == NEVER:
            return after
        gap = before.last + 1
        while gap < verb and (self.fields.inside[gap] >= 0 or self.folded[gap] in self.grammar.prepositions):
            gap += 1
        if gap < verb and self.sentence.words[gap] not in (",", "(", "–", "—", "-"):
            return after  # it has a verb of its own: „Merkel kam, sagte der Sprecher“
        return before

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
        if relative and self.folded[start] in RELATIVE:
            owner = self.fields.next_phrase[start] - 1
            if owner >= 0 and self.phrases[owner].last == start - 2:
                return self.phrases[owner]
        return None

    def _shared(self, joined: int) -> Phrase | None:
        """The subject of the clause before an „und“, which a second verb shares: „Merkel kam und sagte“."""
        start = self.fields.segments[max(joined - 1, 0)]
        while start < joined and (self.folded[start] in self.nominal.adverbs or self.folded[start] in _JOINS):
            start += 1
        if self.fields.is_subordinate(start):
            return self._inside_subject(start, joined)
        return next(
            (phrase for phrase in self.fields.following(start, joined - 1) if self.fields.possible(phrase)), None
        )

    def _agent(self, verb: int) -> Phrase | None:
        """By whom something is said in the passive: „wurde von Kritikern als … bezeichnet“."""
        for phrase in self.fields.following(max(self.fields.segments[verb], verb - LONGEST), verb - 1):
            if phrase.governed >= 0 and self.folded[phrase.governed] in ("von", "vom", "durch"):
                return phrase
        return None

    def _hearsay(self, at: int) -> tuple[Mention, bool] | None:
        """Where it says so: „heißt es in einer Mitteilung des Verbands“, „Aus Paris hieß es“."""
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
        if self.folded[phrase.governed] == "in" and phrase.first == phrase.noun:  # „in Bremen hieß es“
            return False
        led = ("aus", "von", "vom", "bei", "beim", "seitens") if names else _WHERE
        return (
            self.folded[phrase.governed] in led
            and self.folded[phrase.head] not in self.grammar.times
            and phrase.mention.kind != "pronoun"
        )

    def _cited(self, at: int, helping: int) -> tuple[Mention, bool] | None:
        """Whom somebody else quotes: „zitiert die Zeitung den Minister“, „wird der Minister zitiert“."""
        if helping >= 0 and self.nominal.helping[self.folded[helping]] == "passive":
            found = self._subject(helping)
            return (found.mention, False) if found is not None else None
        if helping >= 0:
            return None
        subject = self._subject(at)
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
        while start < end and (self.folded[start] in _JOINS or self.folded[start] in self.nominal.adverbs):
            start += 1
        if start < end and self.folded[start] in self.nominal.subordinators:
            start = self._main_after(start, end)
        for phrase in self.fields.following(start, end - 1):
            if self.fields.possible(phrase) and not self.fields.is_subordinate(self.fields.segments[phrase.first]):
                return phrase.mention
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

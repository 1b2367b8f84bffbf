"""Who is spoken of, while a document is read from front to back: every mention and what it means.

A pronoun means the one that stands out most of those that it can mean: salience adds up with each mention, a subject
counting more than an object, and fades with every sentence (after Lappin & Leass 1994, "An Algorithm for Pronominal
Anaphora Resolution", without its parser).
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Container, Mapping, Sequence
from itertools import islice, takewhile
from types import MappingProxyType
from typing import Any

from msgspec import Struct

from accessible.model.blocks import CueKind, Leaf, Prose, Quote
from accessible.structurer.attribution.capitalnouns import mentions_of
from accessible.structurer.attribution.clauses import Cue
from accessible.structurer.attribution.entities import Entities, Entity
from accessible.structurer.attribution.fields import fields_of
from accessible.structurer.attribution.grammar import Grammar
from accessible.structurer.attribution.masking import Clause
from accessible.structurer.attribution.nominals import grammatical_gender
from accessible.structurer.attribution.nouns import MASK, Mention

#: What a mention adds to how much somebody stands out: as a subject, as anything else, as who speaks.
_SUBJECT, _OTHER, _SPEAKER = 1.0, 0.5, 1.0
#: What is left of it a sentence later, and how many of those met last can still be meant.
_FADES, _RECENT = 0.65, 16
#: What somebody of unknown gender counts as what a pronoun means, and what is not known to be a person, whether it has
#: spoken or not.
_UNSURE, _TALKS, _STRANGE = 0.85, 0.7, 0.3


_NOTHING: Mapping[int, Any] = MappingProxyType({})


class Answer(Struct, frozen=True):
    """A speaker for a quotation: the entity, the mention that says so and the text it stands in."""

    entity: Entity
    cue: CueKind
    rule: str
    confidence: float
    mention: Mention | None = None
    prose: Prose | None = None


class Line(Struct, eq=False):
    """A quotation that may have a speaker: its place among the inlines of its block, its sentence, and the answer."""

    quote: Quote
    index: int
    clause: Clause
    answer: Answer | None = None


class Met(Struct, frozen=True, gc=False):
    """A mention in the narration, and the entity that it means; None for a pronoun that nobody is found for."""

    mention: Mention
    entity: Entity | None
    subject: bool = False
    certainty: float = 1.0  # of a pronoun: how far the one it means stands out from the next


class Paragraph(Struct, eq=False):
    """A leaf block as attribution sees it; its text without references to notes, which stand between words and who says
    them."""

    leaf: Leaf
    clauses: Sequence[Clause]
    lines: Sequence[Line]
    text: str
    # filled while it is read:
    met: Sequence[Met] = ()
    subjects: Mapping[int, Entity | None] = _NOTHING  # of cues, by where the cue begins
    certainty: Mapping[int, float] = _NOTHING  # that a cue's pronoun means its subject

    @property
    def direct(self) -> list[Line]:
        """The direct quotations."""
        return [line for line in self.lines if line.quote.kind == "direct"]

    def let_go(self) -> None:
        """Forget the words and who is met in them, when all lines have been answered: those of a book are forty times
        as large as its text."""
        for clause in self.clauses:
            clause.let_go()
        self.met, self.subjects, self.certainty = (), _NOTHING, _NOTHING


class Discourse:
    """The people and things of a document. It is state by nature: what a word means depends on those before it."""

    def __init__(self, grammar: Grammar, ordinary: Container[str]) -> None:
        self.grammar = grammar
        self.ordinary = ordinary
        self.entities = Entities(grammar)
        self.labels: Counter[str] = Counter()  # how often each name stands before a speech with a colon
        self.organisation: Entity | None = None
        self._body: tuple[Entity, str, int] | None = None  # the last subject: its gender if it is no person, and when
        self.certainty = 1.0  # of what the last pronoun means
        self._beside: Container[Entity | None] = ()  # whom the pronoun that is met now cannot mean
        self._sentence = 0
        self._salience: dict[Entity, tuple[float, int]] = {}  # in order of the last mention

    def read(self, paragraph: Paragraph) -> None:
        """Meet everybody whom the narration of a paragraph mentions."""
        text = paragraph.text
        met: list[Met] = []
        subjects_of: dict[int, Entity | None] = {}
        certainty: dict[int, float] = {}
        paragraph.met, paragraph.subjects, paragraph.certainty = met, subjects_of, certainty
        for clause in paragraph.clauses:
            self._sentence += 1
            words, cues = clause.words, clause.cues
            covered = 0
            first = True
            known = len(met)
            subjects = {cue.subject.start: cue for cue in cues}
            starts = sorted(subjects) if cues else []
            if self.grammar.verb_second:
                mentions = mentions_of(words)
            else:
                mentions = [mention for _, mention in words.mentions(self.ordinary)]
            mentions += [cue.subject for cue in cues]  # one met twice begins where it is covered already
            mentions.sort(key=_place_of)
            for mention in mentions:
                cue = subjects.get(mention.start)
                if mention.start < covered or (cue is not None and cue.subject != mention):
                    continue
                if cue is None and starts:
                    behind = bisect_right(starts, mention.start)
                    if behind < len(starts) and starts[behind] < mention.end:
                        continue  # it would swallow a subject
                covered = mention.end
                speaks = cue is not None and cue.kind != "judging"
                ahead = self._ahead(clause, mention) if first and mention.kind == "pronoun" else None
                self._beside = self._in_clause(clause, mention, met, known) if cue is not None else ()
                entity = ahead or self.meet(shown(mention, text), subject=first or cue is not None, speaks=speaks)
                sure = self.certainty if mention.kind == "pronoun" and ahead is None else 1.0
                met.append(Met(mention, entity, first or cue is not None, sure))
                if cue is not None:
                    certainty[cue.start] = sure
                first = False
            found = {seen.mention: seen.entity for seen in met[known:]} if cues else {}
            for cue in cues:
                subjects_of[cue.start] = found.get(cue.subject)

    def _in_clause(self, clause: Clause, pronoun: Mention, met: Sequence[Met], known: int) -> Container[Entity | None]:
        """Whom a pronoun cannot mean as a subject, for its own clause speaks of them: „Dem Minister sagte *sie*“.

        Those in the sentence are what is ``met`` from ``known`` on, in order.
        """
        if pronoun.kind != "pronoun" or not self.grammar.verb_second or len(met) == known:
            return ()
        words, segments = clause.words, fields_of(clause.words).segments
        here = segments[words.index(pronoun.start)]
        last = islice(reversed(met), len(met) - known)
        return [
            other.entity for other in takewhile(lambda other: segments[words.index(other.mention.start)] == here, last)
        ]

    def meet(self, mention: Mention, *, subject: bool, speaks: bool = False) -> Entity | None:
        """The entity that a mention means; a pronoun means whom it can."""
        if mention.kind == "pronoun":
            folded = mention.text.casefold()
            means = self.grammar.pronouns.get(folded) or self.grammar.possessives.get(folded, "")
            owns = folded in self.grammar.possessives and folded not in self.grammar.pronouns
            entity = self._body_of(mention.role or means) or self._antecedent(mention.role or means, owns=owns)
        else:
            entity = self.entities.named(mention)
            if subject and self.grammar.verb_second:
                said = grammatical_gender(mention, self.grammar.language) if speaks and entity.kind != "person" else ""
                self._body = (entity, said, self._sentence)
            if speaks:
                self.entities.says(entity)
            if (speaks and entity.kind != "person") or (subject and entity.kind == "organisation"):
                self.organisation = entity
        if entity is not None and entity.kind != "organisation":
            self._stand_out(entity, _SUBJECT if subject else _OTHER)
        return entity

    def _body_of(self, means: str) -> Entity | None:
        """What a pronoun means where things are „he“ and „she“ too, when one of its gender has just spoken: „Die
        Regierung lehnte ab. Sie nannte …“."""
        if self._body is None or self._body[1] != means or not means or self._sentence - self._body[2] > 1:
            return None
        self._body = (self._body[0], means, self._sentence)
        return self._body[0]

    def _ahead(self, clause: Clause, pronoun: Mention) -> Entity | None:
        """Whom the first pronoun of a sentence means when its main clause comes later: "While she waited, Vane …"."""
        words, grammar = clause.words, self.grammar
        at = words.index(pronoun.start)
        if words.folded[0] not in grammar.conjunctions and words.folded[0] not in grammar.coordinators:
            return None
        try:
            comma = words.words.index(",", at)
        except ValueError:
            return None
        subject = words.phrase_beginning(comma + 1)
        if subject is None or subject.kind != "name":
            return None
        entity = self.entities.named(subject)
        means = grammar.pronouns.get(pronoun.text.casefold(), "")
        return entity if means in ("male", "female") and entity.gender in ("", means) else None

    def spoke(self, entity: Entity) -> None:
        """Somebody was found to speak, and so stands out."""
        self._stand_out(entity, _SPEAKER)

    def _stand_out(self, entity: Entity, weight: float) -> None:
        was, when = self._salience.pop(entity, (0.0, self._sentence))
        self._salience[entity] = (max(was * _FADES ** (self._sentence - when), weight), self._sentence)

    def _antecedent(self, means: str, *, owns: bool = False) -> Entity | None:
        """Whom a pronoun of a gender means; one that ``owns`` may show that its sentence's subject is a person:
        "Brandt scratched his chin"."""
        self.certainty = 1.0
        if means not in ("male", "female"):
            return self.organisation if means in ("thing", "many") else None
        best: Entity | None = None
        most = second = 0.0
        for entity, (was, when) in islice(reversed(self._salience.items()), _RECENT):
            if entity.many or entity.gender not in ("", means) or not (entity.kind == "person" or entity.named):
                continue
            if entity in self._beside:
                continue
            strength = was * _FADES ** (self._sentence - when) * (1 if entity.gender else _UNSURE)
            if entity.kind != "person":
                own = owns and when == self._sentence and was >= _SUBJECT and entity.named
                strength *= _TALKS if own or (entity.spoke and entity.named) else _STRANGE
            if strength > most:
                best, most, second = entity, strength, most
            elif strength > second:
                second = strength
        self.certainty = 1 - 0.5 * second / most if most else 0.0
        if best is not None and not best.kind and owns and best.named and self._salience[best][1] == self._sentence:
            best.kind = "person"
        if best is not None and not best.gender and best.kind == "person" and most > 2 * second:
            best.gender = "male" if means == "male" else "female"
        if best is not None and best.gender == means:
            best.presumed = False
        return best


def _place_of(mention: Mention) -> tuple[int, int]:
    """Where a mention stands, the longer of two that begin together first."""
    return mention.start, -mention.end


def shown(mention: Mention, text: str) -> Mention:
    """The mention with what was masked in it: a paper's name in quotation marks, „die „Morgenpost““."""
    if MASK not in mention.text:
        return mention
    written = " ".join(text[mention.start : mention.end].split())
    name = written.partition(" ")[2] if written[0].isalpha() and " " in written else written
    return Mention(mention.start, mention.end, written, "name", name.strip("„“”»«\"'‚‘’"))


def cue_kind(cue: Cue) -> CueKind:
    """How a cue's subject says who it is."""
    match cue.subject.kind:
        case "pronoun":
            return "anaphoric"
        case "nominal" if not cue.subject.name:
            return "nominal"
        case _:
            return "explicit"

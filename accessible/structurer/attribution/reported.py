"""Speech that has no cue of its own where the language shows whose it is: German.

A colon after a main clause leads to what its subject says („Ostberg freute sich über den Hafen: „…““), a name and a
colon to what the name says. And what is said in the subjunctive („Man müsse „schnell handeln““) is reported from
whoever spoke in the sentence before; a sentence in the indicative ends that. (Duden, "Die Grammatik", on indirect
speech.)
"""

from __future__ import annotations

from accessible.model.blocks import CueKind
from accessible.structurer.attribution.clauses import subject_of
from accessible.structurer.attribution.discourse import Answer, Discourse, Line, Paragraph, shown
from accessible.structurer.attribution.entities import Entity
from accessible.structurer.attribution.masking import Clause
from accessible.structurer.attribution.nouns import MASK, Mention
from accessible.structurer.attribution.verbsecond import leading_subject
from accessible.structurer.labels import is_thing
from accessible.structurer.words import words


def by_leading_clause(paragraph: Paragraph, discourse: Discourse) -> None:
    """A quotation behind a colon: the subject of the clause that leads to it, when it is somebody that speaks."""
    grammar = discourse.grammar
    met = {found.mention.start: found.entity for found in paragraph.met}
    for line in paragraph.lines:
        start = line.quote.start
        while start > line.clause.start and paragraph.text[start - 1].isspace():
            start -= 1
        if line.answer is not None or start <= line.clause.start or paragraph.text[start - 1] != ":":
            continue
        said = line.clause.words
        mention = leading_subject(said, start) if grammar.verb_second else subject_of(said)
        if mention is None or is_thing(mention.text, discourse.grammar) or not _speaks(mention, discourse):
            continue
        entity = met.get(mention.start)
        if entity is None and mention.kind != "pronoun" and grammar.verb_second:
            entity = discourse.meet(mention, subject=True)
        if entity is not None and (mention.kind != "name" or entity.kind or entity.spoke or entity.length > 1):
            line.answer = _answer(paragraph, entity, mention, "subject of the clause before a colon", 0.8)


def in_reported_speech(paragraph: Paragraph, discourse: Discourse) -> None:
    """A quotation without a cue in a sentence that only goes on with what is reported in the one before."""
    if not discourse.grammar.verb_second:
        return
    subjunctive = words("subjunctive", discourse.grammar.language)
    lines: dict[int, list[Line]] = {}
    for line in paragraph.lines:
        lines.setdefault(line.clause.start, []).append(line)
    spoke: Answer | None = None
    for clause in paragraph.clauses:
        here = lines.get(clause.start, [])
        bare = not clause.hidden[clause.start : clause.end].strip(MASK + ' \t\r\n.,!?…–—-„“”"»«')
        if spoke is not None and not clause.cues:
            rule = ("goes on from the sentence before", 0.75) if bare else ("goes on in reported speech", 0.75)
            if bare or not subjunctive.isdisjoint(clause.words.folded):
                for line in here:
                    if line.answer is None:
                        line.answer = Answer(spoke.entity, "implicit", *rule, spoke.mention, spoke.prose)
        answered = next((line.answer for line in reversed(here) if line.answer is not None), None)
        goes_on = not subjunctive.isdisjoint(clause.words.folded)
        spoke = answered or _teller(paragraph, clause) or (spoke if goes_on else None)


def _teller(paragraph: Paragraph, clause: Clause) -> Answer | None:
    """Whom a sentence without an answered quotation reports last."""
    told = [at for at, cue in enumerate(clause.cues) if cue.kind in ("speech", "source", "judging")]
    if not told:
        return None
    cue = clause.cues[clause.mains[told[-1]]]
    entity = paragraph.subjects.get(cue.start)
    return _answer(paragraph, entity, cue.subject, "reported before", 0.7) if entity is not None else None


def _speaks(mention: Mention, discourse: Discourse) -> bool:
    """Whether a mention is of somebody, or of some body, that speaks."""
    grammar = discourse.grammar
    if mention.kind != "nominal":
        return mention.kind == "name" or grammar.pronouns.get(mention.text.casefold()) in ("male", "female")
    return mention.role in grammar.roles or mention.role in grammar.organisations or mention.role in grammar.papers


def _answer(paragraph: Paragraph, entity: Entity, mention: Mention, rule: str, confidence: float) -> Answer:
    mention = shown(mention, paragraph.text)
    kinds: dict[str, CueKind] = {"pronoun": "anaphoric", "name": "explicit", "nominal": "nominal"}
    return Answer(entity, kinds[mention.kind], rule, confidence, mention, paragraph.leaf.prose)

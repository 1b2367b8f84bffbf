"""Who said it: sieves from the most precise to the least, each with its confidence.

Each looks at the quotations that have no speaker yet. The order follows Muzny et al. 2017 ("A Two-stage Sieve Approach
for Quote Attribution"), the treatment of embedded clauses and of organisations as speakers what news agencies write.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence

from accessible.model.blocks import CueKind
from accessible.structurer.attribution.clauses import Cue, subject_of
from accessible.structurer.attribution.discourse import Answer, Discourse, Line, Met, Paragraph, cue_kind, shown
from accessible.structurer.attribution.masking import Clause
from accessible.structurer.attribution.nouns import Mention
from accessible.structurer.attribution.subjects import can_speak
from accessible.structurer.labels import STAMP, is_thing

#: What may stand between a quotation and the cue right after it.
_GAP = re.compile(r"[ ,\t\r\n\u00a0—–-]*+")

#: A dash and a name behind a quotation, up to the end of its line: ` – Maren Ostby, 23`.
_SIGNED = re.compile(
    r"[ \t\r\n\u00a0]*+[—–―-]{1,2}[ \t\u00a0]*+"
    r"((?:[^\W\d_a-z][\w.’'-]*+[ \t\u00a0]*+(?:(?:de|von|van|der|la|of|del|y)[ \t])?){1,5})"
    r"(?:[,(][^\n“\"]{0,60}+)?\.?[ \t]*(?=\n|$)"
)
#: The name before a speech in a transcript: `VANE: …`, inside the first mark or before it.
_LABEL = re.compile(
    rf"(?:{STAMP})?"
    r"\s*[“\"«„'‘]?\s*((?:[^\W\d_a-z][^\W\d_]*\.?[ .’'-]*+){1,4})(?:\([^()\n]{1,40}\)\s*)?:\s*"
)

#: Of the cues of a sentence so many are looked at on either side of a quotation.
_NEAR = 12

#: Below this certainty a pronoun means one of two; and how sure it is that what is no person, group or paper speaks.
_TIE, _THING = 0.56, 0.5

_WRITTEN = re.compile(r"[^\W\d_]")

Sieve = Callable[[Paragraph, Discourse], None]


def by_label(paragraph: Paragraph, discourse: Discourse) -> None:
    """A transcript says before each speech whose it is; in an interview, only who answers."""
    if not paragraph.lines:
        return
    line = paragraph.lines[0]
    label = _label(paragraph)
    if label is None or line.answer is not None:
        return
    name = label[1].strip()
    inside = paragraph.text[: line.quote.start].strip() == ""
    says = not discourse.grammar.verbs.isdisjoint(name.casefold().split())  # "Said Vane: …"
    if says or (not (inside and name.isupper()) and label.end() != line.quote.start):
        return
    if is_thing(name, discourse.grammar):
        return
    prose = paragraph.leaf.prose
    mention = Mention(label.start(1), label.start(1) + len(name), name, "name", name)
    part = discourse.grammar.interview.get(name.casefold().rstrip("."))
    if part is not None:
        if part == "answers" and discourse.entities.hero is not None:
            line.answer = Answer(discourse.entities.hero, "implicit", "answers in an interview", 0.75, mention, prose)
        return
    entity = discourse.entities.called(name)
    if entity is None or not (entity.kind or entity.spoke or entity.length > 1):
        if discourse.labels[name] < 2 or not _may_be_called(name, discourse):
            return
        entity = entity or discourse.entities.named(mention)
    entity.aliases[name] = None
    line.answer = Answer(entity, "explicit", "label of a transcript", 0.97, mention, prose)


def label_of(paragraph: Paragraph) -> str:
    """What stands before the first colon of a paragraph, if it can be a speaker's label; "" otherwise."""
    label = _label(paragraph)
    return label[1].strip() if label is not None else ""


def _label(paragraph: Paragraph) -> re.Match[str] | None:
    return _LABEL.match(paragraph.text) if ":" in paragraph.text else None


def _may_be_called(name: str, discourse: Discourse) -> bool:
    """Whether somebody can have a name: no time, no function word, no word that the document also writes small."""
    grammar = discourse.grammar
    folded = [part.casefold() for part in name.split()]
    return not any(
        part in grammar.times or part in grammar.functions or part in grammar.prepositions for part in folded
    ) and not (len(folded) == 1 and folded[0] in discourse.ordinary)


def by_signature(paragraph: Paragraph, discourse: Discourse) -> None:
    """A dash and a name behind a quotation."""
    for line in paragraph.lines:
        signed = _SIGNED.match(paragraph.text, line.quote.end)
        if signed is not None and line.answer is None:
            name = " ".join(signed[1].split())
            if not _may_sign(name, discourse):
                continue
            mention = Mention(signed.start(1), signed.start(1) + len(signed[1].rstrip()), name, "name", name)
            entity = discourse.entities.named(mention)
            line.answer = Answer(entity, "explicit", "signed with a name", 0.97, mention, paragraph.leaf.prose)


def _may_sign(name: str, discourse: Discourse) -> bool:
    """Whether a name behind a dash can be a person's: one whom the text knows, or two or more words."""
    known = discourse.entities.called(name)
    if known is not None and (known.kind or known.spoke):
        return True
    return len(name.split()) > 1 and _may_be_called(name, discourse)


def by_cue(paragraph: Paragraph, discourse: Discourse) -> None:
    """The subject of a cue in the quotation's own sentence."""
    for line in paragraph.lines:
        if line.answer is not None:
            continue
        for cue, rule, confidence in _cues(paragraph, line):
            entity = paragraph.subjects.get(cue.start)
            if entity is not None and entity.words not in discourse.grammar.talking:
                kind = cue_kind(cue)
                mention = shown(cue.subject, paragraph.text)
                confidence = round(confidence * _sure(cue, paragraph, discourse), 2)
                line.answer = Answer(entity, kind, rule, confidence, mention, paragraph.leaf.prose)
                break


def _sure(cue: Cue, paragraph: Paragraph, discourse: Discourse) -> float:
    """How sure it is that a cue's subject is somebody, and who: a thing hardly speaks, and a pronoun that can mean two
    about as well means neither."""
    if cue.subject.kind == "pronoun":
        certainty = paragraph.certainty.get(cue.start, 1.0)
        return 0.5 if certainty < _TIE else min(1.0, certainty + 0.1)
    if discourse.grammar.verb_second or can_speak(discourse.grammar, cue.subject):
        return 1.0
    return _THING


def _cues(paragraph: Paragraph, line: Line) -> list[tuple[Cue, str, float]]:
    """The cues that may tell who says a line, the surest first."""
    quote, cues = line.quote, line.clause.cues
    partial = quote.kind != "direct"
    passed = bisect_right(cues, quote.start, key=lambda cue: cue.end)
    near = cues[passed : passed + _NEAR]
    after = next((cue for cue in near if _begins(cue) >= quote.end), None)
    ordered: list[tuple[Cue, str, float]] = []
    beside = after is not None and _GAP.fullmatch(paragraph.text, quote.end, _begins(after)) is not None
    if after is not None and beside and (after.kind != "judging" or not partial):
        ordered.append((after, "cue right after the quotation", 0.97))
    before = [at for at in range(max(passed - _NEAR, 0), passed) if cues[at].kind != "manner"]
    spoken = [at for at in before if cues[at].kind != "judging"]
    if spoken:
        ordered.append((cues[line.clause.mains[spoken[-1]]], "cue before the quotation", 0.9))
    if after is not None and after.kind in ("speech", "source"):
        ordered.append((after, "cue later in the sentence", 0.7))
    if partial and before and cues[before[-1]].kind == "judging":
        ordered.append((cues[before[-1]], "quoted in a judgement", 0.8))
    return ordered


def _begins(cue: Cue) -> int:
    return min(cue.start, cue.subject.start)


def within_paragraph(paragraph: Paragraph, discourse: Discourse) -> None:
    """A direct quotation without a cue of its own goes on from the one before it in its paragraph, or from what is
    reported in the sentence before it."""
    spoke: Answer | None = None
    passed = 0
    held = {id(line.clause) for line in paragraph.lines}
    for line in paragraph.lines:
        while passed < len(paragraph.clauses) and paragraph.clauses[passed].end <= line.quote.start:
            clause = paragraph.clauses[passed]
            if id(clause) not in held:
                spoke = reported(paragraph, clause) or spoke
            passed += 1
        if line.answer is not None:
            spoke = line.answer
        elif spoke is not None and line.quote.kind == "direct":
            line.answer = spoke = carried(spoke, "goes on in the same paragraph", 0.85)


def reported(paragraph: Paragraph, clause: Clause) -> Answer | None:
    """Whom a sentence reports as saying something."""
    spoken = [at for at, cue in enumerate(clause.cues) if cue.kind in ("speech", "source")]
    if not spoken:
        return None
    cue = clause.cues[clause.mains[spoken[-1]]]
    entity = paragraph.subjects.get(cue.start)
    if entity is None:
        return None
    return Answer(entity, "implicit", "reported before", 0.7, cue.subject, paragraph.leaf.prose)


def by_calling(paragraph: Paragraph, discourse: Discourse) -> None:
    """What somebody is called, whatever the verb: "Vane went after Ostby as a “born sailor”" are Vane's words."""
    met_at: dict[int, Met] | None = None
    for line in paragraph.lines:
        clause = line.clause
        if line.answer is not None or line.quote.kind != "partial" or not discourse.grammar.calls:
            continue
        at = clause.words.index(line.quote.start) - 1
        if at > 0 and clause.words.folded[at] in discourse.grammar.determiners:
            at -= 1
        subject = subject_of(clause.words) if at > 0 and clause.words.folded[at] in discourse.grammar.calls else None
        if subject is None:
            continue
        if met_at is None:
            met_at = {met.mention.start: met for met in paragraph.met}
        met = met_at.get(subject.start)
        if met is not None and met.entity is not None and met.mention.end <= line.quote.start:
            kind: CueKind = "anaphoric" if met.mention.kind == "pronoun" else "explicit"
            prose = paragraph.leaf.prose
            line.answer = Answer(met.entity, kind, "what its subject calls somebody", 0.75, met.mention, prose)


def by_sentence_before(paragraph: Paragraph, discourse: Discourse) -> None:
    """A quotation by itself behind a sentence about somebody: "Ostby was blunter. “Rubbish.”"."""
    if len(paragraph.clauses) < 2:
        return
    ends = {clause.end: clause for clause in paragraph.clauses}
    line = paragraph.lines[0] if paragraph.lines else None
    before = ends.get(line.clause.start) if line is not None else None
    if line is None or before is None or line.answer is not None or line.quote.kind != "direct":
        return
    if _WRITTEN.search(line.clause.hidden, line.clause.start, line.quote.start):
        return
    subject = subject_of(before.words)
    met = next((met for met in paragraph.met if subject and met.mention.start == subject.start), None)
    if subject is not None and met is not None and met.entity is not None and met.entity.kind == "person":
        prose = paragraph.leaf.prose
        line.answer = Answer(met.entity, "implicit", "subject of the sentence before", 0.6, met.mention, prose)


def carried(answer: Answer, rule: str, confidence: float) -> Answer:
    """The same speaker, by another rule."""
    return Answer(answer.entity, "implicit", rule, confidence, answer.mention, answer.prose)


def last_answer(paragraph: Paragraph) -> Answer | None:
    """Who spoke last in a paragraph."""
    return next((line.answer for line in reversed(paragraph.lines) if line.answer is not None), None)


def first_line(paragraph: Paragraph) -> Line | None:
    """The first quotation of a paragraph, if nothing stands before it, nor behind it in its sentence."""
    lines: Sequence[Line] = paragraph.lines
    if not lines or paragraph.text[: lines[0].quote.start].strip():
        return None
    clause = lines[0].clause
    return None if _WRITTEN.search(clause.hidden, clause.start, clause.end) else lines[0]

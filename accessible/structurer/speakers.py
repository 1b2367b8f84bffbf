"""Who said it: sieves from the most precise to the least, each with its confidence; below the threshold none answers.

For speech a wrong voice is worse than the narrator's, so a quotation that no sieve is sure of keeps no speaker.
The order of the sieves follows Muzny et al. 2017 ("A Two-stage Sieve Approach for Quote Attribution"), the treatment
of embedded clauses and of organisations as speakers what news agencies write.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from accessible.model.blocks import Attribution, CueKind, Evidence, Heading, Inline, Leaf, Quote, Span, Title
from accessible.model.document import Document, leaves
from accessible.structurer.clauses import Cue, Mention, whom
from accessible.structurer.entities import Entities, Entity
from accessible.structurer.leaves import map_leaves
from accessible.structurer.marks import Pair
from accessible.structurer.quotes import Clause, clause_at, clauses_of

#: An attribution below this confidence is not made.
THRESHOLD = 0.5


class _Found(Struct, frozen=True):
    """A speaker for a quotation: the entity, the mention that says so and the block it stands in."""

    entity: Entity
    cue: CueKind
    rule: str
    confidence: float
    mention: Mention | None = None
    origin: int = -1


class _Discourse:
    """Who was last spoken of, while a document is read from front to back."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.entities = Entities(language)
        self.people: list[Entity] = []
        self.organisations: list[Entity] = []
        self.spoken: dict[int, Entity] = {}

    def meet(self, mention: Mention) -> Entity | None:
        """The entity of a cue's subject; a pronoun means the last one it can."""
        if mention.kind == "pronoun":
            return self._antecedent(whom(mention.text, self.language))
        entity = self.entities.named(mention)
        for stack, kinds in ((self.people, ("person", "")), (self.organisations, ("organisation", ""))):
            if entity.kind in kinds:
                if entity in stack:
                    stack.remove(entity)
                stack.append(entity)
        return entity

    def _antecedent(self, means: str) -> Entity | None:
        if means in ("male", "female"):
            last = [entity for entity in self.people if entity.gender in ("", means)]
            known = [entity for entity in last if entity.kind == "person"]
            found = (known or last)[-1] if last else None
            if found is not None and not found.gender and found.kind == "person":
                found.gender = "male" if means == "male" else "female"
            return found
        if means in ("thing", "many"):
            return self.organisations[-1] if self.organisations else None
        return None


def find_speakers(document: Document) -> Document:
    """The document with a speaker on each quotation that has one, and the table of its speakers."""
    discourse = _Discourse(document.metadata.language)
    answers: dict[int, dict[int, _Found]] = {}
    last: _Found | None = None
    for section in document.sections:
        for block in leaves(section.blocks):
            if isinstance(block, Title | Heading):
                continue
            found, last = _attribute(block, discourse, last)
            answers[id(block)] = found

    def attributed(block: Leaf) -> Leaf:
        found = answers.get(id(block))
        if not found:
            return block
        inlines: list[Inline] = []
        for at, inline in enumerate(block.prose.inlines):
            if isinstance(inline, Quote) and at in found:
                inline = replace(inline, speaker=_attribution(found[at]))
                discourse.spoken[id(found[at].entity)] = found[at].entity
            inlines.append(inline)
        return replace(block, prose=replace(block.prose, inlines=tuple(inlines)))

    answered = _echoes(map_leaves(document, attributed))
    return replace(answered, speakers=discourse.entities.speakers(list(discourse.spoken.values())))


def _attribution(found: _Found) -> Attribution:
    mention = found.mention
    span = None
    if mention is not None and found.origin >= 0:
        span = Span(found.origin + mention.start, found.origin + mention.end)
    return Attribution(
        name=found.entity.name,
        cue=found.cue,
        evidence=Evidence(found.rule, found.confidence),
        mention=mention.text if mention else "",
        span=span,
    )


def _attribute(block: Leaf, discourse: _Discourse, last: _Found | None) -> tuple[dict[int, _Found], _Found | None]:
    """The speakers of one block's quotations by the index of their inline, and the last speaker after it.

    ``last`` is the speaker of a quotation in the paragraph just before, or None.
    """
    quotes = [(at, inline) for at, inline in enumerate(block.prose.inlines) if isinstance(inline, Quote)]
    pairs = [Pair(q.start, q.end, 1 if q.kind == "nested" else 0) for _, q in quotes]
    clauses = clauses_of(block.prose.text, pairs, discourse.language)
    found: dict[int, _Found] = {}
    met: dict[int, Entity | None] = {}
    for clause in clauses:
        for cue in clause.cues:
            met[cue.start] = discourse.meet(cue.subject)
    spoke: _Found | None = None
    for at, quote in quotes:
        if quote.kind in ("nested", "scare"):
            continue
        answer = _by_cue(block, quote, clauses, met) or _carried(quote, spoke, last, first=not found)
        if answer is not None and answer.confidence >= THRESHOLD:
            found[at] = spoke = answer
    if not quotes and not any(clause.cues for clause in clauses):
        return found, None
    return found, spoke


def _by_cue(block: Leaf, quote: Quote, clauses: Sequence[Clause], met: dict[int, Entity | None]) -> _Found | None:
    """The subject of the cue in the quotation's own sentence."""
    clause = clause_at(list(clauses), quote.start)
    after = [cue for cue in clause.cues if min(cue.start, cue.subject.start) >= quote.end]
    before = [cue for cue in clause.cues if cue.end <= quote.start]
    text = block.prose.text
    ordered: list[tuple[Cue, str, float]] = []
    if after and not text[quote.end : min(after[0].start, after[0].subject.start)].strip(" ,\t\r\n\u00a0—–"):
        ordered.append((after[0], "cue right after the quotation", 0.97))
    if before:
        at = len(before) - 1
        while at > 0 and before[at].embedded:
            at -= 1
        ordered.append((before[at], "cue before the quotation", 0.9))
    if after:
        ordered.append((after[0], "cue later in the sentence", 0.7))
    for cue, rule, confidence in ordered:
        entity = met.get(cue.start)
        if entity is not None:
            return _Found(entity, _cue_kind(cue.subject), rule, confidence, cue.subject, block.prose.origin)
    return None


def _cue_kind(mention: Mention) -> CueKind:
    match mention.kind:
        case "pronoun":
            return "anaphoric"
        case "nominal" if not mention.name:
            return "nominal"
        case _:
            return "explicit"


def _carried(quote: Quote, spoke: _Found | None, last: _Found | None, *, first: bool) -> _Found | None:
    """A direct quotation without a cue of its own goes on from the one before it."""
    if quote.kind != "direct":
        return None
    if spoke is not None:
        return _Found(spoke.entity, "implicit", "goes on in the same paragraph", 0.85, spoke.mention, spoke.origin)
    if last is not None and first:
        return _Found(last.entity, "implicit", "goes on from the paragraph before", 0.6, last.mention, last.origin)
    return None


def _echoes(document: Document) -> Document:
    """A heading that quotes: its words come from a quotation of the text, and with them its kind and speaker."""
    said = [
        (_folded(block.prose.text[inline.start : inline.end]), inline)
        for section in document.sections
        for block in leaves(section.blocks)
        if not isinstance(block, Title | Heading)
        for inline in block.prose.inlines
        if isinstance(inline, Quote) and inline.kind != "scare"
    ]

    def echoed(block: Leaf) -> Leaf:
        if not isinstance(block, Title | Heading):
            return block
        inlines: list[Inline] = []
        for inline in block.prose.inlines:
            if isinstance(inline, Quote):
                words = _folded(block.prose.text[inline.start : inline.end])
                source = next((quote for text, quote in said if words and f" {words} " in f" {text} "), None)
                if source is not None and source.speaker is not None:
                    whole = len(words) == len(_folded(block.prose.text))
                    speaker = replace(
                        source.speaker, cue="implicit", evidence=Evidence("echoes a quotation of the text", 0.9)
                    )
                    kind = source.kind if whole and source.kind == "direct" else "partial"
                    inline = replace(inline, kind=kind, speaker=speaker, evidence=Evidence("echoes the text", 0.9))
            inlines.append(inline)
        return replace(block, prose=replace(block.prose, inlines=tuple(inlines)))

    return map_leaves(document, echoed)


def _folded(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in text.casefold()).split())

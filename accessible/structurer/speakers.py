"""Who said it: sieves from the most precise to the least, each with its confidence; below the threshold none answers.

For speech a wrong voice is worse than the narrator's, so a quotation that no sieve is sure of keeps no speaker.
The order of the sieves follows Muzny et al. 2017 ("A Two-stage Sieve Approach for Quote Attribution"), the treatment
of embedded clauses and of organisations as speakers what news agencies write.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from accessible.model.blocks import Attribution, CueKind, Evidence, Heading, Inline, Leaf, Quote, Span, Title
from accessible.model.document import Document, leaves
from accessible.structurer.clauses import Cue, Mention, whom
from accessible.structurer.entities import Entities, Entity
from accessible.structurer.grammar import grammar_of
from accessible.structurer.leaves import map_leaves
from accessible.structurer.marks import Pair
from accessible.structurer.quotes import Clause, clause_at, clauses_of

#: An attribution below this confidence is not made.
THRESHOLD = 0.5

#: What may stand between a quotation and the cue right after it.
_GAP = re.compile(r"[ ,\t\r\n\u00a0—–]*+")

_WORD = re.compile(r"[^\W_]+")

#: A heading's quotation is looked up by so many of its first words.
_KEY = 6


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
        self.organisation: Entity | None = None
        self.spoken: dict[Entity, None] = {}
        # who can be a person, by kind and gender: so "she" need not pass by every man of the book. In each table the
        # one met last is the last; the number says when
        self._people: dict[tuple[str, str], dict[Entity, int]] = {}
        self._stands: dict[Entity, tuple[str, str]] = {}
        self._nameless: dict[tuple[str, ...], Entity] = {}
        self._met = 0

    def meet(self, mention: Mention) -> Entity | None:
        """The entity of a cue's subject; a pronoun means the last one it can."""
        if mention.kind == "pronoun":
            return self._antecedent(whom(mention.text, self.language))
        entity = self.entities.named(mention)
        if entity.kind in ("organisation", ""):
            self.organisation = entity
        if entity.kind in ("person", ""):
            self._met += 1
            self._place(entity, self._met)
            if not entity.words:
                self._replace(entity)
        return entity

    def _replace(self, entity: Entity) -> None:
        """A title without a name ("the professor") is somebody new each time, and takes the place of the last such."""
        title = (entity.kind, entity.gender, *entity.aliases)
        twin = self._nameless.get(title)
        if twin is not None and twin.gender == entity.gender:
            del self._people[self._stands.pop(twin)][twin]
        self._nameless[title] = entity

    def _place(self, entity: Entity, met: int) -> None:
        """Put an entity where its kind and gender belong, as the last one met there."""
        if entity in self._stands:
            del self._people[self._stands[entity]][entity]
        self._stands[entity] = place = (entity.kind, entity.gender)
        self._people.setdefault(place, {})[entity] = met

    def _last(self, kind: str, means: str) -> Entity | None:
        """Who was met last of those of a kind whose gender is this one or not known."""
        tables = [table for gender in ("", means) if (table := self._people.get((kind, gender)))]
        last = [next(reversed(table.items())) for table in tables]
        return max(last, key=lambda item: item[1])[0] if last else None

    def _antecedent(self, means: str) -> Entity | None:
        if means in ("male", "female"):
            found = self._last("person", means) or self._last("", means)
            if found is not None and not found.gender and found.kind == "person":
                met = self._people[self._stands[found]][found]
                found.gender = "male" if means == "male" else "female"
                self._place(found, met)
            return found
        return self.organisation if means in ("thing", "many") else None


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
                discourse.spoken[found[at].entity] = None
            inlines.append(inline)
        return replace(block, prose=replace(block.prose, inlines=tuple(inlines)))

    answered = _echoes(map_leaves(document, attributed))
    return replace(answered, speakers=discourse.entities.speakers(list(discourse.spoken)))


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
    if not quotes and not grammar_of(discourse.language).may_cue(block.prose.text, 0, len(block.prose.text)):
        return {}, None
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
    clause = clause_at(clauses, quote.start)
    passed = bisect_right(clause.cues, quote.start, key=lambda cue: cue.end)
    following = (clause.cues[at] for at in range(passed, len(clause.cues)))
    after = next((cue for cue in following if _begins(cue) >= quote.end), None)
    ordered: list[tuple[Cue, str, float]] = []
    if after is not None and _GAP.fullmatch(block.prose.text, quote.end, _begins(after)):
        ordered.append((after, "cue right after the quotation", 0.97))
    if passed:
        ordered.append((clause.cues[clause.mains[passed - 1]], "cue before the quotation", 0.9))
    if after is not None:
        ordered.append((after, "cue later in the sentence", 0.7))
    for cue, rule, confidence in ordered:
        entity = met.get(cue.start)
        if entity is not None:
            return _Found(entity, _cue_kind(cue.subject), rule, confidence, cue.subject, block.prose.origin)
    return None


def _begins(cue: Cue) -> int:
    return min(cue.start, cue.subject.start)


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
    blocks = [block for section in document.sections for block in leaves(section.blocks)]
    wanted = {words: None for block in blocks if isinstance(block, Title | Heading) for words, _ in _quoted(block)}
    sources = _sources(list(wanted), blocks)
    if not sources:
        return document

    def echoed(block: Leaf) -> Leaf:
        if not isinstance(block, Title | Heading) or not block.prose.inlines:
            return block
        inlines: list[Inline] = []
        length = len(_folded(block.prose.text))
        for inline in block.prose.inlines:
            if isinstance(inline, Quote):
                words = _folded(block.prose.text[inline.start : inline.end])
                source = sources.get(words)
                if source is not None and source.speaker is not None:
                    whole = len(words) == length
                    speaker = replace(
                        source.speaker, cue="implicit", evidence=Evidence("echoes a quotation of the text", 0.9)
                    )
                    kind = source.kind if whole and source.kind == "direct" else "partial"
                    inline = replace(inline, kind=kind, speaker=speaker, evidence=Evidence("echoes the text", 0.9))
            inlines.append(inline)
        return replace(block, prose=replace(block.prose, inlines=tuple(inlines)))

    return map_leaves(document, echoed)


def _quoted(block: Leaf) -> Iterator[tuple[str, Quote]]:
    """The words of each quotation of a block, and the quotation."""
    for inline in block.prose.inlines:
        if isinstance(inline, Quote):
            yield _folded(block.prose.text[inline.start : inline.end]), inline


def _sources(wanted: Sequence[str], blocks: Sequence[Leaf]) -> dict[str, Quote]:
    """The first quotation of the text in which the words of a heading's quotation stand, for those that have one."""
    keys: dict[tuple[str, ...], list[str]] = {}
    for words in wanted:
        if words:
            keys.setdefault(tuple(words.split()[:_KEY]), []).append(words)
    first, lengths = {key[0] for key in keys}, sorted({len(key) for key in keys})
    found: dict[str, Quote] = {}
    for block in blocks if keys else ():
        for said, quote in () if isinstance(block, Title | Heading) else _quoted(block):
            parts, at = said.split(), 0
            for place, part in enumerate(parts):
                for length in lengths if part in first and quote.kind != "scare" else ():
                    for words in keys.get(tuple(parts[place : place + length]), ()):
                        if words not in found and f"{said} ".startswith(f"{words} ", at):
                            found[words] = quote
                at += len(part) + 1
    return found


def _folded(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))

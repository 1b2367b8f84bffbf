"""The speakers of a document's quotations, and the table of them.

A quotation that no sieve is sure of keeps no speaker: for speech a wrong voice is worse than the narrator's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from accessible.model.blocks import (
    Attribution,
    BlockQuote,
    Boilerplate,
    Byline,
    Code,
    Evidence,
    Heading,
    Inline,
    Leaf,
    Quote,
    SceneBreak,
    Title,
)
from accessible.model.document import Document, leaves
from accessible.structurer.attribution.conversation import attribute_conversation
from accessible.structurer.attribution.discourse import Answer, Discourse, Line, Paragraph
from accessible.structurer.attribution.echoes import echo_in_headings
from accessible.structurer.attribution.entities import Entity
from accessible.structurer.attribution.grammar import grammar_of
from accessible.structurer.attribution.masking import clause_at, clauses_of, hand_over_clauses
from accessible.structurer.attribution.reported import by_leading_clause, in_reported_speech
from accessible.structurer.attribution.sieves import (
    Sieve,
    by_calling,
    by_cue,
    by_label,
    by_sentence_before,
    by_signature,
    carried,
    first_line,
    label_of,
    last_answer,
    within_paragraph,
)
from accessible.structurer.attribution.sightings import manners_of
from accessible.structurer.attribution.staged import attribute_speeches
from accessible.structurer.attribution.talking import converses
from accessible.structurer.leaves import map_leaves
from accessible.structurer.marks import Pair
from accessible.structurer.places import in_source
from accessible.structurer.references import without_references

#: An attribution below this confidence is not made.
THRESHOLD = 0.5

#: For each paragraph in this order.
SIEVES: tuple[Sieve, ...] = (
    by_label,
    by_signature,
    by_cue,
    by_calling,
    by_leading_clause,
    within_paragraph,
    by_sentence_before,
)
#: The same where the verb stands second: there the verb itself shows what goes on and what does not.
VERB_SECOND: tuple[Sieve, ...] = (by_label, by_signature, by_cue, by_leading_clause, in_reported_speech)

#: The letters that a word begins with, when the first is small.
_SMALL = re.compile(r"[^\W\d_A-Z](?<![^\W_].)[^\W\d_]*")


def find_speakers(document: Document) -> Document:
    """The document with a speaker on each quotation that has one, and the table of its speakers."""
    language = document.metadata.language
    blocks = [block for section in document.sections for block in leaves(section.blocks)]
    if not any(isinstance(inline, Quote) for block in blocks for inline in block.prose.inlines):
        return document
    paragraphs = [_paragraph(block, language) for block in blocks if not isinstance(block, Boilerplate | Code)]
    hand_over_clauses()
    running = [paragraph for paragraph in paragraphs if not isinstance(paragraph.leaf, Title | Heading)]
    manners = manners_of(language)
    played = attribute_speeches(running, grammar_of(language))
    story = not played and converses(running, manners)
    discourse = Discourse(grammar_of(language), () if story else _ordinary(paragraphs))
    if story:
        attribute_conversation(_scenes(document, running), manners, language)
    else:
        _attribute(running, discourse)
    answers = {id(paragraph.leaf): paragraph.lines for paragraph in paragraphs}
    spoken: dict[Entity, None] = {}

    def attributed(block: Leaf) -> Leaf:
        found = {
            line.index: line.answer
            for line in answers.get(id(block), ())
            if line.answer is not None and line.answer.confidence >= THRESHOLD
        }
        if not found:
            return block
        inlines: list[Inline] = list(block.prose.inlines)
        for at, answer in found.items():
            inline = inlines[at]
            assert isinstance(inline, Quote)
            inlines[at] = replace(inline, speaker=_attribution(answer))
            spoken[answer.entity] = None
        return replace(block, prose=replace(block.prose, inlines=tuple(inlines)))

    answered = echo_in_headings(map_leaves(document, attributed))
    return replace(answered, speakers=discourse.entities.speakers(spoken))


def _paragraph(block: Leaf, language: str) -> Paragraph:
    quotes = [(at, inline) for at, inline in enumerate(block.prose.inlines) if isinstance(inline, Quote)]
    pairs = [Pair(quote.start, quote.end, 1 if quote.kind == "nested" else 0) for _, quote in quotes]
    text = without_references(block.prose)
    clauses = clauses_of(text, pairs, language)
    lines = [
        Line(quote, at, clause_at(clauses, quote.start))
        for at, quote in quotes
        if quote.kind not in ("nested", "scare")
    ]
    return Paragraph(block, clauses, lines or (), text)


def _scenes(document: Document, paragraphs: Sequence[Paragraph]) -> list[Paragraph | None]:
    """The paragraphs with a None wherever one scene ends and another begins: at a break, and at a new section. What is
    written in a letter is nobody's turn."""
    known = {id(paragraph.leaf): paragraph for paragraph in paragraphs}
    scenes: list[Paragraph | None] = []
    for section in document.sections:
        scenes.append(None)
        for block in section.blocks:
            if isinstance(block, SceneBreak):
                scenes.append(None)
            elif not (isinstance(block, BlockQuote) and block.kind == "letter"):
                scenes += [known[id(leaf)] for leaf in leaves((block,)) if id(leaf) in known]
    return scenes


def _ordinary(paragraphs: Sequence[Paragraph]) -> set[str]:
    """The words that the document writes small as well: capital, they only begin a sentence."""
    written: set[str] = set()
    for paragraph in paragraphs:
        written.update(paragraph.text.split())
    found = {word for word in written if word.isalpha() and not "A" <= word[0] <= "Z"}
    found.update(_SMALL.findall(" ".join(word for word in written if not word.isalpha())))
    return found


def _attribute(paragraphs: Sequence[Paragraph], discourse: Discourse) -> None:
    """Read the paragraphs and answer their lines."""
    last: Answer | None = None
    discourse.labels.update(filter(None, map(label_of, paragraphs)))
    goes_on = in_reported_speech if discourse.grammar.verb_second else within_paragraph
    sieves = VERB_SECOND if discourse.grammar.verb_second else SIEVES
    for paragraph in paragraphs:
        discourse.read(paragraph)
        if isinstance(paragraph.leaf, Byline):
            for met in paragraph.met:
                if met.entity is not None:
                    discourse.entities.wrote(met.entity)
        for sieve in sieves:
            sieve(paragraph, discourse)
        opening = first_line(paragraph)
        if opening is not None and opening.answer is None and last is not None and opening.quote.kind == "direct":
            opening.answer = carried(last, "goes on from the paragraph before", 0.6)
            goes_on(paragraph, discourse)
        for line in paragraph.lines:
            if line.answer is not None:
                discourse.spoke(line.answer.entity)
        last = last_answer(paragraph)
        if last is None and paragraph.clauses and paragraph.clauses[-1].cues:
            last = _told(paragraph)
        paragraph.let_go()


def _told(paragraph: Paragraph) -> Answer | None:
    """Whom a paragraph without a quotation reports last."""
    cue = paragraph.clauses[-1].cues[-1]
    entity = paragraph.subjects.get(cue.start)
    if entity is None or cue.kind != "speech":
        return None
    return Answer(entity, "implicit", "reported in the paragraph before", 0.6, cue.subject, paragraph.leaf.prose)


def _attribution(answer: Answer) -> Attribution:
    mention = answer.mention
    span = None
    if mention is not None and answer.prose is not None:
        span = in_source(answer.prose, mention.start, mention.end)
    return Attribution(
        name=answer.entity.name,
        cue=answer.cue,
        evidence=Evidence(answer.rule, answer.confidence),
        mention=mention.text if mention else "",
        span=span,
    )

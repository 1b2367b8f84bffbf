"""Quotations: their spans and kinds.

direct   a whole utterance: it stands as a sentence of its own, or a colon or a cue and a comma lead to it
partial  a fragment inside somebody's reported sentence
scare    a term, a nickname, a title: marks, but nobody is quoted as saying it
nested   inside another quotation
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from accessible.model.blocks import Boilerplate, Code, Heading, Leaf, Quote, SpeakerLabel, Title
from accessible.model.document import Document, leaves
from accessible.model.message import Message
from accessible.structurer.attribution.masking import Clause, clause_at, clauses_of
from accessible.structurer.labels import label_of
from accessible.structurer.leaves import map_leaves
from accessible.structurer.marks import Pair, convention_of, opens_paragraph, pairs_of
from accessible.structurer.quotekinds import kind_of
from accessible.structurer.quotesetting import Setting, Told, setting_of, told_in
from accessible.structurer.quotesigns import signs_of
from accessible.structurer.references import without_references
from accessible.structurer.shape import place_of
from accessible.structurer.unmarked import dialogue_of, turns_of

#: Opening marks that a message tells of when nothing closes them; single ones may be apostrophes.
_WARNED = frozenset(("“", "„", "«", '"', "``"))


class Marked(Struct, frozen=True, gc=False):
    """A quotation with what speaks for its kind; ``signs`` is empty where its kind needs none."""

    pair: Pair
    signs: tuple[str, ...]


def find_quotes(document: Document) -> Document:
    """The document with a `Quote` inline for each quotation, without speakers yet."""
    found = quotations_of(document)
    unclosed: list[Message] = []

    def marked(block: Leaf) -> Leaf:
        if isinstance(block, Boilerplate | Code):
            return block
        text = without_references(block.prose)
        quotations = found.get(id(block), ())
        if not isinstance(block, Heading | Title) and opens_paragraph(text) in _WARNED:
            first = len(text) - len(text.lstrip())
            if not any(quotation.pair.start == first for quotation in quotations):
                unclosed.append(_unclosed(document, block))
        if not quotations:
            return block
        headed = isinstance(block, Heading | Title)
        quotes = [
            Quote(marks.pair.start, marks.pair.end, *kind_of(text, marks.pair, marks.signs, headed=headed))
            for marks in quotations
        ]
        return replace(block, prose=replace(block.prose, inlines=(*block.prose.inlines, *quotes)))

    changed = map_leaves(document, marked)
    return replace(changed, messages=(*changed.messages, *unclosed))


def quotations_of(document: Document) -> dict[int, tuple[Marked, ...]]:
    """The quotations of each leaf block by the block's identity (`id`), with the signs of their kinds."""
    blocks = [block for section in document.sections for block in leaves(section.blocks)]
    blocks = [block for block in blocks if not isinstance(block, Boilerplate | Code)]
    texts = [without_references(block.prose) for block in blocks]
    language = document.metadata.language
    convention = convention_of([text for block, text in zip(blocks, texts, strict=True) if not _heads(block)])
    dialogue = dialogue_of(texts, language, _labels(blocks))
    everywhere = replace(convention, single=True)
    pairs: list[list[Pair]] = []
    for block, text, follower in zip(blocks, texts, [*texts[1:], ""][: len(texts)], strict=True):
        marks = pairs_of(text, everywhere if _heads(block) else convention, follower=opens_paragraph(follower))
        pairs.append(turns_of(text, marks, dialogue, language))
    setting = setting_of(texts, pairs, language)
    found = {}
    for block, text, own in zip(blocks, texts, pairs, strict=True):
        if own:
            clauses = clauses_of(text, own, language)
            found[id(block)] = tuple(_marked(text, own, clauses, setting))
    return found


def _labels(blocks: Sequence[Leaf]) -> frozenset[str]:
    """The labels of those whose words are quoted."""
    found = (
        label_of(block.prose.text)
        for block in blocks
        if any(isinstance(mark, SpeakerLabel) and mark.quoted for mark in block.prose.inlines)
    )
    return frozenset(label["name"] for label in found if label is not None)


def _marked(text: str, pairs: Sequence[Pair], clauses: Sequence[Clause], setting: Setting) -> Iterator[Marked]:
    earlier: Pair | None = None
    told: Told | None = None
    for pair in pairs:
        if pair.depth:
            yield Marked(pair, ())
            continue
        clause = clause_at(clauses, pair.start)
        inside = earlier if earlier is not None and earlier.start >= clause.start else None
        if told is None or told.clause is not clause:
            told = told_in(clause)
        yield Marked(pair, signs_of(text, pair, told, setting, earlier=inside))
        earlier = pair


def _heads(block: Leaf) -> bool:
    return isinstance(block, Heading | Title)


def _unclosed(document: Document, block: Leaf) -> Message:
    place = place_of(block, document.text, document.source)
    return Message("S005", "A quotation mark opens this paragraph and is never closed.", place)

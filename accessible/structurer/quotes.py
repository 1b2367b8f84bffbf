"""Quotations: their spans and kinds.

direct   a whole utterance: it stands as a sentence of its own, or a colon or a cue and a comma lead to it
partial  a fragment inside somebody's reported sentence
scare    a term, a nickname, a title: marks, but nobody is quoted as saying it
nested   inside another quotation
"""

from __future__ import annotations

import re

from msgspec import Struct
from msgspec.structs import replace

from accessible.model.blocks import Boilerplate, Code, Evidence, Heading, Inline, Leaf, Quote, QuoteKind, Title
from accessible.model.document import Document, leaves
from accessible.model.message import Message
from accessible.structurer.clauses import MASK, Cue, cues_of, tokens_of
from accessible.structurer.leaves import map_leaves
from accessible.structurer.marks import Pair, convention_of, opens_paragraph, pairs_of
from accessible.structurer.shape import place_of
from accessible.structurer.words import patterns

_MARKS_AND_SPACE = "“”„‟\"«»‘’‚‛'‹›` \u00a0\u202f"
_WORD = re.compile(r"[^\W_]+")
_SENTENCE_END = re.compile(r"[.!?…](?:[\x00”’\"»)\]]*)\s+(?=[^\sa-z,;])")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:[A-Z]|Mr|Mrs|Ms|Dr|St|Prof|Rev|Gen|Gov|Sen|Rep|Lt|Col|Sgt|Capt|Maj|Hon|Jr|Sr|vs|No|Nr|bzw|ca"
    r"|(?:[A-Za-z]\.)+[A-Za-z])\.$"
)


class Clause(Struct, frozen=True):
    """One sentence of a paragraph: its offsets, and the cues in it (its quotations masked)."""

    start: int
    end: int
    cues: tuple[Cue, ...]


def find_quotes(document: Document) -> Document:
    """The document with a `Quote` inline for each quotation, without speakers yet."""
    blocks = [block for section in document.sections for block in leaves(section.blocks)]
    texts = [block.prose.text for block in blocks]
    convention = convention_of(texts)
    follower = {id(block): opens_paragraph(text) for block, text in zip(blocks, texts[1:], strict=False)}
    language = document.metadata.language
    unclosed: list[Message] = []

    def marked(block: Leaf) -> Leaf:
        if isinstance(block, Boilerplate | Code):
            return block
        text = block.prose.text
        pairs = pairs_of(text, convention, continues=bool(follower.get(id(block))))
        if not pairs:
            if opens_paragraph(text) in ("“", "„", "«") and not isinstance(block, Heading | Title):
                unclosed.append(_unclosed(document, block))
            return block
        clauses = clauses_of(text, pairs, language)
        inlines: list[Inline] = []
        before: QuoteKind | None = None
        for pair in pairs:
            kind, evidence = _kind(block, pair, clauses, before, language)
            if pair.depth == 0:
                before = kind
            inlines.append(Quote(pair.start, pair.end, kind, evidence))
        return replace(block, prose=replace(block.prose, inlines=(*block.prose.inlines, *inlines)))

    found = map_leaves(document, marked)
    return replace(found, messages=(*found.messages, *unclosed))


def _unclosed(document: Document, block: Leaf) -> Message:
    place = place_of(block, document.text, document.source)
    return Message("S005", "A quotation mark opens this paragraph and is never closed.", place)


def masked(text: str, pairs: list[Pair]) -> str:
    """The text with every outer quotation blanked out; a full stop before a closing mark stays, as it may end the
    sentence around it."""
    pieces: list[str] = []
    at = 0
    for pair in pairs:
        if pair.depth:
            continue
        inner = text[pair.start : pair.end]
        body = inner.rstrip("”’\"»'“«")
        kept = body[-1] if body and body[-1] in ".!?…" else ""
        tail = len(inner) - len(body)
        pieces += (text[at : pair.start], MASK * (len(body) - len(kept)), kept, MASK * tail)
        at = pair.end
    return "".join([*pieces, text[at:]])


def clauses_of(text: str, pairs: list[Pair], language: str) -> list[Clause]:
    """The sentences of a paragraph, found on its masked text, with their cues."""
    hidden = masked(text, pairs)
    clauses = []
    start = 0
    for match in _SENTENCE_END.finditer(hidden):
        if hidden[match.start()] == "." and _ABBREVIATION.search(
            hidden, max(start, match.start() - 12), match.start() + 1
        ):
            continue
        clauses.append(_clause(hidden, start, match.end(), language))
        start = match.end()
    if start < len(text):
        clauses.append(_clause(hidden, start, len(text), language))
    return clauses


def _clause(hidden: str, start: int, end: int, language: str) -> Clause:
    tokens = tokens_of(hidden, start, end)
    return Clause(start, end, tuple(cues_of(tokens, hidden, language)))


def clause_at(clauses: list[Clause], offset: int) -> Clause:
    """The sentence that a character of the paragraph stands in."""
    return next((clause for clause in clauses if offset < clause.end), clauses[-1])


def _kind(
    block: Leaf, pair: Pair, clauses: list[Clause], earlier: QuoteKind | None, language: str
) -> tuple[QuoteKind, Evidence]:
    if pair.depth:
        return "nested", Evidence("inside another quotation", 0.99)
    text = block.prose.text
    inner = text[pair.start : pair.end].strip(_MARKS_AND_SPACE)
    before, after = text[: pair.start].rstrip(), text[pair.end :].lstrip()
    words = _WORD.findall(inner)
    capital = inner[:1].isupper() or inner[:1].isdigit() or inner[:1] in "…¿¡"
    ended = inner[-1:] in ".!?…,—–-"
    stopped = after[:1] in (",", ".") and capital
    clause = clause_at(clauses, pair.start)
    cue = any(c.end <= pair.start for c in clause.cues) or any(c.start >= pair.end for c in clause.cues)
    term = patterns("term", language)
    opens_sentence = not text[clause.start : pair.start].strip(" \t\r\n(—–-")
    if isinstance(block, Title | Heading):
        if pair.start <= 2 and pair.end >= len(text.rstrip()) - 2:
            return "partial", Evidence("heading that is a quotation", 0.6)
        return "scare", Evidence("in a heading", 0.5)
    if not pair.closed:
        return "direct", Evidence("goes on in the next paragraph", 0.9)
    if before.endswith(":") and (capital or ended):
        return "direct", Evidence("after a colon", 0.95)
    if opens_sentence and capital and (ended or not after or stopped) and (ended or len(words) > 3 or cue):
        return "direct", Evidence("sentence of its own", 0.95)
    if before.endswith(",") and capital and ended and cue:
        return "direct", Evidence("after a cue and a comma", 0.9)
    if before.endswith((",", ";", "—")) and ended and earlier == "direct" and cue and len(words) > 2:
        return "direct", Evidence("goes on after its cue", 0.85)
    if term is not None and re.search(f"(?:{term.pattern})$", " ".join(before[-80:].split()), re.IGNORECASE):
        return "scare", Evidence("named as a term or a title", 0.9)
    if opens_sentence and ended and cue:
        return "direct", Evidence("sentence with its cue after it", 0.8)
    if cue:
        return "partial", Evidence("fragment in a reported sentence", 0.8)
    if len(words) <= 4:
        return "scare", Evidence("a few words that nobody is quoted as saying", 0.7)
    return "partial", Evidence("fragment without a cue", 0.5)

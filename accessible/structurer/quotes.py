"""Quotations: their spans and kinds.

direct   a whole utterance: it stands as a sentence of its own, or a colon or a cue and a comma lead to it
partial  a fragment inside somebody's reported sentence
scare    a term, a nickname, a title: marks, but nobody is quoted as saying it
nested   inside another quotation
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache, cached_property, lru_cache, partial

from msgspec import Struct
from msgspec.structs import replace

from accessible.model.blocks import Boilerplate, Code, Evidence, Heading, Inline, Leaf, Quote, QuoteKind, Title
from accessible.model.document import Document, leaves
from accessible.model.message import Message
from accessible.structurer.clauses import MASK, Cue, cues_of, tokens_of
from accessible.structurer.grammar import grammar_of
from accessible.structurer.leaves import map_leaves
from accessible.structurer.marks import Pair, convention_of, opens_paragraph, pairs_of
from accessible.structurer.shape import place_of
from accessible.structurer.words import patterns

_MARKS_AND_SPACE = "“”„‟\"«»‘’‚‛'‹›` \u00a0\u202f"
_WORD = re.compile(r"[^\W_]+")
_SENTENCE_END = re.compile(r"[.!?…][\x00”’\"»)\]]*+\s++(?=[^a-z,;])")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:[A-Z]|Mr|Mrs|Ms|Dr|St|Prof|Rev|Gen|Gov|Sen|Rep|Lt|Col|Sgt|Capt|Maj|Hon|Jr|Sr|vs|No|Nr|bzw|ca"
    r"|(?:[A-Za-z]\.)+[A-Za-z])\.$"
)


class Clause(Struct, frozen=True, dict=True):
    """One sentence of a paragraph: its offsets, and the cues in it, looked for when somebody asks for them."""

    start: int
    end: int
    hidden: str  # the paragraph, its quotations masked
    language: str

    @cached_property
    def cues(self) -> tuple[Cue, ...]:
        """Who is said to say something in this sentence, in order."""
        if not grammar_of(self.language).may_cue(self.hidden, self.start, self.end):
            return ()
        return tuple(cues_of(tokens_of(self.hidden, self.start, self.end), self.hidden, self.language))

    @cached_property
    def mains(self) -> tuple[int, ...]:
        """For each cue the index of the one that it is embedded in, or its own."""
        found: list[int] = []
        for at, cue in enumerate(self.cues):
            found.append(found[-1] if at and cue.embedded else at)
        return tuple(found)

    def cued(self, start: int, end: int) -> bool:
        """Whether there is a cue before or after these characters."""
        return bool(self.cues) and (self.cues[0].end <= start or self.cues[-1].start >= end)


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


def masked(text: str, outer: Sequence[tuple[int, int]]) -> str:
    """The text with every outer quotation blanked out; a full stop before a closing mark stays, as it may end the
    sentence around it."""
    pieces: list[str] = []
    at = 0
    for start, end in outer:
        inner = text[start:end]
        body = inner.rstrip("”’\"»'“«")
        kept = body[-1] if body and body[-1] in ".!?…" else ""
        tail = len(inner) - len(body)
        pieces += (text[at:start], MASK * (len(body) - len(kept)), kept, MASK * tail)
        at = end
    return "".join([*pieces, text[at:]])


def clauses_of(text: str, pairs: Sequence[Pair], language: str) -> tuple[Clause, ...]:
    """The sentences of a paragraph, found on its masked text, with their cues."""
    return _clauses(text, tuple((pair.start, pair.end) for pair in pairs if not pair.depth), language)


@lru_cache(maxsize=256)  # an article's quotations are looked at twice: for their kinds and for their speakers
def _clauses(text: str, outer: tuple[tuple[int, int], ...], language: str) -> tuple[Clause, ...]:
    hidden = masked(text, outer)
    clauses = []
    start = 0
    for match in _SENTENCE_END.finditer(hidden):
        if hidden[match.start()] == "." and _ABBREVIATION.search(
            hidden, max(start, match.start() - 12), match.start() + 1
        ):
            continue
        clauses.append(Clause(start, match.end(), hidden, language))
        start = match.end()
    if start < len(text):
        clauses.append(Clause(start, len(text), hidden, language))
    return tuple(clauses)


def clause_at(clauses: Sequence[Clause], offset: int) -> Clause:
    """The sentence that a character of the paragraph stands in."""
    return clauses[min(bisect_right(clauses, offset, key=_end_of), len(clauses) - 1)]


def _end_of(clause: Clause) -> int:
    return clause.end


def _kind(
    block: Leaf, pair: Pair, clauses: Sequence[Clause], earlier: QuoteKind | None, language: str
) -> tuple[QuoteKind, Evidence]:
    if pair.depth:
        return "nested", Evidence("inside another quotation", 0.99)
    text = block.prose.text
    inner = text[pair.start : pair.end].strip(_MARKS_AND_SPACE)
    before, after = _around(text, pair)
    capital = inner[:1].isupper() or inner[:1].isdigit() or inner[:1] in "…¿¡"
    ended = inner[-1:] in ".!?…,—–-"
    stopped = after[:1] in (",", ".") and capital
    clause = clause_at(clauses, pair.start)
    cued = partial(clause.cued, pair.start, pair.end)
    opens_sentence = _opens(text, clause, pair)
    if isinstance(block, Title | Heading):
        if pair.start <= 2 and pair.end >= len(text.rstrip()) - 2:
            return "partial", Evidence("heading that is a quotation", 0.6)
        return "scare", Evidence("in a heading", 0.5)
    if not pair.closed:
        return "direct", Evidence("goes on in the next paragraph", 0.9)
    if before.endswith(":") and (capital or ended):
        return "direct", Evidence("after a colon", 0.95)
    if opens_sentence and capital and (ended or not after or stopped) and (ended or _words(inner) > 3 or cued()):
        return "direct", Evidence("sentence of its own", 0.95)
    if before.endswith(",") and capital and ended and cued():
        return "direct", Evidence("after a cue and a comma", 0.9)
    if before.endswith((",", ";", "—")) and ended and earlier == "direct" and _words(inner) > 2 and cued():
        return "direct", Evidence("goes on after its cue", 0.85)
    term = _term(language)
    if term is not None and term.search(" ".join(before.split())):
        return "scare", Evidence("named as a term or a title", 0.9)
    if opens_sentence and ended and cued():
        return "direct", Evidence("sentence with its cue after it", 0.8)
    if cued():
        return "partial", Evidence("fragment in a reported sentence", 0.8)
    if _words(inner) <= 4:
        return "scare", Evidence("a few words that nobody is quoted as saying", 0.7)
    return "partial", Evidence("fragment without a cue", 0.5)


def _around(text: str, pair: Pair) -> tuple[str, str]:
    """Up to 80 characters before a quotation and one after it, the white space next to it left out.

    They are looked for where they stand: a copy of all that is before or after each quotation would make the time
    grow with the square of a paragraph's length.
    """
    start, end = pair.start, pair.end
    while start and text[start - 1].isspace():
        start -= 1
    while end < len(text) and text[end].isspace():
        end += 1
    return text[max(start - 80, 0) : start], text[end : end + 1]


def _opens(text: str, clause: Clause, pair: Pair) -> bool:
    """Whether a sentence begins with a quotation, dashes and brackets aside."""
    at = pair.start
    while at > clause.start and text[at - 1] in " \t\r\n(—–-":
        at -= 1
    return at <= clause.start


def _words(inner: str) -> int:
    return len(_WORD.findall(inner))


@cache
def _term(language: str) -> re.Pattern[str] | None:
    """What matches where the text before a quotation ends in words that name a term or a title."""
    term = patterns("term", language)
    return None if term is None else re.compile(f"(?:{term.pattern})$", re.IGNORECASE)

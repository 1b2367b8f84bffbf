"""Epigraphs: a few words of somebody else's right under the heading of a book or of one of its chapters.

What makes them epigraphs is where they stand, that they are short, and that the line under them says whose they are: it
begins with a dash, or it is a name under verse, under an extract or under words in quotation marks. Without such a line
they stay what they are, with a message.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from accessible.model.blocks import (
    Block,
    BlockQuote,
    Boilerplate,
    Byline,
    Dateline,
    Evidence,
    Heading,
    PageBreak,
    Paragraph,
    Prose,
    Span,
    Title,
    Verse,
)
from accessible.model.document import Document, leaves
from accessible.model.draft import Lines
from accessible.model.message import Message
from accessible.structurer.given import piece_of
from accessible.structurer.numbering import number_of
from accessible.structurer.places import in_source
from accessible.structurer.punctuation import CLOSERS, SPEECH_OPENERS
from accessible.structurer.shape import place_at, shape_of
from accessible.structurer.signatures import ATTRIBUTED, LONGEST, is_name, is_signed
from accessible.structurer.words import words

_WORD = re.compile(r"[^\W\d_]+")
_LINE = re.compile(r"[^\r\n]+")
#: Nothing but one quotation.
_QUOTED = re.compile(r"[“\"„«»][^“”\"„«»]+[”\"“»«]$")

#: An epigraph has no more words, and no more blocks; what has more than the third is too long for a doubt to be told.
_LONGEST, _BLOCKS, _DOUBTED = 120, 5, 80
#: Where words are from is told in so many words.
_DESCRIBED = 8
#: A last line that is set in by so many columns more than the others is no verse.
_SET_IN = 4

_DASHED = Evidence("under a heading, with whose words they are", 0.9)
_NAMED = Evidence("under a heading, with a name", 0.8)


class _Found(Struct, frozen=True):
    """An epigraph, and how many blocks it was."""

    quote: BlockQuote
    count: int


def find_epigraphs(document: Document) -> Document:
    """The document with each epigraph as a `BlockQuote` of that kind, its attribution apart."""
    (section,) = document.sections
    blocks = section.blocks
    out: list[Lines | Block] = []
    messages: list[Message] = []
    at = 0
    names = _names(blocks, document)
    over: Title | Heading | None = None  # what stands right over the next block
    while at < len(blocks):
        block = blocks[at]
        if isinstance(block, Title | Heading):
            over = block
        elif over is not None and not _is_passed(block):
            if (found := _epigraph(blocks, at, over, document, names)) is not None:
                out.append(found.quote)
                at += found.count
                continue  # there may be another
            if out[-1] is over and _is_doubtful(blocks, at, over, document):
                what = "Possible epigraph, kept as what it is because no line under it says whose it is."
                messages.append(Message("S013", what, place_at(block.span, document.text, document.source)))
            over = None
        out.append(block)
        at += 1
    section = replace(section, blocks=tuple(out))
    return replace(document, sections=(section,), messages=(*document.messages, *messages))


def _is_passed(block: Lines | Block) -> bool:
    """Whether a block may stand between a heading and the epigraph under it."""
    dedicated = isinstance(block, BlockQuote) and block.kind == "dedication"
    return dedicated or isinstance(block, Byline | Dateline | PageBreak | Boilerplate)


def _is_division(heading: Heading, document: Document) -> bool:
    """Whether a heading is that of a chapter or of another division."""
    name = heading.prose.text.strip(" .:_*").casefold()
    return _number(heading, document) or name in words("section-name", document.metadata.language)


def _may_have_one(over: Title | Heading, document: Document) -> bool:
    """Whether a heading is that of a book or a chapter: news has quotations under its crossheads, too."""
    return document.kind == "book" or (isinstance(over, Heading) and _is_division(over, document))


def _names(blocks: Sequence[Lines | Block], document: Document) -> frozenset[int]:
    """The headings that are rather the names under epigraphs: they stand under words set apart that stand under a
    numbered heading, and the chapters have no headings in them but these."""
    found = set()
    numbered = [at for at, block in enumerate(blocks) if isinstance(block, Heading) and _number(block, document)]
    if not numbered:
        return frozenset()
    last = numbered[0]
    for at in range(numbered[0] + 1, len(blocks)):
        block = blocks[at]
        if not isinstance(block, Heading):
            continue
        if not _is_division(block, document):
            body = [other for other in blocks[last + 1 : at] if not isinstance(other, Lines)]
            apart = all(isinstance(other, Verse | BlockQuote | Paragraph) for other in body) and _is_apart(body)
            if not body or len(body) >= _BLOCKS or not apart or last not in numbered:
                return frozenset()
            found.add(at)
        last = at
    return frozenset(found)


def _number(heading: Heading, document: Document) -> bool:
    return number_of(heading.prose.text, document.metadata.language) is not None


def _epigraph(
    blocks: Sequence[Lines | Block], at: int, over: Title | Heading, document: Document, names: frozenset[int]
) -> _Found | None:
    """The epigraph that begins at a place, right under a heading, or None; ``names`` are what `_names` found."""
    division = _may_have_one(over, document)
    if not division and not isinstance(over, Title):
        return None
    numbered = isinstance(over, Heading) and _number(over, document)
    body: list[Verse | BlockQuote | Paragraph] = []
    for near in range(at, min(len(blocks), at + _BLOCKS)):
        block = blocks[near]
        if len(body) > 1 and not _is_apart(body):
            return None
        if body and (isinstance(block, Paragraph) or near in names):
            assert isinstance(block, Paragraph | Heading)
            dashed = _is_signed(block, document.metadata.language, least=1 if _is_apart(body) else 2)
            dashed = dashed or (_is_apart(body) and _is_described(block, document.metadata.language))
            if dashed and (division or _is_apart(body)):
                return _Found(_quoted(body, block.prose, block.span.end, _DASHED), near + 1 - at)
            if numbered and _is_apart(body) and _is_named(block, blocks[near + 1 :], document):
                return _Found(_quoted(body, block.prose, block.span.end, _NAMED), near + 1 - at)
        if not isinstance(block, Verse | BlockQuote | Paragraph) or (body and type(block) is not type(body[0])):
            return None
        if isinstance(block, BlockQuote) and block.kind:
            return None
        body.append(block)
        if sum(shape_of(leaf, document.text).words for leaf in leaves(tuple(body))) > _LONGEST:
            return None
        cut = _cut_verse(block, named=numbered) if isinstance(block, Verse) else _cut_quote(block, named=numbered)
        if cut is not None:
            inner, attribution, evidence = cut
            return _Found(_quoted([*body[:-1], *inner], attribution, block.span.end, evidence), near + 1 - at)
    return None


def _is_signed(block: Paragraph | Heading, language: str, *, least: int) -> bool:
    """Whether a block is a dash and a name, and not a turn of a dialogue: "—Yes, said Anders"."""
    text = block.prose.text
    first, *others = [word.casefold() for word in _WORD.findall(text)] or [""]
    told = {first, *others[:1]} & words("incise", language) or first in words("exclamation", language)
    return not told and is_signed(text, least=least)


def _is_described(block: Paragraph | Heading, language: str) -> bool:
    """Whether a block is a dash and where the words are from, though no name: "—Old saying of the coast"."""
    text = block.prose.text
    dash = ATTRIBUTED.match(text)
    found = _WORD.findall(text.casefold())
    if dash is None or len(found) > _DESCRIBED or not text[dash.end()].isupper() or text.rstrip(CLOSERS)[-1] in "?!:;":
        return False
    return (words("incise", language) | words("clause-word", language)).isdisjoint(found)


def _is_apart(body: Sequence[Block]) -> bool:
    """Whether words are set apart from the text: as verse, as an extract, or by quotation marks around them."""
    return all(not isinstance(block, Paragraph) or _QUOTED.match(block.prose.text.strip()) for block in body)


def _is_named(block: Paragraph | Heading, behind: Sequence[Lines | Block], document: Document) -> bool:
    """Whether a block is nothing but a name, and the text begins behind it."""
    text = block.prose.text
    if "\n" in text or len(text) > LONGEST or not is_name(text) or text[0] in SPEECH_OPENERS:
        return False
    following = next((other for other in behind if not isinstance(other, PageBreak)), None)
    return isinstance(following, Paragraph) and shape_of(following, document.text).is_prose


def _quoted(body: Sequence[Block], attribution: Prose, end: int, evidence: Evidence) -> BlockQuote:
    """The epigraph that some blocks and the line under them are; an extract is not put into another."""
    span = Span(body[0].span.start, end)
    (first, *others) = body
    if isinstance(first, BlockQuote) and not others:
        return replace(first, span=span, attribution=attribution, kind="epigraph", kind_evidence=evidence)
    return BlockQuote(tuple(body), span, evidence, attribution, kind="epigraph", kind_evidence=evidence)


_Cut = tuple[list[Block], Prose, Evidence]


def _cut_quote(block: BlockQuote | Paragraph, *, named: bool) -> _Cut | None:
    """An extract, and the line in it that says whose it is."""
    if not isinstance(block, BlockQuote):
        return None
    if block.attribution is not None:
        return [block], block.attribution, _DASHED
    if len(block.blocks) < 2:
        return None
    last = block.blocks[-1]
    if not isinstance(last, Paragraph) or not named or not is_name(last.prose.text):
        return None
    return [replace(block, blocks=block.blocks[:-1])], last.prose, _NAMED


def _cut_verse(block: Verse, *, named: bool) -> _Cut | None:
    """A stanza without its last line, where that says whose it is: it has a dash, or is a name and set in."""
    lines = list(_LINE.finditer(block.prose.text))
    if len(lines) < 2 or in_source(block.prose, 0, 1) is None:
        return None
    last = lines[-1]
    words_of = last.group().strip()
    start = last.end() - len(last.group().lstrip())
    indent = start - last.start() - max(len(line.group()) - len(line.group().lstrip()) for line in lines[:-1])
    dashed = is_signed(words_of)
    if not dashed and not (named and indent >= _SET_IN and is_name(words_of)):
        return None
    end = lines[-2].start() + len(lines[-2].group().rstrip())
    written = in_source(block.prose, 0, end)
    assert written is not None
    stanza = replace(block, prose=piece_of(block.prose, 0, end), span=Span(block.span.start, written.end))
    attribution = piece_of(block.prose, start, start + len(words_of))
    return [stanza], attribution, _DASHED if dashed else _NAMED


def _is_doubtful(blocks: Sequence[Lines | Block], at: int, over: Title | Heading, document: Document) -> bool:
    """Whether a short extract or stanza stands between the heading of a chapter and its text."""
    block, following = blocks[at], blocks[at + 1] if at + 1 < len(blocks) else None
    if not isinstance(block, Verse | BlockQuote) or not _may_have_one(over, document):
        return False
    short = sum(shape_of(leaf, document.text).words for leaf in leaves((block,))) <= _DOUBTED
    return short and isinstance(following, Paragraph) and shape_of(following, document.text).is_prose

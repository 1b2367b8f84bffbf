"""Letters: a work that is one, and extracts that are.

A letter is known by its form: somebody is spoken to on a line of its own (or before a dash on the first line), and at
its end somebody takes leave, or signs. Two of the three must be there, the first always; the words are data
(`letter-salutation`, `letter-valediction`, `postscript`). A work that is a letter has no title and no headings, so it
is looked for before those are; an extract when all of them are known.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from accessible.model.blocks import Block, BlockQuote, Evidence, LetterPart, PageBreak, Paragraph, SceneBreak
from accessible.model.document import Document
from accessible.model.draft import Lines
from accessible.model.message import Message
from accessible.structurer.items import cut_at
from accessible.structurer.punctuation import CLOSERS, OPENERS, TERMINAL
from accessible.structurer.shape import place_at
from accessible.structurer.signatures import is_name
from accessible.structurer.words import patterns, words

#: So many lines may stand before whom a letter speaks to, and so many behind where it takes leave.
_HEAD, _TAIL = 7, 5
#: A line of either kind has so many words at most; a formula of leave may be a sentence.
_SHORT, _FORMULA = 12, 45
#: The line that speaks to somebody has no more words.
_GREETING = 8

_TAKES_LEAVE = Evidence("speaks to somebody and takes leave", 0.95)
_SIGNED = Evidence("speaks to somebody and is signed", 0.85)

_EDGES = OPENERS + CLOSERS
_ENDS = CLOSERS + ".,;:!?…—–-"
#: Where the text of a letter goes on, on the line that speaks to somebody: "My dear Vane,—You did well".
_RUN_IN = re.compile(r"[,:;.]?[ ]?(?:—|–|--)[ ]?(?=[^\s—-])|[:,][ ]")


class Form(Struct, frozen=True):
    """What a letter's paragraphs are, one for each, and why it is one."""

    parts: tuple[LetterPart, ...]
    evidence: Evidence


def find_letter(document: Document) -> Document:
    """The document with the parts of the letter that it is, if it is one as a whole; a first line that can be its
    title is left to be that."""
    (section,) = document.sections
    language = document.metadata.language
    if any(not isinstance(block, Paragraph | PageBreak | SceneBreak) for block in section.blocks):
        return document
    if not any(_speaks_to(text, language) for text in _texts(section.blocks[: _HEAD + 1])):
        return document
    blocks = [part for block in section.blocks for part in _by_lines(block, language)]
    places = [at for at, block in enumerate(blocks) if isinstance(block, Paragraph)]
    titled = _is_title(blocks, language)
    form = form_of(_texts(blocks)[titled:], language, whole=True)
    if form is None:
        return document
    for at, part in zip(places[titled:], form.parts, strict=True):
        block = blocks[at]
        assert isinstance(block, Paragraph)
        blocks[at] = replace(block, part=part, evidence=form.evidence if part else block.evidence)
    return replace(document, sections=(replace(section, blocks=tuple(blocks)),))


def name_letters(document: Document) -> Document:
    """The document with each extract that is a letter as one, and with a message for what only begins like one."""
    language = document.metadata.language
    messages: list[Message] = []

    def named(block: Lines | Block) -> Lines | Block:
        if not isinstance(block, BlockQuote) or block.kind or not _begins(block, language):
            return block
        inner = [part for child in block.blocks for part in _by_lines(child, language)]
        if not all(isinstance(child, Paragraph) for child in inner):
            return block
        form = form_of(_texts(inner), language)
        if form is None:
            what = "Possible letter, kept as an extract because it neither takes leave nor is signed."
            messages.append(Message("S013", what, place_at(block.span, document.text, document.source)))
            return block
        parts = [
            replace(child, part=part) if isinstance(child, Paragraph) and part else child
            for child, part in zip(inner, form.parts, strict=True)
        ]
        return replace(block, blocks=tuple(parts), kind="letter", kind_evidence=form.evidence)

    sections = tuple(
        replace(section, blocks=tuple(map(named, section.blocks)))
        if any(isinstance(block, BlockQuote) for block in section.blocks)
        else section
        for section in document.sections
    )
    return replace(document, sections=sections, messages=(*document.messages, *messages))


def form_of(texts: Sequence[str], language: str, *, whole: bool = False) -> Form | None:
    """What each of some paragraphs is in a letter, or None when they are none; a ``whole`` work must take leave."""
    last = len(texts) - 1
    while last >= 0 and _is_behind(texts[last], language):
        last -= 1
    greeting = _greeting(texts, language, run_in=not whole)
    if greeting is None or last <= greeting:
        return None
    parts: list[LetterPart] = [""] * len(texts)
    parts[:greeting] = ["dateline"] * greeting
    if _is_short(texts[greeting]):
        parts[greeting] = "salutation"
    leave = next((at for at in range(last, max(greeting, last - _TAIL), -1) if _takes_leave(texts[at], language)), None)
    if leave is not None and all(map(_is_short, texts[leave + 1 : last + 1])):
        parts[leave] = "valediction"
        parts[leave + 1 : last + 1] = ["signature"] * (last - leave)
    elif not whole and is_name(texts[last]):
        parts[last] = "signature"
        leave = None
    else:
        return None
    body = [at for at in range(greeting, last) if not parts[at]]
    return Form(tuple(parts), _SIGNED if leave is None else _TAKES_LEAVE) if body else None


# -------------------------------------------------------------------------------------------------- what a line says
def _greeting(texts: Sequence[str], language: str, *, run_in: bool) -> int | None:
    """Which paragraph speaks to somebody: on a line of its own, or where the text follows on the same line."""
    for at, text in enumerate(texts[: _HEAD + 1]):
        if _speaks_to(text, language):
            return at
        if run_in and not at and _runs_in(text, language):
            return at
        if not _is_short(text) or text.rstrip(CLOSERS)[-1:] in "?!":
            return None
    return None


def _begins(block: BlockQuote, language: str) -> bool:
    texts = _texts(block.blocks[: _HEAD + 1])
    return any(_speaks_to(text, language) for text in texts) or (bool(texts) and _runs_in(texts[0], language))


def _speaks_to(text: str, language: str) -> bool:
    """Whether a paragraph begins with a line on which somebody is spoken to."""
    line = text.split("\n", 1)[0]
    known = patterns("letter-salutation", language)
    if known is None or len(line.split()) > _GREETING or line.rstrip(CLOSERS)[-1:] in "?…":
        return False
    return known.match(line.strip(_EDGES).rstrip(_ENDS)) is not None


def _runs_in(text: str, language: str) -> bool:
    cut = _RUN_IN.search(text, 0, 80)
    known = patterns("letter-salutation", language)
    return cut is not None and known is not None and known.match(text[: cut.start()].strip(_EDGES)) is not None


def _takes_leave(text: str, language: str) -> bool:
    known = patterns("letter-valediction", language)
    if known is None or len(text.split()) > _FORMULA:
        return False
    return known.match(" ".join(text.split()).strip(_EDGES).rstrip(_ENDS)) is not None


def _is_behind(text: str, language: str) -> bool:
    known = patterns("postscript", language)
    return known is not None and known.match(text.strip(_EDGES)) is not None


def _is_short(text: str) -> bool:
    return len(text.split()) <= _SHORT


def _is_title(blocks: Sequence[Lines | Block], language: str) -> bool:
    """Whether the first line is a title rather than a place, a date or an address: words only, in small letters too."""
    text = next(iter(_texts(blocks)), "")
    tokens = text.split()
    if len(tokens) < 3 or _speaks_to(text, language) or text[-1] in TERMINAL + ",":
        return False
    if tokens[0].casefold() in words("letter-to", language) or "," in text or any(map(str.isdigit, text)):
        return False
    return text.isupper() or any(map(str.islower, tokens))


def _texts(blocks: Sequence[Lines | Block]) -> list[str]:
    return [block.prose.text for block in blocks if isinstance(block, Paragraph)]


def _by_lines(block: Lines | Block, language: str) -> list[Lines | Block]:
    """The block, or its lines one by one where the first of them takes leave, or is the only one that is no name."""
    if not isinstance(block, Paragraph) or "\n" not in block.prose.text or block.prose.origin != block.span.start:
        return [block]
    lines = list(re.finditer(r"[^\r\n]+", block.prose.text))
    first = lines[0].group()
    if len(lines) <= _TAIL and _takes_leave(first, language) and all(_is_short(line.group()) for line in lines):
        return list(cut_at(block, [0, *(line.start() for line in lines[1:])]))
    if _speaks_to(first, language):
        return list(cut_at(block, [0, lines[1].start()]))
    return [block]

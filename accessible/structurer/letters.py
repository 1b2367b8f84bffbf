"""Letters: a work that is one, and extracts that are.

A letter is known by its form: somebody is spoken to on a line of its own (or before a dash on the first line), and at
its end somebody takes leave, or signs. Two of the three must be there, the first always; the words are data
(`letterlines`). A work that is a letter has no title and no headings, so it is looked for before those are; an extract
when all of them are known. Those that stand among other text are `enclosures`.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from accessible.model.blocks import Block, BlockQuote, Evidence, LetterPart, PageBreak, Paragraph, SceneBreak
from accessible.model.document import Document
from accessible.model.draft import Lines
from accessible.model.message import Message
from accessible.structurer.letterlines import (
    TAIL,
    TAKES_LEAVE,
    by_lines,
    is_behind,
    is_short,
    runs_in,
    speaks_to,
    takes_leave,
)
from accessible.structurer.numbering import number_of
from accessible.structurer.punctuation import CLOSERS, TERMINAL
from accessible.structurer.shape import place_at
from accessible.structurer.signatures import is_name
from accessible.structurer.words import words

#: So many lines may stand before whom a letter speaks to.
_HEAD = 7
#: A line of fewer words is no sentence of a story.
_SENTENCE = 5

_SIGNED = Evidence("speaks to somebody and is signed", 0.85)


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
    if not any(speaks_to(text, language) for text in _texts(section.blocks[: _HEAD + 1])):
        return document
    blocks = [part for block in section.blocks for part in by_lines(block, language)]
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
        inner = [part for child in block.blocks for part in by_lines(child, language)]
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
    while last >= 0 and is_behind(texts[last], language):
        last -= 1
    greeting = _greeting(texts, language, run_in=not whole)
    if greeting is None or last <= greeting:
        return None
    parts: list[LetterPart] = [""] * len(texts)
    parts[:greeting] = ["dateline"] * greeting
    if is_short(texts[greeting]):
        parts[greeting] = "salutation"
    leave = next((at for at in range(last, max(greeting, last - TAIL), -1) if takes_leave(texts[at], language)), None)
    if leave is not None and all(map(is_short, texts[leave + 1 : last + 1])):
        parts[leave] = "valediction"
        parts[leave + 1 : last + 1] = ["signature"] * (last - leave)
    elif not whole and is_name(texts[last]):
        parts[last] = "signature"
        leave = None
    else:
        return None
    body = [at for at in range(greeting, last) if not parts[at]]
    return Form(tuple(parts), _SIGNED if leave is None else TAKES_LEAVE) if body else None


# -------------------------------------------------------------------------------------------------- what a line says
def _greeting(texts: Sequence[str], language: str, *, run_in: bool) -> int | None:
    """Which paragraph speaks to somebody: on a line of its own, or where the text follows on the same line."""
    for at, text in enumerate(texts[: _HEAD + 1]):
        if speaks_to(text, language):
            return at
        if run_in and not at and runs_in(text, language):
            return at
        if not is_short(text) or text.rstrip(CLOSERS)[-1:] in "?!" or _is_told(text, language):
            return None
    return None


def _is_told(text: str, language: str) -> bool:
    """Whether a short line is a sentence of a story or the number of a chapter, and no place, date or address."""
    number, tokens = number_of(text, language), text.split()
    if number is not None and number.rank:
        return True
    small = sum(map(str.islower, tokens))
    return text.rstrip(CLOSERS)[-1:] == "." and len(tokens) >= _SENTENCE and 2 * small >= len(tokens)


def _begins(block: BlockQuote, language: str) -> bool:
    texts = _texts(block.blocks[: _HEAD + 1])
    return any(speaks_to(text, language) for text in texts) or (bool(texts) and runs_in(texts[0], language))


def _is_title(blocks: Sequence[Lines | Block], language: str) -> bool:
    """Whether the first line is a title rather than a place, a date or an address: words only, in small letters too."""
    text = next(iter(_texts(blocks)), "")
    tokens = text.split()
    if len(tokens) < 3 or speaks_to(text, language) or text[-1] in TERMINAL + ",":
        return False
    if tokens[0].casefold() in words("letter-to", language) or "," in text or any(map(str.isdigit, text)):
        return False
    return text.isupper() or any(map(str.islower, tokens))


def _texts(blocks: Sequence[Lines | Block]) -> list[str]:
    return [block.prose.text for block in blocks if isinstance(block, Paragraph)]

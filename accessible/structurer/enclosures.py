"""Letters that stand among other text, in a chapter or an article.

Nothing sets them apart but their form, so all of it is asked for: somebody is spoken to on a line of its own (or before
a dash), something is said, somebody takes leave, and a name stands under that or behind it. What stands right over
whom a letter speaks to and says where or when, belongs to it.

Their lines are marked before headings and verse are looked for, which they would be taken for, and brought together
when everything in between is known: a poem in a letter is verse.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from accessible.model.blocks import (
    Block,
    BlockQuote,
    Code,
    Evidence,
    Figure,
    Image,
    LetterPart,
    List,
    PageBreak,
    Paragraph,
    SectionStart,
    Span,
    Table,
    Verse,
)
from accessible.model.document import Document
from accessible.model.draft import Lines
from accessible.structurer.extracts import QUOTED_LINES
from accessible.structurer.letterlines import (
    TAKES_LEAVE,
    by_lines,
    is_behind,
    is_short,
    runs_in,
    speaks_to,
    takes_leave,
)
from accessible.structurer.numbering import number_of
from accessible.structurer.punctuation import CLOSERS, CLOSING_QUOTES, SPEECH_OPENERS
from accessible.structurer.shape import shape_of
from accessible.structurer.signatures import is_name
from accessible.structurer.words import words

#: So many blocks may a letter have, so many lines may take leave in it, and so many names stand under these.
_LONGEST, _LEAVE, _NAMES = 60, 3, 3
#: So many lines may stand over whom it speaks to, and whoever sets a line in by so many columns writes a letterhead.
_HEAD, _ASIDE = 5, 8
#: Characters of the longest line that speaks to somebody, and of the longest beginning of one that goes on.
_NARROW, _RUN_IN = 80, 44
_DASHES = ("—", "–", "--")

#: What the marked lines of a letter have, until it is one.
_MARKED = Evidence("line of a letter among other text", TAKES_LEAVE.confidence)
_RUNNING = Evidence("running text")
_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*")
_DASH = re.compile(r"[^—–]{2,40}(?:—|–|--)[^\s—-]")
#: What may stand in a letter.
_INNER = (Paragraph, PageBreak, List, Verse, BlockQuote, Table, Code, Figure, Image)

_Blocks = list[Lines | Block]


def mark_enclosures(document: Document) -> Document:
    """The document with the parts of the letters that stand among its text; they are no extracts yet."""
    (section,) = document.sections
    language = document.metadata.language
    if not any(_may_open(block, language) for block in section.blocks) or _is_letter(section.blocks):
        return document
    blocks: _Blocks = [part for block in section.blocks for part in by_lines(block, language)]
    at = 0
    inside = False  # a section that says that it is a letter, and holds no other
    while at < len(blocks):
        block = blocks[at]
        inside = block.kind == "letter" if isinstance(block, SectionStart) else inside
        leave = _leave_of(blocks, at, document) if not inside and _may_open(block, language) else None
        if leave is None:
            at += 1
            continue
        first, last = leave
        end = last if _is_signed(blocks[last - 1]) else _names_end(blocks, last, document)
        for near in range(_head(blocks, at, document), at):
            _mark(blocks, near, "dateline")
        _mark(blocks, at, "salutation" if _greets(blocks[at], language) else "")
        for near in range(first, last):
            _mark(blocks, near, "valediction")
        for near in range(last, end):
            _mark(blocks, near, "signature")
        at = end
    return replace(document, sections=(replace(section, blocks=tuple(blocks)),))


def gather_enclosures(document: Document) -> Document:
    """The document with each letter among its text as a `BlockQuote` of that kind; one that a heading, a scene break or
    a note cuts is none after all."""
    (section,) = document.sections
    blocks = [part for block in section.blocks for part in _opened(block)]
    if not any(map(_is_marked, blocks)):
        return document
    out: _Blocks = []
    at = 0
    while at < len(blocks):
        if not _is_marked(blocks[at]):
            out.append(blocks[at])
            at += 1
            continue
        end = _end(blocks, at)
        if not _ends(blocks[at]) and all(isinstance(block, _INNER) for block in blocks[at:end]):
            while end < len(blocks) and _is_postscript(blocks[end], document.metadata.language):
                end += 1
            out.append(_letter([block for block in blocks[at:end] if not isinstance(block, Lines)]))
        else:
            out.extend(map(_unmarked, blocks[at:end]))
        at = end
    return replace(document, sections=(replace(section, blocks=tuple(out)),))


# ---------------------------------------------------------------------------------------------------------- its lines
def _may_open(block: Lines | Block, language: str) -> bool:
    """Whether a block speaks to somebody; what a quotation begins and ends with is said to somebody present."""
    if not isinstance(block, Paragraph) or block.part:
        return False
    if _greets(block, language):
        return True
    head = block.prose.text[:_RUN_IN]
    return any(dash in head for dash in _DASHES) and _DASH.match(head) is not None and runs_in(head, language)


def _greets(block: Lines | Block, language: str) -> bool:
    if not isinstance(block, Paragraph):
        return False
    text = block.prose.text
    end = text.find("\n", 0, _NARROW + 1)
    if end < 0 and len(text) > _NARROW:
        return False
    line = text[: end if end >= 0 else None].rstrip()
    return line[-1:] not in tuple(CLOSING_QUOTES) and speaks_to(line, language)


def _is_letter(blocks: Sequence[Lines | Block]) -> bool:
    return any(isinstance(block, Paragraph) and block.part for block in blocks)


def _leave_of(blocks: _Blocks, at: int, document: Document) -> tuple[int, int] | None:
    """Where the letter that begins at a place takes leave, and behind which block; None when it does not."""
    language = document.metadata.language
    body = not _greets(blocks[at], language)  # where its text goes on, on the line that speaks to somebody
    for near in range(at + 1, min(len(blocks), at + _LONGEST)):
        block = blocks[near]
        if not isinstance(block, _INNER):
            return None
        if not isinstance(block, Paragraph):
            continue
        if body and (last := _takes_leave(blocks, near, document)) is not None:
            return near, last
        number = number_of(block.prose.text, language)
        if _may_open(block, language) or (number is not None and number.rank):
            return None
        body = True
    return None


def _takes_leave(blocks: _Blocks, at: int, document: Document) -> int | None:
    """Behind which block a letter has taken leave that does so at a place, with a name under it or behind it."""
    language = document.metadata.language
    said = ""
    for end in range(at + 1, min(len(blocks), at + _LEAVE) + 1):
        block = blocks[end - 1]
        if not isinstance(block, Paragraph) or not is_short(block.prose.text):
            return None
        if end == at + 1 and _is_signed(block) and takes_leave(block.prose.text.rpartition(",")[0], language):
            return end
        said = f"{said} {block.prose.text}"
        if takes_leave(said, language):
            return end if _names_end(blocks, end, document) > end else None
    return None


def _is_signed(block: Lines | Block) -> bool:
    """Whether the line that takes leave says who does so: there is a name behind a comma in it."""
    if not isinstance(block, Paragraph):
        return False
    _, comma, name = block.prose.text.rstrip(CLOSERS + ".").rpartition(",")
    return bool(comma) and is_name(name)


def _names_end(blocks: _Blocks, at: int, document: Document) -> int:
    """Behind the names that stand under where a letter takes leave: the first, and those on the lines under it."""
    end = at
    while end < min(len(blocks), at + _NAMES):
        block = blocks[end]
        if not isinstance(block, Paragraph) or not is_short(block.prose.text):
            break
        shape = shape_of(block, document.text)
        if end == at and (not is_name(block.prose.text) or number_of(block.prose.text, document.metadata.language)):
            break
        if end > at and (shape.gap or shape.closes) and not (shape.indent >= _ASIDE and is_name(block.prose.text)):
            break
        end += 1
    return end


def _head(blocks: _Blocks, at: int, document: Document) -> int:
    """Where the lines begin that stand over whom a letter speaks to and say where or when; ``at`` when there are none.
    An address may stand between."""
    found = at
    for near in range(at - 1, max(-1, at - 1 - _HEAD), -1):
        block = blocks[near]
        if not isinstance(block, Paragraph) or block.part or not _is_aside(block, document.metadata.language):
            break
        if _says_when(block, document):
            found = near
        if shape_of(block, document.text).gap > 1:
            break
    return found


def _is_aside(block: Paragraph, language: str) -> bool:
    """Whether a line may be one of a letterhead: short, no clause, no question, nothing that leads on."""
    text = block.prose.text
    if not is_short(text) or text.rstrip(CLOSERS)[-1:] in tuple("?!:;"):
        return False
    number = number_of(text, language)
    if number is not None and (number.rank or number.end == len(text)):
        return False
    return words("clause-word", language).isdisjoint(map(str.casefold, _WORD.findall(text)))


def _says_when(block: Paragraph, document: Document) -> bool:
    """Whether a line has a number or the name of a day or a month in it, begins with "to", or is set far in."""
    text, language = block.prose.text, document.metadata.language
    if any(map(str.isdigit, text)) or shape_of(block, document.text).indent >= _ASIDE:
        return True
    found = _WORD.findall(text)
    times = words("calendar", language)
    led = bool(found) and found[0].casefold() in words("letter-to", language) and text[0] not in SPEECH_OPENERS
    return led or any(word[0].isupper() and word.casefold() in times for word in found)


def _mark(blocks: _Blocks, at: int, part: LetterPart) -> None:
    block = blocks[at]
    assert isinstance(block, Paragraph)
    blocks[at] = replace(block, part=part, evidence=_MARKED)


# --------------------------------------------------------------------------------------------------------- its extent
def _is_marked(block: Lines | Block) -> bool:
    return isinstance(block, Paragraph) and block.evidence == _MARKED


def _end(blocks: Sequence[Lines | Block], at: int) -> int:
    """Behind the letter that begins at a place: where its marks end that take leave and sign."""
    end = at
    while end < len(blocks) and not _ends(blocks[end]):
        end += 1
    while end < len(blocks) and _ends(blocks[end]):
        end += 1
    return end


def _ends(block: Lines | Block) -> bool:
    return isinstance(block, Paragraph) and _is_marked(block) and block.part in ("valediction", "signature")


def _opened(block: Lines | Block) -> Iterator[Lines | Block]:
    """The block, or what is in an extract in which a letter begins: what stands before it stays an extract."""
    marked = list(map(_is_marked, block.blocks)) if _is_plain(block) and isinstance(block, BlockQuote) else []
    if not isinstance(block, BlockQuote) or True not in marked:
        yield block
        return
    first = marked.index(True)
    if first:
        before = block.blocks[:first]
        yield replace(block, blocks=before, span=Span(block.span.start, before[-1].span.end))
    yield from block.blocks[first:]


def _is_plain(block: Lines | Block) -> bool:
    """Whether a block is an extract that is only set in, and of which nothing else is known."""
    return (
        isinstance(block, BlockQuote)
        and not block.kind
        and block.attribution is None
        and block.evidence.rule != QUOTED_LINES
    )


def _letter(inner: Sequence[Block]) -> BlockQuote:
    """The letter that some blocks are; an extract in it that is only set in as all of it is, is its text."""
    blocks: list[Block] = []
    for block in inner:
        blocks.extend(block.blocks if isinstance(block, BlockQuote) and _is_plain(block) else (block,))
    span = Span(inner[0].span.start, inner[-1].span.end)
    parts = (
        replace(block, evidence=TAKES_LEAVE if block.part else _RUNNING)
        if isinstance(block, Paragraph) and _is_marked(block)
        else block
        for block in blocks
    )
    return BlockQuote(tuple(parts), span, TAKES_LEAVE, kind="letter", kind_evidence=TAKES_LEAVE)


def _unmarked(block: Lines | Block) -> Lines | Block:
    if not isinstance(block, Paragraph) or not _is_marked(block):
        return block
    return replace(block, part="", evidence=_RUNNING)


def _is_postscript(block: Lines | Block, language: str) -> bool:
    return isinstance(block, Paragraph) and is_behind(block.prose.text, language)

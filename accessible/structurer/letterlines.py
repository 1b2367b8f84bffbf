"""What a line of a letter says: that it speaks to somebody, takes leave, or comes behind the signature.

The words are data (`letter-salutation`, `letter-valediction`, `postscript`); what the lines make together is asked in
`letters`, of a work and of extracts, and in `enclosures`, of what stands among other text.
"""

from __future__ import annotations

import re

from accessible.model.blocks import Block, Evidence, Paragraph
from accessible.model.draft import Lines
from accessible.structurer.items import cut_at
from accessible.structurer.punctuation import CLOSERS, OPENERS
from accessible.structurer.words import patterns

#: Why something is a letter.
TAKES_LEAVE = Evidence("speaks to somebody and takes leave", 0.95)

#: So many lines may stand where a letter takes leave.
TAIL = 5
#: A line has so many words at most; a formula of leave may be a sentence.
_SHORT, _FORMULA = 12, 45
#: The line that speaks to somebody has no more words.
_GREETING = 8

_EDGES = OPENERS + CLOSERS
_ENDS = CLOSERS + ".,;:!?…—–-"
#: Where the text of a letter goes on, on the line that speaks to somebody: "My dear Vane,—You did well".
_RUN_IN = re.compile(r"[,:;.]?[ ]?(?:—|–|--)[ ]?(?=[^\s—-])|[:,][ ]")


def speaks_to(text: str, language: str) -> bool:
    """Whether a paragraph begins with a line on which somebody is spoken to."""
    line = text.split("\n", 1)[0]
    known = patterns("letter-salutation", language)
    if known is None or len(line.split()) > _GREETING or line.rstrip(CLOSERS)[-1:] in "?…":
        return False
    return known.match(line.strip(_EDGES).rstrip(_ENDS)) is not None


def runs_in(text: str, language: str) -> bool:
    """Whether a paragraph speaks to somebody and goes on, on the same line, with what is said."""
    cut = _RUN_IN.search(text, 0, 80)
    known = patterns("letter-salutation", language)
    return cut is not None and known is not None and known.match(text[: cut.start()].strip(_EDGES)) is not None


def takes_leave(text: str, language: str) -> bool:
    """Whether a paragraph is nothing but a formula of leave."""
    known = patterns("letter-valediction", language)
    if known is None or len(text.split()) > _FORMULA:
        return False
    return known.match(" ".join(text.split()).strip(_EDGES).rstrip(_ENDS)) is not None


def is_behind(text: str, language: str) -> bool:
    """Whether a paragraph is one of those that stand behind the signature: a postscript, what is enclosed."""
    known = patterns("postscript", language)
    return known is not None and known.match(text.strip(_EDGES)) is not None


def is_short(text: str) -> bool:
    """Whether a paragraph is no longer than a line of an address."""
    return len(text.split()) <= _SHORT


def by_lines(block: Lines | Block, language: str) -> list[Lines | Block]:
    """The block, or its lines one by one where the first of them takes leave, or is the only one that is no name."""
    if not isinstance(block, Paragraph) or "\n" not in block.prose.text or block.prose.origin != block.span.start:
        return [block]
    lines = list(re.finditer(r"[^\r\n]+", block.prose.text))
    first = lines[0].group()
    if len(lines) <= TAIL and takes_leave(first, language) and all(is_short(line.group()) for line in lines):
        return list(cut_at(block, [0, *(line.start() for line in lines[1:])]))
    if speaks_to(first, language):
        return list(cut_at(block, [0, lines[1].start()]))
    return [block]

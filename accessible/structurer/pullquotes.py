"""Pull quotes: words of the text set again for show.

A pull quote says nothing new: a sentence of a paragraph nearby stands there once more, word for word, usually in
quotation marks that the paragraph has as well. So does many a crosshead, but a crosshead opens what it quotes: short
words that come only in the text below it are left to the rules for headings. Whole lines that come back (a refrain, a
running gag) are no pull quotes: there the words are not taken from inside a longer paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from accessible.model.blocks import Block, Evidence, Paragraph, PullQuote
from accessible.model.document import Document
from accessible.model.draft import Lines
from accessible.structurer.punctuation import CLOSING_QUOTES, QUOTES

_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")
_EDGES = QUOTES + ".,;:!?…()[]—–-"
_QUOTED = re.compile(
    rf"[{QUOTES}]\s?(?P<words>[^\s].*?)\s?[{CLOSING_QUOTES}][.,]?(?P<signed>\s*[-–—―]\s?.{{2,60}})?", re.DOTALL
)
_MARK = re.compile(r"[\"“”„«»‹›‘‚]|(?<!\w)'")
_STOP = re.compile(rf"[.!?…][{CLOSING_QUOTES})]*\s+")
_CLOSED = re.compile(rf"[.!?…][{CLOSING_QUOTES})]*\s*$")

#: How many words a pull quote has at least and at most. One that could be something else (without quotation marks, a
#: sentence somebody says, words that come only later) has at least the second number.
_SHORTEST, _SURE, _LONGEST = 5, 9, 60
#: The paragraph that it is taken from has at least so many characters more.
_MORE = 12
#: So many blocks away (not more) stands what it repeats.
_NEAR = 12


def find_pull_quotes(document: Document) -> Document:
    """The document with its pull quotes as `PullQuote`."""
    (section,) = document.sections
    blocks = list(section.blocks)
    texts = [block.prose.text if isinstance(block, Paragraph) else "" for block in blocks]
    keys: dict[int, str] = {}
    for at, block in enumerate(blocks):
        if not isinstance(block, Paragraph) or not _comes_again(texts, at):
            continue
        if (found := _candidate(block)) is not None:
            evidence = _evidence(blocks, at, *found, keys)
            if evidence is not None:
                blocks[at] = PullQuote(block.prose, block.span, evidence)
    return replace(document, sections=(replace(section, blocks=tuple(blocks)),))


def _comes_again(texts: Sequence[str], at: int) -> bool:
    """Whether the longest words of a block of fit length are in another one near it: cheap, and hardly ever so."""
    text = texts[at]
    if not 20 <= len(text) <= 400:
        return False
    one, two, three = sorted((word.strip(_EDGES) for word in (*text.split(), "", "")), key=len)[:-4:-1]
    for other in (*texts[max(0, at - _NEAR) : at], *texts[at + 1 : at + _NEAR + 1]):
        if one in other and two in other and three in other:
            return True
    return False


def _candidate(block: Paragraph) -> tuple[str, bool] | None:
    """The words of a block that may be a pull quote, and whether they stand in quotation marks as a whole."""
    text = block.prose.text
    found = _QUOTED.fullmatch(text.strip())
    key = _key(found["words"] if found else text)
    count = key.count(" ") - 1
    quoted = found is not None
    sure = quoted and not _CLOSED.search(text)
    if not (_SHORTEST if sure else _SURE) <= count <= _LONGEST:
        return None
    return (key, quoted) if quoted or text.lstrip()[:1].isupper() else None


def _evidence(
    blocks: Sequence[Lines | Block], at: int, key: str, quoted: bool, keys: dict[int, str]
) -> Evidence | None:
    """Why a block is a pull quote, or None: where, near it, its words stand inside a longer paragraph."""
    after: Evidence | None = None
    longest = max(key.split(), key=len)
    for near in range(max(0, at - _NEAR), min(len(blocks), at + _NEAR + 1)):
        block = blocks[near]
        if near == at or not isinstance(block, Paragraph) or len(block.prose.text) < len(key):
            continue
        if near not in keys:
            if longest not in _folded(block.prose.text):  # asked first, for it takes a tenth of the time
                continue
            keys[near] = _key(block.prose.text)
        other = keys[near]
        if key not in other:
            continue
        if len(other) < len(key) + _MORE:
            return None  # the same line again
        if not (_MARK.search(block.prose.text) if quoted else _is_sentence(block.prose.text, key)):
            continue
        if near < at:
            return Evidence("repeats words of the text before it", 0.95 if quoted else 0.85)
        if key.count(" ") > _SURE:
            after = Evidence("repeats words of the text after it", 0.9 if quoted else 0.75)
    return after


def _is_sentence(text: str, key: str) -> bool:
    """Whether words are a whole sentence inside a text, not its first: a speaker who says again what a paragraph began
    with takes it up, and that is no quotation."""
    return any(key == _key(sentence) for sentence in _STOP.split(text)[1:])


def _key(text: str) -> str:
    """The words of a text with one space around each, without any marks."""
    return f" {' '.join(_WORD.findall(_folded(text)))} "


def _folded(text: str) -> str:
    return text.replace("’", "'").casefold()

"""The shape of a block: what an editor sees before reading it. The rules of layout, headings and roles share it."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache

from msgspec import Struct

from accessible.model.blocks import Leaf, Span
from accessible.model.message import Place
from accessible.structurer.given import is_given
from accessible.structurer.places import line_of, line_start
from accessible.structurer.punctuation import CLOSERS, QUOTES, TERMINAL

_WORD = re.compile(r"[^\W_]+(?:[’'\-.&][^\W_]+)*")
#: Characters of scripts that write words without spaces; two of them weigh as much as a word.
_WIDE = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
#: The mark of a note at the end of a block.
_REFERENCE = re.compile(r"(?:\[\w{1,4}\]|[¹²³⁰⁴-⁹]+|[*†‡]+)\s*$")
_REFERS = tuple("]¹²³⁰⁴⁵⁶⁷⁸⁹*†‡")
#: Marks before the first character that counts; a dash counts.
_BEFORE = QUOTES + "([*_ "
_BLANK_LINE = "\n\n"
#: As many blocks as a book of short paragraphs has; fewer would be looked at again by every transform.
_KEPT = 131_072
#: A longer block (characters) is text; nobody asks for its capitals.
_SHORT = 400
#: What begins like an item of a list; an ordinal with a full stop is left to those who look at its neighbours.
LISTED = re.compile(r"^(?:[•‣◦▪·*+-]|\(\w{1,3}\)|[a-z][.)]|\d{1,3}\))[ \t\u00a0]+\S")


class Shape(Struct, frozen=True, dict=True):
    """Counts and ends of a block's text; what is hardly ever asked for is counted when it is.

    ``words`` counts; ``lines`` are the lines of the source; ``ends`` is the last character that is not a closing mark
    or a space; ``gap`` the blank lines before the block, which begins at the character ``start`` of the source.
    """

    text: str
    words: int
    lines: int
    first: str
    ends: str
    gap: int
    start: int
    source: str

    @property
    def is_prose(self) -> bool:
        """Long enough and ended like a sentence."""
        return self.words >= 12 and self.ends in TERMINAL + ":;,—-"

    @property
    def closes(self) -> bool:
        """Whether it ends like a sentence."""
        return self.ends in TERMINAL

    @cached_property
    def letters(self) -> int:
        """How many letters it has; of a long block how many characters."""
        return sum(map(str.isalpha, self.text)) if len(self.text) <= _SHORT else len(self.text)

    @cached_property
    def capitals(self) -> float:
        """The share of its letters that are capitals; of a long block nobody asks for it."""
        return sum(map(str.isupper, self.text)) / self.letters if len(self.text) <= _SHORT and self.letters else 0.0

    @property
    def indent(self) -> int:
        """The columns before its first line."""
        return len(self.source[line_start(self.source, self.start) : self.start].expandtabs(8))


def shape_of(block: Leaf, source: str) -> Shape:
    """The shape of a block of a document whose decoded text is ``source``; nearly every transform asks for it. Around a
    block that was made out of markup nobody left any space on purpose: it stands like one with a blank line before."""
    if is_given(block) and not block.prose.pieces:
        return _shape(block.prose.text, len(_BLANK_LINE), _BLANK_LINE)
    return _shape(block.prose.text, block.span.start, source)


@lru_cache(maxsize=_KEPT)
def _shape(text: str, start: int, source: str) -> Shape:
    if len(text) <= _SHORT:
        wide = 0 if text.isascii() else len(_WIDE.findall(text))
        words = len(_WORD.findall(text)) if not wide else len(_WORD.findall(_WIDE.sub(" ", text))) + (wide + 1) // 2
    else:  # nobody asks how many words a long block has exactly
        words = text.count(" ") + text.count("\n") + 1
        if words < len(text) // 20:
            words = len(text) // 4
    before = source[:start] if start < 400 else source[start - 400 : start]
    gap = before[len(before.rstrip()) :].replace("\r\n", "\n").replace("\r", "\n").count("\n") - 1
    whole = _REFERENCE.sub("", text) if text.rstrip()[-1:] in _REFERS else text
    return Shape(
        text=text,
        words=words,
        lines=text.count("\n") + 1,
        first=text.lstrip(_BEFORE)[:1],
        ends=whole.rstrip(CLOSERS)[-1:],
        gap=max(gap, 0),
        start=start,
        source=source,
    )


def forget_shapes() -> None:
    """Forget what was seen of a document's blocks: the shapes hold its text as long as they are remembered."""
    _shape.cache_clear()


def folded(block: Leaf) -> str:
    """The words of a block on one line, so that a pattern does not depend on where its lines are broken."""
    return " ".join(block.prose.text.split())


def place_of(block: Leaf, source: str, name: str) -> Place:
    """Where a block stands, for a message; ``source`` is the decoded text, ``name`` its file."""
    return place_at(block.span, source, name)


def place_at(span: Span, source: str, name: str) -> Place:
    """Where a stretch of the source stands, for a message; ``source`` is the decoded text, ``name`` its file."""
    return Place(file=name, line=line_of(source, span.start), start=span.start, end=span.end)

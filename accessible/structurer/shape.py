"""The shape of a block: what an editor sees before reading it. The rules of layout, headings and roles share it."""

from __future__ import annotations

import re

from msgspec import Struct

from accessible.model.blocks import Leaf
from accessible.model.message import Place

_WORD = re.compile(r"[^\W_]+(?:[’'\-.&][^\W_]+)*")
_CLOSERS = "\"'”’»«)]}*_ \t\r\n"
#: What begins like an item of a list; an ordinal with a full stop is left to those who look at its neighbours.
LISTED = re.compile(r"^(?:[•‣◦▪·*+-]|\(\w{1,3}\)|[a-z][.)]|\d{1,3}\))[ \t\u00a0]+\S")
#: What stands in quotation marks as a whole.
QUOTED = re.compile(r"^[\"“„«»].*[\"”“»«]$", re.DOTALL)
TERMINAL = ".!?…。！？؟।"


class Shape(Struct, frozen=True):
    """Counts and ends of a block's text.

    ``words`` and ``letters`` count; ``lines`` are the lines of the source; ``ends`` is the last character that is not
    a closing mark or a space; ``gap`` the blank lines before the block; ``indent`` its first line's, in columns.
    """

    words: int
    letters: int
    lines: int
    first: str
    ends: str
    gap: int
    indent: int
    capitals: float  # share of its cased letters that are capitals

    @property
    def is_prose(self) -> bool:
        """Long enough and ended like a sentence."""
        return self.words >= 12 and self.ends in TERMINAL + ":;,—-"

    @property
    def closes(self) -> bool:
        """Whether it ends like a sentence."""
        return self.ends in TERMINAL


def shape_of(block: Leaf, source: str) -> Shape:
    """The shape of a block of a document whose decoded text is ``source``."""
    text = block.prose.text
    found = _WORD.findall(text)
    upper = sum(map(str.isupper, text))
    lower = sum(map(str.islower, text))
    start = block.span.start
    before = source[:start] if start < 400 else source[start - 400 : start]
    gap = before[len(before.rstrip()) :].replace("\r\n", "\n").replace("\r", "\n").count("\n") - 1
    line_start = max(source.rfind("\n", 0, start), source.rfind("\r", 0, start)) + 1
    stripped = text.rstrip(_CLOSERS)
    return Shape(
        words=len(found),
        letters=upper + lower,
        lines=text.count("\n") + 1,
        first=text.lstrip("\"'“‘«»„‚([*_ ")[:1],
        ends=stripped[-1:],
        gap=max(gap, 0),
        indent=len(source[line_start:start].expandtabs(8)),
        capitals=upper / (upper + lower) if upper + lower else 0.0,
    )


def folded(block: Leaf) -> str:
    """The words of a block on one line, so that a pattern does not depend on where its lines are broken."""
    return " ".join(block.prose.text.split())


def place_of(block: Leaf, source: str, name: str) -> Place:
    """Where a block stands, for a message; ``source`` is the decoded text, ``name`` its file."""
    line = source.count("\n", 0, block.span.start) + 1
    return Place(file=name, line=line, start=block.span.start, end=block.span.end)

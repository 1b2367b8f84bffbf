"""Headings that their author marked as such: `## Title`, a line of `====` under it, `**all in bold**`, a crosshead
between dashes, the `[edit]` and `¶` that wikis and documentation put behind them.

Such marks decide alone, so this comes before all guessing. The marks stay in the block's span and leave its text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from accessible.model.blocks import Block, Evidence, Heading, Paragraph, Span
from accessible.model.document import Document
from accessible.model.draft import Lines
from accessible.structurer.given import is_given, piece_of
from accessible.structurer.words import entries

_HASHES = re.compile(r"(?P<hashes>#{1,6})[ \t\u00a0]+(?P<words>\S.*?)[ \t]*#*", re.DOTALL)
_BOLD = re.compile(r"(?P<mark>\*\*|__)(?P<words>[^\s*_][^*_]{0,150})(?P=mark)")
_DASHED = re.compile(r"[-–—]{1,3}[ \t\u00a0]+(?P<words>\S.{0,120}?)[ \t\u00a0]+[-–—]{1,3}", re.DOTALL)
_UNDERLINE = re.compile(r"={3,}|-{3,}|~{3,}")

#: The rules whose marks say a level; "element" is what a reader calls a heading that its author marked as one, and
#: "table of contents" one to which the contents of a book lead.
LEVEL_MARKS = ("hash marks", "underlined", "element", "table of contents")

#: A longer line (characters) is text, whatever marks it wears.
_LONGEST = 160


class _Mark(Struct, frozen=True):
    rule: str
    level: int  # 0: does not say
    start: int
    end: int


def find_marked_headings(document: Document) -> Document:
    """The document with its marked headings as `Heading`; a mark that is there once may be something else, so bold
    and tails count from the second on, dashes and hashes at once."""
    (section,) = document.sections
    blocks = list(section.blocks)
    tailed = _tailed(document.metadata.language)
    marks = [_mark(block, tailed) for block in blocks]
    often = {
        rule for rule in ("in bold", "edit mark") if sum(mark is not None and mark.rule == rule for mark in marks) > 1
    }
    out: list[Lines | Block] = []
    at = 0
    while at < len(blocks):
        block, mark = blocks[at], marks[at]
        line = _underlined(blocks, at, document.text)
        if isinstance(block, Paragraph) and line is not None:
            level = 1 if document.text[line.start] == "=" else 2
            out.append(_heading(block, _Mark("underlined", level, 0, len(block.prose.text)), line.end))
            at += 1
        elif isinstance(block, Paragraph) and mark is not None and (mark.rule in often or mark.rule not in _SHY):
            out.append(_heading(block, mark, block.span.end))
        else:
            out.append(_without_tail(block, tailed) if isinstance(block, Heading) else block)
        at += 1
    return replace(document, sections=(replace(section, blocks=tuple(out)),))


_SHY = ("in bold", "edit mark")


def _mark(block: Lines | Block, tailed: re.Pattern[str]) -> _Mark | None:
    if not isinstance(block, Paragraph) or len(block.prose.text) > _LONGEST or is_given(block):
        return None
    text = block.prose.text
    if not text or (text[0] not in "#*_-–—" and text[-1] not in "]¶"):
        return None
    if found := _HASHES.fullmatch(text):
        return _Mark("hash marks", len(found["hashes"]), *found.span("words"))
    if (found := _DASHED.fullmatch(text)) and any(map(str.isalpha, found["words"])):
        return _Mark("between dashes", 0, *found.span("words"))
    if found := _BOLD.fullmatch(text):
        return _Mark("in bold", 0, *found.span("words"))
    if found := tailed.fullmatch(text):
        return _Mark("edit mark", 0, *found.span("words"))
    return None


@cache
def _tailed(language: str) -> re.Pattern[str]:
    """A heading and what wikis and documentation put behind it."""
    marks = "|".join(map(re.escape, entries("edit-mark", language))) or "(?!)"
    return re.compile(rf"(?P<words>\S.{{0,150}}?)\s*(?:\[\s*(?:{marks})\s*\]|¶)", re.DOTALL | re.IGNORECASE)


def _underlined(blocks: Sequence[Lines | Block], at: int, source: str) -> Span | None:
    """The span of the line of `===` or `---` right under a short line, or None."""
    block = blocks[at]
    if not isinstance(block, Paragraph) or len(block.prose.text) > _LONGEST or "\n" in block.prose.text:
        return None
    if at + 1 >= len(blocks) or not isinstance(under := blocks[at + 1], Paragraph):
        return None
    between = source[block.span.end : under.span.start].replace("\r\n", "\n")
    if len(between) > 80 or between.count("\n") + between.count("\r") != 1:
        return None
    line = under.prose.text
    fits = _UNDERLINE.fullmatch(line) and 0.5 * len(block.prose.text) <= len(line) <= 2 * len(block.prose.text) + 8
    return under.span if fits and any(map(str.isalnum, block.prose.text)) else None


def _without_tail(heading: Heading, tailed: re.Pattern[str]) -> Heading:
    """A heading that its author marked, without what wikis put behind it."""
    found = tailed.fullmatch(heading.prose.text) if heading.prose.text.endswith(("]", "¶")) else None
    return heading if found is None else replace(heading, prose=piece_of(heading.prose, *found.span("words")))


def _heading(block: Paragraph, mark: _Mark, end: int) -> Heading:
    prose = piece_of(block.prose, mark.start, mark.end)
    return Heading(
        prose=prose,
        span=Span(block.span.start, end),
        evidence=Evidence(mark.rule, 0.98),
        level=mark.level or 2,
        id=block.id,
    )

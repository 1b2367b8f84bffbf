"""Blocks between lines of colons, `::: {.note}` … `:::` (pandoc, "Extension: fenced_divs"; the boxes of Quarto,
Docusaurus and VitePress): the lines of colons are marks and no text.

The container of mdit-py-plugins wants to know all names beforehand, and ends at the first line of colons, whatever is
in it. Here every line that opens has the one that closes it, as in pandoc; one that is never closed is text.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from accessible.readers.commonmark.attributes import give, read_braces

_LINE = re.compile(r"[ \t>]*:{3,}[ \t]*(.*?)[ \t]*:*[ \t]*")
#: What is called so stands beside the text.
_BOXES = re.compile(r"(?:callout-)?(?:note|tip|hint|info|important|warning|caution|danger|attention|aside|sidebar)")
_PAIRS = "pairs of colons"


def divs(md: MarkdownIt) -> None:
    """Add the rule to a parser."""
    md.block.ruler.before("fence", "div", _div, {"alt": ["paragraph", "reference", "blockquote", "list"]})


def _div(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    begin = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith(":::", begin) or state.is_code_block(start):
        return False
    last = _pairs(state).get(start, end)
    if last >= end:
        return False
    if silent:
        return True
    said = _LINE.fullmatch(state.src[begin : state.eMarks[start]])
    opening = state.push("div_open", "div", 1)
    opening.map = [start, last + 1]
    title = _describe(opening, said[1] if said else "")
    if title:
        lines = [start, start + 1]
        state.push("paragraph_open", "p", 1).map = lines
        inline = state.push("inline", "", 0)
        inline.content, inline.map, inline.children = title, lines, []
        state.push("paragraph_close", "p", -1)
    before, state.lineMax = state.lineMax, last
    parent, state.parentType = state.parentType, "div"
    state.md.block.tokenize(state, start + 1, last)
    state.lineMax, state.parentType = before, parent
    state.push("div_close", opening.tag, -1)
    state.line = last + 1
    return True


def _describe(token: Token, said: str) -> str:
    """Give a block what its first line says of it, and return its title."""
    braces = said.find("{")
    found = read_braces(said[braces:]) if braces >= 0 else None
    words = said if found is None else said[:braces]
    if found is not None:
        give(token, found)
    name, _, title = words.strip().partition(" ")
    if re.fullmatch(r"[\w-]+", name):
        token.attrJoin("class", name)
    else:
        title = words
    if any(_BOXES.fullmatch(name.lower()) for name in str(token.attrs.get("class", "")).split()):
        token.tag = "aside"
    return title.strip()


def _pairs(state: StateBlock) -> dict[int, int]:
    """The line that closes each line that opens, found once for a text."""
    source, found = state.env.get(_PAIRS, ("", {}))
    if source is not state.src:
        found = {}
        opened: list[int] = []
        for number, line in enumerate(state.src.split("\n")):
            said = _LINE.fullmatch(line) if ":::" in line else None
            if said and said[1]:
                opened.append(number)
            elif said and opened:
                found[opened.pop()] = number
        state.env[_PAIRS] = state.src, found
    return found  # type: ignore[no-any-return]

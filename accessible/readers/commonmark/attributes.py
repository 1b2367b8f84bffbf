"""Attributes in braces, `{#id .class lang=fr}`: behind a heading, a picture, a link, code and words in brackets, and on
a line of their own before a block (pandoc, "Extension: attributes"; Djot, "Inline attributes").

What stands in the braces is read by mdit-py-plugins. Its rules for where they may stand are not used: they look at the
rest of the paragraph at every bracket, which takes minutes for a file of nothing but brackets, and what follows braces
at the beginning of a line they drop.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from markdown_it import MarkdownIt
from markdown_it.helpers import parseLinkLabel
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.attrs.parse import ParseError, parse

#: Braces on one line, with no braces in them.
_BRACES = re.compile(r"\{[^{}\n]{1,500}\}")
_AT_END = re.compile(r"(?:^|[ \t]+)(\{[^{}\n]{1,500}\})[ \t]*\Z")
#: The signs that may close a heading, where its attributes stand behind them.
_CLOSING = re.compile(r"[ \t]+#+[ \t]*\Z")
#: Behind these tokens attributes may stand.
_BEHIND = frozenset({"image", "code_inline", "link_close"})


def attributes(md: MarkdownIt) -> None:
    """Add the rules to a parser."""
    md.block.ruler.before("fence", "attributes", _own_line)
    md.core.ruler.after("block", "attributes", _resolved)
    md.inline.ruler.after("link", "bracketed", bracketed)
    md.inline.ruler.push("attributes", _behind)


def read_braces(written: str) -> Mapping[str, str] | None:
    """The attributes in a pair of braces, None where it holds something else."""
    try:
        end, found = parse(written)
    except ParseError:
        return None
    return found if end == len(written) - 1 and found else None


def give(token: Token, found: Mapping[str, str]) -> None:
    """Set attributes of a token; classes are added to those that it has."""
    for name, value in found.items():
        if name == "class":
            token.attrJoin(name, value)
        else:
            token.attrSet(name, value)


def _behind(state: StateInline, silent: bool) -> bool:
    """Attributes right behind a picture, code, or a link."""
    if state.src[state.pos] != "{" or state.pending or not state.tokens or state.tokens[-1].type not in _BEHIND:
        return False
    braces = _BRACES.match(state.src, state.pos, state.posMax)
    found = read_braces(braces.group()) if braces else None
    if braces is None or found is None:
        return False
    if not silent:
        token = state.tokens[-1]
        if token.type == "link_close":  # links hold no links, so the last one that opened is it
            token = next(other for other in reversed(state.tokens) if other.type == "link_open")
        give(token, found)
    state.pos = braces.end()
    return True


def bracketed(state: StateInline, silent: bool) -> bool:
    """Words in brackets, with attributes: `[mot]{lang=fr}`."""
    start, limit = state.pos + 1, state.posMax
    if state.src[state.pos] != "[":
        return False
    end = parseLinkLabel(state, state.pos)
    braces = _BRACES.match(state.src, end + 1, limit) if end >= 0 else None
    found = read_braces(braces.group()) if braces else None
    if braces is None or found is None:
        return False
    if not silent:
        state.pos, state.posMax = start, end
        give(state.push("span_open", "span", 1), found)
        state.md.inline.tokenize(state)
        state.push("span_close", "span", -1)
    state.pos, state.posMax = braces.end(), limit
    return True


def _own_line(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A line of nothing but braces."""
    if state.is_code_block(start):
        return False
    begin = state.bMarks[start] + state.tShift[start]
    if state.src[begin : begin + 1] != "{":
        return False
    found = read_braces(state.src[begin : state.eMarks[start]].rstrip(" \t"))
    if found is None:
        return False
    if not silent:
        token = state.push("attributes", "", 0)
        token.attrs = dict(found)
        token.map = [start, start + 1]
        state.line = start + 1
    return True


def _resolved(state: StateCore) -> None:
    """Give the attributes on lines of their own to the blocks below them, and headings those behind their words."""
    kept: list[Token] = []
    waiting: list[Token] = []
    for at, token in enumerate(state.tokens):
        if token.type == "attributes":
            waiting.append(token)
            continue
        if token.nesting >= 0 and token.type != "inline":
            for above in waiting:
                give(token, {name: str(value) for name, value in above.attrs.items()})
        waiting.clear()
        if token.type == "heading_open":
            _heading(token, state.tokens[at + 1])
        kept.append(token)
    state.tokens = kept


def _heading(heading: Token, inline: Token) -> None:
    braces = _AT_END.search(inline.content[-600:])
    found = read_braces(braces[1]) if braces else None
    if braces is None or found is None:
        return
    give(heading, found)
    inline.content = _CLOSING.sub("", inline.content[: len(inline.content) - len(braces.group())])

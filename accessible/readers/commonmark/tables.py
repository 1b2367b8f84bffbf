"""Tables: cells that stand beyond the last column are kept, and a caption above or below is the table's.

A caption is a paragraph that begins with "Table:" (pandoc, "Tables").
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from markdown_it import MarkdownIt
from markdown_it.common.utils import mdTrim
from markdown_it.rules_block import StateBlock, table
from markdown_it.rules_block.table import escapedSplit, getLine
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

_CAPTION = re.compile(r"[Tt]able:[ \t\n]+(?=\S)")


def tables(md: MarkdownIt) -> None:
    """Add the rules to a parser, in place of its own."""
    md.block.ruler.at("table", _whole, {"alt": ["paragraph", "reference"]})
    md.enable("table")
    md.core.ruler.before("inline", "captions", _captions)


def _whole(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A table, also with what GitHub ignores: "the excess cells" of rows that have more of them than the first."""
    begin = len(state.tokens)
    if not table(state, start, end, silent):
        return False
    made = state.tokens[begin:]
    columns = sum(token.type == "th_open" for token in made)
    del state.tokens[begin:]
    line = start
    for token in made:
        if token.type == "tr_open" and token.map:
            line = token.map[0]
        if token.type == "tr_close" and line > start:
            state.tokens += _cells(_written(mdTrim(getLine(state, line)))[columns:], line)
        state.tokens.append(token)
    return True


def _written(line: str) -> list[str]:
    cells = escapedSplit(line)
    return cells[not cells[0] : len(cells) - (len(cells) > 1 and not cells[-1])]


def _cells(texts: Iterable[str], line: int) -> list[Token]:
    lines = [line, line + 1]
    return [
        token
        for text in texts
        for token in (
            Token("td_open", "td", 1, block=True),
            Token("inline", "", 0, content=mdTrim(text), children=[], map=lines),
            Token("td_close", "td", -1, block=True),
        )
    ]


def _captions(state: StateCore) -> None:
    """Put the caption of a table into it."""
    out: list[Token] = []
    at, tokens = 0, state.tokens
    opened: list[int] = []  # where in `out` the tables that are open begin
    while at < len(tokens):
        token = tokens[at]
        if _is_caption(tokens, at) and _type(tokens, at + 3) == "table_open":
            out += [tokens[at + 3], *_caption(tokens[at : at + 3])]
            opened.append(-1)
            at += 4
            continue
        out.append(token)
        if token.type == "table_open":
            opened.append(len(out))
        elif token.type == "table_close":
            begin = opened.pop()
            if begin >= 0 and _is_caption(tokens, at + 1) and _type(tokens, at + 4) != "table_open":
                out[begin:begin] = _caption(tokens[at + 1 : at + 4])
                at += 3
        at += 1
    state.tokens = out


def _type(tokens: list[Token], at: int) -> str:
    return tokens[at].type if at < len(tokens) else ""


def _is_caption(tokens: list[Token], at: int) -> bool:
    if _type(tokens, at) != "paragraph_open" or tokens[at].hidden:
        return False
    return bool(_CAPTION.match(tokens[at + 1].content))


def _caption(paragraph: list[Token]) -> list[Token]:
    opening, inline, closing = paragraph
    inline.content = _CAPTION.sub("", inline.content, count=1)
    for token in (opening, closing):
        token.tag = "caption"
    return [opening, inline, closing]

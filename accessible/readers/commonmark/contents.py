"""The place of a list of contents, a paragraph `[TOC]` (Python-Markdown, GitLab, Typora and their kin): a mark for the
program that makes the list, and no text. A book has its own, so the mark is left out, and its line is told."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

#: Where the environment of the parser says in which lines (from 0) there were any.
PLACES = "places of contents"

_MARK = re.compile(r"\[(?:TOC|toc)\]|\[\[_?TOC_?\]\]|\{:toc\}")


def contents(md: MarkdownIt) -> None:
    """Add the rule to a parser."""
    md.core.ruler.before("inline", "contents", _left_out)


def _left_out(state: StateCore) -> None:
    if state.env.get("references", {}).keys() & {"TOC"}:
        return
    kept = []
    at = 0
    while at < len(state.tokens):
        token = state.tokens[at]
        if token.type == "paragraph_open" and _MARK.fullmatch(state.tokens[at + 1].content):
            state.env.setdefault(PLACES, []).append(token.map[0] if token.map else 0)
            at += 3
            continue
        kept.append(token)
        at += 1
    state.tokens = kept

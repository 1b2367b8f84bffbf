"""The parser: CommonMark, and what Markdown has beside it.

Nothing is lost where something is nested too deep. markdown-it-py drops what stands deeper than its limit (the preset
for CommonMark keeps nine levels of a list); here it becomes a paragraph at the deepest level, which is counted.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from typing import Any, TypeAlias

from markdown_it import MarkdownIt
from markdown_it.parser_block import ParserBlock
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline, html_inline, image, link
from markdown_it.token import Token
from markdown_it.utils import OptionsDict
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote.index import footnote_inline
from mdit_py_plugins.tasklists import tasklists_plugin

from accessible.readers.commonmark.attributes import attributes, bracketed
from accessible.readers.commonmark.figures import figures
from accessible.readers.commonmark.notes import notes
from accessible.readers.commonmark.tables import tables
from accessible.readers.commonmark.targets import targets

#: Levels of blocks in one another; a list has two, the list and its item. The builder keeps 60 containers.
DEEPEST = 124
#: Levels of brackets in one another; deeper ones are text. (Each costs a look at the rest of the paragraph.)
_DEEPEST_WORDS = 20
#: Pictures and notes in the words of others: each begins anew with its levels, so that these are counted apart.
_WITHIN = 4

#: Where the parser counts what was too deep, in its environment.
TOO_DEEP = "too deep"
_DEPTH = "depth"
_LAST = "last bracket"

#: A rule for what stands in a paragraph: whether it is here; if so, and not ``silent``, its tokens are added.
_Rule: TypeAlias = Callable[[StateInline, bool], bool]


def parsed(text: str) -> tuple[list[Token], dict[str, Any], MarkdownIt]:
    """The tokens of a text, what was found on the way, and the parser."""
    md = _parser()
    env: dict[str, Any] = {}
    return md.parse(text, env), env, md


def _parser() -> MarkdownIt:
    md = MarkdownIt()
    md.block = _Blocks()
    md.configure("commonmark", {"maxNesting": _DEEPEST_WORDS})
    md.enable("strikethrough")
    tables(md)
    # Formulas are no Markdown: a star in one is a star. Only what cannot be a price is one (pandoc, "Math").
    dollarmath_plugin(
        md, allow_labels=False, allow_space=False, allow_digits=False, allow_blank_lines=False, double_inline=True
    )
    deflist_plugin(md)
    notes(md)
    tasklists_plugin(md)
    attributes(md)
    figures(md)
    targets(md)
    md.inline.ruler.at("html_inline", _tag)
    md.inline.ruler.at("image", _within(_closed(image)))
    md.inline.ruler.at("footnote_inline", _within(_closed(footnote_inline)))
    md.inline.ruler.at("link", _closed(link))
    md.inline.ruler.at("bracketed", _closed(bracketed))
    md.disable("text_join")  # what is written otherwise than it is read has to be found in the source
    md.validateLink = lambda url: True  # type: ignore[method-assign]  # the builder says which links a book may have
    return md


class _Blocks(ParserBlock):
    """The parser of blocks, with a limit of its own, behind which nothing is lost."""

    def parse(self, src: str, md: MarkdownIt, env: Any, outTokens: list[Token]) -> list[Token] | None:  # noqa: N803
        deeper = copy(md)
        deeper.options = OptionsDict({**md.options, "maxNesting": DEEPEST})  # type: ignore[typeddict-item]
        return super().parse(src, deeper, env, outTokens)

    def tokenize(self, state: StateBlock, startLine: int, endLine: int) -> None:  # noqa: N803
        if state.level < DEEPEST:
            super().tokenize(state, startLine, endLine)
            return
        lines = state.getLines(startLine, endLine, state.blkIndent, False)
        if lines.strip():
            state.env[TOO_DEEP] = state.env.get(TOO_DEEP, 0) + 1
            where = [startLine, endLine]
            state.tokens += [
                Token("paragraph_open", "p", 1, map=where, block=True),
                Token("inline", "", 0, content="", children=[Token("text", "", 0, content=lines.strip())], map=where),
                Token("paragraph_close", "p", -1, block=True),
            ]
        state.line = endLine


def _closed(rule: _Rule) -> _Rule:
    """A rule for what stands in brackets, which is not asked where none is closed any more."""

    def bounded(state: StateInline, silent: bool) -> bool:
        if state.src[state.pos] not in "[!^":
            return False
        source, last = state.env.get(_LAST, ("", -1))
        if source is not state.src:
            last = state.src.rfind("]")
            state.env[_LAST] = state.src, last
        return last > state.pos and rule(state, silent)

    return bounded


def _within(rule: _Rule) -> _Rule:
    """A rule that parses words of their own, no deeper than so many in one another."""

    def bounded(state: StateInline, silent: bool) -> bool:
        depth = state.env.get(_DEPTH, 0)
        if depth >= _WITHIN:
            return False
        state.env[_DEPTH] = depth + 1
        try:
            return rule(state, silent)
        finally:
            state.env[_DEPTH] = depth

    return bounded


#: What begins a tag that is none, and what ends it.
_ENDS = (("<![CDATA[", "]]>"), ("<!--", "-->"), ("<?", "?>"))
_UNENDED = "unended"


def _tag(state: StateInline, silent: bool) -> bool:
    """A tag in the text. The end of what has none is not looked for again and again."""
    for opening, ending in _ENDS:
        if state.src.startswith(opening, state.pos):
            known = state.env.setdefault(_UNENDED, {})
            if known.get(ending) is state.src:
                return False
            if state.src.find(ending, state.pos + len(opening)) < 0:
                known[ending] = state.src
                return opening == "<!--" and html_inline(state, silent)  # "<!-->" is a comment
    return html_inline(state, silent)

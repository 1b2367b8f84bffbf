"""The parser: CommonMark, and what Markdown has beside it.

Nothing is lost where something is nested too deep. markdown-it-py drops what stands deeper than its limit (the preset
for CommonMark keeps nine levels of a list); here it becomes a paragraph at the deepest level, which is counted.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import copy
from typing import Any, TypeAlias

from markdown_it import MarkdownIt
from markdown_it.parser_block import ParserBlock
from markdown_it.ruler import Ruler
from markdown_it.rules_block import StateBlock, html_block
from markdown_it.rules_inline import StateInline, html_inline, image, link
from markdown_it.token import Token
from markdown_it.utils import OptionsDict
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote.index import footnote_inline, footnote_ref

from accessible.readers.commonmark.attributes import attributes, bracketed
from accessible.readers.commonmark.autolinks import autolinks
from accessible.readers.commonmark.contents import contents
from accessible.readers.commonmark.divs import divs
from accessible.readers.commonmark.figures import figures
from accessible.readers.commonmark.notes import notes
from accessible.readers.commonmark.tables import tables
from accessible.readers.commonmark.targets import NAMED, targets
from accessible.readers.commonmark.tasks import tasks

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
_LABEL = "label"
#: What the second line of a table begins with.
_ROW = ("|", "-", ":")
#: A label of a note holds none of these, and has at most so many characters (CommonMark, "Link label").
_LABEL_END = re.compile(r"[\] \n]")
_LONGEST_LABEL = 999

#: A rule for what stands in a paragraph: whether it is here; if so, and not ``silent``, its tokens are added.
_Rule: TypeAlias = Callable[[StateInline, bool], bool]


def parsed(text: str, *, named: bool = False) -> tuple[list[Token], dict[str, Any], MarkdownIt]:
    """The tokens of a text, what was found on the way, and the parser; ``named`` gives every heading a name, because
    links from elsewhere may lead to it."""
    md = _parser()
    env: dict[str, Any] = {NAMED: named}
    return md.parse(text, env), env, md


def _parser() -> MarkdownIt:
    md = MarkdownIt()
    md.block = _Blocks()
    md.configure("commonmark", {"maxNesting": _DEEPEST_WORDS})
    md.options["alerts"] = True  # `> [!NOTE]`, as on GitHub
    md.enable("strikethrough")
    tables(md)
    # Formulas are no Markdown: a star in one is a star. Only what cannot be a price is one (pandoc, "Math").
    dollarmath_plugin(
        md, allow_labels=False, allow_space=False, allow_digits=False, allow_blank_lines=False, double_inline=True
    )
    deflist_plugin(md)
    notes(md)
    tasks(md)
    attributes(md)
    divs(md)
    contents(md)
    figures(md)
    targets(md)
    autolinks(md)
    md.block.ruler.at("html_block", _block_of_html, {"alt": ["paragraph", "reference", "blockquote"]})
    md.inline.ruler.at("html_inline", _tag)
    md.inline.ruler.at("image", _within(_closed(image)))
    md.inline.ruler.at("footnote_inline", _within(_closed(footnote_inline)))
    md.inline.ruler.at("footnote_ref", _closed(_referring))
    md.inline.ruler.at("link", _closed(link))
    md.inline.ruler.at("bracketed", _closed(bracketed))
    md.disable("text_join")  # what is written otherwise than it is read has to be found in the source
    md.validateLink = lambda url: True  # type: ignore[method-assign]  # the builder says which links a book may have
    return md


class _Interrupting(Ruler[Any]):
    """The rules for blocks. Those that may interrupt a paragraph are asked as one, and not at all where a line begins
    with a letter: only a table does, if the line below it is a row of its signs. (Each line is asked about once for
    each block that it stands in.)"""

    def getRules(self, chainName: str = "") -> list[Any]:  # noqa: N802, N803
        rules = super().getRules(chainName)
        if not chainName or not rules:
            return rules
        with_table = chainName in ("paragraph", "reference")

        def any_of(state: StateBlock, line: int, end: int, silent: bool) -> bool:
            begin = state.bMarks[line] + state.tShift[line]
            if state.src[begin : begin + 1].isalpha():
                below = state.bMarks[line + 1] + state.tShift[line + 1] if with_table and line + 1 < end else -1
                if below < 0 or state.src[below : below + 1] not in _ROW:
                    return False
            return any(rule(state, line, end, silent) for rule in rules)

        return [any_of]


class _Blocks(ParserBlock):
    """The parser of blocks, with a limit of its own, behind which nothing is lost."""

    def __init__(self) -> None:
        super().__init__()
        ruler = _Interrupting()
        ruler.__rules__ = self.ruler.__rules__
        self.ruler = ruler

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


def _referring(state: StateInline, silent: bool) -> bool:
    """A reference to a note. The end of a label is looked for once for all that may begin before it."""
    if not state.src.startswith("[^", state.pos):
        return False
    source, seen, end = state.env.get(_LABEL, ("", 0, -1))
    start = state.pos + 2
    if source is not state.src or not seen <= start <= end:
        found = _LABEL_END.search(state.src, start)
        end = found.start() if found else len(state.src)
        state.env[_LABEL] = state.src, start, end
    if end - start > _LONGEST_LABEL or not state.src.startswith("]", end):
        return False
    return footnote_ref(state, silent)


#: What begins a tag that is none, and what ends it.
_ENDS = (("<![CDATA[", "]]>"), ("<!--", "-->"), ("<?", "?>"))
_ENDED = "ended"


def _tag(state: StateInline, silent: bool) -> bool:
    """A tag in the text. The end of what has none is not looked for again and again."""
    for opening, ending in _ENDS:
        if state.src.startswith(opening, state.pos) and not _is_ended(state, opening, ending, state.pos):
            return opening == "<!--" and html_inline(state, silent)  # "<!-->" is a comment
    return html_inline(state, silent)


def _block_of_html(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A block of HTML. What begins like an instruction, a declaration or character data, and never ends, is text:
    CommonMark has it hold all that follows, which nobody would read."""
    begin = state.bMarks[start] + state.tShift[start]
    if state.src.startswith(("<?", "<!"), begin) and not state.src.startswith("<!--", begin):
        for opening, ending in (*_ENDS, ("<!", ">")):
            if state.src.startswith(opening, begin):
                if not _is_ended(state, opening, ending, begin):
                    return False
                break
    return html_block(state, start, end, silent)


def _is_ended(state: StateBlock | StateInline, opening: str, ending: str, begin: int) -> bool:
    """Whether what opens at ``begin`` ends anywhere: where it does last is looked for once."""
    known = state.env.setdefault(_ENDED, {})
    source, last = known.get(ending, ("", -1))
    if source is not state.src:
        last = state.src.rfind(ending)
        known[ending] = state.src, last
    return bool(last >= begin + len(opening))

"""Task lists: `[ ]` and `[x]` at the beginning of an item are a box, empty or ticked (GitHub Flavored Markdown, 5.3).

The rule of mdit-py-plugins is not used: it looks for the beginning of the list at every item, which takes minutes for a
list of some thousand tasks.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

_TASK = re.compile(r"\[([ xX])\][ \t\n]+(?=\S)")


def tasks(md: MarkdownIt) -> None:
    """Add the rule to a parser."""
    md.core.ruler.before("inline", "tasks", _boxed)
    md.core.ruler.after("inline", "boxes", _written)


def _boxed(state: StateCore) -> None:
    """Take the signs of tasks out of the text, so that they are no link."""
    for item, paragraph, inline in zip(state.tokens, state.tokens[1:], state.tokens[2:], strict=False):
        if item.type == "list_item_open" and paragraph.type == "paragraph_open":
            task = _TASK.match(inline.content)
            if task:
                inline.meta = {"ticked": task[1] != " "}
                inline.content = inline.content[task.end() :]


def _written(state: StateCore) -> None:
    for token in state.tokens:
        if "ticked" in token.meta:
            box = Token("html_inline", "", 0)
            box.content = '<input type="checkbox" checked> ' if token.meta["ticked"] else '<input type="checkbox"> '
            token.children = [box, *(token.children or [])]

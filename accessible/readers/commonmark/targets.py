"""What a text leads to without having named it: a link to `#what-it-says` means the heading that says so.

GitHub, GitLab, pandoc and their kin give every heading such a name. Here only those get one that a link leads to, and
all of them in a file of a book of several, whose links nobody here knows.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

#: Where the environment of the parser says that all headings get a name.
NAMED = "named"

_LEFT_OUT = re.compile(r"[^\w\- ]")


def targets(md: MarkdownIt) -> None:
    """Add the rule to a parser."""
    md.core.ruler.after("inline", "targets", _named)


def _named(state: StateCore) -> None:
    wanted = {
        unquote(str(child.attrs.get("href", ""))[1:])
        for token in state.tokens
        for child in token.children or ()
        if child.type == "link_open" and str(child.attrs.get("href", "")).startswith("#")
    }
    if not wanted and not state.env.get(NAMED):
        return
    counts: dict[str, int] = {}
    for at, token in enumerate(state.tokens):
        if token.type != "heading_open" or "id" in token.attrs:
            continue
        name = _slug(state.tokens[at + 1])
        counts[name] = counts.get(name, -1) + 1
        numbered = f"{name}-{counts[name]}" if counts[name] else name
        pandoc = re.sub(r"^[^a-z]+", "", name)  # where a name begins with a letter
        found = next((other for other in (numbered, pandoc) if other and other in wanted), "")
        found = found or (numbered if state.env.get(NAMED) else "")
        if found:
            token.attrSet("id", found)
            wanted.discard(found)


def _slug(inline: Token) -> str:
    """The name that GitHub gives a heading: small letters, hyphens for blanks, and no punctuation."""
    words = "".join(child.content for child in inline.children or () if child.type in ("text", "code_inline"))
    return _LEFT_OUT.sub("", words.strip().lower()).replace(" ", "-")

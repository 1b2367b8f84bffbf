"""Addresses that stand in the text as they are, `https://…`, `www.…` and `name@…`, are links, as on GitHub (GitHub
Flavored Markdown, section 6.9).

mdit-py-plugins finds them. Its rules look back over all of the paragraph at every colon, and copy the rest of it, which
takes minutes for a file of nothing but colons; so they are asked only where an address may be, and see no more than one
can be long. And they make the words of a link prettier; here these stay as they are written.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.gfm_autolink import gfm_autolink_plugin

#: What stands right before the place that a rule looks at, and what right behind it, where it may find an address.
_RULES = {
    "gfm_autolink_www": (re.compile(r"\Z"), re.compile(r"www\.\w")),
    "gfm_autolink_protocol": (re.compile(r"(?:https?|mailto|xmpp)\Z"), re.compile(r"://\w|:[\w.+-]{1,64}@\w")),
    "gfm_autolink_email": (re.compile(r"[A-Za-z0-9.+_-]+\Z"), re.compile(r"@\w")),
}
#: So many characters an address has at most before its colon or its @ (RFC 5321, section 4.5.3.1.1), and behind it.
_BEFORE, _BEHIND = 64, 2_000


def autolinks(md: MarkdownIt) -> None:
    """Add the rules to a parser."""
    gfm_autolink_plugin(md)
    rules = {rule.name: rule.fn for rule in md.inline.ruler.__rules__}
    for name, (before, behind) in _RULES.items():
        md.inline.ruler.at(name, _near(rules[name], before, behind))


def _near(
    rule: Callable[[StateInline, bool], bool], before: re.Pattern[str], behind: re.Pattern[str]
) -> Callable[[StateInline, bool], bool]:
    """A rule that is asked where an address may be, and sees no more than one can be long."""

    def near(state: StateInline, silent: bool) -> bool:
        start, limit = state.pos, state.posMax
        if silent or state.linkLevel or not behind.match(state.src, start, limit):
            return False
        begun = before.search(state.src[max(0, start - _BEFORE) : start])
        if begun is None:
            return False
        if len(state.pending) > _BEFORE:
            kept = state.pending[-_BEFORE:]
            state.pending = state.pending[:-_BEFORE]
            state.pushPending()
            state.pending = kept
        at, pending = len(state.tokens), state.pending
        state.posMax = min(limit, start + _BEHIND)
        found = rule(state, silent)
        state.posMax = limit
        if not found:
            state.pending = pending
            return False
        words = next(token for token in state.tokens[at + 1 :] if token.level > state.level)
        words.content = state.src[start - len(begun.group()) : state.pos]
        return True

    return near

"""Footnotes (`[^1]` and `^[…]`): put behind the text, each with its number and its place in the source.

mdit-py-plugins reads them. Its last step is not used: it forgets notes that nobody refers to, and where they stood.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin


class _Note(NamedTuple):
    number: int
    tokens: list[Token]
    lines: list[int] | None  # the first, and the one behind the last


def notes(md: MarkdownIt) -> None:
    """Add the rules to a parser."""
    footnote_plugin(md, move_to_end=False)
    md.core.ruler.after("inline", "notes", _behind)


def _behind(state: StateCore) -> None:
    """Move the notes behind the text, in the order of their numbers; those without a reference are last."""
    text, defined = _parted(state.tokens)
    known = state.env.get("footnotes", {}).get("list", {})
    where = {child.meta["id"]: token.map for token in state.tokens for child in _references(token)}
    found: list[_Note] = []
    for key, note in known.items():
        if "tokens" in note:
            found.append(_Note(key + 1, _paragraph(note["content"], note["tokens"], where.get(key)), where.get(key)))
        elif written := defined.get(note["label"]):
            found.append(_Note(key + 1, *written.pop(0)))
    for written in defined.values():
        found.extend(_Note(0, *note) for note in written)
    if not found:
        state.tokens = text
        return
    apart = not text or text[-1].type != "heading_close"  # a heading that waits for them says already what they are
    if apart:
        text.append(_token("notes_open", 1, found[0].lines))
    last = len(known)
    for note in found:
        last += not note.number
        opening = _token("note_open", 1, note.lines)
        opening.meta = {"number": note.number or last}
        text += [opening, *note.tokens, _token("note_close", -1, None)]
    if apart:
        text.append(_token("notes_close", -1, None))
    state.tokens = text


def _parted(tokens: list[Token]) -> tuple[list[Token], dict[str, list[tuple[list[Token], list[int] | None]]]]:
    """The text without the notes; and the notes by their labels, those that stand in others beside them."""
    text: list[Token] = []
    defined: dict[str, list[tuple[list[Token], list[int] | None]]] = {}
    stack = [text]
    for token in tokens:
        if token.type == "footnote_reference_open":
            stack.append([])
            defined.setdefault(token.meta["label"], []).append((stack[-1], token.map))
        elif token.type == "footnote_reference_close":
            stack.pop()
        else:
            stack[-1].append(token)
    return text, defined


def _references(token: Token) -> Iterator[Token]:
    stack = list(token.children or ())
    while stack:
        child = stack.pop()
        if child.type == "footnote_ref":
            yield child
        stack += child.children or ()


def _paragraph(content: str, children: list[Token], lines: list[int] | None) -> list[Token]:
    return [
        Token("paragraph_open", "p", 1, map=lines),
        Token("inline", "", 0, content=content, children=children, map=lines),
        Token("paragraph_close", "p", -1),
    ]


def _token(kind: str, nesting: Literal[-1, 1], lines: list[int] | None) -> Token:
    return Token(kind, "", nesting, map=lines, block=True)

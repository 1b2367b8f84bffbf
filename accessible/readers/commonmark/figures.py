"""A picture that is a paragraph of its own and has a title is a figure, and the title is its caption.

Only where there is a title: what stands in for a picture (its description) is no caption, whatever pandoc makes of it,
because then nobody who cannot see it is told what is on it.
"""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token


def figures(md: MarkdownIt) -> None:
    """Add the rule to a parser."""
    md.core.ruler.after("inline", "figures", _figures)


def _figures(state: StateCore) -> None:
    for at, token in enumerate(state.tokens):
        if token.type != "inline" or not at or state.tokens[at - 1].type != "paragraph_open":
            continue
        image = _alone(token.children or [])
        title = str(image.attrs.pop("title", "")).strip() if image is not None else ""
        if not title or state.tokens[at - 1].hidden:
            continue
        for paragraph in (state.tokens[at - 1], state.tokens[at + 1]):
            paragraph.tag = "figure"
        caption = [
            Token("caption_open", "figcaption", 1),
            Token("text", "", 0),
            Token("caption_close", "figcaption", -1),
        ]
        caption[1].content = title
        token.children = [*(token.children or []), *caption]


def _alone(children: list[Token]) -> Token | None:
    """The picture that is all there is, perhaps with a link on it."""
    if len(children) == 3 and children[0].type == "link_open":
        children = children[1:2]
    return children[0] if len(children) == 1 and children[0].type == "image" else None

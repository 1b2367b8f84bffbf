"""The ends of the tree: an element that holds blocks, and one that holds the text of a block."""

from __future__ import annotations

from accessible.model.blocks import Leaf, Prose, Sentence
from accessible.renderers.context import Context
from accessible.renderers.page import Tree, element
from accessible.renderers.prose import Cut, as_running, write


def holder(parent: Tree, tag: str, **attributes: str) -> Tree:
    """An element that holds blocks, each on lines of its own."""
    made = element(parent, tag, **attributes)
    if tag != "pre":  # where a line break would be seen
        made.text = "\n"
    made.tail = "\n"
    return made


def leaf(parent: Tree, tag: str, block: Leaf, shared: Context, *, cut: Cut = as_running) -> Tree:
    """A block of text as one element."""
    made = element(parent, tag, id=block.id)
    if tag != "code":  # a line break behind it would be seen
        made.tail = "\n"
    text(made, block.prose, shared, cut=cut)
    return made


def text(parent: Tree, prose: Prose, shared: Context, *, cut: Cut = as_running) -> None:
    """The text of a block, with what is known of it, into an element."""
    cuts = shared.timeline.words
    words = [word for mark in prose.inlines if isinstance(mark, Sentence) for word in cuts.get(mark.id, ())]
    write(parent, prose, language=shared.language, named=shared.named, cut=cut, lead=shared.lead, words=words)

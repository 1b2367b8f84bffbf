"""Figures and pictures: what stands apart from the text, under the name that its caption gives it (WCAG 2.2, technique
ARIA16), and the words that stand for what cannot be seen."""

from __future__ import annotations

from accessible.model.blocks import Figure, Image, Sentence, Table
from accessible.renderers.characters import label
from accessible.renderers.context import Context, Write
from accessible.renderers.languages import foreign, words
from accessible.renderers.leaves import holder, leaf
from accessible.renderers.page import Tree, element, in_language
from accessible.renderers.tables import table


def figure(parent: Tree, block: Figure, shared: Context, blocks: Write) -> None:
    """A figure with its caption before or behind.

    A table in it that has no caption of its own is named by that of the figure as well, for people go from table to
    table without looking at what is around them.
    """
    made = holder(parent, "figure", id=block.id)
    caption = block.caption
    if caption is not None:
        made.set("aria-labelledby", caption.id)
        if block.caption_first:
            leaf(made, "figcaption", caption, shared)
    for child in block.blocks:
        if isinstance(child, Image):
            image(made, child, shared)
        elif isinstance(child, Table) and child.caption is None and caption is not None:
            if (inside := table(made, child, shared, blocks)) is not None:
                inside.set("aria-labelledby", caption.id)
        else:
            blocks(made, (child,), shared)
    if caption is not None and not block.caption_first:
        leaf(made, "figcaption", caption, shared)


def picture(parent: Tree, block: Image, shared: Context) -> None:
    """A picture that stands between blocks; one that only decorates is no figure."""
    decorates = block.alternative is not None and not label(block.alternative.text)
    made = holder(parent, "div" if decorates else "figure")
    if decorates:
        made.set("class", "ornament")
    image(made, block, shared)


def image(parent: Tree, block: Image, shared: Context) -> None:
    """The picture itself, with the words that stand for it. Where nobody wrote any, ours say so: an empty alternative
    would say that there is nothing to be seen. Raises `ValueError` for a picture that the document does not have."""
    address = shared.pictures.get(block.picture)
    if address is None:
        raise ValueError(f"the document has no picture called {block.picture!r}")
    known = words(shared.language)
    stands_for = known.undescribed if block.alternative is None else label(block.alternative.text)
    sentences = [mark for mark in block.alternative.inlines if isinstance(mark, Sentence)] if block.alternative else []
    made = element(parent, "img", id=sentences[0].id if sentences else block.id, src=address)
    made.set("alt", stands_for)
    made.tail = "\n"
    if block.alternative is None and (ours := foreign(known, shared.language)):
        in_language(made, ours, around=shared.language)
    elif block.alternative is not None and block.alternative.language not in ("", shared.language):
        in_language(made, block.alternative.language, around=shared.language)

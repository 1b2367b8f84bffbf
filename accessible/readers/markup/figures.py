"""Figures: pictures, code and tables that stand apart from the text, with their captions (HTML, section 4.4.12)."""

from __future__ import annotations

from msgspec.structs import replace

from accessible.model.blocks import Block, Caption, Figure, Image, Paragraph
from accessible.readers.markup.attributes import classes_of, roles_of
from accessible.readers.markup.extracts import extract_of, is_pulled
from accessible.readers.markup.images import STANDS_IN
from accessible.readers.markup.inlines import line
from accessible.readers.markup.making import GIVEN, Context, Maker, inside_of
from accessible.readers.markup.tree import Element

_TOGETHER = ("caption", "figure", "thumbinner")


def figure(maker: Maker, element: Element, context: Context) -> list[Block]:
    """A figure with its caption. One that holds nothing but an extract is that extract, and its caption says whose it
    is (HTML, section 4.4.4); one of whose pictures none could come along is its caption."""
    inside = replace(inside_of(element, context), depth=context.depth + 1)
    caption = next((child for child in element.elements() if child.name == "figcaption"), None)
    rest = [child for child in element.children if child is not caption]
    inner = [child for child in rest if isinstance(child, Element) or not child.text.isspace()]
    said = _caption(maker, caption, inside) if caption is not None and not maker.is_left_out(caption) else None
    only = inner[0] if len(inner) == 1 else None
    if isinstance(only, Element) and only.name == "blockquote" and said is not None and not is_pulled(only):
        kind = next((role for role in ("epigraph",) if role in roles_of(only) | roles_of(element)), "")
        return extract_of(maker, only, only.children, context, said=said.prose, kind="epigraph" if kind else "")
    blocks = tuple(maker.flow(rest, inside))
    if blocks and all(isinstance(block, Caption) for block in blocks) and said is not None:
        blocks = tuple(block for block in blocks if block.evidence is not STANDS_IN or _adds(block, said))
    if not blocks:
        maker.mark_place(element)
        return [] if said is None else [maker.placed(said)]
    if maker.is_too_deep(element, context) or (said is None and len(blocks) == 1):
        maker.mark_place(element)
        return [*blocks, *([said] if said is not None else [])]
    if all(isinstance(block, Caption) for block in blocks):
        maker.mark_place(element)
        return [*blocks, *([said] if said is not None else [])]
    first = caption is not None and next(iter(inner), None) is not None and caption.start < inner[0].start
    name = maker.own_id(element)
    return [Figure(blocks, maker.span(element), GIVEN, caption=said, caption_first=first, id=name)]


def is_captioned(element: Element) -> bool:
    """Whether an element is called what puts a picture and its caption together, as editors of pages do it."""
    return any(word.endswith(_TOGETHER) for word in classes_of(element)) and any(
        inner.name == "img" for inner in element.walk()
    )


def captioned(maker: Maker, element: Element, context: Context) -> list[Block]:
    """A picture with its caption, where it is one picture and one caption; else what stands there, as it stands."""
    maker.mark_place(element)
    inside = inside_of(element, context)
    blocks = maker.flow(element.children, replace(inside, leaf=context.leaf, depth=context.depth + 1))
    said = [block for block in blocks if isinstance(block, Caption | Paragraph)]
    pictures = tuple(block for block in blocks if isinstance(block, Image))
    if len(said) != 1 or not pictures or len(blocks) > len(pictures) + 1 or maker.is_too_deep(element, context):
        return blocks
    caption = Caption(said[0].prose, said[0].span, GIVEN, id=said[0].id)
    return [Figure(pictures, maker.span(element), GIVEN, caption=caption, caption_first=blocks[0] is said[0])]


def _caption(maker: Maker, element: Element, context: Context) -> Caption | None:
    stretches, _ = line(maker, element, context)
    if not stretches:
        return None
    return Caption(stretches[0].prose, maker.stretch(stretches[0], element), GIVEN, id=maker.own_id(element))


def _adds(block: Block, caption: Caption) -> bool:
    """Whether the words for a picture say more than its caption."""
    return isinstance(block, Caption) and block.prose.text not in caption.prose.text

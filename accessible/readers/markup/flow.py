"""Elements → blocks. The content of an element is a row of blocks and of stretches of text between them; here it is
gone through, and each element is given to whoever knows its kind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeAlias

from msgspec.structs import replace

from accessible.model.blocks import (
    Block,
    Code,
    Dateline,
    Footnote,
    Heading,
    Paragraph,
    Prose,
    SceneBreak,
    SectionStart,
    Span,
    Subtitle,
    Verse,
)
from accessible.readers.markup.accounting import visible
from accessible.readers.markup.attributes import number_in, roles_of
from accessible.readers.markup.extracts import (
    EXTRACTS,
    aside,
    block_quote,
    details,
    extract,
    is_pulled,
    is_signed_epigraph,
)
from accessible.readers.markup.figures import captioned, figure, is_captioned
from accessible.readers.markup.images import is_drawn, labelled
from accessible.readers.markup.inlines import bare, line, styles_of, write
from accessible.readers.markup.labels import without_label
from accessible.readers.markup.lists import definitions, listed
from accessible.readers.markup.making import GIVEN, Context, Maker, Text, count, inside_of, is_control
from accessible.readers.markup.notes import NUMBERED
from accessible.readers.markup.pagebreaks import is_page_break, page_break
from accessible.readers.markup.run import Run
from accessible.readers.markup.standins import leave_framed, tell_embedded
from accessible.readers.markup.tables import table
from accessible.readers.markup.tree import Characters, Element, Node
from accessible.readers.markup.words import EMBEDDED, HEADINGS, KINDS, LISTS, MEDIA

#: Makes blocks of an element.
Handler: TypeAlias = Callable[[Maker, Element, Context], list[Block]]

_SECTIONS = frozenset("section article main body div nav header footer".split())


def flow(maker: Maker, nodes: Sequence[Node], context: Context) -> list[Block]:
    """The blocks of a row of nodes. Containers without a meaning are gone into, not called for, so that no depth of
    them uses up the stack."""
    out: list[Block] = []
    text: list[Node] = []
    stack: list[tuple[Iterator[Node], Context, Element | None]] = [(iter(nodes), context, None)]
    while stack:
        children, here, section = stack[-1]
        node = next(children, None)
        if isinstance(node, Characters) or (node is not None and not _parts(maker, node)):
            text.append(node)
            continue
        if text:
            out.extend(_paragraphs(maker, text, here))
            text.clear()
        if node is None:
            stack.pop()
            if section is not None:
                out.append(SectionStart(_end(maker, section), GIVEN))
        elif not maker.is_left_out(node):
            handler = _handler(maker, node, here)
            if handler is not None:
                out.extend(handler(maker, node, here))
                continue
            inside, start = _entered(maker, node, here)
            out.extend(start)
            stack.append((iter(node.children), inside, node if start else None))
    return list(_settled(out)) if not context.depth else out


def _parts(maker: Maker, element: Element) -> bool:
    """Whether an element parts the text around it."""
    if element.name in _HANDLERS or maker.is_block(element) or element in maker.notes.notes:
        return True
    return "role" in element.attributes and "heading" in roles_of(element)


def _handler(maker: Maker, element: Element, context: Context) -> Handler | None:
    if element in maker.notes.notes:
        return note
    if is_control(element):
        return _control
    if element.name == "iframe":
        return _framed
    if element.attributes:
        roles = roles_of(element)
        if is_page_break(element):
            return _page_break
        if "heading" in roles:
            return heading
        if "subtitle" in roles:
            return subtitle
        if (roles & EXTRACTS or is_pulled(element)) and element.name not in ("section", "article", "main", "body"):
            return extract
        if is_signed_epigraph(element):
            return extract
        if is_drawn(element):
            return _drawn
        if element.name == "div" and is_captioned(element):
            return captioned
    return _HANDLERS.get(element.name)


def _entered(maker: Maker, element: Element, context: Context) -> tuple[Context, list[Block]]:
    """The context inside a container, and the section that begins with it, if it says that one does."""
    start: list[Block] = []
    if element.attributes:
        maker.mark_place(element)
        kinds = KINDS & roles_of(element)
        if kinds and element.name in _SECTIONS and not context.depth:
            start.append(maker.placed(SectionStart(maker.span(element), GIVEN, kind=min(kinds, key=str))))
    context = inside_of(element, context)
    known = {(mark.func, mark.args) for mark in context.marks}
    if marks := [mark for mark in styles_of(maker, element) if (mark.func, mark.args) not in known]:
        context = replace(context, marks=(*context.marks, *marks))
    if element.name in MEDIA or element.name in EMBEDDED:
        tell_embedded(maker, element)
    return context, start


def _end(maker: Maker, element: Element) -> Span:
    span = maker.span(element)
    return replace(span, start=span.end)


def _settled(blocks: list[Block]) -> Iterator[Block]:
    """The blocks without the ends of sections behind which nothing stands that would be taken for theirs."""
    for at, block in enumerate(blocks):
        if isinstance(block, SectionStart) and not block.kind and not block.id:
            after = blocks[at + 1] if at + 1 < len(blocks) else None
            if after is None or isinstance(after, Heading | SectionStart):
                continue
        yield block


# --------------------------------------------------------------------------------------------------------------- text
def _paragraphs(maker: Maker, nodes: Sequence[Node], context: Context) -> list[Block]:
    """The paragraphs of a stretch of text, and the pictures in it behind them."""
    words = any(visible(node.text) if isinstance(node, Characters) else _shows(node) for node in nodes)
    if not words and not any(isinstance(node, Element) for node in nodes):
        return []
    run = Run(alone=not words)
    marks = [run.open(making) for making in context.marks]
    write(maker, nodes, run, context)
    for mark in reversed(marks):
        run.close(mark)
    maker.added += run.added
    blocks: list[Block] = [
        maker.placed(_text(context, stretch.prose, maker.stretch(stretch, nodes[0])))
        for stretch in run.stretches(context.language, cut=context.leaf is not Verse)
    ]
    return blocks + run.behind


def _text(context: Context, prose: Prose, span: Span) -> Text:
    """What a stretch of text is where it stands; the date of a letter is part of it, and no dateline of the work."""
    if context.letter and context.leaf in (Paragraph, Dateline):
        return Paragraph(prose, span, GIVEN, part="dateline" if context.leaf is Dateline else context.part)
    return context.leaf(prose, span, GIVEN)


def _shows(element: Element) -> bool:
    """Whether there are words in an element, those of page breaks and notes' ways back apart."""
    return not is_page_break(element) and any(
        visible(child.text) if isinstance(child, Characters) else _shows(child) for child in element.children
    )


def heading(maker: Maker, element: Element, context: Context) -> list[Block]:
    """A heading of the level that its author gave it; pictures in it stand behind it."""
    level = HEADINGS.get(element.name) or number_in(element.get("aria-level"), default=2, least=1, most=6)
    maker.mark_place(element)
    leaf = inside_of(element, context).leaf
    stretches, run = line(maker, element, context)
    made: list[Block] = []
    for stretch in stretches:
        span = maker.stretch(stretch, element)
        called = leaf not in (Paragraph, Verse)  # a caption that is only set like a heading
        made.append(
            maker.placed(leaf(stretch.prose, span, GIVEN) if called else Heading(stretch.prose, span, GIVEN, level))
        )
    return made + run.behind


def subtitle(maker: Maker, element: Element, context: Context) -> list[Block]:
    """A line under a title or heading."""
    maker.mark_place(element)
    stretches, run = line(maker, element, context)
    made: list[Block] = [
        maker.placed(Subtitle(stretch.prose, maker.stretch(stretch, element), GIVEN)) for stretch in stretches
    ]
    return made + run.behind


def _heading_group(maker: Maker, element: Element, context: Context) -> list[Block]:
    """A heading with the lines that belong to it (HTML, section 4.3.7): of several the first of the highest is it."""
    maker.mark_place(element)
    blocks = flow(maker, element.children, inside_of(element, context))
    highest = min((block.level for block in blocks if isinstance(block, Heading)), default=0)
    first = next((at for at, block in enumerate(blocks) if isinstance(block, Heading) and block.level == highest), 0)
    return [
        Subtitle(block.prose, block.span, block.evidence, id=block.id)
        if highest and at != first and isinstance(block, Heading | Paragraph)
        else block
        for at, block in enumerate(blocks)
    ]


# -------------------------------------------------------------------------------------------------------------- others
def note(maker: Maker, element: Element, context: Context) -> list[Block]:
    """A note; its number stands beside it, and the way back is made anew."""
    name, label = maker.notes.notes[element]
    apart = element.get(NUMBERED)
    label = apart or label or " ".join(element.get("aria-label").split())[:20]
    inside = replace(inside_of(element, context), depth=context.depth + 1, marks=())
    blocks = flow(maker, element.children, inside)
    if not blocks:
        maker.mark_place(element)
        return []
    if label and not apart:
        blocks, taken = without_label(blocks, label)
        maker.left += taken
    return [Footnote(tuple(blocks), maker.span(element), GIVEN, label=label, id=name)]


def _preformatted(maker: Maker, element: Element, context: Context) -> list[Block]:
    """Text whose lines count: a poem when it says so, else code."""
    maker.mark_place(element)
    inside = inside_of(element, context)
    run = Run(literal=True)
    marks = [run.open(making) for making in context.marks]
    children = list(element.children)
    if children and isinstance(first := children[0], Characters) and first.text.startswith("\n"):
        children[0] = Characters(first.text[1:], first.start + 1, first.end)
    write(maker, children, run, inside)
    for mark in reversed(marks):
        run.close(mark)
    maker.added += run.added
    kind = Verse if inside.leaf is Verse else Code
    made: list[Block] = [
        maker.placed(kind(bare(stretch.prose, "code"), maker.stretch(stretch, element), GIVEN))
        for stretch in run.stretches(inside.language)
    ]
    return made + run.behind


def _scene_break(maker: Maker, element: Element, context: Context) -> list[Block]:
    maker.mark_place(element)
    return [maker.placed(SceneBreak(maker.span(element), GIVEN))]


def _drawn(maker: Maker, element: Element, context: Context) -> list[Block]:
    maker.mark_place(element)
    run = Run(alone=True)
    labelled(maker, element, run, context)
    return run.behind


def _page_break(maker: Maker, element: Element, context: Context) -> list[Block]:
    maker.mark_place(element)
    return [page_break(maker, element)]


def _control(maker: Maker, element: Element, context: Context) -> list[Block]:
    """A control that holds blocks is a control all the same."""
    maker.mark_place(element)
    maker.controls.append(element)
    maker.left += count(element)
    return []


def _framed(maker: Maker, element: Element, context: Context) -> list[Block]:
    maker.mark_place(element)
    leave_framed(maker, element)
    return []


_HANDLERS: Mapping[str, Handler] = {
    **dict.fromkeys(HEADINGS, heading),
    **dict.fromkeys(LISTS, listed),
    **dict.fromkeys(("pre", "listing", "xmp", "plaintext"), _preformatted),
    "hgroup": _heading_group,
    "blockquote": block_quote,
    "aside": aside,
    "details": details,
    "figure": figure,
    "table": table,
    "dl": definitions,
    "hr": _scene_break,
}

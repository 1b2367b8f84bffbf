"""What stands apart from the text: extracts with the line that says whose they are, pull quotes, asides, what is folded
away (HTML, sections 4.4.4, 4.3.5 and 4.11.1)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import cast

from msgspec.structs import replace

from accessible.model.blocks import Anchor, Aside, Block, BlockQuote, ExtractKind, Paragraph, Prose, PullQuote, Styled
from accessible.readers.markup.attributes import classes_of, roles_of
from accessible.readers.markup.inlines import bare, line
from accessible.readers.markup.making import GIVEN, LETTER_PARTS, Context, Maker, count, inside_of
from accessible.readers.markup.tree import Characters, Element, Node

#: Roles of an extract, beside that of being one.
EXTRACTS = frozenset({"epigraph", "dedication", "letter", "pullquote"})
_PULLED = frozenset("pullquote pull-quote pull_quote pullquotes pull-quotes".split())
_SIGNED = re.compile(r"\s*[-–—―~]{1,2}\s*\w")
_MAY_SIGN = frozenset({"footer", "cite", "figcaption", "p", "div"})
#: An attribution has at most so many characters.
_LONGEST = 300
#: One that stands in no element of its own has at most so many parts.
_PIECES = 20


def block_quote(maker: Maker, element: Element, context: Context) -> list[Block]:
    """An extract; what says whose it is stands in it as `footer` or `cite`, or as a last line with a dash before it."""
    roles = roles_of(element)
    if is_pulled(element):
        return _pull_quote(maker, element, context)
    return extract_of(maker, element, element.children, context, kind=_kind(roles))


def extract(maker: Maker, element: Element, context: Context) -> list[Block]:
    """An epigraph, a letter or a dedication that is no `blockquote`; what holds nothing but one is that one."""
    if is_pulled(element):
        return _pull_quote(maker, element, context)
    kind = _kind(roles_of(element))
    made = extract_of(maker, element, element.children, context, kind=kind)
    match made:
        case [BlockQuote(blocks=(BlockQuote(kind="") as inner,), attribution=None) as outer]:
            first, *others = inner.blocks
            if inner.id and outer.id and isinstance(first, Paragraph):  # links may lead to either
                first = replace(
                    first, prose=replace(first.prose, inlines=(Anchor(0, 0, inner.id), *first.prose.inlines))
                )
            return [replace(inner, kind=kind, id=outer.id or inner.id, blocks=(first, *others))]
    return made


def extract_of(
    maker: Maker,
    element: Element,
    children: Sequence[Node],
    context: Context,
    *,
    kind: ExtractKind = "",
    said: Prose | None = None,
) -> list[Block]:
    """The extract that an element's children are; ``said`` is its attribution where that stands outside."""
    inside = replace(inside_of(element, context), depth=context.depth + 1)
    signed: Element | None = None
    gone: frozenset[Node] = frozenset()
    if said is None and (signed := _attribution(children)) is not None:
        gone = frozenset({signed})
    elif said is None and (gone := frozenset(loose := _loose(maker, children))):
        signed = Element("footer", {}, loose[0].start, loose[-1].end, element)
        signed.children = loose
    blocks = maker.flow([child for child in children if child not in gone], inside)
    if signed is not None:
        stretches, run = line(maker, signed, inside)
        said = stretches[0].prose if stretches else None
        blocks += run.behind
    said = bare(said, "cite") if said is not None else None
    if not blocks:
        maker.mark_place(element)
        return [] if said is None else [maker.placed(Paragraph(said, maker.span(element), GIVEN))]
    if maker.is_too_deep(element, context):
        return blocks if said is None else [*blocks, Paragraph(said, maker.span(element), GIVEN)]
    name = maker.own_id(element)
    return [BlockQuote(tuple(blocks), maker.span(element), GIVEN, attribution=said, id=name, kind=kind)]


def is_signed_epigraph(element: Element) -> bool:
    """Whether a section is an epigraph and nothing else: it has no heading, and says in the end whose the words are."""
    if element.name != "section" or "epigraph" not in roles_of(element):
        return False
    return _attribution(element.children) is not None and not any(
        inner.name in ("h1", "h2", "h3", "h4", "h5", "h6", "section")
        for inner in element.walk()
        if inner is not element
    )


def _kind(roles: frozenset[str]) -> ExtractKind:
    return cast(ExtractKind, next((role for role in ("epigraph", "letter", "dedication") if role in roles), ""))


def _attribution(children: Sequence[Node]) -> Element | None:
    """The last element of an extract, when it says whose the extract is."""
    last: Element | None = None
    for child in reversed(children):
        if isinstance(child, Characters):
            if not child.text.isspace():
                return None
            continue
        last = child
        break
    if last is None or last.name not in _MAY_SIGN or not 0 < count(last, _LONGEST) <= _LONGEST:
        return None
    if any(not LETTER_PARTS.isdisjoint(roles_of(element)) for element in last.walk()):
        return None  # whoever signs a letter does so in it
    others = sum(isinstance(child, Element) and count(child, 0) > 0 for child in children)
    if others < 2 and not any(isinstance(child, Characters) and not child.text.isspace() for child in children):
        return None
    if last.name in ("footer", "cite", "figcaption"):
        return last
    if last.name in ("p", "div"):
        inner = [child for child in last.children if isinstance(child, Element) or not child.text.isspace()]
        only = len(inner) == 1 and isinstance(inner[0], Element) and inner[0].name in ("cite", "footer")
        if only or _SIGNED.match(last.text()) or not classes_of(last).isdisjoint({"attribution", "source", "credit"}):
            return last
    return None


def _loose(maker: Maker, children: Sequence[Node]) -> list[Node]:
    """The text behind the paragraphs of an extract, when it says with a dash whose the extract is."""
    behind: list[Node] = []
    for child in reversed(children):
        if len(behind) > _PIECES or (isinstance(child, Element) and maker.is_block(child)):
            break
        behind.insert(0, child)
    words = "".join(child.text if isinstance(child, Characters) else child.text() for child in behind[:_PIECES])
    if len(behind) in (0, len(children)) or len(behind) > _PIECES or len(words.split()) < 2:
        return []
    return behind if _SIGNED.match(words) and len(words) <= _LONGEST else []


# ----------------------------------------------------------------------------------------------------- beside the text
def is_pulled(element: Element) -> bool:
    """Whether an element says that its words are the text's, set again for show."""
    return "pullquote" in roles_of(element) or not _PULLED.isdisjoint(classes_of(element))


def _pull_quote(maker: Maker, element: Element, context: Context) -> list[Block]:
    maker.mark_place(element)
    stretches, run = line(maker, element, context)
    made: list[Block] = [
        maker.placed(PullQuote(stretch.prose, maker.stretch(stretch, element), GIVEN)) for stretch in stretches
    ]
    return made + run.behind


def aside(maker: Maker, element: Element, context: Context) -> list[Block]:
    """What stands beside the text; a section's kind on it is not one."""
    if is_pulled(element):
        return _pull_quote(maker, element, context)
    inside = inside_of(element, context)
    if maker.is_too_deep(element, context):
        return maker.flow(element.children, inside)
    blocks = tuple(maker.flow(element.children, replace(inside, depth=context.depth + 1)))
    name = maker.own_id(element)
    return [Aside(blocks, maker.span(element), GIVEN, id=name)] if blocks else []


def details(maker: Maker, element: Element, context: Context) -> list[Block]:
    """What a page folds away is there in a book; the line that unfolds it stands over it, set apart."""
    maker.mark_place(element)
    inside = inside_of(element, context)
    made: list[Block] = []
    summary = next((child for child in element.elements() if child.name == "summary"), None)
    if summary is not None and not maker.is_left_out(summary):
        headed = any(child.name in ("h1", "h2", "h3", "h4", "h5", "h6") for child in summary.walk())
        if headed:
            made.extend(maker.flow(summary.children, inside))
        else:
            stretches, run = line(maker, summary, inside)
            for stretch in stretches:
                strong = Styled(0, len(stretch.prose.text), "strong")
                prose = replace(stretch.prose, inlines=(*stretch.prose.inlines, strong))
                made.append(maker.placed(Paragraph(prose, maker.stretch(stretch, summary), GIVEN)))
            made.extend(run.behind)
    return made + maker.flow([child for child in element.children if child is not summary], inside)

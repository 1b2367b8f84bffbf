"""Lists (HTML, sections 4.4.5 to 4.4.10): how they are counted, what belongs to which item, and what is no list."""

from __future__ import annotations

from msgspec.structs import replace

from accessible.model.blocks import Block, Definition, Definitions, Heading, Item, List, Numbering, Paragraph
from accessible.readers.markup.accounting import visible
from accessible.readers.markup.attributes import number_in
from accessible.readers.markup.inlines import line
from accessible.readers.markup.making import GIVEN, Context, Maker, ids_of, inside_of
from accessible.readers.markup.tree import Characters, Element, Node

_NUMBERINGS: dict[str, Numbering] = {"1": "1", "a": "a", "A": "A", "i": "i", "I": "I"}
_MOST = 2**31 - 1


class _Entry:
    """An item as it is gathered: the element that it is, if any, and what stands in it."""

    def __init__(self, element: Element | None, nodes: list[Node]) -> None:
        self.element, self.nodes = element, nodes


def listed(maker: Maker, element: Element, context: Context) -> list[Block]:
    """A list, or several where its count begins anew; notes are none, and neither are sections set as items."""
    entries = _entries(element)
    inside = replace(inside_of(element, context), depth=context.depth + 1)
    ordered = element.name == "ol"
    descending = ordered and "reversed" in element.attributes
    items = [entry for entry in entries if entry.element is not None]
    number = number_in(element.get("start"), default=len(items) if descending else 1, least=-_MOST, most=_MOST)
    numbering = _NUMBERINGS.get(element.get("type").strip(), "1")
    made: list[Block] = []
    group: list[Item] = []
    first = number

    def close() -> None:
        if group:
            made.append(
                List(
                    tuple(group),
                    replace(group[0].span, end=group[-1].span.end),
                    GIVEN,
                    ordered=ordered,
                    first=first if ordered else 1,
                    numbering=numbering if ordered else "1",
                    descending=descending,
                )
            )
            group.clear()

    for entry in entries:
        item = entry.element
        if item is not None and item in maker.notes.notes:
            close()
            made.extend(maker.flow([item], context))
            number += -1 if descending else 1
            first = number
            continue
        if item is not None and maker.is_left_out(item):
            continue
        value = number_in(item.get("value"), default=number, least=-_MOST, most=_MOST) if item is not None else number
        if ordered and value != number:
            close()
            number = value
        if not group:
            first = number
        blocks = maker.flow(entry.nodes, inside if item is None else inside_of(item, inside))
        if item is not None:
            number += -1 if descending else 1
        if not blocks:
            if item is not None:
                maker.mark_place(item)
            continue
        if item is None and group:
            group[-1] = replace(group[-1], blocks=(*group[-1].blocks, *blocks))
            continue
        span = maker.span(item) if item is not None else blocks[0].span
        group.append(Item(tuple(blocks), span, id=maker.own_id(item) if item is not None else ""))
    close()
    return _settled(maker, element, made, context)


def _settled(maker: Maker, element: Element, made: list[Block], context: Context) -> list[Block]:
    """The lists with the id of their element; those whose items are sections, and those that stand too deep, undone."""
    items = [item for block in made if isinstance(block, List) for item in block.items]
    headed = sum(isinstance(item.blocks[0], Heading) for item in items)
    sections = not context.depth and headed and 2 * headed > len(items)
    if not items or sections or maker.is_too_deep(element, context):
        if sections and element.name == "ol":
            maker.tell(
                element,
                "R018",
                f"The items of a list are sections; their numbers, {len(items)} of them, were left out.",
            )
        maker.mark_place(element)
        return [block for outer in made for block in _undone(outer)]
    name = maker.own_id(element)
    at = next(at for at, block in enumerate(made) if isinstance(block, List))
    made[at] = replace(made[at], id=name)
    return made


def _undone(block: Block) -> list[Block]:
    return [inner for item in block.items for inner in item.blocks] if isinstance(block, List) else [block]


def _entries(element: Element) -> list[_Entry]:
    """What stands in a list: its items, and what is in none of them."""
    entries: list[_Entry] = []
    for child in element.children:
        if isinstance(child, Element) and child.name == "li":
            entries.append(_Entry(child, child.children))
        elif isinstance(child, Characters) and child.text.isspace():
            continue
        elif entries and entries[-1].element is None:
            entries[-1].nodes.append(child)
        else:
            entries.append(_Entry(None, [child]))
    return entries


def definitions(maker: Maker, element: Element, context: Context) -> list[Block]:
    """Terms and what is said of them; groups may stand in a `div` each."""
    inside = replace(inside_of(element, context), depth=context.depth + 1)
    entries: list[Definition] = []
    stray: list[Block] = []
    terms: list[Paragraph] = []
    said: list[Block] = []
    notes: list[Block] = []
    begun: Element | None = None

    def close() -> None:
        nonlocal begun
        if (terms or said) and begun is not None:
            if terms:
                entries.append(Definition(tuple(terms), tuple(said), maker.span(begun)))
            else:
                stray.extend(said)
        terms.clear()
        said.clear()
        begun = None

    for child in _members(element):
        if isinstance(child, Element) and maker.is_left_out(child):
            continue
        if isinstance(child, Element) and child.name == "dt":
            if said:
                close()
            begun = begun or child
            maker.ids.extend(name for name in ids_of(child, maker.page) if name not in maker.note_names)
            stretches, run = line(maker, child, inside)
            for stretch in stretches:
                terms.append(maker.placed(Paragraph(stretch.prose, maker.stretch(stretch, child), GIVEN)))
            said.extend(run.behind)
        elif isinstance(child, Element) and child in maker.notes.notes:
            label = maker.notes.notes[child][1]
            if terms and all(term.prose.text.strip("[](){} .:") == label for term in terms):
                maker.left += sum(visible(term.prose.text) for term in terms)
                terms.clear()
            close()
            notes.extend(maker.flow([child], context))
        elif isinstance(child, Element) and child.name == "dd":
            begun = begun or child
            maker.mark_place(child)
            said.extend(maker.flow(child.children, inside_of(child, inside)))
        else:
            begun = begun or (child if isinstance(child, Element) else element)
            said.extend(maker.flow([child], inside))
    close()
    if not entries or maker.is_too_deep(element, context):
        maker.mark_place(element)
        return stray + [block for entry in entries for block in (*entry.terms, *entry.blocks)] + notes
    return [*stray, Definitions(tuple(entries), maker.span(element), GIVEN, id=maker.own_id(element)), *notes]


def _members(element: Element) -> list[Node]:
    members: list[Node] = []
    for child in element.children:
        if isinstance(child, Element) and child.name == "div":
            members.extend(child.children)
        elif isinstance(child, Element) or not child.text.isspace():
            members.append(child)
    return [member for member in members if isinstance(member, Element) or not member.text.isspace()]

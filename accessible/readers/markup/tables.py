"""Tables (HTML, section 4.9): rows, cells that span others, cells that name rows and columns; and tables that are none,
because they only put things beside each other."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from accessible.model.blocks import Block, Caption, Cell, Heads, Table
from accessible.readers.markup.attributes import number_in, roles_of
from accessible.readers.markup.inlines import line
from accessible.readers.markup.making import GIVEN, Context, Maker, count, inside_of
from accessible.readers.markup.tree import Characters, Element, Node

_GROUPS = frozenset({"thead", "tbody", "tfoot"})
#: The numbers of lines of code are so many digits at most.
_NUMBERED = 50_000
#: The most columns and rows that a cell may span (HTML, section 4.9.11).
_WIDEST, _HIGHEST = 1000, 65_534


class _Row:
    """A row as it is gathered: its cells, and whether it stands in the table's head."""

    def __init__(self, element: Element | None, cells: list[Element], *, head: bool) -> None:
        self.element, self.cells, self.head = element, cells, head


def table(maker: Maker, element: Element, context: Context) -> list[Block]:
    """A table, or what stands in it where it is only there for the layout."""
    caption, rows, stray = _gathered(element)
    rows = [row for row in rows if row.element is None or not maker.is_left_out(row.element)]
    if not stray and caption is None and _is_code(rows):
        return _code(maker, rows, context)
    if is_layout(element, caption, rows) or _are_notes(maker, rows) or maker.is_too_deep(element, context):
        return _unfolded(maker, element, stray, context)
    inside = replace(inside_of(element, context), depth=context.depth + 1)
    before = maker.flow(stray, context) if stray else []
    titled = _caption(maker, caption, inside) if caption is not None else None
    header = _header_rows(rows)
    made: list[tuple[Cell, ...]] = []
    for at, row in enumerate(rows):
        cells = [
            _cell(maker, cell, inside, head=at < header, rows=len(rows) - at)
            for cell in row.cells
            if not maker.is_left_out(cell)
        ]
        if cells:
            made.append(tuple(cells))
        elif at < header:
            header -= 1
    if not any(cell.blocks for row in made for cell in row):
        maker.mark_place(element)
        return before if titled is None else [*before, titled]
    name = maker.own_id(element)
    return [*before, Table(tuple(made), maker.span(element), GIVEN, header, titled, id=name)]


def _is_code(rows: list[_Row]) -> bool:
    """Whether a table sets code beside the numbers of its lines."""
    return bool(rows) and all(len(row.cells) == 2 and _numbers_lines(*row.cells, alone=len(rows) == 1) for row in rows)


def _numbers_lines(numbers: Element, code: Element, *, alone: bool) -> bool:
    """Whether a cell holds nothing but the numbers of the lines of code in the cell beside it; one number is that of a
    line only where nothing else is counted."""
    if not any(inner.name == "pre" for inner in code.walk()) or count(numbers, _NUMBERED) > _NUMBERED:
        return False
    written = numbers.text().split()
    if not written or not written[0].isdecimal() or len(written[0]) > 6 or (len(written) == 1 and not alone):
        return False
    first = int(written[0])
    lines = code.text().strip("\n").count("\n") + 1
    return lines == len(written) and written == [str(first + at) for at in range(lines)]


def _code(maker: Maker, rows: list[_Row], context: Context) -> list[Block]:
    """Code without the numbers of its lines, which nobody wants to hear."""
    made: list[Block] = []
    for row in rows:
        numbers, code = row.cells
        maker.leave(numbers, "R016", "Left out as the numbers of lines of code")
        made += maker.flow(code.children, inside_of(code, context))
    return made


def _gathered(element: Element) -> tuple[Element | None, list[_Row], list[Node]]:
    """The caption, the rows, and what stands between them (which browsers show before the table)."""
    caption: Element | None = None
    rows: list[_Row] = []
    stray: list[Node] = []
    loose: list[Element] = []

    def cells_of(children: list[Node]) -> list[Element]:
        found = []
        for child in children:
            if isinstance(child, Element) and child.name in ("td", "th"):
                found.append(child)
            elif isinstance(child, Element) or not child.text.isspace():
                stray.append(child)
        return found

    def add(children: list[Node], *, head: bool) -> None:
        nonlocal caption
        for child in children:
            if isinstance(child, Characters):
                if not child.text.isspace():
                    stray.append(child)
            elif child.name == "tr":
                settle(head=head)
                rows.append(_Row(child, cells_of(child.children), head=head))
            elif child.name in ("td", "th"):
                loose.append(child)
            elif child.name == "caption" and caption is None:
                caption = child
            elif child.name in _GROUPS:
                settle(head=head)
                add(child.children, head=child.name == "thead")
                settle(head=child.name == "thead")
            elif child.name not in ("col", "colgroup") or count(child):
                stray.append(child)

    def settle(*, head: bool) -> None:
        if loose:
            rows.append(_Row(None, list(loose), head=head))
            loose.clear()

    add(element.children, head=False)
    settle(head=False)
    return caption, [row for row in rows if row.cells], stray


def is_layout(element: Element, caption: Element | None, rows: list[_Row]) -> bool:
    """Whether a table only puts things in their places: it says so, has one column or row, or holds what no table of
    data holds (headings, other tables, paragraphs and lists)."""
    if roles_of(element) & {"presentation", "none"}:
        return True
    cells = [cell for row in rows for cell in row.cells]
    if not cells:
        return True
    heads = any(cell.name == "th" for cell in cells) or caption is not None or any(row.head for row in rows)
    if heads and not any(inner.name == "table" for cell in cells for inner in cell.walk()):
        return max(len(row.cells) for row in rows) < 2 and caption is None and len(rows) < 2
    if max(sum(count(cell) > 0 for cell in row.cells) for row in rows) < 2 or len(rows) < 2:
        return True
    return any(_holds_sections(cell) for cell in cells)


def _are_notes(maker: Maker, rows: list[_Row]) -> bool:
    """Whether rows, or cells, are notes."""
    notes = maker.notes.notes
    return bool(notes) and any(part in notes for row in rows for part in (row.element, *row.cells) if part is not None)


_IN_SECTIONS = frozenset("table h1 h2 h3 h4 h5 h6 article section form figure blockquote".split())


def _holds_sections(cell: Element) -> bool:
    blocks = 0
    for inner in cell.walk():
        if inner is not cell and inner.name in _IN_SECTIONS:
            return True
        blocks += inner.name in ("p", "ul", "ol", "dl")
    return blocks > 3


def _unfolded(maker: Maker, element: Element, stray: list[Node], context: Context) -> list[Block]:
    """What stands in a table, cell by cell; first, as browsers have it, what stands in no cell."""
    maker.mark_place(element)
    inside = inside_of(element, context)
    if not stray:
        return maker.flow([_transparent(element)], inside)
    gone = frozenset(stray)
    rest = _transparent(element)
    rest.children = [_without(child, gone, maker) for child in rest.children if child not in gone]
    return maker.flow(stray, inside) + maker.flow([rest], inside)


def _transparent(element: Element) -> Element:
    """The table as a container without a meaning, so that its cells are gone into."""
    again = Element("div", {}, element.start, element.end, element.parent)
    again.children = element.children
    return again


def _without(node: Node, gone: frozenset[Node], maker: Maker) -> Node:
    """A row, or a group of them, without what stands in no cell of it."""
    if not isinstance(node, Element) or node.name not in _GROUPS | {"tr"} or node in maker.page.omitted:
        return node
    again = Element(node.name, node.attributes, node.start, node.end, node.parent)
    again.children = [_without(child, gone, maker) for child in node.children if child not in gone]
    return again


def _caption(maker: Maker, element: Element, context: Context) -> Caption | None:
    if maker.is_left_out(element):
        return None
    stretches, _ = line(maker, element, context)
    if not stretches:
        return None
    return Caption(stretches[0].prose, maker.stretch(stretches[0], element), GIVEN, id=maker.own_id(element))


def _header_rows(rows: list[_Row]) -> int:
    """How many rows at the top name the columns: those of the head, or those of nothing but header cells. None where a
    cell of them reaches down into the others."""
    header = 0
    for row in rows:
        if not (row.head or (all(cell.name == "th" for cell in row.cells) and len(row.cells) > 1)):
            break
        header += 1
    if header == len(rows):
        header = sum(row.head for row in rows) if not all(row.head for row in rows) else 0
    for at, row in enumerate(rows[:header]):
        if any(number_in(cell.get("rowspan"), default=1, least=0, most=_HIGHEST) > header - at for cell in row.cells):
            return 0
    return header


def _cell(maker: Maker, element: Element, context: Context, *, head: bool, rows: int) -> Cell:
    heads: Heads = ""
    if element.name == "th" and not head:
        heads = "row" if element.get("scope").lower() in ("row", "rowgroup") or _is_first(element) else "column"
    elif element.name == "th" and element.get("scope").lower() in ("row", "rowgroup"):
        heads = "row"
    blocks = tuple(maker.flow(element.children, inside_of(element, context)))
    high = number_in(element.get("rowspan"), default=1, least=0, most=_HIGHEST)
    return Cell(
        blocks,
        maker.span(element),
        id=maker.own_id(element),
        heads=heads,
        columns=number_in(element.get("colspan"), default=1, least=1, most=_WIDEST),
        rows=min(high or rows, rows),
    )


def _is_first(element: Element) -> bool:
    parent = element.parent
    return parent is not None and next(_cells(parent), None) is element


def _cells(row: Element) -> Iterator[Element]:
    return (child for child in row.elements() if child.name in ("td", "th"))

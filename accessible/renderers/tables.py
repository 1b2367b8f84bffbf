"""Tables: rows of cells, with header cells that say what they head (WCAG 2.2, technique H63)."""

from __future__ import annotations

from accessible.model.blocks import Cell, Paragraph, Table
from accessible.renderers.context import Context, Write
from accessible.renderers.leaves import holder, leaf
from accessible.renderers.page import Tree


def table(parent: Tree, block: Table, shared: Context, blocks: Write) -> Tree | None:
    """A table as an element, or nothing for one without rows."""
    if not block.rows:
        return None
    made = holder(parent, "table", id=block.id)
    if block.caption is not None:
        leaf(made, "caption", block.caption, shared)
    head, rows = block.rows[: block.header_rows], block.rows[block.header_rows :]
    for tag, part in (("thead", head), ("tbody", rows)):
        if part:
            group = holder(made, tag)
            for row in part:
                cells = holder(group, "tr")
                for cell in row:
                    _cell(cells, cell, shared, blocks, header=tag == "thead")
    return made


def _cell(parent: Tree, cell: Cell, shared: Context, blocks: Write, *, header: bool) -> None:
    """A cell that holds nothing but a paragraph is that paragraph; an empty one heads no column.

    A header that is several columns wide heads all of them as it is (HTML, "header and data cell semantics").
    """
    heads = cell.heads or ("column" if header else "")
    tag = "th" if heads and cell.blocks else "td"
    match cell.blocks:
        case (Paragraph() as paragraph,):
            made = leaf(parent, tag, paragraph, shared)
        case _:
            made = holder(parent, tag, id=cell.id)
            blocks(made, cell.blocks, shared)
    if tag == "th":
        made.set("scope", "col" if heads == "column" else "row")
    for name, extent in (("colspan", cell.columns), ("rowspan", cell.rows)):
        if extent > 1:
            made.set(name, str(extent))

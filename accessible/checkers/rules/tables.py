"""Tables name their columns or rows (WCAG 2.2, 1.3.1, technique H51): a cell is heard with what it is about."""

from __future__ import annotations

from collections.abc import Iterator

from accessible.checkers.book import Book, Tree
from accessible.checkers.markup import XHTML, place, shown
from accessible.model.message import Message

_CELLS = (f"{XHTML}td", f"{XHTML}th")


def check(book: Book) -> Iterator[Message]:
    """Tables of several rows and columns without a header cell (A020); those for layout say so by their role."""
    for page in book.pages:
        for table in shown(page.tree, f"{XHTML}table"):
            if table.get("role") in ("presentation", "none"):
                continue
            rows = [list(row.iterchildren(*_CELLS)) for row in _rows(table)]
            cells = [cell for row in rows for cell in row]
            if len(rows) < 2 or max(map(len, rows)) < 2 or any(map(_heads, cells)):
                continue
            what = f"A table of {len(rows)} rows has no header cells."
            yield Message("A020", what, place(page.path, table))


def _rows(table: Tree) -> list[Tree]:
    """The rows of a table, without those of tables in it."""
    groups = [table, *table.iterchildren(f"{XHTML}thead", f"{XHTML}tbody", f"{XHTML}tfoot")]
    return [row for group in groups for row in group.iterchildren(f"{XHTML}tr")]


def _heads(cell: Tree) -> bool:
    return cell.tag == f"{XHTML}th" or cell.get("role") in ("columnheader", "rowheader") or "scope" in cell.attrib

"""The words in what no book can hold as it is drawn: charts (ECMA-376 part 1, section 21.2), diagrams (21.4), and
shapes that keep their words in DrawingML (21.1).

They are written as the paragraphs, lists and tables that Word would have, and read as those of the text are: of a chart
the numbers that it draws are a table, of a diagram the words are a list.
"""

from __future__ import annotations

from lxml import etree

from accessible.errors import SourceError
from accessible.readers.markup.accounting import visible
from accessible.readers.wordml.names import CX, DGM, ROWS_NAMED, XML, A, C, R, W
from accessible.readers.wordml.numbering import BULLETS
from accessible.readers.wordml.state import State, words

#: A chart of more numbers is a picture to look at, and no table to be read.
_MOST_CELLS = 400
#: So deep are the lists of a diagram, and no deeper.
_DEEPEST = 8


def chart(state: State, element: XML) -> XML | None:
    """The words and numbers of a chart as a table with its caption; None where it has none, or none that can be read.

    ``element`` is the `c:chart` (or that of a newer kind of chart) in a drawing.
    """
    root = _part(state, element.get(f"{R}id", ""))
    if root is None:
        return None
    title = _said(next(root.iter(f"{C}title", f"{CX}title"), None))
    axes = [
        said for axis in root.iter(f"{C}catAx", f"{C}valAx", f"{C}dateAx") if (said := _said(axis.find(f"{C}title")))
    ]
    written = etree.Element(f"{W}txbxContent")
    rows = _rows(root)
    caption = title or ("; ".join(axes) if rows else "")
    if caption:
        written.append(_paragraph(caption, style="Caption"))
    if rows:
        written.append(_table(rows))
    elif not title:
        return None
    if axes and title:
        written.append(_paragraph("; ".join(axes)))
    state.added += visible(words(written))
    return written


def diagram(state: State, element: XML) -> XML | None:
    """The words of a diagram (SmartArt) as a list, by the `dgm:relIds` in a drawing; None where it has none."""
    root = _part(state, element.get(f"{R}dm", ""))
    if root is None:
        return None
    said = {
        point.get("modelId", ""): " ".join(_text(point).split())
        for point in root.iter(f"{DGM}pt")
        if point.get("type", "node") in ("node", "asst", "doc")
    }
    below: dict[str, list[tuple[int, str]]] = {}
    for link in root.iter(f"{DGM}cxn"):
        if link.get("type", "parOf") == "parOf" and link.get("destId", "") in said:
            order = link.get("srcOrd", "0")
            at = int(order) if order.isdecimal() and len(order) < 8 else 0
            below.setdefault(link.get("srcId", ""), []).append((at, link.get("destId", "")))
    inner = {name for links in below.values() for _, name in links}
    written = etree.Element(f"{W}txbxContent")
    seen: set[str] = set()
    for first in (*(name for name in said if name not in inner), *said):  # at last what only leads to itself
        stack = [(first, 0 if said[first] else -1)]
        while stack:
            name, level = stack.pop()
            if name in seen:
                continue
            seen.add(name)
            if said[name]:
                written.append(_paragraph(said[name], level=max(level, 0)))
            stack += [(other, min(level + 1, _DEEPEST)) for _, other in sorted(below.get(name, ()), reverse=True)]
    if not len(written):
        return None
    state.added += visible(words(written))
    return written


def lettering(state: State, paragraphs: list[XML]) -> XML | None:
    """Paragraphs of DrawingML as those of Word; None where they say nothing."""
    said = [text for paragraph in paragraphs if (text := " ".join(_text(paragraph).split()))]
    if not said:
        return None
    written = etree.Element(f"{W}txbxContent")
    for text in said:
        written.append(_paragraph(text))
    state.added += visible(words(written))
    return written


def _part(state: State, name: str) -> XML | None:
    """The part with what is drawn; each is read once, however often it is drawn."""
    relation = state.relations.get(name)
    if relation is None or relation.external or relation.target not in state.package:
        return None
    if relation.target in state.drawn:
        return None
    state.drawn.add(relation.target)
    try:
        return state.package.part(relation.target)
    except SourceError as error:
        state.tell("R054", f"A part of the document cannot be read: {error.what}.")
        return None


def _rows(root: XML) -> list[list[str]]:
    """The table of a chart: a row that names the series, and a row for each of what they are counted by. None where it
    is one that nobody would read."""
    series = [*root.iter(f"{C}ser")]
    columns: list[dict[int, str]] = []
    names: list[str] = []
    labels: dict[int, str] = {}
    for one in series:
        values = _points(one.find(f"{C}val"), one.find(f"{C}yVal"))
        if not values:
            continue
        names.append(_said(one.find(f"{C}tx")))
        columns.append(values)
        for at, label in _points(one.find(f"{C}cat"), one.find(f"{C}xVal")).items():
            labels.setdefault(at, label)
    places = sorted({at for column in columns for at in column} | set(labels))
    if not columns or len(places) * len(columns) > _MOST_CELLS:
        return []
    return [
        ["", *names],
        *([labels.get(at, str(at + 1)), *(column.get(at, "") for column in columns)] for at in places),
    ]


def _points(*candidates: XML | None) -> dict[int, str]:
    """The values that a chart has kept of a range of cells, by their places."""
    found: dict[int, str] = {}
    for element in candidates:
        for point in element.iter(f"{C}pt") if element is not None else ():
            at, said = point.get("idx", ""), " ".join(_text(point, f"{C}v").split())
            if said and at.isdecimal() and len(at) < 8:
                found[int(at)] = f"{found[int(at)]} {said}" if int(at) in found else said
    return {at: _shortened(said) for at, said in found.items()}


def _shortened(said: str) -> str:
    """A number as somebody would write it: what a spreadsheet keeps has digits that are only its own error."""
    try:
        value = float(said)
    except ValueError:
        return said
    return said if len(said) < 12 or value != value or abs(value) > 1e15 else f"{value:.10g}"


def _said(element: XML | None) -> str:
    """The words in a part of a chart, written out or kept of a cell."""
    if element is None:
        return ""
    kept = (one.text or "" for one in element.iter(f"{C}v", f"{CX}v"))
    return " ".join((_text(element) or " ".join(kept)).split())


def _text(element: XML, name: str = f"{A}t") -> str:
    pieces: list[str] = []
    for part in element.iter(name, f"{A}p", f"{A}br"):
        pieces.append(part.text or "" if part.tag == name else " ")
    return "".join(pieces)


def _paragraph(text: str, *, style: str = "", level: int | None = None) -> XML:
    paragraph = etree.Element(f"{W}p")
    properties = etree.SubElement(paragraph, f"{W}pPr")
    if style:
        etree.SubElement(properties, f"{W}pStyle").set(f"{W}val", style)
    if level is not None:
        listed = etree.SubElement(properties, f"{W}numPr")
        etree.SubElement(listed, f"{W}ilvl").set(f"{W}val", str(level))
        etree.SubElement(listed, f"{W}numId").set(f"{W}val", BULLETS)
    etree.SubElement(etree.SubElement(paragraph, f"{W}r"), f"{W}t").text = text
    return paragraph


def _table(rows: list[list[str]]) -> XML:
    table = etree.Element(f"{W}tbl", {ROWS_NAMED: "1"})
    for at, cells in enumerate(rows):
        row = etree.SubElement(table, f"{W}tr")
        if not at:
            etree.SubElement(etree.SubElement(row, f"{W}trPr"), f"{W}tblHeader")
        for text in cells:
            etree.SubElement(row, f"{W}tc").append(_paragraph(text))
    return table

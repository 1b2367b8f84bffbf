"""The blocks of a document, written anew: paragraphs with what they are, lists as they are counted, tables.

What is written is WordprocessingML again, for mammoth to turn into HTML (`mapping`), with styles that say what a
paragraph becomes. It has as many line ends before a paragraph as there are paragraphs before it, so that the line of
the HTML in a message is the number of the paragraph in the document.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from itertools import takewhile

from accessible.errors import SourceError
from accessible.readers.markup.accounting import visible
from accessible.readers.wordml.chunks import STYLE, page_of
from accessible.readers.wordml.drawings import is_rule
from accessible.readers.wordml.fields import Fields, is_numbered_caption
from accessible.readers.wordml.names import ROWS_NAMED, XML, M, R, W, child, number, switch, value
from accessible.readers.wordml.package import LARGEST_PART
from accessible.readers.wordml.runs import Line, bookmark, formula, write_line
from accessible.readers.wordml.state import PAGE, WORDS, State, parts, run_of, words
from accessible.readers.wordml.styles import Kind, Look
from accessible.readers.wordml.tidying import ROW_HEAD

_MATHS = (f"{M}oMath", f"{M}oMathPara")
_RUNS = frozenset({f"{W}r", f"{W}hyperlink", f"{W}fldSimple"})
#: What the look of a table says to be set apart: its attribute, and its bit where it is one number.
_LOOKS = {"firstRow": ("firstRow", 0x20), "firstCol": ("firstColumn", 0x80)}
#: Tables in tables: so deep and no deeper.
_DEEPEST = 8
_PLAIN: dict[str, str] = {
    "": "p:fresh", "contents": "p:fresh", "continued": "p:fresh", "subtitle": "p.subtitle:fresh",
    "quote": "blockquote > p:fresh", "epigraph": "blockquote[role='doc-epigraph'] > p:fresh",
    "caption": "p.caption:fresh", "byline": "p.byline:fresh", "dateline": "p.dateline:fresh",
    "term": "dl > dt:fresh", "definition": "dl > dd:fresh", "column": "p:fresh",
    "pullquote": "aside[role='doc-pullquote'] > p:fresh", "page": "p[role='doc-pagebreak']:fresh",
}  # fmt: skip
#: What several paragraphs of are the lines of one block.
_LINES: dict[str, str] = {"title": "h1.title", "verse": "pre.verse", "code": "pre"}
#: What a number that no list of a book has is written before.
_MAY_BE_ITEMS = frozenset({"", "quote", "continued", "definition"})


class Writer:
    """Writes the paragraphs of one place: the text, a box, a cell or a note."""

    def __init__(self, state: State, *, boxed: bool = False, depth: int = 0, aligned: bool = True) -> None:
        self.state, self.boxed, self.depth, self.aligned = state, boxed, depth, aligned
        self.out: list[str] = []
        self.before: Kind = ""  # what the paragraph before was, where this one may go on with it
        self.open: list[tuple[bool, str, int]] = []  # lists that go on: whether ordered, which, and the next number
        self.carried: list[str] = []  # runs that belong to the next paragraph
        self.carried_boxes: list[XML] = []
        self.stray: list[str] = []  # runs that stand where paragraphs do
        self.begun = False

    def blocks(self, container: Iterable[XML]) -> str:
        """Everything in an element that holds paragraphs and tables."""
        for part in parts(self.state, container):
            if part.tag in _RUNS:  # without a paragraph around them
                stray = Line(self.state, Look())
                write_line(self.state, [part], stray)
                self.stray += stray.done()
                continue
            self._gather()
            match part.tag:
                case name if name == f"{W}p":
                    self.paragraph(part)
                case name if name == f"{W}tbl":
                    self._flush()
                    self.table(part)
                case name if name == f"{W}bookmarkStart":
                    self.carried += bookmark(self.state, part)
                case name if name in _MATHS:
                    line = Line(self.state, Look())
                    formula(self.state, part, line)
                    self._emit("p:fresh", line.done())
                case name if name == f"{W}altChunk":
                    self._chunk(part)
                case _ if next(part.iter(f"{W}t"), None) is not None:  # something unknown around words
                    self.out.append(Writer(self.state, depth=self.depth, aligned=self.aligned).blocks(part))
        self._gather()
        self._flush()
        return "".join(self.out)

    # --------------------------------------------------------------------------------------------------- paragraphs
    def paragraph(self, element: XML) -> None:
        state = self.state
        state.number += self.aligned
        properties = child(element, "pPr")
        style = value(properties, "pStyle")
        look = state.styles.paragraph(style)
        level = look.level
        if (outline := child(properties, "outlineLvl")) is not None and look.kind in ("", "heading"):
            level = number(value(outline), 9) + 1
            level = level if level <= 9 else 0
        kind: Kind = "heading" if level else "" if look.kind == "heading" else look.kind
        if not kind and is_numbered_caption(element):
            kind = "caption"
        if kind == "contents":
            state.pass_over("contents", element)
            return
        line = Line(state, look)
        for page in state.page(element):
            line.put(page)
        opened = state.fields.in_contents
        write_line(state, element, line)
        line.done()
        if opened and not line.marked and not line.runs:
            return
        frame = child(properties, "framePr")
        drops = frame is not None and frame.get(f"{W}dropCap", "none") in ("drop", "margin")
        if drops or child(child(properties, "rPr"), "del") is not None:
            self.carried += line.runs
            self.carried_boxes += line.boxes
            if not drops:
                state.count("changes")
            return
        runs, boxes = [*self.carried, *line.runs], [*self.carried_boxes, *line.boxes]
        self.carried, self.carried_boxes = [], []
        while runs and self._begins_page(runs[-1]):  # with the next paragraph
            self.carried.insert(0, runs.pop())
        if not any(_shows(run) for run in runs):
            self.carried[:0] = [run for run in runs if "w:bookmarkStart" in run]
            self.before = ""
            if any(is_rule(shape) for shape in element.iter(f"{W}pict")):
                self._emit("hr:fresh", [])
        else:
            self._write(kind, level, runs, properties, style, look)
        for box in boxes:
            inner = Writer(state, boxed=True, depth=self.depth, aligned=self.aligned)
            outside, state.fields = state.fields, Fields(box)
            self.out.append(inner.blocks(box))
            state.fields = outside
            self.open, self.before = [], ""
        if line.after:
            self.out.append(Writer(state, depth=self.depth, aligned=self.aligned).blocks(line.after))
            self.open, self.before = [], ""

    def _chunk(self, element: XML) -> None:
        """A document that this one takes in: a web page is read, anything else is not."""
        state = self.state
        relation = state.relations.get(element.get(f"{R}id", ""))
        page = None
        if relation is not None and relation.target in state.package and relation.target not in state.drawn:
            state.drawn.add(relation.target)
            with suppress(SourceError):
                page = page_of(state.package.archive.bytes(relation.target, most=LARGEST_PART))
        if page is None:
            state.tell("R011", "A document that is embedded in this one was left out.")
            return
        self._flush()
        self._emit(STYLE, [run_of(str(len(state.chunks)))])
        state.chunks.append(page)
        self.open, self.before = [], ""

    def _write(self, kind: Kind, level: int, runs: list[str], properties: XML | None, style: str, look: Look) -> None:
        state = self.state
        pages = list(takewhile(self._begins_page, runs))
        runs = runs[len(pages) :]
        listed = _numbered(properties, look, style, state)
        if listed is not None and kind not in _MAY_BE_ITEMS:
            label = state.lists.label(*listed)
            runs = [state.text(f"{label} "), *runs] if label else runs
            listed = None
        if listed is not None and (counted := state.lists.count(*listed)) is not None:
            if not counted.label:
                self._item(counted.level, counted.symbols, counted.series, counted.number, [*pages, *runs])
                return
            runs = [state.text(f"{counted.label} "), *runs]
        if kind == "continued" and self.open:
            self._emit(f"{'ul|ol > li > ' * len(self.open)}p:fresh", [*pages, *runs])
            return
        self.open = []
        if kind in _LINES:
            before = "separator('\\n')" if self.before == kind else "fresh"
            self._emit(f"{_LINES[kind]}:{before}", [*pages, *runs], kind)
        else:
            for page in pages:
                self._emit("p:fresh", [page])
            self._emit(f"h{min(level, 6)}:fresh" if kind == "heading" else _PLAIN[kind], runs)
        self.before = kind

    def _begins_page(self, run: str) -> bool:
        return f'<w:rStyle w:val="{self.state.run_style(PAGE)}"/>' in run if self.state.pages else False

    def _item(self, level: int, symbols: str, series: str, count: int, runs: list[str]) -> None:
        """An item of a list; where a list begins, or counts on otherwise, a mark says so (`tidying`)."""
        ordered = bool(symbols)
        del self.open[level + 1 :]
        while len(self.open) < level:
            self.open.append((False, "", 1))
        going_on = len(self.open) > level and self.open[level][0] == ordered
        if ordered and not (going_on and self.open[level][1:] == (series, count)):
            runs = [f'<w:bookmarkStart w:id="0" w:name="list:{symbols}:{count}"/><w:bookmarkEnd w:id="0"/>', *runs]
        del self.open[level:]
        self.open.append((ordered, series, count + 1))
        self._emit(f"{'ul|ol > li > ' * level}{'ol' if ordered else 'ul'} > li:fresh", runs)
        self.before = ""

    def _emit(self, path: str, runs: list[str], kind: Kind = "") -> None:
        state = self.state
        goes_on = "separator" in path
        if self.aligned and state.lines < state.number and kind not in ("verse", "code"):
            ends = state.number - state.lines - goes_on
            state.lines = state.number
            if ends > 0:
                runs = _after_lines(ends, runs)
        elif goes_on:
            state.lines += 1
        if self.boxed:
            path = f"aside{'' if self.begun else ':fresh'} > {path}"
            self.begun = True
        self.out.append(f'<w:p><w:pPr><w:pStyle w:val="{state.paragraph_style(path)}"/></w:pPr>{"".join(runs)}</w:p>')

    def _gather(self) -> None:
        """Runs without a paragraph are one."""
        if any(_shows(run) for run in self.stray):
            self._emit("p:fresh", self.stray)
            self.open, self.before = [], ""
        self.stray = []

    def _flush(self) -> None:
        """What was to be the beginning of a paragraph that never came."""
        self.before = ""
        if any(_shows(run) for run in self.carried):
            self._emit("p:fresh", self.carried)
            self.carried = []

    # ------------------------------------------------------------------------------------------------------- tables
    def table(self, element: XML) -> None:
        state = self.state
        self.open = []
        rows = [row for row in parts(state, element) if row.tag == f"{W}tr"]
        kept = [row for row in rows if child(child(row, "trPr"), "del") is None]
        for row in rows:
            if row not in kept:
                state.pass_over("changes", row)
        if self.depth >= _DEEPEST:
            state.counts["deep"] += 1
            for row in kept:
                for cell in parts(state, row):
                    if cell.tag == f"{W}tc":
                        self.blocks(cell)
            return
        properties = child(element, "tblPr")
        said = " ".join(text for text in (value(properties, "tblCaption"), value(properties, "tblDescription")) if text)
        if said:
            state.count("descriptions", times=1)
            state.first.setdefault("descriptions", said[:60])
        heads = len(list(takewhile(_is_head, kept)))
        if not heads and len(kept) > 1 and (self._sets_apart(properties, "firstRow") or self._is_heading(kept[0])):
            heads = 1
        names = element.get(ROWS_NAMED) is not None or self._sets_apart(properties, "firstCol")
        above: dict[int, str] = {}  # what is said in the cell above, by column
        self.out.append("<w:tbl>")
        for at, row in enumerate(kept):
            self.out.append(f"<w:tr>{'<w:trPr><w:tblHeader/></w:trPr>' if at < heads else ''}")
            self.out.append(_beside(row, "gridBefore"))
            column = _wide(child(row, "trPr"), "gridBefore", 0)
            for cell in parts(state, row):
                if cell.tag == f"{W}tc":
                    mark = ROW_HEAD if names and not column and at >= heads else ""
                    column = self._cell(cell, column, above, mark)
            self.out.append(f"{_beside(row, 'gridAfter')}</w:tr>")
        self.out.append("</w:tbl>")

    def _cell(self, cell: XML, column: int, above: dict[int, str], mark: str) -> int:
        """Write a cell of a column; the column behind it. One that goes on with that above it is to be empty: what it
        says again is left out, and what it says itself makes it a cell of its own."""
        properties = child(cell, "tcPr")
        merged = child(properties, "vMerge")
        goes_on = merged is not None and value(merged) != "restart"
        said = words(cell)
        inside = ""
        if (
            goes_on
            and not any(cell.iter(f"{W}drawing", f"{W}pict"))
            and said.split() in ([], above[column].split() if column in above else None)
        ):
            self.state.left += visible(said)
        else:
            goes_on = False
            inner = Writer(self.state, depth=self.depth + 1, aligned=self.aligned)
            inner.carried = [mark] if mark and said.strip() else []
            inside = inner.blocks(cell)
            above[column] = said
        wide = _wide(properties, "gridSpan", 1)
        spans = f'<w:gridSpan w:val="{wide}"/>' if wide > 1 else ""
        if merged is not None:
            spans += f'<w:vMerge w:val="{"continue" if goes_on else "restart"}"/>'
        self.out.append(f"<w:tc><w:tcPr>{spans}</w:tcPr>{inside}<w:p/></w:tc>")
        return column + wide

    def _is_heading(self, row: XML) -> bool:
        """Whether all cells of a row that say something are set as headings of columns."""
        said = [paragraph for paragraph in row.iter(f"{W}p") if words(paragraph).strip()]
        styles = self.state.styles
        return len(said) > 1 and all(
            styles.paragraph(value(child(paragraph, "pPr"), "pStyle")).kind == "column" for paragraph in said
        )

    def _sets_apart(self, properties: XML | None, what: str) -> bool:
        """Whether the first row or column is set apart by the style of the table ("Header Row", "First Column" in
        Word; section 17.4.55): what is only said to be, without a style that does it, is nowhere seen."""
        name, bit = _LOOKS[what]
        look = child(properties, "tblLook")
        if look is None:
            return False
        mask = value(look)
        try:
            on = look.get(W + name, "") in ("1", "true", "on") or bool(int(mask or "0", 16) & bit)
        except ValueError:
            on = False
        return on and self.state.styles.sets_apart(value(properties, "tblStyle"), what)


def _shows(run: str) -> bool:
    return any(mark in run for mark in ("<w:drawing", "<w:footnoteReference")) or visible(_bare(run)) > 0


def _after_lines(ends: int, runs: list[str]) -> list[str]:
    """Runs with so many line ends before them, in a run of their own only where the first is more than plain words."""
    begin = f"<w:r>{WORDS}"
    if runs and runs[0].startswith(begin):
        return [f"{begin}{chr(10) * ends}{runs[0][len(begin) :]}", *runs[1:]]
    return [f"{begin}{chr(10) * ends}</w:t></w:r>", *runs]


def _bare(run: str) -> str:
    """The text of a run as it is written."""
    text = ""
    at = run.find("<w:t ")
    while at >= 0:
        begin = run.index(">", at) + 1
        end = run.index("</w:t>", begin)
        text += run[begin:end]
        at = run.find("<w:t ", end)
    return text


def _numbered(properties: XML | None, look: Look, style: str, state: State) -> tuple[str, int] | None:
    """The list and the level in it that a paragraph has, by itself or by its style (section 17.9.18)."""
    own = child(properties, "numPr")
    name, level = look.numbered or ("", None)
    if own is not None:
        if child(own, "numId") is not None:
            name = value(own, "numId")
        if written := value(own, "ilvl"):
            level = number(written, 0)
    if not name or name == "0":
        return None
    return name, level if level is not None else state.lists.level_of(name, style)


def _is_head(row: XML) -> bool:
    return bool(switch(child(row, "trPr"), "tblHeader"))


def _wide(properties: XML | None, name: str, default: int) -> int:
    """How many columns something is wide."""
    return max(default, min(number(value(properties, name), default), 1000))


def _beside(row: XML, name: str) -> str:
    """The empty cell that stands for columns that a row leaves out."""
    wide = _wide(child(row, "trPr"), name, 0)
    return f'<w:tc><w:tcPr><w:gridSpan w:val="{wide}"/></w:tcPr><w:p/></w:tc>' if wide > 0 else ""

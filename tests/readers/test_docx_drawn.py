"""What is drawn in a Word document from data and words is read as tables, lists and paragraphs."""

from __future__ import annotations

import time

from accessible.model.blocks import Aside, Block, List, Paragraph, Table
from accessible.model.document import written
from accessible.model.draft import Draft
from accessible.readers import as_source, read
from tests.readers.documents import NAMES, document, p, t


def drawn(inner: str) -> str:
    """A run with a drawing."""
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="9" name="Drawing"/><a:graphic><a:graphicData>{inner}</a:graphicData>'
        "</a:graphic></wp:inline></w:drawing></w:r>"
    )


def cached(kind: str, *values: str) -> str:
    """The cells of a spreadsheet, as a chart keeps them."""
    points = "".join(f'<c:pt idx="{at}"><c:v>{value}</c:v></c:pt>' for at, value in enumerate(values))
    return f"<c:{kind}Ref><c:{kind}Cache>{points}</c:{kind}Cache></c:{kind}Ref>"


def series(name: str, labels: tuple[str, ...], values: tuple[str, ...]) -> str:
    return (
        f"<c:ser><c:tx>{cached('str', name)}</c:tx><c:cat>{cached('str', *labels)}</c:cat>"
        f"<c:val>{cached('num', *values)}</c:val></c:ser>"
    )


def title(text: str) -> str:
    return f"<c:title><c:tx><c:rich><a:p><a:r><a:t>{text}</a:t></a:r></a:p></c:rich></c:tx></c:title>"


def chart(inner: str) -> str:
    return f"<c:chartSpace {NAMES}><c:chart>{inner}</c:chart></c:chartSpace>"


def read_with(part: str, element: str, kind: str) -> Draft:
    """A document with a drawing whose data are a part."""
    body = p("Before.") + p(drawn(element)) + p("After.")
    data = document(body, relations={"d": (kind, "drawn.xml")}, parts={"word/drawn.xml": part})
    return read(as_source("bell.docx", data))


def told(draft: Draft) -> list[tuple[str, str]]:
    return [(message.code, message.text) for message in draft.messages]


def rows(table: Block) -> list[list[tuple[str, str]]]:
    assert isinstance(table, Table)
    return [
        [(cell.heads, " ".join(prose.text for _, prose in written(cell.blocks))) for cell in row] for row in table.rows
    ]


def test_a_chart_is_a_table_of_its_numbers_with_its_title_as_caption() -> None:
    years = ("1900", "1950")
    plot = series("Bells", years, ("4", "2.5")) + series("Ropes", years, ("7", "0.30000000000000004"))
    axes = f"<c:catAx>{title('Year')}</c:catAx><c:valAx>{title('Number')}</c:valAx>"
    draft = read_with(
        chart(f"{title('What hung')}<c:plotArea><c:barChart>{plot}</c:barChart>{axes}</c:plotArea>"),
        '<c:chart r:id="d"/>',
        "chart",
    )
    _, table, labels, _ = draft.blocks
    assert isinstance(table, Table)
    assert table.caption is not None
    assert table.caption.prose.text == "What hung"
    assert table.header_rows == 1
    assert rows(table) == [
        [("", ""), ("", "Bells"), ("", "Ropes")],
        [("row", "1900"), ("", "4"), ("", "7")],
        [("row", "1950"), ("", "2.5"), ("", "0.3")],
    ]
    assert isinstance(labels, Paragraph)
    assert labels.prose.text == "Year; Number"
    assert told(draft) == [("R012", "A chart is not drawn: what it says is kept as a table.")]


def test_of_a_chart_of_too_many_numbers_the_title_is_kept() -> None:
    many = tuple(map(str, range(500)))
    draft = read_with(chart(title("Waves") + series("Height", many, many)), '<c:chart r:id="d"/>', "chart")
    assert [prose.text for _, prose in written(draft.blocks)] == ["Before.", "Waves", "After."]


def test_a_chart_without_its_data_is_told_as_lost() -> None:
    draft = read_with(chart("<c:plotArea/>"), '<c:chart r:id="d"/>', "chart")
    assert told(draft) == [("R012", "A chart was left out: no book can hold it.")]


def test_the_newer_charts_are_taken_before_the_picture_that_says_they_cannot_be_seen() -> None:
    words = p(t("This chart isn't available in your version of Word."))
    fallback = f"<mc:Fallback>{drawn(words)}</mc:Fallback>"
    run = drawn('<cx:chart r:id="d"/>').replace("<w:r>", "").replace("</w:r>", "")
    body = p("Before.") + p(
        f'<w:r><mc:AlternateContent><mc:Choice Requires="cx1">{run}</mc:Choice>{fallback}</mc:AlternateContent></w:r>'
    )
    said = "<cx:title><cx:tx><cx:txData><cx:v>Waves</cx:v></cx:txData></cx:tx></cx:title>"
    part = f"<cx:chartSpace {NAMES}><cx:chart>{said}</cx:chart></cx:chartSpace>"
    data = document(body, relations={"d": ("chartEx", "drawn.xml")}, parts={"word/drawn.xml": part})
    draft = read(as_source("bell.docx", data))
    assert [prose.text for _, prose in written(draft.blocks)] == ["Before.", "Waves"]


def point(name: str, text: str, kind: str = "node") -> str:
    said = f"<dgm:t><a:p><a:r><a:t>{text}</a:t></a:r></a:p></dgm:t>" if text else ""
    return f'<dgm:pt modelId="{name}" type="{kind}">{said}</dgm:pt>'


def link(above: str, below: str, order: int = 0, kind: str = "parOf") -> str:
    return f'<dgm:cxn type="{kind}" srcId="{above}" destId="{below}" srcOrd="{order}"/>'


def diagram(points: str, links: str) -> str:
    return f"<dgm:dataModel {NAMES}><dgm:ptLst>{points}</dgm:ptLst><dgm:cxnLst>{links}</dgm:cxnLst></dgm:dataModel>"


def test_the_words_of_a_diagram_are_a_list_in_the_order_of_its_links() -> None:
    points = point("0", "", "doc") + point("3", "Rope") + point("1", "Bell") + point("2", "Bronze")
    points += point("9", "never seen", "pres")
    links = link("0", "3", 1) + link("0", "1", 0) + link("1", "2") + link("1", "9", kind="presOf")
    draft = read_with(diagram(points, links), '<dgm:relIds r:dm="d"/>', "diagramData")
    (found,) = [block for block in draft.blocks if isinstance(block, List)]
    bell, rope = found.items
    assert [prose.text for _, prose in written(bell.blocks)] == ["Bell", "Bronze"]
    assert isinstance(bell.blocks[-1], List)
    assert [prose.text for _, prose in written(rope.blocks)] == ["Rope"]
    assert told(draft) == [("R012", "A diagram is not drawn: what it says is kept as words.")]


def test_a_diagram_that_leads_to_itself_is_read_to_its_end() -> None:
    number = 20_000
    points = "".join(point(str(at), f"w{at}") for at in range(number))
    links = "".join(link(str(at), str((at + 1) % number)) for at in range(number))
    started = time.process_time()
    draft = read_with(diagram(points, links), '<dgm:relIds r:dm="d"/>', "diagramData")
    assert sum(1 for _ in written(draft.blocks)) == number + 2
    assert time.process_time() - started < 20


def test_what_is_drawn_a_thousand_times_is_read_once() -> None:
    body = p("Before.") + p(drawn('<c:chart r:id="d"/>')) * 1000
    part = chart(series("Bells", ("1900",), ("4",)))
    data = document(body, relations={"d": ("chart", "drawn.xml")}, parts={"word/drawn.xml": part})
    draft = read(as_source("bell.docx", data))
    assert sum(isinstance(block, Table) for block in draft.blocks) == 1


def test_letters_on_a_canvas_are_paragraphs() -> None:
    letters = "<a:p><a:r><a:t>Ring </a:t></a:r><a:r><a:t>twice</a:t></a:r></a:p>"
    shape = f"<a:sp><a:txSp><a:txBody>{letters}</a:txBody></a:txSp></a:sp>"
    draft = read_with("<x/>", f"<lc:lockedCanvas>{shape}</lc:lockedCanvas>", "none")
    assert [prose.text for _, prose in written(draft.blocks)] == ["Before.", "Ring twice", "After."]
    assert not any(isinstance(block, Aside) for block in draft.blocks)
    assert told(draft) == []

"""The pages of a Word document are kept where it is sure which they are."""

from __future__ import annotations

import pytest

from accessible.model.blocks import PageBreak, PageMark
from accessible.model.document import leaves, pages, written
from accessible.model.draft import Draft
from accessible.readers import as_source, read
from accessible.structurer import structure
from tests.readers.documents import STYLES, document, item, levels, num, p, row, style, t, table

BREAK = '<w:r><w:br w:type="page"/></w:r>'
NUMBERING = levels(0, ("decimal", "%1.")) + num(1, 0)
LONG = "The bell fell at night. " * 150


def laid_out(text: str) -> str:
    """A run of a text with which a program began a page."""
    return f"<w:r><w:lastRenderedPageBreak/><w:t>{text}</w:t></w:r>"


def read_pages(body: str, number: int = 0) -> Draft:
    """A document that says that it has so many pages, or says nothing of it."""
    parts = {"docProps/app.xml": f"<Properties><Pages>{number}</Pages></Properties>"} if number else {}
    return read(as_source("bell.docx", document(body, parts=parts, numbering=NUMBERING)))


def labels(draft: Draft) -> list[str]:
    return [label for section in structure(draft).sections for _, label in pages(section.blocks)]


def told(draft: Draft) -> list[str]:
    return [message.text for message in draft.messages]


def section(*, kind: str = "", start: str = "", form: str = "") -> str:
    """The properties of the section that ends here."""
    numbered = f'<w:pgNumType w:start="{start}" w:fmt="{form}"/>' if start else ""
    return f'<w:sectPr><w:type w:val="{kind or "nextPage"}"/>{numbered}</w:sectPr>'


def test_pages_begin_where_the_author_breaks_them_and_short_texts_have_no_others() -> None:
    body = p("One.") + p(BREAK) + p("Night", "Heading1") + p(t("Two.") + BREAK) + p("Three.")
    body += p("Four.", properties="<w:pageBreakBefore/>")
    draft = read_pages(body)
    assert [getattr(block, "label", "") for block in draft.blocks] == ["", "2", "", "", "3", "", "4", ""]
    assert isinstance(draft.blocks[1], PageBreak)
    assert told(draft) == []


def test_the_pages_that_a_program_made_are_kept_where_their_number_is_that_of_the_document() -> None:
    body = p(LONG) + p(t("It goes ") + laid_out("on.")) + p(BREAK) + p(laid_out("Three."))
    draft = read_pages(body, 3)
    marks = [mark for block in leaves(draft.blocks) for mark in block.prose.inlines if isinstance(mark, PageMark)]
    assert [(mark.label, mark.start) for mark in marks] == [("2", len("It goes "))]
    assert sorted(labels(draft)) == ["2", "3"]


@pytest.mark.parametrize(
    ("body", "number"),
    [
        (p("One.") + p(laid_out("Two.")), 7),
        (p("One.") + p(laid_out("Two.")), 0),
        (p(LONG) + p(BREAK) + p("On."), 0),
        (p("One.") + p(BREAK) + p("On."), 5),
    ],
)
def test_breaks_of_which_nobody_knows_the_page_are_told(body: str, number: int) -> None:
    draft = read_pages(body, number)
    assert labels(draft) == []
    assert told(draft) == ["1 page break was left out: what pages begin there is not sure."]


def test_sections_count_their_pages_as_they_say() -> None:
    body = p("Front.", properties=section(start="1", form="lowerRoman"))
    body += p(t("More.") + BREAK) + p("Front.", properties=section(start="3", form="lowerRoman"))
    body += p("One.", properties=section(start="1", form="decimal")) + p("On.") + section(kind="continuous")
    assert labels(read_pages(body)) == ["iii", "iv", "1"]


def test_a_page_that_begins_in_a_list_or_a_table_costs_no_item_and_no_cell() -> None:
    body = item("A rope", 1) + item("A bell", 1).replace("<w:t ", "<w:lastRenderedPageBreak/><w:t ", 1)
    body += table(row("Name", "Weight"), row(p(laid_out("Ann")), "2 t"))
    draft = read_pages(body, 3)
    assert sorted(labels(draft)) == ["2", "3"]
    assert len(draft.blocks) == 2
    assert told(draft) == []


def test_a_page_begins_before_the_number_of_a_heading() -> None:
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    draft = read_pages(p("One.") + p(laid_out("Night"), "Heading1", numbered), 2)
    assert [type(block).__name__ for block in draft.blocks] == ["Paragraph", "PageBreak", "Heading"]
    assert [prose.text for _, prose in written(draft.blocks)] == ["One.", "1. Night"]


def test_boxes_deleted_text_and_empty_beginnings_begin_no_page() -> None:
    body = p(BREAK.replace("<w:r>", "<w:del><w:r>").replace("</w:r>", "</w:r></w:del>")) + p("One.")
    body += p("Two.", properties="<w:pageBreakBefore w:val='0'/>")
    draft = read_pages(body)
    assert labels(draft) == []
    assert not any("page" in text for text in told(draft))


def test_the_numbers_of_printed_pages_in_the_style_for_them_are_pages_and_no_text() -> None:
    styles = STYLES + style("PageNumberDAISY", "Page Number (DAISY)", kind="character")
    styles += style("Page", "Page Number (DAISY)")
    number = t("12", '<w:rStyle w:val="PageNumberDAISY"/>')
    body = p("One.") + p(BREAK) + p(t("It goes ") + number + t("on.")) + p("13", "Page") + p("Three.")
    draft = read(as_source("bell.docx", document(body, styles=styles)))
    assert [prose.text for _, prose in written(draft.blocks)] == ["One.", "It goes on.", "Three."]
    assert sorted(labels(draft)) == ["12", "13"]
    assert told(draft) == []

"""Word documents are read: what their author marked is kept, and what cannot come along is said."""

from __future__ import annotations

import io
import json
import re
import time
import zipfile
from collections import Counter
from html import unescape
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accessible.errors import SourceError
from accessible.model.blocks import Block, Figure, Heading, Paragraph, Quote, Table, Title
from accessible.model.document import Document, written
from accessible.model.draft import Draft
from accessible.readers import as_source, read
from accessible.structurer import structure
from tests.conftest import Golden
from tests.readers.documents import (
    BOX,
    DOCUMENTS,
    MAIN,
    NAMES,
    STYLES,
    document,
    field,
    item,
    levels,
    num,
    p,
    picture,
    row,
    style,
    t,
    table,
)
from tests.readers.outline import outline

BOOKS = Path(__file__).parent.parent / "books"


def read_document(data: bytes, name: str = "bell.docx") -> Draft:
    return read(as_source(name, data))


def codes(draft: Draft) -> list[str]:
    return [message.code for message in draft.messages]


def texts(draft: Draft) -> list[str]:
    blocks: tuple[Block, ...] = draft.blocks  # type: ignore[assignment]
    return [prose.text for _, prose in written(blocks)]


@pytest.mark.parametrize("case", DOCUMENTS)
def test_what_is_read_of_a_document(case: str, golden: Golden) -> None:
    golden(Path("docx") / f"{case}.txt", outline(read_document(DOCUMENTS[case])))


@pytest.mark.parametrize("case", DOCUMENTS)
def test_every_span_lies_in_the_text_where_its_words_stand(case: str) -> None:
    draft = read_document(DOCUMENTS[case])
    for block in draft.blocks:
        assert 0 <= block.span.start <= block.span.end <= len(draft.text)
        if isinstance(block, Paragraph) and block.prose.text.isascii() and not block.prose.inlines:
            assert re.findall(r"\w+", block.prose.text)[0] in draft.text[block.span.start : block.span.end]


@pytest.mark.parametrize("case", DOCUMENTS)
def test_the_document_that_is_made_of_it_is_the_same_when_it_is_made_again(case: str) -> None:
    draft = read_document(DOCUMENTS[case])
    assert structure(draft) == structure(read_document(DOCUMENTS[case]))
    assert "R008" not in codes(draft)


def test_a_message_has_the_number_of_its_paragraph() -> None:
    link = f'<w:hyperlink r:id="x">{t("here")}</w:hyperlink>'
    body = p("One") + p("") + table(row("Two", "Three"), row("Four", "Five")) + p("Title", "Title") + p("On", "Title")
    draft = read_document(document(body + p(link), relations={"x": ("hyperlink", "javascript:alert(1)")}))
    (message,) = [message for message in draft.messages if message.code == "R014"]
    assert message.place.line == body.count("<w:p>") + 1
    assert "here" in texts(draft)
    assert "javascript" not in str(draft.blocks)


# --------------------------------------------------------------------------------------------------------- nothing lost
_SAID = st.text(st.sampled_from("abö ’“&<>鐘ب"), min_size=1, max_size=12)
_RUN = st.builds(
    lambda text, setting: t(escape(text), setting),
    _SAID,
    st.sampled_from(
        ["", "<w:b/>", "<w:i/><w:smallCaps/>", '<w:lang w:val="de-DE"/>', "<w:vanish/>", '<w:rStyle w:val="Strong"/>']
    ),
)
_WRAPPED = st.builds(
    lambda run, around: around.format(run),
    _RUN,
    st.sampled_from(
        [
            "{}",
            "{}",
            "<w:ins>{}</w:ins>",
            "<w:smartTag>{}</w:smartTag>",
            "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>",
            '<w:hyperlink w:anchor="x">{}</w:hyperlink>',
            '<w:fldSimple w:instr="DATE">{}</w:fldSimple>',
            "<w:moveFrom>{}</w:moveFrom>",
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r>{}',
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>{}',
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>{}',
            "<w:r><w:instrText>TOC</w:instrText></w:r>{}",
            '<w:r><w:footnoteReference w:id="2"/><w:br/><w:tab/><w:noBreakHyphen/></w:r>{}',
        ]
    ),
)
_PARAGRAPH = st.builds(
    lambda runs, style, more: f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>{"".join(runs)}</w:p>',
    st.lists(_WRAPPED, max_size=4),
    st.sampled_from(
        ["Normal", "Title", "Heading1", "Heading9", "Quote", "Caption", "Unknown", "TOC1", "Verse", "Code"]
    ),
    st.sampled_from(
        [
            "",
            '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>',
            '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr>',
            "<w:rPr><w:del/></w:rPr>",
            '<w:framePr w:dropCap="drop"/>',
        ]
    ),
)
_BLOCK = st.recursive(
    _PARAGRAPH,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda cells: table(row(*cells), row(*cells))),
        inner.map(lambda block: f"<w:sdt><w:sdtContent>{block}</w:sdtContent></w:sdt>"),
        inner.map(lambda block: p(BOX.format(block))),
    ),
    max_leaves=6,
)


@settings(deadline=None, max_examples=150)
@given(st.lists(_BLOCK, min_size=1, max_size=6))
def test_every_letter_is_in_the_text_or_told_to_be_left_out(blocks: list[str]) -> None:
    data = document(
        p("The beginning.") + "".join(blocks),
        numbering=levels(0, ("decimal", "%1."), ("lowerLetter", "%2)"))
        + levels(1, ("bullet", "•"))
        + num(1, 0)
        + num(2, 1),
        footnotes='<w:footnote w:id="2">' + p("A note.") + "</w:footnote>",
    )
    draft = read_document(data)
    assert "R008" not in codes(draft)
    kept = Counter("".join(texts(draft)))
    gone = ("R015", "R016", "R019", "R050", "R054")
    if not any(message.code in gone for message in draft.messages):
        wanted = Counter("".join(unescape(text) for text in re.findall(r"<w:t [^>]*>([^<]*)", once(blocks))))
        assert all(kept[letter] >= number for letter, number in wanted.items() if not letter.isspace())


def once(blocks: list[str]) -> str:
    """Blocks without the older form of what they have in two, from the innermost on."""
    whole = "".join(blocks)
    while "<mc:Fallback>" in whole:
        whole = re.sub("<mc:Fallback>(?:(?!<mc:Fallback>).)*?</mc:Fallback>", "", whole)
    return whole


def test_every_body_of_a_document_with_several_is_read() -> None:
    body = p("One.") + "</w:body><w:body>" + p("Two.")
    assert texts(read_document(document(body))) == ["One.", "Two."]


def test_words_and_tables_that_stand_where_none_may_are_read_all_the_same() -> None:
    inner = table(row("Name", "Weight"), row("Ann", "2 t"))
    body = t("No ") + t("paragraph.") + p("Then.") + f"<w:p>{t('With')}{inner}</w:p>" + f"<w:x>{p('Unknown.')}</w:x>"
    body += f"<w:p><w:x>{t('In it.')}</w:x></w:p>"
    draft = read_document(document(body))
    assert texts(draft) == ["No paragraph.", "Then.", "With", "Name", "Weight", "Ann", "2 t", "Unknown.", "In it."]
    assert isinstance(draft.blocks[3], Table)


def test_a_cell_that_goes_on_with_that_above_and_says_something_is_heard_once() -> None:
    def cell(text: str, merged: str) -> str:
        return f"<w:tc><w:tcPr><w:vMerge {merged}/></w:tcPr>{p(text)}</w:tc>"

    restart = 'w:val="restart"'
    body = table(
        row(cell("Bell", restart), "a"), row(cell("Bell", ""), "b"), row(cell("Rope", ""), "c"), row(cell("", ""), "d")
    )
    draft = read_document(document(p("Text.") + body))
    assert texts(draft) == ["Text.", "Bell", "a", "b", "Rope", "c", "d"]
    (found,) = [block for block in draft.blocks if isinstance(block, Table)]
    assert [[cell.rows for cell in cells] for cells in found.rows] == [[2, 1], [1], [2, 1], [1]]
    assert not draft.messages


PAGE_IN_IT = "<html><body><h2>Night</h2><p id=x>The b\u00ebll fell.<ul><li>A rope</body></html>"
ARCHIVE = (
    'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n'
    '--b\nContent-Type: text/html; charset="utf-8"\n'
    "Content-Transfer-Encoding: quoted-printable\n\n" + PAGE_IN_IT.replace("\u00eb", "=C3=AB") + "\n--b--\n"
)


@pytest.mark.parametrize("chunk", [f'<meta charset="utf-8">{PAGE_IN_IT}', ARCHIVE])
def test_a_web_page_that_a_document_takes_in_is_read_in_its_place(chunk: str) -> None:
    link = f'<w:hyperlink r:id="x">{t("here")}</w:hyperlink>'
    body = p("Before.") + '<w:altChunk r:id="c"/>' + p("After ") + p(link)
    relations = {"c": ("aFChunk", "chunk.mht"), "x": ("hyperlink", "javascript:alert(1)")}
    draft = read_document(document(body, relations=relations, parts={"word/chunk.mht": chunk.encode()}))
    assert texts(draft) == ["Before.", "Night", "The b\u00ebll fell.", "A rope", "After", "here"]
    assert isinstance(draft.blocks[1], Heading)
    assert [(message.code, message.place.line) for message in draft.messages] == [("R014", 3)]


def test_a_document_of_another_kind_that_is_taken_in_is_told() -> None:
    relations = {"c": ("aFChunk", "chunk.docx"), "far": ("aFChunk", "http://127.0.0.1:1/x.html")}
    body = p("Text.") + '<w:altChunk r:id="c"/><w:altChunk r:id="far"/><w:altChunk r:id="none"/>'
    draft = read_document(document(body, relations=relations, parts={"word/chunk.docx": GOOD}))
    assert texts(draft) == ["Text."]
    assert codes(draft) == ["R011"] * 3


def test_a_note_that_nothing_refers_to_is_told() -> None:
    notes = f'<w:footnote w:id="2">{p("A note.")}</w:footnote><w:footnote w:id="3">{p("Deleted.")}</w:footnote>'
    deleted = '<w:del><w:r><w:footnoteReference w:id="3"/></w:r></w:del>'
    draft = read_document(document(p(t("Text.") + deleted), footnotes=notes))
    assert [(message.code, message.text) for message in draft.messages if message.code == "R054"] == [
        ("R054", "A note that nothing refers to was left out: 'A note.'.")
    ]


def test_a_form_that_nobody_filled_in_is_called_so() -> None:
    prompt = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{p('Click here.')}</w:sdtContent></w:sdt>"
    with pytest.raises(SourceError, match="holds no text but 2 prompts of forms"):
        read_document(document(prompt * 2))


# --------------------------------------------------------------------------------------------------------------- styles
@pytest.mark.parametrize(
    ("called", "kind"),
    [
        ("Überschrift 1", "heading"),
        ("Titre 2", "heading"),
        ("Заголовок 3", "heading"),
        ("标题 1", "heading"),
        ("Titel", "title"),
        ("Sous-titre", "subtitle"),
        ("Zitat", "blockquote"),
        ("Pull quote", "pullquote"),
        ("Titre courant", "paragraph"),
    ],
)
def test_styles_are_known_by_the_names_that_they_have_in_other_languages(called: str, kind: str) -> None:
    draft = read_document(document(p("The bell fell.") + p("A line", "S"), styles=STYLES + style("S", called)))
    assert type(draft.blocks[1]).__name__.lower() == kind


@pytest.mark.parametrize(
    ("before", "code", "kind"),
    [
        ("Figure ", " SEQ Figure ", Figure),
        ("Abb. ", " SEQ Abbildung ", Figure),
        ("(", " SEQ Equation ", Paragraph),
        ("Equation ", " SEQ Equation ", Paragraph),
        ("As was to be seen in ", " SEQ x ", Paragraph),
        ("Figure ", " REF x ", Paragraph),
    ],
)
def test_a_line_that_is_counted_as_captions_are_is_one_whatever_its_style(
    before: str, code: str, kind: type[Block]
) -> None:
    body = p("Text.") + p(picture()) + p(t(before) + field(code, t("1")) + t(": The bell."))
    draft = read_document(document(body))
    assert isinstance(draft.blocks[-1], kind)
    assert texts(draft)[-1] == f"{before}1: The bell."


def test_the_cells_that_are_set_as_headings_of_columns_are() -> None:
    body = p("Text.") + table(row(p("Name", "H"), p("Weight", "H")), row("Ann", "2 t"))
    draft = read_document(document(body, styles=STYLES + style("H", "Table Heading")))
    (found,) = [block for block in draft.blocks if isinstance(block, Table)]
    assert found.header_rows == 1


# --------------------------------------------------------------------------------------------------------------- tables
def styled(*parts: str) -> str:
    """The style of a table that sets parts of it apart."""
    inner = "".join(f'<w:tblStylePr w:type="{part}"/>' for part in parts)
    return f'<w:style w:type="table" w:styleId="T"><w:name w:val="T"/>{inner}</w:style>'


def looking(attributes: str) -> str:
    return f'<w:tblPr><w:tblStyle w:val="T"/><w:tblLook {attributes}/></w:tblPr>'


HEADED = row("Name", "Weight"), row("Ann", "2 t"), row("Bo", "3 t")


@pytest.mark.parametrize(
    ("attributes", "parts", "header", "names"),
    [
        ('w:val="04A0"', ("firstRow", "firstCol"), 1, True),
        ('w:firstRow="1" w:firstColumn="1"', ("firstRow", "firstCol"), 1, True),
        ('w:firstColumn="1"', ("firstRow", "firstCol"), 0, True),
        ('w:firstColumn="0" w:firstRow="1"', ("firstRow", "firstCol"), 1, False),
        ('w:val="04A0"', ("firstRow",), 1, False),
        ('w:val="04A0"', (), 0, False),
    ],
)
def test_the_first_column_names_the_rows_where_the_style_of_the_table_sets_it_apart(
    attributes: str, parts: tuple[str, ...], header: int, names: bool
) -> None:
    body = p("Text.") + table(looking(attributes), *HEADED)
    draft = read_document(document(body, styles=STYLES + styled(*parts)))
    (found,) = [block for block in draft.blocks if isinstance(block, Table)]
    assert found.header_rows == header
    heads = [cells[0].heads for cells in found.rows[header:]]
    assert heads == ["row" if names else ""] * len(heads)
    assert {cells[1].heads for cells in found.rows} == {""}
    assert texts(draft) == ["Text.", "Name", "Weight", "Ann", "2 t", "Bo", "3 t"]


# -------------------------------------------------------------------------------------------------------------- hostile
BOMB = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
XML = f"<w:document {NAMES}><w:body>{{}}</w:body></w:document>"
GOOD = document(p("The bell fell."))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (document(p("x"), parts={MAIN: BOMB + XML.format(p("&b;"))}), "declares a document type"),
        (document(p("x"), parts={MAIN: OUTSIDE + XML.format(p("&a;"))}), "declares a document type"),
        (document(p("x"), parts={MAIN: (BOMB + XML.format(p("&b;"))).encode("utf-16")}), "declares a document type"),
        (
            document(p("x"), parts={"word/_rels/document.xml.rels": BOMB + "<Relationships/>"}),
            "declares a document type",
        ),
        (document("<w:p/>" * 3_000_000), "grows without measure"),
        (document("<w:sdt><w:sdtContent>" * 5_000 + p("x") + "</w:sdtContent></w:sdt>" * 5_000), "not well-formed"),
        (document(p("x"), parts={MAIN: "<w:document"}), "not well-formed"),
        (document(p("x"), parts={MAIN: ""}), "not well-formed"),
        (document(p("x"), parts={MAIN: "<html/>"}), "no text of Word"),
        (document(p("x"), leave=(MAIN,), parts={"word/other.xml": "x"}), "the part with its text is missing"),
        (document(""), "holds no text"),
        (document(p("...")), "holds no text"),
        (GOOD[: len(GOOD) // 2], "archive cannot be read"),
        (document(p("x"), parts={"../../out.xml": "x"}), "leads out of it"),
        (document(p("x"), parts={"word/styles.xml": b"<w:styles"}), "not well-formed"),
    ],
)
def test_what_does_harm_or_is_broken_is_one_clear_error(data: bytes, said: str) -> None:
    started = time.process_time()
    with pytest.raises(SourceError, match=said) as error:
        read_document(data)
    assert error.value.exit_code == 3
    assert time.process_time() - started < 5


def test_a_document_of_too_many_elements_is_refused_before_it_is_a_tree() -> None:
    body = "".join(f"<w:p><w:r><w:t>{at}</w:t></w:r></w:p>" for at in range(340_000))
    with pytest.raises(SourceError, match="more than"):
        read_document(document(body))


def test_a_picture_of_a_white_page_is_no_bomb() -> None:
    data = document(p("The bell fell."), parts={"word/media/image9.emf": bytes(5_000_000)})
    assert texts(read_document(data)) == ["The bell fell."]


def test_pictures_from_elsewhere_are_never_looked_at() -> None:
    addresses = (
        "file:///etc/passwd",
        "file:///dev/zero",
        "http://127.0.0.1:1/x.png",
        r"\\host\x.png",
        "../../etc/passwd",
    )
    relations = {f"x{at}": ("image", address) for at, address in enumerate(addresses)}
    body = "".join(p(picture(name, link=True)) + p(picture(name, properties="")) for name in relations)
    draft = read_document(document(p("Text.") + body, relations=relations))
    assert not draft.pictures
    assert codes(draft).count("R009") == 2 * len(addresses)


def test_tables_in_tables_are_undone_where_they_are_too_many() -> None:
    draft = read_document(document("<w:tbl><w:tr><w:tc>" * 60 + p("deep") + f"{p('')}</w:tc></w:tr></w:tbl>" * 60))
    assert texts(draft) == ["deep"]
    assert "R007" in codes(draft)


@pytest.mark.parametrize("part", ["[Content_Types].xml", "_rels/.rels", "word/styles.xml", "word/numbering.xml"])
def test_what_is_missing_beside_the_text_costs_no_text(part: str) -> None:
    body = p("Night", "Heading1") + item("The bell fell.", 1)
    data = document(body, numbering=levels(0, ("decimal", "%1.")) + num(1, 0), leave=(part,))
    draft = read_document(data)
    assert texts(draft) == ["Night", "The bell fell."]
    assert isinstance(draft.blocks[0], Heading)
    assert "R054" in codes(draft) or part == "_rels/.rels"


def test_a_contents_field_that_never_ends_takes_nothing_with_it() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC</w:instrText></w:r>'
    draft = read_document(document(p(begin + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>') + p("The bell fell.")))
    assert texts(draft) == ["The bell fell."]


def test_a_style_based_on_itself_is_read() -> None:
    styles = STYLES + style("A", "A", based="B") + style("B", "B", based="A")
    assert texts(read_document(document(p("The bell fell.", "A"), styles=styles))) == ["The bell fell."]


# -------------------------------------------------------------------------------------------------------------- formats
ODT = b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/vnd.oasis.opendocument.text"


@pytest.mark.parametrize("name", ["bell.docx", "bell.docm", "bell.dotx", "bell.dotm", "bell"])
def test_templates_and_documents_with_macros_are_the_same(name: str) -> None:
    draft = read_document(
        document(p("The bell fell."), relations={"v": ("vbaProject", "vba.bin")}, parts={"word/vba.bin": "x"}), name
    )
    assert texts(draft) == ["The bell fell."]
    assert codes(draft) == ["R021"]


@pytest.mark.parametrize(
    ("data", "said", "hint"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "application/msword", "as a Word document (.docx)"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "with a password",
            "its password",
        ),
        (ODT, "opendocument", "as a Word document (.docx)"),
        (
            b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument/>',
            "application/msword",
            "as a Word document (.docx)",
        ),
        (
            b'<?xml version="1.0"?>\n<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage"/>',
            "application/msword",
            "as a Word document (.docx)",
        ),
    ],
)
def test_older_and_protected_documents_are_refused_with_a_way_out(data: bytes, said: str, hint: str) -> None:
    with pytest.raises(SourceError, match=said) as error:
        read_document(data, "bell.doc")
    assert hint in error.value.hint


def test_the_title_in_the_text_goes_before_that_of_the_properties() -> None:
    core = "<dc:title>Minutes of 2009</dc:title><dc:language>en-GB</dc:language>"
    metadata = structure(read_document(document(p("The Bell", "Title") + p("It fell."), core=core))).metadata
    assert (metadata.title, metadata.language) == ("The Bell", "en-GB")
    assert structure(read_document(document(p("It fell at night."), core=core))).metadata.title == "Minutes of 2009"


def test_a_strict_document_is_read_as_any_other() -> None:
    body = p("Night", "Heading1") + p(picture())
    parts = {}
    for path in (MAIN, "word/styles.xml", "word/_rels/document.xml.rels", "_rels/.rels"):
        with zipfile.ZipFile(io.BytesIO(document(body))) as file:
            text = file.read(path).decode()
        for old, new in STRICTLY.items():
            text = text.replace(old, new)
        parts[path] = text
    draft = read_document(document(body, parts=parts))
    assert outline(draft) == outline(read_document(document(body)))


STRICTLY = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "http://purl.oclc.org/ooxml/wordprocessingml/main",
    "http://schemas.openxmlformats.org/officeDocument/2006": "http://purl.oclc.org/ooxml/officeDocument",
    "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing": "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "http://purl.oclc.org/ooxml/drawingml/main",
    "http://schemas.openxmlformats.org/drawingml/2006/picture": "http://purl.oclc.org/ooxml/drawingml/picture",
}


# ------------------------------------------------------------------------------------------------- as in other formats
def _article() -> list[tuple[str, str]]:
    """The blocks of an article, by what its gold file calls them."""
    gold = json.loads((BOOKS / "harbour-bell.gold.json").read_text(encoding="utf-8"))
    blocks = [(block["type"], gold["text"][block["start"] : block["end"]].strip("– \n")) for block in gold["blocks"]]
    return [(kind, text) for kind, text in blocks if kind in ("title", "heading", "paragraph")]


def _seen(made: Document) -> tuple[list[tuple[int, str]], list[tuple[str, str, str]]]:
    """The outline, and the quotations with their speakers."""
    outlined: list[tuple[int, str]] = []
    quoted: list[tuple[str, str, str]] = []
    for section in made.sections:
        for block, prose in written(section.blocks):
            if isinstance(block, Heading | Title):
                outlined.append((block.level if isinstance(block, Heading) else 0, prose.text.strip("– ")))
            for mark in prose.inlines:
                if isinstance(mark, Quote):
                    name = mark.speaker.name if mark.speaker else ""
                    quoted.append((mark.kind, prose.text[mark.start : mark.end], name))
    return outlined, quoted


def test_the_same_article_as_plain_text_has_the_same_outline_and_quotations() -> None:
    styles = {"title": "Title", "heading": "Heading1", "paragraph": ""}
    body = "".join(p(t(escape(text.replace("\n", " "))), styles[kind]) for kind, text in _article())
    plain = "\n\n".join(f"– {text} –" if kind == "heading" else text for kind, text in _article())
    outlined, quoted = _seen(structure(read_document(document(body))))
    expected_outline, expected_quotes = _seen(structure(read_document(plain.encode(), "bell.txt")))
    assert outlined == expected_outline
    assert len(quoted) > 10
    assert [(kind, " ".join(words.split()), name) for kind, words, name in expected_quotes] == quoted

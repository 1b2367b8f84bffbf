"""Word documents, written by hand: raw XML in an archive, so that a test can hold whatever programs write."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from tests.readers.ebooks import PNG

SCHEMAS = "http://schemas.openxmlformats.org"
OFFICE = f"{SCHEMAS}/officeDocument/2006/relationships"
NAMES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        "w": f"{SCHEMAS}/wordprocessingml/2006/main",
        "r": OFFICE,
        "wp": f"{SCHEMAS}/drawingml/2006/wordprocessingDrawing",
        "a": f"{SCHEMAS}/drawingml/2006/main",
        "pic": f"{SCHEMAS}/drawingml/2006/picture",
        "c": f"{SCHEMAS}/drawingml/2006/chart",
        "cx": "http://schemas.microsoft.com/office/drawing/2014/chartex",
        "dgm": f"{SCHEMAS}/drawingml/2006/diagram",
        "lc": f"{SCHEMAS}/drawingml/2006/lockedCanvas",
        "m": f"{SCHEMAS}/officeDocument/2006/math",
        "mc": f"{SCHEMAS}/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
        "adec": "http://schemas.microsoft.com/office/drawing/2017/decorative",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
    }.items()
)
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
MAIN = "word/document.xml"


def t(text: str, properties: str = "") -> str:
    """A run of text."""
    said = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{said}<w:t xml:space="preserve">{text}</w:t></w:r>'


def p(content: str, style: str = "", properties: str = "") -> str:
    """A paragraph of runs, or of a text."""
    runs = content if content.startswith("<") or not content else t(content)
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    said = f"<w:pPr>{named}{properties}</w:pPr>" if named or properties else ""
    return f"<w:p>{said}{runs}</w:p>"


def item(content: str, num: int, level: int = 0) -> str:
    """A paragraph of a list."""
    return p(content, properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>')


def field(code: str, result: str) -> str:
    """A field with its result, which are runs."""
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    return f"{marks[0]}<w:r><w:instrText>{code}</w:instrText></w:r>{marks[1]}{result}{marks[2]}"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def row(*cells: str, head: bool = False) -> str:
    """A row of cells, each of which is its paragraphs or a text."""
    said = "<w:trPr><w:tblHeader/></w:trPr>" if head else ""
    inner = "".join(cell if cell.startswith("<w:tc>") else f"<w:tc>{_paragraphs(cell)}</w:tc>" for cell in cells)
    return f"<w:tr>{said}{inner}</w:tr>"


def _paragraphs(cell: str) -> str:
    return cell if cell.startswith("<") else p(cell)


def style(
    name: str, called: str, *, based: str = "", paragraph: str = "", run: str = "", kind: str = "paragraph"
) -> str:
    return (
        f'<w:style w:type="{kind}" w:styleId="{name}"><w:name w:val="{called}"/>'
        + (f'<w:basedOn w:val="{based}"/>' if based else "")
        + f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def levels(name: int, *forms: tuple[str, str], start: int = 1) -> str:
    """A list definition: the form and the text of its levels, as in ("decimal", "%1.")."""
    inner = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for at, (form, text) in enumerate(forms)
    )
    return f'<w:abstractNum w:abstractNumId="{name}">{inner}</w:abstractNum>'


def num(name: int, abstract: int, more: str = "") -> str:
    return f'<w:num w:numId="{name}"><w:abstractNumId w:val="{abstract}"/>{more}</w:num>'


def picture(target: str = "rId1", *, properties: str = 'descr="A bell."', inner: str = "", link: bool = False) -> str:
    """A picture in a run."""
    kind = "link" if link else "embed"
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="Picture 1" {properties}>{inner}</wp:docPr><a:graphic>'
        f'<a:graphicData><pic:pic><pic:blipFill><a:blip r:{kind}="{target}"/></pic:blipFill></pic:pic></a:graphicData>'
        "</a:graphic></wp:inline></w:drawing></w:r>"
    )


#: The styles that Word has, as it writes them.
STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="en-US" w:eastAsia="ja-JP" w:bidi="ar-SA"/></w:rPr>'
    "</w:rPrDefault></w:docDefaults>"
    + '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    + style("Title", "Title")
    + style("Subtitle", "Subtitle")
    + "".join(
        style(f"Heading{level}", f"heading {level}", paragraph=f'<w:outlineLvl w:val="{level - 1}"/>', run="<w:b/>")
        for level in range(1, 10)
    )
    + style("Quote", "Quote", run="<w:i/>")
    + style("Caption", "caption", run="<w:b/>")
    + style("TOC1", "toc 1")
    + style("Strong", "Strong", kind="character", run="<w:b/>")
)


def document(
    body: str,
    *,
    styles: str = STYLES,
    numbering: str = "",
    footnotes: str = "",
    endnotes: str = "",
    relations: Mapping[str, tuple[str, str]] | None = None,
    core: str = "",
    parts: Mapping[str, str | bytes] | None = None,
    leave: tuple[str, ...] = (),
) -> bytes:
    """A document with a body, and what lies beside it; ``relations`` are id → (kind, target), the target external
    where it has a scheme; ``leave`` are parts that are not written."""
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": _relations(
            {
                "a": ("officeDocument", MAIN),
                "b": (f"{SCHEMAS}/package/2006/relationships/metadata/core-properties", "docProps/core.xml"),
                "c": ("extended-properties", "docProps/app.xml"),
                "d": ("custom-properties", "docProps/custom.xml"),
            }
        ),
        MAIN: f"<w:document {NAMES}><w:body>{body}<w:sectPr/></w:body></w:document>",
        "word/media/image1.png": PNG,
    }
    known: dict[str, tuple[str, str]] = {"rId1": ("image", "media/image1.png")}
    for kind, inner in (
        ("styles", styles),
        ("numbering", numbering),
        ("footnotes", footnotes),
        ("endnotes", endnotes),
    ):
        if inner:
            members[f"word/{kind}.xml"] = f"<w:{kind} {NAMES}>{inner}</w:{kind}>"
            known[kind] = (kind, f"{kind}.xml")
    known |= relations or {}
    members["word/_rels/document.xml.rels"] = _relations(known)
    if core:
        members["docProps/core.xml"] = (
            '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
            f"{core}</cp:coreProperties>"
        )
    members |= parts or {}
    return packed({path: data for path, data in members.items() if path not in leave})


def packed(members: Mapping[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in members.items():
            archive.writestr(path, data)
    return file.getvalue()


def _relations(known: Mapping[str, tuple[str, str]]) -> str:
    inner = "".join(
        f'<Relationship Id="{name}" Type="{kind if ":" in kind else f"{OFFICE}/{kind}"}" Target="{target}"'
        + (' TargetMode="External"/>' if ":" in target else "/>")
        for name, (kind, target) in known.items()
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'
    )


TICKED = (
    '<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="1"/></w14:checkbox></w:sdtPr><w:sdtContent>{}</w:sdtContent>'
    "</w:sdt>"
)
BOX = (
    '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><wp:docPr id="2" name="Box"/>'
    "<a:graphic><a:graphicData><wps:wsp><wps:txbx><w:txbxContent>{0}</w:txbxContent></wps:txbx></wps:wsp>"
    "</a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>"
    "<w:txbxContent>{0}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)


def _note(kind: str, name: int, text: str) -> str:
    return f'<w:{kind} w:id="{name}">{p(f"<w:r><w:{kind}Ref/></w:r>" + t(text))}</w:{kind}>'


def _reference(kind: str, name: int) -> str:
    return f'<w:r><w:{kind}Reference w:id="{name}"/></w:r>'


def _article() -> bytes:
    """What everybody writes: a title, headings, emphasis, links, lists, an extract, a picture, notes."""
    footnotes = '<w:footnote w:id="-1" w:type="separator"><w:p/></w:footnote>' + _note("footnote", 2, " See the log.")
    link = f'<w:hyperlink r:id="rId7">{t("the log")}</w:hyperlink>'
    body = (
        p("The Harbour Bell", "Title")
        + p("What fell, and who heard it", "Subtitle")
        + p(t("The bell ") + t("fell", "<w:i/>") + t(" at ") + t("night", '<w:rStyle w:val="Strong"/>') + t("."))
        + p("What was heard", "Heading1")
        + p(t("They read ") + link + t(" in the morning") + _reference("footnote", 2) + t("."))
        + p("Nobody slept.", "Quote")
        + p("Not one of us.", "Quote")
        + p("The list", "Heading2")
        + item("A rope", 1)
        + item("A bell", 1)
        + item("of bronze", 1, 1)
        + p("And then:")
        + item("The sea", 1)
        + item("Silence", 2)
        + p(picture())
        + p(t("Figure ") + field(" SEQ Figure ", t("1")) + t(": The bell in its tower"), "Caption")
        + p(t("It is said to ring still") + _reference("endnote", 3) + t("."))
    )
    return document(
        body,
        numbering=levels(0, ("decimal", "%1."), ("lowerLetter", "%2)"))
        + levels(1, ("bullet", "•"))
        + num(1, 0)
        + num(2, 1),
        footnotes=footnotes,
        endnotes=_note("endnote", 3, " By the fishermen."),
        relations={"rId7": ("hyperlink", "https://example.org/log")},
        core="<dc:title>Draft 7</dc:title><dc:creator>Ann Ola; Bo Lind</dc:creator>"
        "<cp:keywords>sea, bells</cp:keywords><dc:description>A night in the harbour.</dc:description>"
        "<dcterms:created>2024-03-05T08:00:00Z</dcterms:created>",
        parts={"docProps/app.xml": "<Properties><Company>Quay Press</Company></Properties>"},
    )


def _changed() -> bytes:
    """What stands in a document and is not its text: changes, comments, hidden text, fields, controls."""
    deleted = '<w:del w:id="1"><w:r><w:delText>sank</w:delText></w:r></w:del>'
    inserted = f'<w:ins w:id="2">{t("rose")}</w:ins>'
    ended = '<w:rPr><w:del w:id="3"/></w:rPr>'
    contents = field(r' TOC \o "1-3" \h ', f'<w:hyperlink w:anchor="_Toc1">{t("Night")}{t("1")}</w:hyperlink>')
    gallery = '<w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
    prompt = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{t('Click here.')}</w:sdtContent></w:sdt>"
    body = (
        f"<w:sdt>{gallery}<w:sdtContent>{p('Contents')}{p(contents, 'TOC1')}</w:sdtContent></w:sdt>"
        + p(f'<w:bookmarkStart w:id="0" w:name="_Toc1"/>{t("Night")}<w:bookmarkEnd w:id="0"/>', "Heading1")
        + p(t("The water ") + deleted + inserted + t(".") + '<w:r><w:commentReference w:id="0"/></w:r>')
        + p(t("One line "), properties=ended)
        + p("that was two.")
        + p(t("Seen") + t(" unseen", "<w:vanish/>") + prompt + t(", ") + field("PAGE", t("7")))
        + p(
            t("See ")
            + field(r" REF _Toc1 \h ", t("Night"))
            + t(" or ")
            + field(' HYPERLINK "https://example.org/" ', t("here"))
        )
        + p(f'<w:fldSimple w:instr=" AUTHOR ">{t("Ann Ola")}</w:fldSimple>')
        + p(TICKED.format(t("☒")) + t(" done"))
        + p("<w:smartTag>" + t("Grimsby") + "</w:smartTag>" + f"<w:customXml>{t(' town')}</w:customXml>")
        + table(
            row("kept", "too"), row("a", "b"), "<w:tr><w:trPr><w:del/></w:trPr><w:tc>" + p("gone") + "</w:tc></w:tr>"
        )
    )
    header = f"<w:hdr {NAMES}>{p('Quay Press, page')}</w:hdr>"
    return document(
        body,
        relations={"h": ("header", "header1.xml")},
        parts={"word/header1.xml": header},
    )


def _tongues() -> bytes:
    """Languages of words, paragraphs and styles; fonts of symbols, and signs of their own."""
    german = '<w:lang w:val="de-DE" w:eastAsia="ja-JP"/>'
    ruby = f"<w:r><w:ruby><w:rubyPr/><w:rt>{t('かね')}</w:rt><w:rubyBase>{t('鐘')}</w:rubyBase></w:ruby></w:r>"
    body = (
        p("Die Glocke", "berschrift1")
        + p(t("Er sagte ", german) + t("good night", '<w:lang w:val="en-GB"/>') + t(" und ging.", german))
        + p(t("She left without a word and never came back.", '<w:lang w:val="en-GB"/>'))
        + p(t("鐘が落ちた", german))
        + p(t("جرس", '<w:rtl/><w:lang w:val="de-DE" w:bidi="ar-EG"/>'))
        + p(ruby)
        + p(
            '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>' + t(" ja, ") + t("a", '<w:rFonts w:ascii="Symbol"/>')
        )
        + p(
            t("Schiff")
            + "<w:r><w:noBreakHyphen/></w:r>"
            + t("fahrt")
            + "<w:r><w:softHyphen/><w:tab/><w:br/></w:r>"
            + t("Ende")
        )
        + p(t("Nacht", "<w:smallCaps/>") + t("Tag", "<w:caps/>") + t("2", '<w:vertAlign w:val="superscript"/>'))
        + p('<w:r><w:sym w:font="Unknown" w:char="F012"/></w:r>' + t("Schluss"))
    )
    return document(
        body,
        styles=STYLES
        + style("berschrift1", "heading 1", run=german)
        + style("Absatz", "Mein Absatz", based="Normal", run=german),
    )


def _kinds() -> bytes:
    """Paragraphs by their styles, of whatever language and program."""
    body = (
        p("Teil eins", "Teil")
        + p("Ein Kapitel", "Kapitel")
        + p("Nur so tief", properties='<w:outlineLvl w:val="2"/>')
        + p("Text.", "Ohne")
        + p("Rest in deep water.", "Epi")
        + p("The sea is grey", "Verse")
        + p("and so am I", "Verse")
        + p("")
        + p("The bell is gone", "Verse")
        + p("for i in bells:", "Code")
        + p("    ring(i)", "Code")
        + p("Bell", "DefinitionTerm")
        + p("What rings.", "Definition")
        + p("All in bold", properties="<w:rPr><w:b/></w:rPr>")
        + p(t("All in bold", "<w:b/>"))
        + p(t("T"), properties='<w:framePr w:dropCap="drop"/>')
        + p("he night was long.")
        + p(t("Body with a box.") + BOX.format(p("A tip", "Kapitel") + p("Ring twice.")))
        + p('<w:r><w:pict><v:rect o:hr="t"/></w:pict></w:r>')
        + p('<w:r><w:t>One</w:t><w:br w:type="page"/><w:lastRenderedPageBreak/><w:t>two</w:t></w:r>')
        + p(t("Numbered"), "Kapitel", '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>')
        + item("An article", 2)
        + item("x", 3)
    )
    return document(
        body,
        styles=STYLES
        + style("Teil", "Teil", based="Heading1")
        + style("Kapitel", "Kapitel", paragraph='<w:outlineLvl w:val="1"/>')
        + style("Ohne", "Ohne", based="Heading1", paragraph='<w:outlineLvl w:val="9"/>')
        + style("Epi", "Epigraph")
        + style("Verse", "Verse")
        + style("Code", "HTML Preformatted")
        + style("DefinitionTerm", "Definition Term")
        + style("Definition", "Definition"),
        numbering=levels(0, ("decimal", "%1"), ("decimal", "%1.%2"))
        + levels(1, ("upperRoman", "Article %1"))
        + levels(2, ("lowerRoman", "(%1)"), start=4)
        + num(1, 0)
        + num(2, 1)
        + num(3, 2),
    )


def _tables() -> bytes:
    """Tables: header rows, cells that span others, captions over them."""
    wide = f'<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{p("both")}</w:tc>'
    high = f'<w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>{p("high")}</w:tc>'
    on = f"<w:tc><w:tcPr><w:vMerge/></w:tcPr>{p('')}</w:tc>"
    look = '<w:tblPr><w:tblStyle w:val="Grid"/><w:tblLook w:val="04A0" w:firstRow="1"/></w:tblPr>'
    told = '<w:tblPr><w:tblDescription w:val="Bells by weight"/></w:tblPr>'
    body = (
        p("Tables", "Heading1")
        + p("Table 1: Bells", "Caption")
        + table(told, row("Name", "Weight", head=True), row("Ann", "2 t"), row("Bo", "3 t"))
        + p("Between.")
        + table(look, row("Year", "Rung"), row("1900", "yes"), row(wide), row(high, "x"), row(on, "y"))
        + p("After.")
        + table(row("a", "b"), row("c", table(row("d", "e"), row("f", "g")) + p("")))
        + p("End.")
    )
    grid = '<w:style w:type="table" w:styleId="Grid"><w:name w:val="Fancy"/><w:tblStylePr w:type="firstRow"/></w:style>'
    return document(body, styles=STYLES + grid)


def _pictures() -> bytes:
    """Pictures with words, without, for decoration, from elsewhere; what is no picture; formulas."""
    decorative = '<a:extLst><a:ext><adec:decorative val="1"/></a:ext></a:extLst>'
    chart = (
        '<w:r><w:drawing><wp:inline><wp:docPr id="3" name="Chart 1" descr="Bells by year"/><a:graphic><a:graphicData>'
        '<c:chart r:id="x"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )
    old = '<w:r><w:pict><v:shape alt="An old bell."><v:imagedata r:id="rId1"/></v:shape></w:pict></w:r>'
    equation = (
        '<w:r><w:object><v:shape><v:imagedata r:id="emf"/></v:shape><o:OLEObject ProgID="Equation.3"/></w:object></w:r>'
    )
    formula = (
        "<m:oMath><m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup>"
        "<m:r><m:t>=</m:t></m:r><m:f><m:num><m:r><m:t>a+b</m:t></m:r></m:num><m:den><m:r><m:t>c</m:t></m:r></m:den></m:f>"
        "</m:oMath>"
    )
    body = (
        p("Pictures", "Heading1")
        + p(picture())
        + p(picture(properties=""))
        + p(picture(inner=decorative))
        + p(picture("far", link=True))
        + p(picture("none"))
        + p(old)
        + p(chart)
        + p(equation)
        + p(t("It holds that ") + formula + t("."))
        + f"<m:oMathPara>{formula}</m:oMathPara>"
    )
    return document(
        body,
        relations={"far": ("image", "file:///etc/passwd"), "emf": ("image", "media/image2.emf")},
        parts={"word/media/image2.emf": b"\x01\x00\x00\x00 EMF"},
    )


#: Documents for the golden files, by name.
DOCUMENTS = {
    "article": _article(),
    "changed": _changed(),
    "kinds": _kinds(),
    "pictures": _pictures(),
    "tables": _tables(),
    "tongues": _tongues(),
}

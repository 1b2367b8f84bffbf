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


def style(name: str, called: str, *, based: str = "", paragraph: str = "", run: str = "", kind: str = "paragraph") -> str:
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
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'

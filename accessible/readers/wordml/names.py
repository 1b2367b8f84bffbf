"""The names of WordprocessingML (ECMA-376 part 1; those of ISO 29500 "strict" documents are turned into these)."""

from __future__ import annotations

from typing import TypeAlias

from lxml import etree

XML: TypeAlias = etree._Element

_SCHEMAS = "http://schemas.openxmlformats.org/"
W_NS = f"{_SCHEMAS}wordprocessingml/2006/main"
R_NS = f"{_SCHEMAS}officeDocument/2006/relationships"
WP_NS = f"{_SCHEMAS}drawingml/2006/wordprocessingDrawing"
A_NS = f"{_SCHEMAS}drawingml/2006/main"
PIC_NS = f"{_SCHEMAS}drawingml/2006/picture"
M_NS = f"{_SCHEMAS}officeDocument/2006/math"
C_NS = f"{_SCHEMAS}drawingml/2006/chart"
DGM_NS = f"{_SCHEMAS}drawingml/2006/diagram"
MC_NS = f"{_SCHEMAS}markup-compatibility/2006"
CX_NS = "http://schemas.microsoft.com/office/drawing/2014/chartex"
V_NS, O_NS = "urn:schemas-microsoft-com:vml", "urn:schemas-microsoft-com:office:office"

W, R, WP, A, PIC, M, C, CX, DGM, MC, V, O = (  # noqa: E741 (the prefix that everybody uses)
    f"{{{name}}}" for name in (W_NS, R_NS, WP_NS, A_NS, PIC_NS, M_NS, C_NS, CX_NS, DGM_NS, MC_NS, V_NS, O_NS)
)

#: The namespaces of strict documents, and what they are called everywhere else.
STRICT = {
    "http://purl.oclc.org/ooxml/wordprocessingml/main": W_NS,
    "http://purl.oclc.org/ooxml/officeDocument/relationships": R_NS,
    "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing": WP_NS,
    "http://purl.oclc.org/ooxml/drawingml/main": A_NS,
    "http://purl.oclc.org/ooxml/drawingml/picture": PIC_NS,
    "http://purl.oclc.org/ooxml/officeDocument/math": M_NS,
    "http://purl.oclc.org/ooxml/drawingml/chart": C_NS,
    "http://purl.oclc.org/ooxml/drawingml/diagram": DGM_NS,
}

#: The attribute of a table that we make ourselves whose first cells name the rows.
ROWS_NAMED = "rows-named"

_OFF = frozenset({"0", "false", "off", "none"})


def child(element: XML | None, name: str) -> XML | None:
    """The first child of a name in Word's own namespace."""
    return None if element is None else element.find(W + name)


def value(element: XML | None, name: str = "") -> str:
    """The `w:val` of an element, or of its first child of a name; "" where there is none."""
    found = child(element, name) if name else element
    return "" if found is None else str(found.get(f"{W}val", ""))


def switch(element: XML | None, name: str) -> bool | None:
    """Whether a child that turns something on does so; None where there is none (ECMA-376 part 1, section 17.17.4)."""
    found = child(element, name)
    return None if found is None else found.get(f"{W}val", "true").lower() not in _OFF


def number(written: str, default: int) -> int:
    """A whole number of at most six digits, or another where there is none."""
    text = written.strip()
    return int(text) if text.lstrip("-").isdecimal() and text.isascii() and len(text) < 8 else default

"""Scene breaks: asterisks, a rule or an ornament on a line of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from accessible.model.blocks import Block, Evidence, Paragraph, SceneBreak, Span
from accessible.model.document import Document
from accessible.model.draft import Lines
from accessible.structurer.cuts import cut_out
from accessible.structurer.layout import Line, lines_of

#: Signs that are set between scenes: stars made of strokes, leaves, flowers, diamonds, discs, groups of dots. Not those
#: that say something where they stand alone: ★ (so many of five), ♥, ✓, □, arrows, faces, notes of music.
_SIGNS = (
    "*∗＊⁂⁎⁑⁕•·※†§❡❖❦❧☙☘☼☽☾⚜♦♢◆◇◈◊■▪●○◉◎⁘⁙⁛⁜⸎⸙⸪⸫⸬⸭"
    "\N{MALTESE CROSS}-\N{WHITE FOUR POINTED STAR}\N{HEAVY ASTERISK}-\N{HEAVY EIGHT TEARDROP-SPOKED PROPELLER ASTERISK}"
    "\N{NORTH WEST POINTING LEAF}-\N{SOLID QUILT SQUARE ORNAMENT IN BLACK SQUARE}"
)
_RULES = "-–—―⸺⸻‒─━═~～〰≈"
#: Rows of signs, or of what printers of plain text have in their place; signs with rules beside them; rules. Behind a
#: sign may stand how it is to be drawn.
_ORNAMENT = re.compile(
    rf"(?:[{_SIGNS}~#_=+⸻][\ufe0e\ufe0f]?\s*){{1,200}}"
    rf"|(?=[{_RULES}\s]*[{_SIGNS}])(?:[{_SIGNS}{_RULES}][\ufe0e\ufe0f]?\s*){{2,200}}"
    rf"|(?:[{_RULES}]\s*){{2,200}}"
)
#: Dashes that are set between scenes where they stand alone between blank lines.
_DASHES = ("—", "―", "⸺")
#: Full and empty signs of one form in a row are a score, which is to be read.
_SCORE = re.compile("(?=.*[●◉])(?=.*[○◎])|(?=.*◆)(?=.*◇)|(?=.*♦)(?=.*♢)", re.DOTALL)
#: What a run with an ornament in it has somewhere: a line without a letter or a digit.
_SUSPECT = re.compile(r"(?:\A|[\r\n])[^\w\r\n]*(?:_[^\w\r\n]*)*(?:\Z|[\r\n])")
#: A rule right under a line of this many characters or fewer may be the rule of a heading.
_UNDER = 80


def find_breaks(document: Document) -> Document:
    """The document with its ornaments as `SceneBreak`, also where they stand among lines or are a paragraph of their
    own; the rule under a heading is left to the heading."""
    found = [
        made
        for section in document.sections
        for block in section.blocks
        if isinstance(block, Lines) and _SUSPECT.search(document.text[block.span.start : block.span.end])
        for made in _among(lines_of(document.text, block.span))
    ]
    document = cut_out(document, found)
    sections = tuple(
        replace(section, blocks=tuple(map(_alone, section.blocks))) if _has_paragraphs(section.blocks) else section
        for section in document.sections
    )
    return replace(document, sections=sections)


def is_ornament(text: str) -> bool:
    """Whether a text without blanks around it is nothing but what is set between scenes: a sign, a row of signs, or a
    rule."""
    return bool(_ORNAMENT.fullmatch(text)) and not _SCORE.match(text)


def _has_paragraphs(blocks: Sequence[Lines | Block]) -> bool:
    return any(isinstance(block, Paragraph) for block in blocks)


def _among(lines: Sequence[Line]) -> Iterator[SceneBreak]:
    above: Line | None = None
    for line in lines:
        if (is_ornament(line.text) or (len(lines) == 1 and line.text in _DASHES)) and not _is_underline(line, above):
            yield _break(Span(line.start, line.end))
        above = line


def _is_underline(line: Line, above: Line | None) -> bool:
    """Whether a solid rule of much the same length stands right under a line that may be a heading."""
    if above is None or line.text[0] not in "=-~" or line.text.strip(line.text[0]):
        return False
    length = len(above.text)
    fits = (
        length <= _UNDER
        and above.text[-1] not in ".,;"
        and length <= 2 * len(line.text)
        and len(line.text) <= 2 * length + 8
    )
    return fits and len(line.text) > 2 and any(map(str.isalnum, above.text))


def _alone(block: Lines | Block) -> Lines | Block:
    if isinstance(block, Paragraph) and is_ornament(block.prose.text.strip()):
        return _break(block.span)
    return block


def _break(span: Span) -> SceneBreak:
    return SceneBreak(span=span, evidence=Evidence("ornament on a line of its own", 0.95))

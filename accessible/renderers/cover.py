"""The cover: a picture that somebody gave, or a drawn one with title and author; and the page that shows it.

The page stands first in the spine and has no overlay: nothing on it is text, and a reading system that plays from the
first overlay then begins at the title.

A drawn cover is an SVG of our own that resvg makes a PNG of: bookshops and shelves of reading apps want dots, and
audiobooks can hold nothing else. resvg shapes Arabic and sets Hebrew from right to left, takes a tenth of a second and
3 MB; Pillow takes 22 MB, and the FFmpeg in PyAV has no filter for text. Where the title has letters that the typeface
has not (see `typeface`), the SVG itself is the cover, whose letters the reading system draws: better than boxes.

A given picture is known by its first bytes, never by its name, and its headers are read (see `bitmaps`). An SVG may
hold programs, addresses and animations, so one with any of these is refused, and what is written is the tree that was
looked at.
"""

from __future__ import annotations

import re
import stat
from importlib.resources import as_file, files
from pathlib import Path
from typing import NamedTuple

import resvg_py
from lxml import etree
from msgspec.structs import replace

from accessible.bitmaps import as_drawn, bitmap
from accessible.errors import SourceError
from accessible.model.draft import Metadata
from accessible.renderers import typeface
from accessible.renderers.characters import label
from accessible.renderers.languages import UNDETERMINED, direction, foreign, words
from accessible.renderers.page import LANG, TYPE, element, in_language, page, serialize

SVG = "http://www.w3.org/2000/svg"

_LARGEST, _MOST_DOTS = 20_000_000, 50_000_000  # bytes of a picture, and what a reading system makes of them
_HINT = "give a PNG, JPEG, GIF, WebP or SVG picture of at most 20 MB"

_WIDTH, _HEIGHT, _MARGIN = 1200, 1600, 110  # the proportions of a book cover, 3 to 4
_GROUND, _INK, _RULE = "#16324f", "#ffffff", "#9fc1e0"  # ink on ground 13:1
_SIZES = (130, 112, 96, 82, 70, 60, 52, 44)  # of the title's letters, largest first
_TITLE_HEIGHT = 900

_ACTIVE = frozenset(
    "script foreignObject animate animateColor animateMotion animateTransform set discard handler listener a image "
    "feImage audio video iframe canvas".split()
)
_ADDRESS = re.compile(r"url\(\s*['\"]?\s*[^#'\"\s]|@import", re.IGNORECASE)


class Picture(NamedTuple):
    """A picture: its bytes, its media type, the suffix of its name, and whether it certainly does not move."""

    data: bytes
    media_type: str
    suffix: str
    still: bool


def given(cover: bytes | Path) -> Picture:
    """A picture from its bytes or from a file. Raises `SourceError` when it is none that a book may hold."""
    where = "" if isinstance(cover, bytes) else cover.name
    data = cover if isinstance(cover, bytes) else _content(cover)
    if len(data) > _LARGEST:
        raise SourceError("the cover picture is too large", where=where, hint=_HINT)
    try:
        found = bitmap(data)
    except ValueError as error:
        raise SourceError(f"the cover picture is broken: {error}", where=where, hint=_HINT) from error
    if found and found.width * found.height > _MOST_DOTS:
        what = f"the cover picture has more than {_MOST_DOTS // 1_000_000} million dots"
        raise SourceError(what, where=where, hint="make it smaller: shops ask for 2,500 dots on its longer side")
    if found:
        return Picture(data, found.media_type, found.suffix, still=not found.moving)
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return Picture(_harmless(data, where), "image/svg+xml", "svg", still=True)
    raise SourceError("the cover is no picture that a book may hold", where=where, hint=_HINT)


def _content(cover: Path) -> bytes:
    """What is in the file, but no more of it than tells that it is too large: some files have no end."""
    try:
        if not stat.S_ISREG(cover.stat().st_mode):  # before it is opened: a pipe would wait for its other end
            raise SourceError("the cover picture is not a regular file", where=cover.name, hint=_HINT)
        with cover.open("rb") as file:
            return file.read(_LARGEST + 1)
    except OSError as error:
        raise SourceError(f"the cover picture cannot be read: {error.strerror}", where=cover.name) from error


def drawn(metadata: Metadata) -> Picture:
    """A picture with the title and the authors on it: a PNG, or an SVG where there are letters that we cannot draw."""
    svg = sketch(replace(metadata, cover_description=""))  # which is of another picture
    if not typeface.covers("".join([label(metadata.title), *map(label, metadata.creators)])):
        return Picture(svg, "image/svg+xml", "svg", still=True)
    with as_file(files(__package__) / "assets" / typeface.FILE) as font:
        dots = resvg_py.svg_to_bytes(
            svg_string=svg.decode(), font_files=[str(font)], skip_system_fonts=True, font_family=typeface.NAME
        )
    return Picture(as_drawn(dots), "image/png", "png", still=True)


def sketch(metadata: Metadata) -> bytes:
    """An SVG with the title and the authors on it, in white letters on dark blue."""
    svg = etree.Element(
        f"{{{SVG}}}svg",
        {"viewBox": f"0 0 {_WIDTH} {_HEIGHT}", "width": str(_WIDTH), "height": str(_HEIGHT)},
        nsmap={None: SVG},
    )
    if metadata.language:
        svg.set(LANG, metadata.language)
    etree.SubElement(svg, f"{{{SVG}}}title").text = alternative(metadata)
    _shape(svg, 0, 0, _WIDTH, _HEIGHT, _GROUND)
    title = label(metadata.title)
    rtl = direction(metadata.language) == "rtl"
    for size in _SIZES:
        lines = _wrapped(title, (_WIDTH - 2 * _MARGIN) / size)
        fitting = int(_TITLE_HEIGHT / (1.25 * size))
        if len(lines) <= fitting:
            break
    else:
        lines = [*lines[: fitting - 1], lines[fitting - 1] + "…"]
    top = 300 + size
    for number, line in enumerate(lines):
        _text(svg, top + int(1.25 * size * number), size, line, rtl=rtl)
    names = ", ".join(filter(None, map(label, metadata.creators)))
    if names:
        _shape(svg, _WIDTH // 2 - 150, 1270, 300, 6, _RULE)
    for number, line in enumerate(_wrapped(names, (_WIDTH - 2 * _MARGIN) / 52)[:3]):
        _text(svg, 1370 + 65 * number, 52, line, rtl=rtl)
    etree.indent(svg)
    data: bytes = etree.tostring(svg, encoding="utf-8", xml_declaration=True)
    return data + b"\n"


def cover_page(metadata: Metadata, *, picture: str) -> bytes:
    """The XHTML page that shows the picture of this name."""
    known = words(metadata.language)
    html, body = page(known.cover, metadata.language or UNDETERMINED)
    section = element(body, "section", id="cover")
    section.set(TYPE, "cover")
    section.set("aria-label", known.cover)
    section.tail = "\n"
    if ours := foreign(known, metadata.language):
        in_language(section, ours, around=metadata.language)
    # The role is for the picture alone, and the words are those that somebody needs who cannot see it.
    element(section, "img", src=picture, alt=alternative(metadata), role="doc-cover", **{"class": "cover"})
    return serialize(html)


def alternative(metadata: Metadata) -> str:
    """The words that stand for the picture: that it is the cover, the title and the authors, and what is to be seen."""
    names = ", ".join(filter(None, map(label, metadata.creators)))
    title = label(metadata.title)
    said = f"{words(metadata.language).cover}: {title}{' – ' if names else ''}{names}".removesuffix(": ")
    if not metadata.cover_description:
        return said
    return f"{said}{' ' if said.endswith(('.', '!', '?', '…')) else '. '}{metadata.cover_description}"


def _harmless(data: bytes, where: str) -> bytes:
    """An SVG without programs, addresses and animation, as it will be written."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_pis=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise SourceError(f"the cover is no picture that can be read: {error.msg}", where=where, hint=_HINT) from error
    if root.tag != f"{{{SVG}}}svg":
        raise SourceError("the cover is no picture that a book may hold", where=where, hint=_HINT)
    for node in root.iter():
        if not isinstance(node.tag, str):
            active = not isinstance(node, etree._Comment)  # an entity that was not resolved
        else:
            name = etree.QName(node)
            active = name.namespace != SVG or name.localname in _ACTIVE or _ADDRESS.search(node.text or "") is not None
            for attribute, value in node.attrib.items():
                attribute = etree.QName(attribute).localname.lower()
                address = attribute == "href" and not value.strip().startswith("#")
                active = active or address or attribute.startswith("on") or _ADDRESS.search(value) is not None
        if active:
            what = "the cover is an SVG with something in it that is not a drawing (a script, an address, an animation)"
            raise SourceError(what, where=where, hint="save it as a plain SVG or as a PNG")
    return etree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


def _shape(svg: etree._Element, x: int, y: int, width: int, height: int, colour: str) -> None:
    place = {"x": str(x), "y": str(y), "width": str(width), "height": str(height), "fill": colour}
    etree.SubElement(svg, f"{{{SVG}}}rect", place)


def _text(svg: etree._Element, y: int, size: int, words: str, *, rtl: bool) -> None:
    look = {"fill": _INK, "font-family": f"'{typeface.NAME}', sans-serif", "font-weight": "bold"}
    look |= {"font-size": str(size), "text-anchor": "middle"}
    if rtl:
        look["direction"] = "rtl"
    etree.SubElement(svg, f"{{{SVG}}}text", look | {"x": str(_WIDTH // 2), "y": str(y)}).text = words


def _wrapped(text: str, width: float) -> list[str]:
    """The text in lines that are about ``width`` em wide, broken at spaces, and inside a word that is wider."""
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        joined = f"{line} {word}" if line else word
        if typeface.width(joined) <= width:
            line = joined
            continue
        if line:
            lines.append(line)
        line = ""
        for letter in word:
            if line and typeface.width(line + letter) > width:
                lines.append(line)
                line = ""
            line += letter
    return [*lines, line] if line else lines

"""Books of the kinds that other people make, written by hand: each with a reason to be misjudged.

`BOOKS` has a maker for each kind, in a row of its own: whether EPUBCheck has no error to tell (which is tested), and
what our rules find in it. Most are good books of their kind, so most have nothing.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

import av
import numpy

from accessible.audio import encode_mp3
from tests.renderers.builder import RATE, tone
from tests.renderers.pictures import picture

CONTAINER = "META-INF/container.xml"
Members = dict[str, str | bytes]

_ACCESS = """<meta property="schema:accessMode">textual</meta>
<meta property="schema:accessModeSufficient">textual</meta>
<meta property="schema:accessibilityFeature">tableOfContents</meta>
<meta property="schema:accessibilityHazard">none</meta>
<meta property="schema:accessibilitySummary">Nothing but text.</meta>"""
_OLD_ACCESS = """<meta name="schema:accessMode" content="textual"/>
<meta name="schema:accessModeSufficient" content="textual"/>
<meta name="schema:accessibilityFeature" content="tableOfContents"/>
<meta name="schema:accessibilityHazard" content="none"/>
<meta name="schema:accessibilitySummary" content="Nothing but text."/>"""
_UID = "urn:uuid:3c1b0f0e-6d1e-4a5c-9f55-0a4d0e6b7a11"


def container(path: str = "OPS/package.opf") -> str:
    return (
        '<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
        f'<rootfiles><rootfile full-path="{path}" media-type="application/oebps-package+xml"/></rootfiles></container>'
    )


def page(body: str, *, title: str = "A page", head: str = "", attributes: str = "") -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml" '
        f'xmlns:epub="http://www.idpf.org/2007/ops" lang="en" xml:lang="en"{attributes}>'
        f"<head><title>{title}</title>{head}</head>\n<body>{body}</body></html>"
    )


def old_page(body: str) -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" '
        '"http://www.w3.org/TR/xhtml11/DTD/xhtml11.dtd">\n<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en">'
        f"<head><title>A page</title></head>\n<body>{body}</body></html>"
    )


def nav(entries: str, *, more: str = "") -> str:
    return page(f'<nav epub:type="toc"><h1>Contents</h1><ol>{entries}</ol></nav>{more}', title="Contents")


def item(name: str, kind: str = "application/xhtml+xml", more: str = "", *, href: str = "") -> str:
    return f'<item id="{name}" href="{href or f"{name}.xhtml"}" media-type="{kind}" {more}/>'


def package(manifest: str, spine: str, *, meta: str = _ACCESS, title: str = "<dc:title>A book</dc:title>") -> str:
    return (
        '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="uid" '
        'xml:lang="en"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<dc:identifier id="uid">{_UID}</dc:identifier>{title}<dc:language>en</dc:language>'
        f'<meta property="dcterms:modified">2026-01-01T00:00:00Z</meta>{meta}</metadata>'
        f'<manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>{manifest}'
        f"</manifest><spine>{spine}</spine></package>"
    )


def ref(*names: str) -> str:
    return "".join(f'<itemref idref="{name}"/>' for name in names)


def plain(body: str, *, manifest: str = "", more: Mapping[str, str | bytes] = {}, **options: str) -> Members:
    """A book of one page."""
    head, attributes = options.pop("head", ""), options.pop("attributes", "")
    properties = options.pop("properties", "")
    opf = package(item("one", more=properties) + manifest, ref("one"), **options)
    return {
        CONTAINER: container(),
        "OPS/package.opf": opf,
        "OPS/nav.xhtml": nav('<li><a href="one.xhtml">One</a></li>'),
        "OPS/one.xhtml": page(f"<h1>One</h1>{body}", head=head, attributes=attributes),
        **more,
    }


def old(ncx: str, *, meta: str = _OLD_ACCESS, pages: Mapping[str, str] | None = None) -> Members:
    """A book of EPUB 2."""
    pages = pages or {"one": "<h1>One</h1><p>Once.</p>", "two": "<h1>Two</h1><p>Twice.</p>"}
    manifest = "".join(item(name) for name in pages)
    return {
        CONTAINER: container(),
        "OPS/package.opf": '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="2.0" '
        'unique-identifier="uid"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/" '
        f'xmlns:opf="http://www.idpf.org/2007/opf"><dc:identifier id="uid">{_UID}</dc:identifier>'
        f"<dc:title>A book</dc:title><dc:language>en</dc:language>{meta}</metadata><manifest>{manifest}"
        '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/></manifest>'
        f'<spine toc="ncx">{ref(*pages)}</spine></package>',
        "OPS/toc.ncx": '<?xml version="1.0"?><!DOCTYPE ncx PUBLIC "-//NISO//DTD ncx 2005-1//EN" '
        '"http://www.daisy.org/z3986/2005/ncx-2005-1.dtd"><ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" '
        f'version="2005-1"><head><meta name="dtb:uid" content="{_UID}"/></head>'
        f"<docTitle><text>A book</text></docTitle>{ncx}</ncx>",
        **{f"OPS/{name}.xhtml": old_page(body) for name, body in pages.items()},
    }


def point(number: int, label: str, source: str, inside: str = "") -> str:
    return (
        f'<navPoint id="p{number}" playOrder="{number}"><navLabel><text>{label}</text></navLabel>'
        f'<content src="{source}"/>{inside}</navPoint>'
    )


_NCX = f"<navMap>{point(1, 'One', 'one.xhtml')}{point(2, 'Two', 'two.xhtml')}</navMap>"


@cache
def sound(kind: str, seconds: int = 4) -> bytes:
    """A tone as MP3, or as AAC or Opus in the container that books have it in."""
    samples = tone(seconds * RATE, 440)
    if kind == "mp3":
        return encode_mp3(samples, rate=RATE)
    codec, container_, rate = {"m4a": ("aac", "mp4", 44100), "opus": ("libopus", "ogg", 48000)}[kind]
    from io import BytesIO

    out = BytesIO()
    with av.open(out, "w", format=container_) as file:
        stream = file.add_stream(codec, rate=rate)
        stream.layout = "mono"
        frame = av.AudioFrame.from_ndarray(numpy.frombuffer(samples, "<i2").reshape(1, -1), format="s16", layout="mono")
        frame.sample_rate = RATE
        resampler = av.AudioResampler(format=stream.format, layout="mono", rate=rate)
        for piece in [*resampler.resample(frame), *resampler.resample(None)]:
            file.mux(stream.encode(piece))
        file.mux(stream.encode(None))
    return out.getvalue()


def talking(pars: str, duration: str, *, kind: str = "mp3", body: str = "", more: str = "") -> Members:
    """A book of one page with an overlay of these clips."""
    types = {"mp3": "audio/mpeg", "m4a": "audio/mp4", "opus": "audio/ogg; codecs=opus"}
    body = body or '<p id="a">Once.</p><p id="b">Twice.</p><p id="c">Thrice.</p>'
    meta = _ACCESS + (
        '<meta property="schema:accessibilityFeature">synchronizedAudioText</meta>'
        f'<meta property="media:duration" refines="#mo">{duration}</meta>'
        f'<meta property="media:duration">{duration}</meta>'
    )
    manifest = (
        item("one", more='media-overlay="mo"')
        + item("mo", "application/smil+xml", href="one.smil")
        + item("sound", types[kind], href=f"one.{kind}")
        + more
    )
    return {
        CONTAINER: container(),
        "OPS/package.opf": package(manifest, ref("one"), meta=meta),
        "OPS/nav.xhtml": nav('<li><a href="one.xhtml">One</a></li>'),
        "OPS/one.xhtml": page(f'<h1 id="h">One</h1>{body}'),
        "OPS/one.smil": '<smil xmlns="http://www.w3.org/ns/SMIL" xmlns:epub="http://www.idpf.org/2007/ops" '
        f'version="3.0"><body>{pars}</body></smil>',
        f"OPS/one.{kind}": sound(kind),
    }


def par(name: str, begin: str, end: str | None, *, file: str = "one.mp3", target: str = "") -> str:
    times = f'clipBegin="{begin}"' + ("" if end is None else f' clipEnd="{end}"')
    return f'<par><text src="{target or f"one.xhtml#{name}"}"/><audio src="{file}" {times}/></par>'


def clips(kind: str) -> str:
    names = ("h", "a", "b", "c")
    return "".join(par(n, f"{at}s", f"{at + 1}s", file=f"one.{kind}") for at, n in enumerate(names))


# ------------------------------------------------------------------------------------------------------- kinds of books
def fixed() -> Members:
    head = '<meta name="viewport" content="width=1200, height=1600"/>'
    meta = _ACCESS.replace('accessMode">textual', 'accessMode">visual', 1) + (
        '<meta property="rendition:layout">pre-paginated</meta><meta property="rendition:spread">none</meta>'
    )
    picture_ = '<img src="a.png" alt="A lamp" width="1200"/>'
    more = {"OPS/a.png": picture("png", width=1200)}
    return plain(picture_, manifest=item("a", "image/png", href="a.png"), more=more, head=head, meta=meta)


def obfuscated(algorithm: str) -> Members:
    font = b"\0\1\0\0" + bytes(2000)
    mask = hashlib.sha1(_UID.encode(), usedforsecurity=False).digest() * 52
    data = bytes(a ^ b for a, b in zip(font[:1040], mask, strict=True)) + font[1040:]
    encryption = (
        '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" '
        'xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptedData>'
        f'<enc:EncryptionMethod Algorithm="{algorithm}"/><enc:CipherData>'
        '<enc:CipherReference URI="OPS/a.ttf"/></enc:CipherData></enc:EncryptedData></encryption>'
    )
    return plain(
        "<p>Once.</p>",
        manifest=item("font", "font/ttf", href="a.ttf") + item("css", "text/css", href="a.css"),
        more={
            "OPS/a.ttf": data,
            "OPS/a.css": "@font-face { font-family: a; src: url(a.ttf) } p { font-family: a }",
            "META-INF/encryption.xml": encryption,
        },
        head='<link rel="stylesheet" type="text/css" href="a.css"/>',
    )


def named() -> Members:
    """Names with spaces, letters of other scripts and percent signs, written as addresses."""
    return {
        CONTAINER: container("Das%20Buch/paket.opf"),
        "Das Buch/paket.opf": package(
            item("one", href="Texte/Kapitel%20eins.xhtml")
            + item("two", href="Texte/%E7%AB%A0.xhtml")
            + item("three", href="Texte/r%C3%A9sum%C3%A9.xhtml")
            + item("four", href="Texte/50%25.xhtml"),
            ref("one", "two", "three", "four"),
        ),
        "Das Buch/nav.xhtml": nav(
            '<li><a href="Texte/Kapitel%20eins.xhtml#%C3%BCber">1</a></li><li><a href="Texte/章.xhtml">2</a></li>'
            '<li><a href="Texte/résumé.xhtml">3</a></li><li><a href="Texte/50%25.xhtml">4</a></li>'
        ),
        "Das Buch/Texte/Kapitel eins.xhtml": page('<h1 id="über">Eins</h1><p><a href="50%25.xhtml">weiter</a></p>'),
        "Das Buch/Texte/章.xhtml": page("<h1>二</h1>"),
        "Das Buch/Texte/résumé.xhtml": page("<h1>Trois</h1>"),
        "Das Buch/Texte/50%.xhtml": page("<h1>Four</h1>"),
    }


def unlinear() -> Members:
    """Notes that are not in the order of reading, and are reached by links."""
    note = '<p><a id="r" epub:type="noteref" href="notes.xhtml#n">1</a></p>'
    back = '<aside id="n" epub:type="footnote"><p>A note. <a href="one.xhtml#r">back</a></p></aside>'
    opf = package(item("one") + item("notes"), '<itemref idref="one"/><itemref idref="notes" linear="no"/>')
    return plain(note) | {"OPS/package.opf": opf, "OPS/notes.xhtml": page(f"<h1>Notes</h1>{back}")}


def drawn() -> Members:
    """A drawing in the spine, between two pages."""
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" xml:lang="en"><title>A square</title>'
        '<rect id="r" width="9" height="9"/></svg>'
    )
    opf = package(item("one") + item("draw", "image/svg+xml", href="draw.svg"), ref("one", "draw"))
    more: Members = {"OPS/package.opf": opf, "OPS/draw.svg": svg}
    links = '<li><a href="one.xhtml">One</a></li><li><a href="draw.svg#r">A square</a></li>'
    return plain("<p>Once.</p>") | {**more, "OPS/nav.xhtml": nav(links)}


def nested() -> Members:
    """Contents in four levels, with headings that are no links."""
    inner = '<li><a href="one.xhtml#a">A</a><ol><li><a href="one.xhtml#b">B</a></li></ol></li>'
    deep = f"<li><span>A part</span><ol>{inner}</ol></li>"
    landmarks = (
        '<nav epub:type="landmarks" hidden=""><ol><li><a epub:type="bodymatter" href="one.xhtml">Go</a></li></ol></nav>'
    )
    body = '<section id="a"><h2>A</h2><section id="b"><h3>B</h3><p>Text.</p></section></section>'
    return plain(body) | {"OPS/nav.xhtml": nav(deep, more=landmarks)}


def formulas() -> Members:
    math = (
        '<p>So <math xmlns="http://www.w3.org/1998/Math/MathML" alttext="x squared"><semantics><msup><mi>x</mi>'
        '<mn>2</mn></msup><annotation encoding="application/x-tex">x^2</annotation></semantics></math>.</p>'
    )
    meta = _ACCESS + '<meta property="schema:accessibilityFeature">MathML</meta>'
    return plain(math, properties='properties="mathml"', meta=meta)


def scripted() -> Members:
    body = '<p id="a">Once.</p><form><input type="text" aria-label="Name"/><button>Go</button></form>'
    script = '<script type="text/javascript">document.getElementById("a").innerHTML = "&lt;b>";</script>'
    return plain(body + script, properties='properties="scripted"')


def elsewhere() -> Members:
    """A recording that lies on a server, as EPUB 3 allows it."""
    address = "https://example.org/one.mp3"
    manifest = item("far", "audio/mpeg", href=address)
    meta = _ACCESS + '<meta property="schema:accessMode">auditory</meta>'
    audio = f'<audio controls="controls" src="{address}">A talk; your reader cannot play it.</audio>'
    return plain(audio, manifest=manifest, properties='properties="remote-resources"', meta=meta)


def clocks() -> Members:
    """Clip times in every form of SMIL, plain numbers too (four seconds, a second for each clip)."""
    pars = (
        par("h", "0", "1") + par("a", "1000ms", "0:00:02.0") + par("b", "00:02", "0.05min") + par("c", "0:00:03", None)
    )
    return talking(pars, "4s")


def long_clocks() -> Members:
    """Times that only a long recording has; the recording is short, so each of them is behind its end."""
    pars = par("h", "1:02:03.4", "1:02:05") + par("a", "3.5min", "4min") + par("b", "0.5h", "1801s")
    return talking(pars + par("c", "12s", "13.5s"), "34.1s")


def repeated() -> Members:
    """The refrain is recorded once, and the notes are recorded behind the text that they are read in."""
    pars = par("h", "0s", "1s") + par("a", "3s", "4s") + par("b", "0s", "1s") + par("c", "1s", "3s")
    return talking(pars, "5s")


def spoken_elsewhere() -> Members:
    """Part of the text is left to the reader's own voice, part is not for reading, part is pointed at by words."""
    body = (
        '<p id="a">Once.</p><p id="b">The reader says this.</p><p style="display: none">Unseen.</p>'
        "<video controls='controls'>No video here.</video><p id='r'><ruby>漢<rt>kan</rt></ruby></p>"
    )
    text = '<par><text src="one.xhtml#b"/></par>'
    return talking(par("h", "0s", "1s") + par("a", "1s", "2s") + text + par("r", "2s", "3s"), "3s", body=body)


def unsaid() -> Members:
    """No words about accessibility, as in most books that there are."""
    return plain("<p>Once.</p>", meta="")


def twice() -> Members:
    """Ids that are there twice, in the manifest and in a page, and a page that is in the spine twice."""
    members = plain('<p id="a">Once.</p><p id="a">Again.</p>', manifest=item("one", href="one.xhtml"))
    return members | {"OPS/package.opf": str(members["OPS/package.opf"]).replace("</spine>", f"{ref('one')}</spine>")}


def long(documents: int = 5000) -> Members:
    names = [f"d{number}" for number in range(documents)]
    entries = "".join(f'<li><a href="{name}.xhtml">{name}</a></li>' for name in names)
    pages = {f"OPS/{name}.xhtml": page(f"<h1>{name}</h1><p>Text.</p>") for name in names}
    opf = package("".join(map(item, names)), ref(*names))
    return {CONTAINER: container(), "OPS/package.opf": opf, "OPS/nav.xhtml": nav(entries), **pages}


def paged() -> Members:
    """The list of pages of an NCX, whose pages are plain anchors."""
    targets = "".join(
        f'<pageTarget id="t{n}" type="normal" value="{n}" playOrder="{n + 2}"><navLabel><text>{n}</text></navLabel>'
        f'<content src="one.xhtml#p{n}"/></pageTarget>'
        for n in (1, 2)
    )
    pages = {"one": '<h1>One</h1><p><a id="p1"/>Once.</p><p><a id="p2"/>More.</p>', "two": "<h1>Two</h1><p>Twice.</p>"}
    return old(_NCX + f"<pageList><navLabel><text>Pages</text></navLabel>{targets}</pageList>", pages=pages)


def both() -> Members:
    """A book of EPUB 3 with an NCX beside, whose contents are fewer and whose marks of page breaks are of DTBook."""
    ncx = str(old(_NCX)["OPS/toc.ncx"]).replace(point(2, "Two", "two.xhtml"), "")
    manifest = item("ncx", "application/x-dtbncx+xml", href="toc.ncx")
    members = plain("<p>Once.</p>", manifest=manifest)
    opf = str(members["OPS/package.opf"]).replace("<spine>", '<spine toc="ncx">')
    return members | {"OPS/package.opf": opf, "OPS/toc.ncx": ncx}


def pictured_cover() -> Members:
    """A cover whose picture fills an svg element, as many programs make it, in a book of EPUB 2."""
    svg = (
        '<div><svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" version="1.1" '
        'width="100%" height="100%" viewBox="0 0 9 9"><title>Cover: a lamp</title>'
        '<image width="9" height="9" xlink:href="a.png"/></svg></div>'
    )
    meta = _OLD_ACCESS + '<meta name="cover" content="a"/><meta name="schema:accessMode" content="visual"/>'
    members = old(_NCX, meta=meta, pages={"cover": svg, "one": "<h1>One</h1><p>A.</p>", "two": "<h1>Two</h1><p>B.</p>"})
    opf = str(members["OPS/package.opf"]).replace("<manifest>", f"<manifest>{item('a', 'image/png', href='a.png')}")
    return members | {"OPS/package.opf": opf, "OPS/a.png": picture("png")}


def fallen_back() -> Members:
    """A page in a format of its own, with an XHTML page to fall back on; the contents lead to what is in the spine."""
    more = item("pdf", "application/pdf", 'fallback="two"', href="two.pdf") + item("two")
    opf = package(item("one") + more, ref("one", "pdf"))
    links = nav('<li><a href="one.xhtml">One</a></li><li><a href="two.pdf">Two</a></li>')
    return plain("<p>Once.</p>") | {
        "OPS/package.opf": opf,
        "OPS/nav.xhtml": links,
        "OPS/two.pdf": b"%PDF-1.4",
        "OPS/two.xhtml": page("<h1>Two</h1>"),
    }


def unmarked() -> Members:
    """An index and pages, claimed in the metadata, in a version that has no words to mark them with."""
    meta = _OLD_ACCESS + "".join(
        f'<meta name="schema:accessibilityFeature" content="{name}"/>'
        for name in ("index", "pageBreakMarkers", "pageNavigation", "printPageNumbers")
    )
    members = paged()
    opf = str(members["OPS/package.opf"])
    return members | {"OPS/package.opf": opf.replace(_OLD_ACCESS, meta)}


def empty_claims() -> Members:
    """What publishers write into every book: alternatives to pictures that it has not, speech that a sheet describes,
    and a conformance of their own."""
    meta = _ACCESS + "".join(
        f'<meta property="schema:accessibilityFeature">{name}</meta>' for name in ("alternativeText", "ttsMarkup")
    )
    meta += '<link rel="dcterms:conformsTo" href="https://example.org/accessibility-statement"/>'
    return plain(
        "<p>Once.</p>",
        meta=meta,
        manifest=item("css", "text/css", href="a.css"),
        more={"OPS/a.css": "abbr { -epub-speak-as: spell-out; speak-as: spell-out }"},
        head='<link rel="stylesheet" type="text/css" href="a.css"/>',
    )


def held() -> Members:
    """Wide pictures that are shown small: by a width in letters or pixels, or by their height."""
    styles = ("width: 15em", "width: 300px", "height: 1.2em", "max-height: 95vh", "max-width: calc(100% - 2em)")
    body = "".join(f'<p><img style="{style}" src="a.png" alt="A lamp"/></p>' for style in styles)
    meta = _ACCESS + '<meta property="schema:accessMode">visual</meta>'
    return plain(
        body, meta=meta, manifest=item("a", "image/png", href="a.png"), more={"OPS/a.png": picture("png", width=900)}
    )


def highlighted() -> Members:
    """Colours of the highlight that are in a list of several values, in a variable, or behind a picture."""
    members = talking(clips("mp3"), "4s", more=item("css", "text/css", href="a.css"))
    opf = str(members["OPS/package.opf"])
    named = '<meta property="media:active-class">on</meta></metadata>'
    sheet = ".on { background: #000 none no-repeat; color: #fff }"
    linked = '</title><link rel="stylesheet" type="text/css" href="a.css"/>'
    return members | {
        "OPS/package.opf": opf.replace("</metadata>", named),
        "OPS/a.css": sheet,
        "OPS/one.xhtml": str(members["OPS/one.xhtml"]).replace("</title>", linked),
    }


def rounded() -> Members:
    """The last clip ends where the frames of the sound do, which is behind its last sample."""
    pars = par("h", "0s", "1s") + par("a", "1s", "2s") + par("b", "2s", "3s") + par("c", "3s", "4.06s")
    return talking(pars, "4.06s")


class Kind(NamedTuple):
    """How to make a book; whether EPUBCheck has no error to tell of it; the codes that our rules find in it."""

    make: Callable[[], Members]
    is_valid: bool = True
    found: frozenset[str] = frozenset()


_UNSAID = frozenset({"A015", "A016"})

BOOKS: dict[str, Kind] = {
    "EPUB 2 with what only EPUB 3 can mark": Kind(unmarked),
    "claims that hold of nothing": Kind(empty_claims),
    "pictures held in other ways": Kind(held),
    "a highlight that a sheet cannot tell": Kind(highlighted),
    "sound that ends a moment sooner": Kind(rounded),
    "EPUB 2 with an NCX": Kind(lambda: old(_NCX)),
    "EPUB 2 without a word about accessibility": Kind(lambda: old(_NCX, meta=""), found=_UNSAID),
    "EPUB 2 with a list of pages": Kind(paged),
    "EPUB 2 with a cover of svg": Kind(pictured_cover),
    "EPUB 3 with an NCX beside": Kind(both),
    "EPUB 3 without overlays": Kind(lambda: plain("<p>Once.</p>")),
    "EPUB 3 without a word about accessibility": Kind(unsaid, found=_UNSAID),
    "fixed layout": Kind(fixed),
    "fonts obfuscated as IDPF says": Kind(lambda: obfuscated("http://www.idpf.org/2008/embedding")),
    "fonts obfuscated as Adobe does": Kind(lambda: obfuscated("http://ns.adobe.com/pdf/enc#RC")),
    "names in other scripts": Kind(named),
    "notes out of the order of reading": Kind(unlinear),
    "a drawing in the spine": Kind(drawn),
    "nested contents": Kind(nested),
    "MathML": Kind(formulas),
    "scripts": Kind(scripted),
    "a recording on a server": Kind(elsewhere),
    "a format with a fallback": Kind(fallen_back),
    "clocks of every form": Kind(clocks),
    "clocks of a long recording": Kind(long_clocks, found=frozenset({"P003"})),
    "a refrain that is recorded once": Kind(repeated),
    "text that the reader speaks": Kind(spoken_elsewhere),
    "sound in AAC": Kind(lambda: talking(clips("m4a"), "4s", kind="m4a")),
    "sound in Opus": Kind(lambda: talking(clips("opus"), "4s", kind="opus")),
    "ids that are there twice": Kind(twice, is_valid=False),
    "no title": Kind(lambda: plain("<p>Once.</p>", title=""), is_valid=False),
    "an empty spine": Kind(
        lambda: plain("<p>Once.</p>") | {"OPS/package.opf": package(item("one"), "")},
        is_valid=False,
        found=frozenset({"A014"}),
    ),
}


def written(members: Members, path: Path, *, first: bool = True) -> Path:
    """Write a book; with ``first`` the mimetype is where it has to be."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        if first:
            file.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        for name, data in members.items():
            file.writestr(name, data)
        if not first:
            file.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
    return path

"""Books for the reader of EPUB, made here: one for each thing that a book can hold, or lack."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from urllib.parse import unquote

from tests.renderers.pictures import picture

XHTML = '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
DOCTYPE_11 = '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" "http://www.w3.org/TR/xhtml11/DTD/xhtml11.dtd">'
CONTAINER = (
    '<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="{}" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
TYPES = {
    "xhtml": "application/xhtml+xml",
    "html": "application/xhtml+xml",
    "ncx": "application/x-dtbncx+xml",
    "css": "text/css",
    "js": "text/javascript",
    "png": "image/png",
    "svg": "image/svg+xml",
    "smil": "application/smil+xml",
    "mp3": "audio/mpeg",
    "ttf": "font/ttf",
}
ABOUT = (
    '<dc:identifier id="id">urn:isbn:9780306406157</dc:identifier><dc:title>The tide tables</dc:title>'
    "<dc:language>en</dc:language><dc:creator>Ilse Corran</dc:creator>"
)
PNG = picture("png", frames=1)


def page(body: str, *, attributes: str = "", title: str = "A page", head: str = "", doctype: str = "") -> str:
    """A content document."""
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n{doctype}\n{XHTML} {attributes}><head><title>{title}</title>'
        f"{head}</head>"
        f"\n{body if body.startswith('<body') else f'<body>{body}</body>'}\n</html>"
    )


def nav(contents: str, *, more: str = "") -> str:
    """A navigation document; ``contents`` are the items of its list."""
    return page(f'<nav epub:type="toc"><h1>Contents</h1><ol>{contents}</ol></nav>{more}', title="Contents")


def li(address: str, label: str, inner: str = "") -> str:
    """An item of a list of contents."""
    return f'<li><a href="{address}">{label}</a>{f"<ol>{inner}</ol>" if inner else ""}</li>'


def point(address: str, label: str, inner: str = "") -> str:
    """An entry of an NCX."""
    return (
        f'<navPoint id="n{abs(hash((address, label)))}"><navLabel><text>{label}</text></navLabel>'
        f'<content src="{address}"/>{inner}</navPoint>'
    )


def ncx(points: str, *, pages: str = "") -> str:
    """An NCX."""
    listed = f"<pageList><navLabel><text>Pages</text></navLabel>{pages}</pageList>" if pages else ""
    return (
        '<?xml version="1.0" encoding="utf-8"?><ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1">'
        f"<head/><docTitle><text>The tide tables</text></docTitle><navMap>{points}</navMap>{listed}</ncx>"
    )


def book(
    files: Mapping[str, str | bytes],
    *,
    spine: Sequence[str] = (),
    about: str = ABOUT,
    version: str = "3.0",
    properties: Mapping[str, str] | None = None,
    guide: str = "",
    folder: str = "OEBPS/",
    package: str = "",
    also: Mapping[str, str | bytes] | None = None,
    attributes: str = "",
) -> bytes:
    """An EPUB file. ``files`` are those of the manifest by their names (percent-encoded there), ``spine`` the content
    documents in their order (a "-" before those that are not linear; without it, all pages but the nav document),
    ``also`` what lies in the archive beside them. ``package`` replaces the package document."""
    known = properties or {name: "nav" for name in files if name == "nav.xhtml"}
    order = spine or [name for name in files if name.endswith(("html", "svg")) and known.get(name) != "nav"]
    ids = {name: f"f{number}" for number, name in enumerate(files)}
    items = "".join(
        f'<item id="{ids[name]}" href="{name}" media-type="{TYPES[name.rpartition(".")[2]]}"'
        f"{f' properties={chr(34)}{known[name]}{chr(34)}' if name in known else ''}/>"
        for name in files
    )
    references = "".join(
        f'<itemref idref="{ids[name.lstrip("-")]}"{" linear=" + chr(34) + "no" + chr(34) if name[0] == "-" else ""}/>'
        for name in order
    )
    toc = next((f' toc="{ids[name]}"' for name in files if name.endswith(".ncx")), "")
    written = package or (
        f'<?xml version="1.0" encoding="utf-8"?><package xmlns="http://www.idpf.org/2007/opf" version="{version}" '
        f'unique-identifier="id" {attributes}><metadata xmlns:dc="http://purl.org/dc/elements/1.1/" '
        f'xmlns:opf="http://www.idpf.org/2007/opf">{about}</metadata><manifest>{items}</manifest>'
        f"<spine{toc}>{references}</spine>{f'<guide>{guide}</guide>' if guide else ''}</package>"
    )
    members: dict[str, str | bytes] = {
        "META-INF/container.xml": CONTAINER.format(f"{folder}content.opf"),
        f"{folder}content.opf": written,
    }
    members |= {f"{folder}{unquote(name)}": data for name, data in files.items()}
    return archive(members | dict(also or {}))


def archive(members: Mapping[str, str | bytes]) -> bytes:
    """A ZIP file that begins as an EPUB does."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("mimetype", "application/epub+zip")
        for name, data in members.items():
            file.writestr(name, data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _old() -> bytes:
    """EPUB 2: NCX, guide, entities under an XHTML 1.1 document type, attributes of the package's name space."""
    about = (
        '<dc:title>The tide tables</dc:title><dc:creator opf:role="aut" opf:file-as="Corran, Ilse">'
        "Ilse Corran</dc:creator>"
        '<dc:creator opf:role="trl">Odile Marsh</dc:creator><dc:contributor opf:role="bkp">a program</dc:contributor>'
        '<dc:language>en_gb</dc:language><dc:identifier id="id" opf:scheme="UUID">0a1b2c3d-0000-4000-8000-00000000000a'
        '</dc:identifier><dc:identifier opf:scheme="ISBN">0-306-40615-2</dc:identifier>'
        '<dc:date opf:event="modification">2012-01-01</dc:date><dc:date opf:event="publication">1905-03</dc:date>'
        "<dc:description>&lt;p&gt;All the tides of &lt;b&gt;Low&lt;/b&gt;.&lt;/p&gt;</dc:description>"
        "<dc:subject>Tides</dc:subject><dc:subject>Harbours</dc:subject><dc:rights>None.</dc:rights>"
        '<meta name="cover" content="f0"/><meta name="calibre:series" content="Low"/>'
        '<meta name="calibre:series_index" content="2"/>'
    )
    files: dict[str, str | bytes] = {
        "cover.png": PNG,
        "cover.html": page(
            '<div><img src="cover.png" alt="A mast in the fog, at low water."/></div>', doctype=DOCTYPE_11
        ),
        "toc.html": page(
            '<p>In this book</p><p><a href="one.html">One</a></p><p><a href="two.html">Two</a></p>', doctype=DOCTYPE_11
        ),
        "one.html": page(
            '<h2 id="c1">The&nbsp;moon</h2><p>It pulls&nbsp;&mdash; and pulls.<a id="p7" name="p7">'
            "</a> No caf&eacute; is "
            "open.</p>",
            doctype=DOCTYPE_11,
        ),
        "two.html": page('<p class="pagenum" id="p8">8</p><p>The sea gives in.</p>', doctype=DOCTYPE_11),
        "style.css": "p { margin: 0 }",
        "toc.ncx": ncx(
            point("one.html", "The moon") + point("two.html", "The sea"),
            pages='<pageTarget id="t7" type="normal" value="7"><navLabel><text>7</text></navLabel>'
            '<content src="one.html#p7"/></pageTarget>',
        ),
    }
    guide = (
        '<reference type="cover" title="Cover" href="cover.html"/>'
        '<reference type="toc" title="Contents" href="toc.html"/>'
        '<reference type="preface" title="Preface" href="one.html"/>'
    )
    return book(files, about=about, version="2.0", guide=guide)


def _notes() -> bytes:
    """Notes in another file that is not linear, ids that two files have, links between files and to nowhere."""
    files = {
        "nav.xhtml": nav(li("text/one.xhtml", "One") + li("text/two.xhtml", "Two")),
        "text/one.xhtml": page(
            '<section epub:type="chapter" id="s"><h1>One</h1><p id="x">The bell<a epub:type="noteref" id="r1" '
            'href="notes.xhtml#n1">1</a> fell. See <a href="two.xhtml#x">the other</a>, <a href="two.xhtml">'
            "all of it</a>, "
            '<a href="https://example.org/a">the web</a>, <a href="gone.xhtml">nothing</a> or <a href="#none">less</a>.'
            "</p></section>"
        ),
        "text/two.xhtml": page(
            '<h1>Two</h1><p id="x">The other<a epub:type="noteref" id="r2" href="notes.xhtml#n2">2</a>.</p>'
        ),
        "text/notes.xhtml": page(
            '<section epub:type="rearnotes"><aside epub:type="rearnote" id="n1"><p>1. It was bronze. '
            '<a href="one.xhtml#r1">Back</a></p></aside><aside epub:type="rearnote" id="n2"><p>'
            "2. And this iron.</p></aside>"
            "</section>"
        ),
    }
    return book(files, spine=["text/one.xhtml", "text/two.xhtml", "-text/notes.xhtml"])


def _parts() -> bytes:
    """Parts and chapters that all have headings of one level, a chapter whose heading is two lines that are none, one
    without any; kinds of sections on body, section and landmark; a list of contents in the spine."""
    landmarks = (
        '<nav epub:type="landmarks"><ol><li><a epub:type="bodymatter" href="p1.xhtml">Start</a></li>'
        '<li><a epub:type="glossary" href="words.xhtml">Words</a></li></ol></nav>'
    )
    contents = (
        li("title.xhtml", "Title page")
        + li("p1.xhtml", "Part one", li("c1.xhtml", "1. The moon") + li("c2.xhtml", "Chapter 2: The sea"))
        + li("p2.xhtml", "Part two", li("c3.xhtml", "The land") + li("c4.xhtml#late", "The air"))
        + li("words.xhtml", "Words of the sea")
        + li("gone.xhtml", "What is lost")
    )
    files = {
        "nav.xhtml": nav(contents, more=landmarks),
        "title.xhtml": page(
            '<body epub:type="titlepage"><p class="big"><b>The Tide Tables</b></p><p>Ilse Corran</p></body>'
        ),
        "p1.xhtml": page('<body epub:type="part"><h1>Part one</h1></body>'),
        "c1.xhtml": page(
            '<body id="b" epub:type="bodymatter chapter"><h1>The moon</h1><h2>Its pull</h2><p>It pulls.</p></body>'
        ),
        "c2.xhtml": page('<p class="n">Chapter 2</p><p class="t"><b>The Sea</b></p><p>It gives in.</p>'),
        "p2.xhtml": page("<h1>Part two</h1>"),
        "c3.xhtml": page("<p>Nobody gave this chapter a heading, and it goes on for a line.</p>"),
        "c4.xhtml": page('<p>The end of the land.</p><div id="late"><p>The air is another matter.</p></div>'),
        "words.xhtml": page("<dl><dt>neap</dt><dd>The lowest tide.</dd></dl>"),
    }
    return book(files, spine=["title.xhtml", "nav.xhtml", *list(files)[2:]])


def _one_file() -> bytes:
    """One file with all chapters, to which the contents lead by ids: before lines like headings, and on plain text."""
    body = "".join(
        f'<a id="c{number}"></a><p class="head">{number}. {name}</p>'
        f"<p>Here it is told of {name.lower()}, at some length.</p>"
        for number, name in enumerate(("Moon", "Sea", "Land"), 1)
    )
    contents = "".join(
        point(f"all.html#c{n}", name) for n, name in enumerate(("1 Moon", "2. Sea", "3. Land", "Air"), 1)
    )
    return book(
        {
            "all.html": page(body + '<p id="c4">Of the air there is no more to say than this.</p>'),
            "toc.ncx": ncx(contents),
        },
        version="2.0",
    )


def _media() -> bytes:
    """What no book of ours can hold, and what was made for another reading: sound, film, drawings, formulas, scripts,
    fonts, overlays, claims; and pictures in frames of SVG."""
    about = ABOUT + (
        '<meta property="schema:accessibilityFeature">synchronizedAudioText</meta>'
        '<meta property="dcterms:conformsTo" id="c">EPUB Accessibility 1.1 - WCAG 2.1 Level AA</meta>'
        '<meta property="a11y:certifiedBy" refines="#c">Somebody</meta>'
        '<meta property="media:duration">0:00:10</meta>'
    )
    body = (
        '<h1>Things</h1><p>A bell: <audio src="bell.mp3">It rings.</audio></p>'
        '<video src="film.mp4" title="The fall"></video>'
        '<p>Then <math xmlns="http://www.w3.org/1998/Math/MathML" alttext="a over b"><mi>a</mi></math>.</p>'
        '<svg xmlns="http://www.w3.org/2000/svg"><title>A mast</title><path d="M0 0"/></svg>'
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"><title>The bay</title>'
        '<image xlink:href="../img/the%20bay.png"/></svg>'
        '<figure id="f"><img src="../img/the%20bay.png" alt="The bay from the hill."/><figcaption>'
        "The bay.</figcaption></figure>"
        '<p><img src="http://example.org/x.png" alt="Far away"/><img src="../img/lost.png" alt=""/></p><script>'
        "x()</script>"
    )
    files: dict[str, str | bytes] = {
        "nav.xhtml": nav(li("text/one.xhtml", "Things")),
        "text/one.xhtml": page(body, head='<script src="x.js"></script>'),
        "img/the%20bay.png": PNG,
        "x.js": "x()",
        "s.css": "p{}",
        "f.ttf": b"font",
        "o.smil": "<smil/>",
        "a.mp3": b"mp3",
    }
    return book(files, about=about)


def _tongues() -> bytes:
    """A book from right to left, with a chapter in English and words in French."""
    about = (
        '<dc:identifier id="id">urn:uuid:0a1b2c3d-0000-4000-8000-00000000000b</dc:identifier><dc:title>'
        "לוחות הגאות</dc:title>"
        "<dc:language>he</dc:language>"
    )
    files = {
        "nav.xhtml": nav(li("a.xhtml", "הירח") + li("b.xhtml", "The sea")),
        "a.xhtml": page(
            '<h1>הירח</h1><p>הוא מושך את הים. <i lang="fr">La mer</i> לא מתנגדת.</p>', attributes='lang="he" dir="rtl"'
        ),
        "b.xhtml": page("<h1>The sea</h1><p>It does not resist.</p>", attributes='xml:lang="en" lang="en"'),
    }
    return book(files, about=about)


def _tables() -> bytes:
    """Tables, lists, verse, code, boxes, a letter, quotations; pages in blocks and in the midst of words."""
    about = (
        ABOUT + '<dc:source id="src">urn:isbn:0306406152</dc:source>'
        '<meta property="source-of" refines="#src">pagination</meta>'
    )
    body = (
        '<h1>Kinds</h1><span epub:type="pagebreak" id="p1" title="1"/><table><caption>Lights</caption><thead>'
        "<tr><th>Light</th>"
        "<th>Miles</th></tr></thead><tbody><tr><th scope='row'>Church Head</th><td>12</td></tr></tbody></table>"
        '<ol start="3" type="a"><li>wreck</li><li>stakes</li></ol><ul><li>one<ul><li>under it</li></ul></li></ul>'
        '<div class="poem"><p>The tower stands,<br/>the barn is red.</p></div><pre><code>hail --all\n  now</code></pre>'
        '<aside><p>A box.</p></aside><blockquote epub:type="epigraph"><p>The sea keeps no book.</p><cite>A pilot</cite>'
        "</blockquote><p>“Fog,” she said, <q>again</q>, and it was in the mid<span epub:type='pagebreak' id='p2' "
        "title='2'></span>dle of a word.</p><hr/><p>Text with <em>stress</em>, <abbr title='in this book'>itb</abbr>, "
        "H<sub>2</sub>O.</p>"
    )
    listed = '<nav epub:type="page-list"><ol><li><a href="one.xhtml#p1">i</a></li><li><a href="one.xhtml#p2">2</a></li>'
    listed += "</ol></nav>"
    return book({"nav.xhtml": nav(li("one.xhtml", "Kinds"), more=listed), "one.xhtml": page(body)}, about=about)


def _plain() -> bytes:
    """Pages that bear no heading: one with the publisher's mark over the title, one of two lines, one that only a link
    leads to; notes that stand under the headings of their chapters."""
    body = (
        '<h2>Waste</h2><p id="l60">The bell<a epub:type="noteref" href="#n1">*</a> fell, '
        'and <a href="four.xhtml">more</a>.</p><h2>Notes</h2>'
        "<section><h3>I. Dusk</h3>"
        '<div epub:type="rearnote" id="n1"><p><a href="#l60">60.</a> It was bronze.</p></div></section><section>'
        '<h3>II. Dawn</h3><div epub:type="rearnote" id="n2"><p>And iron.</p></div></section>'
    )
    files: dict[str, str | bytes] = {
        "nav.xhtml": nav(li("two.xhtml", "Waste") + li("three.xhtml", "www.example.org Food for the mind")),
        "one.xhtml": page('<p><img src="mark.png" alt="A lamp"/></p><h1>The tide tables</h1><p>Ilse Corran</p>'),
        "two.xhtml": page(body),
        "three.xhtml": page(
            '<section aria-label="www.example.org Food for the mind"><p>www.example.org</p><p>Food for the mind</p>'
            "</section>"
        ),
        "four.xhtml": page("<p>There is more.</p>"),
        "mark.png": PNG,
    }
    return book(files, spine=["one.xhtml", "two.xhtml", "three.xhtml"])


#: Name → the book.
BOOKS: Mapping[str, bytes] = {
    "old": _old(),
    "notes": _notes(),
    "parts": _parts(),
    "one-file": _one_file(),
    "media": _media(),
    "tongues": _tongues(),
    "tables": _tables(),
    "plain": _plain(),
}

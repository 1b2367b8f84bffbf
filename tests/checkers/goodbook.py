"""A small book with something of everything that our rules look at, written by hand: not by our renderers, so that a
change of theirs changes no expected finding, and so that it is somebody else's book."""

from __future__ import annotations

import zipfile
from pathlib import Path

from accessible.audio import encode_mp3
from tests.renderers.builder import RATE, tone
from tests.renderers.pictures import picture

PACKAGE, NAV, STYLE = "OPS/package.opf", "OPS/nav.xhtml", "OPS/style.css"
ONE, TWO, OVERLAY, SOUND, PICTURE = "OPS/one.xhtml", "OPS/two.xhtml", "OPS/one.smil", "OPS/one.mp3", "OPS/lamp.png"

_PAGE = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="en" xml:lang="en">
<head><title>{title}</title><link rel="stylesheet" type="text/css" href="style.css"/></head>
<body>
{body}
</body>
</html>
"""

MEMBERS = {
    "META-INF/container.xml": """<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="OPS/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
""",
    PACKAGE: """<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="en">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">urn:uuid:3c1b0f0e-6d1e-4a5c-9f55-0a4d0e6b7a11</dc:identifier>
<dc:title>The lamp</dc:title>
<dc:language>en</dc:language>
<meta property="dcterms:modified">2026-01-01T00:00:00Z</meta>
<meta property="schema:accessMode">textual</meta>
<meta property="schema:accessMode">visual</meta>
<meta property="schema:accessModeSufficient">textual</meta>
<meta property="schema:accessModeSufficient">auditory</meta>
<meta property="schema:accessibilityFeature">alternativeText</meta>
<meta property="schema:accessibilityFeature">pageBreakMarkers</meta>
<meta property="schema:accessibilityFeature">pageNavigation</meta>
<meta property="schema:accessibilityFeature">structuralNavigation</meta>
<meta property="schema:accessibilityFeature">synchronizedAudioText</meta>
<meta property="schema:accessibilityFeature">tableOfContents</meta>
<meta property="schema:accessibilityHazard">noFlashingHazard</meta>
<meta property="schema:accessibilityHazard">noMotionSimulationHazard</meta>
<meta property="schema:accessibilityHazard">noSoundHazard</meta>
<meta property="schema:accessibilitySummary">Every picture is described, and the first chapter is read aloud.</meta>
<meta property="pageBreakSource">none</meta>
<meta property="media:duration" refines="#overlay">0:00:02.000</meta>
<meta property="media:duration">0:00:02.000</meta>
<meta property="media:active-class">spoken</meta>
</metadata>
<manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="one" href="one.xhtml" media-type="application/xhtml+xml" media-overlay="overlay"/>
<item id="two" href="two.xhtml" media-type="application/xhtml+xml"/>
<item id="overlay" href="one.smil" media-type="application/smil+xml"/>
<item id="sound" href="one.mp3" media-type="audio/mpeg"/>
<item id="lamp" href="lamp.png" media-type="image/png"/>
<item id="style" href="style.css" media-type="text/css"/>
</manifest>
<spine><itemref idref="one"/><itemref idref="two"/></spine>
</package>
""",
    NAV: _PAGE.format(
        title="Contents",
        body="""<nav epub:type="toc"><h1>Contents</h1>
<ol>
<li><a href="one.xhtml">Out</a></li>
<li><a href="two.xhtml">In again</a>
<ol>
<li><a href="two.xhtml#days">The days</a></li>
</ol></li>
</ol></nav>
<nav epub:type="page-list" hidden="hidden"><h2>Pages</h2>
<ol><li><a href="one.xhtml#p1">1</a></li><li><a href="two.xhtml#p2">2</a></li></ol></nav>""",
    ),
    ONE: _PAGE.format(
        title="Out",
        body="""<section>
<span id="p1" epub:type="pagebreak" role="doc-pagebreak" aria-label="1"></span>
<h1 id="h">Out</h1>
<p id="a">The lamp went out.</p>
</section>""",
    ),
    TWO: _PAGE.format(
        title="In again",
        body="""<section>
<span id="p2" epub:type="pagebreak" role="doc-pagebreak" aria-label="2"></span>
<h1>In again</h1>
<p>Then it was lit.<a id="r" epub:type="noteref" role="doc-noteref" href="#n">1</a></p>
<p><img src="lamp.png" alt="A lamp in a window"/></p>
<h2 id="days">The days</h2>
<table>
<tr><th scope="col">Day</th><th scope="col">Lamp</th></tr>
<tr><td>Monday</td><td>out</td></tr>
</table>
<aside id="n" epub:type="footnote" role="doc-footnote"><p>By whom? <a href="#r" role="doc-backlink">Back</a></p></aside>
</section>""",
    ),
    OVERLAY: """<?xml version="1.0" encoding="utf-8"?>
<smil xmlns="http://www.w3.org/ns/SMIL" version="3.0"><body>
<par><text src="one.xhtml#h"/><audio src="one.mp3" clipBegin="0s" clipEnd="0.8s"/></par>
<par><text src="one.xhtml#a"/><audio src="one.mp3" clipBegin="0.8s" clipEnd="2s"/></par>
</body></smil>
""",
    STYLE: """html { color-scheme: light dark; }
body { line-height: 1.5; margin: 0 auto; max-width: 40em; }
img { height: auto; max-width: 100%; }
nav a { display: inline-block; min-height: 24px; min-width: 24px; }
.spoken, .spoken * { background-color: #ffe08a; color: #000000; }
@media (prefers-color-scheme: dark) {
  html { background-color: #121212; color: #ececec; }
  a { color: #9ecbff; }
}
""",
}


def good_book(path: Path) -> Path:
    """Write the book; two seconds of a tone are its sound."""
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("mimetype", "application/epub+zip")
        for name, text in MEMBERS.items():
            file.writestr(name, text, zipfile.ZIP_DEFLATED)
        file.writestr(SOUND, encode_mp3(tone(2 * RATE, 440), rate=RATE))
        file.writestr(PICTURE, picture("png"))
    return path

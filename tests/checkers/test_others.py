"""Books of other makers: of EPUB 2, of fixed layout, odd and broken ones. Whatever they hold, there are findings and no
traceback."""

from __future__ import annotations

import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accessible.checkers import check
from accessible.errors import SourceError
from tests.checkers.goodbook import MEMBERS, NAV, ONE, OVERLAY, PACKAGE, PICTURE, STYLE, TWO, good_book
from tests.checkers.mutants import mutant

OURS = ("overlays", "rules")

_OLD_PAGE = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" "http://www.w3.org/TR/xhtml11/DTD/xhtml11.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="fr"><head><title>Un</title></head>
<body><h1 id="h">Chapitre&nbsp;un</h1><p>C&rsquo;est tout.</p>{more}</body></html>"""

OLD = {
    "META-INF/container.xml": MEMBERS["META-INF/container.xml"],
    PACKAGE: """<?xml version="1.0"?>
<package xmlns="http://www.idpf.org/2007/opf" version="2.0" unique-identifier="id">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf">
<dc:title>Un livre</dc:title><dc:language>fr</dc:language><dc:identifier id="id">urn:isbn:1</dc:identifier>
<meta name="schema:accessMode" content="textual"/><meta name="schema:accessibilityFeature" content="tableOfContents"/>
<meta name="schema:accessibilityHazard" content="none"/><meta name="schema:accessModeSufficient" content="textual"/>
<meta name="schema:accessibilitySummary" content="Rien que du texte."/></metadata>
<manifest><item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>
<item id="one" href="one.xhtml" media-type="application/xhtml+xml"/></manifest>
<spine toc="ncx"><itemref idref="one"/></spine></package>""",
    "OPS/toc.ncx": """<?xml version="1.0"?>
<!DOCTYPE ncx PUBLIC "-//NISO//DTD ncx 2005-1//EN" "http://www.daisy.org/z3986/2005/ncx-2005-1.dtd">
<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1"><head/><docTitle><text>Un livre</text></docTitle>
<navMap><navPoint id="a" playOrder="1"><navLabel><text>Un</text></navLabel><content src="one.xhtml#h"/></navPoint>
</navMap></ncx>""",
    ONE: _OLD_PAGE.format(more=""),
}


def written(path: Path, members: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("mimetype", "application/epub+zip")
        for name, text in members.items():
            file.writestr(name, text)
    return path


def test_a_book_of_epub_2_is_held_to_the_same_rules(tmp_path: Path) -> None:
    assert check(written(tmp_path / "old.epub", OLD), checkers=OURS) == ()
    faulty = OLD | {
        ONE: _OLD_PAGE.format(more='<p><img src="a.jpg"/></p><h3>Bas</h3>'),
        "OPS/toc.ncx": OLD["OPS/toc.ncx"].replace("#h", "#gone"),
        PACKAGE: OLD[PACKAGE].replace('content="textual"', 'content="auditory"'),
    }
    found = check(written(tmp_path / "faulty.epub", faulty), checkers=OURS)
    assert {message.code for message in found} == {"A007", "A009", "A014", "P016"}


def test_the_names_of_html_are_letters(tmp_path: Path) -> None:
    faulty = OLD | {ONE: _OLD_PAGE.format(more="<h3>D&eacute;j&agrave;</h3>")}
    (message,) = check(written(tmp_path / "old.epub", faulty), checkers=OURS)
    assert "“Déjà”" in message.text


def test_pages_of_a_fixed_layout_need_not_shrink(tmp_path: Path) -> None:
    wide: dict[str, str] = MEMBERS | {STYLE: MEMBERS[STYLE].replace("max-width: 100%;", "")}
    fixed = wide | {
        PACKAGE: wide[PACKAGE].replace(
            "</metadata>", '<meta property="rendition:layout">pre-paginated</meta></metadata>'
        )
    }
    for members, expected in ((wide, {"A024"}), (fixed, set())):
        page = members[TWO].replace('<img src="lamp.png"', '<img src="lamp.png" width="640"')
        book = written(tmp_path / "book.epub", members | {TWO: page})
        assert {message.code for message in check(book, checkers=["rules"])} - {"P009"} == expected


def test_a_book_with_nothing_in_it(tmp_path: Path) -> None:
    bare = {
        "META-INF/container.xml": MEMBERS["META-INF/container.xml"],
        PACKAGE: '<package xmlns="http://www.idpf.org/2007/opf"/>',
    }
    found = check(written(tmp_path / "bare.epub", bare), checkers=OURS)
    assert {message.code for message in found} == {"A012", "A015", "A016", "A025"}


def test_a_picture_that_is_no_picture_and_a_sheet_that_is_none(tmp_path: Path) -> None:
    good = good_book(tmp_path / "good.epub")
    noise = bytes(range(256)) * 4
    book = mutant(good, tmp_path / "noise.epub", {PICTURE: lambda _: noise, STYLE: lambda _: noise})
    assert {message.code for message in check(book, checkers=OURS)} <= {"A023", "A024"}


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return good_book(tmp_path_factory.mktemp("others") / "good.epub")


@settings(max_examples=60)
@given(
    name=st.sampled_from([PACKAGE, NAV, ONE, TWO, OVERLAY, STYLE, "META-INF/container.xml"]),
    at=st.floats(0, 1),
    cut=st.integers(0, 40),
    put=st.one_of(
        st.binary(max_size=8),
        st.sampled_from(
            [b'""', b"<", b"&x;", b"#", b"%", b"//[", b"../../", b'lang="', b"-1", b"9" * 30, b"<a>", b"}", b"url("]
        ),
    ),
)
def test_a_place_that_has_changed_gives_findings_and_no_traceback(
    good: Path, name: str, at: float, cut: int, put: bytes
) -> None:
    def change(data: bytes) -> bytes:
        start = int(at * len(data))
        return data[:start] + put + data[start + cut :]

    book = mutant(good, good.with_name("changed.epub"), {name: change})
    with suppress(SourceError):
        check(book, checkers=OURS)

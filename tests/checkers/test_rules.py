"""Every rule of our own: a small book that breaks it, made from a good one, and what is said of it.

The expected findings are in `tests/golden/check/<code>/`, with severity, place and hint, as `accessible check` shows
them. That the good book has none is the other half of each test.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from accessible.audio import encode_mp3
from accessible.checkers import check
from accessible.checkers.hints import HINTS
from accessible.console import line_of
from accessible.model.message import CATALOGUE, Message
from accessible.wording import wording
from tests.checkers.goodbook import NAV, ONE, OVERLAY, PACKAGE, PICTURE, SOUND, STYLE, TWO, good_book
from tests.checkers.mutants import Change, mutant
from tests.conftest import GOLDEN, Golden
from tests.renderers.builder import RATE, tone
from tests.renderers.pictures import picture
from tests.renderers.validators import Validator

#: What is not about a finished file, or is another program's word for it.
ELSEWHERE = {"P008", "P021", "P010", "P011", "P012", "P014", "P015"} | {
    f"A{number:03}" for number in (1, 2, 3, 4, 5, 6)
}


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return good_book(tmp_path_factory.mktemp("rules") / "good.epub")


def into(name: str, *pairs: tuple[str, str]) -> dict[str, Change]:
    """A member with texts in the places of others, which must be there."""

    def change(data: bytes) -> bytes:
        text = data.decode()
        for old, new in pairs:
            assert old in text, old
            text = text.replace(old, new)
        return text.encode()

    return {name: change}


def behind(place: str, more: str) -> tuple[str, str]:
    return place, place + more


def claimed(name: str, value: str) -> dict[str, Change]:
    return into(PACKAGE, ("</metadata>", f'<meta property="{name}">{value}</meta></metadata>'))


def variable(_: bytes) -> bytes:
    """Frames of two bit rates one after the other: as an encoder with a variable bit rate leaves them."""
    return encode_mp3(tone(RATE, 440), rate=RATE, kilobits=32) + encode_mp3(tone(RATE, 440), rate=RATE, kilobits=64)


_TITLE = "<h1>In again</h1>"
_HEADINGS = [(f"<{slash}h{level}", f"<{slash}p") for slash in ("", "/") for level in (1, 2)]
_PAGE_LIST = (
    """<nav epub:type="page-list" hidden="hidden"><h2>Pages</h2>
<ol><li><a href="one.xhtml#p1">1</a></li><li><a href="two.xhtml#p2">2</a></li></ol></nav>""",
    "",
)
_SECOND = '<li><a href="two.xhtml">In again</a>'

#: By code: the members of the book that are changed, for each variant of the fault.
FAULTS: dict[str, list[dict[str, Change]]] = {
    "P001": [into(ONE, (' id="a"', ""))],
    "P002": [into(OVERLAY, ('clipEnd="0.8s"', 'clipEnd="0.9s"'))],
    "P003": [into(OVERLAY, ('clipEnd="2s"', 'clipEnd="9s"'))],
    "P004": [into(ONE, behind("out.</p>", "<p>Nobody says this.</p>"))],
    "P005": [into(PACKAGE, ("0:00:02.000", "0:10:00.000"))],
    "P007": [{PACKAGE: None}],
    "P009": [{SOUND: None}],
    "P013": [into(OVERLAY, ('clipBegin="0.8s"', 'clipBegin="soon"'))],
    "P019": [
        into(ONE, ("</section>", "")),
        into(PACKAGE, ('href="two.xhtml"', 'href="https://example.org/two.xhtml"')),
        into(OVERLAY, ("</body>", "")),
        into(PACKAGE, ('id="overlay"', 'id="other"')),
    ],
    "P016": [into(NAV, ("two.xhtml#days", "two.xhtml#nights")), into(NAV, ("one.xhtml#p1", "three.xhtml#p1"))],
    "P017": [into(OVERLAY, ('clipEnd="0.8s"', 'clipEnd="0.2s"'), ('clipBegin="0.8s"', 'clipBegin="0.2s"'))],
    "P018": [{SOUND: variable}],
    "P020": [
        into(ONE, ("<!DOCTYPE html>", '<!DOCTYPE html SYSTEM "http://example.org/xhtml.dtd">')),
        into(PACKAGE, ("<package", '<!DOCTYPE package PUBLIC "-//W3C//DTD XHTML 1.1//EN" "package.dtd">\n<package')),
        into(OVERLAY, ("<smil", f"<!-- {'x' * 400_000} --><!DOCTYPE smil SYSTEM 'http://example.org/s'><smil")),
        into("META-INF/container.xml", ("<container", '<!DOCTYPE container SYSTEM "https://[::1">\n<container')),
    ],
    "P022": [into(OVERLAY, ('src="one.mp3"', 'src="https://example.org/one.mp3"'))],
    "A007": [
        into(TWO, (' alt="A lamp in a window"', "")),
        into(TWO, behind(_TITLE, '<p><svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 1 1"></svg></p>')),
    ],
    "A008": [
        into(TWO, ("A lamp in a window", words))
        for words in (
            "lamp.png",
            "IMG_2041",
            "IMG_1234.jpg",
            "image",
            "Photo",
            "Picture 3",
            "Bild",
            " ",
            "placeholder",
            "Untitled",
            "...",
            "Image without a description",
            "Image sans description",
        )
    ],
    "A009": [into(TWO, ("<h2", "<h3"), ("</h2>", "</h3>")), into(TWO, ("<h1", "<h3"), ("</h1>", "</h3>"))],
    "A010": [into(ONE, *_HEADINGS[::2]) | into(TWO, *_HEADINGS, behind("<p>Then", " it was a long time." * 200))],
    "A011": [into(TWO, behind(_TITLE, "<h2> </h2>"))],
    "A012": [
        into(ONE, (' lang="en" xml:lang="en"', "")),
        into(PACKAGE, ("<dc:language>en</dc:language>", "<dc:language> </dc:language>")),
        into(PACKAGE, (' xml:lang="en"', "")),
    ],
    "A013": [
        into(ONE, (' lang="en" xml:lang="en"', ' lang="en_GB" xml:lang="en_GB"')),
        into(PACKAGE, ("<dc:language>en<", "<dc:language>english-<")),
        into(ONE, ("<p id", '<p lang="französisch" id')),
    ],
    "A014": [
        *(claimed("schema:accessibilityFeature", name) for name in ("MathML", "longDescription", "index", "ttsMarkup")),
        claimed("schema:accessMode", "auditory"),
        into(NAV, _PAGE_LIST),
        into(TWO, (' alt="A lamp in a window"', "")),
        into(PACKAGE, (' media-overlay="overlay"', "")),
    ],
    "A015": [into(PACKAGE, ('schema:accessMode"', 'schema:mode"'), ("schema:accessibilityHazard", "schema:hazard"))],
    "A016": [into(PACKAGE, ("schema:accessibilitySummary", "schema:summary"))],
    "A017": [
        claimed("schema:accessibilityHazard", "none"),
        claimed("schema:accessibilityHazard", "flashingHazard"),
        claimed("schema:accessibilityHazard", "noFlashing"),
        claimed("schema:accessMode", "text"),
        claimed("schema:accessModeSufficient", "textual visual"),
        claimed("dcterms:conformsTo", "EPUB Accessibility 1.1 WCAG AA"),
    ],
    "A018": [
        into(
            NAV,
            ('<li><a href="one.xhtml">Out</a></li>\n', ""),
            behind("</ol></li>", '<li><a href="one.xhtml">Out</a></li>'),
        ),
        into(NAV, (_SECOND, _SECOND.replace("two.xhtml", "two.xhtml#n"))),
        into(NAV, ("one.xhtml#p1", "two.xhtml#p2"), ('two.xhtml#p2">2', 'one.xhtml#p1">2')),
    ],
    "A019": [
        into(NAV, _PAGE_LIST),
        into(TWO, behind(_TITLE, '<span id="p3" role="doc-pagebreak" aria-label="3"></span>')),
        into(TWO, (' aria-label="2"', "")),
        into(NAV, ("two.xhtml#p2", "two.xhtml#days")),
    ],
    "A020": [into(TWO, ('<th scope="col">', "<td>"), ("</th>", "</td>"))],
    "A021": [
        into(TWO, behind(_TITLE, '<p><a href="one.xhtml"></a></p>')),
        into(TWO, behind(_TITLE, '<p><a href="one.xhtml"><img src="lamp.png" alt=""/></a></p>')),
    ],
    "A022": [into(TWO, (' <a href="#r" role="doc-backlink">Back</a>', ""))],
    "A023": [
        into(STYLE, ("color: #000000", "color: #ffffff")),
        into(STYLE, (" color: #000000;", "")),  # in the dark: light letters on the light ground
    ],
    "A024": [{PICTURE: lambda _: picture("png", width=640)} | into(STYLE, ("max-width: 100%;", ""))],
    "A025": [into(NAV, ('epub:type="toc"', 'epub:type="landmarks"'))],
}

#: What is found in a browser: the faults of a book, and the codes that they have. A visit takes its time.
LOOKS: list[tuple[tuple[str, ...], dict[str, Change]]] = [
    (("A023",), into(STYLE, ("color: #000000", "color: #c0a060"))),
    (("A027",), into(STYLE, ("color: #ececec", "color: #444444"))),
    (
        ("A026", "A028", "A029", "A030"),
        into(
            TWO,
            behind(
                _TITLE,
                '<ul><li style="font-size: 8px"><a href="one.xhtml">I</a> <a href="one.xhtml#a">J</a></li></ul>'
                '<p style="color: #ccc; background: #fff">Pale.</p><p style="width: 500px">Wide.</p>'
                '<p style="height: 1.5em; overflow: hidden">It is cut off, for it is longer than a small screen.</p>',
            ),
        ),
    ),
]


def told(messages: tuple[Message, ...], code: str) -> str:
    """The findings of a code, as they are shown."""
    return "".join(f"{line_of(message)}\n  hint: {message.hint}\n" for message in messages if message.code == code)


def test_a_good_book_breaks_no_rule(good: Path) -> None:
    assert check(good, checkers=["overlays", "rules"]) == ()


@pytest.mark.parametrize("language", sorted(wording()))
def test_what_our_own_books_say_of_a_picture_that_nobody_described_says_nothing(
    language: str, good: Path, tmp_path: Path
) -> None:
    words = wording()[language]["undescribed"]
    for said in (words, f"{words[:1].lower()}{words[1:]}", f"{words}."):
        book = mutant(good, tmp_path / "book.epub", into(TWO, ("A lamp in a window", said)))
        assert [message.code for message in check(book, checkers=["rules"])] == ["A008"]


@pytest.mark.parametrize(
    "words",
    [
        "A",
        "1",
        "XIV",
        "* * *",
        "Lamp",
        "A lamp",
        "Map of Rome",
        "Portrait of Ada",
        "图1:灯",
        "Photo of a lamp",
        "Figure of speech",
    ],
)
def test_short_words_for_a_picture_are_words(words: str, good: Path, tmp_path: Path) -> None:
    book = mutant(good, tmp_path / "book.epub", into(TWO, ("A lamp in a window", words)))
    assert check(book, checkers=["rules"]) == ()


def test_a_file_may_have_the_name_of_what_it_shows(good: Path, tmp_path: Path) -> None:
    changes = into(TWO, ("A lamp in a window", "Map of Rome"), ('src="lamp.png"', 'src="Map%20of%20Rome.png"'))
    assert check(mutant(good, tmp_path / "book.epub", changes), checkers=["rules"]) == ()


def test_epubcheck_has_nothing_against_the_good_book(good: Path, epubcheck: Validator) -> None:
    assert epubcheck(good) == {good.name: ()}


def found(
    code: str, faults: list[dict[str, Change]], *, look: Callable[[Path], tuple[Message, ...]], good: Path, folder: Path
) -> str:
    """What is said of every variant of a fault; each of them has to be found."""
    said = []
    for number, changes in enumerate(faults, 1):
        messages = look(mutant(good, folder / f"{number}.epub", changes))
        said.append(told(messages, code))
        assert said[-1], f"variant {number} was not found, but: {messages}"
    return "\n".join(said)


@pytest.mark.parametrize("code", FAULTS)
def test_a_fault_is_found(code: str, good: Path, tmp_path: Path, golden: Golden) -> None:
    def look(book: Path) -> tuple[Message, ...]:
        return check(book, checkers=["overlays", "rules"])

    golden(f"check/{code}/expected.txt", found(code, FAULTS[code], look=look, good=good, folder=tmp_path))


def test_what_was_spoken_is_compared_with_what_is_written(good: Path, tmp_path: Path, golden: Golden) -> None:
    said = {"h": "Out", "a": "The lamp went on."}
    golden("check/P006/expected.txt", told(check(good, checkers=["overlays"], written=said), "P006"))


def test_a_checker_that_is_missing_or_fails_is_told(
    good: Path, tmp_path: Path, golden: Golden, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each of them once: without Java and without Node.js; then there, and failing."""
    answers = {"epubcheck": None, "ace": f"Error: {'no ' * 50}browser", "browser": "Error: it crashed"}
    for name in answers:
        module = importlib.import_module(f"accessible.checkers.{name}")
        monkeypatch.setattr(module, "missing", lambda: "it is not installed")
        monkeypatch.setattr(module, "ask", lambda *_, name=name, **__: answers[name])
    messages = check(good, checkers=answers)
    golden("check/P008/expected.txt", told(messages, "P008"))
    for name in answers:
        monkeypatch.setattr(f"accessible.checkers.{name}.missing", lambda: "")
    monkeypatch.setattr("accessible.checkers.ace._node", lambda: "node")
    messages = check(good, checkers=answers)
    golden("check/P021/expected.txt", told(messages, "P021"))


def test_a_browser_finds_nothing_in_the_good_book(good: Path, browser: Validator) -> None:
    assert browser(good) == {good.name: ()}


@pytest.mark.parametrize(("codes", "changes"), LOOKS)
def test_a_fault_is_seen_in_a_browser(
    codes: tuple[str, ...], changes: dict[str, Change], good: Path, tmp_path: Path, golden: Golden, browser: Validator
) -> None:
    messages = browser(mutant(good, tmp_path / "faulty.epub", changes))["faulty.epub"]
    assert {message.code for message in messages} == {*codes}
    for code in codes:
        said = re.sub(r"\([\d.]+px by [\d.]+px", "(N px by N px", told(messages, code))  # fonts differ
        golden(f"check/{code}/seen.txt", said)


def test_every_code_of_ours_has_a_hint_and_an_expected_file() -> None:
    ours = {code for code in CATALOGUE if code[0] in "PA"} - ELSEWHERE
    assert ours == set(HINTS) - ELSEWHERE
    # P006 only a build can find
    assert ours - {"P006"} == FAULTS.keys() | {code for codes, _ in LOOKS for code in codes}
    assert {folder.name for folder in (GOLDEN / "check").iterdir()} == ours | {"P008", "P021"}

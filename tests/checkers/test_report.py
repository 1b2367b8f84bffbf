"""The report of findings: it holds all of them, and is itself what it asks of books."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from accessible.checkers import check
from accessible.checkers.report import is_ours, report
from accessible.errors import OutputError
from accessible.model.message import Message, Place
from accessible.pipeline import Checked, write_report
from tests.checkers.goodbook import TWO, good_book
from tests.checkers.mutants import mutant
from tests.renderers.validators import Validator

MESSAGES = (
    Message(
        "A007", "The picture a.png has no text alternative.", Place("OPS/two.xhtml", line=10, id="a"), "Write one."
    ),
    Message("A009", "After a heading of level 1 comes one of level 3: “<Deep> & low”.", Place("OPS/two.xhtml")),
    Message("A003", "OPF-088: Unrecognized \x00 value " + "x" * 300, Place("OPS/two.xhtml")),
    Message("P008", "Ace did not look at the book: Node.js is not installed.", hint="install it"),
)
PAGE = report(
    [("good.epub", (), ""), ("bad <1>.epub", MESSAGES, ""), ("bomb.epub", (), "the archive has a link in it (x)")]
)


def test_it_holds_every_finding_under_headings_of_one_outline() -> None:
    tree = etree.fromstring(PAGE)
    text = " ".join("".join(tree.itertext()).split())
    for said in ("a.png has no text", "“<Deep> & low”", "Write one.", "OPF-088", "Node.js is not", "a link in it"):
        assert said in text
    headings = [(int(e.tag[1]), e.text) for e in tree.iter() if isinstance(e.tag, str) and e.tag in ("h1", "h2", "h3")]
    assert headings == [
        (1, "Accessibility check"),
        (2, "Summary"),
        (2, "good.epub"),
        (2, "bad <1>.epub"),
        (3, "Not checked"),
        (3, "Errors (1)"),
        (3, "Warnings (1)"),
        (3, "Notes (1)"),
        (2, "bomb.epub"),
    ]
    rows = [[" ".join("".join(cell.itertext()).split()) for cell in row] for row in tree.iter("tr")]
    assert rows == [
        ["Book", "Result", "Errors", "Warnings", "Notes"],
        ["good.epub", "Nothing found", "0", "0", "0"],
        ["bad <1>.epub", "Has errors, but not all was looked at", "1", "1", "1"],
        ["bomb.epub", "Not checked", "–", "–", "–"],
    ]
    assert next(tree.iter("script"), None) is None
    assert tree.get("lang") == "en"


def as_a_book(folder: Path) -> Path:
    """The page inside a book, so that whatever looks at books looks at it."""
    page = PAGE.replace(b"<html ", b'<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en" ')
    return mutant(good_book(folder / "good.epub"), folder / "report.epub", {TWO: lambda _: page})


def test_a_browser_finds_nothing_in_it(tmp_path: Path, browser: Validator) -> None:
    assert browser(as_a_book(tmp_path))["report.epub"] == ()


def test_ace_finds_nothing_in_it(tmp_path: Path, ace: Validator) -> None:
    found = ace(as_a_book(tmp_path))["report.epub"]
    assert [message for message in found if message.place.file.endswith("two.xhtml")] == []


def test_our_own_rules_find_nothing_in_it(tmp_path: Path) -> None:
    book = as_a_book(tmp_path)
    assert [m for m in check(book, checkers=["rules"]) if m.place.file == TWO and m.code not in ("A022", "A019")] == []


def texts(page: bytes) -> str:
    return " ".join(" ".join(etree.fromstring(page).itertext()).split())


def test_of_thousands_of_findings_some_are_listed_and_all_are_counted() -> None:
    many = [
        Message("A013", f"“{number}” is not the tag of a language.", Place(f"{number}.xhtml")) for number in range(5000)
    ]
    page = report([("many.epub", many, "")])
    tree = etree.fromstring(page)
    assert len(tree.findall(".//li")) == 500
    assert "4500 more are not listed here." in texts(page)
    assert "Errors (5000)" in texts(page)
    assert len(page) < 200_000
    assert "not listed" not in texts(report([("few.epub", many[:500], "")]))


def test_a_book_with_nothing_and_no_book_at_all() -> None:
    assert "Nothing was found." in texts(report([("good.epub", (), "")]))
    assert "Findings by book" in texts(report([]))


@pytest.mark.parametrize(
    "evil",
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "]]>&lt;b>",
        "a\x00\x1b[31m\ud800\ufffeb",
        "\u202egnp.exe",
    ],
)
def test_hostile_words_are_words(evil: str) -> None:
    found = Message("A007", evil, Place(evil, line=1, id=evil), evil)
    for page in (report([(evil, [found], "")]), report([(evil, (), evil)])):
        tree = etree.fromstring(page)
        assert {element.tag for element in tree.iter()}.isdisjoint({"script", "img", "b"})
        assert all(not name.startswith("on") for element in tree.iter() for name in element.attrib)
        assert b"\x1b" not in page
        assert "\u202e" not in page.decode()


def test_a_report_is_replaced_and_another_file_is_not(tmp_path: Path) -> None:
    found = [Checked(tmp_path / "bad.epub", MESSAGES)]
    write_report(found, tmp_path / "report.html", force=False)
    assert is_ours(tmp_path / "report.html")
    write_report(found, tmp_path / "report.html", force=False)
    (tmp_path / "page.html").write_text("<p>Mine</p>")
    with pytest.raises(OutputError, match="exists"):
        write_report(found, tmp_path / "page.html", force=False)
    write_report(found, tmp_path / "page.html", force=True)
    assert is_ours(tmp_path / "page.html")

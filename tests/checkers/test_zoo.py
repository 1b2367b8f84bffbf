"""Books of the kinds that other people make: none is a traceback, and a good one is not blamed for what it need not
have."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from accessible.checkers import check
from accessible.errors import SourceError
from tests.checkers.zoo import BOOKS, CONTAINER, container, long, obfuscated, old, par, plain, point, talking, written
from tests.renderers.validators import Validator

OURS = ("overlays", "rules")


@pytest.fixture(scope="module")
def zoo(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("zoo")
    return {name: written(kind.make(), folder / f"{number}.epub") for number, (name, kind) in enumerate(BOOKS.items())}


@pytest.mark.parametrize("name", BOOKS)
def test_our_rules_find_what_is_wrong_and_nothing_else(name: str, zoo: dict[str, Path]) -> None:
    found = check(zoo[name], checkers=OURS)
    assert {message.code for message in found} == BOOKS[name].found, found


def test_epubcheck_agrees_which_books_are_good(zoo: dict[str, Path], epubcheck: Validator) -> None:
    """What the others are good for depends on it: a book that is not valid shows no false alarm of ours."""
    for name, path in zoo.items():
        errors = [message for message in epubcheck(path)[path.name] if message.code == "A001"]
        assert (not errors) == BOOKS[name].is_valid, (name, errors)
        assert all(not Path(message.place.file).is_absolute() for message in errors)


@pytest.mark.parametrize(
    "name", ["EPUB 2 with a cover of svg", "a drawing in the spine", "scripts", "names in other scripts"]
)
def test_ace_and_a_browser_open_them(name: str, zoo: dict[str, Path], ace: Validator, browser: Validator) -> None:
    for validator in (ace, browser):
        found = validator(zoo[name])[zoo[name].name]
        assert "P021" not in {message.code for message in found}
        assert all(not message.place.file.startswith("/") for message in found)


@pytest.mark.skipif(os.name != "posix", reason="file names are bytes on POSIX alone")
def test_a_file_may_have_a_name_that_is_no_text(
    tmp_path: Path, epubcheck: Validator, ace: Validator, browser: Validator
) -> None:
    book = written(plain("<p>Once.</p>"), tmp_path / os.fsdecode(b"b\xff <&>.epub"))
    assert check(book, checkers=OURS) == ()
    for validator in (epubcheck, ace, browser):
        assert "P021" not in {message.code for message in validator(book)[book.name]}


def test_a_mimetype_that_is_not_first_is_told_by_epubcheck(tmp_path: Path, epubcheck: Validator) -> None:
    book = written(plain("<p>Once.</p>"), tmp_path / "book.epub", first=False)
    assert check(book, checkers=OURS) == ()
    (message,) = epubcheck(book)["book.epub"]
    assert (message.code, message.place.file) == ("A001", "book.epub")


def test_a_book_without_a_container(tmp_path: Path) -> None:
    members = plain("<p>Once.</p>")
    del members[CONTAINER]
    found = check(written(members, tmp_path / "book.epub"), checkers=OURS)
    assert {(message.code, message.place.file) for message in found} == {("P007", CONTAINER)}


def test_a_book_under_copy_protection_says_so(tmp_path: Path) -> None:
    for algorithm in ("http://www.w3.org/2001/04/xmlenc#aes256-cbc", "http://ns.adobe.com/adept/xmlenc#aes128-cbc"):
        book = written(obfuscated(algorithm), tmp_path / "book.epub")
        with pytest.raises(SourceError, match="encrypted"):
            check(book, checkers=OURS)


def test_faults_of_epub_2_are_found_in_its_own_files(tmp_path: Path) -> None:
    wrong = f"<navMap>{point(1, 'Two', 'two.xhtml')}{point(2, 'One', 'one.xhtml')}{point(3, '?', 'six.xhtml')}</navMap>"
    found = check(written(old(wrong), tmp_path / "book.epub"), checkers=OURS)
    assert [(message.code, message.place.file) for message in found] == [
        ("P016", "OPS/toc.ncx"),
        ("A018", "OPS/toc.ncx"),
    ]


@pytest.mark.parametrize("kind", ["mp3", "m4a", "opus"])
def test_a_clip_behind_the_end_of_a_sound_of_any_kind(kind: str, tmp_path: Path) -> None:
    pars = "".join(par(name, f"{at}s", f"{at + 1}s", file=f"one.{kind}") for at, name in enumerate("habc", 1))
    found = check(written(talking(pars, "4s", kind=kind), tmp_path / "book.epub"), checkers=OURS)
    assert [(message.code, message.place.id) for message in found] == [("P003", "c")]


def test_a_clip_may_point_at_something_other_than_an_id(tmp_path: Path) -> None:
    for fragment in ("epubcfi(/4/2)", ":~:text=Once", "xpointer(/1/2)"):
        pars = par("h", "0s", "1s") + par("", "1s", "2s", target=f"one.xhtml#{fragment}")
        found = check(written(talking(pars, "2s"), tmp_path / "book.epub"), checkers=OURS)
        assert found == (), found


def test_clips_that_meet_in_part_are_told_whatever_their_order(tmp_path: Path) -> None:
    pars = par("h", "2s", "3s") + par("a", "0s", "1s") + par("b", "0.5s", "1.5s") + par("c", "2.5s", "2.9s")
    found = check(written(talking(pars, "3.4s"), tmp_path / "book.epub"), checkers=OURS)
    assert [(message.code, message.place.id) for message in found] == [("P002", "b"), ("P002", "c")]


def test_a_book_of_five_thousand_documents(tmp_path: Path) -> None:
    book = written(long(), tmp_path / "book.epub")
    assert check(book, checkers=OURS) == ()


def test_a_container_may_name_its_package_as_it_is_or_as_an_address(tmp_path: Path) -> None:
    members = plain("<p>Once.</p>")
    moved = {name.replace("OPS/", "a b/"): data for name, data in members.items()}
    for path in ("a b/package.opf", "a%20b/package.opf"):
        assert check(written(moved | {CONTAINER: container(path)}, tmp_path / "book.epub"), checkers=OURS) == ()

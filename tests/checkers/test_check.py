"""The table of checkers."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from accessible.checkers import CHECKERS, check, missing
from accessible.errors import SourceError, UsageError
from accessible.model.message import CATALOGUE, severity
from tests.checkers.goodbook import ONE, OVERLAY, PACKAGE, TWO, good_book
from tests.checkers.mutants import Change, mutant
from tests.renderers import builder


def test_our_own_rules_run_alone_and_need_nothing(shelf: dict[str, Path]) -> None:
    assert list(CHECKERS) == ["overlays", "rules", "epubcheck", "ace", "browser"]
    assert missing("overlays") == missing("rules") == ""
    for path in shelf.values():  # whose tones are short, so that they are made soon
        assert {message.code for message in check(path, checkers=["overlays", "rules"])} <= {"P017"}


def test_what_was_written_reaches_the_rules(shelf: dict[str, Path]) -> None:
    assert check(shelf["article"], checkers=["overlays"], written=builder.written(builder.article())) == ()
    (message,) = check(shelf["article"], checkers=["overlays"], written={"gone": "Nobody."})
    assert message.code == "P004"
    assert message.code in CATALOGUE


def test_the_worst_comes_first_and_then_what_is_read_first(tmp_path: Path) -> None:
    changes: dict[str, Change] = {
        PACKAGE: lambda data: data.replace(b"accessibilitySummary", b"summary").replace(b"0:00:02.000", b"0:10:00.000"),
        ONE: lambda data: data.replace(b"</h1>", b"</h1><h4>A</h4><h6> </h6>"),
        TWO: lambda data: data.replace(b"<table>", b'<h5>B</h5><p lang="a_b">C</p><h3> </h3><table>'),
    }
    book = mutant(good_book(tmp_path / "good.epub"), tmp_path / "book.epub", changes)
    found = check(book, checkers=["rules", "overlays"])
    ranks = {"error": 0, "warning": 1, "info": 2}
    files = [PACKAGE, ONE, TWO, OVERLAY]
    keys = [(ranks[severity(m.code)], files.index(m.place.file), m.place.line or 1000, m.code) for m in found]
    assert keys == sorted(keys)
    assert {(key[0], key[1]) for key in keys} == {(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2)}
    assert [m.code for m in found if m.place.file == ONE and m.place.line] == ["A009", "A009", "A011"]  # of one line


def test_a_checker_that_nobody_knows_is_a_wrong_use(shelf: dict[str, Path]) -> None:
    with pytest.raises(UsageError, match="nobody"):
        check(shelf["article"], checkers=["nobody"])


def test_a_book_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    for name in CHECKERS:
        with pytest.raises(SourceError, match="no such file"):
            check(tmp_path / "gone.epub", checkers=[name])
        with pytest.raises(SourceError, match="folder"):
            check(tmp_path, checkers=[name])


def test_a_pipe_is_not_called_a_file_that_is_missing(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "book.epub")
    for name in CHECKERS:
        with pytest.raises(SourceError, match="not a regular file"):
            check(tmp_path / "book.epub", checkers=[name])

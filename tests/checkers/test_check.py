"""The table of checkers."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from accessible.checkers import CHECKERS, check, missing
from accessible.errors import SourceError, UsageError
from accessible.model.message import CATALOGUE
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

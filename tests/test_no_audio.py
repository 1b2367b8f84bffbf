"""A book of text alone: everything of it but the sound, and nobody is asked who could speak."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from accessible.config import Config, load
from accessible.errors import UsageError
from accessible.pipeline import build, estimate
from tests.renderers.validators import Validator, ace, epubcheck

__all__ = ["ace", "epubcheck"]

_TEXT = "The lamp\n\nBy Ada Moss\n\nIt was lit at nine. “Nobody saw it,” said Mr Jon Reed.\n"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    (tmp_path / "lamp.txt").write_text(_TEXT, encoding="utf-8")
    return tmp_path / "lamp.txt"


def quiet(folder: Path, **options: object) -> Config:
    """The options of a run where no engine can be found."""
    return load({"no_audio": True, "engine": "none.such:engine", "output_dir": str(folder), **options}, environment={})


def test_it_is_a_book_without_sound_and_without_an_engine(
    source: Path, tmp_path: Path, epubcheck: Validator, ace: Validator
) -> None:
    paths = build(source, config=quiet(tmp_path / "out")).paths
    assert [path.name for path in paths] == ["lamp.epub", "report.json"]
    with zipfile.ZipFile(paths[0]) as book:
        names = book.namelist()
        package = book.read("EPUB/content.opf").decode()
    assert not [name for name in names if name.endswith((".smil", ".mp3", ".m4a", ".opus"))]
    assert "EPUB/c0001.xhtml" in names
    for word in ("media:", "synchronizedAudioText", "auditory", "media-overlay"):
        assert word not in package
    assert "structuralNavigation" in package
    assert epubcheck(paths[0]) == ace(paths[0]) == {"lamp.epub": ()}


def test_the_report_says_of_every_sentence_that_the_book_has_no_audio(source: Path, tmp_path: Path) -> None:
    report = json.loads(build(source, config=quiet(tmp_path / "out")).paths[-1].read_bytes())
    rows = [row for part in (*report["sections"], *report["lists"]) for row in part["sentences"]]
    assert {row["skipped"] for row in rows} == {"the book has no audio"}
    assert (report["spoken"], report["milliseconds"], report["voices"]) == (0, 0, [])


def test_it_is_not_built_again_when_it_stands(source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = build(source, config=quiet(tmp_path / "out"))
    with monkeypatch.context() as patch:
        patch.setattr("accessible.renderers.render", None)
        assert build(source, config=quiet(tmp_path / "out")) == first


@pytest.mark.parametrize("to", [("epub", "mp3"), ("m4b",), ("vtt",)])
def test_what_is_made_of_sound_is_refused(to: tuple[str, ...], source: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="made of sound"):
        build(source, config=quiet(tmp_path / "out", to=to))
    assert not (tmp_path / "out").exists()


def test_one_file_can_be_named(source: Path, tmp_path: Path) -> None:
    build(source, config=quiet(tmp_path), outputs=[tmp_path / "book.epub"])
    assert (tmp_path / "book.epub").is_file()
    with pytest.raises(UsageError, match="m4b is made of sound"):
        build(source, config=quiet(tmp_path), outputs=[tmp_path / "book.m4b"])


def test_an_estimate_knows_that_nothing_is_heard(source: Path, tmp_path: Path) -> None:
    found = estimate(source, config=quiet(tmp_path))
    assert found.words
    assert (found.seconds, found.audio_bytes) == (0, 0)

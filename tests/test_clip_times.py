"""A build in every form: each sentence is heard where its clip says, found in the decoded file."""

from __future__ import annotations

import array
import json
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import av
import pytest

from accessible.audio import FORMS, decode
from accessible.checkers import check
from accessible.config import EPUB_AUDIO, Config
from accessible.pipeline import build, document_of, script_of
from accessible.pipeline.opening import open_source
from accessible.renderers.overlay import clock
from tests.renderers.validators import Validator, epubcheck

__all__ = ["epubcheck"]

#: Milliseconds that a sentence may be heard early or late.
_SLACK = 5
_FORMS = ("mp3", "m4a", "opus", "flac", "wav")
_TEXT = """The lamp

It was lit at nine. Nobody saw who lit it, and "nobody asked," she said.

CHAPTER I

The boats came in one by one. Then the fog came. It stayed for a week and a day.

CHAPTER II

In the end it went as it had come.
"""


class Built(NamedTuple):
    folder: Path
    #: For each section: where its sentences begin and end to sound (ms), and how long it is.
    heard: list[tuple[list[tuple[int, int]], int]]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("lamp")
    (folder / "lamp.txt").write_text(_TEXT)
    config = Config(engine="tone", to=("epub", *_FORMS, "m4b", "vtt", "srt"), output_dir=str(folder / "out"), jobs=1)
    build(folder / "lamp.txt", config=config)
    script = script_of(document_of(open_source(folder / "lamp.txt", config=config), config=config), config=config)
    pauses = {u.id: (u.pause_before, u.pause_after) for part in script.parts for u in part.utterances}
    report = json.loads((folder / "out" / "lamp" / "report.json").read_bytes())
    heard = []
    for section in report["sections"]:
        clips = [(row["id"], *row["clip"]) for row in section["sentences"] if "clip" in row]
        sounds = [(begin + pauses[name][0], end - pauses[name][1]) for name, begin, end in clips]
        heard.append((sounds, section["milliseconds"]))
    assert sum(len(sounds) for sounds, _ in heard) >= 9
    return Built(folder / "out" / "lamp", heard)


def sounding(file: Path) -> list[tuple[float, float]]:
    """The stretches (ms) of a file that are not silence: louder than a quarter of the loudest, gaps of 60 ms closed."""
    pcm, rate = decode(file)
    samples = array.array("h", pcm)
    loud = max(map(abs, samples)) // 4
    found: list[list[int]] = []
    for at, value in enumerate(samples):
        if abs(value) > loud:
            if found and at - found[-1][1] < rate * 60 // 1000:
                found[-1][1] = at
            else:
                found.append([at, at])
    return [(1000 * begin / rate, 1000 * end / rate) for begin, end in found]


@pytest.mark.parametrize("form", _FORMS)
def test_a_sentence_is_heard_where_its_clip_says(built: Built, form: str) -> None:
    files = sorted((built.folder / "audio").glob(f"*.{form}"))
    for file, (sounds, _) in zip(files, built.heard, strict=True):
        close(sounding(file), sounds)


def test_a_sentence_of_the_audiobook_is_heard_where_its_clip_says_behind_the_begin_of_its_chapter(built: Built) -> None:
    with av.open(str(built.folder / "lamp.m4b")) as book:
        spans = [[1000 * one[edge] * one["time_base"] for edge in ("start", "end")] for one in book.chapters()]
    expected: list[tuple[float, float]] = []
    for (start, stop), (sounds, length) in zip(spans, built.heard, strict=True):
        expected += [(float(start) + begin, float(start) + end) for begin, end in sounds]
        assert -1 <= stop - start - length <= 1000 * 2048 / 16000  # no more than two packets of silence between them
    close(sounding(built.folder / "lamp.m4b"), expected)


@pytest.mark.parametrize("form", ["mp3", "m4a", "opus"])
def test_a_sentence_is_heard_where_its_clip_in_the_book_says(form: str, built: Built, tmp_path: Path) -> None:
    source = built.folder.parents[1] / "lamp.txt"
    build(source, config=Config(engine="tone", to=("epub",), epub_audio=form, output_dir=str(tmp_path), jobs=1))
    book = tmp_path / "lamp" / "lamp.epub"
    with zipfile.ZipFile(book) as archive:
        archive.extractall(tmp_path / "book")
    sounds = sorted((tmp_path / "book" / "EPUB").glob(f"a0*.{form}"))
    for sound, (expected, length) in zip(sounds, built.heard, strict=True):
        close(sounding(sound), expected)
        overlay = sound.with_name(f"o{sound.stem[1:]}.smil").read_text(encoding="utf-8")
        assert f'clipEnd="{clock(length)}"' in overlay
        assert f'src="{sound.name}"' in overlay
    package = (tmp_path / "book" / "EPUB" / "content.opf").read_text(encoding="utf-8")
    assert set(re.findall(r'media-type="(audio/[^"]+)"', package)) == {FORMS[form].media_type}
    assert not [message for message in check(book, checkers=["overlays"]) if message.code != "P017"]


def test_epubcheck_takes_every_form(built: Built, tmp_path: Path, epubcheck: Validator) -> None:
    source = built.folder.parents[1] / "lamp.txt"
    books = [tmp_path / f"{form}.epub" for form in EPUB_AUDIO]
    for book in books:
        config = Config(engine="tone", epub_audio=book.stem, jobs=1)
        build(source, config=config, outputs=[book])
    assert epubcheck(*books) == {book.name: () for book in books}


def close(found: Sequence[tuple[float, float]], expected: Sequence[tuple[float, float]]) -> None:
    assert len(found) == len(expected)
    for (begin, end), (first, last) in zip(found, expected, strict=True):
        assert abs(begin - first) <= _SLACK
        assert abs(end - last) <= _SLACK

"""What a build is asked for in its book: what is highlighted at a time, pages, and whether the lists are read aloud."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path

import pytest

from accessible.checkers import check
from accessible.config import Config
from accessible.errors import UsageError
from accessible.pipeline import Built, build

_TEXT = """The lamp

By Ada Moss

It was lit at nine. “Nobody saw it,” said Mr Jon Reed.

What was seen

The boats came in one by one, 12 in all. Then the fog came. It stayed for a week and a day, as Mr Reed had said.
"""


def built(folder: Path, **options: object) -> Built:
    (folder / "lamp.txt").write_text(_TEXT, encoding="utf-8")
    config = Config(engine="tone", output_dir=str(folder / "out"), jobs=1, **options)  # type: ignore[arg-type]
    return build(folder / "lamp.txt", config=config)


def inside(folder: Path) -> dict[str, str]:
    """The text files of the book, by name."""
    with zipfile.ZipFile(folder / "out" / "lamp" / "lamp.epub") as book:
        names = [name for name in book.namelist() if not name.endswith((".mp3", ".svg", ".png", "mimetype"))]
        return {name.removeprefix("EPUB/"): book.read(name).decode() for name in names}


def clips(files: dict[str, str]) -> list[tuple[str, int]]:
    """What the clips of the text point at, and how long each plays (ms)."""
    found = []
    for name in sorted(name for name in files if re.fullmatch(r"o\d+\.smil", name)):
        for target, begin, end in re.findall(
            r'#([^"]+)"/>\s*<audio [^>]*clipBegin="([^"]+)" clipEnd="([^"]+)"', files[name]
        ):
            found.append((target, milliseconds(end) - milliseconds(begin)))
    return found


def milliseconds(clock: str) -> int:
    hours, minutes, seconds = clock.split(":")
    return round((int(hours) * 3600 + int(minutes) * 60 + float(seconds)) * 1000)


@pytest.mark.parametrize(
    ("granularity", "targets"),
    [("word", r"s\d+-b\d+-t\d+(-w\d+)?"), ("sentence", r"s\d+-b\d+-t\d+"), ("paragraph", r"s\d+-b\d+(-t\d+)?")],
)
def test_what_is_highlighted_at_a_time(tmp_path: Path, granularity: str, targets: str) -> None:
    built(tmp_path, granularity=granularity)  # it passes its own check, or it is not there
    found = clips(inside(tmp_path))
    assert all(re.fullmatch(targets, name) and length >= 300 for name, length in found)
    report = json.loads((tmp_path / "out" / "lamp" / "report.json").read_bytes())
    assert sum(length for _, length in found) == report["milliseconds"]
    many = {"word": 20, "sentence": 8, "paragraph": 4}[granularity]
    assert len(found) >= many
    assert any("-w" in name for name, _ in found) is (granularity == "word")
    assert any("-t" not in name for name, _ in found) is (granularity == "paragraph")


def test_the_lists_are_read_in_the_book_and_nowhere_else(tmp_path: Path) -> None:
    built(tmp_path, to=("epub", "mp3", "vtt"))
    audio = sorted(path.name for path in (tmp_path / "out" / "lamp" / "audio").iterdir())
    assert audio == [
        "01-the-lamp.mp3",
        "01-the-lamp.vtt",
        "02-what-was-seen.mp3",
        "02-what-was-seen.vtt",
        "playlist-mp3.m3u8",
    ]
    report = json.loads((tmp_path / "out" / "lamp" / "report.json").read_bytes())
    assert [row["title"] for row in report["sections"]] == ["The lamp", "What was seen"]
    assert [(row["id"], row["title"]) for row in report["lists"]] == [
        ("cover", ""),
        ("contents", "Contents"),
        ("speakers", "Quotes and speakers"),
    ]
    (cover,) = report["lists"][0]["sentences"]
    assert (cover["text"], "clip" in cover) == ("Cover: The lamp – Ada Moss", False)
    files = inside(tmp_path)
    for row, page in zip(report["lists"][1:], ("nav", "speakers"), strict=True):
        for sentence in row["sentences"]:
            assert sentence["clip"][1] - sentence["clip"][0] >= 300
            assert f'id="{sentence["id"]}"' in files[f"{page}.xhtml"]
            assert f'{page}.xhtml#{sentence["id"]}"' in files[f"{page}-overlay.smil"]
    assert '<itemref idref="nav"/>' in files["content.opf"]
    assert check(tmp_path / "out" / "lamp" / "lamp.epub", checkers=["overlays"]) == ()


def test_lists_that_are_not_to_be_read_are_in_the_report(tmp_path: Path) -> None:
    built(tmp_path, narrate_lists=False)
    report = json.loads((tmp_path / "out" / "lamp" / "report.json").read_bytes())
    assert "no sound" in report["lists"][0]["sentences"][0]["skipped"]
    sentences = [sentence for row in report["lists"][1:] for sentence in row["sentences"]]
    assert len(sentences) >= 5
    assert all("not read aloud" in sentence["skipped"] for sentence in sentences)
    files = inside(tmp_path)
    assert '<itemref idref="nav"/>' not in files["content.opf"]
    assert not [name for name in files if "overlay" in name]


def test_an_audiobook_alone_has_no_lists(tmp_path: Path) -> None:
    built(tmp_path, to=("mp3",))
    report = json.loads((tmp_path / "out" / "lamp" / "report.json").read_bytes())
    assert report["lists"] == []


def test_pages_of_so_many_words(tmp_path: Path) -> None:
    built(tmp_path, pages=12)
    files = inside(tmp_path)
    breaks = re.findall(r'id="page-(\d+)"', "".join(text for name, text in files.items() if name.startswith("c0")))
    assert breaks == ["1", "2", "3"]
    assert re.findall(r"#page-(\d+)", files["nav.xhtml"]) == breaks
    assert ">none</meta>" in files["content.opf"]
    assert "pageList" in files["toc.ncx"]


@pytest.mark.parametrize("wrong", [{"granularity": "letter"}, {"pages": 3}, {"pages": -1}])
def test_what_cannot_be_is_refused(wrong: dict[str, object]) -> None:
    from accessible.config import load

    with pytest.raises(UsageError):
        load(wrong, environment={})

"""An audio file for each section, with the tags that players sort by."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from accessible.audio import decode
from accessible.errors import OutputError
from accessible.model.draft import Metadata
from accessible.model.narration import Narration, Track
from accessible.renderers import RENDERERS, render, write_audio
from tests.renderers import builder


def frames(data: bytes) -> dict[str, str]:
    """The text frames of an ID3v2.3 tag."""
    assert data[:5] == b"ID3\x03\x00"
    end = 10 + sum(byte << shift for byte, shift in zip(data[6:10], (21, 14, 7, 0), strict=True))
    found, at = {}, 10
    while at < end:
        size = int.from_bytes(data[at + 4 : at + 8], "big")
        body = data[at + 10 : at + 10 + size]
        text = body[1:].decode("latin-1" if body[0] == 0 else "utf-16")
        found[data[at : at + 4].decode()] = text
        at += 10 + size
    return found


def test_the_files_are_numbered_named_and_tagged(tmp_path: Path) -> None:
    document = builder.article()
    narration = builder.narrate(document, tmp_path)
    paths = write_audio(narration, document.metadata, tmp_path / "new" / "audio")
    assert [path.relative_to(tmp_path).as_posix() for path in paths] == [
        "new/audio/01-harbour-opens-again.mp3",
        "new/audio/02-what-was-broken.mp3",
        "new/audio/03-deep-below.mp3",
    ]
    assert frames(paths[1].read_bytes()) == {
        "TIT2": "What was broken",
        "TALB": "Harbour opens again",
        "TRCK": "2/3",
        "TPE1": "Ada Moss, Jon Reed",
        "TLAN": "eng",
    }
    assert sorted(path.name for path in (tmp_path / "new" / "audio").iterdir()) == [path.name for path in paths]


def test_an_author_without_a_name_leaves_no_comma_and_a_title_of_blanks_an_album(tmp_path: Path) -> None:
    narration = builder.narrate(builder.article(), tmp_path)
    metadata = Metadata(title=" \n\u202e", creators=("Bad name", "", " "), language="en")
    for path in write_audio(narration, metadata, tmp_path / "audio"):
        found = frames(path.read_bytes())
        assert (found["TPE1"], found["TALB"]) == ("Bad name", "Harbour opens again")
    (path, *_) = write_audio(narration, Metadata(creators=(" ",)), tmp_path / "audio")
    assert "TPE1" not in frames(path.read_bytes())


def test_tags_do_not_touch_the_sound(tmp_path: Path) -> None:
    narration = builder.narrate(builder.hebrew(), tmp_path)
    paths = write_audio(narration, builder.hebrew().metadata, tmp_path / "audio")
    for path, track in zip(paths, narration.tracks, strict=True):
        assert decode(path) == decode(Path(track.path))


def test_what_stands_in_the_way_is_told_and_nothing_half_is_left(tmp_path: Path) -> None:
    narration = builder.narrate(builder.hebrew(), tmp_path)
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(OutputError):
        write_audio(narration, Metadata(), tmp_path / "file" / "audio")
    gone = replace(narration, tracks=(replace(narration.tracks[0], path=str(tmp_path / "gone.mp3")),))
    with pytest.raises(OutputError, match="not there"):
        write_audio(gone, Metadata(), tmp_path / "audio")
    assert not list((tmp_path / "audio").glob("*")) if (tmp_path / "audio").exists() else True


def test_other_sound_is_copied_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "a.m4a").write_bytes(b"sound")
    track = Track("s1", "One", str(tmp_path / "a.m4a"), "audio/mp4", 1000, 1000, ())
    (path,) = write_audio(Narration("tone", (), (track,)), Metadata(), tmp_path / "audio")
    assert (path.name, path.read_bytes()) == ("01-one.m4a", b"sound")


def test_every_renderer_of_the_table_writes(tmp_path: Path) -> None:
    document = builder.chinese()
    narration = builder.narrate(document, tmp_path)
    publication = render(document, narration)
    for name, renderer in RENDERERS.items():
        written = renderer(publication, narration, tmp_path / name)
        assert written
        assert all(path.stat().st_size for path in written)

"""Sound for players: a tagged file for each section and a playlist of them, and an audiobook with chapters."""

from __future__ import annotations

from pathlib import Path

import av
import pytest
from msgspec.structs import replace

from accessible.audio import FORMS, Chapter, decode, encode_mp3, probe, stream
from accessible.errors import NarrationError, OutputError
from accessible.model.draft import Metadata
from accessible.model.narration import Narration, Track
from accessible.model.publication import TocEntry
from accessible.renderers import render, write_audio, write_audiobook
from accessible.renderers.audiobook import chapter_names
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
        "new/audio/playlist-mp3.m3u8",
    ]
    assert frames(paths[1].read_bytes()) == {
        "TIT2": "What was broken",
        "TALB": "Harbour opens again",
        "TRCK": "2/3",
        "TPE1": "Ada Moss, Jon Reed",
        "TCOM": "Tone voice",
        "TLAN": "eng",
        "TYER": "2026",
        "TDAT": "0305",
    }
    assert sorted(path.name for path in (tmp_path / "new" / "audio").iterdir()) == [path.name for path in paths]


def test_an_author_without_a_name_leaves_no_comma_and_a_title_of_blanks_an_album(tmp_path: Path) -> None:
    narration = builder.narrate(builder.article(), tmp_path)
    metadata = Metadata(title=" \n\u202e", creators=("Bad name", "", " "), language="en")
    for path in write_audio(narration, metadata, tmp_path / "audio")[:-1]:
        found = frames(path.read_bytes())
        assert (found["TPE1"], found["TALB"]) == ("Bad name", "Harbour opens again")
    (path, *_) = write_audio(narration, Metadata(creators=(" ",)), tmp_path / "audio")
    assert "TPE1" not in frames(path.read_bytes())


def test_tags_do_not_touch_the_sound(tmp_path: Path) -> None:
    narration = builder.narrate(builder.hebrew(), tmp_path)
    paths = write_audio(narration, builder.hebrew().metadata, tmp_path / "audio")[:-1]
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
    path, _ = write_audio(Narration("tone", (), (track,)), Metadata(), tmp_path / "audio")
    assert (path.name, path.read_bytes()) == ("01-one.m4a", b"sound")


def test_a_playlist_names_the_files_in_their_order_with_their_lengths(tmp_path: Path) -> None:
    narration = builder.narrate(builder.chinese(), tmp_path)
    narration = replace(narration, tracks=(replace(narration.tracks[0], title="One,\n#two"), *narration.tracks[1:]))
    *paths, listed = write_audio(narration, builder.chinese().metadata, tmp_path / "audio", form="flac")
    assert listed.name == "playlist-flac.m3u8"
    head, title, *entries = listed.read_text(encoding="utf-8").splitlines()
    assert (head, title) == ("#EXTM3U", "#PLAYLIST:港口重新開放")
    assert entries[1::2] == [path.name for path in paths]
    for line, path, name in zip(entries[::2], paths, ["One, #two", "損壞"], strict=True):
        length, _, found = line.removeprefix("#EXTINF:").partition(",")
        assert found == name
        assert abs(float(length) - probe(path).samples / probe(path).rate) <= 0.001


@pytest.mark.parametrize("form", [form for form in FORMS if form != "m4b"])
def test_sections_in_every_form_are_the_same_sound(form: str, tmp_path: Path) -> None:
    narration = builder.narrate(builder.article(), tmp_path)
    *paths, _ = write_audio(narration, builder.article().metadata, tmp_path / "audio", form=form)
    assert {path.suffix for path in paths} == {f".{form}"}
    for path, track in zip(paths, narration.tracks, strict=True):
        found = probe(path)
        assert found.media_type == FORMS[form].media_type
        assert abs(found.samples / found.rate - track.samples / track.rate) <= 0.001
    again = write_audio(narration, builder.article().metadata, tmp_path / "again", form=form)
    assert [path.read_bytes() for path in again[:-1]] == [path.read_bytes() for path in paths]


def test_an_audiobook_has_a_chapter_for_each_section_where_it_begins(tmp_path: Path) -> None:
    document = builder.book()
    narration = builder.narrate(document, tmp_path)
    path = tmp_path / "new" / "the-lamp.m4b"
    write_audiobook(render(document, narration), narration, path)
    assert [file.name for file in path.parent.iterdir()] == ["the-lamp.m4b"]
    chapters, tags = chapters_of(path)
    begin = 0
    for chapter, track in zip(chapters, narration.tracks, strict=True):
        assert (chapter.begin, chapter.end) == (begin, begin + track.samples)
        begin += track.samples
    assert probe(path).samples == begin
    assert [chapter.title for chapter in chapters] == [
        "The Lamp",
        "Part One",
        "Chapter 1",
        "Chapter 2",
        "Part Two",
        "Chapter 3",
    ]
    assert (tags["title"], tags["artist"], tags["composer"]) == ("The Lamp", "Ada Moss", "Tone voice")
    heard, rate = decode(path)
    ours = b"".join(
        piece
        for track in narration.tracks
        for piece in stream(Path(track.path), rate=track.rate, samples=track.samples)
    )
    assert (len(heard), rate) == (len(ours), narration.tracks[0].rate)


def test_sections_of_different_rates_make_one_audiobook(tmp_path: Path) -> None:
    narration = builder.narrate(builder.hebrew(), tmp_path)
    first, second = narration.tracks
    short = tmp_path / "low.mp3"
    short.write_bytes(encode_mp3(bytes(2 * 16000), rate=16000))
    narration = replace(
        narration, tracks=(replace(first, path=str(short), rate=16000, samples=16000, clips=()), second)
    )
    write_audiobook(render(builder.hebrew(), None), narration, tmp_path / "book.m4b")
    chapters, _ = chapters_of(tmp_path / "book.m4b")
    assert [chapter.begin for chapter in chapters] == [0, second.rate]
    assert probe(tmp_path / "book.m4b").samples == second.rate + second.samples


def test_a_chapter_has_the_name_above_it_only_where_it_needs_it() -> None:
    toc = (
        TocEntry("Book", "a"),
        TocEntry("Part One", "b", (TocEntry("Chapter 1", "c"), TocEntry("Notes", "d"))),
        TocEntry("Part Two", "e", (TocEntry("Chapter 1", "f"), TocEntry("The end", "g"))),
    )
    titles = ["Book", "Part One", "Chapter 1", "Part Two", "Chapter 1", "The end", "Nowhere"]
    assert chapter_names(toc, titles) == [
        "Book",
        "Part One",
        "Part One – Chapter 1",
        "Part Two",
        "Part Two – Chapter 1",
        "The end",
        "Nowhere",
    ]


def test_an_audiobook_that_cannot_be_written_leaves_the_old_one(tmp_path: Path) -> None:
    document = builder.hebrew()
    narration = builder.narrate(document, tmp_path)
    publication = render(document, narration)
    path = tmp_path / "books" / "book.m4b"
    write_audiobook(publication, narration, path)
    before = path.read_bytes()
    gone = replace(narration.tracks[1], path=str(tmp_path / "gone.mp3"))
    cut_off = replace(narration, tracks=(narration.tracks[0], gone))
    for broken, kind in ((cut_off, OutputError), (replace(narration, tracks=()), NarrationError)):
        with pytest.raises(kind):
            write_audiobook(publication, broken, path)
        assert [file.name for file in path.parent.iterdir()] == ["book.m4b"]
        assert path.read_bytes() == before


def chapters_of(path: Path) -> tuple[list[Chapter], dict[str, str]]:
    rate = probe(path).rate
    with av.open(str(path)) as container:
        chapters = [
            Chapter(
                *(round(one[edge] * one["time_base"] * rate) for edge in ("start", "end")), one["metadata"]["title"]
            )
            for one in container.chapters()
        ]
        return chapters, dict(container.metadata)

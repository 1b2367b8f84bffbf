"""Encoded sound in another file: tagged or joined, every sample stays where it was, and nothing is encoded again."""

from __future__ import annotations

import array
import errno
import io
from pathlib import Path

import av
import pytest

from accessible.audio import FORMS, Chapter, Tags, copy_sound, decode, join_sound, probe
from accessible.errors import SourceError
from tests.test_audio_forms import OTHERS, RATE, TAGS, Full, bursts, encoded, picture

#: Samples that a tone may be heard early or late (0.1 ms).
_SLACK = 2
_TONE = RATE // 25


def sections(folder: Path, rate: int = RATE) -> tuple[list[Path], list[tuple[int, list[int]]]]:
    """Files with tones at their very beginnings and ends, whose lengths fill their last packet nearly, or hardly."""
    found = []
    for samples in (1024 * 30, 1024 * 50 + 1, 1024 * 40 - 1, 1024 * 20 + 777):
        found.append((samples, [0, samples // 2, samples - rate // 25]))
    paths = [folder / f"{number}.m4a" for number, _ in enumerate(found)]
    for path, (samples, places) in zip(paths, found, strict=True):
        path.write_bytes(encoded(bursts(places, samples, rate), "m4a", rate=rate))
    return paths, found


def joined(paths: list[Path], **options: object) -> tuple[bytes, tuple[Chapter, ...]]:
    file = io.BytesIO()
    titles = [f"Chapter {number}" for number, _ in enumerate(paths, 1)]
    chapters = join_sound(file, paths, titles=titles, tags=Tags("Book", artist="Ada Moss"), **options)  # type: ignore[arg-type]
    return file.getvalue(), chapters


def sounding(pcm: bytes) -> list[tuple[int, int]]:
    """The first and last loud sample of each stretch of sound; gaps of 20 ms are closed."""
    found: list[list[int]] = []
    for at, value in enumerate(array.array("h", pcm)):
        if abs(value) > 5000:
            if found and at - found[-1][1] < RATE // 50:
                found[-1][1] = at
            else:
                found.append([at, at])
    return [(begin, end) for begin, end in found]


def test_each_section_of_an_audiobook_is_heard_where_its_chapter_says(tmp_path: Path) -> None:
    paths, made = sections(tmp_path)
    data, chapters = joined(paths)
    pcm, rate = decode(data)
    found = sounding(pcm)
    expected = [
        (chapter.begin + place, chapter.begin + place + _TONE - 1)
        for chapter, (_, places) in zip(chapters, made, strict=True)
        for place in places
    ]
    assert rate == RATE
    assert len(found) == len(expected) == 12
    for (begin, end), (first, last) in zip(found, expected, strict=True):
        assert abs(begin - first) <= _SLACK
        assert abs(end - last) <= _SLACK


def test_between_two_sections_is_silence_of_less_than_a_tenth_of_a_second(tmp_path: Path) -> None:
    paths, made = sections(tmp_path)
    data, chapters = joined(paths)
    assert [(one.begin, one.title) for one in chapters][:1] == [(0, "Chapter 1")]
    for chapter, following, (samples, _) in zip(chapters, chapters[1:], made, strict=False):
        assert following.begin == chapter.end
        assert 0 <= chapter.end - chapter.begin - samples < 0.1 * RATE
        pcm = memoryview(decode(data)[0]).cast("h")
        gap = pcm[chapter.begin + samples : chapter.end]
        assert max(map(abs, gap[100:-100])) < 300
    assert chapters[-1].end == probe(data).samples == chapters[-1].begin + made[-1][0]


def test_other_software_reads_chapters_cover_and_tags(tmp_path: Path) -> None:
    paths, _ = sections(tmp_path)
    data, chapters = joined(paths, cover=picture())
    with av.open(io.BytesIO(data)) as container:
        found = [
            Chapter(
                *(round(one[edge] * one["time_base"] * RATE) for edge in ("start", "end")), one["metadata"]["title"]
            )
            for one in container.chapters()
        ]
        (packet, *_) = (packet for packet in container.demux(video=0) if packet.size)
        assert (container.metadata["title"], container.metadata["artist"]) == ("Book", "Ada Moss")
    assert tuple(found) == chapters
    assert bytes(packet) == picture()
    assert data[4:12] == b"ftypM4B "
    assert b"Lavf" not in data
    assert joined(paths, cover=picture())[0] == data


def test_sections_of_different_kinds_are_not_joined(tmp_path: Path) -> None:
    paths, _ = sections(tmp_path)
    paths[1].write_bytes(encoded(bursts([0], 20_000, 16000), "m4a", rate=16000))
    with pytest.raises(ValueError, match=r"1\.m4a is of another kind"):
        joined(paths)
    paths[1].write_bytes(b"nothing")
    with pytest.raises(SourceError):
        joined(paths)


@pytest.mark.parametrize("rate", [16000, 22050, 44100])
@pytest.mark.parametrize("form", [form for form in OTHERS if form != "m4b"])
def test_a_tagged_copy_is_the_same_sound_and_the_same_as_one_that_was_tagged_at_once(
    form: str, rate: int, tmp_path: Path
) -> None:
    pcm = bursts([5, rate], 2 * rate + 77, rate)
    plain = tmp_path / f"a.{form}"
    plain.write_bytes(encoded(pcm, form, rate=rate))
    file = io.BytesIO()
    copy_sound(file, plain, form=form, tags=TAGS)
    copy = file.getvalue()
    assert decode(copy) == decode(plain)
    assert probe(copy) == probe(plain)
    assert b"Lavf" not in copy
    with av.open(io.BytesIO(copy)) as ours, av.open(io.BytesIO(encoded(pcm, form, rate=rate, tags=TAGS))) as theirs:
        assert ours.metadata | ours.streams[0].metadata == theirs.metadata | theirs.streams[0].metadata
    again = io.BytesIO()
    copy_sound(again, plain, form=form, tags=TAGS)
    assert again.getvalue() == copy


@pytest.mark.parametrize("form", [form for form in OTHERS if form != "m4b"])
def test_a_disk_that_gets_full_while_copying_is_the_error_that_it_is(form: str, tmp_path: Path) -> None:
    path = tmp_path / f"a.{form}"
    path.write_bytes(encoded(bursts(list(range(0, 20 * RATE, RATE // 20)), 21 * RATE, RATE), form))
    for room in (0, 1000, 20_000):
        with pytest.raises(OSError, match="No space left") as caught:
            copy_sound(Full(room), path, form=form, tags=TAGS)
        assert caught.value.errno == errno.ENOSPC
    if form == "m4a":
        with pytest.raises(OSError, match="No space left"):
            join_sound(Full(20_000), [path, path], titles=["a", "b"], tags=TAGS)
    assert FORMS[form].suffix == path.suffix[1:]


@pytest.mark.parametrize("form", [form for form in OTHERS if form != "m4b"])
def test_of_a_full_disk_nothing_is_printed(form: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Each seek writes what was held back, and fails again; PyAV prints what fails while it closes a file."""
    import resource

    path = tmp_path / f"a.{form}"
    path.write_bytes(encoded(bursts(list(range(0, 20 * RATE, RATE // 20)), 21 * RATE, RATE), form))
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    file = (tmp_path / "copy").open("wb", buffering=0)
    held = io.BufferedWriter(file, 4096)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, limits[1]))
    try:
        with pytest.raises(OSError, match="File too large"):
            copy_sound(held, path, form=form, tags=TAGS)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        held.close()
    assert capfd.readouterr() == ("", "")

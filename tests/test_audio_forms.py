"""Every form of sound: what goes in comes out at the same time, tagged as its container does, or not at all."""

from __future__ import annotations

import array
import errno
import io
import math
import zlib
from collections.abc import Iterator
from pathlib import Path

import av
import pytest

from accessible.audio import (
    FORMS,
    Chapter,
    Tags,
    decode,
    form_rate,
    holds_picture,
    probe,
    require_forms,
    stream,
    write_sound,
)
from accessible.errors import OutputError, SourceError

RATE = 22050
TAGS = Tags(
    title="“Прощай” – 日本",
    album="Çà & là",
    artist="Ada Moss, Jon Reed",
    narrator="eSpeak NG en-us",
    track=3,
    tracks=12,
    language="en-GB",
    date="2026-05-03",
)
OTHERS = [name for name in FORMS if name != "mp3"]


def bursts(places: list[int], samples: int, rate: int) -> bytes:
    """Silence with a tone of 40 ms from each of these samples on."""
    pcm = array.array("h", bytes(2 * samples))
    for place in places:
        for n in range(rate // 25):
            pcm[place + n] = round(12000 * math.sin(math.tau * 1500 * (n + 0.5) / rate))
    return pcm.tobytes()


def onset(pcm: list[int], around: int, reach: int) -> int:
    """The first sample near a place whose neighbourhood is half as loud as a burst."""
    window = pcm[around - reach : around + reach]
    top = max(map(abs, window))
    return around - reach + next(at for at, value in enumerate(window) if abs(value) > top / 2)


def encoded(pcm: bytes, form: str, *, rate: int = RATE, **options: object) -> bytes:
    file = io.BytesIO()
    assert write_sound(file, [pcm], rate=rate, form=form, **options) == len(pcm) // 2  # type: ignore[arg-type]
    return file.getvalue()


def picture() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")

    header = (4).to_bytes(4, "big") * 2 + bytes((8, 2, 0, 0, 0))
    rows = zlib.compress(4 * (b"\x00" + 4 * b"\x10\x20\x30"))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize("rate", [16000, 22050, 24000, 44100])
@pytest.mark.parametrize("form", FORMS)
def test_sound_is_heard_where_it_was_put(form: str, rate: int) -> None:
    places = [rate // 2, rate * 2 + 333, rate * 5 + 1, rate * 7 + 777]
    samples = rate * 8 + 123
    data = encoded(bursts(places, samples, rate), form, rate=rate)
    pcm, heard_rate = decode(data)
    found = array.array("h", pcm).tolist()
    assert abs(len(found) / heard_rate - samples / rate) <= 0.001
    for place in places:
        at = onset(found, place * heard_rate // rate, heard_rate // 50)
        assert abs(at / heard_rate - place / rate) <= 0.002


@pytest.mark.parametrize("form", ["flac", "wav"])
def test_forms_without_loss_give_back_every_sample(form: str) -> None:
    pcm = bursts([5, 9000], 20_001, RATE)
    assert decode(encoded(pcm, form)) == (pcm, RATE)


@pytest.mark.parametrize("form", OTHERS)
def test_the_same_sound_is_the_same_bytes_however_it_is_cut_up(form: str) -> None:
    pcm = bursts([100, 30_000], 140_001, RATE)
    whole = encoded(pcm, form, tags=TAGS)
    file = io.BytesIO()
    write_sound(file, (pcm[at : at + 2002] for at in range(0, len(pcm), 2002)), rate=RATE, form=form, tags=TAGS)
    assert file.getvalue() == whole


@pytest.mark.parametrize("form", OTHERS)
def test_tags_are_read_by_other_software(form: str) -> None:
    data = encoded(bursts([0], 30_000, RATE), form, tags=TAGS)
    with av.open(io.BytesIO(data)) as container:
        found = container.metadata | container.streams.audio[0].metadata
    assert probe(data).media_type == FORMS[form].media_type
    assert (found["title"], found["album"], found["artist"]) == (TAGS.title, TAGS.album, TAGS.artist)
    assert found["date"] == TAGS.date
    assert found["language"] in ("en-GB", "eng")
    assert found["track"] in ("3/12", "3")
    assert "eSpeak NG en-us" in (*found.values(), found.get("comment", "").removeprefix("Narrator: "))
    assert b"Lavf" not in data
    assert b"Lavc" not in data


def test_an_audiobook_has_chapters_and_a_cover() -> None:
    pcm = bursts([0, 30_000], 100_000, RATE)
    chapters = [Chapter(0, 30_001, "Öne; = #"), Chapter(30_001, 100_000, "第二章")]
    data = encoded(pcm, "m4b", tags=Tags(title="Book"), chapters=chapters, cover=picture())
    with av.open(io.BytesIO(data)) as container:
        found = [
            (*(round(one[edge] * one["time_base"] * RATE) for edge in ("start", "end")), one["metadata"])
            for one in container.chapters()
        ]
        kinds = {stream.disposition.name for stream in container.streams.video}
        (packet, *_) = (packet for packet in container.demux(video=0) if packet.size)
    assert found == [(0, 30_001, {"title": "Öne; = #"}), (30_001, 100_000, {"title": "第二章"})]
    assert kinds == {"attached_pic"}
    assert bytes(packet) == picture()
    assert data[4:12] == b"ftypM4B "
    assert probe(data).samples == 100_000
    assert holds_picture(picture())
    assert not holds_picture(b"<svg/>")


def test_a_bit_rate_is_the_one_that_was_asked_for() -> None:
    pcm = bytes(2) + bursts(list(range(0, 20 * RATE, RATE // 20)), 21 * RATE, RATE)
    for form in ("mp3", "m4a", "opus"):
        small, large = (len(encoded(pcm, form, kilobits=kilobits)) for kilobits in (24, 96))
        assert small < large * 0.6
    assert len(encoded(pcm, "mp3", kilobits=97)) == len(encoded(pcm, "mp3", kilobits=96))


def test_a_stream_is_as_long_as_it_was_said_to_be(tmp_path: Path) -> None:
    pcm = bursts([100, 60_000], 150_001, RATE)
    (tmp_path / "a.flac").write_bytes(encoded(pcm, "flac"))
    assert b"".join(stream(tmp_path / "a.flac", rate=RATE, samples=150_001)) == pcm
    pieces = list(stream(tmp_path / "a.flac", rate=16000, samples=round(150_001 * 16000 / RATE)))
    assert sum(map(len, pieces)) == 2 * round(150_001 * 16000 / RATE)
    assert max(map(len, pieces)) < 40_000
    with pytest.raises(SourceError, match="shorter"):
        list(stream(tmp_path / "a.flac", rate=RATE, samples=160_000))


def test_a_missing_encoder_is_one_clear_error(monkeypatch: pytest.MonkeyPatch) -> None:
    from msgspec.structs import replace

    monkeypatch.setitem(FORMS, "opus", replace(FORMS["opus"], codec="libnothing"))
    for ask in (lambda: require_forms(["mp3", "flac", "opus"]), lambda: encoded(bytes(2000), "opus")):
        with pytest.raises(OutputError, match=r"no encoder 'libnothing'.*--to opus") as caught:
            ask()
        assert "PyAV" in caught.value.hint


class Full(io.BytesIO):
    """A disk with room for so many bytes."""

    def __init__(self, room: int) -> None:
        super().__init__()
        self.room = room

    def write(self, data: bytes) -> int:  # type: ignore[override]
        if self.tell() + len(data) > self.room:
            raise OSError(errno.ENOSPC, "No space left on device")
        return super().write(data)


@pytest.mark.parametrize("room", [0, 1000, 20_000])
@pytest.mark.parametrize("form", FORMS)
def test_a_full_disk_is_the_error_that_it_is(form: str, room: int) -> None:
    pcm = bytes(2) + bursts(list(range(0, 20 * RATE, RATE // 20)), 21 * RATE, RATE)
    with pytest.raises(OSError, match="No space left") as caught:
        write_sound(Full(room), [pcm], rate=RATE, form=form)
    assert caught.value.errno == errno.ENOSPC


@pytest.mark.parametrize("form", FORMS)
def test_what_goes_wrong_before_the_encoder_comes_out_as_it_is(form: str) -> None:
    def broken() -> Iterator[bytes]:
        yield bytes(200_000)
        raise LookupError("the voice is gone")

    with pytest.raises(LookupError, match="the voice is gone"):
        write_sound(io.BytesIO(), broken(), rate=RATE, form=form)
    with pytest.raises(ValueError, match="no samples"):
        write_sound(io.BytesIO(), [], rate=RATE, form=form)
    with pytest.raises(ValueError, match="inside a sample"):
        write_sound(io.BytesIO(), [b"abc"], rate=RATE, form=form)


def test_a_form_is_encoded_at_a_rate_that_it_knows() -> None:
    assert [form_rate("opus", rate) for rate in (8000, 22050, 44100, 96000)] == [16000, 24000, 48000, 48000]
    assert form_rate("m4a", 22051) == 24000
    assert form_rate("flac", 22051) == 22051

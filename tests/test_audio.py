"""Audio: what goes into an MP3 comes out of it, to the sample, and tags and lengths are what other software sees."""

from __future__ import annotations

import array
import io
import math
from fractions import Fraction
from operator import mul
from pathlib import Path

import av
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accessible.audio import MP3_RATES, AudioInfo, Tags, decode, encode_mp3, probe, tag_mp3, write_mp3
from accessible.errors import SourceError

RATE = 22050


def sweep(samples: int, rate: int = RATE) -> bytes:
    """A tone that rises, so that no stretch of it looks like another."""
    return array.array(
        "h", (round(9000 * math.sin(math.tau * (300 + 0.02 * n) * n / rate)) for n in range(samples))
    ).tobytes()


def offset(original: bytes, decoded: bytes, *, reach: int = 600) -> int:
    """By how many samples the decoded sound is late: the lag of the highest correlation."""
    ours, theirs = (array.array("h", pcm) for pcm in (original, decoded))
    window = range(2000, 5000)
    return max(
        range(-reach, reach + 1),
        key=lambda lag: sum(map(mul, ours[window.start : window.stop], theirs[window.start + lag : window.stop + lag])),
    )


@pytest.mark.parametrize("rate", sorted(MP3_RATES))
def test_an_mp3_decodes_to_the_samples_that_were_encoded(rate: int) -> None:
    for samples in (575, 576, 577, 1152, 10_000, 30_001):
        data = encode_mp3(sweep(samples, rate), rate=rate, kilobits=48)
        pcm, decoded_rate = decode(data)
        assert (decoded_rate, len(pcm)) == (rate, 2 * samples)
        assert probe(data) == AudioInfo(rate=rate, samples=samples, codec="mp3", media_type="audio/mpeg")


def test_an_mp3_is_not_late() -> None:
    pcm = sweep(8000)
    assert offset(pcm, decode(encode_mp3(pcm, rate=RATE))[0]) == 0


def test_the_frame_in_front_says_how_many_frames_follow() -> None:
    data = encode_mp3(sweep(50_000), rate=RATE)
    at = data.index(b"Info")
    assert at == 13  # header and side information of a mono frame of MPEG 2
    flags, frames, size = (int.from_bytes(data[at + 4 * n : at + 4 * n + 4], "big") for n in (1, 2, 3))
    assert flags == 15
    assert size == len(data)
    with av.open(io.BytesIO(data)) as container:
        packets = sum(1 for packet in container.demux(audio=0) if packet.size)
    assert frames == packets


@settings(max_examples=30)
@given(st.integers(1, 9000), st.lists(st.integers(0, 9000), max_size=6))
def test_how_the_sound_is_cut_up_does_not_change_a_byte(samples: int, cuts: list[int]) -> None:
    pcm = sweep(samples)
    edges = sorted({0, samples, *(cut for cut in cuts if cut < samples)})
    file = io.BytesIO()
    pieces = [pcm[2 * a : 2 * b] for a, b in zip(edges, edges[1:], strict=False)]
    assert write_mp3(file, pieces, rate=RATE) == samples
    assert file.getvalue() == encode_mp3(pcm, rate=RATE)


def test_an_encoder_refuses_what_mp3_cannot_hold() -> None:
    for rate, kilobits in ((22051, 64), (22050, 65), (8000, 128)):
        with pytest.raises(ValueError, match="MP3"):
            encode_mp3(sweep(1000), rate=rate, kilobits=kilobits)
    with pytest.raises(ValueError, match="no samples"):
        encode_mp3(b"", rate=RATE)
    with pytest.raises(ValueError, match="inside a sample"):
        encode_mp3(b"abc", rate=RATE)


def tagged_mp3(data: bytes, tags: Tags) -> bytes:
    file = io.BytesIO()
    tag_mp3(file, io.BytesIO(data), tags)
    return file.getvalue()


@pytest.mark.parametrize(
    ("title", "language", "code"),
    [("Plain", "en-US", "eng"), ("Çà et là", "fr", "fra"), ("“Прощай” — 日本", "ru", "rus"), ("x", "yue", "yue")],
)
def test_tags_are_read_by_other_software_and_move_no_sample(title: str, language: str, code: str) -> None:
    data = encode_mp3(sweep(20_000), rate=RATE)
    tagged = tagged_mp3(data, Tags(title, "Album", artist="Å Author", track=3, tracks=12, language=language))
    with av.open(io.BytesIO(tagged)) as container:
        assert container.metadata == {
            "title": title,
            "album": "Album",
            "track": "3/12",
            "artist": "Å Author",
            "language": code,
        }
    assert probe(tagged) == probe(data)
    assert decode(tagged) == decode(data)
    assert tagged.endswith(data)


def test_a_second_tag_takes_the_place_of_the_first() -> None:
    data = encode_mp3(sweep(2000), rate=RATE)
    once = tagged_mp3(data, Tags("One", track=1, tracks=2))
    two = Tags("Two", track=1, tracks=2)
    assert tagged_mp3(once, two) == tagged_mp3(data, two)


@pytest.mark.parametrize(
    ("codec", "container", "media_type", "slack"),
    [
        ("pcm_s16le", "wav", "audio/wav", 0),
        ("flac", "flac", "audio/flac", 0),
        ("aac", "ipod", "audio/mp4", 0),
        ("libmp3lame", "mp3", "audio/mpeg", 0),
        ("libopus", "ogg", "audio/ogg; codecs=opus", 1),  # 24,000 Hz in, counted at 48,000 Hz
    ],
)
def test_the_length_of_other_formats_is_the_one_that_was_encoded(
    codec: str, container: str, media_type: str, slack: int
) -> None:
    rate = 24000
    samples = 3 * rate + 123
    file = io.BytesIO()
    with av.open(file, "w", format=container) as output:
        stream = output.add_stream(codec, rate=rate, layout="mono")
        resampler = av.AudioResampler(format=stream.format, layout="mono", rate=rate)
        frame = av.AudioFrame(format="s16", layout="mono", samples=samples)
        frame.sample_rate, frame.pts, frame.time_base = rate, 0, Fraction(1, rate)
        frame.planes[0].update(sweep(samples, rate).ljust(frame.planes[0].buffer_size, b"\x00"))
        for given_frame in (frame, None):
            for ready in resampler.resample(given_frame):
                output.mux(stream.encode(ready))
        output.mux(stream.encode(None))
    info = probe(file.getvalue())
    assert info.media_type == media_type
    assert abs(info.samples * rate - samples * info.rate) <= slack * rate
    pcm, decoded_rate = decode(file.getvalue())
    assert (decoded_rate, len(pcm) // 2) == (info.rate, info.samples)


def test_a_file_that_was_cut_short_has_its_real_length() -> None:
    data = encode_mp3(sweep(RATE * 4), rate=RATE)
    half = probe(data[: len(data) // 2]).samples
    assert RATE * 1.8 < half < RATE * 2.1
    assert len(decode(data[: len(data) // 2])[0]) == 2 * half


def test_what_is_no_audio_is_refused_and_nothing_is_printed(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    playlist = tmp_path / "list.mp3"
    playlist.write_text("#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n")
    noise = bytes(n * n % 251 for n in range(20_000))
    for source in (b"", b"no audio", noise, b"\x89PNG\r\n\x1a\n" + bytes(99), playlist, tmp_path, tmp_path / "none"):
        for ask in (probe, decode):
            with pytest.raises(SourceError):
                ask(source)
    assert capfd.readouterr() == ("", "")

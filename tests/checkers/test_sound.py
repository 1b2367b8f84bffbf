"""How long a sound is: at a glance when its tag can be believed, and by counting when not."""

from __future__ import annotations

import io
import wave
import zipfile
from pathlib import Path

import pytest

from accessible.audio import BIT_RATE, MP3_RATES, Tags, encode_mp3, probe, tag_mp3
from accessible.checkers import sound as module
from accessible.checkers.archive import opened


def measured(data: bytes, folder: Path) -> int:
    with zipfile.ZipFile(folder / "a.zip", "w") as file:
        file.writestr("sound", data)
    with opened(folder / "a.zip") as archive:
        return module.length(archive, "sound")


def counted(data: bytes) -> int:
    info = probe(data)
    return info.samples * 1_000_000 // info.rate


@pytest.fixture
def no_counting(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> None:
        raise AssertionError("the packets were counted")

    monkeypatch.setattr(module, "probe", refuse)


@pytest.mark.parametrize("rate", sorted(MP3_RATES))
@pytest.mark.parametrize("kilobits", [32, BIT_RATE])
def test_our_own_sound_is_measured_at_a_glance_and_to_the_sample(
    rate: int, kilobits: int, tmp_path: Path, no_counting: None
) -> None:
    data = encode_mp3(bytes(2 * (3 * rate + 7)), rate=rate, kilobits=kilobits)
    assert measured(data, tmp_path) == (3 * rate + 7) * 1_000_000 // rate == counted(data)
    file = io.BytesIO()
    tag_mp3(file, io.BytesIO(data), Tags("A", "B", track=1, tracks=2))
    tagged = file.getvalue()
    assert measured(tagged, tmp_path) == counted(tagged) == counted(data)


def test_a_sound_that_was_cut_or_has_grown_is_counted(tmp_path: Path) -> None:
    data = encode_mp3(bytes(2 * 22050 * 3), rate=22050)
    for other in (data[: len(data) // 2], data[:-400], data + data[1000:2000]):
        assert measured(other, tmp_path) == counted(other)
    assert measured(data[: len(data) // 2], tmp_path) < 2_000_000


def test_a_tag_that_lies_is_not_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = bytearray(encode_mp3(bytes(2 * 22050 * 3), rate=22050))
    frames = data.index(b"Info") + 8
    data[frames : frames + 4] = (int.from_bytes(data[frames : frames + 4], "big") * 10).to_bytes(4, "big")
    asked = []
    monkeypatch.setattr(module, "probe", lambda path: asked.append(path) or probe(path))
    measured(bytes(data), tmp_path)
    assert asked


def test_other_sound_is_counted(tmp_path: Path) -> None:
    file = io.BytesIO()
    with wave.open(file, "wb") as wav:
        wav.setnchannels(1)
        wav.setsampwidth(2)
        wav.setframerate(8000)
        wav.writeframes(bytes(16_000))
    assert measured(file.getvalue(), tmp_path) == 1_000_000

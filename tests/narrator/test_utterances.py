"""Slow engines: an edited sentence costs its sentence, and what was remembered is what would be spoken."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest
from msgspec.structs import replace

from accessible.errors import OutputError
from accessible.model.narration import Mark
from accessible.model.script import Pronunciation, Prosody, Script, Turn
from accessible.narrator import perform
from accessible.narrator.speech import Speech
from accessible.narrator.utterances import Memory
from tests.conftest import Missing

from .builder import script, utterance
from .faulty import FAULTY

SLOW, STEADY = (f"{FAULTY.partition(':')[0]}:{name}" for name in ("Slow", "Steady"))
TEXTS = ["One is first.", "Two is second.", "Three is third."]
#: A second of something: 16-bit samples at 8000 Hz.
SPEECH = Speech(bytes(range(256)) * 60 + bytes(640), 8000, (Mark(0, 3, 5), Mark(4, 6, 700)))


@pytest.fixture
def said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file that `Slow` writes to. Its voice is measured here, which is no part of what the tests count."""
    count = tmp_path / "count"
    monkeypatch.setenv("FAULTY_COUNT", str(count))
    perform(source("Measured."), cache=tmp_path / "cache")
    count.unlink()
    return count


def source(*texts: str) -> Script:
    return script(texts, engine=SLOW, voice="220")


def bytes_of(script: Script, cache: Path) -> list[bytes]:
    return [Path(track.path).read_bytes() for track in perform(script, cache=cache).tracks]


def entries(cache: Path) -> list[Path]:
    return sorted((cache / "utterances").glob("*.speech"))


def test_an_edited_sentence_costs_its_sentence(said: Path, tmp_path: Path) -> None:
    perform(source(*TEXTS), cache=tmp_path / "cache")
    assert said.read_text().splitlines() == TEXTS
    said.unlink()
    edited = source(TEXTS[0], "Two is another.", *TEXTS[1:])
    made = bytes_of(edited, tmp_path / "cache")
    assert said.read_text() == "Two is another.\n"
    assert made == bytes_of(edited, tmp_path / "other")


def test_a_form_that_is_asked_for_later_is_not_spoken_again(said: Path, tmp_path: Path) -> None:
    perform(source(*TEXTS), cache=tmp_path / "cache")
    said.unlink()
    perform(source(*TEXTS), cache=tmp_path / "cache", forms=("mp3", "opus"))
    assert not said.exists()


@pytest.mark.parametrize("damage", ["flip", "cut", "empty"])
def test_a_damaged_one_is_spoken_again(damage: str, said: Path, tmp_path: Path) -> None:
    first = bytes_of(source(*TEXTS), tmp_path / "cache")
    said.unlink()
    path = entries(tmp_path / "cache")[0]
    whole = path.read_bytes()
    path.write_bytes({"flip": whole[:200] + b"?" + whole[201:], "cut": whole[:-1], "empty": b""}[damage])
    for recording in (tmp_path / "cache" / "recordings").iterdir():
        recording.unlink()
    assert bytes_of(source("Measured.", *TEXTS), tmp_path / "cache")
    assert bytes_of(source(*TEXTS), tmp_path / "cache") == first
    assert len(said.read_text().splitlines()) == 1
    assert path.read_bytes() == whole


def test_what_is_remembered_is_what_was_said(tmp_path: Path) -> None:
    memory = Memory(tmp_path, {"en": "e", "other": "o"})
    one = utterance("One and two.", voice="en")
    assert memory.find(one) is None
    for speech in (SPEECH, Speech(b"", 8000), Speech(bytes(2000), 11025)):
        memory.keep(one, speech)
        assert memory.find(one) == speech
    assert len(list(tmp_path.iterdir())) == 1


def test_only_what_the_engine_is_given_decides(tmp_path: Path) -> None:
    memory = Memory(tmp_path, {"en": "e", "other": "o"})
    one = utterance("One and two.", voice="en")
    memory.keep(one, SPEECH)
    for same in (
        replace(one, id="another"),
        replace(one, written="One & two."),
        replace(one, pause_before=7, pause_after=9),
        replace(one, turns=(Turn(0, 1, 0, 1),)),
    ):
        assert memory.find(same) == SPEECH
    for other in (
        replace(one, text="One and three."),
        replace(one, voice="other"),
        replace(one, language="fr"),
        replace(one, prosody=Prosody(rate=100)),
        replace(one, prosody=Prosody(pitch=51)),
        replace(one, prosody=Prosody(volume=99)),
        replace(one, pronunciations=(Pronunciation(0, 3, "wʌn"),)),
    ):
        assert memory.find(other) is None
    assert Memory(tmp_path, {"en": "another version of e"}).find(one) is None


def test_it_takes_half_the_room_of_its_samples(tmp_path: Path) -> None:
    import math

    samples = (round(9000 * math.sin(n / 20) * math.sin(n / 900)) for n in range(40_000))
    pcm = b"".join(sample.to_bytes(2, "little", signed=True) for sample in samples)
    Memory(tmp_path, {"en-us": "e"}).keep(utterance("One."), Speech(pcm, 22050))
    [path] = tmp_path.iterdir()
    assert path.stat().st_size < len(pcm) / 2


def test_a_fast_engine_leaves_nothing_here(tmp_path: Path) -> None:
    perform(script(TEXTS, engine="tone", voice="220"), cache=tmp_path)
    assert not (tmp_path / "utterances").exists()


def test_a_full_disk_is_told_as_that(tmp_path: Path) -> None:
    """It is no fault of the sentence, so nothing is tried again in pieces or left out."""
    import resource

    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limits[1]))
    try:
        with pytest.raises(OutputError, match="the audio cannot be written: File too large") as error:
            perform(script(TEXTS, engine=STEADY, voice="220"), cache=tmp_path, allow_unspoken=True)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert error.value.exit_code == 6
    assert not list((tmp_path / "utterances").iterdir())
    assert not list((tmp_path / "recordings").iterdir())


def test_a_piper_voice_is_remembered_by_the_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, missing: Missing
) -> None:
    if not all(map(importlib.util.find_spec, ("piper", "onnx"))):
        missing("piper-tts and onnx are not installed")
    from .tinyvoice import make_voice

    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    make_voice(tmp_path / "voices", breath=True)
    cache = tmp_path / "cache"
    first = script(TEXTS, engine="piper", voice="en_US-tiny-medium")
    perform(first, cache=cache)
    before = entries(cache)
    assert len(before) == 3
    edited = script([*TEXTS[:2], "Three is the last."], engine="piper", voice="en_US-tiny-medium")
    made = bytes_of(edited, cache)
    assert len(entries(cache)) == 4
    assert set(before) < set(entries(cache))
    assert made == bytes_of(edited, tmp_path / "other")
    make_voice(tmp_path / "voices")
    perform(first, cache=cache)
    assert len(entries(cache)) == 7  # another model of the same name

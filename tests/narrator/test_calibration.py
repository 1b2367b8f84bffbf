"""Voices that nobody has measured: as loud as all others, by a gain that is measured once and kept."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace

from accessible.audio import decode
from accessible.errors import OutputError
from accessible.model.script import Prosody, Script
from accessible.narrator import perform
from accessible.narrator.cache import keep
from accessible.narrator.trial import trial
from tests.conftest import Missing
from tests.loudness import Loudness, loudness

from .builder import script
from .faulty import FAULTY

HOME = FAULTY.partition(":")[0]
LOUD, QUIET, COUNTING, SPEECHLESS = (f"{HOME}:{name}" for name in ("Loud", "Quiet", "Counting", "Speechless"))
#: Other sentences than those that voices are measured with.
TEXTS = [
    "Twelve boats left before noon; the last of them carried only salt and letters.",
    "Nobody had expected the bridge to hold, and yet it held until the spring.",
    "“Where is the ledger?” asked the clerk. It lay under the lamp.",
]


def heard(source: Script, cache: Path) -> Loudness:
    """How loud a narration is, as it comes out of its MP3."""
    [track] = perform(source, cache=cache).tracks
    return loudness(*decode(Path(track.path)))


def manner(source: Script, **prosody: int) -> Script:
    """The script spoken another way."""
    parts = (
        replace(part, utterances=tuple(replace(one, prosody=Prosody(**prosody)) for one in part.utterances))
        for part in source.parts
    )
    return replace(source, parts=tuple(parts))


def gains(cache: Path) -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in (cache / "loudness").iterdir()}


@pytest.mark.parametrize("rate", [175, 300])
@pytest.mark.parametrize("engine", [LOUD, QUIET])
def test_a_voice_that_is_too_loud_or_too_quiet_is_as_loud_as_all_others(engine: str, rate: int, tmp_path: Path) -> None:
    found = heard(manner(script(TEXTS, engine=engine, voice="en-us+f3"), rate=rate), tmp_path)
    assert abs(found.integrated + 20) <= 1
    assert found.true_peak < -3


@pytest.mark.skipif(sys.platform != "linux", reason="the system's speech is known on Linux only")
@pytest.mark.parametrize("voice", ["en-us", "en-us+victor", "de+f3"])
def test_the_systems_speech_has_the_voices_that_are_known(voice: str, tmp_path: Path) -> None:
    found = heard(script(TEXTS, engine="system", voice=voice), tmp_path)
    assert abs(found.integrated + 20) <= 1
    assert found.true_peak < -3
    assert not (tmp_path / "loudness").exists()


def test_a_piper_voice_is_as_loud_as_all_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, missing: Missing
) -> None:
    if not all(map(importlib.util.find_spec, ("piper", "onnx"))):
        missing("piper-tts and onnx are not installed")
    from .tinyvoice import make_voice

    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    make_voice(tmp_path / "voices", speakers=("ann", "bob"))
    for voice in ("en_US-tiny-medium+ann", "en_US-tiny-medium+bob"):
        found = heard(script(TEXTS, engine="piper", voice=voice), tmp_path / "cache")
        assert abs(found.integrated + 20) <= 1
        assert found.true_peak < -3
    assert len(gains(tmp_path / "cache")) == 2


def test_a_voice_is_measured_once_for_each_rate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    count = tmp_path / "count"
    monkeypatch.setenv("FAULTY_COUNT", str(count))
    cache = tmp_path / "cache"
    perform(script(["One."], ["Two."], engine=COUNTING, voice="220"), cache=cache)
    trials = [line for line in count.read_text().splitlines() if line not in ("One.", "Two.")]
    assert trials == list(trial(()))
    before = gains(cache)
    count.unlink()
    perform(script(["Three."], engine=COUNTING, voice="220"), cache=cache)
    assert count.read_text() == "Three.\n"
    assert gains(cache) == before
    perform(script(["Three."], engine=COUNTING, voice="330"), cache=cache)
    assert len(gains(cache)) == 2


def test_a_gain_that_is_damaged_is_measured_again_and_the_same(tmp_path: Path) -> None:
    source = script(TEXTS, engine=QUIET, voice="en-us")
    first = perform(source, cache=tmp_path)
    [path] = (tmp_path / "loudness").iterdir()
    whole = path.read_bytes()
    for damage in (whole[:-1], b"", whole.replace(b"\n", b"\n1")):
        path.write_bytes(damage)
        assert perform(source, cache=tmp_path) == first
        assert path.read_bytes() == whole


def test_the_gain_is_one_of_the_things_that_name_a_section(tmp_path: Path) -> None:
    source = script(TEXTS[:1], engine=QUIET, voice="en-us")
    first = perform(source, cache=tmp_path).tracks[0]
    [path] = (tmp_path / "loudness").iterdir()
    keep(path, b"3.0")
    second = perform(source, cache=tmp_path).tracks[0]
    assert second.path != first.path
    ours, theirs = (loudness(*decode(Path(track.path))).integrated for track in (first, second))
    assert ours > theirs + 10


def test_what_the_cast_makes_softer_stays_softer(tmp_path: Path) -> None:
    loud = script(TEXTS, engine=QUIET, voice="en-us")
    soft = manner(loud, volume=50)
    assert heard(soft, tmp_path).integrated < heard(loud, tmp_path).integrated - 4


def test_a_voice_that_cannot_be_measured_is_left_as_it_is_and_named(tmp_path: Path) -> None:
    narration = perform(script(["A good word."], engine=SPEECHLESS, voice="220"), cache=tmp_path)
    [message] = narration.messages
    assert message.code == "N006"
    assert "220" in message.text
    assert "no tongue" in message.text
    assert len(narration.tracks) == 1
    assert not gains(tmp_path)


def test_a_full_disk_is_told_before_anything_is_spoken(tmp_path: Path) -> None:
    import resource

    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, limits[1]))
    try:
        with pytest.raises(OutputError, match="File too large") as error:
            perform(script(TEXTS, engine=QUIET, voice="en-us"), cache=tmp_path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert error.value.exit_code == 6
    assert not gains(tmp_path)


def test_a_language_without_sentences_is_measured_with_numbers() -> None:
    assert trial(("de-at", "de"))[0].startswith("Der ")
    assert trial(("nb",)) == trial(("no",))
    assert trial(("gn", "es-py"))[0].startswith("El ")
    assert trial(("gn",)) == trial(()) == trial(("",))
    assert "1 2 3" in trial(())[0]

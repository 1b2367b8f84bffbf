"""Piper: the real library loads and runs a real, tiny model; what is not there is told with what to do."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from accessible.audio import decode
from accessible.errors import VoiceError
from accessible.model.script import Prosody
from accessible.narrator import compose, load_cast, open_engine, perform
from accessible.narrator.engines import piper, pipervoices
from accessible.narrator.engines.piper import Piper
from accessible.narrator.speech import Speech, no_voice
from tests.conftest import Missing

from .builder import document, paragraph, script, utterance
from .tinyvoice import FRAMES, HOP, make_voice

CARD = """# Model card for tiny (medium)

* Language: en_US (English, United States)

## Dataset

* URL: https://example.org/tiny
* License: CC0-1.0 (public domain)
"""
TEXT = "The bell was cast again."


@pytest.fixture(scope="module", autouse=True)
def _installed(missing: Missing) -> None:
    if not all(map(importlib.util.find_spec, ("piper", "onnx"))):
        missing("piper-tts and onnx are not installed")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder and an empty data folder; returns the folder for voices in that."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return tmp_path / "data" / "accessible" / "voices"


@pytest.fixture
def speaker() -> Iterator[Piper]:
    engine = Piper()
    yield engine
    engine.close()


def say(engine: Piper, text: str, voice: str, **prosody: int) -> Speech:
    return engine.synthesize(msgspec.structs.replace(utterance(text), prosody=Prosody(**prosody)), voice)


def peak(speech: Speech) -> int:
    return max(map(abs, memoryview(speech.pcm).cast("h")))


# ------------------------------------------------------------------------------------------------------------- speaking
def test_a_model_is_loaded_and_speaks(home: Path, speaker: Piper) -> None:
    make_voice(home)
    speech = say(speaker, TEXT, "en_US-tiny-medium")
    assert (speech.rate, speech.marks) == (22050, ())
    frames, rest = divmod(len(speech.pcm) // 2, HOP * FRAMES)
    assert rest == 0
    assert frames > 2 * len(TEXT)  # a phoneme for each letter, and one between them
    assert peak(speech) == pytest.approx(0.3 * 32767, abs=200)


def test_rate_and_volume_are_heard_and_do_not_stay(home: Path, speaker: Piper) -> None:
    make_voice(home)
    first = say(speaker, TEXT, "en_US-tiny-medium")
    fast = say(speaker, TEXT, "en_US-tiny-medium", rate=350)
    soft = say(speaker, TEXT, "en_US-tiny-medium", volume=20)
    assert len(fast.pcm) == len(first.pcm) / 2
    assert peak(soft) == pytest.approx(0.2 * peak(first), abs=2)
    assert say(speaker, TEXT, "en_US-tiny-medium") == first


def test_each_speaker_of_a_model_is_a_voice(home: Path, speaker: Piper) -> None:
    make_voice(home, speakers=("ann", "bob"))
    ids = ["en_US-tiny-medium", "en_US-tiny-medium+ann", "en_US-tiny-medium+bob"]
    assert [voice.id for voice in speaker.voices()] == ids
    usual, ann, bob = (say(speaker, TEXT, voice).pcm for voice in ids)
    assert usual == ann
    assert len(bob) == len(ann)
    assert bob != ann
    assert not speaker.has_voice("en_US-tiny-medium+eve")


def test_a_voice_of_a_lower_sample_rate_is_brought_to_that_of_the_others(home: Path, speaker: Piper) -> None:
    make_voice(home)
    make_voice(home, "en_GB-deep-low", rate=16000)
    ours, theirs = (say(speaker, TEXT, voice) for voice in ("en_US-tiny-medium", "en_GB-deep-low"))
    assert theirs.rate == ours.rate
    length = len(theirs.pcm) / 2 * 16000 / 22050 / (HOP * FRAMES)
    assert length == pytest.approx(round(length), abs=0.01)


def test_noise_is_drawn_anew_for_each_sentence(home: Path, speaker: Piper) -> None:
    """So a sentence sounds the same wherever it stands, and a cached one is the one that would be spoken."""
    make_voice(home, breath=True)
    make_voice(home, "en_US-plain-medium")
    voice = "en_US-tiny-medium"
    first = say(speaker, TEXT, voice)
    assert first.pcm != say(speaker, TEXT, "en_US-plain-medium").pcm  # it is breath that is heard
    other = say(speaker, "Something else.", voice)
    assert say(speaker, TEXT, voice) == first
    fresh = Piper()
    assert [say(fresh, text, voice) for text in ("Something else.", TEXT)] == [other, first]
    fresh.close()


@pytest.mark.parametrize("text", ["é." * 126, "Here \x010A it is.", "Hello [[ there ]] [[h@l'oU]].", "x" * 900])
def test_hostile_text_is_spoken(text: str, home: Path, speaker: Piper) -> None:
    make_voice(home)
    assert any(say(speaker, text, "en_US-tiny-medium").pcm)


def test_brackets_are_not_phonemes(home: Path, speaker: Piper) -> None:
    """Double brackets would let a text choose sounds that are not its own."""
    make_voice(home)
    assert say(speaker, "[[aaaaaaaaaaaaaaaaaaaa]]", "en_US-tiny-medium") == say(
        speaker, "  aaaaaaaaaaaaaaaaaaaa]]", "en_US-tiny-medium"
    )


def test_a_symbol_without_phonemes_is_silent(home: Path, speaker: Piper) -> None:
    make_voice(home)
    assert say(speaker, "…", "en_US-tiny-medium").rate == 22050


# ------------------------------------------------------------------------------------------------------------- the book
def test_a_script_is_spoken_the_same_in_any_order_and_number_of_workers(home: Path, tmp_path: Path) -> None:
    make_voice(home, breath=True)
    source = script([TEXT, "One."], ["Two.", TEXT], engine="piper", voice="en_US-tiny-medium")
    back = msgspec.structs.replace(source, parts=source.parts[::-1])

    def audio(script: object, jobs: int, cache: str) -> dict[str, bytes]:
        tracks = perform(script, cache=tmp_path / cache, jobs=jobs).tracks  # type: ignore[arg-type]
        return {track.id: Path(track.path).read_bytes() for track in tracks}

    one = audio(source, 1, "1")
    assert audio(back, 1, "2") == audio(source, 2, "3") == one
    [first, second] = perform(source, cache=tmp_path / "1").tracks
    assert (first.rate, first.clips[0].marks) == (22050, ())
    assert first.clips[0].end - first.clips[0].begin == second.clips[1].end - second.clips[1].begin
    assert [clip.begin for clip in second.clips[1:]] == [clip.end for clip in second.clips[:-1]]
    assert len(decode(Path(first.path))[0]) == 2 * first.samples == 2 * first.clips[-1].end


def test_a_model_that_was_replaced_is_not_heard_from_the_cache(home: Path, tmp_path: Path) -> None:
    make_voice(home)
    source = script([TEXT], engine="piper", voice="en_US-tiny-medium")
    [before] = perform(source, cache=tmp_path / "cache").tracks
    assert perform(source, cache=tmp_path / "cache").tracks[0].path == before.path
    make_voice(home, breath=True)
    [after] = perform(source, cache=tmp_path / "cache").tracks
    assert after.path != before.path


def test_the_default_cast_has_a_part_for_every_piper_voice(home: Path) -> None:
    make_voice(home)
    make_voice(home, "en_GB-other-low", rate=16000)
    said = compose(document([paragraph("He said: |“Go.”")]), cast=load_cast(), engine="piper")
    assert {utterance.voice for part in said.parts for utterance in part.utterances} <= {
        voice.id for voice in open_engine("piper").voices()
    }


# -------------------------------------------------------------------------------------------------------------- finding
def test_voices_are_found_in_every_folder_and_below(home: Path, tmp_path: Path, speaker: Piper) -> None:
    make_voice(home / "en" / "en_US" / "tiny" / "medium", card=CARD)
    make_voice(tmp_path / "voices", "de_DE-klein-low")
    make_voice(home / "elsewhere", "de_DE-klein-low")  # the working folder comes first
    assert [(v.id, v.name, v.languages, v.gender, v.licence) for v in speaker.voices()] == [
        ("de_DE-klein-low", "klein (low)", ("de-de", "de"), "", ""),
        ("en_US-tiny-medium", "tiny (medium)", ("en-us", "en"), "", "CC0-1.0 (public domain)"),
    ]
    assert speaker.default_voice("en-GB") == "en_US-tiny-medium"
    assert speaker.default_voice("fr") == ""


def test_a_card_beside_several_voices_is_for_the_one_that_it_names(home: Path, speaker: Piper) -> None:
    make_voice(home, card=CARD)
    make_voice(home, "en_US-other-medium")
    assert {voice.id: voice.licence for voice in speaker.voices()} == {
        "en_US-other-medium": "",
        "en_US-tiny-medium": "CC0-1.0 (public domain)",
    }


def test_without_any_voice_it_says_where_it_looked_and_what_to_download(home: Path, speaker: Piper) -> None:
    for ask in (speaker.voices, lambda: speaker.default_voice("en"), lambda: speaker.has_voice("x")):
        with pytest.raises(VoiceError, match="there is no Piper voice") as error:
            ask()
        assert str(home) in error.value.hint
        assert "voices, " in error.value.hint
        assert "python -m piper.download_voices lists all that there are" in error.value.hint
        assert f"python -m piper.download_voices --download-dir {pipervoices.folders()[-1]} NAME" in error.value.hint


def test_the_hint_for_a_voice_that_is_not_there_names_one_that_is_not_there_either(home: Path, speaker: Piper) -> None:
    make_voice(home, "de_DE-tiny-low")
    hint = no_voice(speaker, "de_DE-other-low").hint
    assert hint.startswith("the Piper voices here are de_DE-tiny-low; ")
    assert "lessac" not in hint


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda path: path.with_name(f"{path.name}.json").unlink(), "has no en_US-tiny-medium.onnx.json beside it"),
        (lambda path: path.with_name(f"{path.name}.json").write_text("{"), "is no description of a voice"),
        (lambda path: path.with_name(f"{path.name}.json").write_text("{}"), "is no description of a voice"),
        (lambda path: path.with_name(f"{path.name}.json").write_bytes(b"\xff"), "is no description of a voice"),
        (
            lambda path: path.with_name(f"{path.name}.json").write_text(
                path.with_name(f"{path.name}.json").read_text().replace('"espeak", "lang', '"pinyin", "lang')
            ),
            "would need a download while it speaks",
        ),
    ],
)
def test_a_voice_that_cannot_be_used_is_not_listed_and_told_of(
    spoil: object, words: str, home: Path, speaker: Piper
) -> None:
    spoil(make_voice(home))  # type: ignore[operator]
    with pytest.raises(VoiceError, match="there is no Piper voice") as error:
        speaker.voices()
    assert words in error.value.hint
    make_voice(home, "en_US-good-medium")
    assert [voice.id for voice in speaker.voices()] == ["en_US-good-medium"]
    assert words in no_voice(speaker, "en_US-tiny-medium").hint


@pytest.mark.parametrize("length", [0, 1, 700])
def test_a_damaged_model_is_one_error_and_not_one_for_each_sentence(length: int, home: Path, tmp_path: Path) -> None:
    """Also where leaving out is allowed: a book without a word is not what was asked for."""
    path = make_voice(home)
    path.write_bytes(path.read_bytes()[:length])
    source = script([TEXT, TEXT], engine="piper", voice="en_US-tiny-medium")
    for allowed in (False, True):
        with pytest.raises(VoiceError, match="en_US-tiny-medium cannot be loaded") as error:
            perform(source, cache=tmp_path / "cache", allow_unspoken=allowed)
        assert error.value.where == "en_US-tiny-medium.onnx"
        assert "download" in error.value.hint


def test_without_its_package_it_says_what_to_install(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_voice(home)
    monkeypatch.setattr(piper, "_version", _absent)
    with pytest.raises(VoiceError, match="Piper is not installed") as error:
        Piper().voices()
    assert "pip install piper-tts" in error.value.hint


_version = piper._version


def _absent(name: str) -> str:
    return _version(f"{name}-that-nobody-made")


def test_asking_for_voices_loads_no_native_code(home: Path) -> None:
    make_voice(home)
    program = (
        f"import sys; sys.path[:] = {sys.path!r}\n"
        "from accessible.narrator import open_engine\n"
        "engine = open_engine('piper')\n"
        "print(engine.voices()[0].id, engine.default_voice('en'), engine.fingerprint('en_US-tiny-medium')[:12])\n"
        "print(sorted({'onnxruntime', 'numpy', 'piper', 'av'} & set(sys.modules)))\n"
    )
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert re.fullmatch(r"en_US-tiny-medium en_US-tiny-medium onnxruntime \d*\n\[\]\n", result.stdout)


# ----------------------------------------------------------------------------------------------------- the command line
def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "accessible", *arguments]
    environment = {**os.environ, "PYTHONWARNINGS": "error"}
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, env=environment, check=False, timeout=240)


def test_a_book_is_built_and_its_voices_are_listed(home: Path, tmp_path: Path) -> None:
    make_voice(home, card=CARD)
    (tmp_path / "note.txt").write_text("A title\n\nThe bell was cast again. It rings at noon.\n")
    built = run("build", "note.txt", "--engine", "piper", cwd=tmp_path)
    assert built.returncode == 0, built.stderr
    report = json.loads((tmp_path / "output" / "note" / "report.json").read_text())
    assert report["engine"].startswith("Piper 1.")
    assert report["voices"] == ["Piper en_US-tiny-medium"]
    assert (report["spoken"], report["skipped"]) == (3, 0)
    listed = json.loads(run("voices", "--engine", "piper", "--json", cwd=tmp_path).stdout)
    assert listed == [
        {
            "engine": "piper",
            "id": "en_US-tiny-medium",
            "languages": "en-us,en",
            "gender": "",
            "name": "tiny (medium)",
            "licence": "CC0-1.0 (public domain)",
        }
    ]


def test_a_voice_that_is_missing_ends_the_command_with_4_and_writes_nothing(home: Path, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("A title\n\nThe bell was cast again.\n")
    for arguments in ((), ("--voice", "en_US-lessac-medium"), ("--voice", "en_US-tiny-medium", "--language", "fr")):
        result = run("build", "note.txt", "--engine", "piper", *arguments, cwd=tmp_path)
        assert result.returncode == 4
        assert result.stderr.startswith("error: ")
        assert "download_voices" in result.stderr
        assert str(home) in result.stderr
        assert not (tmp_path / "output").exists()
    make_voice(home)
    for arguments, words in (
        (("--voice", "en_US-lessac-medium"), "has no voice called en_US-lessac-medium"),
        (("--language", "fr"), "does not speak the language fr"),
    ):
        result = run("build", "note.txt", "--engine", "piper", *arguments, cwd=tmp_path)
        assert (result.returncode, words in result.stderr) == (4, True), result.stderr
        assert str(home) in result.stderr
        assert not (tmp_path / "output").exists()

"""The engines: what they list they can say, and what they say is the text and nothing but the text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accessible.errors import VoiceError
from accessible.model.script import Prosody
from accessible.narrator import ENGINES, open_engine
from accessible.narrator.engines import espeak, libespeak
from accessible.narrator.engines.espeak import Espeak, harmless, pieces
from accessible.narrator.engines.system import installed
from accessible.narrator.engines.tone import Tone
from accessible.narrator.plausibility import implausible
from accessible.narrator.speech import Speech, Voice, voice_for

from .builder import utterance


@pytest.fixture
def speaker() -> Iterator[Espeak]:
    engine = Espeak()
    yield engine
    engine.close()


def seconds(speech: Speech) -> float:
    return len(speech.pcm) / 2 / speech.rate


def peak(speech: Speech) -> int:
    return max(map(abs, memoryview(speech.pcm).cast("h")))


# -------------------------------------------------------------------------------------------------------------- finding
@pytest.mark.parametrize("name", [name for name in ENGINES if name != "piper"])  # whose voices are not ours: test_piper
def test_an_engine_has_a_name_an_identity_and_voices(name: str) -> None:
    engine = open_engine(name)
    assert engine.name == name
    assert engine.identity
    assert engine.identity == open_engine(name).identity
    voices = engine.voices()
    assert len({voice.id for voice in voices}) == len(voices) > 0
    assert all(engine.has_voice(voice.id) for voice in voices)
    assert engine.has_voice(engine.default_voice("en"))
    assert not engine.has_voice("nonesuch")


@pytest.mark.parametrize("name", ["nonesuch", "nonesuch:Engine", "accessible.narrator:nonesuch", ""])
def test_an_unknown_engine_is_an_error_that_names_the_known(name: str) -> None:
    with pytest.raises(VoiceError) as error:
        open_engine(name)
    assert "espeak" in error.value.hint


@pytest.mark.parametrize(
    "name", ["os:system", "os:abort", "..x:y", ".x:y", ":x", "x:", "json:JSONDecoder", "builtins:int", "os:sep"]
)
def test_a_name_of_something_else_is_no_engine_and_is_not_called(name: str) -> None:
    with pytest.raises(VoiceError) as error:
        open_engine(name)
    assert name in error.value.what
    assert "espeak" in error.value.hint


def test_a_language_tag_is_shortened_until_a_voice_has_it() -> None:
    voices = (
        Voice("b", "B", ("en-gb", "en")),
        Voice("a", "A", ("en-us",)),
        Voice("en", "E", ("en-gb", "en")),
        Voice("p", "P", ("pt",)),
    )
    assert voice_for("en-US", voices) == "a"
    assert voice_for("en_us", voices) == "a"
    assert voice_for("en-AU-x-outback", voices) == "en"  # named by the tag, before those that only list it
    assert voice_for("en-GB", voices) == "b"
    assert voice_for("pt-BR", voices) == "p"
    assert voice_for("xx", voices) == ""
    assert voice_for("", voices) == ""


@pytest.mark.parametrize(
    ("language", "voice"),
    [("en-US", "en-us"), ("en-GB", "en"), ("fr-CA", "fr"), ("pt-BR", "pt-br"), ("zh", "cmn"), ("tlh", ""), ("fo", "")],
)
def test_espeak_has_a_voice_for_a_language(language: str, voice: str) -> None:
    assert Espeak().default_voice(language) == voice


# --------------------------------------------------------------------------------------------------------------- espeak
def test_every_voice_that_espeak_lists_can_be_heard(speaker: Espeak, capfd: pytest.CaptureFixture[str]) -> None:
    """Faroese and two others are in the wheel without their dictionaries: the library takes them and is silent."""
    voices = speaker.voices()
    assert len(voices) > 130
    for voice in voices:
        assert any(speaker.synthesize(utterance("a 1"), voice.id).pcm), voice.id
    assert "Can't read" not in capfd.readouterr().err


def test_variants_are_voices_and_unknown_ones_are_not(speaker: Espeak) -> None:
    """The library itself takes any variant, and speaks without it when there is none."""
    for voice, known in (("en-us+f3", True), ("EN-US+klatt", True), ("en-us+nonesuch", False), ("xx+f3", False)):
        assert speaker.has_voice(voice) is known
    plain, varied = (speaker.synthesize(utterance("Good morning."), v).pcm for v in ("en-us", "en-us+f3"))
    assert plain != varied


def test_an_unknown_voice_is_an_error(speaker: Espeak) -> None:
    with pytest.raises(VoiceError):
        speaker.synthesize(utterance("Hello."), "nonesuch")


def test_rate_pitch_and_volume_are_heard_and_do_not_stay(speaker: Espeak) -> None:
    def say(**prosody: int) -> Speech:
        import msgspec

        text = utterance("The committee could not agree on anything.")
        return speaker.synthesize(msgspec.structs.replace(text, prosody=Prosody(**prosody)), "en-us")

    first = seconds(say())
    assert seconds(say(rate=350)) < 0.6 * first
    assert peak(say(volume=20)) < 0.5 * peak(say())
    assert say(pitch=90).pcm != say().pcm
    assert abs(seconds(say()) - first) < 0.05


def test_marks_stand_where_words_begin(speaker: Espeak) -> None:
    text = "He said it at 10:45, to the well-known “Dr” of the house."
    speech = speaker.synthesize(utterance(text), "en-us")
    words = [text[mark.start : mark.end] for mark in speech.marks]
    # espeak says "of the" as one word: the article has no mark of its own
    assert words == ["He", "said", "it", "at", "10:45", "to", "the", "well-known", "Dr", "of", "house"]
    samples = [mark.sample for mark in speech.marks]
    assert samples == sorted(samples)
    assert samples[-1] < len(speech.pcm) // 2


def test_a_long_text_is_spoken_in_pieces_as_one(speaker: Espeak) -> None:
    text = "The quick brown fox jumped over the lazy dog, and then it slept well; " * 12
    speech = speaker.synthesize(utterance(text.strip()), "en-us")
    assert [text[mark.start : mark.end] for mark in speech.marks][-3:] == ["it", "slept", "well"]
    assert len(speech.marks) == len(text.split())
    alone = seconds(speaker.synthesize(utterance(text[:70].strip()), "en-us"))
    assert 11 * alone < seconds(speech) < 13.5 * alone


@given(st.text(st.sampled_from("ab ,.;。é\n"), max_size=900))
def test_pieces_are_the_whole_text_and_short(text: str) -> None:
    cuts = list(pieces(text))
    assert "".join(text[start:end] for start, end in cuts) == text
    assert all(end - start <= 300 for start, end in cuts)
    assert all(end > start for start, end in cuts) or not text


@given(st.text())
def test_harmless_text_keeps_its_positions(text: str) -> None:
    assert len(harmless(text)) == len(text)
    harmless(text).encode()  # no lone surrogates are left


@pytest.mark.parametrize(
    "text",
    ["é." * 126, "e\u0301." * 300, "a.b. " * 200, "é . " * 200, "A.B." * 200, "i.e. " * 150, "a.\n" * 300, "м." * 300],
)
def test_runs_of_dotted_letters_do_not_crash_espeak(text: str, speaker: Espeak) -> None:
    assert any(speaker.synthesize(utterance(text), "en-us").pcm)


def test_a_control_character_does_not_silence_later_sentences(speaker: Espeak) -> None:
    """U+0001 begins a command to eSpeak: "0A" sets the volume to nothing for good, "500S" the speed."""
    before = speaker.synthesize(utterance("Nothing has happened."), "en-us")
    for text in ("Here \x010A it is.", "Here \x01500S it is.", "Here\x00 it is, all of it, to the last word."):
        assert any(speaker.synthesize(utterance(text), "en-us").pcm)
    after = speaker.synthesize(utterance("Nothing has happened."), "en-us")
    assert abs(seconds(after) - seconds(before)) < 0.05
    assert peak(after) > 0.8 * peak(before)


def test_a_fresh_engine_says_the_same_samples(speaker: Espeak) -> None:
    """The samples depend on all that was said before, and in a voice with breath on a seed from the clock."""

    def say_all() -> list[bytes]:
        engine = Espeak()
        texts = ("One morning in June.", "Some time ago.")
        spoken = [engine.synthesize(utterance(text), "en-us+f3").pcm for text in texts * 2]
        engine.close()
        return spoken

    first = say_all()
    assert first[0] != first[2]
    assert say_all() == first


def test_a_long_path_of_the_data_does_not_end_the_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """eSpeak NG 1.52 copies the path of its data into 160 bytes."""
    usual = Espeak()
    expected = usual.synthesize(utterance("Hello there."), "en-us").pcm
    usual.close()
    far = tmp_path.joinpath(*["a-folder-with-a-rather-long-name"] * 6)
    far.mkdir(parents=True)
    link = far / "espeak-ng-data"
    link.symlink_to(libespeak.data_path())
    monkeypatch.setattr(libespeak, "data_path", lambda: link)
    assert len(str(link)) > 158
    engine = Espeak()
    assert engine.synthesize(utterance("Hello there."), "en-us").pcm == expected
    folder = engine._library._folder if engine._library else None
    assert folder is not None
    engine.close()
    assert not folder.exists()


def test_without_its_wheel_espeak_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "espeakng_loader", None)
    with pytest.raises(VoiceError) as error:
        Espeak().voices()
    assert "pip install" in error.value.hint


def test_a_voice_without_a_dictionary_is_not_listed(tmp_path: Path) -> None:
    (tmp_path / "lang").mkdir()
    (tmp_path / "xx_dict").touch()
    (tmp_path / "lang" / "XX-a").write_text("name Exish // comment\nlanguage xx-a 2\nlanguage xx 3\ngender Female\n")
    (tmp_path / "lang" / "yy").write_text("name Whyish\nlanguage yy\n")
    (tmp_path / "lang" / "zz").write_text("name Zedish\nlanguage zz\ndictionary xx\n")
    assert [(v.id, v.name, v.languages, v.gender) for v in espeak._voices(tmp_path)] == [
        ("xx-a", "Exish", ("xx-a", "xx"), "female"),
        ("zz", "Zedish", ("zz",), "male"),
    ]


# ----------------------------------------------------------------------------------------------------------------- tone
def test_a_tone_is_as_long_as_its_text_and_as_high_as_its_voice() -> None:
    speech = Tone().synthesize(utterance("ten chars."), "440")
    assert seconds(speech) == pytest.approx(0.6)
    samples = memoryview(speech.pcm).cast("h")
    rises = sum(a < 0 <= b for a, b in zip(samples, samples[1:], strict=False))
    assert abs(rises - 440 * 0.6) <= 1
    assert seconds(Tone().synthesize(utterance("ten chars.", rate=350), "440")) == pytest.approx(0.3)


# --------------------------------------------------------------------------------------------------------------- system
def test_the_system_is_asked_for_its_voices_in_a_process_of_its_own() -> None:
    voices = installed()
    assert any(voice.languages[:1] == ("en-us",) for voice in voices)


# --------------------------------------------------------------------------------------------------------- plausibility
def test_speech_of_every_script_is_plausible(speaker: Espeak) -> None:
    for voice, text in (
        ("en-us", "The committee could not agree on the price of bread before the winter of 1987."),
        ("en-us", "BBC"),
        ("en-us", "10^12 + 3/4 = 1,000,000,000,000.75"),
        ("en-us", "東京は日本の首都である。"),
        ("ja", "東京は日本の首都である。"),
        ("ru", "Комитет не мог договориться о цене хлеба до зимы 1987 года."),
        ("ar", "لم تتمكن اللجنة من الاتفاق على سعر الخبز"),
        ("hi", "समिति रोटी की कीमत पर सहमत नहीं हो सकी"),
        ("th", "คณะกรรมการไม่สามารถตกลงราคาขนมปังได้"),
        ("de", "Donaudampfschifffahrtsgesellschaftskapitän"),
        ("fi", "mmmmmmmmmmmmmmmmmmmmmm"),
    ):
        for rate in (80, 175, 450):
            said = utterance(text, rate=rate)
            assert not implausible(speaker.synthesize(said, voice), said), (voice, text, rate)

"""Casting: who says what, and mistakes in a cast are shown where they are."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import get_args

import msgspec
import pytest

from accessible.errors import AccessibleError, UsageError, VoiceError
from accessible.model.script import Prosody, Role
from accessible.narrator import compose, open_engine
from accessible.narrator.cast import FINER, Cast, Manner, Pauses
from accessible.narrator.casting import Delivery, deliveries, find_cast, read_cast
from accessible.narrator.engines.tone import Tone
from accessible.narrator.speech import Voice

from .builder import document, paragraph

CLIPPING = ("Andy", "paul", "steph3", "klatt4")


def say(role: Role = "narrator", tongue: str = "en-us", *, cast: Cast | None = None, **options: object) -> Delivery:
    cast = cast or read_cast(find_cast())
    engine = open_engine(str(options.pop("engine", "espeak")))
    return deliveries(cast, engine=engine, language="en-us", **options)(role, tongue)  # type: ignore[arg-type]


# ------------------------------------------------------------------------------------------------------------- files
def test_the_default_cast_says_what_the_code_says() -> None:
    cast = read_cast(find_cast())
    assert cast.pauses == Pauses()
    assert "klatt4" not in str([cast.narrator, cast.quote, cast.note])
    assert not any(name in str(cast) for name in CLIPPING)


@pytest.mark.parametrize(
    ("text", "kind", "where", "what"),
    [
        ("[quote\nrate = 1", UsageError, "mine.toml", "line 1"),
        ("\xff", UsageError, "mine.toml", "TOML"),
        ("[narator]\nrate = 150", VoiceError, "mine.toml", "narator"),
        ("[heading7]\nrate = 150", VoiceError, "mine.toml", "heading7"),
        ("[quote]\nspeed = 150", VoiceError, "mine.toml: quote", "speed"),
        ("[quote]\nrate = 9", VoiceError, "mine.toml: quote.rate", ">= 80"),
        ("[quote]\nrate = '9 %'", VoiceError, "mine.toml: quote.rate", "another form"),
        ("[quote]\nrate = true", VoiceError, "mine.toml: quote.rate", "a whole number or a text, got true or false"),
        ("[quote]\nvoice.espeak = 3", VoiceError, "mine.toml: quote.voice.espeak", "a text or a list, got a whole"),
        ("[note.voice]\ntone = '9'\npiper = ['a', 3]", VoiceError, "mine.toml: note.voice.piper.1", "a whole number"),
        ("[quote]\nvoice = 'en-us'", VoiceError, "mine.toml: quote.voice", "a table"),
        ("[pauses]\nsentence = -1", VoiceError, "mine.toml: pauses.sentence", ">= 0"),
        ("[pauses]\nsentences = 1", VoiceError, "mine.toml: pauses", "sentences"),
        ("[pauses]\nheading3_before = 99999", VoiceError, "mine.toml: pauses.heading3_before", "<= 10000"),
        ("[announcements]\nnotes = true", VoiceError, "mine.toml: announcements", "notes"),
        ("[announcements]\nnote = 'yes'", VoiceError, "mine.toml: announcements.note", "true or false"),
        ("[words.sv]\nlist = 'Lista'\n[words.fi]\nlist = ['Luettelo']", VoiceError, "mine.toml: words.fi.list", ">= 2"),
        ("[words.finnish]\nlist = 'Luettelo'", VoiceError, "mine.toml: words.finnish", "another form"),
    ],
)
def test_a_mistake_in_a_cast_is_shown_with_its_place(
    text: str, kind: type[AccessibleError], where: str, what: str, tmp_path: Path
) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(text, encoding="latin-1")
    with pytest.raises(kind) as error:
        read_cast(file)
    assert error.value.where == where
    assert what in error.value.what
    if kind is VoiceError:
        assert "voices/default.toml explains them" in error.value.hint
    assert error.value.exit_code == (2 if kind is UsageError else 4)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("[naration]", "a cast has the tables pauses, announcements, words, narrator, title, heading, heading2"),
        ("[speakers.men]", "[speakers] has the keys female, male, unknown"),
        ("[words.fi]\nitem = 'Kohta'", "[words.fi] has the keys heading, quote, blockquote"),
        ("[quote]\nrate = 9", "[quote] has the keys rate, pitch, volume, voice"),
    ],
)
def test_a_mistake_in_a_cast_comes_with_the_keys_that_there_are(text: str, hint: str, tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(text)
    with pytest.raises(VoiceError) as error:
        read_cast(tmp_path / "mine.toml")
    assert error.value.hint.startswith(hint)


def test_a_cast_that_was_read_outlives_a_garbage_collection(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text("[words.fi]\nnote = ['Alaviite', 'Alaviite päättyy']\nheading = 'Otsikko'")
    cast = read_cast(file)
    gc.collect()
    assert cast.words["fi"].note == ("Alaviite", "Alaviite päättyy")
    assert cast.words["fi"].heading == "Otsikko"


def test_a_missing_cast_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        read_cast(tmp_path / "none.toml")
    with pytest.raises(VoiceError) as error:
        find_cast("nonesuch")
    assert "default" in error.value.hint


def test_the_working_folder_comes_before_what_came_along(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bundled = find_cast().resolve()
    assert bundled.is_file()
    monkeypatch.chdir(tmp_path)
    (tmp_path / "config" / "accessible" / "voices").mkdir(parents=True)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    assert find_cast().resolve() == bundled
    (tmp_path / "config" / "accessible" / "voices" / "default.toml").touch()
    assert find_cast().is_relative_to(tmp_path / "config")
    (tmp_path / "voices").mkdir()
    (tmp_path / "voices" / "default.toml").touch()
    assert find_cast().resolve() == tmp_path / "voices" / "default.toml"
    (tmp_path / "voices" / "mine.toml").touch()
    assert find_cast("mine").name == "mine.toml"


def test_a_cast_may_be_empty(tmp_path: Path) -> None:
    file = tmp_path / "short.toml"
    file.touch()
    cast = read_cast(file)
    assert say(cast=cast) == Delivery("en-us", Prosody())
    assert say("caption", cast=cast) == say(cast=cast)


# --------------------------------------------------------------------------------------------------------- decisions
@pytest.mark.parametrize("engine", ["espeak", "system", "tone"])
@pytest.mark.parametrize("language", ["en-us", "fr", "cmn"])
def test_a_quotation_never_sounds_like_the_narrator(engine: str, language: str) -> None:
    narrator, quote = (say(role, language, engine=engine) for role in ("narrator", "quote"))  # type: ignore[arg-type]
    assert narrator.voice != quote.voice
    assert not narrator.stand_in


def test_a_quotation_without_another_voice_is_higher() -> None:
    assert say("quote", cast=Cast()) == Delivery("en-us", Prosody(pitch=70))
    assert say("quote", cast=Cast(narrator=Manner(pitch=95))).prosody.pitch != 95


def test_the_narrators_voice_and_rate_can_be_replaced() -> None:
    assert say(voice="en-gb-x-rp+m3").voice == "en-gb-x-rp+m3"
    assert say("heading", voice="en-gb-x-rp+m3").voice == "en-gb-x-rp+m3"
    assert say("quote", voice="en-gb-x-rp+m3").voice == "en-gb-x-rp+f3"
    assert say("quote", voice="en-us+f3").voice == "en-us+m8"
    assert say("narrator", "fr", voice="en-us+f3").voice == "fr"
    assert say("quote", "fr", voice="en-us+f3").voice == "fr+f3"
    assert say(rate=300).prosody == Prosody(rate=300)
    assert say("heading", rate=300).prosody.rate == round(300 * 0.92)
    assert say("note", rate=450).prosody.rate == 450  # 105% of it is more than can be spoken


def test_a_share_is_one_of_the_narrators() -> None:
    cast = Cast(narrator=Manner(rate=200, volume=80), note=Manner(rate="50%", pitch="120%", volume=30))
    assert say("note", cast=cast).prosody == Prosody(rate=100, pitch=60, volume=30)


def test_what_a_finer_table_leaves_out_it_has_from_the_one_around_it() -> None:
    cast = Cast(
        heading=Manner(rate=150, pitch=40, voice={"espeak": "en-us+f2"}),
        heading3=Manner(rate=140),
        heading4=Manner(voice={"espeak": "en-us+f4"}),
        note=Manner(pitch="80%"),
        endnote=Manner(volume=60),
        list=Manner(rate="90%"),
    )
    decide = deliveries(cast, engine=open_engine("espeak"), language="en-us")

    def heard(*tables: str) -> Delivery:
        return decide("narrator", "en-us", tables=tables)

    assert heard("heading", "heading2") == Delivery("en-us+f2", Prosody(150, 40))
    assert heard("heading", "heading3") == Delivery("en-us+f2", Prosody(140, 40))
    assert heard("heading", "heading4") == Delivery("en-us+f4", Prosody(150, 40))
    assert heard("note", "footnote", "list") == Delivery("en-us", Prosody(158, 40))
    assert heard("note", "endnote") == Delivery("en-us", Prosody(pitch=40, volume=60))
    assert heard("list") == Delivery("en-us", Prosody(158))
    assert heard() == decide("narrator", "en-us") == Delivery("en-us", Prosody())


def test_a_voice_that_is_not_there_is_an_error_with_its_place() -> None:
    with pytest.raises(VoiceError) as error:
        say("quote", cast=Cast(quote=Manner(voice={"espeak": ("nonesuch", "{language}+nonesuch")})))
    assert error.value.where == "the cast's quote.voice.espeak"
    assert "nonesuch or {language}+nonesuch" in error.value.what
    with pytest.raises(VoiceError) as error:
        say(voice="nonesuch")
    assert error.value.where == "--voice"
    with pytest.raises(UsageError) as usage:
        say(rate=20)
    assert usage.value.where == "--rate"


@pytest.mark.parametrize("role", [*get_args(Role), *FINER])
def test_an_unknown_voice_is_noticed_also_where_the_text_has_no_such_role(role: str) -> None:
    cast = msgspec.structs.replace(Cast(), **{role: Manner(voice={"espeak": "nonesuch", "tone": "220"})})
    with pytest.raises(VoiceError) as error:
        deliveries(cast, engine=open_engine("espeak"), language="en-us")
    assert error.value.where == f"the cast's {role}.voice.espeak"
    with pytest.raises(VoiceError, match="nonesuch"):
        compose(document((paragraph("Only a narrator."),)), cast=cast, engine="espeak")
    deliveries(cast, engine=open_engine("tone"), language="en-us")  # what it wants of another engine is no matter


def test_a_voice_of_several_that_is_not_there_is_no_mistake() -> None:
    assert say(cast=Cast(note=Manner(voice={"espeak": ("nonesuch", "fr")}))).voice == "en-us"


def test_a_language_without_a_voice() -> None:
    assert say("quote", "tlh") == Delivery("en-us+f3", Prosody(), stand_in=True)
    engine = open_engine("espeak")
    with pytest.raises(VoiceError, match="does not speak the language tlh"):
        deliveries(Cast(), engine=engine, language="tlh")("narrator", "tlh")
    with_voice = deliveries(Cast(), engine=engine, language="tlh", voice="la")
    assert with_voice("narrator", "tlh") == Delivery("la", Prosody())


def test_another_voice_is_one_of_the_same_language() -> None:
    class Household(Tone):
        name = "household"

        def voices(self) -> tuple[Voice, ...]:
            return (Voice("Anna", "", ("de",)), Voice("Bob", "", ("en",)), Voice("Cleo", "", ("en-gb", "en")))

        def has_voice(self, voice: str) -> bool:
            return voice in {"Anna", "Bob", "Cleo"}

        def default_voice(self, language: str) -> str:
            return {"de": "Anna", "en": "Bob"}.get(language, "")

    cast = Cast(quote=Manner(voice={"household": ("{language}+f3", "{other}", "{language}")}))
    decide = deliveries(cast, engine=Household(), language="en")
    assert decide("quote", "en").voice == "Cleo"
    assert decide("quote", "de") == Delivery("Anna", Prosody(pitch=70))


def test_a_cast_that_an_editor_began_with_a_byte_order_mark(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_bytes(b"\xef\xbb\xbf[narrator]\nrate = 150\n")
    assert read_cast(file).narrator.rate == 150

"""Casting: who says what, and mistakes in a cast are shown where they are."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import get_args

import msgspec
import pytest

from accessible.errors import UsageError, VoiceError
from accessible.model.script import Prosody, Role
from accessible.narrator import compose, open_engine
from accessible.narrator.cast import FINER, Cast, Manner, Pauses
from accessible.narrator.castfile import find_cast, read_cast
from accessible.narrator.casting import Delivery, deliveries
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


RATE = 'expected words a minute, a whole number from 80 to 450, or a share of what the narrator has, such as "90%", got'


@pytest.mark.parametrize(
    ("text", "where", "what"),
    [
        ("[quote\nrate = 1", "mine.toml", "line 1"),
        ("\xff", "mine.toml", "TOML"),
        ("[narator]\nrate = 150", "mine.toml:1: narator", 'there is no key "narator"'),
        ("[narrator]\n\n# levels\n[heading7]\nrate = 150", "mine.toml:4: heading7", "heading7"),
        ("[quote]\nspeed = 150", "mine.toml:2: quote.speed", "speed"),
        ("[quote]\nrate = 9", "mine.toml:2: quote.rate", f"{RATE} 9"),
        ("[quote]\nrate = 'fast'", "mine.toml:2: quote.rate", f'{RATE} "fast"'),
        ("quote.rate = true", "mine.toml:1: quote.rate", f"{RATE} true"),
        ("quote = { pitch = 50.5 }", "mine.toml:1: quote.pitch", "a whole number from 0 to 100"),
        ("[quote]\nrate = '9 %'", "mine.toml:2: quote.rate", '"9 %"'),
        ("quote = 3", "mine.toml:1: quote", "expected a table with some of the keys rate, pitch, volume, voice, got 3"),
        ("[quote]\nvoice.espeak = 3", "mine.toml:2: quote.voice.espeak", "the name of a voice, a text, or several in"),
        (
            "[note.voice]\ntone = '9'\npiper = [\n 'a',\n 3]",
            "mine.toml:3: note.voice.piper.1",
            "the name of a voice, a text, got 3",
        ),
        ("[quote]\nvoice = 'en-us'", "mine.toml:2: quote.voice", 'a voice for an engine, as in voice.espeak = "fr"'),
        ("[pauses]\r\nsentence = -1", "mine.toml:2: pauses.sentence", "milliseconds, a whole number from 0"),
        ("[pauses]\nsentences = 1", "mine.toml:2: pauses.sentences", "sentences"),
        ("[pauses]\nheading3_before = 99999", "mine.toml:2: pauses.heading3_before", "to 10000, got 99999"),
        ("[announcements]\nnotes = true", "mine.toml:2: announcements.notes", "notes"),
        ("[announcements]\nnote = 'yes'", "mine.toml:2: announcements.note", 'true or false, got "yes"'),
        ("[announcements]\nquote = 1", "mine.toml:2: announcements.quote", "true or false, got 1"),
        (
            "[words.sv]\nlist = 'Lista'\n[words.fi]\nlist = ['Luettelo']",
            "mine.toml:4: words.fi.list",
            "two texts in brackets: those before and those behind it, got a list",
        ),
        (
            "[words.finnish]\nlist = 'Luettelo'",
            "mine.toml:1: words.finnish",
            'a language tag such as fi or pt-BR, got "finnish"',
        ),
    ],
)
def test_a_mistake_in_a_cast_is_shown_with_its_line_and_what_is_expected(
    text: str, where: str, what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("mine.toml").write_text(text, encoding="latin-1", newline="")
    with pytest.raises(UsageError) as error:
        read_cast(Path("mine.toml"))
    assert error.value.where == where
    assert what in error.value.what
    if ": " in where:
        assert "voices/default.toml explains them" in error.value.hint
    assert error.value.exit_code == 2


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        (
            "[naration]",
            "did you mean narrator? a cast has the tables pauses, announcements, words, narrator, title, heading",
        ),
        ("[speakers.men]", "[speakers] has the keys female, male, unknown"),
        ("[words.fi]\nitem = 'Kohta'", "[words.fi] has the keys heading, quote, blockquote"),
        ("[quote]\nrate = 9", "[quote] has the keys rate, pitch, volume, voice"),
        ("[quote]\nPitch = 9", "did you mean pitch? [quote] has the keys"),
    ],
)
def test_a_mistake_in_a_cast_comes_with_the_keys_that_there_are(text: str, hint: str, tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(text)
    with pytest.raises(UsageError) as error:
        read_cast(tmp_path / "mine.toml")
    assert error.value.hint.startswith(hint)


@pytest.mark.parametrize("table", ["quote", "speakers.female"])
def test_a_misspelt_engine_in_a_cast_is_silent(table: str, tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(f"[narrator]\nvoice.tone = '220'\n\n[{table}]\nvoice.espaek = 'fr'\n")
    with pytest.raises(VoiceError, match="there is no engine called espaek") as error:
        read_cast(file)
    assert error.value.where == f"{file}:5: {table}.voice.espaek"
    assert error.value.hint.startswith("did you mean espeak? the engines are: espeak, system, piper, tone")
    assert error.value.exit_code == 4


def test_a_cast_may_have_voices_for_an_engine_of_somebody_else(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text("[narrator]\nvoice.acme = 'Ada'\n")
    assert read_cast(file, guests=lambda: ["acme"]).narrator.voice == {"acme": "Ada"}
    with pytest.raises(VoiceError, match="there is no engine called acme") as error:
        read_cast(file, guests=lambda: ["acne"])
    assert error.value.hint == "did you mean acne? the engines are: espeak, system, piper, tone, acne"


def test_a_mistake_in_a_huge_cast_is_shown_at_once(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text("# words\n" * 200_000 + "[narator]\n")
    with pytest.raises(UsageError, match="narator") as error:
        read_cast(tmp_path / "mine.toml")
    assert error.value.where.endswith("mine.toml: narator")


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
    with pytest.raises(UsageError, match="there is no cast called defualt") as error:
        find_cast("defualt")
    assert error.value.hint.startswith("did you mean default? name a file that ends in .toml, or one of: ")


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

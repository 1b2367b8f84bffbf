"""Voices of their own for named speakers: always the same ones, never guessed, and only where it is sure who speaks."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from accessible.errors import UsageError, VoiceError
from accessible.model.blocks import Attribution, Evidence, Paragraph, Prose, Quote, QuoteKind, Sentence
from accessible.model.document import Document, Speaker
from accessible.narrator import compose, open_engine
from accessible.narrator.cast import Cast, Manner, Speakers
from accessible.narrator.castfile import find_cast, read_cast
from accessible.narrator.casting import deliveries
from accessible.narrator.composer import OWN_VOICE
from accessible.narrator.engines.tone import Tone
from accessible.narrator.ensemble import Player, distribute
from accessible.narrator.speech import Voice

from .builder import EVIDENCE, SPAN, document, heading

CAST = read_cast(find_cast())
POOLS = {"female": ["f1", "f2", "f3"], "male": ["m1", "m2"], "": ["u1", "u2", "u3", "u4"]}
NAMES = ["Maren Ostby", "Halvard Finch", "Idris Calloway", "Petra Vane", "Anselm Quaye", "Tove Breck"]


# ------------------------------------------------------------------------------------------------ who gets which voice
def test_a_name_has_the_same_voice_in_every_run() -> None:
    code = (
        "from accessible.narrator.ensemble import *\n"
        "print(distribute([Player('Maren Ostby'), Player('Zoë')], {'': list('abcdefghijk')}))"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed}, check=True, capture_output=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1


def test_a_name_has_the_same_voice_however_its_letters_are_encoded() -> None:
    pools = {"": [str(number) for number in range(1000)]}
    (one,), (two,) = (distribute([Player(name)], pools).values() for name in ("Zo\u00eb", "Zoe\u0308"))
    assert one == two


def test_speakers_of_a_document_differ_while_the_pool_lasts() -> None:
    players = [Player(name, sections=frozenset({f"s{number}"})) for number, name in enumerate(NAMES[:4])]
    assert sorted(distribute(players, POOLS).values()) == ["u1", "u2", "u3", "u4"]


def test_the_first_to_speak_has_the_voice_of_the_name_whoever_else_there_is() -> None:
    for name in NAMES:
        alone = distribute([Player(name)], POOLS)[name]
        assert distribute([Player(name), *map(Player, NAMES)], POOLS)[name] == alone


def test_in_a_small_pool_those_who_speak_in_one_section_still_differ() -> None:
    players = [
        Player(name, "male", frozenset({section}))
        for name, section in zip(NAMES[:4], ("s1", "s1", "s2", "s2"), strict=True)
    ]
    given_ = distribute(players, POOLS)
    assert given_[NAMES[0]] != given_[NAMES[1]]
    assert given_[NAMES[2]] != given_[NAMES[3]]


def test_a_pool_that_is_too_small_is_shared_evenly() -> None:
    players = [Player(name, "male", frozenset({"s1"})) for name in NAMES]
    voices = list(distribute(players, POOLS).values())
    assert (voices.count("m1"), voices.count("m2")) == (3, 3)


def test_the_voices_of_the_narrator_and_of_quotations_are_nobodys_unless_there_is_no_other() -> None:
    assert distribute([Player("A", "male")], POOLS, taken=["m1"]) == {"A": "m2"}
    assert set(distribute([Player("A", "male"), Player("B", "male")], POOLS, taken=["m1", "m2"]).values()) == {
        "m1",
        "m2",
    }


def test_an_empty_pool_gives_no_voice() -> None:
    assert distribute([Player("A", "male"), Player("B")], {**POOLS, "male": []}).keys() == {"B"}


@given(
    st.lists(
        st.builds(
            Player,
            st.text(max_size=5),
            st.sampled_from(["female", "male", ""]),
            st.frozensets(st.sampled_from("abc")),
        ),
        max_size=12,
    )
)
def test_everybody_has_one_voice_of_their_own_pool(players: list[Player]) -> None:
    first = {player.name: player.gender for player in reversed(players)}
    given_ = distribute(players, POOLS)  # type: ignore[arg-type]
    assert given_.keys() == first.keys()
    assert all(voice in POOLS[first[name]] for name, voice in given_.items())


# ---------------------------------------------------------------------------------------------------------- in a script
def quoted(
    text: str, name: str, *, kind: QuoteKind = "direct", confidence: float = 0.95, block: str = "b", tongue: str = ""
) -> Paragraph:
    """One quotation that is a whole sentence, and a sentence behind it."""
    said = Attribution(name, "explicit", Evidence("hand", confidence)) if name else None
    inlines = (
        Sentence(0, len(text), f"{block}-t1"),
        Quote(0, len(text), kind, EVIDENCE, said, f"{block}-q"),
        Sentence(len(text) + 1, len(text) + 9, f"{block}-t2"),
    )
    return Paragraph(Prose(f"{text} So much.", inlines, language=tongue), SPAN, EVIDENCE, block)


def spoken(source: Document, *, cast: Cast = CAST, engine: str = "espeak", **options: object) -> list[str]:
    script = compose(source, cast=cast, engine=engine, **options)  # type: ignore[arg-type]
    return [utterance.voice for part in script.parts for utterance in part.utterances]


def with_speakers(source: Document, *speakers: Speaker) -> Document:
    return msgspec.structs.replace(source, speakers=speakers)


ADA = Speaker("Ada Moss", gender="female")
JON = Speaker("Jon Reed", gender="male")
KIM = Speaker("Kim Low")


def pool_of(gender: str, tongue: str = "en-us") -> list[str]:
    manner: Manner = getattr(CAST.speakers, gender)
    return [voice.replace("{language}", tongue) for voice in manner.voice["espeak"]]


@pytest.mark.parametrize(("speaker", "pool"), [(ADA, "female"), (JON, "male"), (KIM, "unknown")])
def test_the_pool_follows_the_gender_that_is_stated_and_nothing_else(speaker: Speaker, pool: str) -> None:
    voice, narrator = spoken(with_speakers(document((quoted("“Yes.”", speaker.name),)), speaker))
    assert voice in pool_of(pool)
    assert narrator == "en-us"


def test_nobodys_gender_is_guessed_from_a_name() -> None:
    for name in ("Mary Smith", "John Smith", "Mr. Smith"):
        assert spoken(with_speakers(document((quoted("“Yes.”", name),)), Speaker(name)))[0] in pool_of("unknown")


@pytest.mark.parametrize("kind", ["partial", "scare", "nested"])
def test_what_is_no_direct_quotation_stays_with_the_narrator(kind: QuoteKind) -> None:
    assert spoken(with_speakers(document((quoted("“Yes.”", "Ada Moss", kind=kind),)), ADA)) == ["en-us", "en-us"]


def test_a_quotation_in_a_quotation_stays_with_who_quotes_it() -> None:
    text = "“Jon said: ‘Go home.’ Then he left.”"
    said = {name: Attribution(name, "explicit", EVIDENCE) for name in ("Ada Moss", "Jon Reed")}
    inner = (text.index("‘"), text.index("’") + 1)
    inlines = (
        Sentence(0, inner[0] - 1, "t1"),
        Sentence(*inner, "t2"),
        Sentence(inner[1] + 1, len(text), "t3"),
        Quote(0, len(text), "direct", EVIDENCE, said["Ada Moss"]),
        Quote(*inner, "nested", EVIDENCE, said["Jon Reed"]),
    )
    source = document((Paragraph(Prose(text, inlines), SPAN, EVIDENCE, "b"),))
    voices = spoken(with_speakers(source, ADA, JON))
    assert len(set(voices)) == 1
    assert voices[0] in pool_of("female")


def test_who_has_no_name_or_is_not_known_is_heard_in_the_voice_of_quotations() -> None:
    source = document((quoted("“Yes.”", "a spokesman"), quoted("“No.”", ""), quoted("“Why?”", "Somebody Else")))
    voices = spoken(with_speakers(source, Speaker("a spokesman", gender="male", named=False)))
    assert voices[::2] == ["en-us+f3"] * 3


@pytest.mark.parametrize(("confidence", "own"), [(OWN_VOICE, True), (OWN_VOICE - 0.01, False)])
def test_a_speaker_who_is_not_sure_enough_has_no_voice_of_their_own(confidence: float, own: bool) -> None:
    voice = spoken(with_speakers(document((quoted("“Yes.”", "Ada Moss", confidence=confidence),)), ADA))[0]
    assert (voice != "en-us+f3") is own


def test_the_same_voice_in_every_section_and_a_variant_of_it_in_another_language() -> None:
    source = document(
        (quoted("“Yes.”", "Ada Moss"), quoted("“No.”", "Jon Reed", block="c")),
        (heading("Later"), quoted("“Oui.”", "Ada Moss", block="d", tongue="fr")),
    )
    yes, _, no, _, _, oui, _ = spoken(with_speakers(source, ADA, JON))
    assert oui == yes.replace("en-us+", "fr+")
    assert no != yes


def test_a_heading_stays_a_heading_whoever_it_quotes() -> None:
    said = Attribution("Ada Moss", "implicit", EVIDENCE)
    title = heading("“Yes”")
    quote = msgspec.structs.replace(title.prose.inlines[1], speaker=said)
    title = msgspec.structs.replace(
        title, prose=msgspec.structs.replace(title.prose, inlines=(title.prose.inlines[0], quote))
    )
    assert spoken(with_speakers(document((title,)), ADA)) == ["en-us"]


# ----------------------------------------------------------------------------------------------------------- in a cast
def test_the_default_pools_are_there_clear_and_of_no_use_to_anybody_else() -> None:
    engine = open_engine("espeak")
    pools = [pool_of(gender) for gender in ("female", "male", "unknown")]
    voices = [voice for pool in pools for voice in pool]
    assert all(len(pool) >= 5 for pool in pools)
    assert len(set(voices)) == len(voices)
    assert all(engine.has_voice(voice) for voice in voices)
    assert not {"en-us", "en-us+f3"}.intersection(voices)


@pytest.mark.parametrize("engine", ["espeak", "system", "tone"])
def test_every_engine_has_a_voice_for_every_pool(engine: str) -> None:
    source = document(tuple(quoted("“Yes.”", who.name, block=who.name[0]) for who in (ADA, JON, KIM)))
    voices = spoken(with_speakers(source, ADA, JON, KIM), engine=engine)
    assert len(set(voices)) == 4  # three speakers and the narrator
    plain = spoken(source, engine=engine)
    assert len(set(plain)) == 2


def test_a_pool_speaks_as_quotations_do_where_it_says_nothing_else() -> None:
    cast = Cast(
        quote=Manner(rate=200, volume=80),
        speakers=Speakers(
            female=Manner(voice={"espeak": "{language}+f1"}),
            male=Manner(pitch="120%", volume=60, voice={"espeak": "{language}+m3"}),
        ),
    )
    source = document((quoted("“Yes.”", "Ada Moss"), quoted("“No.”", "Jon Reed"), quoted("“Why?”", "Kim Low")))
    script = compose(with_speakers(source, ADA, JON, KIM), cast=cast, engine="espeak")
    ada, _, jon, _, kim, _ = script.parts[0].utterances
    assert (ada.voice, ada.prosody.rate, ada.prosody.pitch, ada.prosody.volume) == ("en-us+f1", 200, 50, 80)
    assert (jon.voice, jon.prosody.rate, jon.prosody.pitch, jon.prosody.volume) == ("en-us+m3", 200, 60, 60)
    assert (kim.voice, kim.prosody.rate) == ("en-us", 200)  # an empty pool: as any quotation


@pytest.mark.parametrize("gender", ["female", "male", "unknown"])
def test_a_pool_whose_voices_are_not_there_is_an_error_with_its_place(gender: str) -> None:
    pools = msgspec.structs.replace(
        Speakers(), **{gender: Manner(voice={"espeak": ("{language}+nonesuch",), "tone": "220"})}
    )
    with pytest.raises(VoiceError) as error:
        deliveries(Cast(speakers=pools), engine=open_engine("espeak"), language="en-us")
    assert error.value.where == f"the cast's speakers.{gender}.voice.espeak"
    deliveries(Cast(speakers=pools), engine=open_engine("tone"), language="en-us")


def test_a_mistake_in_a_pool_is_shown_with_its_place(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text("[speakers.femail]\nrate = 150\n")
    with pytest.raises(UsageError, match="femail") as error:
        read_cast(file)
    assert error.value.where == f"{file}:1: speakers.femail"
    assert "speakers" in error.value.hint


def test_what_the_system_has_can_be_asked_for_by_gender() -> None:
    class Household(Tone):
        name = "household"
        listed: tuple[Voice, ...] = (
            Voice("Anna", "", ("en",), "female"),
            Voice("Bob", "", ("en",), "male"),
            Voice("Cleo", "", ("en",), "female"),
            Voice("Dora", "", ("de",), "female"),
        )

        def voices(self) -> tuple[Voice, ...]:
            return self.listed

        def has_voice(self, voice: str) -> bool:
            return voice in {voice.id for voice in self.listed}

        def default_voice(self, language: str) -> str:
            return {"de": "Dora", "en": "Anna"}.get(language, "")

    cast = Cast(
        quote=Manner(voice={"household": "{language}"}),
        speakers=Speakers(
            female=Manner(voice={"household": ("{language}+f1", "{female}")}),
            male=Manner(voice={"household": "{male}"}),
        ),
    )
    players = (Player("Ada", "female"), Player("Jon", "male"))
    decide = deliveries(cast, engine=Household(), language="en", players=players)
    assert decide("quote", "en", "Ada").voice == "Cleo"
    assert decide("quote", "en", "Jon").voice == "Bob"
    assert decide("quote", "de", "Jon") == decide("quote", "de")  # no man speaks German here
    assert decide("narrator", "en", "Ada").voice == "Anna"
    assert decide("quote", "tlh", "Ada") == msgspec.structs.replace(decide("quote", "en", "Ada"), stand_in=True)

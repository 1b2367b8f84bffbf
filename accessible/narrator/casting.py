"""Casting: who says what, how, and with how much silence around it.

`castfile` reads a cast. What a role leaves out it has from the structure around it (a list in a note is read like the
note), in the end from the narrator, and a pool from the role of quotations: a cast may be one line long.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Protocol, get_args

import msgspec
from msgspec import Struct

from accessible.errors import UsageError, VoiceError
from accessible.model.script import FASTEST, SLOWEST, Prosody, Role
from accessible.narrator.available import first_voice, pool
from accessible.narrator.cast import FINER, Cast, Manner
from accessible.narrator.ensemble import Gender, Player, distribute
from accessible.narrator.speech import LISTED, Engine, no_voice

#: Every table of a cast that says how something is said, behind the table that it is a finer part of.
_TABLES: tuple[tuple[str, ...], ...] = (
    *((role,) for role in get_args(Role)),
    *((role, finer) for finer, role in FINER.items()),
)
_HIGHER = 20  # of 100: what is added to the pitch of a quotation that would sound like the narrator


class Delivery(Struct, frozen=True):
    """What the casting decides for a role and a language: the engine's voice, and how it speaks.

    ``stand_in``: there is no voice for the language, and this one speaks another.
    """

    voice: str
    prosody: Prosody
    stand_in: bool = False


class Casting(Protocol):
    """Says who speaks: for a role and the language of the text, and for a quotation whose speaker is known."""

    def __call__(self, role: Role, tongue: str, speaker: str = "", *, tables: tuple[str, ...] = ()) -> Delivery:
        """``speaker`` is the name of one of the players; another name, or none, is heard in the role's own voice.

        ``tables`` are those of the cast that tell how it is said, each of them finer than the one before, where that
        is more than the role's own: ("note", "footnote", "list").
        """


def deliveries(
    cast: Cast,
    *,
    engine: Engine,
    language: str,
    voice: str = "",
    rate: int = 0,
    players: Sequence[Player] = (),
) -> Casting:
    """A function that says who speaks: for a role, the language of the text (a BCP 47 tag), and who is quoted.

    ``language`` is the document's. ``voice`` takes the place of the narrator's in that language and ``rate`` (words a
    minute) of the narrator's rate, and so of all that is derived from them. ``players`` are the speakers who are to
    have voices of their own, in the order in which they first speak; see `ensemble.distribute` for which they get.

    Raises `VoiceError` for an unknown ``voice``, and when the engine has none of the voices that the cast wants for any
    role or pool, whether or not the text has it; `UsageError` for a rate that cannot be spoken. The function raises
    `VoiceError` when there is no voice for the document's language, or none that a role wants in the language asked
    for.
    """
    if rate and not SLOWEST <= rate <= FASTEST:
        hint = f"give a number from {SLOWEST} to {FASTEST}"
        raise UsageError(f"nobody speaks {rate} words a minute", where="--rate", hint=hint)
    if voice and not engine.has_voice(voice):
        tagged = [listed.id for listed in engine.voices() if voice.casefold() in listed.languages]
        if not tagged:
            raise no_voice(engine, voice, where="--voice")
        voice = tagged[0]  # somebody named a voice by its language: en-gb
    usual = Prosody()
    narrating = Prosody(
        rate=rate or _scaled(cast.narrator.rate, usual.rate),
        pitch=_scaled(cast.narrator.pitch, usual.pitch),
        volume=_scaled(cast.narrator.volume, usual.volume),
    )

    @cache
    def own(tongue: str) -> str:
        """The plain voice of a language, which {language} stands for; "" when there is none."""
        if voice and tongue == language:
            plain = voice.partition("+")[0]
            return plain if engine.has_voice(plain) else voice
        return engine.default_voice(tongue)

    @cache
    def narrator(tongue: str) -> str:
        if voice and tongue == language:
            return voice
        return first_voice(_wanted(cast.narrator, engine) or ["{language}"], own(tongue), engine, role="narrator")

    @cache
    def decide(tables: tuple[str, ...], tongue: str) -> Delivery:
        if not own(tongue):
            if tongue == language:
                hint = "name a voice with --voice, or another language with --language"
                if engine.advice != LISTED:
                    hint = f"{hint}; {engine.advice}"
                raise VoiceError(f"the engine {engine.name} does not speak the language {tongue}", hint=hint)
            return msgspec.structs.replace(decide(tables, language), stand_in=True)
        told = chosen = narrator(tongue)
        manners = {table: getattr(cast, table) for table in reversed(tables) if table != "narrator"}
        for table, manner in manners.items():
            if wanted := _wanted(manner, engine):
                chosen = first_voice(wanted, own(tongue), engine, role=table, other_than=told)
                break
        prosody = _prosody(narrating, *manners.values())
        if tables == ("quote",) and Delivery(chosen, prosody) == Delivery(told, narrating):
            prosody = msgspec.structs.replace(prosody, pitch=(prosody.pitch + _HIGHER) % 100)
        return Delivery(chosen, prosody)

    @cache
    def company(tongue: str) -> dict[str, Delivery]:
        """The players' deliveries in a language that the engine speaks, by name."""
        manners: dict[Gender, Manner] = {
            "female": cast.speakers.female,
            "male": cast.speakers.male,
            "": cast.speakers.unknown,
        }
        taken = [narrator(tongue), *(decide(tables, tongue).voice for tables in _TABLES)]
        pools = {
            gender: pool(
                _wanted(manner, engine),
                own(tongue),
                engine,
                role=f"speakers.{gender or 'unknown'}",
                other_than=taken[0],
            )
            for gender, manner in manners.items()
        }
        given = distribute(players, pools, taken=taken)
        prosodies = {gender: _prosody(narrating, manner, cast.quote) for gender, manner in manners.items()}
        return {
            player.name: Delivery(given[player.name], prosodies[player.gender])
            for player in players
            if player.name in given
        }

    def deliver(role: Role, tongue: str, speaker: str = "", *, tables: tuple[str, ...] = ()) -> Delivery:
        delivery = decide(tables or (role,), tongue)
        if role != "quote" or not speaker:
            return delivery
        theirs = company(language if delivery.stand_in else tongue).get(speaker)
        return msgspec.structs.replace(theirs, stand_in=delivery.stand_in) if theirs else delivery

    if own(language):  # otherwise no role can be cast, and whoever asks for one is told
        for tables in _TABLES:
            decide(tables, language)
        company(language)
    return deliver


def _prosody(narrating: Prosody, *manners: Manner) -> Prosody:
    """How the first of the manners speaks; what it leaves out it has from the next, and in the end the narrator."""
    rate, pitch, volume = (
        next((value for manner in manners if (value := getattr(manner, part)) is not None), None)
        for part in ("rate", "pitch", "volume")
    )
    return Prosody(
        rate=min(FASTEST, max(SLOWEST, _scaled(rate, narrating.rate))),
        pitch=min(100, _scaled(pitch, narrating.pitch)),
        volume=min(100, _scaled(volume, narrating.volume)),
    )


def _scaled(value: int | str | None, of: int) -> int:
    """A number as it is, a share of the narrator's number, or the narrator's number."""
    if value is None:
        return of
    return value if isinstance(value, int) else max(1, round(of * int(value.rstrip("%")) / 100))


def _wanted(manner: Manner, engine: Engine) -> list[str]:
    voices = manner.voice.get(engine.name, ())
    return [voices] if isinstance(voices, str) else list(voices)

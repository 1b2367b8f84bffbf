"""The seam between the narrator and the software that speaks: `Engine`, and its `Voice` and `Speech`."""

from __future__ import annotations

from typing import Literal, Protocol

from msgspec import Struct

from accessible.audio import resample
from accessible.errors import VoiceError
from accessible.model.narration import Mark
from accessible.model.script import Utterance


class Voice(Struct, frozen=True, omit_defaults=True):
    """A voice that an engine can be asked for: the engine's own ``id``, a name for people, BCP 47 tags, a licence."""

    id: str
    name: str
    languages: tuple[str, ...]
    gender: Literal["female", "male", ""] = ""
    licence: str = ""


class Speech(Struct, frozen=True):
    """What an utterance sounds like: signed 16-bit little-endian mono samples at ``rate`` Hz, without pauses around.

    ``marks`` say at which sample a word of *the text that was spoken* (`Utterance.text`) begins; none when the engine
    does not know. Their order is the text's.
    """

    pcm: bytes
    rate: int
    marks: tuple[Mark, ...] = ()


def at_rate(speech: Speech, rate: int) -> Speech:
    """The same at another sample rate (Hz): every engine may have its own, and a section has one."""
    if speech.rate == rate:
        return speech
    pcm = resample(speech.pcm, rate=speech.rate, to=rate)
    marks = tuple(Mark(mark.start, mark.end, mark.sample * rate // speech.rate) for mark in speech.marks)
    return Speech(pcm=pcm, rate=rate, marks=marks)


class Engine(Protocol):
    """Software that speaks. What matters is `synthesize`; the rest is what the narrator must know to call it.

    Making an engine, and every attribute but `synthesize`, must not load native code: that happens in the main
    process too, which a crash there would take along. `synthesize` is called in a worker process, for one section's
    utterances in their order, and then `close`; the next section gets a new engine. The same utterances in the same
    order must give the same samples, or a cached section would not be the section.
    """

    #: The name people choose it by, and that casts have voices for.
    name: str
    #: Its library has memory that outlives `close`: every section needs a process of its own.
    fresh_process: bool
    #: It takes about as long to speak as to listen, as neural voices do, so it is given ten times the time. What a slow
    #: engine makes of an utterance must depend on that utterance alone, so that it is worth being kept by itself.
    slow: bool

    @property
    def identity(self) -> str:
        """Name and version of whatever decides how it sounds: two engines that may differ have different ones."""

    @property
    def advice(self) -> str:
        """What somebody can do who asked for a voice, or for a language, that it does not have: a hint."""

    def voices(self) -> tuple[Voice, ...]:
        """The voices that can be used now, in the order they should be offered."""

    def has_voice(self, voice: str) -> bool:
        """Whether `synthesize` can be given this voice: those listed, and what the engine makes of them."""

    def default_voice(self, language: str) -> str:
        """The id of its voice for a BCP 47 language tag, or "" when it does not speak that language."""

    def fingerprint(self, voice: str) -> str:
        """What decides how a voice sounds and is not in `identity`, such as a hash of its model; "" for nothing."""

    def synthesize(self, utterance: Utterance, voice: str) -> Speech:
        """Say the utterance's text with this voice and the utterance's prosody; its pauses are not the engine's.

        May raise anything, hang or crash: the performer is made for that.
        """

    def close(self) -> None:
        """Give back what `synthesize` has loaded. Nothing to do when it never ran."""


#: The `Engine.advice` of an engine whose voices are just listed.
LISTED = "list the voices that it has with: accessible voices"


def no_voice(engine: Engine, voice: str, *, where: str = "") -> VoiceError:
    """The error for a voice that an engine does not have; ``where`` is what asked for it."""
    return VoiceError(f"the engine {engine.name} has no voice called {voice}", where=where, hint=engine.advice)


def voice_for(language: str, voices: tuple[Voice, ...]) -> str:
    """The id of the voice for a BCP 47 tag, or "": the tag is shortened from its end until a voice has it.

    That is the lookup of RFC 4647, section 3.4. Among voices for the same tag one that is named by it comes first,
    then one that has it as its main language, then the order of the list.
    """
    tag = language.replace("_", "-").casefold()
    while tag:
        for fits in (
            lambda voice, tag=tag: voice.id.casefold() == tag,
            lambda voice, tag=tag: voice.languages[:1] == (tag,),
            lambda voice, tag=tag: tag in voice.languages,
        ):
            for voice in voices:
                if fits(voice):
                    return voice.id
        tag = tag.rpartition("-")[0]
    return ""

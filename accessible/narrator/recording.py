"""Speak one section: utterances in their order → its sound in every form wanted, and the timeline of its clips.

Runs in a worker process (see `worker`). Every sample of a narration passes through `_sound`: that is the place for
anything that is to be done to all of them. The sound is spoken once and each encoder is fed with the same pieces as
they come, so that memory does not grow with a section's length, nor with the number of forms.
"""

from __future__ import annotations

import faulthandler
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from itertools import chain
from pathlib import Path
from typing import assert_never

from accessible.audio import MP3_RATES, Encoder, encoding, gain_for, levelled, limited, stream
from accessible.errors import SourceError, VoiceError
from accessible.model.narration import Clip, Mark, Track
from accessible.model.script import Part, Utterance
from accessible.narrator.alignment import onto_written
from accessible.narrator.engines import open_engine
from accessible.narrator.jobs import (
    Answer,
    Blocked,
    Encode,
    Encoded,
    Failed,
    Job,
    Measure,
    Measured,
    Refused,
    Request,
    Saying,
    Spoken,
    Target,
)
from accessible.narrator.plausibility import implausible
from accessible.narrator.speech import Engine, Speech, at_rate
from accessible.narrator.splitting import joined, parted
from accessible.narrator.utterances import Memory

Tell = Callable[[Saying], None]

#: Milliseconds of a clip, at least: readers look at the clock every 250 ms and skip over what is shorter.
_SHORTEST_CLIP = 300
#: Seconds that an utterance may take beside its patience, for each character.
_SECONDS_A_CHARACTER = 0.05
#: The first utterance also loads the engine: so many times the patience.
_FIRST = 6
#: An engine that is slow is given so many times the time.
_SLOW = 10
#: Sample rates (Hz) for an engine's own that cannot be encoded: the next that is no lower, or the highest.
_RATES = sorted(MP3_RATES)


class _UnspokenError(Exception):
    """An utterance (its id, and why): on its way from `_say` through the encoders to `answer`."""


def answer(request: Request, *, tell: Tell) -> Answer:
    """Do what is asked, whatever comes of it. ``tell`` hears of each utterance before it begins."""
    try:
        match request:
            case Job():
                return _record(request, tell)
            case Encode():
                pcm = stream(Path(request.source), rate=request.rate, samples=request.samples)
                return Encoded(_encode(pcm, request.targets, request.rate)[1])
            case Measure():
                return _measure(request, tell)
            case _:
                assert_never(request)
    except _UnspokenError as error:
        return Failed(*error.args)
    except VoiceError as error:
        return Refused(error.what, error.where, error.hint)
    except SourceError as error:  # what was to be encoded is damaged
        return Failed("", error.what)
    except OSError as error:  # the engine's own are _UnspokenError by now
        return Blocked(error.strerror or str(error))
    finally:
        faulthandler.cancel_dump_traceback_later()


def _record(job: Job, tell: Tell) -> Spoken:
    """Speak a part with a new engine, and encode it as it comes."""
    engine = open_engine(job.engine)
    clips: list[Clip] = []
    silent: list[str] = []
    try:
        memory = Memory(Path(job.memory), job.marks) if job.memory else None
        speeches = _speeches(engine, job.part, tell, silent, patience=job.patience, cuts=job.cuts, memory=memory)
        first = next(speeches, None)
        if first is None:
            return Spoken(track=None, silent=tuple(silent))
        rate = _rate(first[1])
        gains = {(gain.voice, gain.rate): gain.decibels for gain in job.gains}
        loud = ((one, speech, _gain(one, engine, gains)) for one, speech in chain([first], speeches))
        sound = _sound(loud, rate, clips)
        samples, checksum = _encode(sound, job.targets, rate)
    finally:
        engine.close()
    track = Track(job.part.id, job.part.title, "", "", rate, samples, tuple(clips))
    return Spoken(track=track, silent=tuple(silent), sound=checksum)


def _measure(request: Measure, tell: Tell) -> Measured:
    """Speak a text with a new engine, and find the gain that it needs."""
    engine = open_engine(request.engine)
    try:
        speeches = list(_speeches(engine, request.part, tell, [], patience=request.patience))
    finally:
        engine.close()
    if not speeches:
        return Measured(0.0)
    rate = _rate(speeches[0][1])
    return Measured(gain_for(b"".join(at_rate(speech, rate).pcm for _, speech in speeches), rate=rate))


def _encode(pcm: Iterable[bytes], targets: Sequence[Target], rate: int) -> tuple[int, str]:
    """Write the samples in every form that is wanted; their number, and their checksum."""
    checksum = hashlib.sha256()
    samples = 0
    with ExitStack() as stack:
        encoders = [_opened(target, rate, stack) for target in targets]
        for piece in pcm:
            checksum.update(piece)
            samples += len(piece) // 2
            for encoder in encoders:
                encoder.feed(piece)
        for encoder in encoders:
            encoder.finish()
    return samples, checksum.hexdigest()


def _opened(target: Target, rate: int, stack: ExitStack) -> Encoder:
    file = stack.enter_context(Path(target.path).open("wb"))  # noqa: SIM115  the stack closes it
    return stack.enter_context(encoding(file, rate=rate, form=target.form, kilobits=target.kilobits))


def _speeches(
    engine: Engine,
    part: Part,
    tell: Tell,
    silent: list[str],
    *,
    patience: float,
    cuts: Mapping[str, int] | None = None,
    memory: Memory | None = None,
) -> Iterator[tuple[Utterance, Speech]]:
    """What can be heard of each utterance. The ids of symbols that the voice has no word for go to ``silent``."""
    for number, utterance in enumerate(part.utterances):
        tell(Saying(utterance.id))
        time = patience * (1 if number else _FIRST) + _SECONDS_A_CHARACTER * len(utterance.text)
        # A thread of C, not of Python: it also ends a process whose library never comes back.
        faulthandler.dump_traceback_later(time * (_SLOW if engine.slow else 1), exit=True)
        said = parted(utterance, cuts.get(utterance.id, 0) if cuts else 0)
        speech = joined([_say(engine, piece, memory) for piece in said], tuple(piece.text for piece in said))
        if any(speech.pcm):
            yield utterance, speech
        else:
            silent.append(utterance.id)


def _say(engine: Engine, utterance: Utterance, memory: Memory | None) -> Speech:
    asked, _ = levelled(utterance, engine=engine.name)
    if memory and (remembered := memory.find(asked)):
        return remembered
    try:
        speech = engine.synthesize(asked, utterance.voice)
    except VoiceError:
        raise
    except Exception as error:
        raise _UnspokenError(utterance.id, f"{type(error).__name__}: {error}") from error
    if wrong := implausible(speech, utterance):
        raise _UnspokenError(utterance.id, wrong)
    if memory:
        memory.keep(asked, speech)
    return speech


def _gain(utterance: Utterance, engine: Engine, gains: Mapping[tuple[str, int], float]) -> float:
    """What the sound of an utterance is raised by (dB): what was measured, or what its volume could not do."""
    measured = gains.get((utterance.voice, utterance.prosody.rate))
    return levelled(utterance, engine=engine.name)[1] if measured is None else measured


def _sound(speeches: Iterator[tuple[Utterance, Speech, float]], rate: int, clips: list[Clip]) -> Iterator[bytes]:
    """All samples of the section in order and at its rate (Hz), each clip raised by its gain (dB) and with its pauses;
    ``clips`` fills up on the way."""
    begin = 0
    for utterance, speech, gain in speeches:
        speech = at_rate(speech, rate)
        before = rate * utterance.pause_before // 1000
        after = rate * utterance.pause_after // 1000
        length = len(speech.pcm) // 2
        after = max(after, -(-rate * _SHORTEST_CLIP // 1000) - before - length)
        yield bytes(2 * before)
        yield limited(speech.pcm, gain=gain)
        yield bytes(2 * after)
        end = begin + before + length + after
        marks = onto_written(speech.marks, text=utterance.text, written=utterance.written, turns=utterance.turns)
        heard = tuple(Mark(mark.start, mark.end, before + mark.sample) for mark in marks)
        clips.append(Clip(id=utterance.id, begin=begin, end=end, marks=heard))
        begin = end


def _rate(speech: Speech) -> int:
    """The sample rate (Hz) of a section, which is that of the first speech in it, or one that can be encoded."""
    return next((known for known in _RATES if known >= speech.rate), _RATES[-1])

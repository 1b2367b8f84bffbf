"""Speak one section: utterances in their order → one file and the timeline of its clips. Runs in a worker process.

The performer sends a `Job` and gets a `Saying` before each utterance (so that it knows at which one a worker died)
and at the end a `Spoken`, a `Failed`, a `Refused` or a `Blocked`. Every sample of a narration passes through `_sound`:
that is the place for anything that is to be done to all of them.
"""

from __future__ import annotations

import faulthandler
import itertools
import os
import queue
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, TypeAlias

import msgspec
from msgspec import Struct

from accessible.audio import FORMS, MP3_RATES, levelled, limited, write_sound
from accessible.errors import VoiceError
from accessible.model.narration import Clip, Mark, Track
from accessible.model.script import Part, Turn, Utterance
from accessible.narrator.engines import open_engine
from accessible.narrator.pipe import receive, send
from accessible.narrator.plausibility import implausible
from accessible.narrator.speech import Engine, Speech, at_rate
from accessible.narrator.splitting import joined, parted

#: Milliseconds of a clip, at least: readers look at the clock every 250 ms and skip over what is shorter.
_SHORTEST_CLIP = 300
_START_TIME = 60  # seconds for the process to get ready
#: Seconds that an utterance may take beside its patience, for each character.
_SECONDS_A_CHARACTER = 0.05
#: The first utterance also loads the engine: so many times the patience.
_FIRST = 6
#: An engine that is slow is given so many times the time.
_SLOW = 10
#: Sample rates (Hz) for an engine's own that cannot be encoded: the next that is no lower, or the highest.
_RATES = sorted(MP3_RATES)


class Job(Struct, frozen=True):
    """Speak this part into the file at ``target``; the utterances in ``cuts`` in pieces, cut as finely as that says.

    ``patience`` is the time in seconds that an utterance may take before the worker gives itself up. ``form`` is one of
    `FORMS`.
    """

    engine: str
    part: Part
    target: str
    kilobits: int
    patience: float
    cuts: dict[str, int] = {}
    form: str = "mp3"


class Saying(Struct, frozen=True, tag=True):
    """The worker begins with this utterance."""

    id: str


class Spoken(Struct, frozen=True, tag=True):
    """Done. ``track`` (without a path) is None when nothing has a sound; ``silent`` are the ids of what has not."""

    track: Track | None
    silent: tuple[str, ...]


class Failed(Struct, frozen=True, tag=True):
    """The engine raised something, or what it gave is no speech of this utterance."""

    id: str
    reason: str


class Refused(Struct, frozen=True, tag=True):
    """The engine or the voice cannot be used at all, whatever it is given: the parts of a `VoiceError`."""

    what: str
    where: str
    hint: str


class Blocked(Struct, frozen=True, tag=True):
    """The file cannot be written."""

    reason: str


Answer: TypeAlias = Saying | Spoken | Failed | Refused | Blocked


class _UnspokenError(Exception):
    """An utterance (its id, and why): on its way from `_say` through the encoder to `record`."""


def work() -> None:
    """Answer jobs until the parent goes away: the whole life of a worker process."""
    faulthandler.dump_traceback_later(_START_TIME, exit=True)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to the whole group; the parent decides
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # libraries that print must not print into the answers
    jobs: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, jobs), daemon=True).start()
    encoder, decoder = msgspec.msgpack.Encoder(), msgspec.msgpack.Decoder(Job)
    while True:
        faulthandler.cancel_dump_traceback_later()
        job = decoder.decode(jobs.get())
        send(answers, encoder.encode(record(job, tell=lambda saying: send(answers, encoder.encode(saying)))))


def _listen(requests: IO[bytes], jobs: queue.SimpleQueue[bytes]) -> None:
    """Pass jobs on. When the parent has gone, so does this process, whatever its main thread is doing."""
    while (data := receive(requests)) is not None:
        jobs.put(data)
    os._exit(0)


def record(job: Job, *, tell: Callable[[Saying], None]) -> Spoken | Failed | Refused | Blocked:
    """Speak a part with a new engine, and encode it as it comes. ``tell`` hears of each utterance before it begins."""
    try:
        engine = open_engine(job.engine)
    except VoiceError as error:
        return Refused(error.what, error.where, error.hint)
    clips: list[Clip] = []
    silent: list[str] = []
    try:
        speeches = _speeches(engine, job, tell, silent)
        first = next(speeches, None)
        if first is None:
            return Spoken(track=None, silent=tuple(silent))
        rate = next((known for known in _RATES if known >= first[1].rate), _RATES[-1])
        with Path(job.target).open("wb") as file:
            sound = _sound(itertools.chain([first], speeches), rate, clips)
            samples = write_sound(file, sound, rate=rate, form=job.form, kilobits=job.kilobits)
    except _UnspokenError as error:
        return Failed(*error.args)
    except VoiceError as error:
        return Refused(error.what, error.where, error.hint)
    except OSError as error:  # the engine's own are _UnspokenError by now
        return Blocked(error.strerror or str(error))
    finally:
        faulthandler.cancel_dump_traceback_later()
        engine.close()
    track = Track(job.part.id, job.part.title, "", FORMS[job.form].media_type, rate, samples, tuple(clips))
    return Spoken(track=track, silent=tuple(silent))


def _speeches(
    engine: Engine, job: Job, tell: Callable[[Saying], None], silent: list[str]
) -> Iterator[tuple[Utterance, Speech]]:
    """What can be heard of each utterance. The ids of symbols that the voice has no word for go to ``silent``."""
    for number, utterance in enumerate(job.part.utterances):
        tell(Saying(utterance.id))
        patience = job.patience * (1 if number else _FIRST) + _SECONDS_A_CHARACTER * len(utterance.text)
        # A thread of C, not of Python: it also ends a process whose library never comes back.
        faulthandler.dump_traceback_later(patience * (_SLOW if engine.slow else 1), exit=True)
        said = parted(utterance, job.cuts.get(utterance.id, 0))
        speech = joined([_say(engine, piece) for piece in said], tuple(piece.text for piece in said))
        if any(speech.pcm):
            yield utterance, speech
        else:
            silent.append(utterance.id)


def _say(engine: Engine, utterance: Utterance) -> Speech:
    try:
        speech = engine.synthesize(levelled(utterance, engine=engine.name), utterance.voice)
    except VoiceError:
        raise
    except Exception as error:
        raise _UnspokenError(utterance.id, f"{type(error).__name__}: {error}") from error
    if wrong := implausible(speech, utterance):
        raise _UnspokenError(utterance.id, wrong)
    return speech


def _sound(speeches: Iterator[tuple[Utterance, Speech]], rate: int, clips: list[Clip]) -> Iterator[bytes]:
    """All samples of the section in order and at its rate (Hz), each clip with its pauses; ``clips`` fills up on the
    way."""
    begin = 0
    for utterance, speech in speeches:
        speech = at_rate(speech, rate)
        before = rate * utterance.pause_before // 1000
        after = rate * utterance.pause_after // 1000
        length = len(speech.pcm) // 2
        after = max(after, -(-rate * _SHORTEST_CLIP // 1000) - before - length)
        yield bytes(2 * before)
        yield limited(speech.pcm)
        yield bytes(2 * after)
        end = begin + before + length + after
        marks = onto_written(speech.marks, text=utterance.text, written=utterance.written, turns=utterance.turns)
        heard = tuple(Mark(mark.start, mark.end, before + mark.sample) for mark in marks)
        clips.append(Clip(id=utterance.id, begin=begin, end=end, marks=heard))
        begin = end


def onto_written(marks: tuple[Mark, ...], *, text: str, written: str, turns: tuple[Turn, ...] = ()) -> tuple[Mark, ...]:
    """Move marks from the spoken text to the written one.

    Between the turns both have the same letters and digits in the same order, whatever stands between them. A stretch
    that is said in other words has one mark, where the first of these begins. Where the letters differ without a turn
    there are none, rather than wrong ones. Words that are said in front of the text and not written have none either.
    """
    ahead = sum(character.isalnum() for character in text) - sum(character.isalnum() for character in written)
    ahead -= sum(_heard(text, turn.first, turn.last) - _heard(written, turn.start, turn.end) for turn in turns)
    here = _outside(text, [(turn.first, turn.last) for turn in turns])[max(ahead, 0) :]
    there = _outside(written, [(turn.start, turn.end) for turn in turns])
    if [text[at] for at in here] != [written[at] for at in there]:
        return ()
    places = {at: (place, place + 1) for at, place in zip(here, there, strict=True)}
    for turn in turns:
        places |= dict.fromkeys(range(turn.first, turn.last), (turn.start, turn.end))
    moved: list[Mark] = []
    for mark in marks:
        inside = [places[at] for at in range(mark.start, mark.end) if at in places]
        if inside and (not moved or inside[0][0] >= moved[-1].end):
            moved.append(Mark(inside[0][0], inside[-1][1], mark.sample))
    return tuple(moved)


def _heard(text: str, start: int, end: int) -> int:
    return sum(character.isalnum() for character in text[start:end])


def _outside(text: str, stretches: list[tuple[int, int]]) -> list[int]:
    """Where letters and digits stand that are in none of the stretches."""
    inside = {at for start, end in stretches for at in range(start, end)}
    return [at for at, character in enumerate(text) if character.isalnum() and at not in inside]

"""Speak one section: utterances in their order → one MP3 and the timeline of its clips. Runs in a worker process.

The performer sends a `Job` and gets a `Saying` before each utterance (so that it knows at which one a worker died)
and at the end a `Spoken`, a `Failed` or a `Blocked`. Every sample of a narration passes through `_sound`: that is the
place for anything that is to be done to all of them.
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

from accessible.audio import MP3_RATES, write_mp3
from accessible.model.narration import Clip, Mark, Track
from accessible.model.script import Part, Prosody, Utterance
from accessible.narrator.engines import open_engine
from accessible.narrator.process import receive, send
from accessible.narrator.speech import Engine, Speech

MEDIA_TYPE = "audio/mpeg"
#: Milliseconds of a clip, at least: readers look at the clock every 250 ms and skip over what is shorter.
_SHORTEST_CLIP = 300
_START_TIME = 60  # seconds for the process to get ready
#: Seconds that an utterance may take beside its patience, for each character.
_SECONDS_A_CHARACTER = 0.05
#: The first utterance also loads the engine: so many times the patience.
_FIRST = 6
# What is plausible, in seconds at the normal rate. Measured with eSpeak NG: 138 voices, 33 kinds of text. The shortest
# letters took 0.037 s each ("mmmm"), the longest characters 2 s (letters of a script that the voice only spells).
_LEAST_A_LETTER = 0.02
_MOST = 3.0
_MOST_A_LATIN_LETTER = 0.5
_MOST_A_CHARACTER = 3.0


class Job(Struct, frozen=True):
    """Speak this part into the file at ``target``; the utterances in ``split`` in two pieces.

    ``patience`` is the time in seconds that an utterance may take before the worker gives itself up.
    """

    engine: str
    part: Part
    target: str
    kilobits: int
    patience: float
    split: frozenset[str] = frozenset()


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


class Blocked(Struct, frozen=True, tag=True):
    """The file cannot be written."""

    reason: str


Answer: TypeAlias = Saying | Spoken | Failed | Blocked


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


def record(job: Job, *, tell: Callable[[Saying], None]) -> Spoken | Failed | Blocked:
    """Speak a part with a new engine, and encode it as it comes. ``tell`` hears of each utterance before it begins."""
    engine = open_engine(job.engine)
    clips: list[Clip] = []
    silent: list[str] = []
    try:
        speeches = _speeches(engine, job, tell, silent)
        first = next(speeches, None)
        if first is None:
            return Spoken(track=None, silent=tuple(silent))
        rate = first[1].rate
        if rate not in MP3_RATES:
            return Failed(first[0].id, f"the engine's sample rate of {rate} Hz cannot be encoded")
        with Path(job.target).open("wb") as file:
            sound = _sound(itertools.chain([first], speeches), rate, clips)
            samples = write_mp3(file, sound, rate=rate, kilobits=job.kilobits)
    except _UnspokenError as error:
        return Failed(*error.args)
    except OSError as error:  # the engine's own are _UnspokenError by now
        return Blocked(error.strerror or str(error))
    finally:
        faulthandler.cancel_dump_traceback_later()
        engine.close()
    track = Track(job.part.id, job.part.title, "", MEDIA_TYPE, rate, samples, tuple(clips))
    return Spoken(track=track, silent=tuple(silent))


def _speeches(
    engine: Engine, job: Job, tell: Callable[[Saying], None], silent: list[str]
) -> Iterator[tuple[Utterance, Speech]]:
    """What can be heard of each utterance. The ids of symbols that the voice has no word for go to ``silent``."""
    for number, utterance in enumerate(job.part.utterances):
        tell(Saying(utterance.id))
        patience = job.patience * (1 if number else _FIRST) + _SECONDS_A_CHARACTER * len(utterance.text)
        # A thread of C, not of Python: it also ends a process whose library never comes back.
        faulthandler.dump_traceback_later(patience, exit=True)
        halves = split(utterance.text) if utterance.id in job.split else (utterance.text,)
        spoken = [_say(engine, msgspec.structs.replace(utterance, text=half)) for half in halves]
        speech = joined(spoken, halves)
        if any(speech.pcm):
            yield utterance, speech
        else:
            silent.append(utterance.id)


def _say(engine: Engine, utterance: Utterance) -> Speech:
    try:
        speech = engine.synthesize(utterance, utterance.voice)
    except Exception as error:
        raise _UnspokenError(utterance.id, f"{type(error).__name__}: {error}") from error
    if wrong := implausible(speech, utterance):
        raise _UnspokenError(utterance.id, wrong)
    return speech


def implausible(speech: Speech, utterance: Utterance) -> str:
    """Why this cannot be the sound of this utterance; "" when it can.

    Letters and digits must be heard. How long they may take is wide, but it catches speech that was cut off, that was
    mixed up with another's, and that runs away.
    """
    text = utterance.text
    letters = sum(character.isalpha() for character in text)
    if not any(speech.pcm):
        return "it is silent" if letters or any(character.isdigit() for character in text) else ""
    latin = sum(character.isalpha() and character < "\u0250" for character in text)
    others = sum(not character.isspace() for character in text) - latin
    seconds = len(speech.pcm) / 2 / speech.rate * utterance.prosody.rate / Prosody().rate
    if seconds < letters * _LEAST_A_LETTER:
        return f"it is too short ({seconds:.2f} s for {letters} letters)"
    if seconds > _MOST + latin * _MOST_A_LATIN_LETTER + others * _MOST_A_CHARACTER:
        return f"it is too long ({seconds:.0f} s for {len(text)} characters)"
    return ""


def split(text: str) -> tuple[str, ...]:
    """The text in two, cut at the space nearest to its middle; the whole of it when there is none."""
    spaces = [at for at, character in enumerate(text) if character == " " and 0 < at < len(text) - 1]
    if not spaces:
        return (text,)
    cut = min(spaces, key=lambda at: abs(at - len(text) // 2)) + 1
    return text[:cut], text[cut:]


def joined(spoken: list[Speech], texts: tuple[str, ...]) -> Speech:
    """The speech of consecutive texts as one."""
    if len(spoken) == 1:
        return spoken[0]
    pcm, start = b"", 0
    marks: list[Mark] = []
    for speech, text in zip(spoken, texts, strict=True):
        marks += (Mark(start + m.start, start + m.end, len(pcm) // 2 + m.sample) for m in speech.marks)
        pcm += speech.pcm
        start += len(text)
    return Speech(pcm=pcm, rate=spoken[0].rate, marks=tuple(marks))


def _sound(speeches: Iterator[tuple[Utterance, Speech]], rate: int, clips: list[Clip]) -> Iterator[bytes]:
    """All samples of the section in order, each clip with its pauses; ``clips`` fills up on the way."""
    begin = 0
    for utterance, speech in speeches:
        if speech.rate != rate:
            raise _UnspokenError(utterance.id, f"its sample rate is {speech.rate} Hz, that of the section {rate} Hz")
        before = rate * utterance.pause_before // 1000
        after = rate * utterance.pause_after // 1000
        length = len(speech.pcm) // 2
        after = max(after, -(-rate * _SHORTEST_CLIP // 1000) - before - length)
        yield bytes(2 * before)
        yield speech.pcm
        yield bytes(2 * after)
        end = begin + before + length + after
        marks = onto_written(speech.marks, text=utterance.text, written=utterance.written)
        heard = tuple(Mark(mark.start, mark.end, before + mark.sample) for mark in marks)
        clips.append(Clip(id=utterance.id, begin=begin, end=end, marks=heard))
        begin = end


def onto_written(marks: tuple[Mark, ...], *, text: str, written: str) -> tuple[Mark, ...]:
    """Move marks from the spoken text to the written one.

    Possible where both have the same letters and digits in the same order, whatever stands between them; otherwise
    (a number was written out, an abbreviation spelled) there are none, rather than wrong ones.
    """
    here = [at for at, character in enumerate(text) if character.isalnum()]
    there = [at for at, character in enumerate(written) if character.isalnum()]
    if [text[at] for at in here] != [written[at] for at in there]:
        return ()
    places = dict(zip(here, there, strict=True))
    moved = []
    for mark in marks:
        inside = [places[at] for at in range(mark.start, mark.end) if at in places]
        if inside:
            moved.append(Mark(inside[0], inside[-1] + 1, mark.sample))
    return tuple(moved)

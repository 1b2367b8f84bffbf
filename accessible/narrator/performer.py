"""Script → Narration: every section spoken, encoded and kept in the cache. The only slow stage.

Sections are spoken in worker processes, each by an engine that has said nothing before, so that the same section
gives the same bytes in whatever order, by however many workers, on whatever day. A library may crash, hang or fall
silent: then the section is spoken again by a new worker; if it fails at the same utterance, that one is spoken in
pieces, finer each time; and if that does not help either, the narration stops there with the utterance's name, or goes
on without it when the caller allows that.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from typing import assert_never

import msgspec
from msgspec import Struct

from accessible.audio import FORMS
from accessible.errors import NarrationError, OutputError, VoiceError
from accessible.model.message import Message, Place
from accessible.model.narration import Narration, Track
from accessible.model.script import Part, Script, Skip, Utterance
from accessible.narrator.cache import Recording, cache_folder, key, load, prepare, publish, unfinished
from accessible.narrator.engines import open_engine
from accessible.narrator.process import Worker, share_out
from accessible.narrator.recording import Answer, Blocked, Failed, Job, Refused, Saying, Spoken
from accessible.narrator.speech import Engine, no_voice
from accessible.narrator.splitting import finer, pieces

Progress = Callable[[int, int, str], None]

_WORK = "accessible.narrator.recording:work"
_ANSWERS: msgspec.msgpack.Decoder[Answer] = msgspec.msgpack.Decoder(Answer)
_SHOWN = 80  # characters of an utterance that an error shows


def perform(
    script: Script,
    *,
    engine: str = "",
    cache: Path | None = None,
    jobs: int = 0,
    progress: Progress | None = None,
    allow_unspoken: bool = False,
    patience: float = 5.0,
    form: str = "mp3",
    kilobits: int = 0,
) -> Narration:
    """Speak a script: one file (mono, at the engine's sample rate) and one timeline for each of its parts.

    ``engine`` is a name of `ENGINES` or a ``module:attribute`` (the script's own when empty), ``cache`` the folder
    where audio is kept (see `cache_folder`), ``jobs`` how many processes may speak at once (0: one for each
    processor). ``progress`` is called in this thread with the parts done, the parts there are, and the title of the
    one just done. ``patience`` is the time in seconds that an utterance may take, beside 50 ms for each of its
    characters; a slow engine has ten times that. ``form`` is one of `accessible.audio.FORMS` and ``kilobits`` the bit
    rate (0: the form's own).

    The clips of a track follow one another without a gap from its first sample to its last; the pauses lie inside
    them. A part without anything to say has no track.

    Raises `VoiceError` for an engine or voice that is not there, `NarrationError` for what could not be spoken (with
    ``allow_unspoken`` it is left out, and named in ``skips`` and a message N004), `OutputError` for a cache that
    cannot be written. However it ends, no process stays behind.
    """
    name = engine or script.engine
    speaker = open_engine(name)
    _check_voices(script, speaker)
    parts = [part for part in script.parts if part.utterances]
    session = Session(
        engine=name,
        identity=speaker.identity,
        fingerprints={voice: mark for voice in _voices(script) if (mark := speaker.fingerprint(voice))},
        codec=_codec(form, kilobits or FORMS[form].kilobits),
        form=form,
        kilobits=kilobits or FORMS[form].kilobits,
        fresh_process=speaker.fresh_process,
        recordings=prepare(cache or cache_folder()),
        allow_unspoken=allow_unspoken,
        patience=patience,
    )
    done: dict[str, Recording] = {}

    def tick(part: Part, recording: Recording) -> None:
        done[part.id] = recording
        if progress:
            progress(len(done), len(parts), part.title)

    for part in parts:
        if recording := load(session.recordings, session.key(part)):
            tick(part, recording)
    missing = sorted((part for part in parts if part.id not in done), key=_length, reverse=True)

    def spoken(part: Part, worker: Worker) -> tuple[Part, Recording]:
        return part, record_part(part, session, worker)

    with closing(share_out(missing, spoken, workers=jobs or _processors(), function=_WORK)) as recorded:
        for part, recording in recorded:
            tick(part, recording)
    made = [(part, done[part.id]) for part in parts]
    return Narration(
        engine=speaker.identity,
        narrators=_narrators(parts, speaker),
        tracks=tuple(_titled(recording.track, part) for part, recording in made if recording.track),
        messages=tuple(message for _, recording in made for message in recording.messages),
        skips=tuple(skip for _, recording in made for skip in recording.skips),
    )


class Session(Struct, frozen=True):
    """What all parts of a narration have in common."""

    engine: str
    identity: str
    fingerprints: dict[str, str]  # of voices that the engine's identity does not tell apart from others of their name
    codec: str
    form: str
    kilobits: int
    fresh_process: bool
    recordings: Path
    allow_unspoken: bool
    patience: float

    def key(self, part: Part) -> str:
        """The name of the part's entry in the cache."""
        voices = sorted({utterance.voice for utterance in part.utterances} & self.fingerprints.keys())
        marks = [f"{voice} {self.fingerprints[voice]}" for voice in voices]
        return key(part, engine="; ".join((self.identity, *marks)), codec=self.codec)


def record_part(part: Part, session: Session, worker: Worker) -> Recording:
    """Speak one part into the cache, whatever happens to the worker on the way. Raises like `perform`."""
    skips: list[Skip] = []
    messages: list[Message] = []
    failures: Counter[str] = Counter()
    cuts: dict[str, int] = {}
    reasons: dict[str, str] = {}  # why an utterance was cut
    while part.utterances:
        name = session.key(part)
        with unfinished(session.recordings, f"{name}.mp3") as file:
            answer = _attempt(part, session, worker, file, cuts)
            match answer:
                case Spoken():
                    recording = _recording(part, answer, cuts, reasons)
                    if recording.track:
                        try:
                            recording = publish(session.recordings, name, recording, audio=file)
                        except OSError as error:
                            raise _blocked(session, error.strerror or str(error)) from error
                    # Not in the cache: a text that never had what was left out has the same entry.
                    return _joined(recording, Recording(None, tuple(skips), tuple(messages)))
                case Blocked():
                    raise _blocked(session, answer.reason)
                case Refused():
                    raise VoiceError(answer.what, where=answer.where, hint=answer.hint)
                case Failed():
                    worker.stop()
                case _:
                    assert_never(answer)
        guilty = next((utterance for utterance in part.utterances if utterance.id == answer.id), None)
        failures[answer.id] += 1
        if failures[answer.id] == 1:
            continue  # a new worker, the same job
        if guilty and (cut := finer(guilty.text, cuts.get(guilty.id, 0))):
            cuts[guilty.id] = cut
            reasons.setdefault(guilty.id, answer.reason)
            continue
        if not guilty or not session.allow_unspoken:
            raise _unspeakable(guilty, answer.reason)
        cuts.pop(guilty.id, None)
        skips.append(_skip(guilty, f"it could not be spoken: {answer.reason}"))
        messages.append(_message("N004", guilty, f"could not be spoken and was left out: {answer.reason}"))
        rest = tuple(utterance for utterance in part.utterances if utterance is not guilty)
        part = msgspec.structs.replace(part, utterances=rest)
    return Recording(None, tuple(skips), tuple(messages))


def _recording(part: Part, spoken: Spoken, cuts: Mapping[str, int], reasons: Mapping[str, str]) -> Recording:
    """What was recorded, and what is to be said of it; the reasons are those for the cuts."""
    said = {utterance.id: utterance for utterance in part.utterances}
    silent = [said[name] for name in spoken.silent]
    messages = [_message("N001", utterance, "has no sound in this voice and was skipped") for utterance in silent]
    for name, cut in cuts.items():
        what = f"was spoken in {len(pieces(said[name].text, cut))} pieces, because {reasons[name]}"
        messages.append(_message("N002", said[name], what))
    skips = tuple(_skip(utterance, "the voice has no sound for it") for utterance in silent)
    return Recording(spoken.track, skips, tuple(messages))


def _joined(recording: Recording, losses: Recording) -> Recording:
    skips, messages = recording.skips + losses.skips, recording.messages + losses.messages
    return Recording(recording.track, skips, messages)


def _attempt(
    part: Part, session: Session, worker: Worker, file: Path, cuts: dict[str, int]
) -> Spoken | Failed | Refused | Blocked:
    """Have the worker speak the part once. A worker that dies has `Failed` at the utterance that it was saying."""
    if session.fresh_process:
        worker.stop()
    job = Job(session.engine, part, str(file), session.kilobits, session.patience, cuts, session.form)
    worker.ask(msgspec.msgpack.encode(job))
    saying = ""
    while data := worker.answer():
        answer: Answer = _ANSWERS.decode(data)
        if not isinstance(answer, Saying):
            return answer
        saying = answer.id
    return Failed(saying, worker.last_words())


def _voices(script: Script) -> list[str]:
    return sorted({utterance.voice for part in script.parts for utterance in part.utterances})


def _check_voices(script: Script, speaker: Engine) -> None:
    """Before anything is spoken: engines are not asked what they make of a voice that they do not have."""
    for voice in _voices(script):
        if not speaker.has_voice(voice):
            raise no_voice(speaker, voice)


def _narrators(parts: list[Part], speaker: Engine) -> tuple[str, ...]:
    """The voices in the order in which they are first heard, as people may read them: "eSpeak NG en-us"."""
    maker = re.sub(r" \d[\d.]*", "", speaker.identity)
    return tuple(dict.fromkeys(f"{maker} {utterance.voice}" for part in parts for utterance in part.utterances))


def _codec(form: str, kilobits: int) -> str:
    """What decides how samples become bytes."""
    from importlib.metadata import version

    maker = "lameenc" if form == "mp3" else "av"
    return f"{form} {kilobits} kbit/s, {maker} {version(maker)}"


def _processors() -> int:
    """How many this process may use, which in a container can be fewer than there are."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _length(part: Part) -> int:
    """How long a part will take, in characters: the longest begin, so that nobody waits for one at the end."""
    return sum(len(utterance.text) for utterance in part.utterances)


def _titled(track: Track, part: Part) -> Track:
    return msgspec.structs.replace(track, title=part.title)


def _shown(utterance: Utterance) -> str:
    text = " ".join(utterance.written.split())
    return f"“{text}”" if len(text) <= _SHOWN else f"“{text[:_SHOWN].rstrip()}…”"


def _skip(utterance: Utterance, reason: str) -> Skip:
    return Skip(id=utterance.id, written=utterance.written, reason=reason)


def _message(code: str, utterance: Utterance, what: str) -> Message:
    return Message(code=code, text=f"{_shown(utterance)} {what}.", place=Place(id=utterance.id))


def _blocked(session: Session, reason: str) -> OutputError:
    hint = "make room, or set ACCESSIBLE_CACHE to another folder"
    return OutputError(f"the audio cannot be written: {reason}", where=str(session.recordings), hint=hint)


def _unspeakable(utterance: Utterance | None, reason: str) -> NarrationError:
    if utterance is None:
        return NarrationError(f"the engine does not start: {reason}", hint="try another engine")
    return NarrationError(
        f"{_shown(utterance)} could not be spoken: {reason}",
        where=utterance.id,
        hint="change the text, choose another engine or voice, or leave it out with --allow-unspoken",
    )

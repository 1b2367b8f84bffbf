"""One section, whatever happens to the worker on the way: from the cache, from a lossless form in it, or spoken.

A library may crash, hang or fall silent: then the section is spoken again by a new worker; if it fails at the same
utterance, that one is spoken in pieces, finer each time; and if that does not help either, the narration stops there
with the utterance's name, or goes on without it when that is allowed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

from msgspec.structs import replace

from accessible.errors import NarrationError
from accessible.model.message import Message, Place
from accessible.model.script import Part, Skip, Utterance
from accessible.narrator.cache import blocked, unfinished
from accessible.narrator.exchange import ask, does_not_start
from accessible.narrator.jobs import Encode, Encoded, Failed, Job, Spoken
from accessible.narrator.process import Worker
from accessible.narrator.recordings import Held, Recording, publish
from accessible.narrator.session import Session
from accessible.narrator.splitting import finer, pieces

_SHOWN = 80  # characters of an utterance that an error shows


def record_part(part: Part, session: Session, worker: Worker) -> Recording:
    """See that a part is in the cache in every form that is wanted. Raises like `accessible.narrator.perform`."""
    skips: list[Skip] = []
    messages: list[Message] = []
    failures: Counter[str] = Counter()
    cuts: dict[str, int] = {}
    reasons: dict[str, str] = {}  # why an utterance was cut
    again = False
    while part.utterances:
        held = None if again else _encoded(part, session, worker)
        if held and not session.missing(held):
            return _joined(session.located(held), skips, messages)
        with _targets(part, session, session.missing(held)) as files:
            answer = _spoken(part, session, worker, files, cuts)
            if isinstance(answer, Spoken):
                recording = _recording(part, answer, cuts, reasons)
                if recording.track is None:
                    return _joined(recording, skips, messages)
                published = _published(part, session, recording, answer.sound, files)
                if held and held.sound == published.sound:
                    published = replace(published, files=held.files | published.files)
                if not session.missing(published):
                    # What was left out is not in the cache: a text that never had it has the same entry.
                    return _joined(session.located(published), skips, messages)
                again = True  # it was said otherwise this time, in pieces perhaps: what was there is of no use
                continue
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
        part = replace(part, utterances=tuple(one for one in part.utterances if one is not guilty))
        again = False
    return Recording(None, tuple(skips), tuple(messages))


def _encoded(part: Part, session: Session, worker: Worker) -> Held | None:
    """What the cache has of a part, after the forms that can be made of a lossless one have been made."""
    held = session.held(part)
    missing = session.missing(held)
    if held is None or not missing or (source := session.source(part)) is None:
        return held
    track = held.recording.track
    assert track
    with _targets(part, session, missing) as files:
        targets = tuple(session.target(form, path) for form, path in files.items())
        answer = ask(worker, Encode(str(source), track.rate, track.samples, targets), folder=session.recordings)
        if isinstance(answer, Encoded) and answer.sound == held.sound:
            made = _published(part, session, held.recording, answer.sound, files)
            return replace(made, files=held.files | made.files)
    return held


def _spoken(
    part: Part, session: Session, worker: Worker, files: Mapping[str, Path], cuts: dict[str, int]
) -> Spoken | Failed:
    """Have the worker speak the part once."""
    if session.fresh_process:
        worker.stop()
    job = Job(
        engine=session.engine,
        part=part,
        targets=tuple(session.target(form, path) for form, path in files.items()),
        patience=session.patience,
        cuts=cuts,
        gains=session.gains,
        memory=session.memory,
        marks=session.marks if session.memory else {},
    )
    answer = ask(worker, job, folder=session.recordings)
    assert isinstance(answer, Spoken | Failed)
    return answer


@contextmanager
def _targets(part: Part, session: Session, forms: tuple[str, ...]) -> Iterator[dict[str, Path]]:
    """Files to be written, by their forms; what has not been published in the end is removed."""
    name = session.key(part)
    with ExitStack() as stack:
        yield {form: stack.enter_context(unfinished(session.recordings, f"{name}.{form}")) for form in forms}


def _published(part: Part, session: Session, recording: Recording, sound: str, files: Mapping[str, Path]) -> Held:
    name = session.key(part)
    try:
        return publish(session.recordings, name, recording, sound=sound, files=files, codecs=session.codecs)
    except OSError as error:
        raise blocked(session.recordings, error.strerror or str(error)) from error


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


def _joined(recording: Recording, skips: list[Skip], messages: list[Message]) -> Recording:
    """The recording with what was left out besides."""
    return Recording(recording.track, (*recording.skips, *skips), (*recording.messages, *messages))


def _shown(utterance: Utterance) -> str:
    text = " ".join(utterance.written.split())
    return f"“{text}”" if len(text) <= _SHOWN else f"“{text[:_SHOWN].rstrip()}…”"


def _skip(utterance: Utterance, reason: str) -> Skip:
    return Skip(id=utterance.id, written=utterance.written, reason=reason)


def _message(code: str, utterance: Utterance, what: str) -> Message:
    return Message(code=code, text=f"{_shown(utterance)} {what}.", place=Place(id=utterance.id))


def _unspeakable(utterance: Utterance | None, reason: str) -> NarrationError:
    if utterance is None:
        return does_not_start(reason)
    return NarrationError(
        f"{_shown(utterance)} could not be spoken: {reason}",
        where=utterance.id,
        hint="change the text, choose another engine or voice, or leave it out with --allow-unspoken",
    )

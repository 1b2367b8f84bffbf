"""How much each voice has to be raised to be as loud as all others: measured once, by having it speak.

A voice whose loudness nobody knows (see `accessible.audio.is_measured`) says a few sentences of ours in its own
language before it is first used; the gain that they need is kept in the cache, for this engine, voice and rate. It is
fixed, so nothing pumps, and what a section sounds like depends on nothing around it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import msgspec
from msgspec import Struct

from accessible.audio import TARGET
from accessible.model.message import Message
from accessible.model.script import Part, Prosody, Utterance
from accessible.narrator.cache import blocked, keep, kept
from accessible.narrator.exchange import WORK, ask, does_not_start
from accessible.narrator.jobs import Failed, Gain, Measure, Measured
from accessible.narrator.process import Worker, share_out
from accessible.narrator.speech import Engine
from accessible.narrator.trial import trial

#: To be raised whenever the same speech would be given another gain than before.
_REVISION = 1


class Levels(Struct, frozen=True):
    """The gains of a narration's voices, and what is to be said of those that could not be measured."""

    gains: tuple[Gain, ...] = ()
    messages: tuple[Message, ...] = ()


def levels(
    utterances: Iterable[Utterance],
    engine: Engine,
    *,
    name: str,
    folder: Path,
    patience: float,
    jobs: int,
) -> Levels:
    """The gain of each voice at each rate that is heard, from the cache in ``folder`` or measured now.

    ``name`` is what the engine is opened by; for ``patience`` and ``jobs`` see `accessible.narrator.perform`. A voice
    that cannot say the sentences is left as it is, and named in a message N006. Raises `VoiceError` for an engine that
    cannot be used, `NarrationError` for one that does not start, `OutputError` for a cache that cannot be written.
    """
    heard = sorted({(utterance.voice, utterance.prosody.rate) for utterance in utterances})
    trials = {pair: _trial(engine, *pair) for pair in heard}
    files = {pair: folder / f"{_key(engine, trial)}.json" for pair, trial in trials.items()}
    found = {pair: _known(file) for pair, file in files.items()}
    messages = []

    def measure(pair: tuple[str, int], worker: Worker) -> tuple[tuple[str, int], Measured | Failed]:
        if engine.fresh_process:
            worker.stop()
        return pair, _measured(Measure(name, trials[pair], patience), worker, folder)

    missing = [pair for pair in heard if found[pair] is None]
    with closing(share_out(missing, measure, workers=jobs, function=WORK)) as answers:
        for pair, answer in answers:
            if isinstance(answer, Failed):
                what = f"The loudness of the voice {pair[0]} could not be measured and is left as it is"
                messages.append(Message("N006", f"{what}: {answer.reason}."))
                continue
            found[pair] = answer.decibels
            try:
                keep(files[pair], msgspec.json.encode(answer.decibels))
            except OSError as error:
                raise blocked(folder, error.strerror or str(error)) from error
    return Levels(tuple(Gain(*pair, found[pair] or 0.0) for pair in heard), tuple(messages))


def _measured(request: Measure, worker: Worker, folder: Path) -> Measured | Failed:
    """The answer of a worker; when it fails or dies, that of a second one."""
    answer = ask(worker, request, folder=folder)
    if isinstance(answer, Failed):
        answer = ask(worker, request, folder=folder)
    if isinstance(answer, Failed) and not answer.id:
        raise does_not_start(answer.reason)
    assert isinstance(answer, Measured | Failed)
    return answer


def _trial(engine: Engine, voice: str, rate: int) -> Part:
    """What this voice is measured with."""
    known = (listed for listed in engine.voices() if listed.id in (voice, voice.partition("+")[0]))
    languages = next((listed.languages for listed in known), ())
    language = languages[0] if languages else ""
    said = (
        Utterance(f"t{number}", text, text, "narrator", voice, language, Prosody(rate=rate))
        for number, text in enumerate(trial(languages), 1)
    )
    return Part("trial", "", tuple(said))


def _key(engine: Engine, trial: Part) -> str:
    voice = trial.utterances[0].voice
    what = [_REVISION, TARGET, engine.identity, engine.fingerprint(voice), trial.utterances]
    return hashlib.sha256(msgspec.json.encode(what)).hexdigest()


def _known(file: Path) -> float | None:
    data = kept(file)
    try:
        return msgspec.json.decode(data, type=float) if data is not None else None
    except msgspec.DecodeError:
        return None

"""Script → Narration: every section spoken, encoded and kept in the cache. The only slow stage.

Sections are spoken in worker processes, each by an engine that has said nothing before, so that the same section
gives the same bytes in whatever order, by however many workers, on whatever day. A section is spoken once, and encoded
in every form that is wanted; what the cache has already is neither spoken nor encoded again.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

from msgspec.structs import replace

from accessible.audio import is_measured
from accessible.model.narration import Narration, Track
from accessible.model.script import Part, Script
from accessible.narrator.cache import cache_folder, prepare
from accessible.narrator.calibration import Levels, levels
from accessible.narrator.engines import open_engine
from accessible.narrator.exchange import WORK
from accessible.narrator.process import Worker, share_out
from accessible.narrator.recordings import Recording, codec
from accessible.narrator.section import record_part
from accessible.narrator.session import LOSSLESS, Session
from accessible.narrator.speech import Engine, no_voice

Progress = Callable[[int, int, str], None]


def perform(
    script: Script,
    *,
    engine: str = "",
    cache: Path | None = None,
    jobs: int = 0,
    progress: Progress | None = None,
    allow_unspoken: bool = False,
    patience: float = 5.0,
    forms: Sequence[str] = ("mp3",),
    kilobits: int = 0,
) -> Narration:
    """Speak a script: one sound (mono, at the engine's sample rate) and one timeline for each of its parts.

    ``engine`` is a name of `ENGINES` or a ``module:attribute`` (the script's own when empty), ``cache`` the folder
    where audio is kept (see `cache_folder`), ``jobs`` how many processes may speak at once (0: one for each
    processor). ``progress`` is called in this thread with the parts done, the parts there are, and the title of the
    one just done. ``patience`` is the time in seconds that an utterance may take, beside 50 ms for each of its
    characters; a slow engine has ten times that. ``forms`` are those of `accessible.audio.FORMS` that each sound is
    wanted in, one at least, and ``kilobits`` is the bit rate (0: each form's own).

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
    folder = cache or cache_folder()
    workers = jobs or _processors()
    level = Levels()
    if is_measured(speaker.name):
        said = (utterance for part in parts for utterance in part.utterances)
        measured = prepare(folder / "loudness")
        level = levels(said, speaker, name=name, folder=measured, patience=patience, jobs=workers)
    session = Session(
        engine=name,
        marks={voice: "; ".join(filter(None, _identity(speaker, voice))) for voice in _voices(script)},
        gains=level.gains,
        codecs={form: codec(form, kilobits) for form in forms},
        sources={form: codec(form, 0) for form in LOSSLESS},
        kilobits=kilobits,
        fresh_process=speaker.fresh_process,
        recordings=prepare(folder / "recordings"),
        memory=str(prepare(folder / "utterances")) if speaker.slow else "",
        allow_unspoken=allow_unspoken,
        patience=patience,
    )
    done: dict[str, Recording] = {}

    def tick(part: Part, recording: Recording) -> None:
        done[part.id] = recording
        if progress:
            progress(len(done), len(parts), part.title)

    for part in parts:
        if (held := session.held(part)) and not session.missing(held):
            tick(part, session.located(held))
    missing = sorted((part for part in parts if part.id not in done), key=_length, reverse=True)

    def spoken(part: Part, worker: Worker) -> tuple[Part, Recording]:
        return part, record_part(part, session, worker)

    with closing(share_out(missing, spoken, workers=workers, function=WORK)) as recorded:
        for part, recording in recorded:
            tick(part, recording)
    made = [(part, done[part.id]) for part in parts]
    return Narration(
        engine=speaker.identity,
        narrators=_narrators(parts, speaker),
        tracks=tuple(_titled(recording.track, part) for part, recording in made if recording.track),
        messages=(*level.messages, *(message for _, recording in made for message in recording.messages)),
        skips=tuple(skip for _, recording in made for skip in recording.skips),
    )


def _identity(speaker: Engine, voice: str) -> tuple[str, str]:
    """What decides how a voice sounds."""
    return speaker.identity, speaker.fingerprint(voice)


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


def _processors() -> int:
    """How many this process may use, which in a container can be fewer than there are."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _length(part: Part) -> int:
    """How long a part will take, in characters: the longest begin, so that nobody waits for one at the end."""
    return sum(len(utterance.text) for utterance in part.utterances)


def _titled(track: Track, part: Part) -> Track:
    return replace(track, title=part.title)

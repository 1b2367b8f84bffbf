"""What all sections of a narration have in common: the engine, its voices, the forms of sound, the folders."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from accessible.audio import FORMS
from accessible.model.script import Part
from accessible.narrator.jobs import Gain, Target
from accessible.narrator.recordings import Held, Recording, key, load

#: Forms that have lost nothing: another form is made of one of these without speaking again.
LOSSLESS = tuple(name for name, form in FORMS.items() if not form.kilobits)


class Session(Struct, frozen=True):
    """The settings of one narration.

    ``marks`` are what decides how each voice sounds: the engine and its version, and the voice's fingerprint.
    ``codecs`` (see `recordings.codec`) are by the forms that are wanted, the first of which is that of `Track.path`,
    and ``sources`` by those that others can be made of. ``memory`` is "" for a fast engine.
    """

    engine: str
    marks: dict[str, str]
    gains: tuple[Gain, ...]
    codecs: dict[str, str]
    sources: dict[str, str]
    kilobits: int
    fresh_process: bool
    recordings: Path
    memory: str
    allow_unspoken: bool
    patience: float

    def key(self, part: Part) -> str:
        """The name of the part's entry in the cache."""
        voices = {utterance.voice for utterance in part.utterances}
        heard = sorted(f"{voice} {self.marks[voice]}" for voice in voices)
        raised = sorted(f"{gain.voice} {gain.rate} {gain.decibels}" for gain in self.gains if gain.voice in voices)
        return key(part, engine="; ".join((*heard, *raised)))

    def held(self, part: Part) -> Held | None:
        """What the cache has of a part, in the forms that are wanted."""
        return load(self.recordings, self.key(part), self.codecs)

    def source(self, part: Part) -> Path | None:
        """A file that has lost nothing, if the cache has one of the part."""
        held = load(self.recordings, self.key(part), self.sources)
        return next(iter(held.files.values()), None) if held else None

    def missing(self, held: Held | None) -> tuple[str, ...]:
        """The forms that are wanted and not there."""
        return tuple(form for form in self.codecs if held is None or form not in held.files)

    def target(self, form: str, path: Path) -> Target:
        """A file to be written in a form."""
        return Target(form, self.kilobits, str(path))

    def located(self, held: Held) -> Recording:
        """The recording with the paths of its sound."""
        assert held.recording.track
        files = {form: str(held.files[form]) for form in self.codecs}
        first = next(iter(self.codecs))
        track = replace(held.recording.track, path=files[first], media_type=FORMS[first].media_type, files=files)
        return replace(held.recording, track=track)

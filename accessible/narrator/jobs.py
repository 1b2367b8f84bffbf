"""What a worker process is asked, and what it answers.

A `Job` is answered by a `Saying` before each utterance (so that the parent knows at which one a worker died) and at the
end by a `Spoken`; an `Encode` by an `Encoded`, a `Measure` by sayings and a `Measured`. `Failed`, `Refused` and
`Blocked` may come instead of any of these ends.
"""

from __future__ import annotations

from typing import TypeAlias

from msgspec import Struct

from accessible.model.narration import Track
from accessible.model.script import Part


class Target(Struct, frozen=True):
    """A file to write: its ``form`` is one of `accessible.audio.FORMS`, the bit rate in kbit/s (0: the form's own)."""

    form: str
    kilobits: int
    path: str


class Gain(Struct, frozen=True):
    """What a voice is raised by (dB) when it speaks at a rate (words a minute)."""

    voice: str
    rate: int
    decibels: float


class Job(Struct, frozen=True, tag=True):
    """Speak this part once, into all the targets; the utterances in ``cuts`` in pieces, cut as finely as that says.

    ``patience`` is the time in seconds that an utterance may take before the worker gives itself up. ``memory`` is the
    folder where a slow engine's utterances are kept, ``marks`` what tells its voices apart there; "" for none.
    """

    engine: str
    part: Part
    targets: tuple[Target, ...]
    patience: float
    cuts: dict[str, int] = {}
    gains: tuple[Gain, ...] = ()
    memory: str = ""
    marks: dict[str, str] = {}


class Encode(Struct, frozen=True, tag=True):
    """Make these targets of a file that has lost nothing, with so many samples at ``rate`` Hz."""

    source: str
    rate: int
    samples: int
    targets: tuple[Target, ...]


class Measure(Struct, frozen=True, tag=True):
    """Speak this part, write nothing, and find the gain that its voice needs."""

    engine: str
    part: Part
    patience: float


class Saying(Struct, frozen=True, tag=True):
    """The worker begins with this utterance."""

    id: str


class Spoken(Struct, frozen=True, tag=True):
    """Done. ``track`` (without a path) is None when nothing has a sound; ``silent`` are the ids of what has not;
    ``sound`` is the checksum of the samples."""

    track: Track | None
    silent: tuple[str, ...]
    sound: str = ""


class Encoded(Struct, frozen=True, tag=True):
    """Done, with samples of this checksum."""

    sound: str


class Measured(Struct, frozen=True, tag=True):
    """Done: the gain in dB."""

    decibels: float


class Failed(Struct, frozen=True, tag=True):
    """The engine raised something, or what it gave is no speech of this utterance ("": it did not come that far)."""

    id: str
    reason: str


class Refused(Struct, frozen=True, tag=True):
    """The engine or the voice cannot be used at all, whatever it is given: the parts of a `VoiceError`."""

    what: str
    where: str
    hint: str


class Blocked(Struct, frozen=True, tag=True):
    """A file cannot be written."""

    reason: str


Request: TypeAlias = Job | Encode | Measure
Answer: TypeAlias = Saying | Spoken | Encoded | Measured | Failed | Refused | Blocked

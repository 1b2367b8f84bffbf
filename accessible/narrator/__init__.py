"""The narrator: Document → Script → Narration.

The contract of this room is `Engine` (in `speech.py`): software that can say an utterance, ``synthesize(utterance,
voice) → Speech(pcm, rate, marks)``. `ENGINES` is the table of those that come along. `compose` decides what is said,
by whom and with which pauses; `perform` has it said, and keeps the sound.
"""

from __future__ import annotations

from accessible.narrator.cache import cache_folder
from accessible.narrator.casting import Cast, load_cast
from accessible.narrator.composer import compose
from accessible.narrator.engines import ENGINES, default_engine, open_engine
from accessible.narrator.performer import perform
from accessible.narrator.speech import Engine, Speech, Voice

__all__ = [
    "ENGINES",
    "Cast",
    "Engine",
    "Speech",
    "Voice",
    "cache_folder",
    "compose",
    "default_engine",
    "load_cast",
    "open_engine",
    "perform",
]

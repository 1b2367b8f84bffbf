"""The narrator: Document → Script → Narration.

The contract of this room is `Engine` (in `speech.py`): software that can say an utterance, ``synthesize(utterance,
voice) → Speech(pcm, rate, marks)``. `ENGINES` is the table of those that come along. `compose` decides what is said,
by whom and with which pauses; `perform` has it said, and keeps the sound.

The names are found when they are asked for: a worker process, which speaks what was composed elsewhere, starts without
what composes.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from accessible.narrator.cache import cache_folder
    from accessible.narrator.cast import Cast
    from accessible.narrator.castfile import load_cast
    from accessible.narrator.composer import compose
    from accessible.narrator.engines import ENGINES, default_engine, open_engine
    from accessible.narrator.lexicon import load_lexicon
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
    "load_lexicon",
    "open_engine",
    "perform",
]

_HOMES = {
    "cache": ("cache_folder",),
    "cast": ("Cast",),
    "castfile": ("load_cast",),
    "composer": ("compose",),
    "lexicon": ("load_lexicon",),
    "engines": ("ENGINES", "default_engine", "open_engine"),
    "performer": ("perform",),
    "speech": ("Engine", "Speech", "Voice"),
}


def __getattr__(name: str) -> Any:
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{home}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

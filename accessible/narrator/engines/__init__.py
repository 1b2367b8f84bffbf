"""The engines: one file each, and the table that finds them.

A row names the engine's class as an entry point would, ``module:attribute``, because a worker process that knows
nothing but the row has to make the engine too. Only the module of the engine in use is ever imported.
"""

from __future__ import annotations

import importlib
import sys

from accessible.errors import VoiceError
from accessible.narrator.speech import Engine

ENGINES: dict[str, str] = {
    "espeak": "accessible.narrator.engines.espeak:Espeak",  # eSpeak NG, inside: small, fast, 100 languages
    "system": "accessible.narrator.engines.system:System",  # pyttsx3: the speech of Windows, macOS or Linux
    "tone": "accessible.narrator.engines.tone:Tone",  # a tone for each voice: exact, for tests and for timing
}


#: What the class of an engine has, as `accessible.narrator.speech.Engine` says.
_PARTS = ("identity", "voices", "has_voice", "default_voice", "synthesize", "close")


def default_engine() -> str:
    """eSpeak NG, which travels with the package, on Linux; elsewhere the system has better voices of its own."""
    return "espeak" if sys.platform == "linux" else "system"


def open_engine(name: str) -> Engine:
    """The engine of that name (a row of `ENGINES`, or a ``module:attribute`` of somebody else's), ready to be asked.

    Loads no native code. Raises `VoiceError` when there is no such engine, and for a name of something else; what is
    no class with the methods of an engine is not called.
    """
    module, _, attribute = ENGINES.get(name, name).partition(":")
    hint = f"the engines are: {', '.join(ENGINES)}"
    try:
        if not attribute:
            raise LookupError(name)
        found = getattr(importlib.import_module(module), attribute)
    except (ImportError, AttributeError, LookupError, TypeError, ValueError) as error:
        raise VoiceError(f"there is no engine called {name}", hint=hint) from error
    if not isinstance(found, type) or not all(hasattr(found, part) for part in _PARTS):
        raise VoiceError(f"{name} is no engine", hint=hint)
    engine: Engine = found()
    return engine

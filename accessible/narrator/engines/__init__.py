"""The engines: one file each, and the table that finds them.

A row names the engine's class as an entry point would, ``module:attribute``, because a worker process that knows
nothing but the row has to make the engine too. Only the module of the engine in use is ever imported. Engines of
others are named by such a pair as well: `accessible.plugins` finds it for the name of an installed one.
"""

from __future__ import annotations

import importlib
import sys

from accessible.errors import AccessibleError, VoiceError
from accessible.narrator.speech import Engine

ENGINES: dict[str, str] = {
    "espeak": "accessible.narrator.engines.espeak:Espeak",  # eSpeak NG, inside: small, fast, 100 languages
    "system": "accessible.narrator.engines.system:System",  # pyttsx3: the speech of Windows, macOS or Linux
    "piper": "accessible.narrator.engines.piper:Piper",  # neural voices, for those who download some
    "tone": "accessible.narrator.engines.tone:Tone",  # a tone for each voice: exact, for tests and for timing
}


#: What the class of an engine has, as `accessible.narrator.speech.Engine` says.
_PARTS = (
    *("name", "fresh_process", "slow", "identity", "advice"),
    *("voices", "has_voice", "default_voice", "fingerprint", "synthesize", "close"),
)


def default_engine() -> str:
    """eSpeak NG, which travels with the package, on Linux; elsewhere the system has better voices of its own."""
    return "espeak" if sys.platform == "linux" else "system"


def open_engine(name: str) -> Engine:
    """The engine of that name (a row of `ENGINES`, or a ``module:attribute`` of somebody else's), ready to be asked.

    Loads no native code. Raises `VoiceError` when there is no such engine, when it cannot be loaded or made, and for a
    name of something else; what is no class with the parts of an engine is not called. The error says which.
    """
    path = ENGINES.get(name, name)
    module, _, attribute = path.partition(":")
    hint = f"the engines are: {', '.join(ENGINES)}"
    if not module or not attribute:
        raise VoiceError(f"there is no engine called {name}", hint=hint)
    try:
        found = getattr(importlib.import_module(module), attribute)
    except Exception as error:  # whatever a module of somebody else does when it is imported
        what = f"the engine {name} cannot be loaded: {type(error).__name__}: {error}"
        raise VoiceError(what, where=path, hint=f"install it with all that it needs; {hint}") from error
    lacking = [part for part in _PARTS if not hasattr(found, part)]
    if not isinstance(found, type) or lacking:
        what = f"{name} is no engine"
        if isinstance(found, type) and len(lacking) < len(_PARTS) // 2:
            what += f": it has no {', '.join(lacking)}"
        raise VoiceError(what, hint=hint)
    try:
        engine: Engine = found()
    except AccessibleError:
        raise
    except Exception as error:
        what = f"the engine {name} cannot be made: {type(error).__name__}: {error}"
        raise VoiceError(what, where=path, hint=hint) from error
    if name in ENGINES:
        return engine
    from accessible.narrator.engines.guest import Guest

    return Guest(engine, path)

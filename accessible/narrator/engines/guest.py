"""Somebody else's engine, held to the contract: what it does wrong is told as its fault, with its name.

Our own engines are typed and tested. One that was installed beside us may raise anything, or give anything, and the
commands that only ask for its voices must not end in a traceback because of it. What `synthesize` gives is checked
where all speech is (`accessible.narrator.recording`).
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import Any, TypeVar

from accessible.errors import AccessibleError, VoiceError
from accessible.model.script import Utterance
from accessible.narrator.speech import Engine, Speech, Voice

Answer = TypeVar("Answer")


class Guest:
    """An `Engine` around an engine; ``origin`` is where that comes from, such as "acme_speech:Acme"."""

    def __init__(self, engine: Engine, origin: str) -> None:
        self._engine = engine
        self._origin = origin
        self.name = self._attribute("name", str)
        self.fresh_process = self._attribute("fresh_process", bool)
        self.slow = self._attribute("slow", bool)

    @property
    def identity(self) -> str:
        """The engine's own, which may not be empty: the cache relies on it."""
        return self._attribute("identity", str)

    @property
    def advice(self) -> str:
        """The engine's own."""
        return self._attribute("advice", str)

    def voices(self) -> tuple[Voice, ...]:
        """The engine's own; a tuple of `Voice`."""
        found = self._answer("voices", tuple)
        if not all(isinstance(voice, Voice) for voice in found):
            raise self._fault("voices gave something that is no Voice")
        return found

    def has_voice(self, voice: str) -> bool:
        """The engine's own."""
        return self._answer("has_voice", bool, voice)

    def default_voice(self, language: str) -> str:
        """The engine's own."""
        return self._answer("default_voice", str, language)

    def fingerprint(self, voice: str) -> str:
        """The engine's own."""
        return self._answer("fingerprint", str, voice)

    def synthesize(self, utterance: Utterance, voice: str) -> Speech:
        """The engine's own, unchecked."""
        return self._engine.synthesize(utterance, voice)

    def close(self) -> None:
        """The engine's own. What goes wrong with it no longer matters: the section is spoken."""
        with contextlib.suppress(Exception):
            self._engine.close()

    def _attribute(self, name: str, kind: type[Answer]) -> Answer:
        return self._checked(name, kind, self._said(lambda: getattr(self._engine, name)))

    def _answer(self, name: str, kind: type[Answer], *arguments: str) -> Answer:
        return self._checked(name, kind, self._said(lambda: getattr(self._engine, name)(*arguments)))

    def _checked(self, name: str, kind: type[Answer], value: Any) -> Answer:
        if not isinstance(value, kind):
            raise self._fault(f"{name} is a value of the type {type(value).__name__}, not {kind.__name__}")
        if name in ("name", "identity") and not value:
            raise self._fault(f"its {name} is empty")
        return value

    def _said(self, ask: Callable[[], Any]) -> Any:
        try:
            return ask()
        except AccessibleError:
            raise
        except Exception as error:
            raise self._fault(f"{type(error).__name__}: {error}") from error

    def _fault(self, what: str) -> VoiceError:
        hint = "tell those who made it; choose another"
        return VoiceError(
            f"the engine {getattr(self, 'name', self._origin)} failed: {what}", where=self._origin, hint=hint
        )

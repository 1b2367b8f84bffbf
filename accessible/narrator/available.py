"""Which of the voices that a cast wants an engine has.

A cast names a voice as the engine does, or says what it is like: ``{language}`` stands for the engine's own voice for
the language of the text, ``{other}``, ``{female}`` and ``{male}`` for whatever else it lists for that language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from accessible.errors import VoiceError
from accessible.narrator.speech import Engine, no_voice

#: Words that stand for whatever voices the engine has in the language of the text: any, or those of a gender.
_OPEN = frozenset({"{other}", "{female}", "{male}"})


def first_voice(wanted: list[str], own: str, engine: Engine, *, role: str, other_than: str = "") -> str:
    """The first voice that the engine has and that is not the narrator's; if there is no other, the narrator's.

    ``own`` is the engine's plain voice for the language of the text, ``other_than`` the narrator's; ``role`` is where
    in the cast the voices are wanted. Raises `VoiceError` when the engine has none of them.
    """
    known = [voice for voice in _filled(wanted, own, engine, other_than) if engine.has_voice(voice)]
    if not known:
        raise _unknown(wanted, engine, role)
    return next((voice for voice in known if voice != other_than), known[0])


def pool(wanted: list[str], own: str, engine: Engine, *, role: str, other_than: str) -> list[str]:
    """The voices of a pool that the engine has; see `first_voice` for the arguments.

    Raises `VoiceError` when it has none of them, unless the cast leaves it to what is installed.
    """
    known = [voice for voice in _filled(wanted, own, engine, other_than) if engine.has_voice(voice)]
    if wanted and not known and not _OPEN.intersection(wanted):
        raise _unknown(wanted, engine, role)
    return known


def _unknown(wanted: list[str], engine: Engine, role: str) -> VoiceError:
    return no_voice(engine, " or ".join(wanted), where=f"the cast's {role}.voice.{engine.name}")


def _filled(wanted: list[str], own: str, engine: Engine, other_than: str) -> Iterator[str]:
    for voice in wanted:
        if voice in _OPEN:
            tongues = {tag for listed in engine.voices() if listed.id == own for tag in listed.languages}
            for listed in engine.voices():
                fits = voice == "{other}" or voice == f"{{{listed.gender}}}"
                if fits and tongues.intersection(listed.languages) and listed.id not in (own, other_than):
                    yield listed.id
        else:
            yield re.sub(r"\{language\}", lambda _: own, voice)

"""What this machine has: engines and their voices, libraries, checkers, the cache."""

from __future__ import annotations

import platform

from accessible import plugins
from accessible.config import language_tag
from accessible.errors import AccessibleError, VoiceError


def voices(engine: str, language: str) -> list[dict[str, str]]:
    """The voices that can be used now: engine, id, languages, gender, name, licence (the last three where they are
    known); of one engine or language if said. An engine that cannot be used here is left out unless it was asked for
    by name."""
    from accessible.narrator import ENGINES, open_engine

    wanted = language_tag(language, where="--language").lower().split("-")[0]
    rows = []
    for name in [engine] if engine else dict.fromkeys((*ENGINES, *plugins.engines())):
        try:
            found = open_engine(plugins.engine(name, own=ENGINES)).voices()
        except AccessibleError:
            if engine:
                raise
            continue
        for voice in found:
            if wanted and not any(tag.split("-")[0] == wanted for tag in voice.languages):
                continue
            rows.append(
                {
                    "engine": name,
                    "id": voice.id,
                    "languages": ",".join(voice.languages),
                    "gender": voice.gender,
                    "name": voice.name,
                    "licence": voice.licence,
                }
            )
    if not rows:
        asked = f"--language {language}" if language else f"--engine {engine}"
        raise VoiceError("no voice was found", where=asked, hint="accessible voices lists all of them")
    return rows


def facts() -> dict[str, str]:
    """Versions, engines, codecs, checkers and folders of this machine."""
    from importlib.metadata import PackageNotFoundError, version

    from accessible.checkers import CHECKERS, missing
    from accessible.narrator import ENGINES, cache_folder, open_engine
    from accessible.narrator.room import size

    def installed(name: str) -> str:
        try:
            return version(name)
        except PackageNotFoundError:
            return "not installed"

    found = {
        "accessible": installed("accessible"),
        "Python": f"{platform.python_version()} ({platform.system()} {platform.machine()})",
    }
    engines = dict.fromkeys(ENGINES, "") | {
        name: f" ({origin})" for name, origin in plugins.engines().items() if name not in ENGINES
    }
    for name, origin in engines.items():
        try:
            engine = open_engine(plugins.engine(name, own=ENGINES))
            found[f"engine {name}"] = f"{engine.identity}, {len(engine.voices())} voices{origin}"
        except (AccessibleError, ImportError, OSError) as error:
            found[f"engine {name}"] = f"cannot be used{origin}: {error}"
    for name, origin in plugins.attributors().items():
        found[f"attributor {name}"] = origin
    for library in ("av", "lameenc", "EbookLib", "lxml", "sentencex", "py3langid"):
        found[library] = installed(library)
    for checker in CHECKERS:
        found[f"checker {checker}"] = missing(checker) or "can be used"
    cache = cache_folder()
    files, taken = size(cache)
    found["cache"] = f"{cache} ({files} files, {taken / 1e6:.1f} MB)"
    return found

"""What this machine has: engines and their voices, libraries, checkers, the cache."""

from __future__ import annotations

import platform
from collections.abc import Sequence

from accessible import plugins
from accessible.config import language_tag
from accessible.errors import AccessibleError, VoiceError


def voices(engine: str, language: str) -> list[dict[str, str]]:
    """The voices that can be used now: engine, id, languages, gender, name, licence (the last three where they are
    known); of one engine or language if said. For a language with a region those of the region, or else of the
    language. An engine that cannot be used here is left out unless it was asked for by name.

    Raises `VoiceError` when there is none, `UsageError` for what is no language tag."""
    from accessible.narrator import ENGINES, open_engine

    wanted = language_tag(language, where="--language").lower()
    rows = []
    for name in [engine] if engine else dict.fromkeys((*ENGINES, *plugins.engines())):
        try:
            found = open_engine(plugins.engine(name, own=ENGINES)).voices()
        except AccessibleError:
            if engine:
                raise
            continue
        for voice in found:
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
    for tag in (wanted, wanted.partition("-")[0]):
        if spoken := [row for row in rows if _speaks(row["languages"].split(","), tag)]:
            return spoken
    asked = " ".join(f"--{name} {said}" for name, said in (("engine", engine), ("language", language)) if said)
    hint = "accessible voices lists all of them, and accessible info says which engines cannot be used, and why"
    raise VoiceError("no voice was found", where=asked, hint=hint)


def _speaks(tags: Sequence[str], wanted: str) -> bool:
    """Whether one of a voice's language tags is a wanted one or narrower (RFC 4647, section 3.3.1)."""
    return not wanted or any(f"{tag}-".startswith(f"{wanted}-") for tag in tags)


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

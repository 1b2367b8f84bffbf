"""The files of casts: where they are looked for, and what is wrong with one.

A cast is a TOML file in a ``voices`` folder that a person can read and change; ``voices/default.toml`` explains every
key, and `cast` has them as types. A mistake in the file's form (TOML, keys, values) is a `UsageError`; a name in it
that nothing on this machine has (an engine here, a voice in `casting`) is a `VoiceError`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from accessible.errors import UsageError, VoiceError, nearest
from accessible.narrator.cast import Cast
from accessible.narrator.engines import ENGINES
from accessible.narrator.mistakes import line_of, mistake


def voices_folders() -> Iterator[Path]:
    """Where casts are looked for, in this order: the working folder's ``voices``, the user's, those we bring along."""
    import platformdirs

    yield Path("voices")
    yield platformdirs.user_config_path("accessible", appauthor=False) / "voices"
    package = Path(__file__).parent.parent
    yield package / "voices"  # installed
    yield package.parent / "voices"  # a checkout


def find_cast(name: str = "default") -> Path:
    """The file of the cast with this name: the first that there is. Raises `UsageError` when there is none."""
    folders = list(voices_folders())
    for folder in folders:
        if (file := folder / f"{name}.toml").is_file():
            return file
    known = sorted({file.stem for folder in folders for file in folder.glob("*.toml")})
    hint = f"{nearest(name, known)}name a file that ends in .toml, or one of: {', '.join(known) or 'none'}"
    raise UsageError(f"there is no cast called {name}", where="--cast", hint=hint)


def load_cast(name: str = "", *, guests: Callable[[], Collection[str]] = tuple) -> Cast:
    """Read a cast by its name in a ``voices`` folder, or by its path (which ends in .toml); the default one for "".

    Raises `UsageError` when there is none of that name, and what `read_cast` raises.
    """
    return read_cast(Path(name) if name.endswith(".toml") else find_cast(name or "default"), guests=guests)


def read_cast(file: Path, *, guests: Callable[[], Collection[str]] = tuple) -> Cast:
    """Read a cast. ``guests`` gives the names of the engines that are there beside our own; it is asked when the cast
    has voices for one of them.

    Raises `UsageError` when the file is not readable TOML or is no cast, and `VoiceError` when it has voices for an
    engine that is not there. Both name the place: the line, and the key.
    """
    try:
        text = file.read_text(encoding="utf-8-sig")
        data = tomllib.loads(text)
    except OSError as error:
        raise UsageError(f"the cast cannot be read: {error.strerror}", where=str(file)) from error
    except (ValueError, RecursionError) as error:  # TOML, which tells the line, or UTF-8; too deep
        raise UsageError(f"the cast is not TOML: {error}", where=str(file)) from error
    try:
        cast = msgspec.convert(data, Cast)
    except msgspec.ValidationError as error:
        found = mistake(data, Cast, error)
        keys = f"[{found.table}] has the keys" if found.table else "a cast has the tables"
        raise UsageError(
            f"the cast has a mistake: {found.what}",
            where=_place(file, text, found.steps),
            hint=f"{found.near}{keys} {', '.join(found.known)}; voices/default.toml explains them",
        ) from error
    for steps in _voiced(data):
        if (engine := steps[-1]) not in ENGINES and engine not in (others := guests()):
            known = list(dict.fromkeys((*ENGINES, *others)))
            raise VoiceError(
                f"there is no engine called {engine}",
                where=_place(file, text, steps),
                hint=f"{nearest(engine, known)}the engines are: {', '.join(known)}",
            )
    return cast


def _voiced(table: Mapping[str, Any], above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The keys that lead to each engine's voices: ("quote", "voice", "espeak")."""
    for key, value in table.items():
        if isinstance(value, Mapping):
            here = (*above, key)
            yield from ((*here, engine) for engine in value) if key == "voice" else _voiced(value, here)


def _place(file: Path, text: str, steps: tuple[str, ...]) -> str:
    """Such as "voices/mine.toml:3: quote.rate"."""
    line = line_of(text, steps)
    return f"{file}{f':{line}' if line else ''}: {'.'.join(steps)}"

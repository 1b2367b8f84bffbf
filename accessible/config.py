"""Options of a run: flags, then ACCESSIBLE_* variables, then the project's file, then the user's, then the defaults.

The files are TOML with one table, whose keys are the fields of `Config`: `accessible.toml` in the working folder, and
`config.toml` in the user's configuration folder, which platformdirs knows for each system. A key or a value that does
not fit stops with its place: a setting that is silently ignored is worse than none.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from accessible.errors import UsageError

PREFIX = "ACCESSIBLE_"
PROJECT_FILE = "accessible.toml"

#: Variables that begin with the prefix but are not options: the cache's folder and the tools of the checkers.
_NOT_OPTIONS = frozenset(["ACCESSIBLE_CACHE", "ACCESSIBLE_NODE_MODULES"])


class Config(Struct, frozen=True, forbid_unknown_fields=True):
    """What a build is asked for. Empty text and 0 mean: not said."""

    engine: str = ""  # name of an engine; the system's best when not said
    voice: str = ""  # the narrator's voice, instead of the cast's
    rate: int = 0  # the narrator's words a minute, instead of the cast's
    cast: str = ""  # name of a cast in voices/, or a file
    language: str = ""  # BCP 47
    title: str = ""
    author: tuple[str, ...] = ()
    cover: str = ""  # path of an image
    certified_by: str = ""  # who evaluated the book's accessibility
    output_dir: str = "output"
    to: tuple[str, ...] = ("epub", "mp3")
    jobs: int = 0  # sections spoken at once; as many as there are cores when 0
    keep_boilerplate: bool = False
    allow_unspoken: bool = False
    force: bool = False


def load(
    flags: Mapping[str, Any], *, environment: Mapping[str, str] = os.environ, folder: Path | None = None
) -> Config:
    """The options of a run. ``flags`` are those said on the command line (None: not said).

    Raises `UsageError` with the file or variable for an unknown name or a value of the wrong type.
    """
    here = folder or Path.cwd()
    options: dict[str, Any] = {}
    for file in (_user_file(), here / PROJECT_FILE):
        options |= _from_file(file)
    options |= _from_environment(environment)
    options |= {name: value for name, value in flags.items() if value is not None}
    return _checked(options, "the command line")


def _user_file() -> Path:
    from platformdirs import user_config_path

    return user_config_path("accessible") / "config.toml"


def _from_file(file: Path) -> dict[str, Any]:
    if not file.is_file():
        return {}
    try:
        found = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"the configuration file cannot be read: {error}", where=str(file)) from None
    _checked(found, str(file))
    return found


def _from_environment(environment: Mapping[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    kinds = {field.encode_name: field.type for field in msgspec.structs.fields(Config)}
    for variable, text in environment.items():
        if not variable.startswith(PREFIX) or variable in _NOT_OPTIONS:
            continue
        name = variable.removeprefix(PREFIX).lower()
        if name not in kinds:
            raise UsageError("this variable is no option", where=variable, hint=f"options: {', '.join(sorted(kinds))}")
        value: Any = text
        if kinds[name] in (int, bool):
            value = {"true": "1", "false": "0", "yes": "1", "no": "0"}.get(text.lower(), text)
        elif kinds[name] is not str:
            value = [part.strip() for part in text.split(",") if part.strip()]
        try:
            found[name] = msgspec.convert(value, kinds[name], strict=False)
        except msgspec.ValidationError as error:
            raise UsageError(f"the value does not fit: {error}", where=variable) from None
    return found


def _checked(options: Mapping[str, Any], where: str) -> Config:
    known = {field.encode_name for field in msgspec.structs.fields(Config)}
    for name in options:
        if name not in known:
            raise UsageError(f"there is no option {name!r}", where=where, hint=f"options: {', '.join(sorted(known))}")
    try:
        return msgspec.convert(dict(options), Config)
    except msgspec.ValidationError as error:
        raise UsageError(f"an option does not fit: {error}", where=where) from None

"""Where in a TOML file a mistake is, to the key, and what might stand there instead.

msgspec says what is wrong and where, but in the words of its own types, without the key in a table that may have any
("[...]"), without the keys that it would have taken, and without a line. Whoever wrote the file by hand needs all of
that. What a value means is in the types, as a `msgspec.Meta` with a description.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import msgspec
from msgspec import inspect

from accessible.errors import nearest

_STEP = re.compile(r"\[(?P<index>\d+|\.\.\.)\]|\.?(?P<key>[^.\[]+)")
_ANY, _KEY = "...", "`key` in "
_UNKNOWN = re.compile(r"^Object contains unknown field `(.*)`$", re.DOTALL)
#: Characters of a value that are shown.
_LONGEST = 40
#: Lines of a file in which a key is looked for: the time grows with their square.
_MOST_LINES = 2000


class Mistake(NamedTuple):
    """What is wrong (a clause), the keys that lead to it, the table that has the last of them ("" for the file), all
    keys of that, and which of them may have been meant ("did you mean …? ")."""

    what: str
    steps: tuple[str, ...]
    table: str
    known: tuple[str, ...]
    near: str = ""


def mistake(data: Mapping[str, Any], kind: type, error: msgspec.ValidationError) -> Mistake:
    """The mistake for which ``data`` was not taken for a ``kind`` (a Struct, each value with a description)."""
    what, _, path = str(error).rpartition(" - at ")
    path, keyed = path.removeprefix(_KEY), path.startswith(_KEY)
    unknown = _UNKNOWN.match(what or str(error))
    steps = [found["index"] or found["key"] for found in _STEP.finditer(path.strip("`").removeprefix("$"))]
    steps = steps if what else []
    if keyed:
        steps.append(_ANY)
    for number, step in enumerate(steps):
        if step == _ANY:
            steps[number] = _guilty(data, kind, steps[:number], str(error))
    depth, known, meant = _keys(inspect.type_info(kind), steps, keyed=keyed)
    table = ".".join(steps[:depth])
    if unknown:
        key = unknown[1]
        return Mistake(f"there is no key {_shown(key)}", (*steps, key), table, known, nearest(key, known))
    value = steps[-1] if keyed else _at(data, steps)
    return Mistake(f"expected {meant}, got {_shown(value)}", tuple(steps), table, known)


def line_of(text: str, steps: Sequence[str]) -> int:
    """The line of a TOML document, from 1, in which the key or the table begins that ``steps`` lead to; 0 if unknown.

    It is the first behind which the document has it, and the parser itself says what it has.
    """
    lines = text.split("\n")
    before = 0  # lines that are a document without it
    for number in range(1, len(lines) + 1) if len(lines) <= _MOST_LINES else ():
        try:
            data = tomllib.loads("\n".join(lines[:number]))
        except tomllib.TOMLDecodeError:
            continue  # in the midst of a value
        try:
            _at(data, steps)
        except LookupError:
            before = number
        else:
            told = (at for at in range(before, number) if lines[at].strip() and not lines[at].lstrip().startswith("#"))
            return next(told, number - 1) + 1
    return 0


def _at(data: Any, steps: Sequence[str]) -> Any:
    """What the keys lead to. Raises `LookupError` when they lead nowhere."""
    for step in steps:
        if isinstance(data, list):
            data = data[int(step)]
        elif isinstance(data, Mapping):
            data = data[step]
        else:
            raise LookupError(step)
    return data


def _shown(value: Any) -> str:
    match value:
        case bool():
            return str(value).lower()
        case Mapping():
            return "a table"
        case list():
            return "a list"
        case str():
            return json.dumps(value if len(value) <= _LONGEST else f"{value[:_LONGEST]}…", ensure_ascii=False)
    return str(value)[:_LONGEST]


def _guilty(data: Mapping[str, Any], kind: type, above: list[str], said: str) -> str:
    """The key of the table under ``above`` that is to blame: the one that alone brings the same complaint."""
    for key, value in _at(data, above).items():
        alone: Any = {key: value}
        for step in reversed(above):
            alone = {step: alone}
        try:
            msgspec.convert(alone, kind)
        except msgspec.ValidationError as error:
            if str(error) == said:
                return str(key)
    return _ANY


def _keys(kind: inspect.Type, steps: list[str], *, keyed: bool) -> tuple[int, tuple[str, ...], str]:
    """The keys of the last table on the way that has keys of its own and how many steps lead to it; and what is
    expected at its end, or, ``keyed``, of the last key."""
    depth = 0
    known: tuple[str, ...] = ()
    meant = "something else"
    for number, step in enumerate((*steps, "")):
        meant, kind = _described(kind, meant)
        ways = kind.types if isinstance(kind, inspect.UnionType) else (kind,)
        struct = next((way for way in ways if isinstance(way, inspect.StructType)), None)
        table = next((way for way in ways if isinstance(way, inspect.DictType)), None)
        items = next((way for way in ways if isinstance(way, inspect.VarTupleType)), None)
        if struct is not None:
            fields = {field.encode_name: field.type for field in struct.fields}
            depth, known = number, tuple(fields)
            meant = f"a table with some of the keys {', '.join(known)}" if step == "" else meant
            if step not in fields:
                break
            kind = fields[step]
        elif table is not None:
            if keyed and number == len(steps) - 1:
                return depth, known, _described(table.key_type, meant)[0]
            kind = table.value_type
        elif items is not None:
            kind = items.item_type
        else:
            break
    return depth, known, meant


def _described(kind: inspect.Type, otherwise: str) -> tuple[str, inspect.Type]:
    """What a type is for, where it or one of those that it may be says so, and the type itself."""
    for way in kind.types if isinstance(kind, inspect.UnionType) else (kind,):
        if isinstance(way, inspect.Metadata):
            meant: str = (way.extra_json_schema or {}).get("description", otherwise)
            return meant, way.type if way is kind else kind
    return otherwise, kind

"""Where in a TOML file a mistake is, to the key, and what might stand there instead.

msgspec says what is wrong and where, but in the words of its own types, without the key in a table that may have any
("[...]"), and without the keys that it would have taken. Whoever wrote the file by hand needs all of that.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

import msgspec
from msgspec import inspect

_STEP = re.compile(r"\[(?P<index>\d+|\.\.\.)\]|\.?(?P<key>[^.\[]+)")
_ANY, _KEY = "...", "`key` in "
#: The words of msgspec → those of TOML.
_UNKNOWN = re.compile(r"^Object contains unknown field ")
_KINDS = re.compile(r"`([a-z]+(?: \| [a-z]+)*)`")
_WORDS = {
    "object": "a table",
    "array": "a list",
    "str": "a text",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
}
_PATTERN = re.compile(r" matching regex .*")


class Mistake(NamedTuple):
    """What is wrong (a clause), the key where it is, the table that has it ("" for the file), and all keys of that."""

    what: str
    place: str
    table: str
    known: tuple[str, ...]


def mistake(data: Mapping[str, Any], kind: type, error: msgspec.ValidationError) -> Mistake:
    """The mistake for which ``data`` was not taken for a ``kind`` (a Struct)."""
    what, _, path = str(error).partition(" - at ")
    path, keyed = path.removeprefix(_KEY), path.startswith(_KEY)
    steps = [found["index"] or found["key"] for found in _STEP.finditer(path.strip("`").removeprefix("$"))]
    if keyed:
        steps.append(_ANY)
    for number, step in enumerate(steps):
        if step == _ANY:
            steps[number] = _guilty(data, kind, steps[:number], str(error))
    depth, known = _keys(inspect.type_info(kind), steps)
    return Mistake(_plain(what), ".".join(steps), ".".join(steps[:depth]), known)


def _plain(what: str) -> str:
    """What msgspec says in plain words: "expected a whole number or a text, but got true or false"."""
    if _UNKNOWN.match(what):
        return _UNKNOWN.sub("there is no key ", what)
    what = _PATTERN.sub(" of another form", what)
    what = _KINDS.sub(lambda kinds: " or ".join(_WORDS.get(k, k) for k in kinds[1].split(" | ") if k != "null"), what)
    return what[:1].lower() + what[1:]


def _guilty(data: Mapping[str, Any], kind: type, above: list[str], said: str) -> str:
    """The key of the table under ``above`` that is to blame: the one that alone brings the same complaint."""
    table: Any = data
    for step in above:
        table = table[step]
    for key, value in table.items():
        alone: Any = {key: value}
        for step in reversed(above):
            alone = {step: alone}
        try:
            msgspec.convert(alone, kind)
        except msgspec.ValidationError as error:
            if str(error) == said:
                return str(key)
    return _ANY


def _keys(kind: inspect.Type, steps: list[str]) -> tuple[int, tuple[str, ...]]:
    """The keys of the last table on the way that has keys of its own, and how many steps lead to it."""
    depth = 0
    known: tuple[str, ...] = ()
    for number, step in enumerate((*steps, "")):
        ways = kind.types if isinstance(kind, inspect.UnionType) else (kind,)
        struct = next((way for way in ways if isinstance(way, inspect.StructType)), None)
        table = next((way for way in ways if isinstance(way, inspect.DictType)), None)
        if struct is not None:
            fields = {field.encode_name: field.type for field in struct.fields}
            depth, known = number, tuple(fields)
            if step not in fields:
                break
            kind = fields[step]
        elif table is not None:
            kind = table.value_type
        else:
            break
    return depth, known

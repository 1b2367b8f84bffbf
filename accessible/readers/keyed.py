"""Keys and values as people write them: YAML, TOML, and lines "Key: value" → statements.

YAML is parsed by PyYAML, which is kept well and has wheels for every system; of it by the part that makes nothing but
texts, lists and tables (`BaseLoader`): no dates, numbers or truth values are guessed (the language `no` is not False,
12:30 is no number), and no object is made. (ruamel.yaml keeps comments and their order for whoever writes YAML again,
which nobody does here.) TOML and JSON are parsed by the standard library. What would take time or memory out of all
proportion is refused before it is built: what is deep, what has many parts, and aliases.
"""

from __future__ import annotations

import json
import re
import tomllib
from typing import Any

from accessible.readers.statements import Statement

#: A key, and its value on the same line. (A key has no colon but one that parts a namespace from it.)
_KEYED = re.compile(r"((?:dc:)?[^\W\d_][\w .()/-]{0,39}?)[ \t]*:(?:[ \t]+(\S.*))?[ \t]*", re.IGNORECASE)

#: What a value begins with in YAML that is a list, a table, an alias or of a type.
_NOT_PLAIN = frozenset("[{&*!")

#: YAML may be so deep (levels), and have so many parts (events of the parser).
_DEEPEST, _MOST = 8, 4_000


class Refused(Exception):  # noqa: N818 (no error: the text is read another way)
    """What is no table of keys and values, and why: the end of a sentence."""


def of_yaml(inside: str, line: int) -> list[Statement]:
    """The statements of a table in YAML whose first line is ``line`` of the source. Raises `Refused`."""
    lines = (written for written in inside.splitlines() if written.strip() and not written.startswith("#"))
    if of_line(next(lines, "").strip("\"'").replace('":', ":").replace("':", ":"), 0) is None:
        raise Refused("it does not begin with a key")  # prose is not worth the time of a parser
    import yaml

    try:
        depth = 0
        for parts, event in enumerate(yaml.parse(inside, Loader=yaml.BaseLoader)):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if isinstance(event, yaml.AliasEvent):
                raise Refused("it has an alias")
            if depth > _DEEPEST or parts > _MOST:
                raise Refused("it is too deep" if depth > _DEEPEST else "it is too long")
        root = yaml.compose(inside, Loader=yaml.BaseLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" in line {line + mark.line}" if mark else ""
        raise Refused(f"{getattr(error, 'problem', '') or 'it is no YAML'}{where}") from None
    if not isinstance(root, yaml.MappingNode):
        raise Refused("it is no table of keys and values")
    if not all(isinstance(key, yaml.ScalarNode) for key, _ in root.value):
        raise Refused("a key is no word")

    def built(node: Any) -> Any:
        if isinstance(node, yaml.SequenceNode):
            return [built(inner) for inner in node.value]
        if isinstance(node, yaml.MappingNode):
            return {folded(str(key.value)): built(inner) for key, inner in node.value}
        return node.value

    return [Statement(folded(key.value), built(value), line + key.start_mark.line) for key, value in root.value]


def of_toml(inside: str, line: int) -> list[Statement]:
    """The statements of a table in TOML whose first line is ``line`` of the source. Raises `Refused`."""
    try:
        found = tomllib.loads(inside.replace("\r\n", "\n").replace("\r", "\n"))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise Refused("it is too deep" if isinstance(error, RecursionError) else str(error)) from None

    def line_of(key: str) -> int:
        at = re.search(rf"^[ \t]*[\[\"']*{re.escape(key)}\b", inside, re.MULTILINE)
        return line + (inside.count("\n", 0, at.start()) if at else 0)

    return [Statement(folded(key), _plain(value), line_of(key)) for key, value in found.items()]


def of_json(inside: str, line: int) -> list[Statement]:
    """The statements of an object in JSON, without its braces, whose first line is ``line`` of the source. Raises
    `Refused`."""
    try:
        found = json.loads(f"{{{inside}}}")
    except (ValueError, RecursionError) as error:
        raise Refused("it is too deep" if isinstance(error, RecursionError) else str(error)) from None

    def line_of(key: str) -> int:
        at = inside.find(json.dumps(key, ensure_ascii=False))
        return line + inside.count("\n", 0, max(0, at))

    return [Statement(folded(key), _plain(value), line_of(key)) for key, value in found.items() if value is not None]


def _plain(value: Any) -> Any:
    """A value of TOML or JSON as texts, lists and tables; dates as ISO 8601 writes them."""
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    if isinstance(value, dict):
        return {folded(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, bool):
        return str(value).lower()
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def of_lines(inside: str, line: int) -> list[Statement]:
    """The statements of lines that each have a key, are set in under one that has, or are remarks. Raises `Refused`
    for others."""
    found: list[Statement] = []
    for at, written in enumerate(inside.splitlines(), line):
        if not written.strip() or written.lstrip().startswith("#"):
            continue
        if written[0] in " \t" and found:
            found[-1] = longer(found[-1], written)
        elif (statement := of_line(written, at)) is not None and statement.value[:1] not in _NOT_PLAIN:
            found.append(statement._replace(value=statement.value.strip("\"'")))
        else:
            raise Refused(f"line {at} is no key with a plain value")
    return found


def of_line(written: str, line: int) -> Statement | None:
    """The statement that a line is, or None."""
    keyed = _KEYED.fullmatch(written.rstrip())
    return Statement(folded(keyed[1]), keyed[2] or "", line) if keyed else None


def longer(statement: Statement, written: str) -> Statement:
    """A statement with a further line of its value."""
    return statement._replace(value=f"{statement.value}\n{written.strip()}".strip())


def folded(key: str) -> str:
    """A key in small letters, with one space between its words."""
    return " ".join(re.sub(r"[-_]", " ", key).casefold().split())

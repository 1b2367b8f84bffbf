"""What a text says of itself before it begins: front matter → metadata, which is neither read aloud nor the title.

Four forms: YAML between lines of `---` (pandoc, Jekyll), TOML between lines of `+++` and JSON between a line `{` and a
line `}` (Hugo), and a run of lines
"Title: …", "Author: …" at the very beginning, as many manuscripts have it; texts of Project Gutenberg have such lines
in their header (`gutenberg.py`). How each is written is in `keyed.py`, what the keys say in `statements.py`.

Where it is not certain that a text has front matter, it has none: a letter that begins with "Note: …", a memorandum
with "To:" and "Subject:", or a text between two rules is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from accessible.model.draft import Metadata
from accessible.model.message import Message, Place
from accessible.readers import gutenberg
from accessible.readers.keyed import Refused, longer, of_json, of_line, of_lines, of_toml, of_yaml
from accessible.readers.statements import KEYS, Statement, told

#: What opens a block, what closes it, and how it is written.
_BLOCKS: tuple[tuple[re.Pattern[str], re.Pattern[str], Callable[[str, int], list[Statement]]], ...] = (
    (re.compile(r"---[ \t]*(?:\r\n?|\n)"), re.compile(r"(?:---|\.\.\.)[ \t]*(?=[\r\n]|\Z)"), of_yaml),
    (re.compile(r"\+\+\+[ \t]*(?:\r\n?|\n)"), re.compile(r"\+\+\+[ \t]*(?=[\r\n]|\Z)"), of_toml),
    (re.compile(r"\{[ \t]*(?:\r\n?|\n)"), re.compile(r"\}[ \t]*(?=(?:\r\n?|\n)\s*\S)"), of_json),
)
_LINE = re.compile(r"([^\r\n]*)(?:\r\n?|\n|\Z)")

#: Front matter is at most so long (characters).
_LONGEST = 64_000
#: A run of lines is front matter when so many of its keys are known, the title among them.
_FEWEST = 2


def read(text: str, *, name: str = "") -> tuple[Metadata, int, tuple[Message, ...]]:
    """What front matter at the beginning of ``text`` says, the offset (characters) behind it, and messages.

    ``name`` is the source's, for the messages. A text without front matter gives empty metadata and 0. Raises nothing.
    """
    start = len(text) - len(text.lstrip("\ufeff \t\r\n\f"))
    for opening, closing, parse in _BLOCKS:
        if opened := opening.match(text, start):
            return _block(text, opened.end(), closing, parse, name)
    if header := gutenberg.header(text, start):
        metadata, messages = told(header.statements, name)
        return metadata, header.end, (*messages, *gutenberg.left_out(text, start, header.end, header.rest, name))
    found, end = _run(text, start)
    if not found or not text[end:].strip():
        return Metadata(), 0, ()
    metadata, messages = told(found, name)
    return metadata, end, messages


def _block(
    text: str,
    begin: int,
    closing: re.Pattern[str],
    parse: Callable[[str, int], list[Statement]],
    name: str,
) -> tuple[Metadata, int, tuple[Message, ...]]:
    """Front matter between two lines of signs. What cannot be read stays text, and is told where it has keys."""
    for line in _LINE.finditer(text, begin, begin + _LONGEST):
        if closed := closing.match(text, line.start()):
            break
    else:
        return Metadata(), 0, ()
    inside = text[begin : closed.start()]
    first = line_of(text, begin)
    messages: tuple[Message, ...] = ()
    try:
        found = parse(inside, first)
    except Refused as refused:
        try:
            found = of_lines(inside, first)
        except Refused:
            found = []
        keyed = [of_line(written, 0) for written in inside.splitlines()]
        place = Place(file=name, line=first)
        if not any(statement.key in KEYS for statement in found):
            if not any(statement and statement.key in KEYS for statement in keyed):
                return Metadata(), 0, ()  # a text between two rules
            what = f"What looks like front matter cannot be read ({refused}); it was kept as text."
            return Metadata(), 0, (Message("R041", what, place, "Put values with a colon into quotes."),)
        what = f"The front matter is not written by the rules ({refused}); it was read line by line."
        messages = (Message("R041", what, place, "Put values with a colon into quotes."),)
    if not any(statement.key in KEYS or statement.key.isidentifier() for statement in found):
        return Metadata(), 0, ()  # a sentence with a colon, between two rules
    metadata, lost = told(found, name)
    return metadata, closed.end(), (*messages, *lost)


def _run(text: str, start: int) -> tuple[list[Statement], int]:
    """The keyed lines that a text begins with, and where they end; none where it is not certain what they are.

    Lines may stand apart; then only those with known keys belong to them. What is set in belongs to the line above.
    """
    found: list[Statement] = []
    end = start
    apart = False
    for number, line in enumerate(_LINE.finditer(text, start, start + _LONGEST), line_of(text, start)):
        written = line[1].rstrip()
        if not written:
            apart = True
            continue
        statement = of_line(written, number)
        known = statement is not None and statement.key in KEYS
        if written[0] in " \t" and found and not apart:
            found[-1] = longer(found[-1], written)
        elif statement is not None and (known or (found and not apart)):
            found.append(statement)
        elif apart and found:
            break
        else:
            return [], start  # text right under the lines, or at the beginning
        apart = False
        end = line.end(1)
    fields = {KEYS[statement.key] for statement in found if statement.key in KEYS}
    strange = sum(statement.key not in KEYS for statement in found)
    certain = "title" in fields and len(fields) >= _FEWEST and 2 * strange < len(found)
    return (found, end) if certain and all(statement.value for statement in found) else ([], start)


def line_of(text: str, offset: int) -> int:
    """The line (from 1) that an offset lies in."""
    return len(re.findall(r"\r\n?|\n", text[:offset])) + 1

"""Plain text → Draft: runs of lines between blank lines, nothing decided yet."""

from __future__ import annotations

import re

from accessible.errors import SourceError
from accessible.model.blocks import Span
from accessible.model.draft import Draft, Lines
from accessible.model.source import Source
from accessible.readers.encoding import decode

#: A line, its end of line left out. (One that must hold something is not asked for here: where it does not, the search
#: would begin again at each of its blanks.)
_LINE = re.compile(r"[^\r\n\f]+")


def read(source: Source) -> Draft:
    """A plain-text source as a Draft of `Lines`; raises `SourceError` when there is no letter in it."""
    text, messages = decode(source.data, name=source.name)
    if not text.strip():
        raise SourceError("the source is empty", where=source.name)
    if not any(map(str.isalpha, text)):
        raise SourceError("the source holds no letters, so nothing can be read", where=source.name)
    return Draft(source=source.name, text=text, blocks=tuple(runs(text)), messages=messages)


def runs(text: str) -> list[Lines]:
    """The runs of non-blank lines of a text, with their offsets (a form feed ends a run)."""
    found: list[Lines] = []
    start = end = -1
    for line in _LINE.finditer(text):
        if line[0].isspace():
            continue
        if start < 0:
            start, end = line.span()
            continue
        between = text[end : line.start()]
        if between.replace("\r\n", "\n").replace("\r", "\n").count("\n") == 1 and "\f" not in between:
            end = line.end()
        else:
            found.append(Lines(Span(start, end)))
            start, end = line.span()
    if start >= 0:
        found.append(Lines(Span(start, end)))
    return found

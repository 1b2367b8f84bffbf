"""Plain text → Draft: runs of lines between blank lines, nothing decided yet; and what front matter says of the work.

What front matter stands in is no text of the work. Every offset is one into the whole source all the same.
"""

from __future__ import annotations

import re

from accessible.errors import SourceError
from accessible.model.blocks import Span
from accessible.model.draft import Draft, Lines
from accessible.model.source import Source
from accessible.readers import frontmatter, gutenberg
from accessible.readers.charset import encoding_of
from accessible.readers.encoding import decode

#: A line, its end of line left out. (One that must hold something is not asked for here: where it does not, the search
#: would begin again at each of its blanks.)
_LINE = re.compile(r"[^\r\n\f]+")


def read(source: Source) -> Draft:
    """A plain-text source as a Draft of `Lines`; raises `SourceError` when there is no letter in it."""
    text, messages = decode(source.data, name=source.name, declared=encoding_of(source.charset))
    if not text.strip():
        raise SourceError("the source is empty", where=source.name)
    if not any(map(str.isalpha, text)):
        raise SourceError("the source holds no letters, so nothing can be read", where=source.name)
    metadata, begin, said = frontmatter.read(text, name=source.name)
    stop = gutenberg.end_of(text)
    if not any(map(str.isalpha, text[begin:stop])):
        raise SourceError("the source says what it is, but holds no text", where=source.name)
    said += gutenberg.left_out(text, stop, len(text), text[stop:], source.name)
    blocks = tuple(runs(text, begin, stop))
    return Draft(source=source.name, text=text, metadata=metadata, blocks=blocks, messages=(*messages, *said))


def runs(text: str, begin: int = 0, stop: int | None = None) -> list[Lines]:
    """The runs of non-blank lines of a text, from one offset to another, with their offsets (a form feed ends a
    run)."""
    found: list[Lines] = []
    start = end = -1
    for line in _LINE.finditer(text, begin, len(text) if stop is None else stop):
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

"""The title page: what the metadata call the title, the subtitle and the writers is found among the first lines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from accessible.model.blocks import Block, Byline, Evidence, Heading, Paragraph, Span, Subtitle, Title
from accessible.model.draft import Metadata
from accessible.readers.ebook.wording import LONGEST, Line, joined, lines, plain, unset

_NAMED = Evidence("what the metadata call the title", 0.95)
_NAMED_UNDER = Evidence("what the metadata call the subtitle", 0.95)
_WRITER = Evidence("whom the metadata name as the writer", 0.95)

#: The title is one of the first blocks of the book; so many lines under it are looked at.
_FIRST, _UNDER = 30, 3
#: So many words may stand beside a name ("written by").
_BESIDE = 2


def with_title(blocks: Sequence[Block], metadata: Metadata) -> list[Block]:
    """The blocks with the first lines that say the title of the work as its `Title`, and under it the subtitle and who
    wrote it, when the metadata say so too."""
    out = list(blocks)
    wanted = plain(metadata.title)
    for at in range(min(_FIRST, len(out))):
        if taken := lines(out, at, wanted):
            parts = [block for block in out[at : at + taken] if isinstance(block, Line)]
            span = Span(parts[0].span.start, parts[-1].span.end)
            out[at : at + taken] = [Title(joined(parts), span, _NAMED, id=parts[0].id)]
            _name_lines(out, at + 1, metadata)
            break
        if _is_text(out[at]):
            break
    return out


def _name_lines(out: list[Block], start: int, metadata: Metadata) -> None:
    """What the lines under the title are."""
    writers = [words for name in metadata.creators if (words := _words(name))]
    for at, block in enumerate(out[start : start + _UNDER], start):
        if not isinstance(block, Heading | Paragraph):
            break
        said = _words(block.prose.text)
        if metadata.subtitle and plain(block.prose.text) == plain(metadata.subtitle):
            out[at] = Subtitle(unset(block.prose), block.span, _NAMED_UNDER, id=block.id)
        elif any(name <= said and len(said) - len(name) <= _BESIDE for name in writers):
            out[at] = Byline(unset(block.prose), block.span, _WRITER, id=block.id)


def _words(text: str) -> frozenset[str]:
    """The words of a line, whatever their order: "Melville, Herman" is "Herman Melville"."""
    return frozenset(re.findall(r"\w+", text[:LONGEST].casefold()))


def _is_text(block: Block) -> bool:
    """Whether a block is running text, so that no title can stand behind it."""
    return isinstance(block, Paragraph) and len(block.prose.text) > LONGEST

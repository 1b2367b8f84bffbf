"""Cut text into the units that are spoken, highlighted and pointed at.

Quotation runs come first: where a direct quotation begins or ends the voice may change, so a unit ends there whatever
the punctuation says. Inside each run sentencex (Wikimedia) finds the sentences: it knows the abbreviations of some 240
languages, is maintained, and is fast. A break it sees inside a partial quotation or a term in marks is not taken.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from msgspec.structs import replace

from accessible.model.blocks import Inline, Leaf, Prose, Quote, Sentence, Verse
from accessible.model.document import Document
from accessible.structurer.leaves import map_leaves

_SPOKEN = re.compile(r"\w")
_SPACE = " \t\r\n\f\u00a0\u2028\u2029"


def cut_sentences(document: Document) -> Document:
    """The document with `Sentence` inlines in every leaf block; they cover all that is not white space."""
    return map_leaves(document, partial(_with_sentences, language=document.metadata.language))


def _with_sentences(block: Leaf, *, language: str) -> Leaf:
    prose = block.prose
    split = partial(_boundaries, language=prose.language or language)
    lines = isinstance(block, Verse)
    units = cut(prose, split=_line_ends if lines else split)
    inlines: list[Inline] = [*(Sentence(start, end) for start, end in units), *prose.inlines]
    inlines.sort(key=lambda inline: (inline.start, -inline.end))
    return replace(block, prose=replace(prose, inlines=tuple(inlines)))


def cut(prose: Prose, *, split: Callable[[str], list[int]]) -> list[tuple[int, int]]:
    """The sentences of a stretch of text as offsets into it, without surrounding white space.

    ``split`` gives the offsets at which the sentences of a text end.
    """
    text = prose.text
    quotes = [inline for inline in prose.inlines if isinstance(inline, Quote)]
    runs = sorted({0, len(text), *(edge for q in quotes if q.kind == "direct" for edge in (q.start, q.end))})
    units: list[tuple[int, int]] = []
    for start, end in zip(runs, runs[1:], strict=False):
        inner = [q for q in quotes if q.kind != "direct" and start <= q.start and q.end <= end]
        at = start
        for offset in split(text[start:end]):
            edge = start + offset
            if edge < end and any(q.start < edge < q.end for q in inner):
                continue
            _add(units, text, at, edge)
            at = edge
        _add(units, text, at, end)
    return units


def _add(units: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    """Append a unit; what holds nothing to say (a lone full stop after a quotation) joins the unit before it."""
    while start < end and text[start] in _SPACE:
        start += 1
    while end > start and text[end - 1] in _SPACE:
        end -= 1
    if start == end:
        return
    if units and not _SPOKEN.search(text, start, end):
        units[-1] = (units[-1][0], end)
    elif units and not _SPOKEN.search(text, *units[-1]):
        units[-1] = (units[-1][0], end)
    else:
        units.append((start, end))


def _boundaries(text: str, *, language: str) -> list[int]:
    from sentencex import get_sentence_boundaries

    # a line break inside a paragraph is a space to the reader, but the end of a paragraph to sentencex
    flat = re.sub(r"[\r\n\t\f]", " ", text)
    return [boundary["end_index"] for boundary in get_sentence_boundaries(language.split("-")[0] or "en", flat)]


def _line_ends(text: str) -> list[int]:
    return [match.end() for match in re.finditer(r"\n", text)] + [len(text)]

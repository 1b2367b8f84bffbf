"""A heading that quotes: its words come from a quotation of the text, and with them its kind and speaker."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from accessible.model.blocks import Evidence, Heading, Inline, Leaf, Quote, Title
from accessible.model.document import Document, leaves
from accessible.structurer.leaves import map_leaves

_WORD = re.compile(r"[^\W_]+")

#: A heading's quotation is looked up by so many of its first words.
_KEY = 6


def echo_in_headings(document: Document) -> Document:
    """The document with the kind and the speaker of each quotation in a heading that the text has as well."""
    blocks = [block for section in document.sections for block in leaves(section.blocks)]
    wanted = {words: None for block in blocks if isinstance(block, Title | Heading) for words, _ in _quoted(block)}
    sources = _sources(list(wanted), blocks)
    if not sources:
        return document

    def echoed(block: Leaf) -> Leaf:
        if not isinstance(block, Title | Heading) or not block.prose.inlines:
            return block
        inlines: list[Inline] = []
        length = len(_folded(block.prose.text))
        for inline in block.prose.inlines:
            if isinstance(inline, Quote):
                words = _folded(block.prose.text[inline.start : inline.end])
                source = sources.get(words)
                if source is not None and source.speaker is not None:
                    whole = len(words) == length
                    speaker = replace(
                        source.speaker, cue="implicit", evidence=Evidence("echoes a quotation of the text", 0.9)
                    )
                    kind = source.kind if whole and source.kind == "direct" else "partial"
                    inline = replace(inline, kind=kind, speaker=speaker, evidence=Evidence("echoes the text", 0.9))
            inlines.append(inline)
        return replace(block, prose=replace(block.prose, inlines=tuple(inlines)))

    return map_leaves(document, echoed)


def _quoted(block: Leaf) -> Iterator[tuple[str, Quote]]:
    """The words of each quotation of a block, and the quotation."""
    for inline in block.prose.inlines:
        if isinstance(inline, Quote):
            yield _folded(block.prose.text[inline.start : inline.end]), inline


def _sources(wanted: Sequence[str], blocks: Sequence[Leaf]) -> dict[str, Quote]:
    """The first quotation of the text in which the words of a heading's quotation stand, for those that have one."""
    keys: dict[tuple[str, ...], list[str]] = {}
    for words in wanted:
        if words:
            keys.setdefault(tuple(words.split()[:_KEY]), []).append(words)
    first, lengths = {key[0] for key in keys}, sorted({len(key) for key in keys})
    found: dict[str, Quote] = {}
    for block in blocks if keys else ():
        for said, quote in () if isinstance(block, Title | Heading) else _quoted(block):
            parts, at = said.split(), 0
            for place, part in enumerate(parts):
                for length in lengths if part in first and quote.kind != "scare" else ():
                    for words in keys.get(tuple(parts[place : place + length]), ()):
                        if words not in found and f"{said} ".startswith(f"{words} ", at):
                            found[words] = quote
                at += len(part) + 1
    return found


def _folded(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))

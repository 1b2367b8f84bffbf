"""Cut text into the units that are spoken, highlighted and pointed at.

Quotation runs come first: where a direct quotation or a run in another language begins or ends the voice may change, so
a unit ends there whatever the punctuation says. Inside each run sentencex (Wikimedia) finds the sentences: it knows the
abbreviations of some 240 languages, is maintained, and is fast; `fullstops` mends what it finds in the languages whose
abbreviations are known more closely. A break it sees inside a partial quotation or a term in marks is not taken, and a
direct quotation is given to it without its marks, since it never breaks between marks. It is given a long run in
windows, because its time grows with the square of a paragraph in which marks are never closed, or whose words no spaces
divide.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import partial
from itertools import accumulate, islice

from msgspec.structs import replace

from accessible.model.blocks import Code, Foreign, Heading, Inline, Leaf, NoteRef, Prose, Quote, Sentence, Verse
from accessible.model.document import Document
from accessible.structurer.fullstops import revised
from accessible.structurer.leaves import map_alternatives, map_attributions, map_leaves
from accessible.structurer.numbering import number_of
from accessible.structurer.punctuation import QUOTES
from accessible.structurer.references import without_references

_SPOKEN = re.compile(r"\w")
_SPACE = " \t\r\n\f\u00a0\u2028\u2029"
_BEHIND = QUOTES + _SPACE
#: What closes words that end in a quotation mark; with a space that is not broken in French.
_CLOSES = re.compile(r"(?:[\u00a0\u202f]?[,;:.!?…)\]}])+(?!\d)")
_WIDE = re.compile(r"[^\S ]")

#: Characters given to sentencex at a time, and how many at their end are not believed, because it looked no further.
_WINDOW, _MARGIN = 6_000, 100


def cut_sentences(document: Document) -> Document:
    """The document with `Sentence` inlines in every leaf block and attribution, and in the words that stand for
    pictures; they cover all that is not white space."""
    language = document.metadata.language

    def line(prose: Prose) -> Prose:
        return _with_units(prose, cut(prose, split=lambda text: [len(text)]))  # "Vol. 2" is no end of it

    document = map_alternatives(document, _as_one)
    return map_attributions(map_leaves(document, partial(_with_sentences, language=language)), line)


def _as_one(alternative: Prose) -> Prose:
    """The words that stand for a picture as one unit: there is one picture to point at, however many words."""
    units = [(0, len(alternative.text))] if alternative.text.strip() else []
    return _with_units(alternative, units)


def _with_sentences(block: Leaf, *, language: str) -> Leaf:
    prose = block.prose
    if isinstance(block, Verse | Code):
        return replace(block, prose=_with_units(prose, cut(prose, split=_line_ends)))
    language = prose.language or language
    if isinstance(block, Heading) and "\n" in prose.text:
        return replace(block, prose=_with_units(prose, cut(prose, split=partial(_number_and_title, language=language))))
    return replace(block, prose=_with_units(prose, sentences_of(prose, language=language)))


def _with_units(prose: Prose, units: list[tuple[int, int]]) -> Prose:
    inlines: list[Inline] = [*(Sentence(start, end) for start, end in units), *prose.inlines]
    inlines.sort(key=lambda inline: (inline.start, -inline.end))
    return replace(prose, inlines=tuple(inlines))


def sentences_of(prose: Prose, *, language: str) -> list[tuple[int, int]]:
    """The sentences of a stretch of running text in a language (BCP 47), as `cut` gives them."""
    return cut(prose, split=partial(_boundaries, language=language))


def cut(prose: Prose, *, split: Callable[[str], list[int]]) -> list[tuple[int, int]]:
    """The sentences of a stretch of text as offsets into it, without surrounding white space.

    ``split`` gives the offsets at which the sentences of a text end.
    """
    text = prose.text
    quotes = [inline for inline in prose.inlines if isinstance(inline, Quote)]
    voiced: list[Quote | Foreign] = [q for q in quotes if q.kind == "direct"]
    voiced += [mark for mark in prose.inlines if isinstance(mark, Foreign)]
    references = sorted((mark for mark in prose.inlines if isinstance(mark, NoteRef)), key=lambda mark: mark.start)
    begins = {0, *(mark.start for mark in voiced)}
    ends = {mark.end: _closed(text, references, mark.end) for mark in voiced}
    if references:
        begins = {_behind(text, references, edge) for edge in begins}
    runs = sorted({len(text), *begins, *ends.values()})
    inner = sorted((q.start, q.end) for q in quotes if q.kind != "direct")
    passed = 0
    units: list[tuple[int, int]] = []
    direct = {(q.start, ends[q.end]): q.end for q in quotes if q.kind == "direct"}
    seen = without_references(prose)
    for start, end in zip(runs, runs[1:], strict=False):
        at = closed = start
        opens, closes = _marks(seen, start, direct[start, end]) if (start, end) in direct else (start, end)
        for offset in split(seen[opens:closes]):
            edge = opens + offset if opens + offset < closes else end
            if references:
                edge = min(end, _behind(text, references, edge))
            while passed < len(inner) and inner[passed][0] < edge:  # each quotation is passed once
                if start <= inner[passed][0] and inner[passed][1] <= end:
                    closed = max(closed, inner[passed][1])
                passed += 1
            if edge < closed:
                continue
            _add(units, text, at, edge)
            at = edge
        _add(units, text, at, end)
    return units


def _closed(text: str, references: Sequence[NoteRef], edge: int) -> int:
    """Where a unit ends whose voice ends at ``edge``: a comma behind the closing mark (``„Ja“, sagte sie``) belongs to
    the words before it, and so does a reference to a note, on either side of the comma."""
    for _ in range(2):
        if found := _CLOSES.match(text, edge):
            edge = found.end()
        if references:
            edge = _behind(text, references, edge)
    return edge


def _behind(text: str, references: Sequence[NoteRef], edge: int) -> int:
    """Where a unit ends that would end at ``edge``: a reference to a note belongs to the words before it."""
    at = max(0, bisect_right(references, edge, key=lambda mark: mark.start) - 1) if edge else len(references)
    for mark in islice(references, at, None):
        if mark.end <= edge:
            continue
        if mark.start > edge and _SPOKEN.search(text, edge, mark.start):
            break
        edge = mark.end
    return edge


def _marks(text: str, start: int, end: int) -> tuple[int, int]:
    """The inside of a quotation: sentencex breaks nothing between marks, and a speech may be many sentences."""
    while start < end and text[start] in QUOTES:
        start += 1
    while end > start and text[end - 1] in _BEHIND:
        end -= 1
    return start, end


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
    from sentencex import segment

    # a line break inside a paragraph is a space to the reader, but the end of a paragraph to sentencex; and its version
    # 1.0.32 stops with a panic at an initial before a wider space ("J\u00a0.")
    flat = text if text.isprintable() else _WIDE.sub(" ", text)  # no space but the plain one is printable
    code = language.split("-")[0].lower() or "en"
    found: list[int] = []
    start = 0
    while len(flat) - start > _WINDOW:
        window = flat[start : start + _WINDOW]
        ends = [end for end in accumulate(map(len, segment(code, window))) if end < _WINDOW - _MARGIN]
        found += [start + end for end in ends]
        # the next window begins with a sentence; where none ends for long, with a word
        half = _WINDOW // 2
        safe = ends[-1] if ends and ends[-1] >= half else window.rfind(" ") + 1
        start += safe if safe >= half else _WINDOW
    found += [start + end for end in accumulate(map(len, segment(code, flat[start:])))]
    return revised(flat, found, code)


def _number_and_title(text: str, *, language: str) -> list[int]:
    """The number of a chapter is said, and then its title: where they stand on two lines, there is a pause between."""
    first = len(text.split("\n", 1)[0])
    number = number_of(text[:first].strip(), language)
    if first == len(text) or number is None or number.end < len(text[:first].strip()):
        return [len(text)]
    return [first, len(text)]


def _line_ends(text: str) -> list[int]:
    return [match.end() for match in re.finditer(r"\n", text)] + [len(text)]

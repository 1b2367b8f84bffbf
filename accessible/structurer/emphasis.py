"""Emphasis in plain text: `_words between underscores_`, `*between stars*`, `**strong**`.

Typists of books and of mail set so what print has in italics. The marks say how the words between them are set, as a
bullet says that a line is an item: they stay in the block's span and leave its text, and a `Styled` stands for them.

A star may be a note's or a product's, an underscore part of a name. So a mark counts only where it opens before a word
and closes behind one, in one paragraph, and where the document on the whole uses it so: of its stars (or underscores)
that are not inside a word no more than a few may be left over. What its author marked up otherwise is left alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate

from msgspec.structs import replace

from accessible.model.blocks import (
    Boilerplate,
    Code,
    Evidence,
    Heading,
    Inline,
    Leaf,
    Piece,
    Prose,
    Style,
    Styled,
    Title,
)
from accessible.model.document import Document, written
from accessible.structurer.given import piece_of
from accessible.structurer.leaves import map_attributions, map_leaves
from accessible.structurer.references import without_references

#: Words between marks: the first and the last character are none of the marks and no space, and around them is neither
#: a word nor the rest of an address or of the name of a file.
_BETWEEN = {
    mark: re.compile(
        rf"(?<![\w{sign}./\\])(?P<mark>{sign}{{1,2}})(?=[^\s{sign}])(?P<words>[^{sign}]{{1,1000}}?)(?<=[^\s{sign}])"
        rf"(?P=mark)(?![\w{sign}/\\]|\.\w)"
    )
    for mark, sign in (("_", "_"), ("*", r"\*"))
}
#: A mark that is not inside of a word, and not one of a row.
_LOOSE = {mark: re.compile(rf"(?<!\w){re.escape(mark)}|{re.escape(mark)}(?!\w)") for mark in _BETWEEN}
_WORD = re.compile(r"[^\W\d_]")
#: Of the marks no more than this share may be left over.
_LEFT = 0.2

_MARKS = {mark: Evidence(f"between {name}", 0.9) for mark, name in (("_", "underscores"), ("*", "stars"))}


def mark_emphasis(document: Document) -> Document:
    """The document with what its author emphasised as `Styled`, and without the marks around it."""
    marks = [mark for mark in _BETWEEN if mark in document.text and _is_used(mark, document)]
    if not marks:
        return document

    def unmarked(prose: Prose) -> Prose:
        for mark in marks:
            if mark in prose.text and _stands(prose):
                prose = _without(prose, mark)
        return prose

    def changed(leaf: Leaf) -> Leaf:
        if isinstance(leaf, Boilerplate | Code):
            return leaf
        prose = unmarked(leaf.prose)
        if isinstance(leaf, Heading | Title) and prose is not leaf.prose:
            prose = _not_whole(prose)
        return leaf if prose is leaf.prose else replace(leaf, prose=prose)

    return map_attributions(map_leaves(document, changed), unmarked)


def _stands(prose: Prose) -> bool:
    """Whether a text stands in the source as it is; of another its author has said in markup what is emphasised."""
    return prose.origin >= 0 or bool(prose.pieces)


def _is_used(mark: str, document: Document) -> bool:
    """Whether a document uses a sign for emphasis: hardly any is left over that no word has in it."""
    paired = loose = 0
    for section in document.sections:
        for _, prose in written(section.blocks):
            if mark in prose.text and _stands(prose):
                paired += sum(2 * len(match["mark"]) for match in _found(prose, mark))
                left = _BETWEEN[mark].sub("x", without_references(prose))
                loose += sum(1 for _ in _LOOSE[mark].finditer(left))
    return paired > 0 and loose <= _LEFT * (paired + loose)


def _found(prose: Prose, mark: str) -> Iterator[re.Match[str]]:
    """What stands between marks in a text; the sign of a note is none."""
    for match in _BETWEEN[mark].finditer(without_references(prose)):
        if _WORD.search(match["words"]):
            yield match


def _without(prose: Prose, mark: str) -> Prose:
    """A text without its marks, with a style on what stood between them."""
    signs: list[tuple[int, int]] = []
    styles: list[Styled] = []
    for match in _found(prose, mark):
        signs += [match.span("mark"), (match.end("words"), match.end())]
        style: Style = "strong" if len(match["mark"]) > 1 else "em"
        styles.append(Styled(*match.span("words"), style, evidence=_MARKS[mark]))
    return _cut(prose, signs, styles) if signs else prose


def _cut(prose: Prose, signs: Sequence[tuple[int, int]], styles: Sequence[Styled]) -> Prose:
    """A text without some stretches of it; ``styles`` are on the text as it was."""
    ends = [end for _, end in signs]
    lengths = list(accumulate((end - start for start, end in signs), initial=0))

    def moved(at: int) -> int:
        passed = bisect_left(ends, at + 1)
        inside = max(0, at - signs[passed][0]) if passed < len(signs) else 0
        return at - lengths[passed] - inside

    kept = zip([0, *ends], [*(start for start, _ in signs), len(prose.text)], strict=True)
    parts = [piece_of(replace(prose, inlines=()), start, end) for start, end in kept if start < end]
    pieces: list[Piece] = []
    at = 0
    for part in parts:
        pieces += [Piece(at + piece.at, piece.origin) for piece in part.pieces or (Piece(0, part.origin),)]
        at += len(part.text)
    inlines: list[Inline] = [
        replace(inline, start=moved(inline.start), end=moved(inline.end)) for inline in (*prose.inlines, *styles)
    ]
    text = "".join(part.text for part in parts)
    return replace(prose, text=text, inlines=tuple(inlines), origin=-1, pieces=tuple(pieces))


def _not_whole(prose: Prose) -> Prose:
    """A heading without a style that all of it has: so are headings set, and nothing in it stands out."""
    whole = prose.text.strip(" .")
    kept = (
        mark
        for mark in prose.inlines
        if not (isinstance(mark, Styled) and mark.evidence in _MARKS.values() and len(whole) <= mark.end - mark.start)
    )
    return replace(prose, inlines=tuple(kept))

"""What a reader of markup has given: text that does not stand letter for letter in the source, because its author said
in another way what it is.

Where lines begin and end, and what space is left between them, says nothing there: paragraphs are paragraphs because
they were marked as such. What its author did not mark, but set in bold from its first letter to its last, he had
stand out like a heading, and it is looked at as one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from msgspec.structs import replace

from accessible.model.blocks import Anchor, Inline, Leaf, PageMark, Piece, Prose, Styled


def is_given(block: Leaf) -> bool:
    """Whether the text of a block was made out of markup."""
    return block.prose.origin < 0


def is_bold(prose: Prose) -> bool:
    """Whether a text is set in bold, all its letters and digits."""
    end = 0
    for mark in sorted((mark for mark in prose.inlines if _strong(mark)), key=lambda mark: mark.start):
        if any(map(str.isalnum, prose.text[end : mark.start])):
            return False
        end = max(end, mark.end)
    return end > 0 and not any(map(str.isalnum, prose.text[end:]))


def without_bold(prose: Prose) -> Prose:
    """A text without its bold, for what becomes a heading is set as one."""
    return replace(prose, inlines=tuple(mark for mark in prose.inlines if not _strong(mark)))


def _strong(mark: Inline) -> bool:
    return isinstance(mark, Styled) and mark.style == "strong"


def joined(parts: Sequence[Prose]) -> Prose:
    """Texts as the lines of one."""
    text, inlines = "", list[Inline]()
    for part in parts:
        start = len(text) + 1 if text else 0
        text = f"{text}\n{part.text}" if text else part.text
        inlines += (replace(mark, start=mark.start + start, end=mark.end + start) for mark in part.inlines)
    return Prose(text, tuple(inlines), language=parts[0].language)


def piece_of(prose: Prose, start: int, end: int | None = None) -> Prose:
    """The characters of a text from ``start`` up to ``end`` (None: all), with what is known about stretches of them."""
    end = len(prose.text) if end is None else end
    origin = prose.origin + start if prose.origin >= 0 else -1
    pieces = tuple(_pieces(prose.pieces, start, end))
    if len(pieces) == 1:  # in one piece it stands there letter for letter
        origin, pieces = pieces[0].origin, ()
    inlines = tuple(_moved(prose.inlines, start, end))
    return replace(prose, text=prose.text[start:end], origin=origin, inlines=inlines, pieces=pieces)


def _pieces(pieces: Sequence[Piece], start: int, end: int) -> Iterator[Piece]:
    """Where the characters from ``start`` up to ``end`` of a text stand whose pieces stand where ``pieces`` say."""
    for piece, follower in zip_longest(pieces, pieces[1:]):
        if piece.at < end and (follower is None or follower.at > start):
            skipped = max(0, start - piece.at)
            yield Piece(piece.at + skipped - start, piece.origin + skipped)


def _moved(inlines: tuple[Inline, ...], start: int, end: int) -> Iterator[Inline]:
    for mark in inlines:
        if isinstance(mark, Anchor | PageMark):
            if start <= mark.start <= end or (mark.start < start and start > 0):
                at = max(0, mark.start - start)
                yield replace(mark, start=at, end=at)
        elif mark.start < end and mark.end > start:
            yield replace(mark, start=max(mark.start, start) - start, end=min(mark.end, end) - start)

"""The words of titles and headings, as two settings of them are compared and put together."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from accessible.model.blocks import Anchor, Heading, Inline, Paragraph, Prose, Styled, Subtitle, Verse

#: What may be a line of a title.
Line = Heading | Paragraph | Verse | Subtitle
#: Titles of so many letters and digits say the same when one begins with the other; shorter ones may be numbers.
_LONG = 6
#: A title has at most so many characters, on at most so many lines.
LONGEST, LINES = 300, 3


def plain(text: str) -> str:
    """Letters and digits alone, small: two settings of one title are one."""
    return "".join(character for character in text.casefold() if character.isalnum())


def alike(said: str, wanted: str) -> bool:
    """Whether one of two titles is the beginning of the other, which has a subtitle."""
    return bool(said and wanted) and (said.startswith(wanted) or wanted.startswith(said))


def same_end(said: str, wanted: str) -> bool:
    """Whether one of two titles says more in front (a number, a word for it), or, of longer ones, behind."""
    if not said or not wanted:
        return False
    longer = min(len(said), len(wanted)) >= _LONG
    return said.endswith(wanted) or wanted.endswith(said) or (longer and alike(said, wanted))


def lines(blocks: Sequence[object], at: int, wanted: str) -> int:
    """How many of the next blocks are lines that together say what is wanted, 0 for none."""
    said = ""
    for number, block in enumerate(blocks[at : at + LINES], 1):
        if not isinstance(block, Line) or len(block.prose.text) > LONGEST or not wanted:
            return 0
        said += plain(block.prose.text)
        if said == wanted:
            return number
    return 0


def joined(blocks: Sequence[Line]) -> Prose:
    """Lines as one text, each on its line, without what only says that they are set like a title."""
    text, inlines = "", list[Inline]()
    for block in blocks:
        start = len(text) + 1 if text else 0
        text = f"{text}\n{block.prose.text}" if text else block.prose.text
        inlines += (
            replace(mark, start=mark.start + start, end=mark.end + start) for mark in unset(block.prose).inlines
        )
        if block is not blocks[0] and block.id:
            inlines.append(Anchor(start, start, block.id))
    return Prose(text, tuple(inlines), language=blocks[0].prose.language)


def unset(prose: Prose) -> Prose:
    """A text without the marks that only say that all of it is set apart."""
    whole = (0, len(prose.text))
    kept = tuple(
        mark
        for mark in prose.inlines
        if not (isinstance(mark, Styled) and mark.style in ("strong", "em") and (mark.start, mark.end) == whole)
    )
    return replace(prose, inlines=kept)

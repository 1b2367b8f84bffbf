"""Edits: which stretches of a text are said in other words, and where those words end up.

The written text is never changed. A list of edits beside it is enough to make the spoken text, and to find for any
word of the spoken text the words on the page that it stands for.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Edit(NamedTuple):
    """For characters ``start`` up to, not including, ``end`` of the written text ``spoken`` is said (may be "")."""

    start: int
    end: int
    spoken: str
    phonemes: str = ""  # how ``spoken`` sounds, in IPA, when a lexicon says so


def splice(written: str, edits: Sequence[Edit]) -> str:
    """The written text with its edits made. They are in order and do not overlap."""
    if not edits:
        return written
    parts: list[str] = []
    position = 0
    for edit in edits:
        parts += (written[position : edit.start], edit.spoken)
        position = edit.end
    parts.append(written[position:])
    return "".join(parts)


def without(edits: Sequence[Edit], taken: Sequence[Edit]) -> list[Edit]:
    """``edits`` that touch none of ``taken``, and those, in order. Both are in order and free of overlaps."""
    if not taken:
        return list(edits)
    kept: list[Edit] = []
    rest = iter(taken)
    block = next(rest, None)
    for edit in edits:
        while block and block.end <= edit.start:
            kept.append(block)
            block = next(rest, None)
        if not block or edit.end <= block.start:
            kept.append(edit)
    if block:
        kept += (block, *rest)
    return kept

"""Where the words that were said stand on the page: marks of the spoken text, moved to the written one."""

from __future__ import annotations

from accessible.model.narration import Mark
from accessible.model.script import Turn


def onto_written(marks: tuple[Mark, ...], *, text: str, written: str, turns: tuple[Turn, ...] = ()) -> tuple[Mark, ...]:
    """Move marks from the spoken text to the written one.

    Between the turns both have the same letters and digits in the same order, whatever stands between them. A stretch
    that is said in other words has one mark, where the first of these begins. Where the letters differ without a turn
    there are none, rather than wrong ones. Words that are said in front of the text and not written have none either.
    """
    ahead = _heard(text, 0, len(text)) - _heard(written, 0, len(written))
    ahead -= sum(_heard(text, turn.first, turn.last) - _heard(written, turn.start, turn.end) for turn in turns)
    here = _outside(text, [(turn.first, turn.last) for turn in turns])[max(ahead, 0) :]
    there = _outside(written, [(turn.start, turn.end) for turn in turns])
    if [text[at] for at in here] != [written[at] for at in there]:
        return ()
    places = {at: (place, place + 1) for at, place in zip(here, there, strict=True)}
    for turn in turns:
        places |= dict.fromkeys(range(turn.first, turn.last), (turn.start, turn.end))
    moved: list[Mark] = []
    for mark in marks:
        inside = [places[at] for at in range(mark.start, mark.end) if at in places]
        if inside and (not moved or inside[0][0] >= moved[-1].end):
            moved.append(Mark(inside[0][0], inside[-1][1], mark.sample))
    return tuple(moved)


def _heard(text: str, start: int, end: int) -> int:
    return sum(character.isalnum() for character in text[start:end])


def _outside(text: str, stretches: list[tuple[int, int]]) -> list[int]:
    """Where letters and digits stand that are in none of the stretches."""
    inside = {at for start, end in stretches for at in range(start, end)}
    return [at for at, character in enumerate(text) if character.isalnum() and at not in inside]

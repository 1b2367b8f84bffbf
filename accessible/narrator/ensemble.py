"""Which voice of its pool each speaker gets.

A name always points at the same voice of a pool, so that somebody who is quoted in two articles, or in two builds of
one, sounds the same in both. Only where that voice is somebody else's already does the next one of the pool stand in.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Literal, TypeAlias

from msgspec import Struct

Gender: TypeAlias = Literal["female", "male", ""]


class Player(Struct, frozen=True):
    """A speaker who may have a voice of their own: the gender that the document states, if it does, and the ids of the
    sections in which they speak."""

    name: str
    gender: Gender = ""
    sections: frozenset[str] = frozenset()


def distribute(
    players: Sequence[Player], pools: Mapping[Gender, Sequence[str]], *, taken: Collection[str] = ()
) -> dict[str, str]:
    """A voice for each speaker, by name; none for those whose pool is empty.

    ``players`` are in the order in which they first speak, ``pools`` the voices by gender, ``taken`` those of the
    narrator and of the other roles, which are given to somebody only when a pool has no other.

    Each pool is tried from the place that the name points at, round to the place before it. The first voice that
    nobody in the document has is taken; when there is none left, one that is not heard in a section of this speaker;
    and of several such, or when there is none of these either, the one that the fewest have.
    """
    given: dict[str, str] = {}
    shared: Counter[str] = Counter()
    heard: defaultdict[str, set[str]] = defaultdict(set)
    for player in players:
        everybody = list(dict.fromkeys(pools[player.gender]))
        pool = [voice for voice in everybody if voice not in taken] or everybody
        if not pool or player.name in given:
            continue
        place = _place(player.name, len(pool))
        voice = min(
            pool[place:] + pool[:place],
            key=lambda voice: (not heard[voice].isdisjoint(player.sections), shared[voice]),
        )
        given[player.name] = voice
        shared[voice] += 1
        heard[voice] |= player.sections
    return given


def _place(name: str, size: int) -> int:
    """Where in a pool a name points; not Python's own hash, which is another one in every run."""
    plain = unicodedata.normalize("NFC", name).casefold().encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.sha256(plain).digest()[:8], "big") % size

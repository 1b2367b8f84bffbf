"""Who speaks in conversation: every turn of a story against those around it.

A story names the speaker of half of its turns; for the others a reader goes by what stands beside them, by who is
there, by who is spoken to, and by people taking turns. All of it is put together at once: each turn gets a weight for
everybody who may speak there, each step from one turn to the next how likely people go on, answer or join, and the
forward-backward algorithm (Rabiner 1989, "A Tutorial on Hidden Markov Models", section III) says how sure each answer
is, from what stands before and behind it. What the signs are follows Muzny et al. 2017 ("A Two-stage Sieve Approach for
Quote Attribution") and He, Barbosa & Kondrak 2013 ("Identification of Speakers in Novels").
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from math import fsum
from operator import mul

from msgspec import Struct

from accessible.structurer.attribution.entities import Entity
from accessible.structurer.attribution.turns import FAR

# Counted in novels: of 877 turns right behind two others 5 % are said by the speaker of the last, 79 % by the one
# before that, 16 % by somebody else; of 151 with one paragraph of narration between, 39, 41 and 20 %; with more of it
# the one who speaks is oftener new, and too few were counted to prefer any.
#: How the next turn's speaker follows from the two before: the same as the last, the one before that, somebody else.
_SAME, _BACK, _NEW = 0.04, 0.78, 0.18
#: The same when narration stands between, by the number of its paragraphs.
_APART = ((_SAME, _BACK, _NEW), (0.28, 0.42, 0.30), (0.33, 0.34, 0.33))
_FLAT = (1 / 3, 1 / 3, 1 / 3)


class Weighed(Struct, eq=False):
    """A turn, and how much speaks for each that may say it; None is somebody that nothing is known of."""

    weights: dict[Entity | None, float]
    gap: int
    goes_on: bool = False


#: Those with less than this share of what speaks for the one with the most are left out, and no more are compared.
_SLIGHT, _MOST = 0.01, 5

#: So many turns are gone over at a time, the earlier stretches once more on the way back: the steps between all turns
#: of a long story would take more memory than everything else that is known of it.
_STRETCH = 2048

Pairs = list[list[float]]  # by the speaker before, then by the speaker


def beliefs(turns: Sequence[Weighed]) -> list[dict[Entity | None, float]]:
    """For each turn how sure it is of each that may say it (they add up to 1)."""
    whos = [_likely(turn.weights) for turn in turns]
    starts = range(0, len(turns), _STRETCH)
    edges: list[Pairs] = []  # how sure it is before each stretch
    forward: list[Pairs] = []
    steps: list[list[Pairs]] = []
    for start in starts:
        edges.append(forward[-1] if forward else [])
        forward, steps = _forward(turns, whos, start, edges[-1])
    found: list[dict[Entity | None, float]] = []
    backward: Pairs = [[1.0] * len(row) for row in forward[-1]] if forward else []
    for start, edge in zip(reversed(starts), reversed(edges), strict=True):
        if start != starts[-1]:
            forward, steps = _forward(turns, whos, start, edge)
        for at in range(len(forward) - 1, -1, -1):
            columns = zip(zip(*forward[at], strict=True), zip(*backward, strict=True), strict=True)
            belief = [fsum(map(mul, sures, after)) for sures, after in columns]
            total = fsum(belief) or 1.0
            found.append({who: sure / total for who, sure in zip(whos[start + at], belief, strict=True)})
            if start + at:
                backward = _normal(
                    [
                        [fsum(map(mul, row, after)) for row, after in zip(rows, backward, strict=True)]
                        for rows in steps[at]
                    ]
                )
    return found[::-1]


def _forward(
    turns: Sequence[Weighed], whos: Sequence[list[Entity | None]], start: int, sure: Pairs
) -> tuple[list[Pairs], list[list[Pairs]]]:
    """For each turn of a stretch how sure those before it make it of each pair of speakers, and the steps that lead to
    it; ``sure`` is the same of the turn before the stretch."""
    forward: list[Pairs] = []
    steps: list[list[Pairs]] = []
    for at in range(start, min(start + _STRETCH, len(turns))):
        weights = [turns[at].weights[one] for one in whos[at]]
        step: list[Pairs] = []
        if not at:
            sure = _normal([weights])
        else:
            step = _steps(whos[at - 2] if at > 1 else [None], whos[at - 1], whos[at], weights, turns[at])
            pairs = zip(zip(*sure, strict=True), zip(*step, strict=True), strict=True)
            sums = [[fsum(map(mul, sures, column)) for column in zip(*rows, strict=True)] for sures, rows in pairs]
            sure = _normal(sums)
        forward.append(sure)
        steps.append(step)
    return forward, steps


def _likely(weights: dict[Entity | None, float]) -> list[Entity | None]:
    """Those who may say a turn, the slight ones left out."""
    least = _SLIGHT * max(weights.values())
    likely = [who for who, weight in weights.items() if weight >= least]
    return likely if len(likely) <= _MOST else sorted(likely, key=lambda who: -weights[who])[:_MOST]


def _steps(
    ones: list[Entity | None], twos: list[Entity | None], whos: list[Entity | None], weights: list[float], turn: Weighed
) -> list[Pairs]:
    """How likely each of ``whos`` speaks, by those who spoke two turns and one turn before."""
    same, back, new = _APART[turn.gap] if turn.gap < len(_APART) else _FLAT
    if turn.goes_on:
        same, back, new = 1.0, 0.01, 0.01
    somebody = [weight * new for weight in weights]
    places = {who: at for at, who in enumerate(whos) if who is not None}
    found = []
    for one in ones:
        rows = []
        for two in twos:
            row = somebody
            if two is not None:
                row = row.copy()
                if one in places:
                    row[places[one]] = weights[places[one]] * back
                if two in places:
                    row[places[two]] = weights[places[two]] * same
            rows.append(row)
        found.append(rows)
    return found


def _normal(pairs: Pairs) -> Pairs:
    total = fsum(chain.from_iterable(pairs))
    if not total:
        return [[1.0] * len(row) for row in pairs]
    return [[sure / total for sure in row] for row in pairs]


assert len(_APART) < FAR

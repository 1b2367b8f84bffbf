"""Weights of signs, added up."""

from __future__ import annotations

from itertools import permutations

import pytest

from accessible.structurer.odds import chance


@pytest.mark.parametrize(
    "weights", [(0.3, 0.7, -2.1, 1.3, -0.2), (1.2, 0.8, 0.6, -1.1, -1.5), (1.1, -2.4, 1.3, 1.2, -1.2)]
)
def test_an_even_chance_is_even_in_every_order(weights: tuple[float, ...]) -> None:
    named = {f"sign {at}": weight for at, weight in enumerate(weights)}
    assert {chance(0.0, named, order) for order in permutations(named)} == {0.5}


def test_a_sign_without_a_weight_says_nothing() -> None:
    assert chance(1.5, {"one": -0.5}, ["one", "other"]) == chance(1.0, {}, [])

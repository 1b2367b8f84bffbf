"""Weights of signs, added up."""

from __future__ import annotations

from itertools import combinations, permutations

import pytest

from accessible.structurer.marks import Pair
from accessible.structurer.odds import chance
from accessible.structurer.quotekinds import SAID, SAID_BASE, kind_of


@pytest.mark.parametrize(
    "weights", [(0.3, 0.7, -2.1, 1.3, -0.2), (1.2, 0.8, 0.6, -1.1, -1.5), (1.1, -2.4, 1.3, 1.2, -1.2)]
)
def test_an_even_chance_is_even_in_every_order(weights: tuple[float, ...]) -> None:
    named = {f"sign {at}": weight for at, weight in enumerate(weights)}
    assert {chance(0.0, named, order) for order in permutations(named)} == {0.5}


def test_a_sign_without_a_weight_says_nothing() -> None:
    assert chance(1.5, {"one": -0.5}, ["one", "other"]) == chance(1.0, {}, [])


def test_where_as_much_speaks_against_a_quotation_as_for_it_nobody_is_quoted() -> None:
    even = next(signs for signs in combinations(SAID, 3) if chance(SAID_BASE, SAID, signs) == 0.5)
    kind, evidence = kind_of("the “bell”", Pair(4, 10, 0), even, headed=False)
    assert (kind, evidence.confidence) == ("scare", 0.5)

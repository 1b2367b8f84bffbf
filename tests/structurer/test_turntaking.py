"""Turns that are put together: what is sure settles what stands beside it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accessible.structurer.attribution import turntaking
from accessible.structurer.attribution.entities import Entity
from accessible.structurer.attribution.turns import FAR
from accessible.structurer.attribution.turntaking import Weighed, beliefs

ANNA, BRAM, CORA = (Entity(name, 1, (name,), "person") for name in ("anna", "bram", "cora"))


def likeliest(turns: list[Weighed]) -> list[Entity | None]:
    return [max(belief, key=lambda who: belief[who]) for belief in beliefs(turns)]


def either(gap: int = 0, goes_on: bool = False) -> Weighed:
    return Weighed({ANNA: 1.0, BRAM: 1.0, None: 0.1}, gap, goes_on)


def test_two_people_take_turns_from_the_one_who_is_known() -> None:
    assert likeliest([Weighed({ANNA: 1.0}, FAR), *[either() for _ in range(4)]]) == [ANNA, BRAM, ANNA, BRAM, ANNA]


def test_a_turn_known_later_settles_those_before() -> None:
    assert likeliest([either(FAR), either(), either(), Weighed({ANNA: 1.0}, 0)]) == [BRAM, ANNA, BRAM, ANNA]


def test_what_is_known_on_both_sides_is_surer() -> None:
    one = beliefs([Weighed({ANNA: 1.0}, FAR), either(), either()])[1][BRAM]
    both = beliefs([Weighed({ANNA: 1.0}, FAR), either(), Weighed({ANNA: 1.0}, 0)])[1][BRAM]
    assert both > one


def test_a_third_one_may_join() -> None:
    turns = [Weighed({ANNA: 1.0}, FAR), Weighed({BRAM: 1.0}, 0), Weighed({CORA: 5.0, ANNA: 0.5}, 0)]
    assert likeliest(turns) == [ANNA, BRAM, CORA]


def test_a_quotation_that_goes_on_keeps_its_speaker() -> None:
    assert likeliest([Weighed({ANNA: 1.0}, FAR), either(goes_on=True), either()])[:2] == [ANNA, ANNA]


def test_far_apart_nothing_is_known_from_the_turn_before() -> None:
    belief = beliefs([Weighed({ANNA: 1.0}, FAR), either(FAR)])[1]
    assert belief[ANNA] == pytest.approx(belief[BRAM])


def test_no_turns_are_no_beliefs() -> None:
    assert beliefs([]) == []


WEIGHTS = st.dictionaries(st.sampled_from([ANNA, BRAM, CORA, None]), st.floats(0.01, 9), min_size=1)
TURNS = st.lists(st.builds(Weighed, WEIGHTS, st.sampled_from([0, 1, 2, FAR]), st.booleans()), min_size=1, max_size=9)


@given(TURNS)
def test_beliefs_add_up_to_one(turns: list[Weighed]) -> None:
    assert all(sum(belief.values()) == pytest.approx(1) for belief in beliefs(turns))


@given(TURNS, st.integers(1, 4))
def test_a_long_story_gone_over_in_stretches_gives_the_same(turns: list[Weighed], length: int) -> None:
    at_once = beliefs(turns)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(turntaking, "_STRETCH", length)
        assert beliefs(turns) == at_once

"""The cast of a story: which names mean the same one, and who is nobody."""

from __future__ import annotations

import pytest

from accessible.structurer.attribution.characters import Cast
from accessible.structurer.attribution.sightings import manners_of
from accessible.structurer.attribution.tallies import Tally

ENGLISH = manners_of("en")


def cast(**names: Tally) -> Cast:
    """A cast of names; an underscore stands for a space, two for a full stop and a space."""
    tallies = {name.replace("__", ". ").replace("_", " "): tally for name, tally in names.items()}
    return Cast(tallies, ENGLISH)


def seen(count: int, cues: int = 1) -> Tally:
    return Tally(count=count, subjects=count, cues=cues)


def test_a_surname_a_first_name_and_a_title_mean_the_one_of_the_full_name() -> None:
    people = cast(Edwin_Marsh=seen(3), Edwin=seen(9), Marsh=seen(4), Mr__Marsh=seen(5))
    assert len({people.find(name) for name in ("Edwin Marsh", "Edwin", "Marsh", "Mr. Marsh")}) == 1
    found = people.find("Marsh")
    assert found is not None
    assert (found.name, found.gender) == ("Edwin Marsh", "male")


def test_husband_and_wife_are_two() -> None:
    people = cast(Mr__Carver=seen(5), Mrs__Carver=seen(5))
    husband, wife = people.find("Mr. Carver"), people.find("Mrs. Carver")
    assert husband is not None
    assert wife is not None
    assert (husband.name, husband.gender) == ("Mr. Carver", "male")
    assert (wife.name, wife.gender) == ("Mrs. Carver", "female")
    assert people.find("Carver") is husband  # by the bare surname men are called


def test_a_short_form_is_the_one_of_the_first_name() -> None:
    people = cast(Elizabeth_Quill=seen(5), Lizzy=seen(3))
    assert people.find("Lizzy") is people.find("Elizabeth")


def test_a_place_that_begins_with_a_name_is_not_that_one() -> None:
    people = cast(Toad=seen(9), Toad_Hall=Tally(count=4, led=4))
    assert people.find("Toad") is not None
    assert people.find("Toad Hall") is None


def test_a_slip_names_nobody() -> None:
    people = cast(Bramble=seen(90), Head_Bramble=Tally(count=1))
    found = people.find("Bramble")
    assert found is not None
    assert found.name == "Bramble"


def test_the_only_doctor_is_the_doctor() -> None:
    people = cast(Doctor_Vane=seen(3), Doctor=seen(9))
    assert people.find("Doctor") is people.find("Doctor Vane")
    two = cast(Captain_Vane=seen(3), Captain_Flint=seen(3), Captain=seen(9))
    assert two.find("Captain") not in (two.find("Captain Vane"), two.find("Captain Flint"), None)


@pytest.mark.parametrize("name", ["God", "Heaven", "Oh", "Mr", "Ostrand"])
def test_who_is_nobody(name: str) -> None:
    people = Cast({name: Tally(count=3, subjects=1, led=2)}, ENGLISH)
    assert people.find(name) is None


def test_pronouns_tell_the_gender() -> None:
    people = cast(Kestrel=Tally(count=4, subjects=3, cues=1, female=3))
    found = people.find("Kestrel")
    assert found is not None
    assert found.gender == "female"


def test_a_description_means_another_one_in_a_new_scene() -> None:
    people = cast()
    before = people.described("man", "the old man")
    assert people.described("man", "the man") is before
    people.new_scene()
    assert people.described("man", "a man") is not before


def test_an_office_cut_short_is_no_part_of_a_name() -> None:
    people = cast(Ann_Cole=seen(3), Rep__Ann_Cole=seen(1))
    assert people.find("Rep. Ann Cole") is people.find("U.S. Rep. Ann Cole") is people.find("Ann Cole")


def test_the_last_part_of_a_name_with_hyphens_means_it() -> None:
    people = cast(**{"Wren-Foster": seen(3), "Foster": seen(5)})
    assert people.find("Foster") is people.find("Wren-Foster")

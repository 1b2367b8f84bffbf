"""Quotation marks: the conventions of several countries, apostrophes, what is never closed."""

from __future__ import annotations

import pytest

from accessible.structurer.marks import convention_of, pairs_of


def quoted(text: str, *, others: str = "", continues: bool = False) -> list[str]:
    convention = convention_of([text, others])
    return [text[pair.start : pair.end] for pair in pairs_of(text, convention, continues=continues)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("He said “yes” and “no”.", ["“yes”", "“no”"]),
        ("„Das ist gut“, sagte sie.", ["„Das ist gut“"]),
        ("„Man sagte: ‚Ja.‘ Nun das!“", ["„Man sagte: ‚Ja.‘ Nun das!“", "‚Ja.‘"]),
        ("Sie rief »halt« und ging.", ["»halt«"]),
        ("Il dit «\u00a0non\u00a0» et part.", ["«\u00a0non\u00a0»"]),
        ("Hon sa ”nej” och gick.", ["”nej”"]),
        ('"You must mend it," said the mayor. "The Duke is coming."', ['"You must mend it,"', '"The Duke is coming."']),
        ("It was ''off limits,'' he said.", ["''off limits,''"]),
        ("‘We sold it,’ she says.", ["‘We sold it,’"]),
        ("'We sold it,' she says.", ["'We sold it,'"]),
        (
            "“I said, ‘Wait until spring.’ We waited.”",
            ["“I said, ‘Wait until spring.’ We waited.”", "‘Wait until spring.’"],
        ),
    ],
)
def test_conventions(text: str, found: list[str]) -> None:
    assert quoted(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "It’s the boys’ names, rock ’n’ roll and the ’90s.",
        "'Twas the '90s; the dogs' bowls were theirs, y'all.",
        "A man of 6'2\" stood there.",
        "O’Brien’s parents’ record shop",
    ],
)
def test_apostrophes_and_primes_are_no_quotations(text: str) -> None:
    assert quoted(text) == []


def test_a_plural_possessive_does_not_close_a_quotation() -> None:
    text = "The students' 'listening charter' hung on the Joneses' wall."
    assert quoted(text) == ["'listening charter'"]
    assert quoted("‘The boys’ names are on it,’ she says.") == ["‘The boys’ names are on it,’"]


def test_an_open_quotation_goes_on_when_the_next_paragraph_opens_one() -> None:
    text = "“I have never seen the channel so full."
    assert quoted(text, continues=True) == [text]
    assert quoted(text, continues=False) == []


def test_an_unclosed_mark_does_not_swallow_the_quotation_after_it() -> None:
    assert quoted("He said “no and left. She said “yes” and stayed.") == ["“yes”"]


def test_depth_counts_the_quotations_around() -> None:
    pairs = pairs_of("“a ‘b’ c” “d”", convention_of([]), continues=False)
    assert [pair.depth for pair in pairs] == [0, 1, 0]

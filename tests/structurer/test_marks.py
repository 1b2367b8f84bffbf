"""Quotation marks: the conventions of several countries, apostrophes, what is never closed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accessible.structurer.marks import Pair, convention_of, pairs_of


def quoted(text: str, *, others: str = "", follower: str = "") -> list[str]:
    convention = convention_of([text, others])
    return [text[pair.start : pair.end] for pair in pairs_of(text, convention, follower=follower)]


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


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('There was “no sign" of it, she said.', ['“no sign"']),  # two typists
        ('It would take "two days” to dry.', ['"two days”']),
        ('„Das ist gut", sagte sie.', ['„Das ist gut"']),
        ("They wrote “only the half.“", ["“only the half.“"]),
        ("He paused. “ Come in.” She did.", ["“ Come in.”"]),
        ('He called it " late " and left.', ['" late "']),
        ("Sie las: „Das Wort „Salz“ ist alt. “ Dann ging sie.", ["„Das Wort „Salz“ ist alt. “", "„Salz“"]),
        ("Il écrit : « Le mot « sel » est ancien. »", ["« Le mot « sel » est ancien. »", "« sel »"]),
        ("Hän sanoi: »Ei», ja lähti.", ["»Ei»"]),
        ("``Not yet,'' he said.", ["``Not yet,''"]),
        ("'It ran because o' the rain in the '90s.'", ["'It ran because o' the rain in the '90s.'"]),
        ("'The 'ouse is cold,' he said.", ["'The 'ouse is cold,'"]),
        ('The pipe (“6" wide”) burst.', ['“6" wide”']),
    ],
)
def test_slips_of_typists(text: str, found: list[str]) -> None:
    assert quoted(text) == found


def test_single_marks_are_no_quotations_beside_many_double_ones() -> None:
    others = "“Yes,” she said. “No,” he said. “Perhaps,” they said. “Never,” I said."
    assert quoted("The ‘old’ bell was sold.", others=others) == []
    assert quoted("“The ‘old’ bell was sold.”", others=others) == ["“The ‘old’ bell was sold.”", "‘old’"]
    assert quoted("The ‘old’ bell was sold.") == ["‘old’"]


def test_a_quotation_goes_on_only_in_marks_of_its_kind() -> None:
    assert quoted("“I have never seen it so full.", follower="‘") == []
    assert quoted("« Jamais je ne l’ai vu si plein.", follower="“") == []


@given(st.text(alphabet="“”„‟\"«»‘’‚'‹›`ab .,!—8\n", max_size=60), st.sampled_from(["", "“", "‘", "«"]))
def test_pairs_begin_and_end_at_marks_and_never_cross(text: str, follower: str) -> None:
    convention = convention_of([text])
    pairs = pairs_of(text, convention, follower=follower)
    assert pairs == pairs_of(text, convention, follower=follower)
    marks = "“”„‟\"«»‘’‚'‹›`"
    around: list[Pair] = []
    for pair in pairs:
        assert text[pair.start] in marks
        assert text[pair.end - 1] in marks if pair.closed else pair.end == len(text.rstrip())
        assert text[pair.start : pair.end].strip(marks + " \n")
        while around and around[-1].end <= pair.start:
            around.pop()
        assert all(other.start < pair.start and pair.end <= other.end for other in around)
        assert pair.depth == len(around)
        around.append(pair)


def test_an_open_quotation_goes_on_when_the_next_paragraph_opens_one() -> None:
    text = "“I have never seen the channel so full."
    assert quoted(text, follower="“") == [text]
    assert quoted(text) == []


def test_an_unclosed_mark_does_not_swallow_the_quotation_after_it() -> None:
    assert quoted("He said “no and left. She said “yes” and stayed.") == ["“yes”"]


def test_depth_counts_the_quotations_around() -> None:
    pairs = pairs_of("“a ‘b’ c” “d”", convention_of([]))
    assert [pair.depth for pair in pairs] == [0, 1, 0]


def test_a_quotation_in_single_marks_may_open_with_an_elision() -> None:
    assert quoted("‘’Twas ever thus,’ said Ann.") == ["‘’Twas ever thus,’"]
    assert quoted("‘’Twas late, and ’tis later now,’ said Ann. ‘Go.’") == ["‘’Twas late, and ’tis later now,’", "‘Go.’"]


def test_single_marks_nest_in_single_ones_where_each_has_its_partner() -> None:
    text = "‘He said “no”, and ‘never’, and left,’ said Ann."
    assert quoted(text) == [text[:-10], "“no”", "‘never’"]
    assert quoted("‘The ‘ouse is mine,’ he said. ‘The boys’ beds, too.’") == [
        "‘The ‘ouse is mine,’",
        "‘The boys’ beds, too.’",
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('"It\'s 5\' 10" tall and 12" wide."', ['"It\'s 5\' 10" tall and 12" wide."']),
        ('"The pipe is 6" wide," he said. "Not 5" wide."', ['"The pipe is 6" wide,"', '"Not 5" wide."']),
        ('He read "Chapter 12" and "Chapter 13".', ['"Chapter 12"', '"Chapter 13"']),
        ('"Salt 13" was a boat, and "Tar" was one.', ['"Salt 13"', '"Tar"']),
        ('"I was born in 1930" was all she said.', ['"I was born in 1930"']),
    ],
)
def test_inches_do_not_close_a_quotation_in_straight_marks(text: str, found: list[str]) -> None:
    assert quoted(text) == found


def test_a_paragraph_keeps_the_marks_of_where_it_comes_from() -> None:
    french = "Il dit «non», puis «oui», puis «peut-être»."
    assert quoted("Er rief »Gut« und ging.", others=french) == ["»Gut«"]
    assert quoted(french, others="Er rief »Gut«.\n»Ja« und »nein« und »doch« und »nie«.") == [
        "«non»",
        "«oui»",
        "«peut-être»",
    ]
    double = "“Yes,” she said. “No,” he said. “Perhaps,” they said. “Never,” I said."
    assert quoted("'Single,' said Ann.", others=double) == ["'Single,'"]
    assert quoted("’Twas late, and the ‘old’ bell was sold.", others=double) == []

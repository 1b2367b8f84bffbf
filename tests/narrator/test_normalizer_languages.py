"""What is said in English, German, French and Spanish: tables of written and spoken, and laws that hold for any text.

Each row of ``spoken/<language>.tsv`` is a test. A language tag or ``[heading]`` in its last column says how it is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accessible.narrator import normalizer
from accessible.narrator.normalizer import UNSPEAKABLE, normalize, pieces, spoken
from accessible.narrator.spoken import roman, scanner
from accessible.narrator.spoken.tongue import GRAMMARS, tongue_of

TABLES = Path(__file__).parent / "spoken"
LANGUAGES = sorted(GRAMMARS)

#: Text of everything that a rule looks at.
MIXED = st.lists(
    st.one_of(
        st.text(max_size=8),
        st.sampled_from(
            "Dr. St. No. Mr Henry VIII IV BBC NATO USA am 3. Mai 1862 1905 5 10–12 3/4 ½ € $ £5 % km km/h °C . , : ; "
            "- – — ' ’ “ ” ( [1] ] * ** _ # @ a@b.de www.x.org https://x.org/a /usr/bin C:\\ + × ² ¹ 👍🏽 ❤️ 🇩🇪 … ... "
            "2^3 10^-6 1e6 5*3 5 - 3 a/b m/s² kg/m³ 10 000 Luke 2:1-7 1 Cor. 13:4 2:03:59 £3 10s 6d 4x4 page xii C# "
            ">= US UK "
            "z. B. e.g. h 30 1er XXe 1.º a. C. 7:30 p.m. 1,234.56 1.234,56 007 +44 20 7946 0958".split(" ")
        ),
        st.sampled_from([" ", "  ", "\n", "\u00a0", ""]),
    ),
    max_size=24,
).map("".join)


def rows() -> Iterator[tuple[str, str, str, bool]]:
    for language in LANGUAGES:
        for line in (TABLES / f"{language}.tsv").read_text(encoding="utf-8").splitlines():
            if line.startswith("# "):
                continue
            written, said, rule = line.split("\t")
            option = re.match(r"\[(.+?)\]", rule)
            heading = bool(option and option[1] == "heading")
            yield written, said, option[1] if option and not heading else language, heading


@pytest.mark.parametrize(("written", "said", "language", "heading"), list(rows()))
def test_what_is_said(written: str, said: str, language: str, heading: bool) -> None:
    assert normalize(written, language=language, heading=heading) == said


def test_the_tables_are_large_enough_to_mean_something() -> None:
    counts = {language: sum(row[2][:2] == language for row in rows()) for language in LANGUAGES}
    assert counts["en"] >= 300
    assert min(counts.values()) >= 80


def test_a_language_that_has_no_row_says_what_is_written() -> None:
    assert normalize("Dr. 1905 §5 BBC", language="pl") == "Dr. 1905 §5 BBC"
    assert normalize("Dr. 1905 §5 BBC") == "Dr. 1905 §5 BBC"


# ------------------------------------------------------------------------------------------------------------ pieces
def test_pieces_join_the_words_on_the_page_with_those_that_sound() -> None:
    written = "Dr. Ann ran\n10–12 km, in “1905”."
    said = spoken(written, language="en")
    assert [(written[piece.start : piece.end], piece.text) for piece in pieces(written, said)] == [
        ("Dr.", "Doctor"),
        (" ", " "),
        ("Ann ", "Ann "),
        ("ran\n", "ran "),
        ("10", "10 "),
        ("–", "to"),
        ("12", " 12 "),
        (" km", "kilometres"),
        (", ", ", "),
        ("in “", "in "),
        ("1905", "nineteen oh five"),
        ("”.", "."),
    ]


@pytest.mark.parametrize("language", [*LANGUAGES, "und"])
@given(written=MIXED, heading=st.booleans())
def test_nothing_raises_and_the_pieces_are_the_whole_of_both_texts(language: str, written: str, heading: bool) -> None:
    said = spoken(written, language=language, heading=heading)
    assert said.text == " ".join(said.text.split())
    assert not UNSPEAKABLE.search(said.text)
    cut = pieces(written, said)
    assert "".join(written[piece.start : piece.end] for piece in cut) == written
    assert "".join(piece.text for piece in cut) == said.text
    assert all(before.end == after.start for before, after in zip(cut, cut[1:], strict=False))
    assert all(turn.start < turn.end and turn.first <= turn.last for turn in said.turns)


@pytest.mark.parametrize("language", LANGUAGES)
@given(written=MIXED)
def test_between_the_turns_both_texts_have_the_same_letters(language: str, written: str) -> None:
    said = spoken(written, language=language)
    here = there = 0
    for start, end, first, last in [(t.start, t.end, t.first, t.last) for t in said.turns] + [(None,) * 4]:
        written_part, spoken_part = written[here:start], said.text[there:first]
        assert [c for c in written_part if c.isalnum()] == [c for c in spoken_part if c.isalnum()]
        here, there = end or 0, last or 0


# -------------------------------------------------------------------------------------------------------------- laws
ORDINARY = st.lists(st.text(st.characters(categories=["Ll"]), min_size=1, max_size=12), max_size=12).map(" ".join)


@pytest.mark.parametrize("language", LANGUAGES)
@given(written=ORDINARY)
def test_ordinary_words_come_out_as_they_went_in(language: str, written: str) -> None:
    assert normalize(written, language=language) == written


@pytest.mark.parametrize("language", LANGUAGES)
@given(words=st.lists(st.sampled_from("the a und le la harbour Glocke château niño mer".split()), max_size=20))
def test_ordinary_sentences_are_said_twice_as_once(language: str, words: list[str]) -> None:
    once = normalize(", ".join(words), language=language)
    assert normalize(once, language=language) == once


@pytest.mark.parametrize(
    "pattern",
    [
        "1",
        "1 ",
        "1.",
        "1,",
        "1-",
        "1–2 ",
        "a.",
        "A.",
        "A. ",
        "AB ",
        "ABC DEF ",
        "I ",
        "$1 ",
        "1/2 ",
        "@",
        "a@",
        "#a",
        "/a",
        "::",
        "*",
    ]
    + [
        "_",
        "<",
        "=",
        "+1 ",
        "(1 ",
        "[1]",
        "http://",
        "www.",
        "👍",
        "👍🏽",
        "2000 ",
        "3 May ",
        "Mr. ",
        "¹",
        "x²",
        "'",
        "“",
        "…",
        ". . ",
        "2^",
        "x^(",
        "5*",
        "1e6 ",
        "10 000 ",
        "100 ",
        "5 - ",
        "1:2:",
        "1 Cor. 1:2 ",
        "page xii ",
        "£3 10s ",
        "$1-$",
        "5 m/s ",
        "4x",
        "a/",
        "XIV–",
        "?a=",
    ],
)
def test_twice_the_text_is_twice_the_work(pattern: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The work is counted, not timed: how often a rule is asked."""
    asked = 0

    def counted(rule: scanner.Rule) -> scanner.Rule:
        def ask(*arguments: object) -> object:
            nonlocal asked
            asked += 1
            return rule(*arguments)  # type: ignore[arg-type]

        return ask  # type: ignore[return-value]

    table = {kind: tuple(map(counted, rules)) for kind, rules in scanner.RULES.items()}
    monkeypatch.setattr(scanner, "RULES", table)
    work = []
    for size in (500, 1000, 2000):
        asked = 0
        normalize((pattern * size)[:size], language="en")
        work.append(asked)
    assert work[2] <= 2.1 * work[1] + 40
    assert work[2] <= 20 * 2000


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_number_of_thousands_of_digits_is_no_number_that_python_refuses(language: str) -> None:
    long = "9" * 5000
    for written in (
        f"2{'²' * 5000}",
        f"{long} - {long}",
        f"1{long} – 2{long}",
        f"{long}:{long}",
        f"£{long}s",
        f"{long}/3",
    ):
        assert normalize(written, language=language)


@given(st.integers(1, 3999))
def test_a_numeral_is_read_back(number: int) -> None:
    written, rest = "", number
    for value, sign in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        "M CM D CD C XC L XL X IX V IV I".split(),
        strict=True,
    ):
        written += sign * (rest // value)
        rest %= value
    assert roman.value(written) == number


def test_what_is_no_numeral_counts_nothing() -> None:
    assert [roman.value(word) for word in ("CIVIL", "IIII", "VX", "", "LID")] == [0, 0, 0, 0, 0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_a_language_fit_its_rules(language: str) -> None:
    """A file of words that somebody mended still has what the rules ask for."""
    tongue = tongue_of(language)
    english = tongue_of("en").words.phrases
    optional = {"skin", "of-money", "shillings", "pence"}
    assert set(english) - optional <= set(tongue.words.phrases)
    assert {"&", "§", "×", "±", "≤", "≥", "√", "=", "<", ">"} <= set(tongue.words.symbols)
    for said in (*tongue.words.always.values(), *tongue.words.letters.values()):
        assert normalizer.plain(said) == said

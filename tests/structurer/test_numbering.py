"""Numbers of headings are read: what scheme, what value, where the title begins."""

from __future__ import annotations

import pytest

from accessible.structurer.numbering import number_of, roman


@pytest.mark.parametrize(
    ("line", "language", "scheme", "values", "title"),
    [
        ("CHAPTER XII.", "en", "chapter", (12,), ""),
        ("Chapter I: Early Youth", "en", "chapter", (1,), "Early Youth"),
        ("Chapter Twenty-One", "en", "chapter", (21,), ""),
        ("Part the Second", "en", "part", (2,), ""),
        ("THE FIRST BOOK", "en", "book", (1,), ""),
        ("Appendix A: Labels", "en", "appendix", (1,), "Labels"),
        ("PART IV--_Ceremonies_", "en", "part", (4,), "Ceremonies_"),
        ("Chapter No. 3: The Ford", "en", "chapter", (3,), "The Ford"),
        ("PREMIÈRE PARTIE", "fr", "partie", (1,), ""),
        ("La première partie", "fr", "partie", (1,), ""),
        ("Chapitre n° 3 : Le gué", "fr", "chapitre", (3,), "Le gué"),
        ("Das zweite Buch", "de", "buch", (2,), ""),
        ("Kapitel Nr. 3: Die Furt", "de", "kapitel", (3,), "Die Furt"),
        ("La segunda parte", "es", "parte", (2,), ""),
        ("Capítulo n.º 3: El vado", "es", "capítulo", (3,), "El vado"),
        ("Kapitel 3. Der Brunnen", "de", "kapitel", (3,), "Der Brunnen"),
        ("Capítulo VII", "es", "capítulo", (7,), ""),
        ("2.1 Sampling", "en", "1.1", (2, 1), "Sampling"),
        ("1 INTRODUCTION", "en", "1", (1,), "INTRODUCTION"),
        ("6. Mini bars", "en", "1.", (6,), "Mini bars"),
        ("11) A Film", "en", "1)", (11,), "A Film"),
        ("XII. Le pain", "en", "I.", (12,), "Le pain"),
        ("IV", "en", "I", (4,), ""),
        ("I\nThe Toll", "en", "I", (1,), "The Toll"),
        ("Module 3: The Team", "en", "module …", (3,), "The Team"),
    ],
)
def test_a_number_is_read(line: str, language: str, scheme: str, values: tuple[int, ...], title: str) -> None:
    number = number_of(line, language)
    assert number is not None
    assert (number.scheme, number.values, line[number.end :]) == (scheme, values, title)


@pytest.mark.parametrize(
    "line",
    [
        "I saw him",
        "1911",
        "3D printing",
        "Part of it",
        "MIX it",
        "C programs",
        "DI saw it",
        "Bookshelves",
        "Actor 7 men",
    ],
)
def test_what_only_looks_like_a_number_is_none(line: str) -> None:
    assert number_of(line, "en") is None


def test_an_unknown_language_still_has_numerals() -> None:
    assert number_of("CHAPTER II", "xx") is None or number_of("CHAPTER II", "xx").rank == 0  # type: ignore[union-attr]
    assert number_of("II. Caput", "xx") is not None


@pytest.mark.parametrize(
    ("numeral", "value"), [("MCMXCIV", 1994), ("iv", 4), ("XL", 40), ("IIII", 0), ("VX", 0), ("", 0)]
)
def test_roman(numeral: str, value: int) -> None:
    assert roman(numeral) == value

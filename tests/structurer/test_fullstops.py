"""Which full stops end a sentence: paragraphs with their sentences parted, per language.

Each line of ``sentences/<language>.txt`` is a test; what stands in quotation marks is no direct quotation here, since
nothing but the full stops is asked about.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accessible.model.blocks import Prose
from accessible.structurer.abbreviated import KINDS, abbreviations
from accessible.structurer.fullstops import revised
from accessible.structurer.sentences import sentences_of
from accessible.structurer.words import entries

FOLDER = Path(__file__).parent / "sentences"
LANGUAGES = ("de", "en", "es", "fr")


def paragraphs() -> Iterator[tuple[str, list[str]]]:
    for language in LANGUAGES:
        for line in (FOLDER / f"{language}.txt").read_text(encoding="utf-8").splitlines():
            if not line.startswith("# "):
                yield language, line.split(" | ")


def cut(text: str, language: str) -> list[str]:
    return [text[start:end] for start, end in sentences_of(Prose(text), language=language)]


@pytest.mark.parametrize(("language", "sentences"), list(paragraphs()))
def test_sentences_end_where_they_end(language: str, sentences: list[str]) -> None:
    assert cut(" ".join(sentences), language) == sentences


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_an_abbreviation_is_is_said_once(language: str) -> None:
    found = [entry.split() for entry in entries("abbreviation", language)]
    names = [" ".join(part for part in parts if part not in KINDS) for parts in found]
    assert all(KINDS & set(parts[1:]) for parts in found)
    assert all("." in name for name in names)
    assert len(names) == len(set(names))
    assert all(word == word.lower() for word in entries("opener", language))


def test_a_wide_space_is_a_space() -> None:
    assert cut("Er mag z.\u00a0B. Äpfel am 4.\u202fMai.", "de") == ["Er mag z.\u00a0B. Äpfel am 4.\u202fMai."]
    assert cut("In vol.\n2 there is\none. So it is.", "en") == ["In vol.\n2 there is\none.", "So it is."]


def test_a_language_without_a_list_is_left_to_sentencex() -> None:
    assert abbreviations("it") is None
    assert cut("Il sig. Rossi parla. Il dott. Bianchi no.", "it") == ["Il sig. Rossi parla.", "Il dott. Bianchi no."]


def test_a_text_without_capitals_has_sentences_too() -> None:
    assert cut("i went home. then i slept. nobody came.", "en") == ["i went home.", "then i slept.", "nobody came."]


WORDS = st.sampled_from(
    "He he Bell bell. z. B. z.B. 19. 4. Mai Mr. No. no. 5 etc. usw. J. J.-C. U.S. p.m. (a. b.) “Dr. He.” « c.-à-d. » "
    "n.º II. XIV. ... … ! ? . .. St. Er Dann 1905. - -- ¿Qué ¡No! x². ². ³ 5² ٣. 10s. 6d. \u00a0 \n 你好。 É ß".split(
        " "
    )
)


@given(st.lists(WORDS, max_size=20).map(" ".join), st.sampled_from([*LANGUAGES, "de-AT", "it", "xx"]))
def test_ends_are_in_order_and_reach_the_end(text: str, language: str) -> None:
    cuts = sentences_of(Prose(text), language=language)
    assert all(start < end for start, end in cuts)
    assert all(end <= start for (_, end), (start, _) in zip(cuts, cuts[1:], strict=False))
    assert "".join("".join(text[start:end].split()) for start, end in cuts) == "".join(text.split())


@given(st.lists(WORDS, min_size=1, max_size=20).map(" ".join), st.sampled_from(LANGUAGES))
def test_an_end_that_is_found_here_has_a_space_before_it(text: str, language: str) -> None:
    ends = revised(text, [len(text)], language)
    assert ends == sorted(set(ends))
    assert ends[-1] == len(text)
    assert all(text[end - 1].isspace() for end in ends[:-1])

"""Speech without quotation marks: dashes and labels, with the words of the teller left out."""

from __future__ import annotations

import pytest

from accessible.structurer.marks import convention_of, pairs_of
from accessible.structurer.unmarked import dialogue_of, turns_of


def said(*texts: str, language: str = "en") -> list[list[str]]:
    dialogue = dialogue_of(texts, language)
    convention = convention_of(texts)
    return [
        [text[pair.start : pair.end] for pair in turns_of(text, pairs_of(text, convention), dialogue, language)]
        for text in texts
    ]


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "—Not today, said the pilot. The tide is wrong.", ["—Not today,", "The tide is wrong."]),
        ("en", "—Not today, Vane said, and you know it.", ["—Not today,", "and you know it."]),
        ("en", "--I saw it--the bell--from here.", ["--I saw it--the bell--from here."]),
        ("fr", "— Pas ce soir, répondit-elle. La mer est haute.", ["— Pas ce soir,", "La mer est haute."]),
        ("fr", "— Tu viens ? demanda le pilote.", ["— Tu viens ?"]),
        ("es", "—No lo sé —dijo Inés—. Mañana veremos.", ["—No lo sé", "Mañana veremos."]),
        ("ru", "— Нет, — сказал он. — Завтра.", ["— Нет,", "Завтра."]),
    ],
)
def test_a_dash_opens_speech_and_the_words_of_the_teller_are_not_spoken(
    language: str, text: str, found: list[str]
) -> None:
    assert said(text, "— Ah!", "— Oh!", language=language)[0] == found


def test_one_dash_is_no_dialogue() -> None:
    assert said("The bell rang.", "—Old rhyme", "Nobody came.") == [[], [], []]
    assert said("—Maren Ostby", "—The Bell", "—Halvard Finch") == [[], [], []]


def test_marks_inside_a_dash_are_nested() -> None:
    text = "— Elle a dit « demain », je crois."
    dialogue = dialogue_of([text, "— Ah !", "— Oh !"], "fr")
    found = turns_of(text, pairs_of(text, convention_of([text])), dialogue, "fr")
    assert [pair.depth for pair in found] == [0, 1]
    assert found[0].edge == "dash"


def test_labels_of_a_transcript() -> None:
    found = said("OSTBY: We sold it.", "FINCH (laughing): All of it!", "The room was cold.", "OSTBY: Not “all” of it.")
    assert found == [["We sold it."], ["All of it!"], [], ["Not “all” of it.", "“all”"]]


def test_who_asks_is_the_writer() -> None:
    found = said(
        "An interview with Maren Ostby", "Q: When was it sold?", "A: In March.", "Q: Why?", "A: It was cracked."
    )
    assert found == [[], [], ["In March."], [], ["It was cracked."]]


def test_frequent_questions_and_single_labels_are_nobodys_words() -> None:
    assert said("Renewing a pass", "Q: How do I renew?", "A: Fill in the form.", "Q: When?", "A: In May.") == [[]] * 5
    assert said("NOTE: the ferry is late.", "It rains.", "NOTE: it is on time again.") == [[], [], []]

"""Labels before what is said: marked, said once by the narrator, and questions and answers known as such."""

from __future__ import annotations

import pytest

from accessible.model.blocks import Paragraph, Quote, Sentence, SpeakerLabel
from accessible.model.document import Document, leaves
from accessible.narrator import compose, load_cast
from tests.structurer.test_laws import structured

INTRODUCTION = "Maren Ostby has kept the harbour of Low for thirty years. We talked to her on the mole in winter."


def labels(document: Document) -> list[str]:
    return [
        leaf.prose.text[mark.start : mark.end]
        for section in document.sections
        for leaf in leaves(section.blocks)
        for mark in leaf.prose.inlines
        if isinstance(mark, SpeakerLabel)
    ]


def kinds(document: Document) -> list[str]:
    return [section.kind for section in document.sections]


def work(*turns: str, title: str = "Bells and fog", language: str = "en") -> Document:
    return structured("\n\n".join([title, INTRODUCTION, *turns]), language)


INTERVIEW = (
    "CORRAN: Why did you sell the bell?",
    "OSTBY: We sold it because it was too heavy.",
    "CORRAN: And do you miss it?",
    "OSTBY (laughing): I miss it in fog. You cannot hear a lamp.",
    "CORRAN: Will it come back?",
    "OSTBY: Not while I am alive.",
)


def test_an_interview_by_its_names() -> None:
    document = work(*INTERVIEW)
    assert kinds(document) == ["qna"]
    assert document.sections[0].kind_evidence is not None
    assert document.sections[0].kind_evidence.rule == "one asks and another answers, in turns"
    assert labels(document) == ["CORRAN:", "OSTBY:", "CORRAN:", "OSTBY (laughing):", "CORRAN:", "OSTBY:"]


def test_what_is_said_when_stands_before_the_names() -> None:
    stamped = [f"[00:0{at}:15] {turn}" for at, turn in enumerate(INTERVIEW)]
    document = work(*stamped)
    assert kinds(document) == ["qna"]
    assert labels(document)[:2] == ["[00:00:15] CORRAN:", "[00:01:15] OSTBY:"]
    assert len(labels(document)) == len(INTERVIEW)
    said = [mark for part in document.sections for leaf in leaves(part.blocks) for mark in leaf.prose.inlines]
    assert sum(isinstance(mark, Quote) and mark.speaker is not None for mark in said) == len(INTERVIEW)


@pytest.mark.parametrize(
    ("language", "title", "ask", "answer", "question"),
    [
        ("en", "An interview with the harbour master", "Q", "A", "Why did you sell it?"),
        ("de", "Ein Interview mit der Hafenmeisterin", "Frage", "Antwort", "Warum haben Sie sie verkauft?"),
        ("fr", "Un entretien avec la capitaine du port", "Q", "R", "Pourquoi l’avez-vous vendue ?"),
        ("es", "Entrevista con la capitana del puerto", "P", "R", "¿Por qué la vendieron?"),
    ],
)
def test_an_interview_by_its_letters(language: str, title: str, ask: str, answer: str, question: str) -> None:
    turns = [f"{ask}: {question}", f"{answer}: Low."] * 3
    document = work(*turns, title=title, language=language)
    assert kinds(document) == ["qna"]
    assert labels(document) == [f"{ask}:", f"{answer}:"] * 3
    marks = [mark for leaf in leaves(document.sections[0].blocks) for mark in leaf.prose.inlines]
    assert [mark.quoted for mark in marks if isinstance(mark, SpeakerLabel)] == [False, True] * 3
    assert sum(isinstance(mark, Quote) for mark in marks) == 3


def test_frequent_questions_are_questions_but_nobody_is_quoted() -> None:
    turns = ("Q: When does it sail?", "A: At noon.", "Q: May I bring my dog?", "A: Yes.", "Q: And my boat?", "A: No.")
    document = work(*turns, title="About the ferry")
    assert kinds(document) == ["qna"]
    assert len(labels(document)) == 6
    assert not any(
        isinstance(mark, Quote) for leaf in leaves(document.sections[0].blocks) for mark in leaf.prose.inlines
    )


def test_people_who_talk_are_no_questions_and_answers() -> None:
    turns = (
        "CORRAN: I never liked the bell.",
        "OSTBY: Nor did I, and my father liked it even less!",
        "CORRAN: We were glad when it was gone.",
        "OSTBY: Were we? I miss it in fog.",
    )
    document = work(*turns)
    assert labels(document) == ["CORRAN:", "OSTBY:", "CORRAN:", "OSTBY:"]
    assert kinds(document) == [""]


def test_a_few_turns_in_a_long_text_make_no_interview() -> None:
    prose = [INTRODUCTION] * 12
    assert kinds(work(*INTERVIEW[:4], *prose, *INTERVIEW[4:])) == [""]


def test_labels_that_are_no_speakers() -> None:
    assert labels(work("Ingredients: salt and tar.", "Method: Boil it.", "Ingredients: rope.", "Method: Wait.")) == []


def test_a_label_is_said_once_by_the_narrator_and_the_words_by_who_speaks() -> None:
    document = work(*INTERVIEW)
    block = document.sections[0].blocks[2]
    assert isinstance(block, Paragraph)
    sentences = [mark for mark in block.prose.inlines if isinstance(mark, Sentence)]
    assert [block.prose.text[mark.start : mark.end] for mark in sentences] == ["CORRAN:", "Why did you sell the bell?"]
    script = compose(document, cast=load_cast(), engine="tone")
    said = [utterance for part in script.parts for utterance in part.utterances]
    (label,) = [utterance for utterance in said if utterance.id == sentences[0].id]
    (words,) = [utterance for utterance in said if utterance.id == sentences[1].id]
    assert (label.role, words.role) == ("narrator", "quote")
    assert label.voice != words.voice


def speakers(document: Document) -> set[str]:
    return {
        mark.speaker.name
        for section in document.sections
        for leaf in leaves(section.blocks)
        for mark in leaf.prose.inlines
        if isinstance(mark, Quote) and mark.speaker is not None
    }


@pytest.mark.parametrize(("who", "said"), [("Maren Ostby", set()), ("Anna Ostby", {"Anna Ostby"})])
def test_the_answers_of_an_interview_are_not_credited_to_the_writer_of_the_byline(who: str, said: set[str]) -> None:
    turns = ["Q: Why did you sell it?", "A: It was too heavy."] * 3
    introduction = f"{who} has kept the harbour of Low for thirty years."
    document = structured("\n\n".join(["An interview in winter", "By Clara Holm", introduction, *turns]))
    assert [kind for kind in kinds(document) if kind] == ["qna"]
    assert speakers(document) == said


@pytest.mark.parametrize(
    "turns",
    [
        ("Steam: Who needs it? I do not.", "Diesel: We use it, and I like it!", "Steam: My father loved it."),
        ("English: How are you?", "French: Comment allez-vous?", "English: I am well.", "French: Je vais bien."),
    ],
)
def test_a_word_with_a_capital_before_a_colon_is_no_speaker(turns: tuple[str, ...]) -> None:
    document = work(*turns)
    assert labels(document) == []
    assert speakers(document) == set()

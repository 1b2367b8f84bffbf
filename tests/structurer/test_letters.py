"""Letters: works that are one, extracts that are, and what is none."""

from __future__ import annotations

import pytest

from accessible.model.blocks import (
    Block,
    BlockQuote,
    Evidence,
    Heading,
    Paragraph,
    Prose,
    Quote,
    SectionKind,
    SectionStart,
    Span,
    Title,
    Verse,
)
from accessible.model.document import Document, leaves
from accessible.model.draft import Draft, Metadata
from accessible.structurer import structure
from tests.structurer.test_laws import lost_or_doubled, structured
from tests.structurer.test_noterefs import in_code

BODY = {
    "en": "Your bell has been found. Two divers brought it up on Tuesday, and it lies on the quay under a sail.",
    "de": "Ihre Glocke ist gefunden. Zwei Taucher haben sie am Dienstag geborgen, und sie liegt am Kai unter Segeln.",
    "fr": "Votre cloche est retrouvée. Deux plongeurs l’ont remontée mardi, et elle repose sur le quai sous une voile.",
    "es": "Su campana ha aparecido. Dos buzos la subieron el martes, y está en el muelle debajo de una vela.",
}


def parts(document: Document) -> list[tuple[str, str]]:
    """What each paragraph that is a part of a letter is, and how it begins."""
    return [
        (leaf.part, leaf.prose.text.split(",")[0])
        for section in document.sections
        for leaf in leaves(section.blocks)
        if isinstance(leaf, Paragraph) and leaf.part
    ]


def letters(document: Document) -> list[BlockQuote]:
    return [
        block
        for section in document.sections
        for block in section.blocks
        if isinstance(block, BlockQuote) and block.kind == "letter"
    ]


def kinds(document: Document) -> list[str]:
    return [section.kind for section in document.sections]


@pytest.mark.parametrize(
    ("language", "greeting", "leave"),
    [
        ("en", "Dear Miss Ostby,", "Yours faithfully,"),
        ("en", "My dear Vane—", "Your affectionate brother,"),
        ("en", "Sir,", "I have the honour to be, Sir, your most obedient servant,"),
        ("en", "To whom it may concern:", "With kind regards,"),
        ("en", "Dearest Maren,", "Ever yours,"),
        ("en", "Hi Maren", "All the best wishes"),
        ("en", "Hello Maren,", "Thanks again,"),
        ("de", "Sehr geehrte Frau Ostby,", "Mit freundlichen Grüßen"),
        ("de", "Lieber Anders!", "Dein Bruder"),
        ("de", "Hallo Anders,", "Grüße aus Tiefhafen"),
        ("de", "Hochverehrter Herr Doktor,", "Hochachtungsvoll"),
        ("fr", "Monsieur le Directeur,", "Veuillez agréer, Monsieur, l’expression de mes sentiments distingués."),
        ("fr", "Ma chère Madeleine,", "Ton frère,"),
        ("fr", "Cher ami,", "Bien cordialement,"),
        ("es", "Estimada señora Ostby:", "Atentamente,"),
        ("es", "Muy señor mío:", "Su seguro servidor,"),
        ("es", "Querido Anders:", "Un fuerte abrazo,"),
    ],
)
def test_a_work_that_is_a_letter(language: str, greeting: str, leave: str) -> None:
    text = f"Low, 1911\n\n{greeting}\n\n{BODY[language]}\n\n{leave}\n\nIlse Corran\n"
    document = structured(text, language)
    assert kinds(document) == ["letter"]
    assert [part for part, _ in parts(document)] == ["dateline", "salutation", "valediction", "signature"]
    assert lost_or_doubled(document) == []


def test_lines_that_stand_close_together() -> None:
    text = f"Dear Miss Ostby,\n{BODY['en']}\n\n{BODY['en']}\n\nYours faithfully,\n    Ilse Corran\n    Harbour Master\n"
    assert parts(structured(text)) == [
        ("salutation", "Dear Miss Ostby"),
        ("valediction", "Yours faithfully"),
        ("signature", "Ilse Corran"),
        ("signature", "Harbour Master"),
    ]


def test_a_postscript_follows_on_the_signature() -> None:
    text = (
        f"Dear Vane,\n\n{BODY['en']}\n\nYours,\n\nIlse\n\nP.S. {BODY['en']} The divers ask for nothing but a dinner.\n"
    )
    assert [part for part, _ in parts(structured(text))] == ["salutation", "valediction", "signature"]


def test_the_title_of_an_open_letter_stays_one() -> None:
    text = f"An open letter about the bell\n\nDear councillors,\n\n{BODY['en']}\n\nYours sincerely,\n\nIlse Corran\n"
    document = structured(text)
    assert document.metadata.title == "An open letter about the bell"
    assert kinds(document) == ["letter"]


def test_a_letter_has_no_other_title() -> None:
    document = structured(f"14 Mole Street, Low\n\nDear Vane,\n\n{BODY['en']}\n\nYours,\n\nIlse\n")
    assert document.metadata.title == "a"
    assert [message.code for message in document.messages] == ["S004"]


@pytest.mark.parametrize(
    "text",
    [
        f"The bell\n\n{BODY['en']}\n\nYours truly,\n\nIlse Corran\n",  # it speaks to nobody
        f"Dear Miss Ostby,\n\n{BODY['en']}\n\n{BODY['en']}\n",  # and it ends like a text
        f"Dear oh dear\n\n{BODY['en']}\n\nIlse Corran\n",
        "Dear Miss Ostby,\n\nYours faithfully,\n\nIlse Corran\n",  # and says nothing
        f"Dear Miss Ostby,\n\n{BODY['en']}\n\nYours faithfully,\n\n{BODY['en']}\n",  # leave is taken in the middle
    ],
)
def test_a_work_that_is_none(text: str) -> None:
    document = structured(text)
    assert kinds(document) == [""] * len(document.sections)
    assert parts(document) == []


PROSE = (
    "In the morning there came a letter for the founder, who was asleep, and the boys\n"
    "opened it and read it to each other in the cart, though neither could read well,\n"
    "and this is what they made of it:\n"
)
AFTER = (
    "He read it twice and put it in the fire, and nobody ever saw him write an answer\n"
    "to it, though the boys kept the ink from freezing for the better part of a week.\n"
)
INSIDE = (
    "Your bell is too heavy for our tower. We have had it",
    "measured by two masons, and both of them say so. Be so",
    "good as to make it lighter, or make the tower stronger.",
)


def quoted(*lines: str) -> Document:
    set_in = "\n".join(f"    {line}" if line else "" for line in lines)
    return structured(f"The bell of Low\n\n{AFTER}\n{PROSE}\n{set_in}\n\n{AFTER}")


def test_an_extract_that_is_a_letter() -> None:
    document = quoted("Low, 12 March 1811", "", "Dear Sir,", "", *INSIDE, "", "Your obedient servant,", "MAREN OSTBY")
    (letter,) = letters(document)
    assert letter.kind_evidence is not None
    assert letter.kind_evidence.rule == "speaks to somebody and takes leave"
    assert [part for part, _ in parts(document)] == ["dateline", "salutation", "valediction", "signature"]
    assert lost_or_doubled(document) == []


@pytest.mark.parametrize("opening", ["Dear Sir—", "“My dear Founder,--", "DEAR SIR: "])
def test_the_text_of_a_letter_may_follow_on_the_same_line(opening: str) -> None:
    document = quoted(opening + INSIDE[0], *INSIDE[1:], "", "Yours,", "", "MAREN OSTBY")
    assert len(letters(document)) == 1
    assert [part for part, _ in parts(document)] == ["valediction", "signature"]


def test_a_letter_that_is_only_signed() -> None:
    (letter,) = letters(quoted("Dear Sir,", "", *INSIDE, "", "MAREN OSTBY"))
    assert letter.kind_evidence is not None
    assert letter.kind_evidence.rule == "speaks to somebody and is signed"


def test_what_only_begins_like_a_letter_is_an_extract_and_that_is_told() -> None:
    document = quoted("Dear Sir,", "", *INSIDE, "", *INSIDE)
    assert letters(document) == []
    assert in_code(document, "S013") == [
        "Possible letter, kept as an extract because it neither takes leave nor is signed."
    ]


def test_another_extract_is_none() -> None:
    document = quoted(*INSIDE, "", "MAREN OSTBY")
    assert letters(document) == []
    assert in_code(document, "S013") == []


# ------------------------------------------------------------------------------------------------ among other text
def among(*lines: str, indent: int = 0) -> Document:
    """A chapter with lines in it, and another chapter."""
    inner = "\n".join(" " * indent + line if line else "" for line in lines)
    return structured(f"CHAPTER I\n\n{AFTER}\n{inner}\n\n{AFTER}\nCHAPTER II\n\n{AFTER}")


def headed(document: Document) -> list[str]:
    return [
        block.prose.text
        for section in document.sections
        for block in section.blocks
        if isinstance(block, Heading | Title)
    ]


LETTER = ("Low, 3 May 1911.", "", "Dear Miss Ostby,", "", *INSIDE, "", "Yours faithfully,", "Ilse Corran")


@pytest.mark.parametrize("indent", [0, 4, 8])
def test_a_letter_that_is_neither_set_in_nor_the_whole_work_is_found_in_its_chapter(indent: int) -> None:
    document = among(*LETTER, indent=indent)
    (letter,) = letters(document)
    assert [leaf.part for leaf in leaves((letter,)) if isinstance(leaf, Paragraph)] == [
        "dateline",
        "salutation",
        "",
        "valediction",
        "signature",
    ]
    assert headed(document) == ["CHAPTER I", "CHAPTER II"]
    assert kinds(document) == ["chapter", "chapter"]
    assert lost_or_doubled(document) == []


def test_a_letter_of_short_lines_set_in_is_no_verse_and_its_dateline_no_heading() -> None:
    lines = ("Low, 3 May 1911", "Dear Maren,", "Your bell has been found.", "Come soon.", "Yours ever,", "Ilse")
    document = among(*lines, indent=4)
    assert [part for part, _ in parts(document)] == ["dateline", "salutation", "valediction", "signature"]
    assert len(letters(document)) == 1
    assert headed(document) == ["CHAPTER I", "CHAPTER II"]
    assert not [leaf for section in document.sections for leaf in leaves(section.blocks) if isinstance(leaf, Verse)]


def test_a_poem_in_a_letter_is_verse() -> None:
    song = ("    The rope was thin, the rope was old,", "    The rope was made of hair,", "    And who would sell it")
    document = among(*LETTER[:6], "", *song, "", *LETTER[6:])
    (letter,) = letters(document)
    assert [type(block).__name__ for block in letter.blocks if not isinstance(block, Paragraph)] == ["Verse"]


@pytest.mark.parametrize(
    ("leave", "count"),
    [
        (("I have the honour to be,", "Sir,", "Your obedient servant,", "ILSE CORRAN."), 4),
        (("Yours ever, Ilse.",), 1),
        (("_Yours ever,_", "_Ilse._"), 2),
        (("Your loving sister,", "Ilse", "", f"P.S. {BODY['en']}"), 2),
    ],
)
def test_how_a_letter_in_a_chapter_may_end(leave: tuple[str, ...], count: int) -> None:
    (letter,) = letters(document := among("MY DEAR MAREN,--" + INSIDE[0], *INSIDE[1:], "", *leave))
    found = [leaf.part for leaf in leaves((letter,)) if isinstance(leaf, Paragraph) and leaf.part]
    assert len(found) == count
    assert document.text[: letter.span.end].endswith(leave[-1])


def test_two_letters_of_which_each_ends_before_the_other_begins() -> None:
    document = among(*LETTER, "", "DEAR MISS CORRAN,", "", *INSIDE, "", "Truly yours,", "MAREN OSTBY.")
    assert len(letters(document)) == 2


@pytest.mark.parametrize(
    "lines",
    [
        ("“Dear me!”", "", *INSIDE, "", "“Thanks.”", "", "Anders"),
        ("Dear Miss Ostby,", "", *INSIDE, "", "Yours faithfully,", "", "He had not signed it, and nobody ever did."),
        ("Dear Miss Ostby,", "", *INSIDE, "", "* * *", "", *INSIDE, "", "Yours faithfully,", "Ilse Corran"),
        ("Dear Miss Ostby,", "", "Yours faithfully,", "Ilse Corran"),
    ],
)
def test_what_only_looks_like_a_letter_in_a_chapter(lines: tuple[str, ...]) -> None:
    document = among(*lines)
    assert letters(document) == []
    assert parts(document) == []
    assert lost_or_doubled(document) == []


@pytest.mark.parametrize("kind", ["letter", "chapter"])
def test_a_section_that_says_that_it_is_a_letter_holds_no_other(kind: SectionKind) -> None:
    span, given = Span(0, 0), Evidence("element")
    lines = ("Dear Miss Ostby,", BODY["en"], "Yours faithfully,", "Ilse Corran")
    paragraphs = [Paragraph(Prose(line), span, given) for line in lines]
    blocks: tuple[Block, ...] = (SectionStart(span, given, kind=kind), *paragraphs)
    document = structure(Draft("low.html", "", Metadata(title="Low", language="en"), blocks))
    assert len(letters(document)) == (kind == "chapter")
    assert [" ".join(leaf.prose.text.split()) for section in document.sections for leaf in leaves(section.blocks)] == [
        *lines
    ]


def test_a_story_that_begins_with_a_letter_is_none() -> None:
    text = (
        "The lamp\n\nChapter One\n\nNora opened the letter at the window.\n\n"
        "“My dear Edwin,\n\n“I have heard of the ferry, and I am sorry for it.\n\n“Yours,\n\n“Maren”\n\n"
        "She folded it. “It is from Maren,” said Nora.\n\n“What does she want?” asked Edwin.\n\n"
        "“Nothing,” said Nora.\n\n"
        "Dear Sir,\n\nI write about the lamp.\n\nYours sincerely,\n\nPetra Vane\n"
    )
    document = structured(text, "en")
    headings = [
        leaf.prose.text for part in document.sections for leaf in leaves(part.blocks) if isinstance(leaf, Heading)
    ]
    assert headings == ["Chapter One"]
    assert len(letters(document)) == 2
    assert ("dateline", "Nora opened the letter at the window.") not in parts(document)
    assert {speaker.name for speaker in document.speakers} == {"Nora", "Edwin"}  # and nobody says “Yours,”
    inside = [mark for letter in letters(document) for leaf in leaves(letter.blocks) for mark in leaf.prose.inlines]
    assert not any(isinstance(mark, Quote) and mark.speaker for mark in inside)

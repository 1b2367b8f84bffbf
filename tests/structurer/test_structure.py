"""What a block is, on short texts made for one question each."""

from __future__ import annotations

import pytest

from accessible.model.blocks import Boilerplate, Heading, List, SceneBreak
from accessible.model.document import Document
from tests.structurer.test_laws import kinds, structured

PROSE = "The town has waited for this since the spring, and nobody expected it to take so long to be decided. " * 2


def headings(document: Document) -> list[tuple[int, str]]:
    return [
        (block.level, block.prose.text)
        for section in document.sections
        for block in section.blocks
        if isinstance(block, Heading)
    ]


def article(*blocks: str) -> Document:
    return structured("\n\n".join(blocks))


def test_the_first_short_block_is_the_title() -> None:
    document = article("Town buys a bell", PROSE, PROSE)
    assert kinds(document) == ["title", "paragraph", "paragraph"]
    assert document.metadata.title == "Town buys a bell"


def test_a_text_without_a_title_takes_the_file_name_and_says_so() -> None:
    document = article(PROSE, PROSE)
    assert kinds(document) == ["paragraph", "paragraph"]
    assert document.metadata.title == "a"
    assert "S004" in [message.code for message in document.messages]


@pytest.mark.parametrize("crosshead", ["– Three months –", "-- Three months --", "— Three months —"])
def test_a_crosshead_between_dashes_loses_its_dashes_but_not_its_place(crosshead: str) -> None:
    document = article("Town buys a bell", PROSE, crosshead, PROSE)
    assert headings(document) == [(2, "Three months")]
    (heading,) = [block for section in document.sections for block in section.blocks if isinstance(block, Heading)]
    assert document.text[heading.span.start : heading.span.end] == crosshead


def test_each_heading_opens_a_section() -> None:
    document = article("Town buys a bell", PROSE, "Three months", PROSE, "The cost", PROSE, PROSE)
    assert [len(section.blocks) for section in document.sections] == [2, 2, 3]


def test_a_run_of_short_lines_is_no_run_of_headings() -> None:
    names = ["Maren Ostby", "Halvard Finch", "Petra Vane", "Idris Calloway", "Tove Breck"]
    document = article("The board of the port", PROSE, *names, PROSE)
    assert headings(document) == []
    assert "S003" in [message.code for message in document.messages]


def test_a_short_sentence_is_no_heading() -> None:
    assert headings(article("Town buys a bell", PROSE, "The herring came on June 2.", PROSE)) == []


def test_between_title_and_text() -> None:
    document = article(
        "Ferry sinks off coast",
        "Rescuers pull 41 from the water but fear for dozens more; operator denies fault",
        "By Amina Diallo in Freetown",
        "14 May 2024",
        "A rescue boat leaves the harbour on Monday. Photograph: Issa Kamara/Reuters",
        PROSE,
        PROSE,
    )
    assert kinds(document)[:5] == ["title", "subtitle", "byline", "dateline", "caption"]


def test_by_noon_is_no_byline() -> None:
    assert "byline" not in kinds(article("Town buys a bell", "By noon the sea was calm", PROSE, PROSE))


def test_lists() -> None:
    document = article(
        "How to join the library", PROSE, "• listen\n• order a copy\n• ask", "1. Fill in.\n2. Bring it.", PROSE
    )
    found = [block for section in document.sections for block in section.blocks if isinstance(block, List)]
    assert [(block.ordered, block.first, len(block.items)) for block in found] == [(False, 1, 3), (True, 1, 2)]


def test_a_scene_break_is_no_text() -> None:
    document = article("The ferryman", PROSE, "* * *", PROSE)
    assert any(isinstance(block, SceneBreak) for section in document.sections for block in section.blocks)


@pytest.mark.parametrize(
    "line",
    [
        "Please let us know if you're having issues with commenting.",
        "Sign up for our morning newsletter.",
        "Advertisement",
        "© 2024 The Daily Example. All rights reserved.",
        "Read more: The ferries that never come back",
    ],
)
def test_furniture_after_the_text_is_left_out(line: str) -> None:
    document = article("Town buys a bell", PROSE, PROSE, line)
    last = document.sections[-1].blocks[-1]
    assert isinstance(last, Boilerplate)
    assert last.evidence.confidence >= 0.9


def test_appended_furniture_changes_no_heading() -> None:
    blocks = ("Town buys a bell", PROSE, "– Three months –", PROSE, "The cost", PROSE)
    assert headings(article(*blocks)) == headings(article(*blocks, "Share this article"))


def test_prose_that_begins_like_furniture_is_text() -> None:
    document = article(
        "Town buys a bell", PROSE, "Share prices fell on Tuesday after the bell was sold, and rose again."
    )
    assert "boilerplate" not in kinds(document)


def test_an_unknown_language_loses_nothing_and_guesses_no_speaker() -> None:
    document = structured("Titulus\n\n" + PROSE + "\n\nAdvertisement\n\n“Salve,” dixit Marcus.", "la")
    assert "boilerplate" not in kinds(document)
    assert document.speakers == ()


def test_two_chapters_make_a_book() -> None:
    assert article("The ferryman", "CHAPTER I", PROSE, "CHAPTER II", PROSE).kind == "book"
    assert article("The ferryman", PROSE, "The cost", PROSE).kind == "article"


@pytest.mark.parametrize(
    "sentence",
    [
        "Share this with nobody, the old baker said, and he closed the door of the shop behind him.",
        "Register offices in the county were closed on Monday, the council said.",
        "This story has been told many times in the village, and never twice in the same way.",
        "Next post office is ten miles away, and the bus goes there on Thursdays only.",
        "Click here went the shutter, and the picture that won the prize was taken.",
    ],
)
def test_a_sentence_that_begins_like_furniture_is_not_dropped(sentence: str) -> None:
    for blocks in ((PROSE, sentence, PROSE), (PROSE, sentence), (sentence, PROSE)):
        assert "boilerplate" not in kinds(article("Town buys a bell", *blocks))


def test_furniture_is_found_whether_its_lines_are_wrapped_or_not() -> None:
    line = "This article was first published by the North Coast News under a licence that lets everybody reuse it."
    wrapped = line.replace("News under", "News\nunder")
    for last in (line, wrapped):
        text = f"Town buys a bell\n\n{PROSE}\n\n{PROSE}\n\n{last}"
        assert kinds(structured(text))[-1] == "boilerplate", last


def test_what_is_left_out_is_said() -> None:
    document = article("Town buys a bell", PROSE, "Advertisement", PROSE)
    (message,) = [message for message in document.messages if message.code == "S002"]
    assert "'Advertisement'" in message.text
    assert message.place.line == 5


@pytest.mark.parametrize(
    "sentence",
    [
        "They came back to the main topic: the price of bread, which had doubled since the spring of that year.",
        "She painted the picture by the window where the light fell on the table until noon every day.",
    ],
)
def test_a_paragraph_that_speaks_of_a_picture_is_no_caption(sentence: str) -> None:
    assert "caption" not in kinds(article("Town buys a bell", PROSE, sentence, PROSE))


@pytest.mark.parametrize(
    ("language", "block", "kind"),
    [
        ("en", "The bell tower at dawn. Photograph: Issa Kamara/The Courier", "caption"),
        ("en", "Image courtesy of the Tarn Harbour Trust", "caption"),
        ("en", "Maren Ostby (left) and Idris Calloway on the mole", "caption"),
        ("en", "The man (left) was not the man (right), she said, and she had seen both.", "paragraph"),
        ("en", "Picture by picture: She went through the album and cried.", "paragraph"),
        ("de", "Der Turm am Morgen. Foto: Anna Böhm/dpa", "caption"),
        ("fr", "La tour au petit matin. Photo : Claire Dumont", "caption"),
        ("es", "La torre al amanecer. Foto: Ana Ruiz", "caption"),
    ],
)
def test_a_caption_is_known_by_its_credit(language: str, block: str, kind: str) -> None:
    document = structured("\n\n".join(["Town buys a bell", PROSE, block, PROSE]), language)
    assert kinds(document)[2] == kind


def test_a_caption_is_not_said_to_be_a_paragraph() -> None:
    caption = "Fishing boats lie idle in the harbour, after the bell was taken down"
    document = article("Town buys a bell", caption, PROSE, PROSE)
    assert "caption" in kinds(document)
    assert "S003" not in [message.code for message in document.messages]


def test_names_from_wrapped_lines_have_no_line_breaks() -> None:
    document = structured(
        "Town buys a bell\n\nThe bell was “too expensive to be bought this year”, a spokesman for the county\n"
        "council said on Tuesday. At the end of a long day in the council’s hall, the harbour master, Maren\n"
        "Ostby, said it was “the saddest decision of all”, and she went home before the vote was taken."
    )
    aliases = [alias for speaker in document.speakers for alias in (speaker.name, *speaker.aliases)]
    assert aliases
    assert not any("\n" in alias for alias in aliases)

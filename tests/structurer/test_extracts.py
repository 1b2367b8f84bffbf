"""Extracts: prose set in from the margin or marked as quoted, and whose it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accessible.model.blocks import Block, BlockQuote, Paragraph, Prose, Sentence
from accessible.model.document import Document, written
from accessible.model.draft import Lines
from accessible.narrator.castfile import load_cast
from accessible.narrator.composer import compose
from accessible.renderers import render
from tests.structurer.test_laws import kinds, lost_or_doubled, structured
from tests.structurer.test_verse import PROSE, SONG, WRAPPED, indented

NOTE = """\
We have taken the bell down and put it in straw, as you asked,
and the carrier says that it will be with you before the end
of the month if the roads are dry."""
MAIL = """\
The bell

On Tuesday the keeper wrote:

> We have taken the bell down
> and put it in straw.
>
> It was heavier than it looked.
> — the keeper

Nobody answered him, and he did not write again before the spring.
"""


def extracts(document: Document) -> list[BlockQuote]:
    return [block for section in document.sections for block in section.blocks if isinstance(block, BlockQuote)]


def texts(block: BlockQuote) -> list[str]:
    return [" ".join(inner.prose.text.split()) for inner in block.blocks if isinstance(inner, Paragraph)]


def test_wrapped_prose_set_in_is_an_extract() -> None:
    document = structured(f"{WRAPPED}\n\n{indented(NOTE)}\n\n{WRAPPED}\n")
    (quote,) = extracts(document)
    assert texts(quote) == [" ".join(NOTE.split())]
    assert document.text[quote.span.start : quote.span.end].startswith("We have")


def test_the_head_and_the_end_of_a_letter_belong_to_it() -> None:
    letter = "\n\n".join([indented("Dear Sir,"), indented(NOTE), indented(NOTE), indented("MAREN OSTBY.", 12)])
    (quote,) = extracts(structured(f"{WRAPPED}\n\n{letter}\n\n{WRAPPED}\n\n{WRAPPED}\n\n{WRAPPED}\n"))
    assert texts(quote)[0] == "Dear Sir,"
    assert texts(quote)[-1] == "MAREN OSTBY."
    assert len(texts(quote)) == 4


def test_a_line_that_a_colon_leads_to() -> None:
    document = structured(
        f"{WRAPPED}\n\nOver the door of the mill they had painted:\n\n    No ferry today.\n\n{WRAPPED}\n"
    )
    assert [texts(quote) for quote in extracts(document)] == [["No ferry today."]]


def test_verse_that_is_set_in_is_verse() -> None:
    document = structured(f"{WRAPPED}\n\n{indented(SONG)}\n\n{WRAPPED}\n")
    assert extracts(document) == []
    assert "verse" in kinds(document)


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(["    " + WRAPPED] * 4),  # paragraphs that open set in
        indented("\n\n".join([WRAPPED] * 3), 8),  # a whole document set in
        "\n\n".join(["1.  " + WRAPPED.replace("\n", "\n    "), "2.  " + WRAPPED.replace("\n", "\n    ")]),  # items
        f"{WRAPPED}\n\nFinch, Halvard.\n" + indented(NOTE) + f"\n\n{WRAPPED}",  # an entry that hangs out
        f"{WRAPPED}\n\n" + " " * 25 + f"THE BELL\n\n{WRAPPED}",  # a heading in the middle of its line
    ],
    ids=["opened", "all", "items", "hanging", "centred"],
)
def test_prose_that_is_set_in_for_another_reason(text: str) -> None:
    assert extracts(structured(text + "\n")) == []


def test_quoted_lines_lose_their_marks_and_nothing_else() -> None:
    (quote,) = extracts(structured(MAIL))
    assert texts(quote) == ["We have taken the bell down and put it in straw.", "It was heavier than it looked."]
    assert quote.attribution is not None
    assert quote.attribution.text == "— the keeper"
    assert MAIL[quote.attribution.origin :].startswith("— the keeper")
    assert MAIL[quote.span.start : quote.span.end].startswith("> We have")


def test_a_quoted_line_stands_where_it_says() -> None:
    (quote,) = extracts(structured("The bell\n\nOn Tuesday the keeper wrote:\n\n>> It was heavier.\n\n" + PROSE))
    (block,) = quote.blocks
    assert isinstance(block, Paragraph)
    assert block.prose.origin > 0
    assert block.prose.text == "It was heavier."


def test_an_attribution_is_spoken_after_what_it_belongs_to() -> None:
    document = structured(MAIL)
    (quote,) = extracts(document)
    assert quote.attribution is not None
    (sentence,) = [inline for inline in quote.attribution.inlines if isinstance(inline, Sentence)]
    assert sentence.id == f"{quote.id}-by-t1"
    script = compose(document, cast=load_cast(), engine="tone")
    said = [utterance for part in script.parts for utterance in part.utterances]
    at = next(at for at, utterance in enumerate(said) if utterance.id == sentence.id)
    assert said[at].written == "— the keeper"
    assert said[at - 1].written == "It was heavier than it looked."


def test_an_attribution_under_an_extract_that_is_set_in() -> None:
    text = f"{WRAPPED}\n\n{indented(NOTE)}\n\n{indented('— Maren Ostby, The Bell, vol. 2', 20)}\n\n{WRAPPED}\n"
    (quote,) = extracts(structured(text))
    assert quote.attribution is not None
    assert quote.attribution.text == "— Maren Ostby, The Bell, vol. 2"
    assert len(quote.attribution.inlines) == 1  # "vol. 2" does not end a sentence


def test_a_less_than_sign_reversed_in_running_text_is_no_mark() -> None:
    assert extracts(structured(f"The bell\n\nA pressure > 3 bar was measured in the tower.\n\n{PROSE}")) == []


LINES = st.sampled_from(
    [
        "We have taken the bell down and put it in straw,",
        "and the carrier says that it will be with you.",
        "The reed forgets the shore,",
        "Will cross it never more.",
        "Dear Sir,",
        "— Maren Ostby",
        "The Bell",
        "Over the door they had painted:",
        "",
        ">",
    ]
)
STARTS = st.sampled_from(["", "", "    ", "          ", "> ", ">> "])


@given(st.lists(st.tuples(STARTS, LINES).map("".join), min_size=1, max_size=14).map("\n".join))
def test_nothing_is_lost_and_nothing_stands_twice(text: str) -> None:
    document = structured(text)
    for section in document.sections:
        for block in section.blocks:
            assert not isinstance(block, Lines)
            for prose in proses(block):
                if prose.origin >= 0:
                    assert text[prose.origin : prose.origin + len(prose.text)] == prose.text
    assert lost_or_doubled(document) == []
    said = "".join(prose.text for section in document.sections for block in section.blocks for prose in proses(block))
    assert sorted(filter(str.isalnum, said)) == sorted(filter(str.isalnum, text))


def test_an_attribution_in_a_quotation_in_a_quotation_is_written_and_spoken() -> None:
    text = f"The bell\n\nOn Tuesday he wrote:\n\n> It is down,\n>> Take it down.\n>> — Maren Ostby\n\n{PROSE}"
    document = structured(text)
    (quote,) = extracts(document)
    (inner,) = [block for block in quote.blocks if isinstance(block, BlockQuote)]
    assert inner.attribution is not None
    assert inner.attribution.text == "— Maren Ostby"
    script = compose(document, cast=load_cast(), engine="tone")
    said = [utterance.written for part in script.parts for utterance in part.utterances]
    assert said[said.index("— Maren Ostby") - 1] == "Take it down."
    held = "".join(
        resource.data.decode() for resource in render(document, None).resources if b"<blockquote" in resource.data
    )
    assert held.count("— Maren Ostby") == 1


def proses(block: Lines | Block) -> list[Prose]:
    return [prose for _, prose in written((block,))]

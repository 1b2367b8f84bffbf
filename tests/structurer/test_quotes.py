"""Quotations of a document: their kinds, with the rule and how sure it is; and what is never closed."""

from __future__ import annotations

import sys
from types import FrameType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accessible.model.blocks import Boilerplate, Code, Evidence, Heading, Leaf, Paragraph, Prose, Quote, Span
from accessible.model.document import Document, Section, leaves
from accessible.model.draft import Metadata
from accessible.structurer.quotes import find_quotes


def document_of(*texts: str, language: str = "en", kind: type[Leaf] = Paragraph) -> Document:
    blocks = []
    at = 0
    for text in texts:
        blocks.append(kind(Prose(text, origin=at), Span(at, at + len(text)), Evidence("given")))
        at += len(text) + 2
    metadata = Metadata(language=language)
    return Document("a.txt", "\n\n".join(texts), metadata, sections=(Section(blocks=tuple(blocks)),))


def quotes_of(document: Document) -> list[tuple[str, Quote]]:
    return [
        (block.prose.text[inline.start : inline.end], inline)
        for section in document.sections
        for block in leaves(section.blocks)
        for inline in block.prose.inlines
        if isinstance(inline, Quote)
    ]


def kinds(*texts: str, language: str = "en") -> list[str]:
    return [quote.kind for _, quote in quotes_of(find_quotes(document_of(*texts, language=language)))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("“The bell was cast in the wrong key,” said Ostby.", ["direct"]),
        ("The pilot wrote: “I have a compass and two good ears.”", ["direct"]),
        ("Ostby said, “We asked four foundries.”", ["direct"]),
        ("“We sold it,” she said, “and nobody came.”", ["direct", "direct"]),
        ("“You left the gate open.”", ["direct"]),
        ("Ostby said the sale was “the saddest decision of the year”.", ["partial"]),
        ("According to the council, the harbour is “perfectly safe”.", ["partial"]),
        ("The council said it would “look again” at the plan and “listen”.", ["partial", "partial"]),
        ("The so-called “harbour plan” was never printed.", ["scare"]),
        ("She sang in the film “The Salt Road” for years.", ["scare"]),
        ("The word “quay” is older than the town.", ["scare"]),
        ("“She told me ‘never’ twice,” said Finch.", ["direct", "nested"]),
    ],
)
def test_kinds(text: str, found: list[str]) -> None:
    assert kinds(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("„Die Glocke war zu schwer“, sagte Ostby.", ["direct"]),
        ("Die Lage sei „völlig unklar“, hieß es im Rathaus.", ["partial"]),
        ("Laut Polizei verlief der Abend „weitgehend ruhig“.", ["partial"]),
        ("Der sogenannte „Hafenplan“ wurde nie gedruckt.", ["scare"]),
        ("Die Zeitung „Der Bote“ erscheint nicht mehr.", ["scare"]),
    ],
)
def test_kinds_in_german(text: str, found: list[str]) -> None:
    assert kinds(text, language="de") == found


def test_an_unknown_language_has_spans_and_kinds() -> None:
    assert kinds("“Zzyva qorl brenn.”", "Brenn “qorl” zzyva.", language="tlh") == ["direct", "scare"]


def test_every_kind_has_a_rule_and_a_confidence() -> None:
    text = "“Yes,” said Ostby of “harbour day”. It was “late”, he said, and the so-called “bell ‘rang’”."
    for _, quote in quotes_of(find_quotes(document_of(text))):
        assert quote.evidence.rule
        assert 0 < quote.evidence.confidence <= 1


def test_furniture_and_code_hold_no_quotations() -> None:
    for kind in (Boilerplate, Code):
        assert quotes_of(find_quotes(document_of("“Share this page,” it says.", kind=kind))) == []


def test_a_heading_has_marks_of_either_width() -> None:
    found = quotes_of(find_quotes(document_of("‘A sound to steer by’", kind=Heading)))
    assert [(words, quote.kind) for words, quote in found] == [("‘A sound to steer by’", "partial")]


def test_a_quotation_of_three_paragraphs_is_direct_in_each_and_not_told_of() -> None:
    document = find_quotes(document_of("“One ran.", "“Two walked.", "“Three slept,” said Ostby."))
    assert [(words, quote.kind) for words, quote in quotes_of(document)] == [
        ("“One ran.", "direct"),
        ("“Two walked.", "direct"),
        ("“Three slept,”", "direct"),
    ]
    assert document.messages == ()


def test_a_mark_that_is_never_closed_is_told_of_even_beside_others() -> None:
    for text in ("“One ran and nobody saw it.", "“One ran. She said “two” and left."):
        document = find_quotes(document_of(text, "Nobody came."))
        assert [message.code for message in document.messages] == ["S005"]
        assert all(words == "“two”" for words, _ in quotes_of(document))


@settings(max_examples=60)
@given(st.lists(st.text(alphabet="“”„\"«»‘’'— AaQ:.,\n", max_size=40), max_size=5), st.sampled_from(["en", "de", "xx"]))
def test_spans_lie_in_their_paragraphs_and_are_the_same_each_time(texts: list[str], language: str) -> None:
    document = document_of(*texts, language=language)
    found = find_quotes(document)
    assert found == find_quotes(document)
    for section in found.sections:
        for block in leaves(section.blocks):
            ends = [0]
            for quote in block.prose.inlines:
                assert isinstance(quote, Quote)
                assert 0 <= quote.start < quote.end <= len(block.prose.text)
                assert any(letter.isalnum() or letter in "—:.," for letter in block.prose.text[quote.start : quote.end])
                if quote.kind != "nested":
                    assert quote.start >= ends[-1]
                    ends.append(quote.end)


def work(document: Document) -> int:
    """The lines of Python run to find a document's quotations: the same every time, unlike seconds."""
    lines = 0

    def count(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal lines
        lines += 1
        return count

    before = sys.gettrace()
    sys.settrace(count)
    try:
        find_quotes(document)
    finally:
        sys.settrace(before)
    return lines


@pytest.mark.parametrize(
    "piece",
    [
        "“a ", "” a", '"a ', ' " ', "'a ", "a’ ", "“‘«\"„'’” ", "„a “", "« a » ", "the boys’ ‘a ", "``a ",
        "he said “no,” he said, ", "— a, said he. ", "—a —dijo b— ", "“A B” is the song “C” ",
    ],
)  # fmt: skip
def test_four_times_the_marks_are_about_four_times_the_work(piece: str) -> None:
    for language in ("en", "es"):
        for other in (piece * 150, "“A b,” said Ostby of the “a” b."):  # what is cached for a language is made once
            find_quotes(document_of(other, "— ah!", "— oh!", language=language))
        some, more = (document_of(piece * times, "— ah!", "— oh!", language=language) for times in (151, 604))
        assert work(more) < 5 * work(some)

"""Where a unit of speech begins and ends."""

from __future__ import annotations

import pytest

from accessible.model.blocks import Heading, Sentence
from accessible.model.document import leaves
from tests.structurer.test_laws import structured
from tests.structurer.test_structure import PROSE


def said(text: str, language: str = "en") -> list[str]:
    """The sentences of a text, their white space folded."""
    return [
        " ".join(block.prose.text[inline.start : inline.end].split())
        for section in structured(text, language).sections
        for block in leaves(section.blocks)
        for inline in block.prose.inlines
        if isinstance(inline, Sentence)
    ]


def test_a_speech_of_many_sentences_is_cut_like_other_text() -> None:
    speech = "“We came at dawn. Nobody was there. The bell had gone, and so had Mr. Finch.”"
    assert said(f"The bell\n\n{PROSE}\n\nShe wrote to the council. {speech} It was never answered.")[-5:] == [
        "She wrote to the council.",
        "“We came at dawn.",
        "Nobody was there.",
        "The bell had gone, and so had Mr. Finch.”",
        "It was never answered.",
    ]


@pytest.mark.parametrize(
    ("language", "text", "units"),
    [
        ("de", "„Ja“, sagte sie. „Nein!“, rief er.", ["„Ja“,", "sagte sie.", "„Nein!“,", "rief er."]),
        ("de", "»Gut«, meinte er, »dann gehen wir.«", ["»Gut«,", "meinte er,", "»dann gehen wir.«"]),
        ("fr", "« Oui », dit-elle.", ["« Oui »,", "dit-elle."]),
        ("es", "«Sí», dijo ella. «¡No!», gritó él.", ["«Sí»,", "dijo ella.", "«¡No!»,", "gritó él."]),
        (
            "en",
            "“Quite”, he said. “Now we go”; and they went.",
            ["“Quite”,", "he said.", "“Now we go”;", "and they went."],
        ),
        ("en", "“It rained. It was cold”, she wrote.", ["“It rained.", "It was cold”,", "she wrote."]),
        ("en", "“It rained”,[1] she wrote.\n\n[1] A letter.", ["“It rained”,[1]", "she wrote."]),
        ("en", "“It rained”[1], she wrote.\n\n[1] A letter.", ["“It rained”[1],", "she wrote."]),
    ],
)
def test_a_comma_behind_a_quotation_does_not_begin_what_follows(language: str, text: str, units: list[str]) -> None:
    found = said(f"The bell\n\n{PROSE}\n\n{text}", language)
    assert any(found[at : at + len(units)] == units for at in range(len(found))), found[-8:]


def test_a_chapters_number_is_a_unit_and_its_title_another() -> None:
    text = f"The Ferryman\n\nI\n\nThe Toll\n\n{PROSE}\n\nII\n\nThe Far Bank\n\n{PROSE}"
    assert [unit for unit in said(text) if unit in ("I", "The Toll", "II", "The Far Bank")] == [
        "I",
        "The Toll",
        "II",
        "The Far Bank",
    ]


def test_a_heading_that_was_only_wrapped_is_one_unit() -> None:
    title = "What the divers found under the stones of the old mole, and what they left there for good"
    wrapped = title.replace("old mole", "old\nmole")
    document = structured(f"The bell\n\n{PROSE}\n\n## {wrapped}\n\n{PROSE}\n\n## Winter\n\n{PROSE}")
    first = next(b for s in document.sections for b in s.blocks if isinstance(b, Heading))
    assert sum(isinstance(inline, Sentence) for inline in first.prose.inlines) == 1


def test_lines_of_code_are_units() -> None:
    text = f"The app\n\n{PROSE}\n\n```\n$ app --quiet\ndone\n```\n\n{PROSE}"
    assert "$ app --quiet" in said(text)

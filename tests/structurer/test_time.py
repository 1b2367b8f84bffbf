"""Work grows with a text's length, not with its square: counted in lines of Python run, which are the same every time.

(Searches inside one call to the C library are not counted; `tests.benchmarks.size` shows those, in seconds.)
"""

from __future__ import annotations

import sys
from types import FrameType
from typing import Any

import pytest

from accessible.model.document import Document, Section, leaves
from accessible.model.draft import Draft, Metadata
from accessible.readers.text import runs
from accessible.structurer import TRANSFORMS, structure
from tests.benchmarks.size import text_of

#: One paragraph of many sentences, of one sentence, of one name, of many quotations, of many speakers …
SHAPES = [
    "one line",
    "one line, a cue each",
    "one line, quotes",
    "one name each time longer",
    "quoting headings",
    "speakers of one family",
    "pronouns",
    "cues",
    "brackets",
    "quoted letters",
    "open paragraphs",
    "apostrophes",
    "rule lines",
    "tabbed rows",
    "ragged tabs",
    "bars",
    "quoted lines",
    "restarting numerals",
    "restarting page numbers",
    "notes with labels",
    "notes in parentheses",
    "dashes that say",
    "footnote marks",
    "references",
    "endless sentences",
    "explanations",
    "letters",
    "interviews",
    "form feeds",
    "lists",
    "verse",
    "headings",
]


def draft_of(text: str) -> Draft:
    return Draft(source="a.txt", text=text, metadata=Metadata(language="en"), blocks=tuple(runs(text)))


def work(text: str) -> int:
    """The lines of Python that all the transforms run for a text."""
    draft = draft_of(text)
    document = Document(draft.source, text, draft.metadata, sections=(Section(blocks=draft.blocks),))
    lines = 0

    def count(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal lines
        lines += 1
        return count

    before = sys.gettrace()
    sys.settrace(count)
    try:
        for transform in TRANSFORMS:
            document = transform(document)
    finally:
        sys.settrace(before)
    return lines


@pytest.mark.parametrize("shape", SHAPES)
def test_four_times_the_text_is_about_four_times_the_work(shape: str) -> None:
    work(text_of(shape, 100))  # what is cached for a language is made once
    some = work(text_of(shape, 3_000))
    assert work(text_of(shape, 12_000)) < 5 * some


def test_a_description_of_something_of_something_without_end_is_read() -> None:
    document = structure(draft_of("the clerk of " * 5_000 + "the town said it was “late”."))
    (block,) = (block for section in document.sections for block in leaves(section.blocks))
    assert block.prose.inlines


def test_an_initial_before_a_wide_space_is_read() -> None:
    for space in "\u00a0\u1680\u2009\u202f\u205f\u3000\x85":
        document = structure(draft_of(f"We took plan A{space}. It was late, and nobody came."))
        assert any(block.prose.inlines for section in document.sections for block in leaves(section.blocks))


def test_a_long_run_is_cut_into_the_sentences_that_its_parts_have() -> None:
    text = "The bell rang at noon, and Mr. Vane went home. Nobody “saw” him (as far as we know). " * 400
    document = structure(draft_of(text.strip()))
    (block,) = (block for section in document.sections for block in leaves(section.blocks))
    found = [
        block.prose.text[inline.start : inline.end] for inline in block.prose.inlines if not hasattr(inline, "kind")
    ]
    assert len(found) == 800
    assert set(found) == {
        "The bell rang at noon, and Mr. Vane went home.",
        "Nobody “saw” him (as far as we know).",
    }

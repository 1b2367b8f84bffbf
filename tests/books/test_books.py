"""The sample texts are what their README says, and the annotation of the article fits the article."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(scope="module")
def gold(books: Path) -> Any:
    return json.loads((books / "harbour-bell.gold.json").read_text(encoding="utf-8"))


def test_annotation_is_of_the_article_that_is_here(books: Path, gold: Any) -> None:
    assert gold["text"].encode() == (books / "harbour-bell.txt").read_bytes()


def test_every_line_of_the_article_is_one_annotated_block(gold: Any) -> None:
    lines = [match.span() for match in re.finditer(r"[^\n]+", gold["text"])]
    assert [(block["start"], block["end"]) for block in gold["blocks"]] == lines


def test_every_quotation_mark_of_the_article_is_annotated(gold: Any) -> None:
    text, quotes = gold["text"], gold["quotes"]
    opened = {match.start() for match in re.finditer("[“‘]", text)}
    assert {quote["start"] for quote in quotes} == opened
    for quote in quotes:
        written = text[quote["start"] : quote["end"]]
        assert written == quote["text"]
        assert written[0] + written[-1] in {"“”", "‘’"}
        assert (quote["kind"] == "scare") <= (quote["speaker_canonical"] is None)
        if mention := quote.get("speaker"):
            assert text[mention["start"] : mention["end"]] == mention["text"]


@pytest.mark.parametrize(
    ("name", "encoding", "between"),
    [("wrapped", "utf-8", "\n\n"), ("lines", "utf-8", "\n"), ("cp1252", "cp1252", "\r\n\r\n")],
)
def test_variants_hold_the_first_twelve_blocks(books: Path, gold: Any, name: str, encoding: str, between: str) -> None:
    blocks = [gold["text"][block["start"] : block["end"]] for block in gold["blocks"][:12]]
    text = (books / f"harbour-bell.{name}.txt").read_bytes().decode(encoding)
    paragraphs = text.removesuffix(between[: len(between) // 2 or 1]).split(between)
    assert [" ".join(paragraph.split("\n")) for paragraph in paragraphs] == blocks

"""The sample article against its annotation by hand: blocks, quotations, kinds, speakers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.benchmarks.predict import blocks_of, document_of, quotes_of

GOLD = Path(__file__).parent.parent / "books" / "harbour-bell.gold.json"


@pytest.fixture(scope="module")
def gold() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(GOLD.read_text(encoding="utf-8"))
    return found


def test_every_block(gold: dict[str, Any]) -> None:
    found = [(row["type"], row.get("level"), row["start"], row["end"]) for row in blocks_of(document_of(gold))]
    assert found == [(row["type"], row.get("level"), row["start"], row["end"]) for row in gold["blocks"]]


def test_every_quotation(gold: dict[str, Any]) -> None:
    found = sorted((row["start"], row["end"]) for row in quotes_of(document_of(gold)))
    assert found == sorted((row["start"], row["end"]) for row in gold["quotes"])


def test_kinds_and_speakers(gold: dict[str, Any]) -> None:
    found = {(row["start"], row["end"]): row for row in quotes_of(document_of(gold))}
    wrong_kind, wrong_speaker = [], []
    for quote in gold["quotes"]:
        row = found[quote["start"], quote["end"]]
        if row["kind"] != quote["kind"]:
            wrong_kind.append((quote.get("text", row), row["kind"]))
        names = {quote.get("speaker_canonical"), *quote.get("aliases", [])} - {None}
        if quote.get("named") and not any(_same(name, row.get("speaker_canonical", "")) for name in names):
            wrong_speaker.append((quote.get("speaker_canonical"), row.get("speaker_canonical")))
    assert len(wrong_kind) <= 2, wrong_kind
    assert wrong_speaker == []


def _same(one: str, other: str) -> bool:
    def words(name: str) -> set[str]:
        return {word.strip("()’'").casefold() for word in name.split()} - {"the", "a", "an"}

    return bool(words(one)) and bool(words(other)) and (words(one) <= words(other) or words(other) <= words(one))

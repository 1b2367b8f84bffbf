"""What the structurer reaches on quotations and speakers in real texts, so that no change loses it unseen.

The floors stand a little under what was reached when they were set: raise them with the figures, and lower one only
with a reason. A quotation counts as found when its words are, marks and spaces aside; a speaker is right when a word of
the name, forms of address aside, is one of a name in the gold.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.benchmarks.predict import document_of, quotes_of

MARKED = Path(__file__).parent.parent / "books" / "marked"

FLOORS = [
    ("posts-said", "spans", 0.97),
    ("posts-said", "kinds", 0.93),
    ("posts-said", "speakers", 0.93),
    ("posts-said", "answers", 0.95),
    ("novels-said", "spans", 0.9),
    ("novels-said", "speakers", 0.68),
    ("novels-said", "answers", 0.85),
    ("tricky", "spans", 0.97),
    ("tricky", "kinds", 0.9),
    ("tricky", "speakers", 0.92),
    ("tricky", "answers", 0.95),
]
_MARKS = "\"'“”„‟‘’‚‛«»‹›`–—- \t\r\n\u00a0\u202f,.;:_"
_TITLES = {"mr", "mrs", "ms", "miss", "dr", "the", "a", "an", "sir", "lady", "lord", "old", "captain", "professor"}


@pytest.fixture(scope="module")
def tallies() -> dict[str, Counter[str]]:
    return {name: tally(MARKED / f"{name}.jsonl") for name in ("posts-said", "novels-said", "tricky")}


@pytest.mark.parametrize(("name", "what", "floor"), FLOORS)
def test_the_floor_holds(name: str, what: str, floor: float, tallies: dict[str, Counter[str]]) -> None:
    counts = tallies[name]
    match what:
        case "spans":
            reached = 2 * counts["hit"] / (counts["found"] + counts["there"])
        case "kinds":
            reached = counts["same kind"] / counts["hit"]
        case "speakers":
            reached = counts["right"] / counts["said"]
        case _:
            reached = counts["right"] / counts["answered"]
    assert counts["said"] > 30
    assert reached >= floor, f"{name}: {what} {reached:.3f}"


def tally(file: Path) -> Counter[str]:
    """How many quotations are there, found and hit; of how many the speaker is asked, answered and right."""
    counts: Counter[str] = Counter()
    with file.open(encoding="utf-8") as records:
        for line in records:
            record = json.loads(line)
            text = record["text"]
            gold = [quote for quote in record["quotes"] if quote.get("kind") != "nested"]
            rows = [row for row in quotes_of(document_of(record)) if row["kind"] != "nested"]
            found = {trimmed(text, row): row for row in rows}
            kinds = {quote.get("kind") for quote in gold}
            rows = [row for row in rows if row["kind"] in kinds | {"direct", "partial"}]
            counts["found"] += len(rows)
            counts["there"] += len(gold)
            for quote in gold:
                row = found.get(trimmed(text, quote))
                if row is None:
                    continue
                counts["hit"] += 1
                counts["same kind"] += row["kind"] == quote["kind"]
                if quote.get("named") and quote.get("speaker_canonical"):
                    counts["said"] += 1
                    name = row.get("speaker_canonical", "")
                    counts["answered"] += bool(name)
                    names = [quote["speaker_canonical"], *quote.get("aliases", ())]
                    counts["right"] += bool(name) and any(parts(name) & parts(known) for known in names)
    return counts


def trimmed(text: str, quote: dict[str, Any]) -> tuple[int, int]:
    """Where the words of a quotation begin and end."""
    inside = text[quote["start"] : quote["end"]]
    lead = len(inside) - len(inside.lstrip(_MARKS))
    return quote["start"] + lead, quote["start"] + max(lead, len(inside.rstrip(_MARKS)))


def parts(name: str) -> set[str]:
    """The words of a name without forms of address."""
    return {word.removesuffix("’s") for word in re.findall(r"[^\W_]+", name.casefold())} - _TITLES

"""What the structurer reaches on real texts, so that no change loses it unseen.

Judged line by line, as a reader would meet them; a heading counts when its lines are found. The floors stand a little
under what was reached when they were set: raise them with the figures, and lower one only with a reason.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.benchmarks.predict import blocks_of, document_of

MARKED = Path(__file__).parent.parent / "books" / "marked"

FLOORS = [
    ("books", "heading", 0.9),
    ("books", "verse", 0.9),
    ("web", "heading", 0.85),
    ("web", "list-item", 0.95),
    ("web", "title", 0.95),
    ("tricky", "heading", 0.95),
    ("tricky", "boilerplate", 0.95),
    ("tricky", "list-item", 0.95),
    ("tricky", "footnote", 0.95),
]


@pytest.fixture(scope="module")
def tallies() -> dict[str, Counter[tuple[str, str]]]:
    return {name: tally(MARKED / f"{name}.jsonl") for name in ("books", "web", "tricky")}


@pytest.mark.parametrize(("name", "kind", "floor"), FLOORS)
def test_the_floor_holds(name: str, kind: str, floor: float, tallies: dict[str, Counter[tuple[str, str]]]) -> None:
    hits, found, there = (tallies[name][kind, what] for what in ("hit", "found", "there"))
    assert there
    precision, recall = hits / max(1, found), hits / there
    f1 = 2 * precision * recall / (precision + recall) if hits else 0.0
    assert f1 >= floor, f"{name} {kind}: precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f}"


def test_levels_keep_their_order(tallies: dict[str, Counter[tuple[str, str]]]) -> None:
    right, judged = (sum(tally["level", what] for tally in tallies.values()) for what in ("right", "judged"))
    assert judged > 100
    assert right / judged > 0.85


def tally(file: Path) -> Counter[tuple[str, str]]:
    """Lines hit, found and there of each type, over all records of a file."""
    counts: Counter[tuple[str, str]] = Counter()
    with file.open(encoding="utf-8") as records:
        for line in records:
            record = json.loads(line)
            merge = record["merge"]
            layers = record["layers"]
            gold = list(labels(record["text"], record["blocks"]))
            found = list(labels(record["text"], blocks_of(document_of(record))))
            for wanted, came in zip(gold, found, strict=True):
                there = merge.get(wanted["type"], wanted["type"])
                kind = merge.get(came["type"], came["type"])
                if there in ("ignore", "*"):
                    continue
                if kind in ("*", "boilerplate") and "boilerplate" not in layers:
                    kind = "paragraph"
                counts[there, "there"] += 1
                counts[kind, "found"] += 1
                if there == kind:
                    counts[kind, "hit"] += 1
                if there == kind == "heading" and "levels" in layers:
                    counts["level", "judged"] += 1
                    counts["level", "right"] += wanted["level"] == came["level"]
    return counts


def labels(text: str, blocks: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The block of each line that has something on it: the one in which its first character lies."""
    ordered = sorted(blocks, key=lambda block: int(block["start"]))
    at = position = 0
    for line in text.split("\n"):
        words = line.strip("\r \t\u00a0\f\ufeff")
        if words:
            first = position + line.index(words[0])
            while at < len(ordered) and ordered[at]["end"] <= first:
                at += 1
            inside = at < len(ordered) and ordered[at]["start"] <= first
            yield ordered[at] if inside else {"type": "ignore"}
        position += len(line) + 1

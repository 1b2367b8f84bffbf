"""A document is made of its source and of nothing else: not of the order in which Python walks a set, of where it puts
an object in memory, or of the documents that the same process structured before."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.structurer import test_speakers_german, test_speakers_romance
from tests.structurer.test_conversation import FIRST, MATCH, ROOM, TALK

ROOT = Path(__file__).parents[2]

TALES = [
    "“Here, Edwin,” said Nora.\n\n“Thank you.”\n\n“Is it stale?”\n\n“A little, Nora.”",
    "“Liar!” Edwin shouted. The door opened. “Stop it,” she said.",
    "There was a knock. “Is anybody in?” called an old man.\n\n“Who asks?”\n\n“I do,” said the captain.",
    "“So, Mr. Quill!” said Mr. Quill’s sister.\n\n“So, Miss Quill.”\n\n“Captain!” cried both.\n\n“Quill?”",
]

#: Structures the texts of standard input one after another and writes the documents, each under its name.
CHILD = """
import json, sys
import msgspec
from accessible import read, structure
from accessible.readers import as_source
documents = {
    name: msgspec.json.encode(structure(read(as_source(f"{name}.txt", text.encode())))).decode()
    for name, text in json.load(sys.stdin)
}
json.dump(documents, sys.stdout)
"""


def texts(books: Path) -> list[tuple[str, str]]:
    own = [ROOM + TALK + tale for tale in TALES] + [FIRST, MATCH]
    own += [test_speakers_german.LEAD, test_speakers_romance.FRENCH, test_speakers_romance.SPANISH]
    files = [path.read_text(encoding="utf-8") for path in sorted(books.glob("*book*.txt"))]
    return [(f"text {at}", text) for at, text in enumerate(own + files)]


def documents(texts: list[tuple[str, str]], seed: int) -> dict[str, str]:
    """The documents of some texts, structured in this order by a process of its own."""
    child = subprocess.run(
        [sys.executable, "-c", CHILD],
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": str(seed)},
    )
    found: dict[str, str] = json.loads(child.stdout)
    return found


def test_order_and_hash_seed_change_nothing(books: Path) -> None:
    known = texts(books)
    expected = documents(known, 0)
    assert len(expected) == len(known) > 10
    for seed, order in enumerate([known[::-1], known[5:] + known[:5], sorted(known, key=lambda text: len(text[1]))], 1):
        assert documents(order, seed) == expected

"""Golden documents: what the structurer sees in each sample, as `accessible inspect` shows it."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from accessible import console
from accessible.model.document import Document
from accessible.readers import open_source, read
from accessible.structurer import structure
from tests.conftest import Golden

BOOKS = Path(__file__).parent.parent / "books"
SAMPLES = sorted(BOOKS.glob("*.txt"), key=lambda path: path.name)


def document_of(path: Path) -> Document:
    return structure(read(open_source(path)))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_outline(path: Path, golden: Golden) -> None:
    document = document_of(path)
    messages = [console.line_of(message) for message in document.messages]
    golden(f"structure/{path.stem}.outline.txt", "\n".join([*console.outline(document), "", *messages]) + "\n")


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_saving_and_loading_changes_nothing(path: Path) -> None:
    document = document_of(path)
    assert msgspec.json.decode(msgspec.json.encode(document), type=Document) == document


def test_the_same_opening_has_the_same_blocks_in_every_layout() -> None:
    """Blank-separated, hard-wrapped, one paragraph a line, and another encoding with CRLF."""

    def seen(name: str) -> list[tuple[str, str]]:
        document = document_of(BOOKS / name)
        return [
            (type(block).__name__, " ".join(block.prose.text.split()))
            for section in document.sections
            for block in section.blocks
            if hasattr(block, "prose")
        ]

    wrapped = seen("harbour-bell.wrapped.txt")
    assert wrapped == seen("harbour-bell.txt")[: len(wrapped)]
    assert wrapped == seen("harbour-bell.lines.txt")
    assert wrapped == seen("harbour-bell.cp1252.txt")

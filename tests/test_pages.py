"""Every page that the readers are tested with becomes a book that EPUBCheck and Ace find nothing in."""

from __future__ import annotations

from pathlib import Path

from accessible.config import Config
from accessible.pipeline import build
from tests.conftest import GOLDEN
from tests.renderers.validators import Validator, ace, epubcheck

__all__ = ["ace", "epubcheck"]

PAGES = sorted((GOLDEN / "html").glob("*/page.*html"))


def books(folder: Path) -> list[Path]:
    found = []
    for page in PAGES:
        book = folder / f"{page.parent.name}.epub"
        build(page, config=Config(engine="tone", output_dir=str(folder)), outputs=(book,))
        found.append(book)
    return found


def test_every_page_becomes_a_valid_book(tmp_path: Path, epubcheck: Validator, ace: Validator) -> None:
    made = books(tmp_path)
    assert len(made) == len(PAGES) > 10
    nothing = {book.name: () for book in made}
    assert epubcheck(*made) == nothing
    assert ace(*made) == nothing

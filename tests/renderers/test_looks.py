"""The styles: chosen by name, and fit for small screens, the dark and the highlight."""

from __future__ import annotations

from pathlib import Path

import pytest

from accessible import config
from accessible.errors import UsageError
from accessible.renderers import dressed, render, write_epub
from accessible.renderers.looks import STYLES
from tests.renderers import builder
from tests.renderers.validators import Validator


def test_every_style_can_be_asked_for_and_no_other(tmp_path: Path) -> None:
    assert tuple(STYLES) == config.STYLES
    publication = render(builder.article(), None)
    assert dressed(publication, "plain") == publication
    assert dressed(publication, "comfortable") != publication
    with pytest.raises(UsageError, match="no style 'loud'"):
        dressed(publication, "loud")


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("looks")
    document = builder.article()
    publication = render(document, builder.narrate(document, folder, shortest=7000))
    for style in STYLES:
        write_epub(dressed(publication, style), folder / f"{style}.epub")
    return [folder / f"{style}.epub" for style in STYLES]


def test_a_browser_finds_nothing_in_any_style(books: list[Path], browser: Validator) -> None:
    """In the light and in the dark, with the highlight on every sentence, at 320 pixels, with larger spacing."""
    assert browser(*books) == {book.name: () for book in books}


def test_epubcheck_finds_nothing_in_any_style(books: list[Path], epubcheck: Validator) -> None:
    assert epubcheck(*books) == {book.name: () for book in books}

"""The validators as fixtures: what each finds in a book, or a test that says that it did not check."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from accessible.checkers import check
from accessible.checkers import missing as lacking
from accessible.model.message import Message
from tests.conftest import Missing

Validator = Callable[..., dict[str, tuple[Message, ...]]]


@pytest.fixture(scope="session")
def epubcheck(missing: Missing) -> Validator:
    """EPUBCheck with usage messages, in one Java machine for all tests: findings by the book's name."""
    return _validator("epubcheck", missing)


@pytest.fixture(scope="session")
def ace(missing: Missing) -> Validator:
    """Ace by DAISY, in one browser for all tests: findings by the book's name."""
    return _validator("ace", missing)


@pytest.fixture(scope="session")
def browser(missing: Missing) -> Validator:
    """Our own look at pages, in one browser for all tests: findings by the book's name."""
    return _validator("browser", missing)


def _validator(name: str, missing: Missing) -> Validator:
    if why := lacking(name):
        missing(f"{name} did not run: {why}")

    def validate(*paths: Path) -> dict[str, tuple[Message, ...]]:
        return {path.name: check(path, checkers=[name]) for path in paths}

    return validate

"""The validators as fixtures: what each finds in a book, or a test that says that it did not check."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
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
    return _validator("epubcheck", missing, at_once=1)


@pytest.fixture(scope="session")
def ace(missing: Missing) -> Validator:
    """Ace by DAISY, two books at a time: findings by the book's name."""
    return _validator("ace", missing, at_once=2)


def _validator(name: str, missing: Missing, *, at_once: int) -> Validator:
    if why := lacking(name):
        missing(f"{name} did not run: {why}")

    def one(path: Path) -> tuple[Message, ...]:
        return check(path, checkers=[name])

    def validate(*paths: Path) -> dict[str, tuple[Message, ...]]:
        with ThreadPoolExecutor(at_once) as pool:
            return dict(zip((path.name for path in paths), pool.map(one, paths), strict=True))

    return validate

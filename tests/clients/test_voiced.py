"""What Orca says of a page, word for word. It runs where Orca is installed; elsewhere it is listed as not checked."""

from __future__ import annotations

from concurrent.futures import Future

import pytest

from tests.clients import orca
from tests.conftest import Golden


@pytest.mark.parametrize("kind", ["article", "tides"])
def test_what_orca_says(kind: str, readings: dict[str, Future[list[str]]], golden: Golden) -> None:
    if absent := orca.lacking():
        pytest.skip(f"Orca did not read: not installed: {absent}")
    said = readings[kind].result()
    if not said:
        pytest.skip("Orca did not read: it did not get as far as the page, twice")
    golden(f"orca/{kind}.txt", "\n".join(said) + "\n")

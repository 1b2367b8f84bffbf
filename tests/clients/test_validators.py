"""Every kind of book before everybody who looks at books."""

from __future__ import annotations

from pathlib import Path

import pytest

from accessible.checkers import check
from tests.clients.kinds import KINDS
from tests.renderers.validators import Validator


def test_epubcheck_finds_nothing_not_even_a_usage(kinds: dict[str, Path], epubcheck: Validator) -> None:
    assert epubcheck(*kinds.values()) == {path.name: () for path in kinds.values()}


def test_ace_finds_nothing(kinds: dict[str, Path], ace: Validator) -> None:
    assert ace(*kinds.values()) == {path.name: () for path in kinds.values()}


def test_a_browser_finds_nothing(kinds: dict[str, Path], browser: Validator) -> None:
    """In the light and in the dark, with the highlight on every sentence, at 320 pixels, with larger spacing."""
    assert browser(*kinds.values()) == {path.name: () for path in kinds.values()}


@pytest.mark.parametrize("kind", KINDS)
def test_our_own_rules_find_nothing(kind: str, kinds: dict[str, Path]) -> None:
    found = check(kinds[kind], checkers=["overlays", "rules"])
    assert {message.code for message in found} <= {"P017"}  # tones are shorter than speech

"""What the tests of what is kept share: a cache of their own, a program that stands still, and a folder to work in."""

from __future__ import annotations

from pathlib import Path

import pytest

from accessible.pipeline import states


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache, and a program with a mark, also while somebody edits it; returns the folder of states.

    The working folder is empty as well, so no cast or lexicon that lies about takes part.
    """
    monkeypatch.setattr(states, "revision", lambda: "this program")
    monkeypatch.setenv("ACCESSIBLE_CACHE", str(tmp_path / "cache"))
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    return tmp_path / "cache" / "states"

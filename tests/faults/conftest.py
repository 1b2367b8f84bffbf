"""Builds that nobody disturbs, made once: what the disturbed ones are held against."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from .commands import DOCUMENTS, FORMS, Undisturbed, tree, workplace, write


@pytest.fixture(scope="session")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Undisturbed]:
    """What comes of one of `FORMS`, with one job."""
    made: dict[str, Undisturbed] = {}

    def of(form: str) -> Undisturbed:
        if form not in made:
            place = workplace(tmp_path_factory.mktemp("undisturbed"))
            for name in DOCUMENTS:
                write(place, name)
            begun = time.monotonic()
            result = place.run(*FORMS[form].command, "--jobs", "1")
            assert result.returncode == FORMS[form].code, result.stderr.decode()
            passed = time.monotonic() - begun
            files = tree(place.folder)
            manifest = Path(place.folder, "output", "manifest.jsonl")
            lines = set(manifest.read_text().splitlines()) if manifest.exists() else set()
            made[form] = Undisturbed(files, lines, passed)
        return made[form]

    return of

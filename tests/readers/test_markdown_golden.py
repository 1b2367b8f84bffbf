"""Texts in Markdown, one for each thing that it can say, and what is read of them: `tests/golden/markdown/<case>/`.

A case is a folder with `text.md`, the pictures that lie beside it, and `draft.txt`, which ``pytest --accept`` writes.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from accessible.readers import open_source, read
from tests.conftest import GOLDEN, Golden
from tests.readers.outline import outline

CASES = sorted(folder.name for folder in (GOLDEN / "markdown").iterdir() if folder.is_dir())


@pytest.mark.parametrize("case", CASES)
def test_what_is_read_of_a_text(case: str, golden: Golden) -> None:
    draft = read(open_source(GOLDEN / "markdown" / case / "text.md"))
    golden(Path("markdown") / case / "draft.txt", outline(draft))

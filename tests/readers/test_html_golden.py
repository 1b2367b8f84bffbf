"""Pages, one for each thing that a page can hold, and what is read of them: `tests/golden/html/<case>/`.

A case is a folder with `page.html`, the pictures that lie beside it, and `draft.txt`, which ``pytest --accept`` writes.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from accessible.readers import open_source, read
from tests.conftest import GOLDEN, Golden
from tests.readers.outline import outline

CASES = sorted(folder.name for folder in (GOLDEN / "html").iterdir() if folder.is_dir())


@pytest.mark.parametrize("case", CASES)
def test_what_is_read_of_a_page(case: str, golden: Golden) -> None:
    (page,) = (GOLDEN / "html" / case).glob("page.*html")
    golden(Path("html") / case / "draft.txt", outline(read(open_source(page))))

"""What Chromium tells a screen reader of each kind of page, as expected files to read: roles, names, levels."""

from __future__ import annotations

import pytest

from tests.clients.conftest import Read
from tests.conftest import Golden

PAGES = {
    "article": ("c0001.xhtml", "c0002.xhtml", "speakers.xhtml", "nav.xhtml", "cover.xhtml"),
    "chapters": ("c0002.xhtml", "c0005.xhtml", "c0006.xhtml", "c0007.xhtml", "c0008.xhtml", "nav.xhtml"),
    "tides": ("c0001.xhtml",),
    "letter": ("c0001.xhtml",),
    "interview": ("c0002.xhtml",),
    "listing": ("c0001.xhtml",),
    "arabic": ("c0001.xhtml",),
}


@pytest.mark.parametrize(("kind", "page"), [(kind, page) for kind, pages in PAGES.items() for page in pages])
def test_the_accessibility_tree(kind: str, page: str, trees: Read, golden: Golden) -> None:
    golden(f"tree/{kind}/{page.removesuffix('.xhtml')}.txt", trees(kind, page))

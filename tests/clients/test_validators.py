"""Every kind of book before everybody who looks at books."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from lxml import etree

from accessible.checkers import check
from accessible.renderers.page import LANG
from tests.clients.kinds import KINDS
from tests.renderers.validators import Validator


def test_epubcheck_finds_nothing_not_even_a_usage(kinds: dict[str, Path], epubcheck: Validator) -> None:
    assert epubcheck(*kinds.values()) == {path.name: () for path in kinds.values()}


def test_ace_finds_nothing(kinds: dict[str, Path], ace: Validator) -> None:
    assert ace(*kinds.values()) == {path.name: () for path in kinds.values()}


def test_a_browser_finds_nothing(kinds: dict[str, Path], browser: Validator) -> None:
    """In the light and in the dark, with the highlight on every sentence, at 320 pixels, with larger spacing."""
    assert browser(*kinds.values()) == {path.name: () for path in kinds.values()}


def test_a_browser_finds_nothing_in_the_comfortable_style(comfortable: dict[str, Path], browser: Validator) -> None:
    """Every second kind, for half of the gold books are in this style as well."""
    books = list(comfortable.values())[::2]
    assert browser(*books) == {path.name: () for path in books}


@pytest.mark.parametrize("kind", ["arabic", "hebrew", "japanese", "chinese", "article"])
def test_pages_run_as_their_script_does(kind: str, kinds: dict[str, Path]) -> None:
    """The book turns its pages and every page runs as its language does; code and English words do not."""
    language = {"arabic": "ar", "hebrew": "he", "japanese": "ja", "chinese": "zh-Hans"}.get(kind, "en")
    way = "rtl" if kind in ("arabic", "hebrew") else "ltr"
    with zipfile.ZipFile(kinds[kind]) as book:
        package = etree.fromstring(book.read("EPUB/content.opf"))
        pages = {name: etree.fromstring(book.read(name)) for name in book.namelist() if name.endswith(".xhtml")}
    assert package.get(LANG) == language
    assert package.get("dir", "ltr") == way
    assert package.find("{*}spine").get("page-progression-direction", "ltr") == way  # type: ignore[union-attr]
    assert len(pages) >= 4
    for page in pages.values():
        assert (page.get("lang"), page.get(LANG), page.get("dir", "ltr")) == (language, language, way)
    if kind != "article":
        text = pages["EPUB/c0001.xhtml"]
        assert {mark.get("dir", way) for mark in text.iter("{*}pre")} == {"ltr"}
        inside = [mark for mark in text.iter("{*}p") if mark.get("id") == "s1-b2"]
        assert [mark.get("dir", way) for around in inside for mark in around.iter() if mark.get("lang") == "en"] == [
            "ltr"
        ]


@pytest.mark.parametrize("kind", KINDS)
def test_our_own_rules_find_nothing(kind: str, kinds: dict[str, Path]) -> None:
    found = check(kinds[kind], checkers=["overlays", "rules"])
    undescribed = {"A008"} if kind == "listing" else set()  # it has a picture that nobody described
    assert {message.code for message in found} - {"P017"} == undescribed  # P017: tones are shorter than speech

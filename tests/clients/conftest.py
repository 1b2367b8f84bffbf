"""The books of each kind, built once; the validators; and a browser to look at pages with."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from accessible.checkers import missing as lacking
from accessible.checkers.chromium import chromium
from tests.clients import orca
from tests.clients.kinds import KINDS, make
from tests.clients.tree import Tree, tree_of
from tests.conftest import Missing
from tests.renderers.validators import ace, browser, epubcheck

__all__ = ["ace", "browser", "epubcheck"]

#: The accessibility tree of a page of a book of the kind.
Read = Callable[[str, str], Tree]


@pytest.fixture(scope="session")
def kinds(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("kinds")
    return {kind: make(kind, folder) for kind in KINDS}


@pytest.fixture(scope="session")
def comfortable(kinds: dict[str, Path]) -> dict[str, Path]:
    return {kind: make(kind, book.parent, style="comfortable") for kind, book in kinds.items()}


@pytest.fixture(scope="session", autouse=True)
def readings(
    request: pytest.FixtureRequest, kinds: dict[str, Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, Future[list[str]]]]:
    """What Orca says of the first page of each kind that is asked for.

    It takes its time to speak, in which the processor has little to do: so it begins with the first of these tests, and
    is asked for by the last.
    """
    asked = [item for item in request.session.items if "test_what_orca_says" in item.name]
    found = [kind for kind in kinds if any(f"[{kind}]" in item.name for item in asked)]
    with ThreadPoolExecutor(1) as pool:
        folder = tmp_path_factory.mktemp("orca")
        yield {} if orca.lacking() else {kind: pool.submit(_read_aloud, kinds[kind], folder / kind) for kind in found}


def _read_aloud(book: Path, folder: Path) -> list[str]:
    with zipfile.ZipFile(book) as archive:
        archive.extractall(folder / "book")
    page = folder / "book" / "EPUB" / "c0001.xhtml"
    said: list[str] = []
    for attempt in ("first", "second"):  # a busy machine may not get as far as the page
        (folder / attempt).mkdir()
        said = said or orca.transcript(page, folder / attempt)
    return said


@pytest.fixture(scope="session")
def window(missing: Missing) -> Iterator[Any]:
    """A Chromium for all the tests of a run: Playwright can be started once in a process."""
    if why := lacking("browser"):
        missing(f"the browser did not run: {why}")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium(), chromium_sandbox=os.geteuid() != 0)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def trees(kinds: dict[str, Path], tmp_path_factory: pytest.TempPathFactory, window: Any) -> Read:
    """What Chromium tells a screen reader of a page."""
    folders = {}
    for kind, book in kinds.items():
        folders[kind] = tmp_path_factory.mktemp(kind)
        with zipfile.ZipFile(book) as archive:
            archive.extractall(folders[kind])
    page = window.new_page()

    def read(kind: str, name: str) -> Tree:
        page.goto((folders[kind] / "EPUB" / name).as_uri())
        return tree_of(page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"])

    return read

"""Every kind of document as a book: what its pages and overlays look like, and what the validators say of them."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from accessible.model.publication import Publication
from accessible.renderers import Granularity, dressed, render, write_epub
from accessible.renderers.looks import STYLES
from tests.conftest import Golden
from tests.renderers.gold import KINDS, voiced
from tests.renderers.validators import Validator

GRANULARITIES: tuple[Granularity, ...] = ("word", "sentence", "paragraph")


def shown(publication: Publication) -> str:
    """Every page and overlay of a book but the cover, in the order of the spine."""
    resources = {resource.id: resource for resource in publication.resources}
    parts = []
    for name in dict.fromkeys(["nav", *publication.spine[1:]]):
        page = resources[name]
        for resource in [page, *([resources[page.overlay]] if page.overlay else [])]:
            parts.append(f"======== {resource.href}\n{resource.data.decode()}")
    return "\n".join(parts)


@pytest.mark.parametrize("kind", KINDS)
def test_the_pages_and_overlays(kind: str, golden: Golden) -> None:
    document = KINDS[kind]()
    golden(f"renderers/{kind}.txt", shown(render(document, voiced(document))))


@pytest.mark.parametrize("granularity", ["word", "paragraph"])
def test_other_granularities(granularity: Granularity, golden: Golden) -> None:
    document = KINDS["chapter"]()
    golden(f"renderers/chapter.{granularity}.txt", shown(render(document, voiced(document), granularity=granularity)))


@pytest.fixture(scope="module")
def gold(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Each kind at each granularity, and with pages where it has none."""
    folder = tmp_path_factory.mktemp("gold")
    paths = []
    for (kind, make), granularity in itertools.product(KINDS.items(), GRANULARITIES):
        document = make()
        sound = folder / f"{kind}-{granularity}"
        sound.mkdir()
        pages = 0 if granularity == "sentence" else 20
        publication = render(document, voiced(document, sound), granularity=granularity, pages=pages)
        paths.append(folder / f"{sound.name}.epub")
        write_epub(publication, paths[-1])
    return paths


def test_epubcheck_finds_nothing(gold: list[Path], epubcheck: Validator) -> None:
    assert epubcheck(*gold) == {path.name: () for path in gold}


def test_ace_finds_nothing(gold: list[Path], ace: Validator) -> None:
    """The kinds take turns in their granularities, of which Ace sees only ids and pages."""
    turns = len(GRANULARITIES)
    shown = [gold[at * turns + at % turns] for at in range(len(KINDS))]
    assert ace(*shown) == {path.name: () for path in shown}


def test_our_own_rules_find_nothing(gold: list[Path]) -> None:
    from accessible.checkers import check

    assert {path.name: check(path, checkers=["overlays"]) for path in gold} == {path.name: () for path in gold}


def test_a_browser_finds_nothing_in_any_style(tmp_path: Path, browser: Validator) -> None:
    """In the light and in the dark, with the highlight on every sentence, at 320 pixels, with larger spacing. The kinds
    take turns in their styles: `tests/clients` has others in all of them."""
    books = []
    for (kind, make), style in zip(KINDS.items(), itertools.cycle(STYLES), strict=False):
        document = make()
        (tmp_path / kind).mkdir()
        publication = render(document, voiced(document, tmp_path / kind))
        books.append(tmp_path / f"{kind}-{style}.epub")
        write_epub(dressed(publication, style), books[-1])
    assert browser(*books) == {book.name: () for book in books}

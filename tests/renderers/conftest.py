"""Books that several tests look at, built once."""

from __future__ import annotations

from pathlib import Path

import pytest

from accessible.renderers import render, write_epub
from tests.renderers import builder
from tests.renderers.validators import ace, browser, epubcheck

__all__ = ["ace", "browser", "epubcheck"]


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every document of the builder as a talking book, and one of them without narration."""
    folder = tmp_path_factory.mktemp("shelf")
    paths = {}
    for name, make in builder.SHELF.items():
        document = make()
        (folder / f"sound-{name}").mkdir()
        narration = builder.narrate(document, folder / f"sound-{name}")
        paths[name] = folder / f"{name}.epub"
        write_epub(render(document, narration), paths[name])
    paths["silent"] = folder / "silent.epub"
    write_epub(render(builder.article(), None, certified_by="Jo Certifier"), paths["silent"])
    return paths

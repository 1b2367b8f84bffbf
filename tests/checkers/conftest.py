"""The same books and validators as for the renderers."""

from __future__ import annotations

from tests.renderers.conftest import ace, browser, epubcheck, shelf

__all__ = ["ace", "browser", "epubcheck", "shelf"]

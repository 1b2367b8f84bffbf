"""The same books and validators as for the renderers."""

from __future__ import annotations

from tests.renderers.conftest import ace, epubcheck, shelf

__all__ = ["ace", "epubcheck", "shelf"]

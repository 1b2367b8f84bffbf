"""Where a Chromium is that pages can be opened in."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def chromium() -> str:
    """The path of a Chromium, "" when none was found; $PUPPETEER_EXECUTABLE_PATH names one, as it does for Ace."""
    chosen = os.environ.get("PUPPETEER_EXECUTABLE_PATH", "")
    if chosen:
        return chosen if Path(chosen).is_file() else ""
    return next((found for name in _NAMES if (found := shutil.which(name))), "")

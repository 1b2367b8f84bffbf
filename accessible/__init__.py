"""Turns an article or a book into a publication that a blind, dyslexic or busy reader can use today.

    from pathlib import Path
    from accessible import Config, build
    build(Path("article.txt"), config=Config())

The stages can be called one by one: `read`, `structure`, `compose`, `perform`, `render`, `check`; what flows between
them are the frozen structs of `accessible.model`. Names are imported when they are first used, so that importing the
package costs nothing.
"""

from __future__ import annotations

import time
from importlib import import_module
from typing import Any

__version__ = "0.1.0"

#: When the first of our modules was imported (ns since 1970). What has changed on the disk since then may not be what
#: runs here: see `accessible.pipeline.revision`.
IMPORTED = time.time_ns()

_HOMES = {
    "AccessibleError": "accessible.errors",
    "Config": "accessible.config",
    "Document": "accessible.model.document",
    "Draft": "accessible.model.draft",
    "Message": "accessible.model.message",
    "Narration": "accessible.model.narration",
    "Publication": "accessible.model.publication",
    "Script": "accessible.model.script",
    "Source": "accessible.model.source",
    "build": "accessible.pipeline",
    "check": "accessible.checkers",
    "compose": "accessible.narrator",
    "perform": "accessible.narrator",
    "read": "accessible.readers",
    "render": "accessible.renderers",
    "structure": "accessible.structurer",
}

__all__ = [*_HOMES]  # noqa: PLE0604 (the keys are strings)


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)

"""A source half-way to a book: what each stage makes of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from accessible.config import Config
from accessible.errors import UsageError
from accessible.model.document import Document
from accessible.model.source import Work
from accessible.pipeline.opening import open_source
from accessible.pipeline.stages import document_of, draft_of, narration_of, script_of

STAGES = ("draft", "document", "script", "narration")


def outline_of(work: Work, *, config: Config) -> Document:
    """The structured document of a file."""
    return document_of(open_source(work, config=config), config=config)


def stage_json(work: Work, stage: str, *, config: Config) -> str:
    """A source as it is after a stage (one of `STAGES`), as indented JSON. Raises `UsageError` for another name."""
    if stage not in STAGES:
        raise UsageError(f"there is no stage {stage!r}", where="--stage", hint=f"stages: {', '.join(STAGES)}")
    source = open_source(work, config=config)
    state: Any = (draft_of if stage == "draft" else document_of)(source, config=config)
    if stage in ("script", "narration"):
        state = script_of(state, config=config)
    if stage == "narration":
        from accessible.narrator import cache_folder
        from accessible.narrator.room import at_work

        with at_work(cache_folder()):
            narration = narration_of(state, config=config)
        # where the cache is on this machine is nobody's business
        state = replace(narration, tracks=tuple(replace(t, path=Path(t.path).name, files={}) for t in narration.tracks))
    return msgspec.json.format(msgspec.json.encode(state), indent=2).decode()

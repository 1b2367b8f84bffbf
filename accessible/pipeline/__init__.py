"""Joins the stages. The only room that knows them all.

Source → Draft → Document → Script → Narration → Publication → files, checked before they get their names: `build` is
the whole way, `stages` its steps with the options of a run, `looking` what the other commands show.
"""

from __future__ import annotations

from accessible.config import FORMATS
from accessible.pipeline.building import Built, build
from accessible.pipeline.looking import (
    STAGES,
    Estimate,
    check_books,
    estimate,
    facts,
    findings,
    outline_of,
    save,
    speak,
    stage_json,
    verdict,
    voices,
    worst,
)
from accessible.pipeline.stages import Progress, document_of, draft_of, narration_of, script_of

__all__ = [
    "FORMATS",
    "STAGES",
    "Built",
    "Estimate",
    "Progress",
    "build",
    "check_books",
    "document_of",
    "draft_of",
    "estimate",
    "facts",
    "findings",
    "narration_of",
    "outline_of",
    "save",
    "script_of",
    "speak",
    "stage_json",
    "verdict",
    "voices",
    "worst",
]

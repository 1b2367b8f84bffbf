"""Joins the stages. The only room that knows them all.

Source → Draft → Document → Script → Narration → Publication → files, checked before they get their names: `build` is
the whole way, `stages` its steps with the options of a run, and each of the other commands has a module.
"""

from __future__ import annotations

from accessible.config import FORMATS
from accessible.pipeline.building import Built, build
from accessible.pipeline.checking import (
    Checked,
    check_books,
    claim_report,
    findings,
    verdict,
    worst,
    write_report,
)
from accessible.pipeline.estimating import Estimate, estimate
from accessible.pipeline.inspecting import STAGES, outline_of, stage_json
from accessible.pipeline.machine import facts, voices
from accessible.pipeline.opening import read_stdin, spread
from accessible.pipeline.places import abandon, abandon_all, folder_of, get_ready, keep_cache
from accessible.pipeline.speaking import save, speak, spoken_file
from accessible.pipeline.stages import Progress, document_of, draft_of, narration_of, script_of

__all__ = [
    "FORMATS",
    "STAGES",
    "Built",
    "Checked",
    "Estimate",
    "Progress",
    "abandon",
    "abandon_all",
    "build",
    "check_books",
    "claim_report",
    "document_of",
    "draft_of",
    "estimate",
    "facts",
    "findings",
    "folder_of",
    "get_ready",
    "keep_cache",
    "narration_of",
    "outline_of",
    "read_stdin",
    "save",
    "script_of",
    "speak",
    "spoken_file",
    "spread",
    "stage_json",
    "verdict",
    "voices",
    "worst",
    "write_report",
]

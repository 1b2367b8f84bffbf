"""Many sources: a child process for each document, on this machine or on a cluster that somebody else runs.

The processes are our own (`accessible.narrator.process`), as those that speak. Measured beside Pebble 5.2, CPU for each
document before it is begun: 0.37 s with a fresh process from Pebble, 0.31 s with one of ours, 0.006 s forked by either;
but Pebble forks the process of the caller, in which its threads run, and we fork one that has none.

`build_each` is the way in, `build_all` the same with a manifest; `attempt` is what happens to one document, `child` the
process that it happens in.

The names are found when they are asked for: a child begins without what only the parent needs.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from accessible.batch.elsewhere import cluster
    from accessible.batch.keeping import build_all, build_alone
    from accessible.batch.running import Progress, build_each
    from accessible.batch.task import Outcome, Status

__all__ = ["Outcome", "Progress", "Status", "build_all", "build_alone", "build_each", "cluster"]

_HOMES = {
    "elsewhere": ("cluster",),
    "keeping": ("build_all", "build_alone"),
    "running": ("Progress", "build_each"),
    "task": ("Outcome", "Status"),
}


def __getattr__(name: str) -> Any:
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{home}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

"""Many sources, one after the other: a bad one is reported and never stops the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from accessible.config import Config
from accessible.errors import AccessibleError
from accessible.pipeline import Built, Progress, build


class Outcome(Struct, frozen=True):
    """What became of one source: what was built, or the error that stopped it."""

    path: Path
    built: Built | None = None
    error: AccessibleError | None = None


def build_each(
    paths: Sequence[Path],
    *,
    config: Config,
    outputs: Sequence[Path] = (),
    progress: Callable[[Path], Progress | None] = lambda path: None,
) -> Iterator[Outcome]:
    """Build each source and yield its outcome as soon as it is known; ``progress`` gives a function for each."""
    taken: set[Path] = set()
    for path in paths:
        try:
            built = build(path, config=config, outputs=outputs, progress=progress(path), taken=taken)
            yield Outcome(path, built=built)
        except AccessibleError as error:
            yield Outcome(path, error=error)

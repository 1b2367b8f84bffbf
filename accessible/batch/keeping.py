"""Builds that are written down: what the command line calls. The outcomes of a batch go into the manifest of the output
folder as they come; a single build writes none, but keeps one that is there true."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from contextlib import ExitStack, closing
from pathlib import Path

from accessible.batch import manifest
from accessible.batch.elsewhere import cluster
from accessible.batch.running import Progress, build_each
from accessible.batch.task import MOST_MESSAGES, Done, File, Outcome, checksum, problem, status
from accessible.config import Config
from accessible.errors import AccessibleError
from accessible.model.source import Named, Work
from accessible.pipeline import Built, build, keep_cache

#: Documents of a batch after which the cache is looked at.
_OFTEN = 50


def build_all(
    paths: Sequence[Named], *, config: Config, progress: Progress | None = None
) -> Generator[Outcome, None, None]:
    """`build_each` with the jobs and the cluster of the options, and a manifest.

    However it is left, the manifest has every outcome that was yielded. Raises `UsageError` for a cluster that cannot
    be reached, `OutputError` for a manifest that cannot be written.
    """
    folder = Path(config.output_dir)
    with ExitStack() as stack:
        executor, alive = stack.enter_context(cluster(config.cluster)) if config.cluster else (None, None)
        manifest.prepare(folder)
        outcomes = build_each(paths, config=config, jobs=config.jobs, executor=executor, alive=alive, progress=progress)
        stack.callback(keep_cache, config)
        stack.callback(manifest.publish, folder)
        for number, outcome in enumerate(stack.enter_context(closing(outcomes)), 1):
            manifest.note(folder, outcome)
            yield outcome
            if not number % _OFTEN:
                keep_cache(config)


def build_alone(
    work: Work, *, config: Config, outputs: Sequence[Path] = (), progress: Callable[[int, int, str], None] | None = None
) -> Built:
    """Build one source, or several as one book, in this process. Raises what `accessible.pipeline.build` raises."""
    with ExitStack() as stack:
        stack.callback(keep_cache, config)
        return _build_alone(work, config=config, outputs=outputs, progress=progress)


def _build_alone(
    work: Work, *, config: Config, outputs: Sequence[Path], progress: Callable[[int, int, str], None] | None
) -> Built:
    folder = Path(config.output_dir)
    path = work[0] if isinstance(work, tuple) and len(work) == 1 else work
    kept = not outputs and manifest.is_kept(folder) and not isinstance(path, tuple)
    sha256 = checksum(path) if kept and isinstance(path, Path) else ""
    try:
        built = build(work, config=config, outputs=outputs, progress=progress)
    except AccessibleError as error:
        if kept:
            _keep(folder, str(path), sha256, Done(problem=problem(error)))
        raise
    if kept:
        files = tuple(File(str(file), checksum(file)) for file in built.paths)
        _keep(folder, str(path), built.sha256 or sha256, Done(files, built.messages[:MOST_MESSAGES]))
    return built


def _keep(folder: Path, source: str, sha256: str, done: Done) -> None:
    manifest.note(folder, Outcome(source, status(done), sha256, done.files, done.messages, done.problem))
    manifest.publish(folder)

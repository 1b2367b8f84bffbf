"""Many documents at once, on this machine or by an executor that somebody else runs. A bad one never stops the others.

How ``jobs`` is divided: so many documents are built at once, each with one process that speaks; and where fewer
documents than jobs are left, each of those that begin then has as many processes that speak as there are jobs for it.
So two documents with four jobs have two each, and the last of a hundred has all four.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Executor
from contextlib import closing
from functools import partial
from pathlib import Path

from msgspec.structs import replace

from accessible import __version__
from accessible.batch.attempt import WORK, attempt
from accessible.batch.limits import Limits
from accessible.batch.task import Outcome, Problem, Task, checksum, problem
from accessible.config import Config, size_of
from accessible.errors import AccessibleError, OutputError
from accessible.model.source import STDIN, Named, named
from accessible.narrator.process import Worker, share_out
from accessible.pipeline import folder_of, read_stdin

#: Told of a document (as it is named) that so many of its sections have been spoken, and the title of the last. Called
#: by whichever thread it happens in.
Progress = Callable[[Named, int, int, str], None]

#: Variables that decide something of a book, beside those that begin with ACCESSIBLE_.
_DECIDING = ("SOURCE_DATE_EPOCH", "TZ", "LANG", "LC_ALL")
#: Seconds that a child has to take its unfinished files away, and a little more.
_GRACE = 1.5


def build_each(
    paths: Sequence[Named],
    *,
    config: Config,
    jobs: int = 0,
    executor: Executor | None = None,
    alive: Callable[[], bool] | None = None,
    progress: Progress | None = None,
) -> Generator[Outcome, None, None]:
    """Build each source in a process of its own and yield its outcome as soon as it is known.

    ``jobs`` is how much is done at once (0: one job for each processor); of an executor, how many documents it has at
    once. Sources whose books would get the same folder are refused, but for the first. However this is left, no process
    of this machine stays behind; what an executor has begun, it ends.

    ``executor`` is any of `concurrent.futures`, on machines that have this program, the sources and the output under
    the same paths. ``alive`` says whether it still has workers (see `accessible.batch.elsewhere`).
    """
    tasks: list[Task] = []
    taken: set[Path] = set()
    form = _task(config)
    for path in paths:
        folder = folder_of(path, config=config)
        if path == STDIN:
            try:
                tasks.append(replace(form, source=str(path), text=read_stdin()))
            except AccessibleError as error:  # a bad source, as any other
                yield Outcome(str(path), "refused", problem=problem(error))
        elif folder is not None and folder in taken:
            what = "another source of this run is built into the folder of this one"
            hint = "build it by itself, with another --output-dir"
            refused = Problem(OutputError.exit_code, what, str(folder), hint)
            yield Outcome(str(path), "refused", checksum(Path(path)), problem=refused)
        else:
            if folder is not None and Path(path).is_file():
                taken.add(folder)
            tasks.append(replace(form, source=str(path)))
    if executor is not None:
        from accessible.batch.elsewhere import WINDOW, through

        yield from through(executor, tasks, at_once=jobs or WINDOW, alive=alive)
        return
    jobs = jobs or _processors()
    left = len(tasks)

    def build(task: Task, worker: Worker) -> Outcome:
        share = max(1, jobs // max(1, min(jobs, left)))
        task = replace(task, config=replace(task.config, jobs=share))
        return attempt(task, worker, progress=progress and partial(progress, named(task.source)))

    if tasks:
        with closing(share_out(tasks, build, workers=jobs, function=WORK, grace=_GRACE)) as outcomes:
            for outcome in outcomes:
                left -= 1
                yield outcome


def _task(config: Config) -> Task:
    """What all tasks of a run have in common."""
    environment: dict[str, str | None] = {name: os.environ.get(name) for name in _DECIDING}
    environment |= {name: value for name, value in os.environ.items() if name.startswith("ACCESSIBLE_")}
    if cache := environment.get("ACCESSIBLE_CACHE"):
        environment["ACCESSIBLE_CACHE"] = str(Path(cache).absolute())
    return Task(
        source="",
        config=replace(config, jobs=1),
        folder=str(Path.cwd()),
        environment=environment,
        version=__version__,
        limits=Limits(memory=size_of(config.memory_limit), seconds=config.time_limit),
    )


def _processors() -> int:
    """How many this process may use, which in a container can be fewer than there are."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1

"""One document: a child process, a watch over its time, and a second try when the child is lost.

The same for a batch on this machine and for a task on a cluster, whose worker process never touches a document itself.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from pathlib import Path
from typing import assert_never

from accessible.batch.limits import reading_time
from accessible.batch.task import (
    FORKS,
    Done,
    News,
    Outcome,
    Problem,
    Speaking,
    Spoken,
    Task,
    checksum,
    packed,
    status,
    unpacked,
)
from accessible.errors import AccessibleError
from accessible.model.source import named
from accessible.narrator.process import Worker

#: Told the sections that have been spoken and all there are, and the title of the last.
Progress = Callable[[int, int, str], None]

WORK = "accessible.batch.child:work"
#: How often a document is begun whose child is lost at the same place, and how often when somebody killed it.
_TRIES, _LIVES = 2, 3


def attempt(task: Task, worker: Worker, *, progress: Progress | None = None) -> Outcome:
    """Build one document in a child of the worker, whatever happens to it.

    An error that the child reports is final; a child that dies without a word is replaced, once. One that was killed
    (which nothing in a document does by itself) is so twice; and one that had come further than those before it, whose
    sections are in the cache, has lost nothing. Raises `RetiredError`.
    """
    folder = Path(task.folder)
    sha256 = checksum(folder / task.source) if task.text is None else ""
    lost, furthest = 0, 0
    while True:
        watch = _Watch(worker)
        spoken = _Furthest(progress)
        killed = False
        with watch:
            try:
                done = _once(task, worker, watch, spoken)
                killed = done is None and worker.killed
            except (ValueError, OSError):  # half an answer, or no room for another process
                done = None
                worker.kill()
        if done is not None:
            if not FORKS:
                worker.stop()
            files = done.files
            return Outcome(task.source, status(done), done.sha256 or sha256, files, done.messages, done.problem)
        last_words = worker.last_words() if worker.started else "it could not be started"
        worker.stop()
        _tidy(task)
        if watch.expired:
            what = f"it took longer than {watch.seconds:.0f} seconds"
            hint = "--time-limit gives it more"
            return Outcome(task.source, "timeout", sha256, problem=Problem(1, what, task.source, hint))
        lost = lost + 1 if spoken.sections <= furthest else 1
        furthest = max(furthest, spoken.sections)
        if lost >= (_LIVES if killed else _TRIES):
            what = f"its process was lost {lost} times: {last_words}"
            hint = "build this source alone to see more"
            return Outcome(task.source, "crash", sha256, problem=Problem(1, what, task.source, hint))


class _Furthest:
    """Progress that is passed on, and how far it came."""

    def __init__(self, progress: Progress | None) -> None:
        self._progress = progress
        self.sections = 0

    def __call__(self, done: int, sections: int, title: str) -> None:
        self.sections = done
        if self._progress:
            self._progress(done, sections, title)


def _once(task: Task, worker: Worker, watch: _Watch, progress: Progress) -> Done | None:
    """Have the document built; None when the process has ended instead."""
    try:
        size = (Path(task.folder) / task.source).stat().st_size if task.text is None else len(task.text)
    except (OSError, ValueError):  # the child will say what is wrong with it
        size = 0
    watch.give(task.limits.seconds or reading_time(size))
    worker.ask(packed(task))
    while data := worker.answer():
        news: News = unpacked(data, News)  # type: ignore[arg-type]
        match news:
            case Speaking(seconds=seconds):
                if not task.limits.seconds:
                    watch.give(seconds)
            case Spoken():
                progress(news.done, news.all, news.title)
            case Done():
                return news
            case _:
                assert_never(news)
    return None


class _Watch:
    """Kills the worker's process when its time is over."""

    def __init__(self, worker: Worker) -> None:
        self._worker = worker
        self._timer: threading.Timer | None = None
        self.seconds = 0.0
        self.expired = False

    def give(self, seconds: float) -> None:
        """So much time, from now on."""
        self._cancel()
        self.seconds = seconds
        self._timer = threading.Timer(seconds, self._end)
        self._timer.daemon = True
        self._timer.start()

    def _end(self) -> None:
        self.expired = True
        self._worker.kill()

    def _cancel(self) -> None:
        if self._timer:
            self._timer.cancel()

    def __enter__(self) -> None: ...

    def __exit__(self, *_: object) -> None:
        self._cancel()


def _tidy(task: Task) -> None:
    """Take away what a killed child has left beside the output. Where its title decides the folder, only the child knew
    that: what any killed build has left in the output goes."""
    from accessible.pipeline import abandon, abandon_all, folder_of

    with contextlib.suppress(AccessibleError, OSError):
        folder = folder_of(named(task.source), config=task.config) if task.text is None else None
        if folder is None:
            abandon_all(Path(task.folder) / task.config.output_dir)
        else:
            abandon(Path(task.folder) / folder)

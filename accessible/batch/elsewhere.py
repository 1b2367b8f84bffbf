"""Documents on other machines, through any `concurrent.futures.Executor`: somebody else's scheduler, never our own.

Each task starts the same child process as on this machine, so a document cannot take a worker down. A task may be run
twice when a worker is lost: it writes the same bytes under the same names again. A scheduler that has lost all its
workers waits for others, by default for ever (its `no-workers-timeout` is set where it is started, and is not ours to
change): so we look, and after a minute give up what is left. With Dask, whoever reaches the
scheduler can run code on its workers: it belongs on a private network, with TLS.
"""

from __future__ import annotations

import queue
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from accessible.batch.attempt import WORK, attempt
from accessible.batch.task import Outcome, Problem, Task, checksum, packed, unpacked
from accessible.errors import UsageError
from accessible.narrator.process import Worker

#: Documents that an executor has at once, when nothing else is said: enough for a hundred processors.
WINDOW = 256
#: Seconds that a cluster may be without workers before the rest is given up, and between two looks at it.
_PATIENCE, _LOOK = 60.0, 2.0

_TRIES = 2
_SCHEMES = ("tcp", "tls", "ws", "wss", "ucx")
_ADDRESS = "the address of a running Dask scheduler, as in tcp://host:8786"
_idle: queue.SimpleQueue[Worker] = queue.SimpleQueue()


def build_here(task: bytes) -> bytes:
    """What a worker of the cluster runs: build a document in a child process. Small records in and out, no pickles."""
    try:
        worker = _idle.get_nowait()
    except queue.Empty:
        worker = Worker(WORK)
    outcome = attempt(unpacked(task, Task), worker)
    _idle.put(worker)
    return packed(outcome)


def through(
    executor: Executor, tasks: Iterable[Task], *, at_once: int, alive: Callable[[], bool] | None = None
) -> Iterator[Outcome]:
    """Have tasks done by an executor, so many at once, and yield the outcomes as they come.

    A task whose worker is lost is given out again, once. When ``alive`` has said no for a minute, or the executor takes
    no more, what is left is lost, and that is an end.
    """
    todo = iter(tasks)
    pending: dict[Future[bytes], tuple[Task, int]] = {}
    seen = time.monotonic()

    def give(task: Task, tries: int) -> Outcome | None:
        try:
            pending[executor.submit(build_here, packed(task))] = (task, tries)
        except Exception as error:  # whatever an executor says when it is broken or closed
            return _lost(task, f"the executor takes no more work: {type(error).__name__}")
        return None

    try:
        while True:
            while len(pending) < at_once and (task := next(todo, None)) is not None:
                if lost := give(task, 1):
                    yield lost
            if not pending:
                return
            done, _ = wait(pending, timeout=_LOOK, return_when=FIRST_COMPLETED)
            if done or alive is None or alive():
                seen = time.monotonic()
            elif time.monotonic() - seen > _PATIENCE:
                for future in pending:
                    future.cancel()
                yield from (_lost(task, "the cluster has no workers") for task, _ in pending.values())
                yield from (_lost(task, "the cluster has no workers") for task in todo)
                pending.clear()
                return
            for future in done:
                task, tries = pending.pop(future)
                try:
                    yield unpacked(future.result(), Outcome)
                except Exception as error:
                    if tries == _TRIES:
                        yield _lost(task, f"its worker was lost {tries} times: {type(error).__name__}")
                    elif lost := give(task, tries + 1):
                        yield lost
    finally:
        for future in pending:
            future.cancel()


def _lost(task: Task, what: str) -> Outcome:
    hint = "the same command takes up the work again"
    sha256 = checksum(Path(task.folder) / task.source) if task.text is None else ""
    return Outcome(task.source, "crash", sha256, problem=Problem(1, what, task.source, hint))


@contextmanager
def cluster(address: str) -> Iterator[tuple[Executor, Callable[[], bool]]]:
    """An executor of an existing Dask scheduler, and whether it has workers. Raises `UsageError`."""
    try:
        import logging

        from distributed import Client
    except ImportError:
        hint = 'pip install "accessible[cluster]"'
        raise UsageError("Dask is not installed", where="--cluster", hint=hint) from None
    scheme, found, _ = address.partition("://")
    if found and scheme not in _SCHEMES:
        raise UsageError(f"there is no scheme {scheme!r} of addresses", where=address, hint=_ADDRESS)
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what matters of it is in the outcomes
    try:
        client: Any = Client(address, timeout="10s", set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError, TypeError) as error:
        raise UsageError(f"the cluster cannot be reached: {error}", where=address, hint=_ADDRESS) from None

    def alive() -> bool:
        try:
            return client.status == "running" and bool(client.scheduler_info(n_workers=1)["workers"])
        except Exception:
            return False

    try:
        # not pure: a book that was deleted is built again, whatever the scheduler remembers
        yield client.get_executor(pure=False), alive
    finally:
        client.close(timeout=2)

"""Python processes of our own: how one is started, asked, shared and ended.

Speech libraries crash, hang and remember; so they live in processes that can be thrown away. These are started as
fresh programs and not by multiprocessing (or a pool built on it), for four measured reasons: a start costs half the
time; the caller's script is not imported a second time, so it needs no ``if __name__ == "__main__"``; nothing is
forked from a process that may have threads; and the children's time is counted with the parent's.

A worker ends when its parent does, however that ends: it watches the pipe that its requests come from.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Generator, Sequence
from pathlib import Path
from typing import IO, TypeVar

from accessible.narrator.pipe import receive, send

Task = TypeVar("Task")
Result = TypeVar("Result")

#: The signal that is never a program's own doing; 9 as well where there is none.
KILL = int(getattr(signal, "SIGKILL", 9))
#: Bytes that a process may have printed before they are forgotten, at the next request.
_MOST_ERRORS = 100_000
#: The modules must be found where the parent finds them, and nowhere else (-P: not in the working folder).
_PROGRAM = (
    "import sys, json, importlib; sys.path[:] = json.loads(sys.argv[1]); "
    "module, _, function = sys.argv[2].partition(':'); getattr(importlib.import_module(module), function)()"
)


def command(function: str) -> list[str]:
    """The command line that calls a function (``module:name``, no arguments) in a new Python."""
    folders = [str(Path(folder).absolute()) for folder in sys.path]
    return [sys.executable, "-P", "-c", _PROGRAM, json.dumps(folders), function]


class RetiredError(Exception):
    """A worker was retired while its thread wanted something of it: nobody waits for the result any more."""


class Worker:
    """A process that answers messages with messages, started when it is first asked and again after `stop`.

    Used by one thread; only `kill` and `retire` may be called by another. One that has something to clean up before it
    goes is given ``grace`` for that, in seconds, when it is retired.
    """

    def __init__(self, function: str, *, grace: float = 0.0) -> None:
        self._function = function
        self._grace = grace
        self._process: subprocess.Popen[bytes] | None = None
        self._errors: IO[bytes] | None = None
        self._lock = threading.Lock()
        self._retired = False

    def ask(self, data: bytes) -> None:
        """Send a request. A worker that has died is noticed when its answer is awaited."""
        process = self._process or self._start()
        assert process.stdin
        assert self._errors
        if os.fstat(self._errors.fileno()).st_size > _MOST_ERRORS:  # all of it about earlier requests
            self._errors.seek(0)
            self._errors.truncate()
        with contextlib.suppress(OSError):
            send(process.stdin, data)

    def answer(self) -> bytes | None:
        """Wait for the next answer; None when the process has ended instead. Raises `RetiredError`."""
        assert self._process
        assert self._process.stdout
        data = receive(self._process.stdout)
        if data is None and self._retired:
            raise RetiredError
        return data

    @property
    def started(self) -> bool:
        """Whether there is a process, alive or dead, since the last `stop`."""
        return self._process is not None

    @property
    def killed(self) -> bool:
        """Whether it has ended because somebody else killed it, as one does who looks for memory; it did nothing."""
        assert self._process
        return self._process.wait() == -KILL

    def last_words(self) -> str:
        """How it ended: that it took too long, or the signal or status, and the end of its standard error."""
        assert self._process
        assert self._errors
        status = self._process.wait()
        self._errors.seek(0)
        lines = self._errors.read().decode(errors="replace").strip().splitlines()
        if any(line.startswith("Timeout (") for line in lines):  # what faulthandler says when it ends a process
            return "the speech process took too long"
        how = f"was ended by signal {-status}" if status < 0 else f"ended with status {status}"
        return f"the speech process {how}" + (f": {lines[-1]}" if lines else "")

    def stop(self) -> None:
        """End the process at once and wait until it is gone."""
        if process := self._process:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout, self._errors):
                if pipe:
                    with contextlib.suppress(OSError):  # a request that was never read
                        pipe.close()
        self._process = None

    def kill(self) -> None:
        """End the process at once. Whoever waits for its answer gets None."""
        with self._lock:
            if self._process:
                self._process.kill()

    def retire(self) -> None:
        """End the process and never start another. Whoever waits for its answer gets a `RetiredError`."""
        with self._lock:
            self._retired = True
            if not self._process:
                return
            if not self._grace:
                self._process.kill()
                return
            self._process.terminate()
            timer = threading.Timer(self._grace, self._process.kill)
            timer.daemon = True
            timer.start()

    def _start(self) -> subprocess.Popen[bytes]:
        with self._lock:
            if self._retired:
                raise RetiredError
            # Whatever a library prints must neither be taken for an answer nor reach the terminal.
            self._errors = _scratch()
            self._process = subprocess.Popen(  # noqa: S603  our own interpreter and our own code
                command(self._function), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._errors
            )
            return self._process


def _scratch() -> IO[bytes]:
    """A file without a name: in memory where that can be done, for the disk may be full."""
    if hasattr(os, "memfd_create"):
        return os.fdopen(os.memfd_create("errors"), "w+b")
    return tempfile.TemporaryFile()


def share_out(
    tasks: Sequence[Task], do: Callable[[Task, Worker], Result], *, workers: int, function: str, grace: float = 0.0
) -> Generator[Result, None, None]:
    """Do the tasks, the first ones first, each with one of so many `Worker` (one at least); yields results as they are
    finished. ``function`` and ``grace`` are those of the workers.

    The first exception of any is raised here, and ends all others. No process and no thread is left behind, however
    this is left: also by Ctrl-C, and by a caller that does not want the rest.
    """
    todo: queue.SimpleQueue[Task] = queue.SimpleQueue()
    for task in tasks:
        todo.put(task)
    finished: queue.SimpleQueue[Result | _Raised] = queue.SimpleQueue()

    def attend(worker: Worker) -> None:
        try:
            while True:
                finished.put(do(todo.get_nowait(), worker))
        except (queue.Empty, RetiredError):
            pass
        except BaseException as error:
            finished.put(_Raised(error))
        finally:
            worker.stop()

    crew = [Worker(function, grace=grace) for _ in range(min(max(1, workers), len(tasks)))]
    threads = [threading.Thread(target=attend, args=(worker,), daemon=True) for worker in crew]
    try:
        for thread in threads:
            thread.start()
        for _ in tasks:
            result = finished.get()
            if isinstance(result, _Raised):
                raise result.error
            yield result
    finally:
        for worker in crew:
            worker.retire()
        for thread in threads:
            if thread.ident:
                thread.join()


class _Raised:
    """An exception on its way from a thread, told apart from a result."""

    def __init__(self, error: BaseException) -> None:
        self.error = error

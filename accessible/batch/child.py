"""The process that documents are built in: the other side of `attempt`.

Where processes can be forked (Linux), it loads everything that a build needs, once, and forks a child for each
document: a document has a process of its own, and does not pay again for the start, which is a third of what an
article takes. It has no threads, and runs no code on any document itself, so what it forks is as good as new. Elsewhere
it builds one document and ends.

Nothing stays behind: when the parent goes, this process sees the end of its input and kills the child; when this
process is killed, the kernel kills the child; and speech processes see the end of their input when the child goes.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import select
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import IO, NoReturn

from accessible import __version__
from accessible.batch.limits import confine, speaking_time
from accessible.batch.task import (
    FORKS,
    MOST_MESSAGES,
    Done,
    File,
    News,
    Speaking,
    Spoken,
    Task,
    checksum,
    packed,
    problem,
    unpacked,
)
from accessible.errors import AccessibleError, OutputError, UsageError
from accessible.model.source import named
from accessible.narrator.pipe import receive, send

Tell = Callable[[News], None]

#: Seconds that a child has to clean up when the work is broken off.
GRACE = 1.0
_PR_SET_PDEATHSIG = 1  # prctl(2)


def work() -> None:
    """Build the documents that are asked for until the parent goes away: the whole life of the process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to the whole group; the parent decides
    signal.signal(signal.SIGTERM, _interrupted)
    requests = os.fdopen(os.dup(0), "rb", buffering=0)
    answers = os.fdopen(os.dup(1), "wb")
    with Path(os.devnull).open("rb") as nothing:
        os.dup2(nothing.fileno(), 0)  # what is asked for is nobody else's to read
    os.dup2(2, 1)  # libraries that print must not print into the answers
    # Until this process looks at its input, the kernel looks after it; from then on the thread that started it may end.
    if FORKS:
        _die_with_parent(signal.SIGKILL)
    data = None if FORKS and _hung_up(requests) else receive(requests)
    if data is None:
        return
    if not FORKS:
        threading.Thread(target=_listen, args=(requests,), daemon=True).start()
        _report(data, answers)
        return
    with contextlib.suppress(KeyboardInterrupt):
        from accessible.pipeline import get_ready

        get_ready(languages=not unpacked(data, Task).config.language)
        _die_with_parent(0)
        while data is not None:
            _attend(_fork(data, answers), requests)
            data = receive(requests)


def _listen(requests: IO[bytes]) -> None:
    receive(requests)
    os._exit(1)


def _die_with_parent(number: int) -> None:
    """Be sent a signal by the kernel when the thread that started this process ends (0: not any more)."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, number)


def _hung_up(requests: IO[bytes]) -> bool:
    poll = select.poll()
    poll.register(requests, select.POLLIN)
    return any(event & select.POLLHUP for _, event in poll.poll(0))


def _fork(data: bytes, answers: IO[bytes]) -> int:
    """Have a child build a document; returns its process id."""
    us = os.getpid()
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})  # between the two returns of fork it has no addressee
    child = os.fork()
    if child:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
        return child
    status = 1
    try:
        _die_with_parent(signal.SIGKILL)
        if os.getppid() == us:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
            _report(data, answers)
            status = 0
    except BaseException as error:
        sys.stderr.write(f"{type(error).__name__}: {error}\n")
    finally:
        sys.stderr.flush()
        os._exit(status)


def _attend(child: int, requests: IO[bytes]) -> None:
    """Wait for a child's end, and end it when the parent has gone."""
    try:
        handle = os.pidfd_open(child)
        try:
            poll = select.poll()
            poll.register(handle, select.POLLIN)
            poll.register(requests, 0)  # only its end: the next request may come before this child is quite gone
            while handle not in (ready := [file for file, _ in poll.poll()]):
                if ready:
                    os.kill(child, signal.SIGKILL)
                    break
        except KeyboardInterrupt:
            os.kill(child, signal.SIGTERM)
            if not select.select([handle], [], [], GRACE)[0]:
                os.kill(child, signal.SIGKILL)
            raise
        finally:
            os.close(handle)
    finally:
        _, status = os.waitpid(child, 0)
        if status:
            _end_like(os.waitstatus_to_exitcode(status))


def _end_like(code: int) -> NoReturn:
    """A child that did not end well has told nothing. So that the parent sees it, this process ends in the same way."""
    if code < 0:
        with contextlib.suppress(OSError):  # SIGKILL is as it is
            signal.signal(-code, signal.SIG_DFL)
        os.kill(os.getpid(), -code)
    os._exit(code if code > 0 else 1)


def _interrupted(number: int, frame: object) -> NoReturn:
    raise KeyboardInterrupt


def _report(data: bytes, answers: IO[bytes]) -> None:
    """Build a document and tell about it."""
    task = unpacked(data, Task)
    confine(task.limits)

    def tell(news: News) -> None:
        send(answers, packed(news))

    tell(build_one(task, tell=tell))


def build_one(task: Task, *, tell: Tell) -> Done:
    """Build a document in this process; ``tell`` hears how far it is. Whatever stops it is in the answer."""
    from accessible.pipeline import build

    try:
        with _surroundings(task):
            built = build(
                named(task.source),
                config=task.config,
                progress=lambda done, sections, title: tell(Spoken(done, sections, title)),
                speaking=lambda characters, slow: tell(Speaking(speaking_time(characters, slow=slow))),
            )
            files = tuple(File(str(path), checksum(path)) for path in built.paths)
        return Done(files, built.messages[:MOST_MESSAGES], sha256=built.sha256)
    except AccessibleError as error:
        return Done(problem=problem(error))
    except MemoryError:
        what = f"it takes more than {task.limits.memory / 1e9:g} GB of memory"
        return Done(
            problem=problem(AccessibleError(what, where=task.source, hint="--memory-limit raises the limit")),
            crashed=True,
        )
    except Exception as error:
        what = f"a defect of the program: {type(error).__name__}: {error}"
        hint = "please report it with the source; building this source alone with ACCESSIBLE_DEBUG=1 shows where"
        return Done(problem=problem(AccessibleError(what, where=task.source, hint=hint)), crashed=True)


@contextlib.contextmanager
def _surroundings(task: Task) -> Iterator[None]:
    """The working folder, the environment and the standard input of whoever asked."""
    if task.version != __version__:
        what = f"this program is version {__version__}, and the one that asks is {task.version}"
        raise UsageError(what, where="--cluster", hint="install the same version on all machines")
    try:
        os.chdir(task.folder)
    except OSError as error:
        what = f"the working folder cannot be entered: {error.strerror}"
        raise OutputError(what, where=task.folder, hint="a cluster needs the same folders on all machines") from None
    for name, value in task.environment.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value
    if task.text is not None:
        sys.stdin = TextIOWrapper(BytesIO(task.text))
    yield

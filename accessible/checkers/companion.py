"""A program beside this process that looks at one book after the other: it is slow to start and quick to go on.

EPUBCheck's Java machine, Ace's Node.js and the browser are each started with the first book and end with us. The
program reads a line of JSON for each book from its standard input, and answers with a line: "" when it has written its
report, else what went wrong.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import subprocess
import threading
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

#: By the command: the program that runs, at most one, and whose turn it is to ask it.
_running: dict[tuple[str, ...], subprocess.Popen[str]] = {}
_turns: dict[tuple[str, ...], threading.Lock] = defaultdict(threading.Lock)


def ask(
    command: Sequence[str], request: Any, *, limit: float, environment: Mapping[str, str] | None = None
) -> str | None:
    """Have a report written by the program of a command, which is started when it does not run.

    ``limit`` is the time that it may take, in seconds; ``environment`` are variables beside ours. Returns "" when the
    report was written, else what went wrong; None when the program ended or took too long.
    """
    key = tuple(command)
    with _turns[key]:
        process = _running.get(key)
        if process is None or process.poll() is not None:
            _end(key)
            process = _running[key] = _started(command, environment or {})
        assert process.stdin is not None
        assert process.stdout is not None
        alarm = threading.Timer(limit, process.kill)
        alarm.start()
        answer = ""
        try:
            process.stdin.write(json.dumps(request) + "\n")
            process.stdin.flush()
            answer = process.stdout.readline()
        except BrokenPipeError:
            pass
        except BaseException:  # Ctrl-C: the answer that is still to come must not be taken for the next book's
            process.kill()
            raise
        finally:
            alarm.cancel()
        if answer:
            with contextlib.suppress(ValueError):  # some other program of the same name
                return str(json.loads(answer))
        process.kill()
        process.wait()
        return None


def readable(path: Path, folder: Path) -> str:
    """A path that any program can be told: where it has bytes that are no text, that of a link to it in a folder."""
    found = path.resolve()
    try:
        str(found).encode()
    except UnicodeEncodeError:
        link = folder / "book.epub"
        link.symlink_to(found)
        return str(link)
    return str(found)


def end() -> None:
    """End every program that runs."""
    atexit.unregister(end)
    for key in list(_running):
        _end(key)


def _started(command: Sequence[str], environment: Mapping[str, str]) -> subprocess.Popen[str]:
    atexit.unregister(end)
    atexit.register(end)
    return subprocess.Popen(  # noqa: S603 (programs that the checkers have found)
        list(command),
        env={**os.environ, **environment},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
        start_new_session=True,  # Ctrl-C is ours to handle
    )


def _end(key: tuple[str, ...]) -> None:
    process = _running.pop(key, None)
    if process is None:
        return
    with contextlib.suppress(BrokenPipeError), process:
        with contextlib.suppress(BrokenPipeError, subprocess.TimeoutExpired):
            process.communicate(timeout=5)  # closes its input, which ends it, and lets it end its browser
        process.kill()

"""A program that replaces a book and is killed at every single thing it does to files, one after the other.

``python -m tests.faults.publishing FOLDER`` prints, for each of these moments: its number, what was about to happen,
and "as it should be" or what is wrong after the same work was begun again.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
from pathlib import Path
from typing import Any

from accessible.errors import OutputError
from accessible.output import REPORT, claim, interrupted, publish, workshop

#: What the book that is replaced has, and what the new one has.
OLD = ("book.epub", "audio/1.mp3", "audio/2.mp3", "extras/old.vtt", REPORT)
NEW = ("book.epub", "audio/1.mp3", REPORT)
_EVENTS = ("open", "os.rename", "os.remove", "os.mkdir", "os.rmdir")


def write(folder: Path, names: tuple[str, ...], text: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    (folder / REPORT).write_text(json.dumps({"accessible": 1, "source": "book.txt", "outputs": names}))


def build(folder: Path) -> None:
    claim(folder, "book.txt", force=False)
    with workshop(folder) as part:
        write(part, NEW, "new")
        (part / "scratch").mkdir()  # what a build leaves in its workshop goes with it
        (part / "scratch" / "page").write_text("")
        publish(part, folder, list(NEW))


def killed(folder: Path, at: int) -> str:
    """Build in a process that is killed at its event of that number; what it was about to do, "" when it ended."""
    told, tell = os.pipe()
    child = os.fork()
    if not child:
        count = 0

        def watch(event: str, arguments: tuple[Any, ...]) -> None:
            nonlocal count
            if event in _EVENTS:
                count += 1
                if count == at:
                    os.write(tell, f"{event} {arguments[0]}".encode())
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(watch)
        build(folder)
        os._exit(0)
    os.close(tell)
    with os.fdopen(told, "rb") as pipe:
        words = pipe.read().decode()
    os.waitpid(child, 0)
    return words


def main(work: Path) -> None:
    at = 0
    while True:
        at += 1
        shutil.rmtree(work, ignore_errors=True)
        folder = work / "book"
        write(folder, OLD, "old")
        if not (event := killed(folder, at)):
            return
        try:
            build(folder)
            names = sorted(path.relative_to(work).as_posix() for path in work.rglob("*"))
            wanted = sorted({"book", "book/audio", *(f"book/{name}" for name in NEW)})
            wrong = "" if names == wanted and not interrupted(folder) else f"there is {names}"
        except OutputError as error:
            wrong = str(error)
        print(f"{at} {event}: {wrong or 'as it should be'}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

"""Command lines of the program to be disturbed, and looking at what they leave: files and processes."""

from __future__ import annotations

import contextlib
import hashlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

ROOT = Path(__file__).parents[2]
FAULTY = "tests.narrator.faulty:Faulty"
Found = TypeVar("Found")

#: The documents that most of these builds are of, and what they have in common.
DOCUMENTS = ("a.txt", "b.txt")
TONE = ("--engine", "tone", "--language", "en")


class Form(NamedTuple):
    """A way to build `DOCUMENTS`, and the exit code that it ends with."""

    command: tuple[str, ...]
    code: int = 0


#: What is killed, by what it shows: two processes for a batch, one of whose sources is not there; the build in the
#: process of the command; every encoder; files that are named one by one; a library of speech.
FORMS = {
    "batch": Form(("build", *DOCUMENTS, "nowhere.txt", *TONE, "--jobs", "2"), 1),
    "one book": Form(("build", *DOCUMENTS, "--one-book", *TONE, "--jobs", "2")),
    "encoders": Form(("build", DOCUMENTS[0], *TONE, "--to", "m4b,epub,flac,opus,vtt", "--jobs", "1")),
    "named files": Form(("build", DOCUMENTS[1], *TONE, "-o", "b.epub", "-o", "b.m4b")),
    "espeak": Form(("build", *DOCUMENTS, "--engine", "espeak", "--language", "en", "--jobs", "2")),
}


class Undisturbed(NamedTuple):
    """The files of a build that nobody disturbed (its sources are among them), the lines of its manifest, and the
    seconds that it took."""

    files: dict[str, str]
    lines: set[str]
    seconds: float


#: Where an attributor is installed that does what the text tells it to. It lies there, and is not made anew for each
#: test: nothing is kept of what a program with a library of this moment has made.
PLUGIN = Path(__file__).parent / "plugin"


class Workplace(NamedTuple):
    """A folder to work in, with a cache of its own; every process of a command started here has ``environment``."""

    folder: Path
    environment: dict[str, str]

    def command(self, *arguments: str | Path) -> list[str]:
        return [sys.executable, "-m", "accessible", *map(str, arguments)]

    def start(self, *arguments: str | Path, **more: str) -> subprocess.Popen[bytes]:
        """A command in a process group of its own, as a terminal would start it."""
        return subprocess.Popen(
            self.command(*arguments),
            cwd=self.folder,
            env=self.environment | more,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )

    def run(self, *arguments: str | Path, stdin: bytes = b"", **more: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            self.command(*arguments),
            cwd=self.folder,
            env=self.environment | more,
            input=stdin,
            capture_output=True,
            check=False,
            timeout=240,
        )

    def processes(self) -> set[int]:
        """All living processes that were started from here, whoever their parent is now."""
        return {process for process in _numbers() if self._ours(process)}

    def _ours(self, process: int) -> bool:
        try:
            return f"ACCESSIBLE_CACHE={self.environment['ACCESSIBLE_CACHE']}".encode() in Path(
                f"/proc/{process}/environ"
            ).read_bytes().split(b"\0") and _state(process)[0] not in ("Z", "X")
        except OSError:  # gone
            return False

    def gone(self, within: float = 5.0) -> None:
        """All processes end within so many seconds (two are promised; more where a machine is busy), or it fails."""
        limit = time.monotonic() + within
        while left := self.processes():
            assert time.monotonic() < limit, [_command(process) for process in left]
            time.sleep(0.02)


def workplace(folder: Path, name: str = "work") -> Workplace:
    work = folder / name
    work.mkdir(parents=True, exist_ok=True)
    environment = {
        **os.environ,
        "ACCESSIBLE_CACHE": str(folder / f"{name}-cache"),
        "MARKER": str(folder / f"{name}-marker"),
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(PLUGIN)]),
    }
    return Workplace(work, environment)


def write(place: Workplace, name: str, *paragraphs: str, sections: int = 2) -> str:
    """A small document of two or so sections; each holds the paragraphs. Returns its name."""
    lines = [f"The story of {name}"]
    for number in range(1, sections + 1):
        lines += [
            f"## Part {number} of {name}",
            *(paragraphs or ("Nobody knew. The bell rang, and the ferry went out.",)),
        ]
    (place.folder / name).write_text("\n\n".join(lines) + "\n", encoding="utf-8")
    return name


def tree(folder: Path) -> dict[str, str]:
    """Every file below a folder with the SHA-256 of its bytes."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def visible(folder: Path) -> dict[str, str]:
    """The same without what is hidden, and so unfinished."""
    return {name: mark for name, mark in tree(folder).items() if not any(p.startswith(".") for p in Path(name).parts)}


def unfinished(*folders: Path) -> list[str]:
    """Hidden files and folders that somebody has left."""
    return sorted(str(path) for folder in folders for path in folder.rglob(".*"))


def awaited(look: Callable[[], Found], *, seconds: float = 60.0) -> Found:
    """What a look gives as soon as it gives something."""
    limit = time.monotonic() + seconds
    while not (found := look()):
        assert time.monotonic() < limit, "it did not happen"
        time.sleep(0.02)
    return found


def kill_group(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def errors(text: bytes) -> Sequence[str]:
    """The lines that begin with "error: " of a standard error that has no traceback."""
    assert b"Traceback" not in text, text.decode()
    return [line for line in text.decode().splitlines() if line.startswith("error: ")]


def _numbers() -> list[int]:
    return [int(path.name) for path in Path("/proc").glob("[0-9]*")]


def _state(process: int) -> list[str]:
    return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()


def _command(process: int) -> str:
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes().replace(b"\0", b" ")[-200:].decode(errors="replace")
    except OSError:
        return "gone"

"""How far the work is, for the person who waits: a bar on a terminal that can show one, else full lines.

A bar is drawn by rich, and only where there is a terminal and --plain was not said: a screen reader reads every line of
what is drawn. `NO_COLOR` is honoured by rich. Only here is there a clock, for what is left to wait.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from accessible.console import note
from accessible.model.source import Named, is_address

Progress = Callable[[int, int, str], None]

#: Seconds: how long a batch says nothing before it tells of a section, and how long it looks on before it estimates.
_SILENCE, _LOOK = 30.0, 5.0
#: The share of the work after which there is something to estimate from.
_ENOUGH = 0.02
#: Bytes of a source that take as long to build as the smallest one takes in any case.
_EACH = 1000


@contextmanager
def sections(*, quiet: bool, plain: bool) -> Iterator[Progress | None]:
    """A function that takes (sections done, sections in all, title of the one just done), or None when quiet."""
    if quiet:
        yield None
    elif plain or not sys.stderr.isatty():
        yield lambda done, total, title: note(f"spoken {done} of {total}: {title}")
    else:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
        from rich.progress import Progress as Bar

        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task("speaking", total=None)
            yield lambda done, total, title: bar.update(task, completed=done, total=total, description=title[:40])


class Documents:
    """Tells how far a batch is. What is left is estimated from the sizes of the sources and the time so far."""

    def __init__(self, sources: Sequence[Named], show: Callable[[int, str, str], None] | None) -> None:
        self._sizes = {str(source): _size(source) for source in sources}
        self._all = len(sources)
        self._show = show
        self._lock = threading.Lock()
        self._parts: dict[str, float] = {}  # of documents at work, what is done
        self._done = 0
        self._finished = 0.0
        self._begun = self._told = time.monotonic()

    def sections(self, source: Named, done: int, sections: int, title: str) -> None:
        """So many sections of a source have been spoken. May be called by any thread."""
        with self._lock:
            self._parts[str(source)] = self._sizes[str(source)] * done / max(1, sections)
            if time.monotonic() - self._told > _SILENCE:
                self._tell(f"spoken {done} of {sections} sections of {source}")

    def document(self, source: Named, status: str) -> None:
        """A source is finished, with this status."""
        with self._lock:
            self._done += 1
            self._parts.pop(str(source), None)
            self._finished += self._sizes[str(source)]
            self._tell(f"built {self._done} of {self._all}: {source} ({status})")

    def _tell(self, what: str) -> None:
        self._told = time.monotonic()
        if self._show:
            self._show(self._done, what, self._left())

    def _left(self) -> str:
        """Such as "about 4 min left"; "" when it is too early to say, or nothing is left."""
        passed = time.monotonic() - self._begun
        done, whole = self._finished + sum(self._parts.values()), sum(self._sizes.values())
        if passed < _LOOK or not _ENOUGH * whole < done < whole:
            return ""
        seconds = max(1, passed * (whole - done) / done)
        return f"about {seconds / 60:.0f} min left" if seconds >= 90 else f"about {seconds:.0f} s left"


@contextmanager
def documents(sources: Sequence[Named], *, quiet: bool, plain: bool) -> Iterator[Documents]:
    """Something to tell how far a batch is."""
    if quiet:
        yield Documents(sources, None)
    elif plain or not sys.stderr.isatty():
        yield Documents(sources, lambda _, what, left: note(f"{what}; {left}" if left else what))
    else:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
        from rich.progress import Progress as Bar

        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[left]}"),
        )
        # what is asked for still goes to standard output when that is not the terminal
        with Bar(*columns, console=Console(stderr=True), transient=True, redirect_stdout=sys.stdout.isatty()) as bar:
            task = bar.add_task("building", total=len(sources), left="")
            yield Documents(sources, lambda done, what, left: bar.update(task, completed=done, left=left))


def _size(source: Named) -> int:
    """Bytes that stand for the work on a source: its own, and what every one takes."""
    try:
        return _EACH + (Path(source).stat().st_size if not is_address(source) else 0)
    except (OSError, ValueError):
        return _EACH

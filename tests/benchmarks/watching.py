"""A process and all its descendants, looked at while they work: memory, open files, and how both go on."""

from __future__ import annotations

import statistics
import threading
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

#: Seconds between two looks.
_EVERY = 0.25


class _Look(NamedTuple):
    done: int
    bytes: int


class Watch:
    """What was seen of a process while this block was open: ``parent``, ``largest`` (of its descendants) and ``all``
    are the most memory in bytes (proportional set size), ``files`` the most open files of those that last.

    Those that last are the process itself and its children; what they start comes and goes. ``done`` says how far the
    work is, for `growth`.
    """

    def __init__(self, process: int, *, done: Callable[[], int]) -> None:
        self.parent = self.largest = self.all = self.files = 0
        self._process, self._done = process, done
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch)
        self._looks: list[_Look] = []
        self._known: set[int] = set()

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def growth(self, *, after: float) -> float:
        """Bytes that the lasting processes have more for each piece of work, from so many pieces on: the slope of a
        line through all looks, in memory that is their own and not that of a file."""
        looks = [look for look in self._looks if look.done >= after]
        if len({look.done for look in looks}) < 2:
            return 0.0
        return statistics.linear_regression([look.done for look in looks], [look.bytes for look in looks]).slope

    def left(self) -> list[int]:
        """Processes that were seen and still are there."""
        return [process for process in self._known if _alive(process)]

    def _watch(self) -> None:
        while not self._ended.wait(_EVERY):
            family = _family(self._process)
            below = {process for _, process in family} - {self._process}
            lasting = [process for generation, process in family if generation < 2]
            self._known |= below
            own, others = _shared(self._process), [_shared(process) for process in below]
            self.parent = max(self.parent, own)
            self.largest = max(self.largest, *others, 0)
            self.all = max(self.all, own + sum(others))
            self.files = max(self.files, sum(map(_files, lasting)))
            self._looks.append(_Look(self._done(), sum(map(_own, lasting))))


def _family(process: int) -> list[tuple[int, int]]:
    """A process and its descendants, each with its generation."""
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            children.setdefault(int(stat.read_text().rpartition(")")[2].split()[1]), []).append(int(stat.parent.name))
        except OSError:  # gone
            continue
    found = [(0, process)]
    for generation, parent in found:
        found += [(generation + 1, child) for child in children.get(parent, ())]
    return found


def _shared(process: int) -> int:
    return _field(process, "smaps_rollup", "Pss:")


def _own(process: int) -> int:
    return _field(process, "status", "RssAnon:")


def _field(process: int, file: str, name: str) -> int:
    try:
        lines = Path(f"/proc/{process}/{file}").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith(name))


def _files(process: int) -> int:
    try:
        return sum(1 for _ in Path(f"/proc/{process}/fd").iterdir())
    except OSError:
        return 0


def _alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] not in ("Z", "X")
    except OSError:
        return False

"""Many documents: ``python -m tests.benchmarks.load [--count N] [--words N] [--seed N]``.

Makes up N documents, one in twenty of them bad, and has them built in one command: by the tone engine, N/10 of them by
eSpeak NG, with one job, with two, and on a Dask scheduler with two workers on this machine. Prints documents a minute,
CPU seconds for each, and memory; and whether time and memory grow with the number of documents (10, 100, … N).

Time is better read from ratios of one run than as it is: machines differ and are noisy. Memory is the proportional set
size, in which a page that several processes share counts once; it is looked at four times a second, and the parent's
and the largest of all its processes together are shown. The counts of statuses are checked: nothing may be lost.

Documents are of every format that has a reader here; their lengths are log-normal, so a few are ten times the median.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import random
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from pathlib import Path
from typing import NamedTuple

from accessible.readers import READERS
from tests.benchmarks.speed import Writer

#: What is bad, each of a kind that is refused: suffix and content.
BAD = {
    "empty": ("txt", b""),
    "figures": ("txt", b"1 2 3\n\n* * *\n"),
    "noise": ("txt", bytes(range(256)) * 8),
    "paper": ("pdf", b"%PDF-1.4\n%\xe2\xe3\xcf\xd3 and no more"),
    "half": ("epub", b"PK\x03\x04 half a book"),
}
_EVERY = 20  # one document of so many is bad
_SPREAD = 0.7  # of the logarithm of lengths
_FORMATS = {"text/plain": "txt", "text/markdown": "md", "text/html": "html"}


class Run(NamedTuple):
    """A batch: documents, seconds, CPU seconds of all processes, bytes of the parent and of all together."""

    documents: int
    wall: float
    cpu: float
    parent: int
    all: int
    statuses: dict[str, int]


def corpus(folder: Path, count: int, *, words: int, seed: int) -> list[str]:
    """Write so many documents, of so many words in the median; returns their names."""
    chance, suffixes = random.Random(seed), [_FORMATS[kind] for kind in READERS if kind in _FORMATS]  # noqa: S311
    names = []
    for number in range(count):
        if number % _EVERY == _EVERY // 2:
            kind = list(BAD)[number // _EVERY % len(BAD)]
            suffix, data = BAD[kind]
            name = f"{number:05}-{kind}.{suffix}"
        else:
            suffix = suffixes[number % len(suffixes)]
            writer = Writer(seed * 1_000_003 + number)
            length = int(words * math.exp(chance.gauss(0, _SPREAD)))
            data = written(f"Report {number} from Sallow Point", writer.passage(length), suffix).encode()
            name = f"{number:05}-report.{suffix}"
        (folder / name).write_bytes(data)
        names.append(name)
    return names


def written(title: str, paragraphs: list[str], suffix: str) -> str:
    """A text with a heading in its middle, in one of the formats."""
    half = len(paragraphs) // 2
    if suffix == "html":
        first, second = ("".join(f"<p>{escape(text)}</p>\n" for text in part) for part in cut(paragraphs, half))
        heading = f"<title>{title}</title>\n<h1>{title}</h1>"
        return f"<!DOCTYPE html>\n<html lang='en'>{heading}\n{first}<h2>What was seen</h2>\n{second}</html>\n"
    mark = "# " if suffix == "md" else ""
    first, second = ("\n\n".join(part) for part in cut(paragraphs, half))
    return f"{mark}{title}\n\n{first}\n\n## What was seen\n\n{second}\n"


def cut(paragraphs: list[str], at: int) -> tuple[list[str], list[str]]:
    return paragraphs[:at], paragraphs[at:]


def build(folder: Path, names: list[str], *options: str) -> Run:
    """Build documents into a new output folder with a new cache. Raises `SystemExit` when any is lost."""
    with tempfile.TemporaryDirectory(dir=folder.parent) as temporary:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("ACCESSIBLE_")}
        environment |= {"ACCESSIBLE_CACHE": f"{temporary}/cache", "XDG_CONFIG_HOME": f"{temporary}/none"}
        command = [sys.executable, "-m", "accessible", "build", *names, "--output-dir", f"{temporary}/output", *options]
        before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        with watched(process.pid) as peak:
            process.wait()
        wall, after = time.monotonic() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        with (Path(temporary) / "output" / "manifest.jsonl").open() as lines:
            statuses = Counter(json.loads(line)["status"] for line in lines)
    bad = sum(not name.partition("-")[2].startswith("report") for name in names)
    if statuses["refused"] != bad or statuses["ok"] + statuses["warned"] != len(names) - bad:
        raise SystemExit(f"{len(names)} documents, {bad} of them bad, and what came of it: {dict(statuses)}")
    return Run(len(names), wall, cpu, peak["parent"], peak["all"], dict(statuses))


@contextmanager
def watched(process: int) -> Iterator[dict[str, int]]:
    """The most memory (bytes) that a process, and it with all its descendants, had meanwhile."""
    peak, ended = {"parent": 0, "all": 0}, threading.Event()

    def look() -> None:
        while not ended.wait(0.25):
            own = memory(process)
            peak["parent"] = max(peak["parent"], own)
            peak["all"] = max(peak["all"], own + sum(memory(child) for child in descendants(process)))

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield peak
    finally:
        ended.set()
        thread.join()


def descendants(process: int) -> set[int]:
    parents: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents.setdefault(int(stat.read_text().rpartition(")")[2].split()[1]), []).append(int(stat.parent.name))
        except OSError:  # gone
            continue
    found: set[int] = set()
    new = {process}
    while new := {child for parent in new for child in parents.get(parent, ())} - found:
        found |= new
    return found


def memory(process: int) -> int:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


@contextmanager
def scheduler() -> Iterator[str]:
    """The address of a Dask scheduler with two workers on this machine."""
    from tests.faults.test_cluster import CLUSTER

    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "cluster.py"
        script.write_text(CLUSTER)
        with subprocess.Popen([sys.executable, script], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
            assert process.stdin
            assert process.stdout
            yield process.stdout.readline().split()[0].decode()
            process.stdin.close()


def row(name: str, run: Run) -> None:
    each, minute = run.cpu / run.documents, 60 * run.documents / run.wall
    sizes = f"{run.parent / 1e6:6.0f} MB {run.all / 1e6:6.0f} MB"
    print(f"{name:34} {run.documents:6} {minute:8.1f}/min {each:6.2f} s CPU {run.wall:7.0f} s {sizes}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--words", type=int, default=800, help="in the median document")
    parser.add_argument("--seed", type=int, default=8)
    given = parser.parse_args()
    tone, espeak = ("--engine", "tone"), ("--engine", "espeak")
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "documents"
        folder.mkdir()
        names = corpus(folder, given.count, words=given.words, seed=given.seed)
        tenth = names[: max(10, given.count // 10)]
        print(f"{'':34} {'count':>6} {'speed':>12} {'':12} {'':9} {'parent':>9} {'all':>9}")
        one = build(folder, tenth, *tone, "--jobs", "1")
        row("tone, --jobs 1", one)
        two = build(folder, tenth, *tone, "--jobs", "2")
        row("tone, --jobs 2", two)
        with scheduler() as address:
            dask = build(folder, tenth, *tone, "--cluster", address)
        row("tone, Dask with two workers", dask)  # whose processes are not ours, so neither CPU nor memory are
        row("eSpeak NG, --jobs 2", build(folder, tenth, *espeak, "--jobs", "2"))
        few = build(folder, names[:10], *tone, "--jobs", "2")
        row("tone, --jobs 2", few)
        many = build(folder, names, *tone, "--jobs", "2")
        row("tone, --jobs 2", many)
    print(f"speed with two jobs / with one: {one.wall / two.wall:.2f}; Dask / two jobs: {two.wall / dask.wall:.2f}")
    print(f"CPU for a document of {many.documents} / of {two.documents}: {per(many) / per(two):.2f}")
    print(f"memory of all with {many.documents} / with {few.documents}: {many.all / few.all:.2f}")


def per(run: Run) -> float:
    return run.cpu / run.documents


if __name__ == "__main__":
    main()

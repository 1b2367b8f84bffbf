"""Many documents: ``python -m tests.benchmarks.load [--count N] [--words N] [--seed N] [--disturbed] [--only ROW …]``.

Makes up N documents of every format, one in twenty of them bad (see `corpus`), and has them built in one command: a
tenth of them with one job, with two, and on a Dask scheduler with two workers on this machine; a tenth by eSpeak NG;
and 10, 100, … N by the tone engine. Prints documents a minute, CPU seconds for each, memory and open files.

All that is promised of a batch is checked on the way, and a promise that is broken ends it:

- every source has one line in the manifest, refused if it is bad and otherwise not;
- the processes that live as long as the batch (the parent, and those that documents are forked from) do not grow with
  each document, in memory or in open files, and none stays behind;
- a second run does nothing: no file is written, nothing is spoken; one that was touched is built again, and no other;
- a cluster writes the same bytes; with ``--disturbed`` so does a run without the bad ones, and one that is killed
  at 30 and at 70 per cent and taken up again, which does at most as many documents twice as were at work.

Time is better read from ratios of one run than as it is: machines differ and are noisy. CPU time of a cluster is not
shown, for its processes are not ours. Memory is the proportional set size, in which a page that several processes share
counts once; it is looked at four times a second: the parent's, that of the largest of its processes, and all together.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.corpus import corpus, is_bad
from tests.benchmarks.watching import Watch
from tests.faults.commands import tree, unfinished

TONE, ESPEAK = ("--engine", "tone"), ("--engine", "espeak")
ROWS = ("jobs", "dask", "espeak", "counts")
#: What a lasting process may grow by for each document, in bytes.
_GROWTH = 20_000
#: Documents before a slope is worth anything, and the share of them at the beginning that is left out.
_ENOUGH, _START = 200, 0.2


class Run(NamedTuple):
    """A batch: documents, seconds, CPU seconds of all processes, and what was seen of the processes."""

    documents: int
    wall: float
    cpu: float
    seen: Watch


class Place:
    """Documents, and where they are built: an output and a cache of its own, both empty at first."""

    def __init__(self, documents: Path, folder: Path) -> None:
        self.documents, self.output, self._cache = documents, folder / "output", folder / "cache"

    @property
    def manifest(self) -> Path:
        return self.output / "manifest.jsonl"

    @property
    def sounds(self) -> dict[str, str]:
        """Everything that was ever spoken into the cache."""
        return tree(self._cache / "recordings")

    def start(self, names: list[str], *options: str) -> subprocess.Popen[bytes]:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("ACCESSIBLE_")}
        environment |= {"ACCESSIBLE_CACHE": str(self._cache), "XDG_CONFIG_HOME": str(self._cache / "none")}
        command = [sys.executable, "-m", "accessible", "build", *names, "--output-dir", str(self.output), *options]
        quiet = subprocess.DEVNULL
        return subprocess.Popen(
            command, cwd=self.documents, env=environment, stdout=quiet, stderr=quiet, start_new_session=True
        )

    def build(self, names: list[str], *options: str) -> Run:
        """One command. Raises `SystemExit` when anything is lost or left."""
        before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
        process = self.start(names, *options)
        with Watch(process.pid, done=self._told) as seen:
            process.wait()
        wall, after = time.monotonic() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        self._check(names)
        promised(not (left := seen.left()), f"processes were left behind: {left}")
        return Run(len(names), wall, cpu, seen)

    def _told(self) -> int:
        """How many documents are in the journal, while the batch is at work."""
        try:
            with (self.output / ".manifest.jsonl.journal").open("rb") as journal:
                return sum(line.startswith(b"{") for line in journal)
        except OSError:
            return 0

    def _check(self, names: list[str]) -> None:
        rows = [json.loads(line) for line in self.manifest.read_text().splitlines()]
        found = {Path(row["source"]).name: row["status"] for row in rows}
        promised(len(rows) == len(found) and found.keys() >= set(names), "a source has no line, or two")
        wrong = {name: found[name] for name in names if (found[name] == "refused") != is_bad(name)}
        wrong |= {name: found[name] for name in names if found[name] in ("crash", "timeout")}
        promised(not wrong, f"not as it should be: {wrong}")
        promised(not (left := unfinished(self.output)), f"unfinished: {left}")

    def books(self) -> dict[str, str]:
        """Every file but the manifest."""
        return {name: mark for name, mark in tree(self.output).items() if name != self.manifest.name}

    def times(self) -> dict[str, int]:
        """When each book was finished (ns)."""
        return {path.parent.name: path.stat().st_mtime_ns for path in self.output.glob("[!.]*/report.json")}


def promised(kept: bool, otherwise: str) -> None:
    if not kept:
        raise SystemExit(f"a promise was broken: {otherwise}")


@contextmanager
def place(documents: Path) -> Iterator[Place]:
    with tempfile.TemporaryDirectory(dir=documents.parent) as folder:
        yield Place(documents, Path(folder))


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


# ------------------------------------------------------------------------------------------------- what is promised
def again(there: Place, names: list[str]) -> Run:
    """Built a second time: nothing is done. Then one source is another: that one is built, and no other."""
    books, times, sounds = tree(there.output), there.times(), there.sounds
    run = there.build(names, *TONE, "--jobs", "2")
    promised(tree(there.output) == books, "a second run changed a file")
    promised(there.times() == times, "a second run built a book again")
    promised(there.sounds == sounds, "a second run spoke")
    touched = next(name for name in names if name.endswith(".md") and not is_bad(name))
    with (there.documents / touched).open("a") as file:
        file.write("\nAnd nobody came back.\n")
    there.build(names, *TONE, "--jobs", "2")
    built = [name for name, when in there.times().items() if times[name] != when]
    promised(built == [Path(touched).stem], f"{touched} was touched, and these were built: {built}")
    return run


def without_the_bad(there: Place, names: list[str]) -> None:
    """A bad document costs the others nothing."""
    with place(there.documents) as alone:
        alone.build([name for name in names if not is_bad(name)], *TONE, "--jobs", "2")
        promised(alone.books() == there.books(), "the bad documents changed others")
    print("without the bad ones: the same bytes", flush=True)


def killed_and_resumed(there: Place, names: list[str], *, jobs: int) -> None:
    """The whole group is killed at 30 and at 70 per cent, and the same command goes on each time."""
    with place(there.documents) as broken:
        finished: dict[str, int] = {}
        at_work: set[tuple[float, str]] = set()
        for share in (0.3, 0.7):
            process = broken.start(names, *TONE, "--jobs", str(jobs))
            while process.poll() is None and len(broken.times()) < share * len(names):
                time.sleep(0.02)
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            time.sleep(0.5)  # for what is killed along with it
            finished = broken.times() | finished
            at_work |= {(share, path.name[1:-5]) for path in broken.output.glob(".*.part")}
        broken.build(names, *TONE, "--jobs", str(jobs))
        promised(tree(broken.output) == tree(there.output), "killed and resumed, the output is another")
        known = {name for _, name in at_work}
        again = [name for name, when in finished.items() if broken.times()[name] != when and name not in known]
        twice = len(at_work) + len(again)
        promised(twice <= 2 * jobs, f"at work when it was killed: {sorted(at_work)}; finished, and done again: {again}")
    print(f"killed at 30 and 70 per cent, resumed: the same bytes; begun twice: {twice}", flush=True)


# ------------------------------------------------------------------------------------------------------------- rows
def row(name: str, run: Run, *, ours: bool = True) -> None:
    minute = 60 * run.documents / run.wall
    each = f"{run.cpu / run.documents:6.2f} s CPU" if ours else f"{'':12}"
    sizes = " ".join(f"{size / 1e6:6.0f} MB" for size in (run.seen.parent, run.seen.largest, run.seen.all))
    print(
        f"{name:28} {run.documents:6} {minute:8.1f}/min {each} {run.wall:6.0f} s {sizes} {run.seen.files:4} files",
        flush=True,
    )


def by_jobs(documents: Path, names: list[str], *, dask: bool, disturbed: bool) -> None:
    with place(documents) as first, place(documents) as second:
        one = first.build(names, *TONE, "--jobs", "1")
        row("tone, --jobs 1", one)
        two = second.build(names, *TONE, "--jobs", "2")
        row("tone, --jobs 2", two)
        promised(tree(first.output) == tree(second.output), "two jobs wrote other bytes than one")
        print(f"speed with two jobs / with one: {one.wall / two.wall:.2f}", flush=True)
        if dask:
            with scheduler() as address, place(documents) as third:
                there = third.build(names, *TONE, "--cluster", address)
                row("tone, Dask, two workers", there, ours=False)
                promised(tree(third.output) == tree(second.output), "the cluster wrote other bytes")
            print(f"speed with Dask / with two jobs: {two.wall / there.wall:.2f}", flush=True)
        if disturbed:
            without_the_bad(second, names)
            killed_and_resumed(second, names, jobs=2)


def by_count(documents: Path, names: list[str]) -> None:
    few = 10
    runs = []
    while few <= len(names):
        with place(documents) as there:
            runs.append(there.build(names[:few], *TONE, "--jobs", "2"))
            row("tone, --jobs 2", runs[-1])
            if few == len(names):
                second = again(there, names)
                row("the same again", second)
                print(f"CPU of a second run / of the first: {second.cpu / runs[-1].cpu:.3f}", flush=True)
        few = min(10 * few, len(names)) if few < len(names) else len(names) + 1
    first, last = runs[0], runs[-1]
    print(f"CPU for a document of {last.documents} / of {first.documents}: {per(last) / per(first):.2f}")
    print(f"memory of all with {last.documents} / with {first.documents}: {last.seen.all / first.seen.all:.2f}")
    if last.documents >= _ENOUGH:
        growth = last.seen.growth(after=_START * last.documents)
        print(f"lasting processes grow by {growth / 1000:.1f} kB for each document")
        promised(growth < _GROWTH, "something is kept of each document")
        promised(last.seen.files <= runs[-2].seen.files + 2, "files stay open")


def per(run: Run) -> float:
    return run.cpu / run.documents


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--words", type=int, default=800, help="in the median document")
    parser.add_argument("--seed", type=int, default=8)
    parser.add_argument("--disturbed", action="store_true", help="also without the bad ones, and killed")
    parser.add_argument("--only", choices=ROWS, action="append", help="can be repeated")
    given = parser.parse_args()
    wanted = given.only or ROWS
    with tempfile.TemporaryDirectory() as temporary:
        documents = Path(temporary) / "documents"
        documents.mkdir()
        names = corpus(documents, given.count, words=given.words, seed=given.seed)
        tenth = names[: max(10, given.count // 10)]
        columns = " ".join(f"{name:>9}" for name in ("parent", "largest", "all"))
        print(f"{'':28} {'count':>6} {'speed':>12} {'':12} {'':8} {columns}")
        if "jobs" in wanted or "dask" in wanted:
            by_jobs(documents, tenth, dask="dask" in wanted, disturbed=given.disturbed)
        if "espeak" in wanted:
            with place(documents) as there:
                row("eSpeak NG, --jobs 2", there.build(tenth, *ESPEAK, "--jobs", "2"))
        if "counts" in wanted:
            by_count(documents, names)


if __name__ == "__main__":
    main()

"""Documents on a cluster: a real Dask scheduler, one of whose worker processes is killed; and executors that fail."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from accessible.batch import build_each, elsewhere
from accessible.batch.task import Outcome, packed
from accessible.config import Config
from tests.narrator.processes import children

from .commands import Workplace, awaited, errors, tree, unfinished, workplace, write

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks at processes in /proc")

CLUSTER = """
import sys
from distributed import LocalCluster

if __name__ == "__main__":
    with LocalCluster(n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None) as cluster:
        print(cluster.scheduler_address, *[nanny.pid for nanny in cluster.workers.values()], flush=True)
        sys.stdin.read()
"""
BUILD = ("--engine", "tone", "--language", "en", "--attributor", "mischief")


@pytest.fixture
def place(tmp_path: Path) -> Workplace:
    return prepared(tmp_path, "work")


def prepared(folder: Path, name: str) -> Workplace:
    place = workplace(folder, name)
    for number in range(5):
        write(place, f"good{number}.txt")
    write(place, "dies.txt", "They DIE in the first chapter.")
    (place.folder / "empty.txt").touch()
    return place


def names(place: Workplace) -> list[str]:
    return sorted(path.name for path in place.folder.glob("*.txt"))


@pytest.fixture
def cluster(place: Workplace, tmp_path: Path) -> Iterator[tuple[str, list[int]]]:
    """The address of a scheduler, and the processes of its workers."""
    script = tmp_path / "cluster.py"
    script.write_text(CLUSTER)
    with subprocess.Popen(
        [sys.executable, script], env=place.environment, cwd=tmp_path, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdin
        assert process.stdout
        address, *workers = process.stdout.readline().split()
        yield address.decode(), [int(worker) for worker in workers]
        process.stdin.close()
    place.gone(10)


def test_a_worker_is_killed_and_the_books_are_the_same(
    place: Workplace, cluster: tuple[str, list[int]], tmp_path: Path
) -> None:
    address, workers = cluster
    assert address.startswith("tcp://127.0.0.1:")
    process = place.start("build", *names(place), *BUILD, "--cluster", address)
    awaited(lambda: list((place.folder / "output").glob("*/report.json")))
    os.kill(awaited(lambda: [worker for worker in workers if children(worker)])[0], signal.SIGKILL)
    _, said = process.communicate(timeout=200)
    assert process.returncode == 1, said.decode()
    assert errors(said)[-1] == "error: 2 of 7 sources failed (1 refused, 1 crash)"
    here = prepared(tmp_path, "here")
    assert here.run("build", *names(here), *BUILD).returncode == 1
    assert tree(place.folder / "output") == tree(here.folder / "output")
    assert unfinished(place.folder, here.folder) == []


def test_a_cluster_that_is_not_there_is_a_clear_error(place: Workplace) -> None:
    for address, words in (("tcp://127.0.0.1:1", "cluster cannot be reached"), ("nonsense://", "'nonsense'")):
        result = place.run("build", "good1.txt", "good2.txt", "--cluster", address)
        assert result.returncode == 2, result.stderr.decode()
        assert words in errors(result.stderr)[0]
    assert not (place.folder / "output").exists()


# --------------------------------------------------------------------------------------------------- any other executor
class Odd(Executor):
    """An executor whose workers are lost, for the first so many tasks."""

    def __init__(self, *, lost: int = 0, takes: int = 1000, answers: bool = True) -> None:
        self.lost, self.takes, self.answers = lost, takes, answers
        self.given: list[bytes] = []

    def submit(self, function: Any, /, *arguments: Any, **_: Any) -> Future[Any]:
        if len(self.given) == self.takes:
            raise RuntimeError("closed")
        self.given.append(arguments[0])
        future: Future[Any] = Future()
        if len(self.given) <= self.lost:
            future.set_exception(OSError("gone"))
        elif self.answers:
            future.set_result(packed(Outcome("x", "ok")))
        return future


def outcomes(executor: Executor, tmp_path: Path, **more: Any) -> list[tuple[str, str]]:
    paths = [tmp_path / "a.txt", tmp_path / "b.txt"]
    found = list(build_each(paths, config=Config(), executor=executor, **more))
    return [(outcome.status, outcome.problem.what if outcome.problem else "") for outcome in found]


def test_what_a_lost_worker_did_is_done_again_once(tmp_path: Path) -> None:
    executor = Odd(lost=1)
    assert outcomes(executor, tmp_path) == [("ok", "")] * 2
    assert len(executor.given) == 3
    executor = Odd(lost=1000)
    assert outcomes(executor, tmp_path) == [("crash", "its worker was lost 2 times: OSError")] * 2
    assert len(executor.given) == 4


def test_an_executor_that_ends_is_an_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    closed = ("crash", "the executor takes no more work: RuntimeError")
    assert outcomes(Odd(takes=1), tmp_path) == [closed, ("ok", "")]
    monkeypatch.setattr(elsewhere, "_PATIENCE", 0.3)
    monkeypatch.setattr(elsewhere, "_LOOK", 0.1)
    assert (
        outcomes(Odd(answers=False), tmp_path, alive=lambda: False, jobs=1)
        == [("crash", "the cluster has no workers")] * 2
    )


def test_threads_are_an_executor(place: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(place.folder)
    monkeypatch.setenv("ACCESSIBLE_CACHE", place.environment["ACCESSIBLE_CACHE"])
    paths = [Path(name) for name in ("good1.txt", "empty.txt", "good2.txt")]
    before = threading.active_count()
    try:
        with ThreadPoolExecutor(2) as executor:
            found = list(build_each(paths, config=Config(engine="tone", language="en"), executor=executor))
    finally:
        while not elsewhere._idle.empty():
            elsewhere._idle.get_nowait().stop()
    assert {outcome.source: outcome.status for outcome in found} == {
        "good1.txt": "ok",
        "good2.txt": "ok",
        "empty.txt": "refused",
    }
    assert threading.active_count() == before
    place.gone()

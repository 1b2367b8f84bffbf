"""Killed at any moment: what has a final name is whole, and the same command takes the work up to the same bytes."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.narrator.processes import children

from .commands import ROOT, Workplace, awaited, errors, kill_group, tree, unfinished, visible, workplace, write

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks at processes in /proc")

DOCUMENTS = ("a.txt", "b.txt")
BUILD = ("build", *DOCUMENTS, "nowhere.txt", "--engine", "tone", "--language", "en", "--jobs", "2")

#: For every Python that is started: counts what it does to files under FAULTS_IN, and kills its whole group at the
#: event of the number FAULTS_AT (0: never). What it does is written down, with what was forced to the disk.
CUSTOMISED = """
import os, signal, sys

_in, _at = os.environ.get("FAULTS_IN", ""), int(os.environ.get("FAULTS_AT", "0"))
_events = {"os.rename": 2, "os.remove": 1, "os.mkdir": 1, "os.rmdir": 1, "os.truncate": 1}

def _note(*words):
    log = os.open(os.environ["FAULTS_LOG"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(log, (" ".join(words) + "\\\\n").encode())
    number = os.lseek(log, 0, os.SEEK_CUR)
    with open(os.environ["FAULTS_LOG"]) as lines:
        if _at and sum(1 for _ in lines) >= _at:
            os.killpg(0, signal.SIGKILL)
    os.close(log)

def _watch(event, arguments):
    if event == "open":
        path, mode, flags = arguments
        names = [path] if isinstance(path, str) and (flags or 0) & (os.O_WRONLY | os.O_RDWR) else []
    else:
        names = list(map(os.fsdecode, arguments[: _events.get(event, 0)])) if event in _events else []
    names = [os.path.abspath(name) for name in names]
    if names and all(name.startswith(_in) for name in names):
        _note(event, *names)

def _fsync(handle, fsync=os.fsync):
    fsync(handle)
    _note("fsync", os.readlink(f"/proc/self/fd/{handle if isinstance(handle, int) else handle.fileno()}"))

if _in:
    os.fsync = _fsync
    sys.addaudithook(_watch)
"""


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, str], set[str], float]:
    """The files of a build that nobody disturbed, the lines of its manifest, and the seconds that it took."""
    place = prepared(tmp_path_factory.mktemp("undisturbed"))
    begun = time.monotonic()
    assert place.run(*BUILD).returncode == 1
    passed = time.monotonic() - begun
    output = place.folder / "output"
    return tree(output), set((output / "manifest.jsonl").read_text().splitlines()), passed


def prepared(folder: Path) -> Workplace:
    place = workplace(folder)
    for name in DOCUMENTS:
        write(place, name)
    return place


def check(place: Workplace, undisturbed: tuple[dict[str, str], set[str], float]) -> None:
    """Whatever has a final name is as it should be; of the manifest, every line."""
    files, lines, _ = undisturbed
    found = visible(place.folder / "output")
    if found.pop("manifest.jsonl", None):
        assert set((place.folder / "output" / "manifest.jsonl").read_text().splitlines()) <= lines
    assert found.items() <= files.items()


def finish(place: Workplace, undisturbed: tuple[dict[str, str], set[str], float]) -> None:
    result = place.run(*BUILD)
    assert result.returncode == 1, result.stderr.decode()
    assert len(errors(result.stderr)) == 2, result.stderr.decode()
    assert tree(place.folder / "output") == undisturbed[0]
    place.gone()


def test_killed_at_random_moments(
    tmp_path: Path, undisturbed: tuple[dict[str, str], set[str], float], request: pytest.FixtureRequest
) -> None:
    """The whole group, or the parent alone, whose children have to go by themselves; up to three times in a row."""
    kills, chance = int(request.config.getoption("--kills")), random.Random(8)  # noqa: S311
    done = number = 0
    while done < kills:
        number += 1
        place = prepared(tmp_path / str(number))
        for _ in range(chance.randint(1, 3)):
            process = place.start(*BUILD)
            time.sleep(chance.uniform(0, 1.05 * undisturbed[2]))
            if process.poll() is None:
                done += 1
            if chance.random() < 0.5:
                kill_group(process)
            else:
                process.kill()
                process.communicate()
            place.gone()
            check(place, undisturbed)
        if number % 4 == 0 or done >= kills:
            finish(place, undisturbed)


def test_killed_at_what_it_does_to_files(
    tmp_path: Path, undisturbed: tuple[dict[str, str], set[str], float], request: pytest.FixtureRequest
) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text(CUSTOMISED.replace("\\\\n", "\\n"))

    def watched(name: str, at: int) -> tuple[Workplace, subprocess.Popen[bytes], Path]:
        place = prepared(tmp_path / name)
        path = os.pathsep.join([str(tmp_path / "site"), place.environment["PYTHONPATH"]])
        log = tmp_path / f"{name}.log"
        more = {"PYTHONPATH": path, "FAULTS_IN": f"{tmp_path / name}/", "FAULTS_AT": str(at), "FAULTS_LOG": str(log)}
        return place, place.start(*BUILD, **more), log

    place, process, log = watched("0", 0)
    process.communicate(timeout=120)
    assert process.returncode == 1
    assert tree(place.folder / "output") == undisturbed[0]
    events = log.read_text().splitlines()
    forced(events, place.folder / "output")
    every = 1 if request.config.getoption("--long") else max(1, len(events) // 6)
    for at in range(every // 2 + 1, len(events), every):
        place, process, log = watched(str(at), at)
        process.communicate(timeout=120)
        place.gone()
        assert process.returncode in (-signal.SIGKILL, 1)
        check(place, undisturbed)
        finish(place, undisturbed)


def forced(events: list[str], output: Path) -> None:
    """Before a file gets a final name its content is on the disk, and afterwards its name."""
    renamed = 0
    for number, event in enumerate(events):
        what, *names = event.split(" ")
        if what == "os.rename" and names[1].startswith(f"{output}/") and "/." not in names[1]:
            renamed += 1
            assert f"fsync {names[0]}" in events[:number], event
            assert f"fsync {Path(names[1]).parent}" in events[number:], event
    assert renamed == 6 * len(DOCUMENTS) + 1  # book, three sections, playlist, report; and the manifest


def test_killed_at_every_moment_of_replacing_a_book(tmp_path: Path) -> None:
    """What the old book had and the new one has not goes all the same, and nobody is locked out."""
    command = [sys.executable, "-m", "tests.faults.publishing", str(tmp_path / "work")]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True).stdout.splitlines()
    assert [line for line in said if not line.endswith(": as it should be")] == []
    for moment in ("os.rename", "os.remove", "os.rmdir", "open"):
        assert any(f" {moment} " in line for line in said)
    assert len(said) > 40


@pytest.mark.parametrize("generation", [1, 2, 3])
def test_a_child_that_is_killed_is_replaced(
    generation: int, tmp_path: Path, undisturbed: tuple[dict[str, str], set[str], float]
) -> None:
    """The process that documents are forked from, the one of a document, the one that speaks."""
    place = prepared(tmp_path)
    process = place.start(*BUILD)

    def descendants() -> set[int]:
        found = {process.pid}
        for _ in range(generation):
            found = {child for parent in found for child in children(parent)}
        return found

    os.kill(min(awaited(descendants)), signal.SIGKILL)
    _, said = process.communicate(timeout=120)
    assert process.returncode == 1, said.decode()
    assert len(errors(said)) == 2, said.decode()
    assert tree(place.folder / "output") == undisturbed[0]
    place.gone()
    assert unfinished(place.folder) == []


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_interrupted(how: signal.Signals, tmp_path: Path, undisturbed: tuple[dict[str, str], set[str], float]) -> None:
    """As a terminal does it: the signal goes to the whole group. SIGTERM to the command alone."""
    place = prepared(tmp_path)
    process = place.start(*BUILD)
    output = place.folder / "output"
    awaited(lambda: list(output.glob(".*.part")) if output.exists() else [])
    if how == signal.SIGINT:
        os.killpg(process.pid, how)
    else:
        process.send_signal(how)
    begun = time.monotonic()
    _, said = process.communicate(timeout=30)
    place.gone(max(0.0, begun + 3 - time.monotonic()))  # two seconds, and one for a busy machine
    assert process.returncode == 130, said.decode()
    assert errors(said)[-1] == "error: interrupted"
    check(place, undisturbed)
    left = unfinished(place.folder, Path(place.environment["ACCESSIBLE_CACHE"]))
    assert [path for path in left if Path(path).name != ".accessible"] == []  # where files were just being moved
    finish(place, undisturbed)


def test_a_journal_that_was_left_is_taken_up(
    tmp_path: Path, undisturbed: tuple[dict[str, str], set[str], float]
) -> None:
    """Half a line at its end is none."""
    place = prepared(tmp_path)
    (place.folder / "output").mkdir()
    rows = [json.dumps({"source": f"../{name}", "status": "crash"}) for name in ("b.txt", "z.txt")]
    (place.folder / "output" / ".manifest.jsonl.journal").write_text("\n".join(rows) + '\n{"source": "../x')
    assert place.run(*BUILD).returncode == 1
    lines = (place.folder / "output" / "manifest.jsonl").read_text().splitlines()
    assert set(lines) == {*undisturbed[1], rows[1]}
    assert unfinished(place.folder) == []

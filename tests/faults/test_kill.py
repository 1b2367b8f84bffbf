"""Killed at any moment: what has a final name is whole, and the same command takes the work up to the same bytes."""

from __future__ import annotations

import contextlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.narrator.processes import children

from .commands import (
    DOCUMENTS,
    FORMS,
    ROOT,
    Undisturbed,
    Workplace,
    awaited,
    errors,
    kill_group,
    tree,
    unfinished,
    visible,
    workplace,
    write,
)

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks at processes in /proc")

MANIFEST = "output/manifest.jsonl"
#: After so many it is left in peace: what is killed faster than it starts would never end.
_MOST_KILLED = 8
Reference = Callable[[str], Undisturbed]

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


def prepared(folder: Path) -> Workplace:
    place = workplace(folder)
    for name in DOCUMENTS:
        write(place, name)
    return place


def check(place: Workplace, wanted: Undisturbed) -> None:
    """Whatever has a final name is as it should be; of the manifest, every line."""
    found = visible(place.folder)
    if found.pop(MANIFEST, None):
        assert set((place.folder / MANIFEST).read_text().splitlines()) <= wanted.lines
    assert found.items() <= wanted.files.items()


def finish(place: Workplace, form: str, wanted: Undisturbed) -> None:
    """The same command again, by one process, which makes the same."""
    if form == "named files" and visible(place.folder) == wanted.files:
        return  # it was finished: now these are files that exist
    result = place.run(*FORMS[form].command, "--jobs", "1")
    assert result.returncode == FORMS[form].code, result.stderr.decode()
    assert len(errors(result.stderr)) == (2 if form == "batch" else 0), result.stderr.decode()
    assert tree(place.folder) == wanted.files
    place.gone()


def test_killed_at_random_moments(tmp_path: Path, undisturbed: Reference, request: pytest.FixtureRequest) -> None:
    """The whole group, or the parent alone, whose children have to go by themselves; up to three times in a row."""
    kills, chance = int(request.config.getoption("--kills")), random.Random(8)  # noqa: S311
    forms = [form for form in FORMS if form != "espeak" or request.config.getoption("--long")]
    done = number = 0
    while done < kills:
        form = forms[number % len(forms)]
        number += 1
        wanted = undisturbed(form)
        place = prepared(tmp_path / str(number))
        for _ in range(3):
            process = place.start(*FORMS[form].command)
            time.sleep(chance.uniform(0, 1.05 * wanted.seconds))
            done += process.poll() is None
            if chance.random() < 0.5:
                kill_group(process)
            else:
                process.kill()
                process.communicate()
            place.gone()
            check(place, wanted)
            if chance.random() < 0.3:
                break
        if number % 3 == 0 or done >= kills:
            finish(place, form, wanted)
        shutil.rmtree(tmp_path / str(number))


def test_killed_at_what_it_does_to_files(
    tmp_path: Path, undisturbed: Reference, request: pytest.FixtureRequest
) -> None:
    """At one event after the other, and three times in a row before the work is finished."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text(CUSTOMISED.replace("\\\\n", "\\n"))
    wanted = undisturbed("batch")

    def watched(place: Workplace, at: int) -> tuple[int | None, list[str]]:
        path = os.pathsep.join([str(tmp_path / "site"), place.environment["PYTHONPATH"]])
        log = tmp_path / "log"
        log.unlink(missing_ok=True)
        more = {
            "PYTHONPATH": path,
            "FAULTS_IN": f"{place.folder.parent}/",
            "FAULTS_AT": str(at),
            "FAULTS_LOG": str(log),
        }
        process = place.start(*FORMS["batch"].command, **more)
        process.communicate(timeout=120)
        return process.returncode, log.read_text().splitlines()

    place = prepared(tmp_path / "0")
    code, events = watched(place, 0)
    assert code == 1
    assert tree(place.folder) == wanted.files
    forced(events, place.folder / "output")
    points = (
        range(1, len(events))
        if request.config.getoption("--long")
        else range(len(events) // 12, len(events), len(events) // 6)
    )
    for number, at in enumerate(points, 1):
        if number % 3 == 1:
            place = prepared(tmp_path / str(number))
        code, _ = watched(place, at)
        place.gone()
        assert code in (-signal.SIGKILL, 1)
        check(place, wanted)
        if number % 3 == 0 or at == points[-1]:
            finish(place, "batch", wanted)
    assert len(points) >= 6


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
def test_a_child_that_is_killed_is_replaced(generation: int, tmp_path: Path, undisturbed: Reference) -> None:
    """The process that documents are forked from, the one of a document, the one that speaks."""
    place = prepared(tmp_path)
    process = place.start(*FORMS["batch"].command)
    os.kill(min(awaited(lambda: descendants(process.pid, generation))), signal.SIGKILL)
    _, said = process.communicate(timeout=120)
    assert process.returncode == 1, said.decode()
    assert len(errors(said)) == 2, said.decode()
    assert tree(place.folder) == undisturbed("batch").files
    place.gone()
    assert unfinished(place.folder) == []


def descendants(process: int, generation: int) -> set[int]:
    found = {process}
    for _ in range(generation):
        found = {child for parent in found for child in children(parent)}
    return found


@pytest.mark.parametrize("form", ["one book", "encoders"])
def test_children_that_are_killed_again_and_again_cost_nothing_but_time(
    form: str, tmp_path: Path, undisturbed: Reference
) -> None:
    """Whatever they do just then; nobody takes it for the fault of a sentence."""
    place, chance, killed = prepared(tmp_path), random.Random(8), 0  # noqa: S311
    process = place.start(*FORMS[form].command)
    while process.poll() is None:
        if killed < _MOST_KILLED and (found := sorted(children(process.pid))):
            time.sleep(chance.uniform(0, 0.4))
            with contextlib.suppress(ProcessLookupError):
                os.kill(chance.choice(found), signal.SIGKILL)
                killed += 1
        time.sleep(0.01)
    _, said = process.communicate()
    assert process.returncode == 0, said.decode()
    assert killed
    assert tree(place.folder) == undisturbed(form).files
    place.gone()
    assert unfinished(place.folder, Path(place.environment["ACCESSIBLE_CACHE"])) == []


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_interrupted(how: signal.Signals, tmp_path: Path, undisturbed: Reference) -> None:
    """As a terminal does it: the signal goes to the whole group. SIGTERM to the command alone."""
    place, wanted = prepared(tmp_path), undisturbed("batch")
    process = place.start(*FORMS["batch"].command)
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
    check(place, wanted)
    left = unfinished(place.folder, Path(place.environment["ACCESSIBLE_CACHE"]))
    assert [path for path in left if Path(path).name != ".accessible"] == []  # where files were just being moved
    if how == signal.SIGINT:
        finish(place, "batch", wanted)


@pytest.mark.parametrize("again", [False, True])
def test_interrupted_at_any_moment(again: bool, tmp_path: Path, undisturbed: Reference) -> None:
    """From the first module that is loaded on; once, and by somebody who has no patience. Nobody sees a traceback."""
    chance = random.Random(8)  # noqa: S311
    for number in range(6):
        form = ("named files", "one book", "encoders")[number % 3]
        place = prepared(tmp_path / str(number))
        process = place.start(*FORMS[form].command)
        awaited(lambda process=process: loads(process.pid))  # before that it is Python alone
        time.sleep(chance.uniform(0, 0.8) ** 2 * undisturbed(form).seconds * 1.5)
        ended = process.poll() is not None
        for _ in range(1 + again):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGINT)
            time.sleep(0.1 * again)
        _, said = process.communicate(timeout=30)
        place.gone(3)
        if process.returncode in (130, -signal.SIGINT) and not ended and errors(said):
            assert errors(said) == ["error: interrupted"]
            check(place, undisturbed(form))
        else:  # it was ending, and had written everything
            assert process.returncode in (0, -signal.SIGINT), said.decode()
            assert errors(said) == []
            assert tree(place.folder) == undisturbed(form).files
        assert unfinished(place.folder, Path(place.environment["ACCESSIBLE_CACHE"])) == []


def loads(process: int) -> bool:
    """Whether a Python has come to the modules of others, and so to ours."""
    try:
        return "msgspec" in Path(f"/proc/{process}/maps").read_text()
    except OSError:
        return True  # ended


def test_a_journal_that_was_left_is_taken_up(tmp_path: Path, undisturbed: Reference) -> None:
    """Half a line at its end is none."""
    place = prepared(tmp_path)
    (place.folder / "output").mkdir()
    rows = [json.dumps({"source": f"../{name}", "status": "crash"}) for name in ("b.txt", "z.txt")]
    (place.folder / "output" / ".manifest.jsonl.journal").write_text("\n".join(rows) + '\n{"source": "../x')
    assert place.run(*FORMS["batch"].command).returncode == 1
    assert set((place.folder / MANIFEST).read_text().splitlines()) == {*undisturbed("batch").lines, rows[1]}
    assert unfinished(place.folder) == []

"""The same files whatever the clock, the time zone, the language, the hash seed, the folder and the number of jobs; and
two, or four, builds into one folder at once."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from .commands import DOCUMENTS, FORMS, Undisturbed, awaited, errors, tree, workplace, write

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks at processes in /proc")

#: For every Python that is started: the clock is a year and some days ahead.
TOMORROW = """
import os, time
_ahead = float(os.environ.get("FAULTS_AHEAD", "0"))
_time, _time_ns, _local, _gm = time.time, time.time_ns, time.localtime, time.gmtime
if _ahead:
    time.time = lambda: _time() + _ahead
    time.time_ns = lambda: _time_ns() + int(_ahead * 1e9)
    time.localtime = lambda seconds=None: _local(_time() + _ahead if seconds is None else seconds)
    time.gmtime = lambda seconds=None: _gm(_time() + _ahead if seconds is None else seconds)
"""


def test_nothing_around_it_changes_a_byte(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text(TOMORROW)
    trees = []
    for number, (jobs, surroundings) in enumerate(
        [
            ("1", {"TZ": "UTC", "LC_ALL": "C", "PYTHONHASHSEED": "0"}),
            ("2", {"TZ": "Asia/Tokyo", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "7", "FAULTS_AHEAD": "33333333"}),
            ("4", {"TZ": "America/New_York", "LANG": "C.UTF-8", "PYTHONUTF8": "0", "FAULTS_AHEAD": "-99999999"}),
        ]
    ):
        place = workplace(tmp_path, f"place-{number}")
        write(place, "ångström.txt", "“The bell rang,” said Ann Lee. It was the İstanbul ferry.")
        write(place, "b.txt")
        surroundings["PYTHONPATH"] = f"{tmp_path / 'site'}:{place.environment['PYTHONPATH']}"
        result = place.run("build", "ångström.txt", "b.txt", "--engine", "tone", "-l", "en", "-j", jobs, **surroundings)
        assert result.returncode == 0, result.stderr.decode()
        trees.append(tree(place.folder / "output"))
        time.sleep(1.1)  # file times of the next one differ
    assert trees[0] == trees[1] == trees[2]


def test_four_builds_into_one_folder_at_once(tmp_path: Path) -> None:
    """One wins; the others say so as soon as they know where they would write, long before it is done. When the winner
    is killed the folder is free at once, and the next one makes what an undisturbed build makes."""
    place, undisturbed = workplace(tmp_path), workplace(tmp_path, "undisturbed")
    for each in (place, undisturbed):
        write(each, "a.txt", " ".join(f"They WAIT for number {number}." for number in range(3)), sections=4)
    command = ("build", "a.txt", "--engine", "tests.narrator.faulty:Thoughtful", "-l", "en", "-j", "1")
    first = place.start(*command)
    awaited(lambda: list((place.folder / "output").glob(".a.part")) if (place.folder / "output").exists() else [])
    others = [place.start(*command) for _ in range(3)]
    for other in others:
        _, said = other.communicate(timeout=60)
        assert other.returncode == 6, said.decode()
        assert errors(said) == [f"error: another build is writing to this folder ({place.folder}/output/.a.part)"]
    alive = first.poll() is None
    first.kill()
    first.communicate()
    assert alive, "the winner was too fast for this test to say anything"
    assert place.run(*command).returncode == 0
    assert undisturbed.run(*command).returncode == 0
    assert tree(place.folder / "output") == tree(undisturbed.folder / "output")
    place.gone()


def test_the_one_that_wins_ends_well(tmp_path: Path, undisturbed: Callable[[str], Undisturbed]) -> None:
    place = workplace(tmp_path)
    for name in DOCUMENTS:
        write(place, name)
    both = [place.start(*FORMS["one book"].command) for _ in range(2)]
    for process in both:
        _, said = process.communicate(timeout=60)
        assert process.returncode in (0, 6), said.decode()
    assert 0 in {process.returncode for process in both}  # or both, one after the other
    assert tree(place.folder) == undisturbed("one book").files


def test_two_batches_into_one_folder_at_once(tmp_path: Path) -> None:
    """Different sources: both are built, and both are in the manifest."""
    place = workplace(tmp_path)
    names = [write(place, f"{number}.txt") for number in range(6)]
    both = [place.start("build", *names[half::2], "--engine", "tone", "-l", "en") for half in (0, 1)]
    for process in both:
        _, said = process.communicate(timeout=120)
        assert process.returncode == 0, said.decode()
    lines = (place.folder / "output" / "manifest.jsonl").read_text().splitlines()
    assert len(lines) == len(names)
    assert all('"status": "ok"' in line for line in lines)
    assert not list((place.folder / "output").glob(".*"))

"""The room that the cache takes: the least recently used goes, what a running build uses stays."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from accessible.narrator import perform
from accessible.narrator.room import at_work, prune, size, used

from .builder import script

DAY = 86_400 * 10**9


def named(letter: str) -> str:
    """A name as the cache gives them."""
    return f"{letter * 64}.mp3"


def file(cache: Path, name: str, *, days_ago: int, length: int = 1000) -> Path:
    path = cache / "recordings" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(bytes(length))
    when = time.time_ns() - days_ago * DAY
    os.utime(path, ns=(when, when))
    return path


def test_what_was_not_used_for_the_longest_time_goes_first(tmp_path: Path) -> None:
    old, older, oldest = (file(tmp_path, named(str(days)), days_ago=days) for days in (1, 2, 3))
    assert size(tmp_path) == (3, 3000)
    used(oldest)
    assert prune(tmp_path, 2500) == 2000
    assert [path.exists() for path in (old, older, oldest)] == [True, False, True]
    assert prune(tmp_path, 2500) == 2000
    assert prune(tmp_path, 1) == 0


def test_what_a_running_build_has_used_stays(tmp_path: Path) -> None:
    """Here and in another process; when that is killed, it holds nothing any more, and its unfinished files go."""
    mine, other = (file(tmp_path, named(letter), days_ago=1) for letter in "ab")
    program = (
        f"import sys; sys.path[:] = {sys.path!r}\n"
        "from pathlib import Path\n"
        "from accessible.narrator.room import at_work, used\n"
        f"with at_work(Path({str(tmp_path)!r})):\n"
        f"    used(Path({str(mine)!r})); print(flush=True); sys.stdin.read()\n"
    )
    with subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout
        process.stdout.readline()
        left = file(tmp_path, f".{named('a')}.1.part", days_ago=0)
        assert prune(tmp_path, 1) == 2000
        assert mine.exists()
        assert not other.exists()
        process.kill()
    assert left.exists()
    with at_work(tmp_path):  # another build finds out what happened
        pass
    assert mine.exists()
    assert not left.exists()
    assert not (tmp_path / "builds").exists()
    with at_work(tmp_path):
        used(mine)
        assert prune(tmp_path, 1) == 1000
    assert prune(tmp_path, 1) == 0


def test_nothing_of_anybody_else_is_counted_or_deleted(tmp_path: Path) -> None:
    """A cache that somebody has put into a folder of theirs."""
    theirs = [tmp_path / name for name in ("letter.txt", f"photographs/{named('a')}", "recordings/song.mp3")]
    theirs += [tmp_path / "recordings" / "live" / named("b"), tmp_path / "builds" / "plan.txt", tmp_path / ".x.part"]
    for path in theirs:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(bytes(1000))
        os.utime(path, ns=(0, 0))
    ours = file(tmp_path, named("c"), days_ago=9)
    assert size(tmp_path) == (1, 1000)
    with at_work(tmp_path):
        pass
    assert prune(tmp_path, 1) == 0
    assert not ours.exists()
    assert [path for path in theirs if not path.exists()] == []


def test_a_build_that_was_killed_as_it_began_leaves_nothing(tmp_path: Path) -> None:
    marks = [tmp_path / "builds" / name for name in (".7-1", ".7-2")]
    marks[0].parent.mkdir()
    for mark in marks:
        mark.touch()
    os.utime(marks[0], ns=(0, 0))
    with at_work(tmp_path):
        pass
    assert [mark.exists() for mark in marks] == [False, True]  # the other one may be about to be locked


def test_what_was_pruned_is_spoken_again(tmp_path: Path) -> None:
    source = script(["One.", "Two."], ["Three."], engine="tone", voice="220")
    first = [Path(track.path).read_bytes() for track in perform(source, cache=tmp_path).tracks]
    for path in (tmp_path / "recordings").iterdir():
        os.utime(path, ns=(0, 0))
    perform(script(["One.", "Two."], engine="tone", voice="220"), cache=tmp_path)
    prune(tmp_path, size(tmp_path)[1] - 1)  # one file of the second part goes
    assert [Path(track.path).read_bytes() for track in perform(source, cache=tmp_path).tracks] == first
    count, taken = size(tmp_path)
    assert prune(tmp_path, taken - 1) < taken
    assert size(tmp_path)[0] < count

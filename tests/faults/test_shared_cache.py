"""One cache for several builds: what is damaged in it, what is told of it, and what goes when it may not grow."""

from __future__ import annotations

import json
import re
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from .commands import DOCUMENTS, FORMS, TONE, Undisturbed, Workplace, awaited, errors, tree, workplace, write

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks at processes in /proc")


def cache(place: Workplace) -> Path:
    return Path(place.environment["ACCESSIBLE_CACHE"])


def entries(place: Workplace) -> list[Path]:
    return sorted(path for path in cache(place).rglob("*") if path.is_file())


def size(place: Workplace) -> int:
    return sum(path.stat().st_size for path in entries(place))


def cut(entry: Path) -> None:
    entry.write_bytes(entry.read_bytes()[:-7])


def flip(entry: Path) -> None:
    data = bytearray(entry.read_bytes())
    data[len(data) // 2] ^= 1
    entry.write_bytes(data)


def empty(entry: Path) -> None:
    entry.write_bytes(b"")


def lengthen(entry: Path) -> None:
    entry.write_bytes(entry.read_bytes() + b"\n")


def into_folder(entry: Path) -> None:
    entry.unlink()
    entry.mkdir()
    (entry / "something").write_text("else")


def into_another(entry: Path) -> None:
    """It has the name of its neighbour."""
    other = next(path for path in entry.parent.glob(f"*{entry.suffix}") if path != entry and path.is_file())
    entry.write_bytes(other.read_bytes())


HARMS = (cut, flip, empty, lengthen, into_folder, into_another)


def test_damaged_entries_are_made_again(tmp_path: Path, undisturbed: Callable[[str], Undisturbed]) -> None:
    """Every entry of every kind, each damaged in another way: the book is the same, and so is the cache."""
    place = workplace(tmp_path)
    for name in DOCUMENTS:
        write(place, name)
    assert place.run(*FORMS["one book"].command).returncode == 0
    before = tree(cache(place))
    assert {Path(name).parts[0] for name in before} == {"recordings", "states"}
    assert len(before) > len(HARMS)
    for number, entry in enumerate(entries(place)):
        HARMS[number % len(HARMS)](entry)
    shutil.rmtree(place.folder / "output")
    result = place.run(*FORMS["one book"].command)
    assert result.returncode == 0, result.stderr.decode()
    assert tree(place.folder) == undisturbed("one book").files
    assert before.items() <= tree(cache(place)).items()


def told(place: Workplace) -> tuple[int, float]:
    """Files and megabytes, as `accessible info` tells them."""
    said = json.loads(place.run("info", "--json").stdout)["cache"]
    found = re.fullmatch(rf"{re.escape(str(cache(place)))} \((\d+) files, ([\d.]+) MB\)", said)
    assert found, said
    return int(found[1]), float(found[2])


def test_what_was_used_last_stays_and_its_size_is_told(tmp_path: Path) -> None:
    place = workplace(tmp_path)

    def build(name: str, *more: str) -> set[Path]:
        """What is new in the cache."""
        before = set(entries(place))
        write(place, f"{name}.txt")
        shutil.rmtree(place.folder / "output" / name, ignore_errors=True)
        assert place.run("build", f"{name}.txt", *TONE, "--to", "epub", *more).returncode == 0
        return set(entries(place)) - before

    used, old = build("used"), build("old")
    assert used
    assert told(place) == (len(used | old), round(size(place) / 1e6, 1))
    assert not build("used")  # everything of it is used again
    limit = size(place)
    new = build("new", "--cache-limit", str(limit))
    gone = (used | old | new) - set(entries(place))
    assert size(place) <= limit
    assert gone
    assert gone <= old
    assert told(place) == (len(entries(place)), round(size(place) / 1e6, 1))


def test_a_limit_that_is_smaller_than_a_book(tmp_path: Path, undisturbed: Callable[[str], Undisturbed]) -> None:
    """A batch ends with the same books, and a cache below the limit."""
    place = workplace(tmp_path)
    for name in DOCUMENTS:
        write(place, name)
    result = place.run(*FORMS["batch"].command, "--cache-limit", "2kB")
    assert result.returncode == 1, result.stderr.decode()
    assert tree(place.folder) == undisturbed("batch").files
    assert size(place) <= 2000
    assert told(place)[0] == len(entries(place))


def test_what_a_running_build_uses_is_not_taken_from_under_it(tmp_path: Path) -> None:
    """Another one ends meanwhile, with a limit that nothing fits into."""
    place = workplace(tmp_path)
    write(place, "slow.txt", "They WAIT.", sections=4)
    write(place, "quick.txt")
    process = place.start("build", "slow.txt", "--engine", "tests.narrator.faulty:Thoughtful", "-l", "en", "-j", "1")
    recordings = cache(place) / "recordings"
    spoken = set(awaited(lambda: list(recordings.glob("*.json")) if recordings.exists() else []))
    process.send_signal(signal.SIGSTOP)  # alive, and going to take a while
    quick = place.run("build", "quick.txt", *TONE, "--cache-limit", "1")
    process.send_signal(signal.SIGCONT)
    assert quick.returncode == 0, quick.stderr.decode()
    assert [path for path in spoken if not path.exists()] == []
    _, said = process.communicate(timeout=60)
    assert process.returncode == 0, said.decode()
    assert errors(said) == []
    # now nobody works, and the next one to end takes all of it
    assert place.run("build", "quick.txt", *TONE, "--cache-limit", "1").returncode == 0
    assert entries(place) == []


def test_two_builds_share_what_either_has_spoken(tmp_path: Path) -> None:
    """At the same time, into two folders: the same files, and an entry of each."""
    place = workplace(tmp_path)
    write(place, "a.txt")
    both = [place.start("build", "a.txt", *TONE, "--output-dir", where) for where in ("one", "two")]
    for process in both:
        _, said = process.communicate(timeout=60)
        assert process.returncode == 0, said.decode()
    assert tree(place.folder / "one") == tree(place.folder / "two")
    before, spoken = tree(cache(place)), times(cache(place) / "recordings")
    assert place.run("build", "a.txt", *TONE, "--output-dir", "three").returncode == 0
    assert tree(cache(place)) == before
    assert times(cache(place) / "recordings") == spoken


def times(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}

"""A disk that is full, read-only or missing; a cache that cannot be written: one error, and nothing half-written."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from .commands import DOCUMENTS, TONE, Undisturbed, Workplace, errors, tree, unfinished, visible, workplace, write

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="needs rlimits and mounts of Linux")

BUILD = ("build", *DOCUMENTS, *TONE, "--jobs", "2")

#: Runs the rest of its command line with files of at most so many bytes.
LIMITED = """
import os, resource, sys
limit = int(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
os.execv(sys.argv[2], sys.argv[2:])
"""


@pytest.fixture(name="wanted")
def books(undisturbed: Callable[[str], Undisturbed]) -> dict[str, str]:
    """The files of the books, as they should be."""
    files = {name.removeprefix("output/"): mark for name, mark in undisturbed("batch").files.items()}
    return {name: mark for name, mark in files.items() if "/" in name}


def prepared(folder: Path) -> Workplace:
    place = workplace(folder)
    for name in DOCUMENTS:
        write(place, name)
    return place


def limited(place: Workplace, limit: int, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-c", LIMITED, str(limit), *place.command(*arguments)]
    return subprocess.run(
        command, cwd=place.folder, env=place.environment, capture_output=True, check=False, timeout=240
    )


def test_files_may_only_be_so_large(tmp_path: Path, wanted: dict[str, str], request: pytest.FixtureRequest) -> None:
    """A limit on the size of files stands for the disk: it can be set at any byte, and needs no root."""
    sizes = [0, 3000, 10_000, 17_000] if not request.config.getoption("--long") else range(0, 60_000, 1500)
    place = prepared(tmp_path)
    for number, size in enumerate(sizes):
        result = limited(place, size, "build", "a.txt", *TONE) if number % 2 else limited(place, size, *BUILD)
        assert result.returncode in ((6, 0) if number % 2 else (1, 6, 0)), (size, result.stderr.decode())
        if result.returncode:  # 6: not even the manifest can be written
            assert "written" in errors(result.stderr)[0]
        found = visible(place.folder / "output")
        found.pop("manifest.jsonl", None)
        assert found.items() <= wanted.items()
        assert [name for name in unfinished(place.folder) if not name.endswith(".journal")] == []
        assert unfinished(Path(place.environment["ACCESSIBLE_CACHE"])) == []
    assert place.run(*BUILD).returncode == 0
    found = tree(place.folder / "output")
    assert {name: mark for name, mark in found.items() if name != "manifest.jsonl"} == wanted


def test_want_of_room_is_never_remembered(tmp_path: Path) -> None:
    """What guesses languages is unpacked into the temporary folder; without room there, no language is made up."""
    place, undisturbed = prepared(tmp_path), workplace(tmp_path, "undisturbed")
    result = limited(place, 20_000, "build", "a.txt", "--engine", "tone")
    assert result.returncode == 6, result.stderr.decode()
    assert "language model cannot be unpacked" in errors(result.stderr)[0]
    write(undisturbed, "a.txt")
    for each in (place, undisturbed):
        assert each.run("build", "a.txt", "--engine", "tone").returncode == 0
    assert tree(place.folder / "output") == tree(undisturbed.folder / "output")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can mount a small disk")
def test_a_small_disk(tmp_path: Path, wanted: dict[str, str]) -> None:
    """The output and the cache on one disk of so many kilobytes; then there is room."""
    place = prepared(tmp_path)
    disk = tmp_path / "disk"
    disk.mkdir()
    options = ("--output-dir", str(disk / "output"))
    cache = {"ACCESSIBLE_CACHE": str(disk / "cache")}
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk], check=False).returncode:
        pytest.skip("a container without the right to mount")
    try:
        for kilobytes in (64, 192):
            subprocess.run(["mount", "-o", f"remount,size={kilobytes}k", disk], check=True)
            result = place.run(*BUILD, *options, **cache)
            assert result.returncode in (0, 1, 6), result.stderr.decode()
            if result.returncode:
                assert "No space left on device" in errors(result.stderr)[0]
            found = visible(disk / "output") if (disk / "output").exists() else {}
            found.pop("manifest.jsonl", None)
            assert found.items() <= wanted.items()
        subprocess.run(["mount", "-o", "remount,size=64M", disk], check=True)
        assert place.run(*BUILD, *options, **cache).returncode == 0
        assert {name for name in tree(disk / "output") if name.endswith(".epub")} == {"a/a.epub", "b/b.epub"}
        for name, mark in tree(disk / "output").items():
            assert name == "manifest.jsonl" or mark == wanted[name]
    finally:
        subprocess.run(["umount", disk], check=True)


def test_what_cannot_be_written_is_refused_before_any_work(tmp_path: Path) -> None:
    """An output folder that may not be written, one that cannot be made, a cache that is a file."""
    place = prepared(tmp_path)
    (place.folder / "file").touch()
    for where in ("/proc/nowhere", "file/below"):
        shutil.rmtree(place.environment["ACCESSIBLE_CACHE"], ignore_errors=True)  # of /proc it is found out late
        one = place.run("build", "a.txt", "--engine", "tone", "--output-dir", where)
        several = place.run(*BUILD, "--output-dir", where)
        for result in (one, several):
            assert result.returncode == 6, result.stderr.decode()
            assert len(errors(result.stderr)) == 1, result.stderr.decode()
    assert not Path(place.environment["ACCESSIBLE_CACHE"]).exists()
    result = place.run(*BUILD, ACCESSIBLE_CACHE=str(place.folder / "file"))
    assert result.returncode == 1
    assert [line for line in errors(result.stderr) if "cache cannot be written" in line]
    assert not (place.folder / "output" / "a").exists()


def test_a_folder_that_is_read_only(tmp_path: Path) -> None:
    """By its rights; or, as root may write all the same, by its file system."""
    place = prepared(tmp_path)
    disk = tmp_path / "disk"
    disk.mkdir(mode=0o555)
    root = os.geteuid() == 0
    if root and subprocess.run(["mount", "-t", "tmpfs", "-o", "ro", "tmpfs", disk], check=False).returncode:
        pytest.skip("a container without the right to mount")
    try:
        for sources in (DOCUMENTS, DOCUMENTS[:1]):
            result = place.run("build", *sources, *TONE, "--output-dir", str(disk / "output"))
            assert result.returncode == 6, result.stderr.decode()
            assert "cannot be written" in errors(result.stderr)[0]
        assert not Path(place.environment["ACCESSIBLE_CACHE"]).exists()
    finally:
        if root:
            subprocess.run(["umount", disk], check=True)

"""The mark of the program: the same for the same files wherever they are, another for any other, none when in doubt."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from accessible.pipeline.revision import PACKAGE, revision

LATER = 2**62  # ns: a program that was imported long after its files were written


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A package with a module, a word list, and the code that Python has made of it."""
    folder = tmp_path / "package"
    for name, text in (("rules.py", "CERTAIN = 0.8"), ("data/cue.en.txt", "said"), ("__pycache__/rules.pyc", "…")):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


def mark(package: Path, **options: object) -> str:
    return revision(package, **{"libraries": (), "since": LATER} | options)  # type: ignore[arg-type]


def test_an_edit_is_seen_though_size_and_time_stay(package: Path) -> None:
    before = mark(package)
    for name, text in (("rules.py", "CERTAIN = 0.9"), ("data/cue.en.txt", "sang")):
        file = package / name
        was, times = file.read_text(), (file.stat().st_atime_ns, file.stat().st_mtime_ns)
        file.write_text(text)
        os.utime(file, ns=times)
        assert len(was) == len(text)
        assert mark(package) not in ("", before)
        file.write_text(was)
    assert mark(package) == before


def test_a_new_file_a_missing_one_and_another_name_are_seen(package: Path) -> None:
    marks = [mark(package)]
    (package / "more.py").write_text("")
    marks.append(mark(package))
    (package / "more.py").rename(package / "other.py")
    marks.append(mark(package))
    (package / "rules.py").unlink()
    marks.append(mark(package))
    assert len({*marks, ""}) == 5


def test_what_python_writes_and_where_the_package_is_do_not_matter(package: Path, tmp_path: Path) -> None:
    before = mark(package)
    (package / "__pycache__" / "rules.pyc").write_text("other")
    shutil.copytree(package, tmp_path / "elsewhere")
    assert mark(package) == mark(tmp_path / "elsewhere") == before


def test_libraries_take_part(package: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    (site / "sentencex-1.0.32.dist-info").mkdir(parents=True)
    (site / "sentencex").mkdir()
    libraries = [str(site), str(tmp_path / "nowhere")]
    before = mark(package, libraries=libraries)
    assert before not in ("", mark(package))
    (site / "sentencex-1.0.32.dist-info").rename(site / "sentencex-1.0.33.dist-info")
    assert mark(package, libraries=libraries) not in ("", before)


def test_a_file_that_changed_after_the_import_leaves_no_mark(package: Path, tmp_path: Path) -> None:
    imported = time.time_ns()
    assert mark(package, since=imported + 10**10)
    assert mark(package, since=imported) == ""  # written just before: perhaps after all
    os.utime(package / "rules.py", ns=(0, 0))  # what was unpacked or copied with its time
    assert mark(package, since=imported) == ""
    info = tmp_path / "site" / "new-1.dist-info"
    info.mkdir(parents=True)
    assert mark(package, libraries=[str(info.parent)], since=imported) == ""


def test_what_is_no_folder_has_no_mark(tmp_path: Path) -> None:
    assert mark(tmp_path / "package.zip") == ""


def test_an_edit_in_a_checkout_is_heard_at_once(tmp_path: Path) -> None:
    """A whole copy of the program, with a cache of its own, whose word list somebody edits between two calls."""
    checkout = tmp_path / "checkout"
    shutil.copytree(PACKAGE, checkout / "accessible", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(PACKAGE.parent / "voices", checkout / "voices", dirs_exist_ok=True)
    source = tmp_path / "hale.txt"
    source.write_text("A visit\n\nThe house of Dr. Hale was empty when we came to it at last.\n")
    environment = os.environ | {"PYTHONPATH": str(checkout), "ACCESSIBLE_CACHE": str(tmp_path / "cache")}
    command = [sys.executable, "-m", "accessible", "inspect", str(source), "--stage", "script", "--engine", "tone"]

    def said() -> str:
        return subprocess.run(command, env=environment, cwd=tmp_path, check=True, capture_output=True, text=True).stdout

    def states() -> int:
        return len(list((tmp_path / "cache").glob("states/*.msgpack")))

    words = checkout / "accessible" / "narrator" / "spoken" / "data" / "en.toml"
    list_, times = words.read_text(encoding="utf-8"), (words.stat().st_atime_ns, words.stat().st_mtime_ns)
    time.sleep(2.1)
    assert "Doctor Hale" in said()
    assert states() == 2
    words.write_text(list_.replace('"Doctor"', '"Dentor"'), encoding="utf-8")
    os.utime(words, ns=times)
    assert "Dentor Hale" in said()
    time.sleep(2.1)
    assert "Dentor Hale" in said()
    assert states() == 4
    words.write_text(list_, encoding="utf-8")
    assert "Doctor Hale" in said()


def test_this_program_has_one() -> None:
    """Another process finds the same; the package is older than it, whatever this one has lived through."""
    program = "import time; time.sleep(2.1); from accessible.pipeline.revision import revision; print(revision())"
    runs = [subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) for _ in range(2)]
    marks = [run.communicate()[0].strip() for run in runs]
    assert len(marks[0]) == 64
    assert marks[0] == marks[1]
    assert (PACKAGE / "structurer" / "data").is_dir()

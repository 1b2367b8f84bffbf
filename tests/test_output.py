"""What a build may replace, and how its files get their names."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from accessible.errors import OutputError
from accessible.output import REPORT, claim, claim_file, deliver, owner, publish, workshop


def made_from(folder: Path, source: str, outputs: list[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name in outputs:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("old")
    (folder / REPORT).write_text(json.dumps({"accessible": 1, "source": source, "outputs": outputs}))


def test_a_new_and_an_empty_folder_may_be_written_and_are_not_created(tmp_path: Path) -> None:
    claim(tmp_path / "a" / "b", "x.txt", force=False)
    assert not (tmp_path / "a").exists()
    claim(tmp_path, "x.txt", force=False)


def test_the_same_source_replaces_its_output_another_one_does_not(tmp_path: Path) -> None:
    made_from(tmp_path, "x.txt", [])
    claim(tmp_path, "x.txt", force=False)
    with pytest.raises(OutputError, match="not made from this source") as caught:
        claim(tmp_path, "y.txt", force=False)
    assert caught.value.exit_code == 6
    claim(tmp_path, "y.txt", force=True)


@pytest.mark.parametrize("report", ["", "[]", "{}", '{"source": "x.txt"}', "\xff"])
def test_a_folder_without_a_report_of_ours_is_somebody_elses(tmp_path: Path, report: str) -> None:
    (tmp_path / REPORT).write_text(report, encoding="latin-1")
    assert owner(tmp_path) == ""
    with pytest.raises(OutputError):
        claim(tmp_path, "x.txt", force=False)


def test_a_file_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine")
    for folder in (tmp_path / "out", tmp_path / "out" / "x"):
        with pytest.raises(OutputError, match="a file stands"):
            claim(folder, "x.txt", force=True)


def test_an_existing_file_needs_force(tmp_path: Path) -> None:
    file = tmp_path / "x.epub"
    claim_file(file, "x.txt", force=False)
    file.write_text("mine")
    with pytest.raises(OutputError, match="exists"):
        claim_file(file, "x.txt", force=False)
    claim_file(file, "x.txt", force=True)
    made_from(tmp_path, "x.txt", ["x.epub"])
    claim_file(file, "x.txt", force=False)
    with pytest.raises(OutputError, match="is a folder"):
        claim_file(tmp_path, "x.txt", force=True)


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="permissions of POSIX systems")
def test_a_folder_without_permission_is_refused_before_any_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: False)  # root may write anywhere
    with pytest.raises(OutputError, match="permission denied"):
        claim(tmp_path / "new", "x.txt", force=False)


def test_publishing_replaces_what_was_and_removes_what_is_no_more(tmp_path: Path) -> None:
    folder = tmp_path / "book"
    made_from(folder, "x.txt", ["book.epub", "audio/01-a.mp3", "audio/02-b.mp3"])
    (folder / "audio" / "notes.txt").write_text("mine")
    with workshop(folder) as part:
        assert part.name == ".book.part"
        (part / "audio").mkdir()
        for name in ("book.epub", "audio/01-a.mp3", REPORT):
            (part / name).write_text("new")
        publish(part, folder, ["book.epub", "audio/01-a.mp3", REPORT])
    found = {path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*") if path.is_file()}
    assert found == {"book.epub": "new", "audio/01-a.mp3": "new", REPORT: "new", "audio/notes.txt": "mine"}
    assert not (tmp_path / ".book.part").exists()


def test_a_report_cannot_make_us_delete_outside_its_folder(tmp_path: Path) -> None:
    folder = tmp_path / "book"
    (tmp_path / "precious.txt").write_text("mine")
    made_from(folder, "x.txt", [])
    outputs = ["../precious.txt", str(tmp_path / "precious.txt")]
    (folder / REPORT).write_text(json.dumps({"accessible": 1, "source": "x.txt", "outputs": outputs}))
    with workshop(folder) as part:
        (part / REPORT).write_text("new")
        publish(part, folder, [REPORT])
    assert (tmp_path / "precious.txt").read_text() == "mine"


def test_a_build_that_fails_leaves_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "book"

    def fail() -> None:
        with workshop(folder) as part:
            (part / "half").write_text("…")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_an_output_error(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="No space left") as caught, workshop(tmp_path / "book"):
        raise OSError(28, os.strerror(28))
    assert "make room" in caught.value.hint


def test_delivering_never_leaves_half_a_file(tmp_path: Path) -> None:
    finished = tmp_path / "finished"
    finished.write_text("whole")
    deliver(finished, tmp_path / "to" / "book.epub")
    assert (tmp_path / "to" / "book.epub").read_text() == "whole"
    (tmp_path / "to" / "folder").mkdir()
    with pytest.raises(OutputError):
        deliver(finished, tmp_path / "to" / "folder")
    assert sorted(path.name for path in (tmp_path / "to").iterdir()) == ["book.epub", "folder"]


def test_two_builds_of_one_folder_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "book"

    def second() -> None:
        with workshop(folder):
            pytest.fail("the second build went on")

    with workshop(folder) as part:
        (part / "work").write_text("first")
        with pytest.raises(OutputError, match="another build is writing") as caught:
            second()
        assert caught.value.exit_code == 6
        assert (part / "work").read_text() == "first"
    with workshop(folder) as part:
        assert [path.name for path in part.iterdir()] == [".accessible"]


def test_what_a_killed_build_left_is_taken_over_and_what_somebody_else_left_is_not(tmp_path: Path) -> None:
    left = tmp_path / ".book.part"
    left.mkdir()
    (left / ".accessible").touch()
    (left / "half").write_text("…")
    with workshop(tmp_path / "book") as part:
        assert not (part / "half").exists()
    left.mkdir()
    (left / "precious").write_text("mine")

    def enter() -> None:
        with workshop(tmp_path / "book"):
            pytest.fail("it was taken")

    with pytest.raises(OutputError, match="holds something else"):
        enter()
    assert (left / "precious").read_text() == "mine"


def test_a_failing_build_leaves_no_empty_folders_either(tmp_path: Path) -> None:
    def fail() -> None:
        with workshop(tmp_path / "a" / "b" / "book"):
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_published_when_something_is_in_the_way(tmp_path: Path) -> None:
    folder = tmp_path / "book"
    made_from(folder, "x.txt", ["book.epub"])
    (folder / "audio").write_text("mine")

    def build() -> None:
        with workshop(folder) as part:
            (part / "audio").mkdir()
            for name in ("book.epub", "audio/01-a.mp3", REPORT):
                (part / name).write_text("new")
            publish(part, folder, ["book.epub", "audio/01-a.mp3", REPORT])

    with pytest.raises(OutputError, match="something else stands"):
        build()
    assert (folder / "book.epub").read_text() == "old"


def test_a_folder_that_is_a_link_to_another_place(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "book").symlink_to(tmp_path / "real")
    with workshop(tmp_path / "book") as part:
        assert part.name == ".real.part"
        (part / REPORT).write_text("new")
        publish(part, tmp_path / "book", [REPORT])
    assert (tmp_path / "real" / REPORT).read_text() == "new"


@pytest.mark.parametrize("outputs", [7, None, "x", {"a": 1}])
def test_a_report_with_strange_outputs_is_no_trouble(tmp_path: Path, outputs: object) -> None:
    (tmp_path / REPORT).write_text(json.dumps({"accessible": 1, "source": "x.txt", "outputs": outputs}))
    claim_file(tmp_path / "x.epub", "x.txt", force=False)


def test_a_folder_that_a_killed_build_was_moving_files_to_is_taken_up(tmp_path: Path) -> None:
    """There is no report yet, or the old one; what was moved is replaced, or goes when it is not made any more."""
    folder = tmp_path / "book"
    for moved, before in ((1, False), (2, True)):
        with pytest.raises(OutputError, match="cannot be written"):
            _pull_the_plug(folder, f"audio/0{moved}.mp3")
        assert (folder / REPORT).exists() is before
        claim(folder, "x.txt", force=False)
        with pytest.raises(OutputError, match="not made from this source"):
            claim(folder, "y.txt", force=False)
        with workshop(folder) as part:
            made_from(part, "x.txt", ["other.epub"])
            publish(part, folder, ["other.epub", REPORT])
        assert sorted(path.name for path in folder.iterdir()) == ["other.epub", REPORT]


def _pull_the_plug(folder: Path, name: str) -> None:
    """A build that ends when it has moved the first of its files."""
    with workshop(folder) as part:
        made_from(part, "x.txt", ["book.epub", name])
        (part / name).unlink()
        publish(part, folder, ["book.epub", name, REPORT])

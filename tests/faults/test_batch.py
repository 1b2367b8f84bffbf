"""Batches: a bad document costs the others nothing, whatever it does; each has its line in the manifest."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from accessible.batch import attempt as attempting
from accessible.batch import running
from accessible.config import Config
from accessible.narrator.process import Worker
from tests.narrator.processes import children

from .commands import FAULTY, TONE, Workplace, awaited, errors, tree, unfinished, workplace, write

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks at processes in /proc")


def manifest(place: Workplace, output: str = "output") -> dict[str, dict[str, Any]]:
    """The rows by the names of their sources, which all begin with "../"."""
    rows = [json.loads(line) for line in (place.folder / output / "manifest.jsonl").read_text().splitlines()]
    assert [row["source"] for row in rows] == sorted({row["source"] for row in rows})
    return {row["source"].removeprefix("../"): row for row in rows}


def test_bad_documents_cost_the_good_ones_nothing(tmp_path: Path) -> None:
    """A crash in reading, a crash in speaking, what nobody can read, what is not there."""
    place, undisturbed = workplace(tmp_path), workplace(tmp_path, "undisturbed")
    good = [write(place, f"good{number}.txt") for number in range(3)]
    bad = [
        write(place, "dies.txt", "They DIE in the first chapter."),
        write(place, "mute.txt", "Here the engine will CRASH."),
        write(place, "warned.txt", "It will STUMBLE at a sentence that is longer than forty letters.", sections=1),
        write(place, "falters.txt", "They FALTER, and go on."),
        "empty.txt",
        "nowhere.txt",
    ]
    (place.folder / "empty.txt").touch()
    options = ("--engine", FAULTY, "--language", "en", "--attributor", "mischief")
    result = place.run("build", *bad[:2], good[0], *bad[2:], *good[1:], *options, "-j", "2")
    assert result.returncode == 1, result.stderr.decode()
    rows = manifest(place)
    assert {name: row["status"] for name, row in rows.items()} == {
        **dict.fromkeys(good, "ok"),
        "dies.txt": "crash",
        "mute.txt": "refused",
        "warned.txt": "warned",
        "falters.txt": "ok",
        "empty.txt": "refused",
        "nowhere.txt": "refused",
    }
    assert "was lost 2 times: " in rows["dies.txt"]["error"]["what"]
    assert "signal 11" in rows["dies.txt"]["error"]["what"]
    assert (rows["mute.txt"]["error"]["code"], rows["empty.txt"]["error"]["code"]) == (5, 3)
    assert [message["code"] for message in rows["warned.txt"]["messages"]].count("N002") == 1
    said = errors(result.stderr)
    assert said[-1] == "error: 4 of 9 sources failed (3 refused, 1 crash)"
    assert len(said) == 5
    place.gone()
    assert unfinished(place.folder, Path(place.environment["ACCESSIBLE_CACHE"])) == []
    for name in good:
        write(undisturbed, name)
    assert undisturbed.run("build", *good, *options[:6]).returncode == 0
    ours, theirs = tree(place.folder / "output"), tree(undisturbed.folder / "output")
    del theirs["manifest.jsonl"]
    assert theirs.items() <= ours.items()
    assert {name: rows[name] for name in good} == manifest(undisturbed)
    assert str(tmp_path) not in (place.folder / "output" / "manifest.jsonl").read_text()


def test_a_document_that_hangs_is_ended(tmp_path: Path) -> None:
    place = workplace(tmp_path)
    write(place, "dawdles.txt", "They DAWDLE on the way.")
    write(place, "good.txt")
    begun = time.monotonic()
    options = ("--engine", "tone", "-l", "en", "--attributor", "mischief", "--time-limit", "15", "-j", "2")
    result = place.run("build", "dawdles.txt", "good.txt", *options)
    assert 15 < time.monotonic() - begun < 60
    rows = manifest(place)
    assert (rows["dawdles.txt"]["status"], rows["good.txt"]["status"]) == ("timeout", "ok")
    assert rows["dawdles.txt"]["error"]["what"] == "it took longer than 15 seconds"
    assert errors(result.stderr)[-1] == "error: 1 of 2 sources failed (1 timeout)"
    place.gone()
    assert unfinished(place.folder) == []


def test_the_manifest_is_the_same_whatever_the_order_and_however_many_runs(tmp_path: Path) -> None:
    one, other = workplace(tmp_path, "one"), workplace(tmp_path, "other")
    for place in (one, other):
        for name in ("a.txt", "b.txt"):
            write(place, name)
        (place.folder / "d.txt").write_text("1 2 3")
    assert one.run("build", "a.txt", "b.txt", "d.txt", "--engine", "tone", "-l", "en", "-j", "1").returncode == 1
    assert other.run("build", "d.txt", "b.txt", "--engine", "tone", "-l", "en", "-j", "1").returncode == 1
    assert (
        other.run("build", other.folder / "b.txt", "a.txt", "--engine", "tone", "-l", "en", "-j", "2").returncode == 0
    )
    assert tree(one.folder / "output") == tree(other.folder / "output")
    # the latest for each source, also by a build of that one alone
    write(other, "a.txt", "Something else is in it now.")
    assert other.run("build", "a.txt", "--engine", "tone", "-l", "en").returncode == 0
    before, after = manifest(one), manifest(other)
    assert before.pop("a.txt") != after.pop("a.txt")
    assert before == after
    assert other.run("build", "d.txt", "--engine", "tone", "-l", "en").returncode == 3
    assert manifest(other)["d.txt"] == before["d.txt"]


def test_two_sources_of_one_name_are_told_apart_whatever_is_done_first(tmp_path: Path) -> None:
    place = workplace(tmp_path)
    for folder in ("one", "two"):
        (place.folder / folder).mkdir()
        write(place, f"{folder}/same.txt", f"This is in folder {folder}, and in no other.")
    result = place.run("build", "one/same.txt", "two/same.txt", "-j", "2", "--engine", "tone", "-l", "en")
    assert result.returncode == 1
    assert errors(result.stderr)[0].startswith("error: another source of this run")
    assert {name: row["status"] for name, row in manifest(place).items()} == {
        "one/same.txt": "ok",
        "two/same.txt": "refused",
    }
    report = json.loads((place.folder / "output" / "same" / "report.json").read_bytes())
    assert "one/same.txt" in report["title"]


def test_standard_input_can_be_one_of_several(tmp_path: Path) -> None:
    place = workplace(tmp_path)
    write(place, "a.txt")
    result = place.run(
        "build", "-", "a.txt", "--engine", "tone", "-l", "en", stdin=b"The ferry\n\nIt went out at nine, and came back."
    )
    assert result.returncode == 0, result.stderr.decode()
    assert {name: row["status"] for name, row in manifest(place).items()} == {"-": "ok", "a.txt": "ok"}
    assert {path.name for path in (place.folder / "output").iterdir()} == {"a", "the-ferry", "manifest.jsonl"}


def test_a_folder_with_nothing_in_it_and_too_much_on_standard_input_stop_nobody(tmp_path: Path) -> None:
    """What is named twice is built once."""
    place = workplace(tmp_path)
    write(place, "a.txt")
    (place.folder / "empty").mkdir()
    names = ("empty", "a.txt", "-", place.folder / "a.txt")
    result = place.run("build", *names, *TONE, stdin=bytes(21_000_000))
    assert result.returncode == 1, result.stderr.decode()
    rows = manifest(place)
    assert {name: row["status"] for name, row in rows.items()} == {"-": "refused", "a.txt": "ok", "empty": "refused"}
    assert "no file of a format that is supported" in rows["empty"]["error"]["what"]
    assert "larger than" in rows["-"]["error"]["what"]
    assert errors(place.run("build", "empty", *TONE).stderr) == [f"error: {rows['empty']['error']['what']} (empty)"]


def test_a_document_may_not_take_all_the_memory(tmp_path: Path) -> None:
    place = workplace(tmp_path)
    (place.folder / "long.txt").write_text(
        "A long one\n\n" + "\n\n".join("The bell rang. " * 40 for _ in range(10_000))
    )
    write(place, "short.txt")
    result = place.run("build", "long.txt", "short.txt", "--engine", "tone", "-l", "en", "--memory-limit", "250MB")
    assert result.returncode == 1, result.stderr.decode()
    assert "sources failed" in result.stderr.decode()
    rows = manifest(place)
    assert (rows["long.txt"]["status"], rows["short.txt"]["status"]) == ("crash", "ok")
    assert "0.25 GB of memory" in rows["long.txt"]["error"]["what"]
    assert errors(place.run("build", "a.txt", "b.txt", "--memory-limit", "much").stderr) == [
        "error: 'much' is no size (the command line)"
    ]


def test_jobs_that_no_document_needs_speak(tmp_path: Path) -> None:
    """Four jobs and two documents: two processes speak for each."""
    place = workplace(tmp_path)
    wait = " ".join(f"They WAIT for number {number}." for number in range(8))
    for name in ("a.txt", "b.txt"):
        write(place, name, wait, sections=4)
    process = place.start("build", "a.txt", "b.txt", "-j", "4", "--engine", "tests.narrator.faulty:Thoughtful")
    try:
        assert awaited(lambda: _speaking(process.pid, 4)) == [2, 2]
        process.terminate()
        process.communicate(timeout=30)
    finally:
        process.kill()
    assert process.returncode == 130
    place.gone()


def _speaking(command: int, least: int) -> list[int]:
    """How many speak for each document, when that many do in all."""
    nurseries = children(command)
    documents = [document for nursery in nurseries for document in children(nursery)]
    counts = [len(children(document)) for document in documents]
    return counts if sum(counts) >= least else []


def test_only_so_many_documents_are_built_at_once(tmp_path: Path) -> None:
    place = workplace(tmp_path)
    names = [write(place, f"{number}.txt") for number in range(4)]
    most = 0
    nurseries: set[int] = set()
    process = place.start("build", *names, "-j", "2", "--engine", "tone", "-l", "en")
    while process.poll() is None:
        nurseries |= (now := children(process.pid))
        most = max(most, sum(len(children(nursery)) for nursery in now))
        time.sleep(0.02)
    process.communicate()
    assert process.returncode == 0
    assert most == 2
    assert len(nurseries) == 2  # which are as good after a document as before


def test_where_processes_cannot_be_forked_each_is_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = workplace(tmp_path)
    names = [write(place, f"{number}.txt") for number in range(2)]
    monkeypatch.chdir(place.folder)
    monkeypatch.setenv("ACCESSIBLE_CACHE", place.environment["ACCESSIBLE_CACHE"])
    monkeypatch.setattr(attempting, "FORKS", False)
    worker = Worker(f"{__package__}.unforked:work")
    form = running._task(Config(engine="tone", language="en"))
    outcomes = [attempting.attempt(replace(form, source=name), worker) for name in (*names, "nowhere.txt")]
    assert [outcome.status for outcome in outcomes] == ["ok", "ok", "refused"]
    place.gone()

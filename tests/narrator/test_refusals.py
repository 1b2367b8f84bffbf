"""What the narrator cannot do: one clear error with its exit code, and nothing half-written. As a person runs it."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import av
import pytest

from .faulty import FAULTY

#: Every form of output at once.
ALL = "epub,mp3,m4a,m4b,opus,flac,wav,vtt,srt"
TEXT = "A title\n\nThe bell was cast again. It rings at noon.\n"
PLS = '<lexicon version="1.0" xmlns="http://www.w3.org/2005/01/pronunciation-lexicon" xml:lang="en" alphabet="ipa">'
CAST = '[narrator]\nvoice.faulty = "220"\n'
#: Runs the rest of its command line with files of at most so many bytes.
LIMITED = """
import os, resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]),) * 2)
os.execv(sys.argv[2], sys.argv[2:])
"""


def run(folder: Path, *arguments: str, room: int = -1) -> subprocess.CompletedProcess[str]:
    before = [sys.executable, "-c", LIMITED, str(room)] if room >= 0 else []
    return subprocess.run(
        [*before, sys.executable, "-m", "accessible", *arguments],
        capture_output=True,
        text=True,
        cwd=folder,
        env={**os.environ, "PYTHONWARNINGS": "error", "ACCESSIBLE_CACHE": str(folder / "cache")},
        check=False,
        timeout=240,
    )


def refused(result: subprocess.CompletedProcess[str], code: int, words: str) -> None:
    assert result.returncode == code, result.stderr
    assert "Traceback" not in result.stderr
    [line] = [line for line in result.stderr.splitlines() if line.startswith("error: ")]
    assert words in line
    assert result.stdout == ""


def tree(folder: Path) -> dict[str, str]:
    """Every file below a folder, also the hidden ones, with the SHA-256 of its bytes."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


# ---------------------------------------------------------------------------------------------------- what is not there
@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        (("--engine", "nonesuch"), 4, "there is no engine called nonesuch"),
        (("--engine", "nonesuch.module:Engine"), 4, "cannot be loaded: ModuleNotFoundError"),
        (("--engine", "os:path"), 4, "os:path is no engine"),
        (("--voice", "nonesuch"), 4, "no voice called nonesuch (--voice)"),
        (("--voice", "en-us+nonesuch"), 4, "no voice called en-us+nonesuch (--voice)"),
        (("--engine", "tone", "--voice", "20"), 4, "no voice called 20"),
        (("--engine", "system", "--voice", "nonesuch"), 4, "no voice called nonesuch"),
        (("--language", "xx"), 4, "does not speak the language xx"),
        (("--language", "12"), 2, "'12' is no language tag"),
        (("--cast", "nonesuch"), 2, "there is no cast called nonesuch (--cast)"),
        (("--cast", "nonesuch.toml"), 2, "cannot be read: No such file"),
        (("--cast", "."), 2, "there is no cast"),
        (("--cast", "broken.toml"), 2, "the cast is not TOML"),
        (("--cast", "number.toml"), 2, "the cast has a mistake: expected the name of a voice"),
        (("--cast", "engine.toml"), 4, "no engine called espaek (engine.toml:2: narrator.voice.espaek)"),
        (("--cast", "voice.toml"), 4, "no voice called nonesuch (the cast's narrator.voice.espeak)"),
        (("--lexicon", "nonesuch"), 2, "there is no lexicon called nonesuch"),
        (("--lexicon", "nonesuch.pls"), 2, "cannot be read: No such file"),
        (("--lexicon", "broken.pls"), 2, "the lexicon is not well-formed XML"),
        (("--lexicon", "lexeme.pls"), 2, "the lexeme x has neither an alias nor a phoneme (lexeme.pls:1)"),
        (("--to", "mp3,ogg"), 2, "there is no output format 'ogg'"),
        (("--bitrate", "7"), 2, "sound cannot have 7 kbit/s"),
    ],
)
def test_what_is_not_there_or_broken_is_told_before_anything_is_spoken(
    options: tuple[str, ...], code: int, words: str, tmp_path: Path
) -> None:
    (tmp_path / "note.txt").write_text(TEXT)
    (tmp_path / "broken.toml").write_text("[narrator")
    (tmp_path / "number.toml").write_text("[narrator]\nvoice.espeak = 3\n")
    (tmp_path / "voice.toml").write_text('[narrator]\nvoice.espeak = "nonesuch"\n')
    (tmp_path / "engine.toml").write_text('[narrator]\nvoice.espaek = "fr"\n')
    (tmp_path / "broken.pls").write_bytes(b"\x00\xff<lexicon")
    (tmp_path / "lexeme.pls").write_text(f"{PLS}<lexeme><grapheme>x</grapheme></lexeme></lexicon>")
    before = tree(tmp_path)
    refused(run(tmp_path, "build", "note.txt", *options), code, words)
    kept = str(Path("cache", "states"))  # what was found in the text, for the next build
    assert {name: mark for name, mark in tree(tmp_path).items() if not name.startswith(kept)} == before


# ------------------------------------------------------------------------------------------------ what cannot be spoken
def test_what_cannot_be_spoken_is_listed_in_a_book_of_any_form(tmp_path: Path) -> None:
    (tmp_path / "half.txt").write_text(
        "A title\n\nCHAPTER I\n\nThis will CRASH. So will RAISE.\n\nCHAPTER II\n\nThis will RAISE too. All is well.\n"
    )
    (tmp_path / "cast.toml").write_text(CAST)
    options = ("--engine", FAULTY, "--cast", "cast.toml", "--to", ALL)
    refused(run(tmp_path, "build", "half.txt", *options), 5, ".” could not be spoken: ")
    assert not (tmp_path / "output").exists()
    result = run(tmp_path, "build", "half.txt", *options, "--allow-unspoken")
    assert result.returncode == 0, result.stderr
    assert result.stderr.count("error N004") == 3
    folder = tmp_path / "output" / "half"
    report = json.loads((folder / "report.json").read_bytes())
    sentences = [sentence for section in report["sections"] for sentence in section["sentences"]]
    assert (report["spoken"], report["skipped"], len(sentences)) == (4, 3, 7)
    assert [s["text"] for s in sentences if "skipped" in s] == [
        "This will CRASH.",
        "So will RAISE.",
        "This will RAISE too.",
    ]
    assert all(("clip" in sentence) is not ("skipped" in sentence) for sentence in sentences)
    for form in ALL.split(",")[1:]:
        files = [folder / "half.m4b"] if form == "m4b" else sorted((folder / "audio").glob(f"*.{form}"))
        assert len(files) == (1 if form == "m4b" else 3)
        assert all(file.stat().st_size for file in files)
    with av.open(str(folder / "half.m4b")) as book:
        assert len(book.chapters()) == 3
    assert set(report["outputs"]) | {"report.json"} == set(tree(folder))


def test_a_book_of_which_nothing_can_be_spoken_is_silent_and_says_nothing_about_it(tmp_path: Path) -> None:
    """It is a book of text, whatever sound was asked for beside it, and claims no sound, not even that of its lists."""
    (tmp_path / "dumb.txt").write_text("CRASH\n\nThis will CRASH. So will RAISE.\n")
    (tmp_path / "cast.toml").write_text(CAST)
    options = ("--engine", FAULTY, "--cast", "cast.toml", "--allow-unspoken", "--to", ALL)
    result = run(tmp_path, "build", "dumb.txt", *options)
    assert result.returncode == 0, result.stderr
    assert "warning N007: Nothing of the text could be spoken: the book has no sound" in result.stderr
    folder = tmp_path / "output" / "dumb"
    assert tree(folder).keys() == {"dumb.epub", "report.json"}
    report = json.loads((folder / "report.json").read_bytes())
    assert (report["spoken"], report["skipped"], report["milliseconds"]) == (0, 3, 0)
    sentences = [sentence for part in (*report["sections"], *report["lists"]) for sentence in part["sentences"]]
    assert len(sentences) == 6
    assert all(sentence["skipped"] for sentence in sentences)
    with zipfile.ZipFile(folder / "dumb.epub") as book:
        package = book.read("EPUB/content.opf").decode()
    assert "textual" in package
    assert not any(word in package for word in ("auditory", "synchronizedAudioText", "media:", "audio/", "smil"))


@pytest.mark.parametrize("to", [("--to", "m4b"), ("--to", "mp3,vtt"), ("-o", "dumb.m4b", "-o", "dumb.epub")])
def test_a_recording_of_nothing_has_a_code_of_its_own_for_each_form(to: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "dumb.txt").write_text("CRASH\n\nThis will CRASH. So will RAISE.\n")
    (tmp_path / "cast.toml").write_text(CAST)
    before = tree(tmp_path)
    result = run(
        tmp_path, "build", "dumb.txt", "--engine", FAULTY, "--cast", "cast.toml", "--allow-unspoken", *to, "-q"
    )
    refused(result, 5, "nothing of the text could be spoken: the speech process was ended")
    assert "hint: choose another engine or voice; --to epub" in result.stderr
    assert {name for name in tree(tmp_path) if not name.startswith("cache")} == set(before)


def test_an_error_has_as_many_lines_as_the_engine_gave_it(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("A title\n\nThis is CHATTER.\n")
    (tmp_path / "cast.toml").write_text(CAST)
    options = ("build", "note.txt", "--engine", FAULTY, "--cast", "cast.toml", "--to", "epub", "-q")
    said = "could not be spoken: RuntimeError: no tongue: ask [31m a doctor at once"
    result = run(tmp_path, *options)
    refused(result, 5, said)
    assert len(result.stderr.splitlines()) == 3  # the error, an empty line, the hint
    result = run(tmp_path, *options, "--allow-unspoken")
    assert result.returncode == 0
    [line] = result.stderr.splitlines()
    assert said.replace("spoken", "spoken and was left out") in line


# -------------------------------------------------------------------------------------------------------- a full disk
@pytest.mark.parametrize(
    ("form", "room"), [*((form, 1000) for form in ALL.split(",") if form != "srt"), ("wav", 60_000)]
)
def test_a_disk_that_is_full_leaves_the_book_that_was_there(form: str, room: int, tmp_path: Path) -> None:
    """First the cache's, then the output's. A limit on the size of files stands for the disk."""
    (tmp_path / "note.txt").write_text(TEXT)
    options = ("--engine", "tone", "--to", form, "-l", "en", "-q")  # no room for the language model either
    refused(
        run(tmp_path, "build", "note.txt", *options, room=room // 4), 6, "the audio cannot be written: File too large"
    )
    assert not (tmp_path / "output").exists()
    assert not any(name for name in tree(tmp_path / "cache") if not name.startswith("states"))
    assert run(tmp_path, "build", "note.txt", *options).returncode == 0
    whole = tree(tmp_path / "output")
    (tmp_path / "note.txt").write_text(TEXT * 20)
    # what is spoken now is in the cache, and finds no room in the output
    assert run(tmp_path, "build", "note.txt", *options, "--output-dir", "elsewhere").returncode == 0
    written = max(path.stat().st_size for path in (tmp_path / "elsewhere").rglob("*") if path.is_file())
    result = run(tmp_path, "build", "note.txt", *options, room=min(room, written - 1))
    refused(result, 6, "the output cannot be written: File too large")
    assert f"({Path('output', 'note')}" in result.stderr  # and not the hidden one that it is written in
    assert ".part" not in result.stderr
    assert "hint: " in result.stderr
    assert tree(tmp_path / "output") == whole


@pytest.mark.parametrize("form", ["epub", "m4b"])
def test_a_full_disk_is_told_with_the_name_of_a_hidden_file(form: str, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text(TEXT)
    options = ("build", "note.txt", "--engine", "tone", "-l", "en", "-q", "-o")
    assert run(tmp_path, *options, f"one.{form}").returncode == 0
    result = run(tmp_path, *options, f"two.{form}", room=(tmp_path / f"one.{form}").stat().st_size - 1)
    refused(result, 6, f"the output cannot be written: File too large (two.{form})")

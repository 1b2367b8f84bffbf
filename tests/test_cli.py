"""The command line as a person runs it: real processes, exit codes, what lands where, and what never does."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import signal
import subprocess
import sys
import time
import wave
import zipfile
from pathlib import Path

import av
import pytest

from accessible.audio import decode, probe
from accessible.pipeline import spoken_file
from tests.checkers.goodbook import good_book

BOOKS = Path(__file__).parent / "books"
ARTICLE = BOOKS / "harbour-bell.txt"


def run(
    *arguments: str | Path, cwd: Path | None = None, env: dict[str, str] | None = None, stdin: bytes = b""
) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "accessible", *map(str, arguments)]
    environment = {**os.environ, "PYTHONWARNINGS": "error", **(env or {})}
    return subprocess.run(command, capture_output=True, cwd=cwd, env=environment, input=stdin, check=False, timeout=240)


def refused(result: subprocess.CompletedProcess[bytes], code: int, *words: str) -> str:
    """The standard error of a run that must have stopped with one clear error."""
    text = result.stderr.decode()
    assert result.returncode == code, text
    assert "Traceback" not in text
    lines = [line for line in text.splitlines() if line.startswith("error: ")]
    assert len(lines) == 1, text
    for word in words:
        assert word in text
    return text


def tree(folder: Path) -> dict[str, str]:
    """Every file below a folder with the SHA-256 of its bytes."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[bytes]]:
    """The sample article, built by the default engine in a working folder of its own."""
    folder = tmp_path_factory.mktemp("work")
    return folder, run("build", ARTICLE, cwd=folder)


def test_build_writes_a_book_a_file_a_section_and_a_report(
    built: tuple[Path, subprocess.CompletedProcess[bytes]],
) -> None:
    folder, result = built
    assert result.returncode == 0, result.stderr.decode()
    printed = result.stdout.decode().splitlines()
    output = folder / "output" / "harbour-bell"
    assert sorted(printed) == sorted(f"output/harbour-bell/{name}" for name in tree(output))
    assert [path.name for path in sorted((output / "audio").iterdir())] == [
        "01-kelderwick-will-recast-the-harbour-bell-that-fell-silent-in-the-fog.mp3",
        "02-three-months-of-silence.mp3",
        "03-a-sound-you-steer-by.mp3",
        "04-bell-to-be-recast.mp3",
        "playlist-mp3.m3u8",
    ]
    assert [path.name for path in (folder / "output").iterdir()] == ["harbour-bell"]
    assert b"spoken 6 of 6" in result.stderr  # the contents and who said what are read in the book alone


def test_the_report_balances_and_names_nothing_of_this_machine(
    built: tuple[Path, subprocess.CompletedProcess[bytes]],
) -> None:
    output = built[0] / "output" / "harbour-bell"
    text = (output / "report.json").read_text(encoding="utf-8")
    report = json.loads(text)
    sentences = [sentence for section in report["sections"] for sentence in section["sentences"]]
    assert report["spoken"] + report["skipped"] == len(sentences)
    assert report["skipped"] == 1
    assert [row["text"][:22] for row in report["left_out"]] == ["Sign up for our mornin"]
    for section in report["sections"]:
        end = 0
        for sentence in section["sentences"]:
            if "clip" in sentence:
                begin, following = sentence["clip"]
                assert end == begin < following
                end = following
        assert end == section["milliseconds"]
    assert str(built[0]) not in text
    assert str(Path.home()) not in text


def test_the_audio_files_are_as_long_as_the_report_says(built: tuple[Path, subprocess.CompletedProcess[bytes]]) -> None:
    output = built[0] / "output" / "harbour-bell"
    report = json.loads((output / "report.json").read_bytes())
    for path, section in zip(sorted((output / "audio").glob("*.mp3")), report["sections"], strict=True):
        info = probe(path)
        assert abs(info.samples * 1000 / info.rate - section["milliseconds"]) <= 1
        pcm, rate = decode(path)
        assert abs(len(pcm) / 2 * 1000 / rate - section["milliseconds"]) <= 1


def test_two_builds_are_the_same_to_the_byte(
    built: tuple[Path, subprocess.CompletedProcess[bytes]], tmp_path: Path
) -> None:
    environment = {
        "TZ": "Asia/Tokyo",
        "PYTHONHASHSEED": "7",
        "LC_ALL": "C",
        "ACCESSIBLE_CACHE": str(tmp_path / "cache"),
    }
    result = run("build", ARTICLE, "--jobs", "1", cwd=tmp_path, env=environment)
    assert result.returncode == 0, result.stderr.decode()
    assert tree(tmp_path / "output") == tree(built[0] / "output")


def test_an_edited_source_is_built_again_without_force(tmp_path: Path) -> None:
    source = tmp_path / "note.txt"
    source.write_text(
        "A title\n\nThe first sentence is here. And the second one.\n\n– A cross head –\n\nThe end of it all, it is."
    )
    assert run("build", source, "--engine", "tone", cwd=tmp_path).returncode == 0
    first = tree(tmp_path / "output")
    source.write_text("A title\n\nThe first sentence is another one. And the second one.")
    result = run("build", source, "--engine", "tone", cwd=tmp_path)
    assert result.returncode == 0, result.stderr.decode()
    second = tree(tmp_path / "output")
    assert set(second) == {
        *("note/note.epub", "note/report.json"),
        *("note/audio/01-a-title.mp3", "note/audio/playlist-mp3.m3u8"),
    }
    assert all(first[name] != second[name] for name in second)


def test_every_format_is_written_and_none_is_left_behind_that_was_not_asked_for(tmp_path: Path) -> None:
    source = tmp_path / "note.txt"
    source.write_text("A title\n\nThe first sentence is here. And the second one.")
    forms = ("mp3", "m4a", "opus", "flac", "wav")
    every = ("epub", *forms, "m4b", "vtt", "srt")
    result = run("build", source, "--engine", "tone", "--to", ",".join(every), "--captions", "word", cwd=tmp_path)
    assert result.returncode == 0, result.stderr.decode()
    names = {"note.epub", "note.m4b", "report.json"}
    names |= {f"audio/playlist-{form}.m3u8" for form in forms}
    names |= {f"audio/01-a-title.{form}" for form in (*forms, "vtt", "srt")}
    assert set(tree(tmp_path / "output" / "note")) == names
    report = json.loads((tmp_path / "output" / "note" / "report.json").read_bytes())
    assert set(report["outputs"]) == names - {"report.json"}
    assert "P014" not in [message["code"] for message in report["messages"]]
    result = run("build", source, "--engine", "tone", "--to", "flac", "--bitrate", "96", cwd=tmp_path)
    assert result.returncode == 0, result.stderr.decode()
    names = {"audio/playlist-flac.m3u8", "audio/01-a-title.flac", "report.json"}
    assert set(tree(tmp_path / "output" / "note")) == names


def test_an_audiobook_without_a_cover_says_so(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("港口重新開放\n\n港口星期一開放。她說我們很高興。", encoding="utf-8")
    result = run("build", "note.txt", "--engine", "tone", "--to", "m4b", cwd=tmp_path)  # a cover that is drawn as SVG
    assert result.returncode == 0, result.stderr.decode()
    (folder,) = (tmp_path / "output").iterdir()
    assert "P014" in [message["code"] for message in json.loads((folder / "report.json").read_bytes())["messages"]]


def test_one_audiobook_can_be_named(tmp_path: Path) -> None:
    source = tmp_path / "note.txt"
    source.write_text("A title\n\nThe first sentence is here.")
    result = run("build", source, "--engine", "tone", "-o", "a.m4b", "-o", "b.epub", cwd=tmp_path)
    assert result.returncode == 0, result.stderr.decode()
    assert sorted(tree(tmp_path)) == ["a.m4b", "b.epub", "note.txt"]
    assert probe(tmp_path / "a.m4b").codec == "aac"
    refused(run("build", source, "-o", "a.flac", cwd=tmp_path), 2, "no output format 'flac'", "epub, m4b")
    refused(run("build", source, "--bitrate", "8", cwd=tmp_path), 2, "8 kbit/s", "16 to 320")
    refused(run("build", source, "--captions", "letter", cwd=tmp_path), 2, "captions")


def test_a_single_file_can_be_asked_for(tmp_path: Path) -> None:
    result = run("build", ARTICLE, "--engine", "tone", "-o", tmp_path / "x" / "book.epub", cwd=tmp_path)
    assert result.returncode == 0, result.stderr.decode()
    assert set(tree(tmp_path)) == {"x/book.epub"}
    refused(run("build", ARTICLE, "--engine", "tone", "-o", tmp_path / "x" / "book.epub"), 6, "exists", "--force")
    refused(run("build", ARTICLE, "--engine", "tone", "-o", tmp_path / "book.doc"), 2, "'doc'", "epub")


def test_options_reach_the_book(tmp_path: Path) -> None:
    arguments = ("--title", "Another Title", "--author", "Odile Marsh", "--author", "A. Bell", "-l", "en-GB")
    result = run("build", ARTICLE, "--engine", "tone", *arguments, "--rate", "250", "--keep-boilerplate", cwd=tmp_path)
    assert result.returncode == 0, result.stderr.decode()
    report = json.loads((tmp_path / "output" / "harbour-bell" / "report.json").read_bytes())
    assert (report["title"], report["language"], report["skipped"]) == ("Another Title", "en-GB", 0)


def test_the_list_of_quotations_can_be_left_out(tmp_path: Path) -> None:
    def names(*arguments: str) -> list[str]:
        book = tmp_path / "book.epub"
        result = run("build", ARTICLE, "--engine", "tone", "-o", book, "--force", *arguments, cwd=tmp_path)
        assert result.returncode == 0, result.stderr.decode()
        return zipfile.ZipFile(book).namelist()

    assert "EPUB/speakers.xhtml" in names()
    assert "EPUB/speakers.xhtml" not in names("--no-quote-list")
    (tmp_path / "accessible.toml").write_text("quote_list = false\n")
    assert "EPUB/speakers.xhtml" not in names()
    assert "EPUB/speakers.xhtml" in names("--quote-list")
    assert "EPUB/speakers.xhtml" not in names("--quote-list", "--attributor", "none")


def test_two_sources_of_the_same_name_do_not_replace_each_other(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "same.txt").write_text(
            f"Book {folder}\n\nThis is the text of book {folder}, and no other."
        )
    result = run("build", "one/same.txt", "two/same.txt", "--engine", "tone", cwd=tmp_path)
    assert result.returncode == 1
    assert b"another source of this run" in result.stderr
    report = json.loads((tmp_path / "output" / "same" / "report.json").read_bytes())
    assert report["title"] == "Book one"


def test_a_source_from_standard_input_has_its_title_for_a_name(tmp_path: Path) -> None:
    result = run("build", "-", "--engine", "tone", cwd=tmp_path, stdin=ARTICLE.read_bytes())
    assert result.returncode == 0, result.stderr.decode()
    (folder,) = (tmp_path / "output").iterdir()
    assert folder.name == "kelderwick-will-recast-the-harbour-bell-that-fell-silent-in-the-fog"


def test_the_source_is_never_its_own_output(tmp_path: Path) -> None:
    source = tmp_path / "note.epub"
    source.write_text("A title\n\nThis is the text of a note whose name is strange, and no book at all.")
    before = source.read_bytes()
    assert run("build", source, "-o", source, "--force", "--engine", "tone", cwd=tmp_path).returncode in (3, 6)
    assert source.read_bytes() == before


def test_a_book_that_was_built_is_never_replaced_by_what_is_made_of_it(tmp_path: Path) -> None:
    assert run("build", ARTICLE, "--engine", "tone", "--to", "epub", cwd=tmp_path).returncode == 0
    book = tmp_path / "output" / "harbour-bell" / "harbour-bell.epub"
    before = book.read_bytes()
    refused(
        run("build", book, "--engine", "tone", "--force", cwd=tmp_path), 6, "the folder that its output would replace"
    )
    assert book.read_bytes() == before
    result = run("build", book, "--engine", "tone", "--to", "epub", "--output-dir", "again", cwd=tmp_path)
    assert result.returncode == 0, result.stderr.decode()
    report = json.loads((tmp_path / "again" / "harbour-bell" / "report.json").read_bytes())
    assert "R026" in {message["code"] for message in report["messages"]}
    again = tmp_path / "again" / "harbour-bell" / "harbour-bell.epub"
    assert run("check", again, "--fail-on", "warning").returncode == 0


def test_a_language_is_written_as_it_should_be(tmp_path: Path) -> None:
    result = run("build", ARTICLE, "--engine", "tone", "-l", "en_gb", cwd=tmp_path)
    assert result.returncode == 0, result.stderr.decode()
    report = json.loads((tmp_path / "output" / "harbour-bell" / "report.json").read_bytes())
    assert report["language"] == "en-GB"


def test_a_symbol_that_no_voice_has_does_not_stop_the_book(tmp_path: Path) -> None:
    source = tmp_path / "note.txt"
    source.write_text("A title\n\nThe first sentence is here, and it is a long one.\n\n◌\n\nThe end of it all is here.")
    result = run("build", source, "-l", "en", cwd=tmp_path)
    assert result.returncode == 0, result.stderr.decode()
    assert b"warning N001" in result.stderr
    report = json.loads((tmp_path / "output" / "note" / "report.json").read_bytes())
    assert report["skipped"] == 1


def test_a_bad_source_does_not_stop_the_others(tmp_path: Path) -> None:
    result = run("build", tmp_path / "nowhere.txt", ARTICLE, "--engine", "tone", cwd=tmp_path)
    assert result.returncode == 1
    assert b"error: there is no such file" in result.stderr
    assert b"error: 1 of 2 sources failed" in result.stderr
    assert (tmp_path / "output" / "harbour-bell" / "harbour-bell.epub").is_file()


# ------------------------------------------------------------------------------------------------------ what is refused
@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("empty.txt", b"", ("is empty",)),
        ("blank.txt", b"\xef\xbb\xbf \r\n\t", ("is empty",)),
        ("digits.txt", b"1 2 3\n\n* * *", ("no letters",)),
        ("noise.bin", bytes(range(256)) * 8, ("is not text",)),
        ("paper.pdf", b"%PDF-1.4\n%\xe2\xe3\xcf\xd3", ("application/pdf is not supported", "export it as text")),
        (
            "only-furniture.txt",
            b"Advertisement\n\nShare this article on Facebook\n",
            ("page furniture", "--keep-boilerplate"),
        ),
    ],
)
def test_a_bad_source(name: str, data: bytes, words: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    arguments = ("-l", "en") if name.startswith("only") else ()
    refused(run("build", tmp_path / name, "--engine", "tone", *arguments, cwd=tmp_path), 3, name, *words)
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    refused(run("build", tmp_path / "nowhere.txt", cwd=tmp_path), 3, "no such file", "nowhere.txt")
    refused(run("inspect", tmp_path, cwd=tmp_path), 3, "is a folder")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("--engine", "gramophone"), 4, ("gramophone", "espeak")),
        (("--voice", "nobody"), 4, ("nobody", "accessible voices")),
        (("--cast", "nobody"), 2, ("nobody",)),
        (("--language", "tlh"), 4, ("tlh",)),
        (("--rate", "9000"), 2, ("--rate", "450")),
        (("--to", "pdf"), 2, ("'pdf'", "epub, mp3")),
        (("--to", ","), 2, ("no output format", "epub, mp3")),
        (("--language", "not a tag"), 2, ("'not a tag'", "en-GB")),
        (("--cover", "/dev/zero"), 3, ("not a regular file",)),
        (("--jobs", "0"), 2, ("--jobs", "1")),
        (("--announce", "heading,quotes"), 2, ("'quotes'", "blockquote")),
        (("--granularity", "letter"), 2, ("'letter'", "word, sentence, paragraph")),
        (("--pages", "3"), 2, ("3 words", "10 to 100000")),
        (("--colour", "red"), 2, ("--colour",)),
        (("--cover", "nowhere.png"), 3, ("nowhere.png",)),
    ],
)
def test_a_bad_option(arguments: tuple[str, ...], code: int, words: tuple[str, ...], tmp_path: Path) -> None:
    refused(run("build", ARTICLE, *arguments, cwd=tmp_path), code, *words)
    assert not (tmp_path / "output" / "harbour-bell").exists()


@pytest.mark.parametrize(
    ("cast", "code", "words"),
    [
        ("[narator]\nrate = 100\n", 2, ("narator",)),
        ('[narrator]\nrate = "fast"\n', 2, ("narrator.rate",)),
        ("[narrator\n", 2, ("line 1",)),
        ("[announcements]\nnote = 1\n", 2, ("announcements.note", "true or false")),
    ],
)
def test_a_bad_cast_is_refused_with_the_place(cast: str, code: int, words: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(cast)
    refused(run("build", ARTICLE, "--cast", "mine.toml", cwd=tmp_path), code, "mine.toml", *words)


def test_output_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    theirs = tmp_path / "output" / "harbour-bell"
    theirs.mkdir(parents=True)
    (theirs / "harbour-bell.epub").write_text("mine")
    refused(run("build", ARTICLE, "--engine", "tone", cwd=tmp_path), 6, "not made from this source", "--force")
    assert (theirs / "harbour-bell.epub").read_text() == "mine"
    assert run("build", ARTICLE, "--engine", "tone", "--force", cwd=tmp_path).returncode == 0
    (tmp_path / "file").write_text("mine")
    refused(run("build", ARTICLE, "--output-dir", "file", cwd=tmp_path), 6, "a file stands")


def test_another_source_of_the_same_slug_needs_force(tmp_path: Path) -> None:
    for name in ("My Note.txt", "my-note.txt"):
        (tmp_path / name).write_text("A title\n\nThe text of this note is a sentence, and it is long enough to be one.")
    assert run("build", "My Note.txt", "--engine", "tone", cwd=tmp_path).returncode == 0
    refused(run("build", "my-note.txt", "--engine", "tone", cwd=tmp_path), 6, "not made from this source")


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    refused(run("build", ARTICLE, "--output-dir", "/proc/self", cwd=tmp_path), 6)


def test_no_such_command_and_nothing_at_all() -> None:
    refused(run("bulid"), 2, "bulid")
    nothing = run()
    assert (nothing.returncode, nothing.stderr) == (0, b"")
    assert b"Commands:" in nothing.stdout


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_output_that_cannot_be_printed_is_an_output_error(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "accessible", "inspect", str(ARTICLE)]
    with Path("/dev/full").open("wb") as full:
        result = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, cwd=tmp_path, check=False)
    assert result.returncode == 6, result.stderr.decode()
    assert b"error: standard output cannot be written" in result.stderr


def test_a_terminal_without_the_letters_shows_escapes(tmp_path: Path) -> None:
    result = run("inspect", ARTICLE, cwd=tmp_path, env={"PYTHONIOENCODING": "ascii"})
    assert result.returncode == 0, result.stderr.decode()
    assert b"\\u201c" in result.stdout


# --------------------------------------------------------------------------------------------------- the other commands
def test_help_is_plain() -> None:
    for command in ((), ("build",), ("inspect",), ("speak",), ("voices",), ("check",), ("info",)):
        result = run(*command, "--help")
        assert result.returncode == 0
        text = result.stdout.decode()
        assert "Usage: " in text
        assert not any(character in text for character in "╭│╰─━┃\x1b")
    assert run("--version").stdout.decode().startswith("accessible 0.")


def test_inspect_shows_what_was_found_and_each_stage_is_json(tmp_path: Path) -> None:
    result = run("inspect", ARTICLE, cwd=tmp_path)
    assert "heading 2: Three months of silence [between dashes" in result.stdout.decode()
    assert "speaker Maren Ostby" in result.stdout.decode()
    lines = result.stdout.decode().splitlines()
    (first,) = [line for line in lines if "four foundries whether" in line and "quotation" in line]
    assert re.fullmatch(
        r"  direct quotation: “We asked .*” \[.+, \d\.\d\d\]; speaker Maren Ostby \(explicit: Ostby\) \[.+, \d\.\d\d\]",
        first,
    )
    (row,) = [line for line in lines[lines.index("speakers") :] if line.startswith("Maren Ostby (")]
    assert re.match(r"Maren Ostby \(person, female\): \d quotations \(\d direct, \d partial\); also Ostby", row)
    partial = json.loads(run("inspect", ARTICLE, "--json", cwd=tmp_path).stdout)
    assert {speaker["name"] for speaker in partial["speakers"]} >= {"Maren Ostby", "Halvard Finch"}
    keys = {"draft": "blocks", "document": "sections", "script": "parts", "narration": "tracks"}
    for stage, key in keys.items():
        result = run("inspect", ARTICLE, "--stage", stage, "--engine", "tone", cwd=tmp_path)
        assert result.returncode == 0, result.stderr.decode()
        assert key in json.loads(result.stdout)
    refused(run("inspect", ARTICLE, "--stage", "dream"), 2, "'dream'", "script")
    assert list(tmp_path.iterdir()) == []


def test_an_estimate_builds_nothing(tmp_path: Path) -> None:
    result = run("build", ARTICLE, "--estimate", cwd=tmp_path)
    assert result.returncode == 0, result.stderr.decode()
    header, row = result.stdout.decode().splitlines()
    assert header.split() == ["source", "sections", "words", "audio", "size"]
    assert " 4 " in row
    assert list(tmp_path.iterdir()) == []


def test_an_extract_with_an_attribution_is_built_and_spoken(tmp_path: Path) -> None:
    said = "The council went home, and nobody said a word about the bell that night."
    lines = ["Letters", said, "> It was a cold night and we went home.\n> -- Ann Lee", f"Then it was over. {said}"]
    (tmp_path / "letters.txt").write_text("\n\n".join(lines), encoding="utf-8")
    assert run("build", "letters.txt", "--engine", "tone", cwd=tmp_path).returncode == 0
    report = json.loads((tmp_path / "output" / "letters" / "report.json").read_text(encoding="utf-8"))
    sentences = [sentence for section in report["sections"] for sentence in section["sentences"]]
    assert [sentence["text"] for sentence in sentences if "clip" in sentence and "Ann Lee" in sentence["text"]]
    assert run("check", tmp_path / "output" / "letters" / "letters.epub").returncode == 0


def test_what_is_announced_is_heard_and_not_written(tmp_path: Path) -> None:
    said = "The council went home, and nobody said a word about the bell that night.[1]"
    lines = [
        "The bell",
        said,
        "[1] It was cold.",
        "> We went home at nine.",
        "| Year | Ships |\n|---|---|\n| 1893 | 12 |",
        said,
    ]
    (tmp_path / "bell.txt").write_text("\n\n".join(lines), encoding="utf-8")
    flags = ("--announce", "heading,quote", "--announce", "list")
    script = run("inspect", "bell.txt", "--stage", "script", *flags, cwd=tmp_path).stdout.decode()
    assert "Note 1: It was cold. End of note." in script
    assert "Quote: We went home at nine. End of quote." in script
    assert "Table: Year" in script
    assert run("build", "bell.txt", "--engine", "tone", *flags, cwd=tmp_path).returncode == 0
    book = tmp_path / "output" / "bell" / "bell.epub"
    assert run("check", book).returncode == 0
    with zipfile.ZipFile(book) as epub:
        pages = "".join(epub.read(name).decode() for name in epub.namelist() if name.endswith((".xhtml", ".smil")))
    assert "It was cold." in pages
    assert "End of" not in pages
    assert "Quote:" not in pages


def test_speak_gives_a_wav_to_a_pipe_and_a_file_by_name(tmp_path: Path) -> None:
    result = run("speak", "The harbour bell.", cwd=tmp_path)
    assert result.returncode == 0, result.stderr.decode()
    with wave.open(io.BytesIO(result.stdout)) as sound:
        assert sound.getnframes() / sound.getframerate() > 0.8
        assert any(sound.readframes(sound.getnframes()))
    assert (
        run("speak", "-", "-o", "a.wav", "--voice", "en-gb", cwd=tmp_path, stdin=b"Read from a pipe.").returncode == 0
    )
    assert (tmp_path / "a.wav").stat().st_size > 20_000
    refused(run("speak", "Again.", "-o", "a.wav", cwd=tmp_path), 6, "exists")
    several = run("speak", "## One\n\nThe bell.\n\n## Two\n\nThe ferry.", "--engine", "tone", cwd=tmp_path)
    assert several.returncode == 0, several.stderr.decode()  # a text with headings has several sections
    section = run("speak", "--source", ARTICLE, "--section", "2", "--engine", "tone", cwd=tmp_path)
    assert section.returncode == 0
    refused(run("speak", "--source", ARTICLE, "--section", "9"), 2, "no section 9", "1 to 4")
    refused(run("speak", " "), 2, "nothing to say")
    refused(run("speak", "Hello.", "--source", ARTICLE), 2, "a text and a source")
    both = b"A title\n\nThe first sentence is here.\n\n- Another head -\n\nThe last sentence is here, too."
    one = run("speak", "-", "--engine", "tone", "-l", "en", stdin=b"A title\n\nThe first sentence is here.")
    two = run("speak", "-", "--engine", "tone", "-l", "en", stdin=both)
    assert len(two.stdout) > len(one.stdout) * 1.5  # every section is said, not the first alone
    assert run("speak", "-", stdin=b"caf\xe9 au lait for the baker").returncode == 0


def test_voices(tmp_path: Path) -> None:
    rows = json.loads(run("voices", "--json").stdout)
    assert {"espeak", "tone"} <= {row["engine"] for row in rows}
    british = run("voices", "--language", "en-GB", "--json")
    assert {"en-gb-scotland", "en-gb-x-rp"} <= {row["id"] for row in json.loads(british.stdout)}
    assert all("en-gb" in row["languages"] for row in json.loads(british.stdout))
    swiss = json.loads(run("voices", "--engine", "espeak", "--language", "de-CH", "--json").stdout)
    assert [row["id"] for row in swiss] == ["de"]  # none of the region is none of the language
    refused(run("voices", "--engine", "tone", "-l", "de"), 4, "no voice was found (--engine tone --language de)")
    german = run("voices", "--engine", "espeak", "--language", "de").stdout.decode().splitlines()
    assert len(german) >= 2
    assert all(" de" in line for line in german[1:])
    refused(run("voices", "--engine", "gramophone"), 4, "gramophone", "hint: the engines are: espeak")
    refused(run("voices", "--engine", "espaek"), 4, "hint: did you mean espeak? the engines are: ")


def test_speak_without_a_text_does_not_hear_what_is_piped_to_it(tmp_path: Path) -> None:
    result = run("speak", "--engine", "tone", cwd=tmp_path, stdin=b"Read from a pipe.")
    assert result.returncode == 0, result.stderr.decode()
    assert result.stdout == run("speak", "-", "--engine", "tone", cwd=tmp_path, stdin=b"Read from a pipe.").stdout
    refused(run("speak", cwd=tmp_path), 2, "there is nothing to say")


def test_a_few_words_are_taken_for_a_language_that_nobody_speaks(tmp_path: Path) -> None:
    words = "It rings at noon."  # a guess from so little is Tagalog
    result = run("speak", words, "--engine", "espeak", cwd=tmp_path)
    assert result.returncode == 0, result.stderr.decode()
    assert result.stdout == run("speak", words, "--engine", "espeak", "-l", "en", cwd=tmp_path).stdout
    refused(run("speak", words, "-l", "tl", cwd=tmp_path), 4, "does not speak the language tl")


def test_speak_takes_words_without_quotation_marks(tmp_path: Path) -> None:
    said = run("speak", "The", "harbour", "bell.", "--engine", "tone", cwd=tmp_path)
    assert said.returncode == 0, said.stderr.decode()
    assert said.stdout == run("speak", "The harbour bell.", "--engine", "tone", cwd=tmp_path).stdout


def test_speak_writes_the_form_that_the_suffix_names_and_not_a_wav_called_mp3(tmp_path: Path) -> None:
    for suffix, codec in (("mp3", "mp3"), ("m4a", "aac"), ("opus", "opus"), ("flac", "flac"), ("WAV", "pcm_s16le")):
        name = f"said.{suffix}"
        assert run("speak", "The bell.", "--engine", "tone", "-o", name, cwd=tmp_path).stdout.decode() == f"{name}\n"
        with av.open(str(tmp_path / name)) as sound:
            assert sound.streams.audio[0].codec_context.name.startswith(codec)
    before = tree(tmp_path)
    for name in ("said.ogg", "said"):
        refused(run("speak", "The bell.", "-o", name, cwd=tmp_path), 2, "there is no form of sound", ".mp3")
    assert tree(tmp_path) == before


def test_speak_forgets_the_section_of_a_source_that_is_not_named() -> None:
    refused(run("speak", "Hello.", "--section", "2"), 2, "--section", "--source")


def test_speaking_twice_at_a_terminal_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second file has another name."""
    monkeypatch.chdir(tmp_path)
    assert str(spoken_file(None, force=False)) == "spoken.wav"
    Path("spoken.wav").touch()
    Path("spoken-2.wav").symlink_to("nowhere")
    assert str(spoken_file(None, force=False)) == "spoken-3.wav"


def test_a_hint_for_an_option_leads_to_the_help_of_its_command() -> None:
    refused(run("speak", "Hello.", "--rate", "20"), 2, "--rate", "hint: accessible speak --help")
    refused(run("--nonesuch"), 2, "--nonesuch", "hint: accessible --help")


def test_check_finds_nothing_in_our_book_and_something_in_a_broken_one(
    built: tuple[Path, subprocess.CompletedProcess[bytes]], tmp_path: Path
) -> None:
    book = built[0] / "output" / "harbour-bell" / "harbour-bell.epub"
    result = run("check", book)
    assert result.returncode == 0, result.stdout.decode() + result.stderr.decode()
    assert b"1 book checked: 0 errors" in result.stderr
    broken = tmp_path / "broken.epub"
    broken.write_bytes(book.read_bytes()[:5000])
    refused(run("check", broken), 3, "no ZIP archive", "broken.epub")
    refused(run("check", tmp_path), 3, "folder")
    refused(run("check", tmp_path / "nowhere.epub"), 3, "no such file")

    with zipfile.ZipFile(book) as old, zipfile.ZipFile(tmp_path / "faulty.epub", "w") as new:
        for entry in old.infolist():
            new.writestr(entry, old.read(entry).replace(b" alt=", b" data-alt=").replace(b"accessibilitySummary", b"x"))
    page = tmp_path / "report.html"
    result = run("check", "--json", "--html", page, tmp_path / "faulty.epub", broken)
    assert result.returncode == 1
    faulty, cut = json.loads(result.stdout)
    assert ("A007", "error") in {(message["code"], message["severity"]) for message in faulty["messages"]}
    assert all(message["hint"] for message in faulty["messages"] if message["code"] in ("A007", "A016"))
    assert "no ZIP archive" in cut["error"]
    assert b"error: 1 of 2 books could not be checked" in result.stderr
    assert "has no text alternative" in page.read_text(encoding="utf-8")


def test_check_reports_every_book_whatever_is_wrong_with_some(tmp_path: Path) -> None:
    book = good_book(tmp_path / "good.epub")
    names = ["good.epub", "nowhere.epub", "text.epub", "."]
    (tmp_path / "text.epub").write_bytes(b"hello")
    result = run("check", "--json", "--html", "all.html", *names, cwd=tmp_path)
    assert result.returncode == 1
    found = json.loads(result.stdout)
    assert [entry["book"] for entry in found] == names
    for entry, why in zip(found, (None, "no such file", "no ZIP archive", "folder"), strict=True):
        assert ("error" not in entry) if why is None else (why in entry["error"] and entry["messages"] == [])
    assert b"error: 3 of 4 books could not be checked" in result.stderr
    for why in ("no such file", "no ZIP archive", "folder"):
        assert why in (tmp_path / "all.html").read_text(encoding="utf-8")

    # One book that cannot be checked is an error of its own, and told where it was wanted all the same.
    result = run("check", "--json", "--html", "one.html", "text.epub", cwd=tmp_path)
    refused(result, 3, "no ZIP archive")
    assert [entry["book"] for entry in json.loads(result.stdout)] == ["text.epub"]
    assert "no ZIP archive" in (tmp_path / "one.html").read_text(encoding="utf-8")

    # Where the page cannot be written nothing is checked.
    (tmp_path / "mine.html").write_text("<p>Mine</p>")
    result = run("check", "--json", "--html", "mine.html", book, cwd=tmp_path)
    refused(result, 6, "exists")
    assert (result.stdout, (tmp_path / "mine.html").read_text()) == (b"", "<p>Mine</p>")


def test_a_checker_that_is_not_there_is_seen_and_one_that_fails_is_a_failure(tmp_path: Path) -> None:
    book = good_book(tmp_path / "good.epub")
    nothing = {"PATH": "", "ACCESSIBLE_NODE_MODULES": str(tmp_path)}
    result = run("check", book, env=nothing)
    assert result.returncode == 0, result.stdout
    assert b"warning P008 good.epub: Ace did not look at the book: Node.js is not installed." in result.stdout
    assert result.stderr == b"1 book checked: 0 errors, 1 warning; not all was looked at\n"
    assert run("check", book, "--fail-on", "warning", env=nothing).returncode == 1

    # Everything is installed, and Ace is something else.
    for name, text in (("node", "#!/bin/sh\necho 20.1.0\n"), ("chrome", "#!/bin/sh\n")):
        (tmp_path / name).write_text(text)
        (tmp_path / name).chmod(0o755)
    program = tmp_path / "modules" / "@daisy" / "ace-cli" / "bin" / "ace.js"
    program.parent.mkdir(parents=True)
    program.touch()
    broken = {"PATH": str(tmp_path), "ACCESSIBLE_NODE_MODULES": str(tmp_path / "modules")}
    result = run("check", book, env={**broken, "PUPPETEER_EXECUTABLE_PATH": str(tmp_path / "chrome")})
    assert result.returncode == 1
    assert b"error P021 good.epub: Ace did not look at the book: it ended" in result.stdout


def test_info_names_the_engines_and_checkers() -> None:
    facts = json.loads(run("info", "--json").stdout)
    assert facts["engine espeak"].startswith("eSpeak NG 1.")
    assert {"accessible", "Python", "engine system", "engine tone", "checker epubcheck", "cache"} <= set(facts)


# ----------------------------------------------------------------------------------------------------------- interrupts
@pytest.mark.skipif(sys.platform != "linux", reason="looks for left-over processes in /proc")
def test_ctrl_c_ends_with_130_and_leaves_nothing(tmp_path: Path) -> None:
    source = tmp_path / "long.txt"
    source.write_text(
        "\n\n".join(f"This is sentence number {n}, and it takes its time to be spoken." for n in range(3000))
    )
    command = [sys.executable, "-m", "accessible", "build", str(source)]
    environment = {**os.environ, "ACCESSIBLE_CACHE": str(tmp_path / "cache")}
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    ) as process:
        time.sleep(4)
        assert process.poll() is None, process.communicate()[1].decode()
        os.killpg(process.pid, signal.SIGINT)
        _, errors = process.communicate(timeout=30)
    assert process.returncode == 130, errors.decode()
    assert b"error: interrupted" in errors
    assert b"Traceback" not in errors
    deadline = time.monotonic() + 5
    while left := _of_group(process.pid):
        assert time.monotonic() < deadline, left
        time.sleep(0.1)
    assert set(tree(tmp_path)) - {name for name in tree(tmp_path) if name.startswith("cache/")} == {"long.txt"}


def _of_group(group: int) -> list[str]:
    """The processes of a group that are still there, zombies aside (proc(5): state is field 3, the group field 5)."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, pgrp = stat.read_text().rpartition(")")[2].split()[:3]
        except OSError:
            continue  # gone in the meantime
        if int(pgrp) == group and state != "Z":
            found.append(stat.parent.name)
    return found


def test_a_reader_that_goes_away_ends_it_quietly(tmp_path: Path) -> None:
    """As in `accessible voices | head -1`."""
    command = [sys.executable, "-m", "accessible", "voices", "--engine", "espeak", "--json"]
    process = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.close()
    _, said = process.communicate(timeout=60)
    assert process.returncode == 141
    assert said == b""

"""What is said of a work on the command line: taken as it is meant, or refused before anything is done."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from tests.test_cli import refused, run, tree

TEXT = "The bell of the old harbour is silent.\n\nNobody in the town knows who is to pay for it.\n"


def test_a_book_with_all_of_it_and_its_record(tmp_path: Path) -> None:
    (tmp_path / "bell.txt").write_text(TEXT, encoding="utf-8")
    said = [
        *("--title", "The Bell", "--author", "Odile Marsh", "--language", "en-GB", "--publisher", "Low Post"),
        *("--date", "2026-05-03", "--rights", "© Odile Marsh", "--identifier", "978-0-306-40615-7"),
        *("--source", "080442957X", "--onix", "--engine", "tone", "--to", "epub"),
    ]
    result = run("build", "bell.txt", *said, cwd=tmp_path)
    assert result.returncode == 0, result.stderr.decode()
    assert result.stdout.decode().split() == [
        f"output/bell/{name}" for name in ("bell.epub", "bell.onix.xml", "report.json")
    ]
    with zipfile.ZipFile(tmp_path / "output" / "bell" / "bell.epub") as book:
        package = book.read("EPUB/content.opf").decode()
    for element in (
        '<dc:identifier id="identifier-2">urn:isbn:9780306406157</dc:identifier>',
        "<dc:publisher>Low Post</dc:publisher>",
        "<dc:date>2026-05-03</dc:date>",
        "<dc:rights>© Odile Marsh</dc:rights>",
        "<dc:source>urn:isbn:9780804429573</dc:source>",
    ):
        assert element in package
    assert b"<IDValue>9780306406157</IDValue>" in (tmp_path / "output" / "bell" / "bell.onix.xml").read_bytes()


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (["--identifier", "9780306406158"], ["check digit", "check its digits"]),
        (["--identifier", "bell"], ["no identifier", "ISBN"]),
        (["--date", "3/5/2026"], ["no date", "2026-01-31"]),
        (["--onix", "--to", "mp3"], ["--onix", "EPUB"]),
        (["--onix", "--output", "bell.epub"], ["--onix", "--output-dir"]),
    ],
)
def test_what_is_wrong_is_one_error(said: list[str], words: list[str], tmp_path: Path) -> None:
    (tmp_path / "bell.txt").write_text(TEXT, encoding="utf-8")
    refused(run("build", "bell.txt", "--engine", "tone", *said, cwd=tmp_path), 2, *words)
    assert set(tree(tmp_path)) == {"bell.txt"}


def test_one_identifier_is_not_that_of_two_books(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    refused(run("build", "a.txt", "b.txt", "--identifier", "9780306406157", cwd=tmp_path), 2, "several sources")


def test_a_wrong_configuration_names_its_file(tmp_path: Path) -> None:
    (tmp_path / "bell.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "accessible.toml").write_text('identifier = "9780306406158"\n', encoding="utf-8")
    refused(run("build", "bell.txt", cwd=tmp_path), 2, "accessible.toml", "check digit")

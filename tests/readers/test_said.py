"""`--from`: what a source is, said by whoever hands it in; and standard input, which has no name to tell it by."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from accessible.errors import SourceError, UsageError
from accessible.readers import READERS, as_source, media_types, read
from accessible.readers.formats import FORMATS
from tests.faults.commands import errors, workplace

FRAGMENT = b"Nobody knew why <b>the bell</b> had rung, and the ferry went out at noon all the same.\n"
TOO_LARGE = b"Nobody knew why.\n" * 1_250_000


def test_what_is_said_goes_before_what_it_looks_like() -> None:
    assert as_source("a.txt", FRAGMENT).media_type == "text/plain"
    assert as_source("a.txt", FRAGMENT, form="html").media_type == "text/html"
    page = b"<!doctype html><title>A</title><p>Text.</p>"
    assert read(as_source("a.html", page, form="txt")).text == page.decode()
    assert as_source("a.docx", b"Plain words under a wrong name.", form="txt").media_type == "text/plain"


def test_the_formats_that_can_be_said_are_those_that_are_read() -> None:
    assert {"txt", "html"} <= set(media_types())
    assert set(media_types().values()) <= set(READERS)
    assert set(media_types()) == {name for name, media_type in FORMATS.items() if media_type in READERS}
    with pytest.raises(UsageError, match="no format 'pdf'") as caught:
        as_source("a", FRAGMENT, form="pdf")
    assert "html" in caught.value.hint


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"PK\x03\x04" + bytes(60), bytes(range(256)) * 9])
def test_what_is_no_text_is_none_whatever_is_said(data: bytes) -> None:
    with pytest.raises(SourceError, match="the source is not html: it is "):
        as_source("a", data, form="html")


def test_standard_input(tmp_path: Path) -> None:
    place = workplace(tmp_path)
    plain = place.run("inspect", "-", "--json", "-l", "en", stdin=FRAGMENT)
    html = place.run("inspect", "-", "--from", "html", "--json", "-l", "en", stdin=FRAGMENT)
    texts = [json.loads(result.stdout)["sections"][0]["blocks"][0]["prose"]["text"] for result in (plain, html)]
    assert texts == [FRAGMENT.decode().strip(), FRAGMENT.decode().strip().replace("<b>", "").replace("</b>", "")]
    options = ("--engine", "tone", "-l", "en")
    built = place.run("build", "-", "--from", ".HTML", *options, "--title", "The bell", "--to", "epub", stdin=FRAGMENT)
    assert built.returncode == 0, built.stderr.decode()
    assert built.stdout.decode().splitlines()[0] == "output/the-bell/the-bell.epub"
    said = [
        place.run("speak", *words, *options, "--from", form, stdin=FRAGMENT).stdout
        for words, form in ((("-",), "txt"), (("-",), "html"), (("--source", "-"), "html"))
    ]
    assert len(said[0]) > len(said[1]) == len(said[2]) > 1000


@pytest.mark.parametrize(
    ("arguments", "data", "code"),
    [
        (("build", "-"), b"", 3),
        (("build", "-"), b" \n", 3),
        (("build", "-"), TOO_LARGE, 3),
        (("inspect", "-"), TOO_LARGE, 3),
        (("inspect", "-", "--from", "html"), b"%PDF-1.7\n", 3),
        (("inspect", "-", "--from", "odt"), FRAGMENT, 2),
        (("build", "-", "-"), FRAGMENT, 2),
        (("inspect", "-", "-", "--one-book"), FRAGMENT, 2),
    ],
)
def test_standard_input_that_is_refused(tmp_path: Path, arguments: tuple[str, ...], data: bytes, code: int) -> None:
    place = workplace(tmp_path)
    result = place.run(*arguments, stdin=data)
    assert (result.returncode, len(errors(result.stderr))) == (code, 1), result.stderr.decode()
    assert not list(place.folder.rglob("*.epub"))


def test_standard_input_that_is_too_large_is_refused_like_any_other_of_several(tmp_path: Path) -> None:
    place = workplace(tmp_path)
    result = place.run("build", "-", "x.txt", stdin=TOO_LARGE)
    assert result.returncode == 1
    said = errors(result.stderr)
    assert [line.split(" (")[0] for line in said] == [
        "error: the source is larger than 20 MB",
        "error: there is no such file",
        "error: 2 of 2 sources failed",
    ]
    assert not list(place.folder.rglob("*.epub"))

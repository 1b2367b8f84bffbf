"""The EPUB file: what the validators say of it, and that it is the same bytes again, whole or not there."""

from __future__ import annotations

import hashlib
import os
import resource
import subprocess
import sys
import tempfile
import time
import tracemalloc
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from lxml import etree

from accessible.errors import OutputError
from accessible.model.narration import Clip, Narration, Track
from accessible.renderers import render, write_epub
from tests.renderers import builder
from tests.renderers.validators import Validator

ROOT = Path(__file__).parents[2]


# --------------------------------------------------------------------------------------------------------- validators
def test_epubcheck_finds_nothing_in_any_book_not_even_a_usage(shelf: dict[str, Path], epubcheck: Validator) -> None:
    assert epubcheck(*shelf.values()) == {path.name: () for path in shelf.values()}


def test_epubcheck_finds_nothing_where_the_cover_was_given(tmp_path: Path, epubcheck: Validator) -> None:
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 3 4"><linearGradient id="a"/></svg>'
    write_epub(render(builder.hebrew(), None, cover=drawing), tmp_path / "drawn.epub")
    assert epubcheck(tmp_path / "drawn.epub") == {"drawn.epub": ()}


def test_ace_finds_nothing(shelf: dict[str, Path], ace: Validator) -> None:
    books = [shelf["article"], shelf["book"], shelf["hebrew"], shelf["undetermined"]]
    assert ace(*books) == {path.name: () for path in books}


# ---------------------------------------------------------------------------------------------------------- container
def test_the_container_begins_as_the_standard_wants_it(shelf: dict[str, Path]) -> None:
    with zipfile.ZipFile(shelf["article"]) as file:
        first, *others = file.infolist()
        assert (first.filename, first.compress_type, first.extra) == ("mimetype", zipfile.ZIP_STORED, b"")
        assert file.read(first) == b"application/epub+zip"
        assert file.testzip() is None
        for entry in others:
            sound = entry.filename.endswith(".mp3")
            assert entry.compress_type == (zipfile.ZIP_STORED if sound else zipfile.ZIP_DEFLATED)
            assert entry.date_time == (2026, 5, 3, 0, 0, 0)
    assert shelf["article"].read_bytes()[30:58] == b"mimetypeapplication/epub+zip"


def test_no_name_in_the_container_comes_from_the_source(shelf: dict[str, Path]) -> None:
    with zipfile.ZipFile(shelf["book"]) as file:
        numbered = [f"EPUB/{letter}{n:04}{end}" for letter, end in (("c", ".xhtml"), ("o", ".smil"), ("a", ".mp3"))
                    for n in range(1, 7)]  # fmt: skip
        assert sorted(file.namelist()) == sorted(
            [
                "mimetype",
                "META-INF/container.xml",
                *(
                    f"EPUB/{n}"
                    for n in ("content.opf", "nav.xhtml", "toc.ncx", "style.css", "cover.png", "cover.xhtml")
                ),
                *numbered,
            ]
        )


def test_the_package_document(shelf: dict[str, Path]) -> None:
    with zipfile.ZipFile(shelf["hebrew"]) as file:
        package = etree.fromstring(file.read("EPUB/content.opf"))
    opf = {"o": "http://www.idpf.org/2007/opf"}
    assert package.get("{http://www.w3.org/XML/1998/namespace}lang") == "he"
    assert package.get("dir") == "rtl"
    assert package.get("prefix") is None
    assert package.xpath("o:spine/@page-progression-direction", namespaces=opf) == ["rtl"]
    assert package.xpath("o:spine/o:itemref/@idref", namespaces=opf) == ["cover-page", "c0001", "c0002"]
    assert package.xpath("//o:item/@media-overlay", namespaces=opf) == ["o0001", "o0002"]
    assert not package.xpath("//o:meta[@name='generator']", namespaces=opf)


# -------------------------------------------------------------------------------------------------------- determinism
BUILD = """
import sys
from pathlib import Path
from accessible.renderers import render, write_epub
from tests.renderers import builder
folder = Path(sys.argv[1]); folder.mkdir()
document = builder.article()
write_epub(render(document, builder.narrate(document, folder)), folder / "book.epub")
"""


def test_two_builds_are_the_same_bytes_wherever_and_whenever(tmp_path: Path, shelf: dict[str, Path]) -> None:
    expected = hashlib.sha256(shelf["article"].read_bytes()).hexdigest()
    for number, (zone, seed, language) in enumerate([("Asia/Tokyo", "1", "C"), ("America/New_York", "2", "C.UTF-8")]):
        folder = tmp_path / f"build {number}"
        environment = {**os.environ, "TZ": zone, "PYTHONHASHSEED": seed, "LC_ALL": language, "PYTHONPATH": str(ROOT)}
        subprocess.run([sys.executable, "-c", BUILD, str(folder)], check=True, env=environment, cwd=tmp_path)
        assert hashlib.sha256((folder / "book.epub").read_bytes()).hexdigest() == expected


def test_the_clock_and_the_dates_of_files_do_not_matter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    document = builder.chinese()
    narration = builder.narrate(document, tmp_path)
    write_epub(render(document, narration), tmp_path / "one.epub")
    for track in narration.tracks:
        os.utime(track.path, (10**9, 10**9))
    monkeypatch.setattr(time, "time", lambda: 4e9)
    write_epub(render(document, narration), tmp_path / "two.epub")
    assert (tmp_path / "one.epub").read_bytes() == (tmp_path / "two.epub").read_bytes()


def test_a_date_before_zip_files_were_thought_of_still_makes_a_book(tmp_path: Path) -> None:
    write_epub(render(builder.hebrew(), None, modified="1970-01-01T00:00:00Z"), tmp_path / "a.epub")
    with zipfile.ZipFile(tmp_path / "a.epub") as file:
        assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}


# ----------------------------------------------------------------------------------------------------- whole or nothing
@contextmanager
def largest_file(size: int) -> Iterator[None]:
    """A disk that is full after so many bytes of a file."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("size", [0, 10, 1000, 4000, 9000, 20_000, 40_000])
def test_a_full_disk_leaves_the_old_book_and_nothing_else(size: int, tmp_path: Path) -> None:
    document = builder.article()
    (tmp_path / "sound").mkdir()
    publication = render(document, builder.narrate(document, tmp_path / "sound"))
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "book.epub").write_text("the old one")
    with largest_file(size), pytest.raises(OutputError, match="cannot be written"):
        write_epub(publication, folder / "book.epub")
    assert [path.name for path in folder.iterdir()] == ["book.epub"]
    assert (folder / "book.epub").read_text() == "the old one"
    write_epub(publication, folder / "book.epub")
    assert zipfile.is_zipfile(folder / "book.epub")


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    publication = render(builder.hebrew(), None)
    (tmp_path / "file").write_text("in the way")
    (tmp_path / "folder.epub").mkdir()
    for path in (tmp_path / "file" / "book.epub", tmp_path / "folder.epub"):
        with pytest.raises(OutputError) as caught:
            write_epub(publication, path)
        assert caught.value.where == str(path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "folder.epub"]


@contextmanager
def not_root() -> Iterator[None]:
    """Root may write everywhere, so what it does here it does as nobody."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_folder_without_permission_is_told() -> None:
    publication = render(builder.hebrew(), None)
    with tempfile.TemporaryDirectory() as name:  # below a folder that anybody may enter, unlike pytest's
        folder = Path(name)
        write_epub(publication, folder / "book.epub")
        before = (folder / "book.epub").read_bytes()
        folder.chmod(0o555)
        with not_root(), pytest.raises(OutputError, match="Permission") as caught:
            write_epub(publication, folder / "book.epub")
        assert "may write" in caught.value.hint
        assert [path.name for path in folder.iterdir()] == ["book.epub"]
        assert (folder / "book.epub").read_bytes() == before
        folder.chmod(0o755)


def test_a_sound_that_is_gone_is_told_before_anything_is_written(tmp_path: Path) -> None:
    document = builder.hebrew()
    narration = builder.narrate(document, tmp_path)
    publication = render(document, narration)
    Path(narration.tracks[1].path).unlink()
    with pytest.raises(OutputError, match="not there") as caught:
        write_epub(publication, tmp_path / "book.epub")
    assert caught.value.where == narration.tracks[1].path
    assert not (tmp_path / "book.epub").exists()


def test_memory_does_not_grow_with_the_sound(tmp_path: Path) -> None:
    size = 200_000_000
    with (tmp_path / "long.mp3").open("wb") as file:
        file.truncate(size)  # a hole: it costs no room
    document = builder.document([builder.paragraph("A.")])
    track = Track("s1", "A", str(tmp_path / "long.mp3"), "audio/mpeg", 1000, 10**6, (Clip("s1b0s1", 0, 10**6),))
    publication = render(document, Narration("tone", (), (track,)))
    tracemalloc.start()
    try:
        write_epub(publication, tmp_path / "book.epub")
        assert tracemalloc.get_traced_memory()[1] < size / 20
    finally:
        tracemalloc.stop()
    assert (tmp_path / "book.epub").stat().st_size > size
    (tmp_path / "book.epub").unlink()


def test_metadata_of_every_kind_arrive(tmp_path: Path) -> None:
    document = builder.article()
    write_epub(render(document, None, certified_by="Jo"), tmp_path / "a.epub")
    with zipfile.ZipFile(tmp_path / "a.epub") as file:
        package = etree.fromstring(file.read("EPUB/content.opf"))
    names = {"dc": "http://purl.org/dc/elements/1.1/", "o": "http://www.idpf.org/2007/opf"}
    for term in ("title", "language", "publisher", "date", "rights", "description"):
        assert package.findtext(f".//dc:{term}", namespaces=names) == getattr(document.metadata, term)
    assert package.xpath("//dc:creator/text()", namespaces=names) == ["Ada Moss", "Jon Reed"]
    assert package.xpath("//o:meta[@refines='#conformance']/text()", namespaces=names) == ["Jo"]

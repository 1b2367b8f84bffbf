"""What decides a state: every option does for one of them, and what is in a file that an option names."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from accessible.config import Config
from accessible.pipeline import deciding
from accessible.pipeline.deciding import of_book, of_document, of_script
from accessible.pipeline.stages import document_of
from accessible.readers import as_source

SOURCE = as_source("bell.txt", b"Town buys a bell\n\nThe bell is new. It rings.\n")
#: Options that decide how a book is built, and nothing in it.
OF_THE_WORK = {"jobs", "force", "output_dir", "cluster", "memory_limit", "cache_limit", "time_limit"}
#: Options by what they decide first; a new one belongs in one of these rows as soon as it is known to.
ROWS = (deciding._OF_THE_DOCUMENT, deciding._OF_THE_SCRIPT, deciding._OF_THE_BOOK, deciding._OF_THE_WORK)


def another(value: object) -> object:
    """A value of the same type."""
    match value:
        case bool() | None:
            return not value
        case int():
            return value + 1
        case str():
            return f"{value}x"
        case _:
            return ("x",)


def decided(config: Config) -> list[bytes]:
    """What decides a document, the script of one document, and a book, as the bytes that entries are named by."""
    document = document_of(SOURCE, config=Config())
    found = (
        of_document(SOURCE, config),
        of_script(document, config, engine="tone"),
        of_book(SOURCE, config, engine="tone"),
    )
    return [msgspec.msgpack.encode(parts) for parts in found]


@pytest.mark.parametrize("name", Config.__struct_fields__)
def test_every_option_decides_something(cache: Path, name: str) -> None:
    before = Config()
    after = replace(before, **{name: another(getattr(before, name))})
    document, script, book = (a != b for a, b in zip(decided(before), decided(after), strict=True))
    assert book is (name not in OF_THE_WORK)
    if name in OF_THE_WORK:
        assert not document
        assert not script


def test_the_rows_name_options_and_share_none() -> None:
    names = [name for row in ROWS for name in row]
    assert len(names) == len(set(names))
    assert set(names) <= set(Config.__struct_fields__)
    assert deciding._OF_THE_WORK == OF_THE_WORK


@pytest.mark.parametrize("name", ["cover", "cast", "lexicon", "title"])
def test_what_is_in_a_file_that_an_option_names_takes_part(cache: Path, name: str) -> None:
    file = Path("file.any")
    config = replace(Config(), **{name: ("file.any",) if name == "lexicon" else "file.any"})
    marks = []
    for content in (None, b"one", b"two"):
        if content:
            file.write_bytes(content)
        marks.append(decided(config)[2])
    assert len(set(marks)) == 3
    file.write_bytes(b"one")
    assert decided(config)[2] == marks[1]


def test_a_title_may_be_anything(cache: Path) -> None:
    for title in ("x" * 5000, "a\0b", ".", "/", "https://example.com/?a=b"):
        decided(Config(title=title))


@pytest.mark.parametrize("name", ["default.toml", "another.toml", "default.pls", "names.XML"])
def test_what_lies_in_a_folder_of_voices_takes_part(cache: Path, name: str) -> None:
    Path("voices").mkdir()
    before = decided(Config())
    Path("voices", "model.onnx").write_bytes(b"what an engine tells by itself")
    assert decided(Config()) == before
    Path("voices", name).write_text("one")
    after = decided(Config())
    assert [a == b for a, b in zip(before, after, strict=True)] == [True, False, False]
    Path("voices", name).write_text("two")
    assert decided(Config())[1:] != after[1:]


def test_what_is_said_of_the_date_takes_part(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    before = decided(Config())
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert [a == b for a, b in zip(before, decided(Config()), strict=True)] == [True, True, False]


def test_who_else_has_a_say_cannot_be_told(cache: Path) -> None:
    document = document_of(SOURCE, config=Config())
    assert of_document(SOURCE, Config(attributor="acme")) is None
    assert of_document(SOURCE, Config(attributor="none")) is not None
    assert of_book(SOURCE, Config(attributor="acme"), engine="tone") is None
    assert of_script(document, Config(), engine="acme_speech:Acme") is None
    assert of_book(SOURCE, Config(), engine="acme_speech:Acme") is None


@pytest.mark.parametrize(
    ("name", "text", "encoding"),
    [
        ("bell.html", "<p>The bell is <IMG src='a%20bell.png' alt='new'>.</p>", "utf-8"),
        ("bell.html", "\ufeff<p>The bell is <img src='a bell.png' alt='new'>.</p>", "utf-16-le"),
        ("bell.md", "The bell is ![new][b].\n\n[b]: <a bell.png>\n", "utf-8"),
    ],
)
def test_a_picture_beside_a_source_takes_part(cache: Path, tmp_path: Path, name: str, text: str, encoding: str) -> None:
    source = as_source(name, text.encode(encoding), folder=str(tmp_path))
    marks = []
    for content in (None, b"one", b"two", b"one"):
        if content:
            (tmp_path / "a bell.png").write_bytes(content)
        found = of_document(source, Config()), of_book(source, Config(), engine="tone")
        assert None not in found
        marks.append(msgspec.msgpack.encode(found))
    assert marks[1] == marks[3]
    assert len(set(marks)) == 3
    (tmp_path / "another.png").write_bytes(b"three")
    assert msgspec.msgpack.encode((of_document(source, Config()), of_book(source, Config(), engine="tone"))) == marks[1]


def test_a_page_that_may_fetch_pictures_from_the_web_is_read_again_each_time() -> None:
    page = as_source("bell.html", b"<p>The bell is <img src='bell.png' alt='new'>.</p>")
    page = replace(page, address="https://example.org/bell.html", reach="web")
    assert of_document(page, Config()) is None
    assert of_book(page, Config(), engine="tone") is None
    assert of_document(replace(page, reach=""), Config()) is not None


def test_the_folder_of_a_source_decides_nothing(tmp_path: Path) -> None:
    here = as_source("bell.txt", SOURCE.data, folder=str(tmp_path))
    assert of_document(here, Config()) == of_document(SOURCE, Config())

"""Several files as one book: their order, one outline, one set of ids, and everything of each still its own."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from msgspec import Struct

from accessible.checkers import check
from accessible.config import Config
from accessible.errors import SourceError, UsageError
from accessible.model.blocks import Footnote, Heading, Link, NoteRef, Title
from accessible.model.document import Document, images, leaves
from accessible.model.message import severity
from accessible.model.source import Named, Source
from accessible.pipeline.building import build
from accessible.pipeline.opening import open_source, spread
from accessible.pipeline.stages import document_of, draft_of
from tests.faults.commands import errors, workplace
from tests.renderers.pictures import picture

ONE = Config(one_book=True)
NOTED = """{title}

Nobody knew why the bell had rung.[1] "It was the wind," said Mary Vane, and the ferry went out at noon.

A sound to steer by

The harbour was quiet that day. The men of the town stood at the quay and looked out over the water.

[1] The bell was cast in {year}.
"""
PAGE = (
    '<html lang="{language}"><head><title>{title}</title><meta name="author" content="Ann Kirby"></head><body>'
    '<h1>{title}</h1><p id="here">{text}<a href="#n1" role="doc-noteref">1</a> <a href="#here">*</a></p>'
    '<img src="{picture}" alt="A mast">'
    '<aside id="n1" role="doc-footnote"><p>1 Cast in {year}.</p></aside></body></html>'
)
LONG = "Nobody knew why the bell had rung, and the ferry went out at noon all the same. "
LANG = "Niemand wusste, warum die Glocke geläutet hatte, und die Fähre fuhr am Mittag trotzdem hinaus. "


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    book = tmp_path / "The bell"
    for inner in ("part 2/img", "part 10/img"):
        (book / inner).mkdir(parents=True)
    (book / "1 start.txt").write_text(NOTED.format(title="The first night", year=1871))
    (book / "part 10" / "a.html").write_text(
        PAGE.format(language="de", title="Der letzte Tag", text=LANG * 3, picture="img/a.png", year=1873),
        encoding="utf-8",
    )
    (book / "part 2" / "a.html").write_text(
        PAGE.format(language="en", title="The second night", text=LONG * 9, picture="img/a.png", year=1872)
    )
    (book / "part 2" / "img" / "a.png").write_bytes(picture("png"))
    (book / "part 10" / "img" / "a.png").write_bytes(picture("png", width=60))
    return book


def read(*names: Named, config: Config = ONE) -> Document:
    return document_of(open_source(names, config=config), config=config)


def headings(document: Document) -> list[tuple[int, str]]:
    return [
        (block.level, block.prose.text)
        for section in document.sections
        for block in section.blocks
        if isinstance(block, Heading)
    ]


def ids(value: object) -> list[str]:
    if isinstance(value, tuple):
        return [name for part in value for name in ids(part)]
    if not isinstance(value, Struct):
        return []
    own = [name] if (name := getattr(value, "id", "")) else []
    return own + [name for field in value.__struct_fields__ for name in ids(getattr(value, field))]


def test_a_folder_is_read_in_the_order_that_people_mean(folder: Path) -> None:
    document = read(folder)
    assert headings(document) == [
        (2, "The first night"),
        (3, "A sound to steer by"),
        (2, "The second night"),
        (2, "Der letzte Tag"),
    ]
    assert [section.kind for section in document.sections] == ["chapter", "", "chapter", "chapter"]
    assert document.kind == "book"
    assert not any(isinstance(block, Title) for section in document.sections for block in section.blocks)


def test_a_list_is_read_in_the_order_of_the_command_line(folder: Path) -> None:
    document = read(folder / "part 10" / "a.html", folder / "1 start.txt")
    assert [text for level, text in headings(document) if level == 2] == ["Der letzte Tag", "The first night"]
    assert document.metadata.title == "Der letzte Tag"
    assert document.messages[0].code == "S004"


def test_one_set_of_ids_and_every_place_is_where_it_says(folder: Path) -> None:
    document = read(folder)
    found = [name for name in ids(document.sections) if name]
    assert len(found) == len(set(found)) > 20
    proses = [leaf.prose for section in document.sections for leaf in leaves(section.blocks)]
    placed = [prose for prose in proses if prose.origin >= 0 and not prose.pieces]
    assert len(placed) >= 5
    for prose in placed:
        assert document.text[prose.origin : prose.origin + len(prose.text)] == prose.text


def test_notes_and_links_stay_in_their_files(folder: Path) -> None:
    document = read(folder)
    notes: dict[str, str] = {}
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, Footnote):
                notes[block.id] = " ".join(leaf.prose.text for leaf in leaves(block.blocks))
    led = [
        (section.id, inline)
        for section in document.sections
        for leaf in leaves(section.blocks)
        for inline in leaf.prose.inlines
        if isinstance(inline, NoteRef | Link)
    ]
    assert [notes[mark.target][-5:] for _, mark in led if isinstance(mark, NoteRef)] == ["1871.", "1872.", "1873."]
    links = [(section, mark.href) for section, mark in led if isinstance(mark, Link)]
    assert len(links) == 2
    assert all(href.startswith(f"#{section}-") for section, href in links)
    assert "S011" not in {message.code for message in document.messages}


def test_pictures_of_one_name_are_two(folder: Path) -> None:
    document = read(folder)
    shown = [image.picture for section in document.sections for image in images(section.blocks)]
    held = {picture.name: picture.data for picture in document.pictures}
    assert [held[name] for name in shown] == [picture("png"), picture("png", width=60)]
    shutil.copy(folder / "part 2" / "img" / "a.png", folder / "part 10" / "img" / "a.png")
    assert len(read(folder).pictures) == 1


def test_what_is_said_of_the_book(folder: Path) -> None:
    document = read(folder)
    assert document.metadata.title == "The bell"
    assert document.metadata.creators == ("Ann Kirby",)
    assert document.metadata.language == "en"
    other = next(section for section in document.sections if section.id == "s4")
    assert {leaf.prose.language for leaf in leaves(other.blocks)} == {"de"}
    said = read(folder, config=Config(one_book=True, title="Bells", author=("B. Vane",)))
    assert (said.metadata.title, said.metadata.creators) == ("Bells", ("B. Vane",))
    assert headings(said) == headings(document)
    assert "S004" not in {message.code for message in said.messages}


def test_a_title_that_does_not_stand_in_the_text_is_set_over_it(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(f"<html><head><title>An ending in two</title></head><p>{LONG}</p></html>")
    (tmp_path / "b.txt").write_text(LONG * 3)
    document = read(tmp_path / "a.html", tmp_path / "b.txt")
    assert headings(document) == [(2, "An ending in two")]


def test_a_file_that_has_chapters_is_a_part(tmp_path: Path) -> None:
    book = Path(__file__).parents[1] / "books" / "book-two-chapters.txt"
    (tmp_path / "a.txt").write_text(NOTED.format(title="The first night", year=1871))
    document = read(tmp_path / "a.txt", book)
    assert [section.kind for section in document.sections] == ["chapter", "", "part", "chapter", "chapter"]
    assert [level for level, _ in headings(document)] == [2, 3, 2, 3, 3]


def test_what_is_passed_over_is_told(folder: Path, tmp_path: Path) -> None:
    (folder / ".hidden.txt").write_text(LONG)
    (folder / "paper.pdf").write_bytes(b"%PDF-1.7\n")
    (folder / "data.json").write_text("{}")
    (folder / "output" / "x").mkdir(parents=True)
    (folder / "output" / "x" / "a.txt").write_text(LONG)
    (tmp_path / "elsewhere.txt").write_text(LONG)
    (folder / "link.txt").symlink_to(tmp_path / "elsewhere.txt")
    source = open_source(folder, config=Config(one_book=True, output_dir=str(folder / "output")))
    assert [part.name for part in source.parts] == ["1 start.txt", "part 2/a.html", "part 10/a.html"]
    told = {(message.code, message.text.partition("(")[2]) for message in source.messages}
    assert told == {
        ("R061", "hidden): .hidden.txt."),
        ("R060", "of a format that is not supported): data.json, paper.pdf."),
        ("R061", "what this program made): output/."),
        ("R060", "only linked here): link.txt."),
        ("R061", "pictures, sound, styles or programs): part 2/img/a.png, part 10/img/a.png."),
    }


def test_a_batch_has_the_files_of_a_folder(folder: Path, tmp_path: Path) -> None:
    names, messages = spread([tmp_path / "x.txt", folder], config=Config())
    assert names == [tmp_path / "x.txt", folder / "1 start.txt", folder / "part 2/a.html", folder / "part 10/a.html"]
    assert [message.code for message in messages] == ["R061"]


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [
        ("x.txt", b"", "the source is empty"),
        ("x.docx", b"Text under a wrong name.", "is named .docx"),
        ("x.html", b"<html><script>1</script></html>", "holds no text"),
        ("x.txt", b"1 2 3", "holds no letters"),
    ],
)
def test_one_bad_file_refuses_the_book_and_is_named(folder: Path, name: str, data: bytes, what: str) -> None:
    (folder / "part 2" / name).write_bytes(data)
    if name == "x.docx":  # in a folder, what no reader takes is passed over
        with pytest.raises(SourceError, match=what):
            read(folder / "1 start.txt", folder / "part 2" / name)
        return
    with pytest.raises(SourceError, match=what) as caught:
        read(folder)
    assert name in str(caught.value)


def test_a_folder_of_nothing(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no file of a format"):
        read(tmp_path)
    with pytest.raises(SourceError, match="no file of a format"):
        spread([tmp_path], config=Config())


def test_several_files_have_no_draft() -> None:
    source = Source("a", "multipart/mixed", b"", parts=(Source("a.txt", "text/plain", b"A"),))
    with pytest.raises(UsageError):
        draft_of(source, config=ONE)


def test_the_same_book_twice_is_the_same(folder: Path) -> None:
    """Also from the cache, where nothing is taken from beside a file."""
    place = workplace(folder.parent)
    first = place.run("inspect", folder / "1 start.txt", folder / "1 start.txt", "--one-book", "--json")
    again = place.run("inspect", folder / "1 start.txt", folder / "1 start.txt", "--one-book", "--json")
    assert first.returncode == 0
    assert first.stdout == again.stdout


def test_the_command_line_builds_one_book_of_a_folder_and_many_without(folder: Path, tmp_path: Path) -> None:
    place = workplace(tmp_path)
    options = ("--engine", "tone", "-l", "en", "--to", "epub", "--output-dir", "out")
    result = place.run("build", folder, "--one-book", *options)
    assert result.returncode == 0, result.stderr.decode()
    assert result.stdout.decode().splitlines() == ["out/the-bell/the-bell.epub", "out/the-bell/report.json"]
    many = place.run("build", folder / "1 start.txt", folder / "part 2", *options)
    assert many.returncode == 0, many.stderr.decode()
    assert sorted(path.name for path in (place.folder / "out").iterdir()) == [
        "1-start", "a", "manifest.jsonl", "the-bell",
    ]  # fmt: skip
    assert errors(place.run("build", tmp_path / "nothing", "--one-book").stderr)[0].startswith("error: there is no")
    for wrong in (("-o", "x.epub"), ("--one-book", "--cluster", "tcp://x:1")):
        assert place.run("build", folder, *wrong).returncode == 2
    assert place.run("inspect", folder / "1 start.txt", folder).returncode == 2
    assert place.run("build", "").returncode == 2


def test_a_book_in_its_own_folder_is_none_of_its_sources(folder: Path) -> None:
    (folder / "book.html").write_text(f"<html><p>{LONG}</p></html>")
    source = open_source(folder, config=ONE, outputs=[folder / "book.html"])
    assert "book.html" not in [part.name for part in source.parts]
    assert any("book.html" in message.text for message in source.messages)


def test_one_file_can_be_one_book(folder: Path) -> None:
    document = read(folder / "1 start.txt")
    assert document.source == "1 start.txt"
    assert headings(document) == [(2, "The first night"), (3, "A sound to steer by")]


def links_of(document: Document) -> dict[str, str]:
    """The words of each link, with the words of the block that it leads to."""
    said: dict[str, str] = {}
    for section in document.sections:
        held = list(leaves(section.blocks))
        said[section.id] = held[0].prose.text if held else ""
        said |= {leaf.id: leaf.prose.text for leaf in held}
    return {
        leaf.prose.text[mark.start : mark.end]: said.get(mark.href[1:], mark.href)
        for section in document.sections
        for leaf in leaves(section.blocks)
        for mark in leaf.prose.inlines
        if isinstance(mark, Link)
    }


@pytest.fixture
def linked(tmp_path: Path) -> Path:
    book = tmp_path / "book"
    (book / "sub").mkdir(parents=True)
    (book / "a.md").write_text(
        "# One\n\nSee [part](b.md#the-part), [two](b.md), [own](a.md#here), [three](sub/c.html#x), "
        "[site](b.html#the-part), [bare](sub/c), [no](zz.md), [paper](b.pdf), [gone](b.md#none), [web](https://example.org/b.md).\n\n"
        f"## Here\n\n{LONG}\n"
    )
    (book / "b.md").write_text(f"# Two\n\n[up](./sub/../a.md) {LONG}\n\n## The part\n\nMore of [it](sub/c.html).\n")
    (book / "sub" / "c.html").write_text(
        f'<html lang="en"><body><h1 id="top">Three</h1><p>{LONG * 5}<a href="../b.md#the-part">md</a></p>'
        f'<p id="x">Here is x. {LONG}<a href="../a.md">first</a></p></body></html>'
    )
    return book


def test_links_from_file_to_file_lead_to_places_in_the_book(linked: Path) -> None:
    document = read(linked)
    found = links_of(document)
    assert found.pop("three").startswith("Here is x.")
    assert found == {
        "part": "The part",
        "two": "Two",
        "own": "Here",
        "site": "The part",
        "bare": "Three",
        "web": "https://example.org/b.md",
        "up": "One",
        "it": "Three",
        "md": "The part",
        "first": "One",
    }
    told = {message.code: message.text for message in document.messages}
    assert "2 links lead to files that do not come along" in told["R024"]
    assert "#none" in told["S011"]


def test_links_from_file_to_file_do_so_in_a_list_of_files_as_well(linked: Path) -> None:
    found = links_of(read(linked / "sub" / "c.html", linked / "b.md"))
    assert found == {"md": "The part", "it": "Three"}


def test_links_to_the_own_file_lead_to_places_in_it(linked: Path) -> None:
    document = document_of(open_source(linked / "a.md", config=Config()), config=Config())
    assert links_of(document) == {"own": "Here", "web": "https://example.org/b.md"}


def test_a_book_with_links_between_its_files_is_valid(linked: Path, tmp_path: Path) -> None:
    config = Config(one_book=True, engine="tone", to=("epub",), output_dir=str(tmp_path / "out"))
    (book,) = (path for path in build(linked, config=config).paths if path.suffix == ".epub")
    assert not [finding for finding in check(book) if severity(finding.code) == "error"]


def test_what_is_alike_in_many_files_is_told_once(tmp_path: Path) -> None:
    names = [f"{number}.md" for number in range(1, 10)]
    for name in names:
        (tmp_path / name).write_text(f"# Night {name}\n\n[a](gone.pdf) [b](away.pdf) {LONG}\n")
    (tmp_path / "9.md").write_text(f"# The last\n\n[a](gone.pdf) {LONG}\n")
    told = [message for message in read(tmp_path).messages if message.code == "R024"]
    assert [message.place.file for message in told] == ["1.md", "9.md"]
    assert told[0].text.endswith("stay. Likewise in 7 more files: 2.md, 3.md, 4.md, 5.md, 6.md and 2 more.")
    few = [message.place.file for message in read(tmp_path / "1.md", tmp_path / "2.md").messages]
    assert few.count("1.md") == few.count("2.md") > 0

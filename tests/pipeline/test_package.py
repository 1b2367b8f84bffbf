"""What the package document of a book says, from sources and options that say much, little and nothing of the work."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from accessible import pipeline
from accessible.config import load
from accessible.errors import UsageError
from accessible.pipeline.opening import open_source
from accessible.pipeline.stages import document_of
from accessible.renderers import render, write_epub
from tests.conftest import Golden
from tests.renderers.pictures import picture
from tests.renderers.validators import Validator, ace, epubcheck

__all__ = ["ace", "epubcheck"]

BODY = (
    "The bell of the old harbour has been silent since the frost of last winter, and nobody in the town knows who is "
    "to pay for the mending of it, or when that will be."
)
FRONT = """---
title: The Bell
subtitle: A history
author:
- {name: Odile Marsh, file-as: "Marsh, Odile"}
translator: Ann Lee
language: en-GB
publisher: Low Post
date: 2026-05-03
rights: © 2026 Odile Marsh
identifier: 10.1000/182
source: ISBN 080442957X
series: {name: Harbours, position: 3}
keywords: bells, ports
description: What became of the bell.
layout: post
---
"""
PAGE = """<!DOCTYPE html>
<html lang="en-GB"><head><title>Harbour bell falls silent | The Low Post</title>
<link rel="canonical" href="https://example.org/bell">
<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle",
 "headline": "Harbour bell falls silent: what now?", "author": [{"@type": "Person", "name": "Odile Marsh"}],
 "publisher": {"@type": "Organization", "name": "The Low Post"}, "datePublished": "2026-05-03T08:00:00Z",
 "description": "Nobody knows who is to pay.", "keywords": "bells, ports", "copyrightNotice": "© The Low Post"}</script>
</head><body><main><article><h1>Harbour bell falls silent</h1>
<p>BODY</p><figure><img src="one.png" alt="A bell under ice"><figcaption>The bell</figcaption></figure><p>BODY</p>
</article></main></body></html>
"""
PICTURES = """<!DOCTYPE html><html lang="en"><head><title>Pictures</title></head><body><main><h1>Pictures</h1>
<p>BODY</p><p><img src="one.png"></p><figure><img src="two.png"><figcaption>The bell</figcaption></figure>
<ul><li>An item <img src="one.png" alt="A bell"></li><li><img src="two.png"></li></ul>
<table><tr><th>Name</th><th>Picture</th></tr><tr><td>Bell</td><td><img src="one.png"></td></tr></table>
<blockquote><p>It rang.</p><img src="two.png"></blockquote><aside><p>A box</p><img src="one.png"></aside>
<p>BODY</p><img src="two.png" alt=""></main></body></html>
"""

#: Case → name of the source, its text, and the options.
CASES: dict[str, tuple[str, str, dict[str, object]]] = {
    "flags": (
        "bell.txt",
        f"A bell\n\n{BODY}\n\n{BODY}\n",
        {
            "title": "The Bell",
            "author": ("Odile Marsh", "Ilse Corran"),
            "language": "en-GB",
            "publisher": "Low Post",
            "date": "2026-05-03",
            "rights": "© 2026 Odile Marsh",
            "identifier": "978-0-306-40615-7",
            "source": "https://example.org/bell",
            "certified_by": "Jo Certifier",
            "pages": 20,
        },
    ),
    "nothing": ("bell.txt", f"{BODY}\n\n{BODY}\n", {}),
    "front-matter": ("bell.txt", f"{FRONT}The Bell\n\n{BODY}\n\n{BODY}\n", {}),
    "byline": ("bell.txt", f"The bell falls silent\n\nBy Odile Marsh\n\n{BODY}\n\n{BODY}\n", {}),
    "page": ("page.html", PAGE.replace("BODY", BODY), {}),
    "pictures": ("pictures.html", PICTURES.replace("BODY", BODY), {}),
}


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("package")
    built = {}
    for case, (name, written, options) in CASES.items():
        source = _source(folder / case, name, written)
        config = load(
            {"engine": "tone", "to": ("epub",), "output_dir": str(folder / case / "out"), **options}, environment={}
        )
        (built[case],) = (path for path in pipeline.build(source, config=config).paths if path.suffix == ".epub")
        built[case] = built[case].rename(built[case].with_name(f"{case}.epub"))
    built["silent"] = folder / "silent.epub"
    source = _source(folder / "silent", *CASES["page"][:2])
    config = load({}, environment={})
    write_epub(render(document_of(open_source(source, config=config), config=config), None), built["silent"])
    return built


def _source(folder: Path, name: str, written: str) -> Path:
    folder.mkdir()
    for picture_name, form in (("one.png", 1), ("two.png", 2)):
        (folder / picture_name).write_bytes(picture("png", frames=form))
    (folder / name).write_text(written, encoding="utf-8")
    return folder / name


def metadata(book: Path) -> str:
    """The metadata of a package document; lengths of sound are not what is looked at here."""
    with zipfile.ZipFile(book) as file:
        package = etree.fromstring(file.read("EPUB/content.opf"))
    (element,) = package.iterfind("{*}metadata")
    etree.cleanup_namespaces(element)
    text = etree.tostring(element, encoding="unicode").strip()
    return re.sub(r"\d+:\d\d:\d\d\.\d{3}", "0:00:00.000", text) + "\n"


@pytest.mark.parametrize("case", [*CASES, "silent"])
def test_what_the_package_document_says(case: str, books: dict[str, Path], golden: Golden) -> None:
    golden(Path("package") / f"{case}.xml", metadata(books[case]))


def test_epubcheck_finds_nothing_not_even_a_usage(books: dict[str, Path], epubcheck: Validator) -> None:
    assert epubcheck(*books.values()) == {path.name: () for path in books.values()}


def test_ace_finds_nothing(books: dict[str, Path], ace: Validator) -> None:
    assert ace(*books.values()) == {path.name: () for path in books.values()}


def test_the_same_title_stands_everywhere(books: dict[str, Path]) -> None:
    with zipfile.ZipFile(books["page"]) as file:
        page = etree.fromstring(file.read("EPUB/c0001.xhtml"))
    (heading,) = page.iterfind(".//{*}h1")
    assert "".join(heading.itertext()).strip() == "Harbour bell falls silent"
    assert ">Harbour bell falls silent</dc:title>" in metadata(books["page"])


def test_every_picture_without_words_is_told_by_its_name(tmp_path: Path) -> None:
    name, written, _ = CASES["pictures"]
    source = _source(tmp_path / "pictures", name, written)
    config = load({"engine": "tone", "to": ("epub",), "output_dir": str(tmp_path / "out")}, environment={})
    told = [message for message in pipeline.build(source, config=config).messages if message.code == "A006"]
    assert len(told) == written.count('<img src="') - written.count(" alt=")
    assert all(re.search(r"one\.png|two\.png", message.text) and message.place.id for message in told)
    assert len({message.place.id for message in told}) == len(told)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"identifier": "9780306406158"}, "check digit"),
        ({"identifier": "the bell"}, "no identifier"),
        ({"source": "ISBN 12"}, "no ISBN"),
        ({"date": "last Tuesday"}, "no date"),
        ({"date": "2026-02-30"}, "no date"),
    ],
)
def test_what_is_wrong_is_told_before_anything_is_done(options: dict[str, str], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        load(options, environment={})


def test_an_onix_record_is_an_output_like_the_others(tmp_path: Path) -> None:
    source = _source(tmp_path / "in", *CASES["byline"][:2])

    def build(**options: object) -> list[str]:
        said = {"engine": "tone", "to": ("epub",), "output_dir": str(tmp_path / "out"), **options}
        built = pipeline.build(source, config=load(said, environment={}))
        return [path.name for path in built.paths]

    folder = tmp_path / "out" / "bell"
    assert build(onix=True) == ["bell.epub", "bell.onix.xml", "report.json"]
    assert '"bell.onix.xml"' in (folder / "report.json").read_text(encoding="utf-8")
    record = (folder / "bell.onix.xml").read_bytes()
    assert build(onix=True, jobs=1) == ["bell.epub", "bell.onix.xml", "report.json"]
    assert (folder / "bell.onix.xml").read_bytes() == record
    build(onix=True, publisher="Low Post")
    assert b"<PublisherName>Low Post" in (folder / "bell.onix.xml").read_bytes()
    assert build() == ["bell.epub", "report.json"]
    assert not (folder / "bell.onix.xml").exists()
    with pytest.raises(UsageError, match="ONIX"):
        build(onix=True, to=("mp3",))
    with pytest.raises(UsageError, match="ONIX"):
        pipeline.build(source, config=load({"onix": True}, environment={}), outputs=[tmp_path / "book.epub"])


def test_editions_that_differ_have_identifiers_that_differ(books: dict[str, Path]) -> None:
    found = {case: re.findall(r"urn:uuid:[-\da-f]{36}", metadata(book))[0] for case, book in books.items()}
    assert len(set(found.values())) == len(found)  # "silent" is "page" without its sound

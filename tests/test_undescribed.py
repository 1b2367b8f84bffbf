"""A picture that nobody has described is heard of where it stands, in the language of the book; the report has it."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from accessible.checkers import check
from accessible.config import Config
from accessible.model.blocks import Image
from accessible.narrator import compose, load_cast
from accessible.pipeline import build
from accessible.renderers import with_stand_ins
from tests.renderers.builder import paragraph, title
from tests.renderers.gold import document, figure, image, section
from tests.renderers.pictures import picture

_PAGE = """<html lang="{language}"><body><h1>T</h1><p>Before it.</p>
<figure><img src="mast.png"/><figcaption>The mast.</figcaption></figure><p>Behind it.</p></body></html>"""


@pytest.mark.parametrize("language", ["en", "de", "cy"])
def test_it_is_said_where_it_stands_and_is_in_the_report(language: str, tmp_path: Path) -> None:
    words = {"de": "Bild ohne Beschreibung"}.get(language, "Image without a description")
    (tmp_path / "mast.png").write_bytes(picture("png"))
    (tmp_path / "page.html").write_text(_PAGE.format(language=language), encoding="utf-8")
    built = build(tmp_path / "page.html", config=Config(engine="tone", output_dir=str(tmp_path / "out"), jobs=1))
    report = json.loads(next(path for path in built.paths if path.suffix == ".json").read_bytes())
    rows = [row for part in report["sections"] for row in part["sentences"]]
    assert [row["text"] for row in rows] == ["T", "Before it.", words, "The mast.", "Behind it."]
    assert all("clip" in row for row in rows)
    book = next(path for path in built.paths if path.suffix == ".epub")
    with zipfile.ZipFile(book) as archive:
        page = etree.fromstring(archive.read("EPUB/c0001.xhtml"))
        overlay = archive.read("EPUB/o0001.smil").decode()
    shown = page.find(".//{*}figure/{*}img")
    assert shown is not None
    assert (shown.get("alt"), shown.get("id"), shown.get("lang")) == (
        words,
        rows[2]["id"],
        "en" if language == "cy" else None,
    )
    assert [overlay.index(f'#{row["id"]}"') for row in rows] == sorted(overlay.index(f'#{row["id"]}"') for row in rows)
    assert "A006" in {message.code for message in built.messages}
    assert not [message for message in check(book, checkers=["overlays"]) if message.code != "P017"]


@pytest.mark.parametrize("announce", ["none", "all"])
def test_its_words_say_themselves_that_it_is_a_picture(announce: str) -> None:
    doc = document(
        section(title("T"), figure(image("mast.png", None)), paragraph("Text."), image("mast.png", "A mast."))
    )
    (part,) = compose(with_stand_ins(doc), cast=load_cast(), engine="tone", announce=(announce,)).parts
    assert [said.text for said in part.utterances if said.role == "image"] == [
        "Image without a description",
        "Image: A mast. End of image." if announce == "all" else "A mast.",
    ]


def test_what_only_decorates_stays_silent() -> None:
    doc = document(section(title("T"), image("rule.png", "")))
    assert with_stand_ins(doc) == doc
    (block,) = (block for block in doc.sections[0].blocks if isinstance(block, Image))
    assert block.alternative is not None


def test_what_only_decorates_is_in_the_report_with_the_reason(tmp_path: Path) -> None:
    (tmp_path / "rule.png").write_bytes(picture("png"))
    (tmp_path / "page.html").write_text(
        '<h1>T</h1><p>Before it.</p><p><img src="rule.png" alt=""></p><p>Behind it.</p>'
    )
    built = build(tmp_path / "page.html", config=Config(engine="tone", output_dir=str(tmp_path / "out"), jobs=1))
    report = json.loads(next(path for path in built.paths if path.suffix == ".json").read_bytes())
    (shown,) = report["sections"][0]["pictures"]
    assert shown["skipped"] == "it only decorates, by its empty text alternative"
    book = next(path for path in built.paths if path.suffix == ".epub")
    with zipfile.ZipFile(book) as archive:
        assert b'alt=""' in archive.read("EPUB/c0001.xhtml")

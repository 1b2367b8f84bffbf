"""Documents for the benchmark of many: made up, of every format that has a reader, some of them bad.

Lengths are log-normal, and one document in a hundred is a book. What is bad has a kind, and all kinds are refused with
a message: broken archives, bombs, entities, names that climb, DRM, passwords, nothing to say.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path

from tests.benchmarks.speed import Writer
from tests.readers import documents, ebooks

#: One document of so many is bad, and one of so many a book, of so many times the words.
EVERY, _BOOK, _LONGER = 20, 100, 37
_SPREAD = 0.7  # of the logarithm of lengths
#: What a good document is, by its number: three of ten are text, a quarter each Markdown and web pages, and so on.
_SUFFIXES = (*("txt", "md", "html") * 5, "txt", *("docx", "epub") * 2)
_HEADING = "What was seen"


def corpus(folder: Path, count: int, *, words: int, seed: int) -> list[str]:
    """Write so many documents, of so many words in the median; returns their names. `is_bad` tells those apart."""
    chance = random.Random(seed)  # noqa: S311
    bad = list(_bad().items())
    names = []
    for number in range(count):
        if number % EVERY == EVERY // 2:
            kind, data = bad[number // EVERY % len(bad)]
            name = f"{number:05}-{kind}"
        else:
            suffix = _SUFFIXES[number % len(_SUFFIXES)]
            times = _LONGER if number % _BOOK == _BOOK // 2 - 1 else math.exp(chance.gauss(0, _SPREAD))
            paragraphs = Writer(seed * 1_000_003 + number).passage(int(times * words))
            name = f"{number:05}-report.{suffix}"
            data = WRITTEN[suffix](f"Report {number} from Sallow Point", paragraphs)
        (folder / name).write_bytes(data)
        names.append(name)
    return names


def is_bad(name: str) -> bool:
    return not name.partition("-")[2].startswith("report")


def _halves(paragraphs: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    half = len(paragraphs) // 2
    return paragraphs[:half], paragraphs[half:]


def _text(title: str, paragraphs: Sequence[str], mark: str = "") -> bytes:
    first, second = ("\n\n".join(part) for part in _halves(paragraphs))
    return f"{mark}{title}\n\n{first}\n\n## {_HEADING}\n\n{second}\n".encode()


def _markdown(title: str, paragraphs: Sequence[str]) -> bytes:
    return _text(title, paragraphs, "# ")


def _marked(title: str, paragraphs: Sequence[str]) -> str:
    first, second = ("".join(f"<p>{escape(text)}</p>\n" for text in part) for part in _halves(paragraphs))
    return f"<h1>{title}</h1>\n{first}<h2>{_HEADING}</h2>\n{second}"


def _web_page(title: str, paragraphs: Sequence[str]) -> bytes:
    return f"<!DOCTYPE html>\n<html lang='en'><title>{title}</title>\n{_marked(title, paragraphs)}</html>\n".encode()


def _word(title: str, paragraphs: Sequence[str]) -> bytes:
    first, second = ("".join(documents.p(escape(text)) for text in part) for part in _halves(paragraphs))
    head, middle = (documents.p(text, f"Heading{level}") for level, text in enumerate((title, _HEADING), 1))
    return documents.document(head + first + middle + second)


def _epub(title: str, paragraphs: Sequence[str]) -> bytes:
    about = ebooks.ABOUT.replace("The tide tables", title)
    contents = ebooks.nav(ebooks.li("a.xhtml", title))
    return ebooks.book({"nav.xhtml": contents, "a.xhtml": ebooks.page(_marked(title, paragraphs))}, about=about)


#: Writes a text with a heading in its middle, by the suffix of its format.
WRITTEN: dict[str, Callable[[str, Sequence[str]], bytes]] = {
    "txt": _text,
    "md": _markdown,
    "html": _web_page,
    "docx": _word,
    "epub": _epub,
}


def _bad() -> dict[str, bytes]:
    """What is refused, by its name."""
    paragraphs = Writer(0).passage(200)
    book, word = _epub("A book", paragraphs), _word("A letter", paragraphs)
    zeros = bytes(20_000_000)
    encrypted = (
        '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" '
        'xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptedData>'
        '<enc:EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes128-cbc"/><enc:CipherData>'
        '<enc:CipherReference URI="OEBPS/a.xhtml"/></enc:CipherData></enc:EncryptedData></encryption>'
    )
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    entities = f'<?xml version="1.0"?><!DOCTYPE package [<!ENTITY a0 "ha">{laughs}]><package>&a9;</package>'
    page = {"a.xhtml": ebooks.page("<p>One.</p>")}
    return {
        "empty.txt": b"",
        "figures.txt": b"1 2 3\n\n* * *\n",
        "noise.txt": bytes(range(256)) * 8,
        "paper.pdf": b"%PDF-1.4\n%\xe2\xe3\xcf\xd3 and no more",
        "half.epub": book[: len(book) // 2],
        "half.docx": word[: len(word) // 2],
        "bomb.epub": ebooks.book(page, also={"OEBPS/zeros.bin": zeros}),
        "bomb.docx": documents.document(documents.p("One."), parts={"word/media/image2.png": zeros}),
        "entities.epub": ebooks.book(page, package=entities),
        "entities.docx": documents.packed({"[Content_Types].xml": entities, "word/document.xml": entities}),
        "drm.epub": ebooks.book(page, also={"META-INF/encryption.xml": encrypted}),
        "password.docx": bytes.fromhex("d0cf11e0a1b11ae1") + bytes(1016),
        "climbing.epub": ebooks.book(page, also={"../../climbs.xhtml": "<p>Out.</p>"}),
        "spineless.epub": ebooks.book({"nav.xhtml": ebooks.nav(ebooks.li("nav.xhtml", "None"))}),
    }

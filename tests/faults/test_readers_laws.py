"""Laws of all readers: whatever the bytes are, there is a draft or one error; every draft becomes a well-formed book;
what is written in a source is in its text, whatever stands beside it.

``pytest --long`` tries fifty times as many examples.
"""

from __future__ import annotations

import io
import random
import warnings
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accessible.errors import SourceError
from tests.readers.documents import DOCUMENTS
from tests.readers.ebooks import BOOKS

from .hostile import FORMATS
from .inspected import dangers, made, rendered

TESTS = Path(__file__).parents[1]
SECRET = b"no file holds this"
VALID: dict[str, list[bytes]] = {
    "txt": [path.read_bytes()[:3_000] for path in sorted((TESTS / "books").glob("*.txt"))],
    "md": [path.read_bytes() for path in sorted((TESTS / "golden" / "markdown").glob("*/text.md"))],
    "html": [path.read_bytes() for path in sorted((TESTS / "golden" / "html").glob("*/page.html"))],
    "docx": list(DOCUMENTS.values()),
    "epub": list(BOOKS.values()),
}

#: What is put into a file: pieces of all formats, signs that programs stumble over.
PIECES = [
    *(b"\0", b"<", b">", b"&", b'"', b"\xff", b"\xe2\x80\xae", b"\xef\xbf\xbe", b"\xed\xa0\x80", b"&#0;", b"&#xD800;"),
    *(b"<b>", b"</p>", b"<table>", b"<td>", b"<li>", b"<h1>", b"<blockquote>", b"<a id=a href='#a'>", b"<p hidden>"),
    *(
        b"\n\n",
        b"```",
        b"> ",
        b"- ",
        b"|",
        b"[^1]",
        b"[a](b)",
        b"![",
        b"$$",
        b"\xe2\x80\x9c",
        b"'",
        b"***",
        b"\r",
        b"\f",
    ),
    *(b"9" * 30, b"-1", b"4294967296", b" lang='x'", b" colspan='0'", b" start='-5'", b" epub:type='noteref'"),
    *(b"<w:p>", b"</w:p>", b"<w:tbl>", b"<w:tr>", b"</w:tc>", b"Chapter 1", b"IV.", b"\xcc\x81" * 20, b"\xcd\x85"),
    *("İß①Ⅷ٣²ǅ".encode(), b"javascript:x", b"http://[", b"../x", b"%00", b"#"),
]


def mutated(data: bytes, chance: random.Random) -> bytes:
    """A file in which something is flipped, cut out, repeated or put in."""
    out = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        at = chance.randint(0, len(out))
        to = min(len(out), at + chance.randint(0, 90))
        match chance.randint(0, 4):
            case 0 if out:
                out[at - 1] = chance.randrange(256)
            case 1:
                del out[at:to]
            case 2:
                out[at:at] = out[at:to] * chance.randint(1, 5)
            case _:
                out[at:at] = chance.choice(PIECES)
    return bytes(out)


def repacked(data: bytes, chance: random.Random) -> bytes:
    """An archive with members that are mutated, missing, empty or taken for each other; or itself mutated."""
    if chance.random() < 0.15:
        return mutated(data, chance)
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        members = [(name, file.read(name)) for name in file.namelist()]
    for _ in range(chance.randint(1, 2)):
        at = chance.randrange(len(members))
        name, content = members[at]
        others = [b"", chance.choice(members)[1]]
        members[at] = name, chance.choice(others) if chance.random() < 0.1 else mutated(content, chance)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name, content in members:
            file.writestr(name, content)
    return out.getvalue()


def kept(name: str, data: bytes) -> None:
    """A source is read or refused; its book is well-formed, and nothing in it runs."""
    found = made(name, data)
    if isinstance(found, SourceError):
        assert found.exit_code == 3
        assert found.what
        return
    assert any(map(str.isalpha, found.words()))
    assert list(dangers(rendered(found.publication), secret=SECRET)) == []


def examples(request: pytest.FixtureRequest, count: int) -> settings:
    return settings(max_examples=count * (50 if request.config.getoption("--long") else 1))


@pytest.mark.parametrize("form", VALID)
def test_a_file_that_was_damaged_is_read_or_refused(form: str, request: pytest.FixtureRequest) -> None:
    @examples(request, 25)
    @given(st.sampled_from(VALID[form]), st.randoms(use_true_random=False))
    def law(data: bytes, chance: random.Random) -> None:
        kept(f"source.{form}", (repacked if form in ("docx", "epub") else mutated)(data, chance))

    law()


@pytest.mark.parametrize("form", VALID)
def test_any_bytes_are_read_or_refused(form: str, request: pytest.FixtureRequest) -> None:
    start = {"docx": b"PK\x03\x04", "epub": b"PK\x03\x04", "html": b"<html>"}.get(form, b"")

    @examples(request, 15)
    @given(st.binary(max_size=400))
    def law(data: bytes) -> None:
        kept(f"source.{form}", data)
        kept(f"source.{form}", start + data)

    law()


#: Letters of all kinds, signs of all formats and what no format can hold; no word that is looked for.
STRANGE = st.text(
    st.one_of(st.characters(), st.sampled_from("\0\x01\x0b\ud800\udfff\ufffe\u202e\u2066\ufeff<>&\"'`*_[](){}|#\\~$^")),
    max_size=30,
)


@pytest.mark.parametrize("form", [form for form in FORMATS if form != "md"])
def test_what_stands_beside_it_takes_no_word_away(form: str, request: pytest.FixtureRequest) -> None:
    """In Markdown the signs are markup, and may hide words (in a comment, in an address)."""

    @examples(request, 20)
    @given(STRANGE, st.lists(STRANGE, min_size=1, max_size=4))
    def law(title: str, strange: list[str]) -> None:
        paragraphs = [f"Then kept{at}word {words} and kept{at}behind it rang." for at, words in enumerate(strange)]
        found = made(f"source.{form}", FORMATS[form](f"Of kepttitle {title}", *paragraphs))
        assert not isinstance(found, SourceError)
        words = found.words()
        for at in range(len(strange)):
            assert f"kept{at}word" in words
            assert f"kept{at}behind" in words
        assert "kepttitle" in words
        assert list(dangers(rendered(found.publication), secret=SECRET)) == []

    law()

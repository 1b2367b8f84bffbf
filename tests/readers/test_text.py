"""Plain text: encodings, line ends, runs of lines, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accessible.errors import SourceError
from accessible.model.draft import Lines
from accessible.readers import as_source, open_source, read

ENGLISH = "The harbour’s bell — “the Old Woman” — fell silent… It hasn’t rung since.\n\nNobody knows why.\n" * 3


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_what_states_its_encoding_is_read_without_a_message(encoding: str) -> None:
    draft = read(as_source("a.txt", ENGLISH.encode(encoding)))
    assert draft.text == ENGLISH
    assert draft.messages == ()


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16-le", "utf-16-be"])
def test_a_guessed_encoding_is_said(encoding: str) -> None:
    draft = read(as_source("a.txt", ENGLISH.encode(encoding)))
    assert draft.text == ENGLISH
    assert [message.code for message in draft.messages] == ["R001"]
    assert encoding in draft.messages[0].text


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1251", "Привет, мир! Это простой текст на русском языке, который нужно прочитать вслух."),
        ("cp1250", "Zażółć gęślą jaźń. Wszyscy ludzie rodzą się wolni i równi w swojej godności."),
        ("cp1252", "Die Stadt will das Freibad schließen. „Das können wir uns nicht leisten“, sagte Frau Böhm."),
        ("shift_jis", "日本語の文章です。これは読み上げられます。" * 3),
    ],
)
def test_legacy_encodings_of_other_languages(encoding: str, text: str) -> None:
    assert read(as_source("a.txt", text.encode(encoding))).text == text


def test_a_few_broken_bytes_do_not_change_the_encoding_of_the_rest() -> None:
    draft = read(as_source("a.txt", ("naïve café, déjà vu. " * 20).encode() + b"\xff end"))
    assert draft.text.endswith("\ufffd end")
    assert "déjà" in draft.text
    assert [message.code for message in draft.messages] == ["R001", "R002"]


def test_control_characters_are_removed_and_counted() -> None:
    draft = read(
        as_source("a.txt", b"One\x00 two\x01 three.\n\nMore text follows here, without any of them in it.\n" * 40)
    )
    assert "\x00" not in draft.text
    assert "\x01" not in draft.text
    assert [message.code for message in draft.messages] == ["R003"]
    assert "80 control characters were removed" in draft.messages[0].text


def test_runs_end_at_blank_lines_whatever_the_line_ends() -> None:
    for end in ("\n", "\r\n", "\r"):
        text = end.join(["One", "and on.", "", "  ", "Two.", "", "\tThree."])
        draft = read(as_source("a.txt", text.encode()))
        found = [draft.text[block.span.start : block.span.end] for block in draft.blocks if isinstance(block, Lines)]
        assert found == [f"One{end}and on.", "Two.", "\tThree."]


@given(st.text(alphabet=st.sampled_from("ab \t\n\r\f.é”"), max_size=60))
def test_every_visible_character_is_in_exactly_one_run(text: str) -> None:
    try:
        draft = read(as_source("a.txt", text.encode()))
    except SourceError:
        assert not any(map(str.isalpha, text))
        return
    covered = [0] * len(draft.text)
    for block in draft.blocks:
        for at in range(block.span.start, block.span.end):
            covered[at] += 1
    assert all(count == (1 if not c.isspace() else count) for c, count in zip(draft.text, covered, strict=True))
    assert max(covered, default=0) <= 1


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [
        ("empty.txt", b"", "is empty"),
        ("blank.txt", b" \n\t\r\n ", "is empty"),
        ("mark.txt", b"\xef\xbb\xbf  \n", "is empty"),
        ("digits.txt", b"12 34\n\n* * *\n", "no letters"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "image/png is not supported"),
        ("noise.txt", bytes(range(256)) * 20, "is not text"),
        ("paper.txt", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "application/pdf is not supported"),
        ("page.html", b"<!DOCTYPE html><title>x</title>", "the page holds no text"),
        ("archive.epub", b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/epub+zip", "archive cannot be read"),
    ],
)
def test_what_is_no_text_is_refused(name: str, data: bytes, what: str) -> None:
    with pytest.raises(SourceError, match=what.replace("+", r"\+")) as caught:
        read(as_source(name, data))
    assert caught.value.where == name
    assert caught.value.exit_code == 3


def test_a_pdf_is_refused_with_a_hint() -> None:
    with pytest.raises(SourceError) as caught:
        as_source("paper.pdf", b"%PDF-1.7\n")
    assert "export it as text" in caught.value.hint
    assert "plain text (.txt)" in caught.value.hint


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no such file"):
        open_source(tmp_path / "nowhere.txt")
    with pytest.raises(SourceError, match="is a folder"):
        open_source(tmp_path)
    with pytest.raises(SourceError, match="cannot be read"):
        open_source(tmp_path / "a\0b")

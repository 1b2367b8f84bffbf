"""What a page says that its encoding is: as browsers look for it, and by the names that they know."""

from __future__ import annotations

import time

import pytest

from accessible.model.source import Source
from accessible.readers import html
from accessible.readers.charset import declared_encoding, encoding_of
from accessible.readers.encoding import decode


@pytest.mark.parametrize(
    ("page", "found"),
    [
        ('<meta charset="iso-8859-2">', "iso8859-2"),
        ("<META\tCHARSET = 'KOI8-R' >", "koi8-r"),
        ("<meta charset=utf-8/>", ""),  # without a blank before it, the slash is part of the name
        ('<meta charset=" utf-8 ">', "utf-8"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">', "koi8-r"),
        ("<meta content='text/html; charset = \"koi8-r\" ; x' http-equiv=content-type>", "koi8-r"),
        # only what is meant for it says it
        ('<meta name="keywords" content="text/html; charset=koi8-r">', ""),
        ('<meta http-equiv="Content-Style-Type" content="text/html; charset=koi8-r">', ""),
        ('<meta http-equiv="Content-Type" content="text/html; charset=\'koi8-r">', ""),
        ('<meta title="charset=koi8-r">', ""),
        ('<p title="<meta charset=koi8-r>"><meta charset=big5>', "big5hkscs"),
        ("<!-- <meta charset=koi8-r> --><meta charset=euc-kr>", "cp949"),
        ("<!--><meta charset=euc-kr> -->", "cp949"),
        ("<! <meta charset=koi8-r><meta charset=gbk>", "gb18030"),
        ("</p title='<meta charset=koi8-r>'><meta charset=gbk>", "gb18030"),
        ("<metacharset=koi8-r charset=koi8-r>", ""),
        # of two, the first that exists
        ("<meta charset=bogus><meta charset=shift_jis>", "cp932"),
        ("<meta charset=koi8-r charset=big5>", "koi8-r"),
        # what is not closed says nothing
        ("<meta charset=koi8-r", ""),
        ('<meta charset="koi8-r><p>', ""),
        # far behind
        (f"<!-- {'x' * 8192} --><meta charset=koi8-r>", "koi8-r"),
        ("<?xml version='1.0' encoding='koi8-r'?><html/>", "koi8-r"),
        ("<?xml version='1.0' encoding='bogus'?><meta charset=koi8-r>", "koi8-r"),
    ],
)
def test_the_encoding_that_a_page_declares(page: str, found: str) -> None:
    assert declared_encoding(page.encode("ascii")) == found


@pytest.mark.parametrize(
    ("label", "encoding"),
    [
        ("Unicode-1-1-UTF-8", "utf-8"), ("latin1", "cp1252"), ("x-cp1251", "cp1251"), ("iso88595", "iso8859-5"),
        ("iso-8859-8-i", "iso8859-8"), ("dos-874", "cp874"), ("windows-949", "cp949"), ("cn-big5", "big5hkscs"),
        ("x-mac-roman", "mac_roman"), ("utf-16le", "utf-8"), ("utf-7", ""), ("base64", ""), ("../etc", ""), ("", ""),
    ],
)  # fmt: skip
def test_encodings_have_the_names_that_browsers_know(label: str, encoding: str) -> None:
    assert encoding_of(label) == encoding


@pytest.mark.parametrize("piece", ["<", "<a ", '<a "', "<!--", "</", "<meta charset=", "<a x = "])
def test_looking_for_an_encoding_takes_no_time(piece: str) -> None:
    begun = time.process_time()
    declared_encoding(piece.encode() * (4_000_000 // len(piece)))
    assert time.process_time() - begun < 2


RUSSIAN = "Все люди рождаются свободными и равными в своём достоинстве и правах. "


def test_where_the_server_is_wrong_the_page_itself_is_asked() -> None:
    page = f"<meta charset=koi8-r><p>{RUSSIAN}".encode("koi8-r")
    draft = html.read(Source("page.html", "text/html", page, charset="utf-8"))
    assert RUSSIAN.strip() in draft.text
    assert [message.code for message in draft.messages] == ["R022"]


def test_one_broken_byte_does_not_make_a_declared_encoding_a_lie() -> None:
    hebrew = "כל בני האדם נולדו בני חורין ושווים בערכם ובזכויותיהם"
    text, messages = decode(hebrew.encode("cp1255") + b"\xff!", declared="cp1255")
    assert text == f"{hebrew}\ufffd!"
    assert [message.code for message in messages] == ["R002"]

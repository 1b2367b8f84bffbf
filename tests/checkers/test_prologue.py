"""What stands before the first element is read as a parser would read it, whatever is done to hide it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from accessible.checkers.prologue import Doctype, doctype, written_out
from accessible.errors import SourceError

OUTSIDE = '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>'


def pieces(data: bytes, size: int = 1 << 16) -> Iterator[bytes]:
    return (data[at : at + size] for at in range(0, len(data), size))


def found(text: str | bytes, *, size: int = 1 << 16) -> Doctype | None:
    data = text.encode() if isinstance(text, str) else text
    return doctype(pieces(data, size))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<!DOCTYPE html><html/>", Doctype("html")),
        ("<?xml version='1.0'?>\n<!DOCTYPE html\n>", Doctype("html")),
        ('<!DOCTYPE html SYSTEM "about:legacy-compat">', Doctype("html", None, "about:legacy-compat")),
        ("<!DOCTYPE a PUBLIC '-//X//Y>' 'http://x/[y]'>", Doctype("a", "-//X//Y>", "http://x/[y]")),
        ('<!DOCTYPE a [<!-- ]> --><?p ]> ?><!ENTITY x "]>">]>', Doctype("a", None, None, {"x": "]>"}, 2)),
        (
            '<!DOCTYPE a [<!ENTITY x "ab"><!ENTITY y "&x;&x;&nbsp;">]>',
            Doctype("a", None, None, {"x": "ab", "y": "abab&nbsp;"}, 10),
        ),
        ("<html/><!DOCTYPE html>", None),  # which no parser reads
        ("<!-- <!DOCTYPE html> --><html/>", None),
        ("<!-- <!DOCTYPE html> ", None),
        ("\x89PNG <!DOCTYPE html>", None),
        ("p { color: red }", None),
        ("", None),
        ("<", None),
    ],
)
def test_the_document_type_is_found_however_the_file_is_cut(text: str, expected: Doctype | None) -> None:
    for size in (1 << 16, 7, 1):
        assert found(text, size=size) == expected


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "before",
    [
        "",
        "\n \t",
        "<!--" + "x" * 400_000 + "-->",
        "<?x " + "y>" * 200_000 + "?>",
        " " * 400_000,
        "<!-- -- -->\n" * 30_000,
    ],
)
def test_nothing_in_front_of_it_hides_it(encoding: str, before: str) -> None:
    data = f"<?xml version='1.0'?>{before}{OUTSIDE}".encode(encoding)
    for size in (1 << 18, 4099):
        with pytest.raises(SourceError, match="lies outside"):
            doctype(pieces(data, size))


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (f"<?xml version='1.0' encoding='utf-7'?>{OUTSIDE}".encode(), "no book may have"),
        (b"<?xml version='1.0' encoding='cp037'?>" + OUTSIDE.encode("cp037"), "no book may have"),
        (f"<?xml version='1.0'?>{OUTSIDE}".encode("cp037"), "no book may have"),
        (f"<?xml version='1.0'?>{OUTSIDE}".encode("utf-32-le"), "no book may have"),
        (f"<?xml version='1.0'?>{OUTSIDE}".encode("utf-32-be"), "no book may have"),
        (f"<?xml version='1.0'?>{OUTSIDE}".encode("utf-32"), "no book may have"),
        (b"<?xml version='1.0' encoding='ISO-2022-JP'?><!-- \x1b$B--><a/>", "no book may have"),
        (b"<?xml version='1.0' " + b" " * 300_000 + b"encoding='cp037'?>", "no book may have"),
        (b"<?xml version='1.0' encoding='utf-16'?>" + OUTSIDE.encode("utf-16-be"), "another encoding"),
        ("<?xml version='1.1'?><!DOCTYPE\x85a [<!ENTITY\x85e\x85SYSTEM\x85'x'>]>".encode(), "lies outside"),
        ("<!DOCTYPE a [<!ENTITY e\u00a0SYSTEM 'x'>]>".encode(), "lies outside"),
        (b"<!DOCTYPE a [<!ENTITY % p '<!ENTITY &#37; q SYSTEM \"http://x\">'> %p; %q;]>", "make others"),
        (b"<!DOCTYPE a SYSTEM 'ftp://x/y'>", "outside of the book"),
        (b"<!DOCTYPE a PUBLIC '-//W3C//DTD XHTML 1.1//EN' 'HTTP://x/y'>", "outside of the book"),
        (b"<!DOCTYPE a SYSTEM 'file:///dev/zero'>", "outside of the book"),
        (b"<!DOCTYPE a SYSTEM 'jar:http://x!/y'>", "outside of the book"),
        (f"<!DOCTYPE a [{'<!ELEMENT b (c)>' * 20_000}]>".encode(), "larger than that of any book"),
        (f"<!DOCTYPE a SYSTEM '{'b' * 300_000}'>".encode(), "larger than that of any book"),
        (
            ("<!DOCTYPE a [" + "".join(f'<!ENTITY a{n} "&a{n - 1};">' for n in range(5000, 0, -1)) + "]>").encode(),
            "grow",
        ),
    ],
)
def test_a_file_that_hides_what_it_says_is_refused(data: bytes, word: str) -> None:
    with pytest.raises(SourceError, match=word):
        doctype(pieces(data))


@pytest.mark.parametrize(
    "text",
    [
        "<?xml version='1.0' encoding='ISO-8859-1'?><a/>",
        "<?xml version='1.0' encoding='windows-1252'?><a/>",
        "<?xml version='1.0' encoding='Shift_JIS'?><a/>",
        "<?xml version='1.0' encoding='utf-16'?><a/>",  # in UTF-8, as some programs write it
        '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd" '
        '[<!ENTITY ns_svg "http://www.w3.org/2000/svg"><!ENTITY firm "A &amp; B &copy; &#169;">]><svg/>',
        '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" "xhtml11.dtd">',
        "<!DOCTYPE a [<!ELEMENT a ANY><!ATTLIST a b CDATA 'c>d'><!NOTATION n PUBLIC 'p'>]>",
    ],
)
def test_what_books_have_is_let_through(text: str) -> None:
    found(text)


def test_an_entity_that_is_used_too_often_is_refused() -> None:
    text = '<!DOCTYPE a [<!ENTITY e "{}">]><a>{}</a>'
    for length, times, is_refused in ((5, 1000, False), (9000, 10, False), (9000, 12_000, True)):
        data = text.format("x" * length, "&e;" * times).encode()
        kind = found(data)
        assert kind is not None
        if is_refused:
            with pytest.raises(SourceError, match="grow"):
                written_out(kind, pieces(data))
        else:
            written_out(kind, pieces(data))

"""No address that could do anything comes into a book, however it is written."""

from __future__ import annotations

import pytest

from accessible.readers.markup import safe

SAFE = {
    "https://example.org": "https://example.org",
    "HTTPS://Example.ORG/Path": "https://example.org/Path",
    " https://example.org/a b ": "https://example.org/a%20b",
    "https://example.org/%zz%41": "https://example.org/%25zz%41",
    "https://example.org/ü?q=ä#ö": "https://example.org/%C3%BC?q=%C3%A4#%C3%B6",
    "https://exämple.org:8080/": "https://xn--exmple-cua.org:8080/",
    "https://[2001:db8::1]/x": "https://[2001:db8::1]/x",
    "https://example.org/[a]|{b}\"<c>'": "https://example.org/%5Ba%5D%7C%7Bb%7D%22%3Cc%3E'",
    "mailto:ada@example.org": "mailto:ada@example.org",
    "mailto:ada@example.org?subject=a b": "mailto:ada@example.org?subject=a%20b",
    "tel:+44-20-1234": "tel:+44-20-1234",
    "#here": "#here",
    "page.html": "https://example.org/low/page.html",
    "../up": "https://example.org/up",
    "//example.com/x": "https://example.com/x",
    "?q=1": "https://example.org/low/?q=1",
}
REFUSED = [
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\tscript:alert(1)", "java\nscript:x",
    "java\x01script:x", "java\x00script:x", "\x01javascript:x", "\u00a0javascript:x", "\u200bjavascript:x",
    "java\u200dscript:x", "java\u00adscript:x", "java\ufeffscript:x", "\u2028javascript:x", "javascript\u202e:x",
    "javascript&colon;alert(1)".replace("&colon;", ":"), "vbscript:x", "data:text/html,<script>", "data:,x", "blob:x",
    "file:///etc/passwd", "FILE:/etc/passwd", "ftp://example.org/x", "about:blank", "view-source:x", "x-foo:bar",
    "http:", "https://", "http:///x", "https://[bad", "https://[::1", "https://exa mple.org/", "https://a..b/",
    "https://user:pw@example.org/", "https://example.org:99999/", "https://example.org:x/", "https://-/", "#", "",
    "mailto:", "mailto:nobody", "mailto:a@b@c", "tel:", "tel:abc", "http://" + "a" * 5000, "feed:javascript:x",
    "jar:javascript:x", "livescript:x", "mocha:x", "http:javascript:x\x01", "\ud800javascript:x",
]  # fmt: skip


@pytest.mark.parametrize(("written", "stands"), SAFE.items())
def test_what_leads_to_the_web_is_written_anew(written: str, stands: str) -> None:
    assert safe(written, base="https://example.org/low/") == stands


@pytest.mark.parametrize("written", REFUSED)
def test_nothing_else_comes_through(written: str) -> None:
    assert safe(written) == ""
    with_base = safe(written, base="https://example.org/low/")
    assert with_base == "" or with_base.startswith("https://example.org/")


def test_what_is_relative_leads_nowhere_without_a_base() -> None:
    assert [safe(written) for written in ("page.html", "/x", "//example.org/x", "?q")] == ["", "", "", ""]

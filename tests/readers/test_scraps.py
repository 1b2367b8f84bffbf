"""What a page says of itself with its tags, or escaped twice, becomes words."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from accessible.readers import as_source, read
from accessible.readers.scraps import words_of


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("Pie &amp; mash &#8211; <i>hot</i>", "Pie & mash – hot"),
        ("<p>Fine</p><p>pie</p>", "Fine pie"),
        ("One<br/>two<BR>three", "One two three"),
        ("O&amp;#39;Neil &amp;amp;amp; Co", "O'Neil & Co"),
        ("&lt;b&gt;Bold&lt;/b&gt; words", "Bold words"),
        ("<a href='x' onclick=\"alert('a > b')\">Link</a>", "Link"),
        ("<script>alert(1)</script>Words<style>p{}</style>", "Words"),
        ("  many \n blanks\t ", "many blanks"),
        # what is no markup
        ("a < b > c, x<y, <3", "a < b > c, x<y, <3"),
        ("AT&T, R&D; and ?a=1&copy=2", "AT&T, R&D; and ?a=1&copy=2"),
        ("if a &lt; b", "if a < b"),
        ("vector<int> &amp; list", "vector<int> & list"),
        ("http://example.org/a&amp;b", "http://example.org/a&b"),
        ("", ""),
    ],
)
def test_scraps_of_markup_are_words(value: str, words: str) -> None:
    assert words_of(value) == words


def test_what_a_page_says_of_itself_holds_no_markup() -> None:
    said = {
        "@type": "Book",
        "headline": "Pie &amp; mash &#8211; <i>hot</i>",
        "author": {"name": "Ann O&amp;#39;Neil"},
        "description": "<p>A fine</p><p>pie</p>",
        "isbn": "978-0-14-143951-8",
    }
    page = f"<script type='application/ld+json'>{json.dumps(said)}</script><p>Words of the page, and some more."
    metadata = read(as_source("page.html", page.encode(), form="html")).metadata
    assert (metadata.title, metadata.creators) == ("Pie & mash – hot", ("Ann O'Neil",))
    assert (metadata.description, metadata.source) == ("A fine pie", "urn:isbn:9780141439518")


def test_a_page_without_scraps_does_not_wait_for_their_parser() -> None:
    code = (
        "import sys; from accessible.readers import as_source, read; "
        "read(as_source('a.html', b'<title>One</title><p>Two words')); print('bs4' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"

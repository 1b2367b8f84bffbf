"""Broken markup, read as browsers show it (HTML, sections 13.2.5 and 13.2.6): what somebody sees in a browser is there,
once, in the order in which it is seen there. The kinds of cases are those of html5lib's tests of parsers."""

from __future__ import annotations

import time

import pytest

from accessible.errors import SourceError
from accessible.model.blocks import Styled, Table
from accessible.model.document import written
from accessible.readers import as_source, read
from tests.readers.markup.made import made


def words(text: str) -> list[str]:
    return [prose.text for _, prose in written(made(text).blocks)]


def told(text: str) -> list[str]:
    return [message.code for message in made(text).messages]


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        # ends that are implied, wrong or missing
        ("<p>one<p>two<div>three</p>four</div>five", ["one", "two", "three", "four", "five"]),
        ("<ul><li>one<li>two</ul>three", ["one", "two", "three"]),
        ("<dl><dt>one<dd>two<dt>three</dl>", ["one", "two", "three"]),
        ("<span><p>one</span> two</p>three", ["one two", "three"]),
        ("<cite>one<div>two</cite> three</div>", ["one", "two three"]),
        ("<p>one</body></html><p>two", ["one", "two"]),
        ("<h1>one<h2>two</h1>three", ["one", "two", "three"]),
        ("<a href=/x><p>one <a href=/y>two</a> three</p></a>", ["one two three"]),
        # what stands in no cell of a table is shown before it
        ("<table>one<td>two</td>three</table>", ["onethree", "two"]),
        ("<table><b><tr><td>two</td></tr>one</table>three", ["one", "two", "three"]),
        ("<table><tr><p>one<td>two<td>three<tr><td>four</table>", ["one", "two", "three", "four"]),
        ("<table><td>one<table><td>two</table>three</table>four", ["one", "two", "three", "four"]),
        ("<table><tr><td>one<div><tr><td>two</table>", ["one", "two"]),
        # what begins late
        ("<p>one<body><p>two", ["one", "two"]),
        ("<div>one</div><head><title>No</title></head><body>two", ["one", "two"]),
        ("<p>one<html lang=de><p>two", ["one", "two"]),
        # forms
        ("<form><div><p>one</form>two</div>three", ["one", "two", "three"]),
        ("<form>one<form>two</form>three</form>four", ["onetwo", "threefour"]),
        ("<table><select><option>no<tr><td>one</table>two", ["one", "two"]),
        ("<select><option>no<select>one<p>two", ["one", "two"]),
        ("<select><option>no<input>one", ["one"]),
        ("<p>one <isindex> two", ["one two"]),
        ("<b><button>" + "a word " * 40 + "</b>end", [("a word " * 40 + "end").strip()]),
        # drawings and formulas that end where HTML begins, and those in which it may stand
        ("<svg><plaintext>one</plaintext>two</svg>three", ["one", "two", "three"]),
        ("<p>one <math alttext='x'><mtext><b>y</b></mtext></math> two", ["one x two"]),
        ("<math><mi>x<p>one", ["x", "one"]),
        # scripts, comments and their kin
        ('one<script foo=">">no</script bar=">">two', ["onetwo"]),
        ("one<script><!-- <script>no</script> --></script>two", ["onetwo"]),
        ("one<script><!--no</script>two", ["onetwo"]),
        ("one<script><!--><script></script>two", ["onetwo"]),
        ("one<style><!--</style>two-->", ["onetwo-->"]),
        ("one</ no>two<!no>three<?no?>four</>five<!-->six<!--->seven", ["onetwothreefourfivesixseven"]),
        ("one<![CDATA[no]]>two", ["onetwo"]),
        ("<!DOCTYPE no><!doctype no>one", ["one"]),
        ("one<template>no<p>no</template>two<template><table></template>three", ["onetwothree"]),
        ("<noscript><!-- </noscript>one<noscript> --></noscript>two", ["one -->two"]),
        ("<noscript><iframe></noscript>one", ["one"]),
        ("one<iframe><!-- </iframe>two", ["onetwo"]),
        ("one<plaintext></plaintext>two", ["one", "</plaintext>two"]),
        ("one<xmp><b>two</b></xmp>three", ["one", "<b>two</b>", "three"]),
        ("<frameset><frame src=a><noframes><p>one</noframes></frameset>", ["one"]),
        # characters
        ("a\x00b &#0;&#xD800;&#x110000;", ["ab \ufffd\ufffd\ufffd"]),
        ("&#128;&#x99;&#150; &#x81;.", ["€™– \x81."]),
        ("&notit; &notin; &copy2 &ampx &nope; &AMP; &lt", ["¬it; ∉ ©2 &x &nope; & <"]),
        ("1 < 2 <3 & < >", ["1 < 2 <3 & < >"]),
        # ruby: the words, and not how they are read
        ("<ruby>a<rp>(<rt>no<rp>)</ruby>b<ruby>c<rtc>no<rt>no</ruby>d", ["abcd"]),
        ("<ruby>a<rt>no<rb>b<rt>no</ruby>", ["ab"]),
    ],
)
def test_what_a_browser_shows_of_broken_markup_is_read(text: str, seen: list[str]) -> None:
    assert words(text) == seen


def styled(text: str) -> list[tuple[str, str]]:
    return [
        (mark.style, prose.text[mark.start : mark.end])
        for _, prose in written(made(text).blocks)
        for mark in prose.inlines
        if isinstance(mark, Styled)
    ]


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("<p><b>one <i>two</b> three</i> four", [("strong", "one two"), ("em", "two"), ("em", "three")]),
        ("<p><b>one <i>two</i></b> three", [("strong", "one two"), ("em", "two")]),
        ("<b>one<p>two</b> three</p>", [("strong", "one"), ("strong", "two")]),
        ("<b>one<div>two<div>three</b> four</div> five</div>", [("strong", word) for word in ("one", "two", "three")]),
        (
            "<b>one<i>two<p>three</b>four",
            [("strong", "onetwo"), ("em", "two"), ("em", "threefour"), ("strong", "three")],
        ),
        ("<p><b>one<p>two", [("strong", "one")]),  # what is never closed ends with its paragraph
    ],
)
def test_emphasis_ends_where_its_author_ends_it(text: str, marked: list[tuple[str, str]]) -> None:
    assert styled(text) == marked


def test_a_form_around_the_rows_of_a_table_is_no_part_of_it() -> None:
    text = "<table><form><tr><th>A<th>B<tr><td>1<td>2</form></table>"
    (table,) = made(text).blocks
    assert isinstance(table, Table)
    assert [len(row) for row in table.rows] == [2, 2]


@pytest.mark.parametrize("text", ["one <?php two", "one <!two", "one </ two", "one <!-- two"])
def test_what_is_never_closed_is_told_with_what_it_holds(text: str) -> None:
    found = made(text)
    (message,) = found.messages
    assert message.code == "R023"
    assert "two" in message.text


def test_the_words_on_controls_are_told() -> None:
    (message,) = made("<p>one<button>Subscribe</button><input type=submit value=Send><input>").messages
    assert (message.code, message.place.line) == ("R019", 1)
    assert message.text.startswith("3 controls of forms were left out ('Subscribe', 'Send')")


def test_a_remark_for_browsers_without_scripts_is_told() -> None:
    assert told("<head><noscript>Scripts, please</noscript></head><body>one") == ["R015"]


@pytest.mark.parametrize("text", ["<nav>one <a href=x>two</a></nav>", "<form>one<p>two</form>", "<footer>one</footer>"])
def test_a_page_of_nothing_but_furniture_is_read(text: str) -> None:
    draft = read(as_source("page.html", text.encode()))
    assert "one" in " ".join(prose.text for _, prose in written(draft.blocks))  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["<p> <br>", "<script>one</script>", "<title>one</title>", "<!-- one -->"])
def test_a_page_without_a_word_is_refused(text: str) -> None:
    with pytest.raises(SourceError, match="holds no text"):
        read(as_source("page.html", text.encode(), form="html"))


@pytest.mark.parametrize(
    "piece",
    [
        "<b><p>", "<b><i></b>", "<a><div>", "</b>", "<form></form>", "<noscript>", "<noscript><!--", "<script><!--",
        "<table><b>", "<i><div></i>", "<p><b></p>", "<select><input>", "</x y='", "-->", "<!---", "<b><p></b>",
    ],
)  # fmt: skip
def test_no_broken_markup_takes_long(piece: str) -> None:
    def seconds(count: int) -> float:
        begun = time.process_time()
        made("word " + piece * count)
        return time.process_time() - begun

    few, many = seconds(4_000), seconds(16_000)
    assert many < max(3.0, 12 * few)

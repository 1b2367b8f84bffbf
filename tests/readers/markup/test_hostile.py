"""Markup that nobody wrote to be read: what is deep, long, broken or malicious is read, told or refused, in time."""

from __future__ import annotations

import sys
import time
from types import FrameType
from typing import Any

import pytest

from accessible.errors import SourceError
from accessible.model.blocks import Block
from accessible.model.document import written
from accessible.model.draft import Draft
from accessible.readers import as_source, read

BEFORE, AFTER = "<!DOCTYPE html><title>x</title><p>BEFORE it</p>", "<p>AFTER it</p>"

#: What is repeated, and what is closed behind it.
PATTERNS: dict[str, str] = {
    "extracts in extracts": "<blockquote>x ",
    "lists in lists": "<ul><li>x ",
    "tables in tables": "<table><tr><td>x ",
    "rows of open cells": "<table><tr><td>x<td>y</table>",
    "emphasis in blocks in emphasis": "<div><b>x ",
    "emphasis that ends too late": "<b><p>x</b>",
    "open links": "<a href=x>y ",
    "open terms": "<dl><dt>x<dd>y ",
    "headings in headings": "<h1><h2>x ",
    "paragraphs": "<p>x</p>",
    "line breaks": "x<br>",
    "pairs of line breaks": "x<br><br>",
    "marks in one paragraph": "<i>x</i> ",
    "pictures": "<img src=a.png alt=b>",
    "one id": "<p id=a>x",
    "links to one place": '<a href="#a" id="a">1</a> ',
    "notes": '<sup><a href="#n" id="r">1</a></sup><p id="n"><a href="#r">1</a> note</p>',
    "hidden paragraphs": "<p hidden>x</p>",
    "quotations in quotations": "<q>x ",
    "menus": "<nav><a href=x>y</a></nav>",
    "lists of links": "<ul><li><a href=x>y</a><li><a href=x>z</a></ul>",
    "teasers": "<div><h3><a href=x>y</a></h3><p>Some words of it are said here.</p></div>",
    "readings": "<ruby>x<rt>y</ruby>",
    "sections": "<section epub:type=chapter><p>x ",
    "scripts": "<script>x</script>",
    "ampersands": "& &amp ",
    "names of nothing": "&notit; ",
    "angle brackets": "< ",
    "end tags": "</p></b>",
    "open comments": "<!--",
    "open quotation marks": '<a "=',
    "document types": "<!doctype [",
    "raw text": "<title>",
    "drawings": "<svg><title>x",
    "other languages": "<i lang=fr>x</i> ",
    "broken addresses": '<a href="java\x01script:x">y</a> ',
}

#: Those in which something is looked for that is not there.
SEARCHED = ("scripts", "ampersands", "names of nothing", "angle brackets", "open comments", "open quotation marks",
            "document types", "raw text", "drawings", "broken addresses")  # fmt: skip


def page(pattern: str, times: int) -> str:
    return BEFORE + PATTERNS[pattern] * times + AFTER


def read_page(text: str) -> Draft:
    return read(as_source("page.html", text.encode("utf-8", "surrogatepass")))


def words(draft: Draft) -> str:
    blocks: tuple[Block, ...] = draft.blocks  # type: ignore[assignment]
    return " ".join(prose.text for _, prose in written(blocks))


def work(text: str) -> int:
    """The lines of Python that are run to read a page."""
    lines = 0

    def count(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal lines
        lines += event == "line"
        return count

    before = sys.gettrace()
    sys.settrace(count)
    try:
        read_page(text)
    finally:
        sys.settrace(before)
    return lines


@pytest.mark.parametrize("pattern", PATTERNS)
def test_work_grows_with_a_pages_length_and_not_with_its_square(pattern: str) -> None:
    """Counted where depth has reached its limit: below it, what is nested is passed once for each level."""
    read_page(page(pattern, 9))  # what is imported or compiled at the first need of it is not the page's
    assert work(page(pattern, 900)) < 2.5 * work(page(pattern, 450))


@pytest.mark.parametrize("pattern", SEARCHED)
def test_a_megabyte_of_it_is_read_in_a_few_seconds(pattern: str) -> None:
    """Searches inside one call to the C library are not counted in lines; they would take minutes."""
    begun = time.process_time()
    read_page(page(pattern, 1_000_000 // len(PATTERNS[pattern])))
    assert time.process_time() - begun < 20


@pytest.mark.parametrize("depth", [150, 199, 200, 254, 255, 256, 260, 2049, 100_000])
@pytest.mark.parametrize("tag", ["blockquote", "div", "span", "b", "table", "ul", "section"])
def test_what_is_deep_is_kept_with_what_stands_around_it(tag: str, depth: int) -> None:
    draft = read_page(f"{BEFORE}{f'<{tag}>' * depth}DEEP{f'</{tag}>' * depth}{AFTER}")
    assert [word for word in words(draft).split() if word.isupper()] == ["BEFORE", "DEEP", "AFTER"]
    codes = {message.code for message in draft.messages}
    assert codes == ({"R007"} if depth > 200 or (tag in ("blockquote", "ul") and depth > 60) else set())


def test_text_in_many_depths_stays_in_its_order() -> None:
    opened = "".join(f"<div>a{number} " for number in range(400))
    closed = "".join(f"b{number} </div>" for number in range(400))
    found = words(read_page(f"<p>BEFORE it</p>{opened}{closed}")).split()[2:]
    assert found == [f"a{number}" for number in range(400)] + [f"b{number}" for number in range(400)]


def test_more_elements_than_anybody_writes_are_refused() -> None:
    with pytest.raises(SourceError, match="more than 500,000 elements"):
        read_page("<br>" * 500_100)


def test_two_hundred_thousand_attributes_are_read() -> None:
    attributes = " ".join(f"a{number}=1" for number in range(200_000))
    assert words(read_page(f"<p {attributes}>Some words</p>")) == "Some words"


def test_a_comment_that_never_ends_holds_the_rest_and_that_is_told() -> None:
    draft = read_page("<p>Before it</p>\n<!-- remark <p>never seen")
    assert words(draft) == "Before it"
    assert [(message.code, message.place.line) for message in draft.messages] == [("R023", 2)]
    assert "'<!-- remark <p>never seen'" in draft.messages[0].text


def test_a_quotation_mark_without_a_partner_swallows_one_tag_and_no_page() -> None:
    assert words(read_page('<p>One <a href="x>two</a> three</p><p>four</p>')) == "One two three four"


def test_characters_that_no_book_can_hold_are_gone() -> None:
    draft = read_page("<p>a&#0;b&#1;c&#11;d&#xFFFE;e&#xD800;f\x01\x0bg\ud800h&#99999999999999999999;i\u202ej</p>")
    assert words(draft) == "a\ufffdbcde\ufffdfg\ufffdh\ufffdi\u202ej" or "\x01" not in words(draft)
    assert not any(ord(character) < 32 or 0xD800 <= ord(character) < 0xE000 for character in words(draft))
    assert "R003" in {message.code for message in draft.messages}


def test_entities_of_a_document_type_are_not_expanded() -> None:
    lol = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    text = f'<!DOCTYPE html [<!ENTITY l0 "lol"> {lol} <!ENTITY x SYSTEM "file:///etc/passwd">]><p>One &l9; &x; two'
    assert words(read_page(text)) == "One &l9; &x; two"
    xml = f'<?xml version="1.0"?>{text}</p>'
    assert words(read(as_source("page.xhtml", xml.encode()))) == "One &l9; &x; two"

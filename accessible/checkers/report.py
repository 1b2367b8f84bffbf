"""Findings as a page of HTML for people, who may use a screen reader, a keyboard, large letters or a small screen.

Headings and landmarks lead through it, a summary stands in front, a severity is a word and never just a colour, tables
name their columns and rows, and there is no script. The file stands alone: nothing is fetched.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

from lxml import etree

from accessible.checkers import UNCHECKED
from accessible.model.message import Message, Severity, severity

#: What XML forbids, and what would turn the letters of a name around; halves of characters stand for bytes of a name.
_XML_UNSAFE = {
    **dict.fromkeys((*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF, *range(0x202A, 0x202F))),
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),
}
_WORDS: dict[Severity, str] = {"error": "Error", "warning": "Warning", "info": "Note"}
_MOST_LISTED = 500  # findings of one severity in one book: nobody reads more, and a screen reader has to load them all
_MARK = b'<meta name="generator" content="accessible check"/>'


def report(books: Sequence[tuple[str, Sequence[Message], str]]) -> bytes:
    """The page for books: each a name, what was found in it, and the error where nothing could be looked at ("")."""
    html = etree.Element("html", lang="en")
    head = _add(html, "head")
    _add(head, "meta", charset="utf-8")
    _add(head, "meta", name="viewport", content="width=device-width, initial-scale=1")
    _add(head, "meta", name="generator", content="accessible check")
    _add(head, "title", "Accessibility check")
    _add(head, "style", (files(__package__) / "report.css").read_text(encoding="utf-8"))
    body = _add(html, "body")
    _add(_add(body, "header"), "h1", "Accessibility check")
    main = _add(body, "main")
    _summary(main, books)
    for number, (name, messages, error) in enumerate(books, 1):
        _book(main, number, name, messages, error)
    data: bytes = etree.tostring(html, encoding="utf-8", method="xml", doctype="<!DOCTYPE html>")
    return data + b"\n"


def is_ours(file: Path) -> bool:
    """Whether a file is a page that `report` has made."""
    try:
        with file.open("rb") as stream:
            return _MARK in stream.read(1000)
    except OSError:
        return False


def _summary(main: etree._Element, books: Sequence[tuple[str, Sequence[Message], str]]) -> None:
    section = _add(main, "section", **{"aria-labelledby": "summary"})
    _add(section, "h2", "Summary", id="summary")
    scrolling = _add(section, "div", role="region", tabindex="0", **{"aria-labelledby": "counts", "class": "scrolling"})
    table = _add(scrolling, "table")
    _add(table, "caption", "Findings by book", id="counts")
    row = _add(_add(table, "thead"), "tr")
    for label in ("Book", "Result", "Errors", "Warnings", "Notes"):
        _add(row, "th", label, scope="col")
    rows = _add(table, "tbody")
    for number, (name, messages, error) in enumerate(books, 1):
        row = _add(rows, "tr")
        _add(_add(row, "th", scope="row"), "a", name, href=f"#book-{number}")
        counted = [sum(severity(m.code) == level and m.code not in UNCHECKED for m in messages) for level in _WORDS]
        whole = all(message.code not in UNCHECKED for message in messages)
        _add(row, "td", _result(counted[0], counted[1], error, whole=whole))
        for count in counted:
            _add(row, "td", "–" if error else str(count))


def _result(errors: int, warnings: int, error: str, *, whole: bool) -> str:
    if error:
        return "Not checked"
    found = "Has errors" if errors else "Has warnings" if warnings else "Nothing found"
    return found if whole else f"{found}, but not all was looked at"


def _book(main: etree._Element, number: int, name: str, messages: Sequence[Message], error: str) -> None:
    section = _add(main, "section", **{"aria-labelledby": f"book-{number}"})
    _add(section, "h2", name, id=f"book-{number}")
    if error:
        _add(section, "p", f"The book was not checked: {error}.")
        return
    unchecked = [message for message in messages if message.code in UNCHECKED]
    found = [message for message in messages if message.code not in UNCHECKED]
    if unchecked:
        _add(section, "h3", "Not checked")
        _listed(section, unchecked)
    if not found:
        _add(section, "p", "Nothing was found.")
    for level, word in _WORDS.items():
        if some := [message for message in found if severity(message.code) == level]:
            _add(section, "h3", f"{word}s ({len(some)})")
            _listed(section, some)


def _listed(section: etree._Element, messages: Sequence[Message]) -> None:
    listed = _add(section, "ul")
    for message in messages[:_MOST_LISTED]:
        item = _add(listed, "li")
        first = _add(item, "p")
        _add(first, "strong", f"{_WORDS[severity(message.code)]} {message.code}").tail = " " + message.text.translate(
            _XML_UNSAFE
        )
        place = message.place
        where = place.file + (f", line {place.line}" if place.line else "") + (f", id {place.id}" if place.id else "")
        if where:
            _add(_add(item, "p", "Where: "), "code", where)
        if message.hint:
            _add(item, "p", f"What to do: {message.hint}")
    if (more := len(messages) - _MOST_LISTED) > 0:
        what = f"{more} more are not listed here. Mend these and check again, or see all of them with --json."
        _add(section, "p", what)


def _add(parent: etree._Element, tag: str, text: str = "", /, **attributes: str) -> etree._Element:
    element = etree.SubElement(parent, tag, attributes)
    if tag != "meta":  # anything else has an end tag, in HTML as in XML
        element.text = text.translate(_XML_UNSAFE)
    return element

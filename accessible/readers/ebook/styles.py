"""Words that style sheets write (CSS 2.2, section 12.2, "content"): they are shown, stand in no text, and are lost.

A style sheet is no text of the book, and what it writes cannot be placed without laying out the page; so it is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set
from typing import NamedTuple

from accessible.readers.ebook.markup import local
from accessible.readers.markup import Element

_COMMENT = "/*"
_QUOTED = re.compile(r'"((?:[^"\\\n]|\\.)*)"|\'((?:[^\'\\\n]|\\.)*)\'', re.DOTALL)
_ESCAPED = re.compile(r"\\(?:([0-9A-Fa-f]{1,6})\s?|(.))", re.DOTALL)
_WRITING = re.compile(r"::?(?:before|after)\s*$", re.IGNORECASE)
_LAST = re.compile(r"[^\s>+~]+$")
_SIMPLE = re.compile(r"([.#]?)([\w-]+|\*)")
#: A style sheet is looked at so far, and all of a book; a selector has at most so many characters.
LARGEST_SHEET, LARGEST_SHEETS, _SELECTOR = 2_000_000, 10_000_000, 500


class Written(NamedTuple):
    """Words that a style sheet writes, and the selector of what it writes them to."""

    words: str
    selector: str


def styles_in(root: Element) -> Iterator[str]:
    """The style sheets that stand in a document."""
    return (element.text() for element in root.walk() if element.name == "style")


def written_by(sheet: str) -> Iterator[Written]:
    """What a style sheet writes, as far as it has a letter or a digit."""
    for rule in _without_comments(sheet[:LARGEST_SHEET]).split("}"):
        before, _, declarations = rule.rpartition("{")
        if "content" not in declarations:
            continue
        words = "".join(_values(declarations))
        if any(map(str.isalnum, words)):
            for selector in before.rpartition("{")[2].rpartition(";")[2].split(","):
                if len(selector) < _SELECTOR and _WRITING.search(selector):
                    yield Written(words, " ".join(selector.split()))


def names_in(roots: Iterable[Element]) -> Set[str]:
    """The names, classes (".x") and ids ("#x") of the elements of documents, by which selectors find them."""
    found: set[str] = {"*"}
    for root in roots:
        for element in root.walk():
            found.add(local(element))
            if element.attributes:
                found.update(f".{name}" for name in element.get("class").split())
                found.add(f"#{element.get('id')}")
    return found


def may_select(selector: str, names: Set[str]) -> bool:
    """Whether documents with elements of such names may have one that a selector finds, by its last part alone."""
    last = _LAST.search(_WRITING.sub("", selector))
    if last is None:
        return True
    simple = last[0].partition("[")[0].partition(":")[0]
    parts = _SIMPLE.findall(simple)
    return all((mark + name if mark else name.lower()) in names for mark, name in parts)


def _without_comments(sheet: str) -> str:
    first, *rest = sheet.split(_COMMENT)
    return first + "".join(" " + part.partition("*/")[2] for part in rest)


def _values(declarations: str) -> Iterator[str]:
    """The strings of the last `content` of a rule."""
    said = [part for part in declarations.split(";") if part.partition(":")[0].strip().lower() == "content"]
    for double, single in _QUOTED.findall(said[-1].partition(":")[2] if said else ""):
        yield _ESCAPED.sub(lambda found: _character(found[1]) if found[1] else found[2], double or single)


def _character(number: str) -> str:
    code = int(number, 16)
    return chr(code) if code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else ""

"""A page cut into stretches of text between block boundaries, each looked at for what it is: prose, a short sentence,
a heading, links, a label. Nothing is decided here; `article` judges them by where they stand.

The measures are those of Kohlschütter, Fankhauser and Nejdl, "Boilerplate Detection using Shallow Text Features" (WSDM
2010): words, and the share of them that are links.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Literal

from msgspec import Struct

from accessible.readers.markup import Characters, Element, Node
from accessible.readers.markup.attributes import is_hidden
from accessible.readers.markup.words import BLOCKS, CONTROLS, EMBEDDED, HEADINGS, SILENT
from accessible.readers.webpage.furniture import is_edit_mark

#: prose · a sentence too short to count as prose · a heading · words of a table of data, of code, of a caption, of an
#: extract, of a list of contents · mostly links to other pages · none of these
Kind = Literal["prose", "sentence", "heading", "matter", "links", "label"]

#: Words that are not links, of the shortest prose; the share of links at which words are no text any more, and the
#: number of other words from which on they are text all the same.
_PROSE, _LINKS, _TEXT = 10, 0.4, 20

_WORD = re.compile(r"[^\W_]+(?:[’'.-][^\W_]+)*")
#: Characters of scripts that write words without spaces; two of them weigh as much as a word.
_WIDE = re.compile(r"[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_ENDS = re.compile(r"[.!?…。！？؟۔।။។།።։][\"'”’»)\]]*(?:\s|$)|[。！？]")
_MATTER = frozenset("table pre figcaption blockquote code dl".split())


class Stretch(Struct, frozen=True, eq=False):
    """A stretch of text: the nodes that hold it, the block that it stands in, its words, how many of them are links to
    other pages (``linked``) and how many to places on this one (``inner``), and what it is."""

    at: int
    nodes: tuple[Characters, ...]
    owner: Element
    text: str
    words: int
    linked: int
    inner: int
    kind: Kind


class Stretches(Struct, frozen=True):
    """The stretches of a page in their order, and for each block the first one in it and the one behind its last."""

    all: tuple[Stretch, ...]
    spans: Mapping[Element, tuple[int, int]]

    def of(self, element: Element) -> tuple[Stretch, ...]:
        start, end = self.spans[element]
        return self.all[start:end]


def words_in(text: str) -> int:
    """The number of words of a text; where there are no spaces, two characters weigh as much as a word."""
    if text.isascii():
        return len(_WORD.findall(text))
    wide = len(_WIDE.findall(text))
    return len(_WORD.findall(_WIDE.sub(" ", text))) + (wide + 1) // 2


def stretches_of(body: Element) -> Stretches:
    """The stretches of what is shown of a page, controls and what is embedded apart."""
    return _Cutter(body).cut()


class _Cutter:
    """The page as it is gone through: the text since the last boundary, and how much of it is links."""

    def __init__(self, body: Element) -> None:
        self.body = body
        self.found: list[Stretch] = []
        self.spans: dict[Element, tuple[int, int]] = {}
        self.nodes: list[Characters] = []
        self.linked = self.inner = 0
        self.kinds: list[Element] = []  # the open headings, tables, captions …

    def cut(self) -> Stretches:
        stack: list[tuple[Iterator[Node], Element, str, Element, int]] = [
            (iter(self.body.children), self.body, "", self.body, 0)
        ]
        breaks = 0
        while stack:
            children, element, linked, owner, begun = stack[-1]
            node = next(children, None)
            if isinstance(node, Characters):
                if not node.text.isspace():
                    self.nodes.append(node)
                    if linked.startswith("#"):
                        self.inner += words_in(node.text)
                    elif linked:
                        self.linked += words_in(node.text)
                    breaks = 0
            elif node is None:
                stack.pop()
                if element is owner:
                    self.end(owner)
                    self.spans[element] = (begun, len(self.found))
                if self.kinds and self.kinds[-1] is element:
                    self.kinds.pop()
            elif node.name == "br":
                breaks += 1
                if breaks > 1:
                    self.end(owner)
            elif not self.is_passed(node):
                leads = linked or (node.get("href").strip() if node.name == "a" else "")
                block = node.name in BLOCKS
                if block:
                    self.end(owner)
                if node.name in HEADINGS or node.get("role") == "heading" or _is_matter(node):
                    self.kinds.append(node)
                stack.append((iter(node.children), node, leads, node if block else owner, len(self.found)))
        return Stretches(tuple(self.found), self.spans)

    def is_passed(self, element: Element) -> bool:
        """Whether an element is not looked into: what is no text, what is hidden, an edit mark beside a heading (in one
        it is a part of it), controls; but a heading may be made into a button, to fold away what is below it."""
        if element.name in CONTROLS:
            return not (element.name == "button" and self.kinds and self.kinds[-1].name not in _MATTER)
        if is_edit_mark(element):
            return not self.kinds
        return element.name in SILENT or element.name in EMBEDDED or is_hidden(element)

    def end(self, owner: Element) -> None:
        """The stretch since the last boundary, if there is any text in it."""
        if self.nodes:
            text = " ".join("".join(node.text for node in self.nodes).split())
            words = words_in(text)
            linked = min(words, self.linked)
            inner = min(words, self.inner)
            kind = self.kind(text, words, linked, inner)
            self.found.append(Stretch(len(self.found), tuple(self.nodes), owner, text, words, linked, inner, kind))
        self.nodes.clear()
        self.linked = self.inner = 0

    def kind(self, text: str, words: int, linked: int, inner: int) -> Kind:
        if any(element.name not in _MATTER for element in self.kinds):
            return "heading"
        if 2 * inner > words or any(element.name == "pre" for element in self.kinds):
            return "matter"
        if linked < _LINKS * max(1, words) or words - linked >= _TEXT:
            if _ENDS.search(text):
                return "prose" if words - linked >= _PROSE else "sentence"
            return "matter" if self.kinds else "label"
        return "matter" if self.kinds else "links"


def _is_matter(element: Element) -> bool:
    """Whether an element is a part of an article that need not be prose; a table only if it names its columns or rows,
    for others lay out whole pages."""
    if element.name != "table":
        return element.name in _MATTER
    rows = (row for part in element.elements() for row in (part, *part.elements()) if row.name == "tr")
    return any(cell.name == "th" for row in rows for cell in row.elements())

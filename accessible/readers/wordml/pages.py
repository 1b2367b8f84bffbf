"""Where the pages of a document begin, and their numbers (ECMA-376 part 1, sections 17.3.3.1, 17.3.3.13, 17.6.12).

A document has pages only where a program has laid it out. Word leaves marks of the pages that it last made, and the
author's own breaks begin pages as well; that these are all pages, and so have the right numbers, is believed only where
the document says how many it has, or where no more than a page of text stands between two breaks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from accessible.readers.markup.accounting import visible
from accessible.readers.wordml.names import XML, W, child, number, switch, value
from accessible.readers.wordml.numbering import written_number

#: So many visible characters stand on any page of text.
_LEAST_FULL = 2_000
_TURNS = frozenset({"nextPage", "oddPage", "evenPage"})
#: What begins no page of the text: boxes stand on one, and what was deleted nowhere.
_ELSEWHERE = frozenset(W + name for name in ("txbxContent", "del", "moveFrom", "sectPrChange", "pPrChange"))


class Pages(NamedTuple):
    """The numbers of pages by the elements that they begin at; ``doubted`` counts the breaks of which none is sure."""

    labels: Mapping[XML, str]
    doubted: int


class _Break(NamedTuple):
    at: XML
    made: bool  # by the author, not by a program that laid the text out
    before: int  # visible characters between the break before and this one
    section: int


def pages_of(body: XML, told: int) -> Pages:
    """The pages of a text; ``told`` is how many the document says that it has, 0 where it does not."""
    sections = [part for part in _walk(body) if part.tag == f"{W}sectPr"]
    breaks = list(_breaks(body, sections))
    if not breaks:
        return Pages({}, 0)
    laid_out = any(not one.made for one in breaks)
    sure = told == len(breaks) + 1
    short = not laid_out and told <= len(breaks) and all(one.before <= _LEAST_FULL for one in breaks)
    if not (sure or short):
        return Pages({}, len(breaks))
    return Pages(_labels(breaks, sections), 0)


def _breaks(body: XML, sections: list[XML]) -> Iterator[_Break]:
    section = 0
    turned = False  # the next paragraph begins a section on a page of its own
    before = 0
    made = False  # whether the author has just broken the page
    for element in _walk(body):
        match str(element.tag).removeprefix(W):
            case "t":
                if text := visible(element.text or ""):
                    before += text
                    made = False
            case "p":
                properties = child(element, "pPr")
                if turned or (switch(properties, "pageBreakBefore") and not made and before):
                    yield _Break(element, True, before, section)
                    before, made = 0, True
                turned = False
                if child(properties, "sectPr") is not None:
                    section += 1
                    kind = value(sections[section], "type") if section < len(sections) else ""
                    turned = (kind or "nextPage") in _TURNS
            case "br" if element.get(f"{W}type") == "page":
                yield _Break(element, True, before, section)
                before, made = 0, True
            case "lastRenderedPageBreak" if not made and before:
                yield _Break(element, False, before, section)
                before = 0


def _walk(body: XML) -> Iterator[XML]:
    """The elements of the text that matter, in its order."""
    stack = [iter(body)]
    while stack:
        inner = next(stack[-1], None)
        if inner is None:
            stack.pop()
        elif inner.tag not in _ELSEWHERE:
            yield inner
            stack.append(iter(inner))


def _labels(breaks: list[_Break], sections: list[XML]) -> dict[XML, str]:
    labels: dict[XML, str] = {}
    now = _start(sections, 0) or 1
    last = 0
    for one in breaks:
        now += 1
        if one.section != last:
            now = _start(sections, one.section) or now
            kind = value(sections[one.section], "type") if one.section < len(sections) else ""
            now += (kind == "oddPage" and now % 2 == 0) or (kind == "evenPage" and now % 2 == 1)
            last = one.section
        form = ""
        if one.section < len(sections) and (numbered := child(sections[one.section], "pgNumType")) is not None:
            form = numbered.get(f"{W}fmt", "")
        labels[one.at] = written_number(now, form or "decimal") or str(now)
    return labels


def _start(sections: list[XML], at: int) -> int:
    """The number that a section begins to count its pages with, 0 for none of its own."""
    numbered = child(sections[at], "pgNumType") if at < len(sections) else None
    return 0 if numbered is None else max(number(numbered.get(f"{W}start", ""), 0), 0)

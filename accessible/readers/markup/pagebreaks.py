"""Where pages of a printed book begin: between two blocks, or in the midst of a text (DPUB-ARIA 1.1, doc-pagebreak)."""

from __future__ import annotations

import re

from accessible.model.blocks import PageBreak
from accessible.readers.markup.attributes import classes_of, roles_of
from accessible.readers.markup.making import GIVEN, Maker, count
from accessible.readers.markup.tree import Element

_NUMBER = re.compile(r"\d+|[ivxlc]+", re.IGNORECASE)
#: What books call it that were marked up before there was a role for it.
_PAGE_CLASSES = frozenset("pagenum pageno pagebreak page-number newpage page_number pageno-inline".split())


def is_page_break(element: Element) -> bool:
    """Whether an element is where a page of a printed book begins."""
    if not element.attributes:
        return False
    if roles_of(element) & {"pagebreak"}:
        return True
    return element.name in ("span", "a", "div", "p") and not _PAGE_CLASSES.isdisjoint(classes_of(element))


def page_label(element: Element) -> str:
    """The number of the page that begins: as its name, its title, its text, or the end of its id."""
    for said in (element.get("aria-label"), element.get("title"), element.text()):
        if found := said.split():
            words = [word.strip("[](){}.") for word in found]
            return next((word for word in reversed(words) if _NUMBER.fullmatch(word)), " ".join(found))[:40]
    found_in_id = re.search(r"(\d+|[ivxlc]+)$", element.get("id"))
    return found_in_id[1] if found_in_id else ""


def page_break(maker: Maker, element: Element) -> PageBreak:
    """A page that begins between two blocks."""
    maker.left += count(element)
    return maker.placed(PageBreak(maker.span(element), GIVEN, page_label(element)))

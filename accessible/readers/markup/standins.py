"""What stands in for what no book can hold: words for drawings and formulas; what did not come along is told."""

from __future__ import annotations

import re

from accessible.readers.markup.making import Maker, count, excerpt
from accessible.readers.markup.mathml import linear
from accessible.readers.markup.run import Run
from accessible.readers.markup.tree import Element
from accessible.readers.markup.words import MEDIA

#: How a formula is set says nothing of it.
_DISPLAY = re.compile(r"\{\\(?:display|text|script|scriptscript)style (.*)\}")


def write_drawn(maker: Maker, element: Element, run: Run) -> None:
    """A formula or a drawing: the words that stand for it, where its author gave any. TeX is no words: nobody wants to
    hear it."""
    words = _DISPLAY.sub(
        r"\1", " ".join((element.get("alttext") or element.get("aria-label") or _title_of(element)).split())
    )
    maker.left += count(element)
    if element.name == "math" and not words:
        words = linear(element)
        maker.tell(element, "R013", f"A formula has no words that stand for it; its signs were kept: {words!r}.")
    elif element.name == "math" and "\\" in words and (signs := linear(element)):
        maker.tell(element, "R013", f"The words that stand for a formula are TeX; its signs were kept: {signs!r}.")
        words = signs
    elif element.name == "svg" and not words:
        if count(element) or element.get("role") == "img":
            maker.tell(element, "R012", f"A drawing without a title was left out: {excerpt(element.text())!r}.")
        return
    elif element.name == "svg":
        maker.tell(element, "R012", f"A drawing was left out, and its title kept: {words!r}.")
    if element.name == "math":
        run.add(words)
        return
    run.space()
    run.add(words)
    run.space()


def _title_of(element: Element) -> str:
    title = next((child for child in element.walk() if child.name == "title"), None)
    return title.text() if title is not None else ""


def leave_framed(maker: Maker, element: Element) -> None:
    """Leave out another page (`iframe`). The text in its place is for browsers that know no such thing, and no browser
    shows it (HTML, section 4.8.5)."""
    tell_embedded(maker, element)
    maker.left += count(element)


def tell_embedded(maker: Maker, element: Element) -> None:
    """Say that sound, moving pictures, another page or a program did not come along."""
    where = element.get("src") or element.get("data")
    called = element.get("title") or element.get("aria-label")
    what = f" from {excerpt(where, 60)!r}" if where.strip() else ""
    if called.strip():
        what = f" called {excerpt(called, 60)!r}"
    if element.name in MEDIA:
        said = "Sound or a film"
    else:
        said = {"iframe": "Another page", "frame": "Another page", "canvas": "A drawing"}.get(element.name, "A program")
    kept = "; the text in its place was kept" if element.name != "iframe" and count(element, 0) else ""
    maker.tell(element, "R010" if element.name in MEDIA else "R011", f"{said}{what} was left out{kept}.")

"""Notes: at the foot of a text or at the end of a book, each with a way back to everything that refers to it.

The note's number is the name of a footnote, so that it is heard once; the visible one is hidden from screen readers.
Among endnotes, which are a list, the number is that of the item. (The role for one endnote was taken back, because it
hid from people that they are in a list: DPUB-ARIA 1.1, `doc-endnote`.) What no list can count (letters, signs, a note
without a number among others) is a row of footnotes: a number in front of an item would be heard as its text.
"""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from accessible.model.blocks import Footnote
from accessible.renderers.characters import label
from accessible.renderers.context import Context, Write
from accessible.renderers.languages import foreign, words
from accessible.renderers.leaves import holder
from accessible.renderers.page import XHTML, Tree, element, in_language, typed

_RETURN = "↩\ufe0e"  # the second character says: not as an emoji
_LARGEST = 100_000  # no list counts further


def footnote(parent: Tree, block: Footnote, shared: Context, blocks: Write) -> None:
    """A note beside the text."""
    note = holder(parent, "aside", id=block.id)
    typed(note, "footnote")
    blocks(note, block.blocks, shared)
    if block.label:
        note.set("aria-label", label(block.label))
        _numbered(note, label(block.label), shared)
    _led_back(note, block, shared)


def endnotes(parent: Tree, notes: Sequence[Footnote], shared: Context, blocks: Write) -> None:
    """Notes that follow each other in a section of notes: a list, counted as they are, if it can be."""
    numbers = [int(note.label) if note.label.isascii() and note.label.isdigit() else 0 for note in notes]
    if not all(0 < number < _LARGEST for number in numbers):
        for note in notes:
            footnote(parent, note, shared, blocks)
        return
    listed = holder(parent, "ol")
    follows = 1  # what the list counts by itself
    for note, number in zip(notes, numbers, strict=True):
        item = holder(listed, "li", id=note.id)
        if number != follows:
            item.set("value", str(number))
        follows = number + 1
        blocks(item, note.blocks, shared)
        _led_back(item, note, shared)


def _numbered(note: Tree, number: str, shared: Context) -> None:
    """Put the number in front of the first paragraph."""
    first = note[0] if len(note) and note[0].tag == f"{{{XHTML}}}p" else note
    _set_apart(first, shared)
    mark = etree.Element(f"{{{XHTML}}}span", {"class": "label", "aria-hidden": "true"})
    mark.text = number
    mark.tail, first.text = " " + (first.text or ""), None
    first.insert(0, mark)


def _led_back(note: Tree, block: Footnote, shared: Context) -> None:
    """Links behind the last paragraph to every reference."""
    references = shared.references.get(block.id, ())
    if not references:
        return
    last = note[-1] if len(note) and note[-1].tag == f"{{{XHTML}}}p" else element(note, "p")
    last.tail = "\n"
    _set_apart(last, shared)
    known = words(shared.language)
    for count, reference in enumerate(references, 1):
        if len(last):
            last[-1].tail = (last[-1].tail or "") + " "
        link = element(last, "a", href=shared.lead(reference.id))
        typed(link, "backlink")
        sign = reference.sign or label(block.label)
        link.set("aria-label", known.back.format(sign if len(references) == 1 else f"{sign} ({count})"))
        link.text = _RETURN
        if ours := foreign(known, shared.language):
            in_language(link, ours, around=shared.language)


def _set_apart(paragraph: Tree, shared: Context) -> None:
    """Give a paragraph's clip to its text alone, for what is put beside it is not spoken."""
    name = paragraph.get("id", "")
    if name not in shared.timeline.wholes:
        return
    del paragraph.attrib["id"]
    inside = etree.Element(f"{{{XHTML}}}span", {"id": name})
    inside.text, paragraph.text = paragraph.text, None
    inside.extend(list(paragraph))
    paragraph.append(inside)

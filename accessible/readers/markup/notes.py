"""Which links refer to notes, which elements are the notes, and which links lead back: found before blocks are made.

What says so is believed (`epub:type`, DPUB-ARIA roles). Otherwise two links prove it: a short one that leads to a place
further down, from which a link leads back to where the first one stands. So do the notes of word processors,
encyclopaedias and Markdown, whatever their classes are called.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from msgspec import Struct

from accessible.readers.markup.attributes import classes_of, number_in, roles_of
from accessible.readers.markup.tree import Element

#: The attribute that says the number of a note whose text does not begin with it: one that a reader here has made.
NUMBERED = "data-number-of-note"

_REFERRING = frozenset({"noteref", "annoref"})
_NOTES = frozenset({"footnote", "endnote", "rearnote"})
_BACK = frozenset({"backlink", "referrer"})
#: What may be a note.
_CAN_BE = frozenset("li p div aside dd section td tr".split())
#: What is a note only for a place at its very beginning: a whole chapter may be one of these.
_HOLDS = frozenset("section div aside td".split())
#: What only begins a note that its parent is.
_BEGINS = frozenset("li div aside dd".split())
#: What refers to a note: its number or sign, perhaps in brackets.
_SIGN = re.compile(
    r"[\[({]?\s*(?:note\s+)?(?:\d{1,4}|[a-z]{1,2}|[ivxlc]{1,7}|[*†‡§¶#‖]{1,4})\s*[\])}]?[.,:]?", re.IGNORECASE
)
#: What leads back, beside that.
_ARROW = re.compile(r"[\W_]{0,6}|\W*(?:back|return|jump up|retour|zurück|volver)\b.{0,40}", re.IGNORECASE)
#: A link's words are looked at so far; an id may stand so many elements above its link.
_LONGEST, _ABOVE = 60, 3


class Notes(Struct, frozen=True):
    """What was found: ``references``, the links with the id of their note; ``notes``, the elements that are notes with
    their id and their label; ``back``, the links that lead back."""

    references: dict[Element, str]
    notes: dict[Element, tuple[str, str]]
    back: frozenset[Element]


class Marked(NamedTuple):
    """A file of a work: its root, how an address becomes the draft's, and how an id does (as in `making.Page`)."""

    root: Element
    lead: Callable[[str], str]
    anchor: Callable[[str], str]


class _Link(NamedTuple):
    element: Element
    at: int  # counted in elements, through all files
    target: str
    words: str
    names: frozenset[str]  # the ids that mean the place where it stands


def find_notes(sources: Iterable[Marked]) -> Notes:
    """The notes of a work, whose files are given in their order."""
    places: dict[str, tuple[int, Element]] = {}
    links: list[_Link] = []
    typed: dict[Element, str] = {}
    said: dict[Element, Element] = {}  # terms, with what is said of them
    at = 0
    for source in sources:
        for element in source.root.walk():
            at += 1
            if element.name == "dt" and element.parent is not None and element not in said:
                said.update(_said_in(element.parent))
            if not element.attributes:
                continue
            for name in _names(element, source.anchor):
                places.setdefault(name, (at, element))
            if element.name == "a" and "href" in element.attributes:
                address = source.lead(element.attributes["href"])
                if address.startswith("#"):
                    links.append(_Link(element, at, address[1:], _words(element), _around(element, source.anchor)))
            elif element.name in _CAN_BE and _says_so(element):
                typed[element] = next(iter(_names(element, source.anchor)), "")
    back = {link.element for link in links if roles_of(link.element) & _BACK}
    references = {link.element: link.target for link in links if roles_of(link.element) & _REFERRING}
    by_target: dict[str, list[_Link]] = {}
    for link in links:
        by_target.setdefault(link.target, []).append(link)
    notes: dict[Element, tuple[str, str]] = {element: (name, "") for element, name in typed.items()}
    for link in links:
        found = places.get(link.target)
        if found is None or link.element in back:
            continue
        place, target = found
        proved = link.element in references
        if not proved and place > link.at and _SIGN.fullmatch(link.words):
            note = _note_at(target, said)
            proved = any(
                _returns(other, link, target, note) for name in link.names for other in by_target.get(name, ())
            )
        note = _note_at(target, said) if proved else None
        if note is None or _within(link.element, {note}):
            continue
        outer = _within(note, notes)
        if outer is None:
            notes[note] = (link.target, link.words.strip("[](){} .,:"))
        elif not notes[outer][0] or not notes[outer][1]:
            notes[outer] = (notes[outer][0] or link.target, notes[outer][1] or link.words.strip("[](){} .,:"))
        references[link.element] = notes[outer or note][0]
    for link in links:
        if link.element not in references and _of_note(link.element, notes, said):
            found = places.get(link.target)
            short = _SIGN.fullmatch(link.words) or _ARROW.fullmatch(link.words)
            if found is not None and found[0] < link.at and short and not _is_other_number(link, notes):
                back.add(link.element)
    numbered = _numbers(notes)
    labelled = {
        element: (name, label if label and not label.isdigit() else numbered.get(element) or label)
        for element, (name, label) in notes.items()
    }
    return Notes(references, labelled, frozenset(back))


def _says_so(element: Element) -> bool:
    """Whether an element says that it is a note of the text. A `role` of that name does not: any remark or box beside
    the text has it (WAI-ARIA 1.2, "note"); an `epub:type` does (EPUB Structural Semantics 1.1, "note", deprecated)."""
    types = element.get("epub:type").lower().split()
    return bool(roles_of(element) & _NOTES) or any(word.rpartition(":")[2] == "note" for word in types)


def _names(element: Element, anchor: Callable[[str], str]) -> list[str]:
    written = (element.get("id") or element.get("xml:id"), element.get("name") if element.name == "a" else "")
    return [anchor(name) for name in written if name]


def _around(element: Element, anchor: Callable[[str], str]) -> frozenset[str]:
    """The ids that mean the place of a link: its own, those close around it, that of an empty anchor before it."""
    names = _names(element, anchor)
    parent = element.parent
    if parent is not None and len(parent.children) < 200:
        before = None
        for child in parent.elements():
            if child is element:
                break
            before = child
        if before is not None and before.name == "a":
            names += _names(before, anchor)
    for _ in range(_ABOVE):
        if parent is None or parent.name in ("body", "p", "li", "#root"):
            break
        names += _names(parent, anchor)
        parent = parent.parent
    return frozenset(names)


def _returns(other: _Link, link: _Link, target: Element, note: Element | None) -> bool:
    """Whether a link that leads back to another stands in, or right at, the place that the other leads to."""
    return other.at > link.at and _within(other.element, {note or target, target}) is not None


def _note_at(place: Element, said: dict[Element, Element]) -> Element | None:
    """The element that is the note whose id stands on ``place``: it, what it opens, or what is ``said`` of it."""
    element: Element | None = place
    while element is not None and element.name not in ("body", "#root"):
        if element.name == "dt":  # the number of the note that is said of it
            behind = said.get(element)
            return behind if behind is not None and behind.name == "dd" else None
        if element.name in _CAN_BE and (element.name not in _HOLDS or _opens(place, element)):
            parent = element.parent
            if element.name == "td" and parent is not None and parent.name == "tr" and _SIGN.fullmatch(_words(element)):
                return parent  # the number stands in a cell of its own
            opens = parent is not None and next(parent.elements(), None) is element and parent.name in _BEGINS
            if element.name == "p" and opens and parent is not None and _is_one(parent):
                return parent
            return element
        element = element.parent
    return None


def _said_in(terms: Element) -> Iterator[tuple[Element, Element]]:
    """The terms of a list with what is said of them, each right behind the other."""
    before: Element | None = None
    for element in terms.elements():
        if before is not None and before.name == "dt":
            yield before, element if element.name == "dd" else before
        before = element
    if before is not None:
        yield before, before


def _opens(place: Element, element: Element) -> bool:
    """Whether an element is another, or stands at its very beginning."""
    while place is not element:
        parent = place.parent
        if parent is None or next(parent.elements(), None) is not place:
            return False
        place = parent
    return True


def _is_other_number(link: _Link, notes: dict[Element, tuple[str, str]]) -> bool:
    """Whether a link back is a number (of a line, a page) that is said nowhere else: a sign refers to the note."""
    note = _within(link.element, notes)
    label = notes[note][1] if note is not None else ""
    number = link.words.strip("[](){} .,:")
    return number.isdigit() and bool(label) and not any(map(str.isalnum, label))


def _is_one(element: Element) -> bool:
    """Whether a container is one note, not the list of them all."""
    if element.name in ("li", "dd"):
        return True
    return any("note" in word for word in (*classes_of(element), element.get("id").lower())) and not any(
        "notes" in word for word in (*classes_of(element), element.get("id").lower())
    )


def _within(element: Element, others: dict[Element, tuple[str, str]] | set[Element]) -> Element | None:
    """The innermost of other elements that an element stands in, or is."""
    parent: Element | None = element
    while parent is not None:
        if parent in others:
            return parent
        parent = parent.parent
    return None


def _of_note(element: Element, notes: dict[Element, tuple[str, str]], said: dict[Element, Element]) -> bool:
    """Whether an element stands in a note, or in the number before one."""
    if _within(element, notes) is not None:
        return True
    parent = element.parent
    for _ in range(_ABOVE):
        if parent is None:
            return False
        if parent.name == "dt":
            return said.get(parent) in notes
        parent = parent.parent
    return False


def _words(element: Element) -> str:
    parts: list[str] = []
    length = 0
    for characters in element.texts():
        parts.append(characters.text[:_LONGEST])
        length += len(parts[-1])
        if length >= _LONGEST:
            break
    return " ".join("".join(parts).split())


def _numbers(notes: dict[Element, tuple[str, str]]) -> dict[Element, str]:
    """The numbers of notes that are items of an ordered list, as browsers count them."""
    numbers: dict[Element, str] = {}
    lists = dict.fromkeys(note.parent for note in notes if note.name == "li" and note.parent is not None)
    for parent in lists:
        if parent.name != "ol":
            continue
        number = number_in(parent.get("start"), default=1, least=-99_999, most=99_999)
        for item in parent.elements():
            if item.name == "li":
                number = number_in(item.get("value"), default=number, least=-99_999, most=99_999)
                if item in notes:
                    numbers[item] = str(number)
                number += 1
    return numbers

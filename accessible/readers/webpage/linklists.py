"""Lists of links in the midst of an article, teasers, and the headings over them: furniture, unless they are the
article's own."""

from __future__ import annotations

from collections import Counter

from accessible.readers.markup import Element
from accessible.readers.markup.words import HEADINGS
from accessible.readers.webpage.pruning import AROUND
from accessible.readers.webpage.reckoning import Reckoning, level_of
from accessible.readers.webpage.stretches import Stretch

#: A teaser's first words are links, all but so many; it has at most so many words.
_ALL, _TEASER = 0.9, 80
#: Teasers with more than this share of the prose are the article's own list, unless so many words stand before them.
_MOST, _ENOUGH = 1 / 3, 250

_LINKS = "links to other pages"
_LISTS = frozenset({"ul", "ol", "dl"})
#: What a note or a reference may be.
_NOTES = frozenset({"li", "p", "dd", "td"})
#: What is a piece of text, however many links it holds.
_TEXT = frozenset("p td tr tbody blockquote figcaption".split()) | set(HEADINGS)


class Own:
    """What of the links in an article is its own. ``places`` are the stretches that are its own wherever they stand:
    its lists, and what its links lead to, as those to notes and references do."""

    def __init__(self, page: Reckoning, content: Element) -> None:
        self.page = page
        self.sides: dict[Element, set[Element]] = {}
        self.places: set[int] = set()
        led = {element.get("href").strip()[1:] for element in content.walk() if element.name == "a"} - {""}
        for element in content.walk():
            if element not in page.page.spans:
                continue
            listed = element.name in _LISTS and self.has(element)
            if listed or (element.name in _NOTES and element.get("id") in led):
                self.places.update(range(*page.page.spans[element]))

    def has(self, element: Element) -> bool:
        """Whether a list of links is the article's own: a table of data, or a list under one of several headings that
        stand side by side with it, one of them over text."""
        parent = element.parent
        if parent is None or any(stretch.kind == "matter" for stretch in self.page.held(element)):
            return True
        if element.name not in _LISTS:
            return False
        if parent not in self.sides:
            self.sides[parent] = self.under_headings(parent)
        return element in self.sides[parent]

    def under_headings(self, parent: Element) -> set[Element]:
        """The children of an element that a paragraph before them announces with a colon, and those under a heading
        beside them, if another heading of its level stands over text there."""
        over = before = None
        under: dict[Element, list[Element]] = {}
        announced: set[Element] = set()
        for child in parent.elements():
            if before is not None and before.name == "p" and before.text().rstrip().endswith(":"):
                announced.add(child)
            before = child
            if child.name in HEADINGS:
                over = child
                under[child] = []
            elif over is not None:
                under[over].append(child)
        texts = Counter(heading.name for heading, children in under.items() if any(map(self.is_text, children)))
        return announced | {
            child
            for heading, children in under.items()
            if texts[heading.name] > any(map(self.is_text, children))
            for child in children
        }

    def is_text(self, element: Element) -> bool:
        """Whether there are sentences in an element."""
        held = self.page.held(element) if element in self.page.page.spans else []
        return any(stretch.kind in ("prose", "sentence") for stretch in held)


def leave_lists(page: Reckoning, content: Element, own: Own) -> None:
    """Leave out lists of links to other pages."""
    stack = [content]
    while stack:
        for element in page.blocks_in(stack.pop()):
            held = page.held(element)
            if not held or all(stretch.at in own.places for stretch in held):
                continue
            words, linked = sum(stretch.words for stretch in held), sum(stretch.linked for stretch in held)
            prose = any(stretch.kind == "prose" for stretch in held)
            if not prose and 2 * linked >= words and element.name not in _TEXT and not own.has(element):
                page.leave((stretch.at for stretch in held), _LINKS)
            else:
                stack.append(element)


def leave_teasers(page: Reckoning, content: Element, own: Own) -> None:
    """Leave out rows of elements that each begin with a link to another page and say little of it."""
    before = [0]  # words of prose that stand before each stretch
    for stretch in page.page.all:
        kept = stretch.kind == "prose" and stretch.at not in page.reasons
        before.append(before[-1] + (stretch.words if kept else 0))
    stack = [content]
    while stack:
        element = stack.pop()
        inner = [block for block in page.blocks_in(element) if page.held(block)]
        if element.name in _LISTS and inner and own.has(element):
            continue
        rows = {block for block in inner if _is_teaser(page.held(block))}
        if len(rows) > 1 and 2 * len(rows) > len(inner):
            held = [stretch for block in inner if block in rows for stretch in page.held(block)]
            prose = sum(stretch.words for stretch in held if stretch.kind == "prose")
            if prose <= _MOST * before[-1] or before[held[0].at] >= _ENOUGH:
                page.leave((stretch.at for stretch in held), _LINKS)
                inner = [block for block in inner if block not in rows]
        stack.extend(inner)


def _is_teaser(held: list[Stretch]) -> bool:
    leads = any(stretch.linked >= _ALL * stretch.words and stretch.kind != "matter" for stretch in held[:2])
    return leads and sum(stretch.words for stretch in held) <= _TEASER


def leave_headings(page: Reckoning, title: Stretch | None) -> None:
    """Leave out the headings of what was left out."""
    following: Stretch | None = None
    for stretch in reversed(page.page.all):
        if stretch.at in page.reasons:
            continue
        bare = stretch.at + 1 in page.reasons
        over = following is None or (following.kind == "heading" and level_of(following) <= level_of(stretch))
        if stretch.kind == "heading" and bare and over and stretch is not title:
            page.leave([stretch.at], AROUND)
        else:
            following = stretch

"""Where on a web page the article is: the stretch that holds most of its prose with the least of anything else, and in
it what is furniture all the same.

Prose is worth its words, links and labels cost theirs, and the article is the stretch of the page that is worth most
(Pasternack and Roth, "Extracting Article Text from the Web with Maximum Subsequence Segmentation", WWW 2009, with
counts instead of a classifier). The smallest element that holds nearly all of it is the article's; what stands in that
element before and behind the stretch is looked at more closely. What an element says of itself (`furniture`) comes
before all that. No rule here knows any site.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from accessible.readers.markup import Characters, Element, Node
from accessible.readers.markup.words import BLOCKS, HEADINGS
from accessible.readers.webpage.furniture import furniture, named
from accessible.readers.webpage.stretches import Kind, Stretch, Stretches, stretches_of

#: What a word of each kind is worth.
_WORTH: dict[Kind, float] = {"prose": 1.0, "sentence": 0.0, "heading": 0.0, "matter": 0.0, "label": -0.5, "links": -2.0}
#: So much of the best stretch's worth the article's element must hold.
_NEARLY = 0.92
#: What says that it is furniture, and holds more than this share of the page's prose, is none, unless so many words of
#: prose stand before it: an article may have more comments than text, but they do not come first.
_MOST, _ENOUGH = 1 / 3, 250
#: A page whose best stretch is worth less has no prose to find an article by.
_LEAST = 40
#: A teaser's first words are links, all but so many; it has at most so many words.
_ALL, _TEASER = 0.9, 80
#: More links than this share of an element's words, outside the best stretch, and the element is more than the article.
_FRAME = 0.2


class Region(Struct, frozen=True):
    """What was found: the element of the article, its title if it stands on the page, and the elements that are left
    out with the reason (as the end of a sentence)."""

    content: Element
    title: Stretch | None
    omitted: dict[Element, str]


def article_of(body: Element, *, titles: Sequence[str] = ()) -> Region:
    """The article on a page; ``titles`` are what the page says its title is, the likeliest first.

    The tree is changed: text that is left out and has no element of its own gets one, and what only lays out the page
    around the article becomes plain containers.
    """
    return _Search(body, titles).region()


class _Search:
    """The page and what is found out about it: for each stretch of text, why it is left out, if it is."""

    def __init__(self, body: Element, titles: Sequence[str]) -> None:
        self.body = body
        self.page: Stretches = stretches_of(body)
        self.titles = [words for title in titles if (words := _words(title))]
        self.reasons: dict[int, str] = {}
        self.said: dict[Element, str] = {}
        self.own: set[int] = set()
        self.sides: dict[Element, set[Element]] = {}
        self.gone = 0  # words of prose that are left out
        self.prose = [0]
        for stretch in self.page.all:
            self.prose.append(self.prose[-1] + (stretch.words if stretch.kind == "prose" else 0))

    def region(self) -> Region:
        self.ask()
        start, end, worth = self.best(0, len(self.page.all))
        if worth < _LEAST:  # a poem, a list, a form: what says that it is furniture is, and nothing else
            self.restore(self.body, least=0)
            title = self.title(0)
            return Region(self.body, title, self.pruned(self.body))
        content = self.element(start, end)
        start, end, _ = self.best(*self.page.spans[content])
        content = self.whole(content)
        self.restore(content)
        title = self.title(start)
        self.trim(content, start, end, title)
        self.lists(content)
        self.teasers(content)
        self.headings(title)
        return Region(content, title, self.pruned(content))

    def pruned(self, content: Element) -> dict[Element, str]:
        return _pruned(self.body, content, self.page.all, self.reasons, self.said)

    # ------------------------------------------------------------------------------------------------- by their names
    def ask(self) -> None:
        """Leave out what says that it is furniture, unless it holds much of the prose."""
        spans = sorted(self.page.spans.items(), key=lambda entry: (entry[1][0], -entry[1][1]))
        for element, (start, end) in spans:
            if element is self.body or start == end or all(at in self.reasons for at in range(start, end)):
                continue
            if not (reason := furniture(element)):
                continue
            own = self.prose[end] - self.prose[start]
            if self.prose[start] - self.gone >= _ENOUGH or own <= _MOST * (self.prose[-1] - self.gone):
                self.said[element] = reason
                self.leave(range(start, end), reason)

    def leave(self, places: Iterable[int], reason: str) -> None:
        """Leave out stretches that are not left out yet."""
        for at in places:
            if at not in self.reasons:
                self.reasons[at] = reason
                self.gone += self.prose[at + 1] - self.prose[at]

    def restore(self, content: Element, *, least: int = 1) -> None:
        """Take back what the article has beside or below its text, but in itself: an `aside` or `footer` that holds so
        many sentences and few links, and is not called anything else."""
        for element in list(self.said):
            if element.name not in ("aside", "footer") or named(element) or not _is_in(element, content):
                continue
            held = self.page.of(element)
            links = sum(stretch.linked for stretch in held)
            said = sum(stretch.kind in ("prose", "sentence") for stretch in held)
            if said >= least and links <= _FRAME * sum(stretch.words for stretch in held):
                reason = self.said.pop(element)
                for stretch in held:
                    if self.reasons.get(stretch.at) == reason:
                        del self.reasons[stretch.at]
                        self.gone -= self.prose[stretch.at + 1] - self.prose[stretch.at]

    # --------------------------------------------------------------------------------------------------- by its worth
    def best(self, start: int, end: int) -> tuple[int, int, float]:
        """The stretch of stretches that is worth most, from one to another, and its worth."""
        best = (start, start, 0.0)
        begun, total = start, 0.0
        for at in range(start, end):
            if total <= 0:
                begun, total = at, 0.0
            if at not in self.reasons:
                stretch = self.page.all[at]
                total += stretch.words * _WORTH[stretch.kind]
            if total > best[2]:
                best = (begun, at + 1, total)
        return best

    def element(self, start: int, end: int) -> Element:
        """The smallest element that holds nearly all that the best stretch is worth."""
        spans = self.page.spans
        worth = self.best(start, end)[2]
        content = self.body
        while True:
            inner = (
                element
                for element in _blocks_in(content, spans)
                if element not in self.said and self.best(*spans[element])[2] >= _NEARLY * worth
            )
            found = next(inner, None)
            if found is None:
                return content
            content = found

    def whole(self, content: Element) -> Element:
        """The `article` around an element, if it adds no more than a head and a foot to it."""
        parent = content.parent
        while parent is not None and parent is not self.body:
            if parent.name == "article" and parent in self.page.spans:
                outside = [
                    s for s in self.page.of(parent) if s.at not in self.reasons and s not in self.page.of(content)
                ]
                links = sum(stretch.linked for stretch in outside)
                return parent if links <= _FRAME * sum(s.words for s in self.page.of(content)) else content
            parent = parent.parent
        return content

    # ------------------------------------------------------------------------------------------------------ its title
    def title(self, start: int) -> Stretch | None:
        """The stretch that is the article's title: what the page says is, or the last heading of the first level
        before the text."""
        near = [*self.page.all[: start + 1], *(s for s in self.page.all[start + 1 :][:3] if _level(s) == 1)]
        for title in self.titles:
            named = [stretch for stretch in near if _words(stretch.text) == title]
            headed = [stretch for stretch in named if stretch.kind == "heading"]
            if named:
                return (headed or named)[-1]
        first = [stretch for stretch in near if _level(stretch) == 1]
        if not first or any(_level(s) == 1 for s in self.page.all[near[-1].at + 1 :] if s.at not in self.reasons):
            return None  # of several each stands over a chapter
        return first[-1]

    # ------------------------------------------------------------------------------------------ before it, behind it
    def trim(self, content: Element, start: int, end: int, title: Stretch | None) -> None:
        """Leave out what stands outside the article's element, and in it before and behind the best stretch what is
        links; all of that where there is much of them."""
        first, last = self.page.spans[content]
        self.own = self.own_of(content)
        around = [self.page.all[at] for at in (*range(first, start), *range(end, last)) if at not in self.reasons]
        links = sum(stretch.linked for stretch in around)
        frame = links > _FRAME * sum(stretch.words for stretch in self.page.all[first:last])
        lead = range(title.at + 1, start) if title is not None else range(0)
        for stretch in self.page.all:
            at = stretch.at
            if at in self.reasons and stretch is not title:
                continue
            inside = first <= at < last
            if title is not None and at < title.at:
                self.leave([at], "what stands before the title")
            elif stretch is title:
                self.reasons.pop(at, None)
            elif at in lead:
                aside = stretch.kind == "links" or (stretch.kind in ("label", "matter") and not inside)
                if aside or (stretch.kind == "label" and frame):
                    self.leave([at], "what stands between the title and the text")
            elif not inside or (at not in self.own and not start <= at < end and (frame or stretch.kind == "links")):
                self.leave([at], _AROUND)

    # --------------------------------------------------------------------------------------------------- in the midst
    def lists(self, content: Element) -> None:
        """Leave out lists of links to other pages that stand in the midst of the text."""
        spans = self.page.spans
        stack = [content]
        while stack:
            for element in _blocks_in(stack.pop(), spans):
                held = [stretch for stretch in self.page.of(element) if stretch.at not in self.reasons]
                if not held or all(stretch.at in self.own for stretch in held):
                    continue
                words, linked = sum(s.words for s in held), sum(s.linked for s in held)
                prose = any(stretch.kind == "prose" for stretch in held)
                if not prose and 2 * linked >= words and element.name not in _TEXT and not self.is_own(element):
                    self.leave((stretch.at for stretch in held), "links to other pages")
                else:
                    stack.append(element)

    def own_of(self, content: Element) -> set[int]:
        """The stretches that are the article's own wherever they stand: lists of its own, and what its links lead to,
        as those to notes and references do."""
        led = {element.get("href").strip()[1:] for element in content.walk() if element.name == "a"}
        found: set[int] = set()
        for element in content.walk():
            if element not in self.page.spans:
                continue
            listed = element.name in _LISTS and self.is_own(element)
            if listed or (element.name in _NOTES and element.get("id") in led and element.get("id")):
                found.update(range(*self.page.spans[element]))
        return found

    def is_own(self, element: Element) -> bool:
        """Whether a list of links is the article's own: a table of data, or a list under one of several headings of
        the article that stand side by side with it."""
        if element.parent is None or any(stretch.kind == "matter" for stretch in self.held(element)):
            return True
        if element.name not in _LISTS:
            return False
        if element.parent not in self.sides:
            self.sides[element.parent] = _under_headings(element.parent)
        return element in self.sides[element.parent]

    def teasers(self, content: Element) -> None:
        """Leave out rows of elements that each begin with a link to another page and say little of it; what holds much
        of the prose is the article's own list."""
        spans = self.page.spans
        before = [0]  # words of prose that stand before each stretch
        for stretch in self.page.all:
            kept = stretch.kind == "prose" and stretch.at not in self.reasons
            before.append(before[-1] + (stretch.words if kept else 0))
        stack = [content]
        while stack:
            element = stack.pop()
            inner = [block for block in _blocks_in(element, spans) if self.held(block)]
            if element.name in _LISTS and inner and self.is_own(element):
                continue
            rows = {block for block in inner if self.is_teaser(block)}
            if len(rows) > 1 and 2 * len(rows) > len(inner):
                held = [stretch for block in inner if block in rows for stretch in self.held(block)]
                prose = sum(stretch.words for stretch in held if stretch.kind == "prose")
                if prose <= _MOST * before[-1] or before[held[0].at] >= _ENOUGH:
                    self.leave((stretch.at for stretch in held), "links to other pages")
                    inner = [block for block in inner if block not in rows]
            stack.extend(inner)

    def held(self, element: Element) -> list[Stretch]:
        """The stretches in an element that are not left out yet."""
        return [stretch for stretch in self.page.of(element) if stretch.at not in self.reasons]

    def is_teaser(self, element: Element) -> bool:
        held = self.held(element)
        leads = any(stretch.linked >= _ALL * stretch.words for stretch in held[:2])
        return leads and sum(stretch.words for stretch in held) <= _TEASER

    def headings(self, title: Stretch | None) -> None:
        """Leave out headings of what was left out."""
        following: Stretch | None = None
        for stretch in reversed(self.page.all):
            if stretch.at in self.reasons:
                continue
            bare = stretch.at + 1 in self.reasons
            over = following is None or (following.kind == "heading" and _level(following) <= _level(stretch))
            if stretch.kind == "heading" and bare and over and stretch is not title:
                self.leave([stretch.at], _AROUND)
            else:
                following = stretch


#: The reason of most that is left out.
_AROUND = "the page around the article"
_LISTS = frozenset({"ul", "ol", "dl"})
#: What a note or a reference may be.
_NOTES = frozenset({"li", "p", "dd", "td"})
#: What is a piece of text, however many links it holds.
_TEXT = frozenset("p td tr tbody blockquote figcaption".split()) | set(HEADINGS)


def _blocks_in(element: Element, spans: Mapping[Element, tuple[int, int]]) -> Iterator[Element]:
    """The nearest blocks in an element."""
    stack = list(reversed(list(element.elements())))
    while stack:
        inner = stack.pop()
        if inner in spans:
            yield inner
        else:
            stack.extend(reversed(list(inner.elements())))


def _under_headings(parent: Element) -> set[Element]:
    """The children of an element that stand under one of several headings of the same level that stand beside them."""
    counts = Counter(child.name for child in parent.elements() if child.name in HEADINGS)
    found: set[Element] = set()
    over = ""
    for child in parent.elements():
        if child.name in HEADINGS:
            over = child.name
        elif counts[over] > 2:
            found.add(child)
    return found


def _is_in(element: Element, other: Element) -> bool:
    return other in _ancestors(element)


def _words(text: str) -> tuple[str, ...]:
    return tuple("".join(c if c.isalnum() else " " for c in text.casefold()).split())


def _level(stretch: Stretch) -> int:
    element: Element | None = stretch.owner
    while element is not None:
        if element.name in HEADINGS:
            return HEADINGS[element.name]
        element = element.parent
    return 0


#: What lays out a page, and means something in an article.
_LAYOUT = frozenset("table thead tbody tfoot tr td th ul ol li dl dt dd aside figure blockquote details form".split())


def _pruned(
    body: Element, content: Element, page: Sequence[Stretch], reasons: Container[int], said: dict[Element, str]
) -> dict[Element, str]:
    """The elements that are left out; the tree is changed so that nothing else is."""
    keeping = {node for stretch in page if stretch.at not in reasons for node in stretch.nodes}
    leaving = {node for stretch in page for node in stretch.nodes} - keeping
    counts: dict[Element, tuple[int, int]] = {}
    for element in reversed(list(body.walk())):
        kept_in = dropped_in = 0
        for child in element.children:
            if isinstance(child, Element):
                inner = counts[child]
                kept_in, dropped_in = kept_in + inner[0], dropped_in + inner[1]
            else:
                kept_in, dropped_in = kept_in + (child in keeping), dropped_in + (child in leaving)
        counts[element] = (kept_in, dropped_in)
    around = _ancestors(content)
    for element in (content, *around):
        if element.name in _LAYOUT:
            element.name = "div"
    omitted: dict[Element, str] = {}
    stack = [body]
    while stack:
        element = stack.pop()
        outside = element in around
        children: list[Node] = []
        row: Element | None = None  # what is left out of running text, as an element
        for child in element.children:
            goes = child in leaving
            if isinstance(child, Element):
                kept_in, dropped_in = counts[child]
                goes = not kept_in and child is not content and child not in around and bool(dropped_in or outside)
                if goes and (child in said or child.name in BLOCKS):
                    omitted[child] = said.get(child, _AROUND)
                    goes = False
                elif kept_in and dropped_in:
                    stack.append(child)
            if goes:
                if row is None:
                    row = Element("span", {}, child.start, child.end, element)
                    omitted[row] = _AROUND
                    children.append(row)
                row.children.append(child)
                row.end = child.end
            elif row is not None and isinstance(child, Characters) and child.text.isspace():
                row.children.append(child)
            else:
                row = None
                children.append(child)
        element.children = children
    return omitted


def _ancestors(element: Element) -> set[Element]:
    found = set()
    parent = element.parent
    while parent is not None:
        found.add(parent)
        parent = parent.parent
    return found

"""The page while its article is looked for: its stretches of text, and for each why it is left out, if it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from accessible.readers.markup import Element
from accessible.readers.markup.words import HEADINGS
from accessible.readers.webpage.stretches import Stretch, Stretches, stretches_of

#: What holds more than this share of the page's prose is the article, unless so many words of prose stand before it: an
#: article may have more comments than text, but they do not come first.
_MOST, _ENOUGH = 1 / 3, 250


class Reckoning:
    """What is known: ``page``, the stretches; ``reasons`` for leaving some of them out; ``said``, the elements that say
    themselves that they are furniture; ``prose``, the words of prose before each stretch, and ``gone``, how many of
    all are left out."""

    def __init__(self, body: Element) -> None:
        self.body = body
        self.page: Stretches = stretches_of(body)
        self.reasons: dict[int, str] = {}
        self.said: dict[Element, str] = {}
        self.prose = [0]
        self.gone = 0
        for stretch in self.page.all:
            self.prose.append(self.prose[-1] + (stretch.words if stretch.kind == "prose" else 0))

    def is_beside(self, start: int, end: int) -> bool:
        """Whether the stretches from ``start`` to before ``end`` may be beside the article, by the prose in them and
        before them."""
        own = self.prose[end] - self.prose[start]
        return self.prose[start] - self.gone >= _ENOUGH or own <= _MOST * (self.prose[-1] - self.gone)

    def leave(self, places: Iterable[int], reason: str) -> None:
        """Leave out stretches that are not left out yet."""
        for at in places:
            if at not in self.reasons:
                self.reasons[at] = reason
                self.gone += self.prose[at + 1] - self.prose[at]

    def take_back(self, at: int) -> None:
        """Leave a stretch in after all."""
        if self.reasons.pop(at, None) is not None:
            self.gone -= self.prose[at + 1] - self.prose[at]

    def held(self, element: Element) -> list[Stretch]:
        """The stretches in an element that are not left out."""
        return [stretch for stretch in self.page.of(element) if stretch.at not in self.reasons]

    def blocks_in(self, element: Element) -> Iterator[Element]:
        """The nearest blocks in an element."""
        stack = list(element.elements())[::-1]
        while stack:
            inner = stack.pop()
            if inner in self.page.spans:
                yield inner
            else:
                stack.extend(list(inner.elements())[::-1])


def level_of(stretch: Stretch) -> int:
    """The level of the heading that a stretch is, 0 where it is none."""
    element: Element | None = stretch.owner
    while element is not None:
        if element.name in HEADINGS:
            return HEADINGS[element.name]
        element = element.parent
    return 0

"""Where on a web page the article is: the stretch that holds most of its prose with the least of anything else, and in
it what is furniture all the same.

Prose is worth its words, links and labels cost theirs, and the article is the stretch of the page that is worth most
(Pasternack and Roth, "Extracting Article Text from the Web with Maximum Subsequence Segmentation", WWW 2009, with
counts instead of a classifier). The smallest element that holds nearly all of it is the article's; what stands in that
element before and behind the stretch is looked at more closely. What an element says of itself (`furniture`) comes
before all that. No rule here knows any site.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from accessible.readers.markup import Element
from accessible.readers.markup.words import HEADINGS
from accessible.readers.webpage.comments import leave_comments
from accessible.readers.webpage.edges import FRAME, leave_edges, writer_line
from accessible.readers.webpage.furniture import EDIT_MARK, furniture, is_edit_mark, named
from accessible.readers.webpage.headline import headline
from accessible.readers.webpage.lettering import LETTERING, is_lettering
from accessible.readers.webpage.linklists import Own, leave_headings, leave_lists, leave_teasers
from accessible.readers.webpage.pruning import ancestors, pruned
from accessible.readers.webpage.reckoning import Reckoning
from accessible.readers.webpage.stretches import Kind, Stretch

#: What a word of each kind is worth.
_WORTH: dict[Kind, float] = {"prose": 1.0, "sentence": 0.0, "heading": 0.0, "matter": 0.0, "label": -0.5, "links": -2.0}
#: So much of the best stretch's worth the article's element must hold.
_NEARLY = 0.92
#: So much of an article's worth must be saved by going one element further in.
_COSTS = 0.01
#: What holds one piece of text.
_TEXT = frozenset("p li dd dt h1 h2 h3 h4 h5 h6 figcaption".split())
#: What has asides and a foot of its own.
_PARTS = frozenset({"article", "section", "main"})
#: A page whose best stretch is worth less has no prose to find an article by.
_LEAST = 40


class Region(Struct, frozen=True):
    """What was found: the element of the article, its title if it stands on the page, the line under it that names the
    writers, and the elements that are left out with the reason (as the end of a sentence)."""

    content: Element
    title: Stretch | None
    byline: Stretch | None
    omitted: dict[Element, str]


def article_of(body: Element, *, titles: Sequence[str] = (), writers: Sequence[str] = ()) -> Region:
    """The article on a page; ``titles`` are what the page says its title is, the likeliest first, and ``writers`` who
    it says wrote it.

    The tree is changed: text that is left out and has no element of its own gets one, and what only lays out the page
    around the article becomes plain containers.
    """
    page = Reckoning(body)
    byline: Stretch | None = None
    _ask(page)
    start, end, worth = _best(page, 0, len(page.page.all))
    if worth < _LEAST:  # a poem, a list, a form: what says that it is furniture is, and nothing else
        content = body
        _restore(page, body, anywhere=True)
        title = headline(page, 0, titles)
    else:
        content = _element(page, worth)
        leave_comments(page)
        start, end, _ = _best(page, *page.page.spans[content])
        content = _whole(page, content)
        _restore(page, content, anywhere=False)
        title = headline(page, start, titles)
        own = Own(page, content)
        leave_edges(page, content, range(start, end), title, own.places)
        leave_lists(page, content, own)
        leave_teasers(page, content, own)
        leave_headings(page, title)
        byline = writer_line(page, title, start, writers)
    before = title.nodes[0].start if title is not None else -1
    return Region(content, title, byline, pruned(body, content, page.page.all, page.reasons, page.said, before))


# ----------------------------------------------------------------------------------------------------- by their names
def _ask(page: Reckoning) -> None:
    """Leave out what says that it is furniture, unless it holds much of the prose."""
    page.said.update(
        (element, EDIT_MARK) for element in page.body.walk() if is_edit_mark(element) and _is_beside(element)
    )
    for element, (start, end) in sorted(page.page.spans.items(), key=lambda entry: (entry[1][0], -entry[1][1])):
        if element is page.body or start == end or all(at in page.reasons for at in range(start, end)):
            continue
        lettered = is_lettering(element, page.page.of(element))
        if not (reason := furniture(element) or (LETTERING if lettered else "")):
            continue
        if page.is_beside(start, end):
            page.said[element] = reason
            page.leave(range(start, end), reason)


def _is_beside(mark: Element) -> bool:
    """Whether an edit mark stands beside a heading, and not in it."""
    return not any(other.name in HEADINGS for other in ancestors(mark))


def _restore(page: Reckoning, content: Element, *, anywhere: bool) -> None:
    """Take back what the article has beside or below its text, but in itself: an `aside` or `footer` of an article or a
    section (HTML, sections 4.3.5 and 4.3.9), with few links, that is not called anything else; an aside ``anywhere``
    where there is no article to be found."""
    for element in list(page.said):
        around = ancestors(element)
        part = any(other.name in _PARTS for other in around) or (anywhere and element.name == "aside")
        if element.name not in ("aside", "footer") or named(element) or content not in around or not part:
            continue
        held = page.page.of(element)
        if sum(stretch.linked for stretch in held) <= FRAME * sum(stretch.words for stretch in held):
            reason = page.said.pop(element)
            for stretch in held:
                if page.reasons.get(stretch.at) == reason:
                    page.take_back(stretch.at)


# ------------------------------------------------------------------------------------------------------- by its worth
def _best(page: Reckoning, start: int, end: int) -> tuple[int, int, float]:
    """The row of stretches that is worth most, from one to before another, and its worth."""
    best = (start, start, 0.0)
    begun, total = start, 0.0
    for at in range(start, end):
        if total <= 0:
            begun, total = at, 0.0
        if at not in page.reasons:
            stretch = page.page.all[at]
            total += stretch.words * _WORTH[stretch.kind]
        if total > best[2]:
            best = (begun, at + 1, total)
    return best


def _element(page: Reckoning, worth: float) -> Element:
    """The smallest element that holds nearly all that the best row is worth; a larger one where that costs next to
    nothing, because what is there besides is no furniture."""
    content = element = page.body
    while True:
        inner = (block for block in page.blocks_in(element) if block not in page.said and block.name not in _TEXT)
        found = next((e for e in inner if _best(page, *page.page.spans[e])[2] >= _NEARLY * worth), None)
        if found is None:
            return content
        element = found
        if _cost(page, content) - _cost(page, element) >= _COSTS * worth:
            content = element


def _cost(page: Reckoning, element: Element) -> float:
    """What the furniture in an element costs."""
    return -sum(min(0.0, stretch.words * _WORTH[stretch.kind]) for stretch in page.held(element))


def _whole(page: Reckoning, content: Element) -> Element:
    """The `article` around an element, if it adds no more than a head and a foot to it."""
    first, last = page.page.spans[content]
    parent = content.parent
    while parent is not None and parent is not page.body:
        if parent.name == "article" and parent in page.page.spans:
            around = (stretch for stretch in page.held(parent) if not first <= stretch.at < last)
            links = sum(stretch.linked for stretch in around)
            return parent if links <= FRAME * sum(stretch.words for stretch in page.page.of(content)) else content
        parent = parent.parent
    return content

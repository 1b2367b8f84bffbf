"""What stands before and behind the text of an article, in its element and around it: the line that names its writers
is its own, links and the labels of what was left out are not."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from accessible.readers.markup import Element
from accessible.readers.webpage.pruning import AROUND, ancestors
from accessible.readers.webpage.reckoning import Reckoning
from accessible.readers.webpage.stretches import Stretch, words_in

#: More links than this share of an element's words, outside the best stretch, and the element is more than the article.
FRAME = 0.2
#: A paragraph of links right behind the text, beside its paragraphs, goes on with it if so many of its words, and this
#: share of them, are none.
_OWN, _SHARE = 8, 1 / 3
#: A line that names the writers has no more words than so many besides ("By … and …", "Words: …").
_LEADS = 4


def leave_edges(page: Reckoning, content: Element, text: range, title: Stretch | None, own: Collection[int]) -> None:
    """Leave out what stands outside the article's element, and in it before and behind the best row (``text``) what is
    links; all of that where there is much of them. Behind the text a label that something left out parts from it is
    one of that. The stretches in ``own`` are the article's wherever they stand."""
    first, last = page.page.spans[content]
    around = [stretch for stretch in page.held(content) if stretch.at not in text]
    links = sum(stretch.words for stretch in around if stretch.kind == "links")
    frame = links > FRAME * sum(stretch.words for stretch in page.page.all[first:last])
    lead = range(title.at + 1, text.start) if title is not None else range(0)
    beside = page.page.all[text.stop - 1].owner.parent
    if title is not None:
        page.take_back(title.at)
        page.leave(range(title.at), "what stands before the title")
    parted = False
    for stretch in page.page.all:
        at = stretch.at
        if at in page.reasons or stretch is title:
            parted = parted or (at in page.reasons and at >= text.stop)
            continue
        inside = first <= at < last
        if at in lead:
            outside = not inside and stretch.kind in ("links", "label", "matter") and not _is_in_figure(stretch)
            if outside or (frame and stretch.kind in ("links", "label")):
                page.leave([at], "what stands between the title and the text")
        elif not inside:
            page.leave([at], AROUND)
        elif at in own or at in text or (at >= text.stop and not parted and _goes_on(stretch, beside)):
            continue
        elif frame or stretch.kind == "links" or (parted and stretch.kind == "label"):
            page.leave([at], AROUND)
            parted = parted or at >= text.stop


def _goes_on(stretch: Stretch, beside: Element | None) -> bool:
    """Whether links behind the text are a paragraph of it: one in ``beside``, which holds the last, with words."""
    owner, own = stretch.owner, stretch.words - stretch.linked
    return owner.name == "p" and owner.parent is beside and own >= max(_OWN, _SHARE * stretch.words)


def writer_line(page: Reckoning, title: Stretch | None, start: int, writers: Sequence[str]) -> Stretch | None:
    """The line between the title and the text, which begins at ``start``, that says little else than who wrote the
    article (``writers``). If all such lines were left out, the first comes back, whatever held it."""
    if title is None:
        return None
    names = [words for words in map(_words, writers) if words]
    found = []
    for stretch in page.page.all[title.at + 1 : start]:
        said = f" {_words(stretch.text)} "
        named = sum(words_in(name) for name in names if f" {name} " in said)
        if named and stretch.words <= named + _LEADS:
            found.append(stretch)
    kept = [stretch for stretch in found if stretch.at not in page.reasons]
    if found and not kept:
        page.take_back(found[0].at)
    return next(iter(kept or found), None)


def _words(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in text.casefold()).split())


def _is_in_figure(stretch: Stretch) -> bool:
    return any(element.name == "figure" for element in (stretch.owner, *ancestors(stretch.owner)))

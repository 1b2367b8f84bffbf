"""Where the comments of readers begin, by the place that the page calls so: `<a name="comments"></a>`, to which its own
links lead ("12 comments"). Comments in an element that is called so are furniture by its name (`furniture`)."""

from __future__ import annotations

from accessible.readers.markup import Element
from accessible.readers.webpage.reckoning import Reckoning

_NAMES = frozenset({"comment", "comments"})


def leave_comments(page: Reckoning) -> None:
    """Leave out what stands behind the place of the comments, up to the end of the element that they stand in, unless
    that is too much to be beside the article."""
    for element in page.body.walk():
        if element.name != "a" or not {element.get("name").lower(), element.get("id").lower()} & _NAMES:
            continue
        if element.text().strip():
            continue  # a link to them
        start, end = _behind(page, element)
        if start < end and page.is_beside(start, end):
            page.leave(range(start, end), "comments of readers")


def _behind(page: Reckoning, place: Element) -> tuple[int, int]:
    """The stretches behind an empty element, up to the end of the nearest one around it that has any there."""
    around = place.parent
    while around is not None:
        if around in page.page.spans:
            first, last = page.page.spans[around]
            start = next(
                (stretch.at for stretch in page.page.all[first:last] if stretch.nodes[0].start >= place.end), last
            )
            if start < last:
                return start, last
        around = around.parent if around is not page.body else None
    return 0, 0

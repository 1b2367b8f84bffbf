"""The title of the article among the headings of its page."""

from __future__ import annotations

from collections.abc import Sequence

from accessible.readers.webpage.reckoning import Reckoning, level_of
from accessible.readers.webpage.stretches import Stretch


def headline(page: Reckoning, start: int, titles: Sequence[str]) -> Stretch | None:
    """The stretch that is the article's title, or None where it is not on the page.

    It stands before the text, which begins at the stretch ``start``, or close behind its beginning if it is a heading
    of the first level. It is what the page says its title is (``titles``, the likeliest first), else the last heading
    of the first level, unless there are others later: of several each stands over a chapter.
    """
    stretches = page.page.all
    near = [*stretches[: start + 1], *(other for other in stretches[start + 1 :][:3] if level_of(other) == 1)]
    for title in filter(None, map(_words, titles)):
        named = [stretch for stretch in near if _words(stretch.text) == title]
        headed = [stretch for stretch in named if stretch.kind == "heading"]
        if named:
            return (headed or named)[-1]
    first = [stretch for stretch in near if level_of(stretch) == 1]
    later = stretches[near[-1].at + 1 :] if near else ()
    if not first or any(level_of(other) == 1 for other in later if other.at not in page.reasons):
        return None
    return first[-1]


def _words(text: str) -> tuple[str, ...]:
    return tuple("".join(c if c.isalnum() else " " for c in text.casefold()).split())

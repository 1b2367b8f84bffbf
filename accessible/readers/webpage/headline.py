"""The title of the article among the headings of its page."""

from __future__ import annotations

from collections.abc import Sequence

from accessible.readers.webpage.reckoning import Reckoning, level_of
from accessible.readers.webpage.stretches import Stretch


def headline(page: Reckoning, start: int, titles: Sequence[str]) -> Stretch | None:
    """The stretch that is the article's title, or None where it is not on the page.

    It stands before the text, which begins at the stretch ``start``, or close behind its beginning if it is a heading
    of the first level. It is what the page says its title is (``titles``, the first of them surely, the others may be
    its site's name as well: then the one nearest to the text), else the last heading of the first level, unless there
    are others later: of several each stands over a chapter.
    """
    stretches = page.page.all
    near = [*stretches[: start + 1], *(other for other in stretches[start + 1 :][:3] if level_of(other) == 1)]
    known = [words for words in map(_words, titles) if words]
    for wanted in ({*known[:1]}, {*known}):
        named = [stretch for stretch in near if _words(stretch.text) in wanted]
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

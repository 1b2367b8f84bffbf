"""Pictures in the text: `img` and the words that stand for it (HTML, sections 4.8.3 and 4.8.4.4)."""

from __future__ import annotations

import re

from accessible.model.blocks import Block, Caption, Evidence, Image, Prose
from accessible.readers.markup.attributes import roles_of
from accessible.readers.markup.candidates import address_of
from accessible.readers.markup.making import GIVEN, Context, Maker, count, excerpt
from accessible.readers.markup.run import Run
from accessible.readers.markup.tree import Characters, Element

STANDS_IN = Evidence("words for a picture that did not come along")
#: Alternatives that are none: a file's name, an address, a placeholder.
_NO_WORDS = re.compile(r"\S+\.(?:jpe?g|png|gif|webp|svg|bmp)|https?:\S+|image|img|picture|photo|\W*", re.IGNORECASE)
#: A paragraph of more parts begins with no letter that is a picture.
_SIBLINGS = 1_000


def alternative_of(element: Element) -> str | None:
    """The words that stand for a picture: None where nobody wrote any, "" where it only decorates."""
    if roles_of(element) & {"presentation", "none"}:
        return ""
    for name in ("alt", "aria-label", "title"):
        if name in element.attributes and (name == "alt" or element.attributes[name].strip()):
            words = " ".join(element.attributes[name].split())
            return "" if words and _NO_WORDS.fullmatch(words) and name != "alt" else words
    return None


def is_counter(element: Element) -> bool:
    """Whether a picture is a dot that nobody sees, by which somebody counts who reads the page."""
    return not alternative_of(element) and all(
        re.fullmatch(r"\s*[01](?:px)?\s*", element.get(side)) for side in ("width", "height")
    )


def is_drawn(element: Element) -> bool:
    """Whether an element is a picture by its role alone: it has a label, and nothing in it that is one or is read."""
    return (
        "img" in roles_of(element)
        and bool(element.get("aria-label").strip())
        and not any(inner.name in ("img", "svg", "math") for inner in element.walk())
        and not count(element, 0)
    )


def labelled(maker: Maker, element: Element, run: Run, context: Context) -> None:
    """What is drawn with an element that holds no words (`role="img"`): its label is what is read of it (WAI-ARIA)."""
    words = " ".join(element.get("aria-label").split())
    maker.tell(element, "R012", f"A drawing was left out, and its words kept: {excerpt(words)!r}.")
    if run.alone:
        prose = maker.add(Prose(words, language=context.language))
        run.behind.append(maker.placed(Caption(prose, maker.span(element), STANDS_IN)))
        return
    run.space()
    run.add(words)
    run.space()


def inline_image(maker: Maker, element: Element, run: Run, context: Context) -> None:
    """A picture among words: a sign that is set as a picture becomes its words, another stands behind the text."""
    if run.alone:
        run.behind.extend(lone_image(maker, element, context))
        return
    words = alternative_of(element)
    if words and len(words) <= 8 and not any(map(str.isalnum, words)):  # an emoji
        run.add(words)
        return
    if words and _begins_word(element, words):
        maker.tell(element, "R016", f"Left out as the picture of a letter, which was written: {words!r}.")
        run.text(words)
        maker.added += len(words)
        return
    image = image_of(maker, element, context)
    if image is not None:
        run.behind.append(image)
    elif words and not _NO_WORDS.fullmatch(words):
        run.space()
        run.add(words)
        run.space()


def _begins_word(element: Element, words: str) -> bool:
    """Whether a picture is that of the letter that a word begins with, as old books have it in chapters' beginnings."""
    siblings = element.parent.children if element.parent is not None else []
    if len(words) > 3 or sum(map(str.isalpha, words)) != 1 or not words[-1].isalpha() or len(siblings) > _SIBLINGS:
        return False
    behind = siblings[siblings.index(element) + 1 :] if element in siblings else []
    while behind and isinstance(behind[0], Element):
        behind = behind[0].children
    return bool(behind) and isinstance(behind[0], Characters) and behind[0].text[:1].isalpha()


def image_of(maker: Maker, element: Element, context: Context) -> Image | None:
    """The picture, or None with a message when it cannot come along."""
    words = alternative_of(element)
    address = address_of(element)
    if is_counter(element):
        maker.tell(element, "R016", f"Left out as a dot by which readers are counted: {excerpt(address, 80)!r}.")
        return None
    taken = maker.album.take(address)
    if isinstance(taken, str):
        said = f" ({excerpt(words, 60)})" if words else ""
        maker.tell(element, "R009", f"The picture {excerpt(address, 80)!r}{said} was left out: {taken}.")
        return None
    alternative = None if words is None else Prose(words, language=context.language)
    return Image(taken.name, maker.span(element), GIVEN, alternative)


def lone_image(maker: Maker, element: Element, context: Context) -> list[Block]:
    """A picture that stands by itself; where it cannot come along, the words that stand for it."""
    image = image_of(maker, element, context)
    if image is not None:
        return [maker.placed(image)]
    words = alternative_of(element)
    if not words or _NO_WORDS.fullmatch(words):
        return []
    prose = maker.add(Prose(words, language=context.language))
    return [maker.placed(Caption(prose, maker.span(element), STANDS_IN))]

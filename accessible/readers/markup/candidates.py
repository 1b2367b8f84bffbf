"""Where a picture is: of the addresses that a page has for it, the one that a book takes (HTML, section 4.8.4.3,
"image candidates").

Pages that fetch their pictures late have a placeholder in `src`, or nothing, and the address in an attribute of their
own, in a `source` beside it, or in a `noscript` for browsers that run nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from accessible.readers.markup.tree import Characters, Element

_LATE = ("data-src", "data-original", "data-lazy-src")
_SETS = ("srcset", "data-srcset", "data-lazy-srcset")
_ADDRESS, _SAID = re.compile(r"[\s,]*([^\s,]\S*)"), re.compile(r"[^,]*")
#: Media types of `source` elements whose pictures a book can hold.
_HELD = frozenset({"", "image/png", "image/jpeg", "image/jpg", "image/gif", "image/webp"})
#: So many elements beside one are looked at for what belongs to it.
_BESIDE = 1_000
#: The widest picture that is chosen where there is a choice, in dots; so many stand for one of CSS where that is said.
_WIDEST, _ONE = 1_600, 800


def address_of(element: Element) -> str:
    """The address of the picture that an `img` shows, "" where nobody says it."""
    address = element.get("src").strip()
    return next(filter(None, _addresses(element)), address if not address.startswith("#") else "")


def repeats(element: Element) -> bool:
    """Whether a `noscript` holds nothing but the picture beside it, once more for browsers that run nothing."""
    if element.text().strip() or not any(one.name == "img" for one in element.walk()):
        return False
    return any(one.name in ("img", "picture") for one in _beside(element))


def _addresses(element: Element) -> Iterator[str]:
    """What may be it, the likeliest first."""
    yield from (element.get(name).strip() for name in _LATE)
    if not _stands_in(address := element.get("src").strip()):
        yield address
    for name in _SETS:
        yield _of_set(element.get(name))
    parent = element.parent
    if parent is not None and parent.name == "picture":
        for source in islice(parent.elements(), 20):
            if source.name == "source" and source.get("type").strip().lower() in _HELD:
                yield from (_of_set(source.get(name)) for name in _SETS)
    around = parent if parent is not None and parent.name == "picture" else element
    for other in _beside(around):
        if other.name == "noscript":
            for twin in other.walk():
                if twin.name == "img":
                    yield next(filter(None, (twin.get("src").strip(), _of_set(twin.get("srcset")))), "")


def _stands_in(address: str) -> bool:
    """Whether an address is none, or that of a placeholder."""
    return not address or address.startswith("#") or address[:5].lower() == "data:"


def _of_set(written: str) -> str:
    """Of the addresses in a `srcset` the one of the largest picture that is not too wide, or of the smallest."""
    found: list[tuple[float, str]] = []
    at = 0
    while candidate := _ADDRESS.match(written, at):
        address, at = candidate[1].rstrip(","), candidate.end()
        said: list[str] = []
        if address == candidate[1] and (descriptors := _SAID.match(written, at)):
            said, at = descriptors[0].split(), descriptors.end()
        number = re.fullmatch(r"(\d+(?:\.\d+)?)([wx])", said[0]) if said else None
        width = float(number[1]) * (1 if number[2] == "w" else _ONE) if number else float(_ONE)
        if not _stands_in(address):
            found.append((width, address))
    fitting = [one for one in found if one[0] <= _WIDEST]
    return max(fitting)[1] if fitting else min(found, default=(0.0, ""))[1]


def _beside(element: Element) -> Iterator[Element]:
    """The elements right before and behind another, with nothing but blanks between."""
    siblings = element.parent.children if element.parent is not None else []
    at = siblings.index(element) if len(siblings) <= _BESIDE and element in siblings else -1
    for step in (-1, 1) if at >= 0 else ():
        there = at + step
        while 0 <= there < len(siblings):
            other = siblings[there]
            if isinstance(other, Element):
                yield other
                break
            if isinstance(other, Characters) and not other.text.isspace():
                break
            there += step

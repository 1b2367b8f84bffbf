"""Words that are laid upon a picture: the numbers along the axes of a chart, the names on a map.

Who makes a chart of a picture and live letters (ai2html and its like, for which letters stay sharp in any size) puts
each of them at its place by shares of the picture's width and height. Without the picture they say nothing, and a chart
that is drawn for several widths has them several times.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from accessible.readers.markup import Element
from accessible.readers.webpage.stretches import Stretch

#: Why they are left out.
LETTERING = "lettering upon a picture"

_DOWN = re.compile(r"(?:^|;)\s*(?:top|bottom)\s*:\s*-?[\d.]+%")
_ACROSS = re.compile(r"(?:^|;)\s*(?:left|right)\s*:\s*-?[\d.]+%")
_PICTURES = frozenset({"img", "picture", "svg", "canvas"})


def is_lettering(element: Element, held: Sequence[Stretch]) -> bool:
    """Whether an element, in which the stretches ``held`` stand, is placed upon a picture beside it, and no text."""
    style = element.get("style").lower()
    if "%" not in style or not (_DOWN.search(style) and _ACROSS.search(style)):
        return False
    if element.parent is None or any(stretch.kind in ("prose", "heading") for stretch in held):
        return False
    return any(other.name in _PICTURES for other in element.parent.elements())

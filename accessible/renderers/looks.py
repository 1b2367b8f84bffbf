"""How a book looks beside what its own style sheet says of every book: a choice of whoever makes it."""

from __future__ import annotations

from importlib.resources import files

from msgspec.structs import replace

from accessible.errors import UsageError
from accessible.model.publication import Publication
from accessible.renderers.page import STYLESHEET

#: By name: the sheet that is put behind the common one, "" for none.
STYLES = {"plain": "", "comfortable": "comfortable.css"}


def dressed(publication: Publication, style: str) -> Publication:
    """The publication in a style of the table. Raises `UsageError` for another."""
    if style not in STYLES:
        raise UsageError(f"there is no style {style!r}", where="--style", hint=f"styles: {', '.join(STYLES)}")
    if not (sheet := STYLES[style]):
        return publication
    more = (files(__package__) / "assets" / sheet).read_bytes()
    resources = tuple(
        replace(item, data=item.data + more) if item.href == STYLESHEET else item for item in publication.resources
    )
    return replace(publication, resources=resources)

"""What is to be seen on a cover, as far as the words for its picture say more than that it is one."""

from __future__ import annotations

from accessible.model.draft import Metadata
from accessible.readers.markup import Element
from accessible.readers.markup.images import alternative_of

#: Fewer words describe nothing: "Cover", "Cover image", "by Herman Melville".
_FEWEST = 4


def description_of(picture: Element, metadata: Metadata) -> str:
    """The words for the picture of the cover without the title and the writers, which every book says anew; "" where
    nothing is left that describes it."""
    said = alternative_of(picture) or ""
    before, title, behind = said.partition(metadata.title) if metadata.title else (said, "", "")
    if title:
        behind = behind.lstrip(" –—-:,")
        names = next((names for names in (", ".join(metadata.creators), *metadata.creators) if names), "")
        behind = behind.removeprefix(names) if names else behind
        said = behind.lstrip(" .,:;–—-") or (before if len(before.split()) >= _FEWEST else "")
    return said if len(said.split()) >= _FEWEST else ""

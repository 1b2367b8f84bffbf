"""What the files of sound say of a work: title, album, authors, voices, number, language, date."""

from __future__ import annotations

import re

from accessible.audio import Tags
from accessible.model.draft import Metadata
from accessible.model.narration import Narration
from accessible.renderers.characters import label

_YEAR = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


def tags_of(narration: Narration, metadata: Metadata, *, title: str, number: int = 0) -> Tags:
    """The tags of a file called ``title``: of the section of that number (from 1), or of the whole work (0)."""
    date = _YEAR.match(metadata.date)
    return Tags(
        title=title,
        album=album(narration, metadata),
        artist=", ".join(filter(None, map(label, metadata.creators))),
        narrator=", ".join(filter(None, map(label, narration.narrators))),
        track=number,
        tracks=len(narration.tracks) if number else 0,
        language=metadata.language,
        date=date[0] if date else "",
        description=label(metadata.description),
        rights=label(metadata.rights),
    )


def album(narration: Narration, metadata: Metadata) -> str:
    """The work's title, or else the first section's: players put files without an album anywhere.

    What a label leaves nothing of is no name.
    """
    return label(metadata.title) or next(filter(None, (label(track.title) for track in narration.tracks)), "")

"""Narration → one audiobook with a chapter for each section, as M4B.

Sections that are there as AAC are put together packet by packet; see `accessible.audio.copying` for what that does at
the joints. Others, and those of different sample rates, which one stream cannot have, are encoded in one pass, piece by
piece, so that memory does not grow with the book.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from accessible.audio import Chapter, holds_picture, join_sound, write_sound
from accessible.errors import NarrationError
from accessible.files import replacing
from accessible.model.narration import Narration
from accessible.model.publication import Publication, TocEntry
from accessible.renderers.characters import label
from accessible.renderers.sections import existing, samples_of
from accessible.renderers.soundtags import album, tags_of

_JOINT = " – "  # between the name of a part and that of a chapter in it


def write_audiobook(publication: Publication, narration: Narration, path: Path, *, kilobits: int = 0) -> None:
    """Write all tracks as one M4B (AAC in MP4): a chapter for each, title, authors, voices, and the cover if it is a
    PNG or JPEG picture (MP4 has no other).

    Chapters are a flat list there: each is called what its heading says, and has the name of the heading above in front
    where two would be called the same (see `chapter_names`). ``kilobits`` is the bit rate where the sound has to be
    encoded (0: the form's own). Raises `OutputError` as `write_audio` does, `NarrationError` when there is no track.
    """
    tracks = narration.tracks
    if not tracks:
        hint = "the report says why nothing could be spoken: choose another engine or voice, or another format"
        raise NarrationError("there is no sound to make an audiobook of", where=path.name, hint=hint)
    titles = chapter_names(publication.toc, [track.title for track in tracks])
    tags = tags_of(narration, publication.metadata, title=album(narration, publication.metadata))
    cover = next((item.data for item in publication.resources if "cover-image" in item.properties), b"")
    cover = cover if holds_picture(cover) else b""
    if all("m4a" in track.files for track in tracks) and len({track.rate for track in tracks}) == 1:
        files = [existing(track.files["m4a"]) for track in tracks]
        with replacing(path) as file:
            join_sound(file, files, titles=titles, tags=tags, cover=cover)
        return
    rate = max(track.rate for track in tracks)
    lengths = [round(track.samples * rate / track.rate) for track in tracks]
    ends = [sum(lengths[:number]) for number in range(1, len(lengths) + 1)]
    chapters = [Chapter(end - length, end, title) for title, end, length in zip(titles, ends, lengths, strict=True)]
    pcm = (
        piece
        for track, length in zip(tracks, lengths, strict=True)
        for piece in samples_of(track, rate=rate, samples=length)
    )
    with replacing(path) as file:
        write_sound(file, pcm, rate=rate, form="m4b", kilobits=kilobits, tags=tags, chapters=chapters, cover=cover)


def chapter_names(toc: Sequence[TocEntry], titles: Sequence[str]) -> list[str]:
    """What the chapters of a flat list are called, for the titles of sections in the order of the contents list.

    A title that stands there more than once has the names above it in front: "Part Two – Chapter 1". All other names
    are said as they are, because a name is heard whole each time one skips to its chapter.
    """
    entries = list(_flat(toc, ()))
    found: list[tuple[str, ...]] = []
    place = 0
    for title in map(label, titles):
        at = next((at for at in range(place, len(entries)) if entries[at][-1] == title), None)
        found.append((title,) if at is None else entries[at])
        place = place if at is None else at + 1
    often = Counter(names[-1] for names in found)
    return [_JOINT.join(names) if often[names[-1]] > 1 else names[-1] for names in found]


def _flat(toc: Sequence[TocEntry], above: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Each entry's label, behind those of the entries that it stands under."""
    for entry in toc:
        names = (*above, entry.label)
        yield names
        yield from _flat(entry.children, names)

"""Narration → sound for players that know nothing of EPUB: tagged files for each section, or one audiobook of chapters.

Files for the sections are told apart by their numbers, which are the reading order to every player that sorts by name;
a playlist beside them says it to the others. A sound that is there in the wanted form is copied; another is made of it,
from samples to samples: give it sound that has lost nothing yet.
"""

from __future__ import annotations

import io
import re
import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from accessible.audio import FORMS, Chapter, Tags, holds_picture, stream, tag_mp3, write_sound
from accessible.errors import OutputError
from accessible.files import replacing
from accessible.model.draft import Metadata
from accessible.model.narration import Narration, Track
from accessible.model.publication import Publication, TocEntry
from accessible.renderers.characters import label
from accessible.renderers.names import AUDIO_SUFFIXES, section_name
from accessible.renderers.playlist import write_playlist

_YEAR = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_JOINT = " – "  # between the name of a part and that of a chapter in it


def write_audio(
    narration: Narration, metadata: Metadata, folder: Path, *, form: str = "", kilobits: int = 0
) -> tuple[Path, ...]:
    """Write the tracks into a folder as `NN-<section-slug>.<suffix>` and a playlist of them, `playlist-<suffix>.m3u8`.

    Returns the paths in reading order, the playlist last. ``form`` is a name of `FORMS` for one file each (m4b is not
    one; "": what the tracks are), ``kilobits`` the bit rate where the sound has to be encoded (0: the form's own).
    Files are tagged with the section's heading as the title, the work's title (or else the first section's) as the
    album, the track's number and the number of tracks, the authors, the voices, the language and the date. The folder
    is made when it is missing; other files in it are left alone. Raises `OutputError` when a file cannot be written, an
    encoder is missing or a sound is not where the narration says.
    """
    written = []
    for number, track in enumerate(narration.tracks, 1):
        suffix = FORMS[form].suffix if form else AUDIO_SUFFIXES.get(track.media_type, "audio")
        path = folder / f"{section_name(number, len(narration.tracks), track.title)}.{suffix}"
        tags = _tags(narration, metadata, title=label(track.title), number=number)
        _write_track(track, path, form=form, kilobits=kilobits, tags=tags)
        written.append(path)
    if not written:
        return ()
    listed = folder / f"playlist-{written[0].suffix[1:]}.m3u8"
    write_playlist(written, narration.tracks, listed, title=_album(narration, metadata))
    return (*written, listed)


def write_audiobook(publication: Publication, narration: Narration, path: Path, *, kilobits: int = 0) -> None:
    """Write all tracks as one M4B (AAC in MP4): a chapter for each, title, authors, voices, and the cover if it is a
    PNG or JPEG picture (MP4 has no other).

    Chapters are a flat list there: each is called what its heading says, and has the name of the heading above in front
    where two would be called the same (see `chapter_names`). Sound is read and encoded piece by piece, so memory does
    not grow with it. Raises `OutputError` as `write_audio` does.
    """
    tracks = narration.tracks
    if not tracks:
        raise OutputError("there is no sound to make an audiobook of", where=path.name)
    rate = max(track.rate for track in tracks)
    lengths = [round(track.samples * rate / track.rate) for track in tracks]
    names = chapter_names(publication.toc, [track.title for track in tracks])
    ends = [sum(lengths[:number]) for number in range(1, len(lengths) + 1)]
    chapters = [Chapter(end - length, end, name) for name, end, length in zip(names, ends, lengths, strict=True)]
    tags = _tags(narration, publication.metadata, title=_album(narration, publication.metadata))
    cover = next((item.data for item in publication.resources if "cover-image" in item.properties), b"")
    pcm = (piece for track, length in zip(tracks, lengths, strict=True) for piece in _sound(track, rate, length))
    with replacing(path) as file:
        write_sound(
            file,
            pcm,
            rate=rate,
            form="m4b",
            kilobits=kilobits,
            tags=tags,
            chapters=chapters,
            cover=cover if holds_picture(cover) else b"",
        )


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


def _write_track(track: Track, path: Path, *, form: str, kilobits: int, tags: Tags) -> None:
    copied = not form or (form == "mp3" and track.media_type == "audio/mpeg")
    if not copied:
        pcm = _sound(track, track.rate, track.samples)
        with replacing(path) as file:
            if form == "mp3":
                encoded = io.BytesIO()
                write_sound(encoded, pcm, rate=track.rate, form=form, kilobits=kilobits)
                file.write(_tagged(encoded.getvalue(), tags))
            else:
                write_sound(file, pcm, rate=track.rate, form=form, kilobits=kilobits, tags=tags)
        return
    with _there(track).open("rb") as source, replacing(path) as file:
        if track.media_type == "audio/mpeg":
            file.write(_tagged(source.read(), tags))
        else:
            shutil.copyfileobj(source, file)


def _sound(track: Track, rate: int, samples: int) -> Iterator[bytes]:
    return stream(_there(track), rate=rate, samples=samples)


def _there(track: Track) -> Path:
    path = Path(track.path)
    if not path.is_file():
        hint = "build again, so that it is spoken again"
        raise OutputError("a sound of the narration is not there any more", where=track.path, hint=hint)
    return path


def _tagged(mp3: bytes, tags: Tags) -> bytes:
    return tag_mp3(
        mp3,
        title=tags.title,
        album=tags.album,
        track=tags.track,
        tracks=tags.tracks,
        artist=tags.artist,
        narrator=tags.narrator,
        language=tags.language,
        date=tags.date,
    )


def _tags(narration: Narration, metadata: Metadata, *, title: str, number: int = 0) -> Tags:
    date = _YEAR.match(metadata.date)
    return Tags(
        title=title,
        album=_album(narration, metadata),
        artist=", ".join(filter(None, map(label, metadata.creators))),
        narrator=", ".join(filter(None, map(label, narration.narrators))),
        track=number,
        tracks=len(narration.tracks) if number else 0,
        language=metadata.language,
        date=date[0] if date else "",
        description=label(metadata.description),
        rights=label(metadata.rights),
    )


def _album(narration: Narration, metadata: Metadata) -> str:
    """What a label leaves nothing of is no name; players put files without an album anywhere."""
    return label(metadata.title) or next(filter(None, (label(track.title) for track in narration.tracks)), "")

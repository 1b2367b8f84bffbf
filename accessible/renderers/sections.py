"""Narration → a tagged file of sound for each section, for players that know nothing of EPUB, and a playlist of them.

Files are told apart by their numbers, which are the reading order to every player that sorts by name; a playlist beside
them says it to the others. A sound that is there in the wanted form is copied and tagged, never encoded again; another
is made of what there is: give it sound that has lost nothing yet.
"""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from pathlib import Path

from accessible.audio import FORMS, Tags, copy_sound, stream, tag_mp3, write_sound
from accessible.errors import OutputError
from accessible.files import replacing
from accessible.model.draft import Metadata
from accessible.model.narration import Narration, Track
from accessible.renderers.characters import label
from accessible.renderers.names import AUDIO_SUFFIXES, section_name
from accessible.renderers.playlist import write_playlist
from accessible.renderers.soundtags import album, tags_of


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
        tags = tags_of(narration, metadata, title=label(track.title), number=number)
        _write_track(track, path, form=form, kilobits=kilobits, tags=tags)
        written.append(path)
    if not written:
        return ()
    listed = folder / f"playlist-{written[0].suffix[1:]}.m3u8"
    write_playlist(written, narration.tracks, listed, title=album(narration, metadata))
    return (*written, listed)


def _write_track(track: Track, path: Path, *, form: str, kilobits: int, tags: Tags) -> None:
    mpeg = track.media_type == "audio/mpeg"
    there = track.files.get(form) or (track.path if not form or (form == "mp3" and mpeg) else "")
    with replacing(path) as file:
        if there and (form == "mp3" or (not form and mpeg)):
            with existing(there).open("rb") as sound:
                tag_mp3(file, sound, tags)
        elif there and form:
            copy_sound(file, existing(there), form=form, tags=tags)
        elif there:
            with existing(there).open("rb") as sound:
                shutil.copyfileobj(sound, file)
        elif form == "mp3":
            encoded = io.BytesIO()
            write_sound(encoded, samples_of(track), rate=track.rate, form=form, kilobits=kilobits)
            encoded.seek(0)
            tag_mp3(file, encoded, tags)
        else:
            write_sound(file, samples_of(track), rate=track.rate, form=form, kilobits=kilobits, tags=tags)


def samples_of(track: Track, *, rate: int = 0, samples: int = 0) -> Iterator[bytes]:
    """The samples of a track, piece by piece; exactly so many at ``rate`` Hz (0: the track's own). Raises `OutputError`
    when its file is not there."""
    return stream(existing(track.path), rate=rate or track.rate, samples=samples or track.samples)


def existing(path: str) -> Path:
    """The path of a sound; raises `OutputError` when it is not there."""
    found = Path(path)
    if not found.is_file():
        hint = "build again, so that it is spoken again"
        raise OutputError("a sound of the narration is not there any more", where=path, hint=hint)
    return found

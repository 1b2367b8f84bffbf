"""Narration → one audio file for each section, tagged, for players that know nothing of books."""

from __future__ import annotations

import shutil
from pathlib import Path

from accessible.errors import OutputError
from accessible.files import replacing
from accessible.model.draft import Metadata
from accessible.model.narration import Narration
from accessible.renderers.characters import label
from accessible.renderers.names import AUDIO_SUFFIXES, slug


def write_audio(narration: Narration, metadata: Metadata, folder: Path) -> tuple[Path, ...]:
    """Write the tracks into a folder as `NN-<section-slug>.mp3`, and return their paths in reading order.

    MP3 files are tagged with the section's heading as the title, the work's title (or else the first section's) as the
    album, the track's number and the number of tracks, the authors and the language. The folder is made when it is
    missing; other files in it are left alone. Raises `OutputError` when a file cannot be written or a sound is not
    where the narration says.
    """
    from accessible.audio import tag_mp3

    digits = max(2, len(str(len(narration.tracks))))
    # What a label leaves nothing of is no name; players put files without an album anywhere.
    album = label(metadata.title) or next(filter(None, (label(track.title) for track in narration.tracks)), "")
    written = []
    for number, track in enumerate(narration.tracks, 1):
        suffix = AUDIO_SUFFIXES.get(track.media_type, "audio")
        path = folder / f"{number:0{digits}}-{slug(track.title, fallback='section')}.{suffix}"
        if not Path(track.path).is_file():
            hint = "build again, so that it is spoken again"
            raise OutputError("a sound of the narration is not there any more", where=track.path, hint=hint)
        with Path(track.path).open("rb") as source, replacing(path) as file:
            if track.media_type == "audio/mpeg":
                file.write(
                    tag_mp3(
                        source.read(),
                        title=label(track.title),
                        album=album,
                        track=number,
                        tracks=len(narration.tracks),
                        artist=", ".join(filter(None, map(label, metadata.creators))),
                        language=metadata.language,
                    )
                )
            else:
                shutil.copyfileobj(source, file)
        written.append(path)
    return tuple(written)

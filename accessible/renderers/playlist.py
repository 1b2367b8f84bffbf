"""A playlist beside the files of the sections: in which order they are heard, what they are called, how long they are.

Extended M3U in UTF-8 (the form that RFC 8216, section 4, builds on): names of files relative to its own folder, so
that the folder can be moved and its files opened with any player.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from accessible.files import replacing
from accessible.model.narration import Track, milliseconds
from accessible.renderers.characters import label


def write_playlist(files: Sequence[Path], tracks: Sequence[Track], path: Path, *, title: str) -> None:
    """Write a playlist of the files, which are the tracks' in the same order and lie in the playlist's folder.

    Raises `OutputError` when it cannot be written.
    """
    lines = ["#EXTM3U", *([f"#PLAYLIST:{title}"] if title else [])]
    for file, track in zip(files, tracks, strict=True):
        length = milliseconds(track.samples, track.rate)
        lines += [f"#EXTINF:{length // 1000}.{length % 1000:03},{label(track.title)}", file.name]
    with replacing(path) as target:
        target.write("".join(f"{line}\n" for line in lines).encode())

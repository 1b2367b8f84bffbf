"""What a file says of itself: title, album, author, narrator, number, language and date, as each container says it.

Every container has names of its own for these, and few have one for who reads. Audiobook players take the composer for
the narrator in ID3 and MP4, where there is no other field; Vorbis comments (Opus, FLAC) have PERFORMER; a WAV file has
a comment. FFmpeg writes all but ID3, which has to move no byte of an MP3 that is there already (see `id3`).
"""

from __future__ import annotations

from msgspec import Struct

from accessible.languages import three_letters

_GENRE = "Audiobook"


class Tags(Struct, frozen=True, omit_defaults=True):
    """The tags of a file. Empty text is left out.

    ``track`` counts from 1 up to ``tracks`` (0: the file is the whole work); ``language`` is a BCP 47 tag, ``date``
    begins with a year (W3C date and time format).
    """

    title: str
    album: str = ""
    artist: str = ""
    narrator: str = ""
    track: int = 0
    tracks: int = 0
    language: str = ""
    date: str = ""
    description: str = ""
    rights: str = ""


def metadata(tags: Tags, container: str) -> tuple[dict[str, str], dict[str, str]]:
    """The tags by FFmpeg's names for them, for the file and for its stream of sound, in a container (FFmpeg's name)."""
    number = f"{tags.track}/{tags.tracks}" if tags.track else ""
    file = {"title": tags.title, "album": tags.album, "artist": tags.artist, "date": tags.date, "genre": _GENRE}
    file |= {"comment": tags.description, "copyright": tags.rights}
    stream = {}
    match container:
        case "mp4":
            file |= {"album_artist": tags.artist, "composer": tags.narrator, "track": number}
            file |= {"media_type": "2"}  # what iTunes calls an audiobook (the atom "stik")
            stream = {"language": three_letters(tags.language)}
        case "wav":
            narrator = f"Narrator: {tags.narrator}" if tags.narrator else ""
            file |= {"track": number, "language": three_letters(tags.language)}
            file |= {"comment": "\n".join(filter(None, (narrator, tags.description)))}
        case _:  # Vorbis comments
            total = str(tags.tracks) if tags.track else ""
            file |= {"performer": tags.narrator, "track": str(tags.track or ""), "tracktotal": total}
            file |= {"language": tags.language}
    return _said(file), _said(stream)


def _said(fields: dict[str, str]) -> dict[str, str]:
    found = {name: value.replace("\x00", "") for name, value in fields.items()}
    return {name: value for name, value in found.items() if value}

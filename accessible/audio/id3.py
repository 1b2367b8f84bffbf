"""ID3v2.3 in front of an MP3: title, album, track number, artist, narrator, language and date.

Version 2.3 because every player reads it. Text outside Latin-1 is UTF-16 with its byte order mark, as section 3.3 of
id3v2.3.0 asks. The tag stands before the first frame, where decoders jump over it: it moves no sample.
"""

from __future__ import annotations

import re
import shutil
import struct
from typing import BinaryIO

from accessible.audio.tags import Tags
from accessible.languages import three_letters

_DAY = re.compile(r"\d{4}-(\d\d)-(\d\d)")


def tag_mp3(file: BinaryIO, mp3: BinaryIO, tags: Tags) -> None:
    """Write an MP3 that is open for reading into a file, with these tags in front instead of those it may have had.

    The frames are TIT2, TALB, TRCK, TPE1, TCOM (the narrator: see `tags`), TLAN, TYER and TDAT. The language is left
    out when it has no three-letter code; of a date the year is told, and the day where it has one (2026-05-03). The
    same input gives the same bytes. Raises `OSError`.
    """
    day = _DAY.match(tags.date)
    frames = b"".join(
        _text_frame(name, value)
        for name, value in (
            ("TIT2", tags.title),
            ("TALB", tags.album),
            ("TRCK", f"{tags.track}/{tags.tracks}" if tags.track else ""),
            ("TPE1", tags.artist),
            ("TCOM", tags.narrator),
            ("TLAN", three_letters(tags.language)),
            ("TYER", tags.date[:4]),
            ("TDAT", day[2] + day[1] if day else ""),
        )
        if value
    )
    file.write(b"ID3\x03\x00\x00" + _syncsafe(len(frames)) + frames)
    head = mp3.read(10)
    mp3.seek(_tag_length(head))
    shutil.copyfileobj(mp3, file)


def _text_frame(name: str, value: str) -> bytes:
    value = value.replace("\x00", "")
    try:
        body = b"\x00" + value.encode("latin-1")
    except UnicodeEncodeError:
        body = b"\x01\xff\xfe" + value.encode("utf-16-le", "replace")
    return name.encode() + struct.pack(">IH", len(body), 0) + body


def _syncsafe(number: int) -> bytes:
    """Four bytes of seven bits each, so that a size never looks like the start of a frame."""
    return bytes(number >> shift & 0x7F for shift in (21, 14, 7, 0))


def _tag_length(data: bytes) -> int:
    """Bytes of the ID3v2 tag that data begins with, from its first ten bytes; 0 when there is none."""
    if data[:3] != b"ID3" or len(data) < 10:
        return 0
    footer = 10 if data[5] & 0x10 else 0
    return 10 + sum((byte & 0x7F) << shift for byte, shift in zip(data[6:10], (21, 14, 7, 0), strict=True)) + footer

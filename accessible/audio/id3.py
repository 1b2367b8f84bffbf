"""ID3v2.3 in front of an MP3: title, album, track number, artist and language.

Version 2.3 because every player reads it. Text outside Latin-1 is UTF-16 with its byte order mark, as section 3.3 of
id3v2.3.0 asks. The tag stands before the first frame, where decoders jump over it: it moves no sample.
"""

from __future__ import annotations

import struct

#: ISO 639-1 to ISO 639-2 (terminological), which the TLAN frame wants: the languages that the default engine speaks.
_THREE_LETTERS = """
af:afr am:amh an:arg ar:ara as:asm az:aze ba:bak be:bel bg:bul bn:ben bs:bos ca:cat cs:ces cv:chv cy:cym
da:dan de:deu el:ell en:eng eo:epo es:spa et:est eu:eus fa:fas fi:fin fo:fao fr:fra ga:gle gd:gla gl:glg
gn:grn gu:guj he:heb hi:hin hr:hrv ht:hat hu:hun hy:hye ia:ina id:ind io:ido is:isl it:ita ja:jpn ka:kat
kk:kaz kl:kal kn:kan ko:kor ku:kur ky:kir la:lat lb:ltz lt:lit lv:lav mi:mri mk:mkd ml:mal mr:mar ms:msa
mt:mlt my:mya nb:nob nl:nld nn:nno no:nor om:orm or:ori pa:pan pl:pol ps:pus pt:por qu:que ro:ron ru:rus
sd:snd si:sin sk:slk sl:slv sq:sqi sr:srp sv:swe sw:swa ta:tam te:tel th:tha ti:tir tk:tuk tl:tgl tn:tsn
tr:tur tt:tat ug:uig uk:ukr ur:urd uz:uzb vi:vie xh:xho yi:yid yo:yor zh:zho zu:zul
"""


def tag_mp3(
    data: bytes, *, title: str, album: str, track: int, tracks: int, artist: str = "", language: str = ""
) -> bytes:
    """The MP3 with an ID3v2.3 tag in front (TIT2, TALB, TRCK, TPE1, TLAN), in place of one that it may have had.

    ``track`` counts from 1 up to ``tracks``; ``language`` is a BCP 47 tag, left out when it has no three-letter code;
    an empty text leaves its frame out. The same input gives the same bytes.
    """
    frames = b"".join(
        _text_frame(name, value)
        for name, value in (
            ("TIT2", title),
            ("TALB", album),
            ("TRCK", f"{track}/{tracks}"),
            ("TPE1", artist),
            ("TLAN", _three_letters(language)),
        )
        if value
    )
    return b"ID3\x03\x00\x00" + _syncsafe(len(frames)) + frames + data[_tag_length(data) :]


def _text_frame(name: str, value: str) -> bytes:
    value = value.replace("\x00", "")
    try:
        body = b"\x00" + value.encode("latin-1")
    except UnicodeEncodeError:
        body = b"\x01\xff\xfe" + value.encode("utf-16-le", "replace")
    return name.encode() + struct.pack(">IH", len(body), 0) + body


def _three_letters(language: str) -> str:
    primary = language.split("-")[0].lower()
    known = dict(pair.split(":") for pair in _THREE_LETTERS.split())
    return primary if len(primary) == 3 and primary.isascii() else known.get(primary, "")


def _syncsafe(number: int) -> bytes:
    """Four bytes of seven bits each, so that a size never looks like the start of a frame."""
    return bytes(number >> shift & 0x7F for shift in (21, 14, 7, 0))


def _tag_length(data: bytes) -> int:
    """Bytes of the ID3v2 tag that the data begins with; 0 when there is none."""
    if data[:3] != b"ID3" or len(data) < 10:
        return 0
    footer = 10 if data[5] & 0x10 else 0
    return 10 + sum((byte & 0x7F) << shift for byte, shift in zip(data[6:10], (21, 14, 7, 0), strict=True)) + footer

"""How long a sound in a book really is, and whether a moment in it can be found again.

An MP3 of a constant bit rate that LAME or FFmpeg wrote says so in its first frame (the Info tag: frames, bytes, and
what the encoder has added; "MP3 Info Tag revision 1"). When that agrees with the size of the file and with the bit rate
of its frames, nothing more has to be looked at. A file that was cut short, or a tag that lies, does not agree; then, as
for every other kind of sound, the packets are counted.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from accessible.audio import probe
from accessible.checkers.archive import Archive, beginning, copy

_ENOUGH = 1 << 16  # bytes from the beginning: the tags of a book's sound are short
_BIT_RATES = {  # kbit/s of layer III, by version: MPEG 1, MPEG 2 and 2.5
    3: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    2: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}  # Hz


def length(archive: Archive, name: str) -> int:
    """The length of a sound of a book in microseconds, rounded down.

    Raises `SourceError` when it is missing, broken, or no sound that can be read.
    """
    data, size = beginning(archive, name, _ENOUGH)
    if found := _tagged(data, size):
        samples, rate = found
    else:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "sound"
            with path.open("wb") as file:
                copy(archive, name, file)
            info = probe(path)
        samples, rate = info.samples, info.rate
    return samples * 1_000_000 // rate


def varies(data: bytes) -> bool:
    """Whether an MP3 has a variable bit rate, by its beginning: it says so, or its frames differ."""
    start = _start(data)
    if not (first := _frame(data[start : start + 4])):
        return False
    tag = start + 4 + first[3]
    if data[tag : tag + 4] in (b"Xing", b"VBRI") or data[start + 36 : start + 40] == b"VBRI":
        return True
    if data[tag : tag + 4] == b"Info":  # a frame of its own, which is not played
        start += first[2]
    rates = set()
    while frame := _frame(data[start : start + 4]):
        rates.add(_bit_rate(data[start : start + 4]))
        start += frame[2]
    return len(rates) > 1


def _start(data: bytes) -> int:
    """Where the frames of an MP3 begin, behind an ID3v2 tag."""
    if data[:3] == b"ID3" and len(data) > 10:
        return 10 + sum((byte & 0x7F) << shift for byte, shift in zip(data[6:10], (21, 14, 7, 0), strict=True))
    return 0


def _tagged(data: bytes, size: int) -> tuple[int, int] | None:
    """Samples and rate of an MP3 from its beginning and its size, when its Info tag can be believed."""
    start = _start(data)
    if not (first := _frame(data[start : start + 4])):
        return None
    rate, per_frame, frame, side = first
    tag = start + 4 + side
    lame = tag + 120
    following = _frame(data[start + frame : start + frame + 4])
    if data[tag : tag + 4] != b"Info" or data[lame : lame + 4] not in (b"LAME", b"Lavc", b"Lavf") or not following:
        return None
    flags, frames, total = (int.from_bytes(data[tag + at : tag + at + 4], "big") for at in (4, 8, 12))
    if flags != 0b1111 or total != size - start or following[:2] != (rate, per_frame):
        return None
    # Padding slots keep a constant bit rate within a byte of what it is on average.
    bit_rate = _bit_rate(data[start + frame : start + frame + 4])
    if abs((total - frame) * 8 * rate - frames * per_frame * bit_rate) > 8 * rate * frame:
        return None
    delay_and_padding = int.from_bytes(data[lame + 21 : lame + 24], "big")
    samples = frames * per_frame - (delay_and_padding >> 12) - (delay_and_padding & 0xFFF)
    return (samples, rate) if samples > 0 else None


def _frame(header: bytes) -> tuple[int, int, int, int] | None:
    """Rate (Hz), samples, bytes, and bytes of side information of the layer III frame that begins with this header."""
    word = int.from_bytes(header, "big")
    version, rate_index = word >> 19 & 3, word >> 10 & 3
    if len(header) < 4 or word >> 21 != 0x7FF or word >> 17 & 3 != 1 or version == 1 or rate_index == 3:
        return None
    if not 0 < word >> 12 & 15 < 15:
        return None
    rate = _RATES[version][rate_index]
    per_frame = 1152 if version == 3 else 576
    mono = word >> 6 & 3 == 3
    side = (17 if mono else 32) if version == 3 else (9 if mono else 17)
    return rate, per_frame, per_frame // 8 * _bit_rate(header) // rate + (word >> 9 & 1), side


def _bit_rate(header: bytes) -> int:
    """The bit rate of a frame in bit/s."""
    word = int.from_bytes(header, "big")
    return _BIT_RATES[3 if word >> 19 & 3 == 3 else 2][word >> 12 & 15] * 1000

"""The Info/LAME tag: a frame of silence in front of an MP3 that says what its encoder added before and behind.

An encoder puts a delay in front of the sound and fills up its last frame behind it. With the tag FFmpeg, libsndfile,
browsers and players drop both. The layout follows Gabriel Bouvigne's "MP3 Info Tag revision 1" and the Xing header that
it extends; header fields are those of ISO/IEC 11172-3 and 13818-3.

Written by hand because no library in reach writes it for a stream that another one encoded.
"""

from __future__ import annotations

import struct

#: Sample rates that MPEG audio knows (Hz), by the version field of the frame header.
RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
#: Bit rates of layer III (kbit/s), by the index in the frame header: MPEG 1, then MPEG 2 and 2.5.
_BIT_RATES_1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_BIT_RATES_2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)

#: Samples that LAME puts in front; a decoder adds 529 of its own and knows that it does.
_DELAY = 576
#: LAME's scale, 0 best to 9 fastest: the best figure for speech before the time doubles.
QUALITY = 5


def nearest_kilobits(rate: int, kilobits: int) -> int:
    """The bit rate (kbit/s) that MP3 has at this sample rate (Hz) and that is nearest to the one asked for; the lower
    of two. Raises `ValueError` for a sample rate that MPEG audio does not have."""
    version = _version(rate)
    known = [known for known in _bit_rates(version)[1:] if version != 0 or known <= 64]
    return min(known, key=lambda known: abs(known - kilobits))


def _version(rate: int) -> int:
    for version, rates in RATES.items():
        if rate in rates:
            return version
    raise ValueError(f"MP3 has no sample rate of {rate} Hz")


def _bit_rates(version: int) -> tuple[int, ...]:
    return _BIT_RATES_1 if version == 3 else _BIT_RATES_2


def _samples_per_frame(version: int) -> int:
    return 1152 if version == 3 else 576


def _side_information(version: int) -> int:
    """Bytes of side information in a mono frame, which lie between the header and the tag."""
    return 17 if version == 3 else 9


def info_header(rate: int, kilobits: int) -> bytes:
    """The four header bytes of the tag's frame: the stream's bit rate, or the lowest that has room for the tag."""
    version = _version(rate)
    rates = _bit_rates(version)
    if kilobits not in rates[1:] or (version == 0 and kilobits > 64):
        raise ValueError(f"MP3 at {rate} Hz has no bit rate of {kilobits} kbit/s")
    needed = 4 + _side_information(version) + 120 + 36
    for index in range(rates.index(kilobits), len(rates)):
        # sync, version, layer III, no checksum; bit rate, sample rate; mono
        word = 0x7FF << 21 | version << 19 | 1 << 17 | 1 << 16
        header = struct.pack(">I", word | index << 12 | RATES[version].index(rate) << 10 | 3 << 6)
        if frame_length(header) >= needed:
            return header
    raise ValueError(f"MP3 at {rate} Hz has no frame that could hold an Info tag")


def frame_length(header: bytes) -> int:
    """Bytes of the layer III frame that begins with this header (which has no padding slot)."""
    (word,) = struct.unpack(">I", header)
    version = word >> 19 & 3
    bit_rate = _bit_rates(version)[word >> 12 & 15] * 1000
    rate = RATES[version][word >> 10 & 3]
    return int(_samples_per_frame(version) // 8 * bit_rate // rate)


def info_frame(header: bytes, *, samples: int, stream: int, rate: int, kilobits: int) -> bytes:
    """The tag's frame, for a stream of so many samples (without the encoder's own) and bytes (without this frame)."""
    version = _version(rate)
    per_frame = _samples_per_frame(version)
    # At a constant bit rate the padding slots keep the stream within a byte of frames x exact length.
    frames = round(stream * 8 * rate / (per_frame * kilobits * 1000))
    padding = frames * per_frame - samples - _DELAY
    size = frame_length(header)
    total = size + stream
    seek = bytes(min(255, 256 * (size * 100 + stream * percent) // (total * 100)) for percent in range(100))
    info = b"Info" + struct.pack(">III", 0b1111, frames, total) + seek + struct.pack(">I", 100 - 10 * QUALITY)
    lame = b"".join(
        (
            b"LAME3.100",
            bytes((1,)),  # tag revision 0, constant bit rate
            bytes((0,)),  # lowpass: LAME chooses it, and lameenc does not tell
            bytes(8),  # peak and the two replay gains: not measured
            bytes((0,)),  # encoding flags: none
            bytes((min(255, kilobits),)),
            (_DELAY << 12 | padding).to_bytes(3, "big"),
            bytes((0,)),  # noise shaping, stereo mode (mono), source sample rate: not said
            bytes((0,)),  # no change of gain
            bytes(2),  # no preset
            struct.pack(">I", total),
            bytes(2),  # no checksum of the music: it would have to be read again, and nobody asks for it
        )
    )
    frame = header + bytes(_side_information(version)) + info + lame
    frame += struct.pack(">H", _crc16(frame))
    return frame + bytes(size - len(frame))


def _crc16(data: bytes) -> int:
    """CRC-16/ARC (polynomial 0x8005, reflected), which the tag ends with."""
    crc = 0
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ 0xA001 if crc & 1 else crc >> 1
    return crc

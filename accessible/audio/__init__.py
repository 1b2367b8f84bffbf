"""Audio: encode, tag, measure and decode. The only room that touches PyAV and lameenc.

The default form of a narration is MP3 at a constant bit rate with an Info/LAME tag: every player and library system
has it, a seek lands within 70 ms (with a variable bit rate: within seconds), and the tag takes the encoder's own delay
away, so that sample n of what was spoken is sample n of what is heard. Times are counted in samples, never in bytes
or frames.

lameenc encodes (LAME built for speed; the LAME inside PyAV takes four times as long), PyAV (FFmpeg) reads: it knows
every container that a narration, or a cover recording, may come in. Both are imported when first needed.
"""

from __future__ import annotations

from accessible.audio.files import AudioInfo, decode, probe
from accessible.audio.id3 import tag_mp3
from accessible.audio.mp3 import BIT_RATE, MP3_RATES, encode_mp3, write_mp3

__all__ = ["BIT_RATE", "MP3_RATES", "AudioInfo", "decode", "encode_mp3", "probe", "tag_mp3", "write_mp3"]

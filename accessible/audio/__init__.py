"""Audio: encode, tag, level, measure and decode. The only room that touches PyAV and lameenc.

The default form of a narration is MP3 at a constant bit rate with an Info/LAME tag: every player and library system
has it, a seek lands within 70 ms (with a variable bit rate: within seconds), and the tag takes the encoder's own delay
away, so that sample n of what was spoken is sample n of what is heard. Times are counted in samples, never in bytes
or frames. The other forms (`FORMS`) are held to the same.

lameenc encodes MP3 (LAME built for speed; the LAME inside PyAV takes four times as long), PyAV (FFmpeg) reads, because
it knows every container that a narration may come in, and writes the other forms. Both are imported when first needed.
"""

from __future__ import annotations

from accessible.audio.containers import Chapter, holds_picture
from accessible.audio.copying import copy_sound, join_sound
from accessible.audio.files import AudioInfo, decode, probe, stream
from accessible.audio.forms import FORMS, Form, form_rate, require_forms
from accessible.audio.id3 import tag_mp3
from accessible.audio.limiter import limited
from accessible.audio.loudness import TARGET, is_measured, levelled
from accessible.audio.meter import gain_for, integrated
from accessible.audio.mp3 import BIT_RATE, MP3_RATES, encode_mp3, write_mp3
from accessible.audio.rates import resample
from accessible.audio.tags import Tags
from accessible.audio.writing import Encoder, encoding, write_sound

__all__ = [
    "BIT_RATE",
    "FORMS",
    "MP3_RATES",
    "TARGET",
    "AudioInfo",
    "Chapter",
    "Encoder",
    "Form",
    "Tags",
    "copy_sound",
    "decode",
    "encode_mp3",
    "encoding",
    "form_rate",
    "gain_for",
    "holds_picture",
    "integrated",
    "is_measured",
    "join_sound",
    "levelled",
    "limited",
    "probe",
    "require_forms",
    "resample",
    "stream",
    "tag_mp3",
    "write_mp3",
    "write_sound",
]

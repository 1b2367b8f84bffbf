"""Characters that no engine may be given. Apart from all that knows a language, because every worker needs it."""

from __future__ import annotations

import re

#: Controls (some are commands to eSpeak, NUL ends the text), bidirectional controls, the byte order mark, tags,
#: surrogates and non-characters. All of them are without a sound.
UNSPEAKABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\ufdd0-\ufdef"
    + "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(17))
    + "\U000e0000-\U000e007f]"
)

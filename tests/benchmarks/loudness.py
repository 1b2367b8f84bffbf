"""How loud every voice of eSpeak NG is by itself: the numbers that `accessible.audio.loudness` has its tables from.

    python -m tests.benchmarks.loudness            the voices of the tables, at the rates of the tables
    python -m tests.benchmarks.loudness VOICE …    these voices

Each line has a voice, a rate (words a minute), the integrated loudness (LUFS) and the true peak (dBTP): raw, and as it
comes out of the narrator, which should be −20 ± 1 and below −3. A voice that is louder than its row says by itself is
also louder in a book: the table is to be changed then, and `_REVISION` of the narrator's cache with it.
"""

from __future__ import annotations

import sys

from accessible.audio import levelled, limited
from accessible.audio.loudness import _RATES, _VARIANTS, _VOICES
from accessible.model.script import Prosody, Utterance
from accessible.narrator.engines.espeak import Espeak
from tests.loudness import Loudness, loudness
from tests.test_audio_loudness import SAID

_GAP = 4410  # samples between two sentences


def measured(voice: str, rate: int, *, raw: bool) -> Loudness:
    """How loud a voice is, by itself (``raw``) or as the narrator asks for it."""
    language = voice.partition("-")[0].partition("+")[0]
    engine = Espeak()
    pcm = bytearray()
    for text in SAID.get(language, SAID["en"]):
        utterance = Utterance("s1", text, text, "narrator", voice, language, Prosody(rate=rate))
        speech = engine.synthesize(utterance if raw else levelled(utterance, engine="espeak"), voice)
        pcm += (speech.pcm if raw else limited(speech.pcm)) + bytes(2 * _GAP)
    engine.close()
    return loudness(bytes(pcm), speech.rate)


def main() -> None:
    variants = [f"en-us+{pair.partition(':')[0]}" for pair in _VARIANTS.split()]
    asked = [(voice, 175) for voice in sys.argv[1:] or (*_VOICES, *variants)]
    asked += [] if sys.argv[1:] else [("en-us", rate) for rate in _RATES]
    for voice, rate in asked:
        raw, ours = measured(voice, rate, raw=True), measured(voice, rate, raw=False)
        print(
            f"{voice:24} {rate:4}  raw {raw.integrated:6.1f} {raw.true_peak:6.1f}"
            f"  narrated {ours.integrated:6.1f} {ours.true_peak:6.1f}",
            flush=True,
        )


if __name__ == "__main__":
    main()

"""How loud every voice of eSpeak NG is by itself: the numbers that `accessible.audio.loudness` has its tables from.

    python -m tests.benchmarks.loudness                            the voices of the tables, at the tables' rates
    python -m tests.benchmarks.loudness VOICE …                    these voices
    python -m tests.benchmarks.loudness --engine ENGINE VOICE …    voices of another engine, in a narration (MP3)

Each line has a voice, a rate (words a minute), the integrated loudness (LUFS) and the true peak (dBTP): raw (not of
another engine), and as it comes out of the narrator, which should be −20 ± 1 and below −3. A voice that is louder than
its row says by itself is also louder in a book: the table is to be changed then, and `_REVISION` of the narrator's
recordings with it.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from accessible.audio import decode, levelled, limited
from accessible.audio.loudness import _RATES, _VARIANTS, _VOICES
from accessible.model.script import Part, Prosody, Script, Utterance
from accessible.narrator import perform
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
        asked, gain = (utterance, 0.0) if raw else levelled(utterance, engine="espeak")
        speech = engine.synthesize(asked, voice)
        pcm += (speech.pcm if raw else limited(speech.pcm, gain=gain)) + bytes(2 * _GAP)
    engine.close()
    return loudness(bytes(pcm), speech.rate)


def narrated(engine: str, voice: str, rate: int) -> Loudness:
    """How loud a voice of any engine is in a book."""
    language = voice.replace("_", "-").partition("-")[0].partition("+")[0]
    said = (
        Utterance(f"t{number}", text, text, "narrator", voice, language, Prosody(rate=rate), pause_after=200)
        for number, text in enumerate(SAID.get(language, SAID["en"]))
    )
    with tempfile.TemporaryDirectory() as cache:
        [track] = perform(Script(engine, (Part("s1", "", tuple(said)),)), cache=Path(cache)).tracks
        return loudness(*decode(Path(track.path)))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--engine", default="")
    parser.add_argument("voice", nargs="*")
    options = parser.parse_args()
    if options.engine:
        for voice in options.voice:
            for rate in (120, 175, 300):
                found = narrated(options.engine, voice, rate)
                print(f"{voice:24} {rate:4}  narrated {found.integrated:6.1f} {found.true_peak:6.1f}", flush=True)
        return
    variants = [f"en-us+{pair.partition(':')[0]}" for pair in _VARIANTS.split()]
    asked = [(voice, 175) for voice in options.voice or (*_VOICES, *variants)]
    asked += [] if options.voice else [("en-us", rate) for rate in _RATES]
    for voice, rate in asked:
        raw, ours = measured(voice, rate, raw=True), measured(voice, rate, raw=False)
        print(
            f"{voice:24} {rate:4}  raw {raw.integrated:6.1f} {raw.true_peak:6.1f}"
            f"  narrated {ours.integrated:6.1f} {ours.true_peak:6.1f}",
            flush=True,
        )


if __name__ == "__main__":
    main()

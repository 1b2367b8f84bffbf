"""The speech that the system has, through pyttsx3: SAPI 5 on Windows, NSSpeechSynthesizer on macOS, eSpeak NG on Linux.

pyttsx3 is called the one way in which it loses nothing (measured on 2.99, Linux): one utterance at a time, waiting
for the library itself, because ``runAndWait`` comes back after 10 ms whatever is still to be spoken; with the true
length of the text, because its driver passes ten times that and the library reads on; and only after the settings of
a new engine have arrived, because they race with its first words. It tells that a word is spoken, but not at which
sample: there are no marks.

On Linux eSpeak NG comes from the espeakng-loader wheel: nobody has to install it, and an older one that may be
installed is not used.
"""

from __future__ import annotations

import contextlib
import ctypes
import io
import os
import shutil
import subprocess
import sys
import tempfile
import time
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Literal

import msgspec

from accessible.audio import decode
from accessible.errors import VoiceError
from accessible.model.script import Prosody, Utterance
from accessible.narrator.engines.espeak import Espeak, harmless, pieces
from accessible.narrator.engines.libespeak import library_path, quiet_clock, short_data_path
from accessible.narrator.process import command
from accessible.narrator.speech import LISTED, Speech, Voice, voice_for

_LINUX = sys.platform == "linux"
_PATIENCE = 1000  # times a millisecond
_LISTING_TIME = 60  # seconds; SAPI generates its bindings when it is asked for the first time


class System:
    """The `Engine` (see `accessible.narrator.speech`). Voices have the names that the system gives them."""

    name = "system"
    fresh_process = True  # pyttsx3 cannot let go of its library, and eSpeak remembers
    slow = False
    advice = LISTED

    def __init__(self) -> None:
        self._speaker: _Speaker | None = None

    @cached_property
    def identity(self) -> str:
        """pyttsx3 and whose voices it speaks with, such as "pyttsx3 2.99, eSpeak NG 1.52.0"."""
        import platform
        from importlib.metadata import version

        voices = Espeak().identity if _LINUX else f"{platform.system()} {platform.release()}"
        return f"pyttsx3 {version('pyttsx3')}, {voices}"

    def voices(self) -> tuple[Voice, ...]:
        """What is installed; on Linux, what comes with eSpeak NG."""
        return Espeak().voices() if _LINUX else installed()

    def has_voice(self, voice: str) -> bool:
        """Whether it is one of them; on Linux with or without ``+variant``."""
        return Espeak().has_voice(voice) if _LINUX else any(voice == listed.id for listed in self.voices())

    def default_voice(self, language: str) -> str:
        """The id of the voice for a BCP 47 tag, or ""."""
        return voice_for(language, self.voices())

    def fingerprint(self, voice: str) -> str:
        """Nothing: the identity says it all."""
        return ""

    def synthesize(self, utterance: Utterance, voice: str) -> Speech:
        """Say it into a file, and read that: WAV on Windows, AIFF on macOS, and WAV in memory on Linux."""
        speaker = self._speaker = self._speaker or _Speaker()
        text = harmless(utterance.text)
        spoken = [speaker.say(text[start:end], voice, utterance.prosody) for start, end in pieces(text)]
        return Speech(pcm=b"".join(pcm for pcm, _ in spoken), rate=spoken[0][1])

    def close(self) -> None:
        """Remove the temporary files; the library stays until the process ends."""
        if self._speaker:
            self._speaker.close()
            self._speaker = None


class _Speaker:
    """pyttsx3, ready to speak."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="speech"))
        library: ctypes.CDLL | None = None
        self._data_link: Path | None = None
        if _LINUX:
            library, self._data_link = _prepare()
        import pyttsx3

        self._engine = pyttsx3.init("espeak" if _LINUX else None)
        self._wait()
        if library:
            quiet_clock(library)

    def say(self, text: str, voice: str, prosody: Prosody) -> tuple[bytes, int]:
        """Samples and their rate, without the silence that the system puts behind."""
        engine = self._engine
        engine.setProperty("voice", voice)
        engine.setProperty("rate", prosody.rate)
        engine.setProperty("volume", prosody.volume / 100)
        if _LINUX:  # the other drivers know no pitch: one prints that it does not, the other raises
            engine.setProperty("pitch", prosody.pitch)
            self._settle(prosody)
        # Its driver for eSpeak takes an open file as well, and one in memory cannot be cut off by a full disk.
        memory = io.BytesIO()
        file = self._folder / "speech.wav"
        with contextlib.redirect_stdout(io.StringIO()):  # it announces every file
            engine.save_to_file(text, memory if _LINUX else str(file))
            engine.runAndWait()
            self._wait()
        pcm, rate = decode(memory.getvalue() if _LINUX else file)
        file.unlink(missing_ok=True)
        silence = len(pcm) - len(pcm.rstrip(b"\x00"))
        return pcm[: len(pcm) - silence // 2 * 2], rate

    def _settle(self, prosody: Prosody) -> None:
        """See to it that eSpeak has the numbers before it is given the text.

        It takes them up in a thread of its own, and pyttsx3 does not ask whether it has: in 1 of 30 new processes the
        first utterances were spoken at pyttsx3's 200 words a minute. Raises `RuntimeError` after a second.
        """
        from pyttsx3.drivers import _espeak

        current = _espeak.dll.espeak_GetParameter  # the driver's own wrapper leaves the second argument out
        wanted = ((_espeak.RATE, prosody.rate), (_espeak.VOLUME, prosody.volume), (_espeak.PITCH, prosody.pitch))
        for _ in range(_PATIENCE):
            self._wait()
            late = [(number, value) for number, value in wanted if current(number, 1) != value]
            if not late:
                return
            for number, value in late:
                _espeak.SetParameter(number, value, 0)
            time.sleep(0.001)
        raise RuntimeError(f"eSpeak does not take up its parameters: {late}")

    def _wait(self) -> None:
        """Until eSpeak has done everything it was asked; the other drivers come back no sooner than that."""
        if _LINUX:
            from pyttsx3.drivers import _espeak

            _espeak.Synchronize()

    def close(self) -> None:
        """Remove the temporary files."""
        for folder in (self._folder, self._data_link):
            if folder:
                shutil.rmtree(folder, ignore_errors=True)


def _prepare() -> tuple[ctypes.CDLL, Path | None]:
    """Make pyttsx3 find our library and data, and call it with the length of the text.

    Returns the library, and a temporary folder to be removed in the end if there is one.

    Loading the library first is enough: a later load of "libespeak-ng.so.1", its soname, gives the same one.
    """
    data, folder = short_data_path()
    os.environ["ESPEAK_DATA_PATH"] = str(data)
    library = ctypes.CDLL(str(library_path()))
    from pyttsx3.drivers import _espeak

    def synthesize(text: bytes, flags: int = 0, **_: object) -> None:
        _espeak.cSynth(text, len(text) + 1, 0, 1, 0, flags, None, None)

    _espeak.Synth = synthesize
    return library, folder


@cache
def installed() -> tuple[Voice, ...]:
    """The voices that pyttsx3 finds, asked in a process of their own. Raises `VoiceError` when it finds none."""
    function = f"{__name__}:print_installed"
    try:
        result = subprocess.run(command(function), capture_output=True, timeout=_LISTING_TIME, check=True)  # noqa: S603
        return msgspec.json.decode(result.stdout.splitlines()[-1], type=tuple[Voice, ...])
    except (subprocess.SubprocessError, msgspec.DecodeError, IndexError) as error:
        raise VoiceError("the system's speech does not answer", hint="choose another engine") from error


def print_installed() -> None:
    """List the voices as JSON on standard output. Runs in a process of its own."""
    folder = _prepare()[1] if _LINUX else None
    import pyttsx3

    voices = tuple(_voice(found) for found in pyttsx3.init().getProperty("voices"))
    sys.stdout.buffer.write(msgspec.json.encode(voices) + b"\n")
    if folder:
        shutil.rmtree(folder, ignore_errors=True)


def _voice(found: Any) -> Voice:
    gender = str(found.gender or "").lower()
    kind: Literal["female", "male", ""] = "female" if "female" in gender else "male" if "male" in gender else ""
    tags = (tag.decode(errors="replace") if isinstance(tag, bytes) else str(tag) for tag in found.languages or ())
    return Voice(
        id=str(found.id),
        name=str(found.name),
        languages=tuple(tag.strip("\x05\x00").replace("_", "-").lower() for tag in tags),
        gender=kind,
    )

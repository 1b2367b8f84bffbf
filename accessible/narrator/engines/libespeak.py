"""libespeak-ng through ctypes: the library that speaks, called synchronously, one private image at a time.

Why not through pyttsx3: its driver uses the library's asynchronous mode, which loses, cuts and mixes up utterances,
and keeps the sample positions of the words to itself. Functions, constants and structures are those of
speak_lib.h and espeak_ng.h (1.52).

The library and its data come from the espeakng-loader wheel (GPL-3.0-or-later, like eSpeak NG itself), so nothing has
to be installed beside Python packages.

What the library says depends on everything it has said before (filters and phases are static variables that no call
resets). So `close` unloads it, and the next `LibEspeak` begins with a fresh image: 3 ms, and a section
sounds the same whenever and wherever it is spoken. Two must not be open at once in one process.
"""

from __future__ import annotations

import ctypes
import os
from pathlib import Path
from types import ModuleType

from accessible.errors import VoiceError

_RETRIEVAL_SYNCHRONOUS = 2  # AUDIO_OUTPUT_SYNCHRONOUS: callbacks come inside espeak_Synth, on our thread
_DO_NOT_EXIT = 0x8000  # espeakINITIALIZE_DONT_EXIT: an error is a return value, not the end of the process
_BUFFER = 2000  # ms of sound for each callback: fewer, larger ones are 20 % faster
_CHARACTERS = 1  # POS_CHARACTER
_UTF8 = 1  # espeakCHARS_UTF8; no SSML, which untrusted text could use
_PHONEMES = 0x100  # espeakPHONEMES: what stands in [[…]] is phonemes; only when the engine has put them there
_RATE, _VOLUME, _PITCH = 1, 2, 3
_LIST_END, _WORD = 0, 1
_MOST = 1800  # seconds of sound for one call of at most some hundred characters: then it runs away, and is stopped
_LONGEST_PATH = 150  # bytes; the library keeps the path of its data in 160 and does not check


class _Id(ctypes.Union):
    _fields_ = [("number", ctypes.c_int), ("name", ctypes.c_char_p), ("string", ctypes.c_char * 8)]


class _Event(ctypes.Structure):
    _fields_ = [
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", _Id),
    ]


_Callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.POINTER(_Event))


def library_path() -> Path:
    """The shared library. Raises `VoiceError` when the wheel that brings it is not installed."""
    return Path(_loader().get_library_path())


def data_path() -> Path:
    """The folder of dictionaries, phonemes and voices. Raises `VoiceError` like `library_path`."""
    return Path(_loader().get_data_path())


def short_data_path() -> tuple[Path, Path | None]:
    """`data_path` as `short_path` gives it."""
    return short_path(data_path())


def short_path(data: Path) -> tuple[Path, Path | None]:
    """A folder's path as the library can bear it, and the temporary folder (for the caller to remove) of a short one.

    A path of more than 158 bytes ends the process or worse, so a long one is given a short symbolic link.
    """
    if len(os.fsencode(data)) <= _LONGEST_PATH:
        return data, None
    import tempfile

    folder = Path(tempfile.mkdtemp(prefix="espeak"))
    link = folder / data.name
    link.symlink_to(data)
    return link, folder


def quiet_clock(library: ctypes.CDLL) -> None:
    """Breath and roughness of a voice are noise, which the library seeds from the clock: give it a seed of ours."""
    library.espeak_ng_SetRandSeed(ctypes.c_long(1))


def _loader() -> ModuleType:
    try:
        import espeakng_loader
    except ImportError as error:
        hint = "install it with: pip install espeakng-loader"
        raise VoiceError("eSpeak NG is not installed", hint=hint) from error
    module: ModuleType = espeakng_loader
    return module


class LibEspeak:
    """One loaded image of the library. ``rate`` is its sample rate in Hz."""

    def __init__(self) -> None:
        data, self._folder = short_data_path()
        self._library = library = ctypes.CDLL(str(library_path()))
        library.espeak_Synth.argtypes = [
            ctypes.c_char_p,
            ctypes.c_size_t,
            ctypes.c_uint,
            ctypes.c_int,
            ctypes.c_uint,
            ctypes.c_uint,
            ctypes.c_void_p,
            ctypes.c_void_p,
        ]
        self._pcm: list[bytes] = []
        self._samples = 0
        self._words: list[tuple[int, int]] = []
        self._callback = _Callback(self._hear)  # the library keeps a bare pointer: this keeps its target alive
        self.rate = library.espeak_Initialize(_RETRIEVAL_SYNCHRONOUS, _BUFFER, os.fsencode(data), _DO_NOT_EXIT)
        if self.rate <= 0:
            raise VoiceError("eSpeak NG cannot read its data", where=str(data.name))
        library.espeak_SetSynthCallback(self._callback)
        quiet_clock(library)

    def say(
        self, text: str, *, voice: str, rate: int, pitch: int, volume: int, phonemes: bool = False
    ) -> tuple[bytes, list[tuple[int, int]]]:
        """Speak: 16-bit samples, and for each word its place in the text (characters) and its first sample.

        ``rate`` in words a minute, ``pitch`` and ``volume`` 0 to 100. All four are set anew for every call, because
        what a call sets stays set. With ``phonemes`` what stands in ``[[…]]`` is phoneme names.
        Raises `VoiceError` for a voice that is not there.
        """
        library = self._library
        if library.espeak_SetVoiceByName(voice.encode()):
            raise VoiceError(f"eSpeak NG has no voice called {voice}")
        for parameter, value in ((_RATE, rate), (_PITCH, pitch), (_VOLUME, volume)):
            library.espeak_SetParameter(parameter, value, 0)
        self._pcm.clear()
        self._samples = 0
        self._words.clear()
        data = text.encode()
        flags = _UTF8 | (_PHONEMES if phonemes else 0)
        if library.espeak_Synth(data, len(data) + 1, 0, _CHARACTERS, 0, flags, None, None):
            raise RuntimeError("espeak_Synth failed")
        return b"".join(self._pcm), list(self._words)

    def _hear(self, wave: int | None, samples: int, events: ctypes._Pointer[_Event]) -> int:
        if wave and samples:
            self._pcm.append(ctypes.string_at(wave, 2 * samples))
            self._samples += samples
        index = 0
        while (event := events[index]).type != _LIST_END:
            if event.type == _WORD:
                self._words.append((event.text_position - 1, event.sample))
            index += 1
        return int(self._samples > _MOST * self.rate)

    def close(self) -> None:
        """End and unload the image, so that the next one starts from nothing."""
        import _ctypes  # the only door to dlclose

        self._library.espeak_Terminate()
        unload = getattr(_ctypes, "dlclose", None) or _ctypes.FreeLibrary  # type: ignore[attr-defined]
        unload(self._library._handle)
        if self._folder:
            import shutil

            shutil.rmtree(self._folder, ignore_errors=True)

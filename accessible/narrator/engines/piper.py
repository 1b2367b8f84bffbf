"""Piper: neural voices that run on any processor, each a model of some 60 MB that people download themselves.

piper-tts (GPL-3.0-or-later, an extra) turns the text into the phonemes that its voices were trained on, with an eSpeak
NG of its own whose library tells the clauses apart as ours does not, and runs the model with ONNX Runtime. Both are
imported where they are used, in worker processes only; see `pipervoices` for what is known of a voice without them.

Piper knows no pitch, so a cast's pitch is not heard, and does not tell where words begin.

A model draws noise from a generator that runs on from sentence to sentence and cannot be set back. So each utterance
begins with the same seed in a session of its own, and the same words sound the same wherever they stand. Measured with
a voice of 63 MB: a session takes 0.24 s without the runtime's optimizations (0.9 s with them, which then save 0.1 s), a
sentence of 4 s then 0.65 s. A model without such noise keeps one session for all.
"""

from __future__ import annotations

import hashlib
import mmap
import shutil
from functools import cached_property
from pathlib import Path
from typing import Any

import msgspec

from accessible.audio import resample
from accessible.errors import VoiceError
from accessible.model.script import Prosody, Utterance
from accessible.narrator.engines.espeak import harmless, pieces
from accessible.narrator.engines.libespeak import short_path
from accessible.narrator.engines.pipervoices import Model, advice, models, voices_of
from accessible.narrator.speech import Speech, Voice, voice_for

#: Hz of everything that is said. Voices of the qualities "x_low" and "low" have 16000, all others 22050; with one rate
#: for all, two of them can be heard in one section.
_RATE = 22050
_SEED = 1
#: Characters that are said at once. Measured with the same voice: a process takes 150 MB and then 24 MB for each second
#: that is said at once, so a sentence of 300 characters took 520 MB, and in pieces of this length 390. Session options
#: are no help: without the memory arena the most that is taken is no less, and the time a third longer.
_LONGEST = 200
#: Operators whose results are drawn by lot, as the model file spells them.
_CHANCE = (b"RandomNormal", b"RandomUniform", b"Multinomial", b"Bernoulli")


class Piper:
    """The `Engine` (see `accessible.narrator.speech`). Voices have the names of their files: en_GB-alba-medium."""

    name = "piper"
    fresh_process = False
    slow = True

    def __init__(self) -> None:
        self._loaded: dict[str, _Loaded] = {}

    @cached_property
    def identity(self) -> str:
        """Such as "Piper 1.8.0". Raises `VoiceError` when it is not installed."""
        return f"Piper {_version('piper-tts')}"

    @property
    def advice(self) -> str:
        """Where a voice may be put, and how one is downloaded."""
        return advice()

    def voices(self) -> tuple[Voice, ...]:
        """Every model, and behind one of several speakers each of them. Raises `VoiceError` when there is none."""
        return tuple(voice for model in self._models() for voice in voices_of(model))

    def has_voice(self, voice: str) -> bool:
        """Whether it is one of `voices`."""
        return any(voice == listed.id for listed in self.voices())

    def default_voice(self, language: str) -> str:
        """The id of the voice for a BCP 47 tag, or ""."""
        return voice_for(language, self.voices())

    def fingerprint(self, voice: str) -> str:
        """The version of ONNX Runtime and a hash of the model and its description: a file may be replaced."""
        model = self._model(voice)
        return f"onnxruntime {_version('onnxruntime')} {_sha256(model.path)} {_sha256(model.description)}"

    def synthesize(self, utterance: Utterance, voice: str) -> Speech:
        """Say it; without marks. Raises `VoiceError` for a voice that is not there or cannot be loaded."""
        from piper import SynthesisConfig

        model = self._model(voice)
        loaded = self._loaded[voice] = self._loaded.get(voice) or _Loaded(model)
        speaker = voice.removeprefix(model.id).removeprefix("+")
        prosody = utterance.prosody
        speaking = loaded.speaking()
        manner = SynthesisConfig(
            speaker_id=model.described.speaker_id_map[speaker] if speaker else None,
            length_scale=speaking.config.length_scale * Prosody().rate / prosody.rate,
            # Each sentence at full scale would make a murmur as loud as a shout.
            normalize_audio=False,
            volume=prosody.volume / 100,
        )
        # Double brackets mean phonemes to it, which are nothing for a text to decide.
        text = harmless(utterance.text).replace("[[", "  ")
        spans = pieces(text, longest=_LONGEST)
        chunks = (chunk for start, end in spans for chunk in speaking.synthesize(text[start:end], manner))
        pcm = b"".join(chunk.audio_int16_bytes for chunk in chunks)
        return Speech(pcm=resample(pcm, rate=model.described.audio.sample_rate, to=_RATE), rate=_RATE)

    def close(self) -> None:
        """Let go of the models."""
        for loaded in self._loaded.values():
            loaded.close()
        self._loaded.clear()

    def _models(self) -> tuple[Model, ...]:
        """Raises `VoiceError` without Piper or any model."""
        assert self.identity
        found = models()
        if not found:
            raise VoiceError("there is no Piper voice", hint=self.advice)
        return found

    def _model(self, voice: str) -> Model:
        """The model of a voice of `voices`. Raises `VoiceError` for another."""
        for model in self._models():
            if any(voice == listed.id for listed in voices_of(model)):
                return model
        raise VoiceError(f"there is no Piper voice called {voice}", hint=self.advice)


class _Loaded:
    """A model, ready to speak."""

    def __init__(self, model: Model) -> None:
        import piper

        self._model = model
        self._data, self._folder = short_path(Path(piper.__file__).parent / "espeak-ng-data")
        self._by_chance = _draws_lots(model.path)
        self._ready: Any = None  # a PiperVoice, whose package may not be installed

    def speaking(self) -> Any:
        """The voice in its first state: what it says next depends on nothing that it said before."""
        if self._ready is None or self._by_chance:
            self._ready = None  # two sessions of one model at a time would be twice the memory
            self._ready = self._load()
        return self._ready

    def _load(self) -> Any:
        import onnxruntime
        from piper import PiperVoice
        from piper.config import PiperConfig

        options = onnxruntime.SessionOptions()
        # One thread: there are as many workers as processors, and sums do not depend on how they were shared out.
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        if self._by_chance:
            options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
        onnxruntime.set_seed(_SEED)
        path = self._model.path
        try:
            session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
            described: Any = msgspec.json.decode(self._model.description.read_bytes())
            return PiperVoice(
                session=session,
                config=PiperConfig.from_dict(described),
                espeak_data_dir=self._data,
                download_dir=path.parent,
            )
        except Exception as error:  # the runtime's own errors have no class in common
            what = f"the Piper voice {self._model.id} cannot be loaded: {type(error).__name__}: {error}"
            hint = "download it again, both files: the download may have been cut off"
            raise VoiceError(what, where=path.name, hint=hint) from error

    def close(self) -> None:
        self._ready = None
        if self._folder:
            shutil.rmtree(self._folder, ignore_errors=True)


def _draws_lots(path: Path) -> bool:
    """Whether a model has an operator whose results are drawn by lot. Its 60 MB are looked through, not read."""
    if not path.stat().st_size:
        return False
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        return any(data.find(operator) >= 0 for operator in _CHANCE)


def _version(distribution: str) -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(distribution)
    except PackageNotFoundError:
        hint = "install it with: pip install piper-tts"
        raise VoiceError(f"Piper is not installed: there is no {distribution}", hint=hint) from None


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

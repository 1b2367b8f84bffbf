"""Piper: neural voices that run on any processor, each a model of some 60 MB that people download themselves.

piper-tts (GPL-3.0-or-later, an extra) turns the text into the phonemes that its voices were trained on, with an eSpeak
NG of its own whose library tells the clauses apart as ours does not, and runs the model with ONNX Runtime. Both are
imported where they are used, in worker processes only; what can be known of a voice is read from the file beside it.

Voices are files NAME.onnx with NAME.onnx.json in a ``voices`` folder (see `folders`) or below it. One of several
speakers is a voice, too: NAME+SPEAKER. Piper knows no pitch, so a cast's pitch is not heard, and does not tell where
words begin.

A model draws noise from a generator that runs on from sentence to sentence and cannot be set back. So each utterance
begins with the same seed in a session of its own, and the same words sound the same wherever they stand. Measured with
a voice of 63 MB: a session takes 0.24 s without the runtime's optimizations (0.9 s with them, which then save 0.1 s), a
sentence of 4 s then 0.65 s. A model without such noise keeps one session for all.
"""

from __future__ import annotations

import hashlib
import re
import shutil
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from accessible.audio import resample
from accessible.errors import VoiceError
from accessible.model.script import Prosody, Utterance
from accessible.narrator.casting import voices_folders
from accessible.narrator.engines.espeak import harmless, pieces
from accessible.narrator.engines.libespeak import short_path
from accessible.narrator.speech import Speech, Voice, voice_for

#: Hz of everything that is said. Voices of the qualities "x_low" and "low" have 16000, all others 22050; with one rate
#: for all, two of them can be heard in one section.
_RATE = 22050
_SEED = 1
#: Operators whose results are drawn by lot, as the model file spells them.
_CHANCE = (b"RandomNormal", b"RandomUniform", b"Multinomial", b"Bernoulli")
#: Phonemes for which piper-tts would fetch a model from the network while it speaks.
_FETCHED = frozenset({"pinyin"})
_CARDS = ("MODEL_CARD", "MODEL_CARD.md")
_LICENCE = re.compile(r"^\W*licen[cs]e\W*:\s*(\S.*?)\s*$", re.IGNORECASE | re.MULTILINE)
_EXAMPLE = "en_US-lessac-medium"


class _Audio(Struct, frozen=True):
    sample_rate: int
    quality: str = ""


class _Language(Struct, frozen=True):
    code: str = ""


class _Espeak(Struct, frozen=True):
    voice: str = ""


class _Description(Struct, frozen=True):
    """What is read of NAME.onnx.json; piper-tts reads the rest."""

    audio: _Audio
    phoneme_id_map: dict[str, list[int]]
    num_symbols: int
    num_speakers: int = 1
    speaker_id_map: dict[str, int] = {}
    espeak: _Espeak = _Espeak()
    language: _Language = _Language()
    dataset: str = ""
    phoneme_type: str = "espeak"


class _Model(Struct, frozen=True):
    """A voice on the disk."""

    path: Path
    described: _Description
    licence: str

    @property
    def id(self) -> str:
        return self.path.stem


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
        where, broken = folders(), _broken()
        said = f"Piper voices were looked for in {', '.join(map(str, where))}"
        if broken:
            said += f" ({'; '.join(broken)})"
        return f"{said}; download one with: python -m piper.download_voices --download-dir {where[-1]} {_EXAMPLE}"

    def voices(self) -> tuple[Voice, ...]:
        """Every model, and behind one of several speakers each of them. Raises `VoiceError` when there is none."""
        return tuple(voice for model in _installed(self) for voice in _voices(model))

    def has_voice(self, voice: str) -> bool:
        """Whether it is one of `voices`."""
        return any(voice == listed.id for listed in self.voices())

    def default_voice(self, language: str) -> str:
        """The id of the voice for a BCP 47 tag, or ""."""
        return voice_for(language, self.voices())

    def fingerprint(self, voice: str) -> str:
        """The version of ONNX Runtime and a hash of the model and its description: a file may be replaced."""
        model = _model(self, voice)
        return f"onnxruntime {_version('onnxruntime')} {_sha256(model.path)} {_sha256(_beside(model.path))}"

    def synthesize(self, utterance: Utterance, voice: str) -> Speech:
        """Say it; without marks. Raises `VoiceError` for a voice that is not there or cannot be loaded."""
        from piper import SynthesisConfig

        model = _model(self, voice)
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
        # What a model needs grows with the square of its text.
        chunks = (chunk for start, end in pieces(text) for chunk in speaking.synthesize(text[start:end], manner))
        pcm = b"".join(chunk.audio_int16_bytes for chunk in chunks)
        return Speech(pcm=resample(pcm, rate=model.described.audio.sample_rate, to=_RATE), rate=_RATE)

    def close(self) -> None:
        """Let go of the models."""
        for loaded in self._loaded.values():
            loaded.close()
        self._loaded.clear()


class _Loaded:
    """A model, ready to speak."""

    def __init__(self, model: _Model) -> None:
        import piper

        self._model = model
        self._data, self._folder = short_path(Path(piper.__file__).parent / "espeak-ng-data")
        data = model.path.read_bytes()
        self._by_chance = any(operator in data for operator in _CHANCE)
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
            described: Any = msgspec.json.decode(_beside(path).read_bytes())
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


# ----------------------------------------------------------------------------------------------------- what is there
def folders() -> tuple[Path, ...]:
    """Where voices are looked for: where casts are, and in ``voices`` in the user's data folder."""
    import platformdirs

    return (*voices_folders(), platformdirs.user_data_path("accessible", appauthor=False) / "voices")


def _version(distribution: str) -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(distribution)
    except PackageNotFoundError:
        hint = "install it with: pip install piper-tts"
        raise VoiceError(f"Piper is not installed: there is no {distribution}", hint=hint) from None


def _installed(engine: Piper) -> tuple[_Model, ...]:
    """The models, in the order of the folders and their names. Raises `VoiceError` without Piper or any model."""
    assert engine.identity
    found: dict[str, _Model] = {}
    for path in _files(folders()):
        if isinstance(model := _read(path, _stamp(path)), _Model):
            found.setdefault(model.id, model)
    if not found:
        raise VoiceError("there is no Piper voice", hint=engine.advice)
    return tuple(found.values())


def _model(engine: Piper, voice: str) -> _Model:
    """The model of a voice of `Piper.voices`. Raises `VoiceError` for another."""
    for model in _installed(engine):
        if any(voice == listed.id for listed in _voices(model)):
            return model
    raise VoiceError(f"there is no Piper voice called {voice}", hint=engine.advice)


def _broken() -> list[str]:
    """What is wrong with files that look like voices."""
    return [fault for path in _files(folders()) if isinstance(fault := _read(path, _stamp(path)), str)]


def _files(places: tuple[Path, ...]) -> list[Path]:
    return [path for folder in places for path in sorted(folder.rglob("*.onnx")) if path.is_file()]


def _beside(path: Path) -> Path:
    return path.with_name(f"{path.name}.json")


def _stamp(path: Path) -> tuple[int, int]:
    """What changes when a description does."""
    try:
        status = _beside(path).stat()
    except OSError:
        return 0, 0
    return status.st_mtime_ns, status.st_size


@cache
def _read(path: Path, stamp: tuple[int, int]) -> _Model | str:
    """The model in a file, or why there is none; ``stamp`` is for the memory of this function only."""
    beside = _beside(path)
    try:
        described = msgspec.json.decode(beside.read_bytes(), type=_Description)
    except FileNotFoundError:
        return f"{path.name} has no {beside.name} beside it"
    except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
        return f"{beside.name} is no description of a voice: {error}"
    if described.phoneme_type in _FETCHED:
        return f"{path.name} would need a download while it speaks"
    if described.audio.sample_rate <= 0 or not described.phoneme_id_map:
        return f"{beside.name} is no description of a voice"
    return _Model(path, described, _licence(path))


def _voices(model: _Model) -> tuple[Voice, ...]:
    described = model.described
    code = described.language.code or model.id.partition("-")[0]
    tag = code.replace("_", "-").lower()
    languages = tuple(dict.fromkeys((tag, tag.partition("-")[0])))
    name = described.dataset or model.id
    name += f" ({described.audio.quality})" if described.audio.quality else ""
    voice = Voice(id=model.id, name=name, languages=languages, licence=model.licence)
    speakers = described.speaker_id_map if described.num_speakers > 1 else {}
    return voice, *(
        msgspec.structs.replace(voice, id=f"{model.id}+{speaker}", name=f"{name}, speaker {speaker}")
        for speaker in speakers
    )


def _licence(path: Path) -> str:
    """What the model card says; "" without one, or when it lies beside several voices and names another."""
    alone = len(list(path.parent.glob("*.onnx"))) == 1
    for name in _CARDS:
        try:
            card = (path.parent / name).read_text(encoding="utf-8", errors="replace")
        except OSError:
            continue
        named = all(part in card for part in path.stem.split("-")[1:])
        if (alone or named) and (found := _LICENCE.search(card)):
            return found[1]
    return ""


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

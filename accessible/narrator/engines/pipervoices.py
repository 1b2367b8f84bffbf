"""The voices of Piper that are on this machine: files NAME.onnx with NAME.onnx.json in a ``voices`` folder or below it.

What can be known of a voice is read from the description beside it; a model is opened by nobody but who speaks with it.
One of several speakers is a voice, too: NAME+SPEAKER. A model whose description is missing or broken, or that would
fetch something from the network while it speaks, is no voice, and is told of where a voice is missed.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import msgspec
from msgspec import Struct

from accessible.narrator.castfile import voices_folders
from accessible.narrator.speech import Voice

#: Phonemes for which piper-tts would fetch a model from the network while it speaks.
_FETCHED = frozenset({"pinyin"})
_CARDS = ("MODEL_CARD", "MODEL_CARD.md")
_LICENCE = re.compile(r"^\W*licen[cs]e\W*:\s*(\S.*?)\s*$", re.IGNORECASE | re.MULTILINE)
#: Voices that a hint names.
_NAMED = 8


class _Audio(Struct, frozen=True):
    sample_rate: int
    quality: str = ""


class _Language(Struct, frozen=True):
    code: str = ""


class _Espeak(Struct, frozen=True):
    voice: str = ""


class Description(Struct, frozen=True):
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


class Model(Struct, frozen=True):
    """A voice on the disk."""

    path: Path
    described: Description
    licence: str

    @property
    def id(self) -> str:
        return self.path.stem

    @property
    def description(self) -> Path:
        """The file beside it."""
        return _beside(self.path)


def folders() -> tuple[Path, ...]:
    """Where voices are looked for: where casts are, and in ``voices`` in the user's data folder."""
    import platformdirs

    return (*voices_folders(), platformdirs.user_data_path("accessible", appauthor=False) / "voices")


def models() -> tuple[Model, ...]:
    """The models that can be used, in the order of the folders and their names; of two of one name the first."""
    found: dict[str, Model] = {}
    for path in _files(folders()):
        if isinstance(model := _read(path, _stamp(path)), Model):
            found.setdefault(model.id, model)
    return tuple(found.values())


def advice() -> str:
    """Which voices there are, where one may be put, what is wrong with some, and how to get one."""
    here = [voice.id for model in models() for voice in voices_of(model)]
    where, broken = folders(), _broken()
    said = f"the Piper voices here are {', '.join(here[:_NAMED])}{', …' * (len(here) > _NAMED)}; " if here else ""
    said += f"Piper voices were looked for in {', '.join(map(str, where))}"
    if broken:
        said += f" ({'; '.join(broken)})"
    download = "python -m piper.download_voices"
    return (
        f"{said}; {download} lists all that there are, named by language and country as in en_GB-…, "
        f"and {download} --download-dir {where[-1]} NAME gets one"
    )


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
def _read(path: Path, stamp: tuple[int, int]) -> Model | str:
    """The model in a file, or why there is none; ``stamp`` is for the memory of this function only."""
    beside = _beside(path)
    try:
        described = msgspec.json.decode(beside.read_bytes(), type=Description)
    except FileNotFoundError:
        return f"{path.name} has no {beside.name} beside it"
    except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
        return f"{beside.name} is no description of a voice: {error}"
    if described.phoneme_type in _FETCHED:
        return f"{path.name} would need a download while it speaks"
    if described.audio.sample_rate <= 0 or not described.phoneme_id_map:
        return f"{beside.name} is no description of a voice"
    return Model(path, described, _licence(path))


def voices_of(model: Model) -> tuple[Voice, ...]:
    """The model as a voice, and each of its speakers as one."""
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

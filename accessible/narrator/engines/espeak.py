"""eSpeak NG inside: the default voice on Linux. Clear, small, fast, in more than a hundred languages.

What can be known without the library (which voices there are, which language they speak) is read from its data
files, so the main process never loads it. Text is made harmless first: eSpeak crashes on long runs of dotted letters,
obeys commands hidden in control characters, and slows down on long input.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, cached_property
from pathlib import Path
from typing import Literal

from accessible.model.narration import Mark
from accessible.model.script import Utterance
from accessible.narrator.engines.libespeak import LibEspeak, data_path, library_path
from accessible.narrator.speech import LISTED, Speech, Voice, voice_for
from accessible.narrator.unspeakable import UNSPEAKABLE

_LICENCE = "GPL-3.0-or-later"
#: Characters that are given to the library at once. A sentence of more is spoken in pieces.
_LONGEST = 300
#: Silence (ms) where a long sentence was cut at punctuation: what eSpeak itself leaves at a comma.
_CLAUSE_PAUSE = 120
#: "e.g. i.e. e.g. …": the abbreviation reader of 1.52 writes past its buffer after a hundred of these.
_DOTTED = re.compile(r"(?:[^\W\d_][\u0300-\u036f]*\s?\.\s?){8,}")
_CLAUSE_END = re.compile(r"[,;:.!?—…]\s|[、。，；：！？]")
_TOKEN = re.compile(r"\S+")
_EDGES = re.compile(r"^\W+|\W+$")


class Espeak:
    """The `Engine` (see `accessible.narrator.speech`). Voices are named as on eSpeak's command line: en-us, fr+f2."""

    name = "espeak"
    fresh_process = False
    slow = False
    advice = LISTED

    def __init__(self) -> None:
        self._library: LibEspeak | None = None

    @cached_property
    def identity(self) -> str:
        """Such as "eSpeak NG 1.52.0"."""
        # The loader installs the library under its full version beside the plain name.
        versions = sorted(path.name.partition(".so.")[2] for path in library_path().parent.glob("*.so.*.*"))
        if versions:
            return f"eSpeak NG {versions[-1]}"
        from importlib.metadata import version

        return f"eSpeak NG (espeakng-loader {version('espeakng-loader')})"

    def voices(self) -> tuple[Voice, ...]:
        """One for each language or accent. Each can be varied: see `variants`."""
        return _voices(data_path())

    def has_voice(self, voice: str) -> bool:
        """Whether it is a listed voice, with or without ``+variant``."""
        base, plus, variant = voice.partition("+")
        known = any(base.casefold() == listed.id.casefold() for listed in self.voices())
        return known and (not plus or variant in variants())

    def default_voice(self, language: str) -> str:
        """The id of the voice for a BCP 47 tag, or ""."""
        return voice_for(language, self.voices())

    def fingerprint(self, voice: str) -> str:
        """Nothing: the identity says it all."""
        return ""

    def synthesize(self, utterance: Utterance, voice: str) -> Speech:
        """Say it. Marks are exact to the sample; a word that eSpeak says together with the one before has none."""
        library = self._library = self._library or LibEspeak()
        text = harmless(utterance.text)
        prosody = utterance.prosody
        silence = bytes(2 * (library.rate * _CLAUSE_PAUSE // 1000))
        pcm = bytearray()
        words: list[tuple[int, int]] = []
        sounds = phonemes(utterance, voice)
        for start, end in uncut(text, sounds):
            if _CLAUSE_END.search(text, max(0, start - 2), start):
                pcm += silence
            said, places = spelled(text, start, end, sounds)
            sound, found = library.say(
                said,
                voice=voice,
                rate=prosody.rate,
                pitch=prosody.pitch,
                volume=prosody.volume,
                phonemes=bool(places),
            )
            words += ((unspelled(start + at, places), len(pcm) // 2 + sample) for at, sample in found)
            pcm += sound
        return Speech(pcm=bytes(pcm), rate=library.rate, marks=tuple(marks(text, words)))

    def close(self) -> None:
        """Unload the library, with everything that it remembers of this section."""
        if self._library:
            self._library.close()
            self._library = None


def variants() -> tuple[str, ...]:
    """What may stand behind the "+" of a voice: other speakers, the same language."""
    return _variants(data_path())


def harmless(text: str) -> str:
    """The text with what must not reach the library replaced by spaces, one for one, so that positions stay."""
    text = UNSPEAKABLE.sub(" ", text)
    return _DOTTED.sub(lambda run: run[0].replace(".", " "), text)


def pieces(text: str, *, longest: int = _LONGEST) -> Iterator[tuple[int, int]]:
    """Cut a text into stretches of at most so many characters: at punctuation, else at a space, else anywhere."""
    start = 0
    while len(text) - start > longest:
        window = text[start : start + longest]
        # A cut at punctuation sounds best, unless it leaves a scrap.
        punctuation = max((match.end() for match in _CLAUSE_END.finditer(window)), default=0)
        length = punctuation if punctuation > longest // 3 else window.rfind(" ") + 1
        yield start, start + (length or longest)
        start += length or longest
    yield start, len(text)


def phonemes(utterance: Utterance, voice: str) -> list[tuple[int, int, str]]:
    """The pronunciations of an utterance in the phoneme names of a voice: start, end, and what eSpeak is given.

    A word of which the voice knows no sound is said as it is written.
    """
    if not utterance.pronunciations:
        return []
    from accessible.narrator.engines.phonemes import known_phonemes
    from accessible.narrator.ipa import espeak

    known = known_phonemes(data_path(), voice.partition("+")[0])
    spelt = ((sound.start, sound.end, espeak(sound.phonemes, known)) for sound in utterance.pronunciations)
    return [(start, end, f"[[{names}]]") for start, end, names in spelt if names]


def uncut(text: str, sounds: list[tuple[int, int, str]]) -> Iterator[tuple[int, int]]:
    """`pieces` that cut no pronunciation: two that would are one."""
    begin = 0
    for _, end in pieces(text):
        if not any(first < end < last for first, last, _ in sounds):
            yield begin, end
            begin = end


def spelled(
    text: str, start: int, end: int, sounds: list[tuple[int, int, str]]
) -> tuple[str, list[tuple[int, int, int]]]:
    """A stretch of the text with its pronunciations put in, and where: each as its start, end, and what it is longer.

    Brackets of the text itself that would be taken for phonemes are made harmless; where nothing is put in, the
    library does not look for them.
    """
    inside = [(first, last, names) for first, last, names in sounds if start <= first and last <= end]
    if not inside:
        return text[start:end], []
    said, position = "", start
    places = []
    for first, last, names in inside:
        said += text[position:first].replace("[[", "  ") + names
        places.append((first, last, len(names) - (last - first)))
        position = last
    return said + text[position:end].replace("[[", "  "), places


def unspelled(at: int, places: list[tuple[int, int, int]]) -> int:
    """Where in the text a character stands that is at ``at`` in the text with its pronunciations put in."""
    shift = 0
    for first, last, longer in places:
        if at < first + shift:
            break
        if at < last + shift + longer:
            return first
        shift += longer
    return at - shift


def marks(text: str, words: list[tuple[int, int]]) -> Iterator[Mark]:
    """The first event of each word, as a mark on the word without its punctuation.

    eSpeak tells more than one for a number, and none for an article that it says together with the word before.
    """
    events = iter(words)
    event = next(events, None)
    for token in _TOKEN.finditer(text):
        first = None
        while event and event[0] < token.end():
            if first is None and event[0] >= token.start():
                first = event[1]
            event = next(events, None)
        bare = _EDGES.sub("", token[0])
        if first is not None and bare:
            begin = token.start() + token[0].index(bare)
            yield Mark(begin, begin + len(bare), first)


@cache
def _voices(data: Path) -> tuple[Voice, ...]:
    # In the order of their families, as the library lists them: Mandarin comes before Cantonese for "zh".
    files = (path for path in sorted((data / "lang").rglob("*")) if path.is_file())
    return tuple(voice for path in files if (voice := _voice(path, data)))


def _voice(path: Path, data: Path) -> Voice | None:
    """Read one voice file (docs/voices.md of eSpeak NG); None when its dictionary was left out of the wheel."""
    name, dictionary = path.name, ""
    languages: list[str] = []
    gender: Literal["female", "male"] = "male"  # what the library itself assumes
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        match line.partition("//")[0].split():
            case ["name", *words]:
                name = " ".join(words)
            case ["language", tag, *_]:
                languages.append(tag.lower())
            case ["dictionary", word]:
                dictionary = word
            case ["gender", "female" | "Female", *_]:
                gender = "female"
            case _:
                pass
    dictionary = dictionary or languages[0].partition("-")[0]
    if not (data / f"{dictionary}_dict").is_file():
        return None
    return Voice(id=path.name.lower(), name=name, languages=tuple(languages), gender=gender, licence=_LICENCE)


@cache
def _variants(data: Path) -> tuple[str, ...]:
    return tuple(sorted(path.name for path in (data / "voices" / "!v").iterdir()))

"""When what is played: the clips of a section's overlay, each for a word, a sentence or a paragraph.

A narration has a clip for each sentence, and in it marks where the engine began each word. Whole clips are joined for
paragraphs, and cut at the marks for words (see `words`), so sound and text cannot come apart. The times are whole
milliseconds; where one clip ends the next begins.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from msgspec import Struct

from accessible.model.blocks import Block, NoteRef, PageMark, Quote, Sentence
from accessible.model.document import images, written
from accessible.model.draft import Lines
from accessible.model.narration import Clip, Track, milliseconds
from accessible.renderers import Granularity
from accessible.renderers.marks import Mark, Word, by_sentence
from accessible.renderers.words import Piece, spoken_words


class Timed(Struct, frozen=True):
    """What one clip plays: the element with this id, from ``begin`` to ``end`` (ms).

    ``text`` is what is written there, ``sentences`` are the ids of what is spoken in it.
    """

    id: str
    begin: int
    end: int
    text: str
    sentences: tuple[str, ...]


class Timeline(Struct, frozen=True):
    """The clips in reading order; the words that have one, by the id of their sentence; the ids of the blocks that have
    one as a whole."""

    clips: tuple[Timed, ...] = ()
    words: Mapping[str, tuple[Word, ...]] = MappingProxyType({})
    wholes: frozenset[str] = frozenset()


#: Of a section that nobody has spoken.
SILENCE = Timeline()


class _Place(NamedTuple):
    """Where a sentence stands: its block's id and text, the marks on it, whether the block can have a clip as a whole,
    whether it is a picture, and whether a page begins in the midst of it whose number is said behind it."""

    block: str
    text: str
    sentence: Sentence
    marks: list[Mark]
    whole: bool
    picture: bool
    turned: bool


def timeline(blocks: Sequence[Lines | Block], track: Track, granularity: Granularity) -> Timeline:
    """The clips of a section with these blocks.

    A sentence without word marks is one clip also where words are wanted, and so is one that goes on from page to page,
    behind which the number is said; the description of a picture always is. A paragraph is one clip when one voice says
    all of it and nothing else: when nobody is quoted in it, or it is one quotation from end to end, when nothing of it
    is left out, and no number of a page is said in it. A sound in which no millisecond ends has no clip (EPUBCheck
    MED-009).
    """
    places = _places(blocks, {clip.id for clip in track.clips}) if granularity != "sentence" else {}
    clips: list[Timed] = []
    words: dict[str, tuple[Word, ...]] = {}
    wholes: set[str] = set()
    for clip in track.clips:
        begin, end = milliseconds(clip.begin, track.rate), milliseconds(clip.end, track.rate)
        place = places.get(clip.id)
        if begin >= end:
            continue
        if place is None or place.picture:
            clips.append(Timed(clip.id, begin, end, "", (clip.id,)))
        elif granularity == "paragraph" and place.whole:
            clips.append(_lengthened(clips, place, clip.id, begin, end))
            wholes.add(place.block)
        elif granularity == "word" and not place.turned and (pieces := _pieces(place, clip, track.rate)):
            found = [Word(piece.start, piece.end, f"{clip.id}-w{n}") for n, piece in enumerate(pieces, 1)]
            words[clip.id] = tuple(found)
            for word, piece in zip(found, pieces, strict=True):
                text = place.text[word.start : word.end]
                clips.append(Timed(word.id, piece.begin, piece.stop, text, (clip.id,)))
        else:
            text = place.text[place.sentence.start : place.sentence.end]
            clips.append(Timed(clip.id, begin, end, text, (clip.id,)))
    return Timeline(tuple(clips), words, frozenset(wholes))


def _places(blocks: Sequence[Lines | Block], spoken: set[str]) -> dict[str, _Place]:
    """Where each sentence of the blocks stands; ``spoken`` are those that have a sound."""
    pictures = {image.id for image in images(tuple(blocks))}
    found = {}
    for name, prose in written(tuple(blocks)):
        marks: list[Mark] = [mark for mark in prose.inlines if not isinstance(mark, Sentence)]
        sentences = list(by_sentence([mark for mark in prose.inlines if isinstance(mark, Sentence)], marks))
        turns = [mark.start for mark in marks if isinstance(mark, PageMark) and mark.id in spoken]
        whole = bool(name) and not turns and _is_whole(prose.text, sentences, spoken)
        for sentence, over in sentences:
            midst = any(sentence.start < at < sentence.end and _is_begun(prose.text, sentence, at) for at in turns)
            found[sentence.id] = _Place(name, prose.text, sentence, over, whole, name in pictures, midst)
    return found


def _is_begun(text: str, sentence: Sentence, at: int) -> bool:
    """Whether a word of a sentence stands before a place."""
    return any(map(str.isalnum, text[sentence.start : at]))


def _is_whole(text: str, sentences: Sequence[tuple[Sentence, list[Mark]]], spoken: set[str]) -> bool:
    """Whether all of a text is spoken, and by one voice."""
    silent = [text[sentence.start : sentence.end] for sentence, _ in sentences if sentence.id not in spoken]
    voices = {_voice(text, sentence, marks) for sentence, marks in sentences}
    return len(voices) == 1 and not any(map(str.isalnum, "".join(silent)))


def _voice(text: str, sentence: Sentence, marks: Sequence[Mark]) -> str | None:
    """Who speaks a sentence: the speaker of the outermost direct quotation that it is part of; None for the teller."""
    first, last = sentence.start, sentence.end - 1
    silent = {at for mark in marks if isinstance(mark, NoteRef) for at in range(mark.start, mark.end)}
    while first < last and not text[first].isalnum():
        first += 1
    while first < last and (last in silent or not text[last].isalnum()):
        last -= 1
    quotes = (mark for mark in marks if isinstance(mark, Quote) and mark.kind == "direct")
    around = [quote for quote in quotes if quote.start <= first and last < quote.end]
    outer = max(around, key=lambda quote: quote.end - quote.start, default=None)
    return None if outer is None else outer.speaker.name if outer.speaker else ""


def _pieces(place: _Place, clip: Clip, rate: int) -> list[Piece]:
    return spoken_words(place.text, place.sentence, place.marks, clip, rate)


def _lengthened(clips: list[Timed], place: _Place, sentence: str, begin: int, end: int) -> Timed:
    """The clip of a block with this sound; when it has begun it is the last of the clips, which it is taken from."""
    first = clips.pop() if clips and clips[-1].id == place.block else None
    sentences = (*(first.sentences if first else ()), sentence)
    return Timed(place.block, first.begin if first else begin, end, place.text, sentences)

"""When what is played: the clips of a section's overlay, each for a word, a sentence or a paragraph.

A narration has a clip for each sentence, and in it marks where the engine began each word. Whole clips are joined for
paragraphs, and cut at the marks for words, so sound and text cannot come apart. The times are whole milliseconds; where
one clip ends the next begins.

Readers look at the clock every 250 ms and skip over what is shorter, so short words share a clip with their neighbours
until it is long enough. Which ones is chosen for the shortest clips that cut no link and no reference in two (two links
would be heard for one) and, where that can be had, nothing else that its author set apart, and rather no quotation.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple, assert_never
from unicodedata import category

from msgspec import Struct

from accessible.model.blocks import (
    Anchor,
    Block,
    Foreign,
    Link,
    NoteRef,
    PageMark,
    Prose,
    Quote,
    Sentence,
    Styled,
)
from accessible.model.document import images, written
from accessible.model.draft import Lines
from accessible.model.narration import Clip, Mark, Track, milliseconds
from accessible.renderers import Granularity
from accessible.renderers.marks import Label, Word, speaker_label

#: Milliseconds that the clip of a word plays at least.
_SHORTEST = 300
_FAR = 3000  # ms: a clip this long is not made longer when a shorter one is possible
_MOST = 40  # words that share a clip, at most
#: What it costs to cut in two what its author set apart: more than any length does; and a quotation or foreign words:
#: as much as a second.
_CUT, _CUT_QUOTE = 10**9, 10**6


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
    """Where a sentence stands: its block's id and text, and whether the block can have a clip as a whole."""

    block: str
    prose: Prose
    sentence: Sentence
    whole: bool
    picture: bool


class _Piece(NamedTuple):
    start: int  # characters of the block
    end: int
    begin: int  # ms
    stop: int


def timeline(blocks: Sequence[Lines | Block], track: Track, granularity: Granularity) -> Timeline:
    """The clips of a section with these blocks.

    A sentence without word marks is one clip also where words are wanted, and the description of a picture always. A
    paragraph is one clip when one voice says all of it: when nobody is quoted in it, or it is one quotation from end to
    end, and nothing of it is left out. A sound in which no millisecond ends has no clip (EPUBCheck MED-009).
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
        elif granularity == "word" and (pieces := _pieces(place, clip, track.rate)):
            found = [Word(piece.start, piece.end, f"{clip.id}-w{n}") for n, piece in enumerate(pieces, 1)]
            words[clip.id] = tuple(found)
            for word, piece in zip(found, pieces, strict=True):
                text = place.prose.text[word.start : word.end]
                clips.append(Timed(word.id, piece.begin, piece.stop, text, (clip.id,)))
        else:
            text = place.prose.text[place.sentence.start : place.sentence.end]
            clips.append(Timed(clip.id, begin, end, text, (clip.id,)))
    return Timeline(tuple(clips), words, frozenset(wholes))


def _places(blocks: Sequence[Lines | Block], spoken: set[str]) -> dict[str, _Place]:
    """Where each sentence of the blocks stands; ``spoken`` are those that have a sound."""
    pictures = {image.id for image in images(tuple(blocks))}
    found = {}
    for name, prose in written(tuple(blocks)):
        sentences = [mark for mark in prose.inlines if isinstance(mark, Sentence)]
        whole = bool(name) and _is_whole(prose, sentences, spoken)
        for sentence in sentences:
            found[sentence.id] = _Place(name, prose, sentence, whole, name in pictures)
    return found


def _is_whole(prose: Prose, sentences: Sequence[Sentence], spoken: set[str]) -> bool:
    """Whether all of a text is spoken, and by one voice."""
    silent = [sentence for sentence in sentences if sentence.id not in spoken]
    if any(map(str.isalnum, "".join(prose.text[sentence.start : sentence.end] for sentence in silent))):
        return False
    quotes = [mark for mark in prose.inlines if isinstance(mark, Quote) and mark.kind == "direct"]
    return len({_voice(prose, sentence, quotes) for sentence in sentences}) == 1


def _voice(prose: Prose, sentence: Sentence, quotes: Sequence[Quote]) -> str | None:
    """Who speaks a sentence: the speaker of the outermost direct quotation that it is part of; None for the teller."""
    first, last = sentence.start, sentence.end - 1
    while first < last and not prose.text[first].isalnum():
        first += 1
    while first < last and not prose.text[last].isalnum():
        last -= 1
    around = [quote for quote in quotes if quote.start <= first and last < quote.end]
    outer = max(around, key=lambda quote: quote.end - quote.start, default=None)
    return None if outer is None else outer.speaker.name if outer.speaker else ""


def _lengthened(clips: list[Timed], place: _Place, sentence: str, begin: int, end: int) -> Timed:
    """The clip of a block with this sound; when it has begun it is the last of the clips, which it is taken from."""
    first = clips.pop() if clips and clips[-1].id == place.block else None
    sentences = (*(first.sentences if first else ()), sentence)
    return Timed(place.block, first.begin if first else begin, end, place.prose.text, sentences)


# -------------------------------------------------------------------------------------------------------------- words
def _pieces(place: _Place, clip: Clip, rate: int) -> list[_Piece]:
    """The stretches of a sentence that have a clip of their own; none when the sentence is one."""
    atoms = list(_atoms(place, clip, rate))
    chosen = _chosen(atoms, _kept_whole(place.prose, place.sentence))
    return chosen if len(chosen) > 1 else []


def _atoms(place: _Place, clip: Clip, rate: int) -> Iterator[_Piece]:
    """The words of a sentence that have a mark, each with what is written up to the next, and with its time.

    What stands before the first mark belongs to the first word, and silence behind the last to the last.
    """
    offset = place.sentence.start
    text = place.prose.text[offset : place.sentence.end]
    edges = [(0, milliseconds(clip.begin, rate))]
    for mark in clip.marks[1:]:
        start = _token(text, mark, edges[-1][0])
        time = milliseconds(clip.begin + mark.sample, rate)
        if start > edges[-1][0] and time > edges[-1][1]:
            edges.append((start, time))
    edges.append((len(text), milliseconds(clip.end, rate)))
    for (start, begin), (end, stop) in zip(edges, edges[1:], strict=False):
        stretch = text[start:end]
        if stretch.strip() and begin < stop:
            left = len(stretch) - len(stretch.lstrip())
            yield _Piece(offset + start + left, offset + start + len(stretch.rstrip()), begin, stop)


def _token(text: str, mark: Mark, least: int) -> int:
    """Where the word of a mark begins, with the signs right before it. Of signs between two words without a space those
    that open something belong to the word behind them, the others to the one before."""
    start = mark.start
    while start > least and not text[start - 1].isalnum() and not text[start - 1].isspace():
        start -= 1
    if start == 0 or not text[start - 1].isalnum():
        return start
    start = mark.start
    while start > least and (category(text[start - 1]) in ("Ps", "Pi") or text[start - 1] in "¿¡"):
        start -= 1
    return start


def _kept_whole(prose: Prose, sentence: Sentence) -> list[tuple[int, int, int]]:
    """Stretches of the block that words should not cross, and what crossing each costs (0: it must not be)."""
    found = []
    label = speaker_label(prose)
    for mark in (*prose.inlines, *([label] if label else [])):
        start, end = max(mark.start, sentence.start), min(mark.end, sentence.end)
        if start >= end:
            continue
        match mark:
            case Link() | NoteRef() | Label():
                found.append((start, end, 0))
            case Styled():
                found.append((start, end, _CUT))
            case Quote() | Foreign():
                found.append((start, end, _CUT_QUOTE))
            case Sentence() | PageMark() | Anchor():
                pass
            case _:
                assert_never(mark)
    return found


def _chosen(atoms: Sequence[_Piece], wholes: Sequence[tuple[int, int, int]]) -> list[_Piece]:
    """The words joined so that each clip is long enough; the shortest clips together that can be had (the sum of the
    squares of their lengths), by dynamic programming. Nothing when there is no such way."""
    best: list[tuple[int, int] | None] = [(0, 0)]  # for each number of words: the least cost, and where the last begins
    for end in range(1, len(atoms) + 1):
        found: tuple[int, int] | None = None
        for start in range(end - 1, max(end - _MOST, 0) - 1, -1):
            before = best[start]
            length = atoms[end - 1].stop - atoms[start].begin
            if length > _FAR and found is not None:
                break
            if before is None or length < _SHORTEST:
                continue
            cut = _cost(atoms[start].start, atoms[end - 1].end, wholes)
            if cut is not None and (found is None or before[0] + cut + length**2 < found[0]):
                found = (before[0] + cut + length**2, start)
        best.append(found)
    chosen = []
    end = len(atoms)
    while end and (last := best[end]) is not None:
        first = atoms[last[1]]
        chosen.append(_Piece(first.start, atoms[end - 1].end, first.begin, atoms[end - 1].stop))
        end = last[1]
    return chosen[::-1]


def _cost(start: int, end: int, wholes: Sequence[tuple[int, int, int]]) -> int | None:
    """What a stretch costs that crosses the edges of these; None when it may not."""
    cost = 0
    for left, right, price in wholes:
        crosses = start < left < end < right or left < start < right < end
        if crosses and not price:
            return None
        cost += price * crosses
    return cost

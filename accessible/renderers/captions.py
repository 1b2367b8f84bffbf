"""(Document, Narration) → captions for each section: what is said while it is said, for players and for the web.

A cue is a sentence of the written text, from the first sample of its clip to the last; its name is the sentence's id,
as everywhere. WebVTT (W3C, WebVTT: The Web Video Text Tracks Format) also says who speaks, and can hold the time of
each word inside the cue; SubRip (SRT) has no standard, so what it is given is plain: no markup, and a cue for each
word where words are wanted. Both lie beside the sound and bear its name: so players find them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from accessible.files import replacing
from accessible.model.blocks import Quote, Sentence
from accessible.model.document import Document, written
from accessible.model.narration import Clip, Narration, Track, milliseconds
from accessible.renderers import CaptionForm
from accessible.renderers.characters import label, permitted
from accessible.renderers.names import section_name
from accessible.renderers.speakers import stated

_SPACE = re.compile(r"\s+")
#: What players of SubRip may take for markup, though nobody wrote it as such.
_LOOKS_LIKE_MARKUP = re.compile(r"<(?=[/A-Za-z])|\{(?=\\)")
_WORD_JOINER = "\u2060"  # has no width and no meaning, and stands in the way of markup


class _Said(Struct, frozen=True):
    """A written sentence, and who says which characters of it: (start, end, name), in order, not overlapping."""

    text: str
    voices: tuple[tuple[int, int, str], ...]


def write_captions(
    document: Document, narration: Narration, folder: Path, *, form: CaptionForm, words: bool = False
) -> tuple[Path, ...]:
    """Write captions of each track into a folder as `NN-<section-slug>.vtt` (or `.srt`); returns their paths in order.

    With ``words`` each word that the engine knows the time of has it. Raises `OutputError` when a file cannot be
    written.
    """
    said = dict(_sentences(document))
    paths = []
    for number, track in enumerate(narration.tracks, 1):
        cues = (_vtt if form == "vtt" else _srt)(track, said, words=words)
        path = folder / f"{section_name(number, len(narration.tracks), track.title)}.{form}"
        with replacing(path) as file:
            file.write(cues.encode())
        paths.append(path)
    return tuple(paths)


def _sentences(document: Document) -> Iterator[tuple[str, _Said]]:
    for section in document.sections:
        for _, prose in written(section.blocks):
            quotes = [mark for mark in prose.inlines if isinstance(mark, Quote)]
            quotes.sort(key=lambda quote: (quote.start, -quote.end))
            for sentence in prose.inlines:
                if isinstance(sentence, Sentence):
                    text = prose.text[sentence.start : sentence.end]
                    yield sentence.id, _Said(text, tuple(_voices(sentence, quotes)))


def _voices(sentence: Sentence, quotes: list[Quote]) -> Iterator[tuple[int, int, str]]:
    """Who says what of a sentence; of quotations inside one another, the outermost that is surely somebody's."""
    last = sentence.start
    for quote in quotes:
        speaker = stated(quote)
        start, end = max(quote.start, last), min(quote.end, sentence.end)
        if speaker is not None and start < end and label(speaker.name):
            yield start - sentence.start, end - sentence.start, label(speaker.name)
            last = end


def _vtt(track: Track, said: dict[str, _Said], *, words: bool) -> str:
    blocks = ["WEBVTT\n"]
    for clip in track.clips:
        begin, end = milliseconds(clip.begin, track.rate), milliseconds(clip.end, track.rate)
        text = _spoken(clip, said, track.rate if words else 0, begin, end)
        if text and begin < end:
            blocks.append(f"{clip.id}\n{_time(begin, '.')} --> {_time(end, '.')}\n{text}\n")
    return "\n".join(blocks)


def _spoken(clip: Clip, said: dict[str, _Said], rate: int, begin: int, end: int) -> str:
    """The text of a cue, its speakers as voice spans, and (``rate`` is not 0) the times of its words."""
    sentence = said.get(clip.id)
    if sentence is None:
        return ""
    stamps: dict[int, str] = {}
    last = begin
    for mark in clip.marks if rate else ():
        time = milliseconds(clip.begin + mark.sample, rate)
        if last < time < end:  # times in a cue lie inside it and rise (WebVTT, section 4.2.2)
            stamps[_token(sentence.text, mark.start)] = f"<{_time(time, '.')}>"
            last = time
    opened = {start: f"<v {_escaped(name)}>" for start, _, name in sentence.voices}
    closed = {stop: "</v>" for _, stop, _ in sentence.voices}
    cuts = sorted({0, len(sentence.text), *stamps, *opened, *closed})
    pieces = []
    for start, stop in zip(cuts, [*cuts[1:], len(sentence.text)], strict=True):
        pieces += [closed.get(start, ""), opened.get(start, ""), stamps.get(start, "")]
        pieces.append(_escaped(sentence.text[start:stop]))
    return _folded("".join(pieces))


def _srt(track: Track, said: dict[str, _Said], *, words: bool) -> str:
    cues = [cue for clip in track.clips for cue in _plain(clip, said, track.rate, words=words)]
    return "\n".join(
        f"{number}\n{_time(begin, ',')} --> {_time(end, ',')}\n{text}\n"
        for number, (begin, end, text) in enumerate(cues, 1)
    )


def _plain(clip: Clip, said: dict[str, _Said], rate: int, *, words: bool) -> Iterator[tuple[int, int, str]]:
    """The cues of a clip: begin and end in ms, and the text. Words without a time belong to the one before."""
    sentence = said.get(clip.id)
    if sentence is None:
        return
    edges = [(0, clip.begin)]
    for mark in clip.marks if words else ():
        start, begin = _token(sentence.text, mark.start), clip.begin + mark.sample
        last, time, end = (milliseconds(sample, rate) for sample in (edges[-1][1], begin, clip.end))
        if start > edges[-1][0] and last < time < end:  # else its text would have no time to be shown
            edges.append((start, begin))
    for (start, begin), (stop, end) in zip(edges, [*edges[1:], (len(sentence.text), clip.end)], strict=True):
        text = _LOOKS_LIKE_MARKUP.sub(
            lambda found: found[0] + _WORD_JOINER, _folded(permitted(sentence.text[start:stop]))
        )
        first, last = milliseconds(begin, rate), milliseconds(end, rate)
        if text and first < last:
            yield first, last, text


def _token(text: str, start: int) -> int:
    """Where the word that begins at ``start`` begins, with what stands before it: “ belongs to the word."""
    while start and not text[start - 1].isspace():
        start -= 1
    return start


def _escaped(text: str) -> str:
    return permitted(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _folded(text: str) -> str:
    """On one line: an empty line ends a cue."""
    return _SPACE.sub(" ", text).strip()


def _time(ms: int, point: str) -> str:
    return f"{ms // 3_600_000:02}:{ms // 60_000 % 60:02}:{ms // 1000 % 60:02}{point}{ms % 1000:03}"

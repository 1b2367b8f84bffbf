"""Proof by ear: ``python -m tests.benchmarks.ear [BOOK] [--plant]``: does each clip of a talking EPUB say its sentence?

A recogniser that knows nothing of how the book was made listens to a sample of its clips. It reads only the finished
file: the overlays' times, the sound that PyAV decodes between them, the text that stands at their ids. Each sentence
is forced onto its clip, so the recogniser only says whether its words are there, and when. A clip is suspect when

- it does not hear them ("words"),
- sound goes on after the last of them, or they end in silence ("end"),
- the first begins elsewhere than is usual for blocks of that kind in this book, or there is sound right before the
  clip, where every sentence has a silence ("begin").

The recogniser is a function of the samples: no clock, no order and no load of the machine has a part in it, and two
runs of the same book print the same. (It hears no digital silence well, so each clip is given a faint noise, the same
each time, and a silence in front; without these it missed the last word of one true clip in ten.)

``--plant`` then spoils clips in a copy of the book, with another sentence's sound and with times that are 300 ms early
or late, and counts what is found: it ends with status 1 unless all of them are.

``BOOK`` is an English EPUB, or a text, which is built first with a voice that the recogniser understands (it mishears
a quarter of what eSpeak's plain voices say, and next to nothing of +f3). Sentences with a number or with a word that
is not in the recogniser's dictionary are left out. Boundaries that are less than 50 ms off cannot be heard.

Measured with pocketsphinx 5.0.4 and 5.1.1 alike, on the sample spoken by en-us+f3. Of half of its clips (``--plant``):
none of 41 true ones suspected; found 10 of 10 with another sentence's sound, 10 of 10 late ones, 9 of 9 early ones. Of
all of them (``--plant --sample 0``): 2 of 82 true ones suspected, both for their last word; found 18 of 19 with another
sentence's sound (one was near enough to the recogniser), 20 of 20 late ones, 18 of 18 early ones, and no false alarm
among the 23 that were left as they were.

Needs pocketsphinx, which brings its model along (in the extra ``dev`` on Linux): ``pip install pocketsphinx``.
"""

from __future__ import annotations

import argparse
import array
import io
import os
import posixpath
import random
import re
import statistics
import subprocess
import sys
import tempfile
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import av
from lxml import etree

SAMPLE = Path(__file__).parent.parent / "books" / "harbour-bell.txt"
#: Milliseconds that are taken for a fault: where the first word begins, how long sound goes on after the last, and how
#: far the last reaches into silence, into which the recogniser likes to draw it out.
BEGIN, END, SILENCE = 150, 200, 450
SHIFT = 300  # milliseconds by which clips are spoilt
_RATE = 16_000  # Hz, the recogniser's
_FRAME = 10  # milliseconds, the recogniser's
_LOUD = 500  # of 32767: what is louder is no pause
_LEAD = 200  # milliseconds of silence in front of each clip, in which the recogniser finds its feet
_NOISE = 8  # of 32767
_BEFORE = (110, 30)  # milliseconds before a clip, where there is none but a pause: the shortest has 120
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_INLINE = {"span", "q", "em", "i", "b", "strong", "a", "cite", "small", "abbr"}


class Heard(NamedTuple):
    """A clip as a listener gets it: its sentence's id, the kind of block that it stands in, its words, its sound, and
    what is heard right before it in the same file."""

    id: str
    block: str
    words: tuple[str, ...]
    pcm: bytes
    before: bytes


class Verdict(NamedTuple):
    """What is wrong with a clip ("": nothing), and where the first word begins and the last ends, in milliseconds:
    measured from what is usual, and from where the sound ends. None when they were not heard."""

    fault: str
    begin: int | None
    end: int | None


# ---------------------------------------------------------------------------------------------------- reading the book


def clips(book: Path) -> Iterator[Heard]:
    """Every clip of a book, in reading order of its overlays (EPUB 3.3, section 9)."""
    with zipfile.ZipFile(book) as archive:
        pages: dict[str, Any] = {}
        sounds: dict[str, bytes] = {}
        for overlay in overlays(archive):
            for par in parsed(archive.read(overlay)).iter("{*}par"):
                page, _, name = beside(overlay, par.find("{*}text").get("src")).partition("#")
                audio = par.find("{*}audio")
                file = beside(overlay, audio.get("src"))
                if page not in pages:
                    pages[page] = {at.get("id"): at for at in parsed(archive.read(page)).iter("{*}*")}
                if file not in sounds:
                    sounds = {file: decoded(archive.read(file))}  # one section at a time is enough, and all are long
                element = pages[page][name]
                text = "".join(element.itertext()).replace("’", "'")
                words = tuple(word.lower() for word in _WORD.findall(text))
                first, last = (2 * int(clock(audio.get(at)) * _RATE) for at in ("clipBegin", "clipEnd"))
                sound = sounds[file]
                before = slice(*(max(0, first - 2 * at * _RATE // 1000) for at in _BEFORE))
                yield Heard(name, block(element), words, sound[first:last], sound[before])


def overlays(archive: zipfile.ZipFile) -> list[str]:
    """The names of a book's overlays, in the order of the manifest. Raises `SystemExit` when it is not English."""
    container = parsed(archive.read("META-INF/container.xml"))
    package = container.find(".//{*}rootfile").get("full-path")
    root = parsed(archive.read(package))
    language = root.findtext(".//{*}language") or ""
    if not language.lower().startswith("en"):
        raise SystemExit(f"error: the book is in {language!r}\n\nhint: the recogniser's model is for English")
    items = root.iterfind(".//{*}item")
    return [beside(package, item.get("href")) for item in items if item.get("media-type") == "application/smil+xml"]


def parsed(data: bytes) -> Any:
    """The root element of an XML file."""
    return etree.fromstring(data)


def beside(file: str, name: str) -> str:
    """The name in the archive of what ``file`` calls ``name``."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(file), name))


def clock(value: str) -> float:
    """Seconds of a SMIL clock value: "0:00:02.599" or "2.599s" (SMIL 3.0, section 5.4.3)."""
    seconds = 0.0
    for part in value.removesuffix("s").split(":"):
        seconds = 60 * seconds + float(part)
    return seconds


def block(element: Any) -> str:
    """The name of the block element that an element stands in."""
    while etree.QName(element).localname in _INLINE:
        element = element.getparent()
    return str(etree.QName(element).localname)


def decoded(data: bytes) -> bytes:
    """The sound of an audio file as the recogniser wants it: signed 16-bit mono samples at 16 kHz."""
    pcm = bytearray()
    resampler = av.AudioResampler(format="s16", layout="mono", rate=_RATE)
    with av.open(io.BytesIO(data), mode="r") as container:
        for frame in container.decode(audio=0):
            for piece in resampler.resample(frame):
                pcm += bytes(piece.planes[0])[: 2 * piece.samples]
    for piece in resampler.resample(None):
        pcm += bytes(piece.planes[0])[: 2 * piece.samples]
    return bytes(pcm)


# ----------------------------------------------------------------------------------------------------------- listening


class Ear:
    """The recogniser."""

    def __init__(self) -> None:
        try:
            from pocketsphinx import Decoder  # type: ignore[import-not-found, unused-ignore]
        except ImportError:
            raise SystemExit(
                "error: pocketsphinx is not installed\n\nhint: pip install pocketsphinx (it brings its English model)"
            ) from None
        self._decoder = Decoder(lm=None, loglevel="FATAL")

    def knows(self, words: Sequence[str]) -> bool:
        """Whether a sentence can be judged: three words or more, all of them in the dictionary."""
        return len(words) > 2 and all(self._decoder.lookup_word(word) for word in words)

    def align(self, words: Sequence[str], pcm: bytes) -> tuple[int, int] | None:
        """Where (ms) the first of the words begins and the last ends; None when the sound is not these words."""
        self._decoder.set_align_text(" ".join(words))
        self._decoder.start_utt()
        self._decoder.process_raw(audible(pcm), full_utt=True)
        self._decoder.end_utt()
        if not self._decoder.hyp():
            return None
        found = [(at.start_frame, at.end_frame) for at in self._decoder.seg() if at.word[0] not in "<[+"]
        return (found[0][0] * _FRAME - _LEAD, found[-1][1] * _FRAME - _LEAD) if len(found) == len(words) else None


def audible(pcm: bytes) -> bytes:
    """The sound behind `_LEAD` of silence, with a noise in it that nobody hears: the same each time."""
    samples = array.array("h", bytes(2 * _LEAD * _RATE // 1000) + pcm)
    noise = random.Random(0)  # noqa: S311
    for at, sample in enumerate(samples):
        samples[at] = max(-32768, min(32767, sample + noise.randint(-_NOISE, _NOISE)))
    return samples.tobytes()


def listen(
    ear: Ear, heard: Sequence[Heard], usual: dict[str, float] | None = None
) -> tuple[dict[str, Verdict], dict[str, float]]:
    """A verdict for each clip, by its sentence's id; and where the first word usually begins, by the kind of block.

    ``usual`` is that of a book whose clips are mostly true, where these are not: of what was spoilt, nothing is usual.
    """
    aligned = {clip.id: ear.align(clip.words, clip.pcm) for clip in heard}
    begins = defaultdict(list)
    for clip in heard:
        if found := aligned[clip.id]:
            begins[clip.block].append(found[0])
    usual = usual or {kind: statistics.median(found) for kind, found in begins.items()}
    verdicts = {}
    for clip in heard:
        if not (found := aligned[clip.id]):
            verdicts[clip.id] = Verdict("words", None, None)
            continue
        begin, end = round(found[0] - usual.get(clip.block, 0)), found[1] - last_sound(clip.pcm)
        in_sound = any(abs(sample) > _LOUD for sample in array.array("h", clip.before))
        fault = "end" if not -END <= end <= SILENCE else "begin" if in_sound or abs(begin) > BEGIN else ""
        verdicts[clip.id] = Verdict(fault, begin, end)
    return verdicts, usual


def last_sound(pcm: bytes) -> int:
    """Milliseconds from the beginning to where the last sound ends."""
    samples = array.array("h", pcm)
    step = _RATE * _FRAME // 1000
    loud = (at for at in range(len(samples) - step, -1, -step) if max(map(abs, samples[at : at + step])) > _LOUD)
    return (next(loud, 0) + step) * 1000 // _RATE


# ---------------------------------------------------------------------------------------------------- spoiling a book


def spoilt(book: Path, target: Path, sound: Sequence[str]) -> dict[str, str]:
    """Copy a book with faults in three of four of the clips named in ``sound``; what was done to which.

    A clip gets the times of the one two further on, or its own times earlier or later.
    """
    kinds = ("another sentence", f"{SHIFT} ms late", f"{SHIFT} ms early", "")
    faults = {name: kinds[at % len(kinds)] for at, name in enumerate(sound)}
    done: dict[str, str] = {}
    with zipfile.ZipFile(book) as archive, zipfile.ZipFile(target, "w") as copy:
        smil = set(overlays(archive))
        for item in archive.infolist():
            data = archive.read(item)
            if item.filename in smil:
                root = parsed(data)
                pars = list(root.iter("{*}par"))
                audios = [par.find("{*}audio") for par in pars]
                times = [(clock(audio.get("clipBegin")), clock(audio.get("clipEnd"))) for audio in audios]
                for at, (par, audio) in enumerate(zip(pars, audios, strict=True)):
                    name = par.find("{*}text").get("src").partition("#")[2]
                    fault = faults.get(name, "")
                    if not fault or at in (0, len(pars) - 1):  # there is no sound before, or behind
                        continue
                    begin, end = times[(at + 2) % len(pars)] if fault == kinds[0] else times[at]
                    shift = {kinds[1]: SHIFT, kinds[2]: -SHIFT}.get(fault, 0) / 1000
                    audio.set("clipBegin", f"{begin + shift:.3f}s")
                    audio.set("clipEnd", f"{end + shift:.3f}s")
                    done[name] = fault
                data = etree.tostring(root, xml_declaration=True, encoding="utf-8")
            copy.writestr(item, data)
    return done


# -------------------------------------------------------------------------------------------------------------- tables


def build(source: Path, folder: Path, voice: str) -> Path:
    """A talking book of a text, spoken by one voice."""
    cast = folder / "one-voice.toml"
    cast.write_text(f'[narrator]\nvoice.espeak = "{voice}"\n', encoding="utf-8")
    book = folder / "book.epub"
    command: list[str | Path] = [
        sys.executable,
        "-m",
        "accessible",
        "build",
        source,
        "--engine",
        "espeak",
        "--cast",
        cast,
    ]
    environment = {**os.environ, "ACCESSIBLE_CACHE": str(folder / "cache")}
    subprocess.run(
        [*command, "--output", book, "--language", "en-US", "-q"],
        env=environment,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return book


def main() -> None:
    """Listen, and print what was heard."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("book", nargs="?", type=Path, default=SAMPLE, help="an EPUB, or a text (%(default)s)")
    parser.add_argument("--voice", default="en-us+f3", help="for a text: who speaks (%(default)s)")
    parser.add_argument("--sample", type=int, default=50, help="clips to listen to, 0: all (%(default)s)")
    parser.add_argument("--plant", action="store_true", help="spoil clips in a copy, and count what is found")
    asked = parser.parse_args()
    ear = Ear()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        is_book = asked.book.suffix.lower() == ".epub"
        book = asked.book if is_book else build(asked.book, folder, asked.voice)
        sample = chosen(ear, book, asked.sample)
        verdicts, usual = listen(ear, sample)
        report(verdicts, {clip.id: clip for clip in sample})
        if asked.plant:
            planted = folder / "planted.epub"
            faults = spoilt(book, planted, [name for name, verdict in verdicts.items() if not verdict.fault])
            wanted = verdicts.keys()
            again, _ = listen(ear, [clip for clip in clips(planted) if clip.id in wanted], usual)
            sys.exit(not found(faults, verdicts, again))


def chosen(ear: Ear, book: Path, most: int) -> list[Heard]:
    """So many clips that can be judged, spread evenly over the book. Raises `SystemExit` when there is none."""
    total = 0
    names: list[str] = []
    for clip in clips(book):
        total += 1
        names += [clip.id] * ear.knows(clip.words)
    if not names:
        raise SystemExit("error: the book has no clip that can be judged")
    step = max(1, -(-len(names) // most)) if most else 1
    sys.stdout.write(f"{total} clips, {len(names)} can be judged, {len(names[::step])} listened to\n")
    wanted = set(names[::step])
    return [clip for clip in clips(book) if clip.id in wanted]


def report(verdicts: dict[str, Verdict], heard: dict[str, Heard]) -> None:
    """What was heard in a book, and which clips are suspect."""
    words = sum(len(clip.words) for clip in heard.values())
    missed = sum(len(heard[name].words) for name, verdict in verdicts.items() if verdict.fault == "words")
    sys.stdout.write(f"words not heard: {missed} of {words} ({missed / words:.1%})\n")
    for what, figures in (
        ("first word begins", [abs(verdict.begin) for verdict in verdicts.values() if verdict.begin is not None]),
        ("last word ends", [abs(verdict.end) for verdict in verdicts.values() if verdict.end is not None]),
    ):
        if figures:
            mean, late = statistics.mean(figures), sorted(figures)[len(figures) * 95 // 100]
            sys.stdout.write(f"{what}, error in ms: mean {mean:.0f}, 95 % below {late}, most {max(figures)}\n")
    suspects = {name: verdict for name, verdict in verdicts.items() if verdict.fault}
    sys.stdout.write(f"suspect clips: {len(suspects)} of {len(verdicts)}\n")
    for name, verdict in suspects.items():
        sys.stdout.write(f"  {name}: {verdict.fault}: {' '.join(heard[name].words)}\n")


def found(faults: dict[str, str], before: dict[str, Verdict], after: dict[str, Verdict]) -> bool:
    """Print what was found of what was planted; whether that is all, and some of each."""
    kinds = ("another sentence", f"{SHIFT} ms late", f"{SHIFT} ms early")
    complete = True
    for kind in kinds:
        planted = [name for name, fault in faults.items() if fault == kind]
        missed = [name for name in planted if not after[name].fault]
        complete = complete and bool(planted) and not missed
        ears = f"; missed: {', '.join(missed)}" if missed else ""
        sys.stdout.write(f"planted, {kind}: found {len(planted) - len(missed)} of {len(planted)}{ears}\n")
    sound = [name for name, verdict in before.items() if not verdict.fault and name not in faults]
    alarms = sum(bool(after[name].fault) for name in sound)
    sys.stdout.write(f"left as they were: false alarms {alarms} of {len(sound)}\n")
    return complete


if __name__ == "__main__":
    main()

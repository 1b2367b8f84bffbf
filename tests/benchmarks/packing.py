"""Memory against the size of the sound: ``python -m tests.benchmarks.packing [--sizes 100,300] [--sections 60]``.

Books of made-up sound (no player would play it) are written as EPUB files, each in a process of its own. Prints for
each size in MB: the size of the book over that of its sound (1: it is stored as it is), the memory that packing took
at most beside what the process had before, that over the sound, and over that of the first size. Bounded memory does
not grow with the size. Needs twice the largest size of room on the disk; ``--sizes 100,300,1000`` goes up to a
gigabyte. Linux only, for it asks the kernel how much memory there was.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from accessible.model.blocks import Evidence, Heading, Paragraph, Prose, Sentence, Span
from accessible.model.document import Document, Section
from accessible.model.draft import Metadata
from accessible.model.narration import Clip, Narration, Track
from accessible.renderers import render, write_epub

#: Bytes that stand for sound are written so many at a time.
_PIECE = 1 << 20
_MADE, _NOWHERE = Evidence("made up"), Span(0, 0)
_RATE = 16_000  # Hz
_KILOBITS = 64


class Packed(NamedTuple):
    """Bytes of the sound, of the book, and of the memory that it took."""

    sound: int
    book: int
    memory: int


def book(folder: Path, sections: int, size: int) -> tuple[Document, Narration]:
    """A document of so many sections and a narration of so many bytes, in files of a folder."""
    parts, tracks = [], []
    for number in range(1, sections + 1):
        name = f"s{number}"
        file = folder / f"{name}.mp3"
        with file.open("wb") as sound:
            for start in range(0, size // sections, _PIECE):
                sound.write(os.urandom(min(_PIECE, size // sections - start)))
        samples = file.stat().st_size * 8 * _RATE // (1000 * _KILOBITS)
        texts = (f"Chapter {number}", "The boats came in one by one.")
        ids = [(f"{name}-b{place}", f"{name}-b{place}-t1") for place in (1, 2)]
        said = [
            Prose(text, (Sentence(0, len(text), sentence),)) for text, (_, sentence) in zip(texts, ids, strict=True)
        ]
        blocks = (
            Heading(said[0], _NOWHERE, _MADE, id=ids[0][0]),
            Paragraph(said[1], _NOWHERE, _MADE, id=ids[1][0]),
        )
        clips = (Clip(ids[0][1], 0, samples // 2), Clip(ids[1][1], samples // 2, samples))
        parts.append(Section(blocks, name))
        tracks.append(Track(name, texts[0], str(file), "audio/mpeg", _RATE, samples, clips))
    document = Document("boats.txt", "", Metadata(title="Boats", language="en"), kind="book", sections=tuple(parts))
    return document, Narration("nobody", (), tuple(tracks))


def pack(folder: Path, sections: int, size: int) -> Packed:
    """Write such a book into the folder, and measure it."""
    document, narration = book(folder, sections, size)
    publication = render(document, narration)
    before = _memory("VmRSS")
    Path("/proc/self/clear_refs").write_text("5")  # the peak is counted from here on: proc_pid_clear_refs(5)
    file = folder / "boats.epub"
    write_epub(publication, file)
    sound = sum(Path(track.path).stat().st_size for track in narration.tracks)
    return Packed(sound, file.stat().st_size, _memory("VmHWM") - before)


def _memory(name: str) -> int:
    """Bytes of memory of this process, by the kernel's name for it (proc_pid_status(5))."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return 1024 * next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="100,300", help="MB of sound, joined by commas (%(default)s)")
    parser.add_argument("--sections", type=int, default=60, help="files that they are in (%(default)s)")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)  # this size alone, in this process
    options = parser.parse_args()
    if options.one:
        with tempfile.TemporaryDirectory() as folder:
            json.dump(pack(Path(folder), options.sections, options.one * 1_000_000), sys.stdout)
        return
    print("| sound, MB | book/sound | memory, MB | memory/sound | memory/first |")
    print("|---|---|---|---|---|")
    first = 0
    for size in map(int, options.sizes.split(",")):
        command = [sys.executable, "-m", "tests.benchmarks.packing", "--one", str(size), "--sections"]
        ended = subprocess.run([*command, str(options.sections)], check=True, capture_output=True)
        found = Packed(*json.loads(ended.stdout))
        first = first or found.memory
        print(
            f"| {found.sound / 1e6:.0f} | {found.book / found.sound:.3f} | {found.memory / 1e6:.1f} "
            f"| {found.memory / found.sound:.4f} | {found.memory / first:.2f} |"
        )


if __name__ == "__main__":
    main()

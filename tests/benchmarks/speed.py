"""What a build costs: ``python -m tests.benchmarks.speed [BENCH_LIMIT_SCRIPT] [--words N] [--jobs N]``.

Everything is a ratio of two measurements of one run, because machines differ and are noisy. CPU time is user and
system time of a command and of all its processes: start-up, structure, speech, encoding, packing. It stands beside the
limit, which is speech and encoding of the same utterances and nothing else: same codec and settings, as many processes.
``BENCH_LIMIT_SCRIPT`` is a program that measures the limit, called with ``--text FILE`` (an utterance a line),
``--codec``, ``--kbps``, ``--procs``, ``--rate`` and ``--repeat``; it prints JSON. Without one the limit is a bare loop
over the house's own engine and encoder.

The texts are made up: an article, and a book of 60 chapters with dialogue, quotations and notes. Prints a table like
``tests.benchmarks.structure``: what was reached, the most it may be, what is aimed at. Default dependencies only.

It takes eight minutes for the 100,000 words that the targets are for, on two processors that do nothing else, and three
with ``--words 30000``, where rebuilding costs a little more than it may, because the start of a program weighs more.
Ratios of CPU time are right on a busy machine as well, within some hundredths. Wall time is not, so it is also shown
without the time that the processes were kept waiting for a processor.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

#: Name of a row → the most it may be (all are costs), and what is aimed at; the names are those in `main`.
TARGETS = {
    "article: CPU / limit": (2.0, 1.5),
    "book: CPU / limit": (1.15, 1.08),
    "book: wall / (CPU / processes)": (1.25, 1.1),
    "book: peak memory, MB": (400, 300),
    "book: peak memory / that of a quarter of it": (1.2, 1.05),
    "accessible --help / import typer": (2.0, 1.5),
    "book: unchanged rebuild / cold build": (0.03, 0.02),
    "book: the same into another folder / cold build": (0.03, 0.02),
    "book: one edited sentence / cold build": (0.05, 0.04),
    "book: files that an unchanged rebuild changed": (0, 0),
    "book: files in the other folder that differ": (0, 0),
    "book: edited rebuild differs from cold in files": (0, 0),
}
ARTICLE = 1100  # words
CHAPTERS = 60
RATE, KILOBITS = 175, 64  # of the default cast (words a minute) and codec (kbit/s): the limit is given the same

#: Speech and encoding and nothing else: its share of the script's parts, a fresh engine for each.
BARE = """
import sys, time, msgspec
from pathlib import Path
from accessible.audio import encode_mp3
from accessible.model.script import Script
from accessible.narrator import open_engine
script = msgspec.json.decode(Path(sys.argv[1]).read_bytes(), type=Script)
first, step = int(sys.argv[2]), int(sys.argv[3])
start, seconds = time.process_time(), 0.0
for part in [part for part in script.parts if part.utterances][first::step]:
    engine = open_engine(script.engine)
    pcm = bytearray()
    for utterance in part.utterances:
        speech = engine.synthesize(utterance, utterance.voice)
        pcm += speech.pcm
        pcm += bytes(2 * (speech.rate * (utterance.pause_before + utterance.pause_after) // 1000))
    encode_mp3(bytes(pcm), rate=speech.rate)
    seconds += len(pcm) / 2 / speech.rate
    engine.close()
print(time.process_time() - start, seconds)
"""


class Cost(NamedTuple):
    """What a command took: CPU and wall seconds, the most memory (bytes; 0: not measured), the seconds that it and its
    processes waited for a processor (0: not measured), and its standard output."""

    cpu: float
    wall: float
    memory: int
    waited: float
    output: str


class Limit(NamedTuple):
    """What speech and encoding alone take: CPU seconds, and the seconds of audio that came of it."""

    cpu: float
    audio: float


# ------------------------------------------------------------------------------------------------------------- texts

_WHO = (
    "the harbour master;a young surveyor;the schoolmistress;the keeper of the lamp;an old ferryman;the clerk;"
    "her brother;the widow from the mill;the second mate;a stranger in a grey coat;the baker;their neighbour;nobody"
).split(";")
_DID = (
    "carried;had forgotten;measured;wrote down;looked for;painted;sold;described;hid;remembered;repaired;counted;"
    "followed;left behind;asked about;opened;kept;recognised;refused;found"
).split(";")
_WHAT = (
    "lantern;ledger;staircase;letter;boat;map;orchard;clock;bridge;kettle;window;rope;garden wall;photograph;coat;"
    "instrument;drawer;chapel;road;barrel;notebook;cart;bell;gate"
).split(";")
_KIND = "heavy;narrow;blue;borrowed;broken;familiar;wooden;empty;second;unfinished;quiet;German;hidden;last".split(";")
_WHEN = (
    "before the rain began;while the tide was out;without a word to anybody;in spite of the cold;as the light failed;"
    "on the road to Sallow Point;when the mail had come;at half past six;with some regret;for the third time that week;"
    "on 14 March 1887;for £3.50;at a distance of 12 km;according to Dr. Hale;because it was almost winter"
).split(";")
_NAMES = "Anna Brandt;Thomas Reeve;Miriam Cole;Edward Lisle;Clara Voss;Peter Ashdown".split(";")
_SAID = "said;asked;replied;answered".split(";")


class Writer:
    """Writes the same made-up English for the same seed."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311  nothing secret
        self._note = 0

    def pick(self, choices: Sequence[str]) -> str:
        return self._random.choice(choices)

    def clause(self) -> str:
        return f"{self.pick(_WHO)} {self.pick(_DID)} the {self.pick(_KIND)} {self.pick(_WHAT)}"

    def sentence(self) -> str:
        match self._random.randrange(8):
            case 0:
                text = self.clause()
            case 1:
                text = f"in {self._random.randint(1801, 1899)}, {self.clause()} {self.pick(_WHEN)}"
            case 2 | 3:
                text = f"{self.clause()} {self.pick(_WHEN)}, and {self.clause()}"
            case _:
                text = f"{self.clause()} {self.pick(_WHEN)}"
        return text[0].upper() + text[1:] + "."

    def speech(self) -> str:
        who = self.pick(_NAMES)
        return f"“{self.sentence()[:-1]},” {self.pick(_SAID)} {who}. “{self.sentence()}”"

    def paragraph(self) -> str:
        """Narration of a few sentences, or a line of dialogue with a sentence after it."""
        if self._random.random() < 0.3:
            return f"{self.speech()} {self.sentence()}"
        text = " ".join(self.sentence() for _ in range(self._random.randint(3, 7)))
        return f"{text} She called it “the {self.pick(_KIND)} {self.pick(_WHAT)}”." if len(text) % 6 == 0 else text

    def passage(self, words: int) -> list[str]:
        """Paragraphs of about so many words in all, and one at least."""
        paragraphs: list[str] = []
        while words > 30 or not paragraphs:
            paragraphs.append(self.paragraph())
            words -= len(paragraphs[-1].split())
        return paragraphs

    def chapter(self, number: int, words: int) -> list[str]:
        """Number, title, text, and a note at its end."""
        paragraphs = self.passage(words - 30)
        self._note += 1
        paragraphs[0] += f" [{self._note}]"
        heading = [f"CHAPTER {number}", f"The {self.pick(_KIND)} {self.pick(_WHAT)}".title()]
        return [*heading, *paragraphs, f"[{self._note}] {self.sentence()}"]


def article(words: int) -> str:
    """A headline, a byline and a text with two crossheads."""
    writer = Writer(11)
    blocks = ["The harbour keeps its ferry for another winter", "By Ilse Corran", *writer.passage(words // 3)]
    for crosshead in ("– A narrow vote –", "– What it costs –"):
        blocks += [crosshead, *writer.passage(words // 3)]
    return "\n\n".join(blocks) + "\n"


def book(words: int) -> str:
    """A title and 60 chapters."""
    writer = Writer(12)
    blocks = ["THE LAMP AT SALLOW POINT", "by Ilse Corran"]
    for number in range(1, CHAPTERS + 1):
        blocks += writer.chapter(number, words // CHAPTERS)
    return "\n\n".join(blocks) + "\n"


def edited(text: str) -> str:
    """The text with one sentence of its middle changed: narration, so that nobody speaks more or less than before."""
    blocks = text.split("\n\n")
    plain = [at for at, block in enumerate(blocks) if len(block) > 200 and not {"“", "["} & set(block)]
    at = plain[len(plain) // 2]
    blocks[at] = "Nobody had thought of asking her." + blocks[at][blocks[at].index(". ") + 1 :]
    return "\n\n".join(blocks)


# ------------------------------------------------------------------------------------------------------- measurements


def run(command: Sequence[str | Path], folder: Path) -> Cost:
    """Run a command to its end. Raises `SystemExit` with what it says when it fails."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ACCESSIBLE_")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program is compiled once, not in every process
    # Neither the cache nor the configuration of whoever runs this.
    environment |= {"ACCESSIBLE_CACHE": str(folder / "cache"), "XDG_CONFIG_HOME": str(folder / "none")}
    memory = 0
    waits: dict[int, float] = {}
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        start = os.times().elapsed
        process = subprocess.Popen(
            [str(word) for word in command], stdout=output, stderr=errors, cwd=folder, env=environment
        )
        while True:
            try:
                process.wait(timeout=0.1)
                break
            except subprocess.TimeoutExpired:
                family = [process.pid, *descendants(process.pid)]
                memory = max(memory, sum(map(resident, family)))
                waits |= {member: max(waiting(member), waits.get(member, 0)) for member in family}
        wall = os.times().elapsed - start
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        output.seek(0)
        errors.seek(0)
        if process.returncode:
            raise SystemExit(errors.read().decode(errors="replace") or f"error: {command[0]} failed")
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        return Cost(cpu, wall, memory, sum(waits.values()), output.read().decode())


# What Linux tells of processes that run: proc_tid_children(5), proc_pid_statm(5), and sched-stats.rst of the kernel.
# Nothing where there is no such system, and of a process that has just ended.


def descendants(process: int) -> list[int]:
    """The processes that a process has started, and those that these have."""
    try:
        threads = list(Path(f"/proc/{process}/task").iterdir())
        children = [int(child) for thread in threads for child in (thread / "children").read_text().split()]
    except OSError:
        return []
    return [*children, *(further for child in children for further in descendants(child))]


def resident(process: int) -> int:
    """Bytes of memory that a process has now; pages that it shares with another count for both."""
    try:
        return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * resource.getpagesize()
    except (OSError, IndexError):
        return 0


def waiting(process: int) -> float:
    """Seconds that the threads of a process could have run and did not, for want of a processor."""
    try:
        threads = list(Path(f"/proc/{process}/task").iterdir())
        return sum(int((thread / "schedstat").read_text().split()[1]) for thread in threads) / 1e9
    except (OSError, IndexError):
        return 0


class Bench:
    """A folder to build in, and the settings that all builds of a run have in common."""

    def __init__(self, folder: Path, limit: Path | None, jobs: int) -> None:
        self.folder = folder
        self._limit = limit
        self._jobs = jobs
        self._runs = 0

    def command(self, name: str, *arguments: str | Path) -> list[str | Path]:
        return [sys.executable, "-m", "accessible", name, *arguments]

    def build(self, source: Path, *, cache: Path | None = None, into: Path | None = None) -> tuple[Cost, Path]:
        """Build a book with a cache, into a folder (an empty one each where none is given); the cost, and the folder
        it wrote."""
        self._runs += 1
        folder = cache or self.folder / f"run{self._runs}"
        folder.mkdir(exist_ok=True)
        output = into or self.folder / f"output{self._runs}"
        build = self.command("build", source, "--output-dir", output, "--jobs", str(self._jobs), "--engine", "espeak")
        return run([*build, "--rate", str(RATE), "-q"], folder), output

    def cache(self) -> Path:
        """The folder that holds the cache of the last build that had none given."""
        return self.folder / f"run{self._runs}"

    def limit(self, source: Path) -> Limit:
        """Speech and encoding of the source's utterances."""
        inspect = self.command("inspect", source, "--stage", "script", "--json", "--engine", "espeak")
        script = run([*inspect, "--rate", str(RATE)], self.folder).output
        file = source.with_suffix(".script")
        if self._limit is None:
            file.write_text(script, encoding="utf-8")
            shares = [[sys.executable, "-c", BARE, str(file), str(n), str(self._jobs)] for n in range(self._jobs)]
            with ThreadPoolExecutor(self._jobs) as pool:
                done = [[float(word) for word in cost.output.split()] for cost in pool.map(self._bare, shares)]
            return Limit(sum(cpu for cpu, _ in done), sum(seconds for _, seconds in done))
        said = [utterance["text"] for part in json.loads(script)["parts"] for utterance in part["utterances"]]
        file.write_text("".join(" ".join(text.split()) + "\n" for text in said), encoding="utf-8")
        call: list[str | Path] = [
            sys.executable,
            self._limit.resolve(),
            "--text",
            file,
            "--codec",
            "lame",
            "--kbps",
            str(KILOBITS),
        ]
        call += ["--procs", str(self._jobs), "--rate", str(RATE), "--repeat", "1"]
        report = json.loads(run(call, self.folder).output)["text"]
        return Limit(report[f"synth_encode_{self._jobs}proc"]["cpu_s"], report["audio_s"])

    def _bare(self, command: list[str]) -> Cost:
        return run(command, self.folder)


def digests(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file of a folder, by its path in it."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def report(output: Path) -> Path:
    """The report of the one book in a folder."""
    (found,) = output.glob("*/report.json")
    return found


def audio(output: Path) -> float:
    """Seconds of audio that a build reports."""
    return float(json.loads(report(output).read_bytes())["milliseconds"]) / 1000


def measure_start(bench: Bench, repeat: int) -> None:
    """`accessible --help` beside an import of Typer, by turns."""
    ratios = []
    for _ in range(2 * repeat + 1):
        shown = run(bench.command("--help"), bench.folder).cpu
        ratios.append(shown / run([sys.executable, "-c", "import typer"], bench.folder).cpu)
    row("accessible --help / import typer", statistics.median(ratios))


def measure_article(bench: Bench, repeat: int) -> None:
    """The article, by turns with the limit."""
    source = bench.folder / "article.txt"
    source.write_text(article(ARTICLE), encoding="utf-8")
    pairs = [(bench.limit(source), *bench.build(source)) for _ in range(repeat)]
    row("article: CPU / limit", statistics.median(cost.cpu / limit.cpu for limit, cost, _ in pairs))
    limit, cost, output = pairs[-1]
    row("article: CPU seconds, of which the limit", cost.cpu, limit.cpu)
    row("article: wall seconds", cost.wall)
    row("article: seconds of audio, and the limit's", audio(output), limit.audio)


def measure_book(bench: Bench, words: int, jobs: int) -> None:
    """The book: cold, in a quarter of its length, unchanged, and with one sentence edited."""
    source = bench.folder / "book.txt"
    source.write_text(book(words // 4), encoding="utf-8")
    quarter, _ = bench.build(source)
    source.write_text(book(words), encoding="utf-8")
    limit = bench.limit(source)
    cold, output = bench.build(source)
    cache = bench.cache()
    row("book: CPU / limit", cold.cpu / limit.cpu)
    row("book: CPU seconds, of which the limit", cold.cpu, limit.cpu)
    row("book: seconds of audio, and the limit's", audio(output), limit.audio)
    row("book: sections", len(json.loads(report(output).read_bytes())["sections"]))
    row("book: wall / (CPU / processes)", cold.wall / (cold.cpu / jobs))
    if cold.waited:
        row("book: the same without waiting for a processor", cold.wall / (cold.cpu + cold.waited) * jobs)
    if cold.memory:
        row("book: peak memory, MB", cold.memory / 1e6)
        row("book: peak memory / that of a quarter of it", cold.memory / quarter.memory)
    else:
        row("book: peak memory, MB")
    before = digests(output)
    warm, _ = bench.build(source, cache=cache, into=output)
    row("book: unchanged rebuild / cold build", warm.cpu / cold.cpu)
    row("book: unchanged rebuild, CPU and wall seconds", warm.cpu, warm.wall)
    row("book: files that an unchanged rebuild changed", differing(before, digests(output)))
    warm, again = bench.build(source, cache=cache)
    row("book: the same into another folder / cold build", warm.cpu / cold.cpu)
    row("book: files in the other folder that differ", differing(before, digests(again)))
    source.write_text(edited(book(words)), encoding="utf-8")
    partly, _ = bench.build(source, cache=cache, into=output)
    fresh, again = bench.build(source)
    row("book: one edited sentence / cold build", partly.cpu / fresh.cpu)
    row("book: one edited sentence, CPU and wall seconds", partly.cpu, partly.wall)
    row("book: edited rebuild differs from cold in files", differing(digests(output), digests(again)))
    row("book: files that the edit changed", differing(before, digests(output)))


def differing(ours: dict[str, str], theirs: dict[str, str]) -> int:
    """How many files two folders do not have alike, byte for byte."""
    return sum(ours.get(name) != theirs.get(name) for name in ours | theirs)


def row(name: str, *figures: float) -> None:
    """One line of the table; without a figure it was not measured."""
    shown = ", ".join(
        f"{figure:.0f}" if figure >= 100 or figure == int(figure) else f"{figure:.3f}" for figure in figures
    )
    target = [f"{figure:g}" for figure in TARGETS.get(name, ())] or ["", ""]
    line(name, shown or "not measured", *target)


def line(*cells: str) -> None:
    """Write cells in columns."""
    sys.stdout.write("".join(cell.ljust(width) for cell, width in zip(cells, (54, 16, 10, 6), strict=True)).rstrip())
    sys.stdout.write("\n")
    sys.stdout.flush()


def main() -> None:
    """Measure and print one figure a line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("limit", nargs="?", type=Path, help="a program that measures the limit")
    parser.add_argument("--words", type=int, default=100_000, help="words of the book, 0: no book (%(default)s)")
    parser.add_argument("--jobs", type=int, default=2, help="processes that speak at once (%(default)s)")
    parser.add_argument("--repeat", type=int, default=3, help="medians of so many runs of what is short (%(default)s)")
    asked = parser.parse_args()
    if asked.limit and not asked.limit.is_file():
        parser.error(f"there is no {asked.limit}; without it the limit is a loop over the house's own engine")
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    line(
        f"{os.cpu_count()} processors{load}; limit: {'given' if asked.limit else 'our own loop'}",
        "reached",
        "at most",
        "aim",
    )
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder), asked.limit, asked.jobs)
        first = Path(folder, "first.txt")
        first.write_text(article(0), encoding="utf-8")
        bench.build(first)  # whatever is done once on a machine: code compiled, libraries read from the disk
        measure_start(bench, asked.repeat)
        measure_article(bench, asked.repeat)
        if asked.words:
            measure_book(bench, asked.words, asked.jobs)


if __name__ == "__main__":
    main()

"""What a build costs: ``python -m tests.benchmarks.build [SOURCE] [--engine NAME]``.

Everything is measured in one run on one machine and given as a ratio, because machines differ and are noisy: CPU time
(the program's and its workers', system time included) of a cold build beside what speech and encoding alone cost, of
a second build of the same source beside the first, and of `accessible --help` beside an import of Typer.
Default dependencies only.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

SAMPLE = Path(__file__).parent.parent / "books" / "harbour-bell.txt"

#: Speech and encoding and nothing else: the script of the source, spoken in this process by a fresh engine a section.
BARE = """
import sys
from pathlib import Path
from accessible.audio import encode_mp3
from accessible.config import Config
from accessible.narrator import open_engine
from accessible.pipeline import document_of, script_of
from accessible.readers import open_source
import time
script = script_of(document_of(open_source(Path(sys.argv[1])), config=Config()), config=Config(engine=sys.argv[2]))
start = time.process_time()
for part in script.parts:
    engine = open_engine(sys.argv[2])
    pcm = bytearray()
    for utterance in part.utterances:
        speech = engine.synthesize(utterance, utterance.voice)
        pcm += speech.pcm
        pcm += bytes(2 * (speech.rate * (utterance.pause_before + utterance.pause_after) // 1000))
    encode_mp3(bytes(pcm), rate=speech.rate)
    engine.close()
print(time.process_time() - start)
"""


def cpu(command: list[str], cache: Path) -> tuple[float, str]:
    """CPU seconds of a command and its children, and what it printed."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    environment = {**os.environ, "ACCESSIBLE_CACHE": str(cache)}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime, done.stdout


def main() -> None:
    """Measure and print one figure a line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", nargs="?", type=Path, default=SAMPLE)
    parser.add_argument("--engine", default="espeak")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        cache, output = Path(folder, "cache"), Path(folder, "output")
        build = [sys.executable, "-m", "accessible", "build", str(asked.source), "--output-dir", str(output), "-q"]
        build += ["--engine", asked.engine]
        cold, _ = cpu(build, cache)
        warm, _ = cpu(build, cache)
        bare = float(cpu([sys.executable, "-c", BARE, str(asked.source), asked.engine], cache)[1])
        shown, _ = cpu([sys.executable, "-m", "accessible", "--help"], cache)
        typer, _ = cpu([sys.executable, "-c", "import typer"], cache)
    rows = [
        ("cold build, CPU seconds", cold),
        ("speech and encoding alone, CPU seconds", bare),
        ("cold build / speech and encoding", cold / bare),
        ("second build / cold build", warm / cold),
        ("accessible --help / import typer", shown / typer),
    ]
    for name, figure in rows:
        sys.stdout.write(f"{name}: {figure:.2f}\n")


if __name__ == "__main__":
    main()

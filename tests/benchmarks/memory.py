"""Memory against length: ``python -m tests.benchmarks.memory [--sizes 1,4,10,19]``.

A made-up book is read and structured at growing sizes (megabytes of UTF-8), each in a process of its own. Prints the
most memory that the process had beside what it had before, and how many times that is the text. Linux only, which tells
of a process how much it had at the most (proc_pid_status(5)). Default dependencies only.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.speed import book

#: A text of its own is structured before, so that modules and word lists are there.
CHILD = """
import sys
from pathlib import Path
from accessible.readers import open_source, read
from accessible.structurer import structure

def kilobytes(name):
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name))

first, second = map(Path, sys.argv[1:])
structure(read(open_source(first)))
before = kilobytes("VmHWM")
structure(read(open_source(second)))
print(1024 * (kilobytes("VmHWM") - before))
"""
#: Letters to a word of the made-up book, with what stands between.
_WORD = 5.8


def peak(text: str) -> int:
    """Bytes of memory that it takes at the most to read and structure a text in a new process, the text included."""
    with tempfile.TemporaryDirectory() as folder:
        first, second = Path(folder) / "first.txt", Path(folder) / "second.txt"
        first.write_text(book(2_000), encoding="utf-8")
        second.write_text(text, encoding="utf-8")
        command = [sys.executable, "-c", CHILD, str(first), str(second)]
        return int(subprocess.run(command, capture_output=True, check=True, text=True).stdout)


def main() -> None:
    """Measure a book of every size asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="1,4,10,19", help="megabytes (%(default)s)")
    sys.stdout.write(f"{'size, MB':>10}{'memory, MB':>12}{'times':>8}\n")
    for size in parser.parse_args().sizes.split(","):
        text = book(int(float(size) * 1_000_000 / _WORD))
        length, memory = len(text.encode()), peak(text)
        sys.stdout.write(f"{length / 1e6:>10.1f}{memory / 1e6:>12.0f}{memory / length:>8.1f}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()

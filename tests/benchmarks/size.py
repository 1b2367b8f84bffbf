"""Time against size: ``python -m tests.benchmarks.size [SHAPE …] [--limit SECONDS] [--sizes 0.1,0.3,1,3]``.

Made-up texts of many shapes, most of which no author would write, are read and structured at growing sizes (megabytes
of UTF-8). Prints CPU seconds for each size; the last size's time over the one before (linear work on 3 MB after 1 MB
gives 3); milliseconds per 1,000 words at the last size; which stage took the most of it, and which of those that took
a twentieth or more grew the most. A size that would take longer than the limit if time grew with the square is left
out. Default dependencies only.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable

from accessible import structurer
from accessible.model.document import Document
from accessible.model.source import Source
from accessible.readers.text import read

_SYLLABLES = "ba ke lo di mu ra ven tor sil han".split()
_WORDS = (
    "harbour bell water early council engineer road letter winter never garden the a of and with into over quiet "
    "seven morning bridge paper was had went took under again lamp window"
).split()


def _name(number: int) -> str:
    """A name of two words for every number, and no name twice."""
    digits = [int(digit) for digit in f"{number:06d}"]
    syllables = [_SYLLABLES[digit] for digit in digits]
    return f"{''.join(syllables[:3]).capitalize()} {''.join(syllables[3:]).capitalize()}"


def _plain(number: int, length: int = 14) -> str:
    """Words without any mark."""
    return " ".join(_WORDS[(number * 31 + at * at * 7) % len(_WORDS)] for at in range(length))


def _sentence(number: int, length: int = 14) -> str:
    return _plain(number, length).capitalize() + "."


def _quoted(number: int) -> str:
    """A few sentences with a quotation and who said it."""
    who = _name(number % 40)
    first = f"“{_sentence(number, 8)[:-1]},” said {who}, “and {_plain(number + 1, 6)}.” "
    return first + f"{_sentence(number + 2)} She said it was “{_plain(number + 3, 3)}” in {1900 + number % 99}."


def _wrapped(number: int) -> str:
    words = f"{_quoted(number)} {_quoted(number + 7)}".split(" ")
    return "\n".join(" ".join(words[at : at + 11]) for at in range(0, len(words), 11)) + "\n\n"


def _dialogue(number: int) -> str:
    return f"“{_sentence(number, 5)}”\n\n“{_plain(number, 4).capitalize()}?” he asked.\n\n"


#: Shape → the n-th piece of it; a text is as many pieces as make its size.
SHAPES: dict[str, Callable[[int], str]] = {
    # what authors write
    "prose": lambda n: f"{_quoted(n)} {_sentence(n)} {_quoted(n + 3)}\n\n",
    "wrapped prose": _wrapped,
    "dialogue": _dialogue,
    "book": lambda n: f"CHAPTER {n // 12 + 1}\n\n{_plain(n, 3).title()}\n\n" if n % 12 == 0 else _wrapped(n),
    "verse": lambda n: f"  {_plain(n, 6).capitalize()},\n" + ("\n" if n % 4 == 3 else ""),
    "lists": lambda n: f"{n % 20 + 1}. {_plain(n, 6).capitalize()}\n",
    "German": lambda n: f"„Das Wasser steht hoch“, sagte {_name(n % 40)}. Für die Stadt ist es „sehr schön“.\n\n",
    # one of something
    "one line": lambda n: _quoted(n) + " ",
    "one line, one sentence": lambda n: _plain(n, 12) + ", ",
    "one line, a cue each": lambda n: f"{_name(n)} said “{_plain(n, 2)}” and ",
    "one line, quotes": lambda n: f"“{_plain(n, 2)}” and ",
    "one line, no spaces": lambda n: "第一句话说完了。",
    "one word": lambda n: "a",
    "one name": lambda n: _name(n) + " ",
    "one name each time longer": lambda n: f"{_name(n % 9).split()[0]} ) said ",
    # many of something
    "short lines": lambda n: f"{_plain(n, 3)}\n",
    "short paragraphs": lambda n: f"{_plain(n, 4).capitalize()}\n\n",
    "headings": lambda n: f"{n}. {_plain(n, 3).title()}\n\n{_sentence(n, 16)} {_sentence(n + 1)}\n\n",
    "quoting headings": lambda n: f"‘{_plain(n, 3).title()}’\n\n{_quoted(n)} {_sentence(n)}\n\n",
    "speakers": lambda n: f"“{_sentence(n, 5)[:-1]},” said {_name(n)}.\n\n",
    "speakers of one family": lambda n: f"“{_sentence(n, 5)[:-1]},” said {_name(n).split()[0]}{n} Moor.\n\n",
    "pronouns": lambda n: f"Mr. {_name(n).split()[1]} said so. “{_plain(n, 3).capitalize()},” she said.\n\n",
    "initials": lambda n: f"The {_name(n % 7)} Union (MSF) said it was “{_plain(n, 3)}”.\n\n",
    "descriptions": lambda n: f"the {_WORDS[n % 9]} {'said of' if n % 4000 == 3999 else 'of'} ",
    "cues": lambda n: "reply said ",
    "brackets": lambda n: "(" if n % 2 else "a) ",
    "opening brackets": lambda n: "( [ ",
    "references": lambda n: (
        f"{_plain(n, 3)}[{n % 90 + 1}] " if n % 50 else f"\n\n[{n // 50 % 90 + 1}] {_sentence(n)}\n\n"
    ),
    "endless sentences": lambda n: f"{_plain(n, 9)}\n" * 6 + f"\n{n + 2}\n\n",
    "explanations": lambda n: (
        f"{_name(n)} {_name(n + 1)} ({''.join(w[0] for w in _name(n).split() + _name(n + 1).split())}) "
    ),
    "letters": lambda n: f"Dear {_name(n)},\n\n" if n % 9 == 0 else f"    Dear Sir,\n    {_sentence(n)}\n\n",
    "interviews": lambda n: f"{'Q' if n % 2 else 'A'}: {_sentence(n)}\n\n",
    "footnote marks": lambda n: f"{_plain(n, 4)} [{n}]\n\n",
    # marks
    "straight quotes": lambda n: '" ',
    "quoted letters": lambda n: '"a" ',
    "opening quotes": lambda n: "“ ",
    "opening quotes with stops": lambda n: "“ a. ",
    "open paragraphs": lambda n: f"“{_sentence(n)}\n\n{_sentence(n + 1)}\n\n",
    "nested quotes": lambda n: "“‘«“„",
    "apostrophes": lambda n: "boys’ 'n' dogs' ",
    "closing marks after a stop": lambda n: "." if n == 0 else "”’)",
    "full stops": lambda n: ".",
    "full stops and spaces": lambda n: ". ",
    "initials and stops": lambda n: "A. B. ",
    "dashes": lambda n: "-",
    "dashes and spaces": lambda n: "— ",
    "asterisks": lambda n: "* ",
    "digits": lambda n: "7",
    "section numbers": lambda n: "1.2.3 ",
    "underscores": lambda n: "_a",
    # blanks
    "spaces after a word": lambda n: " ",
    "spaces on a line": lambda n: "\n" if n == 0 else " ",
    "tabs on a line": lambda n: "\n" if n == 0 else "\t",
    "lines of spaces": lambda n: " " * 70 + "\n",
    "blank lines": lambda n: "\n",
    "carriage returns": lambda n: f"{_plain(n, 9)}\r",
    "form feeds": lambda n: f"{_plain(n, 9)}\n\n{n}\n\f",
    "indented": lambda n: " " * (n % 400) + _plain(n, 5) + "\n",
    "rule lines": lambda n: "a  b\n" if n == 0 else "-----\n",
    "tabbed rows": lambda n: f"{_plain(n, 1)}\t{n}\t{_plain(n + 1, 1)}\n",
    "ragged tabs": lambda n: f"{_plain(n, 1)}{chr(9)}{_plain(n, 1) if n % 3 else chr(9).join('abc')}\n",
    "bars": lambda n: f"| {_plain(n, 1)} | {n} |" + (f" {n} |" if n % 3 == 0 else "") + "\n",
    "quoted lines": lambda n: f"{'>' * (n % 4 + 1)} {_plain(n, 6)}\n",
    "restarting numerals": lambda n: f"{('I', 'II', 'III', 'IV', 'V', 'VI')[n % 6]}\n\n{_sentence(n)}\n\n",
    "restarting page numbers": lambda n: f"{n % 40 + 1}\n\n{_plain(n, 9)}\n\n",
    "notes with labels": lambda n: f"{_plain(n, 4)}.[{n % 300}] Salt.*\n\n[{n % 300}] {_sentence(n, 4)}\n\n* Tin.\n\n",
    "notes in parentheses": lambda n: f"{_plain(n, 2)} it({n + 1})\n\n({n + 1}) {_plain(n, 3)}.\n\n",
    "dashes that say": lambda n: f"- {_plain(n, 5).capitalize()}\n\n" if n % 4 else "- Who is there?\n\n",
    "blank-heavy": lambda n: f"{_plain(n, 2)}{' ' * 60}\n\n\n\n\n",
}

#: Texts in other encodings: what the reader does before anything is structured.
ENCODINGS: dict[str, tuple[str, str]] = {
    "prose in Windows-1252": ("prose", "cp1252"),
    "prose in UTF-16": ("prose", "utf-16-le"),
    "prose in UTF-8 with lone bytes": ("prose", "utf-8"),
}


def text_of(shape: str, size: int) -> str:
    """A text of a shape, at least ``size`` bytes long in UTF-8."""
    piece = SHAPES[shape]
    pieces: list[str] = []
    length = number = 0
    while length < size:
        pieces.append(piece(number))
        length += len(pieces[-1].encode())
        number += 1
    return "".join(pieces)


def data_of(name: str, size: int) -> bytes:
    """The bytes of a row of the table."""
    if name not in ENCODINGS:
        return ("Begin. " + text_of(name, size)).encode()
    shape, encoding = ENCODINGS[name]
    data = text_of(shape, size).encode(encoding)
    return data.replace(b"\xe2\x80\x9c", b"\x93") if "lone" in name else data


def measured(data: bytes) -> tuple[dict[str, float], int]:
    """CPU seconds of each stage on a source, and the number of its words."""
    spent: dict[str, float] = {}

    def timed(transform: structurer.Transform) -> structurer.Transform:
        def run(document: Document) -> Document:
            start = time.process_time()
            document = transform(document)
            spent[transform.__name__] = time.process_time() - start
            return document

        return run

    transforms = structurer.TRANSFORMS
    structurer.TRANSFORMS = tuple(timed(transform) for transform in transforms)
    try:
        start = time.process_time()
        draft = read(Source("text.txt", "text/plain", data))
        spent["read"] = time.process_time() - start
        structurer.structure(draft)
    finally:
        structurer.TRANSFORMS = transforms
    return spent, len(draft.text.split())


def main() -> None:
    """Measure every shape asked for, or all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shape", nargs="*", default=[*SHAPES, *ENCODINGS])
    parser.add_argument("--limit", type=float, default=120.0, help="seconds that one text may take (%(default)s)")
    parser.add_argument("--sizes", default="0.1,0.3,1,3", help="megabytes (%(default)s)")
    asked = parser.parse_args()
    if unknown := sorted(set(asked.shape) - {*SHAPES, *ENCODINGS}):
        parser.error(f"no such shape: {', '.join(unknown)}; there are {', '.join([*SHAPES, *ENCODINGS])}")
    sizes = [float(size) for size in asked.sizes.split(",")]
    measured(data_of("prose", 10_000))  # word lists and modules are loaded once, and by nobody's text
    row("shape", *(f"{size:g} MB" for size in sizes), "ratio", "ms/1,000 words", "slowest", "steepest")
    for name in asked.shape:
        times: list[float] = []
        spent: dict[str, float] = {}
        earlier: dict[str, float] = {}
        words = 1
        for size, smaller in zip(sizes, [0.0, *sizes], strict=False):
            if times and times[-1] * (size / smaller) ** 2 > asked.limit:
                break
            earlier = spent
            spent, words = measured(data_of(name, int(size * 1_000_000)))
            times.append(sum(spent.values()))
        shown = [f"{seconds:.2f}" for seconds in times] + ["-"] * (len(sizes) - len(times))
        ratio = f"{times[-1] / times[-2]:.1f}" if len(times) > 1 and times[-2] else "-"
        slowest = max(spent, key=lambda stage: spent[stage])
        share = spent[slowest] / (times[-1] or 1)
        growth = {
            stage: seconds / earlier[stage]
            for stage, seconds in spent.items()
            if earlier.get(stage) and seconds > times[-1] / 20
        }
        steepest = max(growth, key=lambda stage: growth[stage], default="")
        steep = f"{steepest} {growth[steepest]:.1f}" if steepest else "-"
        row(name, *shown, ratio, f"{1_000_000 * times[-1] / max(words, 1):.1f}", f"{slowest} {share:.0%}", steep)


def row(name: str, *cells: str) -> None:
    """One line of the table."""
    sys.stdout.write(name.ljust(32) + "".join(cell.rjust(9) for cell in cells[:-3]))
    sys.stdout.write(f"{cells[-3]:>16}  {cells[-2]:<24}{cells[-1]}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()

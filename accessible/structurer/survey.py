"""A survey of a document's short lines: which could be headings, which numbers they carry, which of those numbers are
a row. Page furniture and page breaks are passed over, so that they part nobody from his neighbour.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from statistics import median_low

from msgspec import Struct

from accessible.model.blocks import Block, Boilerplate, Leaf, PageBreak, Paragraph, Title
from accessible.model.draft import Lines
from accessible.structurer.labels import STAMP
from accessible.structurer.leaders import DOTS
from accessible.structurer.numbering import ANY_WORD, Number, number_of
from accessible.structurer.punctuation import SPEECH_OPENERS
from accessible.structurer.shape import LISTED, Shape, shape_of

#: A heading has no more words, and no more characters, than this; one in capitals may have twice as many.
_WORDS, _CHARACTERS = 16, 120
#: A paragraph of so many words is text that a heading can stand over.
TEXT = 25
#: A line that says when it was said: "[00:01:15] VANE: …".
_STAMPED = re.compile(rf"(?=[\[(]){STAMP}")
#: What stands in brackets as a whole is said beside the text, of a stage or a hall; a number may stand in them.
_REMARK = re.compile(r"\[[^\[\]]*[^\W\d_]{3}[^\[\]]*\]|\([^()]*[^\W\d_]{3}[^()]*\)")


class Survey(Struct, frozen=True):
    """The blocks of a document as the cues look at them.

    ``at`` are their indexes in the document, ``short`` says which could be headings, ``rows`` how long the row is that
    a block's number is one of, ``gap`` the blank lines that usually stand before a paragraph, ``title`` the letters of
    the document's title.
    """

    blocks: tuple[Block, ...]
    at: tuple[int, ...]
    shapes: tuple[Shape | None, ...]
    numbers: tuple[Number | None, ...]
    short: tuple[bool, ...]
    rows: dict[int, int]
    gap: int
    title: str
    language: str


def survey_of(blocks: Sequence[Lines | Block], source: str, language: str) -> Survey:
    """The survey of a document whose decoded text is ``source``."""
    kept = [(at, block) for at, block in enumerate(blocks) if not isinstance(block, Boilerplate | PageBreak | Lines)]
    shapes = [shape_of(block, source) if isinstance(block, Leaf) else None for _, block in kept]
    numbers: list[Number | None] = []
    short: list[bool] = []
    for (_, block), shape in zip(kept, shapes, strict=True):
        could = isinstance(block, Paragraph) and shape is not None and _could_be(block, shape)
        numbers.append(number_of(block.prose.text, language) if could and isinstance(block, Paragraph) else None)
        short.append(could)
    gaps = [shape.gap for shape in shapes if shape is not None and shape.words >= TEXT]
    rows = _rows(numbers)
    numbers = [_believed(number, rows.get(at, 0)) for at, number in enumerate(numbers)]
    return Survey(
        blocks=tuple(block for _, block in kept),
        at=tuple(at for at, _ in kept),
        shapes=tuple(shapes),
        numbers=tuple(numbers),
        short=tuple(short),
        rows=rows,
        gap=median_low(gaps) if gaps else 0,
        title=next((letters_of(block.prose.text) for _, block in kept if isinstance(block, Title)), ""),
        language=language,
    )


def letters_of(text: str) -> str:
    """The letters and digits of a text, case folded: two lines that differ in nothing else say the same."""
    return "".join(filter(str.isalnum, text.casefold()))


def _could_be(block: Paragraph, shape: Shape) -> bool:
    text = block.prose.text
    if not 0 < shape.words <= 2 * _WORDS or len(text) > 2 * _CHARACTERS or shape.lines > 3:
        return False
    if (shape.words > _WORDS or len(text) > _CHARACTERS) and shape.capitals <= 0.9:
        return False
    if block.part or (shape.letters == 0 and not text[0].isdigit()):
        return False
    if _REMARK.fullmatch(text) or DOTS.search(text) or _STAMPED.match(text):
        return False
    return not LISTED.match(text) or text[0].isdigit()


def units(survey: Survey) -> Iterator[tuple[int, int]]:
    """Start and end of each candidate: a number alone takes the short line after it as its title."""
    titled = _numbers_have_titles(survey)
    at = 0
    while at < len(survey.blocks):
        if not survey.short[at]:
            at += 1
            continue
        number, block = survey.numbers[at], survey.blocks[at]
        assert isinstance(block, Paragraph)
        alone = number is not None and number.end == len(block.prose.text)
        if alone and number is not None and number.scheme in titled and _titles(survey, at):
            yield at, at + 2
            at += 2
            continue
        yield at, at + 1
        at += 1


def _numbers_have_titles(survey: Survey) -> set[str]:
    """The schemes whose bare numbers have a short line after them more often than not."""
    all_of: Counter[str] = Counter()
    titled: Counter[str] = Counter()
    for at, number in enumerate(survey.numbers):
        block = survey.blocks[at]
        if number is None or not isinstance(block, Paragraph) or number.end != len(block.prose.text):
            continue
        all_of[number.scheme] += 1
        titled[number.scheme] += _titles(survey, at)
    return {scheme for scheme, count in all_of.items() if 2 * titled[scheme] > count}


def _titles(survey: Survey, at: int) -> bool:
    """Whether the block after a bare number could be its title."""
    if at + 2 >= len(survey.blocks) or not survey.short[at + 1] or survey.numbers[at + 1] is not None:
        return False
    if survey.at[at + 1] != survey.at[at] + 1:
        return False  # what stands between them would be swallowed
    shape, here = survey.shapes[at + 1], survey.shapes[at]
    if shape is None or here is None or shape.gap > max(here.gap, 1):
        return False
    if shape.capitals > 0.9 and shape.letters > 2:
        return True
    title = survey.blocks[at + 1]
    opens = isinstance(title, Paragraph) and title.prose.text[0] in SPEECH_OPENERS
    return shape.ends not in ".;,:" and not shape.first.islower() and not opens


def _believed(number: Number | None, row: int) -> Number | None:
    """A number whose word is no division's counts only as one of a row."""
    return number if number is None or not number.scheme.endswith(ANY_WORD) or row >= 3 else None


def _rows(numbers: Sequence[Number | None]) -> dict[int, int]:
    """For each block whose number is one of a row that counts upwards, how long that row is."""
    rows: dict[int, int] = {}
    open_rows: dict[tuple[str, tuple[int, ...]], list[tuple[int, int]]] = {}
    done: list[list[tuple[int, int]]] = []
    for at, number in enumerate(numbers):
        if number is None:
            continue
        key, value = (number.scheme, number.values[:-1]), number.values[-1]
        row = open_rows.get(key)
        if row is not None and 1 <= value - row[-1][1] <= 2:
            row.append((at, value))
        elif value <= 2 or row is None or value < row[-1][1]:
            open_rows[key] = [(at, value)]
            done.append(open_rows[key])
    for row in done:
        for at, _ in row:
            rows[at] = len(row)
    return rows

"""Page numbers: lines with a number that counts upwards and stands where a sheet of paper ended.

A number on a line of its own may be a page, a chapter, a year or a score. Pages count upwards, and what tells them
from chapters is that they come where a sheet ended: in the middle of a sentence, at a form feed, beside a line that is
there on every page. Where they say so themselves (``Page 49 of 210``, ``[Pg 12]``) nothing else is asked.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from functools import cache

from msgspec import Struct

from accessible.model.blocks import Evidence, PageBreak
from accessible.structurer.numbering import roman
from accessible.structurer.sheets import PrintedLine, Sheets
from accessible.structurer.words import entries, words

_HEADED = re.compile(r"(?P<before>\d{1,4})[ \t]{2,}(?P<head>\D+)|(?P<text>\D+?)[ \t]{2,}(?P<after>\d{1,4})")

#: Between two page numbers lies at least so much text (characters, the median), and so much at most.
SHEET, _SHEETS = 300, 12_000
#: Pages that bear no number: how many numbers may be missing between two.
_STEP = 6
#: Why a number is a page's; the first two leave no doubt.
_SAYS, _INSIDE = "says that it is a page number", "counts upwards and stands inside sentences"
_BESIDE = "counts upwards beside a running head"
PLAIN = frozenset({_SAYS, _INSIDE})


class Folio(Struct, frozen=True):
    """A line that may be a page number: which line it is, its form, and what it says: that it is one (``declared``),
    or hardly anything else (``worded``), and whether the whole ``word`` for a page is in it."""

    at: int
    form: str
    value: int
    label: str
    declared: bool
    worded: bool = False
    word: bool = False
    head: str = ""


def numbers_of(rows: Sequence[PrintedLine], language: str) -> Iterator[Folio]:
    """Every line that may be a page number, in order."""
    known, pattern = words("page-word", language), _number(language)
    for at, row in enumerate(rows):
        line = row.text
        if line and len(line) <= 24 and (found := pattern.fullmatch(line)):
            word = (found["word"] or "").casefold()
            value = _value(found["number"])
            if value and (not word or word in known):
                figures = "1" if found["number"].isdigit() else "i" if found["number"].islower() else "I"
                form = f"{found['open'] or ''}{word}{figures}"
                said = bool(word and (found["of"] or found["open"]))
                worded = bool(word or found["of"] or found["open"] == "{")
                whole = len(word) > 2 and word.isalpha()
                yield Folio(at, form, value, found["number"], said, worded=worded, word=whole)
        elif line and (line[0].isdigit() or line[-1].isdigit()) and (found := _HEADED.fullmatch(line)):
            label = found["before"] or found["after"]
            yield Folio(at, "headed", int(label), label, False, head=row.key)


@cache
def _number(language: str) -> re.Pattern[str]:
    """What a line with nothing but a page number looks like: the number, perhaps in brackets or between dashes, a
    word before it, how many pages there are behind it."""
    total = "|".join(["/", *map(re.escape, entries("page-total", language))])
    return re.compile(
        r"(?P<open>[\[({]|[-–—~•·]{1,3})?[ \t]*(?P<word>[^\W\d_]{1,8}\.?)??[ \t]*"
        r"(?P<number>\d{1,4}|(?i:[ivxlc]{1,8}))"
        rf"(?P<of>[ \t]*(?:{total})[ \t]*\d{{1,4}})?[ \t]*(?P<close>[\])}}]|[-–—~•·]{{1,3}})?"
    )


def _value(number: str) -> int:
    """What a number says, in figures or in Roman letters; 0 when it says nothing."""
    return int(number) if number.isdigit() else roman(number)


def pages_of(sheets: Sheets, numbers: Sequence[Folio]) -> dict[int, PageBreak]:
    """The lines that are page numbers, by their index."""
    found: dict[int, PageBreak] = {}
    known = {number.at for number in numbers}
    forms: dict[str, list[Folio]] = {}
    for number in numbers:
        forms.setdefault(number.form, []).append(number)
    for members in forms.values():
        for chain in _chains(members):
            if evidence := _evidence(sheets, chain, known):
                found |= {number.at: _break(sheets, number, evidence) for number in chain}
    if not found:
        return found
    # one count in several forms: pages if some of it is known to be; but a chapter may have a Roman numeral where the
    # pages have figures, and the other way about
    for chain in _chains([number for number in numbers if number.form != "headed"]):
        if len(chain) > 1 and len({number.form for number in chain}) > 1 and any(n.at in found for n in chain):
            evidence = Evidence("counts on from a page number", 0.85)
            figures = {number.form[-1] for number in chain if number.at in found}
            found |= {
                number.at: _break(sheets, number, evidence)
                for number in chain
                if number.at not in found and (number.form[-1] in figures or sheets.cuts_a_sentence(number.at, known))
            }
    return found


def _break(sheets: Sheets, number: Folio, evidence: Evidence) -> PageBreak:
    return PageBreak(sheets.span(number.at), evidence, label=number.label)


def _chains(numbers: Sequence[Folio]) -> list[list[Folio]]:
    """Numbers that count upwards with few gaps, the longest count first; no number is in two."""
    left = list(numbers)
    chains: list[list[Folio]] = []
    while left and len(chains) < 5:
        ending: dict[int, tuple[int, int]] = {}  # by value: the length of the longest count that ends so, and where
        before: list[int] = []
        for at, number in enumerate(left):
            near = [ending[value] for value in range(number.value - _STEP, number.value) if value in ending]
            length, previous = max(near, default=(0, -1))
            before.append(previous)
            ending[number.value] = max(ending.get(number.value, (0, -1)), (length + 1, at))
        _, at = max(ending.values())
        chain: list[int] = []
        while at >= 0:
            chain.append(at)
            at = before[at]
        chains.append([left[member] for member in reversed(chain)])
        taken = set(chain)
        left = [number for at, number in enumerate(left) if at not in taken]
    return chains


def _evidence(sheets: Sheets, chain: Sequence[Folio], known: Container[int]) -> Evidence | None:
    """Why a count of numbers is one of pages, or None."""
    if all(number.declared for number in chain):
        return Evidence(_SAYS, 0.98)
    count = len(chain)
    if count < 2:  # "Page 3", alone between paragraphs, can be nothing else
        (number,) = chain
        says = number.word and sheets.rows[number.at].alone and sheets.is_framed(number.at, number.at)
        return Evidence(_SAYS, 0.85) if says else None
    steps = [after.value - number.value for number, after in zip(chain, chain[1:], strict=False)]
    rows = sheets.rows
    distances = sorted(
        rows[after.at].start - rows[number.at].end for number, after in zip(chain, chain[1:], strict=False)
    )
    middle = distances[len(distances) // 2]
    even = 2 * sum(step <= 2 for step in steps) >= len(steps)
    if not even or not SHEET <= middle <= _SHEETS:
        return None
    if chain[0].worded:
        return Evidence(_SAYS, 0.95)
    if chain[0].form[0] in "-–—" and chain[0].form[-1] == "1" and chain[0].value > 1:
        return Evidence("counts upwards between dashes", 0.9)  # chapters would begin with the first
    cut = sum(sheets.cuts_a_sentence(number.at, known) for number in chain)
    if cut and 5 * cut >= count:
        return Evidence(_INSIDE, 0.95)
    later = chain[0].value > 1  # chapters would begin with the first
    if 2 * sum(number.at in (sheets.fed if later else sheets.feet) for number in chain) >= count:
        return Evidence("counts upwards at form feeds", 0.9)
    if count < 3 or not later:
        return None
    if chain[0].form == "headed":
        often = sum(sheets.may_be_head(number.at) for number in chain)
        return Evidence(_BESIDE, 0.9) if 3 * often >= 2 * count else None
    for side in (-1, 1):
        if 3 * sum(_stands_beside(sheets, number.at, side) for number in chain) >= 2 * count:
            return Evidence(_BESIDE, 0.9)
    return None


def _stands_beside(sheets: Sheets, at: int, side: int) -> bool:
    """Whether a running head may stand on one side (before: -1, behind: 1) of a number, and prose around the two."""
    head = at + side
    inside = 0 <= head < len(sheets.rows)
    return inside and sheets.may_be_head(head) and sheets.is_framed(min(at, head), max(at, head))

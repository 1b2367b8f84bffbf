"""Page numbers and running heads of the printed page: page breaks, not text.

A number on a line of its own may be a page, a chapter, a year or a score. Pages count upwards, and what tells them
from chapters is that they come where a sheet of paper ended: in the middle of a sentence, at a form feed, beside a
line that is there on every page. Where they say so themselves (``Page 49 of 210``, ``[Pg 12]``) nothing else is asked.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from accessible.model.blocks import Evidence, PageBreak, Span
from accessible.model.document import Document
from accessible.model.draft import Lines
from accessible.model.message import Message, Place
from accessible.structurer.cuts import cut_out
from accessible.structurer.numbering import roman
from accessible.structurer.places import line_of
from accessible.structurer.shape import TERMINAL
from accessible.structurer.words import entries, words

_LINE = re.compile(r"[^\r\n\f]*[^\s][^\r\n\f]*")
_NUMBER = re.compile(
    r"(?P<open>[\[({]|[-–—~•·]{1,3})?[ \t]*(?P<word>[^\W\d_]{1,8}\.?)??[ \t]*"
    r"(?P<number>\d{1,4}|(?i:[ivxlc]{1,8}))"
    r"(?P<of>[ \t]*(?:/|of|von|de|sur|di)[ \t]*\d{1,4})?[ \t]*(?P<close>[\])}]|[-–—~•·]{1,3})?"
)
_HEADED = re.compile(r"(?P<before>\d{1,4})[ \t]{2,}(?P<head>\D+)|(?P<text>\D+?)[ \t]{2,}(?P<after>\d{1,4})")
_CLOSERS = "\"'”’»)]}*_ \t"
_DIGITS = re.compile(r"[\W\d_]+")

#: A longer line (characters) is neither a page number nor a running head.
_LONGEST = 60
#: Between two page numbers lies at least so much text (characters, the median), and so much at most.
_SHEET, _SHEETS = 300, 12_000
#: A line of prose is at least so long (characters); shorter ones say nothing about a sentence that goes on.
_PROSE = 25
#: Pages that bear no number: how many numbers may be missing between two.
_STEP = 6
#: Why a number is a page's; the first two leave no doubt.
_SAYS, _INSIDE = "says that it is a page number", "counts upwards and stands inside sentences"
_BESIDE = "counts upwards beside a running head"
_PLAIN = frozenset({_SAYS, _INSIDE})


class _Row(NamedTuple):
    """One line: where it begins and ends, its text if it is short, whether blank lines stand around it, and the number
    of its run of lines."""

    start: int
    end: int
    text: str
    alone: bool
    run: int


class _Number(Struct, frozen=True):
    """A line that may be a page number: which line it is, its form, and what it says."""

    at: int
    form: str
    value: int
    label: str
    declared: bool
    worded: bool = False
    head: str = ""


def find_pages(document: Document) -> Document:
    """The document with page numbers and running heads as `PageBreak`; the label of a running head is empty."""
    text = document.text
    rows = _rows(document)
    feet = {at for at, row in enumerate(rows) if _is_foot(text, row)} if "\f" in text else set()
    fed = feet | {at for at, row in enumerate(rows) if _is_top(text, row)} if "\f" in text else set()
    repeated = Counter(_key(row.text) for row in rows if len(row.text) > 3)
    del repeated[""]
    divisions = frozenset(
        entry.split(None, 1)[1].casefold() for entry in entries("division", document.metadata.language)
    )
    sheets = _Sheets(text, rows, fed, feet, repeated, _prosaic(rows, text), divisions)
    numbers = list(_numbers(document, rows))
    pages = _pages(sheets, numbers)
    heads = dict(_heads(sheets, pages))
    lost = {number.at for number in numbers if number.at in pages and number.head} | heads.keys()
    document = cut_out(document, [*pages.values(), *heads.values()])
    return replace(document, messages=(*document.messages, *_messages(sheets, sorted(lost), document.source)))


def _messages(sheets: _Sheets, lost: Sequence[int], source: str) -> Iterator[Message]:
    """One message for every different running head: its words are not in the text any more."""
    times: dict[str, list[int]] = {}
    for at in lost:
        times.setdefault(_key(sheets.rows[at].text), []).append(at)
    for places in times.values():
        row = sheets.rows[places[0]]
        often = f" {len(places)} times" if len(places) > 1 else ""
        place = Place(file=source, line=line_of(sheets.text, row.start), start=row.start, end=row.end)
        yield Message("S006", f"“{row.text}” was taken for the running head of a page and left out{often}.", place)


class _Sheets(NamedTuple):
    """What every rule here looks at: the source, its lines, which of them stand at a form feed (and which of those
    before it), how often short ones come again, which runs of lines are prose, and what divisions of a book are
    called."""

    text: str
    rows: Sequence[_Row]
    fed: set[int]
    feet: set[int]
    repeated: Counter[str]
    prosaic: set[int]
    divisions: frozenset[str]

    def is_prose(self, at: int) -> bool:
        """Whether a line is long enough to be one of running text, and is there once only."""
        row = self.rows[at]
        return row.end - row.start >= _PROSE and not (row.text and self.repeated[_key(row.text)] > 1)

    def may_be_head(self, at: int) -> bool:
        """Whether a line that cuts no sentence may be a running head at all: it comes again, does not end like a
        sentence (as a refrain does), is not the word over a chapter, and is no line of a stanza."""
        row = self.rows[at]
        key = _key(row.text)
        if len(row.text) < 4 or self.repeated[key] < 2 or row.text[-1] in TERMINAL + ",;:([{" or key in self.divisions:
            return False
        near = [other for other in (at - 1, at + 1) if 0 <= other < len(self.rows) and self.rows[other].run == row.run]
        return row.run in self.prosaic or all(
            not self.rows[other].text
            or not _key(self.rows[other].text)
            or self.repeated[_key(self.rows[other].text)] > 1
            for other in near
        )

    def is_framed(self, first: int, last: int) -> bool:
        """Whether prose stands before one line and behind another."""
        rows = self.rows
        return (
            first > 0
            and last + 1 < len(rows)
            and rows[first - 1].run in self.prosaic
            and rows[last + 1].run in self.prosaic
        )


def _rows(document: Document) -> list[_Row]:
    text = document.text
    rows = []
    run = 0
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, Lines):
                first, last = block.span.start, block.span.end
                run += 1
                for match in _LINE.finditer(text, first, last):
                    start, end = match.span()
                    short = match.group().strip() if end - start < 4 * _LONGEST else ""
                    short = short if len(short) <= _LONGEST else ""
                    rows.append(_Row(start, end, short, start == first and end == last, run))
    return rows


def _prosaic(rows: Sequence[_Row], text: str) -> set[int]:
    """The runs of lines that are prose and no verse: a line is long, or most lines go on in small letters."""
    longest: Counter[int] = Counter()
    lines: Counter[int] = Counter()
    small: Counter[int] = Counter()
    for row in rows:
        longest[row.run] = max(longest[row.run], row.end - row.start)
        small[row.run] += bool(lines[row.run]) and text[row.start : row.end].lstrip()[:1].islower()
        lines[row.run] += 1
    return {
        run
        for run, count in lines.items()
        if longest[run] > (_LONGEST if count == 1 else 2 * _LONGEST)
        or (count > 1 and 2 * small[run] >= count - 1 and longest[run] >= _PROSE)
    }


def _is_top(text: str, row: _Row) -> bool:
    """Whether only white space, with a form feed in it, stands before a line."""
    before = text[max(0, row.start - 40) : row.start]
    return "\f" in before[len(before.rstrip()) :]


def _is_foot(text: str, row: _Row) -> bool:
    """Whether only white space, with a form feed in it, stands behind a line."""
    after = text[row.end : row.end + 40]
    return "\f" in after[: len(after) - len(after.lstrip())]


# ------------------------------------------------------------------------------------------------------- numbers
def _numbers(document: Document, rows: Sequence[_Row]) -> Iterator[_Number]:
    known = words("page-word", document.metadata.language)
    for at, row in enumerate(rows):
        line = row.text
        if line and len(line) <= 24 and (found := _NUMBER.fullmatch(line)):
            word = (found["word"] or "").casefold()
            value = _value(found["number"])
            if value and (not word or word in known):
                figures = "1" if found["number"].isdigit() else "i" if found["number"].islower() else "I"
                form = f"{found['open'] or ''}{word}{figures}"
                said = bool(word and (found["of"] or found["open"]))
                worded = bool(word or found["of"] or found["open"] == "{")
                yield _Number(at, form, value, found["number"], said, worded=worded)
        elif line and (line[0].isdigit() or line[-1].isdigit()) and (found := _HEADED.fullmatch(line)):
            label = found["before"] or found["after"]
            yield _Number(at, "headed", int(label), label, False, head=_key(line))


def _value(number: str) -> int:
    """What a number says, in figures or in Roman letters; 0 when it says nothing."""
    return int(number) if number.isdigit() else roman(number)


def _key(line: str) -> str:
    """The letters of a line, by which a running head is known again."""
    return (line if line.isalpha() else _DIGITS.sub(" ", line).strip()).casefold()


def _pages(sheets: _Sheets, numbers: Sequence[_Number]) -> dict[int, PageBreak]:
    """The lines that are page numbers, by their index."""
    found: dict[int, PageBreak] = {}
    known = {number.at for number in numbers}
    forms: dict[str, list[_Number]] = {}
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
                if number.at not in found and (number.form[-1] in figures or _cuts_a_sentence(sheets, number.at, known))
            }
    return found


def _break(sheets: _Sheets, number: _Number, evidence: Evidence) -> PageBreak:
    return PageBreak(_span(sheets, number.at), evidence, label=number.label)


def _span(sheets: _Sheets, at: int) -> Span:
    row = sheets.rows[at]
    start = sheets.text.index(row.text, row.start, row.end)
    return Span(start, start + len(row.text))


def _chains(numbers: Sequence[_Number]) -> list[list[_Number]]:
    """Numbers that count upwards with few gaps, the longest count first; no number is in two."""
    left = list(numbers)
    chains: list[list[_Number]] = []
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


def _evidence(sheets: _Sheets, chain: Sequence[_Number], known: Container[int]) -> Evidence | None:
    """Why a count of numbers is one of pages, or None."""
    if all(number.declared for number in chain):
        return Evidence(_SAYS, 0.98)
    count = len(chain)
    if count < 2:
        return None
    steps = [after.value - number.value for number, after in zip(chain, chain[1:], strict=False)]
    rows = sheets.rows
    distances = sorted(
        rows[after.at].start - rows[number.at].end for number, after in zip(chain, chain[1:], strict=False)
    )
    middle = distances[len(distances) // 2]
    even = 2 * sum(step <= 2 for step in steps) >= len(steps)
    if not even or not _SHEET <= middle <= _SHEETS:
        return None
    if chain[0].worded:
        return Evidence(_SAYS, 0.95)
    if chain[0].form[0] in "-–—" and chain[0].form[-1] == "1" and chain[0].value > 1:
        return Evidence("counts upwards between dashes", 0.9)  # chapters would begin with the first
    cut = sum(_cuts_a_sentence(sheets, number.at, known) for number in chain)
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


def _stands_beside(sheets: _Sheets, at: int, side: int) -> bool:
    """Whether a running head may stand on one side (before: -1, behind: 1) of a number, and prose around the two."""
    head = at + side
    inside = 0 <= head < len(sheets.rows)
    return inside and sheets.may_be_head(head) and sheets.is_framed(min(at, head), max(at, head))


def _cuts_a_sentence(sheets: _Sheets, at: int, skipped: Container[int]) -> bool:
    """Whether the text goes on behind a line in the sentence that it began before it."""
    text, rows = sheets.text, sheets.rows
    first, last = max(0, at - 3), min(len(rows), at + 4)
    before, after = at - 1, at + 1
    while before >= first and (before in skipped or not sheets.is_prose(before)):
        before -= 1
    while after < last and (after in skipped or not sheets.is_prose(after)):
        after += 1
    if before < first or after >= last:
        return False
    end = text[max(rows[before].start, rows[before].end - 20) : rows[before].end].rstrip(_CLOSERS)[-1:]
    begin = text[rows[after].start : rows[after].start + 40].lstrip()[:1]
    return begin.islower() and end not in TERMINAL + ":;"


# --------------------------------------------------------------------------------------------------------- heads
def _heads(sheets: _Sheets, pages: dict[int, PageBreak]) -> Iterator[tuple[int, PageBreak]]:
    """Lines that stand again and again where a page begins or ends, or where they cut a sentence in two.

    The first of them may be the heading that the others repeat: it is left alone, unless it cuts a sentence in two or
    the words were there before, over the text. Headings come again as well (``Agenda``), so where neither the numbers
    say that they are pages' nor a sentence is cut, prose must stand on both sides of number and head.
    """
    places: dict[str, list[int]] = {}
    first: dict[str, int] = {}
    cutting: dict[int, bool] = {}
    for at, row in enumerate(sheets.rows):
        if len(row.text) < 4 or at in pages:
            continue
        key = _key(row.text)
        count = sheets.repeated[key]
        if count < 2:
            continue
        first.setdefault(key, at)
        beside = at - 1 in pages or at + 1 in pages or at in sheets.fed
        if row.text[-1] in ".,;:([{" or not (beside or (row.alone and count > 2)):
            continue
        cutting[at] = _cuts_a_sentence(sheets, at, pages)
        if cutting[at] or (beside and sheets.may_be_head(at)):
            places.setdefault(key, []).append(at)
    for key, found in places.items():
        if not any(cutting[at] for at in found):
            found = [at for at in found if _is_sure(sheets, at, pages)]
            if not found:
                continue
        known = first[key] < found[0]  # the title or heading that it repeats
        over_text = known and first[key] < 3
        if (len(found) < 2 and not over_text) or 3 * len(found) < 2 * (sheets.repeated[key] - known):
            continue
        for number, at in enumerate(found):
            if number or known or cutting[at]:
                yield at, PageBreak(_span(sheets, at), Evidence("repeated beside page numbers", 0.9), label="")


def _is_sure(sheets: _Sheets, at: int, pages: dict[int, PageBreak]) -> bool:
    """Whether a line stands beside a number that is surely a page's, or between prose together with one."""
    return any(
        near in pages and (pages[near].evidence.rule in _PLAIN or sheets.is_framed(min(at, near), max(at, near)))
        for near in (at - 1, at + 1)
    )

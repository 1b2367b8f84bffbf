"""The marks that items of a list begin with, and what they count.

``iv.`` is the fourth item of one list and ``c)`` the third of another, or the hundredth; a letter alone does not say
in which figures it counts, so a mark keeps every reading and its neighbours decide (`lists`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from accessible.model.blocks import Block, Numbering, Paragraph, Span
from accessible.model.draft import Lines
from accessible.structurer.given import is_given, piece_of
from accessible.structurer.leaders import leads_to_page
from accessible.structurer.numbering import roman
from accessible.structurer.punctuation import TERMINAL

_MARK = re.compile(
    r"(?:(?P<bullet>[•‣◦▪▫■□●○·∙⁃*+–—-])"
    r"|(?P<open>\(?)(?P<number>\d{1,3}|[ivxlc]{1,6}|[IVXLC]{1,6}|[a-zA-Z])(?P<close>[.)]-?))"
    r"[ \t\u00a0]+(?=\S)"
)
#: What a paragraph with items in it has behind a line break.
_INNER = re.compile(r"[\r\n][ \t]*(?:[•‣◦▪▫■□●○·∙⁃*+–—-]|\(?\w{1,6}[.)])")
#: Nobody counts items in Roman letters up to this: ``d`` and ``m`` are letters.
_ROMAN = 400
#: A line that leaves so much of the longest line's width empty was ended on purpose, and so was one of fewer characters
#: than the second.
_SHORT, _NARROW = 0.75, 35
#: So many kinds of marks may alternate in one paragraph.
_KINDS = 4
#: Bullets that nothing but a list has.
BULLETS = frozenset("•‣◦▪▫■□●○⁃")
#: Bullets that may as well be the dash of somebody who speaks.
DASHES = frozenset("–—-")


class Mark(Struct, frozen=True):
    """What a paragraph begins with: ``form`` is its bullet or how its number is set, ``values`` what the number is in
    each way of counting, ``length`` how many characters the text begins behind."""

    marker: str
    form: str
    values: Mapping[Numbering, int]
    length: int


def mark_of(text: str) -> Mark | None:
    """The mark of an item that a text begins with, or None; a line of a contents list is none."""
    found = _MARK.match(text)
    if found is None or leads_to_page(text):
        return None
    marker = text[: found.end()].rstrip()
    if found["bullet"]:
        return Mark(marker, found["bullet"], {}, found.end())
    form = f"{found['open']}1{found['close']}"
    return Mark(marker, form, _values(found["number"]), found.end())


def _values(number: str) -> dict[Numbering, int]:
    if number.isdigit():
        return {"1": int(number)}
    values: dict[Numbering, int] = {}
    small = number.islower()
    if 0 < (value := roman(number)) < _ROMAN:
        values["i" if small else "I"] = value
    if len(number) == 1:
        values["a" if small else "A"] = ord(number.lower()) - ord("a") + 1
    return values


def step(former: Mark, latter: Mark) -> dict[Numbering, int]:
    """By how much the number of ``latter`` is more than that of ``former``, in every way that both can be counted."""
    if former.form != latter.form:
        return {}
    return {way: latter.values[way] - value for way, value in former.values.items() if way in latter.values}


def follows(former: Mark, latter: Mark) -> bool:
    """Whether ``latter`` may be the next item after ``former``."""
    return former.form == latter.form and (
        not former.values or any(n in (1, -1) for n in step(former, latter).values())
    )


def is_alike(one: Mark, other: Mark) -> bool:
    """Whether two marks are set alike and can be counted in the same way."""
    return one.form == other.form and bool(not one.values or one.values.keys() & other.values.keys())


def parted(block: Lines | Block, before: Sequence[Lines | Block]) -> Iterator[Lines | Block]:
    """The block, or, if it is a paragraph in which items begin on lines of their own, its lead-in and its items; those
    that began in the blocks ``before`` it may go on in it."""
    if (
        not isinstance(block, Paragraph)
        or ("\n" not in block.prose.text and "\r" not in block.prose.text)
        or not _INNER.search(block.prose.text)
        or (block.prose.origin != block.span.start and not is_given(block))
    ):
        yield block
        return
    text = block.prose.text
    lines = [(found.start(), found.group().rstrip()) for found in re.finditer(r"[^\r\n]+", text)]
    marks = [mark_of(line.lstrip()) for _, line in lines]
    begun = [mark_of(other.prose.text) for other in reversed(before) if isinstance(other, Paragraph)]
    starts = _beginnings(lines, marks, [mark for mark in begun if mark is not None])
    if len(starts) == 1:
        yield block
        return
    yield from cut_at(block, starts)


def cut_at(block: Paragraph, starts: Sequence[int]) -> Iterator[Paragraph]:
    """The paragraphs that a paragraph is, cut at offsets in its text (the first is 0), without the white space around
    them. Those of a text that does not stand in the source letter for letter all stand where it does."""
    text = block.prose.text
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        left = start + len(text[start:end]) - len(text[start:end].lstrip())
        right = start + len(text[start:end].rstrip())
        span = Span(block.span.start + left, block.span.start + right) if not is_given(block) else block.span
        yield replace(block, prose=piece_of(block.prose, left, right), span=span, id=block.id if not start else "")


def _beginnings(lines: Sequence[tuple[int, str]], marks: Sequence[Mark | None], begun: Sequence[Mark]) -> list[int]:
    """Where the lead-in and the items of a paragraph begin: a mark counts where it is the next of those before it; the
    first of its kind where the line before it had ended or it is set in, and another follows; a dash where the line
    before it had ended."""
    starts = [0]
    last = [mark for mark in (*marks[:1], *begun) if mark is not None]  # the latest first
    longest = max(len(line) for _, line in lines)
    after: list[Mark | None] = [None] * len(lines)  # the next mark behind each line
    for at in range(len(lines) - 2, -1, -1):
        after[at] = marks[at + 1] or after[at + 1]
    for at in range(1, len(lines)):
        mark = marks[at]
        if mark is None:
            continue
        before = lines[at - 1][1]
        ended = before[-1:] in TERMINAL + ":;," or len(before) < max(_SHORT * longest, _NARROW)
        former = next((other for other in last if follows(other, mark)), None)
        if former is None:
            later = after[at]
            opens = later is not None and follows(mark, later) and (not mark.values or 1 in mark.values.values())
            fits = opens and (ended or lines[at][1][:1].isspace())
        else:
            here = not any(former is other for other in begun)
            fits = ended or (here and mark.form not in DASHES)
        if fits:
            starts.append(lines[at][0])
            last = [mark, *(other for other in last if other is not former)][:_KINDS]
    return starts

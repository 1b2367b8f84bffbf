"""What in a text refers to its notes: ``word[2]``, ``word¹``, ``word*``, ``word(3)``.

A note is known by its reader, so every reference is filed under its form and its label; asking for one uses it up,
because each has a note of its own.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from accessible.model.blocks import Block, Boilerplate, Leaf, NoteRef, Prose
from accessible.model.draft import Lines
from accessible.structurer.punctuation import CLOSING_QUOTES

#: Raised figures, their plain ones, and the signs that notes have instead of numbers.
RAISED = "¹²³⁰⁴⁵⁶⁷⁸⁹"
FIGURES = str.maketrans(RAISED, "1230456789")
SIGNS = r"\*{1,3}|[†‡§]{1,2}"

#: What refers to a note: in brackets or raised behind a word, a sign behind a word, in parentheses right behind one.
#: (``x²``, ``5 km²`` and ``f(1)`` refer to nothing, and a law's ``3(1)`` to none of its notes.)
_REFERENCE = re.compile(
    rf"(?=[ \[{{({RAISED}*†‡§])(?:"  # asked first, of every character
    rf"(?<=\S)[ ]?[\[{{](?P<bracket>\d{{1,3}}|[a-z]|{SIGNS})[\]}}]"
    rf"|(?<=[^\s(\d])(?<!\b[^\W\d_])\((?P<paren>\d{{1,3}}|{SIGNS})\)"
    rf"|(?<=[^\s\d{RAISED}])(?<!\b[^\W\d_])(?<!\b[kcdm]m)(?P<raised>[{RAISED}]{{1,3}})"
    rf"|(?<=[\w.,;:!?){CLOSING_QUOTES}])(?P<sign>{SIGNS})(?=[\s.,;:!?){CLOSING_QUOTES}—–-]|$))"
)
#: Several in one pair of brackets: ``word [1, 3–5]``.
_SEVERAL = re.compile(r"(?<=\S)[ ]?\[(?=\d)(?P<numbers>\d{1,3}(?:[ ]?[,;–—-][ ]?\d{1,3})+)\]")
_ONE = re.compile(r"(?P<number>\d{1,3})[ ]?(?P<mark>[,;–—-]?)[ ]?")
_RANGE = "–—-"
#: No range is wider.
_WIDEST = 50
_REFERS = re.compile(rf"[\[{{{RAISED}*†‡§]")
_IN_PARENTHESES = re.compile(r"\((?<=\S.)(?=\d)")
#: A number that lost its raised place stands right behind a word.
FALLEN = re.compile(
    rf"(?<=[^\W\d_])[.,;:!?){CLOSING_QUOTES}]{{0,2}}(?P<number>\d{{1,3}})(?=[\s.,;:!?){CLOSING_QUOTES}—–-]|$)"
)
_DIGIT = re.compile(r"\d")
#: Words between stars, and a star that begins some.
_EMPHASISED = re.compile(r"(?<![^\s(“‘\"'—–-])(\*{1,3})[^\s*](?:[^*]{0,200}[^\s*])?\1(?![\w*])")
_EMPHASIS = re.compile(r"(?<![^\s(“‘\"'])\*{1,3}[^\s*]")


class Reference(NamedTuple):
    """What refers to a note: its form, its label in plain figures, and where in its text it stands; a number that is
    only meant, as 4 in ``[3–5]``, stands nowhere."""

    form: str
    label: str
    start: int
    end: int
    beside: tuple[str, ...] = ()  # the labels of all that share its brackets


def references_in(text: str) -> Iterator[Reference]:
    """What in a text may refer to notes, in order."""
    if not _REFERS.search(text) and not _IN_PARENTHESES.search(text):
        return
    several = [reference for group in _SEVERAL.finditer(text) for reference in _each(group)] if "[" in text else []
    yield from sorted([*several, *_single(text)], key=lambda reference: reference.start) if several else _single(text)


def _each(group: re.Match[str]) -> list[Reference]:
    """The references of one pair of brackets, which together are all of its characters; none when it counts down."""
    spans: list[tuple[int, int, int]] = []  # each number, and where it stands
    start, before = group.end() - len(group.group().lstrip()), -1
    for one in _ONE.finditer(group["numbers"]):
        number, end = int(one["number"]), group.start("numbers") + one.end()
        if before >= 0 and not before < number <= before + _WIDEST:
            return []
        spans += [(meant, start, start) for meant in range(before + 1, number) if before >= 0]
        spans.append((number, start, end))
        start, before = end, number if one["mark"] and one["mark"] in _RANGE else -1
    spans[-1] = (*spans[-1][:2], group.end())
    labels = tuple(str(number) for number, _, _ in spans)
    return [Reference("bracket", str(number), start, end, labels) for number, start, end in spans]


def _single(text: str) -> Iterator[Reference]:
    starred = [found.span() for found in _EMPHASISED.finditer(text)] if "*" in text else []
    emphasis = "*" in text and bool(_EMPHASIS.search(_EMPHASISED.sub("", text)))  # of which no end is known
    for found in _REFERENCE.finditer(text):
        form = str(found.lastgroup)
        if form == "sign" and "*" in found[form]:
            at = found.start(form)
            if emphasis or any(start <= at < end for start, end in starred):
                continue
        label = found[form].translate(FIGURES)
        yield Reference(form_of(form, label), label, found.end() - len(found.group().lstrip()), found.end())


class References:
    """What the blocks of a document refer to: for each form and label, the blocks that do, in order. Asking for one
    uses it up, because each reference has its own note."""

    def __init__(self, blocks: Sequence[Lines | Block]) -> None:
        self.places: dict[tuple[str, str], deque[int]] = {}
        self.blocks = blocks
        self.answered: set[int] = set()  # the blocks that were found to be notes
        for at, block in enumerate(blocks):
            if isinstance(block, Leaf) and not isinstance(block, Boilerplate):
                for found in references_in(block.prose.text):
                    self.places.setdefault((found.form, found.label), deque()).append(at)

    @cached_property
    def fallen(self) -> set[str]:
        """The numbers that stand right behind a word, without brackets."""
        texts = (block.prose.text for block in self.blocks if isinstance(block, Leaf))
        return {found["number"] for text in texts if _DIGIT.search(text) for found in FALLEN.finditer(text)}

    def before(self, form: str, label: str, at: int) -> int:
        """The block before ``at`` that refers to a note first, or -1."""
        places = self.places.get((form, label.translate(FIGURES)), ())
        return places[0] if places and places[0] < at else -1

    def count(self, form: str, label: str, at: int, enough: int) -> int:
        """How often blocks before ``at`` refer to a note; counted up to ``enough``."""
        return sum(place < at for place in islice(self.places.get((form, label), ()), enough))

    def use(self, form: str, label: str) -> None:
        """Take away the first reference."""
        if places := self.places.get((form, label.translate(FIGURES))):
            places.popleft()

    def numbers(self, at: int) -> set[str]:
        """The numbers that blocks before ``at`` refer to, in brackets or raised."""
        return {label for (form, label), places in self.places.items() if label.isdigit() and places and places[0] < at}


def form_of(form: str, label: str) -> str:
    """The form under which a reference is filed: signs are the same in brackets and out of them."""
    return "sign" if not label.isalnum() else form


def without_references(prose: Prose) -> str:
    """The text with a blank in the place of each character of a reference to a note, as somebody reads it aloud: where
    a sentence ends and who says it is told by what stands around the reference."""
    marks = sorted((mark.start, mark.end) for mark in prose.inlines if isinstance(mark, NoteRef))
    if not marks:
        return prose.text
    parts, at = [], 0
    for start, end in marks:
        parts += [prose.text[at:start], " " * (end - start)]
        at = end
    return "".join([*parts, prose.text[at:]])

"""How a stretch of lines looks: whether its lines end before they are full, begin with capitals, pause, rhyme.

Counted in one walk over the lines; what follows from the counts is left to the rules of verse.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from accessible.structurer.layout import Line
from accessible.structurer.punctuation import CLOSERS, OPENERS, QUOTES, TERMINAL

#: Ends of a line that no paragraph has: the sentence goes on.
PAUSES = ",;—–-"
#: Marks before somebody's words.
INTRODUCING = PAUSES + ":"
#: Longer lines (characters) that end with a sentence are paragraphs, unless their neighbours say otherwise.
LONG = 100
#: A word that has its capital in the middle of a sentence, too.
_ALWAYS = ("I", "O")

_CLOSING = frozenset(CLOSERS)
_MARKS = PAUSES + TERMINAL + CLOSERS + ":"
_AROUND = OPENERS + CLOSERS + PAUSES + TERMINAL + ":"

_WORD = re.compile(r"[^\W\d_]+(?:[’'\-][^\W\d_]+)*")
_COLUMNS = re.compile(r"\S(?: {3,}|\t)\S")
#: The mark of a note at the end of a line.
_REFERENCE = re.compile(r"\[\w{1,3}\]$")


class Look(Struct, frozen=True):
    """What the eye sees of a stretch of lines; all but the counts are shares between 0 and 1.

    ``capitals`` of the lines but the first begin with one; ``room`` of the breaks had room for the next word;
    ``pauses`` of the breaks come after a comma or the like, ``opens`` after anything but the end of a sentence, and
    ``over`` run on, without a mark, to a small word such as "And"; ``small`` of the words but the first of each line
    are in small letters; ``rhymes`` of the lines end like one near. ``columns`` are tabular or end in a number,
    ``entitled`` are set in capitals like titles. ``lines`` counts without the rest of lines that were too long,
    ``words`` is the number per line, ``longest`` and ``shortest`` are characters; ``quoted`` says whether one
    quotation spans the lines, ``signed`` whether the last is but a name.
    """

    lines: int
    capitals: float
    room: float
    pauses: float
    opens: float
    over: float
    small: float
    rhymes: float
    columns: float
    entitled: float
    words: float
    longest: int
    shortest: int
    quoted: bool
    signed: bool


def look_at(lines: Sequence[Line], edge: int, functions: frozenset[str]) -> Look:
    """The look of some lines; ``edge`` is the column where a line is full, 0 for nowhere."""
    margin = min(line.indent for line in lines)
    heads = turned = capitals = room = pauses = opens = over = small = count = columns = titles = 0
    ends = ""
    before: Line | None = None
    for line in lines:
        found = line.text.split()
        first = found[0].lstrip(OPENERS)
        if before is not None:
            if first.split("'")[0].split("’")[0] in _ALWAYS:
                pass  # says nothing
            elif first[:1].isupper():
                capitals += 1
                heads += 1
            elif line.indent < margin + 3:
                heads += first[:1].isalpha()
            else:
                turned += 1  # the rest of a line that was too long
            if not (ends in INTRODUCING and line.text[0] in QUOTES):
                pauses += ends in PAUSES
                opens += ends not in TERMINAL
            over += ends.isalpha() and first[:1].isupper() and first.casefold() in functions
            room += not edge or before.indent + len(before.text) + 1 + len(found[0]) < edge
        count += len(found)
        small += sum(word.lstrip(OPENERS)[:1].islower() for word in found[1:])
        columns += line.text[-1].isdigit() or bool(_COLUMNS.search(line.text))
        titles += is_entitled(line, functions)
        ends = end_of(line)
        before = line
    breaks = len(lines) - 1
    final = lines[-1].text.split()
    opening = lines[0].text[0]
    return Look(
        lines=len(lines) - turned,
        capitals=capitals / heads if heads else 0.8,
        room=room / breaks,
        pauses=pauses / breaks,
        opens=opens / breaks,
        over=over / breaks,
        small=small / max(count - len(lines), 1),
        rhymes=_rhymes(lines),
        columns=columns / len(lines),
        entitled=titles / len(lines),
        words=count / len(lines),
        longest=max(len(line.text) for line in lines),
        shortest=min(len(line.text) for line in lines),
        quoted=opening in QUOTES
        and not any(line.text[0] == opening for line in lines[1:])
        and lines[-1].text[-1] in QUOTES,
        signed=len(final) < 5
        and all(word.lstrip(OPENERS)[:1].isupper() for word in final)
        and final[0].lstrip(OPENERS).casefold() not in functions,
    )


def end_of(line: Line) -> str:
    """The mark or letter that a line ends with; a sentence broken off in somebody's mouth has ended."""
    text = line.text
    if text[-1] not in _CLOSING:
        return text[-1]
    text = _REFERENCE.sub("", text)
    bare = text.rstrip(CLOSERS)
    if not bare:
        return line.text[-1]
    if bare[-1] in "—–-" and len(bare) < len(text) and text[-1] in QUOTES:
        return "."
    return bare[-1]


def _rhymes(lines: Sequence[Line]) -> float:
    """The share of lines whose last two letters are those of a line one or two away with another last word."""
    tails = []
    for line in lines:
        found = _WORD.findall(line.text[-24:])
        tails.append(found[-1].casefold() if found else "")
    hits = 0
    for at, tail in enumerate(tails):
        near = tails[max(at - 2, 0) : at] + tails[at + 1 : at + 3]
        hits += len(tail) > 1 and any(other[-2:] == tail[-2:] and other != tail for other in near)
    return hits / len(tails)


def is_entitled(line: Line, functions: frozenset[str]) -> bool:
    """Whether a line looks like a title: no mark at its end, and most words, all but the small ones, in capitals."""
    text = line.text
    if len(text) > LONG or text[-1] in _MARKS:
        return False
    small = great = 0
    for part in text.split():
        word = part.strip(_AROUND)
        if word[:1].isupper():
            great += 1
        elif word[:1].isalpha():
            if len(word) > 3 and word.casefold() not in functions:
                return False
            small += 1
    return small <= great

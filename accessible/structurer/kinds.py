"""What a block is when it is read alone: prose, a phrase of a site, a row of tools, the name of a section, a date.

Nothing is decided here. `furniture.py` and `boilerplate.py` judge a block by its kind and by where it stands, and
`title.py` passes over what says only when or by whom. The words are data: `data/boilerplate.*` (what only a site
says), `data/list-label.*` (what stands over a list of links), `data/site-section.*` (names of sections in menus),
`data/site-word.*` and `data/site-filler.*` (the words of rows of tools), `data/time-word.*`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from accessible.model.blocks import Block, Paragraph
from accessible.model.draft import Lines
from accessible.structurer.numbering import number_of
from accessible.structurer.phrases import says
from accessible.structurer.punctuation import TERMINAL
from accessible.structurer.words import patterns, words

#: prose, or a sentence too short to count as prose · a phrase of the site · a bar of links of which some are known, or
#: of which none is · the label of a list of links · a row of tools · the name of a section · a time · a byline ·
#: a line, of which nothing is known · something a reader said it is
Kind = Literal[
    "prose", "sentence", "phrase", "menu", "bar", "list", "tool", "section", "time", "byline", "line", "given"
]

#: Kinds that a site says and a text does not; and those of which a text may well say one.
SURE: frozenset[Kind] = frozenset({"phrase", "menu"})
WEAK: frozenset[Kind] = frozenset({"tool", "section", "bar", "list"})
FRAME = SURE | WEAK

#: Words: of the longest block that can be furniture, of the longest headline, of the longest label of a menu.
LONGEST, HEADLINE, LABEL = 45, 25, 3
#: Words: of the shortest sentence that counts as prose, of the longest link in a bar.
PROSE = 12
_PIECE = 6
#: Characters: of the longest block that is read closely although it has no separators, of the longest row of tools.
_LONG, _ROW = 330, 120
#: Characters: of the longest line of verse; a longer one is the line of a page.
_VERSE = 50

_WORD = re.compile(r"[^\W_]+(?:[’'\-.&][^\W_]+)*")
_CLOSERS = "\"'”’»«)]}*_ \t"
_EDGES = " .,:;!?()[]<>»«›‹|…*-–—\"'“”·•→←&+"
_MARK = re.compile(r"[|¦·•»›<>→~:](?:(?<!:)|:)")
_SEPARATOR = re.compile(r"\s*[|¦·•»›]+\s*|\s+(?:>|<|→|::|~)\s+")
_BULLET = re.compile(r"[•·‣*>+–-]\s")
_IMPRINT = re.compile(r"[©@|]|\(c\)|\d{4}|https?:|www\.")
_DIGIT = re.compile(r"\d")
_DATE = re.compile(r"\d{1,2}([./-])\d{1,2}\1\d{2,4}$|\d{4}-\d\d-\d\d")
_TOKEN = re.compile(r"\d[\w:./-]*|[^\W\d_]+")


class Line(Struct, frozen=True):
    """A block as it is read alone: its place among the blocks, its words on one line, their number, its kind.

    ``signed``: it says when or by whom (which a phrase may do as well: "Published: 3 May 2024"). ``names``: one of its
    words is the name of a section. ``counted``: it has the number before or after that of another line, as the headings
    of a paper have.
    """

    at: int
    text: str
    words: int
    kind: Kind
    signed: bool = False
    names: bool = False
    counted: bool = False


def closes(text: str) -> bool:
    """Whether a line ends like a sentence."""
    return text.rstrip(_CLOSERS)[-1:] in TERMINAL


def trail_end(text: str) -> str:
    """The last link of a bar: in a trail of pages, the title of this one."""
    return _SEPARATOR.split(text)[-1]


def read_lines(blocks: Sequence[Lines | Block], language: str) -> list[Line]:
    """Every block as it is read alone; but a trail of pages is also known by its end, which is the title below it."""
    lines = [_read(at, block, language) for at, block in enumerate(blocks)]
    for at, line in enumerate(lines):
        if line.kind in ("line", "bar") and _MARK.search(line.text) is not None:
            end = trail_end(line.text)
            below = (near for near in lines[at + 1 : at + 4] if near.kind == "line")
            if end != line.text and any(near.text == end for near in below):
                lines[at] = replace(line, kind="menu")
    for at in _counted(lines, language):
        lines[at] = replace(lines[at], counted=True)
    return lines


def _counted(lines: Sequence[Line], language: str) -> Iterator[int]:
    """The lines that bear a number of which another line bears the one before or after."""
    found: dict[tuple[str, tuple[int, ...]], list[int]] = {}
    for line in lines:
        number = number_of(line.text, language) if line.kind == "line" else None
        if number is not None and number.end < len(line.text):
            found.setdefault((number.scheme, number.values), []).append(line.at)
    for (scheme, values), places in found.items():
        if any((scheme, (*values[:-1], values[-1] + step)) in found for step in (1, -1)):
            yield from places


def _read(at: int, block: Lines | Block, language: str) -> Line:
    if not isinstance(block, Paragraph):
        return Line(at, "", 0, "given")
    written = block.prose.text
    if len(written) > _LONG and (len(written) > 3 * _LONG or _MARK.search(written) is None):
        return Line(at, "", len(written) // 6, "prose")
    tokens = written.split()
    text = " ".join(tokens)
    count = len(tokens) if len(tokens) > HEADLINE else len(_WORD.findall(text))
    kind = _kind(text, count, language, broken=_broken(written, language))
    signed = kind in ("byline", "time") or (kind == "phrase" and _is_time(text, words("time-word", language)))
    sections = words("site-section", language)
    names = kind == "line" and count <= LABEL and any(token in sections for token in text.casefold().split())
    return Line(at, text, count, kind, signed, names)


def _broken(written: str, language: str) -> bool:
    """Whether a block has lines as a poem has: short, and not each of them something that a site says."""
    rows = written.splitlines()
    if len(rows) < 2 or max(map(len, rows[:-1])) > _VERSE:
        return False
    return not all(_says(row.strip(), language) or _known(row.strip(), language) for row in rows)


def _kind(text: str, count: int, language: str, *, broken: bool) -> Kind:
    if kind := _bar(text, language):
        return kind
    if count > LONGEST:
        return "prose"
    if says("boilerplate", language, text) and (not broken or _IMPRINT.search(text) is not None):
        return "phrase"
    ended = closes(text)
    if count <= HEADLINE and not (ended and count >= PROSE):
        if says("list-label", language, text):
            return "list"
        if kind := _known(text, language):
            return kind
        byline = patterns("byline", language)
        if byline is not None and byline.match(_without_numbers(text)):
            return "byline"
    if ended and count >= 4:
        return "prose" if count >= PROSE else "sentence"
    return "prose" if count > HEADLINE else "line"


def _without_numbers(text: str) -> str:
    """A line up to its first number: "By Ann Lee | 3 May 2024" names Ann Lee."""
    found = _DIGIT.search(text)
    return text if found is None else text[: found.start()].rstrip(" ,|·–-")


def _known(text: str, language: str) -> Kind | None:
    """What a short line is that says only what a list knows."""
    sections = words("site-section", language)
    folded = text.casefold().strip(_EDGES)
    if folded in sections:
        return "section"
    if len(text) > _ROW:
        return None
    if _is_time(text, words("time-word", language)):
        return "time"
    found = [word for token in folded.split() if (word := token.strip(_EDGES))]
    tools, fillers = words("site-word", language), words("site-filler", language)
    known = sum(word in tools for word in found)
    rest = all(word in tools or word in fillers or word.isdigit() for word in found)
    if rest and known and 5 * known >= len(found):
        return "tool"
    if len(found) >= _PIECE and 2 * sum(word in sections for word in found) >= len(found):
        return "menu"
    return None


def _is_time(text: str, known: frozenset[str]) -> bool:
    """Whether a line says only when: numbers and words of time, and at most as many other words as a place has."""
    if not known or len(text) > _ROW or _DIGIT.search(text) is None:
        return False
    found = _TOKEN.findall(text.casefold())
    numbers = sum(token[0].isdigit() for token in found)
    times = sum(token in known or _DATE.match(token) is not None for token in found)
    others = sum(token not in known and not token[0].isdigit() for token in found)
    return times > 0 and others <= min(3, times + numbers) and (others == 0 or numbers > 1)


def _bar(text: str, language: str) -> Kind | None:
    """A line that separators cut into short pieces: a menu when pieces are known, a bar when there are many."""
    if _MARK.search(text) is None or _BULLET.match(text) or (text[0] == text[-1] == "|" and len(text) > 2):
        return None
    found = _SEPARATOR.split(text)
    pieces = [piece for piece in found if piece]
    if len(found) == 1 or not pieces or len(text) > 14 * 2 * len(found):
        return None
    byline = patterns("byline", language)
    kinds = [_known(piece, language) for piece in pieces]
    if kinds[0] == "time" or (byline is not None and byline.match(pieces[0])):
        return None
    sure = [kind in ("section", "tool") or _says(piece, language) for kind, piece in zip(kinds, pieces, strict=True)]
    long = [at for at, piece in enumerate(pieces) if len(piece.split()) > _PIECE and not sure[at]]
    if long and not (long == [len(pieces) - 1] and kinds[0] == "section"):
        return None  # but for a trail that ends with the title
    if 2 * sum(sure) >= len(pieces) or (any(sure) and len(pieces) > 2):
        return "menu"
    return "bar" if len(pieces) > 3 and not long and all(piece[-1] not in TERMINAL for piece in pieces) else None


def _says(piece: str, language: str) -> bool:
    return len(piece) < 60 and says("boilerplate", language, piece)

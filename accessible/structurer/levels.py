"""Levels: the headings of a document as one outline, without a level skipped.

Each heading gets a precedence: from what its author marked, from the word or the depth of its number (part over
chapter, `2` over `2.1`), from how it is set (capitals over italics), from where it stands. Then a stack makes levels
of precedences, so that a heading is exactly one level below the nearest heading before it that it belongs to.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from accessible.model.blocks import Block, Boilerplate, Evidence, Heading, PageBreak
from accessible.model.document import Document
from accessible.model.draft import Lines
from accessible.model.walking import Blocks, rebuilt
from accessible.structurer.marked import LEVEL_MARKS
from accessible.structurer.numbering import Number, number_of
from accessible.structurer.shape import folded, shape_of
from accessible.structurer.words import words

#: HTML has no deeper one.
_DEEPEST = 6

# Precedences: the lower number is the outer heading. A division's is ten times its rank (10 to 50).
_ROW = 60  # chapters that have a numeral and no word
_CAPITALS, _PLAIN, _ITALICS = 62, 64, 66
_UNDER = 70  # belongs to the plain heading before it


class _Look(Struct, frozen=True):
    """A heading as the ranking sees it: ``follows`` says that nothing stands between it and the heading before."""

    at: int
    heading: Heading
    number: Number | None
    style: int
    named: bool
    follows: bool


def set_levels(document: Document) -> Document:
    """The document with a level, 2 to 6, on each `Heading`; the title has level 1.

    A heading inside something else (an extract, a box) is outside of the outline and keeps its level, but for the first
    and those that there are not.
    """
    (section,) = document.sections
    looks = _looks(section.blocks, document)
    blocks = [block if isinstance(block, Lines) else rebuilt(block, _under_the_title) for block in section.blocks]
    stack: list[int] = []
    precedences, reasons = _precedences(looks, words("appendix", document.metadata.language))
    for look, precedence, reason in zip(looks, precedences, reasons, strict=True):
        while stack and stack[-1] >= precedence:
            stack.pop()
        level = min(_DEEPEST, 2 + len(stack))
        stack.append(precedence)
        blocks[look.at] = replace(look.heading, level=level, ranked=reason)
    return replace(document, sections=(replace(section, blocks=tuple(blocks)),))


def _under_the_title(blocks: Blocks) -> Blocks:
    """Headings in boxes, extracts and cells stand in no outline but their own; level 1 is the title's there as well."""
    return tuple(
        replace(block, level=min(max(block.level, 2), _DEEPEST))
        if isinstance(block, Heading)
        else rebuilt(block, _under_the_title)
        for block in blocks
    )


def _looks(blocks: Sequence[Lines | Block], document: Document) -> list[_Look]:
    language = document.metadata.language
    names = words("section-name", language)
    found = []
    follows = False
    for at, block in enumerate(blocks):
        if isinstance(block, Heading):
            text = folded(block)
            number = number_of(block.prose.text, language)
            named = number is None and text.strip("_*.: ").casefold() in names
            found.append(_Look(at, block, number, _style(block, document.text), named, follows))
            follows = True
        elif not isinstance(block, Boilerplate | PageBreak):
            follows = False
    return found


def _style(block: Heading, source: str) -> int:
    text = block.prose.text
    if text.startswith("_") and text.rstrip(" .").endswith("_"):
        return _ITALICS
    shape = shape_of(block, source)
    return _CAPITALS if shape.capitals > 0.9 and shape.letters > 3 else _PLAIN


def _precedences(looks: Sequence[_Look], beside: frozenset[str]) -> tuple[list[int], list[Evidence]]:
    """The precedence of each heading, and why it has it."""
    found = [_by_number(look, beside) for look in looks]
    _rank_rows(looks, found)
    divided = [at for at, value in enumerate(found) if value is not None and value <= _ROW]
    plain = [look for look, value in zip(looks, found, strict=True) if value is None and not look.named]
    styles = _styles(plain)
    repeated = Counter(folded(look.heading) for look in looks)
    outermost = min(
        [value for value in found if value is not None] + [styles[look.style] for look in plain] or [_PLAIN]
    )
    for at, look in enumerate(looks):
        if found[at] is not None:
            continue
        inside = divided and divided[0] < at < divided[-1]
        if look.named or (divided and not inside):
            found[at] = outermost
        elif repeated[folded(look.heading)] > 2:
            found[at] = _UNDER
        else:
            found[at] = styles[look.style]
    complete = [_PLAIN if value is None else value for value in found]
    _marked(looks, complete)
    before = list(complete)
    _families(looks, complete)
    alike = len(set(complete)) == 1
    reasons = [
        Evidence("right under another heading", 0.6) if value != earlier else _reason(look, value, alike=alike)
        for look, value, earlier in zip(looks, complete, before, strict=True)
    ]
    return complete, reasons


def _reason(look: _Look, precedence: int, *, alike: bool) -> Evidence:
    if look.heading.evidence.rule in LEVEL_MARKS:
        return Evidence("marked by its author", 0.98)
    if look.number is not None and look.number.rank:
        return Evidence("word of its division", 0.95)
    if look.number is not None and look.number.depth > 1:
        return Evidence("depth of its number", 0.95)
    if precedence == _UNDER:
        return Evidence("comes again under other headings", 0.75)
    if look.named:
        return Evidence("stands beside the outermost headings", 0.85)
    return Evidence("all headings are alike", 0.8) if alike else Evidence("set like others of its level", 0.7)


def _by_number(look: _Look, beside: frozenset[str]) -> int | None:
    """The precedence that a heading's number gives it, or None; ``beside`` are the words of divisions that stand beside
    the others, as an appendix does."""
    number = look.number
    if number is None or look.heading.evidence.rule in LEVEL_MARKS:
        return None
    if number.scheme in beside:
        return None
    if number.rank:
        return 10 * number.rank
    return _ROW + min(number.depth, 5) - 1 if number.scheme[0] in "1I" else None


def _rank_rows(looks: Sequence[_Look], found: list[int | None]) -> None:
    """Rows of numerals under plain headings: they begin again under each, or begin right under one."""
    restarts: Counter[str] = Counter()
    for look in looks:
        if look.number is not None and not look.number.rank and look.number.values == (1,):
            restarts[look.number.scheme] += 1
    counts = Counter(look.number.scheme for look in looks if look.number is not None)
    plain_before = False
    under: set[str] = set()
    for at, look in enumerate(looks):
        number = look.number
        if found[at] is None:
            plain_before = plain_before or not look.named
            continue
        if number is None or number.rank or number.depth > 1:
            continue
        if number.values == (1,):
            under.discard(number.scheme)
            right_under = look.follows and found[at - 1] is None
            points = number.scheme[0] == "1" and number.end < len(look.heading.prose.text)  # "1. Freeze the first row"
            if plain_before and (restarts[number.scheme] > 1 or right_under or points):
                under.add(number.scheme)
        if number.scheme in under:
            found[at] = _UNDER
        elif restarts[number.scheme] == 0 or counts[number.scheme] < 2:
            found[at] = None  # "3 ways to save" is a heading like the others


def _styles(plain: Sequence[_Look]) -> dict[int, int]:
    """Precedence by the way a heading is set, where the ways differ on purpose: each is met more than once, and the
    outer one comes first."""
    counts = Counter(look.style for look in plain)
    present = sorted(counts)
    if len(present) < 2 or plain[0].style != present[0] or min(counts.values()) < 2:
        return dict.fromkeys((_CAPITALS, _PLAIN, _ITALICS), _PLAIN)
    return {style: style for style in (_CAPITALS, _PLAIN, _ITALICS)}


def _marked(looks: Sequence[_Look], found: list[int]) -> None:
    """What the author marked with a level keeps its order; what is marked without one stands beside the outermost."""
    others = [value for look, value in zip(looks, found, strict=True) if look.heading.evidence.rule not in LEVEL_MARKS]
    marks = [look.heading.level for look in looks if look.heading.evidence.rule in LEVEL_MARKS]
    if not marks:
        return
    hashes = any(look.heading.evidence.rule == "hash marks" for look in looks)
    base = -10 if hashes or not others else min(others) - min(marks)
    for at, look in enumerate(looks):
        if look.heading.evidence.rule in LEVEL_MARKS:
            found[at] = base + look.heading.level
        elif hashes and look.heading.evidence.rule == "in bold":
            found[at] = base + min(marks)


def _families(looks: Sequence[_Look], found: list[int]) -> None:
    """A heading right under another of its own precedence is one of its children; where that is so more than once,
    the children go on until the next parent, or a section that stands by itself."""
    parents = [
        at
        for at in range(len(looks) - 1)
        if looks[at + 1].follows and found[at + 1] == found[at] and found[at] >= _CAPITALS and not looks[at + 1].named
    ]
    known = set(parents)
    parents = [at for at in parents if at - 1 not in known]
    for index, parent in enumerate(parents):
        end = parents[index + 1] if index + 1 < len(parents) else len(looks)
        if len(parents) == 1 and parent == 0:
            return  # a title page
        for at in range(parent + 1, end if len(parents) > 1 else parent + 2):
            if looks[at].named or found[at] != found[parent]:
                break
            found[at] += 1

"""Extracts: what is quoted in blocks of its own, set in from the margin or marked `>` at the head of its lines.

An extract is the exception on its page: prose that begins further in than the document's own does on every line, not
on the first of each paragraph. Short lines that are set in (the "Dear Sir" and the name at the end of a letter) belong
to it when they stand beside it. The quoting mark `>` is that of e-mail (RFC 3676, section 4.5) and of Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, groupby

from msgspec import Struct
from msgspec.structs import replace

from accessible.model.blocks import Block, BlockQuote, Evidence, Paragraph, Piece, Prose, Span, Verse
from accessible.model.document import Document
from accessible.model.draft import Lines
from accessible.structurer.layout import Line
from accessible.structurer.places import line_start
from accessible.structurer.punctuation import CLOSERS, TERMINAL
from accessible.structurer.setting import (
    Run,
    Setting,
    Stretch,
    begins_small,
    runs_of,
    set_apart,
    setting_of,
)
from accessible.structurer.shape import LISTED
from accessible.structurer.signatures import ATTRIBUTED, LONGEST

#: Where more than this share of the lines is set in, that is how the document is set, and no extract.
_MOST = 0.5
#: Columns of one extract differ by less than this.
_NEAR = 3

#: Columns that nobody sets a paragraph in by without a reason.
_DEEP = 4
_LED = Evidence("set in behind a colon", 0.8)

#: A shorter paragraph (characters) is a heading or a greeting, and leads to nothing.
_LEAD = 25

#: Why lines with the quoting mark are an extract.
QUOTED_LINES = "lines marked as quoted"
#: Quotations in quotations in quotations: nobody follows further.
_DEEPEST = 6
_MARK = re.compile(r"(?:>[ \t]?)+")
_NOTE = re.compile(r"[\[({]|[*†‡]")


class Part(Struct, frozen=True):
    """A stretch of a run and whether it is an extract by itself; one that is not may still belong to a neighbour."""

    stretch: Stretch
    sure: bool


def find_extracts(document: Document) -> Document:
    """The document with its extracts as `BlockQuote`; a last line that says whose one is becomes its attribution."""
    (section,) = document.sections
    text = document.text
    runs = runs_of(section.blocks, text)
    found = [_marked(run) for run in runs]
    blocks = section.blocks
    if any(found):
        blocks = set_apart(blocks, runs, found, text, lambda run, stretch, _: _unmarked(run, stretch))
        runs = runs_of(blocks, text)
    blocks = _indented(blocks, runs, text)
    return replace(document, sections=(replace(section, blocks=blocks),))


# ------------------------------------------------------------------------------------------------- marked with a sign
def _marked(run: Run) -> list[Stretch]:
    """The stretches of lines that begin with `>`."""
    evidence = Evidence(QUOTED_LINES, 0.95)
    found = []
    at = 0
    for quoted, group in groupby(run.lines, lambda line: line.text[0] == ">"):
        last = at + len(list(group))
        if quoted and any(map(str.isalnum, "".join(line.text for line in run.lines[at:last]))):
            found.append(Stretch(at, last, evidence))
        at = last
    return found


def _unmarked(run: Run, stretch: Stretch) -> BlockQuote:
    """The quotation without its marks; lines with more marks than others are a quotation in it."""
    marks = [_MARK.match(line.text) for line in _lines(run, stretch)]
    quoted = [(line, found.group() if found else "") for line, found in zip(_lines(run, stretch), marks, strict=True)]
    return _quoted(quoted, stretch.evidence)


def _quoted(lines: Sequence[tuple[Line, str]], evidence: Evidence) -> BlockQuote:
    """The quotation that lines are, each with its marks; a mark alone on its line stands between paragraphs."""
    said = [_depth(pair) for pair in lines if not _is_blank(pair)]
    least = min(said)
    inner: list[Block] = []
    for deeper, group in groupby(lines, lambda pair: _depth(pair) > least):
        stretch = list(group)
        if deeper and not all(map(_is_blank, stretch)) and least < _DEEPEST:
            inner.append(_quoted(_trimmed(stretch), evidence))
            continue
        for blank, part in groupby(stretch, _is_blank):
            if not blank:
                inner.extend(_without_marks([(line, len(mark)) for line, mark in part]))
    return _attributed(BlockQuote(tuple(inner), Span(lines[0][0].start, lines[-1][0].end), evidence))


def _depth(pair: tuple[Line, str]) -> int:
    return pair[1].count(">")


def _is_blank(pair: tuple[Line, str]) -> bool:
    return len(pair[1]) == len(pair[0].text)


def _trimmed(lines: Sequence[tuple[Line, str]]) -> Sequence[tuple[Line, str]]:
    """The lines without those at both ends that hold nothing but marks."""
    said = [at for at, pair in enumerate(lines) if not _is_blank(pair)]
    return lines[said[0] : said[-1] + 1]


def _without_marks(lines: Sequence[tuple[Line, int]]) -> Iterator[Paragraph]:
    """A paragraph, and one more for a last line that begins like an attribution."""
    body = list(lines)
    last = body[-1]
    signed = len(body) > 1 and bool(ATTRIBUTED.match(last[0].text, last[1]))
    for part in (body[:-1], body[-1:]) if signed else (body,):
        (first, mark), (end, _) = part[0], part[-1]
        text = "\n".join(line.text[skip:] for line, skip in part)
        if len(part) == 1:
            prose = Prose(text, origin=first.start + mark)
        else:  # it does not stand letter for letter in the source: the marks are between
            places = accumulate((len(line.text) - skip + 1 for line, skip in part), initial=0)
            pieces = tuple(Piece(at, line.start + skip) for at, (line, skip) in zip(places, part, strict=False))
            prose = Prose(text, pieces=pieces)
        yield Paragraph(prose, Span(first.start, end.end), Evidence("quoted paragraph"))


# ------------------------------------------------------------------------------------------------------------- set in
def _indented(blocks: Sequence[Lines | Block], runs: Sequence[Run], text: str) -> tuple[Lines | Block, ...]:
    setting = setting_of(runs)
    parts = [list(_parts(run, setting)) for run in runs]
    leads = [_leads(blocks, run) for run in runs]
    if not setting.width:  # its lines say nothing, but what a colon leads to, all of it set in, is no heading
        led = [
            [replace(part.stretch, evidence=_LED) for part in found if _is_whole(run, part) and _is_deep(run, part)]
            if lead == ":"
            else []
            for run, found, lead in zip(runs, parts, leads, strict=True)
        ]
        return tuple(_merged(set_apart(blocks, runs, led, text, _quotation))) if any(led) else tuple(blocks)
    inside = sum(part.stretch.last - part.stretch.first for found in parts for part in found if part.sure)
    if inside > _MOST * sum(len(run.lines) for run in runs):
        return tuple(blocks)
    columns = {_column(run, part) for run, found in zip(runs, parts, strict=True) for part in found if part.sure}
    columns.update(_column_of(block, text) for block in blocks if isinstance(block, Verse))
    found = _chosen(runs, parts, columns, leads)
    return tuple(_merged(set_apart(blocks, runs, found, text, _quotation)))


def _parts(run: Run, setting: Setting) -> Iterator[Part]:
    """The stretches of a run that are set in; a stretch that only goes on what stands before it is none."""
    first = 0
    while first < len(run.lines):
        inside = setting.sets_in(run.lines[first])
        last = first + 1
        while last < len(run.lines) and setting.sets_in(run.lines[last]) == inside:
            last += 1
        before = run.lines[first - 1] if first else None
        if inside and (before is None or _has_ended(before, alone=first == 1)):
            lines = run.lines[first:last]
            if not LISTED.match(lines[0].text) and not _NOTE.match(lines[0].text):
                sure = _is_prose(lines, setting.edge)
                evidence = Evidence(
                    "prose set in from the margin" if sure else "beside an extract", 0.9 if sure else 0.7
                )
                yield Part(Stretch(first, last, evidence), sure)
        first = last


def _has_ended(line: Line, *, alone: bool) -> bool:
    """Whether something new may follow a line; one line ``alone`` before lines set in hangs out over them."""
    return line.text.rstrip(CLOSERS)[-1:] in (":" if alone else TERMINAL + ":")


def _is_prose(lines: Sequence[Line], edge: int) -> bool:
    """Whether lines are wrapped prose: most are full, or broken inside a sentence, and no line is set in but the first
    of a paragraph."""
    if len(lines) < 2:
        return False
    left = min(line.indent for line in lines)
    goes_on = sum(
        begins_small(line)
        or (edge > 0 and before.indent + len(before.text) + 1 + len(line.text.split(None, 1)[0]) > edge)
        for before, line in zip(lines, lines[1:], strict=False)
    )
    level = sum(
        line.indent < left + _NEAR or before.text.rstrip(CLOSERS)[-1:] in TERMINAL
        for before, line in zip(lines, lines[1:], strict=False)
    )
    return goes_on * 2 >= len(lines) - 1 and level == len(lines) - 1


def _chosen(
    runs: Sequence[Run], parts: Sequence[Sequence[Part]], columns: set[int], leads: Sequence[str]
) -> list[list[Stretch]]:
    """The stretches that are extracts: wrapped prose, what stands beside it at its column or further in, and what
    the paragraph before leads to: after a colon wherever it stands, else at the column of other extracts."""
    chosen = [[part.sure for part in found] for found in parts]
    for order in (range(len(runs)), range(len(runs) - 1, -1, -1)):
        step = order.step
        for at in order:
            if len(parts[at]) != 1 or chosen[at][0] or not _is_whole(runs[at], parts[at][0]):
                continue
            near = at - step
            if not 0 <= near < len(runs) or not chosen[near] or not chosen[near][-1 if step > 0 else 0]:
                continue
            beside = runs[near].last == runs[at].first if step > 0 else runs[at].last == runs[near].first
            part = parts[near][-1 if step > 0 else 0]
            deeper = _column(runs[at], parts[at][0]) - _column(runs[near], part)
            level = max(line.indent for line in runs[at].lines) - _column(runs[near], part)
            if beside and (-_NEAR < deeper <= level < _NEAR or (step > 0 and deeper > 0 and part.sure)):
                chosen[at][0] = True
    for at, found in enumerate(parts):
        if leads[at] and len(found) == 1 and _is_whole(runs[at], found[0]) and not runs[at].lines[0].text.isupper():
            chosen[at][0] = chosen[at][0] or leads[at] == ":" or _column(runs[at], found[0]) in columns
    return [
        [part.stretch for part, taken in zip(found, marks, strict=True) if taken]
        for found, marks in zip(parts, chosen, strict=True)
    ]


def _is_whole(run: Run, part: Part) -> bool:
    return part.stretch.first == 0 and part.stretch.last == len(run.lines)


def _is_deep(run: Run, part: Part) -> bool:
    return _column(run, part) >= _DEEP


def _lines(run: Run, stretch: Stretch) -> Sequence[Line]:
    return run.lines[stretch.first : stretch.last]


def _column(run: Run, part: Part) -> int:
    return min(line.indent for line in _lines(run, part.stretch))


def _column_of(block: Block, text: str) -> int:
    start = line_start(text, block.span.start)
    return len(text[start : block.span.start].expandtabs(8))


def _leads(blocks: Sequence[Lines | Block], run: Run) -> str:
    """The last mark or letter of the paragraph before a run, if it leads on to it: it does not end like a sentence."""
    before = blocks[run.first - 1] if run.first else None
    if not isinstance(before, Paragraph) or len(before.prose.text) < _LEAD:
        return ""
    last = before.prose.text.rstrip(CLOSERS)[-1:]
    return "" if last in TERMINAL else last


def _quotation(run: Run, stretch: Stretch, paragraphs: list[Paragraph]) -> BlockQuote:
    span = Span(paragraphs[0].span.start, paragraphs[-1].span.end)
    return BlockQuote(tuple(paragraphs), span, stretch.evidence)


def _merged(blocks: Sequence[Lines | Block]) -> Iterator[Lines | Block]:
    """Extracts with nothing between them as one, their attribution looked for."""
    held: BlockQuote | None = None
    for block in blocks:
        if (
            isinstance(block, BlockQuote)
            and held is not None
            and held.evidence.rule != QUOTED_LINES
            and block.evidence.rule != QUOTED_LINES
        ):
            evidence = max(held.evidence, block.evidence, key=lambda evidence: evidence.confidence)
            held = BlockQuote((*held.blocks, *block.blocks), Span(held.span.start, block.span.end), evidence)
            continue
        if held is not None:
            yield _attributed(held)
        held = block if isinstance(block, BlockQuote) else None
        if held is None:
            yield block
    if held is not None:
        yield _attributed(held)


def _attributed(block: BlockQuote) -> BlockQuote:
    """The extract with a last paragraph that begins with a dash and a name as its attribution."""
    if len(block.blocks) < 2 or block.attribution is not None:
        return block
    last = block.blocks[-1]
    if not isinstance(last, Paragraph):
        return block
    text = last.prose.text
    if len(text) > LONGEST or not ATTRIBUTED.match(text) or "\n" in text:
        return block
    return replace(block, blocks=block.blocks[:-1], attribution=last.prose)

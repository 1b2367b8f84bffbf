"""Lists of contents: found, and left out in favour of the one that the publication makes of its own headings.

A list of contents says again what stands later in the text. That is the proof asked for: most of its lines come back
as short lines further on, or carry page numbers that count upwards. What cannot be proved stays.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence, Set

from msgspec import Struct
from msgspec.structs import replace

from accessible.model.blocks import Block, Boilerplate, Evidence, Paragraph
from accessible.model.document import Document
from accessible.model.draft import Lines
from accessible.model.message import Message
from accessible.structurer.leaders import LEADER, LOOSE_LEADER, without_page
from accessible.structurer.numbering import number_of
from accessible.structurer.punctuation import SPEECH_OPENERS, TERMINAL
from accessible.structurer.shape import folded, place_of, shape_of
from accessible.structurer.words import words

#: Fewer entries are no list of contents, and with nothing over it that says so, fewer than the second.
_ENTRIES, _UNNAMED = 3, 5
#: An entry has at most so many characters.
_LONGEST = 160
#: What is longer than this and ends like a sentence is one.
_SENTENCE = 60

#: Page numbers do not begin so high.
_YEAR = 1000
_WORD = re.compile(r"[^\W_]+")


class _Last(Struct, frozen=True):
    """Where a short line stands for the last time, whether text stands under it there, and how often it is there."""

    at: int
    over_text: bool
    times: int


def find_contents(document: Document) -> Document:
    """The document with its lists of contents as `Boilerplate`, and one message for each list."""
    (section,) = document.sections
    blocks = list(section.blocks)
    language = document.metadata.language
    keys = [_key(block, language) for block in blocks]
    messages = list(document.messages)
    times = Counter(keys)
    last = {
        key: _Last(at, not after, times[key])
        for at, (key, after) in enumerate(zip(keys, [*keys[1:], "end"][: len(keys)], strict=True))
    }
    names = {key for key in times if _names(key, language)}
    at = 0
    while at < len(blocks):
        start, end, confidence = _list_at(blocks, keys, last, at, names, document.text)
        for inner in range(start, end):
            block = blocks[inner]
            if isinstance(block, Paragraph):
                if inner == start:
                    messages.append(_left_out(document, block, end - start))
                blocks[inner] = Boilerplate(block.prose, block.span, Evidence("list of contents", confidence))
        at = max(at + 1, end)
    return replace(document, sections=(replace(section, blocks=tuple(blocks)),), messages=tuple(messages))


def _key(block: Lines | Block, language: str) -> str:
    """What an entry and its heading share: the words without number, leaders and page; "" where no short line is."""
    if not isinstance(block, Paragraph) or not 0 < len(block.prose.text) <= _LONGEST:
        return ""
    if block.prose.text[0] in SPEECH_OPENERS:
        return ""
    if len(block.prose.text) > _SENTENCE and block.prose.text[-1] in TERMINAL:
        return ""
    text = without_page(folded(block).strip("•*-–· "))
    number = number_of(text, language)
    if number is not None and number.end < len(text):
        text = text[number.end :]
    return " ".join(_WORD.findall(text.casefold()))


def _names(key: str, language: str) -> bool:
    """Whether a line names a list of contents, of which and whatever else ("Contents and illustrations")."""
    names = words("contents-name", language)
    joined = (f"{name} {word} " for name in names for word in words("and", language)) if len(key) < 40 else ()
    return key in names or any(map(key.startswith, joined))


def _left_out(document: Document, first: Paragraph, lines: int) -> Message:
    what = f"Left out, since the publication has its own: a list of contents of {lines} lines."
    return Message("S002", what, place_of(first, document.text, document.source), hint="--keep-boilerplate keeps it")


def _list_at(
    blocks: Sequence[Lines | Block],
    keys: Sequence[str],
    last: dict[str, _Last],
    at: int,
    names: Set[str],
    source: str,
) -> tuple[int, int, float]:
    """Begin, end and confidence of the list of contents in the run of short lines at ``at``; where there is none, the
    end is the index up to which nobody needs to look again and begins there too. ``names`` are the keys that name a
    list of contents."""
    if not keys[at]:
        return at, at, 0.0
    named = keys[at] in names
    start = at + 1 if named else at
    least = _ENTRIES if named else _UNNAMED
    end = _run_end(blocks, keys, start, names, source, named=named)
    if end - start < least:
        return end, end, 0.0
    again = [entry for entry in range(start, end) if last[keys[entry]].at >= end]
    if 2 * sum(last[keys[entry]].over_text for entry in again) < len(again):
        again = []  # they come back in a row again: a refrain, a form, code
    if not named:
        before = blocks[at - 1] if at else None
        if isinstance(before, Paragraph) and before.prose.text.endswith(":"):
            return end, end, 0.0  # what a sentence announces is text
        places = [last[keys[entry]].at for entry in again]
        often = any(last[keys[entry]].times > 2 for entry in again)
        if often or places != sorted(places):
            again = []  # the speakers of a play, the names in a report
    paged = _paged(blocks[start:end], LOOSE_LEADER if named and again else LEADER)
    proved = sorted({*again, *(start + entry for entry in paged)})
    if len(proved) < least:
        return end, end, 0.0
    first = start if named else proved[0]
    if len(proved) < (0.5 if named else 0.75) * (proved[-1] + 1 - first):
        return end, end, 0.0
    return (at if named else first), proved[-1] + 1, 0.95 if named else 0.85


def _run_end(
    blocks: Sequence[Lines | Block], keys: Sequence[str], start: int, names: Set[str], source: str, *, named: bool
) -> int:
    """Where the run of short lines from ``start`` on ends, none of which comes twice: they could be entries."""
    end = start
    seen: set[str] = set()
    while end < len(blocks) and keys[end] and keys[end] not in seen and (end == start or keys[end] not in names):
        block = blocks[end]
        assert isinstance(block, Paragraph)
        shape = shape_of(block, source)
        if shape.is_prose and not LOOSE_LEADER.search(block.prose.text):
            break
        if shape.ends == ":" and not named:
            return end + (end == start)
        seen.add(keys[end])
        end += 1
    return end


def _paged(entries: Sequence[Lines | Block], leader: re.Pattern[str]) -> set[int]:
    """The entries that end in a page number, if those count upwards and are not years."""
    pages: list[tuple[int, int]] = []
    for at, block in enumerate(entries):
        if isinstance(block, Paragraph) and (found := leader.search(block.prose.text)) and found["page"].isdigit():
            pages.append((at, int(found["page"])))
    rising = sum(later >= earlier for (_, earlier), (_, later) in zip(pages, pages[1:], strict=False))
    if pages and pages[0][1] >= _YEAR:
        return set()
    if len(pages) < _ENTRIES or rising < 0.9 * (len(pages) - 1) or pages[-1][1] - pages[0][1] < len(pages):
        return set()
    return {at for at, _ in pages}

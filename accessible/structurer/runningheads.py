"""Running heads: the words that stand at the top or the foot of every page, beside its number.

They are known by coming again, by standing where a page begins or ends, and by cutting sentences in two; a heading
that comes again (``Agenda``) does none but the first.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from accessible.model.blocks import Evidence, PageBreak
from accessible.structurer.folios import PLAIN, SHEET
from accessible.structurer.sheets import Sheets


def heads_of(sheets: Sheets, pages: dict[int, PageBreak]) -> Iterator[tuple[int, PageBreak]]:
    """Lines that stand again and again where a page begins or ends, or where they cut a sentence in two.

    The first of them may be the heading that the others repeat: it is left alone, unless it cuts a sentence in two or
    the words were there before, over the text. Headings come again as well (``Agenda``), so where neither the numbers
    say that they are pages' nor a sentence is cut, prose must stand on both sides of number and head.
    """
    places: dict[str, list[int]] = {}
    first: dict[str, int] = {}
    cutting: dict[int, bool] = {}
    beside: dict[int, bool] = {}
    for at, row in enumerate(sheets.rows):
        if len(row.text) < 4 or at in pages:
            continue
        key = row.key
        count = sheets.repeated[key]
        if count < 2:
            continue
        first.setdefault(key, at)
        beside[at] = at - 1 in pages or at + 1 in pages or at in sheets.fed
        if row.text[-1] in ".,;:([{" or not (beside[at] or (row.alone and count > 2)):
            continue
        cutting[at] = sheets.cuts_a_sentence(at, pages)
        if cutting[at] or (beside[at] and sheets.may_be_head(at)):
            places.setdefault(key, []).append(at)
    for key, found in places.items():
        if not any(cutting[at] for at in found):
            found = [at for at in found if _is_sure(sheets, at, pages)]
            if not found:
                continue
        paged = any(beside[at] for at in found) or _are_numbered(sheets, found) or _sheets_lie_between(sheets, found)
        if not paged:
            continue
        known = first[key] < found[0]  # the title or heading that it repeats
        over_text = known and first[key] < 3
        if (len(found) < 2 and not over_text) or 3 * len(found) < 2 * (sheets.repeated[key] - known):
            continue
        for number, at in enumerate(found):
            if number or known or cutting[at]:
                yield at, PageBreak(sheets.span(at), Evidence("repeated beside page numbers", 0.9), label="")


def _are_numbered(sheets: Sheets, found: list[int]) -> bool:
    """Whether other numbers stand beside most of the lines, though it is not known yet that they are pages'."""
    near = {near for at in found for near in (at - 1, at + 1) if 0 <= near < len(sheets.rows)}
    numbers = {sheets.rows[at].text for at in near if sheets.rows[at].text.isdigit()}
    return len(numbers) > 1 and 2 * len(numbers) >= len(found)


def _sheets_lie_between(sheets: Sheets, found: list[int]) -> bool:
    """Whether there is a sheet of text between lines that come again: a refrain comes after a stanza."""
    starts = [sheets.rows[at].start for at in found]
    apart = sorted(after - before for before, after in pairwise(starts))
    return bool(apart) and apart[len(apart) // 2] >= SHEET


def _is_sure(sheets: Sheets, at: int, pages: dict[int, PageBreak]) -> bool:
    """Whether a line stands beside a number that is surely a page's, or between prose together with one."""
    return any(
        near in pages and (pages[near].evidence.rule in PLAIN or sheets.is_framed(min(at, near), max(at, near)))
        for near in (at - 1, at + 1)
    )

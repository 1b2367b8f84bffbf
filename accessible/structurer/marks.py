"""Quotation marks: which characters open and close a quotation in this document, and where.

One pass over the marks of each paragraph with a stack; nothing looks across unbounded text, so the time is linear. The
document's convention is found first, because the same character closes in one country what it opens in another:
“ ” English, „ “ German, « » French, » « German, ” ” Swedish, ‘ ’ British, " and ' typed, '' doubled singles.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

#: A class of characters first, because a search for one is many times faster than for alternatives; a lone ` is none.
_MARK = re.compile(r"[“”„‟\"«»‘’‚‛'‹›`](?:(?<=')'|(?<=`)`|(?<!`))")
_ELISION = re.compile(
    r"(?:\d\ds?|em|til|tis|twas|twere|cause|bout|n|round|cos|coz|kay|ere|im|er|ave|appen)\b", re.IGNORECASE
)
_CLOSED_BY = {
    "“": "”",
    "„": "“”‟",
    "‟": "”",
    "«": "»",
    "»": "«",
    "‘": "’",
    "‚": "‘’‛",
    "‛": "’",
    "‹": "›",
    "›": "‹",
    '"': '"',
    "'": "'’",
    "''": "''",
    "``": "''",
    "”": "”",
}
_SINGLE = "‘’‚‛'‹›"


class Convention(Struct, frozen=True):
    """What a document's marks mean: guillemets point inwards (» «), ” opens as well as closes."""

    inverted: bool
    swedish: bool


class Pair(Struct, frozen=True, gc=False):
    """A quotation with its marks: offsets in its paragraph, and how many quotations are around it."""

    start: int
    end: int
    depth: int
    closed: bool = True


class _Open(Struct):
    mark: str
    start: int


def convention_of(texts: Sequence[str]) -> Convention:
    """The convention that most of a document's marks follow."""
    inward = outward = 0
    for text in texts:
        if "»" not in text and "«" not in text:
            continue
        inward += len(re.findall(r"(?:^|[\s(\[])»(?=\S)", text))
        outward += len(re.findall(r"(?:^|[\s(\[])«", text))
    swedish = not any("“" in text or "„" in text for text in texts) and any(
        "”" in text and re.search(r"(?:^|[\s(\[])”\w", text) for text in texts
    )
    return Convention(inverted=inward > outward, swedish=swedish)


def pairs_of(text: str, convention: Convention, *, continues: bool) -> list[Pair]:
    """The quotations of one paragraph in the order they open.

    ``continues`` says that the next paragraph begins with an opening mark, so a quotation may stay open at the end.
    """
    stack: list[_Open] = []
    found: list[Pair] = []
    marks = [match.span() for match in _MARK.finditer(text)]
    for at, (start, end) in enumerate(marks):
        mark = text[start:end]
        before = text[start - 1] if start else " "
        after = text[end] if end < len(text) else " "
        closes = next((level for level in range(len(stack) - 1, -1, -1) if mark in _CLOSED_BY[stack[level].mark]), -1)
        if closes >= 0 and mark in _SINGLE and not _closes_single(text, marks, at, before, after):
            closes = -1
        elif closes >= 0 and mark in ('"', "''") and before.isspace() and not after.isspace() and after.isalnum():
            closes = -1
        if closes >= 0 and not (stack[closes].mark == "«" and mark == "«"):
            opener = stack[closes]
            del stack[closes:]
            found.append(Pair(opener.start, end, 0))
        elif _opens(mark, before, after, text[end : end + 7], convention):
            if any(other.mark == mark for other in stack):  # the one before was never closed
                stack = [other for other in stack if other.mark != mark]
            stack.append(_Open(mark, start))
    if stack and continues and (stack[0].mark not in "'‘" or stack[0].start == 0):
        found.append(Pair(stack[0].start, len(text.rstrip()), 0, closed=False))
    return _with_depth(found)


def opens_paragraph(text: str) -> str:
    """The opening mark that a paragraph begins with, or ""."""
    match = _MARK.match(text.lstrip())
    return match.group() if match and match.group() in "“„«»\"‘'" else ""


def _opens(mark: str, before: str, after: str, follow: str, convention: Convention) -> bool:
    if mark in "”’›":
        return mark == "”" and convention.swedish and not before.isalnum() and not after.isspace()
    if mark == "»":
        return convention.inverted and not after.isspace()
    if mark == "«":
        return not convention.inverted
    if mark in ('"', "''", "``", "“", "„", "‟", "‹"):
        # a mark right after a digit is inches or seconds
        return not after.isspace() and not before.isalnum()
    # single marks: at the beginning of a word that is not an elision
    return (
        not before.isalnum()
        and before not in "’'"
        and (after.isalnum() or after in '“"«…')
        and not _ELISION.match(follow)
    )


def _closes_single(text: str, marks: Sequence[tuple[int, int]], at: int, before: str, after: str) -> bool:
    """Whether a single mark closes a quotation, and is not an apostrophe."""
    if before.isspace() or after.isalnum():
        return False
    if before in '.,!?…;:—–”"»':
        return True
    if before == "s" and after == " ":  # "the boys’ names": look for a better close before the next opening
        for start, end in marks[at + 1 : at + 12]:
            follow = text[end] if end < len(text) else " "
            lead = text[start - 1]
            if text[start:end] in _SINGLE and not follow.isalnum() and not lead.isspace():
                return False
            if lead.isspace():
                break
    return True


def _with_depth(found: list[Pair]) -> list[Pair]:
    found.sort(key=lambda pair: (pair.start, -pair.end))
    out: list[Pair] = []
    open_ends: list[int] = []
    for pair in found:
        while open_ends and open_ends[-1] <= pair.start:
            open_ends.pop()
        out.append(Pair(pair.start, pair.end, len(open_ends), pair.closed))
        open_ends.append(pair.end)
    return out

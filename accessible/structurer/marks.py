"""Quotation marks: which characters open and close a quotation in this document, and where.

One pass over the marks of each paragraph with a short stack; nothing looks across unbounded text, so the time is
linear. The document's convention is found first, because the same character closes in one country what it opens in
another: “ ” English, „ “ German, « » French, » « German, » » and ” ” Nordic, ‘ ’ British, " and ' typed, '' doubled
singles. Typists mix them: a curly mark may be closed by a straight one, and the reverse.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Literal

from msgspec import Struct

#: What a quotation's edges are: its marks, the dash that its paragraph begins with, or a speaker's label before it.
Edge = Literal["marks", "dash", "label"]

#: A class of characters first, because a search for one is many times faster than for alternatives; a lone ` is none.
_MARK = re.compile(r"[“”„‟\"«»‘’‚‛'‹›`](?:(?<=')'|(?<=`)`|(?<!`))")
_ELISION = re.compile(
    r"(?:\d\ds?|em|til|till|tis|twas|twere|twill|twould|tisn|twasn|cause|bout|n|round|cos|coz|cuz|kay|ere|im|er|e|ave"
    r"|appen|neath|gainst|mongst|tween|nuff|nother|cept|fore|fraid|tain|taint|bus|phone|pon)\b",
    re.IGNORECASE,
)
_GUILLEMET_IN = re.compile(r"(?:^|[\s(\[])»(?=[^\W_])")
_GUILLEMET_OUT = re.compile(r"(?:^|[\s(\[])«")
_SINGLE_OPENS = re.compile(r"['‘‚](?<![^\s(\[—–-].)(?=[^\W_]|[“\"«…])")
#: A curly mark at the end of a word or behind a stop closes a quotation; the apostrophe of a plural does not.
_SINGLE_CLOSES = re.compile(r"’(?<=\S.)(?!\w)(?<!s’(?= ))")
#: A paragraph that begins with a single mark, as speech does; such a mark that closes it behind a stop; a double mark.
_SINGLE_FIRST = re.compile(r"\s*['‘‚](?=[^\W\d_])")
_SINGLE_STOPPED = re.compile(r"(?<=[.,!?…])['’‘](?!\w)")
_DOUBLE = re.compile(r"[“”„‟\"«»]|''|``")
#: Feet before inches, `6'2"` and `5' 10"`; and what follows a measure in a sentence, which is no end of a quotation.
_FEET = re.compile(r"\d['’′] ?\d{1,2}$")
_MEASURED = re.compile(r"[ \u00a0](?:[x×]|[^\W\d_]*[a-zß-öø-ÿ])")

#: The marks that can close each opening mark, where they stand as a closing mark does.
_CLOSED_BY: dict[str, tuple[str, ...]] = {
    "“": ("”", '"', "''", "“"),
    "„": ("“", "”", "‟", '"', "''"),
    "‟": ("”", "“", '"'),
    "”": ("”", '"'),
    '"': ('"', "”", "“"),
    "''": ("''", '"', "”"),
    "``": ("''", '"', "”"),
    "«": ("»",),
    "»": ("«", "»"),
    "‘": ("’", "'"),
    "‚": ("‘", "’", "‛", "'"),
    "‛": ("’", "'"),
    "'": ("'", "’"),
    "‹": ("›",),
    "›": ("‹",),
}
_SINGLE = frozenset("‘’‚‛'")
_OPENING = "([{—–-/"

#: The convention of a document that is longer is found from about so many characters, taken from all of its length.
_ENOUGH = 200_000
#: Quotations inside quotations are not deeper than this; an opening mark beyond is taken for a slip.
_DEEPEST = 6


class Convention(Struct, frozen=True):
    """What a document's marks mean: guillemets point inwards (» «), ” opens as well as closes, and single marks
    outside of a quotation quote (in a document that quotes with double marks they are apostrophes and slips)."""

    inverted: bool
    swedish: bool
    single: bool = True


class Pair(Struct, frozen=True, gc=False):
    """A quotation with its marks: offsets in its paragraph, and how many quotations are around it."""

    start: int
    end: int
    depth: int
    closed: bool = True
    edge: Edge = "marks"


class _Open(Struct):
    mark: str
    start: int


def convention_of(texts: Sequence[str]) -> Convention:
    """The convention that most of a document's marks follow."""
    inward = outward = 0
    for text in texts:
        if "»" in text or "«" in text:
            inward += len(_GUILLEMET_IN.findall(text))
            outward += len(_GUILLEMET_OUT.findall(text))
    swedish = not any("“" in text or "„" in text for text in texts) and any(
        "”" in text and re.search(r"(?:^|[\s(\[])”\w", text) for text in texts
    )
    found = Convention(inverted=inward > outward, swedish=swedish)
    if not any(_SINGLE_OPENS.search(text) for text in texts):
        return found
    singles = doubles = 0
    for text in texts[:: sum(map(len, texts)) // _ENOUGH + 1]:
        for pair in pairs_of(text[:_ENOUGH], found):
            if not pair.depth:
                single = text[pair.start] in _SINGLE and not text.startswith("''", pair.start)
                singles, doubles = singles + single, doubles + (not single)
    return Convention(inverted=found.inverted, swedish=swedish, single=2 * singles >= doubles)


def pairs_of(text: str, convention: Convention, *, follower: str = "") -> list[Pair]:
    """The quotations of one paragraph in the order they open.

    ``follower`` is the opening mark that the next paragraph begins with, or "": a quotation in such marks may stay
    open at the end, because a quotation of several paragraphs opens again with each of them.
    """
    stack: list[_Open] = []
    found: list[Pair] = []
    marks = [match.span() for match in _MARK.finditer(text)]
    if not marks:
        return []
    convention = _followed(text, convention)
    nests = _nesting(text)
    for at, (start, end) in enumerate(marks):
        mark = text[start:end]
        before = text[start - 1] if start else " "
        after = text[end] if end < len(text) else " "
        level = _closes(text, marks, at, stack, before, after)
        if level >= 0:
            found.append(Pair(stack[level].start, end, 0))
            del stack[level:]
        elif _opens(mark, before, after, text[end : end + 8], convention, inside=bool(stack)):
            if mark not in nests and any(other.mark == mark for other in stack):
                if mark in _SINGLE and after.islower() and text[start - 2 : start - 1] != ",":
                    continue  # a letter left out: 'The 'ouse is mine'
                stack = [other for other in stack if other.mark != mark]  # the one before was never closed
            if len(stack) < _DEEPEST:
                stack.append(_Open(mark, start))
    if stack and follower and _alike(stack[0].mark, follower) and (stack[0].mark not in _SINGLE or not stack[0].start):
        found.append(Pair(stack[0].start, len(text.rstrip()), 0, closed=False))
    return deepened(pair for pair in found if text[pair.start : pair.end].strip("“”„‟\"«»‘’‚‛'‹›` \t\r\n\u00a0\u202f"))


def _followed(text: str, convention: Convention) -> Convention:
    """The convention that a paragraph follows: its own where its marks leave no doubt, else the document's.

    What a document quotes from elsewhere keeps its marks: a German phrase in a French text, or a line of dialogue in
    single marks. Single marks count only when they open the paragraph, are closed behind a stop, and are alone.
    """
    inverted, single = convention.inverted, convention.single
    if "»" in text and "«" in text:
        inward, outward = _GUILLEMET_IN.search(text) is not None, _GUILLEMET_OUT.search(text) is not None
        if inward != outward:
            inverted = inward
    if not single and _SINGLE_FIRST.match(text) and _SINGLE_STOPPED.search(text) and not _DOUBLE.search(text):
        single = True
    if (inverted, single) == (convention.inverted, convention.single):
        return convention
    return Convention(inverted=inverted, swedish=convention.swedish, single=single)


def opens_paragraph(text: str) -> str:
    """The opening mark that a paragraph begins with, or ""."""
    match = _MARK.match(text, len(text) - len(text.lstrip()))
    return match.group() if match and match.group() in ("“", "„", "«", "»", '"', "''", "``", "‘", "'") else ""


def deepened(found: Iterable[Pair]) -> list[Pair]:
    """The quotations in the order they open, each with the number of those around it."""
    out: list[Pair] = []
    open_ends: list[int] = []
    for pair in sorted(found, key=lambda pair: (pair.start, -pair.end)):
        while open_ends and open_ends[-1] <= pair.start:
            open_ends.pop()
        out.append(Pair(pair.start, pair.end, len(open_ends), pair.closed, pair.edge))
        open_ends.append(pair.end)
    return out


def _alike(one: str, other: str) -> bool:
    """Whether two opening marks are of the same width: both double, both single, both angular."""
    return (one in _SINGLE, one in "«»") == (other in _SINGLE, other in "«»")


def _nesting(text: str) -> frozenset[str]:
    """The marks that may nest in themselves in a paragraph, because each of them has its partner there."""
    low, opened = text.count("„"), text.count("“")
    marks = [
        '"' if text.count('"') % 2 == 0 else "",
        "„" if low == opened else "",
        "“" if not low and opened == text.count("”") else "",
        "«" if text.count("«") == text.count("»") else "",
        "‘" if text.count("‘") == len(_SINGLE_CLOSES.findall(text)) else "",
    ]
    return frozenset(filter(None, marks))


def _closes(
    text: str, marks: Sequence[tuple[int, int]], at: int, stack: Sequence[_Open], before: str, after: str
) -> int:
    """The index in the stack of the quotation that a mark closes, or -1."""
    start, end = marks[at]
    mark = text[start:end]
    level = len(stack) - 1
    while level >= 0 and mark not in _CLOSED_BY[stack[level].mark]:
        level -= 1
    if level < 0:
        return -1
    opened = stack[level].mark
    if mark in _SINGLE:
        return level if _closes_single(text, marks, at, before, after) else -1
    if mark in ('"', "''"):
        if after.isalnum() and (before.isspace() or before in "([{"):
            return -1
        if before.isdigit() and (opened != mark or _FEET.search(text, max(0, start - 6), start)):
            return -1  # inches, unless the quotation is in the same marks
        if opened == mark == '"' and before.isdigit() and _MEASURED.match(text, end):
            return -1 if _closed_later(text, marks, at) else level
    elif mark == opened or mark == "“":
        if (before.isspace() or before in _OPENING) and not (after.isspace() or after in ".,;:!?)"):
            return -1
        if opened in '“"' and before.isspace():  # “ closes an English quotation only by a slip
            return -1
    return level


def _closed_later(text: str, marks: Sequence[tuple[int, int]], at: int) -> bool:
    """Whether a straight mark behind a figure is one of inches, because a better one closes the quotation later:
    before the next that opens, and behind a word or a stop."""
    for start, end in marks[at + 1 : at + 12]:
        if text[start:end] == '"':
            lead, follow = text[start - 1], text[end : end + 1]
            if lead.isspace() or lead in _OPENING:
                return False
            if not lead.isdigit() or not _MEASURED.match(text, end):
                return not follow.isalnum()
    return False


def _opens(mark: str, before: str, after: str, follow: str, convention: Convention, *, inside: bool) -> bool:
    if mark in ("’", "›"):
        return mark == "›" and convention.inverted and not after.isspace()
    if mark == "”":
        return not before.isalnum() and after.isalnum() and (convention.swedish or (before.isspace() and not inside))
    if mark == "»":
        return convention.inverted and not after.isspace()
    if mark == "«":
        return not convention.inverted
    if mark in ("“", "„", "‟", "``"):
        return not before.isalnum()
    if mark in ('"', "''", "‹"):
        # right after a letter it closes, right after a digit it is inches or seconds
        return not before.isalnum() and (not after.isspace() or before.isspace())
    # single marks: at the beginning of a word that is not an elision
    return (
        (convention.single or inside)
        and not before.isalnum()
        and before not in "’'"
        and (after.isalnum() or after in '“"«…¿¡_' or (after in "’'" and _ELISION.match(follow, 1) is not None))
        and not _ELISION.match(follow)
    )


def _closes_single(text: str, marks: Sequence[tuple[int, int]], at: int, before: str, after: str) -> bool:
    """Whether a single mark closes a quotation, and is not an apostrophe."""
    if before.isspace() or after.isalnum():
        return False
    if before in '.,!?…;:—–-”"»)*_':
        return True
    if after.isspace():  # "the boys’ names", "because o' the rain": look for a better close before the next opening
        for start, end in marks[at + 1 : at + 12]:
            if text[start:end] not in _SINGLE:
                continue
            follow = text[end] if end < len(text) else " "
            lead = text[start - 1]
            if (lead.isspace() or lead in _OPENING) and not follow.isspace():
                if _ELISION.match(text, end):
                    continue
                break
            if lead in ".,!?…" and not follow.isalnum():
                return False
    return True

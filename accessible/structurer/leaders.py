"""Leaders: the dots or the gap that lead from an entry of a contents list to its page (``The well ....... 12``).

Lists, tables, paragraphs and lists of contents all have to know such a line from what they look for.
"""

from __future__ import annotations

import re

_PAGE = r"(?P<page>\d{1,4}|[ivxlc]{1,7})\.?$"
_DOTS = r"[.·…_](?:\s?[.·…_])+"

#: The end of an entry whose page is set off from its words by dots or by more than one space.
LEADER = re.compile(rf"(?:\s*(?:{_DOTS}|…)\s*|\s{{2,}}|\t){_PAGE}")
#: The same where one space will do; it may be one of the words ("Born in 1901"), so something else has to say that the
#: line is an entry.
LOOSE_LEADER = re.compile(rf"(?:\s*(?:{_DOTS}|…)\s*|\s){_PAGE}")
#: Dots that lead anywhere, as they do to what a field of a form asks for.
DOTS = re.compile(r"\.{4,}|(?:\. ){3,}|…{2,}")
#: Leaders and page take no more than so many characters at the end of a line.
_LONGEST = 60


def leads_to_page(line: str) -> bool:
    """Whether a line ends like an entry of a contents list."""
    return _ends_in_number(line) and LEADER.search(line, max(0, len(line) - _LONGEST)) is not None


def without_page(entry: str) -> str:
    """An entry of a contents list without what leads to its page, and the page."""
    return LOOSE_LEADER.sub("", entry) if _ends_in_number(entry) else entry


def _ends_in_number(line: str) -> bool:
    """Whether the last letter could be one of a number: asked before any pattern is tried, for most lines have none."""
    end = line.rstrip(".")[-1:]
    return end.isdigit() or end in "ivxlc"

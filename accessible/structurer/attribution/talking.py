"""Whether a document's quotations are conversation: what people say to one another, and not what they are quoted with.

Judged by the document alone, not by what kind of file it is: in conversation people ask, exclaim and answer in a word,
say I and you, and speak in one paragraph after another; fragments are what the news quotes people with.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from accessible.structurer.attribution.discourse import Paragraph
from accessible.structurer.attribution.sightings import Manners
from accessible.structurer.attribution.turns import MARKS, closes, opens_text

_LIVELY = re.compile(r"[?!—–-][”’\"'»“«‹›‘_ ]*+$")
_WORDS = re.compile(r"\w+")
#: A speaker's label inside the marks: "“WALLACE: Let’s start …”".
_LABELLED = re.compile(r"[“\"]?(?:[A-Z][A-Z.’'-]+[ ]?){1,4}:\s")
#: What makes conversation of direct quotations, as shares of them: that they ask, exclaim or are of a few words; that
#: somebody says I or you; that a paragraph begins with one where the paragraph before had one too. Against it counts
#: the share of all quotations that are fragments.
_LIVELINESS, _PERSONS, _SEQUENCE, _FRAGMENTS, _ENOUGH = 2.0, 1.0, 1.0, -2.0, 1.35
#: The fewest direct quotations that show anything, and of how many words a short one is at most.
_FEWEST, _SHORT = 4, 4
#: Characters of a quotation that are looked at for who talks in it.
_LOOK = 200


def converses(paragraphs: Sequence[Paragraph], manners: Manners) -> bool:
    """Whether the quotations of these paragraphs are conversation."""
    direct = lively = personal = fragments = speeches = sequence = 0
    before = goes_on = False
    for paragraph in paragraphs:
        spoken = False
        text = paragraph.text
        for line in paragraph.lines:
            quote = line.quote
            if quote.kind != "direct":
                fragments += 1
                continue
            said = text[quote.start : quote.end]
            bare = said[0] not in MARKS and text[max(quote.start - 2, 0) : quote.start].rstrip().endswith(":")
            if bare or _LABELLED.match(said):
                return False  # a transcript says before each speech whose it is
            closed = closes(text, line)
            if closed and not goes_on:  # of a long quotation every paragraph begins with a mark
                lively += bool(_LIVELY.search(said[-4:])) or len(_WORDS.findall(said[:40])) <= _SHORT
                personal += not manners.talking.isdisjoint(_WORDS.findall(said[:_LOOK].casefold()))
                sequence += before and not spoken and opens_text(text, quote.start)
                direct += 1
                spoken = True
            goes_on = not closed
        before = spoken
        speeches += spoken
    if direct < _FEWEST:
        return False
    found = (_LIVELINESS * lively + _PERSONS * personal) / direct + _SEQUENCE * sequence / speeches
    return found + _FRAGMENTS * fragments / (direct + fragments) >= _ENOUGH

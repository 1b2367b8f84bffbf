"""Whether a document's quotations are conversation: what people say to one another, and not what they are quoted with.

Judged by the document alone, not by what kind of file it is: in conversation people ask, exclaim and answer in a word,
say I and you, and speak in one paragraph after another; fragments are what the news quotes people with. Reports also
present those whom they quote, by what they are and the full name ("keeper Jonas Kelder", "Vane Marsh said"); stories,
whose readers know the people, hardly ever do.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from accessible.structurer.attribution.clauses import Cue
from accessible.structurer.attribution.discourse import Paragraph
from accessible.structurer.attribution.grammar import grammar_of
from accessible.structurer.attribution.sightings import Manners
from accessible.structurer.attribution.turns import MARKS, closes, opens_text

_LIVELY = re.compile(r"[?!—–-][”’\"'»“«‹›‘_ ]*+$")
_WORDS = re.compile(r"\w+")
#: A speaker's label inside the marks: "“WALLACE: Let’s start …”".
_LABELLED = re.compile(r"[“\"]?(?:[A-Z][A-Z.’'-]+[ ]?){1,4}:\s")
#: A role and a full name without an article, as only reports write: "coach Jonas Kelder". What stands before a full
#: name, and the word before that: names are few, and all small words are many.
_FULL_NAME = re.compile(r" (?<=[a-z].)(?=[A-Z][\w’'-]++ (?:[A-Z]\. )?[A-Z])")
_LAST_WORD = re.compile(r"(?:(?<!\w)[a-z]++-)?(?<!\w)[a-z]++\Z")
_LONGEST_WORD = 40
#: What makes conversation of direct quotations, as shares of them: that they ask, exclaim or are of a few words; that
#: somebody says I or you; that a paragraph begins with one where the paragraph before had one too. Against it counts
#: the share of all quotations that are fragments. Set by hand, against 49 novels (long stretches and openings) and 76
#: English news reports: 7 novels, all but one with fewer than ten turns, and 1 report fall on the wrong side.
_LIVELINESS, _PERSONS, _SEQUENCE, _FRAGMENTS, _ENOUGH = 2.0, 1.0, 1.0, -2.0, 1.35
#: What counts against it for each paragraph that somebody speaks in: people presented by role and full name, and cues
#: with a full name or a role. Measured on those: people presented 3 times in 1,500 paragraphs of novels and 56 times in
#: 390 of news, cues in full 23 and 76 times.
_ROLES, _FULL_NAMES = -4.0, -2.0
#: The fewest direct quotations that show anything, and of how many words a short one is at most.
_FEWEST, _SHORT = 4, 4
#: Characters of a quotation that are looked at for who talks in it.
_LOOK = 200


def converses(paragraphs: Sequence[Paragraph], manners: Manners) -> bool:
    """Whether the quotations of these paragraphs are conversation."""
    direct = lively = personal = fragments = speeches = sequence = 0
    before = goes_on = False
    presented = introduced = 0
    for paragraph in paragraphs:
        spoken = False
        text = paragraph.text
        presented += _presented(paragraph)
        introduced += _introduced(paragraph, manners)
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
    found += _FRAGMENTS * fragments / (direct + fragments)
    return found + (_ROLES * presented + _FULL_NAMES * introduced) / speeches >= _ENOUGH


def _presented(paragraph: Paragraph) -> int:
    """How many people the narration of a paragraph presents by a role and a full name."""
    if not paragraph.clauses:
        return 0
    clause = paragraph.clauses[0]  # each holds the narration of the whole paragraph
    roles, text = grammar_of(clause.language).roles, clause.hidden
    return sum(_word_before(text, found.start()) in roles for found in _FULL_NAME.finditer(text))


def _word_before(text: str, end: int) -> str:
    """The small word that ends at an offset, with the one that a hyphen ties to it; "" when there is none."""
    start = max(text.rfind(" ", 0, end) + 1, end - _LONGEST_WORD)
    found = _LAST_WORD.search(text, start, end)
    return found[0] if found is not None else ""


def _introduced(paragraph: Paragraph, manners: Manners) -> int:
    """How many cues beside direct quotations have somebody's full name or role for a subject."""
    clauses = {id(line.clause): line.clause for line in paragraph.lines if line.quote.kind == "direct"}
    cues = [cue for clause in clauses.values() for cue in clause.cues]
    if not manners.nouns:  # where they are, all that is known of a word costs more than its place in memory
        for clause in clauses.values():
            clause.settle()
    return sum(cue.kind in ("speech", "source") and _in_full(cue, manners) for cue in cues)


def _in_full(cue: Cue, manners: Manners) -> bool:
    subject = cue.subject
    if subject.kind != "name":
        return False
    words = [word for word in subject.name.casefold().split() if word.rstrip(".") not in manners.address]
    return len(words) > 1 or (bool(subject.role) and subject.role not in manners.address)

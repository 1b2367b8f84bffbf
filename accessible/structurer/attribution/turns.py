"""The turns of a story's conversations: which quotations of a paragraph belong together, and what tells whose they are.

A turn has a cue ("said Emma", "she said", "said the old man", "I said"), or a sentence beside it in its paragraph that
somebody is the subject of (`Emma put down her cup. “…”`), or neither; and it may call somebody by name.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from accessible.structurer.attribution.clauses import Cue
from accessible.structurer.attribution.discourse import Line, Paragraph
from accessible.structurer.attribution.nouns import MASK, Mention
from accessible.structurer.attribution.readings import Gender
from accessible.structurer.attribution.sightings import Manners, Sighting, Usage
from accessible.structurer.attribution.vocatives import Named, addressed, named_in

#: What may stand between a quotation and the cue right after it.
_GAP = re.compile(r"[ ,.;:\t\r\n\u00a0—–”’\"'-]*+")
#: What a paragraph ends in that leads to the quotation of the next one: "At last Vane said:".
_LEADS = (":", "—", "--")
#: A verb of any kind, in its past, between a quotation and a name: "…,” grizzled Vane".
_VERB = re.compile(r"[,!?.—–-][”’\"'»]?[ \r\n\u00a0]{1,2}([^\W\d_A-Z]+ed)[ \r\n\u00a0]{1,2}$")
_LONGEST_VERB = 20
#: Characters before a quotation in which a colon leads to it.
_COLON = 4
#: How many cues of a sentence on either side of a quotation are looked at.
_NEAR = 3
#: Characters of narration in a paragraph after which a quotation without a cue is nobody's turn.
_DEEP = 1000
#: More paragraphs of narration than any conversation goes on over.
FAR = 99
#: What a quotation begins and ends with, where it has marks at all.
MARKS = ("”", "’", '"', "'", "»", "«", "“", "„", "‘", "‚", "‹", "›")

Sign = Literal["cue after", "cue before", "cue in the sentence", "verb after", "beside", "nobody", "none"]


class Turn(Struct, eq=False):
    """Quotations that one person says, and what stands beside them."""

    at: int  # the paragraph
    lines: list[Line]
    sign: Sign = "none"
    cue: Cue | None = None
    leading: Paragraph | None = None  # the paragraph before, when the cue stands in it: its offsets are of that one
    beside: Sighting | None = None  # without a cue: whom the verb after it, or the sentence beside it, shows
    gap: int = 0  # paragraphs of narration since the turn before; a new scene is farther than any
    goes_on: bool = False  # the quotation before was not closed
    named: tuple[Named, ...] = ()
    addressed: Gender = ""  # whom it speaks to, as far as it says so without a name


def turns_in(
    at: int,
    paragraph: Paragraph,
    sightings: Sequence[Sighting],
    before: Paragraph | None,
    manners: Manners,
    usage: Usage,
    language: str,
) -> list[Turn]:
    """The turns of one paragraph, in order; the paragraph ``before`` it may lead to them ("At last Vane said:")."""
    turns = _grouped(at, paragraph, manners)
    if not turns:
        return []
    text = paragraph.text
    first = turns[0]
    if first.cue is None and before is not None and opens_text(text, first.lines[0].quote.start):
        first.sign, first.cue = _led(before)
        first.leading = before if first.cue is not None else None
    subjects = [sighting for sighting in sightings if sighting.subject]
    kept: list[Turn] = []
    for turn in turns:
        if turn.cue is None:
            turn.sign, turn.cue = _told(turn, paragraph)
        if turn.cue is None:
            turn.sign, turn.beside = _shown(turn, text, sightings, subjects)
            if turn is first and turn.lines[0].quote.start > _DEEP:
                continue  # it may be an inscription, a rumour, a thought of nobody who is there
        kept.append(turn)
        found: list[Named] = []
        for line in turn.lines:
            found += named_in(text, line.quote.start, line.quote.end, manners, usage)
            turn.addressed = turn.addressed or addressed(text, line.quote.start, line.quote.end, language)
        turn.named = tuple(found)
    return kept


def opens_text(text: str, start: int) -> bool:
    """Whether nothing but white space stands before an offset; a paragraph's own indent is short."""
    return start < _LONGEST_VERB and not text[:start].strip()


def closes(text: str, line: Line) -> bool:
    """Whether a quotation ends with a mark, if it began with one."""
    quote = line.quote
    return text[quote.start] not in MARKS or (quote.end - quote.start > 1 and text[quote.end - 1] in MARKS)


def _grouped(at: int, paragraph: Paragraph, manners: Manners) -> list[Turn]:
    """The quotations of a paragraph in turns: one that follows another without a word between is a reply to it, and so
    is one whose cue says another name."""
    turns: list[Turn] = []
    for line in paragraph.lines:
        sign, cue = _cue(paragraph, line)
        same = turns[-1] if turns else None
        replied = same is not None and not paragraph.text[same.lines[-1].quote.end : line.quote.start].strip()
        if same is not None and not replied and (cue is None or same.cue is None or _alike(same.cue, cue, manners)):
            same.lines.append(line)
            if same.cue is None:
                same.sign, same.cue = sign, cue
        elif same is not None or cue is not None or line.quote.kind == "direct":
            turns.append(Turn(at, [line], sign, cue))
    return [turn for turn in turns if turn.cue is not None or any(line.quote.kind == "direct" for line in turn.lines)]


def _alike(one: Cue, other: Cue, manners: Manners) -> bool:
    """Whether two cues of a paragraph can be of the same person."""
    if one is other:
        return True
    first, second = one.subject, other.subject
    if first.kind == second.kind == "pronoun":
        return first.text.casefold() == second.text.casefold()
    if second.kind == "pronoun":
        first, second = second, first
    if first.kind == "pronoun":
        means = manners.personal.get(first.text.casefold(), ("thing", ""))[0]
        return means in ("male", "female") and _gender_said(second, manners) in ("", means)
    return first.text.casefold() in second.text.casefold() or second.text.casefold() in first.text.casefold()


def _gender_said(mention: Mention, manners: Manners) -> str:
    """The gender that a name or a description says by itself: by a form of address, a first name, a noun."""
    words = [word.rstrip(".") for word in mention.text.casefold().split()]
    addressed = next((manners.address[word] for word in words if word in manners.address), "")
    if mention.kind == "name":
        name = [word for word in mention.name.casefold().split() if word.rstrip(".") not in manners.address]
        return addressed or (manners.first_names.get(name[0], "") if name else "")
    return manners.people.get(mention.role or words[-1], "") or addressed


def _cue(paragraph: Paragraph, line: Line) -> tuple[Sign, Cue | None]:
    """The cue of a quotation: right after it, before it, or else later in its sentence."""
    quote, cues, text = line.quote, line.clause.cues, paragraph.text
    passed = bisect_right(cues, quote.start, key=lambda cue: cue.end)
    later: Cue | None = None
    for cue in cues[passed : passed + _NEAR]:
        if _begins(cue) >= quote.end and cue.kind != "judging":
            if _GAP.fullmatch(text, quote.end, _begins(cue)):
                return "cue after", cue
            later = later or cue
    where = bisect_right(paragraph.clauses, line.clause.start, key=lambda clause: clause.start)
    if where < len(paragraph.clauses) and line.clause.end >= quote.end:
        for cue in paragraph.clauses[where].cues[:1]:  # "“Well!” Emma said."
            if cue.kind == "speech" and _GAP.fullmatch(text, quote.end, max(_begins(cue), quote.end)):
                return "cue after", cue
    for at in range(passed - 1, max(passed - 1 - _NEAR, -1), -1):
        if cues[at].kind != "judging":  # one who is said to say something says it
            return "cue before", cues[line.clause.mains[at]]
    if later is not None and later.kind == "speech":
        return "cue in the sentence", later
    return "none", None


def _begins(cue: Cue) -> int:
    return min(cue.start, cue.subject.start)


def _led(before: Paragraph) -> tuple[Sign, Cue | None]:
    """The cue of a paragraph that leads to the next one."""
    if not before.clauses or not before.text.rstrip().endswith(_LEADS):
        return "none", None
    cues = [cue for cue in before.clauses[-1].cues if cue.kind == "speech"]
    return ("cue before", cues[-1]) if cues else ("none", None)


def _told(turn: Turn, paragraph: Paragraph) -> tuple[Sign, Cue | None]:
    """The cue of the sentence before a turn in its paragraph: "At last Mrs. Vane spoke. “…”"."""
    start = turn.lines[0].quote.start
    where = bisect_right(paragraph.clauses, start, key=lambda clause: clause.end) - 1
    if where < 0:
        return "none", None
    clause = paragraph.clauses[where]
    if MASK in clause.hidden[clause.start : clause.end]:
        return "none", None
    cues = [cue for cue in clause.cues if cue.kind == "speech" and not cue.embedded]
    return ("cue before", cues[-1]) if cues else ("none", None)


def _shown(
    turn: Turn, text: str, sightings: Sequence[Sighting], subjects: Sequence[Sighting]
) -> tuple[Sign, Sighting | None]:
    """Whom the narration beside a turn, in its own paragraph, shows: a name behind it and one verb, whatever that
    means; else the subject nearest before it, or else after it."""
    for line in turn.lines:
        end = line.quote.end
        at = bisect_right(sightings, end, key=lambda sighting: sighting.start)
        if at == len(sightings) or sightings[at].kind != "name" or sightings[at].start - end > _LONGEST_VERB:
            continue
        if _VERB.search(text, max(end - 2, 0), sightings[at].start):
            return "verb after", sightings[at]
    start = turn.lines[0].quote.start
    if _announced(text, start) and not _there(turn.lines[0], sightings):
        return "nobody", None
    at = bisect_right(subjects, start, key=lambda sighting: sighting.end)
    if subjects and (at or subjects[0].start >= start):
        return "beside", subjects[max(at - 1, 0)]
    return "none", None


def _announced(text: str, start: int) -> bool:
    """Whether a colon leads to a quotation."""
    return text[max(start - _COLON, 0) : start].rstrip().endswith(":")


def _there(line: Line, sightings: Sequence[Sighting]) -> bool:
    """Whether the sentence that leads to a quotation mentions anybody: "On the wall was a notice: “…”" does not."""
    at = bisect_right(sightings, line.clause.start, key=lambda sighting: sighting.end)
    return at < len(sightings) and sightings[at].start < line.quote.start

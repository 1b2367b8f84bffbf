"""The headings: short lines that stand over a stretch of text.

What speaks for and against each candidate is in `cues.py`; here it is weighed. The weights are log odds: they were
fitted by logistic regression to annotated documents of seven kinds (news pages, articles, web pages, books as typed
and as edited) and checked by leaving each kind out in turn (`tests/benchmarks/weigh.py`), then rounded, so that
an editor can read them: what is above zero speaks for a heading.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from accessible.model.blocks import (
    Block,
    Byline,
    Dateline,
    Evidence,
    Heading,
    Image,
    Leaf,
    Paragraph,
    Prose,
    Span,
    Subtitle,
    Title,
)
from accessible.model.document import Document
from accessible.model.draft import Lines
from accessible.model.message import Message
from accessible.structurer.cues import Candidate, candidates
from accessible.structurer.given import is_bold, is_given, joined, without_bold
from accessible.structurer.kinds import closes
from accessible.structurer.labels import SPEECH
from accessible.structurer.numbering import number_of
from accessible.structurer.odds import chance
from accessible.structurer.shape import folded, place_of

#: Below this confidence a possible heading stays a paragraph; below the second, without a message.
THRESHOLD, DOUBT = 0.5, 0.25

#: Where the scale begins, and what each cue adds: some as an editor gives it, because the documents hold too few of
#: them, the others as fitted beside those.
BASE = -1.7
GIVEN = {
    "row of numbers follows": 1.0,
    "all in bold": 1.5,
    "says the title again": -9.0,
    "an address": -6.0,
    "says a page": -6.0,
    "a turn in a play": -6.0,
    "says that the work ends": -6.0,
    "others are marked": -3.0,
    "names a writer": -3.0,
    "between verse and text": -2.0,
    "one of a run of its form": -1.0,
    "begins small where others do not": -2.5,
    "begins small": 0.0,
}
FITTED = {
    "capitals": 2.5,
    "much more space before": 2.1,
    "ends open": 1.8,
    "in italics": 1.7,
    "division": 1.5,
    "text follows": 1.2,
    "1 to 3 words": 1.1,
    "said over and over": 1.0,
    "number in a short row": 1.0,
    "number in a row": 0.9,
    "short line, then text": 0.9,
    "address in it": 0.8,
    "bare number": 0.8,
    "section name": 0.7,
    "more space before": 0.7,
    "4 to 7 words": 0.7,
    "sentence follows": 0.6,
    "ends in a question": 0.6,
    "list follows": 0.6,
    "number and title": 0.6,
    "after verse": 0.4,
    "verse follows": 0.4,
    "a quoted phrase": 0.4,
    "begins with a digit": 0.3,
    "after a list": 0.3,
    "date or sum": 0.3,
    "others of its form stand over text": 0.3,
    "after other matter": 0.2,
    "title case": 0.1,
    "one of three": 0.1,
    "other matter follows": -0.1,
    "short line follows": -0.2,
    "8 to 10 words": -0.2,
    "one of many of its form that do not": -0.3,
    "unfinished before": -0.3,
    "goes on below": -0.3,
    "after the title": -0.4,
    "announced before": -0.4,
    "short lines everywhere": -0.4,
    "ends in a call": -0.4,
    "heading follows": -0.4,
    "after the byline": -0.6,
    "one of a run": -0.7,
    "finite verb": -0.8,
    "among dialogue": -0.8,
    "set in": -0.8,
    "after a heading": -0.9,
    "after a short line": -0.9,
    "ends half-way": -0.9,
    "others are numbered": -0.9,
    "opens a quotation": -0.9,
    "number": -0.9,
    "ends like a sentence": -1.1,
    "nothing follows": -1.3,
    "ends in a colon": -1.4,
    "more words": -1.5,
    "label and text": -1.7,
    "in quotation marks": -1.8,
    "begins with a bracket": -1.9,
}
WEIGHTS = GIVEN | FITTED


#: Cues that are a reason by themselves, the best first; the other headings' reason is what they stand over.
_TELLING = (
    "division",
    "all in bold",
    "number in a row",
    "section name",
    "number in a short row",
    "capitals",
    "in italics",
    "much more space before",
)
_OVER = (
    ("text follows", "short line over text"),
    ("list follows", "short line over a list"),
    ("verse follows", "short line over verse"),
    ("short line, then text", "short line over text"),
)


#: How sure the kind is: of 26 documents of the development sets with two numbered chapters, 23 are surely books; of
#: those that have not, 277 are articles and 43 are books, most of them extracts of one chapter.
_BOOK, _NO_BOOK = Evidence("two numbered chapters or more", 0.9), Evidence("no two numbered chapters", 0.85)


#: A line in bold has no more characters; a name or a date between the title and the text no more words.
_LINE, _LABEL = 120, 5


def find_headings(document: Document) -> Document:
    """The document with its `Heading` blocks, all of level 2 until `set_levels` ranks them."""
    (section,) = document.sections
    blocks = list(section.blocks)
    messages = list(document.messages)
    taken: dict[int, Candidate] = {}
    for candidate in candidates(blocks, document.text, document.metadata.language):
        confidence = confidence_of(candidate)
        block = blocks[candidate.at]
        assert isinstance(block, Paragraph)
        if block.evidence.rule == SPEECH:
            continue
        if is_given(block) and ("all in bold" not in candidate.cues or _is_credit(blocks, candidate)):
            continue  # nobody who marks his headings means this one
        if confidence >= THRESHOLD:
            taken[candidate.at] = candidate
        elif confidence >= DOUBT:
            messages.append(_kept(document, block, candidate, confidence))
    is_book = _is_book(list(taken.values())) or _is_divided(blocks, document.metadata.language)
    return replace(
        document,
        kind="book" if is_book else document.kind,
        kind_evidence=_BOOK if is_book else _NO_BOOK,
        sections=(replace(section, blocks=tuple(_with(blocks, taken, document.text))),),
        messages=tuple(messages),
    )


def _is_credit(blocks: Sequence[Lines | Block], candidate: Candidate) -> bool:
    """Whether a line in bold divides no text: it is the last, or one of several at the end that only say who did what
    ("Editor: …"), or it goes on with the lines between the title and the text that say who wrote it and when."""
    behind = [block for block in blocks[candidate.end :] if not isinstance(block, Image | Byline | Dateline)]
    if not behind or (_is_bold_line(behind[0]) and all(_is_bold_line(block) or _is_label(block) for block in behind)):
        return True
    if "list follows" in candidate.cues:  # "In short"
        return False
    at = candidate.at - 1
    while at >= 0 and (isinstance(blocks[at], Byline | Dateline) or _is_label(blocks[at])):
        at -= 1
    return at < candidate.at - 1 and at >= 0 and isinstance(blocks[at], Title | Subtitle)


def _is_bold_line(block: Lines | Block) -> bool:
    return isinstance(block, Paragraph) and is_bold(block.prose) and len(block.prose.text) <= _LINE


def _is_label(block: Lines | Block) -> bool:
    """Whether a block is a few words that end nothing, like a name or a date."""
    return isinstance(block, Paragraph) and len(block.prose.text.split()) <= _LABEL and not closes(block.prose.text)


def confidence_of(candidate: Candidate) -> float:
    """How sure it is that a candidate is a heading, 0 to 1: the logistic of the sum of its cues' weights."""
    return chance(BASE, WEIGHTS, candidate.cues)


def _with(blocks: Sequence[Lines | Block], taken: dict[int, Candidate], source: str) -> list[Lines | Block]:
    out: list[Lines | Block] = []
    at = 0
    while at < len(blocks):
        candidate, block = taken.get(at), blocks[at]
        if candidate is None or not isinstance(block, Paragraph):
            out.append(block)
            at += 1
            continue
        last = blocks[candidate.end - 1]
        span = Span(block.span.start, last.span.end)
        evidence = Evidence(_rule(candidate), round(confidence_of(candidate), 3))
        if is_given(block):
            parts = [part for part in blocks[at : candidate.end] if isinstance(part, Paragraph)]
            prose = without_bold(joined([part.prose for part in parts]))
        elif candidate.end == at + 1:
            prose = block.prose
        else:
            prose = Prose(text=source[span.start : span.end], origin=span.start)
        out.append(Heading(prose=prose, span=span, evidence=evidence, id=block.id))
        at = candidate.end
    return out


def _rule(candidate: Candidate) -> str:
    """What an editor would say the reason is."""
    telling = next((cue for cue in _TELLING if cue in candidate.cues), "")
    if telling:
        return telling
    return next((rule for cue, rule in _OVER if cue in candidate.cues), "short line")


def _is_book(found: Sequence[Candidate]) -> bool:
    """Two numbered chapters make a book."""
    return sum("division" in candidate.cues or "bare number" in candidate.cues for candidate in found) > 1


def _is_divided(blocks: Sequence[Lines | Block], language: str) -> bool:
    """Whether two headings that their author marked have the word of a division and its number."""
    given = (block.prose.text for block in blocks if isinstance(block, Heading) and is_given(block))
    numbers = (number_of(text, language) for text in given)
    return sum(number is not None and number.rank > 0 for number in numbers) > 1


def _kept(document: Document, block: Leaf, candidate: Candidate, confidence: float) -> Message:
    what = f"Possible heading, kept as a paragraph: {folded(block)!r} [{_rule(candidate)}, {confidence:.2f}]."
    return Message("S003", what, place_of(block, document.text, document.source))

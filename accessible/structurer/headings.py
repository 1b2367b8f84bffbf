"""The headings: short lines that stand over a stretch of text.

What speaks for and against each candidate is in `cues.py`; here it is weighed. The weights are log odds: they were
fitted by logistic regression to annotated documents of seven kinds (news pages, articles, web pages, books as typed
and as edited) and checked by leaving each kind out in turn (`tests/benchmarks/weigh.py`), then rounded, so that
an editor can read them: what is above zero speaks for a heading.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from msgspec.structs import replace

from accessible.model.blocks import Block, Evidence, Heading, Leaf, Paragraph, Prose, Span
from accessible.model.document import Document
from accessible.model.draft import Lines
from accessible.model.message import Message
from accessible.structurer.cues import Candidate, candidates
from accessible.structurer.shape import folded, place_of

#: Below this confidence a possible heading stays a paragraph; below the second, without a message.
THRESHOLD, DOUBT = 0.5, 0.25

#: Where the scale begins, and what each cue adds.
BASE = -1.8
WEIGHTS: dict[str, float] = {
    "row of numbers follows": 1.0,
    "says the title again": -4.0,
    "an address": -4.0,
    "between verse and text": -2.0,
    "capitals": 2.5,
    "much more space before": 1.9,
    "in italics": 1.8,
    "ends open": 1.6,
    "division": 1.5,
    "text follows": 1.2,
    "1 to 3 words": 1.1,
    "number in a short row": 1.0,
    "number in a row": 1.0,
    "short line, then text": 0.9,
    "ends in a question": 0.9,
    "bare number": 0.9,
    "address in it": 0.8,
    "more space before": 0.8,
    "list follows": 0.7,
    "section name": 0.7,
    "4 to 7 words": 0.6,
    "said over and over": 0.6,
    "number and title": 0.6,
    "sentence follows": 0.6,
    "after verse": 0.5,
    "others of its form stand over text": 0.4,
    "date or sum": 0.4,
    "verse follows": 0.3,
    "title case": 0.3,
    "begins with a digit": 0.2,
    "after a list": 0.2,
    "after other matter": 0.1,
    "a quoted phrase": -0.1,
    "other matter follows": -0.1,
    "short line follows": -0.1,
    "8 to 10 words": -0.2,
    "goes on below": -0.3,
    "short lines everywhere": -0.3,
    "unfinished before": -0.4,
    "finite verb": -0.5,
    "ends in a call": -0.5,
    "announced before": -0.5,
    "after the byline": -0.5,
    "heading follows": -0.7,
    "one of many of its form that do not": -0.7,
    "after the title": -0.7,
    "number": -0.8,
    "one of a run": -0.8,
    "after a short line": -0.8,
    "set in": -0.8,
    "among dialogue": -0.9,
    "ends half-way": -0.9,
    "others are numbered": -0.9,
    "opens a quotation": -1.0,
    "nothing follows": -1.1,
    "names a writer": -1.2,
    "ends like a sentence": -1.2,
    "ends in a colon": -1.4,
    "more words": -1.5,
    "label and text": -1.6,
    "after a heading": -1.7,
    "begins with a bracket": -1.9,
    "in quotation marks": -1.9,
}


#: Cues that are a reason by themselves; for the other headings the reason is what they stand over.
_TELLING = frozenset(
    {"division", "number in a row", "number in a short row", "section name", "capitals", "in italics",
     "much more space before"}
)  # fmt: skip
_OVER = (
    ("text follows", "short line over text"),
    ("list follows", "short line over a list"),
    ("verse follows", "short line over verse"),
    ("short line, then text", "short line over text"),
)


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
        if confidence >= THRESHOLD:
            taken[candidate.at] = candidate
        elif confidence >= DOUBT:
            messages.append(_kept(document, block))
    return replace(
        document,
        kind="book" if _is_book(list(taken.values())) else document.kind,
        sections=(replace(section, blocks=tuple(_with(blocks, taken, document.text))),),
        messages=tuple(messages),
    )


def confidence_of(candidate: Candidate) -> float:
    """How sure it is that a candidate is a heading, 0 to 1: the logistic of the sum of its cues' weights."""
    return 1 / (1 + math.exp(-BASE - sum(WEIGHTS.get(cue, 0.0) for cue in candidate.cues)))


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
        prose = Prose(text=source[span.start : span.end], origin=span.start)
        evidence = Evidence(_rule(candidate), round(confidence_of(candidate), 3))
        out.append(Heading(prose=prose, span=span, evidence=evidence))
        at = candidate.end
    return out


def _rule(candidate: Candidate) -> str:
    """What an editor would say the reason is: the cue of its own that spoke loudest, else what it stands over."""
    telling = max(_TELLING.intersection(candidate.cues), key=lambda cue: WEIGHTS.get(cue, 0.0), default="")
    if telling:
        return telling
    return next((rule for cue, rule in _OVER if cue in candidate.cues), "short line")


def _is_book(found: Sequence[Candidate]) -> bool:
    """Two numbered chapters make a book."""
    return sum("division" in candidate.cues or "bare number" in candidate.cues for candidate in found) > 1


def _kept(document: Document, block: Leaf) -> Message:
    what = f"Possible heading, kept as a paragraph: {folded(block)!r}."
    return Message("S003", what, place_of(block, document.text, document.source))

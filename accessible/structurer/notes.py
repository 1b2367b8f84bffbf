"""Footnotes and endnotes.

A note is known by its reader: something in the text before refers to it (``word[2]``, ``word¹``, ``word*``). A form
that says what it is needs no proof (``[Footnote 3: …]``, numbers under "Endnotes"). Notes stay where they stand, and
what the text is referred to by stays in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from accessible.model.blocks import Block, Evidence, Footnote, Leaf, PageBreak, Paragraph, Span
from accessible.model.document import Document
from accessible.model.draft import Lines
from accessible.model.message import Message
from accessible.structurer.given import is_given, piece_of
from accessible.structurer.items import cut_at
from accessible.structurer.punctuation import CLOSERS, TERMINAL
from accessible.structurer.references import FIGURES, RAISED, SIGNS, References, form_of
from accessible.structurer.shape import folded, place_of
from accessible.structurer.words import words

#: What a note begins with, most plainly marked first.
_LABEL = re.compile(
    rf"[\[{{](?P<bracket>\d{{1,3}}|[a-z]|{SIGNS})[\]}}][.:]?\s*(?=\S)"
    rf"|\((?P<paren>\d{{1,3}}|{SIGNS})\)\s*(?=\S)"
    rf"|(?P<raised>[{RAISED}]{{1,3}})[ \t\u00a0]*(?=[^\s{RAISED}])"
    rf"|(?P<sign>{SIGNS})[ \t\u00a0]*(?=[^\W_]|[\"“‘'(_])"
    r"|(?P<number>\d{1,3})(?:[.)]|(?=[ \t]))[ \t\u00a0]+(?:[\^↑][ \t\u00a0]+)?(?=\S)"  # "1. ^ Corran" in a wiki
)
_OPENS = re.compile(r"\[?[^\W\d_]{2,12}\.?\s*(?:[\d*†‡§:]|[A-Za-z][:.])")
_SAID = re.compile(rf"(?P<open>\[)?(?P<word>[^\W\d_]+\.?)\s+(?P<label>\d{{1,4}}|[A-Za-z]|{SIGNS})?\s*[:.]\]?\s*(?=\S)")

#: Why a block is a note, beside that the text refers to it in the note's own form.
SAID, HEADED, NUMBERED = (
    "says that it is a note",
    "numbered under a heading of notes",
    "numbers that the text refers to",
)
#: Between two notes of a run stand at most so many paragraphs that are the former's.
_BETWEEN = 8
#: A message gives so many characters of a note.
_CITED = 60
#: So much of a run of numbers must be referred to.
_KNOWN = 0.8


class _Label(Struct, frozen=True):
    """The label that a block begins with: how it is set, what it says, and how many characters it takes."""

    form: str
    text: str
    length: int


def find_notes(document: Document) -> Document:
    """The document with its notes as `Footnote`."""
    (section,) = document.sections
    language = document.metadata.language
    blocks = [part for block in section.blocks for part in _parted(block)]
    labels = [_label(block) for block in blocks]
    if not any(label is not None for label in labels) and not any(_says(block, language) for block in blocks):
        return document
    asked = References(blocks)
    out: list[Lines | Block] = []
    unasked: list[int] = []
    at = 0
    while at < len(blocks):
        found = _said_note(blocks, at, language) or _known_note(blocks, labels, at, asked)
        found = found or _numbered(blocks, labels, at, asked, language)
        if found is None:
            out.append(blocks[at])
            if (label := labels[at]) is not None and _is_plain(label):
                unasked.append(at)
            at += 1
        else:
            out.extend(found[0])
            at = found[1]
    messages = (*document.messages, *_kept(document, blocks, unasked))
    return replace(document, sections=(replace(section, blocks=tuple(out)),), messages=messages)


def _is_plain(label: _Label) -> bool:
    """Whether a label is hardly anything but a note's: stars are bullets, numbers count all things, ``§`` laws."""
    return label.form in ("bracket", "raised") or label.text[0] in "†‡"


def _kept(document: Document, blocks: Sequence[Lines | Block], unasked: Sequence[int]) -> Iterator[Message]:
    """A message for every stretch of blocks that begin like notes, though nothing before refers to them."""
    for number, at in enumerate(unasked):
        block = blocks[at]
        if (number and unasked[number - 1] == at - 1) or not isinstance(block, Paragraph):
            continue
        end = number
        while end + 1 < len(unasked) and unasked[end + 1] == unasked[end] + 1:
            end += 1
        count = end + 1 - number
        many = f"{count} possible notes" if count > 1 else "Possible note"
        what = f"{many}, kept in the text because nothing before refers to it: {folded(block)[:_CITED]!r}."
        yield Message("S010", what, place_of(block, document.text, document.source))


_Found = tuple[Sequence[Lines | Block], int]


def _label(block: Lines | Block) -> _Label | None:
    if not isinstance(block, Paragraph):
        return None
    found = _LABEL.match(block.prose.text)
    if found is None:
        return None
    form = str(found.lastgroup)
    return _Label(form if form == "number" else form_of(form, found[form].translate(FIGURES)), found[form], found.end())


def _parted(block: Lines | Block) -> Iterator[Lines | Block]:
    """The block, or its notes one by one if it is a paragraph in which several begin on lines of their own."""
    if not isinstance(block, Paragraph) or block.prose.origin != block.span.start or "\n" not in block.prose.text:
        yield block
        return
    first = _LABEL.match(block.prose.text)
    if first is None or first.lastgroup == "number":
        yield block
        return
    text = block.prose.text
    starts = [0]
    ended = False
    for line in re.finditer(r"[^\r\n]+", text):
        words_of = line.group().strip()
        found = _LABEL.match(words_of) if line.start() else None
        if ended and found is not None and found.lastgroup != "number":
            starts.append(line.start())
        ended = words_of[-1:] in TERMINAL + CLOSERS
    yield from cut_at(block, starts)


# -------------------------------------------------------------------------------------------------- says so itself
def _says(block: Lines | Block, language: str) -> re.Match[str] | None:
    """``[Footnote 3: …``, ``[Note: …``; outside of brackets the word alone is a remark."""
    if not isinstance(block, Paragraph):
        return None
    found = _SAID.match(block.prose.text) if _OPENS.match(block.prose.text) else None
    if (
        found is None
        or found["word"].casefold() not in words("note-word", language)
        or not (found["open"] or found["label"])
    ):
        return None
    return found if found["open"] or found["word"].casefold() in words("footnote-word", language) else None


def _said_note(blocks: Sequence[Lines | Block], at: int, language: str) -> _Found | None:
    found = _says(blocks[at], language)
    if found is None:
        return None
    end = at + 1
    if found["open"]:
        while end < min(len(blocks), at + _BETWEEN) and not _closes(blocks[end - 1]):
            end += 1
        if not _closes(blocks[end - 1]):
            end = at + 1
    label = _Label("said", found["label"] or "", found.end())
    return [_note(blocks[at:end], label, Evidence(SAID, 0.98), closed=bool(found["open"]))], end


def _closes(block: Lines | Block) -> bool:
    return not isinstance(block, Paragraph) or block.prose.text.rstrip().endswith("]")


# ---------------------------------------------------------------------------------------------------- referred to
def _known_note(
    blocks: Sequence[Lines | Block], labels: Sequence[_Label | None], at: int, asked: References
) -> _Found | None:
    """A note in brackets, raised or with a sign that the text before refers to."""
    label = labels[at]
    if label is None or label.form == "number" or asked.before(label.form, label.text, at) < 0:
        return None
    if label.form == "paren" and not _is_whole(labels, at, asked):
        return None
    if label.form == "sign":  # a star may be a bullet
        if label.text == "*" and _is_bullet(blocks, at, label):
            return None
        before = labels[at - 1] if at else None
        if before is not None and before.text == label.text and at - 1 not in asked.answered:
            return None
        end = at
        while end < min(len(blocks), at + _BETWEEN) and (other := labels[end]) is not None and other.text == label.text:
            end += 1
        if asked.count(label.form, label.text, at, end - at) < end - at:
            return None
    asked.answered.add(at)
    asked.use(label.form, label.text)
    end = at + 1
    following = next(
        (near for near in range(end, min(len(blocks), at + _BETWEEN)) if labels[near] is not None), len(blocks)
    )
    if end < following < len(blocks):
        other = labels[following]
        assert other is not None
        both = 0 <= asked.before(other.form, other.text, following) < at and other.form == label.form
        if both and all(isinstance(block, Paragraph) for block in blocks[end:following]):
            end = following  # its note was asked for before this one began: what stands between is no text
    return [_note(blocks[at:end], label, Evidence("note that the text refers to", 0.95))], end


def _is_whole(labels: Sequence[_Label | None], at: int, asked: References) -> bool:
    """Whether all the numbers in parentheses that count on from one are asked for, and none before it was text: the
    clauses of a law are set so as well, and the text speaks of some of them."""
    for near in range(at - 1, max(-1, at - _BETWEEN), -1):
        before = labels[near]
        if before is not None and before.form == "paren":
            if _counts(before, labels[at]):
                return near in asked.answered  # the run was looked at from its first
            break
    last, since = at, 0
    for near in range(at + 1, len(labels)):
        label = labels[near]
        if label is not None and _counts(labels[last], label):
            if asked.before("paren", label.text, near) < 0:
                return False
            last, since = near, 0
        elif (since := since + 1) >= _BETWEEN:
            break
    return True


def _counts(former: _Label | None, latter: _Label | None) -> bool:
    """Whether one label in parentheses is the next number after another."""
    if former is None or latter is None or former.form != "paren" or latter.form != "paren":
        return False
    return former.text.isdigit() and latter.text.isdigit() and int(latter.text) == int(former.text) + 1


def _is_bullet(blocks: Sequence[Lines | Block], at: int, label: _Label) -> bool:
    """Whether what a star stands before is rather an item than a note: it follows on a colon, or is no sentence."""
    block, before = blocks[at], blocks[at - 1] if at else None
    text = block.prose.text[label.length :].strip() if isinstance(block, Paragraph) else ""
    led_in = isinstance(before, Paragraph) and before.prose.text.rstrip().endswith(":")
    return led_in or (text[:1].islower() and text.rstrip(CLOSERS)[-1:] not in TERMINAL)


def _numbered(
    blocks: Sequence[Lines | Block], labels: Sequence[_Label | None], at: int, asked: References, language: str
) -> _Found | None:
    """A run of notes whose numbers stand like those of a list: under a heading that says so, or where the numbers are
    just those that the text refers to."""
    label = labels[at]
    if label is None or label.form != "number":
        return None
    over = next((block for block in reversed(blocks[max(0, at - 2) : at]) if not isinstance(block, PageBreak)), None)
    name = folded(over).casefold().strip(" .:*_#=[]") if isinstance(over, Leaf) else ""
    headed = name in words("notes-heading", language)
    if not headed and not asked.numbers(at):
        return None
    starts = _run(blocks, labels, at)
    numbers = {labels[start].text for start in starts if labels[start] is not None}  # type: ignore[union-attr]
    known = asked.numbers(at)
    share = len(numbers & known) / len(numbers)
    if headed:
        plain = name in words("footnotes-heading", language)
        if not plain and share < 0.5 and 2 * len(numbers & asked.fallen) < len(numbers):
            return None
        evidence = Evidence(HEADED, 0.95)
    elif len(numbers) > 1 and share >= _KNOWN and len(numbers & known) >= _KNOWN * len(known):
        evidence = Evidence(NUMBERED, 0.9)
    else:
        return None
    notes: list[Lines | Block] = []
    for start, end in zip(starts, [*starts[1:], starts[-1] + 1], strict=True):
        own = labels[start]
        assert own is not None
        notes.append(_note(blocks[start:end], own, evidence))
        for form in ("bracket", "raised", "paren"):
            asked.use(form, own.text)
    return notes, starts[-1] + 1


def _run(blocks: Sequence[Lines | Block], labels: Sequence[_Label | None], at: int) -> list[int]:
    """Where the notes of a run begin: numbers that count upwards, with few paragraphs between."""
    starts = [at]
    since = 0
    for near in range(at + 1, len(blocks)):
        if not isinstance(blocks[near], Paragraph | PageBreak):
            break
        label, last = labels[near], labels[starts[-1]]
        numbered = label is not None and label.form == "number"
        if label is not None and last is not None and numbered and 1 <= int(label.text) - int(last.text) <= 2:
            starts.append(near)
            since = 0
        elif (since := since + 1) > _BETWEEN:
            break
    return starts


def _note(blocks: Sequence[Lines | Block], label: _Label, evidence: Evidence, *, closed: bool = False) -> Footnote:
    """The note that some paragraphs are, without its label (and, if it was all in brackets, the closing one)."""
    inner = [block for block in blocks if not isinstance(block, Lines)]
    span = Span(inner[0].span.start, inner[-1].span.end)
    first = inner[0]
    assert isinstance(first, Paragraph)
    start = first.span.start if is_given(first) else min(first.span.start + label.length, first.span.end)
    inner[0] = replace(first, prose=piece_of(first.prose, label.length), span=Span(start, first.span.end))
    last = inner[-1]
    if closed and isinstance(last, Paragraph) and last.prose.text.rstrip().endswith("]"):
        text = last.prose.text.rstrip()[:-1].rstrip()
        inner[-1] = replace(last, prose=piece_of(last.prose, 0, len(text)))
    return Footnote(tuple(inner), span, evidence, label=label.text)

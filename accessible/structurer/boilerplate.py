"""Page furniture: what the site says around the text. Marked, kept in the model, left out of the publication.

Two kinds of evidence. The words: a short block that says what only a site says (`data/boilerplate.*.txt`) and stands
before the text, after it, or apart from it; in the middle of the text a whole sentence is text, whatever its first
words are. And the place: in a document that shows that it is a saved page, what stands around the story
(`furniture.py`). Each block that is left out is said in a message; when unsure, it is kept, and that is said as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from accessible.model.blocks import Block, Boilerplate, Caption, Evidence, Figure, Heading, Image, Paragraph, SceneBreak
from accessible.model.document import Document, Section
from accessible.model.draft import Lines
from accessible.model.message import Message
from accessible.structurer.furniture import CROSSHEAD, datelines, evidence, frame
from accessible.structurer.kinds import FRAME, SURE, Kind, Line, closes, read_lines
from accessible.structurer.phrases import says
from accessible.structurer.shape import folded, place_of, shape_of
from accessible.structurer.words import words

#: What is left of furniture under its heading has at most so many characters, and is no sentence.
_SCRAP = 60
#: What does not stand under a heading of a site's, even if it follows it.
_APART = (Caption, Image, Figure, SceneBreak)
_TEXT: frozenset[Kind] = frozenset({"prose", "sentence"})


def mark_boilerplate(document: Document) -> Document:
    """The document with page furniture as `Boilerplate` blocks, and a message for each of them.

    What says what only a site says, but may be text where it stands, is kept, with a message for each reason. An
    unknown language has no phrases and loses none.
    """
    messages = list(document.messages)
    sections = []
    for section in document.sections:
        blocks = list(section.blocks)
        found, doubted = _judged(blocks, document)
        messages.extend(_kept(document, blocks, doubted))
        found |= _headed(blocks, found, document.metadata.language)
        for at, (rule, confidence) in sorted(found.items()):
            block = blocks[at]
            assert isinstance(block, Paragraph | Heading)
            blocks[at] = Boilerplate(prose=block.prose, span=block.span, evidence=Evidence(rule, confidence))
            what = f"Left out as page furniture: {folded(block)[:80]!r}."
            place = place_of(block, document.text, document.source)
            messages.append(Message("S002", what, place, hint="--keep-boilerplate keeps it"))
        sections.append(replace(section, blocks=tuple(blocks)))
    return replace(document, sections=tuple(sections), messages=tuple(messages))


def _judged(blocks: Sequence[Lines | Block], document: Document) -> tuple[dict[int, tuple[str, float]], dict[int, str]]:
    """The index of every block that is furniture, with the rule that says so and its confidence; and of every block
    that speaks like furniture and is kept, with the reason."""
    lines = read_lines(blocks, document.metadata.language)
    if not any(line.kind in FRAME for line in lines):
        return {}, {}
    if all(line.kind in SURE for line in lines):
        return {line.at: ("furniture, and nothing else", 0.9) for line in lines}, {}
    said = [(line, block) for line in lines if line.kind in SURE and isinstance(block := blocks[line.at], Paragraph)]
    prose = [line.at for line in lines if line.kind == "prose"]
    if not prose:  # verse, a list, a table: nothing that a frame could stand around
        return {}, dict.fromkeys((line.at for line, _ in said), "no running text around it")
    first, last = prose[0], prose[-1]
    found = frame(lines)
    dated = datelines(lines)
    shown = evidence(lines)
    doubted: dict[int, str] = {}
    for line, block in said:
        if line.at in dated:
            continue
        within = first < line.at < last and shape_of(block, document.text).gap <= 1
        if reason := _text_after_all(lines, line, document, blocks, shown=shown, within=within):
            doubted[line.at] = reason
        elif within:
            found[line.at] = ("furniture phrase", 0.8)
        else:
            found[line.at] = ("furniture phrase apart from the text", 0.95)
    for line in reversed(lines):  # tools, and the label of a list that is not there
        if line.kind in ("list", "tool") and first < line.at and (shown > 1 or not _listed(lines, line.at)):
            found.setdefault(line.at, ("furniture at the end", 0.8))
        elif line.at not in found:
            break
    return found, {at: reason for at, reason in doubted.items() if at not in found}


def _headed(
    blocks: Sequence[Lines | Block], found: dict[int, tuple[str, float]], language: str
) -> dict[int, tuple[str, float]]:
    """Headings of a page's own that say what only a site says, and stand over nothing but furniture, with what is left
    of that under them."""
    headed: dict[int, tuple[str, float]] = {}
    for at, block in enumerate(blocks):
        if not isinstance(block, Heading):
            continue
        text = folded(block)
        sure = says("boilerplate", language, text)
        if not (sure or says("list-label", language, text)):
            continue
        end = at + 1
        while end < len(blocks) and isinstance(blocks[end], Paragraph) and _is_scrap(blocks[end], end in found):
            end += 1
        if end == len(blocks) or isinstance(blocks[end], (Heading, *_APART) if sure else Heading):
            headed |= dict.fromkeys(range(at, end), ("furniture under a heading of a site", 0.9))
    return headed


def _is_scrap(block: Lines | Block, found: bool) -> bool:
    return found or (isinstance(block, Paragraph) and len(block.prose.text) <= _SCRAP and not closes(block.prose.text))


def _text_after_all(
    lines: Sequence[Line], line: Line, document: Document, blocks: Sequence[Lines | Block], *, shown: int, within: bool
) -> str:
    """Why a line that says what a site says may be text where it stands ("" when it may not)."""
    if line.text.casefold().strip(".") in words("advertisement", document.metadata.language):
        return ""
    around = [lines[other] for other in (line.at - 1, line.at + 1) if 0 <= other < len(lines)]
    if shown < 2 and not any(other.kind in FRAME for other in around):
        if line.words <= CROSSHEAD and line.at + 1 < len(lines) and lines[line.at + 1].kind == "prose":
            return "it stands like a title or a heading"
        for other in around:
            below = blocks[max(other.at, line.at)]
            close = isinstance(below, Paragraph) and shape_of(below, document.text).gap == 0
            if close and other.kind in ("line", "sentence"):
                return "it stands among lines"
    if within and closes(line.text) and line.text[0] != "©" and (line.words > CROSSHEAD or _stops(line, around)):
        return "it is a sentence of the text"
    return ""


def _stops(line: Line, around: Sequence[Line]) -> bool:
    """Whether a short line ends in a full stop and stands between sentences, as an answer in a dialogue does."""
    return line.text[-1] == "." and line.text[-2:-1] != "." and all(other.kind in _TEXT for other in around)


def _listed(lines: Sequence[Line], at: int) -> bool:
    """Whether a word at the end may be the last of a list ("Radio", "Television", "Print")."""
    above = lines[at - 1]
    item = above.kind in ("line", "section", "given") or above.text[-1:] == ":"
    return item and lines[at].kind == "tool" and lines[at].words == 1


def _kept(document: Document, blocks: Sequence[Lines | Block], doubted: dict[int, str]) -> Iterator[Message]:
    """A message for each reason to keep what speaks like furniture, at the first block that it kept."""
    for reason in dict.fromkeys(doubted.values()):
        kept = [blocks[at] for at in sorted(doubted) if doubted[at] == reason]
        first = kept[0]
        assert isinstance(first, Paragraph)
        more = f" and {len(kept) - 1} more" if len(kept) > 1 else ""
        what = f"Possible page furniture, kept as text: {folded(first)[:80]!r}{more} ({reason})."
        yield Message("S007", what, place_of(first, document.text, document.source))


def restore_boilerplate(document: Document) -> Document:
    """The document with every `Boilerplate` block as a paragraph again, its evidence kept."""

    def restored(section: Section) -> Section:
        return replace(
            section,
            blocks=tuple(
                Paragraph(prose=block.prose, span=block.span, evidence=block.evidence)
                if isinstance(block, Boilerplate)
                else block
                for block in section.blocks
            ),
        )

    return replace(document, sections=tuple(restored(section) for section in document.sections))

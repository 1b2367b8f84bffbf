"""Documents made by hand, and narrations of tones, for the tests of the renderers and the checkers.

A text is written with its marks in it: `|` between sentences, and `[kind:speaker:` … `]` around a quotation. So a test
shows what it is about, and offsets are counted by the machine.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from accessible.audio import encode_mp3
from accessible.model.blocks import (
    Attribution,
    Block,
    BlockQuote,
    Boilerplate,
    Byline,
    Caption,
    Cell,
    Code,
    Dateline,
    Evidence,
    Footnote,
    Heading,
    Inline,
    Item,
    List,
    PageBreak,
    Paragraph,
    Prose,
    PullQuote,
    Quote,
    SceneBreak,
    SectionKind,
    Sentence,
    Span,
    Subtitle,
    Table,
    Title,
    Verse,
)
from accessible.model.document import Document, Section, Speaker, leaves
from accessible.model.draft import Metadata
from accessible.model.narration import Clip, Narration, Track

RATE = 22050  # Hz
HAND = Evidence("hand")
NOWHERE = Span(0, 0)
_MARK = re.compile(r"\||\[(?P<kind>direct|partial|scare|nested)(?::(?P<speaker>[^:\[\]]*))?:|\]")


def prose(text: str, *, language: str = "") -> Prose:
    """The text without its marks, and the marks as inlines; ids come later."""
    plain = ""
    bounds = [0]
    inlines: list[Inline] = []
    open_quotes: list[tuple[int, re.Match[str]]] = []
    at = 0
    for mark in _MARK.finditer(text):
        plain += text[at : mark.start()]
        at = mark.end()
        if mark[0] == "|":
            bounds.append(len(plain))
        elif mark[0] == "]":
            start, opened = open_quotes.pop()
            name = opened["speaker"]
            said = Attribution(name, "explicit", HAND) if name else None
            inlines.append(Quote(start, len(plain), opened["kind"], HAND, speaker=said))  # type: ignore[arg-type]
        else:
            open_quotes.append((len(plain), mark))
    plain += text[at:]
    for start, end in zip(bounds, [*bounds[1:], len(plain)], strict=True):
        stretch = plain[start:end]
        start += len(stretch) - len(stretch.lstrip())
        if stretch.strip():
            inlines.append(Sentence(start, start + len(stretch.strip())))
    return Prose(plain, tuple(inlines), language=language)


def title(text: str) -> Title:
    return Title(prose(text), NOWHERE, HAND)


def heading(text: str, level: int = 2) -> Heading:
    return Heading(prose(text), NOWHERE, HAND, level=level)


def paragraph(text: str, *, language: str = "") -> Paragraph:
    return Paragraph(prose(text, language=language), NOWHERE, HAND)


def leaf(kind: type, text: str) -> Block:
    made: Block = kind(prose(text), NOWHERE, HAND)
    return made


def bullets(*items: Iterable[Block], ordered: bool = False, first: int = 1) -> List:
    made = tuple(Item(tuple(blocks), NOWHERE, marker="*") for blocks in items)
    return List(made, NOWHERE, HAND, ordered=ordered, first=first)


def block_quote(*blocks: Block, attribution: str = "") -> BlockQuote:
    return BlockQuote(blocks, NOWHERE, HAND, attribution=prose(attribution) if attribution else None)


def table(*rows: Sequence[str], header_rows: int = 0, caption: str = "") -> Table:
    cells = tuple(tuple(Cell((paragraph(text),) if text else (), NOWHERE) for text in row) for row in rows)
    above = Caption(prose(caption), NOWHERE, HAND) if caption else None
    return Table(cells, NOWHERE, HAND, header_rows=header_rows, caption=above)


def footnote(label: str, *blocks: Block) -> Footnote:
    return Footnote(blocks, NOWHERE, HAND, label=label)


def page_break(label: str) -> PageBreak:
    return PageBreak(NOWHERE, HAND, label=label)


def document(
    *sections: Iterable[Block],
    kind: str = "article",
    metadata: Metadata | None = None,
    speakers: tuple[Speaker, ...] = (),
) -> Document:
    """A document with an id on everything; its text is that of its blocks."""
    numbered = tuple(
        Section(_all_identified(blocks, f"s{number}"), id=f"s{number}") for number, blocks in enumerate(sections, 1)
    )
    text = "\n\n".join(leaf.prose.text for section in numbered for leaf in leaves(section.blocks))
    made = metadata or Metadata(title="A title", language="en")
    return Document("article.txt", text, made, kind=kind, sections=numbered, speakers=speakers)  # type: ignore[arg-type]


def of_kinds(made: Document, *kinds: SectionKind) -> Document:
    """The document with a kind for each of its sections."""
    return replace(made, sections=tuple(replace(s, kind=kind) for s, kind in zip(made.sections, kinds, strict=True)))


def _all_identified(blocks: Iterable[Block], name: str) -> tuple[Block, ...]:
    return tuple(_identified(block, f"{name}b{number}") for number, block in enumerate(blocks))


def _identified(block: Block, name: str) -> Block:
    changes: dict[str, object] = {"id": name}
    if isinstance(block, List):
        changes["items"] = tuple(
            replace(item, id=f"{name}i{number}", blocks=_all_identified(item.blocks, f"{name}i{number}"))
            for number, item in enumerate(block.items)
        )
    elif isinstance(block, BlockQuote | Footnote):
        changes["blocks"] = _all_identified(block.blocks, name)
        if isinstance(block, BlockQuote) and block.attribution:
            changes["attribution"] = _numbered(block.attribution, f"{name}a")
    elif isinstance(block, Table):
        changes["caption"] = block.caption and _identified(block.caption, f"{name}t")
        changes["rows"] = tuple(
            tuple(
                replace(
                    cell, id=f"{name}r{down}c{across}", blocks=_all_identified(cell.blocks, f"{name}r{down}c{across}")
                )
                for across, cell in enumerate(row)
            )
            for down, row in enumerate(block.rows)
        )
    elif not isinstance(block, SceneBreak | PageBreak):
        changes["prose"] = _numbered(block.prose, name)
    return replace(block, **changes)


def _numbered(text: Prose, name: str) -> Prose:
    quotes = sentences = 0
    inlines: list[Inline] = []
    for inline in text.inlines:
        if isinstance(inline, Quote):
            quotes += 1
            inlines.append(replace(inline, id=f"{name}q{quotes}"))
        elif isinstance(inline, Sentence):
            sentences += 1
            inlines.append(replace(inline, id=f"{name}s{sentences}"))
        else:
            inlines.append(inline)
    return replace(text, inlines=tuple(inlines))


class Spoken(Struct, frozen=True):
    """A sentence of the document: its id and its written text."""

    id: str
    text: str


def sentences(blocks: Iterable[Block]) -> Iterator[Spoken]:
    """Every sentence that is to be spoken, in reading order."""
    for block in blocks:
        match block:
            case List():
                for item in block.items:
                    yield from sentences(item.blocks)
            case BlockQuote() | Footnote():
                yield from sentences(block.blocks)
                if isinstance(block, BlockQuote) and block.attribution:
                    yield from _spoken(block.attribution)
            case Table():
                yield from sentences([block.caption] if block.caption else [])
                for row in block.rows:
                    for cell in row:
                        yield from sentences(cell.blocks)
            case SceneBreak() | PageBreak() | Boilerplate() | PullQuote():
                pass
            case _:
                yield from _spoken(block.prose)  # type: ignore[union-attr]


def _spoken(text: Prose) -> Iterator[Spoken]:
    for inline in text.inlines:
        if isinstance(inline, Sentence):
            yield Spoken(inline.id, text.text[inline.start : inline.end])


def tone(samples: int, pitch: float) -> bytes:
    """Samples of a sine, 16 bits, at `RATE`."""
    return b"".join(
        int(6000 * math.sin(2 * math.pi * pitch * n / RATE)).to_bytes(2, "little", signed=True) for n in range(samples)
    )


def narrate(doc: Document, folder: Path, *, per_letter: int = 120, shortest: int = 2205) -> Narration:
    """A tone for every sentence, as long as its text (in samples); each section is an MP3 in the folder."""
    tracks = []
    for number, section in enumerate(doc.sections, 1):
        clips: list[Clip] = []
        pcm = bytearray()
        for n, spoken in enumerate(sentences(section.blocks)):  # type: ignore[arg-type]
            length = shortest + per_letter * len(spoken.text) + n  # odd lengths: milliseconds have to be rounded
            begin = len(pcm) // 2
            pcm += tone(length, 300 + 20 * (n % 20))
            clips.append(Clip(spoken.id, begin, begin + length))
        if not clips:
            continue
        path = folder / f"{doc.kind}-{number}.mp3"
        path.write_bytes(encode_mp3(bytes(pcm), rate=RATE))
        name = next((leaf.prose.text for leaf in leaves(section.blocks) if not isinstance(leaf, Boilerplate)), "")
        tracks.append(Track(section.id, name, str(path), "audio/mpeg", RATE, len(pcm) // 2, tuple(clips)))
    return Narration("tone", ("Tone voice",), tuple(tracks))


def written(doc: Document) -> dict[str, str]:
    """The written text of every utterance, by its id."""
    return {
        spoken.id: spoken.text
        for section in doc.sections
        for spoken in sentences(section.blocks)  # type: ignore[arg-type]
    }


# ------------------------------------------------------------------------------------------------- documents to build
def article() -> Document:
    """An article with everything in it that an article may have."""
    return document(
        [
            leaf(Boilerplate, "Skip to content"),
            title("Harbour opens again"),
            leaf(Subtitle, "The pier was closed for a year"),
            leaf(Byline, "By Ada Moss"),
            leaf(Dateline, "PORT LOW, 3 May"),
            leaf(Caption, "Boats wait outside the harbour wall"),
            paragraph("The harbour opened on Monday.| [direct:Ada Moss:“We are glad,”]| she said."),
            paragraph(
                "[direct:Jon Reed:“It was long.| Too long.”]"
                "| Reed called it [scare:“the gap”] & [partial:Jon Reed:“a shame”]."
            ),
        ],
        [
            heading("What was broken"),
            paragraph("She [partial:Ada Moss:“saw it.| Nobody else did.| It was”] hers."),
            paragraph("[direct:Jon Reed:“He said [nested::‘go home’] and we went.”]"),
            leaf(PullQuote, "Nobody else did."),
            bullets([paragraph("The pier")], [paragraph("The lamp"), bullets([paragraph("Its glass")])]),
            bullets([paragraph("Third")], [paragraph("Fourth")], ordered=True, first=3),
            leaf(Verse, "The sea is wide,\n  the sea is deep,|\nand I shall sleep."),
            leaf(Code, "if tide > 3:\n    close(gate)"),
            SceneBreak(NOWHERE, HAND),
            page_break("12"),
            block_quote(paragraph("The lamp was lit at nine."), attribution="Harbour log, 1911"),
            block_quote(paragraph("No lamp was lit."), paragraph("None at all.")),
            paragraph("Elle a dit non.", language="fr"),
            paragraph("הוא אמר לא.", language="he"),
            footnote("1", paragraph("See the log.| It is long.")),
            leaf(Boilerplate, "Share this article"),
        ],
        [
            heading("Deep below", 4),
            paragraph("A line\nof the source goes on."),
            heading("Deeper", 5),
            paragraph("End."),
        ],
        metadata=Metadata(
            title="Harbour opens again",
            creators=("Ada Moss", "Jon Reed"),
            language="en-GB",
            publisher="The Port Low Post",
            date="2026-05-03",
            rights="CC0-1.0",
            description="A harbour opens & closes.",
        ),
        speakers=(Speaker("Ada Moss", kind="person"), Speaker("Jon Reed", kind="person")),
    )


def hebrew() -> Document:
    return document(
        [title("הנמל נפתח שוב"), paragraph("הנמל נפתח ביום שני.| [direct:עדה:„אנחנו שמחים”], אמרה.")],
        [heading("מה נשבר"), paragraph("הרציף נשבר בסערה.")],
        metadata=Metadata(title="הנמל נפתח שוב", language="he"),
    )


def chinese() -> Document:
    return document(
        [title("港口重新開放"), paragraph("港口星期一開放。|[direct:艾達:「我們很高興。」|]她說。|碼頭關閉了一年。")],
        [heading("損壞"), paragraph("碼頭在風暴中損壞。")],
        metadata=Metadata(title="港口重新開放", language="zh-Hant"),
    )


def book() -> Document:
    """A book in two parts; the first chapter of each and a word before all."""
    made = document(
        [title("The Lamp"), leaf(Byline, "Ada Moss")],
        [heading("Part One")],
        [heading("Chapter 1", 3), paragraph("It was dark.| Very dark."), leaf(Verse, "Light, light,\nno light.")],
        [heading("Chapter 2", 3), page_break("9"), paragraph("It was bright."), footnote("*", paragraph("Not very."))],
        [heading("Part Two")],
        [heading("Chapter 3", 3), paragraph("The end.")],
        kind="book",
        metadata=Metadata(title="The Lamp", creators=("Ada Moss",), language="en"),
    )
    return of_kinds(made, "", "part", "chapter", "chapter", "part", "chapter")


def undetermined() -> Document:
    """Nothing but one paragraph: no title, no heading, no language."""
    return document([paragraph("Hello there.| Nothing else is known.")], metadata=Metadata())


SHELF = {"article": article, "hebrew": hebrew, "chinese": chinese, "book": book, "undetermined": undetermined}

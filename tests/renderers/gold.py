"""Small documents of every kind that a book can be, with everything in them that such a document may hold.

They are written with the marks of `builder`, and have the ids that the structurer gives; nothing else of it is used,
so that what it learns does not change what is expected here.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace

from accessible.audio import encode_mp3
from accessible.model.blocks import (
    Aside,
    Attribution,
    Block,
    BlockQuote,
    Byline,
    Caption,
    Cell,
    Code,
    Dateline,
    Definition,
    Definitions,
    ExtractKind,
    Figure,
    Foreign,
    Image,
    Inline,
    Link,
    NoteRef,
    PageMark,
    Paragraph,
    PullQuote,
    Quote,
    SceneBreak,
    Sentence,
    SpeakerLabel,
    Styled,
    Subtitle,
    Table,
    Verse,
)
from accessible.model.document import Document, Section, Speaker, written
from accessible.model.draft import Metadata, Picture
from accessible.model.narration import Clip, Mark, Narration, Track
from accessible.renderers import COVER, with_listings
from accessible.structurer.identifiers import give_identifiers
from tests.renderers.builder import (
    HAND,
    NOWHERE,
    block_quote,
    bullets,
    footnote,
    heading,
    leaf,
    page_break,
    paragraph,
    prose,
    table,
    title,
)
from tests.renderers.pictures import picture

RATE = 1000  # Hz: a sample is a millisecond


def marked(block: Paragraph, *marks: tuple[str, Callable[[int, int], Inline]]) -> Paragraph:
    """The paragraph with a mark on each of these words of it."""
    inlines = list(block.prose.inlines)
    for words, mark in marks:
        start = block.prose.text.index(words)
        inlines.append(mark(start, start + len(words)))
    return replace(block, prose=replace(block.prose, inlines=tuple(inlines)))


def styled(style: str, gloss: str = "") -> Callable[[int, int], Inline]:
    return lambda start, end: Styled(start, end, style, gloss)  # type: ignore[arg-type]


def noted(note: str) -> Callable[[int, int], Inline]:
    return lambda start, end: NoteRef(start, end, target=note)


def link(href: str) -> Callable[[int, int], Inline]:
    return lambda start, end: Link(start, end, href)


def foreign(language: str) -> Callable[[int, int], Inline]:
    return lambda start, end: Foreign(start, end, language, HAND)


def turned(label: str) -> Callable[[int, int], Inline]:
    return lambda start, end: PageMark(start, start, label)


def named(block: Block, name: str) -> Block:
    return replace(block, id=name)


def extract(kind: ExtractKind, *blocks: Block, attribution: str = "") -> BlockQuote:
    return replace(block_quote(*blocks, attribution=attribution), kind=kind)


def image(name: str, alternative: str | None) -> Image:
    words = None if alternative is None else prose(alternative)
    return Image(name, NOWHERE, HAND, alternative=words)


def figure(*blocks: Block, caption: str = "", first: bool = False) -> Figure:
    below = Caption(prose(caption), NOWHERE, HAND) if caption else None
    return Figure(blocks, NOWHERE, HAND, caption=below, caption_first=first)


def turn(label: str, speech: str, speaker: str) -> Paragraph:
    """A turn of a transcript."""
    block = paragraph(f"{label}:| [direct:{speech}]")
    said = Attribution(speaker, "explicit", HAND, mention=label)
    inlines = tuple(replace(mark, speaker=said) if isinstance(mark, Quote) else mark for mark in block.prose.inlines)
    name = SpeakerLabel(0, len(label) + 1, HAND)
    return replace(block, prose=replace(block.prose, inlines=(*inlines, name)))


def document(
    *sections: Section, kind: str = "article", name: str = "A title", speakers: tuple[Speaker, ...] = ()
) -> Document:
    """A document with these sections, and the pictures that they name."""
    pictures = tuple(
        Picture(name, "image/png", picture("png", frames=1)) for name in ("mast.png", "chart.png", "rule.png")
    )
    made = Document(
        "gold.txt",
        name,
        Metadata(title=name, creators=("Ada Moss",), language="en"),
        kind=kind,  # type: ignore[arg-type]
        sections=sections,
        speakers=speakers,
        pictures=pictures,
    )
    return give_identifiers(made)


def section(*blocks: Block, kind: str = "") -> Section:
    return Section(blocks, kind=kind)  # type: ignore[arg-type]


# ------------------------------------------------------------------------------------------------------ the documents
def article() -> Document:
    return document(
        section(
            title("Harbour opens again"),
            leaf(Subtitle, "The pier was closed for a year"),
            leaf(Byline, "By Ada Moss"),
            leaf(Dateline, "PORT LOW, 3 May"),
            paragraph("The harbour opened on Monday.| [direct:Ada Moss:“We are glad,”]| she said."),
            marked(
                paragraph("Reed of the HMS Lamp called it [partial:Jon Reed:“a shame”] and went home."),
                ("HMS", styled("abbr", "His Majesty's Ship")),
                ("HMS Lamp", styled("cite")),
            ),
            leaf(PullQuote, "“We are glad”"),
            leaf(PullQuote, "It cost eight million."),
        ),
        section(
            heading("What was broken"),
            bullets([paragraph("The pier")], [paragraph("The lamp"), bullets([paragraph("Its glass")])]),
            bullets([paragraph("Third")], [paragraph("Fourth")], ordered=True, first=3),
            SceneBreak(NOWHERE, HAND),
            marked(paragraph("They say je ne sais quoi.| Look at the log."), ("je ne sais quoi", foreign("fr"))),
            leaf(Code, "if tide > 3:\n    close(gate)"),
            block_quote(paragraph("The lamp was lit at nine."), attribution="Harbour log, 1911"),
            Aside((heading("Tides", 4), paragraph("A tide turns twice a day.")), NOWHERE, HAND),
            Aside((paragraph("The mast fell in a gale."),), NOWHERE, HAND),
        ),
        name="Harbour opens again",
        speakers=(Speaker("Ada Moss", kind="person"), Speaker("Jon Reed", kind="person")),
    )


def chapter() -> Document:
    """A book: dedication, epigraph, preface, a chapter with notes at its foot, and notes at the end."""
    return document(
        section(title("The Lamp"), leaf(Byline, "Ada Moss"), extract("epigraph", paragraph("Lit."))),
        section(extract("dedication", paragraph("For Jon."), attribution="A. M."), kind="dedication"),
        section(extract("epigraph", paragraph("No lamp, no land."), attribution="Old saying"), kind="epigraph"),
        section(heading("Preface"), paragraph("I wrote this at night."), kind="preface"),
        section(heading("Part One"), kind="part"),
        section(
            heading("Chapter 1", 3),
            page_break("7"),
            marked(
                paragraph("The lamp1 was lit at nine.| It burned* until day1, and then2 no more."),
                ("1", noted("fn1")),
                ("*", noted("fn2")),
                ("1, and", lambda start, end: NoteRef(start, start + 1, target="fn1")),
                ("2", noted("en1")),
                ("then", turned("8")),
            ),
            named(footnote("1", paragraph("It was a new one.")), "fn1"),
            named(footnote("*", paragraph("So they say.| Nobody saw it."), bullets([paragraph("Not one.")])), "fn2"),
            kind="chapter",
        ),
        section(
            heading("Notes"),
            named(footnote("2", paragraph("In the log of that year.")), "en1"),
            footnote("3", paragraph("Nothing leads here.")),
            kind="endnotes",
        ),
        section(
            heading("Words"),
            Definitions(
                (Definition((paragraph("lamp"),), (paragraph("A light."),), NOWHERE),),
                NOWHERE,
                HAND,
            ),
            kind="glossary",
        ),
        section(heading("Index"), bullets([paragraph("lamp, 7")]), kind="index"),
        kind="book",
        name="The Lamp",
    )


def poems() -> Document:
    return document(
        section(
            title("Two songs"),
            leaf(Verse, "The sea is wide,\n  the sea is deep,|\nand I shall sleep."),
            leaf(Verse, "The lamp is lit,\nthe lamp is low."),
            paragraph("She sang another."),
            leaf(Verse, "Light, light,\nno light."),
            block_quote(leaf(Verse, "Row, row."), leaf(Verse, "Row again."), attribution="A boatman"),
        ),
        name="Two songs",
    )


def letter() -> Document:
    return document(
        section(
            title("What Jon wrote"),
            paragraph("His letter came in May."),
            extract(
                "letter",
                replace(paragraph("Low, 3 May"), part="dateline"),
                replace(paragraph("Dear Ada,"), part="salutation"),
                paragraph("[direct:“Come home,”]| they all say here."),
                replace(paragraph("Yours,"), part="valediction"),
                replace(paragraph("Jon"), part="signature"),
            ),
            extract("letter", paragraph("Come."), attribution="The second letter"),
        ),
        name="What Jon wrote",
        speakers=(Speaker("Jon Reed"),),
    )


def exhibit() -> Document:
    """A page of figures, pictures, tables and definitions."""
    tides = Table(
        (
            (Cell((paragraph("Day"),), NOWHERE), Cell((paragraph("High and low"),), NOWHERE, columns=2)),
            (
                Cell((paragraph("Monday"),), NOWHERE, heads="row"),
                Cell((paragraph("06:10"),), NOWHERE),
                Cell((paragraph("12:25"),), NOWHERE),
            ),
        ),
        NOWHERE,
        HAND,
        header_rows=1,
        caption=Caption(prose("Tides of the week"), NOWHERE, HAND),
    )
    return document(
        section(
            title("The tables of Low"),
            figure(image("mast.png", "A mast with two flags."), caption="The signal mast."),
            image("chart.png", "A chart of the bay.| Depths are in feet."),
            image("rule.png", ""),
            image("mast.png", None),
            tides,
            figure(table(("salt", "12"), ("tin", "9")), caption="Cargo, in tons", first=True),
            table(("Ship", "Year"), ("Lamp", "1911"), header_rows=1),
            Definitions(
                (Definition((paragraph("neap"), paragraph("neap tide")), (paragraph("The lowest."),), NOWHERE),),
                NOWHERE,
                HAND,
            ),
            marked(
                paragraph("See the Post or H2O."),
                ("the Post", link("https://example.org/post")),
                ("2", styled("sub")),
            ),
        ),
        name="The tables of Low",
    )


def interview() -> Document:
    return document(
        section(title("The keeper speaks"), paragraph("We met Ada Moss at the lamp.")),
        section(
            heading("The lamp"),
            turn("Q", "How long have you kept it?", "the editor"),
            turn("MOSS", "Since I was a girl. | My father kept it.", "Ada Moss"),
            turn("MOSS (laughing)", "And his father.", "Ada Moss"),
            kind="qna",
        ),
        name="The keeper speaks",
        speakers=(Speaker("Ada Moss", kind="person"), Speaker("the editor", named=False)),
    )


KINDS: dict[str, Callable[[], Document]] = {
    "article": article,
    "chapter": chapter,
    "verse": poems,
    "letter": letter,
    "exhibit": exhibit,
    "interview": interview,
}


# ---------------------------------------------------------------------------------------------------------- narration
def voiced(doc: Document, folder: Path | None = None, *, lists: bool = True, character: int = 60) -> Narration:
    """A silence for every sentence, with a mark at each word: 60 ms a character, 200 ms of pause behind.

    Repeated pull quotes are left out, as the narrator does. With a folder the sound is there as MP3.
    """
    from accessible.model.repeats import repeats

    left_out = repeats(doc)
    tracks = []
    for part in (with_listings(doc) if lists else doc).sections:
        if part.id == COVER:
            continue
        clips: list[Clip] = []
        end = 0
        for name, text in written(part.blocks):
            for mark in sorted(text.inlines, key=lambda mark: mark.start):
                if not isinstance(mark, Sentence) or name in left_out:
                    continue
                said = text.text[mark.start : mark.end]
                begin, end = end, end + max(300, character * len(said) + 200)
                words = tuple(
                    Mark(start, start + len(word), character * start)
                    for word, start in _words(said, [n for n in text.inlines if isinstance(n, NoteRef)], mark.start)
                )
                clips.append(Clip(mark.id, begin, end, words))
        path = folder / f"{part.id}.mp3" if folder else Path(f"{part.id}.mp3")
        if folder:
            path.write_bytes(encode_mp3(bytes(2 * 16 * end), rate=16 * RATE))
        tracks.append(Track(part.id, part.id, str(path), "audio/mpeg", RATE, end, tuple(clips)))
    return Narration("silence", ("Nobody",), tuple(tracks))


def _words(said: str, references: list[NoteRef], offset: int) -> list[tuple[str, int]]:
    """The words of a sentence and where they begin; references to notes are not said."""
    silent = {at - offset for mark in references for at in range(mark.start, mark.end)}
    found = []
    start = 0
    for end in range(len(said) + 1):
        if end == len(said) or not said[end].isalnum() or end in silent:
            if start < end:
                found.append((said[start:end], start))
            start = end + 1
    return found

"""A book of each kind: an article and a book of chapters with notes, tables and verse, the whole way from sample texts;
by hand, a page with a figure and a table, a letter, an interview, code, what is wider than a small screen, and pages in
other scripts. What they hold is small, for it is read in full."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from accessible.model.blocks import (
    Aside,
    BlockQuote,
    Caption,
    Code,
    Figure,
    Foreign,
    Image,
    Link,
    NoteRef,
    Sentence,
    Styled,
    Verse,
)
from accessible.model.document import Document, Section
from accessible.model.draft import Metadata, Picture
from accessible.narrator import compose, load_cast, perform
from accessible.readers import open_source, read
from accessible.renderers import dressed, render, with_stand_ins, write_epub
from accessible.structurer import structure
from accessible.structurer.identifiers import give_identifiers
from tests.conftest import TESTS
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
from tests.renderers.gold import interview
from tests.renderers.pictures import picture


def tides() -> Document:
    """A figure with its caption, a table with heads of columns, an aside, a note, a page break."""
    mast = Image("mast.png", NOWHERE, HAND, alternative=prose("A mast with two lamps, one above the other."))
    noted = paragraph("The harbour kept its own tables.1")
    noted = replace(noted, prose=replace(noted.prose, inlines=(*noted.prose.inlines, NoteRef(32, 33, target="fn"))))
    blocks = (
        title("The tide tables of Low"),
        noted,
        Figure((mast,), NOWHERE, HAND, caption=Caption(prose("The signal mast, 1905."), NOWHERE, HAND)),
        page_break("2"),
        heading("The first days"),
        table(
            ("Day", "High", "Low"),
            ("Monday", "06:10", "12:25"),
            ("Tuesday", "07:02", "13:14"),
            header_rows=1,
            caption="High and low water",
        ),
        Aside((paragraph("The mast fell in a gale."),), NOWHERE, HAND),
        replace(footnote("1", paragraph("They were printed at Low.")), id="fn"),
    )
    return _document(
        "The tide tables of Low", Section(blocks), pictures=(Picture("mast.png", "image/png", picture("png")),)
    )


def letter() -> Document:
    """A letter and a poem, with where it is from."""
    sent = (
        replace(paragraph("Low, 3 May"), part="dateline"),
        replace(paragraph("Dear Ada,"), part="salutation"),
        paragraph("The lamp is lit again.| Come home."),
        replace(paragraph("Yours,"), part="valediction"),
        replace(paragraph("Jon"), part="signature"),
    )
    blocks = (
        title("What he wrote"),
        paragraph("He wrote to her in May."),
        BlockQuote(sent, NOWHERE, HAND, kind="letter"),
        paragraph("She answered with a song."),
        block_quote(leaf(Verse, "The lamp is out,\nthe tide is in,\nand I am here."), attribution="Ada Moss, Songs"),
    )
    return _document("What he wrote", Section(blocks))


def listing() -> Document:
    """Code in a paragraph and by itself, numbered steps, a box without a heading, a picture that nobody described,
    and whose it is."""
    told = paragraph("Call close() when the tide is above 3.")
    told = replace(told, prose=replace(told.prose, inlines=(*told.prose.inlines, Styled(5, 12, "code"))))
    named = prose("The gate in 1905.| Photo: Jon Reed")
    named = replace(named, inlines=(*named.inlines, Styled(18, 34, "credit")))
    blocks = (
        title("How the gate is closed"),
        told,
        leaf(Code, "if tide > 3:\n    close(gate)"),
        bullets([paragraph("Look at the tide.")], [paragraph("Close the gate.")], ordered=True),
        Aside((paragraph("Never close it by night."),), NOWHERE, HAND),
        Figure((Image("gate.png", NOWHERE, HAND),), NOWHERE, HAND, caption=Caption(named, NOWHERE, HAND)),
    )
    return _document(
        "How the gate is closed", Section(blocks), pictures=(Picture("gate.png", "image/png", picture("png")),)
    )


def broad() -> Document:
    """What is wider than a small screen, if anything is: many columns, a long word, an address, a line of code."""
    address = "https://example.org/tides/of/the/whole/coast/and/of/every/harbour?year=1905&month=may&day=third"
    linked = paragraph(f"It is all at {address} for whoever wants it.")
    linked = replace(
        linked, prose=replace(linked.prose, inlines=(*linked.prose.inlines, Link(13, 13 + len(address), address)))
    )
    days = ("Hour", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    links = [
        replace(
            paragraph(day), prose=replace(paragraph(day).prose, inlines=(Sentence(0, len(day)), Link(0, 4, address)))
        )
        for day in days
    ]
    blocks = (
        title("Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz"),
        linked,
        table(days, *(tuple(f"{hour + day}:15 high water" for day in range(8)) for hour in range(3)), header_rows=1),
        leaf(Code, "def high_water_of_every_harbour(year, month, day, *, harbours=ALL_HARBOURS_OF_THE_COAST): pass"),
        bullets(*([entry] for entry in links)),
        heading("Pneumonoultramicroscopicsilicovolcanoconiosis"),
        block_quote(bullets([paragraph("Deep."), bullets([paragraph("Deeper."), bullets([paragraph(address)])])])),
    )
    return _document("Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz", Section(blocks))


def in_script(language: str, name: str, *texts: str) -> Document:
    """The same small page in a language: headings, an extract, a table, a list, a note, code, English words."""
    said, noted, quoted, word, note = texts
    first = paragraph(f"{said} Port Low{noted}1")
    here = len(said) + 1
    marks = (
        Foreign(here, here + 8, "en", HAND),
        NoteRef(len(first.prose.text) - 1, len(first.prose.text), target="fn"),
        Link(0, len(said), "https://example.org/"),
    )
    first = replace(first, prose=replace(first.prose, inlines=(*first.prose.inlines, *marks)))
    blocks = (
        title(name),
        first,
        block_quote(paragraph(quoted), attribution=word),
        table((word, word), ("1", "2"), header_rows=1, caption=quoted),
        bullets([paragraph(word)], [paragraph(quoted)], ordered=True),
        leaf(Code, "close(gate)"),
        replace(footnote("1", paragraph(note)), id="fn"),
    )
    return _document(name, Section(blocks), Section((heading(word), paragraph(said))), language=language)


def arabic() -> Document:
    return in_script("ar", "جرس الميناء", "عاد الجرس إلى", "في الشتاء.", "البحر لا يتأخر.", "البحر", "انظر السجل.")


def hebrew() -> Document:
    return in_script("he", "פעמון הנמל", "הפעמון חזר אל", "בחורף.", "הים אינו מאחר.", "הים", "ראו ביומן.")


def japanese() -> Document:
    return in_script("ja", "港の鐘", "鐘は戻った、", "に、冬に。", "海は遅れない。", "海", "日誌を見よ。")


def chinese() -> Document:
    return in_script("zh-Hans", "港口的钟", "钟回到了", "，在冬天。", "海从不迟到。", "海", "见日志。")


def _document(name: str, *sections: Section, pictures: tuple[Picture, ...] = (), language: str = "en") -> Document:
    metadata = Metadata(title=name, creators=("Ada Moss",), language=language)
    return give_identifiers(Document("hand.html", name, metadata, sections=sections, pictures=pictures))


def from_text(name: str) -> Document:
    """A sample text, read and structured."""
    return structure(read(open_source(TESTS / "books" / name)))


KINDS = {
    "article": lambda: from_text("harbour-bell.txt"),
    "chapters": lambda: from_text("pilot-book.txt"),
    "tides": tides,
    "letter": letter,
    "interview": interview,
    "listing": listing,
    "broad": broad,
    "arabic": arabic,
    "hebrew": hebrew,
    "japanese": japanese,
    "chinese": chinese,
}


def make(kind: str, folder: Path, *, style: str = "plain") -> Path:
    """The book of a kind, spoken in tones, in a style."""
    document = KINDS[kind]()
    script = compose(with_stand_ins(document), cast=load_cast(), engine="tone")
    narration = perform(script, cache=folder / "cache")
    book = folder / f"{kind}{'' if style == 'plain' else f'-{style}'}.epub"
    write_epub(dressed(render(document, narration), style), book)
    return book

"""The document type: two sum types, blocks and inlines.

A block's written text is kept as the source has it in `Prose.text`. What is known about stretches of it stands beside
it as inlines with character offsets *into that text*, so nothing has to be cut up to be marked, and marks may overlap
(a quotation may hold three sentences, a sentence two quotations). Only the renderer makes a tree of them.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from msgspec import Struct

QuoteKind = Literal["direct", "partial", "scare", "nested"]
CueKind = Literal["explicit", "anaphoric", "nominal", "implicit"]
#: Text-level semantics, in the names of HTML's elements (HTML, section 4.5); "small" also stands for small capitals.
#: "credit" says whose a picture is (DPUB-ARIA 1.1, `doc-credit`).
Style = Literal["em", "strong", "code", "cite", "sub", "sup", "small", "del", "ins", "abbr", "dfn", "mark", "credit"]
#: What a section is, in the words of EPUB's structural semantics (SSV 1.1; "letter", for a work that is one, is from
#: ANSI/NISO Z39.98); "" is a section like any other.
SectionKind = Literal[
    "",
    "part",
    "chapter",
    "abstract",
    "acknowledgments",
    "afterword",
    "appendix",
    "bibliography",
    "colophon",
    "conclusion",
    "copyright-page",
    "credits",
    "dedication",
    "endnotes",
    "epigraph",
    "epilogue",
    "foreword",
    "glossary",
    "index",
    "introduction",
    "letter",
    "preface",
    "prologue",
    "qna",
]
#: What an extract is, beside somebody else's words.
ExtractKind = Literal["", "epigraph", "letter", "dedication"]
#: What a paragraph of a letter is, beside its text (ANSI/NISO Z39.98).
LetterPart = Literal["", "dateline", "salutation", "valediction", "signature"]
#: What a cell names: the column below it, the row beside it, or nothing.
Heads = Literal["", "column", "row"]
#: How the items of an ordered list are counted, in the values of HTML's `type`.
Numbering = Literal["1", "a", "A", "i", "I"]


class Span(Struct, frozen=True, gc=False):
    """Characters ``start`` up to, not including, ``end`` of the decoded source."""

    start: int
    end: int


class Evidence(Struct, frozen=True, gc=False):
    """Which rule decided, and how sure it is (0 to 1)."""

    rule: str
    confidence: float = 1.0


class Attribution(Struct, frozen=True, gc=False, omit_defaults=True):
    """Who said a quotation.

    ``name`` is the canonical name (see `Document.speakers`); ``mention`` the words that say so in the text, at
    ``span`` in the source (None for an implicit speaker); ``cue`` how: by name (explicit), by pronoun (anaphoric),
    by description (nominal), or not at all (implicit).
    """

    name: str
    cue: CueKind
    evidence: Evidence
    mention: str = ""
    span: Span | None = None


# ---------------------------------------------------------------------------------------------------------- inlines
class Sentence(Struct, frozen=True, gc=False, tag="sentence"):
    """The unit that is spoken, highlighted and pointed at: one sentence id, one utterance, one clip.

    Sentences of a block do not overlap, and every visible character lies in one. A direct quotation begins and ends
    at sentence boundaries (its runs are cut out first), so that a voice can change there.
    """

    start: int
    end: int
    id: str = ""


class Quote(Struct, frozen=True, gc=False, omit_defaults=True, tag="quote"):
    """A quotation with its marks: direct (a whole utterance), partial (a fragment in a reported sentence), scare (a
    term, nickname or title that nobody is quoted as saying), nested (inside another quotation)."""

    start: int
    end: int
    kind: QuoteKind
    evidence: Evidence
    speaker: Attribution | None = None
    id: str = ""


class Foreign(Struct, frozen=True, gc=False, omit_defaults=True, tag="foreign"):
    """A run in another ``language`` (BCP 47) than the text around it: whole sentences, a quotation, or a stretch in
    the letters of another script. Sentences begin and end at its edges, so that a voice of its own can speak it."""

    start: int
    end: int
    language: str
    evidence: Evidence
    id: str = ""


class Styled(Struct, frozen=True, gc=False, omit_defaults=True, tag="styled"):
    """Words that their author set apart: stressed, a title, code, an abbreviation (``title`` is what it stands for).

    ``evidence`` says why they are (None where a reader knew it), as it does of a `NoteRef`.
    """

    start: int
    end: int
    style: Style
    title: str = ""
    evidence: Evidence | None = None


class Link(Struct, frozen=True, gc=False, omit_defaults=True, tag="link"):
    """Words that lead somewhere: ``href`` is an absolute http, https, mailto or tel address, or ``#`` and an id.

    In a Draft that id is the source's; `identifiers` puts the document's own in its place. In the Draft of a file of a
    book of several, one in another file is the number of that, `OF_FILE`, and its id there.
    """

    start: int
    end: int
    href: str


class NoteRef(Struct, frozen=True, gc=False, omit_defaults=True, tag="noteref"):
    """What refers to a note: its number or sign, which is written and not spoken.

    ``target`` is the note's id (in a Draft, the source's; see `identifiers`).
    """

    start: int
    end: int
    target: str = ""
    id: str = ""
    evidence: Evidence | None = None


class PageMark(Struct, frozen=True, gc=False, omit_defaults=True, tag="page"):
    """A page of the source begins in the middle of a text, at ``start``, which is ``end`` as well.

    ``label`` and ``span`` are those of the `PageBreak` that it was; ``evidence`` says why the text goes on behind it.
    """

    start: int
    end: int
    label: str
    id: str = ""
    span: Span | None = None
    evidence: Evidence | None = None


class SpeakerLabel(Struct, frozen=True, gc=False, omit_defaults=True, tag="speaker-label"):
    """Who speaks, before the words that are spoken, as a transcript or a play has it (`VANE: We sold it.`), with its
    colon. What follows is ``quoted``, unless it is the writer who asks, or nobody who answers what is frequently asked.

    It is said once, as it is written, by the narrator; what follows has the speaker's voice. Voices alone would not do:
    an engine may have one, a listener may begin anywhere, and what can be seen is to be heard.
    """

    start: int
    end: int
    evidence: Evidence
    quoted: bool = True


class Anchor(Struct, frozen=True, gc=False, omit_defaults=True, tag="anchor"):
    """A place that links lead to, at ``start``, which is ``end`` as well; only a Draft has any (see `identifiers`)."""

    start: int
    end: int
    id: str


Inline: TypeAlias = Sentence | Quote | Foreign | Styled | Link | NoteRef | PageMark | SpeakerLabel | Anchor


class Piece(Struct, frozen=True, gc=False, array_like=True):
    """From character ``at`` of a text on, up to the next piece, it stands in the decoded source at ``origin``."""

    at: int
    origin: int


class Prose(Struct, frozen=True, gc=False, omit_defaults=True):
    """The written text of a block and what is known about stretches of it.

    ``text`` keeps the source's own line breaks (they are spaces, except in verse and code); ``origin`` is the offset
    of its first character in the decoded source, or -1 when the text does not stand there letter for letter. Where it
    stands there in ``pieces``, with something between them that is not text (the number of a page), these say where;
    a line break at the end of a piece stands for what is between. ``language`` is set where it differs from the
    document's.
    """

    text: str
    inlines: tuple[Inline, ...] = ()
    origin: int = -1
    language: str = ""
    pieces: tuple[Piece, ...] = ()


# ----------------------------------------------------------------------------------------------------------- blocks
# Every block: the characters of the source that it accounts for (marks of layout included), the rule that decided
# what it is, and an id, born in structurer/identifiers.py. In a Draft an id is the source's own, there to be linked to.
class Title(Struct, frozen=True, gc=False, omit_defaults=True, tag="title"):
    """The headline of an article, the title of a book: the one heading of level 1."""

    prose: Prose
    span: Span
    evidence: Evidence
    id: str = ""


class Subtitle(Struct, frozen=True, gc=False, omit_defaults=True, tag="subtitle"):
    """A standfirst or subtitle under the title."""

    prose: Prose
    span: Span
    evidence: Evidence
    id: str = ""


class Byline(Struct, frozen=True, gc=False, omit_defaults=True, tag="byline"):
    """Who wrote it."""

    prose: Prose
    span: Span
    evidence: Evidence
    id: str = ""


class Dateline(Struct, frozen=True, gc=False, omit_defaults=True, tag="dateline"):
    """When and where it was written, on a line of its own."""

    prose: Prose
    span: Span
    evidence: Evidence
    id: str = ""


class Heading(Struct, frozen=True, gc=False, omit_defaults=True, tag="heading"):
    """A heading of level 2 to 6; in a news article, a crosshead. Level 1 is the title. ``ranked`` is why it has its
    level (None where a reader knew it)."""

    prose: Prose
    span: Span
    evidence: Evidence
    level: int = 2
    ranked: Evidence | None = None
    id: str = ""


class Paragraph(Struct, frozen=True, gc=False, omit_defaults=True, tag="paragraph"):
    """Running text; ``part`` is what it is in a letter that it belongs to."""

    prose: Prose
    span: Span
    evidence: Evidence
    id: str = ""
    part: LetterPart = ""


class Caption(Struct, frozen=True, gc=False, omit_defaults=True, tag="caption"):
    """The words under a picture, whether or not the picture came along."""

    prose: Prose
    span: Span
    evidence: Evidence
    id: str = ""


class Verse(Struct, frozen=True, gc=False, omit_defaults=True, tag="verse"):
    """One stanza; its line breaks are the poet's."""

    prose: Prose
    span: Span
    evidence: Evidence
    id: str = ""


class PullQuote(Struct, frozen=True, gc=False, omit_defaults=True, tag="pullquote"):
    """Words of the text set again for show."""

    prose: Prose
    span: Span
    evidence: Evidence
    id: str = ""


class Code(Struct, frozen=True, gc=False, omit_defaults=True, tag="code"):
    """Text whose spaces and line breaks mean something to a machine."""

    prose: Prose
    span: Span
    evidence: Evidence
    id: str = ""


class Boilerplate(Struct, frozen=True, gc=False, omit_defaults=True, tag="boilerplate"):
    """Page furniture: kept in the model, left out of the publication, listed in the report."""

    prose: Prose
    span: Span
    evidence: Evidence
    id: str = ""


class SceneBreak(Struct, frozen=True, gc=False, omit_defaults=True, tag="break"):
    """A change of scene: asterisks or a rule on a line of their own."""

    span: Span
    evidence: Evidence
    id: str = ""


class PageBreak(Struct, frozen=True, gc=False, omit_defaults=True, tag="page-break"):
    """Where a page of the source begins; ``label`` is its printed number ("" for a running head only)."""

    span: Span
    evidence: Evidence
    label: str = ""
    id: str = ""


class SectionStart(Struct, frozen=True, gc=False, omit_defaults=True, tag="section"):
    """Here begins a section that the source marks as one, with a heading or without; `sections` turns it into one."""

    span: Span
    evidence: Evidence
    kind: SectionKind = ""
    id: str = ""


class Image(Struct, frozen=True, gc=False, omit_defaults=True, tag="image"):
    """A picture. ``picture`` is its name among the document's pictures; ``alternative`` the words that stand for it:
    None when nobody has written any, empty when it only decorates. ``ours``: they are no author's, and say no more than
    that there is a picture."""

    picture: str
    span: Span
    evidence: Evidence
    alternative: Prose | None = None
    id: str = ""
    ours: bool = False


class Figure(Struct, frozen=True, gc=False, omit_defaults=True, tag="figure"):
    """A picture, table or piece of code that stands apart from the text, with its caption, which follows it unless
    ``caption_first``."""

    blocks: tuple[Block, ...]
    span: Span
    evidence: Evidence
    caption: Caption | None = None
    caption_first: bool = False
    id: str = ""


class Aside(Struct, frozen=True, gc=False, omit_defaults=True, tag="aside"):
    """What stands beside the text and can be left out: a box, a sidebar, a remark."""

    blocks: tuple[Block, ...]
    span: Span
    evidence: Evidence
    id: str = ""


class BlockQuote(Struct, frozen=True, gc=False, omit_defaults=True, tag="blockquote"):
    """An extract set apart from the text; ``attribution`` is the line that says whose it is, ``kind_evidence`` why it
    is of its ``kind`` (None where a reader knew it)."""

    blocks: tuple[Block, ...]
    span: Span
    evidence: Evidence
    attribution: Prose | None = None
    id: str = ""
    kind: ExtractKind = ""
    kind_evidence: Evidence | None = None


class Definition(Struct, frozen=True, gc=False, omit_defaults=True):
    """One entry of a glossary: its terms, and what is said of them."""

    terms: tuple[Paragraph, ...]
    blocks: tuple[Block, ...]
    span: Span
    id: str = ""


class Definitions(Struct, frozen=True, gc=False, omit_defaults=True, tag="definitions"):
    """Terms and what they mean, or names and what belongs to them (HTML, `dl`)."""

    entries: tuple[Definition, ...]
    span: Span
    evidence: Evidence
    id: str = ""


class Item(Struct, frozen=True, gc=False, omit_defaults=True, tag="item"):
    """One item of a list; ``marker`` is its bullet or number as typed, which the list itself now stands for."""

    blocks: tuple[Block, ...]
    span: Span
    marker: str = ""
    id: str = ""


class List(Struct, frozen=True, gc=False, omit_defaults=True, tag="list"):
    """A list, ordered (numbered from ``first``, in the figures or letters of ``numbering``, upwards or, if
    ``descending``, downwards) or not."""

    items: tuple[Item, ...]
    span: Span
    evidence: Evidence
    ordered: bool = False
    first: int = 1
    id: str = ""
    numbering: Numbering = "1"
    descending: bool = False


class Footnote(Struct, frozen=True, gc=False, omit_defaults=True, tag="footnote"):
    """A note; ``label`` is its number or sign as typed."""

    blocks: tuple[Block, ...]
    span: Span
    evidence: Evidence
    label: str = ""
    id: str = ""


class Cell(Struct, frozen=True, gc=False, omit_defaults=True):
    """One cell of a table; an empty one holds no block. It is so many columns wide and so many rows high."""

    blocks: tuple[Block, ...]
    span: Span
    id: str = ""
    heads: Heads = ""
    columns: int = 1
    rows: int = 1


class Table(Struct, frozen=True, gc=False, omit_defaults=True, tag="table"):
    """Rows of cells; the first ``header_rows`` of them name the columns. A place that a cell of a row above or before
    reaches into has no cell of its own."""

    rows: tuple[tuple[Cell, ...], ...]
    span: Span
    evidence: Evidence
    header_rows: int = 0
    caption: Caption | None = None
    id: str = ""


#: Blocks whose content is one stretch of text.
Leaf: TypeAlias = (
    Title | Subtitle | Byline | Dateline | Heading | Paragraph | Caption | Verse | PullQuote | Code | Boilerplate
)
#: Blocks that hold blocks.
Container: TypeAlias = BlockQuote | List | Definitions | Footnote | Table | Figure | Aside
#: Blocks without text of their own (an image has words that stand for it).
Void: TypeAlias = SceneBreak | PageBreak | SectionStart | Image

Block: TypeAlias = Leaf | Container | Void

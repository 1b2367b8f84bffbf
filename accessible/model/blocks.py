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
#: How the items of an ordered list are counted, in the values of HTML's `type`.
Numbering = Literal["1", "a", "A", "i", "I"]


class Span(Struct, frozen=True):
    """Characters ``start`` up to, not including, ``end`` of the decoded source."""

    start: int
    end: int


class Evidence(Struct, frozen=True):
    """Which rule decided, and how sure it is (0 to 1)."""

    rule: str
    confidence: float = 1.0


class Attribution(Struct, frozen=True, omit_defaults=True):
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
class Sentence(Struct, frozen=True, tag="sentence"):
    """The unit that is spoken, highlighted and pointed at: one sentence id, one utterance, one clip.

    Sentences of a block do not overlap, and every visible character lies in one. A direct quotation begins and ends
    at sentence boundaries (its runs are cut out first), so that a voice can change there.
    """

    start: int
    end: int
    id: str = ""


class Quote(Struct, frozen=True, omit_defaults=True, tag="quote"):
    """A quotation with its marks: direct (a whole utterance), partial (a fragment in a reported sentence), scare (a
    term, nickname or title that nobody is quoted as saying), nested (inside another quotation)."""

    start: int
    end: int
    kind: QuoteKind
    evidence: Evidence
    speaker: Attribution | None = None
    id: str = ""


class Foreign(Struct, frozen=True, omit_defaults=True, tag="foreign"):
    """A run in another ``language`` (BCP 47) than the text around it: whole sentences, a quotation, or a stretch in
    the letters of another script. Sentences begin and end at its edges, so that a voice of its own can speak it."""

    start: int
    end: int
    language: str
    evidence: Evidence
    id: str = ""


Inline: TypeAlias = Sentence | Quote | Foreign


class Prose(Struct, frozen=True, omit_defaults=True):
    """The written text of a block and what is known about stretches of it.

    ``text`` keeps the source's own line breaks (they are spaces, except in verse and code); ``origin`` is the offset
    of its first character in the decoded source, or -1 when the text does not stand there letter for letter;
    ``language`` is set where it differs from the document's.
    """

    text: str
    inlines: tuple[Inline, ...] = ()
    origin: int = -1
    language: str = ""


# ----------------------------------------------------------------------------------------------------------- blocks
# Every block: the characters of the source that it accounts for (marks of layout included), the rule that decided
# what it is, and an id, born in structurer/identifiers.py.
class Title(Struct, frozen=True, omit_defaults=True, tag="title"):
    """The headline of an article, the title of a book: the one heading of level 1."""

    prose: Prose
    span: Span
    evidence: Evidence
    id: str = ""


class Subtitle(Struct, frozen=True, omit_defaults=True, tag="subtitle"):
    """A standfirst or subtitle under the title."""

    prose: Prose
    span: Span
    evidence: Evidence
    id: str = ""


class Byline(Struct, frozen=True, omit_defaults=True, tag="byline"):
    """Who wrote it."""

    prose: Prose
    span: Span
    evidence: Evidence
    id: str = ""


class Dateline(Struct, frozen=True, omit_defaults=True, tag="dateline"):
    """When and where it was written, on a line of its own."""

    prose: Prose
    span: Span
    evidence: Evidence
    id: str = ""


class Heading(Struct, frozen=True, omit_defaults=True, tag="heading"):
    """A heading of level 2 to 6; in a news article, a crosshead. Level 1 is the title. ``ranked`` is why it has its
    level (None where a reader knew it)."""

    prose: Prose
    span: Span
    evidence: Evidence
    level: int = 2
    ranked: Evidence | None = None
    id: str = ""


class Paragraph(Struct, frozen=True, omit_defaults=True, tag="paragraph"):
    """Running text."""

    prose: Prose
    span: Span
    evidence: Evidence
    id: str = ""


class Caption(Struct, frozen=True, omit_defaults=True, tag="caption"):
    """The words under a picture, whether or not the picture came along."""

    prose: Prose
    span: Span
    evidence: Evidence
    id: str = ""


class Verse(Struct, frozen=True, omit_defaults=True, tag="verse"):
    """One stanza; its line breaks are the poet's."""

    prose: Prose
    span: Span
    evidence: Evidence
    id: str = ""


class PullQuote(Struct, frozen=True, omit_defaults=True, tag="pullquote"):
    """Words of the text set again for show."""

    prose: Prose
    span: Span
    evidence: Evidence
    id: str = ""


class Code(Struct, frozen=True, omit_defaults=True, tag="code"):
    """Text whose spaces and line breaks mean something to a machine."""

    prose: Prose
    span: Span
    evidence: Evidence
    id: str = ""


class Boilerplate(Struct, frozen=True, omit_defaults=True, tag="boilerplate"):
    """Page furniture: kept in the model, left out of the publication, listed in the report."""

    prose: Prose
    span: Span
    evidence: Evidence
    id: str = ""


class SceneBreak(Struct, frozen=True, omit_defaults=True, tag="break"):
    """A change of scene: asterisks or a rule on a line of their own."""

    span: Span
    evidence: Evidence
    id: str = ""


class PageBreak(Struct, frozen=True, omit_defaults=True, tag="page-break"):
    """Where a page of the source begins; ``label`` is its printed number ("" for a running head only)."""

    span: Span
    evidence: Evidence
    label: str = ""
    id: str = ""


class BlockQuote(Struct, frozen=True, omit_defaults=True, tag="blockquote"):
    """An extract set apart from the text; ``attribution`` is the line that says whose it is."""

    blocks: tuple[Block, ...]
    span: Span
    evidence: Evidence
    attribution: Prose | None = None
    id: str = ""


class Item(Struct, frozen=True, omit_defaults=True, tag="item"):
    """One item of a list; ``marker`` is its bullet or number as typed, which the list itself now stands for."""

    blocks: tuple[Block, ...]
    span: Span
    marker: str = ""
    id: str = ""


class List(Struct, frozen=True, omit_defaults=True, tag="list"):
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


class Footnote(Struct, frozen=True, omit_defaults=True, tag="footnote"):
    """A note; ``label`` is its number or sign as typed."""

    blocks: tuple[Block, ...]
    span: Span
    evidence: Evidence
    label: str = ""
    id: str = ""


class Cell(Struct, frozen=True, omit_defaults=True):
    """One cell of a table; an empty one holds no block."""

    blocks: tuple[Block, ...]
    span: Span
    id: str = ""


class Table(Struct, frozen=True, omit_defaults=True, tag="table"):
    """Rows of cells, all of the same length; the first ``header_rows`` of them name the columns."""

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
Container: TypeAlias = BlockQuote | List | Footnote | Table
#: Blocks without text.
Void: TypeAlias = SceneBreak | PageBreak

Block: TypeAlias = Leaf | Container | Void

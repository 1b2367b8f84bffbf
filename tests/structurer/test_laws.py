"""Laws that hold for any text at all: nothing lost, nothing twice, spans that point where they say."""

from __future__ import annotations

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from accessible.model.blocks import Block, Footnote, Heading, NoteRef, PageMark, Paragraph, Quote, Sentence, Span, Title
from accessible.model.document import Document, leaves, written
from accessible.model.draft import Draft, Lines, Metadata
from accessible.readers.text import runs
from accessible.structurer import structure
from accessible.structurer.boilerplate import restore_boilerplate
from accessible.structurer.places import in_source

WORDS = st.sampled_from(
    "Harbour bell said Kirby told “We “far” gone,” ‘quiet’ it’s He – – * CHAPTER IV 1. 2) • By Mr. St. p.m. … — "
    "„Nein“ «oui» \" ' (MSF) Advertisement dogs’ ''yes'' 3.5 é 你好。 # [2] 47 VANE: OSTBY: Q: A: ¹ [Pg 7]".split(" ")
    + ["World Health Organization (WHO)", "Dear Sir,", "Yours truly,", "To my mother", "[Pg\u00a07]"]
)
PARAGRAPHS = st.lists(st.lists(WORDS, min_size=1, max_size=14).map(" ".join), min_size=1, max_size=8)
TEXTS = st.builds(lambda parts, gap: gap.join(parts), PARAGRAPHS, st.sampled_from(["\n", "\n\n", "\r\n\r\n", "\n   "]))
LANGUAGES = st.sampled_from(["en", "de", "fr", "xx"])


def structured(text: str, language: str = "en") -> Document:
    return structure(Draft(source="a.txt", text=text, metadata=Metadata(language=language), blocks=tuple(runs(text))))


def spans(blocks: tuple[Lines | Block, ...]) -> list[Span]:
    return [block.span for block in blocks]


def lost_or_doubled(document: Document) -> list[str]:
    """The characters that stand in two blocks, and the visible ones that stand in none."""
    covered = [0] * len(document.text)
    for section in document.sections:
        for span in spans(section.blocks):
            for at in range(span.start, span.end):
                covered[at] += 1
    return [
        character
        for character, count in zip(document.text, covered, strict=True)
        if count > 1 or (not count and not character.isspace())
    ]


@given(TEXTS, LANGUAGES)
def test_every_visible_character_is_in_exactly_one_block(text: str, language: str) -> None:
    assert lost_or_doubled(structured(text, language)) == []


def misplaced(document: Document) -> list[tuple[str, str]]:
    """The characters that do not stand in the source where they say, each with what stands there; a line break stands
    for the space between two pieces of a text."""
    found = []
    for section in document.sections:
        for _, prose in written(section.blocks):
            for at, character in enumerate(prose.text):
                span = in_source(prose, at, at + 1)
                there = "" if span is None else document.text[span.start : span.end]
                if there != character and not (character == "\n" and there.isspace()):
                    found.append((character, there))
    return found


@given(TEXTS, LANGUAGES)
def test_written_text_stands_in_the_source_where_it_says(text: str, language: str) -> None:
    assert misplaced(structured(text, language)) == []


@given(TEXTS, LANGUAGES)
def test_every_mark_stands_in_its_text_and_references_lead_to_notes(text: str, language: str) -> None:
    document = structured(text, language)
    notes = {block.id for section in document.sections for block in section.blocks if isinstance(block, Footnote)}
    for section in document.sections:
        for _, prose in written(section.blocks):
            for mark in prose.inlines:
                assert 0 <= mark.start <= mark.end <= len(prose.text)
                assert mark.start < mark.end or isinstance(mark, PageMark)
                assert not isinstance(mark, NoteRef) or mark.target in notes


@given(TEXTS, LANGUAGES)
def test_sentences_cover_the_text_and_do_not_overlap(text: str, language: str) -> None:
    for section in structured(text, language).sections:
        for block in leaves(section.blocks):
            written = block.prose.text
            at = 0
            for inline in block.prose.inlines:
                if isinstance(inline, Sentence):
                    assert inline.start >= at
                    assert not written[at : inline.start].strip()
                    assert inline.end > inline.start
                    at = inline.end
            assert not written[at:].strip()


@given(TEXTS, LANGUAGES)
def test_a_direct_quotation_begins_and_ends_at_the_edges_of_sentences(text: str, language: str) -> None:
    for section in structured(text, language).sections:
        for block in leaves(section.blocks):
            sentences = [inline for inline in block.prose.inlines if isinstance(inline, Sentence)]
            for quote in block.prose.inlines:
                if isinstance(quote, Quote) and quote.kind == "direct" and len(sentences) > 1:
                    for sentence in sentences:
                        shared = min(sentence.end, quote.end) - max(sentence.start, quote.start)
                        inside = quote.start <= sentence.start and sentence.end <= quote.end
                        tail = block.prose.text[quote.end : sentence.end]
                        head = block.prose.text[sentence.start : quote.start]
                        assert (
                            shared <= 0 or inside or not any(map(str.isalnum, tail)) or not any(map(str.isalnum, head))
                        )


@given(TEXTS)
def test_ids_are_unique(text: str) -> None:
    document = structured(text)
    found = [section.id for section in document.sections]
    for section in document.sections:
        for block in leaves(section.blocks):
            found += [block.id, *(inline.id for inline in block.prose.inlines if hasattr(inline, "id"))]
    assert all(found)
    assert len(found) == len(set(found))


@given(TEXTS, LANGUAGES)
def test_saving_and_loading_changes_nothing(text: str, language: str) -> None:
    document = structured(text, language)
    assert msgspec.json.decode(msgspec.json.encode(document), type=Document) == document


@given(TEXTS)
def test_the_same_text_gives_the_same_document(text: str) -> None:
    assert structured(text) == structured(text)


def test_kept_boilerplate_is_a_paragraph_again() -> None:
    text = "Title\n\n" + "A sentence that is long enough to be the text of an article, and ends. " * 2
    text += "\n\n\n\nSign up for our newsletter."
    draft = Draft(source="a.txt", text=text, metadata=Metadata(language="en"), blocks=tuple(runs(text)))
    assert "boilerplate" in kinds(structure(draft))
    kept = structure(draft, keep_boilerplate=True)
    assert "boilerplate" not in kinds(kept)
    assert restore_boilerplate(kept) == kept
    last = kept.sections[-1].blocks[-1]
    assert isinstance(last, Paragraph)
    assert last.evidence.rule == "furniture phrase apart from the text"


def kinds(document: Document) -> list[str]:
    return [type(block).__name__.lower() for section in document.sections for block in section.blocks]


# ------------------------------------------------------------------------------------ whole articles, as people write
SENTENCES = st.sampled_from(
    [
        "The town has waited for this since the spring, and nobody expected it to take so long.",
        "Maren Ostby, the harbour master, said the bell was “too heavy for the tower”.",
        "It rang twice before the rope gave way, and then it was silent for eleven years.",
        "“We will hear it again before the winter,” she said on Tuesday.",
        "The council voted nine to two, with one member away at sea.",
        "Nobody has counted the herring, but the boats come home full.",
    ]
)
PROSE = st.lists(SENTENCES, min_size=2, max_size=5).map(" ".join)
CROSSHEADS = st.sampled_from(
    ["Three months", "The cost of bronze", "A long silence", "What the divers found", "Winter"]
)
LISTS = st.just("- a rope of forty fathoms\n- two pulleys\n- tar")
VERSES = st.just(
    "    The bell is down, the bell is drowned,\n    The bell is in the bay,\n    And none will ring it round"
)


@st.composite
def articles(draw: st.DrawFn) -> str:
    parts = draw(st.lists(st.tuples(CROSSHEADS, st.lists(PROSE, min_size=1, max_size=3)), max_size=4,
                          unique_by=lambda part: part[0]))  # fmt: skip
    extra = draw(st.one_of(st.none(), LISTS, VERSES))
    blocks = ["Harbour town buys back its bell", draw(PROSE)]
    for crosshead, paragraphs in parts:
        blocks += [crosshead, *paragraphs]
    if extra is not None:
        blocks += ["The divers sang and counted:", extra]
    return "\n\n".join([*blocks, draw(PROSE)])


FURNITURE = st.sampled_from(
    [
        "Advertisement",
        "Share this article",
        "Sign up for our newsletter",
        "© 2024 The Daily Example. All rights reserved.",
        "Read more: The ferries that never come back",
    ]
)


def outline(document: Document) -> list[tuple[str, int, str]]:
    return [
        (type(block).__name__, getattr(block, "level", 0), " ".join(block.prose.text.split()))
        for section in document.sections
        for block in section.blocks
        if isinstance(block, Title | Heading)
    ]


def seen(document: Document) -> list[tuple[str, str]]:
    return [
        (type(block).__name__, " ".join(document.text[block.span.start : block.span.end].split()))
        for section in document.sections
        for block in section.blocks
    ]


def laid_out(document: Document) -> str:
    """The plain text of a document: its blocks as they are written, a blank line between them."""
    lines = []
    for section in document.sections:
        for block in section.blocks:
            written = document.text[block.span.start : block.span.end]
            indent = "    " if type(block).__name__ == "Verse" else ""
            lines.append(indent + written)
    return "\n\n".join(lines)


@given(articles())
def test_structuring_the_plain_text_of_a_document_again_changes_nothing(text: str) -> None:
    document = structured(text)
    again = structured(laid_out(document))
    assert seen(again) == seen(document)
    assert structured(document.text) == document


@given(articles(), FURNITURE, st.sampled_from(["\n", "\n\n", "\n\n\n\n"]))
def test_appended_furniture_changes_no_heading(text: str, line: str, gap: str) -> None:
    assert outline(structured(text + gap + line)) == outline(structured(text))


@given(articles())
def test_the_crossheads_of_an_article_are_its_headings(text: str) -> None:
    known = {"Three months", "The cost of bronze", "A long silence", "What the divers found", "Winter"}
    written = [block for block in text.split("\n\n") if block in known]
    assert [words for kind, _, words in outline(structured(text)) if kind == "Heading"] == written

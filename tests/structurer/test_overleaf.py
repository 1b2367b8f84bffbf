"""Paragraphs that go on overleaf: one paragraph, the page in the middle of it, and every offset right."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accessible.model.blocks import BlockQuote, List, PageBreak, PageMark, Paragraph, Quote, Sentence
from accessible.model.document import Document, leaves
from accessible.narrator import compose, load_cast
from accessible.structurer.places import in_source
from tests.structurer.test_laws import lost_or_doubled, misplaced, structured

LINE = "the road went on over the pass and nobody who lived there had seen"
CLOSE = "it in winter before that year, because the snow lay deep till May."


def cut(before: str, after: str, *, page: str = "\n\n- {} -\n\n") -> str:
    """A text in which two pages end; the words given stand before the second and behind it."""
    first = "\n".join(["After the flood " + LINE[:50], *[LINE] * 8])
    second = "\n".join([*[LINE] * 5, CLOSE, "", f"{LINE}."])
    return f"The Long Pass\n\n{first}{page.format(6)}{second}\n{before}{page.format(7)}{after}\n{CLOSE}\n"


def paragraphs(document: Document) -> list[Paragraph]:
    return [block for section in document.sections for block in section.blocks if isinstance(block, Paragraph)]


def turned(document: Document) -> Paragraph:
    """The paragraph in which page 7 begins."""
    (found,) = [block for block in paragraphs(document) if any(label == "7" for label, _ in marks(block))]
    return found


def marks(block: Paragraph) -> list[tuple[str, str]]:
    """The pages that begin in a paragraph, and the words behind each."""
    return [
        (mark.label, block.prose.text[mark.start :].split()[0])
        for mark in block.prose.inlines
        if isinstance(mark, PageMark)
    ]


@pytest.mark.parametrize("page", ["\n\n- {} -\n\n", "\n{}\n", "\n{}\n\f\n", "\n\n[{}]\n\nTHE LONG PASS\n\n"])
def test_a_sentence_goes_on_overleaf(page: str) -> None:
    document = structured(cut("They asked the driver what he had", "seen there, and he said nothing.", page=page))
    last = turned(document)
    assert [label for label, _ in marks(last) if label] == ["7"]
    assert "what he had\nseen there" in last.prose.text
    assert last.evidence.rule == "running text"
    assert not any(isinstance(block, PageBreak) for section in document.sections for block in section.blocks)


def test_a_name_goes_on_overleaf() -> None:
    last = turned(structured(cut("They asked the driver, whose name was Anders", "Ostby, and he said nothing.")))
    (mark,) = [mark for mark in last.prose.inlines if isinstance(mark, PageMark)]
    assert marks(last) == [("7", "Ostby,")]
    assert mark.evidence is not None
    assert mark.evidence.rule == "the sentence does not end before the page"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("They asked the driver what he had seen.", "Nobody answered, and the driver said nothing."),
        ("They asked the driver for three things:", "a rope, a lamp, and what he had seen of the road."),
        ("They asked the driver for", "- a rope and a lamp for the night, and bread."),
    ],
)
def test_a_paragraph_that_ends_with_its_page_ends(before: str, after: str) -> None:
    document = structured(cut(before, after))
    assert [
        block.label for section in document.sections for block in section.blocks if isinstance(block, PageBreak)
    ] == ["7"]


def test_a_paragraph_over_three_pages() -> None:
    text = "The Long Pass\n\nAfter the flood " + "\n".join(LINE for _ in range(30)) + "\n" + CLOSE
    lines = text.split("\n")
    for at, number in ((24, 8), (16, 7), (8, 6)):
        lines[at:at] = ["", f"- {number} -", ""]
    document = structured("\n".join(lines))
    (block,) = paragraphs(document)
    assert [label for label, _ in marks(block)] == ["6", "7", "8"]
    assert block.prose.origin == -1
    assert_in_place(document)


def test_a_quotation_over_two_pages_stands_where_it_says() -> None:
    before = "Anders Ostby said: “The bell is too heavy for the tower, and"
    document = structured(cut(before, "nobody will carry it down again.” He sat down."))
    last = turned(document)
    (quote,) = [mark for mark in last.prose.inlines if isinstance(mark, Quote)]
    assert quote.speaker is not None
    assert quote.speaker.name == "Anders Ostby"
    said = quote.speaker.span
    assert said is not None
    assert document.text[said.start : said.end] == "Anders Ostby"
    span = in_source(last.prose, quote.start, quote.end)
    assert span is not None
    words = document.text[span.start : span.end]
    assert words.startswith("“The bell")
    assert words.endswith("again.”")
    assert "- 7 -" in words


def test_who_speaks_is_told_behind_the_page() -> None:
    before = "“The bell is too heavy for the tower, and nobody will"
    document = structured(cut(before, "carry it down,” said Maren Ostby, and sat down."))
    (quote,) = [mark for mark in turned(document).prose.inlines if isinstance(mark, Quote)]
    assert quote.speaker is not None
    assert quote.speaker.span is not None
    assert document.text[quote.speaker.span.start : quote.speaker.span.end] == "Maren Ostby"


def test_an_extract_goes_on_overleaf() -> None:
    inside = [f"    {line}" for line in (LINE, LINE, "and they asked the driver what he had")]
    outside = [f"    {line}" for line in ("seen there, " + LINE[:53], CLOSE)]
    text = cut(
        "In the book of the pass it stands so:\n\n" + "\n".join(inside), "\n".join(outside) + "\n\nSo it is. " + LINE
    )
    document = structured(text)
    (extract,) = [block for section in document.sections for block in section.blocks if isinstance(block, BlockQuote)]
    leaf = next(leaves(extract.blocks))
    assert [mark.label for mark in leaf.prose.inlines if isinstance(mark, PageMark)] == ["7"]
    assert_in_place(document)


def test_an_item_of_a_list_goes_on_overleaf() -> None:
    items = "- a rope of forty fathoms\n- two pulleys that the smith at the foot of the pass had"
    document = structured(cut(f"They asked the driver for\n\n{items}", "made for them. The driver said nothing."))
    (found,) = [block for section in document.sections for block in section.blocks if isinstance(block, List)]
    last = list(leaves(found.items[-1].blocks))[-1]
    assert "had\nmade for them." in last.prose.text


def test_a_page_in_a_sentence_is_said_behind_it() -> None:
    document = structured(cut("They asked the driver what he had", "seen there, and he said nothing."))
    script = compose(document, cast=load_cast(), engine="tone")
    said = [utterance.text for part in script.parts for utterance in part.utterances]
    (at,) = (at for at, text in enumerate(said) if "what he had seen there" in text)
    assert "7" not in said[at]
    assert [text for text in said if "7" in text] == [said[at + 1]]


WORDS = st.sampled_from(["the road", "over", "Anders Ostby said", "“not", "again,”", "he saw.", "Mr.", "a-", "[1]"])
TEXT = st.lists(WORDS, min_size=1, max_size=25).map(" ".join)


@given(TEXT, TEXT, st.sampled_from(["\n\n- {} -\n\n", "\n[Pg {}]\n", "\r\n\r\nPage {} of 90\r\n\r\n"]))
def test_nothing_is_lost_and_every_character_stands_where_it_says(before: str, after: str, page: str) -> None:
    document = structured(cut(before, after, page=page))
    assert lost_or_doubled(document) == []
    assert_in_place(document)


def assert_in_place(document: Document) -> None:
    assert misplaced(document) == []
    for section in document.sections:
        for leaf in leaves(section.blocks):
            sentences = [mark for mark in leaf.prose.inlines if isinstance(mark, Sentence)]
            covered = "".join(leaf.prose.text[mark.start : mark.end] for mark in sentences)
            assert "".join(covered.split()) == "".join(leaf.prose.text.split())

"""Page numbers, running heads and scene breaks: what the paper said, and what the author did."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from accessible.model.blocks import Block, Heading, PageBreak, PageMark, SceneBreak
from accessible.model.document import Document, leaves
from tests.structurer.test_laws import kinds, structured
from tests.structurer.test_structure import PROSE

LINE = "the road went on over the pass and nobody who lived there had seen"
CLOSE = "it in winter before that year, because the snow lay deep till May."


def sheets(page: Callable[[int], str], *, first: int = 3, number: int = 5, ended: bool = False) -> str:
    """Pages of wrapped prose; what `page` gives for each number is set between two of them."""
    parts = ["The Long Pass\n\nCHAPTER ONE\n\nAfter the flood " + LINE[:50]]
    for at in range(first, first + number):
        parts.append("\n".join([LINE] * 7 + [CLOSE] * ended) + page(at) + ("Then " if ended else "") + LINE)
    return "\n".join(parts) + "\n" + CLOSE


def blocks(document: Document) -> list[Block]:
    return [block for section in document.sections for block in section.blocks]  # type: ignore[misc]


def pages(document: Document) -> list[PageBreak | PageMark]:
    """The beginnings of pages, between paragraphs and inside them, in order."""
    found: list[PageBreak | PageMark] = []
    for block in blocks(document):
        if isinstance(block, PageBreak):
            found.append(block)
        for leaf in leaves((block,)):
            found += [mark for mark in leaf.prose.inlines if isinstance(mark, PageMark)]
    return found


def labels(document: Document) -> list[str]:
    return [page.label for page in pages(document)]


def text(document: Document) -> str:
    return " ".join(leaf.prose.text for leaf in leaves(tuple(blocks(document))))


@pytest.mark.parametrize(
    "form",
    [
        "\n{}\n",
        "\n\n{}\n\n",
        "\n\n- {} -\n\n",
        "\n\n[{}]\n\n",
        "\n[Pg {}]\n",
        "\n\nPage {}\n\n",
        "\n{{{}}}\n",
        "\n{}\n\f\n",
    ],
)
def test_numbers_that_stand_inside_sentences_are_pages(form: str) -> None:
    document = structured(sheets(form.format))
    assert labels(document) == ["3", "4", "5", "6", "7"]
    assert "3" not in text(document)


def test_numbers_in_roman_letters() -> None:
    numbers = "- - - iii iv v vi vii".split()
    assert labels(structured(sheets(lambda at: f"\n\n{numbers[at]}\n\n"))) == numbers[3:]


def test_a_page_that_says_so_needs_no_other() -> None:
    assert labels(structured(f"The Long Pass\n\n{LINE}\n{CLOSE}\n\nPage 49 of 210\n\n{LINE}\n{CLOSE}")) == ["49"]


def test_other_forms_that_count_on_from_a_page_are_pages() -> None:
    prose = f"{LINE}\n{CLOSE}"
    document = structured(f"The Long Pass\n\n{prose}\n\n47\n\n{prose}\n\n- 48 -\n\n{prose}\n\nPage 49 of 210\n")
    assert labels(document) == ["47", "48", "49"]


def test_a_running_head_beside_page_numbers() -> None:
    document = structured(sheets("\n\n{}\n\nTHE LONG PASS\n\n".format))
    assert labels(document) == ["3", "", "4", "", "5", "", "6", "", "7", ""]
    assert "THE LONG PASS" not in text(document)
    assert "The Long Pass" in text(document)


def test_a_running_head_in_the_line_of_the_number() -> None:
    document = structured(
        sheets(lambda at: f"\n\n{at}    THE LONG PASS\n\n" if at % 2 else f"\n\nTHE LONG PASS    {at}\n\n")
    )
    assert labels(document) == ["3", "4", "5", "6", "7"]


def test_a_running_head_without_numbers() -> None:
    document = structured(sheets(lambda at: "\n\nTHE LONG PASS\n\n"))
    assert labels(document) == [""] * 5


def test_the_first_of_lines_that_come_again_may_be_their_heading() -> None:
    prose = f"{LINE}\n{CLOSE}"
    page = f"{prose}\n\n{LINE}\n"
    part = "".join(f"{page}\n{at}\n\nTHE ASCENT\n\n{CLOSE}\n\n" for at in range(4, 9))
    document = structured(f"The Long Pass\n\n{prose}\n\nTHE ASCENT\n\n{part}")
    assert text(document).count("THE ASCENT") == 1


def test_form_feeds_tell_pages_whose_last_sentence_ends() -> None:
    assert labels(structured(sheets("\n\n{}\n\f\n".format, ended=True))) == ["3", "4", "5", "6", "7"]


@pytest.mark.parametrize("first", [1, 1880])
def test_numbers_over_text_are_chapters_or_years(first: int) -> None:
    document = structured(sheets("\n\n\n\n{}\n\n".format, first=first, number=8, ended=True))
    assert labels(document) == []
    assert [b.prose.text for b in blocks(document) if isinstance(b, Heading)][-8:] == [str(first + n) for n in range(8)]


def test_numbers_of_a_column_are_no_pages() -> None:
    assert (
        labels(
            structured(
                "The score\n\n" + "\n\n".join(f"{at}\n\nsailors of the ferry and the quay" for at in range(3, 12))
            )
        )
        == []
    )


def test_a_number_alone_is_no_page() -> None:
    assert labels(structured(sheets("\n\n{}\n\n".format, first=12, number=1))) == []


def test_a_page_break_lies_over_its_line_and_nothing_else() -> None:
    document = structured(sheets("\n\n  - {} -  \n\n".format))
    spans = [page.span for page in pages(document)]
    assert [document.text[span.start : span.end] for span in spans if span is not None] == [
        f"- {at} -" for at in range(3, 8)
    ]


VERSE = "\n".join(
    (
        "The ferry lies beside the quay tonight,",
        "The keeper of the light has gone ashore,",
        "No lamp is in the harbour, and no light,",
        "And those who went will come to us no more;",
    )
    * 3
)


@pytest.mark.parametrize("numbers", ["1 2 3 4 5", "I II III IV V", "4 5 6 7 8"])
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize("end", ["!", ""])
def test_the_refrain_of_numbered_stanzas_is_not_lost_as_a_running_head(numbers: str, gap: str, end: str) -> None:
    refrain = f"Ring, bell, ring no more{end}"
    document = structured("The bell\n\n" + "\n\n".join(f"{n}\n\n{VERSE}{gap}{refrain}" for n in numbers.split()))
    assert labels(document) == []
    assert text(document).count(refrain) == 5


def test_the_chorus_of_a_hymn_is_not_lost_as_a_running_head() -> None:
    chorus = "Ring, bell, ring no more\nOver the harbour bar"
    document = structured("The bell\n\n" + "\n\n".join(f"{n}\n\n{VERSE}\n\n{chorus}" for n in range(1, 6)))
    assert labels(document) == []
    assert text(document).count("Over the harbour bar") == 5


@pytest.mark.parametrize("first", [1, 7])
def test_the_word_chapter_over_its_number_is_not_lost_as_a_running_head(first: int) -> None:
    numbers = range(first, first + 5)
    document = structured("The bell\n\n" + "\n\n".join(f"CHAPTER\n\n{n}\n\n{PROSE * 4}" for n in numbers))
    assert labels(document) == []
    assert text(document).count("CHAPTER") == 5


@pytest.mark.parametrize("page", ["\f{head}\n\n{prose}\n\n", "{prose}\n\n{head}\n\n\f"])
@pytest.mark.parametrize("head", ["Agenda", "THE END"])
def test_a_heading_on_every_sheet_is_not_lost_as_a_running_head(page: str, head: str) -> None:
    document = structured("The council\n\n" + page.format(head=head, prose=PROSE * 3) * 5)
    assert text(document).count(head) == 5


def test_chapters_at_form_feeds_keep_their_numbers() -> None:
    document = structured("The bell\n\n" + "".join(f"\f{n}\n\n{PROSE * 5}\n\n" for n in range(1, 6)))
    assert labels(document) == []


def test_a_running_head_between_sentences_that_end() -> None:
    document = structured(sheets("\n\nTHE LONG PASS\n\n{}\n\n".format, first=12, ended=True))
    assert labels(document) == ["", "12", "", "13", "", "14", "", "15", "", "16"]


def test_chapter_one_in_roman_letters_is_not_lost_as_page_one() -> None:
    cut = [f"\n\n{number}\n\n" for number in range(2, 8)]
    pages = [f"{LINE}\n" * 7 + LINE + number + LINE for number in cut]
    parts = ["I", *pages[:3], CLOSE, "II", *pages[4:], CLOSE]
    document = structured("The Long Pass\n\n" + "\n\n".join(parts))
    assert labels(document) == ["2", "3", "4", "6", "7"]
    assert [block.prose.text for block in blocks(document) if isinstance(block, Heading)] == ["I", "II"]


@pytest.mark.parametrize("form", ["\n\n{}\n\nTHE LONG PASS\n\n", "\n\n{}    THE LONG PASS\n\n"])
def test_a_running_head_is_not_left_out_without_a_word(form: str) -> None:
    document = structured(sheets(form.format))
    (message,) = [message for message in document.messages if message.code == "S006"]
    assert "THE LONG PASS" in message.text
    assert "5 times" in message.text
    assert "THE LONG PASS" in document.text[message.place.start : message.place.end]


def test_page_numbers_alone_give_no_message() -> None:
    assert not [m for m in structured(sheets("\n\n{}\n\n".format)).messages if m.code == "S006"]


# ---------------------------------------------------------------------------------------------------------- breaks
@pytest.mark.parametrize(
    "ornament",
    ["* * *", "***", "*", "⁂", "#", "---", "- - -", "—————", "~ ~ ~", "~~~", "___", "❦", "=====" * 9]
    + ["❖", "❖ ❖ ❖", "⁂⁂⁂", "— ❖ —", "~*~*~*~", "•——◆——•", "✻  ✻  ✻", "❄️", "♦ ♦ ♦", "※", "●  ●  ●", "───", "_" * 120],
)
@pytest.mark.parametrize("gap", ["\n\n", "\n"])
def test_ornaments_are_scene_breaks(ornament: str, gap: str) -> None:
    prose = f"After the flood {LINE}\n{CLOSE}"
    document = structured(f"The Long Pass\n\n{prose}{gap}{ornament}{gap}{prose}")
    assert [type(block).__name__ for block in blocks(document)] == ["Title", "Paragraph", "SceneBreak", "Paragraph"]


def test_the_rule_under_a_heading_is_no_scene_break() -> None:
    prose = f"After the flood {LINE}\n{CLOSE}"
    document = structured(f"The Long Pass\n\n{prose}\n\nThe ascent\n----------\n\n{prose}\n\n{prose}")
    assert not any(isinstance(block, SceneBreak) for block in blocks(document))
    assert [b.prose.text for b in blocks(document) if isinstance(b, Heading)] == ["The ascent"]


@pytest.mark.parametrize("sign", ["-", "★★★", "★★★☆☆", "●●●○○", "♥", "✓", "→", "♪ ♪", "☺", "□"])
def test_a_dash_or_a_sign_that_says_something_is_no_scene_break(sign: str) -> None:
    document = structured(f"The Long Pass\n\n{LINE}\n{CLOSE}\n\n{sign}\n\n{LINE}\n{CLOSE}")
    assert not any(isinstance(block, SceneBreak) for block in blocks(document))


def test_numbers_between_dashes_are_pages_unless_they_begin_with_the_first() -> None:
    text = f"The salt road\n\n{PROSE * 4}\n\n- {{}} -\n\n{PROSE * 4}\n\n- {{}} -\n\n{PROSE * 4}"
    assert kinds(structured(text.format(47, 48))).count("pagebreak") == 2
    assert "pagebreak" not in kinds(structured(text.format(1, 2)))

"""The silence around what is said tells a listener what it stands in."""

from __future__ import annotations

from accessible.model.blocks import Block, Item, List, SceneBreak, Verse
from accessible.narrator import compose
from accessible.narrator.cast import Cast, Pauses
from tests.narrator.builder import EVIDENCE, SPAN, document, paragraph, prose
from tests.narrator.structures import (
    aside,
    caption,
    code,
    extract,
    heading,
    image,
    items,
    note,
    pull_quote,
    table,
    title,
    verse,
)

#: Every silence is told from the others by its length; those that are longer than others are these on purpose.
PAUSES = Pauses(
    phrase=1,
    sentence=2,
    paragraph=10,
    line=3,
    stanza=20,
    item=4,
    cell=5,
    row=11,
    scene=90,
    section=99,
    list=30,
    table=31,
    blockquote=32,
    pullquote=33,
    code=34,
    image=35,
    caption=36,
    note=37,
    aside=38,
    title_before=40,
    title_after=41,
    heading_before=50,
    heading_after=51,
    heading3_before=60,
    heading4_after=61,
)


def paced(*blocks: Block, pauses: Pauses = PAUSES) -> list[tuple[int, int]]:
    """The silence before and behind each sentence; a paragraph is put at the end, so that the section's is not seen."""
    parts = compose(document((*blocks, paragraph("End.", "z"))), cast=Cast(pauses=pauses), engine="tone").parts
    return [(utterance.pause_before, utterance.pause_after) for part in parts for utterance in part.utterances][:-1]


def test_headings_have_the_silence_of_their_level() -> None:
    assert paced(title("A")) == [(40, 41)]
    assert paced(heading("A", 2)) == [(50, 51)]
    assert paced(heading("A", 3)) == [(60, 51)]
    assert paced(heading("A.| B", 4)) == [(50, 2), (0, 61)]


def test_verse_goes_by_lines_and_stanzas() -> None:
    assert paced(verse("A,|\nB.", "a"), verse("C|\nD", "b")) == [(0, 3), (0, 20), (0, 3), (0, 20)]


def test_code_goes_by_lines() -> None:
    assert paced(paragraph("A."), code("b()|\nc()")) == [(0, 34), (0, 3), (0, 34)]


def test_lists_go_by_items() -> None:
    assert paced(paragraph("A."), items("B.| C.", "D.")) == [(0, 30), (0, 2), (0, 4), (0, 30)]
    inner = items("C.", name="k")
    outer = List((Item((paragraph("B.", "b"), inner), SPAN), Item((paragraph("D.", "d"),), SPAN)), SPAN, EVIDENCE)
    assert paced(outer) == [(0, 30), (0, 30), (0, 30)]


def test_tables_go_by_cells_and_rows() -> None:
    found = paced(paragraph("A."), table(("B", "C"), ("D", "E"), header_rows=1, title="T"))
    assert found == [(0, 31), (0, 10), (0, 5), (0, 11), (0, 5), (0, 31)]


def test_what_is_set_apart_has_its_silence_on_both_sides() -> None:
    for block, pause in (
        (extract("B.", "C."), 32),
        (pull_quote("B.| C."), 33),
        (caption("B.| C."), 36),
        (note("B.| C.", "1"), 37),
        (image("B.| C."), 35),
        (aside(paragraph("B.| C.", "d")), 38),
    ):
        inner = 10 if block.id == "q" else 2
        assert paced(paragraph("A."), block) == [(0, pause), (0, inner), (0, pause)]


def test_the_longest_of_several_silences_counts() -> None:
    assert paced(paragraph("A."), SceneBreak(SPAN, EVIDENCE, "x"), extract("B.")) == [(0, 90), (0, 32)]
    short = Pauses(paragraph=10, note=5, blockquote=5)
    assert paced(paragraph("A."), note("B.", "1"), extract("C."), pauses=short) == [(0, 10)] * 3


def test_a_sentence_that_ends_with_a_reference_to_a_note_is_no_phrase() -> None:
    assert paced(paragraph("A bell.[1]| It is old.")) == [(0, 2), (0, 10)]


def test_a_structure_in_another_has_the_silence_of_what_holds_it_nearest() -> None:
    assert paced(extract("A."), List((Item((extract("B.", "C.", name="r"),), SPAN),), SPAN, EVIDENCE)) == [
        (0, 32),
        (0, 10),
        (0, 32),
    ]
    poem = Verse(prose("D", "d"), SPAN, EVIDENCE, "d")
    assert paced(List((Item((poem,), SPAN),), SPAN, EVIDENCE)) == [(0, 30)]

"""Every text is told what it stands in, and every structure that begins ends."""

from __future__ import annotations

from msgspec.structs import replace

from accessible.model.blocks import (
    Block,
    Definition,
    Definitions,
    Figure,
    Item,
    List,
    PageBreak,
    SceneBreak,
    SectionStart,
)
from accessible.narrator.structures import Begin, End, Kind, PageTurn, Stretch, steps
from tests.narrator.builder import EVIDENCE, SPAN, paragraph
from tests.narrator.structures import (
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

PAGE = PageBreak(SPAN, EVIDENCE, "9", "p")


def tables(*blocks: Block) -> list[tuple[str, ...]]:
    return [step.tables for step in steps(blocks, []) if isinstance(step, Stretch)]


def edges(*blocks: Block) -> str:
    signs = [
        f"<{s.kind}"
        if isinstance(s, Begin)
        else f"{s.kind}>"
        if isinstance(s, End)
        else s.label
        if isinstance(s, PageTurn)
        else "."
        for s in steps(blocks, [])
    ]
    return " ".join(signs)


def test_a_text_has_the_tables_of_what_holds_it() -> None:
    nested = List((Item((extract("A.", by="B"), items("C.", name="k")), SPAN),), SPAN, EVIDENCE, id="o")
    assert tables(nested) == [("list", "blockquote"), ("list", "blockquote"), ("list", "list")]
    assert tables(table(("A",), title="T")) == [("table", "caption"), ("table",)]
    singles = (verse("A"), code("A"), pull_quote("A"), caption("A"), paragraph("A"))
    assert tables(*singles) == [("verse",), ("code",), ("pullquote",), ("caption",), ()]


def test_a_heading_has_the_table_of_its_level() -> None:
    found = tables(title("A"), *(heading("B", level) for level in range(2, 7)))
    assert found == [("title",), *(("heading", f"heading{level}") for level in range(2, 7))]


def test_notes_under_a_heading_are_endnotes_and_others_footnotes() -> None:
    text = paragraph("A.")
    foot, end = ("note", "footnote"), ("note", "endnote")
    assert tables(text, note("B.", "1"), note("C.", "2")) == [(), foot, foot]
    assert tables(heading("Notes"), note("B.", "1"), PAGE, note("C.", "2"))[1:] == [end, end]
    assert tables(heading("One"), text, note("B.", "1"))[1:] == [(), foot]
    assert tables(title("One"), note("B.", "*"))[1:] == [foot]


def test_what_kind_of_extract_it_is_has_a_table_of_its_own() -> None:
    assert tables(replace(extract("A.", by="B"), kind="epigraph")) == [("blockquote", "epigraph")] * 2


def test_a_section_of_notes_has_endnotes_wherever_they_stand() -> None:
    found = steps((paragraph("A."), note("B.", "1")), [], endnotes=True)
    assert [step.tables for step in found if isinstance(step, Stretch)] == [(), ("note", "endnote")]


def test_pictures_have_their_descriptions_and_captions_where_they_are_put() -> None:
    figure = Figure((image("A."),), SPAN, EVIDENCE, caption("B."))
    assert edges(figure) == "<image . image> <caption . caption>"
    assert edges(replace(figure, caption_first=True)) == "<caption . caption> <image . image>"
    assert edges(image(None), SectionStart(SPAN, EVIDENCE)) == ""


def test_definitions_are_a_list_of_terms_with_what_is_said_of_them() -> None:
    entry = Definition((paragraph("neap"),), (paragraph("The lowest tide."),), SPAN)
    text = "<paragraph . paragraph>"
    assert edges(Definitions((entry,), SPAN, EVIDENCE)) == f"<list <item {text} {text} item> list>"


def test_stanzas_that_follow_each_other_are_one_poem() -> None:
    stanza = "<stanza . stanza>"
    assert edges(verse("A"), PAGE, verse("B")) == f"<verse {stanza} 9 {stanza} verse>"
    scene = SceneBreak(SPAN, EVIDENCE, "x")
    assert edges(verse("A"), scene, verse("B")) == f"<verse {stanza} verse> . <verse {stanza} verse>"
    assert edges(verse("A"), paragraph("B")) == f"<verse {stanza} verse> <paragraph . paragraph>"


def test_what_begins_ends() -> None:
    blocks = (title("A"), extract("B.", by="C"), items("D."), table(("E", ""), title="T"), note("F.", "1"), verse("G"))
    above: list[Kind] = []
    for step in steps(blocks, []):
        match step:
            case Begin():
                above.append(step.kind)
            case End():
                assert above.pop() == step.kind
            case Stretch():
                assert above
    assert not above

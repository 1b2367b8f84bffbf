"""Overlapping marks become a tree, and nothing of the text is lost."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from accessible.model.blocks import Prose, Quote, Sentence
from accessible.renderers.characters import running
from accessible.renderers.nesting import Marked, Node, nest
from accessible.renderers.page import XHTML
from accessible.renderers.prose import as_verse, write
from tests.renderers.builder import HAND, prose


@st.composite
def marked_texts(draw: st.DrawFn) -> Prose:
    """Any text, with sentences that do not overlap and quotations that overlap everything."""
    text = draw(st.text(alphabet="ab. \n“”港é\t", max_size=40))
    places = st.integers(0, len(text))
    cuts = draw(st.lists(places, unique=True).map(sorted))
    sentences = [
        Sentence(start, end, f"s{start}")
        for number, (start, end) in enumerate(pairwise(cuts))
        if number % draw(st.sampled_from((1, 2))) == 0
    ]
    spans = draw(st.lists(st.tuples(places, places).map(sorted), max_size=5))
    quotes = [Quote(start, end, "partial", HAND, id=f"q{number}") for number, (start, end) in enumerate(spans)]
    return Prose(text, tuple(draw(st.permutations([*sentences, *quotes]))))


def text_of(nodes: tuple[Node, ...]) -> str:
    return "".join(node if isinstance(node, str) else text_of(node.content) for node in nodes)


def marks_of(nodes: tuple[Node, ...]) -> list[Marked]:
    found = []
    for node in nodes:
        if isinstance(node, Marked):
            found += [node, *marks_of(node.content)]
    return found


@given(marked_texts())
def test_the_text_of_the_tree_is_the_text_of_the_block(text: Prose) -> None:
    assert text_of(nest(text)) == text.text


@given(marked_texts())
def test_every_sentence_is_one_element_with_all_of_its_text(text: Prose) -> None:
    placed = [node for node in marks_of(nest(text)) if isinstance(node.mark, Sentence)]
    there = {node.mark.id: text_of(node.content) for node in placed}  # type: ignore[union-attr]
    assert len(placed) == len(there)
    assert there == {
        mark.id: text.text[mark.start : mark.end]
        for mark in text.inlines
        if isinstance(mark, Sentence) and mark.start < mark.end
    }


@given(marked_texts())
def test_the_pieces_of_a_quotation_hold_all_of_its_letters_and_only_the_first_says_so(text: Prose) -> None:
    placed = marks_of(nest(text))
    for quote in text.inlines:
        if not isinstance(quote, Quote):
            continue
        pieces = [node for node in placed if node.mark is quote]
        letters = "".join("".join(text_of(node.content) for node in pieces).split())
        assert letters == "".join(text.text[quote.start : quote.end].split())
        assert [node.first for node in pieces] == [number == 0 for number in range(len(pieces))]


@given(marked_texts())
def test_the_elements_are_well_formed_and_have_the_text(text: Prose) -> None:
    paragraph = etree.Element(f"{{{XHTML}}}p")
    write(paragraph, text, language="en", named={})
    again = etree.fromstring(etree.tostring(paragraph))
    assert "".join(again.itertext()).split() == running(text.text).split()
    ids = [element.get("id") for element in again.iter("*") if element.get("id")]
    assert len(ids) == len(set(ids))


@given(marked_texts())
def test_verse_has_as_many_line_breaks_as_the_poet_made(text: Prose) -> None:
    paragraph = etree.Element(f"{{{XHTML}}}p")
    write(paragraph, text, language="en", named={}, cut=as_verse)
    assert len(paragraph.findall(f".//{{{XHTML}}}br")) == text.text.count("\n")


def shape(text: str) -> str:
    """Sentences in round brackets, quotations in square ones, their further pieces in curly ones."""

    def draw(nodes: tuple[Node, ...]) -> str:
        drawn = ""
        for node in nodes:
            if isinstance(node, str):
                drawn += node
            else:
                brackets = "()" if isinstance(node.mark, Sentence) else "[]" if node.first else "{}"
                drawn += brackets[0] + draw(node.content) + brackets[1]
        return drawn

    return draw(nest(prose(text)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said [partial:“no”] and [partial:“yes”].", "(He said [“no”] and [“yes”].)"),
        ("[direct:“No.| Never.”]| He left.", "[(“No.) (Never.”)] (He left.)"),
        ("He [partial:“came.| He went.| And] so” on.", "(He [“came.]) {(He went.)} ({And} so” on.)"),
        ("He [partial:“came.| And] so on.", "(He [“came.]) ({And} so on.)"),
        ("[partial:“No.| He] said” it.", "[(“No.)] ({He} said” it.)"),
        ("[direct:“He said [nested:‘go’] to me.”]", "[(“He said [‘go’] to me.”)]"),
        ("[scare:All of it]", "[(All of it)]"),
    ],
)
def test_quotations_are_cut_only_where_they_cross_a_sentence(text: str, expected: str) -> None:
    assert shape(text) == expected


def test_quotations_that_cross_each_other_are_cut_as_well() -> None:
    text = Prose("abcdef", (Sentence(0, 6), Quote(0, 4, "partial", HAND), Quote(2, 6, "scare", HAND)))
    pieces = [(text_of(node.content), node.first) for node in marks_of(nest(text)) if isinstance(node.mark, Quote)]
    assert pieces == [("abcd", True), ("cd", True), ("ef", False)]


def test_sentences_that_overlap_are_refused() -> None:
    with pytest.raises(ValueError, match="overlap"):
        nest(Prose("abcdef", (Sentence(0, 4), Sentence(3, 6))))

"""Runs in another language in a content document: a `span` with its language, around the sentences that lie in it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from msgspec.structs import replace

from accessible.model.blocks import Foreign, Prose, Quote, Sentence
from accessible.renderers.nesting import nest
from accessible.renderers.page import XHTML
from accessible.renderers.prose import write
from tests.renderers.builder import HAND, prose
from tests.renderers.test_nesting import marks_of, text_of


def written(text: Prose) -> str:
    """The text as markup, without namespaces."""
    parent = etree.Element(f"{{{XHTML}}}p", nsmap={None: XHTML})
    write(parent, text, language="en", named={})
    return etree.tostring(parent, encoding="unicode").replace(f' xmlns="{XHTML}"', "")


def marked(text: Prose, said: str, tongue: str) -> Prose:
    start = text.text.index(said)
    run = Foreign(start, start + len(said), tongue, HAND, "f1")
    numbered = (
        replace(mark, id=f"{type(mark).__name__[0].lower()}{number}") for number, mark in enumerate(text.inlines)
    )
    return replace(text, inlines=(*numbered, run))


def test_a_run_is_inside_its_quotation_and_around_its_sentences() -> None:
    text = marked(prose("He said: |[direct:“Je sais. |Bien sûr.”]| And left."), "“Je sais. Bien sûr.”", "fr")
    assert written(text) == (
        '<p><span id="s1">He said:</span> <span id="q0" class="quote" data-kind="direct">'
        '<span id="f1" lang="fr" xml:lang="fr"><span id="s2">“Je sais.</span> <span id="s3">Bien sûr.”</span></span>'
        '</span> <span id="s4">And left.</span></p>'
    )


def test_a_run_in_a_sentence_is_inside_it() -> None:
    assert written(marked(prose("The word Herz is a word."), "Herz", "de")) == (
        '<p><span id="s0">The word <span id="f1" lang="de" xml:lang="de">Herz</span> is a word.</span></p>'
    )


def test_the_direction_of_writing_changes_with_the_language() -> None:
    assert '<span id="f1" lang="he" xml:lang="he" dir="rtl">' in written(marked(prose("He said לא."), "לא", "he"))


def test_a_block_that_is_foreign_as_a_whole_says_so_once() -> None:
    text = replace(marked(prose("Je sais."), "Je sais.", "fr"), language="fr")
    assert written(text) == '<p lang="fr" xml:lang="fr"><span id="s0">Je sais.</span></p>'


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)).map(sorted), max_size=4), st.data())
def test_runs_and_quotations_may_overlap_and_no_sentence_is_cut(spans: list[list[int]], data: st.DataObject) -> None:
    text = "ab cd. ef gh “ij kl”"
    sentences = [Sentence(0, 6, "t1"), Sentence(7, 20, "t2")]
    kinds = data.draw(st.lists(st.booleans(), min_size=len(spans), max_size=len(spans)))
    marks = [
        Foreign(start, end, "fr", HAND) if foreign else Quote(start, end, "partial", HAND)
        for (start, end), foreign in zip(spans, kinds, strict=True)
    ]
    nodes = nest(Prose(text, (*sentences, *marks)))
    assert text_of(nodes) == text
    assert [node.mark for node in marks_of(nodes) if isinstance(node.mark, Sentence)] == sentences

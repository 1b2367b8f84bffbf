"""Pull quotes that say again what the text says: known by their words, and neither said nor announced."""

from __future__ import annotations

import pytest

from accessible.model.blocks import PullQuote
from accessible.model.document import leaves
from accessible.model.repeats import repeats
from accessible.narrator import compose, load_cast
from accessible.renderers import with_listings
from tests.narrator.builder import EVIDENCE, SPAN, document, paragraph, prose


def pull_quote(text: str, name: str = "p") -> PullQuote:
    return PullQuote(prose(text, name), SPAN, EVIDENCE, name)


@pytest.mark.parametrize(
    ("quoted", "repeated"),
    [
        ("“Nobody saw it”", True),
        ("NOBODY SAW IT.", True),
        ("Nobody saw", True),
        ("Body saw it", False),  # begins inside a word
        ("Somebody saw it.", False),
        ("—", False),
    ],
)
def test_the_words_count_and_not_the_signs(quoted: str, repeated: bool) -> None:
    doc = document([paragraph("She said: nobody saw it, at night."), pull_quote(quoted)])
    assert repeats(doc) == ({"p"} if repeated else set())


def test_another_pull_quote_is_no_text() -> None:
    doc = document([paragraph("A."), pull_quote("Nobody saw it.", "p"), pull_quote("Nobody saw it.", "q")])
    assert not repeats(doc)


@pytest.mark.parametrize("announce", ["none", "all"])
def test_what_repeats_is_skipped_with_a_reason_and_the_rest_is_said(announce: str) -> None:
    doc = document([paragraph("Nobody saw it.", "b"), pull_quote("“Nobody saw it”", "p"), pull_quote("It cost.", "q")])
    (part,) = compose(doc, cast=load_cast(), engine="tone", announce=(announce,)).parts
    assert [utterance.id for utterance in part.utterances] == ["b-t1", "q-t1"]
    assert [(skip.id, skip.written, skip.reason) for skip in part.skips] == [
        ("p-t1", "“Nobody saw it”", "it repeats words of the text")
    ]
    texts = [utterance.text.casefold() for utterance in part.utterances]
    assert sum("pull" in text for text in texts) <= 1


def test_a_pull_quote_under_whose_words_our_contents_list_has_its_section_is_said() -> None:
    doc = document([paragraph("The lamp was lit.")], [pull_quote("Nobody saw it.")], language="en")
    whole = with_listings(doc)
    assert "Nobody saw it" in " ".join(leaf.prose.text for part in whole.sections[2:] for leaf in leaves(part.blocks))
    assert repeats(whole) == repeats(doc) == frozenset()

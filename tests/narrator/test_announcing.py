"""Structures are named to the listener where the cast or the command line wants it, and nothing written changes."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from accessible.errors import UsageError
from accessible.model.blocks import Block, Figure
from accessible.model.narration import Mark
from accessible.model.script import ANNOUNCED, Script
from accessible.narrator import compose
from accessible.narrator.announcing import phrasebook
from accessible.narrator.cast import Announcements, Cast, Words, chosen
from accessible.narrator.engines.espeak import Espeak
from accessible.narrator.normalizer import Spoken, followed, spoken
from accessible.narrator.recording import onto_written
from tests.narrator.builder import EVIDENCE, SPAN, document, paragraph
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

NOTHING = chosen(Announcements(), ("none",))
EVERY_KIND: tuple[Block, ...] = (
    title("The Harbour"),
    heading("Its bell", name="h1"),
    paragraph("It is old.| “Very,”| she said.", "p1"),
    note("Cast in 1862.", "1"),
    extract("Strike it.| Then wait.", by="The Pilot Book"),
    items("Strike.", "Wait.", ordered=True),
    items("Rope.", "Oil.", name="k"),
    table(("Year", "Ships"), ("1893", "Twelve"), header_rows=1),
    verse("It rings at morning,|\nit rings at night.", "v1"),
    verse("It rings.", "v2"),
    code("ring(3)"),
    pull_quote("Very old."),
    caption("The bell."),
)


def script(*blocks: Block, announce: str = "", language: str = "en-us", cast: Cast | None = None) -> Script:
    names = tuple(filter(None, announce.split(",")))
    return compose(document(blocks, language=language), cast=cast or Cast(), engine="tone", announce=names)


def texts(*blocks: Block, announce: str = "", language: str = "en-us", cast: Cast | None = None) -> list[str]:
    parts = script(*blocks, announce=announce, language=language, cast=cast).parts
    return [utterance.text for part in parts for utterance in part.utterances]


# ----------------------------------------------------------------------------------------------------------- choices
def test_only_what_would_be_lost_is_announced_unless_more_is_asked_for() -> None:
    assert texts(*EVERY_KIND) == [
        "The Harbour",
        "Its bell",
        "It is old.",
        "Very,",
        "she said.",
        "Note 1: Cast in eighteen sixty-two. End of note.",
        "Strike it.",
        "Then wait.",
        "The Pilot Book",
        "1: Strike.",
        "2: Wait.",
        "Rope.",
        "Oil.",
        "Table: Year",
        "Ships",
        "Year: eighteen ninety-three",
        "Ships: Twelve. End of table.",
        "It rings at morning,",
        "it rings at night.",
        "It rings.",
        "ring(3)",
        "Very old.",
        "The bell.",
    ]


def test_all_of_it_is_announced_when_asked_for() -> None:
    assert texts(*EVERY_KIND, announce="all") == [
        "The Harbour",
        "Heading: Its bell",
        "It is old.",
        "Quote: Very. End of quote.",
        "she said.",
        "Note 1: Cast in eighteen sixty-two. End of note.",
        "Quote: Strike it.",
        "Then wait. End of quote.",
        "The Pilot Book",
        "List: 1: Strike.",
        "2: Wait. End of list.",
        "List: Rope.",
        "Oil. End of list.",
        "Table: Year",
        "Ships",
        "Year: eighteen ninety-three",
        "Ships: Twelve. End of table.",
        "Verse: It rings at morning,",
        "it rings at night.",
        "It rings. End of verse.",  # stanzas that follow each other are one poem
        "Code: ring(3). End of code.",
        "Pull quote: Very old. End of pull quote.",
        "Caption: The bell.",
    ]


def test_nothing_of_it_is_announced_when_that_is_asked_for() -> None:
    said = texts(*EVERY_KIND, announce="none")
    assert said[5] == "Cast in eighteen sixty-two."
    assert said[9:17] == ["Strike.", "Wait.", "Rope.", "Oil.", "Year", "Ships", "eighteen ninety-three", "Twelve"]


@pytest.mark.parametrize("kind", ANNOUNCED)
def test_each_kind_can_be_chosen_alone(kind: str) -> None:
    wanted = chosen(Announcements(), ("none", kind))
    assert [name for name in ANNOUNCED if getattr(wanted, name)] == [kind]


def test_a_choice_adds_to_that_of_the_cast() -> None:
    cast = Cast(announcements=Announcements(heading=True, item=False))
    said = texts(heading("One"), items("Two.", "Three.", ordered=True), cast=cast, announce="list")
    assert said == ["Heading: One", "List: Two.", "Three. End of list."]
    said = texts(heading("One"), items("Two.", "Three.", ordered=True), cast=cast, announce="none,item")
    assert said == ["One", "1: Two.", "2: Three."]


def test_extracts_go_with_quotations_unless_the_cast_says_otherwise() -> None:
    blocks = (paragraph("“One.”", "a"), extract("Two."))
    assert texts(*blocks, announce="quote") == ["Quote: One. End of quote.", "Quote: Two. End of quote."]
    assert texts(*blocks, announce="blockquote") == ["One.", "Quote: Two. End of quote."]
    cast = Cast(announcements=Announcements(quote=True, blockquote=False))
    assert texts(*blocks, cast=cast) == ["Quote: One. End of quote.", "Two."]


def test_end_of_quote_is_said_twice_where_quotations_are_nested() -> None:
    """Somebody's words in an extract, and an extract in an extract, have no announcement of their own."""
    said = texts(extract("“Strike it.”", "“Wait,”| he wrote.", "“Then ring.”"), paragraph("“I did.”"), announce="quote")
    assert said == [
        "Quote: Strike it.",
        "Wait,",
        "he wrote.",
        "Then ring. End of quote.",
        "Quote: I did. End of quote.",
    ]
    inner = extract("Wait.", name="i")
    outer = replace(extract("Strike it."), blocks=(*extract("Strike it.").blocks, inner))
    assert texts(outer, inner, announce="quote") == [
        "Quote: Strike it.",
        "Wait. End of quote.",
        "Quote: Wait. End of quote.",
    ]


def test_quotations_in_an_extract_are_announced_where_it_has_other_words() -> None:
    own = Cast(words={"en": Words(blockquote=("Extract", "End of extract"))})
    said = texts(extract("“Strike it.”", by="The Pilot Book"), cast=own, announce="quote")
    assert said == ["Extract: Quote: Strike it. End of quote. End of extract.", "The Pilot Book"]
    cast = Cast(announcements=Announcements(quote=True, blockquote=False))
    assert texts(extract("“Strike it.”"), cast=cast) == ["Quote: Strike it. End of quote."]


def test_end_of_quote_is_said_twice_where_an_extract_has_an_attribution() -> None:
    """And behind the attribution, which is not quoted."""
    said = texts(extract("“Strike it.”", by="“Bells,”| a book"), paragraph("One."), announce="quote")
    assert said[0] == "Quote: Strike it. End of quote."
    assert said[-1] == "One."
    assert "End of quote" not in " ".join(said[2:])
    assert texts(extract("—", by="The Pilot Book"), announce="quote") == ["The Pilot Book"]
    assert texts(extract("Wait.", by="—"), announce="quote") == ["Quote: Wait. End of quote."]


def test_what_cannot_be_announced_is_an_error() -> None:
    with pytest.raises(UsageError, match="'quotes' cannot be announced") as error:
        texts(paragraph("One."), announce="heading,quotes")
    assert error.value.where == "--announce"
    assert "blockquote" in error.value.hint


# ------------------------------------------------------------------------------------------------------------ structure
def test_notes_in_a_row_are_ended_once() -> None:
    said = texts(paragraph("One."), note("Two.", "1"), note("Three.", "*"), paragraph("Four.", "c"))
    assert said == ["One.", "Note 1: Two.", "Note: Three. End of note.", "Four."]


def test_what_names_itself_is_not_named_twice() -> None:
    ships = table(("Year",), ("1893",), header_rows=1, title="Table 1. Ships")
    assert texts(ships)[:2] == ["Table 1. Ships", "Year"]
    assert texts(note("Note: it is old.", "1")) == ["Note: it is old. End of note."]
    assert texts(note("Note that it is old.", "1")) == ["Note 1: Note that it is old. End of note."]
    assert texts(table(("Table salt",)))[0] == "Table: Table salt. End of table."


def test_what_says_nothing_is_not_announced() -> None:
    assert texts(note("—", "1"), table(("—",), ("",)), paragraph("One."), announce="all") == ["One."]
    cells = table(("Year", "Ships"), ("…", "Nine"), header_rows=1)
    assert texts(cells)[2:] == ["Ships: Nine. End of table."]


def test_items_have_the_numbers_that_their_list_counts() -> None:
    assert texts(items("One.", "Two.", ordered=True, first=3, numbering="a")) == ["C: One.", "D: Two."]
    assert texts(items("One.", "Two.", ordered=True, first=3, numbering="i")) == ["3: One.", "4: Two."]
    down = replace(items("One.", "Two.", ordered=True, first=10), descending=True)
    assert texts(down) == ["10: One.", "9: Two."]


def test_a_description_of_a_picture_is_announced() -> None:
    figure = Figure((image("A bell.| It is old."),), SPAN, EVIDENCE, caption("The bell."))
    said = texts(figure, image("", "b"), image(None, "c"))
    assert said == [
        "Image: A bell.",
        "It is old. End of image.",
        "The bell.",
    ]
    assert texts(figure, announce="none") == ["A bell.", "It is old.", "The bell."]


def test_a_box_beside_the_text_is_announced() -> None:
    box = aside(paragraph("Two."), paragraph("Three.", "c"))
    assert texts(paragraph("One.", "a"), box) == ["One.", "Aside: Two.", "Three. End of aside."]


# ------------------------------------------------------------------------------------------------------------ languages
@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en-GB", "Note 1: Old. End of note."),
        ("de", "Anmerkung 1: Old. Ende der Anmerkung."),
        ("fr-CA", "Note 1: Old. Fin de note."),
        ("es", "Nota 1: Old. Fin de la nota."),
        ("und", "Note 1: Old. End of note."),
    ],
)
def test_the_words_are_those_of_the_language(language: str, said: str) -> None:
    assert texts(note("Old.", "1"), language=language) == [said]


def test_every_language_has_a_word_for_every_structure() -> None:
    for language in ("en", "de", "fr", "es", "it", "nl", "pt"):
        for kind in Words.__struct_fields__:
            before, behind = phrasebook({}, language)(kind, language)  # type: ignore[arg-type]
            assert before
            assert bool(behind) == (kind not in ("heading", "caption", "page")), (language, kind)


def test_a_language_without_words_has_its_numbers_and_a_message() -> None:
    found = script(note("Vanha.", "1"), items("Yksi.", ordered=True), paragraph("Kaksi."), language="fi")
    assert [utterance.text for utterance in found.parts[0].utterances] == ["1: Vanha.", "1: Yksi.", "Kaksi."]
    [message] = found.messages
    assert (message.code, message.text) == ("N005", "There are no words in the language fi to announce these: note.")
    assert "[words.fi]" in message.hint
    assert not script(paragraph("Kaksi."), language="fi").messages


def test_a_cast_can_have_words_of_its_own() -> None:
    cast = Cast(words={"fi": Words(note=("Alaviite", "Alaviite päättyy")), "en": Words(note="Remark")})
    assert texts(note("Vanha.", "2"), language="fi-FI", cast=cast) == ["Alaviite 2: Vanha. Alaviite päättyy."]
    assert texts(note("Old.", "2"), cast=cast) == ["Remark 2: Old."]
    assert texts(table(("Old.",)), cast=cast) == ["Table: Old. End of table."]


def test_a_sentence_in_another_language_is_announced_in_that_by_its_voice() -> None:
    block = note("Old.", "1")
    french = replace(note("", "2"), blocks=(paragraph("Vieux.", "f", language="fr"),))
    klingon = replace(note("", "3"), blocks=(paragraph("Qan.", "g", language="tlh"),))
    found = compose(document((block, paragraph("A."), french, paragraph("B."), klingon)), cast=Cast(), engine="espeak")
    assert [(u.voice, u.text) for u in found.parts[0].utterances[::2]] == [
        ("en-us", "Note 1: Old. End of note."),
        ("fr", "Note 2: Vieux. Fin de note."),
        ("en-us", "Note 3: Qan. End of note."),
    ]


# ----------------------------------------------------------------------------------------------------- what is written
def test_what_is_written_is_the_same_whatever_is_announced() -> None:
    loud, silent = (script(*EVERY_KIND, announce=names).parts for names in ("all", "none"))
    assert [(u.id, u.written) for part in loud for u in part.utterances] == [
        (u.id, u.written) for part in silent for u in part.utterances
    ]


def shown(said: Spoken, written: str) -> list[tuple[int, str]]:
    """Which written words are shown, in their order, and at which spoken word each begins to be."""
    marks, position = [], 0
    for number, word in enumerate(said.text.split()):
        start = said.text.index(word, position)
        position = start + len(word)
        marks.append(Mark(start, position, number))
    moved = onto_written(tuple(marks), text=said.text, written=written, turns=said.turns)
    return [(mark.sample, written[mark.start : mark.end]) for mark in moved]


@pytest.mark.parametrize(
    ("written", "text", "last"),
    [
        ("It rings.", "It rings. End of quote.", (1, "rings")),
        ("“It rings,”", "It rings. End of quote.", (1, "rings")),
        ("It rang in 1905", "It rang in nineteen oh five. End of quote.", (3, "1905")),
        ("It rang in 1905.[2]", "It rang in nineteen oh five. End of quote.", (3, "1905")),  # the number is a reference
        ("It rings (twice.)", "It rings (twice.) End of quote.", (2, "twice")),
        ("It rings —", "It rings. End of quote.", (1, "rings")),
    ],
)
def test_words_behind_the_last_are_shown_as_the_last(written: str, text: str, last: tuple[int, str]) -> None:
    silent = [(written.index("["), len(written))] if "[" in written else []
    said = followed(spoken(written, language="en", silent=silent), "End of quote.", written=written)
    assert said.text == text
    assert shown(said, written)[-1] == last


PIECES = ["Dr. ", "Ann ", "1905 ", "10–12 ", "“so” ", "km ", "5 km ", "\n", "BBC ", "— ", "[1]", ". ", "☃ ", "(a) "]


@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_announcements_leave_word_marks_where_they_were(written: str) -> None:
    before = spoken(written, language="en")
    after = followed(before, "End of quote.", written=written)
    assert shown(after, written)[: len(shown(before, written))] == shown(before, written)
    assert all(turn.first <= turn.last <= len(after.text) for turn in after.turns)
    assert all(one.end <= next_.start and one.last <= next_.first for one, next_ in pairwise(after.turns))


def test_espeak_marks_of_an_announced_quotation_lie_on_its_words() -> None:
    block = paragraph("“It rang in 1905,”| she said.")
    part = compose(document((block,)), cast=Cast(), engine="espeak", announce=("quote",)).parts[0]
    said = part.utterances[0]
    assert said.text == "Quote: It rang in nineteen oh five. End of quote."
    engine = Espeak()
    speech = engine.synthesize(said, said.voice)
    engine.close()
    marks = onto_written(speech.marks, text=said.text, written=said.written, turns=said.turns)
    assert [said.written[mark.start : mark.end] for mark in marks] == ["It", "rang", "in", "1905"]


def test_a_sign_that_no_language_has_a_word_for_can_be_announced() -> None:
    [said] = script(note("⌘", "1")).parts[0].utterances
    assert (said.written, said.text) == ("⌘", "Note 1: ⌘. End of note.")
    assert shown(Spoken(said.text, said.turns), said.written) == [(0, "⌘")]

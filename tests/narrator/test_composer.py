"""The script: every sentence is said once, by the right voice and with the right silence, or left out with a reason."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from accessible.errors import VoiceError
from accessible.model.blocks import (
    Block,
    BlockQuote,
    Boilerplate,
    Caption,
    Evidence,
    Footnote,
    Item,
    List,
    NoteRef,
    PageBreak,
    Paragraph,
    Prose,
    SceneBreak,
    Sentence,
    Title,
    Verse,
)
from accessible.model.document import Document
from accessible.model.draft import Lines
from accessible.model.script import Script
from accessible.narrator import compose
from accessible.narrator.cast import Cast, Pauses
from accessible.narrator.castfile import find_cast, read_cast

from .builder import EVIDENCE, SPAN, document, heading, paragraph, prose

CAST = read_cast(find_cast())


def composed(source: Document, *, engine: str = "espeak", cast: Cast = CAST, **options: object) -> Script:
    return compose(source, cast=cast, engine=engine, **options)  # type: ignore[arg-type]


def said(script: Script) -> list[tuple[str, str]]:
    return [(utterance.role, utterance.text) for part in script.parts for utterance in part.utterances]


def test_roles_follow_blocks_and_direct_quotations() -> None:
    blocks: tuple[Block, ...] = (
        Title(prose("The “Title”", "a"), SPAN, EVIDENCE, "a"),
        heading("A “Heading”", "b"),
        paragraph("“Direct words,”| she said.| “Right”.", "c"),
        Caption(prose("A caption.", "d"), SPAN, EVIDENCE, "d"),
        Footnote((paragraph("A note.| “A quotation in it.”", "e"),), SPAN, EVIDENCE, "1", "n"),
        Verse(prose("A line|\nand another", "f"), SPAN, EVIDENCE, "f"),
    )
    assert said(composed(document(blocks))) == [
        ("title", "The Title"),
        ("heading", "A Heading"),
        ("quote", "Direct words,"),
        ("narrator", "she said."),
        ("quote", "Right."),  # a full stop behind the closing mark belongs to the sentence
        ("caption", "A caption."),
        ("note", "Note 1: A note."),
        ("quote", "A quotation in it. End of note."),
        ("verse", "A line"),
        ("verse", "and another"),
    ]


def test_containers_are_opened_in_reading_order() -> None:
    items = (
        Item((paragraph("One."), paragraph("Two.")), SPAN, "1.", "i"),
        Item((paragraph("Three."),), SPAN, "2.", "j"),
    )
    blocks = (
        paragraph("First."),
        List(items, SPAN, EVIDENCE, True, 1, "l"),
        BlockQuote((paragraph("Four."),), SPAN, EVIDENCE, prose("Its author", "x-by"), "q"),
        paragraph("Last."),
    )
    texts = [text for _, text in said(composed(document(blocks)))]
    assert texts == ["First.", "1: One.", "Two.", "2: Three.", "Four.", "Its author", "Last."]


def test_pauses_follow_the_structure() -> None:
    pauses = Pauses(phrase=1, sentence=2, paragraph=3, scene=4, heading_before=5, heading_after=6, section=7)
    source = document(
        (heading("One"), paragraph("“Yes,”| he said.| “No.”| Then he left."), paragraph("He slept.")),
        (paragraph("Two."), SceneBreak(SPAN, EVIDENCE, "x"), PageBreak(SPAN, EVIDENCE, "9", "p"), paragraph("Three")),
    )
    script = composed(source, cast=Cast(pauses=pauses))
    assert [[(u.pause_before, u.pause_after) for u in part.utterances] for part in script.parts] == [
        [(5, 6), (0, 1), (0, 2), (0, 2), (0, 3), (0, 7)],
        [(0, 4), (0, 2), (0, 7)],
    ]


def test_nothing_is_left_out_without_a_reason() -> None:
    furniture = Boilerplate(prose("Share this.| Read more.", "f"), SPAN, Evidence("phrase of page furniture"), "f")
    whole = Boilerplate(Prose("Menu"), SPAN, Evidence("menu"), "g")
    script = composed(document((furniture, whole, paragraph("Words.| …| * —"))))
    assert said(script) == [("narrator", "Words.")]
    assert [(skip.id, skip.written, skip.reason) for skip in script.parts[0].skips] == [
        ("f-t1", "Share this.", "boilerplate: phrase of page furniture"),
        ("f-t2", "Read more.", "boilerplate: phrase of page furniture"),
        ("g", "Menu", "boilerplate: menu"),
        ("b-t2", "…", "it has no letter, digit or symbol"),
        ("b-t3", "* —", "it has no letter, digit or symbol"),
    ]


def test_a_number_in_brackets_is_said_where_it_is_no_reference_to_a_note() -> None:
    text = "It rang.[1]| It lies in [0, 1].| It rang twice.¹"
    plain = prose(text, "a")
    last = plain.text.index("¹")
    noted = msgspec.structs.replace(plain, inlines=(*plain.inlines, NoteRef(8, 11), NoteRef(last, last + 1)))
    blocks = (Paragraph(plain, SPAN, EVIDENCE, "a"), Paragraph(noted, SPAN, EVIDENCE, "b"))
    assert [words for _, words in said(composed(document(blocks)))] == [
        "It rang.[1]",
        "It lies in [0, 1].",
        "It rang twice. 1",
        "It rang.",
        "It lies in [0, 1].",
        "It rang twice.",
    ]


def test_nothing_that_is_said_begins_with_the_stop_of_what_was_said_before() -> None:
    script = composed(document((paragraph("““Yes””|, he said.| … And then?"),)))
    assert [utterance.text for utterance in script.parts[0].utterances] == ["Yes", "he said.", "And then?"]
    assert [utterance.written for utterance in script.parts[0].utterances] == ["““Yes””", ", he said.", "… And then?"]


def test_what_is_written_is_not_touched() -> None:
    script = composed(document((paragraph("“It’s\n  here”—now…"),)))
    [utterance] = script.parts[0].utterances
    assert (utterance.id, utterance.written) == ("b-t1", "“It’s\n  here”—now…")
    assert utterance.text == "It’s here — now…"


def test_a_part_has_the_name_of_its_heading() -> None:
    source = document((paragraph("Before."),), (heading("The\n heading"), paragraph("A.")), (paragraph("B."),))
    assert [part.title for part in composed(source).parts] == ["A Test", "The heading", "A Test"]
    untitled = msgspec.structs.replace(source, metadata=msgspec.structs.replace(source.metadata, title=""))
    assert composed(untitled).parts[0].title == "test.txt"


def test_languages_have_their_own_voices() -> None:
    source = document((paragraph("One."), paragraph("Deux. |“Trois.”", "c", language="fr")), language="en-GB")
    assert [u.voice for u in composed(source).parts[0].utterances] == ["en", "fr", "fr+f3"]
    assert composed(source, voice="en-us+f2", rate=200).parts[0].utterances[0].voice == "en-us+f2"


def test_a_voice_that_stands_in_for_a_language_is_told_once() -> None:
    odd = (paragraph("tlhIngan Hol.", "a", language="tlh"), paragraph("Qapla!", "b", language="tlh"))
    script = composed(document((paragraph("One."), *odd)))
    assert [utterance.voice for utterance in script.parts[0].utterances] == ["en-us"] * 3
    assert [(message.code, message.place.id) for message in script.messages] == [("N003", "a")]
    unknown = composed(document((paragraph("One."),), language="und"))
    assert [message.code for message in unknown.messages] == ["N003"]
    assert unknown.parts[0].utterances[0].voice == "en"
    with pytest.raises(VoiceError):
        composed(document((paragraph("One."),), language="tlh"))


def test_a_document_that_was_not_structured_is_refused() -> None:
    with pytest.raises(ValueError, match="Paragraph p has text but no sentences"):
        composed(document((Paragraph(Prose("Text."), SPAN, EVIDENCE, "p"),)))
    with pytest.raises(ValueError, match="the structurer has not read them"):
        composed(
            msgspec.structs.replace(
                document(), sections=(msgspec.structs.replace(document([]).sections[0], blocks=(Lines(SPAN),)),)
            )
        )
    assert composed(document((Paragraph(Prose(" \n"), SPAN, EVIDENCE, "p"),))).parts[0].utterances == ()


@given(st.lists(st.text(st.sampled_from("ab“” .…\n"), max_size=12), max_size=6))
def test_every_sentence_is_said_or_left_out_once_and_a_script_can_be_saved(texts: list[str]) -> None:
    whole = "".join(texts)
    edges = [0]
    for text in texts:
        edges.append(edges[-1] + len(text))
    sentences = tuple(Sentence(a, b, f"t{a}") for a, b in zip(edges, edges[1:], strict=False) if a < b)
    source = document((Paragraph(Prose(whole, sentences), SPAN, EVIDENCE, "p"),))
    script = composed(source, engine="tone")
    part = script.parts[0]
    assert sorted([u.id for u in part.utterances] + [s.id for s in part.skips]) == sorted(s.id for s in sentences)
    assert [u.id for u in part.utterances] == [s.id for s in sentences if s.id in {u.id for u in part.utterances}]
    assert msgspec.json.decode(msgspec.json.encode(script), type=Script) == script

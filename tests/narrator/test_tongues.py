"""Runs in another language: each sentence that lies in one is spoken by a voice of that language."""

from __future__ import annotations

from msgspec.structs import replace

from accessible.model.blocks import Foreign, Paragraph
from accessible.model.script import Utterance
from accessible.narrator import compose
from accessible.narrator.castfile import find_cast, read_cast

from .builder import EVIDENCE, document, paragraph

CAST = read_cast(find_cast())


def foreign(block: Paragraph, *runs: tuple[str, str]) -> Paragraph:
    """The paragraph with a run for each (words, language)."""
    text = block.prose.text
    marks = (Foreign(text.index(said), text.index(said) + len(said), tongue, EVIDENCE) for said, tongue in runs)
    return replace(block, prose=replace(block.prose, inlines=(*block.prose.inlines, *marks)))


def said(block: Paragraph, *, engine: str = "espeak") -> list[Utterance]:
    script = compose(document((block,), language="en-GB"), cast=CAST, engine=engine)
    return [utterance for part in script.parts for utterance in part.utterances]


def test_a_run_has_a_voice_of_its_language_and_its_neighbours_have_not() -> None:
    block = foreign(paragraph("One said| “deux et trois”.| Four.| Je sais.| Bien."), ("“deux et trois”", "fr"))
    assert [utterance.language for utterance in said(block)] == ["en-GB", "fr", "en-GB", "en-GB", "en-GB"]
    english, french = said(block)[0], said(block)[1]
    assert french.voice.startswith("fr")
    assert french.role == "quote"
    assert english.voice.startswith("en")


def test_the_innermost_run_counts_and_a_part_of_a_sentence_does_not() -> None:
    block = foreign(paragraph("Un.| Zwei.| One, deux."), ("Un. Zwei.", "fr"), ("Zwei.", "de"), ("deux", "fr"))
    assert [utterance.language for utterance in said(block)] == ["fr", "de", "en-GB"]


def test_a_run_without_a_voice_is_told_and_spoken_by_another() -> None:
    block = foreign(paragraph("One.| Qapla.| Two."), ("Qapla.", "tlh"))
    script = compose(document((block,), language="en-GB"), cast=CAST, engine="espeak")
    first, odd, _ = (utterance for part in script.parts for utterance in part.utterances)
    assert odd.voice == first.voice
    assert [(message.code, message.place.id) for message in script.messages] == [("N003", "b")]

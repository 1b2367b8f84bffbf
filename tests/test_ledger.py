"""The ledger: every sentence is spoken or skipped, and the two add up."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from accessible.errors import NarrationError
from accessible.ledger import ledger
from accessible.model.document import Document
from accessible.model.message import Message
from accessible.model.narration import Clip, Narration, Track
from accessible.model.script import Part, Script, Skip, Utterance
from tests.renderers import gold
from tests.renderers.builder import page_break, paragraph
from tests.structurer.test_laws import structured

TEXT = "Town buys a bell\n\nThe bell is new. It rings.\n\nNobody in the town has heard a bell like it, they say."


def spoken(document: Document) -> tuple[Script, Narration]:
    """A script and a narration in which each sentence lasts a second of 1,000 samples."""
    parts, tracks = [], []
    for section in document.sections:
        ids = [(inline.id, block) for block in section.blocks for inline in block.prose.inlines]  # type: ignore[union-attr]
        utterances = tuple(Utterance(name, "", "", "narrator", "v", "en") for name, _ in ids)
        parts.append(Part(section.id, "", utterances))
        clips = tuple(Clip(name, at * 1000, at * 1000 + 1000) for at, (name, _) in enumerate(ids))
        tracks.append(Track(section.id, "", "", "audio/mpeg", 1000, 1000 * len(clips), clips))
    return Script("tone", tuple(parts)), Narration("tone", ("v",), tuple(tracks))


def test_a_balanced_ledger() -> None:
    document = structured(TEXT)
    script, narration = spoken(document)
    message = Message("S001", "Guessed.")
    report = ledger(document, script=script, narration=narration, messages=[message], outputs=["a.epub"])
    assert (report["spoken"], report["skipped"], report["milliseconds"]) == (4, 0, 4000)
    assert report["sections"][0]["sentences"][1] == {"id": "s1-b2-t1", "text": "The bell is new.", "clip": [1000, 2000]}
    assert report["messages"] == [{"code": "S001", "severity": "info", "text": "Guessed."}]
    assert report["outputs"] == ["a.epub"]


def test_a_lost_sentence_stops_the_build() -> None:
    document = structured(TEXT)
    script, narration = spoken(document)
    track = narration.tracks[0]
    lost = replace(narration, tracks=(replace(track, clips=track.clips[:-1]),))
    with pytest.raises(NarrationError, match="s1-b3-t1 is neither spoken nor skipped"):
        ledger(document, script=script, narration=lost, messages=[], outputs=[])


def test_a_sentence_cannot_be_both() -> None:
    document = structured(TEXT)
    script, narration = spoken(document)
    both = replace(script, parts=(replace(script.parts[0], skips=(Skip("s1-b2-t1", "", "why"),)),))
    with pytest.raises(NarrationError, match="both spoken and skipped"):
        ledger(document, script=both, narration=narration, messages=[], outputs=[])


def test_pages_are_beside_the_sentences_and_in_no_sum() -> None:
    doc = gold.document(gold.section(paragraph("A."), page_break("7"), page_break("8")))
    clips = (Clip("s1-b1-t1", 0, 1000), Clip("s1-b2", 1000, 1500))
    said = tuple(Utterance(clip.id, "", "", "narrator", "v", "en") for clip in clips)
    script = Script("tone", (Part("s1", "", said, (Skip("s1-b3", "8", "why"),)),))
    narration = Narration("tone", ("v",), (Track("s1", "", "", "audio/mpeg", 1000, 1500, clips),))
    report = ledger(doc, script=script, narration=narration, messages=[], outputs=[])
    assert (report["spoken"], report["skipped"]) == (1, 0)
    assert sorted(report["sections"][0]["pages"], key=str) == [
        {"id": "s1-b2", "page": "7", "clip": [1000, 1500]},
        {"id": "s1-b3", "page": "8", "skipped": "why"},
    ]
    silent = ledger(doc, script=None, narration=None, messages=[], outputs=[])
    assert {page["skipped"] for page in silent["sections"][0]["pages"]} == {"the book has no audio"}


def test_a_clip_of_nothing_stops_the_build() -> None:
    document = structured(TEXT)
    script, narration = spoken(document)
    track = narration.tracks[0]
    more = replace(narration, tracks=(replace(track, clips=(*track.clips, Clip("ghost", 4000, 5000))),))
    with pytest.raises(NarrationError, match="not in the document"):
        ledger(document, script=script, narration=more, messages=[], outputs=[])


def test_without_audio_every_sentence_says_so() -> None:
    report = ledger(structured(TEXT), script=None, narration=None, messages=[], outputs=[])
    assert (report["spoken"], report["skipped"]) == (0, 4)


def test_boilerplate_is_listed_with_its_rule() -> None:
    document = structured(TEXT + "\n\n\n\nAdvertisement")
    ad = document.sections[0].blocks[-1]
    script, narration = spoken(document)
    part, track = script.parts[0], narration.tracks[0]
    skipped = replace(script, parts=(replace(part, skips=(Skip(f"{ad.id}-t1", "Advertisement", "furniture"),)),))  # type: ignore[union-attr]
    heard = replace(narration, tracks=(replace(track, clips=track.clips[:-1], samples=4000),))
    report = ledger(document, script=skipped, narration=heard, messages=[], outputs=[])
    assert report["left_out"] == [
        {"id": "s1-b4", "text": "Advertisement", "rule": "furniture phrase apart from the text", "confidence": 0.95}
    ]
    assert report["skipped"] == 1

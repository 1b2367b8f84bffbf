"""Plays: scenes of our own, set in several ways."""

from __future__ import annotations

import pytest

from accessible.model.blocks import Heading, Leaf, Paragraph, Quote, SpeakerLabel, Verse
from accessible.model.document import Document, leaves
from tests.structurer.test_laws import structured

SPEECHES = [
    ("MAREN", ["The ferry is late again, and nobody has lit the lamp."]),
    (
        "JONAS",
        [
            "It is always late, and you always say so,",
            "And always must I hear you say it twice",
            "Before the lamp is lit.",
        ],
    ),
    ("MAREN", ["Somebody should say it."]),
    ("JONAS", ["Then say it to the captain."]),
    ("MAREN", ["He is asleep."]),
    ("JONAS", ["Wake him."]),
    ("MAREN", ["I will not wake him, he has such a temper", "As gulls have when the herring does not come."]),
    ("FIRST SAILOR", ["What is all this noise?"]),
]
HEAD = "THE BELL\n\nACT I\n\nSCENE I. A quay. Evening.\n\n"


def over(name: str, lines: list[str]) -> str:
    return "\n".join([f"{name}.", *lines])


def before(name: str, lines: list[str]) -> str:
    return f"{name}. " + "\n".join(lines)


def in_a_line(name: str, lines: list[str]) -> str:
    return f"{name}. {' '.join(lines)}"


def for_the_screen(name: str, lines: list[str]) -> str:
    return "\n".join([f"{'':20}{name}", *(f"{'':10}{line}" for line in lines)])


def blocks(document: Document) -> list[Leaf]:
    return [leaf for section in document.sections for leaf in leaves(section.blocks)]


def spoken(document: Document) -> list[tuple[str, str]]:
    """Who says what, in order, white space made single."""
    return [
        (mark.speaker.name if mark.speaker else "", " ".join(leaf.prose.text[mark.start : mark.end].split()))
        for leaf in blocks(document)
        for mark in leaf.prose.inlines
        if isinstance(mark, Quote)
    ]


@pytest.mark.parametrize("setting", [over, before, in_a_line, for_the_screen])
def test_each_speech_is_its_speakers(setting) -> None:  # type: ignore[no-untyped-def]
    document = structured(HEAD + "\n\n".join(setting(*speech) for speech in SPEECHES) + "\n")
    assert spoken(document) == [
        ({"MAREN": "Maren", "JONAS": "Jonas", "FIRST SAILOR": "First Sailor"}[name], " ".join(lines))
        for name, lines in SPEECHES
    ]
    assert [speaker.name for speaker in document.speakers] == ["Maren", "Jonas", "First Sailor"]
    labels = [mark for leaf in blocks(document) for mark in leaf.prose.inlines if isinstance(mark, SpeakerLabel)]
    assert len(labels) == len(SPEECHES)


@pytest.mark.parametrize("setting", [over, before, in_a_line, for_the_screen])
def test_no_name_is_a_heading(setting) -> None:  # type: ignore[no-untyped-def]
    document = structured(HEAD + "\n\n".join(setting(*speech) for speech in SPEECHES) + "\n")
    headings = [leaf.prose.text for leaf in blocks(document) if isinstance(leaf, Heading)]
    assert not [text for text in headings if text.rstrip(".") in {name for name, _ in SPEECHES}]
    assert "ACT I" in headings


def test_lines_that_a_poet_broke_stay_lines() -> None:
    document = structured(HEAD + "\n\n".join(over(*speech) for speech in SPEECHES) + "\n")
    verse = [leaf.prose.text for leaf in blocks(document) if isinstance(leaf, Verse)]
    assert verse == [over(*speech) for speech in SPEECHES if len(speech[1]) > 1]


def test_speeches_without_blank_lines_between_them() -> None:
    document = structured(HEAD + "\n".join(in_a_line(*speech) for speech in SPEECHES) + "\n")
    assert [name for name, _ in spoken(document)] == [name.title() for name, _ in SPEECHES]


def test_what_stands_between_the_speeches_is_nobodys() -> None:
    speeches = [over(*speech) for speech in SPEECHES]
    document = structured(HEAD + "\n\n".join([*speeches[:3], "[_Enter two_ Sailors.]", *speeches[3:]]) + "\n")
    assert "Enter two" not in " ".join(text for _, text in spoken(document))


def test_headings_that_come_again_after_the_contents_are_none() -> None:
    titles = ["FIRE.", "CLOSE ORDER.", "EXTENDED ORDER.", "DEFINITIONS."]
    text = "The squad stands in two ranks and waits for the word of command from whoever leads it."
    body = "\n\n".join(f"{title}\n\n{text}\n\n{text}" for title in titles)
    document = structured("Regulations for the harbour watch\n\n" + "\n".join(titles) + "\n\n" + body + "\n")
    assert not spoken(document)
    assert not document.speakers


def test_a_few_labels_are_no_play() -> None:
    text = (
        "NOTE. The lamp is hot.\n\nWARNING. Leave it.\n\nNOTE. It cools in an hour.\n\nThat is all there is to say.\n"
    )
    document = structured("The lamp\n\n" + text)
    assert not spoken(document)
    assert all(isinstance(leaf, Paragraph) for leaf in blocks(document)[1:])


def test_scenes_of_a_film_are_headings_and_nobodys_names() -> None:
    speeches = [for_the_screen(*speech) for speech in SPEECHES]
    scenes = ["INT. OFFICE - NIGHT\n\nJonas sleeps at the desk.", "EXT. QUAY - NIGHT\n\nFog on the water again."]
    document = structured("\n\n".join(["THE BELL", scenes[0], *speeches[:4], scenes[1], *speeches[4:]]) + "\n")
    headings = [leaf.prose.text for leaf in blocks(document) if isinstance(leaf, Heading)]
    assert headings == ["INT. OFFICE - NIGHT", "EXT. QUAY - NIGHT"]
    assert {name for name, _ in spoken(document)} == {"Maren", "Jonas", "First Sailor"}

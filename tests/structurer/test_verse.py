"""Verse keeps the poet's lines; what only looks like it stays what it is."""

from __future__ import annotations

import pytest

from accessible.model.blocks import Sentence, Verse
from accessible.model.document import Document, leaves
from tests.structurer.test_laws import kinds, lost_or_doubled, misplaced, structured

PROSE = "The town has waited for this since the spring, and nobody expected it to take so long to be decided. " * 3
WRAPPED = """\
The ferryman kept his boat below the mill, where the water was slow
and deep, and on summer evenings he sat in the stern with his pipe and
sang to whoever came by. Nobody knew where he had learned his songs,
and he never sang the same one twice to the same traveller, it was
said, although a few of the older people in the village doubted it."""
SONG = """\
The river takes the reed away,
The reed forgets the shore,
And he who crossed it yesterday
Will cross it never more."""
#: Long lines without rhyme, most of which end in the middle of a sentence, some of their stanzas of one line.
LONG_LINES = """\
Songs of the Dry Docks

At the Sluice

I hear the long gates of the lock complain, and the water behind them waiting with all its weight of hills and rain,
I hear the keeper's boots upon the plank,
Under the lamp he counts the barges by their sound, the coal, the grain, the empty one that rings,
And I stand on the bank with the patience of iron, with the patience of the rope that has gone grey in his hands.

O keeper of gates, how many waters have you let go by, never asking one of them its name!

You do not lift your eyes to see me go,
You do not count the walkers on the bank, the lovers, the unpaid, the ones who come to look and then go home,
Only the boats, their numbers and their draught.

The Crane

High over the yards it turns its neck to the east, to the west,
Nothing it lifts is heavy, nothing it sets down is light,
I have watched it write all day upon the sky the single letter that it knows,
And at evening, forgotten, point to the first star.

What does it say to the gulls?

They have no answer for it, they go round,
They go round the hook and the chain as if these were a tree,
And the night comes over the yards, and the watchman, and the watchman's dog.
"""


def stanzas(document: Document) -> list[str]:
    return [block.prose.text for section in document.sections for block in section.blocks if isinstance(block, Verse)]


def indented(text: str, by: int = 4) -> str:
    return "\n".join(" " * by + line for line in text.split("\n"))


def test_a_song_set_in_among_wrapped_prose() -> None:
    document = structured(f"{WRAPPED}\n\n{indented(SONG)}\n\n{WRAPPED}\n")
    assert [text.split("\n")[0] for text in stanzas(document)] == ["The river takes the reed away,"]
    assert kinds(document).count("verse") == 1
    assert kinds(document).count("paragraph") == 2


def test_alternate_lines_set_in_further_are_one_stanza() -> None:
    lines = SONG.split("\n")
    song = "\n".join("    " + "  " * (at % 2) + line for at, line in enumerate(lines))
    (text,) = stanzas(structured(f"{WRAPPED}\n\n{song}\n\n{WRAPPED}\n"))
    assert [line.strip() for line in text.split("\n")] == lines


@pytest.mark.parametrize("indents", [(4, 8, 4, 8), (8, 4, 8, 4), (4, 4, 4, 4), (4, 6, 8, 10)])
def test_indented_verse_loses_what_all_its_lines_are_set_in_by_and_keeps_the_rest(indents: tuple[int, ...]) -> None:
    lines = SONG.split("\n")
    song = "\n".join(" " * by + line for by, line in zip(indents, lines, strict=True))
    document = structured(f"{WRAPPED}\n\n{song}\n\n{WRAPPED}\n")
    (text,) = stanzas(document)
    assert text == "\n".join(" " * (by - min(indents)) + line for by, line in zip(indents, lines, strict=True))
    assert misplaced(document) == []
    assert lost_or_doubled(document) == []


def test_a_stanza_whose_first_line_hangs_back_keeps_the_indents_of_the_others_in_tabs() -> None:
    lines = SONG.split("\n")
    song = "\n".join([f"\t{lines[0]}", *(f"\t\t{line}" for line in lines[1:])])
    (text,) = stanzas(structured(f"{WRAPPED}\n\n{song}\n\n{WRAPPED}\n"))
    assert text == "\n".join([lines[0], *(f"\t{line}" for line in lines[1:])])


def test_a_stanza_that_stands_like_everything_else() -> None:
    assert stanzas(structured(f"The ferryman\n\n{PROSE}\n\n{SONG}\n\n{PROSE}")) == [SONG]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_lines_end_as_the_file_ends_them(ending: str) -> None:
    text = f"The ferryman\n\n{PROSE}\n\n{SONG}\n\n{PROSE}".replace("\n", ending)
    assert stanzas(structured(text)) == [SONG.replace("\n", ending)]


def test_a_song_in_a_text_without_blank_lines() -> None:
    text = f"The ferryman\n{PROSE}\nThen he sang:\n{SONG}\n{PROSE}\n{PROSE}"
    assert stanzas(structured(text)) == [SONG]


def test_a_couplet_is_told_by_the_words_that_lead_to_it() -> None:
    couplet = "“Men keep the bell, and do not keep the hour,\nAnd praise the keeping, and forget the tower.”"
    assert stanzas(structured(f"The bell\n\n{PROSE}\n\nOver the door they carved:\n\n{couplet}\n\n{PROSE}")) == [
        couplet
    ]


def test_a_book_of_long_lines() -> None:
    document = structured(LONG_LINES)
    found = stanzas(document)
    assert len(found) == 6
    assert found[1].startswith("O keeper of gates")
    assert found[4] == "What does it say to the gulls?"
    assert "verse" not in {
        kind for kind, text in _told(document) if text in ("Songs of the Dry Docks", "At the Sluice", "The Crane")
    }


def test_a_book_of_long_lines_without_blank_lines() -> None:
    text = LONG_LINES.replace("\n\n", "\n")
    verse = "\n".join(stanzas(structured(text)))
    assert "What does it say to the gulls?" in verse
    assert "The Crane" not in verse
    assert "At the Sluice" not in verse


def test_each_line_is_spoken_by_itself() -> None:
    document = structured(f"The ferryman\n\n{PROSE}\n\n{SONG}\n\n{PROSE}")
    (block,) = [block for section in document.sections for block in leaves(section.blocks) if isinstance(block, Verse)]
    said = [block.prose.text[i.start : i.end] for i in block.prose.inlines if isinstance(i, Sentence)]
    assert said == SONG.split("\n")


@pytest.mark.parametrize(
    "lines",
    [
        "14 Quay Street,\nOld Harbour,\nNorth Coast",
        "Yours ever,\nMaren Ostby",
        "Maren Ostby\nHalvard Finch\nPetra Vane\nIdris Calloway\nTove Breck",
        "Bread and butter      4.50\nSoup of the day       6.00\nHerring in oats       9.75",
        "“We leave at noon,” he said.\n“So you told me.”\n“Then pack your things.”\n“They are packed.”",
        "The Harbour in Winter\nA Walk along the Mole\nThe Ice and the Bell\nWhat the Keeper Saw",
        "Chapter IV\nHow the Bell Was Sold",
        "Council sells the bell of the old church\nFerry will not sail before the summer\nSchool asks parents for help",
    ],
)
@pytest.mark.parametrize("by", [0, 4])
def test_short_lines_that_are_no_verse(lines: str, by: int) -> None:
    text = f"The ferryman\n\n{WRAPPED}\n\n{WRAPPED}\n\n{indented(lines, by)}\n\n{WRAPPED}\n\n{WRAPPED}\n"
    assert stanzas(structured(text)) == []


def test_prose_whose_lines_happen_to_begin_with_capitals() -> None:
    text = """\
The letter named everyone who had been on the boat on that evening,
Maren and her brother, the two clerks from the office of the harbour,
Halvard, who was asleep, and a man whom none of the others had seen.
"""
    assert stanzas(structured(f"{WRAPPED}\n\n{text}\n{WRAPPED}\n")) == []


def test_paragraphs_that_open_with_an_indented_line() -> None:
    speech = '    "We leave at noon," said the ferryman.\n    "So you told me," said the boy.\n    "Then come."'
    opened = "\n".join(["    " + WRAPPED, "    " + WRAPPED, speech, "    " + WRAPPED])
    assert stanzas(structured(opened)) == []


def test_one_word_a_line_in_a_script_without_capitals_is_left_alone() -> None:
    assert stanzas(structured("题目\n\n床前明月光\n疑是地上霜\n举头望明月\n低头思故乡\n", "zh")) == []


def _told(document: Document) -> list[tuple[str, str]]:
    return [
        (type(block).__name__.lower(), block.prose.text)
        for section in document.sections
        for block in leaves(section.blocks)
    ]

"""Who said it, in stories: conversations of our own, in several conventions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accessible.model.blocks import Quote
from accessible.model.document import Document, leaves
from tests.structurer.test_laws import structured
from tests.structurer.test_time import work

ROOM = """\
The lamp was low. Nora Quill stood at the window with her coat still on, and Edwin Marsh sat by the fire without his \
boots. She had walked from the mill; he had not been out all day.

"""
#: Enough talk for a conversation, whatever is asked about behind it.
TALK = """\
“Is it still raining?” asked Edwin.

“It never stops,” said Nora. “Have you eaten?”

“Not a bite!” said Edwin.

“Then I will find you some bread,” said Nora.

"""


def said(document: Document) -> list[tuple[str, str | None]]:
    """The quotations of a document without their marks, each with its speaker."""
    return [
        (
            block.prose.text[inline.start : inline.end].strip("“”‘’'\"«»„—– "),
            inline.speaker.name if inline.speaker else None,
        )
        for section in document.sections
        for block in leaves(section.blocks)
        for inline in block.prose.inlines
        if isinstance(inline, Quote)
    ]


def speakers(text: str, language: str = "en") -> list[str | None]:
    """Who says what, after the room and the talk that all the tests share."""
    shared = len(said(structured(ROOM + TALK, language)))
    return [name for _, name in said(structured(ROOM + TALK + text, language))[shared:]]


def test_a_story_names_its_speakers_in_full() -> None:
    assert said(structured(ROOM + TALK)) == [
        ("Is it still raining?", "Edwin Marsh"),
        ("It never stops,", "Nora Quill"),
        ("Have you eaten?", "Nora Quill"),
        ("Not a bite!", "Edwin Marsh"),
        ("Then I will find you some bread,", "Nora Quill"),
    ]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        # people take turns
        ("“Here,” said Nora.\n\n“Thank you.”\n\n“Is it stale?”\n\n“A little.”", ["Nora Quill", "Edwin Marsh"] * 2),
        # pronouns, by gender
        ("“Here,” she said.\n\n“Thank you,” he answered.", ["Nora Quill", "Edwin Marsh"]),
        # one of several is nobody who is known, and no turn of those who are
        (
            "“Here,” said Nora.\n\n“Thank you,” one of the boys said.\n\n“More,” some of them cried.",
            ["Nora Quill", None, None],
        ),
        ("“Here,” said Nora.\n\n“Thank you,” said one of the boys in the door.", ["Nora Quill", None]),
        # of things that are told apart, each is one of its own
        (
            "“Ding,” said the little bell.\n\n“Dong,” said the big bell.\n\n“Ding,” the little bell answered.",
            ["the little bell", "the big bell", "the little bell"],
        ),
        # a cue settles the turns before it
        (
            "* * *\n\nNora and Edwin ate.\n\n“Who was that?”\n\n“Nobody.”\n\n“I heard a voice,” said Nora.",
            ["Nora Quill", "Edwin Marsh", "Nora Quill"],
        ),
        # the sentence beside the words
        ("Edwin pulled on a boot. “I heard the gate.”", ["Edwin Marsh"]),
        ("“Hush!” said Edwin.\n\n“I heard the gate.” Nora went to the window.", ["Edwin Marsh", "Nora Quill"]),
        ("Suddenly Nora rose. “I heard the gate.”", ["Nora Quill"]),
        # the paragraph before leads to them
        ("Edwin looked up at last and said:\n\n“I sold the horse.”", ["Edwin Marsh"]),
        # a verb that is in no list
        ("“I sold the horse,” grizzled Edwin.", ["Edwin Marsh"]),
        # who is called does not speak, and answers
        ("“You sold the horse, Edwin?”\n\n“I sold it.”", ["Nora Quill", "Edwin Marsh"]),
        # two quotations side by side are two turns
        ("“Did you sell it, Nora?” “I did not.”", ["Edwin Marsh", "Nora Quill"]),
        # another gender than the one who spoke before in the paragraph, and no person at all
        ("“Liar!” Edwin shouted. The door opened. “Stop it,” she said.", ["Edwin Marsh", "Nora Quill"]),
        ("“Liar!” Edwin shouted. The radio hummed. “This is the news,” it said.", ["Edwin Marsh", None]),
        # what is somebody's is somebody else
        ("“He was good to me,” said Edwin Marsh’s widow, Mary.", ["Mary"]),
        ("“He was good to me,” said Marsh’s former captain.", ["Marsh’s former captain"]),
        # roles before a name, and between two of them a place
        ("“I am late,” said former Ostrand mayor and current senator Al Boyd.", ["Al Boyd"]),
        ("“I am late,” said U.S. Rep. Ann Cole.\n\n“And I,” said Ann Cole.", ["Ann Cole", "Ann Cole"]),
        # a colon where nobody is there
        ("On the wall was a notice: “No boots in this room.”", [None]),
        ("Beside the door hung a cage, and in it sat a parrot: “Pretty boy!”", [None]),
        # who is said to say something
        ("Edwin said Nora said the mill was haunted, and “nobody goes there.”", ["Edwin Marsh"]),
        # a description
        ("There was a knock. “Is anybody in?” called an old man.", ["an old man"]),
    ],
)
def test_who_says_it(text: str, names: list[str]) -> None:
    assert speakers(text) == names


def test_a_name_learnt_later_is_the_name_of_the_one_described() -> None:
    text = (
        "The door opened, and a tall woman came in; her name was Ada Flint.\n\n“Is this the mill?” asked the woman.\n\n"
        "“It is,” said Edwin.\n\n“Then I am late,” said Ada."
    )
    assert speakers(text) == ["Ada Flint", "Edwin Marsh", "Ada Flint"]


def test_who_tells_the_own_name_has_it_from_the_beginning() -> None:
    text = (
        "A girl stood in the door.\n\n“May I come in?” asked the girl.\n\n“What is your name?” said Edwin.\n\n"
        "“Ada. May I?” asked the girl.\n\nAda sat down on the bench, and Ada was warm."
    )
    assert speakers(text)[0] == "Ada"


FIRST = """\
I had come over the hill, and I was tired. I knocked. My brother Piers opened the door with a candle in his hand.

“You are wet through, Judith,” said Piers.

“I walked,” I said. “Is there a fire?”

“There is always a fire, Judith. Come in!”

I took off my coat. “Where is Mother?”

“Asleep.”

“At this hour?” I asked.
"""


def test_the_narrator_has_the_name_that_others_call() -> None:
    names = [name for _, name in said(structured(FIRST))]
    assert names == ["Piers", "Judith", "Judith", "Piers", "Judith", "Piers", "Judith"]


def test_a_narrator_without_a_name_keeps_the_narrators_voice() -> None:
    names = [name for _, name in said(structured(FIRST.replace(", Judith", "")))]
    assert names[1] is None
    assert names[0] == "Piers"


def test_whom_others_call_is_not_the_narrator() -> None:
    text = """\
I had come down to the water early, and I was cold. I sat on the wall and I watched the boats. My father was late.

“He will, Peter. Hush now,” said the ferryman to his boy.

I waited. I looked at the nets. A carriage came down the hill.

“Is the boat ready?” asked a lady.

“Of course, Mrs. Lane. This way.”

“Is that your boat?” I said.

“And is there room?” asked the lady.

“There is, Mrs. Lane! This way!”

“It is a fine boat,” I said.
"""
    names = [name for _, name in said(structured(text))]
    assert names[3] is None
    assert names[-1] is None


MATCH = """\
Late winner sinks Ostrand

Ida Brandt scored in the last minute as Kelderwick beat Ostrand on Saturday.

“I just hit it,” she said. “What a feeling!”

Midfielder Lena Marsh had made the pass. “You dream of this!”

Ostrand coach Sven Ruud was furious with the referee.

“Was it offside? You tell me,” he said.

Kelderwick had waited nine years to win there.

“We did it!” the club wrote.
"""


def test_a_lively_report_is_no_story() -> None:
    found = dict(said(structured(MATCH)))
    assert found["I just hit it,"] == "Ida Brandt"
    assert found["Was it offside? You tell me,"] == "Sven Ruud"


def test_a_mark_behind_a_name_is_none_of_it() -> None:
    text = (
        ROOM
        + TALK
        + "“Shall we send it?” asked Nora. “It says ‘Goodbye, Tom’ and no more.”\n\n“Come in, Tom!” said Edwin."
    )
    text += "\n\n“I am in,” said Tom."
    aliases = [alias for speaker in structured(text).speakers for alias in (speaker.name, *speaker.aliases)]
    assert "Tom" in aliases
    assert not any(alias.endswith("’") for alias in aliases)


def test_titles_tell_husband_and_wife_apart() -> None:
    text = """\
Mr. Carver shut the gate, and Mrs. Carver counted the hens. Mr. Carver was cross; Mrs. Carver was not.

“There is one short!” said Mr. Carver.

“You count them, then,” said Mrs. Carver.

“I have counted them!” he shouted.

“Then count again,” she said. “Is it the red one?”
"""
    names = [name for _, name in said(structured(text))]
    assert names == ["Mr. Carver", "Mrs. Carver", "Mr. Carver", "Mrs. Carver", "Mrs. Carver"]


@pytest.mark.parametrize(
    ("opening", "closing"), [("“", "”"), ("‘", "’"), ('"', '"')], ids=["double", "single", "straight"]
)
def test_each_convention_of_marks(opening: str, closing: str) -> None:
    text = (ROOM + TALK).replace("“", opening).replace("”", closing)
    assert [name for _, name in said(structured(text))] == [
        "Edwin Marsh",
        "Nora Quill",
        "Nora Quill",
        "Edwin Marsh",
        "Nora Quill",
    ]


def test_a_quotation_that_goes_on_in_the_next_paragraph_keeps_its_speaker() -> None:
    text = "“I will tell you how it was,” said Nora. “It rained.\n\n“And then it rained again.”\n\n“I see.”"
    assert speakers(text)[:3] == ["Nora Quill", "Nora Quill", "Nora Quill"]


def test_a_new_scene_ends_the_taking_of_turns() -> None:
    """Nobody speaks in the new scene whom only the order of turns in the old one would name."""
    inside = speakers("“Good night.”\n\n“Good night.”")
    behind = [
        name for _, name in said(structured(ROOM + TALK + "* * *\n\nMorning came, cold and bright.\n\n“Good night.”"))
    ]
    assert inside == ["Edwin Marsh", "Nora Quill"]
    assert behind[-1] is None


def test_what_is_exclaimed_is_nobody() -> None:
    assert "God" not in str(speakers("“God, what a night!” said Nora.\n\n“It is late.”\n\n“Heaven, it is!”"))


def test_a_transcript_is_no_story() -> None:
    text = "Q: Is it true?\n\nA: It is.\n\nQ: Since when?\n\nA: Always!\n\nQ: And you?\n\nA: I knew."
    assert {name for _, name in said(structured(text))} <= {None, "Q", "A"}


def test_a_word_list_in_another_language() -> None:
    text = """\
Herr Brandt stand am Fenster. Frau Lindner saß am Ofen und strickte. Herr Brandt war müde.

„Regnet es noch?“, fragte Frau Lindner.

„Es regnet immer“, sagte Herr Brandt. „Haben Sie Hunger?“

„Und wie!“, rief Frau Lindner.

„Dann hole ich Ihnen Brot“, sagte er.
"""
    names = [name for _, name in said(structured(text, "de"))]
    assert names[:4] == ["Frau Lindner", "Herr Brandt", "Herr Brandt", "Frau Lindner"]


PARTS = [
    "“Yes!”",
    "“You did, Nora?”",
    "“No,” said Edwin.",
    "“Why?” she asked.",
    "“I will,” I said.",
    "Nora sat down.",
    "Nora turned round at last and said:",
    "In the end she said: —",
    "He waited. “Now.”",
    "A man laughed.",
    "“Who?” “You.”",
    "“Go",
    "* * *",
]
STORIES = st.lists(st.sampled_from(PARTS), max_size=12).map(lambda parts: ROOM + TALK + "\n\n".join(parts))


@given(STORIES)
def test_only_quotations_have_speakers_and_every_speaker_is_in_the_table(text: str) -> None:
    document = structured(text)
    table = {speaker.name for speaker in document.speakers}
    found = [
        inline
        for section in document.sections
        for block in leaves(section.blocks)
        for inline in block.prose.inlines
        if getattr(inline, "speaker", None) is not None
    ]
    assert all(isinstance(inline, Quote) and inline.speaker and inline.speaker.name in table for inline in found)
    assert all(
        inline.speaker.evidence.confidence <= 1 for inline in found if isinstance(inline, Quote) and inline.speaker
    )


@given(STORIES)
def test_a_mention_is_the_text_at_its_span(text: str) -> None:
    document = structured(text)
    for section in document.sections:
        for block in leaves(section.blocks):
            for inline in block.prose.inlines:
                if isinstance(inline, Quote) and inline.speaker is not None and inline.speaker.span is not None:
                    span = inline.speaker.span
                    assert document.text[span.start : span.end].split() == inline.speaker.mention.split()


@given(STORIES)
def test_reading_twice_tells_the_same_speakers(text: str) -> None:
    assert said(structured(text)) == said(structured(text))


@pytest.mark.parametrize(
    "part",
    [
        "“Yes,” said Nora, “and no!” ",
        "“Is it?” “It is.” ",
        "“Is it, Edwin?”\n\n“It is,” he said.\n\n",
        "Nora sat down. “Well?” The old man rose. “Well!” ",
        "“Go on,” she said; he went on, she said, he said, ",
    ],
    ids=["one paragraph", "side by side", "turns", "descriptions", "one sentence"],
)
def test_four_times_the_talk_is_about_four_times_the_work(part: str) -> None:
    work(ROOM + TALK + part * 20)
    some = work(ROOM + TALK + part * 150)
    assert work(ROOM + TALK + part * 600) < 5 * some

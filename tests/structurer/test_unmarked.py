"""Speech without quotation marks: dashes and labels, with the words of the teller left out."""

from __future__ import annotations

import pytest

from accessible.structurer.labels import labels_of
from accessible.structurer.marks import convention_of, pairs_of
from accessible.structurer.unmarked import dialogue_of, turns_of


def said(*texts: str, language: str = "en") -> list[list[str]]:
    dialogue = dialogue_of(texts, language, labels_of(texts, language).speaking)
    convention = convention_of(texts)
    return [
        [text[pair.start : pair.end] for pair in turns_of(text, pairs_of(text, convention), dialogue, language)]
        for text in texts
    ]


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "—Not today, said the pilot. The tide is wrong.", ["—Not today,", "The tide is wrong."]),
        ("en", "—Not today, Vane said, and you know it.", ["—Not today,", "and you know it."]),
        ("en", "--I saw it--the bell--from here.", ["--I saw it--the bell--from here."]),
        ("fr", "— Pas ce soir, répondit-elle. La mer est haute.", ["— Pas ce soir,", "La mer est haute."]),
        ("fr", "— Tu viens ? demanda le pilote.", ["— Tu viens ?"]),
        ("es", "—No lo sé —dijo Inés—. Mañana veremos.", ["—No lo sé", "Mañana veremos."]),
        ("ru", "— Нет, — сказал он. — Завтра.", ["— Нет,", "Завтра."]),
    ],
)
def test_a_dash_opens_speech_and_the_words_of_the_teller_are_not_spoken(
    language: str, text: str, found: list[str]
) -> None:
    assert said(text, "— Ah!", "— Oh!", language=language)[0] == found


def test_one_dash_is_no_dialogue() -> None:
    assert said("The bell rang.", "—Old rhyme", "Nobody came.") == [[], [], []]
    assert said("—Maren Ostby", "—The Bell", "—Halvard Finch") == [[], [], []]


def test_marks_inside_a_dash_are_nested() -> None:
    text = "— Elle a dit « demain », je crois."
    dialogue = dialogue_of([text, "— Ah !", "— Oh !"], "fr", frozenset())
    found = turns_of(text, pairs_of(text, convention_of([text])), dialogue, "fr")
    assert [pair.depth for pair in found] == [0, 1]
    assert found[0].edge == "dash"


def test_labels_of_a_transcript() -> None:
    found = said("OSTBY: We sold it.", "FINCH (laughing): All of it!", "The room was cold.", "OSTBY: Not “all” of it.")
    assert found == [["We sold it."], ["All of it!"], [], ["Not “all” of it.", "“all”"]]


def test_who_asks_is_the_writer() -> None:
    found = said(
        "An interview with Maren Ostby", "Q: When was it sold?", "A: In March.", "Q: Why?", "A: It was cracked."
    )
    assert found == [[], [], ["In March."], [], ["It was cracked."]]


def test_frequent_questions_and_single_labels_are_nobodys_words() -> None:
    assert said("Renewing a pass", "Q: How do I renew?", "A: Fill in the form.", "Q: When?", "A: In May.") == [[]] * 5
    assert said("NOTE: the ferry is late.", "It rains.", "NOTE: it is on time again.") == [[], [], []]


FORMS = {
    "recipes": """Ingredients: two eggs, a cup of flour and some milk.
Preparation: Whisk the eggs. Fold in the flour, and let it rest.
Note: We use brown butter. Why not try it?
Ingredients: a herring, salt and vinegar.
Preparation: Clean the herring. You may leave the head on!
Note: My mother added dill.""",
    "minutes": """Location: The old customs house.
Date: 4 May.
Present: Maren Ostby, Halvard Finch.
Location: The town hall.
Date: 11 May. We met again.
Present: Maren Ostby. Who else?""",
    "a manual": """WARNING: Never open the case. You may be hurt!
NOTE: We recommend a dry cloth.
WARNING: Is the cable damaged? Do not use it.
CAUTION: The lamp is hot!
NOTE: Ask our dealer.""",
    "a glossary": """ANODE: The pole where current comes in.
CATHODE: The pole where it leaves. Ours is of copper.
ELECTROLYTE: What is between them! Do you need more?""",
    "questions of users": """Problem: My pump does not start.
Solution: Is it plugged in? We forget this, too.
Problem: I hear a noise.
Solution: Clean the filter!""",
    "credits": """Director: Maren Ostby.
Producer: Halvard Finch.
Director: Sven Ruud.
Producer: Ida Brandt.""",
    "addresses": """HARBOUR OFFICE: 4 Rope Walk, Dunmore
LIGHTHOUSE: The Point, Dunmore
HARBOUR OFFICE: 9 Tar Lane, Ness
LIGHTHOUSE: West Head, Ness""",
    "a time table": """DUNMORE: 7.15, 8.15, 9.15
NESS: 7.40, 8.40, 9.40
DUNMORE: 17.15, 18.15, 19.15
NESS: 17.40, 18.40, 19.40""",
    "opening hours": """Monday: We are closed.
Tuesday: Ask us!
Monday: Closed in winter, too. Why?""",
    "the persons of a play": """HAMLET: Prince of Denmark.
CLAUDIUS: King of Denmark, and our uncle.
GERTRUDE: Queen of Denmark. Does she know?
OPHELIA: Daughter to the counsellor!""",
    "a comparison": """Pro: We saw herring every day!
Con: Who wants to row so far?
Pro: I slept well.
Con: We had no soap.""",
    "a sheet of courses": """Course: Our longest.
Distance: How far can you row?
Course: The short one.
Distance: Ten miles!""",
}


@pytest.mark.parametrize("form", FORMS)
def test_the_labels_of_forms_speak_no_words(form: str) -> None:
    assert [found for found in said(*FORMS[form].splitlines()) if found] == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Zutaten: zwei Eier.\nZubereitung: Wir rühren!\nZutaten: ein Hering.\nZubereitung: Warum nicht roh?"),
        ("de", "Ort: Wir trafen uns im Zollhaus.\nDatum: Wann?\nOrt: Unser Rathaus.\nDatum: Der elfte Mai!"),
        ("fr", "Ingrédients : deux œufs.\nPréparation: Nous mélangeons !\nIngrédients: un hareng.\nPréparation: Cru ?"),
        (
            "es",
            "Ingredientes: dos huevos.\nPreparación: ¡Batimos!\nIngredientes: nos falta sal.\nPreparación: ¿Por qué?",
        ),
    ],
)
def test_the_labels_of_forms_speak_no_words_in_other_languages(language: str, text: str) -> None:
    assert [found for found in said(*text.splitlines(), language=language) if found] == []


TRANSCRIPTS = {
    "first names": ("en", "Nora: Did you sell it?\nTom: No.\nNora: I knew it.\nTom: It was cracked."),
    "roles": ("en", "THE JUDGE: Is that your boat?\nWITNESS: It is.\nTHE JUDGE: Since when?\nWITNESS: Since May."),
    "titles": ("en", "Mr. Vane: I object.\nMrs. Ostby: To what?\nMr. Vane: To the bell."),
    "capitals and nothing else": ("en", "VANE: I saw it.\nOSTBY: Where?\nVANE: Off the point."),
    "surnames that ask": ("en", "Vane: Who was there?\nOstby: We were.\nVane: All of you?\nOstby: I was."),
    "a surname named in full before": (
        "en",
        "The mayor met Nora Quill on Monday.\nQuill: It was late.\nVane: I know.\nQuill: It was cold.\nVane: Always.",
    ),
    "a German interview": (
        "de",
        "KÜSTENBOTE: Wann haben Sie verkauft?\nReimann: Im März. Ich war froh.\n"
        "KÜSTENBOTE: Warum?\nReimann: Wir hatten kein Geld.",
    ),
    "a play in French": ("fr", "MARTHE: Tu viens ?\nLE PILOTE: Je viens.\nMARTHE: Enfin !"),
}


@pytest.mark.parametrize("name", TRANSCRIPTS)
def test_the_labels_of_transcripts_are_speakers(name: str) -> None:
    language, text = TRANSCRIPTS[name]
    lines = text.splitlines()
    expected = [[line.partition(": ")[2]] if line.partition(": ")[1] else [] for line in lines]
    assert said(*lines, language=language) == expected


def test_a_notice_in_a_transcript_is_nobodys() -> None:
    found = said("VANE: I saw it.", "OSTBY: Where?", "NOTE: Here we stopped the tape.", "VANE: Off the point!")
    assert found == [["I saw it."], ["Where?"], [], ["Off the point!"]]


def test_somebody_who_wears_the_name_of_a_thing_and_a_first_name_speaks() -> None:
    found = said("Nora Price: I saw it.", "Tom Day: Where?", "Nora Price: Off the point.", "Tom Day: When?")
    assert found == [["I saw it."], ["Where?"], ["Off the point."], ["When?"]]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "“I was born in the valley, said Ruth, and never left it."),
        ("en", "“Nobody asked me why, said the old miller, who knew."),
        ("de", "„Ich kam im Tal zur Welt, sagte Ruth, und blieb."),
        ("fr", "« Je suis née ici, dit Ruth, et j’y suis restée."),
    ],
)
def test_an_open_quotation_that_the_teller_breaks_into_is_none(language: str, text: str) -> None:
    assert open_at_the_end(text, language) == []


@pytest.mark.parametrize(
    "text",
    [
        "“I was born in the valley, and never left it.",
        "“He came in, said nothing, and left.",
        "“He came in. ‘Well,’ said Tom, ‘I am here.’ And he was.",
        "“I asked, she said no, and we went home.",
    ],
)
def test_an_open_quotation_goes_on_when_nobody_else_speaks_in_it(text: str) -> None:
    assert open_at_the_end(text, "en")[0] == text


def open_at_the_end(text: str, language: str) -> list[str]:
    """The quotations of a paragraph before one that opens with the same mark."""
    pairs = pairs_of(text, convention_of([text]), follower=text[0])
    assert not pairs[0].closed
    return [
        text[pair.start : pair.end]
        for pair in turns_of(text, pairs, dialogue_of([text], language, frozenset()), language)
    ]

"""Page furniture: by its words, and by its place in a document that shows that it is a page."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accessible.model.blocks import Boilerplate, Evidence, Heading, Paragraph, Prose, Span, Title
from accessible.model.document import Document
from accessible.model.draft import Draft, Metadata
from accessible.readers.text import runs
from accessible.structurer import structure
from accessible.structurer.furniture import stretch
from accessible.structurer.kinds import read_lines
from accessible.structurer.phrases import beginnings, says
from accessible.structurer.words import patterns

LANGUAGES = ("en", "de", "fr", "es")
STORY = [
    "The ferry to the outer islands will sail only twice a week from April, the harbour board said on Monday.",
    "Islanders had asked for a third crossing, and more than four hundred of them had signed a letter to the minister.",
    "“We are not asking for the moon,” said Maren Ostby, who keeps the only shop on the island of Sund.",
    "The board will meet again in the autumn, when the new boat is due to be delivered from the yard in the south.",
]
BEFORE = ["Home", "News", "Weather", "Search the archive", "Home > News > Islands"]
TOOLS = ["E-mail this to a friend", "Printable version"]
BEHIND = [
    "Related stories",
    "Boat builders win new order",
    "Herring are back in the fjord",
    "About us | Privacy | Jobs",
]
PAGE = [*BEFORE, "Ferry to sail only twice a week", "By Amina Diallo", "3 May 2024", *TOOLS, *STORY, *TOOLS, *BEHIND]


def page(*lines: str, language: str = "en", keep_boilerplate: bool = False) -> Document:
    text = "\n\n".join(lines)
    metadata = Metadata(language=language)
    draft = Draft(source="a.txt", text=text, metadata=metadata, blocks=tuple(runs(text)))
    return structure(draft, keep_boilerplate=keep_boilerplate)


def dropped(document: Document) -> list[str]:
    return [
        block.prose.text for section in document.sections for block in section.blocks if isinstance(block, Boilerplate)
    ]


def named(document: Document) -> list[tuple[str, str]]:
    return [
        (type(block).__name__, block.prose.text)
        for section in document.sections
        for block in section.blocks
        if isinstance(block, Title | Heading)
    ]


def test_the_frame_of_a_page_is_furniture_and_nothing_else_is() -> None:
    document = page(*PAGE)
    assert dropped(document) == [*BEFORE, *TOOLS, *TOOLS, *BEHIND]
    assert named(document) == [("Title", "Ferry to sail only twice a week")]


def test_each_block_that_is_left_out_is_said() -> None:
    document = page(*PAGE)
    said = [message.place.start for message in document.messages if message.code == "S002"]
    assert len(said) == len(dropped(document))
    assert said == sorted(said)


def test_what_is_left_out_can_be_kept() -> None:
    document = page(*PAGE, keep_boilerplate=True)
    assert dropped(document) == []
    assert named(document)[0] == ("Title", "Ferry to sail only twice a week")
    kept = [block for section in document.sections for block in section.blocks if isinstance(block, Paragraph)]
    assert "Home > News > Islands" in [block.prose.text for block in kept]


def test_a_list_of_other_stories_inside_the_story_goes_with_its_label() -> None:
    inset = ["Most popular", "Boat builders win new order", "Herring are back in the fjord", "Who owns the lighthouse?"]
    document = page(*BEFORE, "Ferry to sail only twice a week", *TOOLS, *STORY[:2], *inset, "Share this", *STORY[2:])
    assert set(inset) <= set(dropped(document))
    assert not set(STORY) & set(dropped(document))


def test_the_last_short_line_of_such_a_list_may_be_a_heading_and_stays() -> None:
    inset = ["Most popular", "Boat builders win new order", "Herring are back in the fjord", "What happens next"]
    document = page(*BEFORE, "Ferry to sail only twice a week", *TOOLS, *STORY[:2], *inset, *STORY[2:])
    assert "What happens next" not in dropped(document)
    assert "Herring are back in the fjord" in dropped(document)


@pytest.mark.parametrize(
    "lines",
    [
        # one label proves nothing: each may be a title, a heading, a name
        ["Travel", "Ten islands to see before the winter comes", *STORY],
        ["Ferry to sail only twice a week", *STORY[:2], "Comments", *STORY[2:]],
        ["Ferry to sail only twice a week", *STORY[:2], "Search", *STORY[2:]],
        [
            "Ferry to sail only twice a week",
            *STORY[:2],
            "Related resources",
            "• one link",
            "• another link",
            *STORY[2:],
        ],
        # headings of an article about such things
        ["How islands use the web", "Facebook", STORY[0], "Twitter", STORY[1], "E-mail newsletters", *STORY[2:]],
        # names after the story, a table, a signed line, a short article, verse
        ["The board of the harbour", *STORY, "Maren Ostby", "Halvard Finch", "Petra Vane", "Idris Calloway"],
        ["Sailings", *STORY[:2], "Monday | 9 am | Sund", "Friday | 3 pm | Vik", *STORY[2:]],
        ["Sailings", *STORY[:2], "| Day | Time |", "| Friday | 3 pm |", *STORY[2:]],
        ["Ferry to sail only twice a week", "Amina Diallo | Harbour correspondent", *STORY],
        ["Ferry to sail only twice a week", STORY[0]],
        ["Home", "O little house beside the sea,\nHow long have you been home to me?", "Where do the herring go?"],
        # running text that begins as furniture does
        ["Ferry to sail", *STORY, "Search parties went out at dawn, and at noon they found the boat adrift off Sund."],
        ["Ferry to sail", *STORY[:2], "Log in hand, the captain said that he had seen nothing of it.", *STORY[2:]],
        ["Ferry to sail", *STORY, "Copying without care is how the error came into every chart of the coast."],
        ["Ferry to sail", *STORY, "Updated: the harbour board has since said that it will think again."],
        ["Ferry to sail", *STORY, "Posted at the gate stood a man who let nobody go by without a ticket."],
        [
            "Ferry to sail",
            *STORY,
            "Copyright law was changed in that year, and the printers of the coast were glad of it.",
        ],
        ["Ferry to sail", *STORY[:2], "(a) one boat;", "(b) two crews;", "(c) three harbours, as the board had said."],
        ["Ferry to sail", *STORY, "Learn more about the islands from the people who live on them all year."],
    ],
)
def test_a_clean_text_loses_nothing(lines: list[str]) -> None:
    assert dropped(page(*lines)) == []


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        (
            "en",
            "Skip to main content|Forgot your password?|Printer-friendly version|Share on Facebook|Text size|"
            "View all comments|Post a comment|Accept all cookies|Return to top|Home » World » Article|"
            "Login | Register | Help|« Yesterday's storm | Main | Tomorrow's calm »|Ads by Anybody|"
            "Be the first to comment|© 2024 Example|Copyright (c) Example Ltd. 2024|Copyright 2024 by The Example.|"
            "Copyright The Example Times Limited 2024|Photo gallery >>>|Powered by Example|"
            "Email This Story Print This Story",
        ),
        (
            "de",
            "Jetzt abonnieren|Kommentar schreiben|Zur Startseite|Artikel drucken|Alle Cookies akzeptieren|"
            "Passwort vergessen?|Startseite > Politik > Ausland|Impressum | Datenschutz | AGB|Weitere Artikel",
        ),
        (
            "fr",
            "Lire aussi : le port en fête|S’abonner|Partager cet article|Tout accepter et fermer|Retour en haut|"
            "Accueil > Monde > Europe|Mentions légales | Contact | Plan du site|Les plus lus",
        ),
        (
            "es",
            "Lea también: el puerto en fiesta|Iniciar sesión|Compartir en Facebook|Volver arriba|Ver comentarios|"
            "Portada > Internacional > Europa|Aviso legal | Contacto | Publicidad|Lo más leído",
        ),
    ],
)
def test_what_sites_say_after_the_text(language: str, lines: str) -> None:
    for line in lines.split("|") if " | " not in lines else re.split(r"(?<! )\|(?! )", lines):
        document = page("Ferry to sail only twice a week", *STORY, line, language=language)
        assert dropped(document) == [line], line


@pytest.mark.parametrize(
    ("language", "before", "title", "behind"),
    [
        ("de", ["Startseite", "Politik", "Anmelden"], "Fähre fährt nur noch zweimal", ["Drucken", "Meistgelesen"]),
        ("fr", ["Accueil", "Monde", "Connexion"], "Le bac ne partira que deux fois", ["Imprimer", "Les plus lus"]),
        ("es", ["Portada", "Mundo", "Entrar"], "El barco solo saldrá dos veces", ["Imprimir", "Lo más leído"]),
    ],
)
def test_a_page_in_another_language(language: str, before: list[str], title: str, behind: list[str]) -> None:
    document = page(*before, title, *STORY, *behind, language=language)
    assert dropped(document) == [*before, *behind]
    assert named(document) == [("Title", title)]


def test_comments_of_readers_are_kept() -> None:
    comments = ["I have lived there for years, and it was never any different.", "Nobody asked us. That is the point."]
    document = page(*PAGE[:-3], "Post a comment", *comments)
    assert not set(comments) & set(dropped(document))


def test_a_date_under_the_title_is_kept() -> None:
    document = page(*BEFORE, "Ferry to sail only twice a week", "Published: May 3, 2024", *TOOLS, *STORY)
    assert "Published: May 3, 2024" not in dropped(document)


def test_the_story_is_found_behind_furniture_that_is_prose() -> None:
    offer = "Articles of the last seven days can be read for nothing, and older ones are sold by our partners."
    lines = [offer, *BEFORE, *TOOLS, *BEHIND, "Ferry to sail", *STORY]
    paragraphs = [Paragraph(Prose(line, origin=0), Span(0, len(line)), Evidence("test")) for line in lines]
    assert stretch(read_lines(paragraphs, "en")) == (len(lines) - 4, len(lines) - 1)


KNOWN = st.sampled_from(
    ["Advertisement", "Print", "Share on Facebook", "Home | News | Sport", "Related stories", "Comments (3)", "Login"]
)
PARTS = st.sampled_from(
    [
        *STORY,
        "What happens next",
        "The cost",
        "CHAPTER II",
        "News",
        "Search",
        "Boat builders win new order",
        "Maren Ostby",
        "3 May 2024",
        "By Amina Diallo",
        "Nobody asked us.",
        "E-mail",
        "Read more: the boats",
        "Most popular",
        "About us | Privacy",
    ]
)


@given(st.lists(PARTS, min_size=1, max_size=14), KNOWN)
def test_a_line_of_furniture_after_the_text_changes_neither_title_nor_headings(lines: list[str], known: str) -> None:
    lines = [*lines, STORY[0]]
    assert named(page(*lines, known)) == named(page(*lines))


@given(st.lists(st.one_of(PARTS, KNOWN), min_size=1, max_size=14))
def test_only_short_blocks_are_ever_left_out(lines: list[str]) -> None:
    assert not {line for line in dropped(page(*lines)) if len(line.split()) > 45}


@pytest.mark.parametrize("language", LANGUAGES)
def test_trying_entries_by_their_first_letter_misses_none(language: str) -> None:
    for name in ("boilerplate", "list-label"):
        every = patterns(name, language)
        assert every is not None
        for text in [*BEFORE, *TOOLS, *BEHIND, *PAGE, "Ähnliche Artikel", "À lire aussi", "© 2024", "(c) 2024 The Sun"]:
            assert says(name, language, text) == bool(every.match(text)), text


@pytest.mark.parametrize(
    ("entry", "letters"),
    [
        ("print$", {"print"}),
        ("prints?", {"print"}),
        ("(?:a|b)c", {"ac", "bc"}),
        ("(?:a )?b", {"a b", "b"}),
        ("(?:(?:a)? |b)c", {"a c", "", "bc"}),
        (r"\d+", {""}),
        ("x?y", {""}),
    ],
)
def test_beginnings(entry: str, letters: set[str]) -> None:
    assert beginnings(entry) == letters


HOMELY = ["Careers", "Copyright", "Contact us", "About us", "Privacy policy", "Terms and conditions", "Terms of trade",
          "Save", "Print", "Reply", "See also", "Newsletter", "Photo gallery", "No comment", "Welcome back", "Email",
          "Become a member", "Follow me on the way", "Like me on that day", "Terms of Endearment"]  # fmt: skip


@pytest.mark.parametrize("line", HOMELY)
def test_a_title_or_crosshead_in_words_of_a_site_is_not_lost(line: str) -> None:
    assert dropped(page(line, *STORY)) == []
    assert dropped(page("Ferry to sail", *STORY[:2], line, *STORY[2:])) == []


@pytest.mark.parametrize(
    "line",
    [
        "By continuing to fish there, the boats broke the law, and the court said so in June.",
        "The prince said that all rights reserved to the crown must be returned by the spring, and they were.",
        "This article is part of the treaty and cannot be changed by one side alone.",
        "Have you got a question for her?",
        "Share on, share alike, he said, and died.",
        "You are in great danger, my lord, and so is the boat.",
    ],
)
def test_a_sentence_at_the_edge_of_the_text_is_not_lost(line: str) -> None:
    assert dropped(page(*STORY, line)) == dropped(page(line, *STORY)) == []


def test_a_poem_does_not_lose_its_refrain() -> None:
    refrain = "Follow me on the hills of green,"
    assert dropped(page(f"{refrain}\nAnd over the sea,\n{refrain}\nAnd home to me.")) == []


def test_prose_behind_three_names_of_sections_is_not_lost() -> None:
    end = "The end was near, and he knew that it would not take long."
    assert dropped(page("Home cooking", "Food", STORY[0], "Books", "Film", "Theatre", end)) == []


@given(st.lists(st.one_of(st.sampled_from(STORY), st.sampled_from(HOMELY)), min_size=1, max_size=12))
def test_an_article_without_sure_furniture_loses_nothing(lines: list[str]) -> None:
    parts = [part for line in lines for part in ((line, STORY[0]) if line in HOMELY else (line,))]
    assert dropped(page("Ferry to sail", *parts)) == []

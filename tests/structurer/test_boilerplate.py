"""Page furniture: by its words, and by its place in a document that shows that it is a page."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accessible.model.blocks import Boilerplate, Evidence, Heading, PageBreak, Paragraph, Prose, Span, Title
from accessible.model.document import Document
from accessible.model.draft import Draft, Metadata
from accessible.readers.text import runs
from accessible.structurer import structure
from accessible.structurer.furniture import stretch
from accessible.structurer.kinds import read_lines
from accessible.structurer.phrases import beginnings, says
from accessible.structurer.words import entries, patterns

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


CROSSHEADS = ["Careers", "Copyright", "Contact us", "Privacy policy", "Save", "Print", "Newsletter", "Welcome back"]
MANUAL = ["Create an account", "Log in", "Forgot your password?", "Advanced search", "Subscribe", "Report abuse"]


@pytest.mark.parametrize("crossheads", [CROSSHEADS, MANUAL, [*CROSSHEADS, *MANUAL], MANUAL[:2]])
def test_an_article_about_sites_keeps_all_its_crossheads(crossheads: list[str]) -> None:
    parts = [part for at, line in enumerate(crossheads) for part in (line, STORY[at % len(STORY)])]
    assert dropped(page("How the archive is used", STORY[0], *parts)) == []
    assert dropped(page(*parts)) == []


@pytest.mark.parametrize(
    "line",
    [
        "Read more",
        "Log in",
        "Subscribe now",
        "Sign up to our newsletter",
        "Leave a comment",
        "Home > News",
        "Full story",
    ],
)
def test_a_first_line_that_reads_like_furniture_may_be_the_title(line: str) -> None:
    assert dropped(page(line, *STORY)) == []


@pytest.mark.parametrize(
    "poem",
    [
        "Read more\nof what the sea has said,\nLog in hand\nhe went to bed.",
        "Back to top\nthe children ran,\nContinue reading\nif you can.",
        "Follow me on Twitter\nsaid the bird,\nShare this story\nif you heard.",
        "Follow me on the hills of green,\nShare this with the sea,\nLike us on a day,\nSign up, sign up with me.",
        "Home, home again,\nNews of the rain,\nPrint of a foot in the sand.",
    ],
)
def test_a_poem_keeps_lines_that_begin_like_furniture(poem: str) -> None:
    assert dropped(page("The sea", STORY[0], poem)) == []
    assert dropped(page(poem)) == dropped(page(poem, STORY[0])) == []


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        (
            "en",
            [
                "Published in 1859, the book changed everything.",
                "Updated on 3 May, the law now covers every boat.",
                "Copying without permission was the rule until the law of 1710.",
                "Reproduction without the permission of the board was common then, and nobody minded.",
                "Copyright by Congress was extended once more, and the printers were glad of it.",
                "Read more books and fewer papers, she said, and you will be happier.",
                "Loading the boats took them the whole of the morning, and then it rained.",
                "Go to the main content of the chest, he said, and leave the rest.",
                "Please support local people, the mayor said, and they did.",
                "We use cookies as bait, he said.\nNobody believed him.",
            ],
        ),
        (
            "de",
            [
                "Lesen Sie auch die Briefe, die er aus dem Feld geschrieben hat.",
                "Mehr dazu wusste auch der alte Fischer nicht zu sagen.",
                "Melden Sie sich beim Hafenmeister, sobald das Boot wieder im Wasser liegt.",
                "Folgen Sie uns, sagte der Wirt, und er ging voran.",
                "Teilen Sie das Brot mit denen, die keines haben.",
                "Bestellen Sie die Karten bei der Kapitänin am Kai.",
                "Der Text erschien zuerst im Jahr 1820 und wurde bald vergessen.",
                "Veröffentlicht im Mai 1859, hat das Buch alles verändert.",
                "Zuletzt geändert wurde das Gesetz am 3. Mai, und dabei blieb es.",
                "Zurück zur Natur wollten sie alle, und keiner wollte frieren.",
                "Wir verwenden keine Netze mehr, sagte sie.",
                "Nachdruck ohne Genehmigung war verboten, und doch druckten alle.",
                "Nachdruck ohne Genehmigung des Verlags war üblich.",
                "Klicken Sie hier, sagte er, und lachte.",
                "Mit der Nutzung dieser Seite des Ufers hatte niemand gerechnet.",
                "Anzeigen wurden gegen drei der Fischer erstattet.",
                "Weitere Artikel des Vertrags regeln den Fang der Heringe.",
                "Aus dem Archiv der Stadt sind die Karten verschwunden.",
                "Passwort vergessen, dachte er, und nun stand er vor der Tür.",
                "Schreiben Sie einen Brief an die Behörde und legen Sie die Karte bei.",
            ],
        ),
        (
            "fr",
            [
                "Lire aussi bien le latin que le grec, voilà ce qu’il voulait.",
                "Voir la suite des vagues le rendait heureux.",
                "Inscrivez-vous à la mairie avant la fin du mois de mai.",
                "Abonnez-vous à la patience, disait-elle, et vous vivrez longtemps.",
                "Suivez-nous, dit le passeur, et il prit la lanterne.",
                "Partager sur la plage le pain du matin, c’était leur joie.",
                "Cliquez sur la serrure et la porte s’ouvre.",
                "En poursuivant votre navigation vers le nord, vous verrez le phare.",
                "Publié en 1859, le livre a tout changé.",
                "Mis à jour le 3 mai, le règlement vaut pour tous les bateaux.",
                "Reproduction interdite, disait la loi, et pourtant tous copiaient.",
                "Retour en haut de la falaise, il retrouva son frère.",
                "Haut de page et bas de page se valent, disait l’imprimeur.",
                "Recevez la bénédiction du capitaine et partez.",
                "Se connecter au réseau des îles prenait alors deux jours.",
                "Les plus lus de ses livres parlent de la mer.",
                "Dans ce dossier, le juge trouva une lettre.",
                "Nous utilisons des filets neufs depuis le printemps.",
                "Cet article a été initialement rejeté par la chambre.",
            ],
        ),
        (
            "es",
            [
                "Lea también las cartas que escribió desde el frente.",
                "Ver también el faro era lo que más deseaba.",
                "Suscríbase al pacto quien quiera, dijo el alcalde.",
                "Regístrese en la oficina del puerto antes de mayo.",
                "Síganos, dijo el barquero, y tomó la linterna.",
                "Compartir en la playa el pan de la mañana era su alegría.",
                "Haga clic en la cerradura y la puerta se abre.",
                "Si continúa navegando hacia el norte, verá el faro.",
                "Publicado en 1859, el libro lo cambió todo.",
                "Actualizado el 3 de mayo, el reglamento vale para todos.",
                "Prohibida la reproducción de los lobos en la isla, nadie los vio más.",
                "Prohibida su reproducción, decía la ley, y sin embargo todos copiaban.",
                "Volver al inicio de la historia le costaba mucho.",
                "Reciba la bendición del capitán y parta.",
                "Iniciar sesión en el parlamento costó dos horas.",
                "Lo más leído de su obra habla del mar.",
                "Más información no quiso dar el ministro.",
                "En portada salió el retrato de su hermano.",
                "Utilizamos redes nuevas desde la primavera.",
                "Este artículo fue publicado y nadie lo leyó.",
            ],
        ),
    ],
)
def test_a_sentence_that_begins_like_furniture_stays_wherever_it_stands(language: str, sentences: list[str]) -> None:
    for line in sentences:
        for lines in ([*STORY, line], [line, *STORY], [*STORY[:2], line, *STORY[2:]], [STORY[0], f"{line} {STORY[1]}"]):
            assert dropped(page(*lines, language=language)) == [], line


def test_prose_behind_names_of_sections_is_not_lost() -> None:
    assert dropped(page("What we read", STORY[0], "Books", "Film", "Theatre", *STORY[1:])) == []
    assert dropped(page("Books", "Film", "Theatre", *STORY)) == []


@pytest.mark.parametrize("last", ["Print", "Newsletter", "Search"])
def test_the_last_word_of_a_list_is_not_a_tool(last: str) -> None:
    assert dropped(page("The survey", *STORY, "They were asked about these:", "Radio", "Television", last)) == []
    assert dropped(page("The survey", *STORY, "They were asked about this:", last)) == []


def test_an_answer_in_a_dialogue_is_not_a_button() -> None:
    assert dropped(page(*BEFORE, "Ferry to sail", *TOOLS, *STORY[:2], "Read more.", *STORY[2:], *TOOLS)) == [
        *BEFORE, *TOOLS, *TOOLS,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        (
            "en",
            "Go to Example News|Loading... Click here for the menu|Digg it del.icio.us Facebook|"
            "Share this story: E-mail - Digg - Facebook|Have your say: read comments|Please support our advertisers|"
            "Add to basket|Report a problem with this page|Date modified: 3 May 2024|Published: May 3, 2024 4:10 p.m.|"
            "Reproduction in whole or in part without permission is prohibited.|Copyright by The Example Press",
        ),
        (
            "de",
            "Lesen Sie auch: Der Hafen feiert|Mehr zum Thema|Jetzt kostenlos anmelden und weiterlesen|"
            "Folgen Sie uns auf Facebook|Auf Twitter teilen|Diesen Artikel drucken|Kommentare (12)|"
            "12 Kommentare anzeigen|"
            "Link kopieren|In den Warenkorb|Wir verwenden Cookies, um die Seite zu verbessern.|Zurück zur Startseite|"
            "© 2024 Beispiel Verlag GmbH|Alle Rechte vorbehalten.|Zuletzt aktualisiert: 3. Mai 2024, 12.30 Uhr|"
            "Abonnieren Sie unseren Newsletter!|Das könnte Sie auch interessieren|"
            "Ihre E-Mail-Adresse wird nicht veröffentlicht.|"
            "Zum Inhalt springen|Nachdruck nur mit Genehmigung des Verlags|War dieser Artikel hilfreich?",
        ),
        (
            "fr",
            "À lire aussi : le port en fête|Voir aussi|Abonnez-vous à notre newsletter|Suivez-nous sur Facebook|"
            "Partager sur Twitter|Imprimer cet article|12 commentaires|Lire les commentaires|Laisser un commentaire|"
            "Copier le lien|Ajouter au panier|Nous utilisons des cookies pour améliorer votre visite.|"
            "Retour à l’accueil|"
            "© 2024 Éditions Exemple|Tous droits réservés.|Mis à jour le 3 mai 2024 à 12h30|Mot de passe oublié ?|"
            "Articles similaires|Votre adresse e-mail ne sera pas publiée.|Aller au contenu principal|"
            "Reproduction interdite sans autorisation|Continuer sans accepter|Connectez-vous pour commenter",
        ),
        (
            "es",
            "Leer más: el puerto en fiesta|Te puede interesar|Suscríbete a nuestro boletín|Síguenos en Facebook|"
            "Compartir en Twitter|Imprimir esta noticia|12 comentarios|Ver los comentarios|Deja un comentario|"
            "Copiar enlace|Añadir al carrito|Utilizamos cookies para mejorar su visita.|Volver a la portada|"
            "© 2024 Ediciones Ejemplo|Todos los derechos reservados.|Actualizado: 3 de mayo de 2024|"
            "¿Has olvidado tu contraseña?|Noticias relacionadas|Aceptar todas las cookies|Saltar al contenido|"
            "Prohibida su reproducción total o parcial|Inicia sesión para comentar|¿Te ha sido útil esta página?",
        ),
    ],
)
def test_the_commonest_furniture_of_news_shops_and_public_services(language: str, lines: str) -> None:
    for line in lines.split("|"):
        assert dropped(page("Ferry to sail only twice a week", *STORY, line, language=language)) == [line], line


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["boilerplate", "list-label"])
def test_an_entry_of_furniture_has_to_be_the_whole_block(name: str, language: str) -> None:
    assert [entry for entry in entries(name, language) if not entry.endswith(("$", "$)"))] == []


def doubts(document: Document) -> list[str]:
    return [message.text for message in document.messages if message.code == "S007"]


def test_what_speaks_like_furniture_and_is_kept_is_said_once_for_each_reason() -> None:
    parts = [part for at, line in enumerate(MANUAL) for part in (line, STORY[at % len(STORY)])]
    (said,) = doubts(page("How the archive is used", STORY[0], *parts))
    assert "'Create an account' and" in said
    assert "title or a heading" in said
    assert doubts(page("Read more\nof the sea", "Log in\nto the sky")) == []
    assert len(doubts(page("Log in", "Herring\n\nSea", "Print"))) == 1


def test_what_is_left_out_is_not_said_to_be_kept() -> None:
    assert doubts(page(*PAGE)) == doubts(page(*STORY)) == doubts(page("Home", *STORY, "Print")) == []


VOCABULARY = st.sampled_from(
    "the a of and harbour boat herring lantern island winter sailor Maren Halvard rope tide gull silver slowly sang "
    "walked waited under over beside never always storm window bread salt candle north mother river bell stone".split()
)
LINE = st.lists(VOCABULARY, min_size=2, max_size=7).map(" ".join)
SENTENCE = st.lists(VOCABULARY, min_size=4, max_size=30).map(lambda found: " ".join(found).capitalize() + ".")
PROSE_BLOCK = st.lists(SENTENCE, min_size=1, max_size=4).map(" ".join)
NUMBERS = st.integers(1, 40)
STANZA = st.builds(
    lambda number, lines: "\n".join([*([str(number)] if number % 3 == 0 else []), *(f"{line}," for line in lines)]),
    NUMBERS,
    st.lists(LINE, min_size=2, max_size=5),
)
CAST = st.builds(lambda name, line: f"{name.upper()}, {line}", st.sampled_from(["Maren", "Halvard", "Petra"]), LINE)
TIMELINE = st.builds(lambda year, line: f"{1800 + year}: {line}", NUMBERS, LINE)
TEXT_BLOCK = st.one_of(PROSE_BLOCK, STANZA, CAST, TIMELINE, LINE, LINE.map(str.capitalize), NUMBERS.map(str))


@given(st.lists(TEXT_BLOCK, min_size=1, max_size=16), LINE, st.sampled_from(LANGUAGES))
def test_words_that_no_list_knows_are_never_furniture(blocks: list[str], refrain: str, language: str) -> None:
    sung = [part for block in blocks for part in (block, refrain)]
    assert dropped(page(*blocks, language=language)) == dropped(page(*sung, language=language)) == []


@given(st.lists(TEXT_BLOCK, min_size=1, max_size=16), LINE, st.sampled_from(LANGUAGES))
def test_no_words_are_taken_for_the_head_of_a_page(blocks: list[str], refrain: str, language: str) -> None:
    sung = [part for block in blocks for part in (block, refrain)]
    for texts in (blocks, sung):
        document = page(*texts, language=language)
        breaks = [block for section in document.sections for block in section.blocks if isinstance(block, PageBreak)]
        assert not any(map(str.isalpha, "".join(document.text[part.span.start : part.span.end] for part in breaks)))

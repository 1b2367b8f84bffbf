"""Who said it, in German: the place of the subject, case by case, in sentences of our own."""

from __future__ import annotations

import pytest

from accessible.structurer.attribution.capitalnouns import NEVER, SURELY, Phrases
from accessible.structurer.attribution.clauses import cues_of, words_of
from tests.structurer.test_laws import structured
from tests.structurer.test_speakers import quotations
from tests.structurer.test_time import work

LEAD = """\
Der Hafen öffnet wieder

Hafenchefin Maren Ostberg hat am Montag den Hafen eröffnet. Bürgermeister Karl Wenzel durchschnitt das Band, und der \
Verband der Hafennutzer traf sich zum ersten Mal.

"""


def said(text: str) -> str | None:
    """Who said the last quotation, with the article before it if it was opened so."""
    speaker = quotations(structured(LEAD + text, "de"))[-1][1]
    return speaker.name if speaker else None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        # the subject before the verb, and behind it when something else comes first
        ("Wenzel sagte: „Der Hafen war zu lange geschlossen.“", "Karl Wenzel"),
        ("In der Halle sagte Wenzel, der Hafen sei „zu lange geschlossen“ gewesen.", "Karl Wenzel"),
        ("So sagte die Hafenchefin: „Wir haben lange gewartet.“", "Hafenchefin"),
        ("Zu den Vorwürfen schwieg sie; gestern aber warnte Wenzel vor „falschen Hoffnungen“.", "Karl Wenzel"),
        ("Den Umbau nannte Ostberg „ein kleines Wunder“.", "Maren Ostberg"),
        ("Auch Ostberg sprach von einem „kleinen Wunder“.", "Maren Ostberg"),
        (
            "In einem Bericht, der am Dienstag erschien, kritisierte das Ministerium die Kosten als „maßlos“.",
            "Ministerium",
        ),
        ("Nachdem die Gäste gegangen waren, sagte der Wirt: „Endlich ist es wieder ruhig hier.“", "Wirt"),
        ("Als Antwort auf die Kritik erklärte ein Sprecher der Stadt: „Wir prüfen das alles.“", "Sprecher der Stadt"),
        # right behind the quotation
        ("„Der Hafen war zu lange geschlossen“, sagte Wenzel.", "Karl Wenzel"),
        ("„Der Hafen war zu lange geschlossen“, meinte dagegen der Grünen-Politiker Jonas Riedel.", "Jonas Riedel"),
        ("„Wir haben lange gewartet“, so Ostberg weiter.", "Maren Ostberg"),
        ("Die Kosten seien „im Rahmen“ geblieben, so eine Sprecherin des Landes.", "Sprecherin des Landes"),
        ("„Das war knapp“, zitierte die Morgenpost den Lotsen Hinrich Petersen.", "Hinrich Petersen"),
        ("„Das war knapp“, wird der Lotse Hinrich Petersen zitiert.", "Hinrich Petersen"),
        # perfect tense, separable verbs, the passive
        ("Ostberg hat am Dienstag in der Sitzung gesagt: „Das Wasser steht hoch.“", "Maren Ostberg"),
        ("Die Regierung hatte den Bericht als „falsch“ zurückgewiesen.", "Regierung"),
        ("„Und das Wasser steht hoch“, fügte Ostberg hinzu.", "Maren Ostberg"),
        ("Wenzel wies die Vorwürfe als „haltlos“ zurück.", "Karl Wenzel"),
        ("Der Verband teilte mit, das Wasser stehe „gefährlich hoch“.", "Verband"),
        ("Der Plan wurde von Anwohnern als „das größte Luftschloss weit und breit“ bezeichnet.", "Anwohnern"),
        # the verb last
        ("Klar ist, dass Ostberg die Lage „sehr ernst“ genannt hat.", "Maren Ostberg"),
        ("Wie der Innenminister Paul Seidel am Dienstag sagte, ist das Wasser „gefährlich hoch“.", "Paul Seidel"),
        ("Das Wasser ist „gefährlich hoch“, wie die Polizei mitteilte.", "Polizei"),
        # sources without a verb
        ("Laut Ostberg ist das Wasser „gefährlich hoch“.", "Maren Ostberg"),
        ("Laut „Morgenpost“ ist das Wasser heute „gefährlich hoch“.", "Morgenpost"),
        ("Ostberg zufolge ist das Wasser „gefährlich hoch“.", "Maren Ostberg"),
        ("Nach Angaben der Polizei war der Fahrer „nicht ansprechbar“.", "Polizei"),
        ("Nach Ansicht des Gutachters Emil Brandt ist das „kaum zu schaffen“.", "Emil Brandt"),
        ("Wenzels Ansicht nach ist das „kaum zu schaffen“.", "Karl Wenzel"),
        ("Das Wasser sei „gefährlich hoch“, heißt es in einer Mitteilung des Amtes.", "Mitteilung des Amtes"),
        # names, roles, appositions, genitives
        ("Der Chef des Verbands, Max Ritter, sagte: „Wir bleiben dabei.“", "Max Ritter"),
        ("Max Ritter, der Chef des Verbands, sagte: „Wir bleiben dabei.“", "Max Ritter"),
        ("Der Chef des Verbands, der Anwalt Max Ritter, sagte: „Wir bleiben dabei.“", "Max Ritter"),
        ("Das Oberhaupt Neulands, Königin Ilse II., bat Minister Tamm um „etwas mehr Geduld“.", "Ilse II"),
        ("Bundeskanzlerin Ilse Tamm sagte: „Wir bleiben dabei.“", "Ilse Tamm"),
        ("Ritters Sprecher Ole Kamp erklärte, man werde „dabei bleiben“.", "Ole Kamp"),
        ("Die in Bremen geborene Sängerin Ute Lund sagte: „Hier fing alles an.“", "Ute Lund"),
        ("Der Zeitung sagte ein Lotse: „Das war knapp.“", "Lotse"),
        ("Dem Minister warf Ostberg vor, er habe „nichts getan“.", "Maren Ostberg"),
        ("Tamm und Seidel prangerten an, dass der Bund „nichts getan“ habe.", "Tamm und Seidel"),
        # a colon
        ("Wenzel zeigte sich nach der Feier erleichtert: „Endlich ist es so weit.“", "Karl Wenzel"),
        ("Ostberg: „Endlich ist es so weit.“", "Maren Ostberg"),
        ("Das Gericht kam zu dem Ergebnis, dass der Bund „nichts getan“ habe.", "Gericht"),
    ],
)
def test_the_place_of_the_subject(text: str, name: str) -> None:
    assert said(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ostberg lobte den Bau. Sie nannte ihn „ein kleines Wunder“.", "Maren Ostberg"),
        ("Wenzel kam zu spät. Er sprach von einem „kleinen Wunder“.", "Karl Wenzel"),
        ("Wenzel kam zu spät. Seiner Ansicht nach ist das „ein kleines Wunder“.", "Karl Wenzel"),
    ],
)
def test_pronouns(text: str, name: str) -> None:
    assert said(text) == name


def test_they_is_not_she() -> None:
    assert said("Ostberg und Gäste kamen. Sie nannten den Bau „ein kleines Wunder“.") != "Maren Ostberg"


@pytest.mark.parametrize(
    "text",
    [
        "Wenzel sagte, die Lage sei ernst. Man müsse „schnell handeln“.",
        "Wenzel sagte, die Lage sei ernst. Noch sei Zeit. Man müsse aber „schnell handeln“.",
        "Wenzel verurteilte das Zögern des Bundes. „So kommen wir nie ans Ziel und verlieren nur Zeit.“",
    ],
)
def test_what_is_reported_goes_on(text: str) -> None:
    assert said(text) == "Karl Wenzel"


@pytest.mark.parametrize(
    "text",
    [
        "Wenzel sagte, die Lage sei ernst. Der Bau kostet viel. Auf dem Schild stand „Durchfahrt verboten“.",
        "Das Schiff heißt „Seestern“.",
        "Kritik kam auch von anderen: „So kommen wir nie ans Ziel.“",
        "Am Montag hieß es in Bremen, die Lage sei „sehr ernst“.",
    ],
)
def test_nobody_where_nothing_says_who(text: str) -> None:
    assert said(text) is None


def test_case_shows_the_subject() -> None:
    found = {
        phrase.mention.text: phrase.subject
        for text in ("Der Sprecher half dem Sprecher.", "Der Polizei half der Lotse.", "Heute half sie den Leuten.")
        for phrase in Phrases(words_of(text, 0, len(text), "de")).all
    }
    assert found["Der Sprecher"] == found["der Lotse"] == found["sie"] == SURELY
    assert found["dem Sprecher"] == found["Der Polizei"] == found["den Leuten"] == NEVER


def test_compound_roles_are_no_part_of_a_name() -> None:
    text = "Verkehrsminister Paul Seidel sagte etwas."
    (cue,) = cues_of(words_of(text, 0, len(text), "de"))
    assert (cue.subject.name, cue.subject.text) == ("Paul Seidel", "Verkehrsminister Paul Seidel")


def test_a_separable_verb_needs_its_other_part() -> None:
    for text, verbs in (("Ostberg gab ihm das Buch.", []), ("Ostberg gab gestern zu, dass es brennt.", ["gab"])):
        assert [cue.verb for cue in cues_of(words_of(text, 0, len(text), "de"))] == verbs


def test_an_unknown_language_has_quotations_and_no_speakers() -> None:
    found = quotations(structured("Satama avautuu\n\n”Tämä oli tärkeä päivä meille”, sanoi Maija Korhonen.\n", "fi"))
    assert len(found) == 1
    assert found[0][1] is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Die Regierung lehnte den Plan ab. Sie nannte ihn „maßlos und viel zu teuer“.", "Regierung"),
        ("Der Konzern wies das zurück. Er sprach von einer „frei erfundenen Geschichte“.", "Konzern"),
        (
            "Das Verkehrsministerium teilte mit, man prüfe das. Es sprach von „ganz normalen Kosten“.",
            "Verkehrsministerium",
        ),
    ],
)
def test_things_are_he_and_she_too(text: str, name: str) -> None:
    assert said(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Der Hafen, sagte Wenzel, sei „tot“.", "Karl Wenzel"),
        ("Das Haus, erklärte Petra Lang, sei „leer“.", "Petra Lang"),
        ("Der Antrag der Partei, sagte die Richterin, sei „unbegründet“.", "Richterin"),
        ("Wenzel, sagte Ostberg, sei „müde“.", "Maren Ostberg"),
        ("Der Hafen, der lange leer stand, sagte Wenzel, sei „tot“.", "Karl Wenzel"),
        ("Wenzel, der den Hafen leitet, sagte, er sei „müde“.", "Karl Wenzel"),
        ("Wenzel, 53, sagte den Gästen, der Bau sei „tot“.", "Karl Wenzel"),
        ("Ostberg, Chefin des Hafens, sagte der Zeitung, der Bau sei „tot“.", "Maren Ostberg"),
    ],
)
def test_a_verb_put_in_between_commas_is_not_the_subject_before_it(text: str, name: str) -> None:
    assert said(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Karl Reimann kam. Reimann zufolge ist das Wasser „gefährlich hoch“.", "Karl Reimann"),
        ("Wie Reimann sagte, ist das Wasser „gefährlich hoch“.", "Reimann"),
        ("„Das Wasser steht gefährlich hoch“, so Hoffmann.", "Hoffmann"),
        ("Petra Neumann kam. „Das Wasser steht gefährlich hoch“, sagte Neumann der Zeitung.", "Petra Neumann"),
        ("Anna Schäfer kam. „Das Wasser steht gefährlich hoch“, so Schäfer.", "Anna Schäfer"),
        ("„Das Wasser steht gefährlich hoch“, sagte Innenminister Hoffmann.", "Hoffmann"),
    ],
)
def test_surnames_that_end_in_a_role_are_names(text: str, name: str) -> None:
    document = structured(LEAD + text, "de")
    assert said(text) == name
    (speaker,) = (speaker for speaker in document.speakers if speaker.name == name)
    assert speaker.named
    assert speaker.gender == ""


def test_a_paper_in_marks_quotes_a_surname() -> None:
    text = "Karl Reimann kam. „Das Wasser steht gefährlich hoch“, zitierte die „Tagespost“ Reimann."
    found = quotations(structured(LEAD + text, "de"))
    assert [attribution.name if attribution else None for _, attribution in found] == ["Karl Reimann", None]


@pytest.mark.parametrize(
    "text", ["„Das Wasser steht hoch“, sagte ein Feuerwehrmann.", "Der Reisekaufmann sagte: „Nein.“"]
)
def test_roles_with_an_article_are_no_surnames(text: str) -> None:
    (speaker,) = structured(LEAD + text, "de").speakers
    assert (speaker.named, speaker.gender) == (False, "male")


@pytest.mark.parametrize(
    "text",
    [
        "Das Gesetz sagt: „Die Würde bleibt immer und überall gewahrt.“",
        "Die Frage lautet: „Wer soll das alles am Ende bezahlen?“",
        "Die Botschaft lautete: „Wir sind alle noch hier am Fluss.“",
        "Niemand sagte: „Wir sind alle noch hier am Fluss.“",
        "Jeder sagte: „Wir sind alle noch hier am Fluss.“",
        "„Wir sind alle noch hier am Fluss“, sagte keiner.",
    ],
)
def test_things_and_nobody_do_not_speak(text: str) -> None:
    assert said(text) is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Die Antwort der Ministerin lautete: „Wir sind alle noch hier am Fluss.“", "Ministerin"),
        ("Wenzels Antwort lautete: „Wir sind alle noch hier am Fluss.“", "Karl Wenzel"),
        ("Wenzel kam. Seine Antwort lautete: „Wir sind alle noch hier am Fluss.“", "Karl Wenzel"),
        ("Das Jugendamt sagte: „Wir sind alle noch hier am Fluss.“", "Jugendamt"),
    ],
)
def test_what_is_worded_so_is_its_owners(text: str, name: str) -> None:
    assert said(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Der Minister kam. Ostberg wartete. Dem Minister sagte sie: „Gehen Sie jetzt bitte!“", "Maren Ostberg"),
        ("Dem Minister sagte sie: „Gehen Sie jetzt bitte!“", "Maren Ostberg"),
        ("Dem Minister sagte er: „Gehen Sie jetzt bitte!“", "Karl Wenzel"),
    ],
)
def test_a_pronoun_is_nobody_whom_its_own_clause_speaks_of(text: str, name: str) -> None:
    assert said(text) == name
    assert all(speaker.gender != "female" for speaker in structured(LEAD + text, "de").speakers if not speaker.named)


@pytest.mark.parametrize(
    "line",
    [
        "Man müsse „schnell handeln und gehen“. ",
        "Vane: „Das ist ein ganzer Satz.“ ",
        "Der Minister der Regierung der Stadt der Leute, der Chef, der Mann, sagte, ",
        "Nach Angaben von Angaben laut Angaben zufolge so der Mann nach Ansicht, ",
    ],
)
def test_four_times_the_text_is_about_four_times_the_work(line: str) -> None:
    lead = "Der Minister kam am Montag nach Hause und sagte: „Das ist ein ganzer Satz hier.“\n\n"
    work(lead + line * 5)  # the word lists are loaded once
    assert work(lead + line * 400) < 5 * work(lead + line * 100)

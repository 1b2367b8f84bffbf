"""The word lists of attribution: every line says something that the rules can read, in each of the four languages."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from accessible.structurer.attribution.grammar import grammar_of
from accessible.structurer.words import entries

LANGUAGES = ("en", "de", "fr", "es")

#: What may follow a word in a list, and how many entries each language has at least.
FLAGGED = {
    "first-name": ({"female", "male"}, 400),
    "title": ({"female", "male"}, 80),
    "role": ({"female", "male"}, 250),
    "kin": ({"female", "male"}, 80),
    "pronoun": ({"female", "male", "thing", "many", "first", "nobody"}, 6),
    "possessive": ({"female", "male"}, 2),
}
VERBS = {"cue": 400, "cue-judging": 100, "cue-manner": 100}
PLAIN = {
    "organisation": 100,
    "paper": 40,
    "connector": 20,
    "auxiliary": 50,
    "conjunction": 15,
    "determiner": 20,
    "according": 10,
}
ALL = {name: least for name, (_, least) in FLAGGED.items()} | VERBS | PLAIN

_WORD = re.compile(r"[^\W\d_]+(?:[’'\-][^\W\d_]+)*")
_LETTERS = re.compile(r"[^\W\d_]+")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ALL)
class TestEveryList:
    def test_is_there_and_not_thin(self, name: str, language: str) -> None:
        assert len(entries(name, language)) >= ALL[name]

    def test_has_each_word_once(self, name: str, language: str) -> None:
        said = [entry.lstrip("!") for entry in entries(name, language)]
        if name in FLAGGED:
            said = [entry.split()[0] for entry in said]
        assert [word for word, times in Counter(said).items() if times > 1] == []

    def test_is_in_small_letters_and_trimmed(self, name: str, language: str) -> None:
        bad = [entry for entry in entries(name, language) if entry != " ".join(entry.lower().split())]
        assert bad == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", FLAGGED)
def test_a_flagged_entry_is_one_word_and_a_known_flag(name: str, language: str) -> None:
    known = FLAGGED[name][0]
    for entry in entries(name, language):
        word, _, flag = entry.partition(" ")
        assert _WORD.fullmatch(word), entry
        assert flag in known or (not flag and name not in ("pronoun", "possessive")), entry


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", VERBS)
def test_a_cue_is_one_word_of_letters_or_two(name: str, language: str) -> None:
    for entry in entries(name, language):
        words = entry.removeprefix("!").split()
        assert all(_LETTERS.fullmatch(word) for word in words), entry
        assert len(words) == 1 or (len(words) == 2 and name == "cue"), entry


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_cues_are_marked_as_never_before_their_subject(language: str) -> None:
    assert any(entry.startswith("!") for entry in entries("cue", language))
    assert not [entry for name in ALL if name != "cue" for entry in entries(name, language) if "!" in entry]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_verb_of_manner_is_not_a_verb_of_speech_too(language: str) -> None:
    speech = {entry.lstrip("!") for entry in entries("cue", language)}
    assert speech.isdisjoint(entries("cue-manner", language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_small_word_of_the_language_is_a_cue(language: str) -> None:
    """Else every second sentence had one. ("so" is a cue in German: „…“, so die Polizei.)"""
    cues = {entry.lstrip("!") for name in VERBS for entry in entries(name, language)}
    small = {word for name in ("determiner", "conjunction", "connector", "pronoun") for word in entries(name, language)}
    assert cues & {entry.split()[0] for entry in small} <= ({"so"} if language == "de" else set())


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_organisation_is_a_form_of_address_or_a_relative(language: str) -> None:
    organisations = set(entries("organisation", language))
    for name in ("title", "kin", "first-name"):
        assert organisations.isdisjoint(entry.split()[0] for entry in entries(name, language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_gender_has_names_titles_and_relatives(language: str) -> None:
    for name, least in (("first-name", 200), ("title", 20), ("kin", 30)):
        flags = Counter(entry.partition(" ")[2] for entry in entries(name, language))
        assert min(flags["female"], flags["male"]) >= least


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_stands_behind_a_source_is_marked_so(language: str) -> None:
    for entry in entries("according", language):
        first, *rest = entry.split()
        assert first not in ("after", "behind")
        assert not {"after", "behind"} & set(rest[:-1])


@pytest.mark.parametrize(
    ("language", "plain", "marked", "female"),
    [
        ("en", "said asked whispered replied insisted", "told accused reminded", "mother mrs she mary actress"),
        ("de", "sagte fragte flüsterte antwortete erklärt", "informierte beschuldigte", "mutter frau sie maria ärztin"),
        ("fr", "dit demanda chuchota répondit écria", "accusa informa", "mère mme elle marie actrice"),
        ("es", "dijo preguntó susurró respondió exclamó", "acusó instó", "madre señora ella maría actriz"),
    ],
)
def test_the_commonest_words_are_known(language: str, plain: str, marked: str, female: str) -> None:
    cues = entries("cue", language)
    assert set(plain.split()) <= set(cues)
    assert {f"!{verb}" for verb in marked.split()} <= set(cues)
    lists = zip(("kin", "title", "pronoun", "first-name", "role"), female.split(), strict=True)
    assert all(f"{word} female" in entries(name, language) for name, word in lists)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_grammar_finds_each_cue_in_running_text(language: str) -> None:
    """A cue is looked for by runs of the letters that cues are written with: each must be such a run."""
    grammar = grammar_of(language)
    unseen = [
        entry
        for entry in entries("cue", language)
        if not grammar.may_cue(text := f"— {entry.lstrip('!')}.", 0, len(text)) and "ß" not in entry
    ]
    assert unseen == []

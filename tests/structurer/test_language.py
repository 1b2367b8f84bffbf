"""The language: declared, known by its small words, or detected."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accessible.structurer import language
from accessible.structurer.language import detect
from tests.structurer.test_laws import structured

SAMPLES = {
    "en": "The mayor said on Tuesday that it was a difficult decision, but that there was no other way to solve the "
    "problem. Residents hope that the work will begin soon and that the bridge will reopen before the winter.",
    "de": "Der Bürgermeister sagte am Dienstag, dass es eine schwierige Entscheidung war, es aber keine andere "
    "Möglichkeit gab, das Problem zu lösen. Die Bewohner hoffen, dass die Arbeiten bald beginnen.",
    "fr": "Le maire a déclaré mardi que la décision était difficile, mais qu’il n’y avait pas d’autre moyen de "
    "résoudre le problème. Les habitants espèrent que les travaux commenceront bientôt et que le pont sera rouvert.",
    "es": "El alcalde dijo el martes que la decisión era difícil, pero que no había otra manera de resolver el "
    "problema. Los vecinos esperan que las obras comiencen pronto y que el puente se abra antes del invierno.",
    "pt": "O presidente da câmara disse na terça-feira que a decisão era difícil, mas que não havia outra forma de "
    "resolver o problema. Os moradores esperam que as obras comecem em breve e que a ponte seja reaberta.",
    "nl": "De burgemeester zei dinsdag dat het een moeilijke beslissing was, maar dat er geen andere manier was om het "
    "probleem op te lossen. De bewoners hopen dat de werkzaamheden snel beginnen en dat de brug weer opengaat.",
    "it": "Il sindaco ha detto martedì che la decisione era difficile, ma che non c’era altro modo per risolvere il "
    "problema. Gli abitanti sperano che i lavori comincino presto e che il ponte venga riaperto prima dell’inverno.",
    "ca": "L’alcalde va dir dimarts que la decisió era difícil, però que no hi havia cap altra manera de resoldre el "
    "problema. Els veïns esperen que les obres comencin aviat i que el pont es torni a obrir abans de l’hivern.",
    "da": "Borgmesteren sagde tirsdag, at det var en svær beslutning, men at der ikke var nogen anden måde at løse "
    "problemet på. Beboerne håber, at arbejdet snart begynder.",
    "pl": "Burmistrz powiedział we wtorek, że decyzja była trudna, ale nie było innego sposobu rozwiązania problemu.",
    "ru": "Мэр заявил во вторник, что решение было трудным, но другого способа решить проблему не было.",
    "el": "Ο δήμαρχος δήλωσε την Τρίτη ότι η απόφαση ήταν δύσκολη, αλλά δεν υπήρχε άλλος τρόπος.",
}


@pytest.mark.parametrize("code", SAMPLES)
def test_a_paragraph_is_enough(code: str) -> None:
    assert detect(SAMPLES[code])[0] == code


def test_a_detected_language_is_said() -> None:
    document = structured(SAMPLES["fr"], "")
    assert document.metadata.language == "fr"
    assert document.messages[0].code == "S001"


def test_a_declared_language_is_believed() -> None:
    document = structured(SAMPLES["fr"], "en-GB")
    assert document.metadata.language == "en-GB"
    assert "S001" not in [message.code for message in document.messages]


def test_the_small_words_of_a_long_text_need_no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    def stop() -> None:
        raise AssertionError("the model was loaded")

    monkeypatch.setattr(language, "_identifier", stop)
    assert detect(SAMPLES["en"] * 3)[0] == "en"


@given(st.text(st.characters(exclude_categories=()), max_size=200))
def test_any_text_at_all_has_a_language_and_a_probability(text: str) -> None:
    code, probability = detect(text)
    assert code.isalpha()
    assert 0 <= probability <= 1


@pytest.mark.parametrize("text", ["", " \n", "1984", "?!", "Again.", "\x00"])
def test_what_cannot_be_told_is_taken_for_english_and_that_is_said(text: str) -> None:
    document = structured(text, "")
    assert document.metadata.language == "en"
    assert document.messages[0].code == "S001"
    assert "English stands in" in document.messages[0].text


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("你好。", "zh"),
        ("こんにちは、世界", "ja"),
        ("안녕하세요", "ko"),
        ("Καλημέρα", "el"),
        ("สวัสดี", "th"),
        ("გამარჯობა", "ka"),
    ],
)
def test_letters_that_one_language_has_tell_it_in_a_word(text: str, code: str) -> None:
    assert structured(text, "").metadata.language == code


def test_the_confidence_is_said() -> None:
    document = structured(SAMPLES["nl"], "")
    assert document.messages[0].text.endswith("'nl' (99% sure).")


def test_siblings_are_told_apart_by_the_words_that_only_one_has() -> None:
    assert detect("Wali kota mengatakan bahwa keputusan itu sulit karena tidak ada jalan lain bagi warga.")[0] == "id"
    assert detect("Datuk Bandar berkata bahawa keputusan itu sukar kerana tiada jalan lain bagi penduduk.")[0] == "ms"
    assert detect("Nitko ne zna tko je to rekao, ali uvjeti su jasni i svatko ih mora poštovati.")[0] == "hr"


def test_a_word_or_two_are_taken_for_english_and_that_is_said() -> None:
    document = structured("Again.", "")
    assert document.metadata.language == "en"
    assert "English stands in" in document.messages[0].text


def test_spanish_full_of_abbreviations_is_no_language_that_nobody_speaks() -> None:
    text = (
        "D. Juan y D.ª Ana, Dña. Luisa, el Dr. Gómez y la Dra. Paz, Ud. y Uds., el Ilmo. Sr. Ruiz, Sta. Ana, S. Pedro. "
        "1.000,50 €, 12 kg, 5 m², 100 km/h. Cf. p. 12 y ss., vol. 2, cap. 3, fig. 4, art. 5. A las 8:05 h, a las "
        "21.30, a las 13:00. Los años 80, la década de 1990. Siglo V a. C. y siglo I d. C. Alfonso XIII, Isabel II, "
        "Carlos V, Juan XXIII. 1/4 de hora, 3/4 partes. El IVA, la UE, los EE. UU., la OTAN, un DVD. P. ej., "
        "pág. 3, etc."
    )
    assert language._identifier().classify(text)[0] != "es"  # which is what the small words are asked for
    assert detect(text) == ("es", 0.9)

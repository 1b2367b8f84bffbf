"""Runs in another language: what is marked, and, above all, what is not."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from accessible.model.blocks import BlockQuote, Evidence, Foreign, Paragraph, Prose, Sentence, Span
from accessible.model.document import Document, Section, leaves
from accessible.model.draft import Metadata
from accessible.structurer import foreign
from accessible.structurer.foreign import find_foreign
from tests.structurer.test_laws import structured
from tests.structurer.test_structure import PROSE

ENGLISH = "The harbour master wrote to the council about the old bell, and the council answered him within the week."
FRENCH = "Je ne sais pas ce que vous voulez, mais il faut que nous partions avant la nuit."
GERMAN = "Ich weiß nicht, was wir noch tun sollen, aber wir können hier nicht länger bleiben."
RUSSIAN = "Мы не знаем, что делать дальше, и ждём вашего ответа до завтра."


def runs(document: Document) -> list[tuple[str, str]]:
    return [
        (mark.language, block.prose.text[mark.start : mark.end])
        for section in document.sections
        for block in leaves(section.blocks)
        for mark in block.prose.inlines
        if isinstance(mark, Foreign)
    ]


def sentences(document: Document) -> list[str]:
    return [
        block.prose.text[mark.start : mark.end]
        for section in document.sections
        for block in leaves(section.blocks)
        for mark in block.prose.inlines
        if isinstance(mark, Sentence)
    ]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", FRENCH),
        ("de", GERMAN),
        ("es", "No sé lo que usted quiere, pero tenemos que salir de aquí antes de la noche."),
        ("it", "Non so che cosa volete, ma dobbiamo partire prima della notte con tutti gli altri."),
        ("nl", "Ik weet niet wat je wilt, maar wij moeten voor de nacht met de anderen vertrekken."),
        ("la", "Quid est hoc, quod nobis dicit, et quis est ille qui sine me non potest esse."),
        ("ru", RUSSIAN),
        ("el", "Δεν ξέρουμε τι να κάνουμε τώρα, και περιμένουμε την απάντησή σας."),
        ("grc", "ταράσσει τοὺς ἀνθρώπους οὐ τὰ πράγματα ἀλλὰ τὰ δόγματα."),
        ("ja", "私たちはこれからどうすればいいのか分かりません。"),
        ("zh", "我们不知道接下来该怎么办，请尽快回复。"),
        ("ko", "우리는 이제 무엇을 해야 할지 모르겠습니다."),
        ("he", "אנחנו לא יודעים מה לעשות עכשיו ומחכים לתשובה שלכם."),
        ("hi", "हम नहीं जानते कि अब क्या करना है और आपके उत्तर की प्रतीक्षा कर रहे हैं।"),
    ],
)
def test_a_block_in_another_language_says_so_itself(language: str, text: str) -> None:
    document = structured(f"{ENGLISH}\n\n{text}\n\n{ENGLISH}")
    (run,) = runs(document)
    assert run == (language, text)
    assert [block.prose.language for block in leaves(document.sections[0].blocks)] == ["", language, ""]


def test_a_quotation_is_marked_with_its_marks_and_is_a_sentence_of_its_own() -> None:
    document = structured(
        f"The captain looked at him for a while. “{FRENCH}” he said to the harbour master.\n\n{ENGLISH}"
    )
    assert runs(document) == [("fr", f"“{FRENCH}”")]
    assert f"“{FRENCH}”" in sentences(document)


def test_a_fragment_in_a_reported_sentence_is_spoken_apart() -> None:
    document = structured(f"He wrote that “nous ne savons pas ce qui est dans les boîtes” and left.\n\n{ENGLISH}")
    assert runs(document) == [("fr", "“nous ne savons pas ce qui est dans les boîtes”")]
    assert sentences(document)[:3] == ["He wrote that", "“nous ne savons pas ce qui est dans les boîtes”", "and left."]


def test_a_sentence_between_others() -> None:
    document = structured(f"The letter began as usual. {GERMAN} Then it came to the point of the matter.\n\n{ENGLISH}")
    assert runs(document) == [("de", GERMAN)]


def test_sentences_of_one_language_are_one_run() -> None:
    document = structured(f"This is what he wrote to them. {FRENCH} {FRENCH} And that was all of it.\n\n{ENGLISH}")
    assert runs(document) == [("fr", f"{FRENCH} {FRENCH}")]


def test_a_stretch_of_other_letters_inside_a_sentence() -> None:
    document = structured(f"The card said {RUSSIAN.rstrip('.')} in blue ink.\n\n{ENGLISH}")
    assert runs(document) == [("ru", RUSSIAN.rstrip("."))]


def test_english_in_a_document_of_another_language() -> None:
    document = structured(f"{GERMAN}\n\n{ENGLISH}\n\n{GERMAN}", "de-AT")
    assert runs(document) == [("en", ENGLISH)]
    document = structured(f"{RUSSIAN}\n\n{ENGLISH}", "ru")
    assert runs(document) == [("en", ENGLISH)]


@pytest.mark.parametrize(
    "text",
    [
        "He was the bête noire of the old régime, a parvenu and an enfant terrible, and he knew it.",
        "She reads Le Monde and Die Zeit and Il Corriere della Sera at the Café de la Paix in the rue de la Paix.",
        "“Le Rouge et le Noir” is the book that she took with her to the island.",
        "Ministère de la Culture et de la Communication",
        "Museo Nacional de las Artes y de las Culturas del Mundo",
        "“Merci beaucoup, madame!” he said.",
        "C’est la vie.",
        "REQUIESCAT IN PACE ET IN AMORE",
        "O sole mio, tra la la, tra la la, la la la la",
        "The sum over α, β, γ, δ and ε is one, as Ω is closed.",
        "The city of Москва and the river 長江 are far apart.",
        "“Nous ne savons pas”, which means “we do not know”, is what the letter said of the matter to all of them.",
        "Deutsch English Español Français Italiano Nederlands Português Svenska",
        "Hon. M. de la Tour d’Auvergne, Don Juan de la Cruz y Mendoza, and the Graf von und zu Liechtenstein came too.",
    ],
)
def test_words_names_and_titles_are_left_alone(text: str) -> None:
    assert runs(structured(f"{text}\n\n{ENGLISH}")) == []


@pytest.mark.parametrize(
    "text",
    [
        "Unha persoa ten dereito a todo o que a lei lle dá, e ninguén lle pode quitar o que é seu.",
        "Ek weet nie wat julle wil hê nie, maar ons moet voor die nag saam met hulle vertrek.",
        "Vi ved ikke, hvad vi skal gøre nu, og vi venter på et svar fra jer inden i morgen.",
        "Nie wiemy, co mamy teraz robić, i czekamy na waszą odpowiedź do jutra rana.",
    ],
)
def test_no_language_is_taken_for_its_sibling(text: str) -> None:
    assert {language for language, _ in runs(structured(f"{ENGLISH}\n\n{text}"))} <= {"gl", "af"}


def test_nothing_is_told_apart_from_a_language_without_a_list() -> None:
    text = "Nie wiemy, co mamy teraz robić, i czekamy na waszą odpowiedź."
    assert runs(structured(f"{text}\n\n{FRENCH}", "pl")) == []
    assert runs(structured(f"{text}\n\n{RUSSIAN}", "pl")) == [("ru", RUSSIAN)]


def marked(prose: Prose) -> Prose:
    block = Paragraph(prose=prose, span=Span(0, len(prose.text)), evidence=Evidence("source"))
    document = Document(source="a", text=prose.text, metadata=Metadata(language="en"), sections=(Section((block,)),))
    (found,) = leaves(find_foreign(document).sections[0].blocks)
    return found.prose


def test_what_the_source_says_stands() -> None:
    said = Prose(FRENCH, inlines=(Foreign(0, 5, "oc", Evidence("lang attribute")),))
    assert marked(said) == said
    assert marked(Prose(FRENCH, language="fr")) == Prose(FRENCH, language="fr")
    assert marked(Prose(FRENCH, language="oc")).language == "oc"
    assert marked(Prose(FRENCH, language="de")) == Prose(FRENCH, language="de")


def test_no_model_is_loaded_for_small_words(monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(text: str) -> tuple[str, float]:
        raise AssertionError("the model was loaded")

    monkeypatch.setattr(foreign, "detect", stop)
    assert len(runs(structured(f"{ENGLISH}\n\n{FRENCH}\n\n{GERMAN}\n\n日本語の文章はここにあります。"))) == 3


WORDS = st.sampled_from(f"{FRENCH} {GERMAN} {RUSSIAN} {ENGLISH} “ ” 「東京都に住んでいます」 1984 — (x)".split())


@given(st.lists(WORDS, max_size=60).map(" ".join), st.sampled_from(["en", "de", "ru", "ja", "pl", "und"]))
def test_runs_lie_in_the_text_in_order_and_sentences_do_not_straddle_them(text: str, language: str) -> None:
    document = structured(text, language)
    for section in document.sections:
        for block in leaves(section.blocks):
            marks = [mark for mark in block.prose.inlines if isinstance(mark, Foreign)]
            for mark in marks:
                assert 0 <= mark.start < mark.end <= len(block.prose.text)
                assert mark.language.split("-")[0] != language
                for sentence in block.prose.inlines:
                    if isinstance(sentence, Sentence):
                        shared = block.prose.text[max(mark.start, sentence.start) : min(mark.end, sentence.end)]
                        head = block.prose.text[sentence.start : max(mark.start, sentence.start)]
                        tail = block.prose.text[min(mark.end, sentence.end) : sentence.end]
                        assert not any(map(str.isalnum, shared)) or not any(map(str.isalnum, head + tail))
    assert msgspec.json.decode(msgspec.json.encode(document), type=Document) == document


def test_an_attribution_in_another_language_is_marked() -> None:
    extract = "> It was a cold night.\n> -- le maire de la ville et tous les autres dans le bateau"
    document = structured(f"Letters\n\n{PROSE}\n\n{extract}\n\n{PROSE}")
    (quote,) = [b for s in document.sections for b in s.blocks if isinstance(b, BlockQuote)]
    assert quote.attribution is not None
    assert quote.attribution.language == "fr"

"""What depends on the language: the writing direction, and the few words that a book has from us, not from its author.

A word that is not in the table stands in English and is marked as English, so that a screen reader reads it rightly.
"""

from __future__ import annotations

from msgspec import Struct

#: The BCP 47 tag of a text of which nobody knows the language.
UNDETERMINED = "und"

#: Primary language subtags (BCP 47) whose usual script runs from right to left.
_RTL_LANGUAGES = frozenset("ar arc ckb dv fa he iw ji lrc mzn nqo pnb ps sd syr ug ur yi".split())
#: Script subtags (ISO 15924) that run from right to left; one in the tag decides over the language.
_RTL_SCRIPTS = frozenset("adlm arab armi avst hebr mand nkoo phnx rohg samr syrc thaa".split())


class Words(Struct, frozen=True):
    """Words of navigation: the contents list, the cover, where the text begins, the list of pages, the landmarks, the
    list of quotations by speaker, and what stands for a picture that nobody has described."""

    language: str
    contents: str
    cover: str
    start: str
    pages: str
    landmarks: str
    speakers: str
    undescribed: str


_WORDS = {
    words.language: words
    for words in (
        Words("ar", "المحتويات", "الغلاف", "بداية النص", "الصفحات", "معالم", "الاقتباسات والمتحدثون", "صورة بلا وصف"),
        Words(
            "cs",
            "Obsah",
            "Obálka",
            "Začátek textu",
            "Stránky",
            "Orientační body",
            "Citáty a mluvčí",
            "Obrázek bez popisu",
        ),
        Words(
            "da",
            "Indhold",
            "Omslag",
            "Tekstens begyndelse",
            "Sider",
            "Pejlemærker",
            "Citater og talere",
            "Billede uden beskrivelse",
        ),
        Words(
            "de",
            "Inhalt",
            "Umschlag",
            "Textbeginn",
            "Seiten",
            "Orientierungspunkte",
            "Zitate und Sprecher",
            "Bild ohne Beschreibung",
        ),
        Words(
            "el",
            "Περιεχόμενα",
            "Εξώφυλλο",
            "Αρχή κειμένου",
            "Σελίδες",
            "Ορόσημα",
            "Παραθέσεις και ομιλητές",
            "Εικόνα χωρίς περιγραφή",
        ),
        Words(
            "en",
            "Contents",
            "Cover",
            "Start of text",
            "Pages",
            "Landmarks",
            "Quotes and speakers",
            "Image without a description",
        ),
        Words(
            "es",
            "Índice",
            "Cubierta",
            "Comienzo del texto",
            "Páginas",
            "Puntos de referencia",
            "Citas y hablantes",
            "Imagen sin descripción",
        ),
        Words(
            "fi",
            "Sisällys",
            "Kansi",
            "Tekstin alku",
            "Sivut",
            "Maamerkit",
            "Sitaatit ja puhujat",
            "Kuva ilman kuvausta",
        ),
        Words(
            "fr",
            "Sommaire",
            "Couverture",
            "Début du texte",
            "Pages",
            "Repères",
            "Citations et locuteurs",
            "Image sans description",
        ),
        Words(
            "he", "תוכן העניינים", "כריכה", "תחילת הטקסט", "עמודים", "נקודות ציון", "ציטוטים ודוברים", "תמונה ללא תיאור"
        ),
        Words(
            "it",
            "Indice",
            "Copertina",
            "Inizio del testo",
            "Pagine",
            "Punti di riferimento",
            "Citazioni e voci",
            "Immagine senza descrizione",
        ),
        Words("ja", "目次", "表紙", "本文", "ページ", "ランドマーク", "引用と発言者", "説明のない画像"),
        Words("ko", "목차", "표지", "본문 시작", "페이지", "주요 위치", "인용문과 화자", "설명이 없는 그림"),
        Words(
            "nl",
            "Inhoud",
            "Omslag",
            "Begin van de tekst",
            "Pagina's",
            "Oriëntatiepunten",
            "Citaten en sprekers",
            "Afbeelding zonder beschrijving",
        ),
        Words(
            "no",
            "Innhold",
            "Omslag",
            "Tekstens begynnelse",
            "Sider",
            "Landemerker",
            "Sitater og talere",
            "Bilde uten beskrivelse",
        ),
        Words(
            "pl",
            "Spis treści",
            "Okładka",
            "Początek tekstu",
            "Strony",
            "Punkty orientacyjne",
            "Cytaty i mówcy",
            "Obraz bez opisu",
        ),
        Words(
            "pt",
            "Índice",
            "Capa",
            "Início do texto",
            "Páginas",
            "Pontos de referência",
            "Citações e falantes",
            "Imagem sem descrição",
        ),
        Words(
            "ru",
            "Содержание",
            "Обложка",
            "Начало текста",
            "Страницы",
            "Ориентиры",
            "Цитаты и говорящие",
            "Изображение без описания",
        ),
        Words(
            "sv",
            "Innehåll",
            "Omslag",
            "Textens början",
            "Sidor",
            "Landmärken",
            "Citat och talare",
            "Bild utan beskrivning",
        ),
        Words(
            "tr",
            "İçindekiler",
            "Kapak",
            "Metnin başı",
            "Sayfalar",
            "Yer işaretleri",
            "Alıntılar ve konuşanlar",
            "Açıklaması olmayan görsel",
        ),
        Words(
            "uk",
            "Зміст",
            "Обкладинка",
            "Початок тексту",
            "Сторінки",
            "Орієнтири",
            "Цитати та мовці",
            "Зображення без опису",
        ),
        Words("zh", "目录", "封面", "正文", "页码", "导航标志", "引语与说话人", "没有说明的图片"),
    )
}
#: Languages that are written as another one of the table.
_SAME_WORDS = {"nb": "no", "nn": "no", "cmn": "zh"}


def words(language: str) -> Words:
    """The words for a language (BCP 47 tag); the English ones, whose ``language`` says so, for one not in the table."""
    primary = language.lower().split("-")[0]
    return _WORDS.get(_SAME_WORDS.get(primary, primary), _WORDS["en"])


def foreign(known: Words, language: str) -> str:
    """The language that words of ours have to be marked with in a book of a language; "" when they are in its own."""
    return known.language if known.language == "en" and language.lower().split("-")[0] != "en" else ""


def direction(language: str) -> str:
    """The direction of writing of a language (BCP 47 tag): "rtl" or "ltr"."""
    primary, *subtags = language.lower().split("-")
    scripts = [subtag for subtag in subtags if len(subtag) == 4 and subtag.isalpha()]
    if scripts:
        return "rtl" if scripts[0] in _RTL_SCRIPTS else "ltr"
    return "rtl" if primary in _RTL_LANGUAGES else "ltr"

"""What a voice says to be measured: sentences of our own, loud sounds and soft ones, in the voice's own language."""

from __future__ import annotations

from collections.abc import Iterable

#: By language; about eight seconds each.
_TEXTS = {
    "ar": ("فتح الميناء أبوابه يوم الاثنين بعد عام من العواصف.", "سألت المرأة عن المصباح ولم يجب أحد."),
    "cs": ("Přístav se v pondělí po roce bouří znovu otevřel.", "Zeptala se na lampu a nikdo neodpověděl."),
    "da": ("Havnen åbnede igen mandag efter et år med storme.", "Hun spurgte efter lampen, og ingen svarede."),
    "de": (
        "Der Hafen wurde am Montag nach einem Jahr voller Stürme geöffnet.",
        "Sie fragte nach der Lampe, und niemand antwortete.",
    ),
    "el": (
        "Το λιμάνι άνοιξε ξανά τη Δευτέρα μετά από έναν χρόνο καταιγίδες.",
        "Ρώτησε για τη λάμπα και κανείς δεν απάντησε.",
    ),
    "en": (
        "The harbour opened again on Monday after a year of storms.",
        "She asked about the lamp, and nobody answered.",
    ),
    "es": (
        "El puerto volvió a abrir el lunes tras un año de tormentas.",
        "Ella preguntó por la lámpara y nadie respondió.",
    ),
    "fi": ("Satama avattiin maanantaina vuoden myrskyjen jälkeen.", "Hän kysyi lampusta, eikä kukaan vastannut."),
    "fr": (
        "Le port a rouvert lundi après une année de tempêtes.",
        "Elle demanda où était la lampe, et personne ne répondit.",
    ),
    "hu": ("A kikötő hétfőn nyitott ki újra egy év vihar után.", "A lámpáról kérdezett, és senki sem válaszolt."),
    "it": ("Il porto ha riaperto lunedì dopo un anno di tempeste.", "Lei chiese della lampada e nessuno rispose."),
    "nl": ("De haven ging maandag weer open na een jaar vol stormen.", "Zij vroeg naar de lamp en niemand antwoordde."),
    "no": ("Havnen åpnet igjen på mandag etter et år med stormer.", "Hun spurte etter lampen, og ingen svarte."),
    "pl": ("Port otwarto znowu w poniedziałek po roku burz.", "Zapytała o lampę i nikt nie odpowiedział."),
    "pt": (
        "O porto reabriu na segunda-feira depois de um ano de tempestades.",
        "Ela perguntou pela lâmpada e ninguém respondeu.",
    ),
    "ro": ("Portul s-a deschis din nou luni, după un an de furtuni.", "Ea a întrebat de lampă și nimeni nu a răspuns."),
    "ru": ("Гавань снова открылась в понедельник после года штормов.", "Она спросила о лампе, и никто не ответил."),
    "sv": ("Hamnen öppnade igen på måndagen efter ett år av stormar.", "Hon frågade efter lampan, och ingen svarade."),
    "tr": (
        "Liman bir yıl süren fırtınalardan sonra pazartesi yeniden açıldı.",
        "Kadın lambayı sordu ve kimse cevap vermedi.",
    ),
    "uk": ("Гавань знову відкрилася в понеділок після року штормів.", "Вона запитала про лампу, і ніхто не відповів."),
    "zh": ("经过一年的风暴，港口星期一重新开放。", "她问那盏灯在哪里，没有人回答。"),
}
#: Any language has words for these.
_NUMBERS = ("1 2 3 4 5 6 7 8 9 10.", "11 12 13 14 15 16 17 18 19 20.")
_SAME = {"nb": "no", "nn": "no", "cmn": "zh"}


def trial(languages: Iterable[str]) -> tuple[str, ...]:
    """The sentences for a voice of these BCP 47 tags: in the first language that there are some for, else numbers."""
    primaries = (tag.lower().replace("_", "-").partition("-")[0] for tag in languages)
    known = (_TEXTS.get(_SAME.get(primary, primary)) for primary in primaries)
    return next(filter(None, known), _NUMBERS)

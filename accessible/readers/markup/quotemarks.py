"""The quotation marks of languages, as browsers write them around `q` (Unicode CLDR, delimiters)."""

from __future__ import annotations

#: Outer and inner marks, opening and closing.
_MARKS: dict[str, str] = {
    "en": "“”‘’", "nl": "‘’“”", "it": "«»“”", "es": "«»“”", "ca": "«»“”", "pt": "“”‘’", "gl": "«»“”", "eu": "«»‹›",
    "de": "„“‚‘", "cs": "„“‚‘", "sk": "„“‚‘", "sl": "„“‚‘", "bg": "„“‘’", "hr": "„”‚‘", "sr": "„“‚‘", "bs": "„”‘’",
    "pl": "„”«»", "ro": "„”«»", "hu": "„”»«", "et": "„“‚‘", "lt": "„“‚‘", "lv": "“”‘’", "is": "„“‚‘",
    "sv": "””’’", "fi": "””’’", "da": "”“’‘", "nb": "«»‘’", "nn": "«»‘’", "no": "«»‘’",
    "ru": "«»„“", "uk": "«»„“", "be": "«»„“", "el": "«»“”", "tr": "“”‘’", "az": "“”‘’", "sq": "«»“”",
    "ja": "「」『』", "zh": "“”‘’", "ko": "“”‘’", "he": "””’’", "ar": "”“’‘", "fa": "«»‹›", "hi": "“”‘’",
}  # fmt: skip
_FRENCH = ("«\u00a0", "\u00a0»", "“", "”")
_SPECIAL = {
    **dict.fromkeys(("zh-Hant", "zh-TW", "zh-HK"), "「」『』"),
    **dict.fromkeys(("de-CH", "de-LI", "fr-CH", "it-CH"), "«»‹›"),
    "pt-PT": "«»“”",
}


def marks_of(language: str, *, depth: int) -> tuple[str, str]:
    """The opening and closing mark of a quotation in a language (BCP 47) that stands in so many others; English marks
    where nothing is known of the language."""
    base = language.split("-")[0]
    marks: tuple[str, ...] = tuple(_SPECIAL.get(language) or _MARKS.get(base, _MARKS["en"]))
    if base == "fr" and language not in _SPECIAL:
        marks = _FRENCH
    at = 2 * (depth % 2)
    return marks[at], marks[at + 1]

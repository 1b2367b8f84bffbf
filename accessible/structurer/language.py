"""The language of a document: declared first, else known by its small words, else detected.

The four languages that have word lists here are known by the small words that every text is full of, in a few
milliseconds. For all others, and when the small words do not decide, py3langid does: it carries its model in its wheel
(4.6 MB, 97 languages), needs nothing but NumPy, is maintained and gives a probability, but takes a second to load.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from msgspec.structs import replace

from accessible.model.document import Document
from accessible.model.message import Message, Place
from accessible.structurer.words import words

#: More text than this (characters) does not change the answer and costs time.
_SAMPLE = 20_000

#: A text of a few words gives probabilities that mean nothing; in Latin letters English then stands in.
_UNSURE = 0.4
_LATIN = re.compile("[A-Za-z]")

_KNOWN = ("en", "de", "fr", "es")
_WORD = re.compile(r"[^\W\d_]+")
#: Small words decide when so many different ones were met, when they are this share of all words, and when the
#: runner-up has less than a third as many. Of a paragraph in nine other languages the highest share was .14 (Danish,
#: of English's small words), of one in its own language .22 to .51.
_DIFFERENT, _SHARE = 8, 0.2


def find_language(document: Document) -> Document:
    """The document with ``metadata.language`` set (BCP 47), and a message with the confidence if it was detected."""
    if document.metadata.language:
        return document
    language, probability = detect(document.text)
    what = f"The language is not stated; it was taken to be {language!r} ({probability:.0%} sure)."
    if probability < _UNSURE and _LATIN.search(document.text):
        language, what = "en", "The language is not stated and could not be told from the text; English stands in."
    message = Message(
        "S001",
        what,
        Place(file=document.source),
        hint="--language says it for certain",
    )
    return replace(
        document,
        metadata=replace(document.metadata, language=language),
        messages=(*document.messages, message),
    )


def detect(text: str) -> tuple[str, float]:
    """The most probable language of a text (ISO 639-1) and its probability, from at most 20,000 characters of it."""
    sample = text[:_SAMPLE]
    if known := _by_small_words(_WORD.findall(sample.casefold())):
        return known, 0.99
    try:
        code, probability = _identifier().classify(sample)
    except OSError:  # the model is unpacked into a temporary file, for which there may be no room
        return "en", 0.0
    return str(code), float(probability)


def _by_small_words(found: list[str]) -> str:
    """The language that the small words of a text speak for, or "" when they do not decide."""
    counts = sorted(((sum(word in words("function", code) for word in found), code) for code in _KNOWN), reverse=True)
    (most, code), (second, _) = counts[0], counts[1]
    different = len(words("function", code).intersection(found))
    if different < _DIFFERENT or most < _SHARE * len(found) or 3 * second > most:
        return ""
    return code


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)

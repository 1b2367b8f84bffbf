"""The language of a document: declared first, else detected.

py3langid detects it: it carries its model in its wheel (4.6 MB, 97 languages), needs nothing but NumPy, is maintained,
and gives a probability. Only this module uses it, and only when nobody said what the language is.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from msgspec.structs import replace

from accessible.model.document import Document
from accessible.model.message import Message, Place

#: More text than this (characters) does not change the answer and costs time.
_SAMPLE = 20_000


def find_language(document: Document) -> Document:
    """The document with ``metadata.language`` set (BCP 47), and a message with the confidence if it was detected."""
    if document.metadata.language:
        return document
    language, probability = detect(document.text)
    message = Message(
        "S001",
        f"The language is not stated; it was taken to be {language!r} ({probability:.0%} sure).",
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
    code, probability = _identifier().classify(text[:_SAMPLE])
    return str(code), float(probability)


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)

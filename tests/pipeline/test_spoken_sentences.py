"""The tables of written and spoken through all stages: what the narrator has a rule for, no sentence end cuts in two.

The structurer cuts sentences before the narrator says what is written in them, and the two share no data, since stages
do not know each other. So every row of ``tests/narrator/spoken`` is read from a page here, and every abbreviation of
the narrator must be known where sentences are cut, and go on where its rule expects more.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

import pytest
from msgspec.structs import asdict

from accessible.model.blocks import Prose, Quote
from accessible.model.document import leaves
from accessible.model.script import Utterance
from accessible.model.source import Source
from accessible.narrator import compose
from accessible.narrator.castfile import find_cast, read_cast
from accessible.narrator.spoken.tongue import tongue_of
from accessible.readers import read
from accessible.structurer import structure
from accessible.structurer.abbreviated import abbreviations
from accessible.structurer.sentences import sentences_of
from tests.narrator.test_normalizer_languages import LANGUAGES, rows

CAST = read_cast(find_cast())
#: A sentence of each language, with nothing in it that is said otherwise.
AROUND = {
    "en": "The harbour has kept its own tables for long, and it keeps them still.",
    "de": "Der Hafen führt seine Tafeln schon lange, und er führt sie noch immer.",
    "fr": "Le port tient ses tables depuis longtemps, et il les tient encore.",
    "es": "El puerto lleva sus tablas desde hace mucho, y las lleva todavía.",
}
PAGE = (
    '<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8"><title>T</title></head><body><article>'
    "<h1>T</h1><p>{around}</p>{row}<p>{around}</p></article></body></html>"
)
#: An end within what is said: the row is more than one sentence itself.
_END = re.compile(r"[.!?…] (?=[^a-z])")
#: The same where capitals were shouted, and are not said as such.
_MAY_END = re.compile(r"[.!?…] (?=\S)")
_WHOLE = re.compile(r"[A-ZÄÖÜÀÉ0-9].*[a-zäöüßéè)][.!?]")


def utterances(name: str, media_type: str, text: str, language: str) -> tuple[list[Utterance], int]:
    """What is said for a source, and how many direct quotations are in it: at their edges the voice may change."""
    draft = read(Source(name, media_type, text.encode()))
    document = structure(draft)
    quotes = sum(
        isinstance(inline, Quote) and inline.kind == "direct"
        for section in document.sections
        for leaf in leaves(section.blocks)
        for inline in leaf.prose.inlines
    )
    script = compose(document, cast=CAST, engine="espeak")
    return [utterance for part in script.parts for utterance in part.utterances], quotes


def joined(texts: list[str]) -> str:
    """What is said, without commas: where a quotation ends, one may stand at its end, before what follows, or nowhere,
    since there the voice changes."""
    return " ".join(" ".join(texts).replace(",", "").split())


@pytest.mark.parametrize(("written", "said", "language", "heading"), list(rows()))
def test_a_row_is_said_as_its_table_says(written: str, said: str, language: str, heading: bool) -> None:
    tag = "h2" if heading else "p"
    row = f"<{tag}>{html.escape(written, quote=False)}</{tag}>"
    page = PAGE.format(language=language, around=AROUND[language[:2]], row=row)
    found, quotes = utterances("a.html", "text/html", page, language)
    texts = [utterance.text for utterance in found[2:-1]]
    assert joined(texts) == joined([said])
    assert len(texts) <= 1 + 2 * quotes + len(_MAY_END.findall(said))


@pytest.mark.parametrize(
    ("written", "said", "language"),
    [row[:3] for row in rows() if _WHOLE.fullmatch(row[0]) and not row[3] and not _END.search(row[1])],
)
def test_a_sentence_stays_one_between_others(written: str, said: str, language: str) -> None:
    around = AROUND[language[:2]]
    page = PAGE.format(language=language, around=around, row=f"<p>{around} {html.escape(written)} {around}</p>")
    found, quotes = utterances("a.html", "text/html", page, language)
    texts = [utterance.text for utterance in found[2:-1]]
    assert joined(texts) == joined([around, said, around])
    if not quotes:
        assert len(texts) == 3


# ------------------------------------------------------------------------------------- one list of abbreviations, twice
#: A sentence of each language in which an abbreviation stands before or behind something, with no word of `opener`.
FRAMES = {
    "en": ("They saw {} here.", "Weber", "and more"),
    "de": ("Sie sahen {} hier.", "Weber", "und mehr"),
    "fr": ("Ils ont vu {} ici.", "Weber", "et plus"),
    "es": ("Ellos vieron {} aquí.", "Weber", "y más"),
}


def abbreviated() -> Iterator[tuple[str, str, str]]:
    """The narrator's abbreviations with a full stop at their end: language, abbreviation, what is around it."""
    for language in LANGUAGES:
        words = asdict(tongue_of(language).words)
        words["month_forms"] = [f"{month}." for month in words["month_forms"] if len(month) < 6]
        _, name, small = FRAMES[language]
        around = {
            "name": f"{{}} {name}",
            "rank": f"{{}} {name}",
            "number": "{} 5",
            "after": f"{name} {{}} {small}",
            "always": f"5 {{}} {small}",
            "month_forms": f"{{}} 2020 {small}",
            "units": f"5 {{}} {small}",
        }
        for table, expected in around.items():
            for key in words.get(table, ()):
                bare = key.removesuffix("?")
                if bare.endswith(".") and not bare[:-1].isdigit():
                    yield language, bare, expected
                    if "." in bare[:-1]:
                        yield language, re.sub(r"\.(?=[^\W\d_])", ". ", bare), expected


@pytest.mark.parametrize(("language", "short", "expected"), sorted(set(abbreviated())))
def test_an_abbreviation_of_the_narrator_ends_no_sentence_that_goes_on(
    language: str, short: str, expected: str
) -> None:
    text = FRAMES[language][0].format(expected.format(short))
    assert [text[start:end] for start, end in sentences_of(Prose(text), language=language)] == [text]


@pytest.mark.parametrize(("language", "short"), sorted({row[:2] for row in abbreviated()}))
def test_an_abbreviation_of_the_narrator_is_known_where_sentences_are_cut(language: str, short: str) -> None:
    known = abbreviations(language)
    assert known is not None
    text = f"5 {short} X"
    end = 2 + len(short) - 1
    start = text.rfind(" ", 0, end) + 1
    plain = short.removesuffix(".")
    dotted = "." in plain and all(len(part) == 1 for part in re.split(r"[. -]+", plain))
    assert dotted or known.kind(text, start, end, len(text) - 1), f"no entry of abbreviation.{language}.txt"

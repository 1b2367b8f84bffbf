"""The accessibility summary: what the other metadata cannot say, in a few sentences (EPUB Accessibility 1.1, 3.3).

It tells somebody who may or may not be able to use a book what is there and what is not: how much is read aloud and
what is highlighted, whether every picture has words, whether there are pages. It is in the language of the book, where
there are sentences for it (`data/summary.toml`), and in English elsewhere; numbers stand behind a colon, where no
language needs a plural.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files

from accessible.renderers.characters import label
from accessible.renderers.holds import Facts
from accessible.renderers.languages import foreign, words

_MANY_VOICES = 4  # so many are named in the summary; all are named as narrators


def summary(facts: Facts, narrators: Sequence[str], language: str) -> tuple[str, str]:
    """The summary of a book in a language (BCP 47), and the language that it is in where that is another one."""
    known = words(language)
    sentences = _sentences()[known.language]
    gap = "" if known.language in ("ja", "zh") else " "
    return gap.join(_said(facts, [label(name) for name in narrators], sentences)), foreign(known, language)


@cache
def _sentences() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads((files(__package__) / "data" / "summary.toml").read_text(encoding="utf-8"))


def _said(facts: Facts, voices: Sequence[str], sentences: Mapping[str, str]) -> Iterator[str]:
    if facts.spoken:
        yield sentences["whole" if facts.wholly_spoken else "partly"]
        if voices:
            others = f" (+{len(voices) - _MANY_VOICES})" if len(voices) > _MANY_VOICES else ""
            yield sentences["voices"].format(", ".join(voices[:_MANY_VOICES]) + others)
        yield sentences[facts.granularity]
        if facts.notes:
            yield sentences["notes"]
    else:
        yield sentences["unread"]
    if facts.speakers:
        yield sentences["speakers"]
    if facts.quote_list:
        yield sentences["quote_list"]
        if facts.spoken and not facts.quote_list_spoken:
            yield sentences["quote_list_silent"]
    if facts.pictures:
        yield sentences["pictures"].format(facts.pictures)
        yield sentences["undescribed"].format(facts.undescribed) if facts.undescribed else sentences["described"]
    else:
        yield sentences["cover"]
        yield sentences[f"{'shows' if facts.drawn_cover else 'says'}_{'authors' if facts.authors else 'title'}"]
    yield sentences["counted" if facts.counted_pages else "pages" if facts.pages else "no_pages"]
    if facts.left_out:
        yield sentences["left_out"]

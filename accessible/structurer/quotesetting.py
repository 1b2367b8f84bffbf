"""What a document and a sentence say about each of their quotations, found once for all of them: the word lists of the
language, whether the document is a story, the cues of a sentence and what else in it leads to somebody's words.

Apart from `quotesigns.py`, which asks this of one quotation after the other, so that a sentence of a thousand
quotations is not read a thousand times.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from msgspec import Struct

from accessible.structurer.attribution.masking import Clause
from accessible.structurer.marks import Pair
from accessible.structurer.phrases import finder
from accessible.structurer.words import patterns, words

_MARKS_AND_SPACE = "“”„‟\"«»‘’‚‛'‹›` \t\r\n\u00a0\u202f"
_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")
_FIGURE = re.compile(r"\d")
#: A document is a story when so many of its quotations are paragraphs, and one in so many; or when so many characters
#: hold hardly a figure, one in so many: stories spell their numbers out.
_TURNS, _SHARE = 3, 10
_LONG, _FIGURES = 8_000, 1_500
#: Quotations of so many characters are counted that come again.
_SHORT = 50


class Setting(Struct, frozen=True):
    """What a document says about each of its quotations: its language, whether it is a story, and the words in marks
    that come again (folded)."""

    language: str
    story: bool = False
    again: frozenset[str] = frozenset()


class Leads(Struct, frozen=True):
    """Where, in a sentence, verbs that name, sources and words of reported speech begin, each in order."""

    naming: tuple[int, ...] = ()
    sources: tuple[int, ...] = ()
    reported: tuple[int, ...] = ()


class Told(Struct):
    """A sentence and its cues of speech: where they and their subjects begin and where they end, in order; where the
    first verb that judges ends; whether a source is named; and, once it is asked for, what else leads to somebody's
    words."""

    clause: Clause
    starts: tuple[int, ...]
    begins: tuple[int, ...]
    ends: tuple[int, ...]
    judged: int
    sourced: bool
    leads: Leads | None = None


class Lexicon(Struct, frozen=True):
    """The word lists of a language that the signs are read by; those that a language lacks are empty."""

    determiners: frozenset[str]
    linking: frozenset[str]
    conjunctions: frozenset[str]
    oneself: frozenset[str]
    verbs: frozenset[str]
    reported: frozenset[str]
    small: frozenset[str]
    term: re.Pattern[str] | None  # for text in small letters, as are `naming` and `source`
    work: re.Pattern[str] | None
    naming: re.Pattern[str] | None
    source: re.Pattern[str] | None
    nouns_capital: bool


@cache
def lexicon_of(language: str) -> Lexicon:
    """The word lists of a language."""
    return Lexicon(
        determiners=words("determiner", language),
        linking=words("quote-lead", language),
        conjunctions=words("conjunction", language),
        oneself=words("oneself", language),
        verbs=words("quoted-verb", language),
        reported=words("reported", language),
        small=words("small-word", language),
        term=finder("term", language, closing=True),
        work=patterns("quoted-work", language),
        naming=finder("quote-naming", language),
        source=finder("quote-source", language),
        nouns_capital=language.split("-")[0] in ("de", "lb"),
    )


def setting_of(texts: Sequence[str], pairs: Sequence[Sequence[Pair]], language: str) -> Setting:
    """What a document says about its quotations, from the quotations of each of its paragraphs."""
    total = turns = 0
    count: Counter[str] = Counter()
    for text, own in zip(texts, pairs, strict=True):
        for pair in own:
            if pair.depth:
                continue
            total += 1
            turns += fills(text, pair)
            if pair.end - pair.start <= _SHORT:
                count[inner_of(text, pair).casefold()] += 1
    again = frozenset(words for words, times in count.items() if times > 1)
    dialogue = turns >= _TURNS and _SHARE * turns >= total
    return Setting(language, story=dialogue or _spelled(texts), again=again)


def _spelled(texts: Sequence[str]) -> bool:
    """Whether a long text spells its numbers out."""
    length = sum(map(len, texts))
    if length < _LONG:
        return False
    figures = 0
    for text in texts:
        figures += len(_FIGURE.findall(text))
        if _FIGURES * figures > length:
            return False
    return True


def inner_of(text: str, pair: Pair) -> str:
    """The words of a quotation without its marks."""
    return text[pair.start : pair.end].strip(_MARKS_AND_SPACE)


def fills(text: str, pair: Pair) -> bool:
    """Whether a paragraph is a quotation and nothing else."""
    return pair.start <= 2 and pair.end >= len(text) - 2


def told_in(clause: Clause) -> Told:
    """Who says something in a sentence, and where, looked up once for all of its quotations."""
    cues = [cue for cue in clause.cues if cue.kind == "speech" or cue.kind == "manner"]
    return Told(
        clause,
        starts=tuple(cue.start for cue in cues),
        begins=tuple(min(cue.start, cue.subject.start) for cue in cues),
        ends=tuple(cue.end for cue in cues),
        judged=min((cue.end for cue in clause.cues if cue.kind == "judging"), default=clause.end + 1),
        sourced=any(cue.kind == "source" for cue in clause.cues),
    )


def leads_in(told: Told, lexicon: Lexicon) -> Leads:
    """What leads to somebody's words in a sentence besides its cues, looked up once for all of its quotations."""
    if told.leads is None:
        clause = told.clause
        hidden = _small(clause.hidden[clause.start : clause.end])
        told.leads = Leads(
            naming=_places(lexicon.naming, hidden, clause.start),
            sources=_places(lexicon.source, hidden, clause.start),
            reported=tuple(
                clause.start + match.start()
                for match in (_WORD.finditer(hidden) if lexicon.reported else ())
                if match[0].casefold() in lexicon.reported
            ),
        )
    return told.leads


def _places(form: re.Pattern[str] | None, text: str, start: int) -> tuple[int, ...]:
    return () if form is None else tuple(start + match.start() for match in form.finditer(text))


def _small(text: str) -> str:
    """A text in small letters, each character where it was: a few have two small ones, and stay."""
    small = text.lower()
    if len(small) == len(text):
        return small
    return "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)

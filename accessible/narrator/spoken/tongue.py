"""A language of the narrator: its words from ``data/<language>.toml``, and its grammar from the module of that name.

The words are data, because a person who knows the language should be able to mend them; what takes a sentence to
explain (how a year, a date or an ordinal is put) is a function.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import import_module
from importlib.resources import files
from typing import Protocol

import msgspec
from msgspec import Struct

#: Primary language subtag → the module of its grammar. A new language is a row here, that module, and a file of words.
GRAMMARS = {
    "en": "accessible.narrator.spoken.english",
    "de": "accessible.narrator.spoken.german",
    "fr": "accessible.narrator.spoken.french",
    "es": "accessible.narrator.spoken.spanish",
}


class Grammar(Protocol):
    """What the module of a language has. Texts that come back are said; None means: say it as it is written."""

    #: Whether a full stop behind a number or numeral makes an ordinal of it.
    STOPPED: bool
    #: A number with its decimals, as a pattern: with the language's own signs for thousands and decimals.
    NUMBER: str

    def year(self, number: int) -> str | None:
        """A year, 1000 to 2099."""

    def ordinal(self, text: str, at: int) -> tuple[int, str] | None:
        """An ordinal in digits that begins at ``at``: where it ends, and what is said."""

    def decade(self, text: str, at: int) -> tuple[int, str] | None:
        """A decade in digits that begins at ``at``, such as 1990s: where it ends, and what is said."""

    def numeral(self, number: int, kind: str, text: str, start: int, end: int) -> str | None:
        """A Roman numeral behind a ruler's name (kind "ruler"), a heading's word ("head"), before "century"."""

    def date(self, day: int, month: str, text: str, start: int, region: str, *, day_first: bool) -> str:
        """A day of a month (its full name) that stands at ``start``, for a region in capitals."""

    def clock(self, text: str, at: int, region: str) -> tuple[int, str] | None:
        """A time of day that begins at ``at``, for a region in capitals: where it ends, and what is said."""

    def fraction(self, upper: int, lower: int) -> str | None:
        """A common fraction."""

    def slashed(self, first: int, second: int, region: str) -> tuple[int, int] | None:
        """Day and month of a date in digits with a year behind them; None when it is not sure which is which."""

    def digits(self, groups: list[str]) -> str:
        """A telephone number, group by group."""


class Coin(Struct, frozen=True):
    """A currency: one and several of it, one and several of its hundredth part ("" when only the number is said)."""

    one: str
    many: str
    cent: str = ""
    cents: str = ""
    joint: str = " "  # between the whole and the hundredths
    feminine: bool = False


class Words(Struct, frozen=True, forbid_unknown_fields=True):
    """The words of a language, as its file has them."""

    months: tuple[str, ...]
    month_forms: dict[str, int]
    always: dict[str, str]
    name: dict[str, str]
    rank: dict[str, str]
    number: dict[str, str]
    after: dict[str, str]
    units: dict[str, tuple[str, str]]
    spaced: dict[str, tuple[str, str]]
    tight: dict[str, tuple[str, str]]
    decimal: dict[str, tuple[str, str]]
    coins: dict[str, Coin]
    scales: dict[str, tuple[str, str]]
    symbols: dict[str, str]
    phrases: dict[str, str]
    letters: dict[str, str]
    acronyms: str
    common: str
    heads: str
    rulers: str
    year_words: str
    counted: str
    scores: str
    numbered: str
    small_heads: str
    models: str
    per_words: str
    books: dict[str, str]
    numbered_books: dict[str, str]
    book_numbers: tuple[str, str, str]
    behind: dict[str, str] = {}  # a number
    century: dict[str, str] = {}  # behind an ordinal
    endings: dict[str, str] = {}  # three letters and a full stop at the end of longer words
    weekdays: dict[str, str] = {}
    slashed: dict[str, str] = {}
    starters: str = ""
    objects: str = ""
    articles: str = ""
    conjunctions: str = ""
    centuries: str = ""
    emoji: dict[str, str] = {}


class Tongue(Struct, frozen=True, kw_only=True):
    """A language, ready to be read: its words, its grammar, and the patterns made of both."""

    code: str
    grammar: Grammar
    words: Words
    acronyms: frozenset[str]
    common: frozenset[str]
    starters: frozenset[str]
    objects: frozenset[str]
    articles: frozenset[str]
    conjunctions: frozenset[str]
    centuries: frozenset[str]
    heads: frozenset[str]
    rulers: frozenset[str]
    months: dict[str, int]
    shortenings: dict[str, tuple[tuple[re.Pattern[str], str, str], ...]]
    tails: frozenset[str]
    beginnings: frozenset[str]  # of words with a capital that a rule looks at: four letters, or the whole word
    number: re.Pattern[str]
    unit: re.Pattern[str]
    money: re.Pattern[str]
    money_behind: re.Pattern[str]
    day_first: re.Pattern[str]
    month_first: re.Pattern[str]
    year_before: re.Pattern[str]
    counted: re.Pattern[str]
    unit_alone: re.Pattern[str]
    small_heads: tuple[str, ...]
    small_numeral: re.Pattern[str]
    ends: frozenset[str]  # the last three letters of abbreviations in small letters that have three
    weekdays: re.Pattern[str]  # from one to another
    per: re.Pattern[str]
    score: re.Pattern[str]
    numbered: re.Pattern[str]
    model: re.Pattern[str]
    passage: re.Pattern[str]
    book_before: re.Pattern[str]
    numbered_passage: re.Pattern[str]


class Reading(Struct, frozen=True):
    """How a text is read: the language, its region in capitals ("" when not said), and whether it is a heading."""

    tongue: Tongue
    region: str = ""
    heading: bool = False


@cache
def reading_of(language: str, heading: bool) -> Reading | None:
    """For a BCP 47 tag; None when there is no row for its language."""
    code, *rest = language.replace("_", "-").split("-")
    if code.lower() not in GRAMMARS:
        return None
    region = next((part.upper() for part in rest if len(part) == 2), "")
    return Reading(tongue_of(code.lower()), region, heading)


@cache
def tongue_of(code: str) -> Tongue:
    """The language of a primary subtag that is a row of `GRAMMARS`."""
    source = files(__package__).joinpath("data", f"{code}.toml").read_text(encoding="utf-8")
    words = msgspec.convert(tomllib.loads(source), Words)
    grammar: Grammar = import_module(GRAMMARS[code])
    number = grammar.NUMBER
    months = {name: place for place, name in enumerate(words.months, 1)} | words.month_forms
    months |= {name.capitalize(): place for name, place in months.items()}
    month = _any(months)
    scale = _any(words.scales)
    # Codes such as CHF stand before a number, too; names of coins do not.
    signs = _any([coin for coin in words.coins if not coin.isalpha() or (1 < len(coin) < 4 and coin[0].isupper())])
    units = _any(words.units)
    below = _any([*words.units, *words.spaced, *words.per_words.split()])
    power = r"[²³]|\^[23]"
    verses = (
        rf"(?P<chapter>[0-9]{{1,3}}){words.phrases['verse-sign']}(?P<first>[0-9]{{1,3}}[a-c]?)"
        rf"(?:[–-](?:(?P<until>[0-9]{{1,3}}):)?(?P<last>[0-9]{{1,3}}[a-c]?))?(?![\w:]| ?[€$£%‰°])"
        r"(?P<more>(?=, ?[0-9]{1,3}(?:[–-][0-9]{1,3})?(?:[,;.)]|$)))?"
    )
    year = r"1[0-9]{3}|20[0-9]{2}"
    of = words.phrases["of"]
    shortenings = _shortenings(words)
    tails = frozenset(
        match[1]
        for table in (words.always, words.name, words.rank, words.number, words.after)
        for key in table
        if (match := re.match(r"[^\W\d_]+ ([^\W\d_]+)\.", key))
    )
    return Tongue(
        code=code,
        grammar=grammar,
        words=words,
        acronyms=frozenset(words.acronyms.split()),
        common=frozenset(words.common.split()),
        starters=frozenset(words.starters.split()),
        objects=frozenset(words.objects.split()),
        articles=frozenset(words.articles.split()),
        conjunctions=frozenset(words.conjunctions.split()),
        centuries=frozenset(words.centuries.split()),
        heads=frozenset(words.heads.split()),
        rulers=frozenset(words.rulers.split()),
        months=months,
        shortenings=shortenings,
        beginnings=frozenset(
            word[:4]
            for word in (*shortenings, *months, *words.letters, *words.coins, *words.weekdays)
            if word[:1].isupper()
        ),
        tails=tails,
        number=re.compile(rf"(?:{number})(?![0-9])"),
        unit=re.compile(
            rf"(?P<number>{number})(?:(?P<gap> ?|-)(?P<unit>{units})| (?P<spaced>{_any(words.spaced)})"
            rf"|(?P<tight>{_any([*words.tight, *words.decimal])}))(?P<power>{power})?"
            rf"(?:/(?P<below>{below})(?P<below_power>{power})?|[ ·](?P<inverse>{below})⁻(?P<inverse_power>[¹²³]))?"
            r"(?![\w²³^]|/[a-z]{1,2}(?!\w))"
        ),
        money=re.compile(
            rf"(?P<coin>{signs}) ?(?P<number>{number})(?![0-9])(?: ?[–-] ?(?:{signs})?(?P<to>{number})(?![0-9]))?"
            rf"(?:(?P<gap> ?|-)(?P<scale>{scale})(?!\w))?"
        ),
        money_behind=re.compile(
            rf"(?P<number>{number})(?:(?P<gap> ?)(?P<scale>{scale})(?!\w))? ?(?P<coin>{_any(words.coins)})(?!\w)"
        ),
        day_first=re.compile(
            rf"(?P<day>[0-3]?[0-9])(?:\.|er|º|\.º|°|st|nd|rd|th)? ?(?:{of})?(?P<month>{month})(?![^\W\d_])\.?"
            rf"(?:(?P<comma>,? ?(?:{words.phrases['of-year']})?)(?P<year>{year})(?![\w–-]))?"
        ),
        month_first=re.compile(
            rf"(?P<month>{month})(?![^\W\d_])\.?"
            rf"(?: (?P<day>[0-3]?[0-9])(?:st|nd|rd|th)?(?![\w:%/–-]|[.,][0-9]))?"
            rf"(?:(?P<comma>,? ?(?:{words.phrases['of-year']})?)(?P<year>{year})(?![\w–-]|[.,][0-9]))?"
        ),
        year_before=re.compile(rf"(?:^|[\W\d_])(?i:{_any(words.year_words.split())})(?: the| año| the year)? \W?$"),
        counted=re.compile(rf" (?:{words.counted})(?!\w)"),
        numbered=re.compile(rf"(?:^|\W)(?i:{_any(words.numbered.split())})\.? ?:? $"),
        model=re.compile(rf"(?:^|\W){_any(words.models.split())} $"),
        passage=re.compile(verses),
        book_before=re.compile(rf"(?:^|\W)(?P<book>{_any(words.books)})\.? $"),
        numbered_passage=re.compile(rf"(?P<number>[1-3])\.? ?(?P<book>{_any(words.numbered_books)})\.? {verses}"),
        unit_alone=re.compile(rf" ?(?P<unit>{units})(?![\w²³/^])"),
        small_heads=tuple(words.small_heads.split()) + ("p. ",),
        small_numeral=re.compile(
            rf"(?<!\w)(?:(?i:{_any(words.small_heads.split())})s?|pp?\.) "
            rf"(?P<first>[ivxl]{{1,8}})"
            rf"(?:(?P<joint>[–-]| {words.phrases['to']} | {words.phrases['and']} )(?P<last>[ivxl]{{1,8}}))?(?![\w'’])"
        ),
        ends=frozenset(word[-3:] for word in (*shortenings, *tails) if word[0].islower() and len(word) > 2)
        | {ending.rstrip(".") for ending in words.endings},
        weekdays=re.compile(
            rf"(?P<first>{_any(words.weekdays)})\.?(?: ?[–-] ?| (?:{words.phrases['to']}) )"
            rf"(?P<last>{_any(words.weekdays)})(?:\.|(?!\w))"
        ),
        per=re.compile(rf"(?P<below>{below})(?P<below_power>[²³]|\^[23])?(?![\w²³/^'’]|\.\w)"),
        score=re.compile(rf"(?:^|\W)(?i:{_any(words.scores.split())})(?!\w)"),
    )


def _any(words: object, flags: str = "(?:%s)") -> str:
    """A pattern for any of the words, the longest first; one that nothing fits when there is none."""
    ordered = sorted(words, key=len, reverse=True)  # type: ignore[call-overload]
    return flags % ("|".join(map(re.escape, ordered)) or r"(?!)")


def _shortenings(words: Words) -> dict[str, tuple[tuple[re.Pattern[str], str, str], ...]]:
    """First word of an abbreviation → its pattern, what must follow it, what is said: the longest first.

    In the file ``.?`` at the end is a full stop that may be missing; behind an inner one a space may stand.
    """
    table: dict[str, list[tuple[str, re.Pattern[str], str, str]]] = {}
    for condition, entries in (
        ("name", words.name),
        ("rank", words.rank),
        ("number", words.number),
        ("after", words.after),
        ("behind", words.behind),
        ("century", words.century),
        ("", words.always),
    ):
        for key, said in entries.items():
            bare = key.removesuffix("?")
            pattern = re.escape(bare).replace(r"\.", r"\. ?")
            pattern = (
                pattern.removesuffix(r"\. ?") + (r"\.?" if key.endswith("?") else r"\.") if bare[-1] == "." else pattern
            )
            first = re.match(r"[^\W\d_]+", bare)
            assert first, key
            table.setdefault(first[0], []).append((bare, re.compile(pattern + r"(?![^\W\d_])"), condition, said))
    return {
        first: tuple(row[1:] for row in sorted(rows, key=lambda row: -len(row[0]))) for first, rows in table.items()
    }

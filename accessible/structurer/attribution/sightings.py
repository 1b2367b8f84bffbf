"""Who is seen in the narration of a story: names, pronouns and descriptions of people, found on the words alone.

A lighter look than `nouns` takes: a novel is long, most of its sentences report nobody's words, and all that is asked
of them is who is there, in which order, and who is a sentence's subject. The cast of a story is made of this
(`characters`), and who is near when somebody speaks (`presence`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import accumulate
from typing import Literal

from msgspec import Struct

from accessible.structurer.attribution.grammar import grammar_of
from accessible.structurer.attribution.masking import Clause
from accessible.structurer.words import entries, words

SightingKind = Literal["name", "pronoun", "description"]

#: The words of a sentence, in a group so that `split` gives what stands between them as well.
_WORD = re.compile(r"([^\W\d_]+(?:[’'-][^\W\d_]+(?:[’'-][^\W\d_]+)*|))")
#: How a word ends that owns something; the mark behind a plural is none of the word.
_OWNERS = ("’s", "'s")
#: No name and no description before its noun is longer, in words.
_LONGEST, _BEFORE = 6, 4
#: No gap between two words of a name is wider, in characters.
_WIDEST = 3


class Manners(Struct, frozen=True):
    """The word lists of a language that stories need."""

    address: dict[str, str]  # forms of address, and the gender that they say
    forms: frozenset[str]  # those that name nobody without a name behind them: "Mr", "Madame"
    people: dict[str, str]  # nouns for a person, and the gender that they say
    personal: dict[str, tuple[str, str]]  # pronouns: whom they mean (male, female, first, many), and their case
    talking: frozenset[str]  # pronouns of those who talk with one another: "I", "you"
    determiners: frozenset[str]
    partitives: frozenset[str]  # what means some of several, whom nobody knows: "one of the pilots"
    prepositions: frozenset[str]
    particles: frozenset[str]  # small words inside names
    opening: frozenset[str]  # words that are capital only because a sentence begins with them
    times: frozenset[str]
    exclamations: frozenset[str]  # "God", "Heavens": they call on nobody who is there
    first_names: dict[str, str]
    leading: frozenset[str]  # what leads to a name that is called: "my dear", "oh"
    epithets: frozenset[str]  # "poor", "dear": before a name, and no part of it
    pointing: frozenset[str]  # `personal` and `people`
    nouns: bool  # whether every noun is written with a capital
    nicknames: dict[str, tuple[str, ...]]  # short forms of first names, and the names that they stand for


@cache
def manners_of(language: str) -> Manners:
    """The lists of a language (BCP 47)."""
    grammar = grammar_of(language)
    forms = {word.removeprefix("!"): flag for word, flag in _flags("address", language).items() if word[0] == "!"}
    personal = {}
    for entry in entries("personal", language):
        word, means, case = entry.split()
        personal[word] = means, case
    small = grammar.determiners | grammar.conjunctions | grammar.functions | grammar.prepositions | grammar.auxiliaries
    people = _flags("person", language)
    return Manners(
        address={word.removeprefix("!"): flag for word, flag in _flags("address", language).items()},
        forms=frozenset(forms),
        people=people,
        personal=personal,
        talking=words("talking", language),
        determiners=grammar.determiners,
        partitives=grammar.partitives,
        prepositions=grammar.prepositions,
        particles=grammar.connectors - small,
        opening=small | grammar.coordinators | words("small-word", language) | words("sentence-adverb", language),
        times=grammar.times,
        exclamations=words("exclamation", language),
        first_names=grammar.first_names,
        leading=words("vocative-lead", language),
        epithets=words("epithet", language),
        pointing=frozenset((*personal, *people)),
        nouns=grammar.verb_second,
        nicknames={
            short: tuple(full) for short, *full in (entry.casefold().split() for entry in entries("nickname", language))
        },
    )


def _flags(name: str, language: str) -> dict[str, str]:
    return {word.casefold(): flag for word, _, flag in (entry.partition(" ") for entry in entries(name, language))}


class Sighting(Struct, frozen=True, gc=False):
    """Somebody in the narration. ``key`` is a name's words, a pronoun's meaning, a description's noun."""

    start: int
    end: int
    clause: int  # which sentence of the paragraph
    kind: SightingKind
    key: str
    subject: bool  # the first in its sentence, and no preposition leads to it
    owner: bool = False  # "Emma's", "his"
    led: bool = False  # a preposition leads to it


class Usage(Struct):
    """How often a document writes a word as it is (asked for with a small letter), and how often, by the word folded,
    with a capital inside a sentence."""

    small: Counter[str]
    capital: Counter[str]

    def ordinary(self, word: str) -> bool:
        """Whether a capital says nothing about a word that begins a sentence."""
        return self.small[word] > self.capital[word]


_LETTERS = re.compile(r"[^\W\d_]+")
#: A word with a capital, and the character before the space before it.
_CAPITAL = re.compile(r"([A-ZÀ-ÖØ-Þ](?<=(.)\s.)[^\W\d_]*+)")


def usage_of(texts: Iterable[str]) -> Usage:
    """Count the words of a document by their first letter."""
    pieces: Counter[str] = Counter()  # words and the marks on them: far fewer than words, once they are counted
    capital: Counter[str] = Counter()
    for text in texts:
        pieces.update(text.split())
        for word, before in _CAPITAL.findall(text):
            if before == "," or before.islower():
                capital[word.casefold()] += 1
    written = {piece: times for piece, times in pieces.items() if piece.isalpha()}
    for piece, times in pieces.items():
        if piece not in written:
            for word in _LETTERS.findall(piece):
                written[word] = written.get(word, 0) + times
    return Usage(Counter(written), capital)


def sightings_in(clauses: Sequence[Clause], manners: Manners, usage: Usage) -> list[Sighting]:
    """Everybody whom the narration of a paragraph mentions, in order."""
    seen: list[Sighting] = []
    for index, clause in enumerate(clauses):
        pieces = _WORD.split(clause.hidden[clause.start : clause.end])  # every second one is a word
        if len(pieces) > 1:
            seen += _Look(pieces, clause, index, manners, usage).sightings()
    return seen


class _Look:
    """One sentence while people are looked for in it."""

    def __init__(self, pieces: list[str], clause: Clause, index: int, manners: Manners, usage: Usage) -> None:
        self.words = pieces[1::2]
        self.starts = list(accumulate(map(len, pieces), initial=clause.start))[1:-1:2]
        self.text = clause.hidden
        self.index = index
        self.manners = manners
        self.usage = usage

    def sightings(self) -> list[Sighting]:
        """Who is there, in order."""
        words, personal, people = self.words, self.manners.personal, self.manners.people
        pointing, folded = self.manners.pointing, " ".join(words).casefold().split(" ")
        seen: list[Sighting] = []
        done = -1
        for at in [at for at, word in enumerate(folded) if word in pointing or not words[at].islower()]:
            if at <= done:
                continue
            word = words[at]
            sighting: Sighting | None = None
            if word[0].isupper() and folded[at] not in personal:
                done, sighting = self._name(at, first=not seen)
            elif folded[at] in personal:
                if word != "i":
                    means, case = personal[folded[at]]
                    subject = not seen and case != "object"
                    start = self.starts[at]
                    end = start + len(word)
                    sighting = Sighting(start, end, self.index, "pronoun", means, subject, case == "owner")
            elif word in people:
                sighting = self._description(at, first=not seen)
            if sighting is not None:
                seen.append(sighting)
        return seen

    def _name(self, at: int, *, first: bool) -> tuple[int, Sighting | None]:
        """The last word of the run of capitals that begins here, and the name in it."""
        words, manners = self.words, self.manners
        last = self._run(at)
        while at <= last and self._opens(at):
            at += 1
        if at > last or words[last].casefold() in manners.times:
            return last, None
        if at == last and manners.nouns and words[at].casefold() in manners.people:
            return last, self._description(at, first=first)
        start, end = self.starts[at], self._end(last)
        bare = _bare(words[last])
        owner = len(bare) < len(words[last])
        end -= len(words[last]) - len(bare)
        led = self._led(at)
        key = " ".join(self.text[start:end].split())
        return last, Sighting(start, end, self.index, "name", key, first and not led, owner, led)

    def _description(self, at: int, *, first: bool) -> Sighting | None:
        """Somebody that a noun describes, with the words before it."""
        words, manners = self.words, self.manners
        back = range(at - 1, max(at - 1 - _BEFORE, -1), -1)
        opening = next((before for before in back if _determines(words[before], manners)), None)
        if opening is None:
            return None
        end = self._end(at)
        following = words[at + 1] if at + 1 < len(words) else ""
        if (
            following
            and self.text[end : self.starts[at + 1]] == " "
            and (following.casefold() in manners.people or (following[0].isupper() and not manners.nouns))
        ):
            return None
        start = self.starts[opening]
        led = self._led(opening)
        return Sighting(start, end, self.index, "description", words[at].casefold(), first and not led, led=led)

    def _end(self, at: int) -> int:
        return self.starts[at] + len(self.words[at])

    def _led(self, at: int) -> bool:
        return at > 0 and self.words[at - 1].casefold() in self.manners.prepositions

    def _run(self, at: int) -> int:
        """The last word of the run of capitals that begins here."""
        words, manners = self.words, self.manners
        last, count = at, len(words)
        while last + 1 < count and last - at < _LONGEST:
            word = words[last]
            if word.endswith(_OWNERS):
                break
            gap = self.text[self._end(last) : self.starts[last + 1]]
            dotted = gap[:1] == "." and (len(word) == 1 or word.casefold() in manners.address)
            if (gap[1:] if dotted else gap).strip() or len(gap) > _WIDEST:
                break
            following = words[last + 1]
            if following[0].isupper() and following.casefold() not in manners.personal:
                last += 1
            elif following in manners.particles and last + 2 < count and words[last + 2][0].isupper():
                last += 2
            else:
                break
        return last

    def _opens(self, at: int) -> bool:
        """Whether a word is capital only because a sentence begins with it."""
        word = _bare(self.words[at]).casefold()
        if word in self.manners.opening or word in self.manners.epithets:
            return True
        if word in self.manners.exclamations and at + 1 < len(self.words) and self.words[at + 1][0].isupper():
            return True
        start = self.starts[at]
        if at == 0 or not self.text[start - 1].isspace() or self.text[self._end(at - 1)] in "\x00—":
            return self.usage.ordinary(word) and word not in self.manners.address
        return False


def _determines(word: str, manners: Manners) -> bool:
    folded = word.casefold()
    return (
        folded in manners.determiners or manners.personal.get(folded, ("", ""))[1] == "owner" or word.endswith(_OWNERS)
    )


def _bare(word: str) -> str:
    """A word without the ending that says that it owns something."""
    return word[:-2] if word.endswith(_OWNERS) else word

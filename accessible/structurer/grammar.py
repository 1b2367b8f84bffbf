"""The small grammar of a language that attribution needs: its word lists in `data/`, loaded once."""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct

from accessible.structurer.words import entries, words


class Grammar(Struct, frozen=True):
    """Sets of words, case folded. A language without lists has empty ones, and the rules that need them abstain."""

    verbs: frozenset[str]  # cue verbs, single words of letters only
    cue_letters: re.Pattern[str] | None  # runs of the letters that they are written with; None without any
    inverting: frozenset[str]  # those that may stand before their subject: "said Kirby", never "told Kirby"
    pronouns: dict[str, str]  # pronoun → whom it can mean: male, female, thing, many, first
    roles: frozenset[str]  # nouns for what a person is
    connectors: frozenset[str]  # small words inside names
    auxiliaries: frozenset[str]  # what can stand between a subject and its verb
    adverb: str  # how adverbs end
    conjunctions: frozenset[str]  # what begins another clause
    determiners: frozenset[str]  # what begins a noun phrase
    functions: frozenset[str]  # what no noun phrase ends with
    papers: frozenset[str]  # what somebody speaks through: a statement

    def may_cue(self, text: str, start: int, end: int) -> bool:
        """Whether a cue verb can be among the words of ``text[start:end]``: asked before any token is made of them."""
        if self.cue_letters is None:
            return False
        return not self.verbs.isdisjoint(self.cue_letters.findall(text[start:end].casefold()))

    def between(self, word: str) -> bool:
        """Whether a word can stand between a subject and its verb."""
        word = word.casefold()
        return word in self.auxiliaries or (bool(self.adverb) and len(word) > 4 and word.endswith(self.adverb))


@cache
def grammar_of(language: str) -> Grammar:
    """The grammar of a language (BCP 47)."""
    listed = entries("cue", language)
    letters = "".join(sorted({letter for verb in listed for letter in verb if letter.isalpha()}))
    return Grammar(
        verbs=frozenset(verb.lstrip("!") for verb in listed),
        cue_letters=re.compile(f"[{letters}]+") if letters else None,
        inverting=frozenset(verb for verb in listed if verb[0] != "!"),
        pronouns={entry.split()[0]: entry.split()[1] for entry in entries("pronoun", language)},
        roles=words("role", language),
        connectors=words("connector", language),
        auxiliaries=words("auxiliary", language),
        adverb="ly" if language.split("-")[0] == "en" else "",
        conjunctions=words("conjunction", language),
        determiners=words("determiner", language),
        functions=words("function-word", language),
        papers=words("paper", language),
    )

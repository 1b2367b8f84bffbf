"""What a noun is where every noun has a capital, by its form and the word lists: German.

Whether it says what somebody is („Innenminister“), is a word for a group or a paper, or is feminine („Regierung“), and
what its article says. Nouns are compounds, so their last part is looked up too (Duden, "Die Grammatik", on word
formation and grammatical gender). The phrases made of them are those of `capitalnouns`.
"""

from __future__ import annotations

from functools import cache, lru_cache

from msgspec import Struct

from accessible.structurer.attribution.grammar import grammar_of
from accessible.structurer.attribution.nouns import Mention
from accessible.structurer.words import flags, words

#: A role's name is at least so long where it is the last part of a compound („Innen-minister“).
_SHORTEST_ROLE = 4
#: And the name of a group („Verkehrs-ministerium“).
_SHORTEST_GROUP = 5
_GENDERS = (("f", "female"), ("m", "male"), ("n", "thing"))


class Nominal(Struct, frozen=True):
    """The word lists that tell what a noun phrase is in a language; all case folded."""

    articles: dict[str, str]  # article → what its phrase can be as a subject: m, f, n, p; g when also a genitive
    adverbs: frozenset[str]
    pronouns: frozenset[str]  # those that are never a subject
    citing: frozenset[str]  # verbs with which one lets another speak
    surnames: frozenset[str]  # roles that surnames end in
    lone: frozenset[str]  # those of them that are never a plural
    feminine: frozenset[str]
    feminine_endings: tuple[str, ...]
    subordinators: frozenset[str]
    joining: frozenset[str]  # what sets clauses or verbs side by side
    relatives: frozenset[str]  # relative pronouns that can be a subject
    particles: frozenset[str]  # small words inside surnames
    ordinary: tuple[str, ...]  # how nouns end that are no names
    of: frozenset[str]  # what leads to whose or of what somebody is: „der Sprecher *von* Greenhill“
    sources: dict[str, str]  # words that name a source, and where it stands: before, behind, next, view
    helping: dict[str, str]  # forms of helping verbs, and what they make of the verb at the end
    verbs: frozenset[str]  # forms of verbs that are no noun where they stand first
    opening: frozenset[str]  # small words that a phrase or what leads to it can begin with
    small: frozenset[str]  # all that has a capital only where a sentence begins with it


@cache
def nominal_of(language: str) -> Nominal | None:
    """The lists of a language whose nouns have capitals, or None: any other is read by `nouns`."""
    articles = flags("article", language)
    if not articles:
        return None
    feminine = words("feminine", language)
    grammar = grammar_of(language)
    helping = flags("helping-verb", language)
    adverbs, pronouns = words("adverb", language) | words("focus", language), words("object-pronoun", language)
    subordinators = words("subordinator", language)
    verbs = grammar.verbs | grammar.judging | frozenset(helping)
    surnames = words("surname", language)
    own = (grammar.prepositions, grammar.conjunctions, grammar.functions)
    told = (articles, grammar.pronouns, grammar.possessives)
    return Nominal(
        articles=articles,
        adverbs=adverbs,
        pronouns=pronouns,
        citing=words("citing", language),
        surnames=frozenset(word.removeprefix("!") for word in surnames),
        lone=frozenset(word[1:] for word in surnames if word[0] == "!"),
        feminine=frozenset(word for word in feminine if word[0] != "-"),
        feminine_endings=tuple(word[1:] for word in feminine if word[0] == "-"),
        subordinators=subordinators,
        joining=words("joining", language),
        relatives=words("relative-pronoun", language),
        particles=words("particle", language),
        ordinary=tuple(words("ordinary-ending", language)),
        of=words("of", language),
        sources=flags("source-word", language),
        helping=helping,
        verbs=verbs,
        opening=grammar.prepositions.union(articles, grammar.pronouns, ("als", "wie")),
        small=adverbs.union(pronouns, subordinators, verbs, *own, *told),
    )


@lru_cache(maxsize=8192)
def role_of(word: str, language: str) -> str | None:
    """The role that a noun says, by itself or as the last part of a compound; None when it says none."""
    grammar = grammar_of(language)
    folded = word.casefold()
    for at in range(max(len(folded) - _SHORTEST_ROLE + 1, 1)):
        if folded[at:] in grammar.roles:
            return folded[at:]
    return None


@lru_cache(maxsize=8192)
def is_feminine(word: str, language: str) -> bool:
    """Whether a noun is feminine as far as its form says."""
    nominal = nominal_of(language)
    if nominal is None:
        return False
    folded = word.casefold().rpartition("-")[2]
    role = role_of(word, language)
    if role is not None:
        return grammar_of(language).roles[role] == "female"
    if folded in nominal.feminine or folded.endswith(nominal.feminine_endings):
        return True
    return any(folded.endswith(ending) for ending in nominal.feminine if len(ending) > 4)


@lru_cache(maxsize=8192)
def group_of(word: str, language: str) -> str:
    """The word for a group or a paper that a noun is, or that its last part is („Verkehrs-ministerium“); "" if none."""
    grammar = grammar_of(language)
    folded = word.casefold()
    for at in range(max(len(folded) - _SHORTEST_GROUP + 1, 1)):
        if folded[at:] in grammar.organisations or folded[at:] in grammar.papers:
            return folded[at:]
    return ""


def grammatical_gender(mention: Mention, language: str) -> str:
    """The gender that the article of a mention says it has, as what a pronoun can mean; "" when none does."""
    nominal = nominal_of(language)
    article = nominal.articles.get(mention.text.partition(" ")[0].casefold(), "") if nominal is not None else ""
    return next((means for flag, means in _GENDERS if flag in article), "")

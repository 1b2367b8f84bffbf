"""The small grammar of a language that attribution needs: its word lists in `data/`, loaded once."""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct

from accessible.structurer.words import entries, words

_NOT = ("n’t", "n't")


class Grammar(Struct, frozen=True):
    """Sets of words, case folded. A language without lists has empty ones, and the rules that need them abstain."""

    language: str  # its primary subtag
    verb_second: bool  # whether its verb stands second and its nouns have capitals: `verbsecond` reads it then
    verbs: frozenset[str]  # verbs of speech, single words of letters only
    phrasal: dict[str, frozenset[str]]  # those of them that speak only with the word behind them: "put it"
    separable: dict[str, frozenset[str]]  # forms that speak only with another word at the clause's end: "fügte … hinzu"
    judging: frozenset[str]  # verbs whose object holds quoted words: "branded the plan …"
    manner: frozenset[str]  # verbs that are a cue only beside a quotation: "…,” he smiled"
    cues: frozenset[str]  # all of these, and the words that name a source
    cue_letters: re.Pattern[str] | None  # runs of the letters that they are written with; None without any
    inverting: frozenset[str]  # those that may stand before their subject: "said Vane", never "told Vane"
    sources: dict[str, list[list[str]]]  # "according to", by its first word
    pronouns: dict[str, str]  # pronoun → whom it can mean: male, female, thing, many, first, nobody
    talking: frozenset[tuple[str, ...]]  # what those who talk call each other, which is nobody's name: "you"
    possessives: dict[str, str]  # "his", "her": whom they mean, but never a subject
    relatives: frozenset[str]  # "who", which stands for what is before it
    roles: dict[str, str]  # nouns for what a person is, and the gender that they say
    kin: dict[str, str]
    pointing: frozenset[str]  # small words that can be a mention or its head: pronouns, roles, kin, groups
    titles: dict[str, str]  # forms of address, and the gender that they say
    first_names: dict[str, str]
    organisations: frozenset[str]  # words of which one in a name makes it an organisation's
    connectors: frozenset[str]  # small words inside names
    group_connectors: frozenset[str]  # those that stand only in a group's
    passives: frozenset[str]  # verbs that make a passive
    agents: frozenset[str]  # what leads to who does it in a passive
    auxiliaries: frozenset[str]  # what can stand between a subject and its verb
    adverb: str  # how adverbs end
    contractions: tuple[str, ...]  # endings that stand for a verb or for "not", with either apostrophe
    participle: str  # how present participles end
    plural: str  # what makes a noun a plural, and a verb a singular
    plurals: tuple[str, ...]  # how nouns end that mean several
    conjunctions: frozenset[str]  # what begins another clause
    coordinators: frozenset[str]  # those that set clauses side by side
    determiners: frozenset[str]  # what begins a noun phrase
    partitives: frozenset[str]  # what means some of those behind an "of": "one of the pilots"
    prepositions: frozenset[str]  # what leads to a noun phrase that is no subject
    functions: frozenset[str]  # what no noun phrase ends with
    interview: dict[str, str]  # labels of an interview: who asks and who answers
    openers: frozenset[str]  # small words that have a capital only where a sentence begins with them
    outside: frozenset[str]  # small words that no noun phrase holds
    calls: frozenset[str]  # what leads to what somebody is called: "as"
    papers: frozenset[str]  # what somebody speaks through: a statement
    times: frozenset[str]  # capital words that name no one: days and months

    def may_cue(self, text: str, start: int, end: int) -> bool:
        """Whether a cue verb can be among the words of ``text[start:end]``: asked before any token is made of them."""
        if self.cue_letters is None:
            return False
        return not self.cues.isdisjoint(self.cue_letters.findall(text[start:end].casefold()))

    def between(self, word: str) -> bool:
        """Whether a word, case folded, can stand between a subject and its verb."""
        if word in self.auxiliaries or (bool(self.adverb) and len(word) > 4 and word.endswith(self.adverb)):
            return True
        return bool(self.contractions) and word.endswith(self.contractions) and word[-3:] in _NOT

    def is_participle(self, word: str) -> bool:
        """Whether a verb is a present participle, which has the subject of its clause."""
        return bool(self.participle) and word.endswith(self.participle)

    def is_plural(self, word: str) -> bool:
        """Whether a noun means several."""
        return bool(self.plurals) and word.endswith(self.plurals) and not word.endswith("ss")


@cache
def grammar_of(language: str) -> Grammar:
    """The grammar of a language (BCP 47)."""
    listed = entries("cue", language)
    phrasal: dict[str, frozenset[str]] = {}
    for verb, _, behind in (entry.lstrip("!").partition(" ") for entry in listed if " " in entry):
        phrasal[verb] = phrasal.get(verb, frozenset()) | {behind}
    single = frozenset(entry.lstrip("!") for entry in listed if " " not in entry)
    phrasal = {verb: behind for verb, behind in phrasal.items() if verb not in single}
    verbs = single | frozenset(phrasal)
    judging = words("cue-judging", language) - verbs
    manner = words("cue-manner", language) - verbs
    english = language.split("-")[0].lower() == "en"
    sources: dict[str, list[list[str]]] = {}
    for entry in entries("according", language):
        phrase = entry.casefold().split()
        if phrase[-1] not in ("after", "behind"):
            sources.setdefault(phrase[0], []).append(phrase)
    separable = _separable(language)
    joined = {particle + form for form, particles in separable.items() for particle in particles}
    cues = verbs | judging | manner | frozenset(sources) | frozenset(separable) | joined
    cues |= words("cue-word", language) | words("cue-reflexive", language) | words("saying-noun", language)
    cues |= {part for cue in cues if not cue.isalpha() for part in re.findall(r"[^\W\d_]{3,}", cue)}  # „d'après“
    letters = "".join(sorted({letter for word in cues for letter in word if letter.isalpha()}))
    pronouns, possessives = _flagged("pronoun", language), _flagged("possessive", language)
    endings = entries("contraction", language)
    contractions = (*endings, *(ending.replace("’", "'") for ending in endings))
    shortened = [ending for ending in contractions if not ending.startswith("n")]
    pronouns |= {pronoun + ending: flag for pronoun, flag in pronouns.items() for ending in shortened}
    roles, kin = _flagged("role", language), _flagged("kin", language)
    determiners, prepositions = words("determiner", language), words("preposition", language)
    conjunctions, functions = words("conjunction", language), words("function-word", language)
    auxiliaries, connectors = words("auxiliary", language), words("connector", language)
    organisations = words("organisation", language)
    return Grammar(
        language=language.split("-")[0].lower(),
        verb_second=bool(entries("article", language)),
        verbs=verbs,
        phrasal=phrasal,
        separable=separable,
        judging=judging,
        manner=manner,
        cues=cues,
        cue_letters=re.compile(f"[{letters}]+") if letters else None,
        inverting=frozenset(verb for verb in listed if verb[0] != "!" and " " not in verb) | manner,
        sources=sources,
        pronouns=pronouns,
        talking=frozenset((word,) for word in words("talking", language)),
        possessives=possessives,
        relatives=words("relative", language),
        roles=roles,
        kin=kin,
        pointing=frozenset((*pronouns, *possessives, *roles, *kin, *organisations)),
        titles=_flagged("title", language),
        first_names=_flagged("first-name", language),
        organisations=organisations,
        connectors=connectors,
        group_connectors=words("group-connector", language),
        passives=words("passive", language),
        agents=words("agent", language),
        auxiliaries=auxiliaries,
        contractions=contractions,
        adverb="ly" if english else "",
        participle="ing" if english else "",
        plural="s" if english else "",
        plurals=entries("plural", language),
        conjunctions=conjunctions,
        coordinators=words("coordinator", language),
        determiners=determiners,
        partitives=words("partitive", language),
        prepositions=prepositions,
        functions=functions,
        openers=determiners | conjunctions | functions | prepositions | auxiliaries,
        outside=conjunctions | auxiliaries | ((functions | prepositions) - connectors),
        interview=_flagged("interview", language),
        calls=words("as", language),
        papers=words("paper", language),
        times=words("calendar", language),
    )


def _flagged(name: str, language: str) -> dict[str, str]:
    """The words of a list, each with what the entry says of it behind it, "" when nothing."""
    return {word.casefold(): flag for word, _, flag in (entry.partition(" ") for entry in entries(name, language))}


def _separable(language: str) -> dict[str, frozenset[str]]:
    """The forms of separable verbs, each with the words of which one has to stand at the end of its clause."""
    found: dict[str, frozenset[str]] = {}
    for entry in entries("separable", language):
        forms, _, particles = entry.casefold().partition(":")
        for form in forms.split():
            found[form] = found.get(form, frozenset()) | frozenset(particles.split())
    return found

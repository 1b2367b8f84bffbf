"""The word lists that tell what a verb does in a sentence whose verb stands second: German."""

from __future__ import annotations

from functools import cache

from msgspec import Struct

from accessible.structurer.attribution.grammar import grammar_of
from accessible.structurer.words import flags, words


class VerbLists(Struct, frozen=True):
    """The word lists of a language; all case folded."""

    joined: frozenset[str]  # separable verbs where they stand last: „hinzufügte“
    places: dict[str, str]  # what leads to where it says so, „heißt es *in* einer Mitteilung“, and whether to a name
    alone: dict[str, str]  # separable verbs without their other part, and what they are then: speech, judging
    citing: frozenset[str]
    reflexive: frozenset[str]
    nouns: frozenset[str]
    subjunctive: frozenset[str]
    hearsay: frozenset[str]
    worded: frozenset[str]
    singular: frozenset[str]  # forms that end as plural ones do
    ambiguous: frozenset[str]  # words that begin a clause or lead to a noun, or are adverbs
    agents: frozenset[str]  # what leads to who acts in the passive
    contents: frozenset[str]  # what begins the clause that a noun leads to: „das Ergebnis, *dass*“
    partners: frozenset[str]  # what joins two subjects
    beside: frozenset[str]  # what begins a main clause of its own


#: The lists of `VerbLists` behind its first three, in its order.
_NAMES = (
    "citing cue-reflexive saying-noun subjunctive hearsay worded singular ambiguous agent content-clause "
    "joined-subject clause-beside"
).split()


@cache
def verb_lists(language: str) -> VerbLists:
    """The lists of a language (BCP 47)."""
    separable = grammar_of(language).separable
    joined = frozenset(particle + form for form, particles in separable.items() for particle in particles)
    flagged = (flags("hearsay-place", language), flags("separable-alone", language))
    return VerbLists(joined, *flagged, *(words(name, language) for name in _NAMES))

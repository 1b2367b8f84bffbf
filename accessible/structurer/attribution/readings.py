"""What a mention of somebody says by itself, whoever it means: the words of the name, a gender, a form of address.

Whom it means depends on the names before it (`entities`); this does not, so that it is read once for all mentions in
the same words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from accessible.structurer.attribution.grammar import Grammar
from accessible.structurer.attribution.nouns import Mention

_BRACKET = re.compile(r"\s*[(\[]([^)\]]*)[)\]]")
_WORD = re.compile(r"[^\W_]+(?:[’'\-.][^\W_]+)*(?:(?<=s)’(?=\s))?")
_OWNERS = ("’s", "'s", "’")

Gender = Literal["female", "male", ""]


class Reading(Struct, frozen=True):
    """What a mention says by itself."""

    parts: list[str]  # the words of the name or the description
    key: tuple[str, ...]  # those that it is known again by
    plain: str  # it all, without what stands in brackets
    initials: str  # in brackets behind the name
    gender: Gender
    nominal: bool
    titled: bool
    stated: bool  # whether the gender is more than a first name's


def read(mention: Mention, grammar: Grammar) -> Reading:
    """The words of a mention by name or description, and what they say."""
    nominal = mention.kind == "nominal" and not mention.name
    written = mention.name or mention.text
    bracket = _BRACKET.search(written) if "(" in written or "[" in written else None
    plain = _BRACKET.sub("", written).strip() if bracket else written.strip()
    parts = words_of(plain) or [plain or written]  # a sign that has a capital, and is no letter
    gender: Gender = ""
    titled = False
    if mention.kind != "name" and parts:
        parts[-1] = bare(parts[-1])
    if not nominal:
        parts, gender, titled = _without_titles(parts, grammar)
    if mention.kind == "name":
        parts = _from_first_name(parts, grammar)
    elif nominal and mention.role not in grammar.partitives:
        parts = _described(parts, grammar)
    key = _key(parts, grammar, nominal=nominal)
    if nominal and mention.role in grammar.partitives:  # "one of the pilots": neither "one" nor "the pilots"
        key = (plain.casefold(),)
    stated = bool(gender)
    if not gender:
        gender, stated = _gender_of(mention, key, grammar)
    initials = bracket[1] if bracket and bracket[1].isupper() else ""
    return Reading(parts, key, plain, initials, gender, nominal, titled, stated)


def words_of(name: str) -> list[str]:
    """The words of a name."""
    return _WORD.findall(name)


def bare(word: str) -> str:
    """A word that does not own anything any more: "Vane" of "Vane’s"."""
    return word[:-2] if word.endswith(_OWNERS[:2]) else word.removesuffix("’")


def is_owned(parts: Sequence[str]) -> bool:
    """Whether a name is of what somebody has: "Vane’s office"."""
    return len(parts) > 1 and any(part.endswith(_OWNERS) for part in parts[:-1])


def _key(parts: Sequence[str], grammar: Grammar, *, nominal: bool) -> tuple[str, ...]:
    """The words that a name is known again by; of a description those before what it is of: "official"."""
    key = tuple(part.casefold().rstrip("’") for part in parts)
    if not nominal or grammar.verb_second:
        return key
    small = (at for at, word in enumerate(key) if at and word in grammar.prepositions)
    return key[: next(small, len(key))]


def _described(parts: list[str], grammar: Grammar) -> list[str]:
    """The words of a description that say who it is: where nouns have capitals, from the first noun on."""
    small = grammar.determiners
    if not grammar.verb_second:
        lead = next((at for at, part in enumerate(parts) if part.casefold() not in small), 0)
        return parts[lead:]
    first = next((at for at, part in enumerate(parts) if part[0].isupper() and part.casefold() not in small), 0)
    return parts[first:]


def _without_titles(parts: list[str], grammar: Grammar) -> tuple[list[str], Gender, bool]:
    """A name's words without the forms of address, the gender they say, and whether there was one."""
    first = 0
    gender: Gender = ""
    while first < len(parts) - 1 and (title := parts[first].casefold().rstrip(".")) in grammar.titles:
        gender = gender or _gender(grammar.titles[title])
        first += 1
    return parts[first:], gender, first > 0


def _from_first_name(parts: list[str], grammar: Grammar) -> list[str]:
    """A person's name without what stands before the first name: "State John F. Ostby", "New Jersey Ann Vane"."""
    names, folded = grammar.first_names, [part.casefold() for part in parts]
    if folded[0] in names or not grammar.organisations.isdisjoint(folded) or is_owned(parts):
        return parts
    first = next((at for at, part in enumerate(folded[:-1]) if at and part in names), 0)
    initial = first and all(len(part) == 1 for part in folded[:first])  # "F. Scott Ostby"
    return parts if initial else parts[first:]


def _gender_of(mention: Mention, key: tuple[str, ...], grammar: Grammar) -> tuple[Gender, bool]:
    """The gender that a mention's role or first name says, and whether it is the role: then it is stated."""
    if mention.role:
        said = grammar.roles.get(mention.role) or grammar.kin.get(mention.role, "")
        if said:
            return _gender(said), True
    if mention.kind != "name" or not key or is_owned(key):
        return "", False
    return _gender(grammar.first_names.get(key[0], "")), False


def _gender(flag: str) -> Gender:
    return "female" if flag == "female" else "male" if flag == "male" else ""

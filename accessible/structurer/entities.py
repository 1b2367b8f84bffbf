"""Who is in this document: names that mean the same one, and whom a pronoun can mean.

A short name ("Kirby") is the longest earlier name that ends in it or, for a person, has it as its surname; initials in
brackets ("Doctors Without Borders (MSF)") are another name of what stands before them.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from msgspec import Struct, field

from accessible.model.document import Speaker
from accessible.structurer.clauses import Mention
from accessible.structurer.words import entries, words

_BRACKET = re.compile(r"\s*[(\[]([^)\]]*)[)\]]")
_WORD = re.compile(r"[^\W_]+(?:[’'\-.][^\W_]+)*")
_POSSESSIVE = re.compile(r"(?:’s|'s|’)$")


class Entity(Struct, eq=False):
    """Somebody or something that speaks; grows while the document is read, so it is the same as nothing but itself."""

    name: str
    length: int  # of the name, in words
    words: tuple[str, ...]
    kind: Literal["person", "organisation", ""] = ""
    gender: Literal["female", "male", ""] = ""
    aliases: dict[str, None] = field(default_factory=dict)
    named: bool = True
    order: int = 0  # of two that a name can mean, it means the one with the higher


class Entities:
    """The table of one document. It is state by nature: what a name means depends on the names before it."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._count = 0
        self._whole: dict[tuple[str, ...], Entity] = {}  # by all words of the name
        self._ending: dict[tuple[str, ...], Entity] = {}  # by its last words, however many: the latest that ends so
        self._initials: dict[str, list[tuple[int, Entity]]] = {}

    def named(self, mention: Mention) -> Entity:
        """The entity that a mention by name or description means; a new one if it is the first of its kind."""
        written = mention.name or mention.text
        bracket = _BRACKET.search(written)
        plain = _BRACKET.sub("", written).strip() if bracket else written.strip()
        titles = _titles(self.language)
        parts = [_POSSESSIVE.sub("", word) if mention.kind != "name" else word for word in _WORD.findall(plain)]
        gender = next((titles[word][0] for word in map(str.casefold, parts) if titles.get(word)), "")
        parts = [part for part in parts if part.casefold().rstrip(".") not in titles] or parts
        key = tuple(part.casefold() for part in parts)
        if mention.kind == "nominal" and not mention.name:
            key = tuple(word for word in key if word not in ("a", "an", "the"))
            parts = [part for part in parts if part.casefold() not in ("a", "an", "the")]
        entity = self._same(key)
        if entity is None:
            kind = self._kind(mention, parts, gender)
            named = mention.kind == "name" or bool(mention.name)
            entity = Entity(" ".join(parts), len(parts), key, kind, named=named)
            self._latest(entity)
        if len(parts) > entity.length and mention.kind == "name":
            entity.aliases[entity.name] = None
            entity.name, entity.length = " ".join(parts), len(parts)
        if gender and not entity.gender:
            entity.gender = gender  # type: ignore[assignment]
        if mention.role and mention.role in words("role", self.language) and not entity.kind:
            entity.kind = "person"
        entity.aliases[mention.text] = None
        entity.aliases[plain] = None
        if bracket and bracket[1].isupper():
            entity.aliases[bracket[1]] = None
            self._known_as(bracket[1].casefold(), entity)
        return entity

    def speakers(self, spoken: list[Entity]) -> tuple[Speaker, ...]:
        """The entities that were found to speak, in the order they first did."""
        return tuple(
            Speaker(
                name=entity.name,
                aliases=tuple(alias for alias in entity.aliases if alias != entity.name),
                kind=entity.kind,
                gender=entity.gender,
                named=entity.named,
            )
            for entity in spoken
        )

    def _latest(self, entity: Entity) -> None:
        """Make an entity the first that its words can mean from now on."""
        self._count += 1
        entity.order = self._count
        self._list(entity)

    def _list(self, entity: Entity) -> None:
        self._whole[entity.words] = entity
        for at in range(len(entity.words)):
            other = self._ending.get(entity.words[at:])
            if other is None or other.order <= entity.order:
                self._ending[entity.words[at:]] = entity

    def _known_as(self, initials: str, entity: Entity) -> None:
        if entity.words[-1:] == (initials,):
            self._latest(entity)
            return
        self._count += 1
        others = self._initials.setdefault(initials, [])
        if others and others[-1][1] is entity:
            del others[-1]
        others.append((self._count, entity))

    def _same(self, key: tuple[str, ...]) -> Entity | None:
        """The entity that a name means: the latest of those that it ends, that end it, or whose initials it is."""
        if not key:
            return None
        found = self._ending.get(key)
        order, grows = (found.order if found else 0), False
        for at in range(1, len(key)):
            shorter = self._whole.get(key[at:])
            if shorter is not None and shorter.order > order:
                found, order, grows = shorter, shorter.order, True
        if len(key) == 1:
            others = self._initials.get(key[0], [])
            while others and key[0] in others[-1][1].words:  # a word of its name by now
                others.pop()
            if others and others[-1][0] > order:
                return others[-1][1]
        if found is not None and grows:
            self._grow(found, key)
        return found

    def _grow(self, entity: Entity, key: tuple[str, ...]) -> None:
        """One known by a short name is met by a longer one."""
        if self._whole.get(entity.words) is entity:
            del self._whole[entity.words]
        entity.words = key
        self._list(entity)

    def _kind(self, mention: Mention, parts: list[str], gender: str) -> Literal["person", "organisation", ""]:
        organisation = words("organisation", self.language)
        if any(_POSSESSIVE.sub("", part).casefold() in organisation for part in parts):
            return "organisation"
        if gender or (mention.role and mention.role in words("role", self.language)):
            return "person"
        if mention.kind == "nominal":
            return ""
        if mention.text.casefold().startswith("the "):  # a person's name takes no article
            return "organisation"
        if len(parts) == 1 and (parts[0].isupper() or "’" in parts[0]):
            return "organisation"
        return "person" if len(parts) in (2, 3) else ""


@cache
def _titles(language: str) -> dict[str, list[str]]:
    """Forms of address, and whom they say somebody is ("male", "female") where they do."""
    return {entry.split()[0]: entry.split()[1:] for entry in entries("title", language)}

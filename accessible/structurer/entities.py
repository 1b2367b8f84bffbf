"""Who is in this document: names that mean the same one, and whom a pronoun can mean.

A short name ("Kirby") is the longest earlier name that ends in it or, for a person, has it as its surname; initials in
brackets ("Doctors Without Borders (MSF)") are another name of what stands before them.
"""

from __future__ import annotations

import re
from typing import Literal

from msgspec import Struct, field

from accessible.model.document import Speaker
from accessible.structurer.clauses import Mention
from accessible.structurer.words import entries, words

_BRACKET = re.compile(r"\s*[(\[]([^)\]]*)[)\]]")
_WORD = re.compile(r"[^\W_]+(?:[’'\-.][^\W_]+)*")
_POSSESSIVE = re.compile(r"(?:’s|'s|’)$")


class Entity(Struct):
    """Somebody or something that speaks; grows while the document is read."""

    name: str
    words: tuple[str, ...]
    kind: Literal["person", "organisation", ""] = ""
    gender: Literal["female", "male", ""] = ""
    aliases: dict[str, None] = field(default_factory=dict)
    named: bool = True


class Entities:
    """The table of one document. It is state by nature: what a name means depends on the names before it."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._known: list[Entity] = []
        self._by_word: dict[str, list[Entity]] = {}

    def named(self, mention: Mention) -> Entity:
        """The entity that a mention by name or description means; a new one if it is the first of its kind."""
        written = mention.name or mention.text
        bracket = _BRACKET.search(written)
        plain = _BRACKET.sub("", written).strip()
        titles = {entry.split()[0]: entry.split()[1:] for entry in entries("title", self.language)}
        parts = [_POSSESSIVE.sub("", word) if mention.kind != "name" else word for word in _WORD.findall(plain)]
        gender = next((titles[w][0] for w in (p.casefold() for p in parts) if titles.get(w)), "")
        parts = [part for part in parts if part.casefold().rstrip(".") not in titles] or parts
        key = tuple(part.casefold() for part in parts)
        if mention.kind == "nominal" and not mention.name:
            key = tuple(word for word in key if word not in ("a", "an", "the"))
            parts = [part for part in parts if part.casefold() not in ("a", "an", "the")]
        entity = self._same(key)
        if entity is None:
            kind = self._kind(mention, parts, gender)
            entity = Entity(" ".join(parts), key, kind, named=mention.kind == "name" or bool(mention.name))
            self._known.append(entity)
            for word in key:
                self._by_word.setdefault(word, []).append(entity)
        if len(parts) > len(entity.name.split()) and mention.kind == "name":
            entity.aliases[entity.name] = None
            entity.name = " ".join(parts)
        if gender and not entity.gender:
            entity.gender = gender  # type: ignore[assignment]
        if mention.role and mention.role in words("role", self.language) and not entity.kind:
            entity.kind = "person"
        entity.aliases[mention.text] = None
        entity.aliases[plain] = None
        if bracket and bracket[1].isupper():
            entity.aliases[bracket[1]] = None
            self._by_word.setdefault(bracket[1].casefold(), []).append(entity)
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

    def _same(self, key: tuple[str, ...]) -> Entity | None:
        if not key:
            return None
        for entity in reversed(self._by_word.get(key[-1], [])):
            if entity.words == key or (len(key) == 1 and key[0] not in entity.words):  # initials
                return entity
            if entity.words[-len(key) :] == key:
                return entity
            if len(key) > len(entity.words) and key[-len(entity.words) :] == entity.words:
                return self._grow(entity, key)
        return None

    def _grow(self, entity: Entity, key: tuple[str, ...]) -> Entity:
        """One known by a short name is met by a longer one."""
        for word in key:
            if entity not in self._by_word.setdefault(word, []):
                self._by_word[word].append(entity)
        entity.words = key
        return entity

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

"""Who is in this document: names that mean the same one.

A short name ("Vane") is the latest name that ends in it, or else the only person's that begins with it; initials in
brackets ("Harbour Users Association (HUA)") are another name of what stands before them. Mr Vane and Mrs Vane are two.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from msgspec import Struct, field

from accessible.model.document import Speaker
from accessible.structurer.attribution.grammar import Grammar
from accessible.structurer.attribution.nouns import Mention
from accessible.structurer.attribution.readings import Gender, Reading, bare, is_owned, read, words_of

Kind = Literal["person", "organisation", ""]


class Entity(Struct, eq=False):
    """Somebody or something that speaks; grows while the document is read, so it is the same as nothing but itself."""

    name: str
    length: int  # of the name, in words
    words: tuple[str, ...]
    kind: Kind = ""
    gender: Gender = ""
    presumed: bool = False  # the gender is only a first name's, which no title or pronoun has confirmed
    aliases: dict[str, None] = field(default_factory=dict)
    named: bool = True
    many: bool = False  # "residents": nobody whom "he" or "she" can mean
    met: int = 0  # how often it was mentioned
    spoke: bool = False  # it has been the subject of a verb of speech
    order: int = 0  # of two that a name can mean, it means the one with the higher


class Entities:
    """The table of one document. It is state by nature: what a name means depends on the names before it."""

    def __init__(self, grammar: Grammar) -> None:
        self.grammar = grammar
        self.hero: Entity | None = None  # the person who was mentioned most, and did not write it
        self._writers: set[Entity] = set()
        self._count = 0
        self._whole: dict[tuple[str, ...], Entity] = {}  # by all words of the name
        self._ending: dict[tuple[str, ...], Entity] = {}  # by its last words, however many: the latest that ends so
        self._beginning: dict[tuple[str, ...], Entity] = {}  # descriptions by their first words, where these are nouns
        self._titled: dict[tuple[str, ...], Entity] = {}  # by the gender that a title said, and the words after it
        self._first: dict[str, set[Entity]] = {}  # persons by the first of several names
        self._initials: dict[str, list[tuple[int, Entity]]] = {}
        self._readings: dict[tuple[str, str, str, str], Reading] = {}

    def named(self, mention: Mention) -> Entity:
        """The entity that a mention by name or description means; a new one if it is the first of its kind."""
        known = (mention.kind, mention.name, mention.text, mention.role)
        reading = self._readings.get(known)
        if reading is None:
            reading = self._readings[known] = read(mention, self.grammar)
        parts, key, gender = reading.parts, reading.key, reading.gender
        headed = reading.nominal and self.grammar.verb_second
        lone = headed and mention.role in self.grammar.roles and " " not in mention.text
        person = self._person_called(key) if lone else None
        entity = self._described_as(key) if headed else self._same(key, gender if reading.titled else "")
        entity = person or entity
        if entity is None:
            named = mention.kind == "name" or bool(mention.name)
            entity = Entity(" ".join(parts), len(parts), key, self._kind(mention, parts, gender), named=named)
            entity.many = reading.nominal and self.grammar.is_plural(key[-1])
            self._latest(entity)
        self._learn(entity, mention, reading)
        entity.met += 1
        most = self.hero.met if self.hero is not None else 0
        if entity.kind == "person" and entity.met > most and entity not in self._writers:
            self.hero = entity
        entity.aliases[mention.text] = None
        entity.aliases[reading.plain] = None
        if reading.initials:
            entity.aliases[reading.initials] = None
            self._known_as(reading.initials.casefold(), entity)
        return entity

    def wrote(self, entity: Entity) -> None:
        """Somebody is named as a writer: in an interview that is who asks."""
        self._writers.add(entity)
        if self.hero is entity:
            self.hero = None

    def says(self, entity: Entity) -> None:
        """Somebody is the subject of a verb of speech; two or three names that are no organisation's are a person's."""
        entity.spoke = True
        if not entity.kind and entity.named and entity.length in (2, 3):
            entity.kind = "person"

    def called(self, name: str) -> Entity | None:
        """The entity that a name by itself means, if the document has met it."""
        return self._same(tuple(part.casefold() for part in words_of(name)), "")

    def _learn(self, entity: Entity, mention: Mention, reading: Reading) -> None:
        """What a mention tells about an entity: a longer name, a gender, that it is a person."""
        parts, gender = reading.parts, reading.gender
        if mention.kind == "name" and len(parts) > entity.length:
            entity.aliases[entity.name] = None
            entity.name, entity.length = " ".join(parts), len(parts)
        if gender and not entity.gender and entity.kind != "organisation":
            entity.gender = gender
            entity.presumed = not reading.stated
        elif reading.stated and gender == entity.gender:
            entity.presumed = False
        person = reading.titled or mention.role in self.grammar.roles or mention.role in self.grammar.kin
        if person and not entity.kind:
            entity.kind = "person"
        if reading.titled and gender:
            self._titled[gender, *entity.words] = entity
            self._titled[gender, entity.words[-1]] = entity
        if entity.kind == "person" and len(entity.words) > 1:
            self._first.setdefault(entity.words[0], set()).add(entity)

    def speakers(self, spoken: Iterable[Entity]) -> tuple[Speaker, ...]:
        """The entities that were found to speak, in the order they first did."""
        return tuple(
            Speaker(
                name=entity.name,
                aliases=tuple(alias for alias in entity.aliases if alias != entity.name),
                kind=entity.kind,
                gender="" if entity.presumed else entity.gender,
                named=entity.named,
            )
            for entity in spoken
        )

    def _latest(self, entity: Entity) -> None:
        """Make an entity the first that its words can mean from now on."""
        self._count += 1
        entity.order = self._count
        self._list(entity)

    def _described_as(self, key: tuple[str, ...]) -> Entity | None:
        """The entity that a description means whose first noun is its head: „der Sprecher“, „Sprecher der Polizei“."""
        return self._beginning.get(key)

    def _person_called(self, key: tuple[str, ...]) -> Entity | None:
        """The person whose surname is also a word for what somebody is, where that stands by itself: „so Richter“."""
        found = self._ending.get(key)
        return found if found is not None and found.kind == "person" and found.named and found.length > 1 else None

    def _list(self, entity: Entity) -> None:
        if not entity.named and self.grammar.verb_second:
            for at in range(1, len(entity.words) + 1):
                self._beginning[entity.words[:at]] = entity
            return
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

    def _same(self, key: tuple[str, ...], titled: str) -> Entity | None:
        """The entity that a name means: the latest of those that it ends, that end it, or whose initials it is.

        ``titled`` is the gender that a title before the name says; it never means somebody of the other one.
        """
        if not key:
            return None
        if titled and (titled, *key) in self._titled:
            return self._titled[titled, *key]
        found = self._ending.get(key)
        order, grows = (found.order if found else 0), False
        for at in range(1, len(key)):
            shorter = self._whole.get(key[at:])
            if shorter is not None and shorter.order > order and not self._differs(shorter, key[0]):
                found, order, grows = shorter, shorter.order, True
        if len(key) == 1:
            others = self._initials.get(key[0], [])
            while others and key[0] in others[-1][1].words:  # a word of its name by now
                others.pop()
            if others and others[-1][0] > order:
                return others[-1][1]
            if found is None:
                found = self._by_first_name(key[0])
        elif found is None and key[0] in self.grammar.first_names:
            found = self._whole.get(key[:1])  # "Maren", and then "Maren Ostby"
            grows = found is not None
        if found is not None and titled and found.gender and found.gender != titled:
            return None
        if found is not None and grows:
            self._grow(found, key)
        return found

    def _differs(self, entity: Entity, first: str) -> bool:
        """Whether a first name says another gender than the entity has: Mr Vane is not Maren Vane."""
        said = self.grammar.first_names.get(first, "")
        return bool(said and entity.gender and said != entity.gender)

    def _by_first_name(self, first: str) -> Entity | None:
        others = self._first.get(first, set())
        return next(iter(others)) if len(others) == 1 else None

    def _grow(self, entity: Entity, key: tuple[str, ...]) -> None:
        """One known by a short name is met by a longer one."""
        if self._whole.get(entity.words) is entity:
            del self._whole[entity.words]
        entity.words = key
        self._list(entity)

    def _kind(self, mention: Mention, parts: list[str], gender: str) -> Kind:
        grammar = self.grammar
        if mention.kind == "nominal" and (mention.role in grammar.roles or mention.role in grammar.kin):
            return "person"
        if not grammar.organisations.isdisjoint([bare(part).casefold() for part in parts]):
            return "organisation"
        if gender or mention.role in grammar.roles or mention.role in grammar.kin:
            return "person"
        if mention.kind == "nominal":
            return ""
        if mention.text.casefold().startswith("the "):  # a person's name takes no article
            return "organisation"
        if is_owned(parts):  # "Vane’s office" is not Vane
            return ""
        if parts[0].casefold() in grammar.first_names:
            return "person"
        if len(parts) == 1 and (parts[0].isupper() or "’" in parts[0]):
            return "organisation"
        return ""

"""The cast of a story: everybody whom it names, under all the names that mean the same one.

Made before anybody's words are attributed, from what the whole document shows: a name is a person's because a form of
address stands before it, because somebody of that name speaks or is called by it, or because it is a first name or the
subject of sentences (and mostly not where someone is or goes). The gender is what forms of address, first names and
the pronouns around a name say. Mr Vane and Mrs Vane are two; so are Miss Vane and her mother.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from msgspec import Struct

from accessible.structurer.attribution.entities import Entity
from accessible.structurer.attribution.readings import Gender
from accessible.structurer.attribution.sightings import Manners
from accessible.structurer.attribution.tallies import Tally

_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")

#: How many times as often as a full name its last word may be met.
_OFTEN = 12
#: How somebody says a name, and nobody is called: "Cap’n Vane".
_SPOKEN = re.compile(r"\w[’'](?!s\b)[a-z]|\w[’'](?:$|\s)")
#: An office cut short before a full name, and whose it is: "U.S. Rep. Ann Cole"; "Mrs. Ann Cole" is a form of address.
_OFFICE = re.compile(r"^(?:(?:[A-Z]\.){2,}\s++)?(?!M(?:[rs]|rs|me|lle|lles|essrs)\.)[A-Z][a-z]++\.\s++(?=\S++\s++\S)")
#: No name that is met only once is plain with more words.
_PLAIN = 3
#: A form of a name is a slip when it is met once in more uses of all its forms than this.
_SELDOM, _SELDOM_TITLED = 60, 8


class _Name(Struct):
    """A name in parts."""

    written: str
    rest: tuple[str, ...]  # folded, without forms of address
    titled: bool
    gender: Gender
    tally: Tally


class Cast:
    """The characters of one document. It is state by nature: descriptions are met one after another."""

    def __init__(self, tallies: Mapping[str, Tally], manners: Manners) -> None:
        self.manners = manners
        self.narrator: Entity | None = None
        self._tally: dict[Entity, Tally] = {}
        self._people: dict[Entity, bool] = {}
        self._known: dict[tuple[Gender, bool, tuple[str, ...]], Entity | None] = {}
        self._by_word: defaultdict[str, list[Entity]] = defaultdict(list)
        self._given: defaultdict[str, set[Entity]] = defaultdict(set)  # by the first of several names
        self._titles: defaultdict[str, set[Entity]] = defaultdict(set)  # by a form of address before the name
        self._forms: defaultdict[Entity, list[_Name]] = defaultdict(list)
        self._cached: dict[str, Entity | None] = {}
        self._described: dict[str, dict[Entity, frozenset[str]]] = {}  # by noun; what else was told
        self._alone: Counter[str] = Counter()  # how often each word is a name by itself
        self._opening = {(word,) for word in manners.opening | manners.personal.keys()}
        names = [self._parsed(written, tally) for written, tally in tallies.items()]
        for name in names:
            if len(name.rest) == 1:
                self._alone[name.rest[0]] += name.tally.count
        for name in sorted(names, key=lambda name: (-len(name.rest), not name.titled, -name.tally.count, name.written)):
            if name.rest:
                self._enter(name)
        for entity, tally in self._tally.items():
            entity.name = self._called(_fullest(self._forms[entity], tally))
            self._people[entity] = self._is_person(entity, tally)
            if not entity.gender and max(tally.male, tally.female) >= 2:
                if tally.male > 2 * tally.female:
                    entity.gender = "male"
                elif tally.female > 2 * tally.male:
                    entity.gender = "female"
            elif entity.presumed:
                says, other = (tally.male, tally.female) if entity.gender == "male" else (tally.female, tally.male)
                entity.presumed = says < 1 or says <= other

    # --------------------------------------------------------------------------------------------------------- names
    def find(self, written: str) -> Entity | None:
        """The character that a name means, or None when it is nobody's."""
        if written not in self._cached:
            name = self._parsed(written, Tally())
            found = self._match(name) if name.rest else None
            self._cached[written] = found if found is not None and self._people.get(found, True) else None
        return self._cached[written]

    def tally(self, entity: Entity) -> Tally:
        """What the document shows of a character."""
        return self._tally.get(entity, Tally())

    def _parsed(self, written: str, tally: Tally) -> _Name:
        written = _OFFICE.sub("", written).rstrip("’'")
        words = [word.casefold().removesuffix("’s").removesuffix("'s") for word in _WORD.findall(written)]
        address = self.manners.address
        titles = [word for word in words if word in address]
        rest = tuple(word for word in words if word not in address)
        genders = [address[word] for word in titles if address[word]]
        gender = _gender(genders[0]) if genders else ""
        if not rest:  # "the General", "Mother"
            return _Name(written, tuple(words[-1:]), False, _gender(address[words[-1]]) if words else "", tally)
        return _Name(written, rest, bool(titles), gender, tally)

    def _enter(self, name: _Name) -> None:
        entity = self._match(name)
        if entity is None:
            entity = Entity(name.written, len(name.rest), name.rest, "person", name.gender)
            entity.gender = name.gender or _gender(self.manners.first_names.get(name.rest[0], ""))
            entity.presumed = bool(entity.gender) and not name.gender
            self._tally[entity] = Tally()
        elif name.titled and name.gender and (not entity.gender or entity.presumed):
            entity.gender, entity.presumed = name.gender, False
        entity.aliases[name.written] = None
        self._forms[entity].append(name)
        self._tally[entity].add(name.tally)
        self._known[name.gender if name.titled else "", name.titled, name.rest] = entity
        if name.titled:
            self._people[entity] = True
            for word in _WORD.findall(name.written)[: -len(name.rest)]:
                self._titles[word.casefold()].add(entity)
        if not self._solid(name):
            if self._introduced(name):
                self._by_word[name.rest[-1]].append(entity)
            return
        for word in (*name.rest, name.rest[-1].rpartition("-")[2]):
            if word not in self.manners.address and entity not in self._by_word[word]:
                self._by_word[word].append(entity)
        if len(name.rest) > 1:
            self._given[name.rest[0]].add(entity)

    def _called(self, name: _Name) -> str:
        """A name as written, but an office before a full name is none of it: "Mayor Petra Vane"."""
        words = name.written.split()
        if len(name.rest) > 1 and name.titled and not name.gender:
            while words[0].casefold().rstrip(".") in self.manners.address:
                del words[0]
        return " ".join(words)

    def _introduced(self, name: _Name) -> bool:
        """Whether a name of two words, the subject of its sentences, may be the one that its last word alone means: not
        when that alone is met much more often."""
        tally = name.tally
        alone = self._alone[name.rest[-1]]
        return len(name.rest) == 2 and tally.subjects > 0 == tally.led and alone <= _OFTEN * tally.count

    def _solid(self, name: _Name) -> bool:
        """Whether a shorter name can mean the one of this name: of "Toad Hall" and "London Lydia" it cannot."""
        return (
            len(name.rest) == 1
            or name.titled
            or name.rest[0] in self.manners.first_names
            or name.rest[0] in self.manners.nicknames
            or name.tally.cues + name.tally.called > 0
        )

    def _match(self, name: _Name) -> Entity | None:
        """The character of the cast so far that a name can mean, the best known first."""
        gender: Gender = name.gender if name.titled else ""
        if (gender, name.titled, name.rest) in self._known:
            return self._known[gender, name.titled, name.rest]
        if len(name.rest) > 1:
            fits = [
                entity
                for entity in self._by_word[name.rest[-1]]
                if len(entity.words) > 1
                and self._same_first(entity.words[0], name.rest[0])
                and entity.words[-1] == name.rest[-1]
            ] or [entity for entity in self._by_word[name.rest[0]] if entity.words == name.rest]
            return next((entity for entity in fits if not (gender and entity.gender and gender != entity.gender)), None)
        word = name.rest[0]
        if word not in self._by_word and "-" in word:  # "Wren-Foster" is the one of Foster
            word = word.rpartition("-")[2]
        if word in self.manners.address and not name.titled:  # "the Doctor" is Doctor Vane, if there is no other doctor
            bearers = self._titles[word] if word not in self.manners.forms else set()
            return next(iter(bearers)) if len(bearers) == 1 else None
        fits = [entity for entity in self._by_word[word] if not (gender and entity.gender and entity.gender != gender)]
        if not fits:
            longer = [
                entity
                for first in self.manners.nicknames.get(word, ())
                for entity in self._by_word[first]
                if entity.words[0] == first and not (gender and entity.gender and entity.gender != gender)
            ]
            return longer[0] if len(longer) == 1 else None
        given = [entity for entity in fits if entity in self._given[word]]
        family = [entity for entity in fits if entity.words[-1] == word]
        married = "mrs" in name.written.casefold().replace(".", "").split() or "mme" in name.written.casefold()
        if name.titled:
            pool = [entity for entity in family if not married or "mrs" in " ".join(entity.aliases).casefold()]
            pool = pool or ([] if married else given)
            return pool[0] if len(pool) == 1 or (pool and self._ahead(pool)) else None
        if len(given) == 1:
            return given[0]
        if not given and family:  # by the bare surname men are called, seldom women
            family = [entity for entity in family if entity.gender != "female"] or family
        return max(given or family or fits, key=self._weight)

    def _same_first(self, one: str, other: str) -> bool:
        """Whether two first names can be one person's: the same, or the short form of the other."""
        nicknames = self.manners.nicknames
        return one == other or one in nicknames.get(other, ()) or other in nicknames.get(one, ())

    def _weight(self, entity: Entity) -> tuple[int, bool]:
        return self._tally[entity].count, entity.gender == "male"

    def _ahead(self, pool: list[Entity]) -> bool:
        """Whether the first of several bears the name of more of the mentions than the others together."""
        counts = [self._tally[entity].count for entity in pool]
        return counts[0] > 2 * sum(counts[1:])

    def _is_person(self, entity: Entity, tally: Tally) -> bool:
        if len(entity.words) == 1 and entity.words[0] in self.manners.forms and not self._people.get(entity):
            return False  # "Madame" by itself is anybody
        if entity.words[0] in self.manners.exclamations or entity.words in self._opening:
            return False
        if self._people.get(entity) or tally.cues or (tally.called and tally.called >= tally.led):
            return True
        mostly_place = 2 * tally.led > tally.count
        if entity.words[0] in self.manners.first_names:
            return not mostly_place
        meant = tally.male + tally.female > 0
        return meant and tally.subjects >= 2 and tally.led <= tally.subjects and 4 * tally.led <= tally.count

    # -------------------------------------------------------------------------------------------------- descriptions
    def described(self, noun: str, text: str) -> Entity:
        """The one a description means: of the same noun, the same one as long as the scene lasts, but that "the little
        bell" is not "the big bell"."""
        known = self._described.setdefault(noun, {})
        told = _told(text, self.manners.opening)
        entity = next((one for one, of in reversed(known.items()) if not (told and of and told.isdisjoint(of))), None)
        if entity is None:
            gender = _gender(self.manners.people.get(noun, ""))
            entity = Entity(text, 1, (noun,), "person", gender, named=False)
        known[entity] = known.get(entity, frozenset()) | told
        entity.aliases[text] = None
        return entity

    def knows(self, noun: str) -> bool:
        """Whether somebody or something of a noun is in the scene."""
        return bool(self._described.get(noun))

    def reveal(self, described: Entity, named: Entity) -> None:
        """A description means somebody with a name for the rest of the scene."""
        for known in self._described.values():
            if described in known:
                known[named] = known.pop(described)
        named.aliases.update(described.aliases)

    def new_scene(self) -> None:
        """Descriptions mean others from now on."""
        self._described.clear()


def _told(text: str, small: frozenset[str]) -> frozenset[str]:
    """What a description tells beside its noun: "little" of "the little bell"."""
    return frozenset(word.casefold() for word in _WORD.findall(text)[:-1]) - small


def _fullest(forms: Sequence[_Name], whole: Tally) -> _Name:
    """The form of a name to call somebody by: the fullest that is no slip, titled if it is of one word."""

    def fullness(name: _Name) -> tuple[bool, int, bool, int]:
        one = len(name.rest) == 1
        uses = name.tally.count + name.tally.cues + name.tally.called
        all_uses = whole.count + whole.cues + whole.called
        seldom = uses * (_SELDOM_TITLED if one and name.titled else _SELDOM) < all_uses
        slip = len(name.rest) > _PLAIN or len(set(name.rest)) < len(name.rest) or not name.tally.count
        if _SPOKEN.search(name.written):
            return False, 0, False, uses
        return not seldom and (uses > 1 or not slip), len(name.rest), name.titled == one, uses

    told = [name for name in forms if name.tally.count]  # by the narration, not only by somebody's tongue
    return max(told or forms, key=fullness)


def _gender(flag: str) -> Gender:
    return "female" if flag == "female" else "male" if flag == "male" else ""

"""Who is there: how much each character of a story stands out where somebody speaks.

Each mention in the narration adds to it, a subject more than an object and a name more than a pronoun, and it fades
with every paragraph (after Lappin & Leass 1994, "An Algorithm for Pronominal Anaphora Resolution").
"""

from __future__ import annotations

from collections.abc import Iterable

from accessible.structurer.attribution.characters import Cast
from accessible.structurer.attribution.entities import Entity
from accessible.structurer.attribution.introductions import named_as
from accessible.structurer.attribution.readings import Gender
from accessible.structurer.attribution.sightings import Sighting

# The weights say what Lappin & Leass 1994 found: that subjects stand out more than objects, these more than what a
# preposition leads to, names more than pronouns, and all of it less with distance. Their sizes were set by hand on the
# conversations of 49 novels, relative to the subject's, and none is delicate: halved or doubled, each changes the share
# of quotations with the right speaker by less than two in a hundred. How fast they fade matters more: 0.7 and 0.95 both
# lose about three in a hundred.
#: How much a paragraph farther away somebody counts less, and how many that are near are looked at.
_FADES, _NEAR = 0.85, 5
#: What makes somebody stand out: as a sentence's subject, as another part of it, behind a preposition, as who speaks.
_SUBJECT, _OTHER, _LED, _SPEAKS = 1.0, 0.45, 0.25, 1.0
#: How much of that when it is a pronoun that means somebody, and when somebody is described: often a named one is.
_MEANT, _DESCRIBED = 0.6, 0.4
#: The most that anybody stands out, how many are kept in mind, and what is left of it when the scene ends.
_MOST, _KEPT, _LEFT = 4.0, 24, 0.15
#: How much somebody of unknown gender counts as what a pronoun means.
_UNSURE = 0.35


class Presence:
    """Who stands out while a story is read from front to back. It is state by nature."""

    def __init__(self, cast: Cast, language: str) -> None:
        self.cast = cast
        self.language = language
        self.revealed: dict[Entity, Entity] = {}  # those described first, and who they turn out to be
        self._there: dict[Entity, tuple[float, int]] = {}

    def meet(self, entity: Entity, at: int, weight: float) -> None:
        """Somebody is seen in a paragraph."""
        was, when = self._there.pop(entity, (0.0, at))
        self._there[entity] = (min(was * _FADES ** (at - when) + weight, _MOST), at)
        if len(self._there) > _KEPT:
            del self._there[next(iter(self._there))]

    def speaks(self, entity: Entity | None, at: int) -> None:
        """Somebody is said to speak."""
        if entity is not None:
            self.meet(entity, at, _SPEAKS)

    def reveal(self, described: Entity, named: Entity) -> None:
        """The name of somebody described is told."""
        self.revealed[described] = named
        named.gender = named.gender or described.gender
        self.cast.reveal(described, named)
        if described in self._there:
            self._there[named] = self._there.pop(described)

    def leave(self) -> None:
        """The scene ends."""
        for entity, (was, when) in self._there.items():
            self._there[entity] = (was * _LEFT, when)

    def near(self, at: int, gender: Gender = "") -> dict[Entity, float]:
        """Those who stand out most in a paragraph, of a gender if one is asked for."""
        found = {}
        for entity, (was, when) in self._there.items():
            strength = was * _FADES ** (at - when)
            if gender and entity.gender != gender:
                if entity.gender:
                    continue
                strength *= _UNSURE
            found[entity] = strength
        most = sorted(found, key=lambda entity: -found[entity])[:_NEAR]
        return {entity: found[entity] for entity in most}

    def _most(self, at: int, gender: Gender) -> Entity | None:
        """The one of a gender who stands out most in a paragraph."""
        best: Entity | None = None
        most = 0.0
        for entity, (was, when) in self._there.items():
            if was > most and entity.gender in (gender, ""):  # nobody stands out more than then
                strength = was * _FADES ** (at - when) * (1 if entity.gender else _UNSURE)
                if strength > most:
                    best, most = entity, strength
        return best

    def meant(self, sighting: Sighting, text: str, at: int) -> Entity | None:
        """Whom a sighting means."""
        match sighting.kind:
            case "name":
                return self.cast.find(sighting.key)
            case "description":
                return self.cast.find(sighting.key) or self.cast.described(
                    sighting.key, " ".join(text[sighting.start : sighting.end].split())
                )
            case _:
                if sighting.key == "first":
                    return self.cast.narrator
                if sighting.key not in ("male", "female"):
                    return None
                return self._most(at, "male" if sighting.key == "male" else "female")

    def see(self, sightings: Iterable[Sighting], text: str, at: int) -> None:
        """Meet everybody in a stretch of narration."""
        described: Entity | None = None
        for sighting in sightings:
            entity = self.meant(sighting, text, at)
            if entity is not None:
                pronoun = sighting.kind == "pronoun"
                if not entity.named and entity is not self.cast.narrator:
                    described = entity
                elif (
                    sighting.kind == "name" and described is not None and named_as(text, sighting.start, self.language)
                ):
                    self.reveal(described, entity)
                weight = _SUBJECT if sighting.subject else _LED if sighting.led else _OTHER
                if not entity.named and not pronoun:
                    weight *= _DESCRIBED
                self.meet(entity, at, weight * (_MEANT if pronoun else 1.0))

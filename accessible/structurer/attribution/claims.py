"""How much speaks for each that may say a turn: whom its cue, its sentence, its calls and those of its neighbours mean.

After He, Barbosa & Kondrak 2013, "Identification of Speakers in Novels": who is near, who is named beside the turn, who
is called in it (and so does not speak) and in the turns before and after it (and so may well).
"""

from __future__ import annotations

from collections.abc import Sequence

from accessible.structurer.attribution.characters import Cast
from accessible.structurer.attribution.entities import Entity
from accessible.structurer.attribution.narrators import says_first
from accessible.structurer.attribution.presence import Presence
from accessible.structurer.attribution.readings import Gender
from accessible.structurer.attribution.turns import FAR, Turn

#: How a name ends that owns what is behind it.
OWNERS = ("’s", "'s")

Weights = dict[Entity | None, float]

# Set by hand on 49 novels; none is delicate: halved or doubled, each changes the share of quotations with the right
# speaker by less than one in a hundred.
#: Weights of those who may speak, beside how much they stand out (about 1 for the subject of the last sentence).
_AHEAD, _AHEAD_MEANT = 1.0, 0.5  # named as speakers soon after, in a turn without a cue and in one with a pronoun
_NOBODY, _NOBODY_MEANT = 0.12, 0.15  # somebody unknown, in either
_TELLS = 0.3  # the narrator, who is always there
_NAMED, _NAMED_THING = 0.15, 0.05  # times: somebody with a name, where somebody is described; "the parrot", "a voice"
_BESIDE, _TAGGED = 20.0, 200.0  # times: the subject of the sentence beside the turn; a name behind it and a verb
_CALLED, _SPOKEN_OF = 0.02, 0.15  # times: who is called in the turn, and who is named in it
_ANSWERS, _ANSWERED = 6.0, 4.0  # times: who is called in the turn before, and in the turn after
_CALLED_IN = 0.4  # at least: somebody called who was not thought of
_ANOTHER = 0.2  # times: of another gender than the one spoken to in the turn before or after
#: How much a turn farther away counts less, how many of those named soon are looked at, how near calls reach.
_FADES, _SOON, _SLIGHT, _REACH = 0.8, 3, 0.1, 2


def said_by(turn: Turn, cast: Cast) -> Entity | None:
    """Whom a turn's cue names."""
    if turn.cue is None:
        return None
    if turn.cue.subject.kind == "name":
        name = turn.cue.subject.name
        return None if name.endswith(OWNERS) else cast.find(name)  # what is Vane’s is not Vane
    return cast.narrator if says_first(turn, cast.manners) else None


def named_soon(turns: Sequence[Turn], cast: Cast) -> list[dict[Entity, float]]:
    """For each turn, from the last to the first, those who are said by name to speak soon after it, in the same
    scene."""
    soon: dict[Entity, float] = {}
    found: list[dict[Entity, float]] = []
    for turn in reversed(turns):
        found.append(dict(sorted(soon.items(), key=lambda item: -item[1])[:_SOON]))
        soon = {who: near * _FADES for who, near in soon.items() if near > _SLIGHT} if turn.gap < FAR else {}
        entity = said_by(turn, cast)
        if entity is not None:
            soon[entity] = 1.0
    return found


def claims_on(turn: Turn, presence: Presence, soon: dict[Entity, float], text: str) -> Weights:
    """The weight of each that may say a turn in the paragraph of ``text``."""
    said = said_by(turn, presence.cast)
    if said is not None:
        return {said: 1.0}
    if turn.sign == "nobody":
        return {None: 1.0}
    if turn.cue is None:
        return _uncued(turn, presence, soon, text)
    if turn.cue.subject.kind == "pronoun":
        return _meant(turn.cue.subject.text, turn.at, presence, soon)
    if turn.cue.subject.text.casefold() in presence.cast.manners.talking:  # "said you" names nobody
        return _uncued(turn, presence, soon, text)
    described = _described(turn, presence.cast)
    if described is None or described.named:
        return {described: 1.0}
    weights: Weights = {}
    owner = _owner(turn, presence.cast)
    times = _NAMED if described.words[0] in presence.cast.manners.people else _NAMED_THING
    for entity, strength in presence.near(turn.at, described.gender).items():
        if entity.named and entity is not presence.cast.narrator and entity is not owner:
            weights[entity] = times * strength
    weights[described] = 1.0 + weights.get(described, 0.0)
    return weights


def _standing(near: dict[Entity, float]) -> Weights:
    """Those who stand out, as weights."""
    weights: Weights = {}
    for entity, strength in near.items():
        weights[entity] = strength
    return weights


def _uncued(turn: Turn, presence: Presence, soon: dict[Entity, float], text: str) -> Weights:
    weights = _standing(presence.near(turn.at))
    for entity, strength in soon.items():
        weights[entity] = weights.get(entity, 0.0) + _AHEAD * strength
    narrator = presence.cast.narrator
    if narrator is not None:
        weights[narrator] = weights.get(narrator, 0.0) + _TELLS
    weights[None] = _NOBODY
    shown = presence.meant(turn.beside, text, turn.at) if turn.beside is not None else None
    if shown is not None:
        times = _BESIDE if turn.sign == "beside" else _TAGGED
        weights[shown] = max(weights.get(shown, 0.0), 0.5 * max(weights.values())) * times
    return weights


def _meant(pronoun: str, at: int, presence: Presence, soon: dict[Entity, float]) -> Weights:
    """Those whom the pronoun of a cue can mean."""
    means = presence.cast.manners.personal.get(pronoun.casefold(), ("many", ""))[0]
    if means not in ("male", "female"):
        return {None: 1.0}
    gender: Gender = "male" if means == "male" else "female"
    weights = _standing(presence.near(at, gender))
    for entity, strength in soon.items():
        if entity.gender in (gender, ""):
            weights[entity] = weights.get(entity, 0.0) + _AHEAD_MEANT * strength
    weights.pop(presence.cast.narrator, None)
    weights[None] = _NOBODY_MEANT
    return weights


def _described(turn: Turn, cast: Cast) -> Entity | None:
    """Whom a cue describes: by a noun for a person or for what has spoken before, or by whatever stands right behind a
    quotation and its verb."""
    assert turn.cue is not None
    subject = turn.cue.subject
    _, of, name = subject.text.rpartition(" of ")
    if (of or subject.kind == "name") and name[:1].isupper():  # "the voice of John Vane"
        return None if name.endswith(OWNERS) else cast.find(name)
    noun = subject.role or subject.text.rpartition(" ")[2].casefold()
    if noun in cast.manners.partitives:  # "one of the pilots" is nobody whom the story knows
        return None
    known = noun in cast.manners.people or cast.knows(noun)
    if not known and not (turn.cue.inverted and turn.sign == "cue after"):
        return None
    return cast.find(noun) or cast.described(noun, subject.text)


def _owner(turn: Turn, cast: Cast) -> Entity | None:
    """Whose somebody described is, who so is another: "Vane’s old captain"."""
    assert turn.cue is not None
    for mark in OWNERS:
        owner, found, _ = turn.cue.subject.text.partition(f"{mark} ")
        if found:
            return cast.find(owner)
    return None


def call(turns: Sequence[Turn], weights: Sequence[Weights], cast: Cast) -> None:
    """Change the weights of turns by whom they and their neighbours speak to: who is called does not speak there, but
    spoke before or speaks next; and hardly anybody says the own name."""
    for at, turn in enumerate(turns):
        beside = [
            (other, times)
            for other, times in ((at + 1, _ANSWERS), (at - 1, _ANSWERED))
            if 0 <= other < len(turns) and turns[max(other, at)].gap < _REACH and len(weights[other]) > 1
        ]
        for other, _ in beside if turn.addressed else ():
            for who in weights[other]:
                if who is not None and who.gender and who.gender != turn.addressed:
                    weights[other][who] *= _ANOTHER
        for named in turn.named:
            entity = cast.find(named.name)
            if entity is None:
                continue
            if entity in weights[at] and len(weights[at]) > 1:
                weights[at][entity] *= _CALLED if named.called else _SPOKEN_OF
            for other, times in beside if named.called else ():
                if turns[other].cue is None:
                    weights[other][entity] = max(weights[other].get(entity, 0.0), _CALLED_IN) * times
                elif entity in weights[other]:
                    weights[other][entity] *= times

"""Who says "I": the narrator of a story in the first person, by the name that others call that one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from accessible.structurer.attribution.characters import Cast
from accessible.structurer.attribution.discourse import Paragraph
from accessible.structurer.attribution.entities import Entity
from accessible.structurer.attribution.introductions import introduces
from accessible.structurer.attribution.sightings import Manners, Sighting, Usage
from accessible.structurer.attribution.turns import Turn

#: How often "I" is the subject of the narration at least, and of how many paragraphs one has it.
_FEWEST, _ONE_IN = 5, 8
#: What a vocative says for its being the narrator's name: by itself, in talking with the narrator, by the narrator; and
#: what telling the own name says.
_CALLED, _CALLED_BESIDE, _CALLS, _INTRODUCED = 1, 3, -3, 9

#: Paragraphs of narration after which a turn is no answer any more.
_REACH = 2
#: Of how many turns of a narrator one vote at least is asked for.
_PER_VOTE = 8
#: How many times as often as all others together somebody is called who is seldom called at all.
_CLEAR = 2


def says_first(turn: Turn, manners: Manners) -> bool:
    """Whether a turn's cue is "I said"."""
    if turn.cue is None or turn.cue.subject.kind != "pronoun":
        return False
    return manners.personal.get(turn.cue.subject.text.casefold(), ("", ""))[0] == "first"


def _may_tell(entity: Entity, cast: Cast, usage: Usage, spoken_to: Counter[str]) -> bool:
    """Whether somebody may be the narrator: the narration hardly names that one, and nobody who talks with the narrator
    speaks as to the other gender."""
    tally, head = cast.tally(entity), entity.words[0]
    if len(head) == 1 or usage.small[head] or tally.subjects + tally.cues > 1:
        return False
    return not entity.gender or spoken_to[entity.gender] >= max(spoken_to.values(), default=0)


def _to_narrator(at: int, turns: Sequence[Turn], mine: Sequence[bool]) -> bool:
    """Whether a turn is spoken to the one who says "I": that one spoke right before it, or answers it, and nobody else
    spoke right before."""
    if at and mine[at - 1] and turns[at].gap < _REACH:
        return True
    answers = at + 1 < len(turns) and mine[at + 1] and turns[at + 1].gap < _REACH
    return answers and not (at and turns[at].gap < _REACH)


def narrator_of(
    paragraphs: Sequence[Paragraph | None],
    sightings: Sequence[Sequence[Sighting]],
    turns: Sequence[Turn],
    cast: Cast,
    usage: Usage,
    language: str,
) -> Entity | None:
    """The narrator, None when there is none who says "I"; one whose name is told nowhere is not ``named``.

    It is somebody whom others call by name when they talk with the one who says "I", and whom the narration, which
    calls that one "I", does not name as doing or saying anything.

    ``paragraphs`` are those of the whole story, a None where a scene ends; ``sightings`` has one list for each of them,
    and each turn's ``at`` is an index into both. ``cast`` is not changed. ``language`` is a BCP 47 tag.
    """
    manners = cast.manners
    mine = [says_first(turn, manners) for turn in turns]
    told = sum(sighting.key == "first" and sighting.subject for seen in sightings for sighting in seen)
    often = told >= _FEWEST and told * _ONE_IN > sum(paragraph is not None for paragraph in paragraphs)
    if not any(mine) and not often:
        return None
    votes: Counter[Entity] = Counter()
    spoken_to: Counter[str] = Counter()  # as "sir" and "madam"
    for at, turn in enumerate(turns):
        beside = _to_narrator(at, turns, mine)
        if beside and turn.addressed:
            spoken_to[turn.addressed] += 1
        for named in turn.named:
            entity = cast.find(named.name) if named.called else None
            if entity is not None:
                votes[entity] += _CALLS if mine[at] else _CALLED_BESIDE if beside else _CALLED
        paragraph = paragraphs[turn.at]
        if mine[at] and paragraph is not None:
            for line in turn.lines:
                quote = line.quote
                entity = cast.find(introduces(paragraph.text, quote.start, quote.end, "", language))
                if entity is not None:
                    votes[entity] += _INTRODUCED
    may = {entity: count for entity, count in votes.items() if count > 0 and _may_tell(entity, cast, usage, spoken_to)}
    for entity, count in sorted(may.items(), key=lambda item: (-item[1], item[0].name)):
        alone = entity.words[0] in manners.first_names and _CLEAR * (sum(may.values()) - count) <= count
        needed = 2 * _CALLED_BESIDE if not often else _CALLED if alone else _CALLED_BESIDE
        if count >= max(needed, sum(mine) // _PER_VOTE):
            return entity
    return Entity("narrator", 1, ("narrator",), "person", "", named=False)

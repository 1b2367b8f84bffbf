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

#: Of how many turns of a narrator one vote at least is asked for.
_PER_VOTE = 8


def says_first(turn: Turn, manners: Manners) -> bool:
    """Whether a turn's cue is "I said"."""
    if turn.cue is None or turn.cue.subject.kind != "pronoun":
        return False
    return manners.personal.get(turn.cue.subject.text.casefold(), ("", ""))[0] == "first"


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
    """
    manners = cast.manners
    mine = [says_first(turn, manners) for turn in turns]
    told = sum(sighting.key == "first" and sighting.subject for seen in sightings for sighting in seen)
    often = told >= _FEWEST and told * _ONE_IN > sum(paragraph is not None for paragraph in paragraphs)
    if not any(mine) and not often:
        return None
    votes: Counter[Entity] = Counter()
    for at, turn in enumerate(turns):
        beside = any(mine[max(at - 1, 0) : at + 2])
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
    for entity, count in sorted(votes.items(), key=lambda item: (-item[1], item[0].name)):
        tally, head = cast.tally(entity), entity.words[0]
        if len(head) == 1 or usage.small[head] or tally.subjects + tally.cues > 1:
            continue
        needed = 2 * _CALLED_BESIDE if not often else _CALLED if head in manners.first_names else _CALLED_BESIDE
        if count >= max(needed, sum(mine) // _PER_VOTE):
            return entity
    return Entity("narrator", 1, ("narrator",), "person", "", named=False)

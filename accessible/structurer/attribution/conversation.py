"""The conversations of a story: who speaks in each turn of them.

A story names the speaker of about half of its turns; for the others a reader goes by what stands beside them, by who is
there, by who is spoken to, and by people taking turns. It is read from front to back for who is there (`sightings`,
`characters`, `presence`) and for what speaks for each (`claims`); then all turns are put together (`turntaking`).
"""

from __future__ import annotations

from collections.abc import Sequence

from accessible.model.blocks import CueKind, Verse
from accessible.structurer.attribution.characters import Cast
from accessible.structurer.attribution.claims import OWNERS, call, claims_on, named_soon
from accessible.structurer.attribution.discourse import Answer, Paragraph
from accessible.structurer.attribution.entities import Entity
from accessible.structurer.attribution.introductions import introduces
from accessible.structurer.attribution.narrators import narrator_of
from accessible.structurer.attribution.presence import Presence
from accessible.structurer.attribution.sightings import Manners, Sighting, sightings_in, usage_of
from accessible.structurer.attribution.tallies import Tally, tallied
from accessible.structurer.attribution.turns import FAR, Turn, closes, turns_in
from accessible.structurer.attribution.turntaking import Weighed, beliefs

#: What is right, measured on novels, of the turns whose speaker is named, and of what all turns together are sure of.
_BY_NAME, _MODEST = 0.98, 0.92

Scenes = Sequence[Paragraph | None]


def attribute_conversation(scenes: Scenes, manners: Manners, language: str) -> None:
    """Answer the lines of a story's paragraphs; a None stands where one scene ends and another begins.

    Each answer's confidence is how sure all turns together make it. A narrator without a name is left out: those lines
    have the narrator's voice as it is.
    """
    usage = usage_of(paragraph.text for paragraph in scenes if paragraph is not None)
    sightings = [[] if paragraph is None else sightings_in(paragraph.clauses, manners, usage) for paragraph in scenes]
    turns: list[Turn] = []
    gap, unclosed = FAR, False
    before: Paragraph | None = None
    for at, paragraph in enumerate(scenes):
        if paragraph is None:
            gap, unclosed, before = FAR, False, None
            continue
        found: list[Turn] = []
        if paragraph.lines and not isinstance(paragraph.leaf, Verse):
            found = turns_in(at, paragraph, sightings[at], before, manners, usage, language)
        for clause in paragraph.clauses:
            clause.settle()
        before = paragraph
        if found:
            found[0].gap, found[0].goes_on = gap, unclosed and gap == 0
            turns += found
            gap, unclosed = 0, not closes(paragraph.text, found[-1].lines[-1])
        else:
            gap, unclosed = gap + 1, False
    cast = Cast(_tallies(sightings, turns, manners), manners)
    cast.narrator = narrator_of(scenes, sightings, turns, cast, usage, language)
    _answer(scenes, sightings, turns, cast, language)


def _tallies(sightings: Sequence[Sequence[Sighting]], turns: Sequence[Turn], manners: Manners) -> dict[str, Tally]:
    """What the narration and the conversations show of each name."""
    tallies = tallied(sightings)
    for turn in turns:
        if turn.cue is not None and turn.cue.subject.kind == "name":
            name = turn.cue.subject.name
            if not name.endswith(OWNERS):
                tallies.setdefault(name, Tally()).cues += 1
        if turn.sign == "verb after" and turn.beside is not None:
            tallies[turn.beside.key].cues += 1
        for named in turn.named:
            head = named.name.partition(" ")[0].casefold().rstrip(".")
            if named.inside or named.name in tallies or head in manners.first_names or head in manners.address:
                tally = tallies.setdefault(named.name, Tally())
                tally.called += named.called
                tally.led += named.led
    return tallies


def _answer(
    scenes: Scenes, sightings: Sequence[list[Sighting]], turns: Sequence[Turn], cast: Cast, language: str
) -> None:
    presence = Presence(cast, language)
    soon = named_soon(turns, cast)
    weighed: list[Weighed] = []
    index = 0
    for at, paragraph in enumerate(scenes):
        if paragraph is None:
            presence.leave()
            cast.new_scene()
            continue
        seen, text = sightings[at], paragraph.text
        done = 0
        while index < len(turns) and turns[index].at == at:
            turn = turns[index]
            start = turn.lines[0].quote.start
            if turn.cue is not None and turn.leading is None:
                start = turn.cue.subject.start
            upto = next((place for place in range(done, len(seen)) if seen[place].start >= start), len(seen))
            presence.see(seen[done:upto], text, at)
            done = upto
            weights = claims_on(turn, presence, soon.pop(), text)
            weighed.append(Weighed(weights, turn.gap, turn.goes_on))
            if len(weights) == 1:
                presence.speaks(next(iter(weights)), at)
            index += 1
        presence.see(seen[done:], text, at)
    call(turns, [one.weights for one in weighed], cast)
    found = beliefs(weighed)
    speakers = [max(belief, key=lambda who: belief[who]) for belief in found]
    _introduce(scenes, turns, speakers, presence, language)
    for turn, belief, speaker in zip(turns, found, speakers, strict=True):
        paragraph = scenes[turn.at]
        entity = presence.revealed.get(speaker, speaker) if speaker is not None else None
        if entity is None or paragraph is None or (entity is cast.narrator and not entity.named):
            continue
        kind, rule = _rule(turn)
        sure = round((_BY_NAME if kind == "explicit" else _MODEST) * belief[speaker], 3)
        mention = turn.cue.subject if turn.cue is not None else None
        prose = (turn.leading or paragraph).leaf.prose
        for line in turn.lines:
            line.answer = Answer(entity, kind, rule, sure, mention, prose)


def _introduce(
    scenes: Scenes, turns: Sequence[Turn], speakers: Sequence[Entity | None], presence: Presence, language: str
) -> None:
    """Those who tell their own names have them from the beginning: somebody described, a narrator without a name."""
    before = ""
    for turn, speaker in zip(turns, speakers, strict=True):
        paragraph = scenes[turn.at]
        if paragraph is None:
            continue
        text = paragraph.text
        if speaker is not None and not speaker.named and speaker not in presence.revealed:
            for line in turn.lines:
                told = introduces(text, line.quote.start, line.quote.end, before, language)
                entity = presence.cast.find(told) if told else None
                if entity is not None:
                    presence.revealed[speaker] = entity
                    break
        last = turn.lines[-1].quote
        before = text[last.start : last.end]


def _rule(turn: Turn) -> tuple[CueKind, str]:
    if turn.cue is not None:
        match turn.cue.subject.kind:
            case "name":
                return "explicit", f"{turn.sign}, by name"
            case "pronoun":
                return "anaphoric", f"{turn.sign}, by pronoun"
            case _:
                return "nominal", f"{turn.sign}, by description"
    if turn.goes_on:
        return "implicit", "goes on from the paragraph before"
    if turn.sign == "verb after":
        return "explicit", "a verb and a name after the quotation"
    if turn.beside is not None:
        return "implicit", "subject of the sentence beside it"
    return "implicit", "turn in a conversation"

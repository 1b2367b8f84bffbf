"""What a document shows of each name: how often it is met and where, and the pronouns near it.

The cast of a story is made of this (`characters`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from msgspec import Struct

from accessible.structurer.attribution.sightings import Sighting


class Tally(Struct):
    """What a document shows of a name."""

    count: int = 0
    subjects: int = 0
    led: int = 0  # by a preposition
    cues: int = 0  # subject of a verb of speech
    called: int = 0  # addressed by it
    male: int = 0  # pronouns near it
    female: int = 0

    def add(self, other: Tally) -> None:
        """Put two names' tallies together."""
        self.count += other.count
        self.subjects += other.subjects
        self.led += other.led
        self.cues += other.cues
        self.called += other.called
        self.male += other.male
        self.female += other.female


def tallied(paragraphs: Iterable[Sequence[Sighting]]) -> dict[str, Tally]:
    """The names that the narration holds, and what it shows of them: how often, where, and the pronouns near them."""
    tallies: defaultdict[str, Tally] = defaultdict(Tally)
    for sightings in paragraphs:
        before: str | None = None  # the only name in the sentence before
        lone: str | None = None
        several, clause = False, -1
        for sighting in sightings:
            if sighting.clause != clause:
                before = lone if not several and sighting.clause == clause + 1 else None
                lone, several, clause = None, False, sighting.clause
            if sighting.kind == "name":
                tally = tallies[sighting.key]
                tally.count += 1
                tally.subjects += sighting.subject and not sighting.owner
                tally.led += sighting.led
                several = several or (lone is not None and lone != sighting.key)
                lone, before = sighting.key, None
            elif sighting.kind == "pronoun" and not several and sighting.key in ("male", "female"):
                meant = lone or (before if sighting.subject else None)
                if meant is not None and sighting.key == "male":
                    tallies[meant].male += 1
                elif meant is not None:
                    tallies[meant].female += 1
            elif sighting.kind == "description":
                several, before = True, None
    return tallies

"""The benchmark by ear, but for its recogniser: what it takes for a fault depends on the samples alone."""

from __future__ import annotations

import array
from collections.abc import Sequence
from typing import cast

from tests.benchmarks.ear import Ear, Heard, audible, listen

MILLISECOND = 16  # samples


def hum(milliseconds: int) -> bytes:
    return array.array("h", [9000, -9000] * (milliseconds * MILLISECOND // 2)).tobytes()


def quiet(milliseconds: int) -> bytes:
    return bytes(2 * milliseconds * MILLISECOND)


class Keen:
    """Hears the words in whatever sounds."""

    def align(self, words: Sequence[str], pcm: bytes) -> tuple[int, int]:
        loud = [at for at, sample in enumerate(array.array("h", pcm)) if sample]
        return loud[0] // MILLISECOND, loud[-1] // MILLISECOND


def clip(name: str, pcm: bytes, before: bytes = b"") -> Heard:
    return Heard(name, "p", ("it", "rings", "twice"), pcm, before)


def test_a_clip_that_begins_in_the_midst_of_a_sentence_is_missed_by_the_ear() -> None:
    true = [clip(f"true{number}", hum(900) + quiet(300), quiet(80)) for number in range(3)]
    late = clip("late", hum(600) + quiet(600), hum(80))
    early = clip("early", quiet(300) + hum(900), quiet(80))
    verdicts, usual = listen(cast(Ear, Keen()), [*true, late, early])
    assert {name: verdict.fault for name, verdict in verdicts.items()} == {
        **dict.fromkeys(("true0", "true1", "true2"), ""),
        "late": "begin",
        "early": "begin",
    }
    assert usual == {"p": 0}


def test_where_most_clips_are_early_that_is_taken_for_usual() -> None:
    early = [clip(f"early{number}", quiet(300) + hum(900), quiet(80)) for number in range(3)]
    assert not any(verdict.fault for verdict in listen(cast(Ear, Keen()), early)[0].values())
    assert all(verdict.fault == "begin" for verdict in listen(cast(Ear, Keen()), early, {"p": 0})[0].values())


def test_the_ear_hears_the_same_each_time() -> None:
    assert audible(hum(50)) == audible(hum(50))
    faint = array.array("h", audible(quiet(50)))
    assert len(faint) == 250 * MILLISECOND
    assert 0 < max(map(abs, faint)) <= 8

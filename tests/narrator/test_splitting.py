"""An utterance in pieces: all of it, in its order, each with something to say."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from accessible.model.narration import Mark
from accessible.model.script import Pronunciation
from accessible.narrator.speech import Speech
from accessible.narrator.splitting import FINEST, finer, joined, parted, pieces

from .builder import utterance


@pytest.mark.parametrize(
    ("text", "cuts"),
    [
        (
            "one two three four",
            [("one two three four",), ("one two ", "three four"), ("one ", "two ", "three ", "four")],
        ),
        ("a verylongwordfollows", [("a verylongwordfollows",), ("a ", "verylongwordfollows")]),
        ("He came, saw; and won.", [("He came, ", "saw; ", "and won."), ("He ", "came, ", "saw; ", "and ", "won.")]),
        ("“Go,” he said.", [("“Go,” ", "he said."), ("“Go,” ", "he ", "said.")]),
        ("東京は、日本の首都。", [("東京は、", "日本の首都。"), ("東京は、日本の首都。",)]),
        ("3,000.5 m", [("3,000.5 m",), ("3,000.5 ", "m")]),
        ("alone", [("alone",)]),
        (" alone ", [(" alone ",)]),
        ("… — !", [("… — !",)]),
        ("", [("",)]),
    ],
)
def test_clauses_first_and_words_last(text: str, cuts: list[tuple[str, ...]]) -> None:
    found = [pieces(text, cut) for cut in range(1, FINEST + 1)]
    assert list(dict.fromkeys(found)) == cuts


@given(st.text(st.sampled_from("ab 1,.;:—…“” 。\n"), max_size=60), st.integers(0, FINEST))
def test_pieces_are_the_whole_text_and_each_has_something_to_say(text: str, cut: int) -> None:
    found = pieces(text, cut)
    assert "".join(found) == text
    assert len(found) == 1 or all(any(c.isalnum() for c in piece) for piece in found)


@given(st.text(st.sampled_from("ab 1,.;:— 。"), max_size=60))
def test_finer_cuts_come_to_an_end(text: str) -> None:
    cut, counts = 0, [1]
    while cut := finer(text, cut):
        counts.append(len(pieces(text, cut)))
    assert counts == sorted(set(counts))
    assert len(counts) <= FINEST + 1


def test_a_piece_keeps_its_pronunciations() -> None:
    whole = msgspec.structs.replace(
        utterance("Leith, then Quay."), pronunciations=(Pronunciation(0, 5, "liːθ"), Pronunciation(12, 16, "kiː"))
    )
    assert parted(whole, 0) == (whole,)
    first, second = parted(whole, 1)
    assert (first.text, first.pronunciations) == ("Leith, ", (Pronunciation(0, 5, "liːθ"),))
    assert (second.text, second.pronunciations) == ("then Quay.", (Pronunciation(5, 9, "kiː"),))
    across = msgspec.structs.replace(whole, pronunciations=(Pronunciation(0, 11, "x"),))
    assert [piece.pronunciations for piece in parted(across, 1)] == [(), ()]


def test_pieces_are_heard_one_after_the_other_with_a_pause_between_clauses() -> None:
    def speech(samples: int, rate: int = 1000) -> Speech:
        return Speech(b"\x01\x00" * samples, rate, (Mark(0, 2, samples // 2),))

    both = joined([speech(10), speech(20), speech(60, 2000)], ("ab, ", "cd ", "ef."))
    assert both.rate == 1000
    assert len(both.pcm) == 2 * (10 + 120 + 20 + 30)
    assert both.marks == (Mark(0, 2, 5), Mark(4, 6, 140), Mark(7, 9, 165))

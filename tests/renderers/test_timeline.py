"""What a clip plays: a word, a sentence or a paragraph, and never less than can be highlighted."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from accessible.model.blocks import Block, Image, Link, NoteRef, Paragraph, Prose, Quote, Sentence, Styled
from accessible.model.narration import Clip, Mark, Track
from accessible.renderers.nesting import Marked, nest, text_of
from accessible.renderers.timeline import Timeline, timeline
from tests.renderers.builder import HAND, NOWHERE, paragraph, prose


def identified(block: Paragraph, name: str = "b") -> Paragraph:
    numbered = [
        replace(mark, id=f"{name}-t{n}") if isinstance(mark, Sentence) else mark
        for n, mark in enumerate(sorted(block.prose.inlines, key=lambda mark: (isinstance(mark, Quote), mark.start)), 1)
    ]
    return replace(block, id=name, prose=replace(block.prose, inlines=tuple(numbered)))


def track(*clips: Clip) -> Track:
    """At 1,000 Hz a sample is a millisecond."""
    return Track("s1", "", "a.mp3", "audio/mpeg", 1000, clips[-1].end if clips else 0, clips)


def spoken(text: str, *starts: tuple[str, int], end: int, begin: int = 0, marks: tuple[object, ...] = ()) -> list[str]:
    """The words of a sentence that have a clip, as `begin-end text`; each word named has its sound at so many ms."""
    block = identified(paragraph(text))
    more = replace(block.prose, inlines=(*block.prose.inlines, *marks))  # type: ignore[arg-type]
    place = 0
    words = []
    for word, sample in starts:
        place = text.index(word, place)
        words.append(Mark(place, place + len(word), sample))
        place += len(word)
    found = timeline([replace(block, prose=more)], track(Clip("b-t1", begin, end, tuple(words))), "word")
    return [f"{clip.begin}-{clip.end} {clip.text}" for clip in found.clips]


# -------------------------------------------------------------------------------------------------------------- words
def test_each_word_has_its_sound_and_the_last_one_the_pause() -> None:
    assert spoken("“Come home,” she says.", ("Come", 50), ("home", 400), ("she", 800), ("says", 1200), end=2000) == [
        "0-400 “Come",
        "400-800 home,”",
        "800-1200 she",
        "1200-2000 says.",
    ]


def test_short_words_share_a_clip_with_what_makes_it_long_enough() -> None:
    assert spoken("He is in it now.", ("He", 0), ("is", 100), ("in", 200), ("it", 310), ("now", 420), end=900) == [
        "0-420 He is in it",  # 420 and 480 ms; 310 and 590 would be longer to look at
        "420-900 now.",
    ]


def test_a_word_without_a_mark_joins_the_one_before_and_the_first_the_one_behind() -> None:
    assert spoken("Oh – yes, 12 km off.", ("yes", 0), ("off", 700), end=1200) == [
        "0-700 Oh – yes, 12 km",
        "700-1200 off.",
    ]


def test_what_is_said_in_front_belongs_to_the_first_word() -> None:
    assert spoken("nine ships", ("nine", 900), ("ships", 1300), end=1900) == ["0-1300 nine", "1300-1900 ships"]


def test_an_opening_sign_goes_with_the_word_behind_it_and_a_dash_with_the_one_before() -> None:
    assert spoken(
        "sea—wide (so) 他说“好”", ("sea", 0), ("wide", 400), ("so", 800), ("他说", 1200), ("好", 1600), end=2000
    ) == [
        "0-400 sea—",
        "400-800 wide",
        "800-1200 (so)",
        "1200-1600 他说",
        "1600-2000 “好”",
    ]


def test_a_sentence_without_marks_or_too_short_to_cut_is_one_clip() -> None:
    for words, end in (([], 2000), ([("Come", 0), ("now", 200)], 500)):
        block = identified(paragraph("Come now."))
        found = timeline([block], track(Clip("b-t1", 0, end, tuple(Mark(0, 4, at) for _, at in words))), "word")
        assert [(clip.id, clip.begin, clip.end) for clip in found.clips] == [("b-t1", 0, end)]
        assert not found.words


def test_no_link_and_no_reference_is_cut_and_emphasis_only_where_nothing_else_helps() -> None:
    words = (("See", 0), ("the", 200), ("old", 300), ("log", 700), ("now", 1100))
    assert spoken("See the old log now.", *words, end=1500, marks=(Link(4, 15, "https://e.org"),)) == [
        "0-1100 See the old log",  # "See" alone is too short, and with half the link there would be two links
        "1100-1500 now.",
    ]
    assert spoken("See the old log now.", *words, end=1500, marks=(Styled(4, 15, "em"),)) == [
        "0-1100 See the old log",
        "1100-1500 now.",
    ]
    words = (("See", 0), ("the", 320), ("old", 640), ("log", 960), ("now", 1280))
    assert spoken("See the old log now.", *words, end=1600, marks=(Link(4, 15, "https://e.org"),)) == [
        "0-320 See",
        "320-640 the",
        "640-960 old",
        "960-1280 log",
        "1280-1600 now.",
    ]


WORDS = st.lists(st.tuples(st.integers(1, 9), st.integers(20, 900)), min_size=1, max_size=30)


@given(WORDS, st.data())
def test_words_are_in_order_touch_and_are_long_enough_and_no_link_is_cut(
    words: list[tuple[int, int]], data: st.DataObject
) -> None:
    text = " ".join("x" * length for length, _ in words)
    places = st.integers(0, len(text))
    spans = data.draw(st.lists(st.tuples(places, places).map(sorted), max_size=4))
    kinds = (Link, NoteRef, Styled, Quote)
    made = [data.draw(st.sampled_from(kinds)) for _ in spans]
    more: list[object] = []
    for kind, (start, end) in zip(made, spans, strict=True):
        if start < end:
            more.append(
                Quote(start, end, "partial", HAND)
                if kind is Quote
                else Styled(start, end, "em")
                if kind is Styled
                else Link(start, end, "https://e.org")
                if kind is Link
                else NoteRef(start, end, "n")
            )
    marks = []
    at = sample = 0
    for length, duration in words:
        marks.append(Mark(at, at + length, sample))
        at, sample = at + length + 1, sample + duration
    block = Paragraph(Prose(text, (Sentence(0, len(text), "t"), *more)), NOWHERE, HAND, id="b")  # type: ignore[arg-type]
    found = timeline([block], track(Clip("t", 0, max(sample, 300), tuple(marks))), "word")
    assert found.clips[0].begin == 0
    assert found.clips[-1].end == max(sample, 300)
    assert all(former.end == latter.begin for former, latter in pairwise(found.clips))
    assert all(clip.end - clip.begin >= 300 for clip in found.clips)
    assert "".join(clip.text for clip in found.clips).replace(" ", "") in ("", text.replace(" ", ""))
    for word in found.words.get("t", ()):
        for mark in more:
            if isinstance(mark, Link | NoteRef):
                apart = word.end <= mark.start or mark.end <= word.start
                inside = word.start <= mark.start and mark.end <= word.end
                around = mark.start <= word.start and word.end <= mark.end
                assert apart or inside or around
    nodes = nest(block.prose, found.words.get("t", ()))
    assert text_of(nodes) == text
    placed = [node for node in marked(nodes) if node.mark in found.words.get("t", ())]
    assert [text_of(node.content) for node in placed] == [text[w.start : w.end] for w in found.words.get("t", ())]
    links = [node for node in marked(nodes) if isinstance(node.mark, Link | NoteRef)]
    assert len(links) == len([m for m in more if isinstance(m, Link | NoteRef)]) or crossing(more)


def marked(nodes: tuple[Marked | str, ...]) -> list[Marked]:
    return [found for node in nodes if isinstance(node, Marked) for found in (node, *marked(node.content))]


def crossing(marks: list[object]) -> bool:
    """Whether two of the marks overlap, or one is nothing but blanks: then they cut each other, words or not."""
    spans = [(mark.start, mark.end) for mark in marks]  # type: ignore[attr-defined]
    crossed = any(a < c < b < d for a, b in spans for c, d in spans)
    return crossed or any(b - a == 1 for a, b in spans)


# --------------------------------------------------------------------------------------------------------- paragraphs
def by_paragraph(*blocks: Block, silent: tuple[str, ...] = ()) -> Timeline:
    clips = []
    for block in blocks:
        text = block.alternative if isinstance(block, Image) else block.prose  # type: ignore[union-attr]
        for mark in text.inlines:  # type: ignore[union-attr]
            if isinstance(mark, Sentence) and mark.id not in silent:
                clips.append(Clip(mark.id, 500 * len(clips), 500 * (len(clips) + 1)))
    return timeline(blocks, track(*clips), "paragraph")


def test_a_paragraph_is_played_from_its_first_to_its_last_sentence() -> None:
    found = by_paragraph(identified(paragraph("A.| B."), "b1"), identified(paragraph("C."), "b2"))
    assert [(clip.id, clip.begin, clip.end, clip.sentences) for clip in found.clips] == [
        ("b1", 0, 1000, ("b1-t1", "b1-t2")),
        ("b2", 1000, 1500, ("b2-t1",)),
    ]
    assert found.wholes == {"b1", "b2"}


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("A.| He called it [partial:Ann:“a shame”].", True),
        ("[direct:Ann:“A.| B.”]", True),
        ("[direct:Ann:“A.”]| she said.", False),
        ("[direct:Ann:“A.”]| [direct:Bob:“B.”]", False),
    ],
)
def test_one_voice_one_clip(text: str, whole: bool) -> None:
    found = by_paragraph(identified(paragraph(text)))
    assert bool(found.wholes) is whole
    assert len(found.clips) == (1 if whole else 2)


def test_a_paragraph_of_which_a_sentence_is_silent_is_played_by_sentences() -> None:
    block = identified(paragraph("A.| B.| C."))
    assert [clip.id for clip in by_paragraph(block, silent=("b-t2",)).clips] == ["b-t1", "b-t3"]
    signs = identified(paragraph("* * *| B."))
    assert [clip.id for clip in by_paragraph(signs, silent=("b-t1",)).clips] == ["b"]


def test_the_description_of_a_picture_stays_one_sentence() -> None:
    words = replace(prose("A mast."), inlines=(Sentence(0, 7, "i-t1"),))
    found = by_paragraph(Image("mast.png", NOWHERE, HAND, alternative=words, id="i"))
    assert [clip.id for clip in found.clips] == ["i-t1"]

"""Overlays: in reading order, inside the sound, to the millisecond."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from msgspec.structs import replace

from accessible.checkers.package import microseconds
from accessible.errors import OutputError
from accessible.ledger import ledger
from accessible.model.blocks import Block, PageMark
from accessible.model.narration import Clip, Mark, Narration, Track
from accessible.model.publication import Publication
from accessible.model.script import Script
from accessible.renderers import Granularity, render
from accessible.renderers.overlay import clock
from tests.renderers import gold
from tests.renderers.builder import (
    block_quote,
    bullets,
    document,
    footnote,
    heading,
    of_kinds,
    page_break,
    paragraph,
    sentences,
    title,
)

SMIL = "{http://www.w3.org/ns/SMIL}"
TYPE = "{http://www.idpf.org/2007/ops}type"
TEXTREF = "{http://www.idpf.org/2007/ops}textref"


def published(*blocks: Block, ends: list[int] | None = None, rate: int = 1000, samples: int = 0) -> Publication:
    """A section whose sentences end at these samples, one after the other."""
    doc = document(blocks)
    names = [spoken.id for spoken in sentences(doc.sections[0].blocks)]  # type: ignore[arg-type]
    ends = ends or [100 * (number + 1) for number in range(len(names))]
    clips = tuple(Clip(name, begin, end) for name, begin, end in zip(names, [0, *ends], ends, strict=False))
    track = Track("s1", "A section", "a.mp3", "audio/mpeg", rate, samples or ends[-1], clips)
    return render(doc, Narration("tone", ("Tone",), (track,)))


def smil(publication: Publication) -> etree._Element:
    return etree.fromstring(next(resource.data for resource in publication.resources if resource.id == "o0001"))


def content(publication: Publication) -> etree._Element:
    return etree.fromstring(next(resource.data for resource in publication.resources if resource.id == "c0001"))


def times(publication: Publication) -> list[tuple[str, str]]:
    return [(audio.get("clipBegin", ""), audio.get("clipEnd", "")) for audio in smil(publication).iter(f"{SMIL}audio")]


def test_clips_are_in_reading_order_and_point_at_the_sentences() -> None:
    root = smil(published(title("T"), paragraph("A.| B."), paragraph("C.")))
    assert [text.get("src") for text in root.iter(f"{SMIL}text")] == [
        f"c0001.xhtml#{name}" for name in ("s1b0s1", "s1b1s1", "s1b1s2", "s1b2s1")
    ]
    assert {audio.get("src") for audio in root.iter(f"{SMIL}audio")} == {"a0001.mp3"}
    assert root[0].get(TEXTREF) == "c0001.xhtml"


def test_samples_become_milliseconds_without_gap_and_the_last_stays_inside() -> None:
    # At 22,050 Hz: 45.37 ms, 136.01 ms, 317.48 ms; the sound ends at 317.9 ms, which may not become 318.
    publication = published(paragraph("A.| B.| C."), ends=[1000, 2999, 7010], rate=22050)
    assert times(publication) == [
        ("0:00:00.000", "0:00:00.045"),
        ("0:00:00.045", "0:00:00.136"),
        ("0:00:00.136", "0:00:00.317"),
    ]
    (overlay,) = (resource for resource in publication.resources if resource.id == "o0001")
    assert overlay.duration == 317
    durations = [(p.value, p.refines) for p in publication.properties if p.property == "media:duration"]
    assert durations == [("0:00:00.317", "#o0001"), ("0:00:00.317", "")]


def test_a_clip_of_no_length_is_left_out() -> None:
    assert times(published(paragraph("A.| B."), ends=[500, 500])) == [("0:00:00.000", "0:00:00.500")]


@given(st.lists(st.integers(100, 10**6), min_size=1, max_size=20), st.sampled_from([8000, 22050, 24000, 44100]))
def test_clips_never_overlap_nor_reach_behind_the_sound(lengths: list[int], rate: int) -> None:
    ends = [sum(lengths[: number + 1]) for number in range(len(lengths))]
    text = "|".join("A. " for _ in lengths)
    here = 0
    for begin, end in times(published(paragraph(text), ends=ends, rate=rate)):
        began, ended = microseconds(begin), microseconds(end)
        assert began is not None
        assert ended is not None
        assert here <= began < ended
        here = ended
    assert here * rate <= ends[-1] * 1_000_000


def test_notes_can_be_skipped_and_lists_left() -> None:
    root = smil(
        published(
            bullets([paragraph("A."), bullets([paragraph("B.")])], [paragraph("C.")]),
            footnote("1", paragraph("D.| E.")),
            block_quote(paragraph("F."), attribution="G"),
        )
    )
    listed, note, figure = root[0]
    assert (listed.tag, listed.get(TYPE), listed.get(TEXTREF)) == (f"{SMIL}seq", "list", "c0001.xhtml#s1b0")
    assert [child.tag for child in listed] == [f"{SMIL}par"] * 3  # a list in the list is no second way out
    assert (note.tag, note.get(TYPE), note.get(TEXTREF)) == (f"{SMIL}seq", "footnote", "c0001.xhtml#s1b1")
    assert [clip.get(TYPE) for clip in note] == ["footnote", "footnote"]
    assert (figure.get(TYPE), len(figure)) == ("figure", 2)


def test_each_note_at_the_end_can_be_skipped_and_their_heading_cannot() -> None:
    notes = [footnote("1", paragraph("A.")), footnote("2", paragraph("B.| C."), bullets([paragraph("D.")]))]
    doc = of_kinds(document([title("T")], [heading("Notes"), *notes]), "", "endnotes")
    names = [spoken.id for spoken in sentences(doc.sections[1].blocks)]  # type: ignore[arg-type]
    clips = tuple(Clip(name, 400 * at, 400 * at + 400) for at, name in enumerate(names))
    track = Track("s2", "Notes", "a.mp3", "audio/mpeg", 1000, 2000, clips)
    publication = render(doc, Narration("tone", (), (track,)))
    root = etree.fromstring(next(resource.data for resource in publication.resources if resource.id == "o0002"))
    head, first, second = root[0]
    assert (head.tag, head.get(TYPE)) == (f"{SMIL}par", None)
    assert (first.tag, first.get(TYPE)) == (f"{SMIL}par", "footnote")
    assert (second.tag, second.get(TYPE), second.get(TEXTREF)) == (f"{SMIL}seq", "footnote", "c0002.xhtml#s2b2")
    assert [(inner.tag, inner.get(TYPE)) for inner in second] == [
        (f"{SMIL}par", "footnote"),
        (f"{SMIL}par", "footnote"),
        (f"{SMIL}seq", "list"),
    ]


def test_a_page_number_that_is_spoken_can_be_skipped() -> None:
    doc = document([page_break("7"), paragraph("A.")])
    clips = (Clip("s1b0", 0, 400), Clip("s1b1s1", 400, 900))
    track = Track("s1", "A", "a.mp3", "audio/mpeg", 1000, 900, clips)
    pars = smil(render(doc, Narration("tone", (), (track,)))).findall(f".//{SMIL}par")
    assert [par.get(TYPE) for par in pars] == ["pagebreak", None]


@pytest.mark.parametrize("granularity", ["sentence", "word", "paragraph"])
@pytest.mark.parametrize("first", [True, False])
def test_a_page_inside_a_text_is_played_when_its_number_is_said(granularity: Granularity, first: bool) -> None:
    text = paragraph("One two.| Three four.")
    text = replace(
        text,
        prose=replace(text.prose, inlines=(*text.prose.inlines, PageMark(9 if first else 15, 9 if first else 15, "7"))),
    )
    doc = gold.document(gold.section(text))
    one, two, page = (f"s1-b1-{name}" for name in ("t1", "t2", "p1"))
    said = [one, page, two] if first else [one, two, page]
    words = {one: (Mark(0, 3, 0), Mark(4, 7, 1000)), two: (Mark(0, 5, 0), Mark(6, 10, 1000)), page: ()}
    clips = tuple(Clip(name, 2000 * at, 2000 * at + 2000, words[name]) for at, name in enumerate(said))
    track = Track("s1", "A", "a.mp3", "audio/mpeg", 1000, 6000, clips)
    made = render(doc, Narration("tone", (), (track,)), granularity=granularity)
    pars = smil(made).findall(f".//{SMIL}par")
    played = [(par[0].get("src", "").rpartition("#")[2], par.get(TYPE)) for par in pars]
    if granularity == "word":  # the second sentence is one clip when the page begins in it: clips are in reading order
        cut = [one, two] if first else [one]
        said = [
            name
            for sentence in said
            for name in ([f"{sentence}-w1", f"{sentence}-w2"] if sentence in cut else [sentence])
        ]
    assert played == [(name, "pagebreak" if name == page else None) for name in said]
    begins = [par[1].get("clipBegin", "") for par in pars]
    assert begins == sorted(begins)
    page_ids = [element.get("id") for element in content(made).iter() if element.get("id") in dict(played)]
    assert page_ids == [name for name, _ in played]


def test_a_sound_without_a_place_in_the_book_is_told() -> None:
    doc = document([paragraph("A.")])
    track = Track("s1", "A", "a.mp3", "audio/mpeg", 1000, 900, (Clip("s1b0s1", 0, 400), Clip("gone", 400, 900)))
    publication = render(doc, Narration("tone", (), (track,)))
    assert [(message.code, message.place.id) for message in publication.messages] == [("P011", "gone")]


def test_a_section_that_is_not_spoken_has_no_overlay() -> None:
    doc = document([paragraph("A.")], [paragraph("B.")])
    track = Track("s2", "B", "a.mp3", "audio/mpeg", 1000, 400, (Clip("s2b0s1", 0, 400),))
    publication = render(doc, Narration("tone", (), (track,)))
    assert [resource.overlay for resource in publication.resources if resource.id.startswith("c00")] == ["", "o0002"]
    assert "auditory" not in [p.value for p in publication.properties]


def test_a_kind_of_sound_that_no_epub_may_hold_is_refused() -> None:
    track = Track("s1", "A", "a.wav", "audio/wav", 1000, 400, (Clip("s1b0s1", 0, 400),))
    with pytest.raises(OutputError, match="audio/wav"):
        render(document([paragraph("A.")]), Narration("tone", (), (track,)))


@pytest.mark.parametrize(
    ("milliseconds", "expected"), [(0, "0:00:00.000"), (61_001, "0:01:01.001"), (36_000_000, "10:00:00.000")]
)
def test_clock_values(milliseconds: int, expected: str) -> None:
    assert clock(milliseconds) == expected


@given(st.lists(st.integers(400, 99_999), min_size=3, max_size=3), st.sampled_from([8000, 11025, 22050, 44100]))
def test_the_report_and_the_book_say_the_same_duration_to_the_millisecond(lengths: list[int], rate: int) -> None:
    doc = document([paragraph("A.| B.| C.")])
    ends = list(itertools.accumulate(lengths))
    clips = tuple(
        Clip(f"s1b0s{n}", end - length, end) for n, (end, length) in enumerate(zip(ends, lengths, strict=True), 1)
    )
    narration = Narration("tone", (), (Track("s1", "A", "a.mp3", "audio/mpeg", rate, ends[-1], clips),))
    publication = render(doc, narration)
    report = ledger(doc, script=Script("tone", ()), narration=narration, messages=[], outputs=[])
    durations = {entry.value for entry in publication.properties if entry.property == "media:duration"}
    assert durations == {clock(report["milliseconds"])}
    told = [sentence["clip"] for sentence in report["sections"][0]["sentences"]]
    assert times(publication) == [(clock(begin), clock(end)) for begin, end in told]
    assert told[-1][1] * rate <= 1000 * ends[-1]


@given(st.integers(0, 10**9))
def test_a_clock_value_reads_back_as_what_it_was(milliseconds: int) -> None:
    assert microseconds(clock(milliseconds)) == 1000 * milliseconds

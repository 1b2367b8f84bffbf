"""What the package document says of the book follows from what the book holds."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from accessible.errors import UsageError
from accessible.model.blocks import Block, Boilerplate, Paragraph
from accessible.model.draft import Metadata
from accessible.model.narration import Clip, Narration, Track
from accessible.model.publication import Publication
from accessible.renderers import check_modified, render, write_epub
from tests.renderers.builder import document, heading, leaf, page_break, paragraph, prose, sentences, title
from tests.renderers.pictures import picture


def spoken(*blocks: Block, silent: int = 0) -> Publication:
    """A section with a clip for all sentences but the last ``silent`` ones."""
    doc = document(blocks)
    names = [found.id for found in sentences(doc.sections[0].blocks)]  # type: ignore[arg-type]
    clips = [Clip(name, 1000 * number, 1000 * (number + 1)) for number, name in enumerate(names)]
    clips = clips[: len(clips) - silent]
    track = Track("s1", "A", "a.mp3", "audio/mpeg", 1000, 1000 * len(names), tuple(clips))
    return render(doc, Narration("tone", ("Ann", "Ben"), (track,)))


def values(publication: Publication, name: str) -> list[str]:
    return [found.value for found in publication.properties if found.property == name]


def test_a_wholly_spoken_book_can_be_had_by_ear_alone() -> None:
    publication = spoken(title("T"), paragraph("A."))
    assert values(publication, "schema:accessMode") == ["textual"]
    assert values(publication, "schema:accessModeSufficient") == ["textual", "auditory"]
    assert values(publication, "schema:accessibilityFeature") == [
        "tableOfContents",
        "readingOrder",
        "displayTransformability",
        "structuralNavigation",
        "synchronizedAudioText",
        "alternativeText",
    ]
    assert values(publication, "media:narrator") == ["Ann", "Ben"]
    (summary,) = values(publication, "schema:accessibilitySummary")
    assert summary.startswith("All of the text is read aloud by synthetic speech. Voices: Ann, Ben. ")


def test_a_book_with_a_silent_sentence_cannot() -> None:
    publication = spoken(title("T"), paragraph("A.| B."), silent=1)
    assert values(publication, "schema:accessModeSufficient") == ["textual"]
    assert "not all of it" in "".join(values(publication, "schema:accessibilitySummary"))


def test_text_outside_of_any_sentence_is_silent_too() -> None:
    bare = Paragraph(replace(prose("A. B."), inlines=prose("A.").inlines), leaf(Paragraph, "").span, title("").evidence)
    assert values(spoken(bare), "schema:accessModeSufficient") == ["textual"]


def test_signs_and_hidden_words_need_no_sound() -> None:
    assert "auditory" in values(spoken(paragraph("A."), paragraph("* * *"), silent=1), "schema:accessModeSufficient")


def test_a_book_without_narration_claims_none() -> None:
    publication = render(document([title("T"), paragraph("A.")]), None)
    assert values(publication, "schema:accessModeSufficient") == ["textual"]
    assert "synchronizedAudioText" not in values(publication, "schema:accessibilityFeature")
    assert not [found for found in publication.properties if found.property.startswith("media:")]
    css = next(resource.data for resource in publication.resources if resource.id == "style")
    assert b"-epub-media-overlay-active" not in css


def test_features_come_and_go_with_what_is_there() -> None:
    plain = values(render(document([paragraph("A.")]), None), "schema:accessibilityFeature")
    assert "structuralNavigation" not in plain
    paged = render(document([paragraph("A."), page_break("3")]), None)
    assert {"pageBreakMarkers", "pageNavigation", "ARIA"} <= set(values(paged, "schema:accessibilityFeature"))
    assert values(paged, "pageBreakSource") == ["none"]
    assert not {"pageBreakMarkers", "pageNavigation", "ARIA"} & set(plain)


def test_hazards_are_denied_only_where_nothing_moves() -> None:
    doc = document([paragraph("A.")])
    denied = ["noFlashingHazard", "noMotionSimulationHazard", "noSoundHazard"]
    assert values(render(doc, None), "schema:accessibilityHazard") == denied
    assert values(render(doc, None, cover=picture("gif")), "schema:accessibilityHazard") == denied
    assert values(render(doc, None, cover=picture("gif", frames=3)), "schema:accessibilityHazard") == ["unknown"]


def test_the_summary_names_what_was_left_out_and_how_quotations_are_marked() -> None:
    doc = document([paragraph("[direct:Ada:“No.”]"), leaf(Boilerplate, "Share")])
    (summary,) = [found for found in render(doc, None).properties if found.property == "schema:accessibilitySummary"]
    assert "furniture" in summary.value
    assert "speaker" in summary.value
    assert summary.language == ""  # the book's own


def test_nobody_vouches_unless_somebody_is_named() -> None:
    doc = document([paragraph("A.")])
    assert not values(render(doc, None), "dcterms:conformsTo")
    certified = render(doc, None, certified_by=" Jo\nCertifier ")
    assert values(certified, "dcterms:conformsTo") == ["EPUB Accessibility 1.1 - WCAG 2.2 Level AA"]
    assert values(certified, "a11y:certifiedBy") == ["Jo Certifier"]


def test_metadata_stand_on_one_line_and_always_have_a_title() -> None:
    metadata = Metadata(title="Fire\n at\u202e night", creators=("Ada", " "), date="last Tuesday", language="en")
    publication = render(document([paragraph("A.")], metadata=metadata), None)
    assert publication.metadata == Metadata(title="Fire at night", creators=("Ada",), language="en")
    assert [message.code for message in publication.messages] == ["P012"]
    assert render(document([heading("Found")], metadata=Metadata()), None).metadata.title == "Found"


def test_the_identifier_is_the_text_and_its_metadata() -> None:
    def identifier(text: str, name: str = "T") -> str:
        return render(document([paragraph(text)], metadata=Metadata(title=name)), None).identifier

    assert identifier("A.") == identifier("A.")
    assert identifier("A.").startswith("urn:uuid:")
    assert identifier("A.")[23] == "5"  # the version
    assert len({identifier("A."), identifier("B."), identifier("A.", "U")}) == 3


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2026-05-03", "2026-05-03T00:00:00Z"),
        ("2026-05", "2026-05-01T00:00:00Z"),
        ("2026", "2026-01-01T00:00:00Z"),
        ("2026-05-03T10:11:12+02:00", "2026-05-03T00:00:00Z"),
        ("1851", "1980-01-01T00:00:00Z"),
        ("", "1980-01-01T00:00:00Z"),
    ],
)
def test_the_date_of_modification_never_is_the_clock(date: str, expected: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    doc = document([paragraph("A.")], metadata=Metadata(title="T", date=date))
    assert render(doc, None).modified == expected


def test_the_date_of_modification_can_be_given(monkeypatch: pytest.MonkeyPatch) -> None:
    doc = document([paragraph("A.")], metadata=Metadata(title="T", date="2026"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert render(doc, None).modified == "1970-01-02T00:00:00Z"
    assert render(doc, None, modified="2020-02-03T04:05:06Z").modified == "2020-02-03T04:05:06Z"
    with pytest.raises(UsageError):
        render(doc, None, modified="yesterday")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    with pytest.raises(UsageError, match="soon"):
        render(doc, None)


@pytest.mark.parametrize("epoch", ["soon", "-1", "1_000", "١", " 5", "9" * 20, "253402300800"])
def test_a_wrong_source_date_epoch_is_told_before_anything_is_spoken(
    epoch: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    with pytest.raises(UsageError) as caught:
        check_modified()
    assert caught.value.where == "SOURCE_DATE_EPOCH"
    check_modified("2020-02-03T04:05:06Z")  # which goes before it
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    check_modified()


@pytest.mark.parametrize(
    "modified", ["yesterday", "2026-02-30T00:00:00Z", "0000-01-01T00:00:00Z", "٢٠٢٦-01-01T00:00:00Z"]
)
def test_a_moment_that_is_in_no_calendar_is_no_moment(modified: str) -> None:
    with pytest.raises(UsageError):
        check_modified(modified)


@pytest.mark.parametrize(("date", "year"), [("2026-02-31", 1980), ("9999-12-31", 9999)])
def test_a_date_that_no_zip_file_can_hold_stops_no_book(date: str, year: int, tmp_path: Path) -> None:
    publication = render(document([paragraph("A.")], metadata=Metadata(title="T", date=date)), None)
    assert publication.modified.startswith(str(year))
    write_epub(publication, tmp_path / "book.epub")
    with zipfile.ZipFile(tmp_path / "book.epub") as file:
        assert file.testzip() is None


@given(st.text(), st.text())
def test_any_title_and_author_can_be_said(name: str, author: str) -> None:
    metadata = Metadata(title=name, creators=(author,), language="en")
    publication = render(document([paragraph("A.")], metadata=metadata), None)
    assert publication.metadata.title

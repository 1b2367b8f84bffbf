"""Captions: what is said while it is said, by whom, and nothing in the text that a player takes for markup."""

from __future__ import annotations

import re
from pathlib import Path

from msgspec.structs import replace

from accessible.model.document import Document
from accessible.model.narration import Clip, Mark, Narration, Track, milliseconds
from accessible.renderers import CAPTIONS, CaptionForm, write_captions
from tests.renderers import builder

_CUE = re.compile(r"(?P<id>.+)\n(?P<begin>[\d:.,]+) --> (?P<end>[\d:.,]+)\n(?P<text>.+)\n(?:\n|\Z)")


def ms(time: str) -> int:
    hours, minutes, seconds = re.split(":", time)
    return round((int(hours) * 60 + int(minutes)) * 60_000 + float(seconds.replace(",", ".")) * 1000)


def cues(path: Path) -> list[tuple[str, int, int, str]]:
    """Name, begin, end and text of each cue; nothing may be left over."""
    text = path.read_text(encoding="utf-8").removeprefix("WEBVTT\n\n")
    assert not _CUE.sub("", text)
    return [(cue["id"], ms(cue["begin"]), ms(cue["end"]), cue["text"]) for cue in _CUE.finditer(text)]


def shown(text: str) -> str:
    """What is read of a cue: without tags, references resolved."""
    return re.sub(r"<[^>]*>", "", text).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def one(
    document: Document, clip: Clip, folder: Path, form: CaptionForm, *, words: bool = False
) -> list[tuple[str, int, int, str]]:
    track = Track("s1", "One", "", "audio/mpeg", 1000, clip.end, (clip,))
    (path,) = write_captions(document, Narration("tone", (), (track,)), folder, form=form, words=words)
    return cues(path)


def test_every_clip_is_a_cue_of_its_sentence_at_its_time(tmp_path: Path) -> None:
    for name, make in builder.SHELF.items():
        document = make()
        (tmp_path / name).mkdir()
        narration = builder.narrate(document, tmp_path / name)
        written = builder.written(document)
        for form in CAPTIONS:
            paths = write_captions(document, narration, tmp_path / name, form=form)
            for path, track in zip(paths, narration.tracks, strict=True):
                assert path.suffix == f".{form}"
                found = cues(path)
                times = [(milliseconds(c.begin, track.rate), milliseconds(c.end, track.rate)) for c in track.clips]
                assert [(begin, end) for _, begin, end, _ in found] == times
                texts = [" ".join(written[clip.id].split()) for clip in track.clips]
                assert [shown(text) if form == "vtt" else text for *_, text in found] == texts
                names = [clip.id for clip in track.clips] if form == "vtt" else [str(n + 1) for n in range(len(texts))]
                assert [cue[0] for cue in found] == names


def test_the_names_are_those_of_the_audio_files(tmp_path: Path) -> None:
    narration = builder.narrate(builder.article(), tmp_path)
    paths = write_captions(builder.article(), narration, tmp_path / "audio", form="vtt")
    assert [path.name for path in paths] == [
        "01-harbour-opens-again.vtt",
        "02-what-was-broken.vtt",
        "03-deep-below.vtt",
    ]


def test_who_speaks_is_told_for_the_words_that_they_say(tmp_path: Path) -> None:
    narration = builder.narrate(builder.article(), tmp_path)
    first, second, _ = write_captions(builder.article(), narration, tmp_path, form="vtt")
    texts = [text for *_, text in cues(first)] + [text for *_, text in cues(second)]
    assert "<v Ada Moss>“We are glad,”</v>" in texts
    assert "she said." in texts
    assert "<v Jon Reed>Too long.”</v>" in texts
    assert "Reed called it “the gap” &amp; <v Jon Reed>“a shame”</v>." in texts
    assert "She <v Ada Moss>“saw it.</v>" in texts
    assert "<v Ada Moss>It was”</v> hers." in texts
    assert "<v Jon Reed>“He said ‘go home’ and we went.”</v>" in texts  # the outermost speaks
    assert "‘the gap’" not in " ".join(texts)


def test_what_looks_like_markup_is_text(tmp_path: Path) -> None:
    text = "If a < b --> </v> & <b>x</b> {\\an8} &amp; \u2028then\n\n9\n00:00:01,000 --> 00:00:02,000."
    document = builder.document([builder.paragraph("Placeholder.")])
    block = document.sections[0].blocks[0]
    prose = replace(block.prose, text=text, inlines=(replace(block.prose.inlines[0], start=0, end=len(text)),))  # type: ignore[union-attr]
    document = replace(document, sections=(replace(document.sections[0], blocks=(replace(block, prose=prose),)),))
    clip = Clip(prose.inlines[0].id, 0, 5000)
    ((_, _, _, vtt),) = one(document, clip, tmp_path, "vtt")
    assert shown(vtt) == " ".join(text.split())
    assert not re.search("<|-->|&(?!amp;|lt;|gt;)", vtt)
    ((_, _, _, srt),) = one(document, clip, tmp_path, "srt")
    assert srt.replace("\u2060", "") == " ".join(text.split())
    assert not re.search(r"</?[A-Za-z]|\{\\", srt)


def test_words_have_their_times(tmp_path: Path) -> None:
    document = builder.document([builder.paragraph("He said “come  here” again.")])
    text = next(iter(builder.written(document).values()))
    (name,) = builder.written(document)
    places = [text.index(word) for word in ("He", "said", "come", "here", "again")]
    marks = tuple(Mark(at, at + 2, n * 400) for n, at in enumerate(places))
    clip = Clip(name, 1000, 4000, marks)
    ((_, begin, end, vtt),) = one(document, clip, tmp_path, "vtt", words=True)
    assert (begin, end) == (1000, 4000)
    assert vtt == (
        "He <00:00:01.400>said <00:00:01.800>“come <00:00:02.200>here” <00:00:02.600>again."  # none at the cue's begin
    )
    found = one(document, clip, tmp_path, "srt", words=True)
    assert [cue[1:] for cue in found] == [
        (1000, 1400, "He"),
        (1400, 1800, "said"),
        (1800, 2200, "“come"),
        (2200, 2600, "here”"),
        (2600, 4000, "again."),
    ]
    ((*_, plain),) = one(document, clip, tmp_path, "vtt")
    assert plain == "He said “come here” again."


def test_times_of_words_that_do_not_rise_are_left_out(tmp_path: Path) -> None:
    document = builder.document([builder.paragraph("One two three four.")])
    (name,) = builder.written(document)
    marks = (Mark(0, 3, 0), Mark(4, 7, 500), Mark(8, 13, 500), Mark(14, 18, 2000))
    clip = Clip(name, 0, 2000, marks)
    ((*_, vtt),) = one(document, clip, tmp_path, "vtt", words=True)
    assert vtt == "One <00:00:00.500>two three four."
    assert [cue[1:] for cue in one(document, clip, tmp_path, "srt", words=True)] == [
        (0, 500, "One"),
        (500, 2000, "two three four."),
    ]


def test_long_times_have_hours(tmp_path: Path) -> None:
    document = builder.document([builder.paragraph("Late.")])
    (name,) = builder.written(document)
    assert one(document, Clip(name, 100 * 3_600_000 + 1, 100 * 3_600_000 + 61_002), tmp_path, "srt")[0][1:3] == (
        360_000_001,
        360_061_002,
    )

"""Forms of sound: spoken once, encoded in all that are wanted, and never again what is there already."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from accessible.audio import FORMS, decode, probe
from accessible.errors import OutputError
from accessible.model.narration import Narration
from accessible.model.script import Script
from accessible.narrator import perform

from .builder import script
from .faulty import FAULTY

COUNTING = f"{FAULTY.partition(':')[0]}:Counting"
ALL = ("mp3", "m4a", "opus", "flac", "wav")
TEXTS = (["One is first.", "Two is second."], ["Three is third."])


@pytest.fixture
def said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file that `Counting` writes to. Its voice is measured here, which is no part of what the tests count."""
    count = tmp_path / "count"
    monkeypatch.setenv("FAULTY_COUNT", str(count))
    perform(source(["Measured."]), cache=tmp_path / "cache")
    count.unlink()
    return count


def source(*texts: list[str]) -> Script:
    return script(*(texts or TEXTS), engine=COUNTING, voice="220")


def count(said: Path) -> int:
    return len(said.read_text().splitlines()) if said.exists() else 0


def bytes_of(narration: Narration) -> dict[tuple[str, str], bytes]:
    return {(t.id, form): Path(path).read_bytes() for t in narration.tracks for form, path in t.files.items()}


def times(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in folder.glob("cache/recordings/*")}


def test_a_section_is_spoken_once_for_all_its_forms(said: Path, tmp_path: Path) -> None:
    narration = perform(source(), cache=tmp_path / "cache", forms=ALL)
    assert count(said) == 3
    for track in narration.tracks:
        assert tuple(track.files) == ALL
        assert (track.path, track.media_type) == (track.files["mp3"], "audio/mpeg")
        for form, path in track.files.items():
            found = probe(Path(path))
            assert found.media_type == FORMS[form].media_type
            assert abs(found.samples / found.rate - track.samples / track.rate) <= 0.001
        assert decode(Path(track.files["flac"])) == decode(Path(track.files["wav"]))
        assert len(decode(Path(track.files["wav"]))[0]) == 2 * track.samples


def test_an_unchanged_build_speaks_and_encodes_nothing(
    said: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = perform(source(), cache=tmp_path / "cache", forms=ALL)
    before = times(tmp_path)
    monkeypatch.setattr("accessible.narrator.performer.WORK", "accessible.narrator.worker:nonesuch")
    assert perform(source(), cache=tmp_path / "cache", forms=ALL) == first
    some = perform(source(), cache=tmp_path / "cache", forms=("opus", "mp3"))
    assert [tuple(track.files) for track in some.tracks] == [("opus", "mp3")] * 2
    assert (some.tracks[0].media_type, some.tracks[0].clips) == ("audio/ogg; codecs=opus", first.tracks[0].clips)
    assert times(tmp_path) == before


@pytest.mark.parametrize("there", ["flac", "wav"])
def test_a_form_that_is_asked_for_later_is_made_of_one_that_lost_nothing(
    there: str, said: Path, tmp_path: Path
) -> None:
    perform(source(), cache=tmp_path / "cache", forms=(there,))
    before = times(tmp_path)
    later = perform(source(), cache=tmp_path / "cache", forms=ALL)
    assert count(said) == 3
    kept = {name: time for name, time in before.items() if name.endswith(there)}
    assert kept.items() <= times(tmp_path).items()
    assert bytes_of(later) == bytes_of(perform(source(), cache=tmp_path / "other", forms=ALL))


def test_without_one_it_is_spoken_again_and_what_is_there_is_not_encoded_again(said: Path, tmp_path: Path) -> None:
    perform(source(), cache=tmp_path / "cache", forms=("mp3",))
    kept = {name: time for name, time in times(tmp_path).items() if name.endswith("mp3")}
    later = perform(source(), cache=tmp_path / "cache", forms=("mp3", "m4a"))
    assert count(said) == 6
    assert kept.items() <= times(tmp_path).items()
    assert bytes_of(later) == bytes_of(perform(source(), cache=tmp_path / "other", forms=("mp3", "m4a")))


def test_all_forms_are_of_one_speaking_even_when_the_next_was_another(said: Path, tmp_path: Path) -> None:
    """An engine that breaks its promise, or a sentence that had to be spoken in pieces this time."""
    first = perform(source(), cache=tmp_path / "cache", forms=("mp3",))
    Path(f"{said}.slow").touch()
    later = perform(source(), cache=tmp_path / "cache", forms=("mp3", "opus"))
    for track, before in zip(later.tracks, first.tracks, strict=True):
        assert track.samples > 1.5 * before.samples
        for path in track.files.values():
            found = probe(Path(path))
            assert abs(found.samples / found.rate - track.samples / track.rate) <= 0.001


@pytest.mark.parametrize("damaged", ALL)
def test_a_damaged_form_is_made_again_by_itself(damaged: str, said: Path, tmp_path: Path) -> None:
    first = perform(source(), cache=tmp_path / "cache", forms=ALL)
    whole = bytes_of(first)
    path = Path(first.tracks[0].files[damaged])
    path.write_bytes(path.read_bytes()[:-1])
    before = {name: time for name, time in times(tmp_path).items() if name != path.name and name.endswith(ALL)}
    again = perform(source(), cache=tmp_path / "cache", forms=ALL)
    assert again == first
    assert bytes_of(again) == whole
    assert before.items() <= times(tmp_path).items()
    assert count(said) == 3


def test_a_lossless_form_that_is_damaged_is_not_made_into_another(said: Path, tmp_path: Path) -> None:
    first = perform(source(), cache=tmp_path / "cache", forms=("flac",))
    path = Path(first.tracks[0].path)
    path.write_bytes(path.read_bytes()[:-100])
    later = perform(source(), cache=tmp_path / "cache", forms=("mp3",))
    assert count(said) == 5
    assert bytes_of(later) == bytes_of(perform(source(), cache=tmp_path / "other", forms=("mp3",)))


def test_another_bit_rate_is_another_entry_and_none_without_loss(said: Path, tmp_path: Path) -> None:
    small = perform(source(), cache=tmp_path / "cache", forms=("mp3", "flac"), kilobits=24)
    large = perform(source(), cache=tmp_path / "cache", forms=("mp3", "flac"), kilobits=64)
    assert count(said) == 3  # the other MP3 was made of the FLAC
    for one, other in zip(small.tracks, large.tracks, strict=True):
        assert one.files["flac"] == other.files["flac"]
        assert Path(one.files["mp3"]).stat().st_size < 0.6 * Path(other.files["mp3"]).stat().st_size


def test_two_builds_may_share_a_cache(said: Path, tmp_path: Path) -> None:
    made: list[Narration] = []
    wanted = (("mp3", "opus"), ("opus", "m4a"), ("mp3", "opus"))
    threads = [
        threading.Thread(
            target=lambda forms=forms: made.append(perform(source(), cache=tmp_path / "cache", forms=forms, jobs=1))
        )
        for forms in wanted
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(made) == len(wanted)
    alone = bytes_of(perform(source(), cache=tmp_path / "other", forms=ALL))
    for narration in made:
        assert bytes_of(narration).items() <= alone.items()
    assert not list((tmp_path / "cache" / "recordings").glob(".*"))


@pytest.mark.parametrize("room", [0, 100, 5000])
@pytest.mark.parametrize("form", ALL)
def test_a_disk_that_is_full_in_any_form_is_one_error_and_leaves_nothing_half(
    form: str, room: int, tmp_path: Path
) -> None:
    """The limit is inherited by the worker: its file may not grow."""
    import resource

    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, limits[1]))
    try:
        with pytest.raises(OutputError, match="the audio cannot be written: File too large") as error:
            perform(script(["One is first. " * 9], engine="tone", voice="220"), cache=tmp_path, forms=(form,))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert error.value.exit_code == 6
    assert "ACCESSIBLE_CACHE" in error.value.hint
    assert not list((tmp_path / "recordings").iterdir())

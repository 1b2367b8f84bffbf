"""The cache: what was spoken is not spoken again, and what is damaged is not used."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec
import pytest

from accessible.errors import OutputError
from accessible.model.script import Prosody, Script
from accessible.narrator import cache_folder, perform
from accessible.narrator.cache import keep
from accessible.narrator.recordings import codec, key, load

from .builder import script
from .faulty import FAULTY

TEXTS = (["One.", "Two."], ["Three.", "Four."])


def spoken(source: Script, folder: Path) -> dict[str, bytes]:
    return {track.id: Path(track.path).read_bytes() for track in perform(source, cache=folder).tracks}


def files(folder: Path) -> dict[str, int]:
    """The entries, and when each was written."""
    return {file.name: file.stat().st_mtime_ns for file in (folder / "recordings").iterdir()}


def test_a_section_that_has_not_changed_is_not_spoken_again(tmp_path: Path) -> None:
    source = script(*TEXTS, engine="tone", voice="220")
    first = spoken(source, tmp_path)
    written = files(tmp_path)
    assert len(written) == 4
    assert spoken(source, tmp_path) == first
    assert files(tmp_path) == written
    changed = spoken(script(["One.", "Two, or more!"], TEXTS[1], engine="tone", voice="220"), tmp_path)
    assert changed["s2"] == first["s2"]
    assert written.items() < files(tmp_path).items()
    assert len(files(tmp_path)) == 6


def test_an_engine_is_not_started_for_what_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = script(*TEXTS, engine=FAULTY, voice="220")
    first = spoken(source, tmp_path)
    monkeypatch.setattr("accessible.narrator.performer.WORK", "accessible.narrator.worker:nonesuch")
    assert spoken(source, tmp_path) == first


def test_a_new_title_is_heard_of_but_not_spoken(tmp_path: Path) -> None:
    source = script(*TEXTS, engine="tone", voice="220")
    perform(source, cache=tmp_path)
    written = files(tmp_path)
    named = tuple(msgspec.structs.replace(part, title="Another") for part in source.parts)
    narration = perform(msgspec.structs.replace(source, parts=named), cache=tmp_path)
    assert {track.title for track in narration.tracks} == {"Another"}
    assert files(tmp_path) == written


def test_everything_that_is_heard_is_in_the_key() -> None:
    part = script(TEXTS[0]).parts[0]

    def name(**changes: object) -> str:
        changed = msgspec.structs.replace(part.utterances[0], **changes)
        return key(msgspec.structs.replace(part, utterances=(changed, *part.utterances[1:])), engine="e")

    names = [
        name(),
        name(id="x"),
        name(text="x"),
        name(written="x"),
        name(voice="x"),
        name(prosody=Prosody(rate=1)),
        name(prosody=Prosody(pitch=1)),
        name(prosody=Prosody(volume=1)),
        name(pause_before=1),
        name(pause_after=1),
        key(part, engine="e2"),
        key(msgspec.structs.replace(part, id="x"), engine="e"),
    ]
    assert len(set(names)) == len(names)


DAMAGE = ["flip", "cut", "empty", "remove", "folder", "full folder", "dangling link", "pipe", "another's", "exchanged"]
DAMAGE += ["timeline", "empty timeline", "number", "other timeline", "timeline folder", "timeline pipe", "renamed"]


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_entry_is_spoken_again(damage: str, tmp_path: Path) -> None:
    source = script(*TEXTS, engine="tone", voice="220")
    first = spoken(source, tmp_path)
    name = key(source.parts[0], engine="220 tone 1")
    timeline = tmp_path / "recordings" / f"{name}.json"
    held = load(timeline.parent, name, {"mp3": codec("mp3", 0)})
    assert held
    audio = held.files["mp3"]
    whole, data = timeline.read_bytes(), audio.read_bytes()
    key_file = timeline.with_name(f"{key(source.parts[1], engine='220 tone 1')}.json")
    other = next(path for path in timeline.parent.glob("*.mp3") if path != audio)
    match damage:
        case "flip":
            audio.write_bytes(data[:500] + bytes([data[500] ^ 1]) + data[501:])
        case "cut":
            audio.write_bytes(data[:-1])
        case "empty":
            audio.write_bytes(b"")
        case "remove":
            audio.unlink()
        case "folder" | "timeline folder" | "full folder":
            place = timeline if damage.startswith("timeline") else audio
            place.unlink()
            place.mkdir()
            if damage == "full folder":
                (place / "things").mkdir()
                (place / "things" / "thing").write_bytes(data)
        case "dangling link":
            audio.unlink()
            audio.symlink_to("nowhere")
        case "pipe" | "timeline pipe":
            place = timeline if damage.startswith("timeline") else audio
            place.unlink()
            os.mkfifo(place)
        case "another's":  # as if it were that of the other section
            audio.write_bytes(other.read_bytes())
        case "exchanged":
            audio.rename(tmp_path / "audio")
            other.rename(audio)
            (tmp_path / "audio").rename(other)
        case "renamed":
            timeline.write_bytes(key_file.read_bytes())
        case "timeline":
            timeline.write_bytes(whole[:-1])
        case "empty timeline":
            timeline.write_bytes(b"")
        case "number":  # still a timeline, but not the one that was written
            timeline.write_bytes(whole.replace(b'"samples":', b'"samples":1'))
        case _:
            keep(timeline, b'{"sound": "", "recording": {"track": 7}}')
    held = load(timeline.parent, name, {"mp3": codec("mp3", 0)})
    assert held is None or not held.files
    assert spoken(source, tmp_path) == first
    assert (timeline.read_bytes(), audio.read_bytes()) == (whole, data)


def test_a_cache_can_be_moved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = script(*TEXTS, engine=FAULTY, voice="220")
    first = spoken(source, tmp_path / "here")
    (tmp_path / "here").rename(tmp_path / "there")
    monkeypatch.setattr("accessible.narrator.performer.WORK", "accessible.narrator.worker:nonesuch")
    assert spoken(source, tmp_path / "there") == first


def test_a_cache_that_cannot_be_written_is_an_error_with_a_way_out(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError) as error:
        perform(script(*TEXTS, engine="tone", voice="220"), cache=tmp_path / "file")
    assert error.value.exit_code == 6
    assert "ACCESSIBLE_CACHE" in error.value.hint


def test_a_full_disk_is_an_error_with_a_way_out(tmp_path: Path) -> None:
    """The limit is inherited by the worker: its file may not grow."""
    import resource

    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limits[1]))
    try:
        with pytest.raises(OutputError, match="the audio cannot be written: File too large") as error:
            perform(script(TEXTS[0], engine="tone", voice="220"), cache=tmp_path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert "ACCESSIBLE_CACHE" in error.value.hint
    assert not list((tmp_path / "recordings").iterdir())


def test_the_environment_names_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ACCESSIBLE_CACHE", str(tmp_path / "mine"))
    assert cache_folder() == tmp_path / "mine"
    perform(script(TEXTS[0], engine="tone", voice="220"))
    assert len(files(tmp_path / "mine")) == 2
    monkeypatch.delenv("ACCESSIBLE_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_folder() == tmp_path / "accessible"
    assert "ACCESSIBLE_CACHE" not in os.environ

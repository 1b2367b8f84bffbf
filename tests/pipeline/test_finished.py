"""A finished book: left alone where it stands as a build would write it, built again when anything is otherwise."""

from __future__ import annotations

import pkgutil
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from accessible.config import Config
from accessible.errors import OutputError
from accessible.model.message import Message
from accessible.model.narration import Narration
from accessible.model.script import Script
from accessible.output import deliver
from accessible.pipeline import Built, build
from accessible.pipeline.finished import Finished, finished
from tests.narrator.faulty import FAULTY

TEXT = """The lamp

It was lit at nine. Nobody saw who lit it, and “nobody asked,” said Anna Brandt.

CHAPTER I

The boats came in one by one. Then the fog came. It stayed for a week and a day.
"""

CONFIG = Config(engine="tone", to=("epub", "mp3", "vtt"), output_dir="out", jobs=1)


@pytest.fixture(autouse=True)
def lamp(cache: Path) -> Path:
    """The folder of the book; its source is beside it."""
    Path("lamp.txt").write_text(TEXT, encoding="utf-8")
    return Path("out", "lamp")


def again(config: Config = CONFIG) -> Built:
    return build(Path("lamp.txt"), config=config)


def times(folder: Path) -> dict[Path, tuple[int, int]]:
    """Of each file, when it was written, and which one it is."""
    files = [file for file in folder.rglob("*") if file.is_file()]
    return {file: (file.stat().st_mtime_ns, file.stat().st_ino) for file in files}


def contents(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_a_book_that_stands_there_is_left_alone(lamp: Path) -> None:
    built = again()
    before = times(lamp)
    assert again() == built
    assert again(replace(CONFIG, jobs=2, force=True)) == built
    assert times(lamp) == before


def test_nothing_is_read_structured_spoken_or_checked_for_it(lamp: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built = again()
    for name in ("document_of", "script_of", "narration_of", "workshop", "publish"):
        monkeypatch.setattr(f"accessible.pipeline.building.{name}", None)
    assert again() == built


@pytest.mark.parametrize("name", ["lamp.epub", "report.json", "audio/01-the-lamp.mp3", "audio/playlist-mp3.m3u8"])
@pytest.mark.parametrize(
    "harm",
    [Path.unlink, lambda file: file.write_bytes(file.read_bytes()[:-1]), lambda file: file.write_bytes(b"mine")],
    ids=["missing", "cut short", "another"],
)
def test_what_is_not_as_it_was_is_built_again(lamp: Path, name: str, harm: Callable[[Path], object]) -> None:
    again()
    before = contents(lamp)
    harm(lamp / name)
    again(replace(CONFIG, force=True))
    assert contents(lamp) == before


def changed_text() -> Config:
    Path("lamp.txt").write_text(TEXT.replace("nine", "ten"), encoding="utf-8")
    return CONFIG


def changed_lexicon() -> Config:
    Path("voices").mkdir()
    Path("voices", "default.pls").write_text(
        '<lexicon version="1.0" xmlns="http://www.w3.org/2005/01/pronunciation-lexicon" alphabet="ipa" xml:lang="en">'
        "<lexeme><grapheme>fog</grapheme><alias>foggy weather</alias></lexeme></lexicon>"
    )
    return CONFIG


def changed_cover() -> Config:
    Path("cover.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9"/></svg>')
    again(replace(CONFIG, cover="cover.svg"))
    Path("cover.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0v9"/></svg>')
    return replace(CONFIG, cover="cover.svg")


@pytest.mark.parametrize(
    "change",
    [
        changed_text,
        changed_lexicon,
        changed_cover,
        lambda: replace(CONFIG, title="Another"),
        lambda: replace(CONFIG, rate=300),
        lambda: replace(CONFIG, bitrate=32),
        lambda: replace(CONFIG, captions="word"),
        lambda: replace(CONFIG, to=("epub",)),
        lambda: replace(CONFIG, quote_list=False),
        lambda: replace(CONFIG, certified_by="Somebody"),
    ],
    ids=["text", "lexicon", "cover", "title", "rate", "bitrate", "captions", "formats", "quote list", "certifier"],
)
def test_after_any_change_it_is_the_book_of_a_cold_build(
    lamp: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: Callable[[], Config]
) -> None:
    again()
    before = contents(lamp)
    config = change()
    again(config)
    monkeypatch.setenv("ACCESSIBLE_CACHE", str(tmp_path / "another"))
    again(replace(config, output_dir="cold"))
    assert contents(lamp) == contents(Path("cold", "lamp")) != before


def test_the_day_that_is_set_for_it_is_in_the_book(lamp: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    again()
    before = contents(lamp)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    again()
    assert contents(lamp)["lamp.epub"] != before["lamp.epub"]


def test_it_does_not_matter_what_became_of_the_cache(lamp: Path, cache: Path) -> None:
    built = again()
    before = contents(lamp)
    for entry in (*cache.iterdir(), *(cache.parent / "recordings").iterdir()):
        entry.unlink()
    assert again() == built
    assert contents(lamp) == before


def test_what_a_broken_build_left_behind_is_taken_away(lamp: Path) -> None:
    again()
    (lamp.parent / ".lamp.part").mkdir()
    (lamp.parent / ".lamp.part" / ".accessible").touch()
    again()
    assert [path.name for path in lamp.parent.iterdir()] == ["lamp"]


def test_somebody_elses_folder_is_refused_as_ever(lamp: Path) -> None:
    again()
    (lamp / "report.json").write_text("{}")
    with pytest.raises(OutputError, match="not made from this source"):
        again()


def test_an_accident_is_not_noted(lamp: Path) -> None:
    """What an engine would not say today it may say tomorrow; a sign without a sound is silent for ever."""

    def noted(*codes: str) -> Finished | None:
        said = tuple(Message(code, "So it was.") for code in codes)
        narration = Narration("tone 1", (), (), messages=said)
        return finished(lamp, [], script=Script("tone", ()), narration=narration, engine="tone", messages=said)

    assert noted() == Finished((), {}, ())
    assert noted("N001")
    for code in ("N002", "N004", "N999"):
        assert noted("N001", code) is None


def test_a_plug_in_engine_is_always_asked(lamp: Path, cache: Path) -> None:
    again(replace(CONFIG, engine=FAULTY))
    entries = len(list(cache.iterdir()))
    before = times(lamp)
    again(replace(CONFIG, engine=FAULTY))
    assert len(list(cache.iterdir())) == entries == 1
    assert times(lamp) != before


def test_a_build_of_two_files_that_was_broken_off_between_them_goes_on(
    lamp: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it had finished is nobody else's. A file of somebody else still is, and so is what is complete."""
    outputs = [Path("a.epub"), Path("a.m4b")]

    def one(finished: Path, file: Path) -> None:
        if file != outputs[0]:
            raise KeyboardInterrupt
        deliver(finished, file)

    with monkeypatch.context() as patch:
        patch.setattr("accessible.pipeline.building.deliver", one)
        with pytest.raises(KeyboardInterrupt):
            build(Path("lamp.txt"), config=CONFIG, outputs=outputs)
    assert [file.exists() for file in outputs] == [True, False]
    build(Path("lamp.txt"), config=CONFIG, outputs=outputs)
    assert all(file.exists() for file in outputs)
    with pytest.raises(OutputError, match="the file exists"):
        build(Path("lamp.txt"), config=CONFIG, outputs=outputs)
    before = {file: file.stat().st_ino for file in outputs}
    build(Path("lamp.txt"), config=replace(CONFIG, force=True), outputs=outputs)
    assert {file: file.stat().st_ino for file in outputs} == before  # as it would be written
    outputs[1].unlink()
    outputs[0].write_bytes(b"mine")
    with pytest.raises(OutputError, match="the file exists"):
        build(Path("lamp.txt"), config=CONFIG, outputs=outputs)


@pytest.mark.parametrize("when", ["accessible.renderers.render", "accessible.pipeline.building._write"])
def test_sounds_that_somebody_deletes_meanwhile_are_spoken_again(
    when: str, lamp: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    again()
    before = contents(lamp)
    shutil.rmtree(lamp)
    shutil.rmtree(cache.parent)
    ours = pkgutil.resolve_name(when)
    deleted: list[bool] = []

    def delete(*arguments: Any, **options: Any) -> Any:
        if not deleted:
            shutil.rmtree(cache.parent)
        deleted.append(True)
        return ours(*arguments, **options)

    monkeypatch.setattr(when, delete)
    again()
    assert contents(lamp) == before


def test_what_a_killed_build_had_begun_to_move_is_taken_away(lamp: Path) -> None:
    """Killed before its first file had its name; then the source is again what it was before."""
    again()
    before = contents(lamp)
    (lamp / ".accessible").write_text('{"accessible": 1, "source": "lamp.txt", "outputs": ["lamp.epub", "new.mp3"]}')
    (lamp / "new.mp3").write_text("of the other")
    again()
    assert contents(lamp) == before

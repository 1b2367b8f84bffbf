"""Options: which place wins, and that nothing wrong is passed over."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from accessible.config import Config, language_tag, load
from accessible.errors import UsageError


@pytest.fixture
def user(own_home: Path) -> Iterator[Path]:
    from platformdirs import user_config_path

    folder = user_config_path("accessible")
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "config.toml"
    file.unlink(missing_ok=True)
    yield file
    file.unlink(missing_ok=True)


def test_nothing_said_gives_the_defaults(tmp_path: Path) -> None:
    assert load({}, environment={}, folder=tmp_path) == Config()


def test_flags_go_before_variables_before_the_project_before_the_user(tmp_path: Path, user: Path) -> None:
    user.write_text('rate = 150\nvoice = "a"\nengine = "tone"\ntitle = "user"\n')
    (tmp_path / "accessible.toml").write_text('rate = 160\nvoice = "b"\nengine = "espeak"\n')
    config = load(
        {"rate": 180, "voice": None}, environment={"ACCESSIBLE_VOICE": "c", "ACCESSIBLE_RATE": "170"}, folder=tmp_path
    )
    assert (config.rate, config.voice, config.engine, config.title) == (180, "c", "espeak", "user")


def test_variables_of_every_kind(tmp_path: Path) -> None:
    environment = {
        "ACCESSIBLE_TO": "epub, mp3",
        "ACCESSIBLE_FORCE": "yes",
        "ACCESSIBLE_JOBS": "2",
        "ACCESSIBLE_AUTHOR": "Odile Marsh",
        "ACCESSIBLE_QUOTE_LIST": "no",
        "ACCESSIBLE_ATTRIBUTOR": "none",
        "ACCESSIBLE_CACHE": "/somewhere",
        "HOME": "/root",
    }
    config = load({}, environment=environment, folder=tmp_path)
    assert (config.to, config.force, config.jobs, config.author) == (("epub", "mp3"), True, 2, ("Odile Marsh",))
    assert (config.quote_list, config.attributor) == (False, "none")


@pytest.mark.parametrize(
    ("environment", "where"),
    [
        ({"ACCESSIBLE_VOICES": "x"}, "ACCESSIBLE_VOICES"),
        ({"ACCESSIBLE_RATE": "fast"}, "ACCESSIBLE_RATE"),
        ({"ACCESSIBLE_RATE": "9000"}, "ACCESSIBLE_RATE"),
        ({"ACCESSIBLE_QUOTE_LIST": "some"}, "ACCESSIBLE_QUOTE_LIST"),
        ({"ACCESSIBLE_JOBS": "-1"}, "ACCESSIBLE_JOBS"),
        ({"ACCESSIBLE_LANGUAGE": "en-foo bar"}, "ACCESSIBLE_LANGUAGE"),
    ],
)
def test_a_wrong_variable_is_named(tmp_path: Path, environment: dict[str, str], where: str) -> None:
    with pytest.raises(UsageError) as caught:
        load({}, environment=environment, folder=tmp_path)
    assert caught.value.where == where
    assert caught.value.exit_code == 2


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("raet = 1\n", "no option 'raet'"),
        ("rate = 'fast'\n", "does not fit"),
        ("rate = \n", "cannot be read"),
        ("rate = 5\n", "nobody"),
    ],
)
def test_a_wrong_file_is_named(tmp_path: Path, text: str, what: str) -> None:
    file = tmp_path / "accessible.toml"
    file.write_text(text)
    with pytest.raises(UsageError, match=what) as caught:
        load({}, environment={}, folder=tmp_path)
    assert caught.value.where == str(file)


def test_a_folder_where_a_file_is_looked_for_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "accessible.toml").mkdir()
    with pytest.raises(UsageError, match="cannot be read"):
        load({}, environment={}, folder=tmp_path)


def test_what_is_empty_is_not_said(tmp_path: Path) -> None:
    environment = {"ACCESSIBLE_RATE": "", "ACCESSIBLE_DEBUG": "1", "ACCESSIBLE_TITLE": "  "}
    assert load({"title": "  ", "author": ("", " ")}, environment=environment, folder=tmp_path) == Config()


@pytest.mark.parametrize(
    ("tag", "written"),
    [
        ("en", "en"),
        ("en_gb", "en-GB"),
        ("ZH-hant-tw", "zh-Hant-TW"),
        ("de-1996", "de-1996"),
        ("en-us-x-Nyc", "en-US-x-nyc"),
    ],
)
def test_language_tags_are_written_as_bcp_47_has_them(tag: str, written: str) -> None:
    assert language_tag(tag, where="") == written


@pytest.mark.parametrize("tag", ["not a tag", "e", "en-", "english", "en-foo bar", "12"])
def test_what_is_no_language_tag_is_refused(tag: str) -> None:
    with pytest.raises(UsageError, match="no language tag"):
        language_tag(tag, where="--language")


def test_what_is_to_be_announced_is_a_list_however_it_is_said(tmp_path: Path) -> None:
    (tmp_path / "accessible.toml").write_text("announce = 'none, heading'\n")
    assert load({}, environment={}, folder=tmp_path).announce == ("none", "heading")
    assert load({}, environment={"ACCESSIBLE_ANNOUNCE": "list,all"}, folder=tmp_path).announce == ("list", "all")
    flags = {"announce": ("quote, note", "table")}
    assert load(flags, environment={}, folder=tmp_path).announce == ("quote", "note", "table")
    with pytest.raises(UsageError, match="'headings' cannot be announced") as caught:
        load({}, environment={"ACCESSIBLE_ANNOUNCE": "headings"}, folder=tmp_path)
    assert caught.value.where == "ACCESSIBLE_ANNOUNCE"
    assert "heading, quote, blockquote" in caught.value.hint


def test_what_sound_and_captions_are_asked_for_is_checked(tmp_path: Path) -> None:
    environment = {"ACCESSIBLE_BITRATE": "96", "ACCESSIBLE_CAPTIONS": "word"}
    config = load({}, environment=environment, folder=tmp_path)
    assert (config.bitrate, config.captions) == (96, "word")
    for flags in ({"bitrate": 15}, {"bitrate": 321}, {"captions": "letter"}):
        with pytest.raises(UsageError):
            load(flags, environment={}, folder=tmp_path)


def test_the_sound_of_a_book_can_be_called_by_what_it_is() -> None:
    assert load({"epub_audio": "aac"}, environment={}).epub_audio == "m4a"

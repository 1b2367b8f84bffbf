"""The cache of states: what is the same is not made again, and what is not the same, or not whole, is."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest
from msgspec import Struct
from msgspec.structs import replace

from accessible.config import Config
from accessible.errors import VoiceError
from accessible.model.source import Source
from accessible.pipeline import document_of, script_of, states
from accessible.pipeline.states import remembered
from accessible.readers import as_source
from tests.narrator.faulty import FAULTY

TEXT = "Town buys a bell\n\nThe bell is new. “It rings,” said Anna Brandt.\n\nIt was cast in 1887.\n"
TONE = Config(engine="tone")


class Count(Struct, frozen=True):
    """A state for these tests."""

    number: int


def made(number: int) -> Callable[[], Count]:
    return lambda: Count(number)


def unmade() -> NoReturn:
    raise AssertionError("it was made again")


def entries(cache: Path) -> list[Path]:
    return sorted(cache.glob("*.msgpack"))


def source(text: str = TEXT, name: str = "bell.txt") -> Source:
    return as_source(name, text.encode())


# ---------------------------------------------------------------------------------------------------------- any state
def test_the_same_is_not_made_again(cache: Path) -> None:
    assert remembered(Count, made(1), decided_by=lambda: ["a"]) == Count(1)
    assert remembered(Count, unmade, decided_by=lambda: ["a"]) == Count(1)
    assert remembered(Count, made(2), decided_by=lambda: ["b"]) == Count(2)
    assert [path.name[0] != "." for path in cache.iterdir()] == [True, True]


def test_another_program_makes_its_own(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    remembered(Count, made(1), decided_by=list)
    monkeypatch.setattr(states, "revision", lambda: "another program")
    assert remembered(Count, made(2), decided_by=list) == Count(2)


def test_nothing_is_kept_by_a_program_without_a_mark(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(states, "revision", str)
    assert [remembered(Count, made(number), decided_by=list) for number in (1, 2)] == [Count(1), Count(2)]
    assert not cache.exists()


def test_what_changes_while_a_state_is_made_keeps_it_from_being_remembered(cache: Path) -> None:
    said = ["before"]

    def make() -> Count:
        said[0] = "after"  # somebody saves the file that it is made from
        return Count(1)

    remembered(Count, make, decided_by=lambda: list(said))
    assert not cache.exists()
    assert remembered(Count, made(2), decided_by=lambda: list(said)) == Count(2)
    assert remembered(Count, made(3), decided_by=lambda: ["before"]) == Count(3)


@pytest.mark.parametrize(
    "harm",
    [
        lambda data: data[:-1],
        lambda data: data + b"\0",
        lambda data: data[:40] + bytes([data[40] ^ 1]) + data[41:],
        lambda data: bytes([data[0] ^ 1]) + data[1:],
        lambda data: data[:32],
        lambda data: b"",
    ],
    ids=["cut short", "longer", "a bit in the state", "a bit in the checksum", "no state", "nothing"],
)
def test_a_damaged_entry_is_made_again(cache: Path, harm: Callable[[bytes], bytes]) -> None:
    remembered(Count, made(1), decided_by=list)
    (entry,) = entries(cache)
    whole = entry.read_bytes()
    entry.write_bytes(harm(whole))
    assert remembered(Count, made(1), decided_by=list) == Count(1)
    assert entry.read_bytes() == whole
    assert remembered(Count, unmade, decided_by=list) == Count(1)


def test_an_entry_of_another_name_is_none(cache: Path) -> None:
    remembered(Count, made(1), decided_by=lambda: ["a"])
    (first,) = entries(cache)
    remembered(Count, made(2), decided_by=lambda: ["b"])
    (second,) = set(entries(cache)) - {first}
    first.replace(second)
    assert remembered(Count, made(2), decided_by=lambda: ["b"]) == Count(2)


def test_everything_may_be_deleted(cache: Path) -> None:
    remembered(Count, made(1), decided_by=list)
    for path in (*entries(cache), cache, cache.parent):
        path.unlink() if path.is_file() else path.rmdir()
    assert remembered(Count, made(2), decided_by=list) == Count(2)
    assert remembered(Count, unmade, decided_by=list) == Count(2)


@pytest.mark.parametrize("where", ["the folder", "the cache"])
def test_where_nothing_can_be_written_nothing_is_remembered(cache: Path, where: str) -> None:
    file = cache if where == "the folder" else cache.parent
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("a file, where a folder goes")
    assert [remembered(Count, made(number), decided_by=list) for number in (1, 2)] == [Count(1), Count(2)]
    assert not list(cache.glob(".*"))


def test_a_folder_in_the_place_of_an_entry_goes(cache: Path) -> None:
    remembered(Count, made(1), decided_by=list)
    (entry,) = entries(cache)
    entry.unlink()
    (entry / "in the way").mkdir(parents=True)
    assert remembered(Count, made(2), decided_by=list) == Count(2)
    assert remembered(Count, unmade, decided_by=list) == Count(2)
    assert not list(cache.glob(".*"))


def test_a_state_that_has_no_form_in_the_cache_is_just_made(cache: Path) -> None:
    class Name(Struct, frozen=True):
        text: str

    assert remembered(Name, lambda: Name("\ud800"), decided_by=list) == Name("\ud800")
    assert remembered(Count, made(1), decided_by=lambda: ["\ud800"]) == Count(1)
    assert not entries(cache)


def test_processes_share_it(cache: Path) -> None:
    """Six at once make, read and delete the same few entries; each gets what it asked for."""
    program = """
import random, sys
from msgspec import Struct
from accessible.pipeline import states
states.revision = lambda: "this program"
class Many(Struct, frozen=True):
    numbers: tuple[int, ...]
chance = random.Random(int(sys.argv[1]))
for _ in range(300):
    number = chance.randrange(4)
    state = states.remembered(Many, lambda: Many((number,) * 20_000), decided_by=lambda: [number])
    assert state == Many((number,) * 20_000)
    if chance.random() < 0.1:
        states._path(states.named(Many, lambda: [number])).unlink(missing_ok=True)
"""
    runs = [subprocess.Popen([sys.executable, "-c", program, str(n)], stderr=subprocess.PIPE) for n in range(6)]
    assert [run.communicate()[1] for run in runs] == [b""] * 6
    assert not list(cache.glob(".*"))


# ------------------------------------------------------------------------------------------- documents and scripts
def test_an_unchanged_text_is_neither_structured_nor_cast_again(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    document = document_of(source(), config=TONE)
    script = script_of(document, config=TONE)
    assert len(entries(cache)) == 2
    monkeypatch.setattr("accessible.structurer.structure", unmade)
    monkeypatch.setattr("accessible.narrator.composer.compose", unmade)
    again = document_of(source(), config=TONE)
    assert again == document
    assert script_of(again, config=TONE) == script


def test_two_configurations_have_their_own(cache: Path) -> None:
    kinds = [TONE, replace(TONE, title="Another"), replace(TONE, keep_boilerplate=True), replace(TONE, language="de")]
    for _ in range(2):
        titles = [document_of(source(), config=config).metadata.title for config in kinds]
        assert titles == ["Town buys a bell", "Another", "Town buys a bell", "Town buys a bell"]
    assert len(entries(cache)) == 4
    document = document_of(source(), config=TONE)
    for _ in range(2):
        rates = [script_of(document, config=replace(TONE, rate=rate)).parts[0].utterances[0] for rate in (0, 100)]
        assert rates[0].prosody != rates[1].prosody
    assert len(entries(cache)) == 6


def test_the_name_of_a_source_is_in_its_document(cache: Path) -> None:
    assert document_of(source(), config=TONE).source == "bell.txt"
    assert document_of(source(name="other.txt"), config=TONE).source == "other.txt"


def test_a_cast_that_is_edited_is_used(cache: Path) -> None:
    document = document_of(source(), config=TONE)
    named, listed = Path("mine.toml"), Path("voices", "default.toml")
    listed.parent.mkdir()
    for config, cast in ((replace(TONE, cast="mine.toml"), named), (TONE, listed)):
        rates = []
        for rate in (150, 250):
            cast.write_text(f"[narrator]\nrate = {rate}\n")
            rates.append(script_of(document, config=config).parts[0].utterances[1].prosody.rate)
        assert rates == [150, 250]


def test_a_lexicon_that_appears_is_used(cache: Path) -> None:
    document = document_of(source(), config=TONE)
    before = script_of(document, config=TONE)
    Path("voices").mkdir()
    Path("voices", "default.pls").write_text(
        '<lexicon version="1.0" xmlns="http://www.w3.org/2005/01/pronunciation-lexicon" alphabet="ipa" xml:lang="en">'
        "<lexeme><grapheme>bell</grapheme><alias>gong</alias></lexeme></lexicon>"
    )
    after = script_of(document, config=TONE)
    assert [part.utterances[0].text for part in (*before.parts, *after.parts)] == [
        "Town buys a bell",
        "Town buys a gong",
    ]


def test_what_a_plug_in_says_is_not_remembered(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    monkeypatch.setattr("accessible.pipeline.stages.attributor", lambda name: asked.append(name) or (lambda it: it))
    for _ in range(2):
        document_of(source(), config=Config(attributor="acme"))
    assert asked == ["acme", "acme"]
    assert not entries(cache)


def test_an_engine_of_somebody_else_is_asked_every_time(cache: Path) -> None:
    document = document_of(source(), config=TONE)
    script_of(document, config=Config(engine=FAULTY))
    assert len(entries(cache)) == 1


def test_an_engine_that_is_not_there_is_still_an_error(cache: Path) -> None:
    document = document_of(source(), config=TONE)
    with pytest.raises(VoiceError, match="no engine called nonesuch"):
        script_of(document, config=Config(engine="nonesuch"))

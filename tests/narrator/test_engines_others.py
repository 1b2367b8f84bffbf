"""Engines of others: real distributions on the path, found by their entry points, held to the contract, and finished
without.

A distribution is a module and a ``.dist-info`` folder, as pip would leave them.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from accessible import plugins
from accessible.checkers import check
from accessible.errors import VoiceError
from accessible.narrator import ENGINES, open_engine

#: An engine as somebody might write it, without anything of ours but the contract.
ENGINE = """
import math, os, struct
from accessible.narrator import Speech, Voice

class Acme:
    name = "acme"
    identity = "Acme 2.0"
    advice = "ask Acme for more voices"
    fresh_process = False
    slow = False

    def voices(self):
        return (Voice("mono", "Mono", ("en",), gender="female", licence="MIT"),)

    def has_voice(self, voice):
        return voice == "mono"

    def default_voice(self, language):
        return "mono" if language.partition("-")[0] == "en" else ""

    def fingerprint(self, voice):
        return ""

    def synthesize(self, utterance, voice):
        if "FORBIDDEN" in utterance.text:
            os.abort()
        length = 900 * len(utterance.text) * 175 // utterance.prosody.rate
        pcm = b"".join(struct.pack("<h", int(6000 * math.sin(n / 9))) for n in range(length))
        return Speech(pcm, 16000)

    def close(self):
        pass
"""
VOICES = 'return (Voice("mono", "Mono", ("en",), gender="female", licence="MIT"),)'
TEXT = "A title\n\nAll is well here. This is FORBIDDEN, and cannot be said. All is well again.\n"

Install = Callable[..., Path]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Install a distribution with one engine into a folder of its own on the path."""

    def into(name: str, source: str, *, distribution: str = "", target: str = "Acme") -> Path:
        distribution = distribution or f"{name}-voices"
        site = tmp_path / f"site-{distribution}"
        module = distribution.replace("-", "_")
        info = site / f"{module}-2.0.dist-info"
        info.mkdir(parents=True)
        (site / f"{module}.py").write_text(source)
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {distribution}\nVersion: 2.0\n")
        (info / "entry_points.txt").write_text(f"[accessible.engines]\n{name} = {module}:{target}\n")
        monkeypatch.syspath_prepend(site)
        monkeypatch.setenv("PYTHONPATH", f"{site}{os.pathsep}{os.environ.get('PYTHONPATH', '')}")
        monkeypatch.delitem(sys.modules, module, raising=False)
        return site

    return into


def opened(name: str) -> object:
    return open_engine(plugins.engine(name, own=ENGINES))


# -------------------------------------------------------------------------------------------------------------- finding
def test_an_installed_engine_is_found_by_its_name(install: Install) -> None:
    install("acme", ENGINE)
    assert plugins.engines() == {"acme": "acme-voices 2.0"}
    assert plugins.engine("acme", own=ENGINES) == "acme_voices:Acme"
    assert "acme_voices" not in sys.modules  # nothing is imported before it is asked for
    engine = open_engine("acme_voices:Acme")
    assert (engine.name, engine.identity, engine.default_voice("en-GB")) == ("acme", "Acme 2.0", "mono")


def test_an_engine_that_comes_along_is_not_replaced_by_one_of_its_name(install: Install) -> None:
    install("espeak", ENGINE)
    assert plugins.engine("espeak", own=ENGINES) == "espeak"
    assert plugins.engine("some:Engine", own=ENGINES) == "some:Engine"


def test_one_that_is_not_installed(install: Install) -> None:
    install("acme", ENGINE)
    with pytest.raises(VoiceError, match="no engine called acmee") as error:
        plugins.engine("acmee", own=ENGINES)
    assert error.value.hint == "did you mean acme? the engines are: espeak, system, piper, tone, acme"


def test_two_of_one_name(install: Install) -> None:
    install("acme", ENGINE, distribution="one-voices")
    install("acme", ENGINE, distribution="two-voices")
    with pytest.raises(VoiceError, match="2 engines called acme") as error:
        plugins.engine("acme", own=ENGINES)
    assert "one-voices and two-voices" in error.value.hint


@pytest.mark.parametrize(
    ("source", "target", "words"),
    [
        ("import nonesuch_module\n", "Acme", "cannot be loaded: ModuleNotFoundError"),
        ("def f(:\n", "Acme", "cannot be loaded: SyntaxError"),
        ("x = 1\n", "Acme", "cannot be loaded: AttributeError"),
        ("raise OSError('no weights')\n", "Acme", "cannot be loaded: OSError: no weights"),
        ("Acme = 3\n", "Acme", "is no engine"),
        ("class Acme:\n    pass\n", "Acme", "is no engine"),
        (ENGINE.replace("def fingerprint", "def _fingerprint"), "Acme", "is no engine: it has no fingerprint"),
        (ENGINE.replace("    slow = False\n", ""), "Acme", "is no engine: it has no slow"),
        (ENGINE + "    def __init__(self):\n        raise OSError('no weights')\n", "Acme", "cannot be made: OSError"),
        (ENGINE.replace('"acme"', "3"), "Acme", "name is a value of the type int, not str"),
        (ENGINE.replace('"acme"', '""'), "Acme", "its name is empty"),
    ],
)
def test_one_that_cannot_be_loaded_or_is_none(source: str, target: str, words: str, install: Install) -> None:
    install("bad", source, target=target)
    with pytest.raises(VoiceError) as error:
        opened("bad")
    assert words in error.value.what
    assert "bad_voices:Acme" in str(error.value)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (
            VOICES,
            "return 3",
            "voices is a value of",
        ),
        (VOICES, "return ('mono',)", "no Voice"),
        (VOICES, "raise KeyError('x')", "KeyError"),
    ],
)
def test_one_that_answers_wrongly(old: str, new: str, words: str, install: Install) -> None:
    assert old in ENGINE
    install("bad", ENGINE.replace(old, new))
    engine = open_engine("bad_voices:Acme")
    with pytest.raises(VoiceError, match=words) as error:
        engine.voices()
    assert error.value.what.startswith("the engine acme failed: ")
    assert error.value.where == "bad_voices:Acme"


# ----------------------------------------------------------------------------------------------------- the command line
def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "accessible", *arguments]
    environment = {**os.environ, "PYTHONWARNINGS": "error"}
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, env=environment, check=False, timeout=240)


def test_its_voices_are_listed_and_it_is_named_in_a_report_of_a_fault(install: Install, tmp_path: Path) -> None:
    install("acme", ENGINE)
    rows = json.loads(run("voices", "--json", cwd=tmp_path).stdout)
    mine = {"engine": "acme", "id": "mono", "languages": "en", "gender": "female", "name": "Mono", "licence": "MIT"}
    assert [row for row in rows if row["engine"] == "acme"] == [mine]
    assert {row["engine"] for row in rows} >= {"espeak", "system", "tone"}
    assert "engine acme: Acme 2.0, 1 voices (acme-voices 2.0)" in run("info", cwd=tmp_path).stdout


def test_what_it_cannot_say_ends_with_5_or_is_listed_in_the_report(install: Install, tmp_path: Path) -> None:
    install("acme", ENGINE)
    (tmp_path / "note.txt").write_text(TEXT)
    stopped = run("build", "note.txt", "--engine", "acme", cwd=tmp_path)
    assert stopped.returncode == 5
    assert "error: “This is FORBIDDEN, and cannot be said.” could not be spoken: the speech process was ended by " in (
        stopped.stderr
    )
    assert "hint: change the text, choose another engine or voice, or leave it out with --allow-unspoken" in (
        stopped.stderr
    )
    assert not (tmp_path / "output").exists()
    for _ in range(2):  # spoken, and with what is in the cache
        finished = run("build", "note.txt", "--engine", "acme", "--allow-unspoken", cwd=tmp_path)
        assert finished.returncode == 0, finished.stderr
        assert "error N004" in finished.stderr
        report = json.loads((tmp_path / "output" / "note" / "report.json").read_text())
        [section] = report["sections"]
        assert [(row["text"], "clip" in row) for row in section["sentences"]] == [
            ("A title", True),
            ("All is well here.", True),
            ("This is FORBIDDEN, and cannot be said.", False),
            ("All is well again.", True),
        ]
        assert section["sentences"][2]["skipped"].startswith("it could not be spoken: the speech process was ended by ")
        assert (report["spoken"], report["skipped"], report["engine"]) == (3, 1, "Acme 2.0")
        assert [message["code"] for message in report["messages"] if message["code"].startswith("N")] == ["N004"]
        clips = [row["clip"] for row in section["sentences"] if "clip" in row]
        assert [begin for begin, _ in clips[1:]] == [end for _, end in clips[:-1]]
    found = check(tmp_path / "output" / "note" / "note.epub", checkers=["overlays"])
    assert [message.code for message in found] == ["P004"]  # who knows nothing of that permission is told


def test_one_that_is_missing_or_broken_ends_with_4_and_writes_nothing(install: Install, tmp_path: Path) -> None:
    install("bad", "raise OSError('no weights')\n")
    (tmp_path / "note.txt").write_text(TEXT)
    for name, words in (("acme", "there is no engine called acme"), ("bad", "cannot be loaded: OSError: no weights")):
        for command in (("build", "note.txt"), ("voices",), ("speak", "Hello.")):
            result = run(*command, "--engine", name, cwd=tmp_path)
            assert result.returncode == 4, result.stderr
            assert result.stderr.startswith("error: ")
            assert words in result.stderr
            assert "\nhint: " in result.stderr
            assert "Traceback" not in result.stderr
        assert not (tmp_path / "output").exists()
    assert run("voices", cwd=tmp_path).returncode == 0  # the others can be used all the same
    assert "engine bad: cannot be used (bad-voices 2.0): the engine bad" in run("info", cwd=tmp_path).stdout

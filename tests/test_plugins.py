"""Attributors of others: real distributions on the path, found by their entry points, loaded late, and held to account.

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
from msgspec.structs import replace

from accessible.errors import AccessibleError, UsageError
from accessible.model.blocks import Attribution, Evidence, Quote
from accessible.model.document import Document, Speaker, leaves
from accessible.plugins import attributor, attributors
from accessible.readers import as_source, read
from accessible.structurer import structure

TEXT = "A title\n\n“We left the harbour at noon,” she said. It was a “good” day, and nobody knew why.\n"

#: An attributor as somebody might write it; what it does with a quotation is one expression.
MODULE = """
from msgspec.structs import replace
from accessible.model.blocks import Attribution, Evidence, Paragraph, Quote, Span
from accessible.model.document import Document, Speaker

def attribute(document):
    def quoted(mark):
        if not isinstance(mark, Quote) or mark.kind != "direct":
            return mark
        return replace(mark, speaker={speaker})

    def block(block):
        if not isinstance(block, Paragraph):
            return block
        inlines = tuple(quoted(mark) for mark in block.prose.inlines)
        return replace(block, prose=replace(block.prose, inlines=inlines))

    sections = tuple(replace(s, blocks=tuple(map(block, s.blocks))) for s in document.sections)
    return replace(document, sections=sections, speakers={speakers})
"""
GOOD = {
    "speaker": 'Attribution("The Model", "implicit", Evidence("model", 0.9))',
    "speakers": '(Speaker("The Model", aliases=("M",)),)',
}

Install = Callable[..., Path]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Install a distribution with one attributor into a folder of its own on the path."""

    def into(name: str, source: str, *, distribution: str = "", function: str = "attribute") -> Path:
        distribution = distribution or f"acme-{name}"
        site = tmp_path / f"site-{distribution}"
        module = distribution.replace("-", "_")
        info = site / f"{module}-1.2.dist-info"
        info.mkdir(parents=True)
        (site / f"{module}.py").write_text(source)
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {distribution}\nVersion: 1.2\n")
        (info / "entry_points.txt").write_text(f"[accessible.attributors]\n{name} = {module}:{function}\n")
        monkeypatch.syspath_prepend(site)
        monkeypatch.setenv("PYTHONPATH", f"{site}{os.pathsep}{os.environ.get('PYTHONPATH', '')}")
        monkeypatch.delitem(sys.modules, module, raising=False)
        return site

    return into


def draft() -> Document:
    return structure(read(as_source("note.txt", TEXT.encode())), attributor=attributor("none"))


def quotes(document: Document) -> list[Quote]:
    found = [block.prose.inlines for section in document.sections for block in leaves(section.blocks)]
    return [mark for marks in found for mark in marks if isinstance(mark, Quote)]


# ------------------------------------------------------------------------------------------------------ what is allowed
def test_an_attributor_takes_the_place_of_our_rules(install: Install) -> None:
    install("model", MODULE.format(**GOOD))
    assert attributors() == {"model": "acme-model 1.2"}
    document = structure(read(as_source("note.txt", TEXT.encode())), attributor=attributor("model"))
    assert document.speakers == (Speaker("The Model", aliases=("M",)),)
    said = [quote.speaker.name for quote in quotes(document) if quote.speaker]
    assert said == ["The Model"]
    assert all(quote.id for quote in quotes(document))  # the transforms behind it have run


def test_none_finds_nobody_and_our_own_rules_are_the_default() -> None:
    text = "A title\n\n“We left the harbour at noon,” said Ada Moss. It was a good day, and nobody knew why.\n"
    source = read(as_source("note.txt", text.encode()))
    nobody = structure(source, attributor=attributor("none"))
    assert nobody.speakers == ()
    assert [quote.speaker for quote in quotes(nobody)] == [None]
    assert [speaker.name for speaker in structure(source).speakers] == ["Ada Moss"]


def test_a_document_that_comes_back_as_it_was_is_right(install: Install) -> None:
    install("idle", "def attribute(document):\n    return document\n")
    assert attributor("idle")(draft()) == draft()


def test_nothing_is_imported_before_it_is_asked_for(install: Install) -> None:
    install("loud", "raise RuntimeError('imported')\n")
    assert "loud" in attributors()
    assert attributor("none")(draft()) == draft()
    assert "acme_loud" not in sys.modules


# ------------------------------------------------------------------------------------------------------ what goes wrong
def test_one_that_is_not_installed(install: Install) -> None:
    install("model", MODULE.format(**GOOD))
    with pytest.raises(UsageError, match="no attributor called 'modell'") as error:
        attributor("modell")
    assert "model" in error.value.hint
    assert error.value.where == "--attributor"


def test_two_of_one_name(install: Install) -> None:
    install("model", MODULE.format(**GOOD), distribution="acme-one")
    install("model", MODULE.format(**GOOD), distribution="acme-two")
    with pytest.raises(UsageError, match="2 attributors") as error:
        attributor("model")
    assert "acme-one and acme-two" in error.value.hint


@pytest.mark.parametrize(
    ("source", "function", "words"),
    [
        ("import nonesuch_module\n", "attribute", "ModuleNotFoundError"),
        ("def attribute(:\n", "attribute", "SyntaxError"),
        ("x = 1\n", "attribute", "AttributeError"),
        ("attribute = 3\n", "attribute", "no function"),
        ("raise OSError('no weights')\n", "attribute", "no weights"),
    ],
)
def test_one_that_cannot_be_loaded(source: str, function: str, words: str, install: Install) -> None:
    install("bad", source, function=function)
    with pytest.raises(UsageError, match=words) as error:
        attributor("bad")
    assert "the attributor bad" in error.value.what
    assert error.value.where == "acme_bad:attribute"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("raise KeyError('x')", "failed: KeyError"),
        ("return None", "NoneType"),
        ("return replace(document, text=document.text.upper())", "more of the document than speakers"),
        ("return replace(document, sections=())", "more of the document than speakers"),
        ("return replace(document, metadata=replace(document.metadata, title='Mine'))", "more of the document"),
        ("return replace(document, speakers=(Speaker('A'), Speaker('A')))", "two speakers of one name"),
        ("return replace(document, speakers=(Speaker(''),))", "without a name"),
        ("return replace(document, speakers=[Speaker('A')])", "no tuple"),
        ("return replace(document, speakers=('A',))", "a speaker that is none"),
        ("return replace(document, speakers=(Speaker('A', gender='she'),))", "a speaker that is none"),
    ],
)
def test_one_that_fails_or_gives_something_wrong(body: str, words: str, install: Install) -> None:
    head = "from msgspec.structs import replace\nfrom accessible.model.document import Speaker\n"
    install("bad", f"{head}def attribute(document):\n    {body}\n")
    with pytest.raises(AccessibleError, match=words) as error:
        attributor("bad")(draft())
    assert error.value.exit_code == 1
    assert error.value.what.startswith("the attributor bad ")
    assert "none" in error.value.hint


@pytest.mark.parametrize(
    ("speaker", "speakers", "words"),
    [
        (GOOD["speaker"], "()", "'The Model', who is not among"),
        ('Attribution("A", "implicit", Evidence("model", 9.0))', '(Speaker("A"),)', "confidence of 9.0"),
        ('Attribution("A", "implicit", Evidence("model", float("nan")))', '(Speaker("A"),)', "confidence of nan"),
        (
            'Attribution("A", "explicit", Evidence("model"), mention="Ada", span=Span(0, 3))',
            '(Speaker("A"),)',
            "span for 'Ada'",
        ),
        ('Attribution("A", "guessed", Evidence("model"))', '(Speaker("A"),)', "a speaker that is none"),
        ('"A"', '(Speaker("A"),)', "a speaker that is none"),
        ("None), kind='scare'", "()", "more of the document than speakers"),
    ],
)
def test_a_quotation_that_is_given_to_something_wrong(
    speaker: str, speakers: str, words: str, install: Install
) -> None:
    source = MODULE.format(speaker=speaker, speakers=speakers)
    if speaker.startswith("None)"):
        source = MODULE.format(speaker="None, kind='scare'", speakers=speakers)
    install("bad", source)
    with pytest.raises(AccessibleError, match=words):
        attributor("bad")(draft())


def test_an_error_of_ours_that_it_raises_is_passed_on(install: Install) -> None:
    source = "from accessible.errors import UsageError\n"
    install("strict", f"{source}def attribute(document):\n    raise UsageError('the model wants German')\n")
    with pytest.raises(UsageError, match="wants German"):
        attributor("strict")(draft())


def test_a_long_document_is_checked_by_a_walk_and_changes_nothing(install: Install) -> None:
    install("model", MODULE.format(**GOOD))
    text = TEXT + "\n\n".join(["“We left the harbour at noon,” she said. And so on it went, all day."] * 300)
    before = structure(read(as_source("note.txt", text.encode())), attributor=attributor("none"))
    after = attributor("model")(before)
    assert [replace(quote, speaker=None) for quote in quotes(after)] == quotes(before)
    assert sum(quote.speaker == Attribution("The Model", "implicit", Evidence("model", 0.9)) for quote in quotes(after))


# ---------------------------------------------------------------------------------------------------- the command line
def run(*arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "accessible", *map(str, arguments)]
    environment = {**os.environ, "PYTHONWARNINGS": "error"}
    return subprocess.run(command, capture_output=True, cwd=cwd, env=environment, check=False, timeout=240)


def test_the_command_line_takes_one_by_its_name(install: Install, tmp_path: Path) -> None:
    install("model", MODULE.format(**GOOD))
    (tmp_path / "note.txt").write_text(TEXT)

    def speakers(*arguments: str) -> object:
        result = run("inspect", "note.txt", "--json", *arguments, cwd=tmp_path)
        assert result.returncode == 0, result.stderr.decode()
        return [speaker["name"] for speaker in json.loads(result.stdout).get("speakers", ())]

    assert speakers("--attributor", "model") == ["The Model"]
    assert speakers("--attributor", "none") == []
    (tmp_path / "accessible.toml").write_text('attributor = "model"\n')
    assert speakers() == ["The Model"]
    assert b"attributor model: acme-model 1.2" in run("info", cwd=tmp_path).stdout


def test_the_command_line_refuses_one_that_is_not_there_and_one_that_fails(install: Install, tmp_path: Path) -> None:
    install("bad", "def attribute(document):\n    return 3\n")
    (tmp_path / "note.txt").write_text(TEXT)
    for name, code in (("nonesuch", 2), ("bad", 1)):
        result = run("build", "note.txt", "--engine", "tone", "--attributor", name, cwd=tmp_path)
        assert result.returncode == code
        assert result.stderr.decode().startswith("error: ")
        assert "Traceback" not in result.stderr.decode()
        assert "\nhint: " in result.stderr.decode()
        assert not (tmp_path / "output").exists()

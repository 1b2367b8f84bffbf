"""Ace by DAISY, the accessibility checker for EPUB, as a program of its own.

Ace opens every page in a browser, so it needs Node.js, the npm package `@daisy/ace-cli` and a Chromium. None of them
can come with a Python package; where one is missing that is said (P008), and nothing else happens. One browser serves
all books (see `ace.cjs` and `companion`).
"""

from __future__ import annotations

import json
import os
import posixpath
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from accessible.checkers.archive import opened, patience
from accessible.checkers.chromium import chromium
from accessible.checkers.companion import ask, readable
from accessible.checkers.few import few
from accessible.checkers.package import read_package
from accessible.errors import SourceError
from accessible.model.message import Message, Place

_OLDEST_NODE = 20
_START = "60000"  # milliseconds until a browser must have started: Ace's own five seconds are few on a busy machine
_PROGRAM = Path("@daisy", "ace-cli", "bin", "ace.js")
_SCRIPT = Path(__file__).with_name("ace.cjs")
_ASIDE = Path("tests", "ace", "node_modules")  # where a checkout of this project keeps it
_CODES = {"critical": "A004", "serious": "A004", "moderate": "A005", "minor": "A005"}
_EXCERPT = 120  # characters


def check(path: Path, *, limit: float = 0) -> tuple[Message, ...]:
    """Run Ace over an EPUB file; ``limit`` is the time that it may take, in seconds (0: ten minutes, or three seconds
    for each file of a long book).

    Each finding has the name of Ace's rule in its text (`image-alt: …`). One P008 when Node.js, Ace or a Chromium is
    not there, one P021 when Ace failed or did not finish. Raises `SourceError` when there is no such file.
    """
    limit = limit or patience(path, least=600, each=3)
    if lacking := missing():
        hint = "install Node.js 20, Chromium, and: npm install @daisy/ace-cli"
        return (Message("P008", f"Ace did not look at the book: {lacking}.", Place(file=path.name), hint=hint),)
    with tempfile.TemporaryDirectory() as folder:
        command = (_node(), str(_SCRIPT), str(_program()))
        settings = {"PUPPETEER_EXECUTABLE_PATH": chromium(), "ACE_TIMEOUT_INITIAL": _START}
        trouble = ask(command, [readable(path, Path(folder)), folder], limit=limit, environment=settings)
        if trouble is None:
            return (_failed(path, f"it ended, or did not finish in {limit:.0f} seconds"),)
        report = Path(folder) / "report.json"
        if trouble or not report.is_file():
            said = " ".join(trouble.replace(folder, "").split())[:_EXCERPT]
            return (_failed(path, f"it gave no report ({said or 'and no reason'})"),)
        return tuple(few(_messages(json.loads(report.read_bytes()), _places(path))))


def missing() -> str:
    """What stands in the way of running Ace, "" when nothing does."""
    if not _node():
        return "Node.js is not installed"
    major = _said([_node(), "-p", "process.versions.node"]).split(".")[0]
    if not major.isdigit() or int(major) < _OLDEST_NODE:
        return f"Node.js is older than {_OLDEST_NODE}"
    if _program() is None:
        return "the npm package @daisy/ace-cli is not installed"
    return "" if chromium() else "no Chromium was found"


def _node() -> str:
    return shutil.which("node") or ""


def _program() -> Path | None:
    """Ace's command line program, in the first folder of npm packages that has it."""
    return next((folder / _PROGRAM for folder in _package_folders() if (folder / _PROGRAM).is_file()), None)


def _package_folders() -> Iterator[Path]:
    if chosen := os.environ.get("ACCESSIBLE_NODE_MODULES", ""):
        yield Path(chosen)
    checkout = Path(__file__).parents[2]
    for folder in (Path.cwd(), checkout):
        yield folder / "node_modules"
    yield checkout / _ASIDE
    npm = shutil.which("npm")
    if npm and (everywhere := _said([npm, "root", "-g"])):
        yield Path(everywhere)


def _said(command: list[str]) -> str:
    """What a program answers to a question."""
    answer = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 (found on PATH)
    return answer.stdout.strip()


def _failed(path: Path, why: str) -> Message:
    return Message("P021", f"Ace did not look at the book: {why}.", Place(file=path.name))


def _places(path: Path) -> Callable[[str], str]:
    """What makes of Ace's names, which begin in the folder of the package document, paths in the archive."""
    with suppress(SourceError), opened(path) as archive:
        members, folder = set(archive.members), posixpath.dirname(read_package(archive).path)
        return lambda name: next(
            (found for found in (posixpath.join(folder, unquote(name)), name.lstrip("/")) if found in members), name
        )
    return str


def _messages(report: dict[str, Any], place_of: Callable[[str], str]) -> Iterator[Message]:
    """The findings of a report (Ace's, which is EARL 1.0 in JSON)."""
    for document in report["assertions"]:
        for assertion in document["assertions"]:
            result, test = assertion["earl:result"], assertion["earl:test"]
            if result["earl:outcome"] != "fail":
                continue
            description = " ".join(result.get("dct:description", "").split())
            text = f"{test['dct:title']}: {description}"
            shown = " ".join(str(result.get("html") or "").split())[:_EXCERPT]
            place = Place(file=place_of(document["earl:testSubject"]["url"]))
            code = _CODES.get(test.get("earl:impact", ""), "A004")
            yield Message(code, f"{text} ({shown})" if shown else text, place, hint=test.get("help", {}).get("url", ""))

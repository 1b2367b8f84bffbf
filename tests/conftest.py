"""What all tests share: expected files that can be accepted again, isolation from the user's machine, and a closing
list of what was not checked.

- ``golden(path, actual)`` compares a text (or bytes) with a file; ``pytest --accept`` writes the file instead, and the
  difference is then read in ``git diff``.
- ``missing("EPUBCheck is not installed")`` is the one way to say that a tool is not there: the test is skipped and
  listed at the end; where ``CI=true`` it fails, because there everything must have been checked.
- Every session has a cache, a configuration and a home folder of its own, empty at the start.
"""

from __future__ import annotations

import difflib
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import HealthCheck, settings

TESTS = Path(__file__).parent
GOLDEN = TESTS / "golden"
CI = os.environ.get("CI", "").lower() in {"1", "true", "yes"}

# Machines differ in speed, so no example has a time limit. Where CI=true every run tries the same examples: a red run
# there is the fault of the change it tests. Everywhere else new examples are tried on every run.
settings.register_profile("here", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("here"), derandomize=True, database=None, print_blob=True)
settings.load_profile("ci" if CI else "here")


# ------------------------------------------------------------------------------------------------------ expected files
Golden = Callable[[Path | str, str | bytes], None]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="write what came out into the expected files")
    parser.addoption("--kills", type=int, default=25, help="kill builds at so many random moments (tests/faults)")
    parser.addoption("--long", action="store_true", help="the long forms of the tests of faults: every file event")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compare with an expected file: ``golden(path, actual)``; a relative path is inside ``tests/golden``."""
    accept = bool(request.config.getoption("--accept"))

    def compare(path: Path | str, actual: str | bytes) -> None:
        expected = GOLDEN / path
        data = actual.encode() if isinstance(actual, str) else actual
        if expected.exists() and expected.read_bytes() == data:
            return
        name = os.path.relpath(expected, TESTS.parent)
        if accept:
            expected.parent.mkdir(parents=True, exist_ok=True)
            expected.write_bytes(data)
            return
        if not expected.exists():
            pytest.fail(f"{name} does not exist. Write it with: pytest --accept", pytrace=False)
        changes = difference(name, expected.read_bytes(), data)
        pytest.fail(f"{changes}\nIf what came out is right: pytest --accept", pytrace=False)

    return compare


def difference(name: str, expected: bytes, actual: bytes) -> str:
    """A unified diff of two texts, or the first byte that differs where one of them is not text."""
    try:
        old, new = expected.decode(), actual.decode()
    except UnicodeDecodeError:
        at = next((i for i, (a, b) in enumerate(zip(expected, actual, strict=False)) if a != b), None)
        where = "one is the beginning of the other" if at is None else f"the first difference is at byte {at}"
        return f"{name} differs: {len(expected)} bytes expected, {len(actual)} came out; {where}."
    # Splitting at line feeds only and showing what is left as escapes keeps a carriage return visible.
    lines = difflib.unified_diff(shown(old), shown(new), f"{name} (expected)", f"{name} (came out)", lineterm="")
    return "\n".join(lines)


def shown(text: str) -> list[str]:
    lines = text.split("\n")
    ended = [line.replace("\r", "\\r") for line in lines]
    return ended[:-1] if lines[-1] == "" else [*ended[:-1], ended[-1] + "  (no line end)"]


# ---------------------------------------------------------------------------------------------------------- the order
#: What takes its time: other people's validators, real processes that are hurt, and the whole program from end to end.
DEAR = frozenset({"ace", "browser", "epubcheck"})


def pytest_configure(config: pytest.Config) -> None:
    """Where several processes share the tests by file, the order is ours: by itself, files of few tests come last."""
    if hasattr(config.option, "loadscopereorder"):
        config.option.loadscopereorder = False


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files with dear tests go first, so that no process is left alone with one at the end."""
    folders = (TESTS, TESTS / "faults")
    dear = {item.path for item in items if item.path.parent in folders or DEAR & set(getattr(item, "fixturenames", ()))}
    items.sort(key=lambda item: item.path not in dear)


# --------------------------------------------------------------------------------------------------- what is not there
Missing = Callable[[str], NoReturn]


@pytest.fixture(scope="session")
def missing() -> Missing:
    """Say that a tool is not installed: ``missing("Ace is not installed")`` skips the test, or fails it in CI."""

    def stop(reason: str) -> NoReturn:
        if CI:
            pytest.fail(f"{reason} (CI=true: nothing may go unchecked; sh .ci/setup tests installs it)", pytrace=False)
        pytest.skip(reason)

    return stop


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> Iterator[None]:
    """End, after everything else that pytest tells, with every test that did not check what it is there for."""
    yield
    skipped = [(report.nodeid, reason(report)) for report in terminalreporter.getreports("skipped")]
    expected = [
        (report.nodeid, f"known to fail: {getattr(report, 'wasxfail', '')}")
        for report in terminalreporter.getreports("xfailed")
    ]
    deselected = len(terminalreporter.stats.get("deselected", []))
    terminalreporter.section("not checked")
    for node, why in skipped + expected:
        terminalreporter.line(f"{node}: {why}")
    if deselected:
        terminalreporter.line(f"{deselected} tests were deselected on the command line")
    if not (skipped or expected or deselected):
        ran = terminalreporter.getreports("passed") or terminalreporter.getreports("failed")
        terminalreporter.line("everything was checked" if ran else "no test was run")


def reason(report: pytest.TestReport) -> str:
    where = report.longrepr
    text = str(where[2]) if isinstance(where, tuple) else report.longreprtext
    return text.removeprefix("Skipped: ")


# ------------------------------------------------------------------------------------------------------------ isolation
@pytest.fixture(scope="session", autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home of its own for the whole session: the user's cache, voices and configuration are neither read nor written.

    A test that needs a cache that nothing has written to sets ``ACCESSIBLE_CACHE`` itself. Where the checkers find
    their tools is left as it is, but that the programs beside this Python come first: ``sh .ci/setup tests`` puts
    Node.js there when the machine has none, or one that is too old.
    """
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        ours = {name for name in os.environ if name.startswith("ACCESSIBLE_")}
        for name in ours - {"ACCESSIBLE_NODE_MODULES"}:
            patch.delenv(name)
        patch.setenv("ACCESSIBLE_CACHE", str(home / "accessible-cache"))
        patch.setenv("PATH", str(Path(sys.executable).parent), prepend=os.pathsep)
        patch.setenv("HOME", str(home))
        for name in ("CACHE", "CONFIG", "DATA", "STATE"):
            patch.setenv(f"XDG_{name}_HOME", str(home / f"xdg-{name.lower()}"))
        yield home


@pytest.fixture(scope="session")
def books() -> Path:
    """The folder of sample texts."""
    return TESTS / "books"

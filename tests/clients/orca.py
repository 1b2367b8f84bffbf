"""What the screen reader Orca says of a page in Chromium, on a screen that nobody sees and through a voice that nobody
hears: both are real programs, with a home, a session bus and an accessibility bus of their own.

Orca reads a page aloud when it has loaded, and writes each utterance to its log.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import time
from pathlib import Path

from accessible.checkers.chromium import chromium

PROGRAMS = ("orca", "Xvfb", "openbox", "dbus-run-session", "speech-dispatcher")
_BUS = (Path("/usr/libexec/at-spi-bus-launcher"), Path("/usr/lib/at-spi2-core/at-spi-bus-launcher"))

#: A voice that says nothing.
_SILENT = """LogLevel 1
CommunicationMethod "unix_socket"
AddModule "dummy" "sd_dummy" ""
DefaultModule dummy
"""
_SESSION = """openbox & "$BUS" --launch-immediately &
sleep 1
gsettings set org.gnome.desktop.interface toolkit-accessibility true
gsettings set org.gnome.desktop.a11y.applications screen-reader-enabled true
orca --replace --debug-file="$LOG" &
for second in $(seq 60); do grep -qs "SPEECH OUTPUT" "$LOG" && break; sleep 1; done
"$BROWSER" --no-sandbox --force-renderer-accessibility --no-first-run --disable-gpu --user-data-dir="$HOME/chromium" \
  --app="$PAGE" &
wait
"""
_SAID = re.compile(r"SPEECH OUTPUT: '(.*?)'(?:\{|$)", re.MULTILINE)
_LOADED = re.compile(r"Finished loading |Page has ")
_QUIET = 4  # seconds without an utterance, and as many times the longest pause between two: the page has been read


def lacking() -> str:
    """What is not installed that this needs, "" when nothing is missing."""
    absent = [name for name in PROGRAMS if shutil.which(name) is None]
    absent += [] if any(path.is_file() for path in _BUS) else ["at-spi-bus-launcher"]
    absent += [] if chromium() else ["chromium"]
    return ", ".join(absent)


def transcript(page: Path, folder: Path, *, limit: float = 150) -> list[str]:
    """The utterances from when the page has loaded until Orca is quiet; ``limit`` is the time for it, in seconds.

    ``folder`` is for what the programs write. An empty list when Orca did not get as far as the page.
    """
    places = {name: folder / name for name in ("home", "run", "config", "data")}
    for place in places.values():
        place.mkdir(mode=0o700)
    (places["config"] / "speech-dispatcher").mkdir()
    (places["config"] / "speech-dispatcher" / "speechd.conf").write_text(_SILENT)
    log = folder / "orca.log"
    number, told = os.pipe()
    screen = subprocess.Popen(
        ["Xvfb", "-displayfd", str(told), "-screen", "0", "1280x900x24"],
        pass_fds=[told],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(told)
    with os.fdopen(number) as display:
        environment = {
            **os.environ,
            "DISPLAY": f":{display.readline().strip()}",
            "HOME": str(places["home"]),
            "XDG_RUNTIME_DIR": str(places["run"]),
            "XDG_CONFIG_HOME": str(places["config"]),
            "XDG_DATA_HOME": str(places["data"]),
            "GSETTINGS_BACKEND": "keyfile",
            "XDG_CURRENT_DESKTOP": "GNOME",
            "GTK_MODULES": "gail:atk-bridge",
            "LC_ALL": "C.UTF-8",
            "BUS": str(next(path for path in _BUS if path.is_file())),
            "LOG": str(log),
            "BROWSER": chromium(),
            "PAGE": page.as_uri(),
        }
    session = subprocess.Popen(
        ["dbus-run-session", "--", "sh", "-c", _SESSION],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        return _heard(log, limit)
    finally:
        for stop in (signal.SIGTERM, signal.SIGKILL):
            for process in _of_session(session.pid):
                try:
                    os.kill(process, stop)
                except ProcessLookupError:
                    continue
            time.sleep(1)
        session.wait()
        screen.terminate()
        screen.wait()


def _heard(log: Path, limit: float) -> list[str]:
    started = last = time.monotonic()
    longest = 0.0
    said: list[str] = []
    while time.monotonic() - started < limit:
        time.sleep(0.5)
        heard = _SAID.findall(log.read_text(encoding="utf-8", errors="replace")) if log.exists() else []
        loaded = [at for at, words in enumerate(said) if _LOADED.match(words)]
        is_read = bool(loaded) and len(said) > loaded[-1] + 1
        if heard != said:
            longest = max(longest, time.monotonic() - last) if is_read else longest
            said, last = heard, time.monotonic()
        elif is_read and time.monotonic() - last > _QUIET * (1 + longest):
            return [words for words in said[loaded[-1] + 1 :] if words.strip()]
    return []


def _of_session(leader: int) -> list[int]:
    """The processes of a session, whatever group each of them has made for itself."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if entry.name.isdigit() and int(fields[3]) == leader:
            found.append(int(entry.name))
    return found

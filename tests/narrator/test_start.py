"""What importing the narrator costs, and that the main process never holds what may crash it."""

from __future__ import annotations

import subprocess
import sys

import pytest

PROGRAM = """
import sys
import accessible.narrator as narrator
for name in {engines}:
    engine = narrator.open_engine(name)
    engine.identity, engine.voices(), engine.has_voice("en-us"), engine.default_voice("en")
heavy = {{"av", "lameenc", "pyttsx3", "espeakng_loader", "pebble", "lxml", "numpy"}} & set(sys.modules)
maps = open("/proc/self/maps").read() if sys.platform == "linux" else ""
print(sorted(heavy - {allowed}), "espeak" in maps)
"""


@pytest.mark.parametrize(
    ("engines", "allowed"),
    [([], set()), (["espeak", "tone", "system"], {"espeakng_loader"})],  # the loader only knows where the files are
)
def test_neither_importing_nor_asking_loads_native_code(engines: list[str], allowed: set[str]) -> None:
    program = PROGRAM.format(engines=engines, allowed=allowed or "set()")
    path = f"import sys; sys.path[:] = {sys.path!r}\n"
    result = subprocess.run([sys.executable, "-c", path + program], capture_output=True, text=True, check=True)
    assert result.stdout.split("\n")[0] == "[] False"

"""An attributor that does what the text tells it to, in the process that builds the document."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path
from typing import Any


def attribute(document: Any) -> Any:
    if "DIE" in document.text:
        os.kill(os.getpid(), signal.SIGSEGV)
    if "FALTER" in document.text and not Path(os.environ["MARKER"]).exists():
        Path(os.environ["MARKER"]).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    if "DAWDLE" in document.text:
        time.sleep(600)
    return document

"""``python -m accessible``, and the command of that name: where the program begins, before anything of it is loaded."""

from __future__ import annotations

import os
import signal
import sys
from typing import NoReturn


def main() -> NoReturn:
    """Load the command line and run it. Whoever interrupts it while it loads is answered as at any other moment."""
    try:
        from accessible.cli import main as run
    except KeyboardInterrupt:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # it ends already
        sys.stderr.write("error: interrupted\n\nhint: the same command takes up the work again\n")
        sys.stderr.flush()
        os._exit(130)  # Python itself would end by the signal if it came while a module ran a text as code
    run()


if __name__ == "__main__":
    main()

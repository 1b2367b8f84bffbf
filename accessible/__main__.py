"""``python -m accessible``."""

from __future__ import annotations

from accessible.cli import main

if __name__ == "__main__":
    main()
